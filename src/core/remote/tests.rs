//! A renderer in another process, as the bytes that it writes.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::thread;
use std::time::{Duration, Instant};

use super::*;
use crate::core::answerer::Answerer;
use crate::core::far::Far;
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
    serve(&hub, &peer, Socket::new(stream).unwrap(), PROTOCOL).unwrap();
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

fn wait_until(mut what: impl FnMut() -> bool) {
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
    let answerer = Answerer::default();
    let answer = |body| answerer.reply(&hub, sender, 1, Message::new(body));
    answer(b"the answer").unwrap();
    assert!(answer(b"another one").is_err(), "once");
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
fn fault_131_a_hundred_that_stall_do_not_delay_one_that_does_not() {
    let stalled: Vec<_> = (0..100)
        .map(|_| {
            let (hub, peer, mut child) = served();
            // The greeting, and a part of what follows.
            child.write_all(&conversation()[..40]).unwrap();
            (hub, peer, child)
        })
        .collect();
    let (hub, _peer, mut child) = served();
    child.write_all(&conversation()).unwrap();
    let began = Instant::now();
    wait_until(|| hub.mailbox().load().messages == 6);
    assert!(began.elapsed() < Duration::from_secs(5));
    for (hub, peer, child) in stalled {
        assert_eq!(hub.mailbox().load().messages, 0);
        drop(child);
        wait_until(|| has_ended(&peer));
    }
}

/// Has a link between two processes whose loop attends to it, as Node's does.
fn looped() -> (Arc<Hub>, Arc<Peer>, UnixStream, Arc<Link>) {
    let hub = Arc::new(Hub::default());
    let peer = hub.reserve(Transport::Process);
    let (stream, child) = UnixStream::pair().unwrap();
    let link = serve(&hub, &peer, Socket::new(stream).unwrap(), PROTOCOL).unwrap();
    link.leave_to_loop(true);
    (hub, peer, child, link)
}

#[test]
fn what_comes_is_read_by_the_loop_alone_and_by_the_driver_when_its_thread_blocks() {
    let (hub, peer, mut child, link) = looped();
    child.write_all(&conversation()).unwrap();
    let mut last = 10;
    wait_until(|| {
        link.attend();
        // It stays away when it was woken a few times for what others have read.
        if link.is_parked() {
            return true;
        }
        last += 1;
        child.write_all(&frame(Kind::Send, last, BODY)).unwrap();
        false
    });
    let before = hub.mailbox().load().messages;
    assert_eq!(before as u64, 6 + last - 10);
    child.write_all(&frame(Kind::Send, last + 1, BODY)).unwrap();
    // The drivers have one thread, which meets what came to another link after that.
    let (other, _other_peer, mut other_child) = served();
    other_child.write_all(&conversation()).unwrap();
    wait_until(|| other.mailbox().load().messages == 6);
    assert_eq!(hub.mailbox().load().messages, before, "nobody has read it");
    let far = peer.connection().far().unwrap().clone();
    far.block(true);
    wait_until(|| hub.mailbox().load().messages == before + 1);
    far.block(false);
    drop(child);
    wait_until(|| !link.attend());
    wait_until(|| has_ended(&peer));
}

#[test]
fn a_stream_is_written_several_at_once_and_all_of_it_without_another_word() {
    let (hub, peer, mut child, _link) = looped();
    for _ in 0..1000 {
        hub.send(peer.id(), Kind::Send, 0, Message::new(BODY))
            .unwrap();
    }
    // Nobody says that no more come: the driver looks after it.
    child
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let mut all = Vec::new();
    let mut place = vec![0; 65_536];
    let whole = |all: &[u8]| {
        all.windows(BODY.len())
            .filter(|bytes| *bytes == BODY)
            .count()
    };
    while whole(&all) < 1000 {
        let count = child.read(&mut place).unwrap();
        all.extend_from_slice(&place[..count]);
    }
    assert_eq!(peer.connection().load().messages, 0);
}

#[test]
fn a_process_in_the_place_of_another_has_a_connection_of_its_own() {
    let (hub, peer, mut child) = served();
    child.write_all(&conversation()).unwrap();
    wait_until(|| peer.is_attached());
    let earlier = peer.connection();
    hub.succeed(&peer);
    let (stream, mut successor) = UnixStream::pair().unwrap();
    serve(&hub, &peer, Socket::new(stream).unwrap(), PROTOCOL).unwrap();
    assert_eq!(peer.connection().address().generation, 2);
    assert!(earlier.is_closed() && !peer.is_attached());
    assert_eq!(earlier.open_requests(), 0);
    // What the first says now is heard by nobody, and is no offence.
    let before = hub.mailbox().load().messages;
    child.write_all(&frame(Kind::Send, 100, BODY)).unwrap();
    successor.write_all(&conversation()).unwrap();
    wait_until(|| peer.is_attached() && hub.mailbox().load().messages == before + 6);
    drop(child);
    wait_until(|| earlier.far().is_some_and(|far| far.has_ended()));
    assert_eq!(peer.connection().open_requests(), 3);
}

#[test]
fn fault_131_a_frame_that_stalls_while_a_loop_attends_ends_the_connection_too() {
    let (_hub, peer, mut child, link) = looped();
    child.write_all(&conversation()[..30]).unwrap();
    let far = peer.connection().far().unwrap().clone();
    // The driver's own deadline is as long as a slow machine needs.
    let waiting = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    waiting.block_on(link.park(Duration::from_millis(20)));
    assert_eq!(far.violation(), Some(Violation::Stalled.text()));
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

#[test]
fn fault_82_a_main_that_never_reads_is_waited_for_once() {
    let hub = Arc::new(Hub::default());
    let (stream, main) = UnixStream::pair().unwrap();
    let link = connect(
        &hub,
        7,
        1,
        Socket::new(stream).unwrap(),
        PROTOCOL,
        Box::new(|| {}),
    )
    .unwrap();
    let connection = hub.peer(7).unwrap().connection();
    let leaving = link.clone();
    let sending = thread::spawn(move || {
        leaving.farewell();
        // Far more than the socket holds: half a second for each of them would be most of an hour.
        for _ in 0..5000 {
            hub.post(&connection, Kind::Send, Message::new(BODY))
                .unwrap();
        }
        // Counted down here, these would be a race to the sanitizer, which does not know the fences of an Arc.
        (hub, connection, leaving)
    });
    wait_until(|| sending.is_finished());
    let _held = sending.join().unwrap();
    drop(main);
    wait_until(|| link.has_ended());
}
