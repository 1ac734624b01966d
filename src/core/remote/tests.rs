//! A renderer in another process, as the bytes that it writes.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::thread;
use std::time::{Duration, Instant};

use super::*;
use crate::core::hub::Hub;
use crate::core::message::{Kind, Message};
use crate::core::peer::{Peer, Transport};
use crate::core::remote::frame::{Frame, HEAD, Head};
use crate::core::sync::Arc;

const PROTOCOL: u32 = 3;

/// The channel `x` and no arguments.
const BODY: &[u8] = &[1, 1, 1, b'x', 0];

fn served() -> (Arc<Hub>, Arc<Peer>, UnixStream) {
    let hub = Arc::new(Hub::default());
    let peer = hub.reserve(Transport::Process);
    let (stream, child) = UnixStream::pair().unwrap();
    serve(&hub, &peer, stream, PROTOCOL).unwrap();
    (hub, peer, child)
}

fn frame(kind: Kind, request: u64, body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let head = Head {
        kind: kind as u8,
        blocks: 0,
        body: body.len(),
        ports: 0,
        request,
    };
    head.write(&mut bytes);
    bytes.extend_from_slice(body);
    bytes
}

/// A greeting, an introduction and some messages.
fn conversation() -> Vec<u8> {
    let mut bytes = Vec::new();
    Frame::Hello(PROTOCOL).write_control(&mut bytes);
    bytes.extend(frame(Kind::Attached, 0, &[1, 3, 0, 0xff, 15, b'_']));
    let kinds = [
        Kind::Invoke,
        Kind::Send,
        Kind::Invoke,
        Kind::Send,
        Kind::SendSync,
    ];
    for (request, kind) in (1..).zip(kinds) {
        bytes.extend(frame(kind, request, BODY));
    }
    bytes
}

fn has_ended(peer: &Peer) -> bool {
    peer.connection().far().is_none_or(|far| far.has_ended())
}

fn wait_until(what: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !what() {
        assert!(Instant::now() < deadline, "it hangs");
        thread::sleep(Duration::from_micros(200));
    }
}

#[test]
fn fault_130_whatever_bytes_come_the_connection_ends_and_nothing_is_left() {
    let whole = conversation();
    let mut state = 7_u64;
    let mut random = move |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(state >> 33).unwrap() % below
    };
    for _ in 0..500 {
        let (hub, peer, mut child) = served();
        let mut bytes = whole.clone();
        for _ in 0..=random(6) {
            let place = random(bytes.len());
            bytes[place] = random(256).to_le_bytes()[0];
        }
        bytes.truncate(1 + random(bytes.len()));
        for piece in bytes.chunks(1 + random(bytes.len())) {
            // Main may have hung up.
            let _ = child.write_all(piece);
        }
        drop(child);
        wait_until(|| has_ended(&peer));
        assert_eq!(peer.connection().open_requests(), 0);
        // Who reads the socket has told of the end and lets go of it then.
        wait_until(|| Arc::strong_count(&hub) == 1);
    }
}

#[test]
fn fault_130_a_conversation_may_be_cut_anywhere() {
    let whole = conversation();
    for piece in [1, 7, 20, 21, whole.len()] {
        let (hub, peer, mut child) = served();
        for bytes in whole.chunks(piece) {
            child.write_all(bytes).unwrap();
        }
        wait_until(|| hub.mailbox().load().messages == 6);
        assert_eq!(peer.connection().open_requests(), 3);
        assert_eq!(
            peer.connection().far().and_then(|far| far.violation()),
            None
        );
        drop(child);
        wait_until(|| has_ended(&peer));
    }
}

#[test]
fn a_reader_that_takes_nothing_has_no_more_than_the_window() {
    let (hub, peer, mut child) = served();
    child.write_all(&conversation()).unwrap();
    wait_until(|| peer.is_attached());
    for _ in 0..10_000 {
        hub.send(peer.id(), Kind::Send, 0, Message::new(BODY))
            .unwrap();
    }
    // All but what the window holds waits in main, however much the process reads.
    child
        .set_read_timeout(Some(Duration::from_millis(200)))
        .unwrap();
    let mut place = vec![0; 65_536];
    while child.read(&mut place).is_ok_and(|count| count > 0) {}
    assert_eq!(peer.connection().load().messages, 10_000 - 4096);
    let mut taken = Vec::new();
    Frame::Taken {
        messages: 4096,
        bytes: 4096 * BODY.len() as u64,
    }
    .write_control(&mut taken);
    child.write_all(&taken).unwrap();
    wait_until(|| peer.connection().load().messages == 10_000 - 2 * 4096);
}

#[test]
fn the_answer_to_a_synchronous_request_goes_past_what_waits() {
    let (hub, peer, mut child) = served();
    let mut bytes = Vec::new();
    Frame::Hello(PROTOCOL).write_control(&mut bytes);
    bytes.extend(frame(Kind::Attached, 0, &[1, 3, 0, 0xff, 15, b'_']));
    bytes.extend(frame(Kind::SendSync, 1, BODY));
    child.write_all(&bytes).unwrap();
    wait_until(|| peer.connection().open_requests() == 1);
    for _ in 0..10_000 {
        hub.send(peer.id(), Kind::Send, 0, Message::new(BODY))
            .unwrap();
    }
    let sender = peer.connection().address();
    hub.reply(sender, 1, Message::new(b"the answer")).unwrap();
    assert!(hub.reply(sender, 1, Message::default()).is_err(), "once");
    child
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let answer = b"the answer";
    let mut all = Vec::new();
    let mut place = vec![0; 65_536];
    let has_come = |all: &[u8]| all.windows(answer.len()).any(|bytes| bytes == answer);
    while !has_come(&all) {
        let count = child.read(&mut place).unwrap();
        all.extend_from_slice(&place[..count]);
    }
    // All ten thousand are more than the window lets through without a word of the process.
    assert!(all.len() < 10_000 * (HEAD + BODY.len()));
}

#[test]
fn a_frame_that_stalls_ends_the_connection() {
    let (_hub, peer, mut child) = served();
    child.write_all(&conversation()[..30]).unwrap();
    let far = peer.connection().far().unwrap().clone();
    far.violate(Violation::Stalled);
    wait_until(|| far.has_ended());
    assert_eq!(far.violation(), Some(Violation::Stalled.text()));
    // What main has said so far comes, and then the end, or that what was said to it was not read.
    let mut rest = Vec::new();
    let _ = child.read_to_end(&mut rest);
    assert!(!rest.is_empty());
}
