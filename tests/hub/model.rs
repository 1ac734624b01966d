//! What a hub is, said as simply as possible: vectors, and no thread but one.

use std::collections::{BTreeMap, BTreeSet};

use ipcmain::core::peer::ThreadId;
use ipcmain::core::{Kind, PeerId, Refusal};

pub const MESSAGES: usize = 4;
pub const BYTES: usize = 12_000;
pub const INVOKES: usize = 3;
pub const LARGEST: usize = 5500;
const SMALL_ANSWER: usize = 4096;

/// Of so many that wait, senders take turns: few enough to be so often.
pub const CROWD: usize = 5;

/// A message that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    pub kind: Kind,
    pub peer: PeerId,
    pub generation: u32,
    pub request: u64,
    pub bytes: usize,
}

#[derive(Debug, Default)]
pub struct Queue {
    /// In the order of posting.
    pub items: Vec<Item>,
    /// Whose turn is next, when senders take turns.
    pub turns: Option<Vec<PeerId>>,
    pub closed: bool,
}

impl Queue {
    /// One that takes nothing any more.
    pub fn closed() -> Self {
        Self {
            closed: true,
            ..Self::default()
        }
    }

    pub fn admit(&self, item: Item) -> Result<(), Refusal> {
        let is_notice = matches!(item.kind, Kind::Attached | Kind::Detached | Kind::Released);
        let is_answer = matches!(item.kind, Kind::Reply | Kind::Return);
        if self.closed {
            return Err(Refusal::Gone);
        }
        if is_notice || is_answer && item.bytes <= SMALL_ANSWER {
            return Ok(());
        }
        if item.bytes > LARGEST {
            return Err(Refusal::MessageBytes);
        }
        let own = self.items.iter().filter(|other| other.peer == item.peer);
        if own.clone().count() >= MESSAGES {
            return Err(Refusal::QueuedMessages);
        }
        if own.map(|other| other.bytes).sum::<usize>() + item.bytes > BYTES {
            return Err(Refusal::QueuedBytes);
        }
        Ok(())
    }

    pub fn post(&mut self, item: Item) -> Result<(), Refusal> {
        self.admit(item)?;
        let is_crowd = self.items.len() >= CROWD;
        if is_crowd && self.items.iter().any(|other| other.peer != item.peer) {
            self.turns.get_or_insert_with(|| {
                let mut turns: Vec<_> = self.items.iter().map(|item| item.peer).collect();
                let mut seen = BTreeSet::new();
                turns.retain(|peer| seen.insert(*peer));
                turns
            });
        }
        if let Some(turns) = &mut self.turns
            && !turns.contains(&item.peer)
        {
            turns.push(item.peer);
        }
        self.items.push(item);
        Ok(())
    }

    pub fn take(&mut self, most: usize) -> Vec<Item> {
        let next = |queue: &mut Self| {
            let next = queue.turns.as_ref().and_then(|turns| turns.first());
            let peer = *next.or(queue.items.first().map(|item| &item.peer))?;
            queue.take_from(peer)
        };
        (0..most).map_while(|_| next(self)).collect()
    }

    /// The oldest of one sender, whose turn is the last then.
    pub fn take_from(&mut self, peer: PeerId) -> Option<Item> {
        let index = self.items.iter().position(|item| item.peer == peer)?;
        let item = self.items.remove(index);
        if let Some(turns) = &mut self.turns {
            turns.retain(|other| *other != peer);
            if self.items.iter().any(|item| item.peer == peer) {
                turns.push(peer);
            }
            if turns.len() == 1 {
                self.turns = None;
            }
        }
        Some(item)
    }

    pub fn bytes(&self) -> usize {
        self.items.iter().map(|item| item.bytes).sum()
    }
}

#[derive(Debug, Default)]
pub struct Connection {
    pub peer: PeerId,
    pub generation: u32,
    pub queue: Queue,
    pub closed: bool,
    pub last: u64,
    pub invokes: BTreeSet<u64>,
    pub awaited: usize,
    /// Synchronous requests with the size of the answer that has come.
    pub waiting: Vec<(u64, Option<usize>)>,
}

impl Connection {
    pub fn item(&self, kind: Kind, request: u64, bytes: usize) -> Item {
        Item {
            kind,
            peer: self.peer,
            generation: self.generation,
            request,
            bytes,
        }
    }

    pub fn open_requests(&self) -> usize {
        let unanswered = self.waiting.iter().filter(|(_, answer)| answer.is_none());
        self.invokes.len() + unanswered.count()
    }

    fn begin(&mut self, kind: Kind) -> Result<u64, Refusal> {
        if self.closed {
            return Err(Refusal::Gone);
        }
        if kind == Kind::Invoke && self.awaited >= INVOKES {
            return Err(Refusal::PendingInvokes);
        }
        self.last += 1;
        Ok(self.last)
    }

    pub fn post(&mut self, main: &mut Queue, kind: Kind, bytes: usize) -> Result<u64, Refusal> {
        let request = self.begin(kind)?;
        main.post(self.item(kind, request, bytes))?;
        match kind {
            Kind::Invoke => {
                self.invokes.insert(request);
                self.awaited += 1;
            }
            Kind::SendSync => self.waiting.push((request, None)),
            _ => {}
        }
        Ok(request)
    }

    pub fn settle(&mut self, request: u64, bytes: usize) -> Result<(), Refusal> {
        if self.invokes.contains(&request) {
            self.queue.post(self.item(Kind::Reply, request, bytes))?;
            self.invokes.remove(&request);
            return Ok(());
        }
        if bytes > LARGEST.max(SMALL_ANSWER) {
            return Err(Refusal::MessageBytes);
        }
        let open = self.waiting.iter_mut();
        let (_, answer) = open
            .into_iter()
            .find(|(open, answer)| *open == request && answer.is_none())
            .ok_or(Refusal::Gone)?;
        *answer = Some(bytes);
        Ok(())
    }

    pub fn read(&mut self, most: usize) -> Vec<Item> {
        let items = self.queue.take(most);
        self.awaited -= items.iter().filter(|item| item.kind == Kind::Reply).count();
        items
    }

    fn end(&mut self) -> bool {
        self.invokes.clear();
        !std::mem::replace(&mut self.closed, true)
    }

    pub fn release(&mut self) -> bool {
        let ended = self.end();
        if ended {
            let notice = self.item(Kind::Released, 0, 0);
            let _ = self.queue.post(notice);
        }
        ended
    }

    pub fn close(&mut self) -> bool {
        self.queue = Queue::closed();
        self.end()
    }
}

#[derive(Debug)]
pub struct Peer {
    pub thread: Option<ThreadId>,
    pub in_thread: bool,
    /// The number of its present connection.
    pub connection: usize,
    pub attached: bool,
}

/// All of it.
#[derive(Debug, Default)]
pub struct Model {
    pub main: Queue,
    pub connections: Vec<Connection>,
    /// Those that main has not forgotten.
    pub peers: BTreeMap<PeerId, Peer>,
    pub threads: BTreeMap<ThreadId, PeerId>,
    pub retired: BTreeSet<ThreadId>,
}

impl Model {
    pub fn connect(&mut self, peer: PeerId, generation: u32) -> usize {
        self.connections.push(Connection {
            peer,
            generation,
            ..Connection::default()
        });
        self.connections.len() - 1
    }

    pub fn add_peer(&mut self, id: PeerId, thread: Option<ThreadId>, in_thread: bool) {
        let connection = self.connect(id, 1);
        self.peers.insert(
            id,
            Peer {
                thread,
                in_thread,
                connection,
                attached: false,
            },
        );
        if let Some(thread) = thread {
            self.threads.insert(thread, id);
        }
    }

    pub fn detach(&mut self, connection: usize) {
        let connection = &mut self.connections[connection];
        if connection.close() {
            let notice = connection.item(Kind::Detached, 0, 0);
            let _ = self.main.post(notice);
        }
    }

    pub fn retire(&mut self, thread: ThreadId, peer: PeerId, connection: usize) {
        if self.threads.get(&thread) == Some(&peer) {
            self.threads.remove(&thread);
        }
        if self.connections[connection].release() {
            self.retired.insert(thread);
        }
    }

    pub fn forget(&mut self, id: PeerId) {
        let Some(peer) = self.peers.remove(&id) else {
            return;
        };
        match peer.thread {
            Some(thread) => self.retire(thread, id, peer.connection),
            None => drop(self.connections[peer.connection].release()),
        }
    }
}
