//! One main thread: its mailbox, its registry and its renderers.

use dashmap::{DashMap, DashSet};

use crate::core::connection::Connection;
use crate::core::mailbox::{Mailbox, Wake};
use crate::core::message::{Address, Envelope, Kind, Message, RequestId};
use crate::core::peer::{Peer, PeerId, ThreadId, Transport};
use crate::core::registry::Registry;
use crate::core::sync::{Arc, AtomicU64, Ordering};

/// Numbers a hub. Unique in the process and never reused.
pub type HubId = u64;

/// Everything that belongs to one main. Two hubs never see each other's messages.
pub struct Hub {
    id: HubId,
    mailbox: Mailbox,
    /// Listeners and handlers of `ipcMain`.
    pub registry: Arc<Registry>,
    peers: DashMap<PeerId, Arc<Peer>>,
    /// The renderer of each thread.
    threads: DashMap<ThreadId, Arc<Peer>>,
    /// Living threads whose renderer main has let go of, or that had to make room for another.
    retired: DashSet<ThreadId>,
}

impl Default for Hub {
    fn default() -> Self {
        // Relaxed: the number only has to be unique; the directory's map publishes the hub.
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self {
            id: NEXT.fetch_add(1, Ordering::Relaxed),
            mailbox: Mailbox::default(),
            registry: Arc::default(),
            peers: DashMap::new(),
            threads: DashMap::new(),
            retired: DashSet::new(),
        }
    }
}

impl Hub {
    /// The hub's number.
    pub const fn id(&self) -> HubId {
        self.id
    }

    /// Begins delivery to main. Gives back a bell that is no longer needed.
    pub fn open(&self, bell: Box<dyn Wake>) -> Option<Box<dyn Wake>> {
        self.mailbox.open(bell)
    }

    /// The mailbox that main reads.
    pub const fn mailbox(&self) -> &Mailbox {
        &self.mailbox
    }

    /// The renderer of a thread, made if it is not known yet, so that messages to it can queue
    /// before it comes.
    pub fn expect(&self, thread: ThreadId, transport: Transport) -> Arc<Peer> {
        let peer = self.threads.entry(thread).or_insert_with(|| {
            let peer = Arc::new(Peer::new(Some(thread), transport));
            self.peers.insert(peer.id(), peer.clone());
            peer
        });
        peer.clone()
    }

    /// A renderer that has no thread yet.
    pub fn reserve(&self) -> Arc<Peer> {
        let peer = Arc::new(Peer::new(None, Transport::Thread));
        self.peers.insert(peer.id(), peer.clone());
        peer
    }

    /// A renderer will come on this thread. If it was on another, that one is told that it is released.
    pub fn bind(&self, peer: &Arc<Peer>, thread: ThreadId) {
        self.threads.insert(thread, peer.clone());
        if let Some((earlier, connection)) = peer.bind(thread) {
            self.retire(earlier, &connection);
        }
    }

    /// A renderer comes. Main learns of it by the first envelope of the new connection.
    pub fn attach(
        &self,
        thread: ThreadId,
        transport: Transport,
        introduction: Message,
    ) -> (Arc<Peer>, Arc<Connection>) {
        if self.retired.contains(&thread) {
            let peer = Arc::new(Peer::new(Some(thread), transport));
            let connection = peer.connection();
            connection.release();
            return (peer, connection);
        }
        let peer = self.expect(thread, transport);
        let (connection, first) = peer.attach();
        let mut envelope = Envelope::notice(Kind::Attached, connection.address());
        envelope.message = introduction;
        if first && self.mailbox.post(envelope).is_err() {
            // Main is gone: the renderer finds its connection ended instead of waiting for ever.
            connection.release();
        }
        (peer, connection)
    }

    /// Queues a renderer's message for main and numbers it as a request. `None` when main, or the
    /// renderer's connection, is gone.
    pub fn post(&self, connection: &Connection, kind: Kind, message: Message) -> Option<RequestId> {
        let request = connection.begin(kind)?;
        self.enqueue(connection, kind, request, message)
            .then_some(request)
    }

    /// Queues a renderer's answer to a call of main. Returns false when either is gone.
    pub fn answer(&self, connection: &Connection, request: RequestId, message: Message) -> bool {
        !connection.is_closed() && self.enqueue(connection, Kind::Return, request, message)
    }

    fn enqueue(
        &self,
        connection: &Connection,
        kind: Kind,
        request: RequestId,
        message: Message,
    ) -> bool {
        let envelope = Envelope {
            kind,
            sender: connection.address(),
            request,
            message,
        };
        self.mailbox.post(envelope).is_ok()
    }

    /// Queues a message for a renderer, or a call that main has numbered. Returns false when the
    /// renderer is gone.
    pub fn send(&self, peer: PeerId, kind: Kind, request: RequestId, message: Message) -> bool {
        self.peer(peer)
            .is_some_and(|peer| peer.connection().send(kind, request, message))
    }

    /// Answers a renderer's request. Returns false when it had ended, or its connection has.
    pub fn reply(&self, sender: Address, request: RequestId, answer: Message) -> bool {
        self.peer(sender.peer).is_some_and(|peer| {
            let connection = peer.connection();
            connection.address() == sender && connection.settle(request, answer)
        })
    }

    /// The renderer's thread goes away: its requests end, and main learns of it after everything that
    /// the renderer sent before.
    pub fn detach(&self, connection: &Connection) {
        let (ended, remains) = connection.close();
        drop(remains);
        if ended {
            // A main that is gone need not know.
            drop(
                self.mailbox
                    .post(Envelope::notice(Kind::Detached, connection.address())),
            );
        }
    }

    /// A thread has ended; the same for its renderer, if it was one, which may never have come. Returns
    /// whether it was one.
    pub fn thread_ended(&self, thread: ThreadId) -> bool {
        self.retired.remove(&thread);
        let peer = self.threads.get(&thread).map(|peer| peer.clone());
        if let Some(peer) = &peer {
            self.detach(&peer.connection());
        }
        peer.is_some()
    }

    /// Main forgets a renderer. If that still lives, it is told.
    pub fn forget(&self, peer: PeerId) {
        let Some((_, peer)) = self.peers.remove(&peer) else {
            return;
        };
        match peer.thread() {
            Some(thread) => self.retire(thread, &peer.connection()),
            None => drop(peer.connection().release()),
        }
    }

    /// A thread is no renderer any more. While it lives, it does not become one again.
    fn retire(&self, thread: ThreadId, connection: &Connection) {
        self.threads
            .remove_if(&thread, |_, peer| peer.id() == connection.address().peer);
        if connection.release() {
            self.retired.insert(thread);
        }
    }

    /// One renderer by its number.
    pub fn peer(&self, id: PeerId) -> Option<Arc<Peer>> {
        self.peers.get(&id).map(|peer| peer.clone())
    }

    /// All renderers that main has not forgotten, oldest first.
    pub fn peers(&self) -> Vec<Arc<Peer>> {
        let mut peers: Vec<_> = self.peers.iter().map(|peer| peer.clone()).collect();
        peers.sort_unstable_by_key(|peer| peer.id());
        peers
    }

    /// Main is about to end: renderers on other threads wake if they are blocked, and can ask nothing
    /// more. One in main's own thread goes on.
    pub fn release_threads(&self) {
        for peer in self.peers() {
            if peer.transport() == Transport::Thread {
                peer.connection().release();
            }
        }
    }

    /// Main goes away: blocked renderers wake, and nothing can be queued for it any more.
    pub fn close(&self) {
        drop(self.mailbox.close());
        for peer in self.peers() {
            self.forget(peer.id());
        }
    }
}

#[cfg(test)]
mod tests;
