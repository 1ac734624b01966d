//! In which order envelopes leave a mailbox: that of their posting, until so many wait that one sender could
//! keep the others out.

use std::collections::{HashMap, VecDeque};
use std::mem;

use crate::core::message::Envelope;
use crate::core::peer::PeerId;

/// For so many the memory of a line is kept when nobody waits any more: a stream that is now and then empty would get
/// and give back fresh memory all the time.
const KEPT: usize = 32 * 1024;

/// Envelopes that wait. Those of one sender never change their order.
#[derive(Debug)]
pub enum Queue {
    /// One line for all, in the order of posting.
    Line {
        /// Who waits.
        line: VecDeque<Envelope>,
        /// Whose all of them are, if they are one sender's.
        only: Option<PeerId>,
    },
    /// A lane for each sender; the first of each lane goes in turn.
    Lanes(Lanes),
}

/// Envelopes of several senders, each with a lane of its own.
#[derive(Debug, Default)]
pub struct Lanes {
    /// No lane is empty.
    waiting: HashMap<PeerId, VecDeque<Envelope>>,
    /// Every sender that has a lane, once; the first is the next to go.
    turns: VecDeque<PeerId>,
    len: usize,
}

impl Default for Queue {
    fn default() -> Self {
        Self::Line {
            line: VecDeque::new(),
            only: None,
        }
    }
}

impl Queue {
    /// How many wait.
    pub fn len(&self) -> usize {
        match self {
            Self::Line { line, .. } => line.len(),
            Self::Lanes(lanes) => lanes.len,
        }
    }

    /// Whether nobody waits.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All that wait, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &Envelope> {
        let (line, lanes) = match self {
            Self::Line { line, .. } => (Some(line), None),
            Self::Lanes(lanes) => (None, Some(lanes.waiting.values())),
        };
        line.into_iter()
            .chain(lanes.into_iter().flatten())
            .flatten()
    }

    /// The next to go.
    pub fn front(&self) -> Option<&Envelope> {
        match self {
            Self::Line { line, .. } => line.front(),
            Self::Lanes(lanes) => lanes.waiting.get(lanes.turns.front()?)?.front(),
        }
    }

    /// Adds one behind all others of its sender. Senders take turns when as many wait as are a crowd.
    pub fn push_back(&mut self, envelope: Envelope, crowd: usize) {
        let peer = envelope.sender.peer;
        match self {
            Self::Line { line, only } => {
                if line.is_empty() {
                    *only = Some(peer);
                }
                if *only == Some(peer) {
                    line.push_back(envelope);
                } else if line.len() < crowd {
                    *only = None;
                    line.push_back(envelope);
                } else {
                    let mut lanes = Lanes::of(mem::take(line), *only);
                    lanes.push(envelope);
                    *self = Self::Lanes(lanes);
                }
            }
            Self::Lanes(lanes) => lanes.push(envelope),
        }
    }

    /// Takes the next to go.
    pub fn pop_front(&mut self) -> Option<Envelope> {
        match self {
            Self::Line { line, .. } => line.pop_front(),
            Self::Lanes(lanes) => {
                let peer = *lanes.turns.front()?;
                let envelope = lanes.pop(peer);
                self.rejoin();
                envelope
            }
        }
    }

    /// Takes the next of one sender, before those of others.
    pub fn pop_of(&mut self, peer: PeerId) -> Option<Envelope> {
        match self {
            Self::Line { line, .. } => {
                let index = line
                    .iter()
                    .position(|envelope| envelope.sender.peer == peer)?;
                line.remove(index)
            }
            Self::Lanes(lanes) => {
                let envelope = lanes.pop(peer);
                self.rejoin();
                envelope
            }
        }
    }

    /// Memory that only a flood has needed, once it is over; to be dropped outside of all locks.
    pub fn surplus(&mut self) -> Option<VecDeque<Envelope>> {
        match self {
            Self::Line { line, .. } if line.is_empty() && line.capacity() > KEPT => {
                Some(mem::take(line))
            }
            _ => None,
        }
    }

    /// One lane is a line again.
    fn rejoin(&mut self) {
        if let Self::Lanes(Lanes { waiting, turns, .. }) = self
            && turns.len() == 1
        {
            let only = turns.pop_front();
            let line = only.and_then(|peer| waiting.remove(&peer));
            *self = Self::Line {
                line: line.unwrap_or_default(),
                only,
            };
        }
    }
}

impl Lanes {
    /// What has waited in one line. It is short, or one sender's: this is done under a lock.
    fn of(line: VecDeque<Envelope>, only: Option<PeerId>) -> Self {
        let mut lanes = Self::default();
        match only {
            Some(peer) => {
                lanes.len = line.len();
                lanes.waiting.insert(peer, line);
                lanes.turns.push_back(peer);
            }
            None => line.into_iter().for_each(|envelope| lanes.push(envelope)),
        }
        lanes
    }

    fn push(&mut self, envelope: Envelope) {
        let peer = envelope.sender.peer;
        let lane = self.waiting.entry(peer).or_default();
        if lane.is_empty() {
            self.turns.push_back(peer);
        }
        lane.push_back(envelope);
        self.len += 1;
    }

    /// Takes the next of one sender, whose turn is the last then.
    fn pop(&mut self, peer: PeerId) -> Option<Envelope> {
        let lane = self.waiting.get_mut(&peer)?;
        let envelope = lane.pop_front()?;
        let is_empty = lane.is_empty();
        self.len -= 1;
        if let Some(index) = self.turns.iter().position(|&turn| turn == peer) {
            self.turns.remove(index);
        }
        if is_empty {
            self.waiting.remove(&peer);
        } else {
            self.turns.push_back(peer);
        }
        Some(envelope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::limits::CROWD;
    use crate::core::message::{Address, Kind};

    /// Numbered by its request.
    fn envelope(peer: PeerId, number: u64) -> Envelope {
        let mut envelope = Envelope::notice(
            Kind::Send,
            Address {
                peer,
                generation: 1,
            },
        );
        envelope.request = number;
        envelope
    }

    fn push(queue: &mut Queue, peer: PeerId, numbers: std::ops::Range<u64>) {
        for number in numbers {
            queue.push_back(envelope(peer, number), CROWD);
        }
    }

    fn pop(queue: &mut Queue) -> Option<(PeerId, u64)> {
        let next = queue.front().map(|next| (next.sender.peer, next.request));
        let taken = queue
            .pop_front()
            .map(|taken| (taken.sender.peer, taken.request));
        assert_eq!(next, taken, "what goes is what was next");
        taken
    }

    #[test]
    fn few_go_in_the_order_of_their_posting() {
        let mut queue = Queue::default();
        for (peer, number) in [(1, 0), (1, 1), (2, 0), (1, 2), (2, 1)] {
            queue.push_back(envelope(peer, number), CROWD);
        }
        assert_eq!(queue.len(), 5);
        let order: Vec<_> = std::iter::from_fn(|| pop(&mut queue)).collect();
        assert_eq!(order, [(1, 0), (1, 1), (2, 0), (1, 2), (2, 1)]);
        assert!(queue.is_empty());
    }

    #[test]
    fn what_only_a_flood_has_needed_is_given_back_after_it() {
        let mut queue = Queue::default();
        for (flood, is_given_back) in [(KEPT as u64, false), (2 * KEPT as u64, true)] {
            push(&mut queue, 1, 0..flood);
            while pop(&mut queue).is_some() {
                assert!(queue.is_empty() || queue.surplus().is_none());
            }
            assert_eq!(queue.surplus().is_some(), is_given_back);
            assert!(queue.surplus().is_none());
        }
    }

    #[test]
    fn fault_90_a_flood_does_not_keep_others_out() {
        let mut queue = Queue::default();
        push(&mut queue, 1, 0..100_000);
        push(&mut queue, 2, 0..2);
        push(&mut queue, 3, 0..1);
        assert_eq!(queue.iter().count(), 100_003);
        let order: Vec<_> = (0..6).filter_map(|_| pop(&mut queue)).collect();
        assert_eq!(order, [(1, 0), (2, 0), (3, 0), (1, 1), (2, 1), (1, 2)]);
        assert!(matches!(queue, Queue::Line { only: Some(1), .. }));
        assert_eq!(queue.len(), 99_997);
    }

    #[test]
    fn a_crowd_of_several_takes_turns_too() {
        let mut queue = Queue::default();
        push(&mut queue, 2, 0..1);
        push(&mut queue, 1, 0..1023);
        assert!(matches!(queue, Queue::Line { .. }));
        push(&mut queue, 3, 0..1);
        let order: Vec<_> = (0..4).filter_map(|_| pop(&mut queue)).collect();
        assert_eq!(order, [(2, 0), (1, 0), (3, 0), (1, 1)]);
    }

    #[test]
    fn one_sender_can_be_asked_for_alone() {
        let mut queue = Queue::default();
        push(&mut queue, 1, 0..2000);
        push(&mut queue, 2, 0..2);
        for expected in [Some(0), Some(1), None] {
            let taken = queue.pop_of(2).map(|envelope| envelope.request);
            assert_eq!(taken, expected);
        }
        assert_eq!(queue.pop_of(1).map(|envelope| envelope.request), Some(0));
        assert_eq!(queue.len(), 1999);
    }

    /// Any pushing and taking: nothing is lost, and each sender's envelopes keep their order.
    #[test]
    fn whatever_is_done_each_sender_keeps_its_order() {
        let mut state = 7_u64;
        let mut random = move |limit: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % limit
        };
        let mut queue = Queue::default();
        let (mut pushed, mut popped) = ([0_u64; 5], [0_u64; 5]);
        let mut crowded = 0;
        for _ in 0..3000 {
            let peer = random(5);
            let index = usize::try_from(peer).unwrap();
            let peer = PeerId::try_from(peer).unwrap();
            match random(4) {
                0 => {
                    let more = pushed[index] + random(1200);
                    push(&mut queue, peer, pushed[index]..more);
                    pushed[index] = more;
                }
                1 => {
                    if let Some(taken) = queue.pop_of(peer) {
                        assert_eq!(taken.request, popped[index]);
                        popped[index] += 1;
                    } else {
                        assert_eq!(pushed[index], popped[index]);
                    }
                }
                _ => {
                    for _ in 0..random(700) {
                        let Some((peer, number)) = pop(&mut queue) else {
                            break;
                        };
                        let index = usize::try_from(peer).unwrap();
                        assert_eq!(number, popped[index]);
                        popped[index] += 1;
                    }
                }
            }
            crowded += usize::from(matches!(queue, Queue::Lanes(_)));
            let waiting = pushed.iter().sum::<u64>() - popped.iter().sum::<u64>();
            assert_eq!(u64::try_from(queue.len()).unwrap(), waiting);
            assert_eq!(queue.iter().count(), queue.len());
        }
        assert!((500..2500).contains(&crowded), "{crowded} of 3000");
    }
}
