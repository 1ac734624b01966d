//! How long threads that wait for an answer sleep at a time: the longer, the more of them there are.

use std::time::Duration;

use crate::core::sync::{Ordering, statics};

/// How many threads of the process wait.
static WAITING: statics::AtomicUsize = statics::AtomicUsize::new(0);

/// So many threads may wake as often as each of them likes.
const FEW: usize = 40;

/// How many times longer than it likes a thread sleeps at most.
const LONGEST: usize = 5;

/// One thread that waits, as long as this lives.
pub struct Waiter {
    others: usize,
}

impl Waiter {
    /// Counts this thread in.
    pub fn enter() -> Self {
        // Relaxed, here and below: only a number, which protects nothing.
        Self {
            others: WAITING.fetch_add(1, Ordering::Relaxed),
        }
    }

    /// How long to sleep for, in place of `slice`.
    pub fn slice(&self, slice: Duration) -> Duration {
        stretched(slice, self.others)
    }
}

impl Drop for Waiter {
    fn drop(&mut self) {
        WAITING.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Each slice wakes its thread. Hundreds that did so every 10 ms would use a processor for nothing; but Node waits for one
/// thread after the other when it takes them down, so few must not sleep for long.
fn stretched(slice: Duration, others: usize) -> Duration {
    let times = (others / FEW).clamp(1, LONGEST);
    slice.saturating_mul(u32::try_from(times).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_wait_the_longer_each_sleeps() {
        let asked = Duration::from_millis(10);
        let slept = [0, 50, 100, 200, 1000].map(|others| stretched(asked, others).as_millis());
        assert_eq!(slept, [10, 10, 20, 50, 50]);
    }

    #[test]
    fn who_has_left_does_not_count() {
        let one = Waiter::enter();
        drop(one);
        // Other tests may wait meanwhile.
        assert!(Waiter::enter().others < FEW);
    }
}
