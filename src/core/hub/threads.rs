//! Which renderer a thread is, from before it comes until after it has ended.

use crate::core::connection::Connection;
use crate::core::hub::Hub;
use crate::core::peer::{Peer, PeerId, ThreadId, Transport};
use crate::core::sync::Arc;

impl Hub {
    /// The renderer of a thread, made if it is not known yet, so that messages to it can queue
    /// before it comes.
    pub fn expect(&self, thread: ThreadId, transport: Transport) -> Arc<Peer> {
        let peer = self.threads.entry(thread).or_insert_with(|| {
            let peer = Arc::new(Peer::new(Some(thread), transport, self.limits.clone()));
            self.peers.insert(peer.id(), peer.clone());
            peer
        });
        peer.clone()
    }

    /// A renderer will come on this thread. If it was on another, that one is told that it is released.
    pub fn bind(&self, peer: &Arc<Peer>, thread: ThreadId) {
        self.threads.insert(thread, peer.clone());
        if let Some((earlier, connection)) = peer.bind(thread) {
            self.retire(earlier, &connection);
        }
    }

    /// The renderer that comes on a thread; none when main has let go of that thread.
    pub(super) fn newcomer(&self, thread: ThreadId, transport: Transport) -> Option<Arc<Peer>> {
        if self.retired.contains(&thread) {
            return None;
        }
        let peer = self.expect(thread, transport);
        // Asked once more: main may have let go of the thread in between, and then this peer was made anew.
        // `retire` marks the thread before it forgets its peer, so it is noticed here.
        if !self.retired.contains(&thread) {
            return Some(peer);
        }
        self.forget_thread(thread, peer.id());
        if peer.thread() == Some(thread) {
            self.peers.remove(&peer.id());
        }
        None
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

    /// A thread is no renderer any more. While it lives, it does not become one again.
    pub(super) fn retire(&self, thread: ThreadId, connection: &Connection) {
        // Before all else: see `newcomer`.
        let is_new = self.retired.insert(thread);
        self.forget_thread(thread, connection.address().peer);
        if !connection.release() && is_new {
            // It has ended, and nobody will say so again.
            self.retired.remove(&thread);
        }
    }

    fn forget_thread(&self, thread: ThreadId, peer: PeerId) {
        self.threads
            .remove_if(&thread, |_, known| known.id() == peer);
    }
}
