//! When to look for the next message a little longer before going to sleep. Waking a sleeping thread takes
//! far longer than a message does, but looking costs a processor. Who has only one lets the others run instead, once.

use std::thread::{available_parallelism, yield_now};
use std::time::{Duration, Instant};

use crate::core::handover::Handover;
use crate::core::sync::{OnceLock, Ordering, statics};

/// How long one look lasts at most.
const LONGEST_LOOK: Duration = Duration::from_micros(150);

/// A message that comes this soon after its consumer went to sleep would nearly have been met by looking:
/// the look, and the time that waking takes.
const SOON: Duration = Duration::from_micros(300);

/// How many times in a row a look may fail before sleep comes at once, after many that did not.
const MOST_TRUST: u32 = 4;

/// How many times in a row a consumer must have been woken soon before it looks again, after many looks that
/// failed: where others want the processor, those who are looked for get none.
const MOST_EVIDENCE: u32 = 64;

/// How many threads look at this moment. More than there are processors would only take them from those
/// that are looked for.
static LOOKING: statics::AtomicUsize = statics::AtomicUsize::new(0);

/// What can be done instead of going to sleep at once.
#[derive(Debug, Clone, Copy)]
enum Waiting {
    /// Nothing: the user has switched it off.
    Asleep,
    /// The others are let run, once: with one processor, or as much as one of several, whoever is looked for waits for
    /// the one who looks.
    Yielding,
    /// As long as no more threads do so than this.
    Looking(usize),
}

/// One consumer's experience with waiting. It starts without any trust, so a thread that is idle, or gets a
/// message now and then, always sleeps at once.
#[derive(Debug)]
pub struct Patience {
    waiting: Waiting,
    handover: Handover,
    /// How many looks may still fail.
    trust: u32,
    /// How often it was woken soon since the last look that failed, and how often it must be.
    evidence: u32,
    needed: u32,
    asleep_since: Option<Instant>,
}

impl Default for Patience {
    fn default() -> Self {
        static WAITING: OnceLock<Waiting> = OnceLock::new();
        Self::with(*WAITING.get_or_init(Waiting::on_this_machine))
    }
}

impl Waiting {
    fn on_this_machine() -> Self {
        if std::env::var_os("IPCMAIN_SPIN").is_some_and(|value| value == "0") {
            return Self::Asleep;
        }
        match available_parallelism().map_or(1, usize::from) {
            1 => Self::Yielding,
            // One for each processor: more would only take them from those that are looked for.
            processors => Self::Looking(processors),
        }
    }
}

impl Patience {
    fn with(waiting: Waiting) -> Self {
        Self {
            waiting,
            handover: Handover::default(),
            trust: 0,
            evidence: 0,
            needed: 1,
            asleep_since: None,
        }
    }

    /// Looks until `found`, or lets others run and looks once, as long as experience says that it is worth it. Returns
    /// what `found` said last.
    pub fn look(&mut self, found: impl Fn() -> bool) -> bool {
        if self.trust == 0 {
            return found();
        }
        let success = match self.waiting {
            Waiting::Asleep => return found(),
            Waiting::Yielding => {
                let began = Instant::now();
                if self.handover.rests(began) {
                    return found();
                }
                yield_now();
                let success = found();
                self.handover.note(success, began, Instant::now());
                success
            }
            Waiting::Looking(most) => {
                // Relaxed: a limit that may be missed by one for a moment does no harm.
                if LOOKING.fetch_add(1, Ordering::Relaxed) >= most {
                    LOOKING.fetch_sub(1, Ordering::Relaxed);
                    return found();
                }
                let success = look_until(Instant::now() + LONGEST_LOOK, found);
                LOOKING.fetch_sub(1, Ordering::Relaxed);
                success
            }
        };
        if success {
            self.trust = MOST_TRUST.min(self.trust + 1);
            self.needed = (self.needed / 2).max(1);
        } else {
            self.trust -= 1;
            self.evidence = 0;
            self.needed = (self.needed * 2).min(MOST_EVIDENCE);
        }
        success
    }

    /// The consumer goes to sleep.
    pub fn sleeps(&mut self) {
        self.asleep_since = Some(Instant::now());
    }

    /// It was woken.
    pub fn wakes(&mut self, now: Instant) {
        let Some(since) = self.asleep_since.take() else {
            return;
        };
        if now.duration_since(since) >= SOON {
            self.trust = 0;
            self.evidence = 0;
            return;
        }
        self.evidence += 1;
        if self.evidence >= self.needed {
            self.trust = self.trust.max(1);
        }
    }
}

fn look_until(deadline: Instant, found: impl Fn() -> bool) -> bool {
    loop {
        // The clock costs more than a look.
        for _ in 0..8 {
            if found() {
                return true;
            }
            // Each look takes the memory from the one who writes there, so they must not be too many.
            for _ in 0..16 {
                std::hint::spin_loop();
            }
        }
        if Instant::now() >= deadline {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    fn looks(patience: &mut Patience) -> u32 {
        let count = Cell::new(0);
        patience.look(|| {
            count.set(count.get() + 1);
            false
        });
        count.get()
    }

    #[test]
    fn who_has_no_experience_or_slept_long_looks_once() {
        let mut patience = Patience::with(Waiting::Looking(2));
        assert_eq!(looks(&mut patience), 1);
        patience.sleeps();
        patience.wakes(Instant::now() + Duration::from_secs(1));
        assert_eq!(looks(&mut patience), 1);
    }

    #[test]
    fn who_was_woken_soon_looks_until_that_fails_as_often() {
        let mut patience = Patience::with(Waiting::Looking(2));
        patience.sleeps();
        patience.wakes(Instant::now());
        assert!(looks(&mut patience) > 1);
        assert_eq!(looks(&mut patience), 1);
    }

    #[test]
    fn trust_grows_with_success_and_has_a_limit() {
        let mut patience = Patience::with(Waiting::Looking(2));
        patience.sleeps();
        patience.wakes(Instant::now());
        for _ in 0..100 {
            assert!(patience.look(|| true));
        }
        for _ in 0..MOST_TRUST {
            assert!(looks(&mut patience) > 1);
        }
        assert_eq!(looks(&mut patience), 1);
    }

    #[test]
    fn looks_that_fail_again_and_again_become_rare() {
        let mut patience = Patience::with(Waiting::Looking(2));
        let mut failed = 0;
        for _ in 0..1000 {
            failed += u32::from(looks(&mut patience) > 1);
            patience.sleeps();
            patience.wakes(Instant::now());
        }
        assert!((10..30).contains(&failed), "{failed}");
    }

    #[test]
    fn with_one_processor_a_look_is_one_look() {
        let mut patience = Patience::with(Waiting::Yielding);
        patience.sleeps();
        patience.wakes(Instant::now());
        assert_eq!(patience.trust, 1);
        assert_eq!(looks(&mut patience), 1);
        assert_eq!(patience.trust, 0, "a look that failed");
    }

    #[test]
    fn others_that_run_for_long_are_not_let_run_again_though_the_message_was_there() {
        let mut patience = Patience::with(Waiting::Yielding);
        patience.sleeps();
        patience.wakes(Instant::now());
        assert!(patience.look(|| {
            std::thread::sleep(Duration::from_millis(2));
            true
        }));
        assert!(patience.handover.rests(Instant::now()));
    }

    #[test]
    fn nobody_looks_where_it_is_switched_off() {
        let mut patience = Patience::with(Waiting::Asleep);
        patience.sleeps();
        patience.wakes(Instant::now());
        assert_eq!(looks(&mut patience), 1);
    }
}
