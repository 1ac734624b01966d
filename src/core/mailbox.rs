//! A queue of envelopes with a byte account, one consumer and a doorbell.

use std::collections::VecDeque;
use std::mem;

use crate::core::message::Envelope;
use crate::core::peer::PeerId;
use crate::core::sync::{AtomicUsize, Mutex, Ordering};

/// The doorbell as the core sees it. It tells the consumer's thread that envelopes wait; it carries
/// nothing, so that nothing is lost when that thread dies with a ring outstanding.
pub trait Wake: Send + Sync {
    /// Has the consumer come. Called under the mailbox lock: it must only queue, never run the consumer.
    fn wake(&self);

    /// The same, from the consumer itself: it comes again after its event loop has had a turn.
    fn wake_next_turn(&self);
}

/// Where envelopes wait for one thread, in the order of their posting.
///
/// The consumer is awake from the ring that announces an envelope until it finds the mailbox empty and
/// says so with [`Mailbox::sleep`]. While it is awake, posting does not ring.
#[derive(Default)]
pub struct Mailbox {
    /// Protects the queue, its account and the bell together: ringing under this lock is what makes
    /// a ring after [`Mailbox::close`] impossible.
    state: Mutex<State>,
    /// How many envelopes are queued, for a consumer that looks without locking. Written under the lock.
    queued: AtomicUsize,
}

#[derive(Default)]
struct State {
    queue: VecDeque<Envelope>,
    bytes: usize,
    bell: Option<Box<dyn Wake>>,
    awake: bool,
    closed: bool,
}

/// The envelope could not be posted because the mailbox is closed; here it is back.
#[derive(Debug, PartialEq, Eq)]
pub struct Closed(pub Envelope);

/// How full a mailbox is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Queued envelopes.
    pub messages: usize,
    /// Bytes of what they carry.
    pub bytes: usize,
}

/// What a closed mailbox still held. The caller drops it outside the lock.
pub struct Remains {
    /// Envelopes that nobody will take.
    pub queue: VecDeque<Envelope>,
    /// The bell, to be dropped on the thread that it belongs to.
    pub bell: Option<Box<dyn Wake>>,
}

impl Mailbox {
    /// Appends an envelope, and rings if the consumer sleeps.
    ///
    /// # Errors
    /// [`Closed`] gives the envelope back when nobody will ever take it.
    pub fn post(&self, envelope: Envelope) -> Result<(), Closed> {
        let mut state = self.state.lock();
        if state.closed {
            return Err(Closed(envelope));
        }
        state.bytes += envelope.bytes();
        state.queue.push_back(envelope);
        self.count(&state);
        state.rouse();
        Ok(())
    }

    /// Hangs up the bell, and rings if envelopes came before it. Gives back the bell that hung there, or
    /// the new one when the mailbox is closed.
    pub fn open(&self, bell: Box<dyn Wake>) -> Option<Box<dyn Wake>> {
        let mut state = self.state.lock();
        if state.closed {
            return Some(bell);
        }
        let earlier = state.bell.replace(bell);
        state.awake = false;
        if !state.queue.is_empty() {
            state.rouse();
        }
        earlier
    }

    /// Moves the oldest envelopes into `batch`, at most `most`, and none more once `fits` has said no.
    pub fn take(
        &self,
        batch: &mut Vec<Envelope>,
        most: usize,
        mut fits: impl FnMut(&Envelope) -> bool,
    ) {
        let mut state = self.state.lock();
        for _ in 0..most {
            if !state.queue.front().is_some_and(&mut fits) {
                break;
            }
            let Some(envelope) = state.queue.pop_front() else {
                break;
            };
            state.bytes -= envelope.bytes();
            batch.push(envelope);
        }
        self.count(&state);
    }

    /// Takes the oldest envelope of one sender, before those of others.
    pub fn take_from(&self, peer: PeerId) -> Option<Envelope> {
        let mut state = self.state.lock();
        let index = state
            .queue
            .iter()
            .position(|envelope| envelope.sender.peer == peer)?;
        let envelope = state.queue.remove(index)?;
        state.bytes -= envelope.bytes();
        self.count(&state);
        Some(envelope)
    }

    /// Whether envelopes wait, without locking: what was posted a moment ago may not show yet.
    pub fn seems_empty(&self) -> bool {
        // Relaxed: a hint; the consumer locks before it takes.
        self.queued.load(Ordering::Relaxed) == 0
    }

    /// The consumer has found the mailbox empty and goes to sleep. Returns false when an envelope has come
    /// meanwhile: it is still awake then, and nobody will ring.
    pub fn sleep(&self) -> bool {
        let mut state = self.state.lock();
        state.awake = !state.queue.is_empty();
        !state.awake
    }

    /// The consumer, awake, leaves and wants to be rung again at once, or after its event loop has had a
    /// turn.
    pub fn ring_again(&self, next_turn: bool) {
        let state = self.state.lock();
        match &state.bell {
            Some(bell) if next_turn => bell.wake_next_turn(),
            Some(bell) => bell.wake(),
            None => {}
        }
    }

    /// Closes the mailbox for ever and hands out what it held.
    pub fn close(&self) -> Remains {
        let mut state = self.state.lock();
        state.closed = true;
        state.bytes = 0;
        let remains = Remains {
            queue: mem::take(&mut state.queue),
            bell: state.bell.take(),
        };
        self.count(&state);
        remains
    }

    /// How full the mailbox is.
    pub fn load(&self) -> Load {
        let state = self.state.lock();
        Load {
            messages: state.queue.len(),
            bytes: state.bytes,
        }
    }

    fn count(&self, state: &State) {
        // Relaxed: see `seems_empty`.
        self.queued.store(state.queue.len(), Ordering::Relaxed);
    }
}

impl State {
    fn rouse(&mut self) {
        if self.awake {
            return;
        }
        if let Some(bell) = &self.bell {
            self.awake = true;
            bell.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::message::{Address, Kind, Message};
    use crate::core::sync::{Arc, AtomicU32};

    #[derive(Default)]
    struct Count {
        now: AtomicU32,
        next_turn: AtomicU32,
    }

    impl Wake for Arc<Count> {
        fn wake(&self) {
            self.now.fetch_add(1, Ordering::Relaxed);
        }

        fn wake_next_turn(&self) {
            self.next_turn.fetch_add(1, Ordering::Relaxed);
        }
    }

    impl Count {
        fn rings(&self) -> (u32, u32) {
            (
                self.now.load(Ordering::Relaxed),
                self.next_turn.load(Ordering::Relaxed),
            )
        }
    }

    fn envelope(peer: PeerId, body: &[u8]) -> Envelope {
        Envelope {
            kind: Kind::Send,
            sender: Address {
                peer,
                generation: 1,
            },
            request: 0,
            message: Message::new(body),
        }
    }

    fn body(envelope: Envelope) -> Vec<u8> {
        envelope.message.body
    }

    fn take(mailbox: &Mailbox, most: usize) -> Vec<Vec<u8>> {
        let mut batch = Vec::new();
        mailbox.take(&mut batch, most, |_| true);
        batch.into_iter().map(body).collect()
    }

    #[test]
    fn envelopes_come_out_in_the_order_of_posting() {
        let mailbox = Mailbox::default();
        for name in [b"a", b"b", b"c"] {
            mailbox.post(envelope(1, name)).unwrap();
        }
        assert_eq!(take(&mailbox, 2), [b"a", b"b"]);
        assert_eq!(take(&mailbox, 2), [b"c"]);
        assert!(take(&mailbox, 2).is_empty());
    }

    #[test]
    fn a_batch_ends_where_the_consumer_has_no_more_room() {
        let mailbox = Mailbox::default();
        for name in [&b"a"[..], b"bb", b"c"] {
            mailbox.post(envelope(1, name)).unwrap();
        }
        let mut batch = Vec::new();
        mailbox.take(&mut batch, 9, |envelope| envelope.message.body.len() < 2);
        assert_eq!(batch.len(), 1);
        assert_eq!(take(&mailbox, 9), [&b"bb"[..], b"c"]);
    }

    #[test]
    fn the_account_follows_posts_and_takes() {
        let mailbox = Mailbox::default();
        assert!(mailbox.seems_empty());
        mailbox.post(envelope(1, &[0; 12])).unwrap();
        mailbox.post(envelope(1, &[0; 11])).unwrap();
        let full = Load {
            messages: 2,
            bytes: 23,
        };
        assert_eq!(mailbox.load(), full);
        assert!(!mailbox.seems_empty());
        take(&mailbox, 1);
        let rest = Load {
            messages: 1,
            bytes: 11,
        };
        assert_eq!(mailbox.load(), rest);
        mailbox.take_from(1);
        assert_eq!(mailbox.load(), Load::default());
        assert!(mailbox.seems_empty());
    }

    #[test]
    fn the_bell_rings_once_until_the_consumer_sleeps_again() {
        let rings = Arc::new(Count::default());
        let mailbox = Mailbox::default();
        mailbox.post(envelope(1, b"early")).unwrap();
        mailbox.post(envelope(1, b"early")).unwrap();
        assert!(mailbox.open(Box::new(rings.clone())).is_none());
        mailbox.post(envelope(1, b"late")).unwrap();
        assert_eq!(rings.rings(), (1, 0));
        assert!(!mailbox.sleep(), "envelopes wait");
        take(&mailbox, 9);
        assert!(mailbox.sleep());
        mailbox.post(envelope(1, b"next")).unwrap();
        assert_eq!(rings.rings(), (2, 0));
    }

    #[test]
    fn a_consumer_that_leaves_early_is_rung_as_it_wishes() {
        let rings = Arc::new(Count::default());
        let mailbox = Mailbox::default();
        mailbox.open(Box::new(rings.clone()));
        mailbox.post(envelope(1, b"a")).unwrap();
        mailbox.ring_again(true);
        assert_eq!(rings.rings(), (1, 1));
        mailbox.ring_again(false);
        assert_eq!(rings.rings(), (2, 1));
    }

    #[test]
    fn one_senders_envelopes_can_be_taken_first_and_keep_their_order() {
        let mailbox = Mailbox::default();
        for (peer, name) in [(1, b"a"), (2, b"b"), (1, b"c"), (2, b"d")] {
            mailbox.post(envelope(peer, name)).unwrap();
        }
        assert_eq!(mailbox.take_from(2).map(body).as_deref(), Some(&b"b"[..]));
        assert_eq!(mailbox.take_from(2).map(body).as_deref(), Some(&b"d"[..]));
        assert_eq!(mailbox.take_from(2), None);
        assert_eq!(take(&mailbox, 9), [b"a", b"c"]);
    }

    #[test]
    fn a_closed_mailbox_hands_out_what_it_held_and_never_rings_again() {
        let rings = Arc::new(Count::default());
        let mailbox = Mailbox::default();
        mailbox.open(Box::new(rings.clone()));
        mailbox.post(envelope(1, b"a")).unwrap();
        let remains = mailbox.close();
        assert_eq!(remains.queue.len(), 1);
        assert!(remains.bell.is_some());
        assert_eq!(mailbox.load(), Load::default());
        assert_eq!(
            mailbox.post(envelope(1, b"b")),
            Err(Closed(envelope(1, b"b")))
        );
        mailbox.ring_again(false);
        assert_eq!(rings.rings(), (1, 0));
        let bell = mailbox.open(Box::new(rings));
        assert!(bell.is_some(), "the refused bell comes back");
    }
}
