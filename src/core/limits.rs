//! How much may wait, and what a sender is told when that much does.

use crate::core::sync::{AtomicUsize, Ordering};

/// Why a message was not taken. The JavaScript face knows these numbers, which are negative.
#[repr(i8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The receiver is gone, or the request has ended.
    Gone = -1,
    /// As many messages of this renderer, or for it, wait as may.
    QueuedMessages = -2,
    /// With this one, more bytes of this renderer, or for it, would wait than may.
    QueuedBytes = -3,
    /// As many of its invokes are without an answer as may be.
    PendingInvokes = -4,
    /// The message is larger than any may be.
    MessageBytes = -5,
    /// The process of main would not read it.
    Uncloneable = -6,
}

impl Refusal {
    /// Every refusal, in the order of the numbers.
    pub const ALL: [Self; 6] = [
        Self::Gone,
        Self::QueuedMessages,
        Self::QueuedBytes,
        Self::PendingInvokes,
        Self::MessageBytes,
        Self::Uncloneable,
    ];

    /// Those that are about a limit.
    pub const LIMITS: [Self; 4] = [
        Self::QueuedMessages,
        Self::QueuedBytes,
        Self::PendingInvokes,
        Self::MessageBytes,
    ];

    /// The name under which the JavaScript face knows it; that of the limit, if it is one.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::QueuedMessages => "queuedMessages",
            Self::QueuedBytes => "queuedBytes",
            Self::PendingInvokes => "pendingInvokes",
            Self::MessageBytes => "messageBytes",
            Self::Uncloneable => "uncloneable",
        }
    }
}

/// The limits of one main. Queues of messages are counted for each renderer and each direction.
///
/// They may be changed while other threads send: each is read by itself, and what waits already stays.
#[derive(Debug)]
pub struct Limits {
    queued_messages: AtomicUsize,
    queued_bytes: AtomicUsize,
    pending_invokes: AtomicUsize,
    message_bytes: AtomicUsize,
    /// With so many messages waiting, their senders take turns. It is for the core to choose.
    pub crowd: usize,
}

/// Few enough to be told apart by sender at once, under a lock.
pub const CROWD: usize = 1024;

/// Far above what a program does on purpose, far below what a machine has: a million messages take some
/// 150 MB beside their bytes, and a gigabyte is half of what V8 can read at once.
const MOST_MESSAGES: usize = 1 << 20;
const MOST_BYTES: usize = 1 << 30;

impl Default for Limits {
    fn default() -> Self {
        Self {
            queued_messages: MOST_MESSAGES.into(),
            queued_bytes: MOST_BYTES.into(),
            pending_invokes: MOST_MESSAGES.into(),
            message_bytes: MOST_BYTES.into(),
            crowd: CROWD,
        }
    }
}

impl Limits {
    /// The limit that a refusal is about. Unlimited where it is about none.
    pub fn get(&self, limit: Refusal) -> usize {
        // Relaxed: each limit stands for itself, and senders may learn of a change a little later.
        self.of(limit)
            .map_or(usize::MAX, |value| value.load(Ordering::Relaxed))
    }

    /// Changes a limit for all that is sent from now on.
    pub fn set(&self, limit: Refusal, value: usize) {
        if let Some(place) = self.of(limit) {
            // Relaxed: see `get`.
            place.store(value, Ordering::Relaxed);
        }
    }

    const fn of(&self, limit: Refusal) -> Option<&AtomicUsize> {
        match limit {
            Refusal::Gone | Refusal::Uncloneable => None,
            Refusal::QueuedMessages => Some(&self.queued_messages),
            Refusal::QueuedBytes => Some(&self.queued_bytes),
            Refusal::PendingInvokes => Some(&self.pending_invokes),
            Refusal::MessageBytes => Some(&self.message_bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_numbered_without_a_gap_and_named_once() {
        let mut names = Vec::new();
        for (index, refusal) in Refusal::ALL.iter().enumerate() {
            assert_eq!(-(*refusal as isize), isize::try_from(index).unwrap() + 1);
            names.push(refusal.name());
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Refusal::ALL.len());
    }

    #[test]
    fn a_message_of_the_largest_size_may_wait_in_an_empty_queue() {
        let limits = Limits::default();
        assert!(limits.get(Refusal::MessageBytes) <= limits.get(Refusal::QueuedBytes));
    }

    #[test]
    fn each_limit_is_changed_by_itself() {
        let limits = Limits::default();
        for (value, refusal) in Refusal::ALL.into_iter().enumerate().skip(1) {
            limits.set(refusal, value);
        }
        let values: Vec<_> = Refusal::ALL.map(|refusal| limits.get(refusal)).into();
        assert_eq!(values, [usize::MAX, 1, 2, 3, 4, usize::MAX]);
    }
}
