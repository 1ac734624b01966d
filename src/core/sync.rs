//! The only place that names locks and atomics, so that others can stand in for them.
//!
//! Two builds for tests do so, chosen by a private cfg that no user of the package sets: with
//! `--cfg ipc_sync="loom"` a model checker runs the threads (`ci/loom.sh`), and with
//! `--cfg ipc_sync="delayed"` locks are slow now and then (`ci/chaos.mjs`).
//!
//! Lock order, wherever two are held at once: what is read of a link, what is written to it, a mailbox, its bell. JavaScript is never called, and no value of
//! the user is dropped, under any of them.

#[cfg(ipc_sync = "delayed")]
mod delayed;
#[cfg(ipc_sync = "loom")]
mod modelled;
#[cfg(ipc_sync = "loom")]
mod modelled_maps;

#[cfg(not(ipc_sync = "loom"))]
pub use dashmap::{DashMap, DashSet};
#[cfg(ipc_sync = "delayed")]
pub use delayed::{Condvar, Mutex};
#[cfg(ipc_sync = "loom")]
pub use modelled::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Condvar, Mutex};
#[cfg(ipc_sync = "loom")]
pub use modelled_maps::{DashMap, DashSet};
#[cfg(not(any(ipc_sync = "loom", ipc_sync = "delayed")))]
pub use parking_lot::{Condvar, Mutex};
#[cfg(not(ipc_sync = "loom"))]
pub use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize};

pub use std::sync::atomic::Ordering;
// Counting references is the standard library's own affair, also while a model checker runs.
pub use std::sync::{Arc, LazyLock, OnceLock, Weak};

/// What stands alone in its cache lines, so that who writes it does not disturb who reads what stands beside it. Two
/// lines, because processors fetch them in pairs.
#[derive(Debug, Default)]
#[repr(align(128))]
pub struct Apart<T>(pub T);

impl<T> std::ops::Deref for Apart<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// For statics, which outlive the runs of a model: what is decided by them no model may ask.
pub mod statics {
    pub use std::sync::atomic::{AtomicU32, AtomicU64, AtomicUsize};
}

#[cfg(test)]
mod tests;
