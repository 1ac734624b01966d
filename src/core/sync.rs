//! The only place that names locks and atomics, so that a model checker can stand in for them.
//!
//! Lock order, wherever two are held at once: a [`crate::core::Connection`]'s requests, then a
//! mailbox, then its bell. JavaScript is never called, and no value of the user is dropped, under any of them.

pub use parking_lot::{Condvar, Mutex};
pub use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};
pub use std::sync::{Arc, LazyLock, Weak};
