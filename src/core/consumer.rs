//! How a thread empties its mailbox: in batches, for a bounded time, and how it waits for more.

use std::time::{Duration, Instant};

use crate::core::mailbox::Mailbox;
use crate::core::message::Envelope;
use crate::core::patience::Patience;

/// How long a consumer goes on before its event loop gets a turn, for its timers and sockets.
const TURN: Duration = Duration::from_millis(2);

/// How long a batch should take. Time is only looked at between batches.
const BATCH: Duration = Duration::from_micros(500);

/// Messages that follow each other so closely are a stream: taking each as it comes would have both threads
/// wait for the same memory again and again. A request that waits for its answer takes longer.
const STREAM: Duration = Duration::from_nanos(1500);

/// How long a stream is left to itself, so that several messages come together.
const LINGER: Duration = Duration::from_micros(2);

/// How many envelopes the first batch of a turn has at most, and any batch.
const FIRST_BATCH: usize = 8;
const LARGEST_BATCH: usize = 256;

/// One thread's side of its mailbox.
#[derive(Debug)]
pub struct Consumer {
    patience: Patience,
    turn_began: Instant,
    batch_began: Instant,
    batch: usize,
}

impl Default for Consumer {
    fn default() -> Self {
        let now = Instant::now();
        Self {
            patience: Patience::default(),
            turn_began: now,
            batch_began: now,
            batch: FIRST_BATCH,
        }
    }
}

impl Consumer {
    /// Fills `batch` with the next envelopes. When it stays empty, the consumer must leave: it will be rung
    /// again. `woken` says that it has just been rung.
    pub fn next(
        &mut self,
        mailbox: &Mailbox,
        woken: bool,
        batch: &mut Vec<Envelope>,
        mut fits: impl FnMut(&Envelope) -> bool,
    ) {
        let now = Instant::now();
        if woken {
            self.patience.wakes(now);
            self.turn_began = now;
            self.batch = FIRST_BATCH;
        } else if now.duration_since(self.turn_began) >= TURN {
            mailbox.ring_again(true);
            return;
        } else {
            self.batch = next_batch(self.batch, now.duration_since(self.batch_began));
        }
        self.batch_began = now;
        loop {
            mailbox.take(batch, self.batch, &mut fits);
            if batch.len() > 1 {
                mailbox.gather();
            }
            if !batch.is_empty() {
                return;
            }
            // What is to be sent waits as long as there is something to do that may add to it.
            if !mailbox.seems_empty() {
                continue;
            }
            mailbox.release();
            if self.patience.look(|| !mailbox.seems_empty()) {
                // What was looked for took its time; the batch that it is in has not.
                let found = Instant::now();
                if found.duration_since(self.batch_began) < STREAM {
                    linger(found);
                }
                self.batch_began = found;
                continue;
            }
            self.patience.sleeps();
            if mailbox.sleep() {
                return;
            }
        }
    }
}

fn linger(since: Instant) {
    while since.elapsed() < LINGER {
        for _ in 0..16 {
            std::hint::spin_loop();
        }
    }
}

/// How many envelopes the next batch may have when the last, of `last` at most, took so long.
fn next_batch(last: usize, took: Duration) -> usize {
    if took > BATCH {
        (last / 2).max(1)
    } else {
        (last * 2).min(LARGEST_BATCH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::mailbox::Wake;
    use crate::core::message::{Address, Kind, Message};
    use crate::core::sync::{Arc, AtomicU32, Ordering};

    #[derive(Default)]
    struct Rings {
        now: AtomicU32,
        next_turn: AtomicU32,
    }

    impl Wake for Arc<Rings> {
        fn wake(&self) {
            self.now.fetch_add(1, Ordering::Relaxed);
        }

        fn wake_next_turn(&self) {
            self.next_turn.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn mailbox(messages: usize) -> (Mailbox, Arc<Rings>) {
        let rings = Arc::new(Rings::default());
        let mailbox = Mailbox::default();
        mailbox.open(Box::new(rings.clone()));
        for _ in 0..messages {
            post(&mailbox);
        }
        (mailbox, rings)
    }

    fn post(mailbox: &Mailbox) {
        let sender = Address {
            peer: 1,
            generation: 1,
        };
        let mut envelope = Envelope::notice(Kind::Send, sender);
        envelope.message = Message::new(b"x");
        mailbox.post(envelope).unwrap();
    }

    fn take(consumer: &mut Consumer, mailbox: &Mailbox, woken: bool) -> usize {
        let mut batch = Vec::new();
        // However slow the machine, the batch before took no time.
        consumer.batch_began = Instant::now() + BATCH;
        consumer.next(mailbox, woken, &mut batch, |_| true);
        batch.len()
    }

    #[test]
    fn batches_grow_while_they_are_quick_and_the_empty_one_is_sleep() {
        let (mailbox, rings) = mailbox(100);
        let mut consumer = Consumer::default();
        let sizes =
            [true, false, false, false, false].map(|woken| take(&mut consumer, &mailbox, woken));
        assert_eq!(sizes, [8, 16, 32, 44, 0]);
        assert_eq!(rings.now.load(Ordering::Relaxed), 1);
        post(&mailbox);
        assert_eq!(rings.now.load(Ordering::Relaxed), 2, "it slept");
    }

    #[test]
    fn a_long_turn_ends_and_another_is_asked_for() {
        let (mailbox, rings) = mailbox(20);
        let mut consumer = Consumer::default();
        take(&mut consumer, &mailbox, true);
        consumer.turn_began -= TURN;
        assert_eq!(take(&mut consumer, &mailbox, false), 0);
        assert_eq!(rings.next_turn.load(Ordering::Relaxed), 1);
        assert_eq!(take(&mut consumer, &mailbox, true), 8);
    }

    #[test]
    fn slow_listeners_get_small_batches() {
        assert_eq!(next_batch(8, BATCH * 2), 4);
        assert_eq!(next_batch(1, BATCH * 2), 1);
        assert_eq!(next_batch(LARGEST_BATCH, Duration::ZERO), LARGEST_BATCH);
    }
}
