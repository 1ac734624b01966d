//! What the core costs without JavaScript: the floor under the figures of `npm run bench`.
//!
//! `cargo bench --no-default-features`

// A benchmark that cannot go on says so by ending.
#![allow(clippy::expect_used)]

mod ping_pong;

use divan::{Bencher, black_box};
use ipcmain::core::mailbox::Mailbox;
use ipcmain::core::peer::Transport;
use ipcmain::core::registry::{EventName, Listener, Position, Registry};
use ipcmain::core::{Address, Answerer, Envelope, Hub, Kind, Message, Wait};

/// Lengths of payloads in bytes.
const SIZES: [usize; 3] = [16, 256, 64 * 1024];

fn main() {
    divan::main();
}

fn envelope(size: usize) -> Envelope {
    Envelope {
        kind: Kind::Send,
        sender: Address {
            peer: 1,
            generation: 1,
        },
        request: 0,
        message: message(size),
    }
}

fn message(size: usize) -> Message {
    Message::new(&vec![7; size])
}

fn take(mailbox: &Mailbox) -> Option<Envelope> {
    let mut batch = Vec::new();
    mailbox.take(&mut batch, 1, |_| true);
    batch.pop()
}

/// An envelope moves: what it carries is not copied, so its size must not count.
#[divan::bench(args = SIZES)]
fn mailbox_post_and_take(bencher: Bencher, size: usize) {
    let mailbox = Mailbox::default();
    bencher
        .with_inputs(|| envelope(size))
        .bench_values(|envelope| {
            mailbox.post(envelope).expect("it is open");
            take(&mailbox)
        });
}

/// The same with so many envelopes waiting.
#[divan::bench(args = [1, 1000, 100_000])]
fn mailbox_behind_others(bencher: Bencher, waiting: usize) {
    let mailbox = Mailbox::default();
    for _ in 0..waiting {
        mailbox.post(envelope(16)).expect("it is open");
    }
    bencher
        .with_inputs(|| envelope(16))
        .bench_values(|envelope| {
            mailbox.post(envelope).expect("it is open");
            take(&mailbox)
        });
}

/// So many threads that post and take at the same mailbox. Long samples, so that they do so at once.
#[divan::bench(threads = [1, 2, 4], sample_size = 50_000, sample_count = 20)]
fn mailbox_contended(bencher: Bencher) {
    let mailbox = Mailbox::default();
    bencher
        .with_inputs(|| envelope(16))
        .bench_values(|envelope| {
            mailbox.post(envelope).expect("it is open");
            take(&mailbox)
        });
}

/// How a message finds out whether anybody listens, among so many channels.
#[divan::bench(args = [1, 1000, 100_000])]
fn registry_lookup(bencher: Bencher, channels: u64) {
    let registry = Registry::default();
    let listener = Listener {
        function: 1,
        original: 1,
    };
    for index in 0..channels {
        let name = EventName::Text(format!("channel {index}"));
        registry.add(name, listener, Position::Last);
    }
    let name = EventName::Text("channel 0".to_owned());
    bencher.bench(|| registry.count(black_box(&name)));
}

/// A synchronous request from its posting to its answer, both in one thread: nobody has to be woken.
#[divan::bench(args = SIZES)]
fn reply_round_trip(bencher: Bencher, size: usize) {
    let hub = Hub::default();
    let (_peer, connection) = hub.attach(1, Transport::Thread, Message::default());
    drop(take(hub.mailbox()));
    let answerer = Answerer::default();
    bencher
        .with_inputs(|| (message(size), message(size)))
        .bench_local_values(|(question, answer)| {
            let request = hub
                .post(&connection, Kind::SendSync, question)
                .expect("main is there");
            let taken = take(hub.mailbox()).expect("it was posted");
            answerer
                .reply(&hub, taken.sender, taken.request, answer)
                .expect("it is open");
            let Wait::Answered(answer) = connection.reply().look(request) else {
                unreachable!("it has been answered");
            };
            answer
        });
}

/// The same for an invoke, whose answer comes through the renderer's mailbox.
#[divan::bench(args = SIZES)]
fn invoke_round_trip(bencher: Bencher, size: usize) {
    let hub = Hub::default();
    let (_peer, connection) = hub.attach(1, Transport::Thread, Message::default());
    drop(take(hub.mailbox()));
    let answerer = Answerer::default();
    bencher
        .with_inputs(|| (message(size), message(size)))
        .bench_local_values(|(question, answer)| {
            hub.post(&connection, Kind::Invoke, question)
                .expect("main is there");
            let taken = take(hub.mailbox()).expect("it was posted");
            answerer
                .reply(&hub, taken.sender, taken.request, answer)
                .expect("it is open");
            take(connection.mailbox())
        });
}
