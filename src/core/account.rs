//! How much waits in a mailbox, and of whom.

use std::collections::HashMap;

use crate::core::limits::{Limits, Refusal};
use crate::core::message::{Envelope, Kind};
use crate::core::peer::PeerId;
use crate::core::queue::Queue;

/// An answer of so few bytes always finds room: the request that it ends is counted already, and an error
/// can still be said where the value is too much.
pub const SMALL_ANSWER: usize = 4096;

/// Whether no limit stands against an envelope: what the core says itself, and small answers.
pub const fn is_exempt(kind: Kind, bytes: usize) -> bool {
    kind.is_notice() || kind.is_answer() && bytes <= SMALL_ANSWER
}

/// How full a mailbox is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Queued envelopes.
    pub messages: usize,
    /// Bytes of what they carry.
    pub bytes: usize,
}

impl Load {
    fn admit(self, bytes: usize, limits: &Limits) -> Result<(), Refusal> {
        if self.messages >= limits.get(Refusal::QueuedMessages) {
            return Err(Refusal::QueuedMessages);
        }
        if self.bytes.saturating_add(bytes) > limits.get(Refusal::QueuedBytes) {
            return Err(Refusal::QueuedBytes);
        }
        Ok(())
    }

    const fn add(&mut self, bytes: usize) {
        self.messages += 1;
        self.bytes += bytes;
    }

    const fn remove(&mut self, bytes: usize) {
        self.messages -= 1;
        self.bytes -= bytes;
    }

    /// Whether it is below half of the limits.
    fn is_low(self, limits: &Limits) -> bool {
        self.messages < limits.get(Refusal::QueuedMessages) / 2
            && self.bytes < limits.get(Refusal::QueuedBytes) / 2
    }
}

/// The account of one mailbox. Limits are for each sender, but as long as all senders together are below
/// them, nobody has to ask whose a message is: senders are told apart from when that is not so any more
/// until half of it is gone. So an ordinary message costs two comparisons.
#[derive(Debug, Default)]
pub struct Account {
    total: Load,
    senders: Option<HashMap<PeerId, Load>>,
}

impl Account {
    /// How much waits, of all senders.
    pub const fn total(&self) -> Load {
        self.total
    }

    /// Whether an envelope of so many bytes may be queued behind those in `queue`.
    ///
    /// # Errors
    /// Which limit stands against it.
    pub fn admit(
        &mut self,
        envelope: &Envelope,
        bytes: usize,
        queue: &Queue,
        limits: &Limits,
    ) -> Result<(), Refusal> {
        match self.total.admit(bytes, limits) {
            Ok(()) => Ok(()),
            Err(_) => self.admit_sender(envelope, bytes, queue, limits),
        }
    }

    #[cold]
    fn admit_sender(
        &mut self,
        envelope: &Envelope,
        bytes: usize,
        queue: &Queue,
        limits: &Limits,
    ) -> Result<(), Refusal> {
        if is_exempt(envelope.kind, bytes) {
            return Ok(());
        }
        let senders = self.senders.get_or_insert_with(|| tally(queue));
        let load = senders.get(&envelope.sender.peer).copied();
        load.unwrap_or_default().admit(bytes, limits)
    }

    /// An envelope of so many bytes was queued.
    pub fn add(&mut self, peer: PeerId, bytes: usize) {
        self.total.add(bytes);
        if let Some(senders) = &mut self.senders {
            senders.entry(peer).or_default().add(bytes);
        }
    }

    /// An envelope of so many bytes was taken.
    pub fn remove(&mut self, peer: PeerId, bytes: usize) {
        self.total.remove(bytes);
        if let Some(senders) = &mut self.senders
            && let Some(load) = senders.get_mut(&peer)
        {
            load.remove(bytes);
            if load.messages == 0 {
                senders.remove(&peer);
            }
        }
    }

    /// Some were taken: senders may not have to be told apart any more.
    pub fn relax(&mut self, limits: &Limits) {
        if self.senders.is_some() && self.total.is_low(limits) {
            self.senders = None;
        }
    }
}

fn tally(queue: &Queue) -> HashMap<PeerId, Load> {
    let mut senders: HashMap<PeerId, Load> = HashMap::new();
    for envelope in queue.iter() {
        senders
            .entry(envelope.sender.peer)
            .or_default()
            .add(envelope.bytes());
    }
    senders
}
