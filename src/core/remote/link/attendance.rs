//! Who brings what comes: the driver, a thread that looks for it, or the event loop of the thread on this side.

use std::time::Duration;

use tokio::time::timeout;

use super::{Link, Pulled};
use crate::core::sync::Ordering;

impl Link {
    /// Waits, without the socket, until the thread that looks for what comes, or whose event loop does, has stopped.
    /// Returns at once when none does. Meanwhile a frame that was begun still has a deadline.
    pub async fn park(&self, deadline: Duration) {
        // Sequentially consistent, like the two of `unpark`: of a looker that stops and a driver that parks at
        // the same time, at least one sees the other.
        self.is_parked.store(true, Ordering::SeqCst);
        let mut seen = None;
        while self.is_left() && self.is_open() {
            if timeout(deadline, self.unparked.notified()).await.is_err() {
                seen = self.progress(seen);
            }
        }
        self.is_parked.store(false, Ordering::SeqCst);
    }

    /// Whether the driver waits for nothing but that.
    #[cfg(test)]
    pub fn is_parked(&self) -> bool {
        self.is_parked.load(Ordering::SeqCst)
    }

    /// Has the driver go on if it relies on somebody who has stopped.
    pub(super) fn unpark(&self) {
        if self.is_parked.load(Ordering::SeqCst) && !self.is_left() {
            self.unparked.notify_one();
        }
    }

    /// Whether somebody else than the driver brings what comes.
    fn is_left(&self) -> bool {
        let by_loop =
            self.is_looped.load(Ordering::SeqCst) && !self.is_blocked.load(Ordering::SeqCst);
        by_loop || self.is_attended.load(Ordering::SeqCst)
    }

    /// Whether the driver is woken for what an event loop is woken for as well.
    pub fn is_left_to_loop(&self) -> bool {
        self.is_looped.load(Ordering::Relaxed) && self.is_left()
    }

    /// How often anything had come, if a frame has begun and not ended. Ends the link when that was said before.
    fn progress(&self, before: Option<u64>) -> Option<u64> {
        let mut reading = self.reading.lock();
        // What is here already has come, though its thread has had no time for it.
        self.pull_into(&mut reading);
        let is_inside = reading.reader.is_inside() && !reading.full;
        let now = is_inside.then_some(reading.arrivals);
        drop(reading);
        if now.is_some() && now == before {
            self.stalled();
        }
        now
    }

    /// The event loop of the thread on this side waits for the socket from now on, or no longer.
    pub fn leave_to_loop(&self, is_looped: bool) {
        self.is_looped.store(is_looped, Ordering::SeqCst);
        self.unpark();
    }

    /// Called by that loop when something has come. False when it must not wait any longer.
    pub fn attend(&self) -> bool {
        match self.pull() {
            Pulled::Drained | Pulled::More => true,
            // Whoever waits for room must not do so by turning.
            Pulled::Full | Pulled::Ended => {
                self.leave_to_loop(false);
                false
            }
        }
    }
}
