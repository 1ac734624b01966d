//! One renderer over all its attachments.

use crate::core::connection::Connection;
use crate::core::message::Address;
use crate::core::registry::Registry;
use crate::core::sync::{Arc, AtomicU32, Mutex, Ordering};

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
}

impl Transport {
    /// The name in snapshots.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Thread => "thread",
            Self::InThread => "in-thread",
        }
    }
}

/// A renderer as its main knows it.
pub struct Peer {
    id: PeerId,
    thread: ThreadId,
    transport: Transport,
    /// Listeners and handlers of `webContents.ipc`.
    pub contents: Arc<Registry>,
    /// Listeners and handlers of `webContents.mainFrame.ipc`.
    pub frame: Arc<Registry>,
    /// Protects which connection is the present one; held only to read or replace it.
    link: Mutex<Link>,
}

struct Link {
    connection: Arc<Connection>,
    attached: bool,
}

impl Peer {
    /// A renderer that is expected but has not come yet.
    pub fn new(thread: ThreadId, transport: Transport) -> Self {
        // Relaxed: the number only has to be unique and growing; what carries it to other threads
        // is the map that the peer is put into.
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        Self {
            id,
            thread,
            transport,
            contents: Arc::default(),
            frame: Arc::default(),
            link: Mutex::new(Link {
                connection: Arc::new(Connection::new(Address {
                    peer: id,
                    generation: 1,
                })),
                attached: false,
            }),
        }
    }

    /// The renderer's number.
    pub const fn id(&self) -> PeerId {
        self.id
    }

    /// The thread that it runs on.
    pub const fn thread(&self) -> ThreadId {
        self.thread
    }

    /// How it is reached.
    pub const fn transport(&self) -> Transport {
        self.transport
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
    /// A renderer that comes after its connection ended gets the next generation.
    pub fn attach(&self) -> (Arc<Connection>, bool) {
        let mut link = self.link.lock();
        if link.connection.is_closed() {
            let Address { peer, generation } = link.connection.address();
            link.connection = Arc::new(Connection::new(Address {
                peer,
                generation: generation + 1,
            }));
            link.attached = false;
        }
        let first = !std::mem::replace(&mut link.attached, true);
        (link.connection.clone(), first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_grow_and_are_never_reused() {
        let first = Peer::new(1, Transport::Thread).id();
        let second = Peer::new(1, Transport::Thread).id();
        assert!(first > 0);
        assert!(second > first);
    }

    #[test]
    fn a_renderer_attaches_to_the_connection_that_was_prepared_for_it() {
        let peer = Peer::new(1, Transport::Thread);
        let prepared = peer.connection();
        let (connection, first) = peer.attach();
        assert!(first);
        assert!(Arc::ptr_eq(&prepared, &connection));
        assert!(!peer.attach().1);
    }

    #[test]
    fn a_successor_has_a_higher_generation() {
        let peer = Peer::new(1, Transport::Thread);
        let (connection, _) = peer.attach();
        drop(connection.close());
        let (successor, first) = peer.attach();
        assert!(first);
        assert_eq!(successor.address().generation, 2);
        assert_eq!(successor.address().peer, peer.id());
    }
}
