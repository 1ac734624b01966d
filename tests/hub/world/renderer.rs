//! What renderers do.

use super::*;

impl World {
    pub(super) fn attach(&mut self, number: usize) -> Result<String, String> {
        let thread = self.thread(number);
        let (peer, connection) = self.hub.attach(thread, Transport::Thread, message(9));
        if self.model.retired.contains(&thread) {
            same("closed", connection.is_closed(), true)?;
            let number = self.model.connect(peer.id(), 1);
            self.model.connections[number].release();
            self.connections.push(connection);
            return Ok("attach retired".to_owned());
        }
        let anew = !self.model.threads.contains_key(&thread);
        if anew {
            self.know(peer.clone(), Some(thread), false);
        }
        let known = self.model.peers.get_mut(&peer.id()).ok_or("no such peer")?;
        let number = known.connection;
        same(
            "the connection",
            Arc::ptr_eq(&connection, &self.connections[number]),
            true,
        )?;
        if std::mem::replace(&mut known.attached, true) {
            return Ok("attach again".to_owned());
        }
        let attached = self.model.connections[number].item(Kind::Attached, 0, 9);
        if self.model.main.post(attached).is_err() {
            self.model.connections[number].release();
            return Ok("attach to nobody".to_owned());
        }
        Ok(if anew { "attach anew" } else { "attach" }.to_owned())
    }

    pub(super) fn post(&mut self, n: usize, kind: Kind, bytes: usize) -> Result<String, String> {
        let real = self.hub.post(&self.connections[n], kind, message(bytes));
        let model = self.model.connections[n].post(&mut self.model.main, kind, bytes);
        same("post", real, model)?;
        Ok(shown(kind.name(), &real))
    }

    pub(super) fn post_port(&mut self, n: usize, bytes: usize) -> Result<String, String> {
        let real = self.hub.admit(&self.connections[n], bytes);
        let connection = &mut self.model.connections[n];
        let asked = connection.item(Kind::PostMessage, connection.last + 1, bytes);
        let model = if connection.closed {
            Err(Refusal::Gone)
        } else {
            self.model.main.admit(asked)
        };
        same("admit", real, model)?;
        if real.is_ok() {
            let mut message = message(bytes);
            message.ports = 1;
            let posted = self
                .hub
                .post(&self.connections[n], Kind::PostMessage, message);
            let model = connection.post(&mut self.model.main, Kind::PostMessage, bytes);
            same("post what was admitted", posted, model)?;
        }
        Ok(shown("port", &real))
    }

    pub(super) fn answer(&mut self, n: usize, bytes: usize) -> Result<String, String> {
        let real = self
            .hub
            .tell(&self.connections[n], Kind::Return, 5, message(bytes));
        let connection = &self.model.connections[n];
        let model = if connection.closed {
            Err(Refusal::Gone)
        } else {
            self.model
                .main
                .post(connection.item(Kind::Return, 5, bytes))
        };
        same("answer", real, model)?;
        Ok(shown("answer", &real))
    }

    pub(super) fn read(&mut self, n: usize, most: usize) -> Result<String, String> {
        let mut batch = Vec::new();
        self.connections[n]
            .mailbox()
            .take(&mut batch, most, |_| true);
        for envelope in &batch {
            self.connections[n].taken(envelope);
        }
        let model = self.model.connections[n].read(most);
        same("what a renderer took", items(&batch), model)?;
        Ok("read".to_owned())
    }

    pub(super) fn look(&mut self, n: usize) -> Result<String, String> {
        let model = &mut self.model.connections[n];
        let request = model.waiting.last().map_or(1, |(request, _)| *request);
        let position = model.waiting.iter().position(|(open, _)| *open == request);
        let expected = match position.map(|index| (index, model.waiting[index].1)) {
            Some((_, None)) if !model.closed => Wait::Pending,
            Some((index, answer)) => {
                model.waiting.remove(index);
                answer.map_or(Wait::Closed, |bytes| Wait::Answered(message(bytes)))
            }
            None => Wait::Closed,
        };
        let patience = &mut Patience::default();
        let real = self.connections[n].wait(request, Duration::ZERO, patience);
        let what = match &real {
            Wait::Answered(_) => "look Answered",
            Wait::Closed => "look Closed",
            Wait::Pending => "look Pending",
        };
        same("wait", real, expected)?;
        Ok(what.to_owned())
    }
}
