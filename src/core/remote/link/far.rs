//! What the rest of the core asks of a link.

use std::time::{Duration, Instant};

use super::Link;
use crate::core::far::Far;
use crate::core::limits::{Limits, Refusal};
use crate::core::message::{Message, RequestId};
use crate::core::remote::Violation;
use crate::core::remote::frame::Frame;
use crate::core::remote::sending::Sent;
use crate::core::sync::Ordering;

/// How long the end waits for what was sent before it, when nothing moves.
const FAREWELL: Duration = Duration::from_millis(500);

impl Far for Link {
    fn flush(&self, is_call: bool) {
        let mut writing = self.writing.lock();
        // Only where somebody says when the stream has ended.
        if self.is_looped.load(Ordering::Relaxed) {
            // Relaxed: as in `release`.
            let gathers = is_call && self.gathers.load(Ordering::Relaxed);
            let is_kept = writing.write_soon(gathers) == Sent::Kept;
            self.keeps.store(is_kept, Ordering::Relaxed);
        } else {
            writing.write_or_wait();
        }
        let is_held = writing.is_held();
        let is_leaving = writing.is_leaving();
        drop(writing);
        // Nobody else would wait for what the socket has not taken.
        if is_leaving {
            self.press();
        }
        // That the other side has taken some is said in the other direction, which the loop of this thread reads when
        // it turns; whoever sends all the time looks by itself.
        if is_held
            && self.is_looped.load(Ordering::Relaxed)
            && let Some(mut reading) = self.reading.try_lock()
        {
            self.pull_into(&mut reading);
        }
    }

    fn gather(&self) {
        // Relaxed: as in `release`.
        self.gathers.store(true, Ordering::Relaxed);
    }

    fn release(&self) {
        // Relaxed: the thread that asks is the one that has sent.
        self.gathers.store(false, Ordering::Relaxed);
        if self.keeps.load(Ordering::Relaxed) {
            self.keeps.store(false, Ordering::Relaxed);
            self.writing.lock().release();
        }
    }

    fn glance(&self) {
        // Whoever is reading already does not need help.
        if let Some(mut reading) = self.reading.try_lock() {
            self.is_attended.store(true, Ordering::SeqCst);
            self.pull_into(&mut reading);
        }
    }

    fn bring(&self) {
        self.pull();
    }

    fn leave(&self) {
        self.is_attended.store(false, Ordering::SeqCst);
        self.unpark();
    }

    fn block(&self, is_blocked: bool) {
        self.is_blocked.store(is_blocked, Ordering::SeqCst);
        if is_blocked {
            self.leave();
        }
    }

    fn is_left_to_lookers(&self) -> bool {
        self.is_attended.load(Ordering::SeqCst) && !self.is_looped.load(Ordering::SeqCst)
    }

    fn answer(&self, request: RequestId, answer: Message) {
        self.writing.lock().answer(request, answer);
    }

    fn took(&self, bytes: usize) {
        self.writing.lock().took(bytes);
    }

    fn tell_limits(&self, limits: &Limits) {
        let values = Refusal::LIMITS.map(|limit| limits.get(limit));
        self.allow(limits.get(Refusal::MessageBytes));
        let values = values.map(|value| value as u64);
        self.writing.lock().control(&Frame::Limits(values));
    }

    fn farewell(&self) {
        self.writing.lock().leave();
        self.press();
    }

    fn close(&self) {
        self.farewell();
        self.shut();
    }

    fn violation(&self) -> Option<&'static str> {
        self.violation.get().map(|violation| violation.text())
    }

    fn violate(&self, violation: Violation) {
        self.end_with(violation);
    }

    fn finish(&self) {
        // Release, with the Acquire of `pull`.
        self.finishing.store(true, Ordering::Release);
        if let Some(socket) = self.socket() {
            socket.settle();
        }
        self.pull();
    }

    fn has_ended(&self) -> bool {
        Self::has_ended(self)
    }
}

impl Link {
    /// Waits until what was sent is written, unless that was in vain before.
    fn press(&self) {
        let mut since = Instant::now();
        let mut before = usize::MAX;
        let mut is_concluded = false;
        let mut writing = self.writing.lock();
        loop {
            let left = writing.press(&mut is_concluded);
            if left < before {
                before = left;
                since = Instant::now();
            } else if since.elapsed() >= FAREWELL {
                writing.give_up();
            }
            if left == 0 || !writing.is_leaving() {
                return;
            }
            self.moved.wait_until(&mut writing, since + FAREWELL);
        }
    }
}
