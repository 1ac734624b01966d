//! Many threads on one hub, for the race detector (`ci/tsan.sh`) and under delays: renderers that send, ask and end,
//! a main that answers, and others that look at the same moment.
//!
//! `IPCMAIN_STRESS=200` runs so many rounds instead of a few.

#![cfg(not(ipc_sync = "loom"))]
// Tests say what they expect by failing.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Thread};
use std::time::Duration;

use ipcmain::core::peer::ThreadId;
use ipcmain::core::registry::{EventName, Listener, Position};
use ipcmain::core::{
    Answerer, Blocks, Connection, Consumer, Directory, Envelope, Hub, Kind, Mailbox, Message,
    Patience, PeerId, Refusal, Transport, Wait, Wake, snapshot,
};

const RENDERERS: u32 = 4;
const MESSAGES: u32 = 400;

/// What each of a renderer's messages is.
const KINDS: [Kind; 3] = [Kind::Send, Kind::Invoke, Kind::SendSync];

struct Bell(Thread);

impl Wake for Bell {
    fn wake(&self) {
        self.0.unpark();
    }

    fn wake_next_turn(&self) {
        self.0.unpark();
    }
}

/// Does with each envelope of a mailbox what `deal` says, until that is false.
fn consume(mailbox: &Mailbox, mut deal: impl FnMut(Envelope) -> bool) {
    let mut consumer = Consumer::default();
    let mut woken = true;
    loop {
        let mut batch = Vec::new();
        consumer.next(mailbox, woken, &mut batch, |_| true);
        woken = batch.is_empty();
        if woken {
            // It may also wake for nothing, and then finds nothing.
            thread::park();
        }
        for envelope in batch {
            if !deal(envelope) {
                return;
            }
        }
    }
}

fn message(number: u32) -> Message {
    Message::new(&number.to_ne_bytes())
}

fn with_block(number: u32) -> Message {
    Message {
        blocks: vec![Blocks::of_process().copy(&[7; 40_000]).unwrap()],
        ..message(number)
    }
}

fn number(message: Message) -> u32 {
    for block in message.blocks {
        Blocks::of_process().give(block);
    }
    u32::from_ne_bytes(message.body.as_slice().try_into().unwrap())
}

/// One renderer: numbered messages of all kinds, each answer in its place, and then it ends.
fn renderer(hub: &Hub, thread: ThreadId) {
    let (peer, connection) = hub.attach(thread, Transport::Thread, message(0));
    assert!(peer.is_attached());
    drop(connection.open(Box::new(Bell(thread::current()))));
    let mut patience = Patience::default();
    let mut asked = HashMap::new();
    for n in 0..MESSAGES {
        let kind = KINDS[n as usize % KINDS.len()];
        let request = loop {
            let message = if n.is_multiple_of(50) {
                with_block(n)
            } else {
                message(n)
            };
            match hub.post(&connection, kind, message) {
                Ok(request) => break request,
                Err(Refusal::QueuedMessages) => thread::yield_now(),
                Err(why) => panic!("{why:?}"),
            }
        };
        match kind {
            Kind::Invoke => drop(asked.insert(request, n)),
            Kind::SendSync => {
                assert_eq!(wait(&connection, request, &mut patience), n);
            }
            _ => {}
        }
    }
    consume(connection.mailbox(), |envelope| {
        connection.taken(&envelope);
        if envelope.kind == Kind::Reply {
            let expected = asked.remove(&envelope.request);
            assert_eq!(Some(number(envelope.message)), expected);
        }
        !asked.is_empty()
    });
    assert_eq!(connection.open_requests(), 0);
    hub.detach(&connection);
}

fn wait(connection: &Connection, request: u64, patience: &mut Patience) -> u32 {
    loop {
        match connection.wait(request, Duration::from_millis(10), patience) {
            Wait::Pending => {}
            Wait::Answered(answer) => return number(answer),
            Wait::Closed => panic!("main is still there"),
        }
    }
}

/// Main: answers everything, and sends something back, until all renderers have ended. Returns how many messages
/// came of each.
fn main_loop(hub: &Hub) -> HashMap<PeerId, u32> {
    drop(hub.open(Box::new(Bell(thread::current()))));
    let answerer = Answerer::default();
    let mut came = HashMap::new();
    let mut ended = 0;
    consume(hub.mailbox(), |envelope| {
        let Envelope {
            kind,
            sender,
            request,
            message: body,
        } = envelope;
        match kind {
            Kind::Attached => assert_eq!(came.insert(sender.peer, 0), None),
            Kind::Detached => ended += 1,
            _ => {
                let n = number(body);
                let next = came.get_mut(&sender.peer).expect("it was announced");
                assert_eq!(n, *next, "the order of renderer {}", sender.peer);
                *next += 1;
                if kind != Kind::Send {
                    let outcome = answerer.reply(hub, sender, request, message(n));
                    assert_eq!(outcome, Ok(()));
                }
                // It may have ended, or have no room.
                let _ = hub.send(sender.peer, Kind::Send, 0, with_block(n));
            }
        }
        ended < RENDERERS
    });
    came
}

/// What other threads do meanwhile: they look, register and set limits.
fn meddle(hub: &Hub, directory: &Directory, stopped: &AtomicBool) {
    let listener = Listener {
        function: 1,
        original: 1,
    };
    let mut n = 0;
    // Relaxed: it may stop a little later.
    while !stopped.load(Ordering::Relaxed) {
        n += 1;
        let name = EventName::Text(format!("channel {}", n % 5));
        hub.registry.add(name.clone(), listener, Position::Last);
        assert!(snapshot::of_hub(hub)["peers"].is_array());
        hub.registry.remove(name, 1);
        hub.limits.set(Refusal::QueuedMessages, 20 + n % 100);
        directory.claim(1000, hub.id());
        assert_eq!(
            directory.claimant(1000).map(|found| found.id()),
            Some(hub.id())
        );
        // One that never comes, and one that comes and is let go of.
        let thread = ThreadId::try_from(10_000 + n).unwrap();
        let peer = hub.expect(thread, Transport::InThread);
        hub.forget(peer.id());
        hub.thread_ended(thread);
        thread::yield_now();
    }
}

fn round(directory: &Directory) {
    let hub = directory.create_hub();
    let stopped = AtomicBool::new(false);
    let came = thread::scope(|scope| {
        for thread in 1..=RENDERERS {
            let hub = &hub;
            scope.spawn(move || renderer(hub, thread));
        }
        scope.spawn(|| meddle(&hub, directory, &stopped));
        let came = main_loop(&hub);
        stopped.store(true, Ordering::Relaxed);
        came
    });
    assert_eq!(came.len(), RENDERERS as usize);
    assert!(came.values().all(|count| *count == MESSAGES));
    assert_eq!(hub.mailbox().load().messages, 0);
    directory.close(&hub);
    assert_eq!(Arc::strong_count(&hub), 1);
}

/// A main that ends under renderers which are blocked, sending, or about to come.
fn round_without_end(directory: &Directory) {
    let hub = directory.create_hub();
    thread::scope(|scope| {
        for thread in 1..=RENDERERS {
            let hub = &hub;
            scope.spawn(move || {
                let (_, connection) = hub.attach(thread, Transport::Thread, message(0));
                drop(connection.open(Box::new(Bell(thread::current()))));
                while let Ok(request) = hub.post(&connection, Kind::SendSync, message(1)) {
                    let slice = Duration::from_secs(60);
                    let outcome = connection.wait(request, slice, &mut Patience::default());
                    assert_ne!(outcome, Wait::Pending, "nobody has woken it");
                }
                hub.detach(&connection);
            });
        }
        let answerer = Answerer::default();
        let mut batch = Vec::new();
        for _ in 0..20 {
            hub.mailbox().take(&mut batch, 3, |_| true);
            for envelope in batch.drain(..) {
                let Envelope {
                    sender,
                    request,
                    message,
                    ..
                } = envelope;
                let _ = answerer.reply(&hub, sender, request, message);
            }
            thread::yield_now();
        }
        directory.close(&hub);
    });
    // Those that came too late are known, and have ended.
    assert!(hub.peers().iter().all(|peer| peer.connection().is_closed()));
    assert_eq!(hub.mailbox().load().messages, 0);
}

#[test]
fn threads_do_not_disturb_each_other() {
    // The others would wait for the one that has failed.
    let say = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |what| {
        say(what);
        std::process::abort();
    }));
    let rounds = std::env::var("IPCMAIN_STRESS").map_or(5, |text| text.parse().unwrap());
    let directory = Directory::default();
    for _ in 0..rounds {
        round(&directory);
        round_without_end(&directory);
    }
    println!(
        "{rounds} rounds, {} messages",
        rounds * u64::from(RENDERERS * MESSAGES)
    );
}
