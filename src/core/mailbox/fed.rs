//! A mailbox whose envelopes come from another process: whoever looks for one looks there, too.

use super::Mailbox;
use crate::core::far::Far;
use crate::core::sync::{Arc, Ordering};

impl Mailbox {
    /// Envelopes come here from another process: whoever looks for one looks there, too.
    pub fn feed(&self, far: &Arc<dyn Far>) {
        let mut fed = self.far.lock();
        let is_same = fed.as_ref().is_some_and(|fed| Arc::ptr_eq(fed, far));
        if !is_same {
            let earlier = fed.replace(far.clone());
            // Relaxed: a hint; the lock orders the rest.
            self.is_fed.store(1, Ordering::Relaxed);
            drop(fed);
            if let Some(earlier) = earlier {
                earlier.leave();
            }
        }
    }

    /// Nothing comes from that process any more.
    pub fn unfeed(&self, far: &Arc<dyn Far>) {
        let mut fed = self.far.lock();
        if fed.as_ref().is_some_and(|fed| Arc::ptr_eq(fed, far)) {
            let ended = fed.take();
            // Relaxed: as above.
            self.is_fed.store(0, Ordering::Relaxed);
            drop(fed);
            drop(ended);
        }
    }

    /// Has what another process has sent brought here, if it is there already.
    pub fn glance(&self) {
        if let Some(far) = self.fed() {
            far.glance();
        }
    }

    /// The consumer has taken several messages, and may send as many.
    pub fn gather(&self) {
        if let Some(far) = self.fed() {
            far.gather();
        }
    }

    /// Nothing more is sent for now: what was kept back for one write goes.
    pub fn release(&self) {
        if let Some(far) = self.fed() {
            far.release();
        }
    }

    /// Whoever looked for what another process sends does so no longer, and goes to sleep.
    pub fn leave(&self) {
        if let Some(far) = self.fed() {
            far.leave();
        }
    }

    /// Whoever looked for what another process sends blocks, or no longer.
    pub fn block(&self, is_blocked: bool) {
        if let Some(far) = self.fed() {
            far.block(is_blocked);
        }
    }

    /// The same, but goes back to its work: the consumer comes and looks when that is done.
    pub fn look_later(&self) {
        if self.fed().is_some_and(|far| far.is_left_to_lookers()) {
            let rings = self.state.lock().rouse();
            if rings {
                self.ring();
            }
        }
    }

    fn fed(&self) -> Option<Arc<dyn Far>> {
        // Relaxed: as above.
        if self.is_fed.load(Ordering::Relaxed) == 1 {
            self.far.lock().clone()
        } else {
            None
        }
    }
}
