//! What a hub does where a renderer, or main, is in another process.

use super::Hub;
use crate::core::connection::Connection;
use crate::core::far::Far;
use crate::core::limits::Refusal;
use crate::core::message::Envelope;
use crate::core::peer::{Peer, PeerId, ThreadId, Transport};
use crate::core::sync::Arc;

impl Hub {
    /// Main is in another process, and this thread is the renderer that it knows by this number.
    pub fn stand_in(&self, peer: PeerId, thread: ThreadId) -> Arc<Connection> {
        let limits = self.limits.clone();
        let peer = Arc::new(Peer::numbered(
            peer,
            Some(thread),
            Transport::Process,
            limits,
        ));
        self.peers.insert(peer.id(), peer.clone());
        self.threads.insert(thread, peer.clone());
        peer.connection()
    }

    /// What is posted here goes on to there.
    pub fn set_far(&self, far: Arc<dyn Far>) {
        // Once: a hub stands for one main.
        let _ = self.far.set(far);
    }

    /// Main, if it is in another process.
    pub fn far(&self) -> Option<&Arc<dyn Far>> {
        self.far.get()
    }

    /// A renderer will come in a process of its own. One that was in another process is told that it is released.
    pub fn succeed(&self, peer: &Peer) {
        // What that one has sent so far still comes.
        if let Some(far) = peer.connection().far() {
            far.bring();
        }
        if let Some(earlier) = peer.succeed() {
            earlier.release();
        }
    }

    /// The renderer's thread has taken an envelope out of its mailbox.
    pub fn taken(&self, connection: &Connection, envelope: &Envelope) {
        connection.taken(envelope);
        if let Some(far) = self.far()
            && !envelope.kind.is_notice()
        {
            far.took(envelope.bytes());
        }
    }

    /// Changes a limit, and tells renderers in other processes, which keep to it by themselves.
    pub fn set_limit(&self, limit: Refusal, value: usize) {
        self.limits.set(limit, value);
        for peer in self.peers() {
            if let Some(far) = peer.connection().far() {
                far.tell_limits(&self.limits);
            }
        }
    }
}
