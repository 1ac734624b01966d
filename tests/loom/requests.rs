//! L1 for invokes: every request of a connection ends once.

use std::sync::Arc;

use ipcmain::core::{Answerer, Hub, Kind, Message, Refusal, Transport};
use loom::thread;

use super::{explore, kinds, message};

#[test]
fn l1_an_answer_arrives_before_the_release_or_is_refused() {
    explore("L1 two answers to an invoke against release", || {
        let hub = Arc::new(Hub::default());
        let (peer, connection) = hub.attach(7, Transport::Thread, Message::default());
        let request = hub.post(&connection, Kind::Invoke, message(1)).unwrap();
        let answerers = [1, 2].map(|body| {
            let (hub, sender) = (hub.clone(), connection.address());
            thread::spawn(move || Answerer::default().reply(&hub, sender, request, message(body)))
        });
        hub.forget(peer.id());
        let answered = answerers.map(|answerer| answerer.join().unwrap());
        let accepted = answered.iter().filter(|answer| answer.is_ok()).count();
        let mut taken = Vec::new();
        connection.mailbox().take(&mut taken, 9, |_| true);
        let expected: &[Kind] = match accepted {
            0 => &[Kind::Released],
            1 => &[Kind::Reply, Kind::Released],
            _ => panic!("both were accepted"),
        };
        assert_eq!(kinds(&taken), expected);
        assert_eq!(connection.open_requests(), 0);
    });
}

#[test]
fn l1_an_answer_is_left_in_the_mailbox_of_a_renderer_that_ends_or_is_refused() {
    explore("L1 an answer to an invoke against two who end it", || {
        let hub = Arc::new(Hub::default());
        let (peer, connection) = hub.attach(7, Transport::Thread, Message::default());
        let request = hub.post(&connection, Kind::Invoke, message(1)).unwrap();
        let answerer = {
            let (hub, sender) = (hub.clone(), connection.address());
            thread::spawn(move || Answerer::default().reply(&hub, sender, request, message(2)))
        };
        let ending = {
            let connection = connection.clone();
            thread::spawn(move || connection.close())
        };
        let (first, own) = connection.close();
        let (second, other) = ending.join().unwrap();
        assert_ne!(first, second, "one of them has ended it");
        let left = own.queue.len() + other.queue.len();
        let accepted = answerer.join().unwrap();
        assert_eq!(left, usize::from(accepted.is_ok()));
        assert_eq!(connection.open_requests(), 0);
        assert!(hub.peer(peer.id()).is_some());
    });
}

#[test]
fn l1_no_request_is_open_when_its_renderer_has_ended() {
    explore("L1 an invoke against the end of its renderer", || {
        let hub = Arc::new(Hub::default());
        let (_, connection) = hub.attach(7, Transport::Thread, Message::default());
        let renderer = {
            let (hub, connection) = (hub.clone(), connection.clone());
            thread::spawn(move || hub.post(&connection, Kind::Invoke, message(1)))
        };
        hub.thread_ended(7);
        let posted = renderer.join().unwrap();
        assert_eq!(connection.open_requests(), 0);
        let mut taken = Vec::new();
        hub.mailbox().take(&mut taken, 9, |_| true);
        let invokes = kinds(&taken)
            .iter()
            .filter(|kind| **kind == Kind::Invoke)
            .count();
        assert_eq!(invokes, usize::from(posted.is_ok()));
    });
}

#[test]
fn l1_what_main_refuses_is_not_open() {
    explore("L1 an invoke against the end of main", || {
        let hub = Arc::new(Hub::default());
        let (_, connection) = hub.attach(7, Transport::Thread, Message::default());
        let main = {
            let hub = hub.clone();
            thread::spawn(move || hub.close())
        };
        let posted = hub.post(&connection, Kind::Invoke, message(1));
        main.join().unwrap();
        assert!(matches!(posted, Ok(1) | Err(Refusal::Gone)));
        assert_eq!(connection.open_requests(), 0);
        assert!(connection.is_closed());
        assert!(hub.mailbox().seems_empty());
    });
}
