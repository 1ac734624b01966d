//! Where there is one processor: whether it pays to let the other threads run before going to sleep. It does where they
//! answer at once, because nobody has to be woken. Where another thread wants the processor for itself it does not:
//! that one keeps it for some milliseconds, and whoever sleeps and is woken comes before it.

use std::time::{Duration, Instant};

/// Who lets others run for so long has met one that works for itself. The shortest turn that a system gives is longer;
/// dozens of threads that answer each other take less.
const LONG: Duration = Duration::from_micros(500);

/// What it saves at least when the message is there afterwards.
const SAVED: Duration = Duration::from_micros(10);

/// How many times as long as it has taken in vain it is left alone then.
const REST: u32 = 100;

/// One thread's experience.
#[derive(Debug, Default)]
pub struct Handover {
    /// How often it has paid off since it last took long.
    successes: u32,
    rests_until: Option<Instant>,
}

impl Handover {
    /// Whether it should be left alone at this time.
    pub fn rests(&self, now: Instant) -> bool {
        self.rests_until.is_some_and(|until| now < until)
    }

    /// Others have run from `began` to `ended`, and the message was there then or was not.
    pub fn note(&mut self, success: bool, began: Instant, ended: Instant) {
        let took = ended.duration_since(began);
        if took < LONG {
            self.successes += u32::from(success);
            return;
        }
        // Now and then it may take long, if it pays off so often that this does not matter.
        if SAVED.saturating_mul(self.successes) < took {
            self.rests_until = Some(ended + took.saturating_mul(REST));
        }
        self.successes = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Duration = Duration::from_micros(20);

    /// Notes so many, one after the other; gives the time at the end.
    fn note(handover: &mut Handover, count: u32, success: bool, took: Duration) -> Instant {
        let mut now = Instant::now();
        for _ in 0..count {
            handover.note(success, now, now + took);
            now += took;
        }
        now
    }

    #[test]
    fn it_goes_on_as_long_as_it_is_quick() {
        let mut handover = Handover::default();
        let now = note(&mut handover, 1000, true, SHORT);
        assert!(!handover.rests(now));
        let now = note(&mut handover, 1000, false, SHORT);
        assert!(!handover.rests(now));
    }

    #[test]
    fn what_has_taken_long_is_left_alone_for_a_hundred_times_as_long_even_if_the_message_was_there()
    {
        for success in [false, true] {
            let mut handover = Handover::default();
            let now = note(&mut handover, 1, success, 8 * LONG);
            assert!(handover.rests(now));
            assert!(handover.rests(now + 799 * LONG));
            assert!(!handover.rests(now + 800 * LONG));
        }
    }

    #[test]
    fn one_that_took_long_does_no_harm_among_many_that_pay_off() {
        let mut handover = Handover::default();
        note(&mut handover, 400, true, SHORT);
        let now = note(&mut handover, 1, true, 8 * LONG);
        assert!(!handover.rests(now), "400 have saved 4 ms");
        let now = note(&mut handover, 1, true, 8 * LONG);
        assert!(handover.rests(now), "the next has nothing to show for it");
    }

    #[test]
    fn those_in_vain_pay_for_nothing() {
        let mut handover = Handover::default();
        note(&mut handover, 400, false, SHORT);
        let now = note(&mut handover, 1, false, 8 * LONG);
        assert!(handover.rests(now));
    }
}
