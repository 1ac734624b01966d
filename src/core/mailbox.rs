//! A queue of envelopes with a byte account, one consumer and a doorbell.

use std::mem;

use crate::core::account::{Account, is_exempt};
use crate::core::far::Far;
use crate::core::limits::{Limits, Refusal};
use crate::core::message::{Envelope, Kind};
use crate::core::peer::PeerId;
use crate::core::queue::Queue;
use crate::core::sync::{Arc, AtomicU32, AtomicUsize, Mutex, Ordering};

pub use crate::core::account::Load;

/// The doorbell as the core sees it. It tells the consumer's thread that envelopes wait; it carries
/// nothing, so that nothing is lost when that thread dies with a ring outstanding.
pub trait Wake: Send + Sync {
    /// Has the consumer come. Called under the lock of the bell: it must only queue, never run the consumer.
    fn wake(&self);

    /// The same, from the consumer itself: it comes again after its event loop has had a turn.
    fn wake_next_turn(&self);
}

/// Where envelopes wait for one thread. Those of one sender come out in the order of their posting.
///
/// The consumer is awake from the ring that announces an envelope until it finds the mailbox empty and
/// says so with [`Mailbox::sleep`]. While it is awake, posting does not ring.
#[derive(Default)]
pub struct Mailbox {
    /// Protects the queue and its account. Nobody rings under it: where there is one CPU, the system may let
    /// the consumer run at once, which would only come to wait for this lock.
    state: Mutex<State>,
    /// Protects the bell: ringing under this lock is what makes a ring after [`Mailbox::close`] impossible.
    /// Taken last, and never by the consumer on its way to the queue.
    bell: Mutex<Option<Box<dyn Wake>>>,
    /// How many envelopes are queued, for a consumer that looks without locking. Written under the lock.
    queued: AtomicUsize,
    limits: Arc<Limits>,
    /// Protects what was last heard of from another process; held only to read or replace it.
    far: Mutex<Option<Arc<dyn Far>>>,
    /// Whether there is one, for a consumer that looks. Written under the lock.
    is_fed: AtomicU32,
}

#[derive(Default)]
struct State {
    queue: Queue,
    account: Account,
    has_bell: bool,
    awake: bool,
    end: End,
}

/// How far a mailbox is from its end.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum End {
    /// It takes what comes.
    #[default]
    Open,
    /// No request is answered any more.
    Released,
    /// Nobody takes from it any more.
    Closed,
}

/// The envelope could not be posted; here it is back, to be dropped outside all locks.
#[derive(Debug, PartialEq, Eq)]
pub struct Refused {
    /// What was to be posted; boxed, or whatever is posted would take room for it on its way back.
    pub envelope: Box<Envelope>,
    /// Why it was not.
    pub why: Refusal,
}

/// What a closed mailbox still held. The caller drops it outside the lock.
pub struct Remains {
    /// Envelopes that nobody will take.
    pub queue: Queue,
    /// The bell, to be dropped on the thread that it belongs to.
    pub bell: Option<Box<dyn Wake>>,
}

impl Mailbox {
    /// A mailbox that holds as much as these limits say.
    pub fn new(limits: Arc<Limits>) -> Self {
        Self {
            limits,
            ..Self::default()
        }
    }

    /// Appends an envelope, and rings if the consumer sleeps.
    ///
    /// One with ports must have been admitted before, when its ports were sent: it always finds room.
    ///
    /// # Errors
    /// Gives the envelope back when nobody will ever take it, or there is no room for it.
    pub fn post(&self, envelope: Envelope) -> Result<(), Refused> {
        let bytes = envelope.bytes();
        let mut state = self.state.lock();
        let admitted = if envelope.message.ports > 0 && state.takes(envelope.kind) {
            Ok(())
        } else {
            state.admit(&envelope, bytes, &self.limits)
        };
        if let Err(why) = admitted {
            drop(state);
            let envelope = Box::new(envelope);
            return Err(Refused { envelope, why });
        }
        let rings = self.append(&mut state, envelope);
        drop(state);
        if rings {
            self.ring();
        }
        Ok(())
    }

    /// Rings, if there still is a bell.
    fn ring(&self) {
        if let Some(bell) = &*self.bell.lock() {
            bell.wake();
        }
    }

    /// Appends an envelope that was counted where it was sent, and rings if the consumer sleeps.
    ///
    /// # Errors
    /// Gives the envelope back when nobody will ever take it.
    pub fn accept(&self, envelope: Envelope) -> Result<(), Refused> {
        let mut state = self.state.lock();
        if !state.takes(envelope.kind) {
            drop(state);
            let why = Refusal::Gone;
            let envelope = Box::new(envelope);
            return Err(Refused { envelope, why });
        }
        let rings = self.append(&mut state, envelope);
        drop(state);
        if rings {
            self.ring();
        }
        Ok(())
    }

    /// Appends the notice that no request is answered any more. No answer comes after it.
    pub fn release_requests(&self, notice: Envelope) {
        let mut state = self.state.lock();
        if state.end == End::Open {
            state.end = End::Released;
        }
        drop(state);
        // A mailbox that is closed belongs to a renderer that needs no notice.
        drop(self.accept(notice));
    }

    /// Whether the consumer has to be rung.
    fn append(&self, state: &mut State, envelope: Envelope) -> bool {
        state.account.add(envelope.sender.peer, envelope.bytes());
        state.queue.push_back(envelope, self.limits.crowd);
        self.count(state);
        state.rouse()
    }

    /// Whether there is room for an envelope that carries so many bytes. There still will be when the same
    /// thread posts it, if it is the only one that posts what comes from this sender.
    ///
    /// # Errors
    /// When it would be refused.
    pub fn admit(&self, envelope: &Envelope, bytes: usize) -> Result<(), Refusal> {
        self.state.lock().admit(envelope, bytes, &self.limits)
    }

    /// Hangs up the bell, and rings if envelopes came before it. Gives back the bell that hung there, or
    /// the new one when the mailbox is closed.
    pub fn open(&self, bell: Box<dyn Wake>) -> Option<Box<dyn Wake>> {
        let mut state = self.state.lock();
        if state.end == End::Closed {
            return Some(bell);
        }
        let earlier = self.bell.lock().replace(bell);
        state.has_bell = true;
        state.awake = false;
        let rings = !state.queue.is_empty() && state.rouse();
        drop(state);
        if rings {
            self.ring();
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
            state.account.remove(envelope.sender.peer, envelope.bytes());
            batch.push(envelope);
        }
        state.account.relax(&self.limits);
        self.count(&state);
        let surplus = state.queue.surplus();
        drop(state);
        drop(surplus);
    }

    /// Takes the oldest envelope of one sender, before those of others.
    pub fn take_from(&self, peer: PeerId) -> Option<Envelope> {
        let mut state = self.state.lock();
        let envelope = state.queue.pop_of(peer)?;
        state.account.remove(peer, envelope.bytes());
        state.account.relax(&self.limits);
        self.count(&state);
        Some(envelope)
    }

    /// Whether envelopes wait, without locking: what was posted a moment ago may not show yet.
    pub fn seems_empty(&self) -> bool {
        // Relaxed: a hint; the consumer locks before it takes.
        if self.queued.load(Ordering::Relaxed) > 0 {
            return false;
        }
        self.glance();
        self.queued.load(Ordering::Relaxed) == 0
    }

    /// The consumer has found the mailbox empty and goes to sleep. Returns false when an envelope has come
    /// meanwhile: it is still awake then, and nobody will ring.
    pub fn sleep(&self) -> bool {
        let mut state = self.state.lock();
        state.awake = !state.queue.is_empty();
        let sleeps = !state.awake;
        drop(state);
        if sleeps {
            self.leave();
        }
        sleeps
    }

    /// The consumer, awake, leaves and wants to be rung again: soon, or after its event loop has had a turn.
    pub fn ring_again(&self, next_turn: bool) {
        match &*self.bell.lock() {
            Some(bell) if next_turn => bell.wake_next_turn(),
            Some(bell) => bell.wake(),
            None => {}
        }
    }

    /// Closes the mailbox for ever and hands out what it held.
    pub fn close(&self) -> Remains {
        let mut state = self.state.lock();
        state.end = End::Closed;
        state.account = Account::default();
        let remains = Remains {
            queue: mem::take(&mut state.queue),
            bell: self.bell.lock().take(),
        };
        self.count(&state);
        remains
    }

    /// Whether it is far from its limits.
    pub fn is_roomy(&self) -> bool {
        let Load { messages, bytes } = self.load();
        let far = |now: usize, limit| now.saturating_mul(4) < self.limits.get(limit);
        far(messages, Refusal::QueuedMessages) && far(bytes, Refusal::QueuedBytes)
    }

    /// How full the mailbox is.
    pub fn load(&self) -> Load {
        self.state.lock().account.total()
    }

    fn count(&self, state: &State) {
        // Relaxed: see `seems_empty`.
        self.queued.store(state.queue.len(), Ordering::Relaxed);
    }
}

impl State {
    /// Whether an envelope of this kind may come.
    const fn takes(&self, kind: Kind) -> bool {
        match self.end {
            End::Open => true,
            End::Released => !kind.is_answer(),
            End::Closed => false,
        }
    }

    fn admit(&mut self, envelope: &Envelope, bytes: usize, limits: &Limits) -> Result<(), Refusal> {
        if !self.takes(envelope.kind) {
            return Err(Refusal::Gone);
        }
        if bytes > limits.get(Refusal::MessageBytes) && !is_exempt(envelope.kind, bytes) {
            return Err(Refusal::MessageBytes);
        }
        self.account.admit(envelope, bytes, &self.queue, limits)
    }

    /// Whether the consumer has to be rung. It counts as awake from now on.
    fn rouse(&mut self) -> bool {
        let rings = self.has_bell && !self.awake;
        self.awake |= rings;
        rings
    }
}

mod fed;
#[cfg(test)]
mod tests;
