//! One main thread: its mailbox, its registry and its renderers.

use dashmap::{DashMap, DashSet};

use crate::core::connection::Connection;
use crate::core::mailbox::{Mailbox, Taken, Wake};
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

    /// Takes main's oldest envelope, or the oldest of one renderer.
    pub fn take(&self, from: Option<PeerId>) -> Option<Taken> {
        from.map_or_else(|| self.mailbox.take(), |peer| self.mailbox.take_from(peer))
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
        introduction: Vec<u8>,
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
        envelope.message.payload = introduction;
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
    pub fn answer(&self, connection: &Connection, request: RequestId, payload: Vec<u8>) -> bool {
        let message = Message {
            payload,
            ..Message::default()
        };
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
    pub fn reply(&self, sender: Address, request: RequestId, payload: Vec<u8>) -> bool {
        self.peer(sender.peer).is_some_and(|peer| {
            let connection = peer.connection();
            connection.address() == sender && connection.settle(request, payload)
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
mod tests {
    use super::*;
    use crate::core::reply::Wait;
    use std::time::Duration;

    fn message(channel: &str) -> Message {
        Message {
            channel: channel.to_owned(),
            ..Message::default()
        }
    }

    fn take(hub: &Hub) -> Option<(Kind, PeerId, String)> {
        let envelope = hub.take(None)?.envelope;
        Some((
            envelope.kind,
            envelope.sender.peer,
            envelope.message.channel,
        ))
    }

    #[test]
    fn a_renderer_is_announced_before_its_first_message_and_after_its_last() {
        let hub = Hub::default();
        let (peer, connection) = hub.attach(7, Transport::Thread, vec![]);
        hub.post(&connection, Kind::Send, message("a"));
        hub.detach(&connection);
        hub.detach(&connection);
        let id = peer.id();
        assert_eq!(take(&hub), Some((Kind::Attached, id, String::new())));
        assert_eq!(take(&hub), Some((Kind::Send, id, "a".to_owned())));
        assert_eq!(take(&hub), Some((Kind::Detached, id, String::new())));
        assert_eq!(take(&hub), None);
    }

    #[test]
    fn messages_wait_for_a_renderer_that_is_only_expected() {
        let hub = Hub::default();
        let expected = hub.expect(7, Transport::Thread);
        assert!(!expected.is_attached());
        assert!(hub.send(expected.id(), Kind::Send, 0, message("early")));
        let (peer, connection) = hub.attach(7, Transport::Thread, vec![]);
        assert_eq!(peer.id(), expected.id());
        let taken = connection.mailbox().take().unwrap();
        assert_eq!(taken.envelope.message.channel, "early");
    }

    #[test]
    fn the_end_of_a_thread_ends_a_renderer_that_never_came() {
        let hub = Hub::default();
        let peer = hub.expect(7, Transport::Thread);
        assert!(!hub.thread_ended(8));
        assert!(hub.thread_ended(7));
        assert_eq!(take(&hub), Some((Kind::Detached, peer.id(), String::new())));
    }

    #[test]
    fn a_reply_to_an_earlier_generation_is_refused() {
        let hub = Hub::default();
        let (peer, first) = hub.attach(7, Transport::Thread, vec![]);
        hub.detach(&first);
        hub.bind(&peer, 8);
        let (_, second) = hub.attach(8, Transport::Thread, vec![]);
        let request = hub.post(&second, Kind::Invoke, message("a")).unwrap();
        assert!(!hub.reply(first.address(), request, vec![]));
        assert!(hub.reply(second.address(), request, vec![]));
        assert_eq!(second.address().peer, peer.id());
    }

    #[test]
    fn a_thread_that_main_has_let_go_of_does_not_become_a_renderer_again() {
        let hub = Hub::default();
        let peer = hub.expect(7, Transport::Thread);
        hub.forget(peer.id());
        let (_, connection) = hub.attach(7, Transport::Thread, vec![]);
        assert!(connection.is_closed());
        assert!(hub.peers().is_empty());
        hub.thread_ended(7);
        assert!(hub.retired.is_empty());
    }

    #[test]
    fn a_renderer_that_moves_to_another_thread_leaves_the_first() {
        let hub = Hub::default();
        let peer = hub.reserve();
        hub.bind(&peer, 7);
        let (_, first) = hub.attach(7, Transport::Thread, vec![]);
        hub.bind(&peer, 8);
        assert!(first.is_closed());
        let (same, second) = hub.attach(8, Transport::Thread, vec![]);
        assert_eq!(same.id(), peer.id());
        assert_eq!(second.address().generation, 2);
        assert!(hub.attach(7, Transport::Thread, vec![]).1.is_closed());
        assert!(!hub.thread_ended(7));
        assert!(hub.thread_ended(8));
    }

    #[test]
    fn two_hubs_do_not_meet() {
        let (one, two) = (Hub::default(), Hub::default());
        let (peer, connection) = one.attach(7, Transport::Thread, vec![]);
        one.post(&connection, Kind::Send, message("a"));
        assert_ne!(one.id(), two.id());
        assert!(take(&two).is_none());
        assert!(two.peer(peer.id()).is_none());
        assert!(!two.send(peer.id(), Kind::Send, 0, message("b")));
    }

    #[test]
    fn a_main_that_is_about_to_end_wakes_the_renderers_of_other_threads() {
        let hub = Hub::default();
        let (_, own) = hub.attach(0, Transport::InThread, vec![]);
        let (_, other) = hub.attach(7, Transport::Thread, vec![]);
        let request = hub.post(&other, Kind::SendSync, message("a")).unwrap();
        hub.release_threads();
        assert_eq!(other.wait(request, Duration::ZERO), Wait::Closed);
        assert!(!own.is_closed());
    }

    #[test]
    fn closing_wakes_the_blocked_and_refuses_the_rest() {
        let hub = Hub::default();
        let (_, connection) = hub.attach(7, Transport::Thread, vec![]);
        let request = hub.post(&connection, Kind::SendSync, message("a")).unwrap();
        hub.close();
        assert_eq!(connection.wait(request, Duration::ZERO), Wait::Closed);
        let late = hub.post(&connection, Kind::Send, message("b"));
        assert_eq!(late, None);
        assert!(hub.peers().is_empty());
        let (_, successor) = hub.attach(8, Transport::Thread, vec![]);
        assert!(successor.is_closed());
    }
}
