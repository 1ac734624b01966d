use super::*;
use crate::core::answerer::Answerer;
use crate::core::patience::Patience;
use crate::core::reply::Wait;
use std::time::Duration;

fn message(body: &str) -> Message {
    Message::new(body.as_bytes())
}

fn take_from(mailbox: &Mailbox) -> Option<Envelope> {
    let mut batch = Vec::new();
    mailbox.take(&mut batch, 1, |_| true);
    batch.pop()
}

fn take(hub: &Hub) -> Option<(Kind, PeerId, String)> {
    let Envelope {
        kind,
        sender,
        message,
        ..
    } = take_from(hub.mailbox())?;
    Some((
        kind,
        sender.peer,
        String::from_utf8(message.body.into_vec()).unwrap(),
    ))
}

#[test]
fn a_renderer_is_announced_before_its_first_message_and_after_its_last() {
    let hub = Hub::default();
    let (peer, connection) = hub.attach(7, Transport::Thread, Message::default());
    hub.post(&connection, Kind::Send, message("a")).unwrap();
    hub.detach(&connection);
    hub.detach(&connection);
    let id = peer.id();
    assert_eq!(take(&hub), Some((Kind::Attached, id, String::new())));
    assert_eq!(take(&hub), Some((Kind::Send, id, "a".to_owned())));
    assert_eq!(take(&hub), Some((Kind::Detached, id, String::new())));
    assert_eq!(take(&hub), None);
}

#[test]
fn messages_wait_for_a_renderer_that_is_only_expected() {
    let hub = Hub::default();
    let expected = hub.expect(7, Transport::Thread);
    assert!(!expected.is_attached());
    hub.send(expected.id(), Kind::Send, 0, message("early"))
        .unwrap();
    let (peer, connection) = hub.attach(7, Transport::Thread, Message::default());
    assert_eq!(peer.id(), expected.id());
    let taken = take_from(connection.mailbox()).unwrap();
    assert_eq!(taken.message, message("early"));
}

#[test]
fn the_end_of_a_thread_ends_a_renderer_that_never_came() {
    let hub = Hub::default();
    let peer = hub.expect(7, Transport::Thread);
    assert!(!hub.thread_ended(8));
    assert!(hub.thread_ended(7));
    assert_eq!(take(&hub), Some((Kind::Detached, peer.id(), String::new())));
}

#[test]
fn a_reply_to_an_earlier_generation_is_refused() {
    let hub = Hub::default();
    let (peer, first) = hub.attach(7, Transport::Thread, Message::default());
    hub.detach(&first);
    hub.bind(&peer, 8);
    let (_, second) = hub.attach(8, Transport::Thread, Message::default());
    let request = hub.post(&second, Kind::Invoke, message("a")).unwrap();
    let answerer = Answerer::default();
    let answer = |to: &Connection| answerer.reply(&hub, to.address(), request, Message::default());
    assert_eq!(answer(&first), Err(Refusal::Gone));
    assert_eq!(answer(&second), Ok(()));
    assert_eq!(answer(&first), Err(Refusal::Gone));
    assert_eq!(second.address().peer, peer.id());
}

#[test]
fn a_thread_that_main_has_let_go_of_does_not_become_a_renderer_again() {
    let hub = Hub::default();
    let peer = hub.expect(7, Transport::Thread);
    hub.forget(peer.id());
    let (_, connection) = hub.attach(7, Transport::Thread, Message::default());
    assert!(connection.is_closed());
    assert!(hub.peers().is_empty());
    hub.thread_ended(7);
    assert!(hub.retired.is_empty());
}

#[test]
fn a_renderer_that_moves_to_another_thread_leaves_the_first() {
    let hub = Hub::default();
    let peer = hub.reserve(Transport::Thread);
    hub.bind(&peer, 7);
    let (_, first) = hub.attach(7, Transport::Thread, Message::default());
    hub.bind(&peer, 8);
    assert!(first.is_closed());
    let (same, second) = hub.attach(8, Transport::Thread, Message::default());
    assert_eq!(same.id(), peer.id());
    assert_eq!(second.address().generation, 2);
    assert!(
        hub.attach(7, Transport::Thread, Message::default())
            .1
            .is_closed()
    );
    assert!(!hub.thread_ended(7));
    assert!(hub.thread_ended(8));
}

#[test]
fn two_hubs_do_not_meet() {
    let (one, two) = (Hub::default(), Hub::default());
    let (peer, connection) = one.attach(7, Transport::Thread, Message::default());
    one.post(&connection, Kind::Send, message("a")).unwrap();
    assert_ne!(one.id(), two.id());
    assert!(take(&two).is_none());
    assert!(two.peer(peer.id()).is_none());
    assert_eq!(
        two.send(peer.id(), Kind::Send, 0, message("b")),
        Err(Refusal::Gone)
    );
}

#[test]
fn a_main_that_is_about_to_end_wakes_the_renderers_of_other_threads() {
    let hub = Hub::default();
    let (_, own) = hub.attach(0, Transport::InThread, Message::default());
    let (_, other) = hub.attach(7, Transport::Thread, Message::default());
    let request = hub.post(&other, Kind::SendSync, message("a")).unwrap();
    hub.release_threads();
    assert_eq!(
        other.wait(request, Duration::ZERO, &mut Patience::default()),
        Wait::Closed
    );
    assert!(!own.is_closed());
}

#[test]
fn closing_wakes_the_blocked_and_refuses_the_rest() {
    let hub = Hub::default();
    let (_, connection) = hub.attach(7, Transport::Thread, Message::default());
    let request = hub.post(&connection, Kind::SendSync, message("a")).unwrap();
    hub.close();
    assert_eq!(
        connection.wait(request, Duration::ZERO, &mut Patience::default()),
        Wait::Closed
    );
    let late = hub.post(&connection, Kind::Send, message("b"));
    assert_eq!(late, Err(Refusal::Gone));
    assert!(hub.peers().is_empty());
    let (_, successor) = hub.attach(8, Transport::Thread, Message::default());
    assert!(successor.is_closed());
}

#[test]
fn what_finds_no_room_leaves_no_open_request() {
    let hub = Hub::default();
    hub.limits.set(Refusal::QueuedMessages, 2);
    let (_, connection) = hub.attach(7, Transport::Thread, Message::default());
    hub.post(&connection, Kind::Send, message("a")).unwrap();
    for kind in [Kind::Send, Kind::SendSync, Kind::Invoke] {
        let refused = hub.post(&connection, kind, message("b"));
        assert_eq!(refused, Err(Refusal::QueuedMessages));
    }
    assert_eq!(hub.admit(&connection, 1), Err(Refusal::QueuedMessages));
    assert_eq!(connection.open_requests(), 0);
    hub.detach(&connection);
    assert_eq!(hub.mailbox().load().messages, 3, "the end is told");
    assert_eq!(hub.admit(&connection, 1), Err(Refusal::Gone));
}
