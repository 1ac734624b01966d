//! Where a thread that made a synchronous request waits for the answer.

use std::time::{Duration, Instant};

use crate::core::message::{Message, RequestId};
use crate::core::sync::{AtomicU32, Condvar, Mutex, Ordering};

/// One waiter. It waits for one request at a time, but when it is main itself, a listener that
/// answers may ask again before: then requests are nested. The request's number keeps a late answer to
/// an earlier request from being taken for the answer to the present one.
#[derive(Default)]
pub struct ReplyCell {
    /// Protects the state; nothing else is locked, dropped or called under it.
    state: Mutex<State>,
    /// Signalled when an answer comes, or the cell is closed.
    changed: Condvar,
    /// Counts these changes, for a waiter that looks without locking. Written under the lock.
    changes: AtomicU32,
}

#[derive(Default)]
struct State {
    /// The open requests, outermost first, with the answers that have come.
    open: Vec<(RequestId, Option<Message>)>,
    closed: bool,
    /// Whether the waiter sleeps, so that an answer must wake it.
    parked: bool,
}

impl State {
    fn position(&self, request: RequestId) -> Option<usize> {
        self.open.iter().position(|(open, _)| *open == request)
    }

    /// How the wait for `request` has ended, if it has.
    fn outcome(&mut self, request: RequestId) -> Option<Wait> {
        let Some(index) = self.position(request) else {
            return Some(Wait::Closed);
        };
        let answered = self
            .open
            .get(index)
            .is_some_and(|(_, answer)| answer.is_some());
        if !answered && !self.closed {
            return None;
        }
        let (_, answer) = self.open.remove(index);
        Some(answer.map_or(Wait::Closed, Wait::Answered))
    }
}

/// How one slice of waiting ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Wait {
    /// Nothing yet; wait again.
    Pending,
    /// The answer.
    Answered(Message),
    /// The answer can no longer come.
    Closed,
}

impl ReplyCell {
    /// Makes the cell ready for the answer to `request`. Returns false when the cell is closed.
    pub fn expect(&self, request: RequestId) -> bool {
        let mut state = self.state.lock();
        if !state.closed {
            state.open.push((request, None));
        }
        !state.closed
    }

    /// Stores the answer. Returns false when nobody waits for it.
    pub fn answer(&self, request: RequestId, message: Message) -> bool {
        let mut state = self.state.lock();
        let awaited = state
            .open
            .iter_mut()
            .find(|(open, answer)| *open == request && answer.is_none());
        let Some((_, answer)) = awaited else {
            return false;
        };
        *answer = Some(message);
        self.tell(&state);
        true
    }

    /// Gives up on `request`: an answer that comes later is refused. Returns whether it was open.
    pub fn abandon(&self, request: RequestId) -> bool {
        let mut state = self.state.lock();
        let index = state.position(request);
        if let Some(index) = index {
            state.open.remove(index);
        }
        index.is_some()
    }

    /// Wakes the waiter and lets nobody wait any more. An answer that was already stored stays.
    pub fn close(&self) {
        let mut state = self.state.lock();
        state.closed = true;
        self.tell(&state);
    }

    /// The same where no thread of this process waits, so that nobody takes away what is open.
    pub fn end(&self) {
        self.close();
        self.state.lock().open.clear();
    }

    /// How many requests wait for their answer.
    pub fn waiting(&self) -> usize {
        let state = self.state.lock();
        state
            .open
            .iter()
            .filter(|(_, answer)| answer.is_none())
            .count()
    }

    /// How often something has come, without locking: what came a moment ago may not show yet.
    pub fn changes(&self) -> u32 {
        // Relaxed: a hint; the waiter locks before it takes an answer.
        self.changes.load(Ordering::Relaxed)
    }

    /// The answer to `request`, if it has come.
    pub fn look(&self, request: RequestId) -> Wait {
        self.state.lock().outcome(request).unwrap_or(Wait::Pending)
    }

    /// Waits for the answer to `request`, at most for `slice`.
    pub fn wait(&self, request: RequestId, slice: Duration) -> Wait {
        let deadline = Instant::now() + slice;
        let mut state = self.state.lock();
        let mut slice_is_over = false;
        loop {
            if let Some(outcome) = state.outcome(request) {
                return outcome;
            }
            if slice_is_over {
                return Wait::Pending;
            }
            state.parked = true;
            slice_is_over = self.changed.wait_until(&mut state, deadline).timed_out();
            state.parked = false;
        }
    }

    fn tell(&self, state: &State) {
        // Relaxed: see `changes`.
        self.changes.fetch_add(1, Ordering::Relaxed);
        if state.parked {
            self.changed.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::sync::Arc;
    use std::thread;

    const NOW: Duration = Duration::ZERO;
    const LONG: Duration = Duration::from_secs(30);

    #[test]
    fn an_answer_that_is_there_is_taken_without_waiting() {
        let cell = ReplyCell::default();
        assert!(cell.expect(1));
        assert!(cell.answer(1, Message::new(&[7])));
        assert_eq!(cell.wait(1, NOW), Wait::Answered(Message::new(&[7])));
    }

    #[test]
    fn a_slice_without_an_answer_ends_pending() {
        let cell = ReplyCell::default();
        cell.expect(1);
        assert_eq!(cell.wait(1, NOW), Wait::Pending);
        assert_eq!(cell.waiting(), 1);
    }

    #[test]
    fn only_the_first_answer_counts_and_only_to_the_present_request() {
        let cell = ReplyCell::default();
        cell.expect(2);
        assert!(!cell.answer(1, Message::new(&[1])));
        assert!(cell.answer(2, Message::new(&[2])));
        assert!(!cell.answer(2, Message::new(&[3])));
        assert_eq!(cell.wait(2, NOW), Wait::Answered(Message::new(&[2])));
        assert!(!cell.answer(2, Message::new(&[4])));
    }

    #[test]
    fn an_abandoned_request_refuses_its_answer() {
        let cell = ReplyCell::default();
        cell.expect(1);
        cell.abandon(1);
        assert!(!cell.answer(1, Message::new(&[1])));
        assert_eq!(cell.waiting(), 0);
    }

    #[test]
    fn a_request_within_a_request_does_not_disturb_it() {
        let cell = ReplyCell::default();
        cell.expect(1);
        cell.expect(2);
        assert!(cell.answer(2, Message::new(&[2])));
        assert_eq!(cell.wait(2, NOW), Wait::Answered(Message::new(&[2])));
        assert!(cell.answer(1, Message::new(&[1])));
        assert_eq!(cell.wait(1, NOW), Wait::Answered(Message::new(&[1])));
        assert_eq!(cell.waiting(), 0);
    }

    #[test]
    fn closing_wakes_the_waiter_but_keeps_an_answer_that_came_first() {
        let cell = ReplyCell::default();
        cell.expect(1);
        cell.answer(1, Message::new(&[1]));
        cell.close();
        assert_eq!(cell.wait(1, LONG), Wait::Answered(Message::new(&[1])));
        assert!(!cell.expect(2));
        assert_eq!(cell.wait(2, LONG), Wait::Closed);
    }

    #[test]
    fn a_waiting_thread_is_woken_by_the_answer_and_by_closing() {
        for close in [false, true] {
            let cell = Arc::new(ReplyCell::default());
            cell.expect(1);
            let waiter = {
                let cell = cell.clone();
                thread::spawn(move || cell.wait(1, LONG))
            };
            if close {
                cell.close();
                assert_eq!(waiter.join().unwrap(), Wait::Closed);
            } else {
                cell.answer(1, Message::new(&[9]));
                assert_eq!(waiter.join().unwrap(), Wait::Answered(Message::new(&[9])));
            }
        }
    }
}
