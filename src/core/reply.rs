//! Where a thread that made a synchronous request waits for the answer.

use std::time::{Duration, Instant};

use crate::core::message::RequestId;
use crate::core::sync::{Condvar, Mutex};

/// One waiter, one request at a time. The request's number keeps a late answer to an earlier request
/// from being taken for the answer to the present one.
#[derive(Default)]
pub struct ReplyCell {
    /// Protects the state; nothing else is locked, dropped or called under it.
    state: Mutex<State>,
    /// Signalled when the state leaves `Waiting`, or the cell is closed.
    changed: Condvar,
}

#[derive(Default)]
struct State {
    slot: Slot,
    closed: bool,
}

#[derive(Default)]
enum Slot {
    #[default]
    Idle,
    Waiting(RequestId),
    Answered(RequestId, Vec<u8>),
}

/// How one slice of waiting ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Wait {
    /// Nothing yet; wait again.
    Pending,
    /// The serialized answer.
    Answered(Vec<u8>),
    /// The answer can no longer come.
    Closed,
}

impl ReplyCell {
    /// Makes the cell ready for the answer to `request`. Returns false when the cell is closed.
    pub fn expect(&self, request: RequestId) -> bool {
        let mut state = self.state.lock();
        if state.closed {
            return false;
        }
        state.slot = Slot::Waiting(request);
        true
    }

    /// Stores the answer. Returns false when nobody waits for it.
    pub fn answer(&self, request: RequestId, payload: Vec<u8>) -> bool {
        let mut state = self.state.lock();
        if !matches!(state.slot, Slot::Waiting(waiting) if waiting == request) {
            return false;
        }
        state.slot = Slot::Answered(request, payload);
        self.changed.notify_one();
        true
    }

    /// Gives up on `request`: an answer that comes later is refused.
    pub fn abandon(&self, request: RequestId) {
        let mut state = self.state.lock();
        if matches!(state.slot, Slot::Waiting(waiting) | Slot::Answered(waiting, _) if waiting == request)
        {
            state.slot = Slot::Idle;
        }
    }

    /// Wakes the waiter and lets nobody wait any more. An answer that was already stored stays.
    pub fn close(&self) {
        self.state.lock().closed = true;
        self.changed.notify_one();
    }

    /// Whether a request is waiting for its answer.
    pub fn is_waiting(&self) -> bool {
        matches!(self.state.lock().slot, Slot::Waiting(_))
    }

    /// Waits for the answer to `request`, at most for `slice`.
    pub fn wait(&self, request: RequestId, slice: Duration) -> Wait {
        let deadline = Instant::now() + slice;
        let mut state = self.state.lock();
        loop {
            match std::mem::take(&mut state.slot) {
                Slot::Answered(answered, payload) if answered == request => {
                    return Wait::Answered(payload);
                }
                Slot::Waiting(waiting) if waiting == request && !state.closed => {
                    state.slot = Slot::Waiting(waiting);
                }
                _ => return Wait::Closed,
            }
            if self.changed.wait_until(&mut state, deadline).timed_out()
                && matches!(state.slot, Slot::Waiting(_))
                && !state.closed
            {
                return Wait::Pending;
            }
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
        assert!(cell.answer(1, vec![7]));
        assert_eq!(cell.wait(1, NOW), Wait::Answered(vec![7]));
    }

    #[test]
    fn a_slice_without_an_answer_ends_pending() {
        let cell = ReplyCell::default();
        cell.expect(1);
        assert_eq!(cell.wait(1, NOW), Wait::Pending);
        assert!(cell.is_waiting());
    }

    #[test]
    fn only_the_first_answer_counts_and_only_to_the_present_request() {
        let cell = ReplyCell::default();
        cell.expect(2);
        assert!(!cell.answer(1, vec![1]));
        assert!(cell.answer(2, vec![2]));
        assert!(!cell.answer(2, vec![3]));
        assert_eq!(cell.wait(2, NOW), Wait::Answered(vec![2]));
        assert!(!cell.answer(2, vec![4]));
    }

    #[test]
    fn an_abandoned_request_refuses_its_answer() {
        let cell = ReplyCell::default();
        cell.expect(1);
        cell.abandon(1);
        assert!(!cell.answer(1, vec![1]));
        assert!(!cell.is_waiting());
    }

    #[test]
    fn closing_wakes_the_waiter_but_keeps_an_answer_that_came_first() {
        let cell = ReplyCell::default();
        cell.expect(1);
        cell.answer(1, vec![1]);
        cell.close();
        assert_eq!(cell.wait(1, LONG), Wait::Answered(vec![1]));
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
                cell.answer(1, vec![9]);
                assert_eq!(waiter.join().unwrap(), Wait::Answered(vec![9]));
            }
        }
    }
}
