//! A hub and its model side by side.

mod main_side;
mod renderer;

use std::sync::Arc;
use std::time::Duration;

use ipcmain::core::peer::ThreadId;
use ipcmain::core::{
    Address, Answerer, Connection, Envelope, Hub, Kind, Limits, Mailbox, Message, Patience, Peer,
    PeerId, Refusal, Transport, Wait, snapshot,
};

use crate::model::{self, Item, Model, Queue};
use crate::program::Step;

/// What must happen at least once in a few hundred programs, or they prove little.
pub const OUTCOMES: [&str; 32] = [
    "answer Gone",
    "answer Ok",
    "attach again",
    "attach anew",
    "attach retired",
    "attach to nobody",
    "bind to another thread",
    "bind",
    "close",
    "detach",
    "forget",
    "invoke Gone",
    "invoke MessageBytes",
    "invoke Ok",
    "invoke PendingInvokes",
    "invoke QueuedBytes",
    "invoke QueuedMessages",
    "look Answered",
    "look Closed",
    "look Pending",
    "port Ok",
    "port QueuedBytes",
    "reply Gone",
    "reply MessageBytes",
    "reply Ok",
    "reply QueuedMessages",
    "send Gone",
    "send Ok",
    "sendSync Ok",
    "take from a crowd",
    "take in turns",
    "thread ends",
];

pub struct World {
    hub: Hub,
    answerer: Answerer,
    model: Model,
    /// The real ones, numbered as in the model.
    connections: Vec<Arc<Connection>>,
    peers: Vec<Arc<Peer>>,
    /// What main has taken and may answer, again and again.
    requests: Vec<(Address, u64)>,
    /// As many threads as have been started; their numbers begin with 1.
    threads: ThreadId,
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, real: T, model: T) -> Result<(), String> {
    if real == model {
        Ok(())
    } else {
        Err(format!(
            "{what}: the hub says {real:?}, the model {model:?}"
        ))
    }
}

fn shown<T>(kind: &str, outcome: &Result<T, Refusal>) -> String {
    match outcome {
        Ok(_) => format!("{kind} Ok"),
        Err(why) => format!("{kind} {why:?}"),
    }
}

fn message(bytes: usize) -> Message {
    Message::new(&vec![7; bytes])
}

fn items(envelopes: &[Envelope]) -> Vec<Item> {
    let item = |envelope: &Envelope| Item {
        kind: envelope.kind,
        peer: envelope.sender.peer,
        generation: envelope.sender.generation,
        request: envelope.request,
        bytes: envelope.bytes(),
    };
    envelopes.iter().map(item).collect()
}

fn same_load(what: &str, mailbox: &Mailbox, queue: &Queue) -> Result<(), String> {
    let load = mailbox.load();
    same(
        what,
        (load.messages, load.bytes),
        (queue.items.len(), queue.bytes()),
    )?;
    same(what, mailbox.seems_empty(), queue.items.is_empty())?;
    Ok(())
}

impl World {
    pub fn new() -> Self {
        let mut limits = Limits::default();
        limits.crowd = model::CROWD;
        let hub = Hub::new(limits);
        for (limit, value) in [
            (Refusal::QueuedMessages, model::MESSAGES),
            (Refusal::QueuedBytes, model::BYTES),
            (Refusal::PendingInvokes, model::INVOKES),
            (Refusal::MessageBytes, model::LARGEST),
        ] {
            hub.limits.set(limit, value);
        }
        Self {
            hub,
            answerer: Answerer::default(),
            model: Model::default(),
            connections: Vec::new(),
            peers: Vec::new(),
            requests: Vec::new(),
            threads: 0,
        }
    }

    /// Has both do the same, and says what it was.
    pub fn take(&mut self, step: Step) -> Result<String, String> {
        let what = self.step(step)?;
        self.compare(6)
            .map_err(|why| format!("after {what}: {why}"))?;
        Ok(what)
    }

    /// Reads all that is left.
    pub fn finish(mut self) -> Result<(), String> {
        self.step(Step::Take { most: usize::MAX })?;
        for connection in 0..self.connections.len() {
            let most = usize::MAX;
            self.step(Step::Read { connection, most })?;
        }
        self.compare(usize::MAX)?;
        let living = self.model.peers.values();
        let pending: usize = living
            .map(|peer| self.model.connections[peer.connection].open_requests())
            .sum();
        let shown = snapshot::of_hub(&self.hub);
        same(
            "pending requests",
            shown["pendingRequests"].as_u64(),
            Some(pending as u64),
        )
    }

    /// The youngest connections, so many.
    fn compare(&self, connections: usize) -> Result<(), String> {
        same_load("main's queue", self.hub.mailbox(), &self.model.main)?;
        let both = self.connections.iter().zip(&self.model.connections);
        for (real, model) in both.rev().take(connections) {
            same_load("a renderer's queue", real.mailbox(), &model.queue)?;
            same("open requests", real.open_requests(), model.open_requests())?;
            same("closed", real.is_closed(), model.closed)?;
        }
        let real: Vec<_> = self.hub.peers().iter().map(|peer| peer.id()).collect();
        same("peers", real, self.model.peers.keys().copied().collect())?;
        Ok(())
    }

    fn step(&mut self, step: Step) -> Result<String, String> {
        // The youngest: the others have ended, most of them.
        let connection =
            |number: usize, all: usize| (all > 0).then(|| all - 1 - number % all.min(3));
        let all = self.connections.len();
        match step {
            Step::Expect { thread, in_thread } => self.expect(thread, in_thread),
            Step::Reserve => self.reserve(),
            Step::Bind { peer } => self.bind(peer),
            Step::Attach { thread } => self.attach(thread),
            Step::Take { most } => self.take_main(most),
            Step::TakeFrom { peer } => self.take_from(peer),
            Step::Reply { request, bytes } => self.reply(request, bytes),
            Step::Send { peer, bytes } => self.send(peer, bytes),
            Step::ThreadEnds { thread } => self.thread_ends(thread),
            Step::Forget { peer } => {
                let id = self.peer(peer);
                self.hub.forget(id);
                self.model.forget(id);
                Ok("forget".to_owned())
            }
            Step::ReleaseThreads => {
                self.hub.release_threads();
                let threads = self.model.peers.values().filter(|peer| !peer.in_thread);
                for peer in threads {
                    self.model.connections[peer.connection].release();
                }
                Ok("release".to_owned())
            }
            Step::Close => {
                self.hub.close();
                self.model.main = Queue::closed();
                let all: Vec<_> = self.model.peers.keys().copied().collect();
                for id in all {
                    self.model.forget(id);
                }
                Ok("close".to_owned())
            }
            Step::Post {
                connection: n,
                kind,
                bytes,
            } => connection(n, all).map_or(nothing(), |n| self.post(n, kind, bytes)),
            Step::PostPort {
                connection: n,
                bytes,
            } => connection(n, all).map_or(nothing(), |n| self.post_port(n, bytes)),
            Step::Answer {
                connection: n,
                bytes,
            } => connection(n, all).map_or(nothing(), |n| self.answer(n, bytes)),
            Step::Read {
                connection: n,
                most,
            } => connection(n, all).map_or(nothing(), |n| self.read(n, most)),
            Step::Look { connection: n } => connection(n, all).map_or(nothing(), |n| self.look(n)),
            Step::Abandon { connection: n } => {
                let Some(n) = connection(n, all) else {
                    return nothing();
                };
                let last = self.model.connections[n].last;
                self.connections[n].abandon(last);
                let waiting = &mut self.model.connections[n].waiting;
                waiting.retain(|(request, _)| *request != last);
                Ok("abandon".to_owned())
            }
            Step::Detach { connection: n } => {
                let Some(n) = connection(n, all) else {
                    return nothing();
                };
                self.hub.detach(&self.connections[n]);
                self.model.detach(n);
                Ok("detach".to_owned())
            }
        }
    }
}

fn nothing() -> Result<String, String> {
    Ok("nothing".to_owned())
}
