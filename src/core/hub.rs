//! One main thread: its mailbox, its registry and its renderers.

mod threads;

use crate::core::connection::Connection;
use crate::core::far::Far;
use crate::core::limits::{Limits, Refusal};
use crate::core::mailbox::{Mailbox, Wake};
use crate::core::message::{Address, Envelope, Kind, Message, RequestId};
use crate::core::peer::{Peer, PeerId, ThreadId, Transport};
use crate::core::registry::Registry;
use crate::core::remote::body;
use crate::core::sync::{Arc, DashMap, DashSet, OnceLock, Ordering, statics};

/// Numbers a hub. Unique in the process and never reused.
pub type HubId = u64;

/// Everything that belongs to one main. Two hubs never see each other's messages.
pub struct Hub {
    id: HubId,
    mailbox: Mailbox,
    /// How much may wait between main and any of its renderers.
    pub limits: Arc<Limits>,
    /// Listeners and handlers of `ipcMain`.
    pub registry: Arc<Registry>,
    peers: DashMap<PeerId, Arc<Peer>>,
    /// The renderer of each thread.
    threads: DashMap<ThreadId, Arc<Peer>>,
    /// Living threads whose renderer main has let go of, or that had to make room for another.
    retired: DashSet<ThreadId>,
    /// Main itself, if it is in another process: then this stands for it here.
    far: OnceLock<Arc<dyn Far>>,
}

impl Default for Hub {
    fn default() -> Self {
        Self::new(Limits::default())
    }
}

impl Hub {
    /// A hub that nobody has found yet.
    pub fn new(limits: Limits) -> Self {
        // Relaxed: the number only has to be unique; the directory's map publishes the hub.
        static NEXT: statics::AtomicU64 = statics::AtomicU64::new(1);
        let limits = Arc::new(limits);
        Self {
            id: NEXT.fetch_add(1, Ordering::Relaxed),
            mailbox: Mailbox::new(limits.clone()),
            limits,
            registry: Arc::default(),
            peers: DashMap::new(),
            threads: DashMap::new(),
            retired: DashSet::new(),
            far: OnceLock::new(),
        }
    }

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

    /// A renderer that has no thread yet.
    pub fn reserve(&self, transport: Transport) -> Arc<Peer> {
        let peer = Arc::new(Peer::new(None, transport, self.limits.clone()));
        self.peers.insert(peer.id(), peer.clone());
        peer
    }

    /// A renderer comes. Main learns of it by the first envelope of the new connection.
    pub fn attach(
        &self,
        thread: ThreadId,
        transport: Transport,
        introduction: Message,
    ) -> (Arc<Peer>, Arc<Connection>) {
        let Some(peer) = self.newcomer(thread, transport) else {
            let peer = Arc::new(Peer::new(Some(thread), transport, self.limits.clone()));
            let connection = peer.connection();
            connection.release();
            return (peer, connection);
        };
        let (connection, first) = peer.attach();
        let mut envelope = Envelope::notice(Kind::Attached, connection.address());
        envelope.message = introduction;
        if first && self.mailbox.post(envelope).is_err() {
            // Main is gone: the renderer finds its connection ended instead of waiting for ever.
            connection.release();
        }
        if let Some(far) = self.far() {
            far.flush(false);
        }
        (peer, connection)
    }

    /// Queues a renderer's message for main and numbers it as a request.
    ///
    /// # Errors
    /// When main, or the renderer's connection, is gone, or a limit is reached.
    pub fn post(
        &self,
        connection: &Connection,
        kind: Kind,
        message: Message,
    ) -> Result<RequestId, Refusal> {
        let request = connection.begin(kind)?;
        match self.enqueue(connection, kind, request, message) {
            Ok(()) => Ok(request),
            Err(why) => {
                connection.cancel(kind, request);
                Err(why)
            }
        }
    }

    /// Queues what a renderer says that is no request of its own, such as the answer to a call of main.
    ///
    /// # Errors
    /// When either is gone, or there is no room.
    pub fn tell(
        &self,
        connection: &Connection,
        kind: Kind,
        request: RequestId,
        message: Message,
    ) -> Result<(), Refusal> {
        if connection.is_closed() {
            return Err(Refusal::Gone);
        }
        self.enqueue(connection, kind, request, message)
    }

    /// Whether there is room for a renderer's message that carries so many bytes, and ports.
    ///
    /// # Errors
    /// When it would be refused.
    pub fn admit(&self, connection: &Connection, bytes: usize) -> Result<(), Refusal> {
        if connection.is_closed() {
            return Err(Refusal::Gone);
        }
        let envelope = Envelope::notice(Kind::PostMessage, connection.address());
        self.mailbox.admit(&envelope, bytes)
    }

    fn enqueue(
        &self,
        connection: &Connection,
        kind: Kind,
        request: RequestId,
        message: Message,
    ) -> Result<(), Refusal> {
        let far = self.far();
        if far.is_some() && body::check(kind, &message).is_err() {
            return Err(Refusal::Uncloneable);
        }
        let envelope = Envelope {
            kind,
            sender: connection.address(),
            request,
            message,
        };
        let posted = self.mailbox.post(envelope);
        if let Some(far) = far {
            far.flush(kind == Kind::Invoke);
        }
        posted.map_err(|refused| refused.why)
    }

    /// Queues a message for a renderer, or a call that main has numbered.
    ///
    /// # Errors
    /// When the renderer is gone, or there is no room.
    pub fn send(
        &self,
        peer: PeerId,
        kind: Kind,
        request: RequestId,
        message: Message,
    ) -> Result<(), Refusal> {
        let peer = self.peer(peer).ok_or(Refusal::Gone)?;
        peer.connection().send(kind, request, message)
    }

    /// Whether there is room for a message to a renderer that carries so many bytes, and ports.
    ///
    /// # Errors
    /// When it would be refused.
    pub fn admit_to(&self, peer: PeerId, bytes: usize) -> Result<(), Refusal> {
        let peer = self.peer(peer).ok_or(Refusal::Gone)?;
        peer.connection().admit(bytes)
    }

    /// The connection of this address, unless another has taken its place.
    pub fn connection_at(&self, address: Address) -> Option<Arc<Connection>> {
        let connection = self.peer(address.peer)?.connection();
        (connection.address() == address).then_some(connection)
    }

    /// The renderer's thread goes away: its requests end, and main learns of it after everything that
    /// the renderer sent before.
    pub fn detach(&self, connection: &Connection) {
        if let Some(far) = self.far() {
            // That main sees the end of it is notice enough.
            far.close();
        }
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
            if peer.transport() != Transport::InThread {
                peer.connection().release();
            }
        }
    }

    /// Main goes away: blocked renderers wake, and nothing can be queued for it any more.
    pub fn close(&self) {
        drop(self.mailbox.close());
        for peer in self.peers() {
            self.forget(peer.id());
            if let Some(far) = peer.connection().far() {
                far.close();
            }
        }
    }
}

mod far;
#[cfg(test)]
mod tests;
