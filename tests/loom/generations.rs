//! L6: a renderer that comes back on another thread numbers its requests from the start again. What was meant for
//! the one before must not reach it.

use std::sync::Arc;

use ipcmain::core::{Answerer, Hub, Kind, Message, Refusal, Transport};
use loom::thread;

use super::{explore, kinds, message};

#[test]
fn l6_a_late_answer_never_reaches_the_successor() {
    explore("L6 an answer against bind and attach", || {
        let hub = Arc::new(Hub::default());
        let peer = hub.reserve(Transport::Thread);
        hub.bind(&peer, 7);
        let (_, first) = hub.attach(7, Transport::Thread, Message::default());
        let request = hub.post(&first, Kind::Invoke, message(1)).unwrap();
        let answerer = {
            let (hub, sender) = (hub.clone(), first.address());
            thread::spawn(move || Answerer::default().reply(&hub, sender, request, message(2)))
        };
        hub.bind(&peer, 8);
        let successor = {
            let hub = hub.clone();
            thread::spawn(move || {
                let (_, second) = hub.attach(8, Transport::Thread, Message::default());
                let request = hub.post(&second, Kind::Invoke, message(3)).unwrap();
                (second, request)
            })
        };
        let answered = answerer.join().unwrap();
        let (second, same) = successor.join().unwrap();
        assert_eq!(same, request, "the numbers are the same");
        assert_eq!(second.address().generation, 2);
        assert_eq!(second.open_requests(), 1);
        assert!(second.mailbox().seems_empty());
        let mut taken = Vec::new();
        first.mailbox().take(&mut taken, 9, |_| true);
        let expected: &[Kind] = if answered.is_ok() {
            &[Kind::Reply, Kind::Released]
        } else {
            &[Kind::Released]
        };
        assert_eq!(kinds(&taken), expected);
    });
}

#[test]
fn l6_the_end_of_the_first_does_not_end_the_second() {
    explore("L6 the end of a thread against bind", || {
        let hub = Arc::new(Hub::default());
        let peer = hub.reserve(Transport::Thread);
        hub.bind(&peer, 7);
        let (_, first) = hub.attach(7, Transport::Thread, Message::default());
        let ending = {
            let (hub, first) = (hub.clone(), first.clone());
            thread::spawn(move || {
                hub.detach(&first);
                hub.post(&first, Kind::Send, message(1))
            })
        };
        hub.bind(&peer, 8);
        let (_, second) = hub.attach(8, Transport::Thread, Message::default());
        assert_eq!(ending.join().unwrap(), Err(Refusal::Gone));
        assert!(first.is_closed());
        assert!(!second.is_closed());
        let mut taken = Vec::new();
        hub.mailbox().take(&mut taken, 9, |_| true);
        for envelope in &taken {
            let expected = if envelope.kind == Kind::Attached {
                1..=2
            } else {
                1..=1
            };
            assert!(expected.contains(&envelope.sender.generation));
        }
        let ends = kinds(&taken)
            .iter()
            .filter(|kind| **kind == Kind::Detached)
            .count();
        assert!(ends <= 1);
    });
}

#[test]
fn l6_a_thread_that_comes_while_main_lets_go_of_it_is_told() {
    explore("L6 attach against forget", || {
        let hub = Arc::new(Hub::default());
        let peer = hub.expect(7, Transport::Thread);
        let coming = {
            let hub = hub.clone();
            thread::spawn(move || hub.attach(7, Transport::Thread, Message::default()))
        };
        hub.forget(peer.id());
        let (_, connection) = coming.join().unwrap();
        assert!(connection.is_closed(), "main has let go of it");
        assert!(hub.peers().is_empty());
        let kept = hub.attach(7, Transport::Thread, Message::default()).1;
        assert!(kept.is_closed(), "and it does not come again");
    });
}

#[test]
fn l6_a_thread_that_comes_while_its_main_ends_is_told() {
    explore("L6 attach against the end of main", || {
        let hub = Arc::new(Hub::default());
        let coming = {
            let hub = hub.clone();
            thread::spawn(move || hub.attach(7, Transport::Thread, Message::default()))
        };
        hub.close();
        let (_, connection) = coming.join().unwrap();
        assert!(connection.is_closed(), "it would wait for ever");
    });
}
