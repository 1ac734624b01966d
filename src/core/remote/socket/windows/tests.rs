use std::fs::{File, OpenOptions};
use std::thread;
use std::time::Instant;

use tokio::net::windows::named_pipe::ServerOptions;

use super::*;
use crate::core::far::Far;
use crate::core::hub::Hub;
use crate::core::message::{Kind, Message};
use crate::core::peer::{Peer, Transport};
use crate::core::remote::{Link, connect, serve};
use crate::core::sync::Mutex;

const PROTOCOL: u32 = 3;
const TOKEN: &[u8] = b"the token of these tests";

/// The channel `x` and no arguments.
const BODY: &[u8] = &[1, 1, 1, b'x', 0];
const INTRODUCTION: &[u8] = &[1, 3, 0, 0xff, 15, b'_'];

fn fresh_name() -> String {
    static NEXT: Mutex<u32> = Mutex::new(0);
    let mut next = NEXT.lock();
    *next += 1;
    format!(r"\\.\pipe\ipcmain-test-{}-{next}", std::process::id())
}

fn listen(name: &str) -> Socket {
    let make = || ServerOptions::new().first_pipe_instance(true).create(name);
    Socket::listen(make, TOKEN.into()).unwrap()
}

fn served() -> (Arc<Hub>, Arc<Peer>, String) {
    let hub = Arc::new(Hub::default());
    let peer = hub.reserve(Transport::Process);
    let name = fresh_name();
    serve(&hub, &peer, listen(&name), PROTOCOL).unwrap();
    (hub, peer, name)
}

fn attach(name: &str, peer: u32) -> (Arc<Hub>, Arc<Link>) {
    let hub = Arc::new(Hub::default());
    let socket = Socket::join(name, TOKEN.into()).unwrap();
    let link = connect(&hub, peer, 1, socket, PROTOCOL, Box::new(|| {})).unwrap();
    let connection = hub.peer(peer).unwrap().connection();
    hub.post(&connection, Kind::Attached, Message::new(INTRODUCTION))
        .unwrap();
    (hub, link)
}

fn wait_until(mut what: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !what() {
        assert!(Instant::now() < deadline, "it hangs");
        thread::sleep(Duration::from_millis(1));
    }
}

fn stranger(name: &str) -> File {
    let mut open = OpenOptions::new();
    open.read(true).write(true);
    // While the one before is shown out, the pipe is busy.
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        match open.open(name) {
            Ok(file) => return file,
            Err(error) => assert!(Instant::now() < deadline, "{error}"),
        }
        thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn messages_go_both_ways_and_the_end_comes_after_them() {
    let (hub, peer, name) = served();
    let (far_hub, link) = attach(&name, peer.id());
    let there = far_hub.peer(peer.id()).unwrap().connection();
    for _ in 0..20_000 {
        far_hub
            .post(&there, Kind::Send, Message::new(BODY))
            .unwrap();
    }
    wait_until(|| hub.mailbox().load().messages == 20_001);
    for _ in 0..100 {
        hub.send(peer.id(), Kind::Send, 0, Message::new(BODY))
            .unwrap();
    }
    wait_until(|| there.mailbox().load().messages == 100);
    far_hub
        .post(&there, Kind::Send, Message::new(&vec![1; 3_000_000]))
        .unwrap();
    link.close();
    drop((far_hub, there, link));
    let ended = || peer.connection().far().is_none_or(|far| far.has_ended());
    wait_until(ended);
    assert_eq!(
        peer.connection().far().and_then(|far| far.violation()),
        None
    );
}

#[test]
fn fault_132_who_says_another_token_is_turned_away() {
    let (hub, peer, name) = served();
    let mut liar = stranger(&name);
    liar.write_all(&vec![b'x'; TOKEN.len()]).unwrap();
    let mut rest = Vec::new();
    // What main has to say is not said to him.
    let _ = liar.read_to_end(&mut rest);
    assert_eq!(rest, b"");
    drop(liar);
    let mut hasty = stranger(&name);
    hasty.write_all(b"x").unwrap();
    drop(hasty);
    let mut honest = stranger(&name);
    honest.write_all(TOKEN).unwrap();
    let mut first = [0];
    honest.read_exact(&mut first).unwrap();
    assert_eq!(hub.mailbox().load().messages, 0);
    drop(honest);
    wait_until(|| peer.connection().far().is_none_or(|far| far.has_ended()));
}

#[test]
fn a_pipe_that_nobody_opens_ends_with_its_process() {
    let (hub, peer, name) = served();
    peer.connection().far().unwrap().finish();
    wait_until(|| peer.connection().far().is_none_or(|far| far.has_ended()));
    wait_until(|| OpenOptions::new().read(true).open(&name).is_err());
    drop(hub);
}
