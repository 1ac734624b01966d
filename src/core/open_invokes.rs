//! The invokes of one renderer that main has not answered yet. Renderer and main meet here with every call, so the
//! usual way takes no lock.

use std::collections::HashSet;

use crate::core::message::RequestId;
use crate::core::sync::{AtomicU64, AtomicUsize, Mutex, Ordering};

/// A power of two; more invokes than that are seldom open at once.
#[cfg(not(ipc_sync = "loom"))]
const SLOTS: usize = 256;
/// So few that a model meets those whose slot is taken.
#[cfg(ipc_sync = "loom")]
const SLOTS: usize = 2;

/// Marks a request that is being answered. Requests never have so high a number.
const CLAIMED: u64 = 1 << 63;

/// Opened by the renderer's side alone, ended by whoever claims them: each by one.
pub struct OpenInvokes {
    /// Each request at the place that the last digits of its number say; 0 where there is none.
    ///
    /// Relaxed throughout: that a request is here is known by the envelope that carries its number, and the lock of
    /// the mailbox orders that. Who opens one may still see an earlier one in its place, and crowds then.
    slots: Box<[AtomicU64]>,
    /// How many are in `crowded`. Relaxed: as above.
    crowd: AtomicUsize,
    /// Those whose place is taken by another. Held only to add or remove one.
    crowded: Mutex<HashSet<RequestId>>,
}

impl Default for OpenInvokes {
    fn default() -> Self {
        Self {
            slots: (0..SLOTS).map(|_| AtomicU64::new(0)).collect(),
            crowd: AtomicUsize::new(0),
            crowded: Mutex::default(),
        }
    }
}

impl OpenInvokes {
    /// Adds a request. Only one thread at a time may do so.
    pub fn open(&self, request: RequestId) {
        match self.slot(request) {
            Some(slot) if slot.load(Ordering::Relaxed) == 0 => {
                slot.store(request, Ordering::Relaxed);
            }
            _ => self.crowd(request),
        }
    }

    /// Whether a request is open and the caller the one that ends it: by [`OpenInvokes::end`], or not after all, by
    /// [`OpenInvokes::reopen`].
    pub fn claim(&self, request: RequestId) -> bool {
        // What has no number is no request, though it looks like an empty slot.
        if request == 0 {
            return false;
        }
        let claimed = request | CLAIMED;
        let swap = |slot: &AtomicU64| {
            slot.compare_exchange(request, claimed, Ordering::Relaxed, Ordering::Relaxed)
        };
        if self.slot(request).is_some_and(|slot| swap(slot).is_ok()) {
            return true;
        }
        if self.crowd.load(Ordering::Relaxed) == 0 {
            return false;
        }
        let mut crowded = self.crowded.lock();
        let was_open = crowded.remove(&request);
        self.crowd.store(crowded.len(), Ordering::Relaxed);
        was_open
    }

    /// A request that was claimed has ended.
    pub fn end(&self, request: RequestId) {
        self.release(request, 0);
    }

    /// A request that was claimed is still open.
    pub fn reopen(&self, request: RequestId) {
        if !self.release(request, request) {
            self.crowd(request);
        }
    }

    /// How many are open.
    pub fn len(&self) -> usize {
        let slots = self.slots.iter();
        let open = slots.filter(|slot| slot.load(Ordering::Relaxed) != 0);
        open.count() + self.crowd.load(Ordering::Relaxed)
    }

    /// Whether there is no room for another where so many may be open, give or take those in slots.
    pub fn exceed(&self, most: usize) -> bool {
        self.crowd.load(Ordering::Relaxed) >= most
    }

    /// Whether none is open.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn slot(&self, request: RequestId) -> Option<&AtomicU64> {
        let last_digits = usize::try_from(request % SLOTS as u64).ok()?;
        self.slots.get(last_digits)
    }

    /// Puts something else where a claimed request stands. Returns whether it stands in a slot.
    fn release(&self, request: RequestId, next: u64) -> bool {
        let claimed = request | CLAIMED;
        let slot = self.slot(request);
        let slot = slot.filter(|slot| slot.load(Ordering::Relaxed) == claimed);
        if let Some(slot) = slot {
            slot.store(next, Ordering::Relaxed);
        }
        slot.is_some()
    }

    fn crowd(&self, request: RequestId) {
        let mut crowded = self.crowded.lock();
        crowded.insert(request);
        self.crowd.store(crowded.len(), Ordering::Relaxed);
    }
}

#[cfg(all(test, not(ipc_sync = "loom")))]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_claimed_once_wherever_it_stands() {
        let invokes = OpenInvokes::default();
        let all = 1..=3 * SLOTS as u64;
        for request in all.clone() {
            invokes.open(request);
        }
        assert_eq!(invokes.len(), 3 * SLOTS);
        for request in all.clone() {
            assert!(invokes.claim(request), "{request}");
            assert!(!invokes.claim(request), "{request}");
            invokes.end(request);
            assert!(!invokes.claim(request), "{request}");
        }
        assert!(invokes.is_empty());
        assert!(!invokes.claim(0));
    }

    #[test]
    fn one_that_was_reopened_can_be_claimed_again() {
        let invokes = OpenInvokes::default();
        let crowded = 1 + SLOTS as u64;
        for request in [1, crowded] {
            invokes.open(request);
        }
        for request in [1, crowded] {
            assert!(invokes.claim(request));
            invokes.reopen(request);
        }
        assert_eq!(invokes.len(), 2);
        for request in [crowded, 1] {
            assert!(invokes.claim(request));
            invokes.end(request);
        }
        assert!(invokes.is_empty());
    }

    #[test]
    fn a_slot_is_used_again_when_its_request_has_ended() {
        let invokes = OpenInvokes::default();
        for request in 1..=100 * SLOTS as u64 {
            invokes.open(request);
            assert_eq!(invokes.crowd.load(Ordering::Relaxed), 0);
            assert!(invokes.claim(request));
            invokes.end(request);
        }
    }
}
