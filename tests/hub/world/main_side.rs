//! What main does, and what becomes of threads.

use super::*;

impl World {
    /// A thread that there is, or a new one.
    pub(super) fn thread(&mut self, number: usize) -> ThreadId {
        let number = ThreadId::try_from(number).expect("it is small");
        if number % 12 == 0 || self.threads == 0 {
            self.threads += 1;
            return self.threads;
        }
        self.threads - number % self.threads.min(4)
    }

    pub(super) fn peer(&self, number: usize) -> PeerId {
        let chosen = (!self.peers.is_empty())
            .then(|| &self.peers[self.peers.len() - 1 - number % self.peers.len().min(3)]);
        chosen.map_or(PeerId::MAX, |peer| peer.id())
    }

    pub(super) fn know(&mut self, peer: Arc<Peer>, thread: Option<ThreadId>, in_thread: bool) {
        self.model.add_peer(peer.id(), thread, in_thread);
        self.connections.push(peer.connection());
        self.peers.push(peer);
    }

    pub(super) fn expect(&mut self, thread: usize, in_thread: bool) -> Result<String, String> {
        let thread = self.thread(thread);
        let transport = if in_thread {
            Transport::InThread
        } else {
            Transport::Thread
        };
        let peer = self.hub.expect(thread, transport);
        match self.model.threads.get(&thread) {
            Some(known) => same("the peer of a thread", peer.id(), *known)?,
            None => self.know(peer, Some(thread), in_thread),
        }
        Ok("expect".to_owned())
    }

    pub(super) fn reserve(&mut self) -> Result<String, String> {
        let peer = self.hub.reserve(Transport::Thread);
        self.know(peer, None, false);
        Ok("reserve".to_owned())
    }

    pub(super) fn bind(&mut self, number: usize) -> Result<String, String> {
        let id = self.peer(number);
        let Some(peer) = self.hub.peer(id) else {
            return nothing();
        };
        self.threads += 1;
        let thread = self.threads;
        self.hub.bind(&peer, thread);
        self.model.threads.insert(thread, id);
        let known = self.model.peers.get_mut(&id).ok_or("no such peer")?;
        let Some(earlier) = known.thread.replace(thread) else {
            return Ok("bind".to_owned());
        };
        let left = known.connection;
        known.attached = false;
        known.connection = self.model.connections.len();
        let generation = self.model.connections[left].generation + 1;
        self.model.connect(id, generation);
        self.connections.push(peer.connection());
        self.model.retire(earlier, id, left);
        Ok("bind to another thread".to_owned())
    }

    pub(super) fn send(&mut self, number: usize, bytes: usize) -> Result<String, String> {
        let id = self.peer(number);
        let real = self.hub.send(id, Kind::Send, 0, message(bytes));
        let model = self
            .model
            .peers
            .get(&id)
            .map_or(Err(Refusal::Gone), |peer| {
                let connection = &mut self.model.connections[peer.connection];
                let item = connection.item(Kind::Send, 0, bytes);
                connection.queue.post(item)
            });
        same("send", real, model)?;
        Ok(shown("send", &real))
    }

    pub(super) fn reply(&mut self, number: usize, bytes: usize) -> Result<String, String> {
        if self.requests.is_empty() {
            return nothing();
        }
        let (sender, request) = self.requests[number % self.requests.len()];
        let real = self
            .answerer
            .reply(&self.hub, sender, request, message(bytes));
        let peer = self.model.peers.get(&sender.peer);
        let connection = peer.map(|peer| &mut self.model.connections[peer.connection]);
        let model = match connection {
            Some(connection) if connection.generation == sender.generation => {
                connection.settle(request, bytes)
            }
            _ => Err(Refusal::Gone),
        };
        same("reply", real, model)?;
        Ok(shown("reply", &real))
    }

    pub(super) fn take_main(&mut self, most: usize) -> Result<String, String> {
        let in_turns = self.model.main.turns.is_some();
        let mut batch = Vec::new();
        self.hub.mailbox().take(&mut batch, most, |_| true);
        self.took(&batch, |model| model.main.take(most))?;
        Ok(if in_turns { "take in turns" } else { "take" }.to_owned())
    }

    pub(super) fn take_from(&mut self, number: usize) -> Result<String, String> {
        let id = self.peer(number);
        let is_crowd = self.model.main.turns.is_some();
        let taken: Vec<_> = self.hub.mailbox().take_from(id).into_iter().collect();
        self.took(&taken, |model| {
            model.main.take_from(id).into_iter().collect()
        })?;
        Ok(if is_crowd {
            "take from a crowd"
        } else {
            "take from"
        }
        .to_owned())
    }

    pub(super) fn took(
        &mut self,
        batch: &[Envelope],
        model: impl FnOnce(&mut Model) -> Vec<Item>,
    ) -> Result<(), String> {
        same("what main took", items(batch), model(&mut self.model))?;
        let requests = batch.iter().filter(|envelope| envelope.request > 0);
        self.requests
            .extend(requests.map(|envelope| (envelope.sender, envelope.request)));
        Ok(())
    }

    pub(super) fn thread_ends(&mut self, number: usize) -> Result<String, String> {
        let thread = self.thread(number);
        let real = self.hub.thread_ended(thread);
        self.model.retired.remove(&thread);
        let peer = self.model.threads.get(&thread).copied();
        same("whether it was one", real, peer.is_some())?;
        if let Some(peer) = peer.and_then(|id| self.model.peers.get(&id)) {
            self.model.detach(peer.connection);
        }
        Ok("thread ends".to_owned())
    }
}
