//! A queue of envelopes with a byte account, one consumer and a doorbell.

use std::collections::VecDeque;
use std::mem;

use crate::core::message::Envelope;
use crate::core::peer::PeerId;
use crate::core::sync::Mutex;

/// The doorbell as the core sees it. It tells the consumer's thread that one more envelope waits; it
/// carries nothing, so that nothing is lost when that thread dies with rings outstanding.
pub trait Wake: Send + Sync {
    /// Rings once. Called under the mailbox lock: it must only queue, never run the consumer.
    fn wake(&self);
}

/// Where envelopes wait for one thread, in the order of their posting.
#[derive(Default)]
pub struct Mailbox {
    /// Protects the queue, its account and the bell together: ringing under this lock is what makes
    /// a ring after [`Mailbox::close`] impossible.
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    queue: VecDeque<Envelope>,
    bytes: usize,
    bell: Option<Box<dyn Wake>>,
    closed: bool,
}

/// The envelope could not be posted because the mailbox is closed; here it is back.
#[derive(Debug, PartialEq, Eq)]
pub struct Closed(pub Envelope);

/// An envelope taken out, and how many wait behind it.
#[derive(Debug, PartialEq, Eq)]
pub struct Taken {
    /// The envelope.
    pub envelope: Envelope,
    /// How many envelopes are still queued.
    pub remaining: usize,
}

/// How full a mailbox is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Queued envelopes.
    pub messages: usize,
    /// Bytes of their channels and payloads.
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
    /// Appends an envelope and rings.
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
        if let Some(bell) = &state.bell {
            bell.wake();
        }
        Ok(())
    }

    /// Hangs up the bell and rings once for each envelope that came before it. Gives back the bell
    /// that hung there, or the new one when the mailbox is closed.
    pub fn open(&self, bell: Box<dyn Wake>) -> Option<Box<dyn Wake>> {
        let mut state = self.state.lock();
        if state.closed {
            return Some(bell);
        }
        for _ in 0..state.queue.len() {
            bell.wake();
        }
        state.bell.replace(bell)
    }

    /// Takes the oldest envelope.
    pub fn take(&self) -> Option<Taken> {
        let mut state = self.state.lock();
        let envelope = state.queue.pop_front()?;
        Some(state.taken(envelope))
    }

    /// Takes the oldest envelope of one sender, before those of others. The ring that announced it
    /// will then find one envelope less, which [`Mailbox::take`] answers with `None` in the end.
    pub fn take_from(&self, peer: PeerId) -> Option<Taken> {
        let mut state = self.state.lock();
        let index = state
            .queue
            .iter()
            .position(|envelope| envelope.sender.peer == peer)?;
        let envelope = state.queue.remove(index)?;
        Some(state.taken(envelope))
    }

    /// Closes the mailbox for ever and hands out what it held.
    pub fn close(&self) -> Remains {
        let mut state = self.state.lock();
        state.closed = true;
        state.bytes = 0;
        Remains {
            queue: mem::take(&mut state.queue),
            bell: state.bell.take(),
        }
    }

    /// How full the mailbox is.
    pub fn load(&self) -> Load {
        let state = self.state.lock();
        Load {
            messages: state.queue.len(),
            bytes: state.bytes,
        }
    }
}

impl State {
    fn taken(&mut self, envelope: Envelope) -> Taken {
        self.bytes -= envelope.bytes();
        Taken {
            envelope,
            remaining: self.queue.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::message::{Address, Kind, Message};
    use crate::core::sync::{Arc, AtomicU32, Ordering};

    struct Count(Arc<AtomicU32>);

    impl Wake for Count {
        fn wake(&self) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn envelope(peer: PeerId, channel: &str) -> Envelope {
        Envelope {
            kind: Kind::Send,
            sender: Address {
                peer,
                generation: 1,
            },
            request: 0,
            message: Message {
                channel: channel.to_owned(),
                payload: vec![0; 10],
                ports: 0,
            },
        }
    }

    fn channel(taken: Option<Taken>) -> Option<String> {
        taken.map(|taken| taken.envelope.message.channel)
    }

    #[test]
    fn envelopes_come_out_in_the_order_of_posting() {
        let mailbox = Mailbox::default();
        for name in ["a", "b", "c"] {
            mailbox.post(envelope(1, name)).unwrap();
        }
        assert_eq!(mailbox.take().unwrap().remaining, 2);
        assert_eq!(channel(mailbox.take()).as_deref(), Some("b"));
        assert_eq!(channel(mailbox.take()).as_deref(), Some("c"));
        assert_eq!(mailbox.take(), None);
    }

    #[test]
    fn the_account_follows_posts_and_takes() {
        let mailbox = Mailbox::default();
        mailbox.post(envelope(1, "ab")).unwrap();
        mailbox.post(envelope(1, "c")).unwrap();
        assert_eq!(
            mailbox.load(),
            Load {
                messages: 2,
                bytes: 23
            }
        );
        mailbox.take();
        assert_eq!(
            mailbox.load(),
            Load {
                messages: 1,
                bytes: 11
            }
        );
    }

    #[test]
    fn the_bell_rings_once_for_each_envelope_before_and_after_it_was_hung_up() {
        let rings = Arc::new(AtomicU32::new(0));
        let mailbox = Mailbox::default();
        mailbox.post(envelope(1, "early")).unwrap();
        mailbox.post(envelope(1, "early")).unwrap();
        assert!(mailbox.open(Box::new(Count(rings.clone()))).is_none());
        mailbox.post(envelope(1, "late")).unwrap();
        assert_eq!(rings.load(Ordering::Relaxed), 3);
    }

    #[test]
    fn one_senders_envelopes_can_be_taken_first_and_keep_their_order() {
        let mailbox = Mailbox::default();
        for (peer, name) in [(1, "a"), (2, "b"), (1, "c"), (2, "d")] {
            mailbox.post(envelope(peer, name)).unwrap();
        }
        assert_eq!(channel(mailbox.take_from(2)).as_deref(), Some("b"));
        assert_eq!(channel(mailbox.take_from(2)).as_deref(), Some("d"));
        assert_eq!(mailbox.take_from(2), None);
        assert_eq!(channel(mailbox.take()).as_deref(), Some("a"));
    }

    #[test]
    fn a_closed_mailbox_gives_back_what_is_posted_and_what_it_held() {
        let rings = Arc::new(AtomicU32::new(0));
        let mailbox = Mailbox::default();
        mailbox.open(Box::new(Count(rings.clone())));
        mailbox.post(envelope(1, "held")).unwrap();
        let remains = mailbox.close();
        assert_eq!(remains.queue.len(), 1);
        assert!(remains.bell.is_some());
        assert_eq!(
            mailbox.post(envelope(1, "late")),
            Err(Closed(envelope(1, "late")))
        );
        assert_eq!(rings.load(Ordering::Relaxed), 1);
        assert_eq!(mailbox.load(), Load::default());
        assert!(mailbox.open(Box::new(Count(rings))).is_some());
    }
}
