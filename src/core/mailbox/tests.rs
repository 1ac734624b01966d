use super::*;
use crate::core::message::{Address, Kind, Message};
use crate::core::sync::AtomicU32;

#[derive(Default)]
struct Count {
    now: AtomicU32,
    next_turn: AtomicU32,
}

impl Wake for Arc<Count> {
    fn wake(&self) {
        self.now.fetch_add(1, Ordering::Relaxed);
    }

    fn wake_next_turn(&self) {
        self.next_turn.fetch_add(1, Ordering::Relaxed);
    }
}

impl Count {
    fn rings(&self) -> (u32, u32) {
        (
            self.now.load(Ordering::Relaxed),
            self.next_turn.load(Ordering::Relaxed),
        )
    }
}

fn envelope(peer: PeerId, body: &[u8]) -> Envelope {
    Envelope {
        kind: Kind::Send,
        sender: Address {
            peer,
            generation: 1,
        },
        request: 0,
        message: Message::new(body),
    }
}

fn body(envelope: Envelope) -> Vec<u8> {
    envelope.message.body.into_vec()
}

fn take(mailbox: &Mailbox, most: usize) -> Vec<Vec<u8>> {
    let mut batch = Vec::new();
    mailbox.take(&mut batch, most, |_| true);
    batch.into_iter().map(body).collect()
}

#[test]
fn envelopes_come_out_in_the_order_of_posting() {
    let mailbox = Mailbox::default();
    for name in [b"a", b"b", b"c"] {
        mailbox.post(envelope(1, name)).unwrap();
    }
    assert_eq!(take(&mailbox, 2), [b"a", b"b"]);
    assert_eq!(take(&mailbox, 2), [b"c"]);
    assert!(take(&mailbox, 2).is_empty());
}

#[test]
fn a_batch_ends_where_the_consumer_has_no_more_room() {
    let mailbox = Mailbox::default();
    for name in [&b"a"[..], b"bb", b"c"] {
        mailbox.post(envelope(1, name)).unwrap();
    }
    let mut batch = Vec::new();
    mailbox.take(&mut batch, 9, |envelope| envelope.message.body.len() < 2);
    assert_eq!(batch.len(), 1);
    assert_eq!(take(&mailbox, 9), [&b"bb"[..], b"c"]);
}

#[test]
fn the_account_follows_posts_and_takes() {
    let mailbox = Mailbox::default();
    assert!(mailbox.seems_empty());
    mailbox.post(envelope(1, &[0; 12])).unwrap();
    mailbox.post(envelope(1, &[0; 11])).unwrap();
    let full = Load {
        messages: 2,
        bytes: 23,
    };
    assert_eq!(mailbox.load(), full);
    assert!(!mailbox.seems_empty());
    take(&mailbox, 1);
    let rest = Load {
        messages: 1,
        bytes: 11,
    };
    assert_eq!(mailbox.load(), rest);
    mailbox.take_from(1);
    assert_eq!(mailbox.load(), Load::default());
    assert!(mailbox.seems_empty());
}

#[test]
fn the_bell_rings_once_until_the_consumer_sleeps_again() {
    let rings = Arc::new(Count::default());
    let mailbox = Mailbox::default();
    mailbox.post(envelope(1, b"early")).unwrap();
    mailbox.post(envelope(1, b"early")).unwrap();
    assert!(mailbox.open(Box::new(rings.clone())).is_none());
    mailbox.post(envelope(1, b"late")).unwrap();
    assert_eq!(rings.rings(), (1, 0));
    assert!(!mailbox.sleep(), "envelopes wait");
    take(&mailbox, 9);
    assert!(mailbox.sleep());
    mailbox.post(envelope(1, b"next")).unwrap();
    assert_eq!(rings.rings(), (2, 0));
}

#[test]
fn a_consumer_that_leaves_early_is_rung_as_it_wishes() {
    let rings = Arc::new(Count::default());
    let mailbox = Mailbox::default();
    mailbox.open(Box::new(rings.clone()));
    mailbox.post(envelope(1, b"a")).unwrap();
    mailbox.ring_again(true);
    assert_eq!(rings.rings(), (1, 1));
    mailbox.ring_again(false);
    assert_eq!(rings.rings(), (2, 1));
}

#[test]
fn one_senders_envelopes_can_be_taken_first_and_keep_their_order() {
    let mailbox = Mailbox::default();
    for (peer, name) in [(1, b"a"), (2, b"b"), (1, b"c"), (2, b"d")] {
        mailbox.post(envelope(peer, name)).unwrap();
    }
    assert_eq!(mailbox.take_from(2).map(body).as_deref(), Some(&b"b"[..]));
    assert_eq!(mailbox.take_from(2).map(body).as_deref(), Some(&b"d"[..]));
    assert_eq!(mailbox.take_from(2), None);
    assert_eq!(take(&mailbox, 9), [b"a", b"c"]);
}

#[test]
fn a_closed_mailbox_hands_out_what_it_held_and_never_rings_again() {
    let rings = Arc::new(Count::default());
    let mailbox = Mailbox::default();
    mailbox.open(Box::new(rings.clone()));
    mailbox.post(envelope(1, b"a")).unwrap();
    let remains = mailbox.close();
    assert_eq!(remains.queue.len(), 1);
    assert!(remains.bell.is_some());
    assert_eq!(mailbox.load(), Load::default());
    let refused = Refused {
        envelope: Box::new(envelope(1, b"b")),
        why: Refusal::Gone,
    };
    assert_eq!(mailbox.post(envelope(1, b"b")), Err(refused));
    mailbox.ring_again(false);
    assert_eq!(rings.rings(), (1, 0));
    let bell = mailbox.open(Box::new(rings));
    assert!(bell.is_some(), "the refused bell comes back");
}

fn limited(messages: usize, bytes: usize) -> Mailbox {
    let limits = Limits::default();
    limits.set(Refusal::QueuedMessages, messages);
    limits.set(Refusal::QueuedBytes, bytes);
    Mailbox::new(Arc::new(limits))
}

fn post(mailbox: &Mailbox, envelope: Envelope) -> Result<(), Refusal> {
    mailbox.post(envelope).map_err(|refused| refused.why)
}

#[test]
fn a_full_mailbox_refuses_until_something_is_taken() {
    let mailbox = limited(3, 100);
    for _ in 0..3 {
        assert_eq!(post(&mailbox, envelope(1, b"a")), Ok(()));
    }
    assert_eq!(
        post(&mailbox, envelope(1, b"a")),
        Err(Refusal::QueuedMessages)
    );
    take(&mailbox, 1);
    assert_eq!(post(&mailbox, envelope(1, b"a")), Ok(()));
    assert_eq!(
        post(&mailbox, envelope(1, b"a")),
        Err(Refusal::QueuedMessages)
    );
}

#[test]
fn bytes_are_limited_to_the_last() {
    for (size, outcome) in [(39, Ok(())), (40, Ok(())), (41, Err(Refusal::QueuedBytes))] {
        let mailbox = limited(9, 100);
        assert_eq!(post(&mailbox, envelope(1, &[0; 60])), Ok(()));
        assert_eq!(post(&mailbox, envelope(1, &vec![0; size])), outcome);
    }
}

#[test]
fn a_sender_that_has_filled_its_share_leaves_the_others_theirs() {
    let mailbox = limited(3, 100);
    for _ in 0..3 {
        assert_eq!(post(&mailbox, envelope(1, b"a")), Ok(()));
    }
    for _ in 0..3 {
        assert_eq!(
            post(&mailbox, envelope(1, b"a")),
            Err(Refusal::QueuedMessages)
        );
        assert_eq!(post(&mailbox, envelope(2, b"b")), Ok(()));
    }
    assert_eq!(
        post(&mailbox, envelope(2, b"b")),
        Err(Refusal::QueuedMessages)
    );
    mailbox.take_from(2);
    assert_eq!(
        post(&mailbox, envelope(1, b"a")),
        Err(Refusal::QueuedMessages)
    );
    assert_eq!(post(&mailbox, envelope(2, b"b")), Ok(()));
    take(&mailbox, 9);
    assert_eq!(mailbox.load(), Load::default());
    assert_eq!(post(&mailbox, envelope(1, b"a")), Ok(()));
}

#[test]
fn notices_small_answers_and_what_was_admitted_always_find_room() {
    let mailbox = limited(1, 8000);
    assert_eq!(post(&mailbox, envelope(1, b"a")), Ok(()));
    let of = |kind, bytes| Envelope {
        kind,
        ..envelope(1, &vec![0; bytes])
    };
    assert_eq!(
        post(&mailbox, of(Kind::Reply, 4097)),
        Err(Refusal::QueuedMessages)
    );
    for kind in [Kind::Reply, Kind::Return] {
        assert_eq!(post(&mailbox, of(kind, 4096)), Ok(()));
    }
    for kind in [Kind::Attached, Kind::Detached, Kind::Released] {
        assert_eq!(post(&mailbox, of(kind, 0)), Ok(()));
    }
    let mut with_port = of(Kind::PostMessage, 5000);
    with_port.message.ports = 1;
    assert_eq!(
        mailbox.admit(&with_port, 5000),
        Err(Refusal::QueuedMessages)
    );
    assert_eq!(post(&mailbox, with_port), Ok(()));
}

#[test]
fn what_is_too_large_never_finds_room() {
    let limits = Limits::default();
    limits.set(Refusal::MessageBytes, 10);
    let mailbox = Mailbox::new(Arc::new(limits));
    let of = |kind, bytes| Envelope {
        kind,
        ..envelope(1, &vec![0; bytes])
    };
    for (kind, bytes) in [(Kind::Send, 11), (Kind::Reply, 4097)] {
        let refused = post(&mailbox, of(kind, bytes));
        assert_eq!(refused, Err(Refusal::MessageBytes));
    }
    for (kind, bytes) in [
        (Kind::Send, 10),
        (Kind::Reply, 4096),
        (Kind::Return, 4096),
        (Kind::Attached, 99),
    ] {
        assert_eq!(post(&mailbox, of(kind, bytes)), Ok(()));
    }
}
