//! One renderer over all its attachments.

use crate::core::connection::Connection;
use crate::core::limits::Limits;
use crate::core::message::Address;
use crate::core::registry::Registry;
use crate::core::sync::{Arc, Mutex, Ordering, statics};

/// Numbers a renderer. Positive, unique in the process and never reused.
pub type PeerId = u32;

/// Numbers a JavaScript thread of the process, as Node does. Never reused.
pub type ThreadId = u32;

/// How a renderer is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// A thread of its own.
    Thread,
    /// The thread of its main.
    InThread,
    /// A process of its own.
    Process,
}

impl Transport {
    /// The name in snapshots.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Thread => "thread",
            Self::InThread => "in-thread",
            Self::Process => "process",
        }
    }
}

/// A renderer as its main knows it.
pub struct Peer {
    id: PeerId,
    transport: Transport,
    /// Listeners and handlers of `webContents.ipc`.
    pub contents: Arc<Registry>,
    /// Listeners and handlers of `webContents.mainFrame.ipc`.
    pub frame: Arc<Registry>,
    /// Protects on which thread the renderer is and which connection is the present one; held only to
    /// read or replace them.
    link: Mutex<Link>,
    limits: Arc<Limits>,
}

struct Link {
    thread: Option<ThreadId>,
    connection: Arc<Connection>,
    attached: bool,
}

impl Peer {
    /// A renderer that is expected but has not come yet, on a thread if it has one already.
    pub fn new(thread: Option<ThreadId>, transport: Transport, limits: Arc<Limits>) -> Self {
        // Relaxed: the number only has to be unique and growing; what carries it to other threads
        // is the map that the peer is put into.
        static NEXT: statics::AtomicU32 = statics::AtomicU32::new(1);
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        Self::numbered(id, thread, transport, limits)
    }

    /// One that its main, in another process, has given this number.
    pub fn numbered(
        id: PeerId,
        thread: Option<ThreadId>,
        transport: Transport,
        limits: Arc<Limits>,
    ) -> Self {
        let address = Address {
            peer: id,
            generation: 1,
        };
        Self {
            id,
            transport,
            contents: Arc::default(),
            frame: Arc::default(),
            link: Mutex::new(Link {
                thread,
                connection: Arc::new(Connection::new(address, limits.clone())),
                attached: false,
            }),
            limits,
        }
    }

    /// The renderer's number.
    pub const fn id(&self) -> PeerId {
        self.id
    }

    /// How it is reached.
    pub const fn transport(&self) -> Transport {
        self.transport
    }

    /// The thread that it runs on, if it has one.
    pub fn thread(&self) -> Option<ThreadId> {
        self.link.lock().thread
    }

    /// Its present connection.
    pub fn connection(&self) -> Arc<Connection> {
        self.link.lock().connection.clone()
    }

    /// Whether the renderer has come.
    pub fn is_attached(&self) -> bool {
        self.link.lock().attached
    }

    /// The renderer has come. Returns its connection, and whether it came for the first time on it.
    pub fn attach(&self) -> (Arc<Connection>, bool) {
        let mut link = self.link.lock();
        let first = !std::mem::replace(&mut link.attached, true);
        (link.connection.clone(), first)
    }

    /// The renderer of this connection has come. Main may have made room for another meanwhile.
    pub fn attach_to(&self, connection: &Arc<Connection>) {
        let mut link = self.link.lock();
        link.attached |= Arc::ptr_eq(&link.connection, connection);
    }

    /// The renderer will come in a process of its own. One that was in another process gets a new connection, of
    /// the next generation; the one that it had is returned.
    pub fn succeed(&self) -> Option<Arc<Connection>> {
        let mut link = self.link.lock();
        link.connection.far()?;
        Some(self.replace(&mut link))
    }

    /// The renderer will come on this thread. One that was on another thread gets a new connection, of
    /// the next generation; that thread and the connection it had are returned.
    pub fn bind(&self, thread: ThreadId) -> Option<(ThreadId, Arc<Connection>)> {
        let mut link = self.link.lock();
        let earlier = link.thread.replace(thread)?;
        Some((earlier, self.replace(&mut link)))
    }

    fn replace(&self, link: &mut Link) -> Arc<Connection> {
        let Address { peer, generation } = link.connection.address();
        let address = Address {
            peer,
            generation: generation + 1,
        };
        let next = Arc::new(Connection::new(address, self.limits.clone()));
        link.attached = false;
        std::mem::replace(&mut link.connection, next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(thread: Option<ThreadId>) -> Peer {
        Peer::new(thread, Transport::Thread, Arc::default())
    }

    #[test]
    fn numbers_grow_and_are_never_reused() {
        let first = new(Some(1)).id();
        let second = new(Some(1)).id();
        assert!(first > 0);
        assert!(second > first);
    }

    #[test]
    fn a_renderer_attaches_to_the_connection_that_was_prepared_for_it() {
        let peer = new(Some(1));
        let prepared = peer.connection();
        let (connection, first) = peer.attach();
        assert!(first);
        assert!(Arc::ptr_eq(&prepared, &connection));
        assert!(!peer.attach().1);
    }

    #[test]
    fn a_successor_on_another_thread_has_a_higher_generation() {
        let peer = new(None);
        assert!(peer.bind(1).is_none());
        let (connection, _) = peer.attach();
        let (thread, earlier) = peer.bind(2).unwrap();
        assert_eq!(thread, 1);
        assert!(Arc::ptr_eq(&connection, &earlier));
        assert!(!peer.is_attached());
        let (successor, first) = peer.attach();
        assert!(first);
        assert_eq!(successor.address().generation, 2);
        assert_eq!(successor.address().peer, peer.id());
    }
}
