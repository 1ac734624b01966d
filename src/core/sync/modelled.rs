//! Locks and atomics that the model checker loom knows, with the interface of those of the product.

use std::ops::{Deref, DerefMut};
use std::time::Instant;

pub use loom::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize};

/// As `parking_lot::Mutex`.
#[derive(Debug, Default)]
pub struct Mutex<T>(loom::sync::Mutex<T>);

impl<T> Mutex<T> {
    /// A lock that nobody holds.
    pub fn new(value: T) -> Self {
        Self(loom::sync::Mutex::new(value))
    }

    /// Waits until nobody else holds it.
    #[allow(
        clippy::unwrap_used,
        clippy::missing_panics_doc,
        reason = "poisoned by a model that has failed"
    )]
    pub fn lock(&self) -> MutexGuard<'_, T> {
        MutexGuard(Some(self.0.lock().unwrap()))
    }
}

/// As `parking_lot::MutexGuard`. Empty only while its holder waits for a signal.
pub struct MutexGuard<'a, T>(Option<loom::sync::MutexGuard<'a, T>>);

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    #[allow(
        clippy::unwrap_used,
        reason = "its holder does not wait while it looks"
    )]
    fn deref(&self) -> &T {
        self.0.as_deref().unwrap()
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    #[allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "as above")]
    fn deref_mut(&mut self) -> &mut T {
        self.0.as_deref_mut().unwrap()
    }
}

/// As `parking_lot::Condvar`.
#[derive(Debug, Default)]
pub struct Condvar(loom::sync::Condvar);

impl Condvar {
    /// Wakes one that waits.
    pub fn notify_one(&self) {
        self.0.notify_one();
    }

    /// Waits for a signal. A deadline that has passed is found to have passed, and one to come never comes: so a
    /// signal that is lost stops the model, which says so.
    #[allow(
        clippy::unwrap_used,
        clippy::missing_panics_doc,
        reason = "poisoned by a model that has failed"
    )]
    pub fn wait_until<T>(&self, guard: &mut MutexGuard<'_, T>, deadline: Instant) -> TimedOut {
        let is_over = deadline <= Instant::now();
        if !is_over && let Some(held) = guard.0.take() {
            guard.0 = Some(self.0.wait(held).unwrap());
        }
        TimedOut(is_over)
    }
}

/// As `parking_lot::WaitTimeoutResult`.
#[derive(Clone, Copy, Debug)]
pub struct TimedOut(bool);

impl TimedOut {
    /// Whether the deadline came before the signal.
    pub const fn timed_out(self) -> bool {
        self.0
    }
}
