//! Locks that are slow now and then, to make rare interleavings common. Each place that takes a lock is a point of
//! delay, before it has the lock and after it has given it back.
//!
//! How long is drawn from `IPCMAIN_CHAOS_SEED`, the place, and how often the thread has come to such a point.

use std::cell::Cell;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// As `parking_lot::Mutex`.
#[derive(Debug, Default)]
pub struct Mutex<T>(parking_lot::Mutex<T>);

impl<T> Mutex<T> {
    /// A lock that nobody holds.
    pub const fn new(value: T) -> Self {
        Self(parking_lot::Mutex::new(value))
    }

    /// Waits until nobody else holds it.
    #[track_caller]
    pub fn lock(&self) -> MutexGuard<'_, T> {
        let place = Location::caller();
        delay(place);
        MutexGuard {
            held: Some(self.0.lock()),
            place,
        }
    }

    /// Does not wait.
    #[track_caller]
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        let place = Location::caller();
        delay(place);
        let held = self.0.try_lock()?;
        Some(MutexGuard {
            held: Some(held),
            place,
        })
    }
}

/// As `parking_lot::MutexGuard`. Empty only while it is dropped.
pub struct MutexGuard<'a, T> {
    held: Option<parking_lot::MutexGuard<'a, T>>,
    place: &'static Location<'static>,
}

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    #[allow(
        clippy::unwrap_used,
        clippy::missing_panics_doc,
        reason = "nobody looks while it is dropped"
    )]
    fn deref(&self) -> &T {
        self.held.as_deref().unwrap()
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    #[allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "as above")]
    fn deref_mut(&mut self) -> &mut T {
        self.held.as_deref_mut().unwrap()
    }
}

impl<T> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        drop(self.held.take());
        delay(self.place);
    }
}

/// As `parking_lot::Condvar`.
#[derive(Debug, Default)]
pub struct Condvar(parking_lot::Condvar);

impl Condvar {
    /// Wakes one that waits.
    pub fn notify_one(&self) {
        self.0.notify_one();
    }

    /// Waits for a signal, or the deadline.
    #[allow(
        clippy::unwrap_used,
        clippy::missing_panics_doc,
        reason = "nobody waits while it is dropped"
    )]
    pub fn wait_until<T>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        deadline: Instant,
    ) -> parking_lot::WaitTimeoutResult {
        self.0.wait_until(guard.held.as_mut().unwrap(), deadline)
    }
}

#[allow(
    clippy::print_stderr,
    reason = "who runs this wants to see that it does"
)]
fn seed() -> u64 {
    static SEED: OnceLock<u64> = OnceLock::new();
    *SEED.get_or_init(|| {
        let named = std::env::var("IPCMAIN_CHAOS_SEED").ok();
        let seed = named.and_then(|text| text.parse().ok()).unwrap_or(1);
        eprintln!("ipcmain: locks are delayed, seed {seed}");
        seed
    })
}

fn delay(place: &Location<'_>) {
    // Relaxed: threads are numbered in the order in which they come, and no more.
    static THREADS: AtomicU64 = AtomicU64::new(0);
    thread_local! {
        static THREAD: u64 = THREADS.fetch_add(1, Ordering::Relaxed);
        static COUNT: Cell<u64> = const { Cell::new(0) };
    }
    // A thread that is ending has no count any more, and needs no delay.
    let Ok(count) = COUNT.try_with(|count| count.replace(count.get() + 1)) else {
        return;
    };
    let thread = THREAD.try_with(|thread| *thread).unwrap_or_default();
    let mut hasher = DefaultHasher::new();
    (seed(), place.file(), place.line(), thread, count).hash(&mut hasher);
    let drawn = hasher.finish();
    match drawn % 256 {
        0 => thread::sleep(Duration::from_micros(drawn >> 8 & 1023)),
        1..4 => spin(Duration::from_micros(drawn >> 8 & 63)),
        4..32 => thread::yield_now(),
        _ => {}
    }
}

fn spin(length: Duration) {
    let began = Instant::now();
    while began.elapsed() < length {
        std::hint::spin_loop();
    }
}
