use super::*;

const NOW: Duration = Duration::ZERO;

fn connection() -> Connection {
    limited(Limits::default())
}

fn limited(limits: Limits) -> Connection {
    let address = Address {
        peer: 1,
        generation: 1,
    };
    Connection::new(address, Arc::new(limits))
}

fn message(body: &str) -> Message {
    Message::new(body.as_bytes())
}

fn kinds(connection: &Connection) -> Vec<Kind> {
    let mut batch = Vec::new();
    connection.mailbox.take(&mut batch, usize::MAX, |_| true);
    batch.iter().map(|envelope| envelope.kind).collect()
}

#[test]
fn an_invoke_ends_once_with_a_reply_in_the_mailbox() {
    let connection = connection();
    let request = connection.begin(Kind::Invoke).unwrap();
    assert_eq!(connection.open_requests(), 1);
    assert_eq!(connection.settle(request, Message::new(&[1])), Ok(()));
    assert_eq!(
        connection.settle(request, Message::new(&[2])),
        Err(Refusal::Gone)
    );
    assert_eq!(kinds(&connection), [Kind::Reply]);
    assert_eq!(connection.open_requests(), 0);
}

#[test]
fn a_synchronous_request_ends_once_in_the_cell() {
    let connection = connection();
    let request = connection.begin(Kind::SendSync).unwrap();
    assert_eq!(connection.settle(request, Message::new(&[1])), Ok(()));
    assert_eq!(
        connection.settle(request, Message::new(&[2])),
        Err(Refusal::Gone)
    );
    assert_eq!(
        connection.wait(request, NOW, &mut Patience::default()),
        Wait::Answered(Message::new(&[1]))
    );
    assert_eq!(kinds(&connection), []);
}

#[test]
fn replies_and_messages_keep_their_order() {
    let connection = connection();
    let request = connection.begin(Kind::Invoke).unwrap();
    connection.send(Kind::Send, 0, message("a")).unwrap();
    connection.settle(request, Message::default()).unwrap();
    connection.send(Kind::Send, 0, message("b")).unwrap();
    assert_eq!(kinds(&connection), [Kind::Send, Kind::Reply, Kind::Send]);
}

#[test]
fn a_released_renderer_gets_what_was_sent_before_and_then_the_notice() {
    let connection = connection();
    let request = connection.begin(Kind::SendSync).unwrap();
    connection.send(Kind::Send, 0, message("a")).unwrap();
    assert!(connection.release());
    assert!(!connection.release());
    assert_eq!(
        connection.wait(request, NOW, &mut Patience::default()),
        Wait::Closed
    );
    assert_eq!(connection.begin(Kind::Send), Err(Refusal::Gone));
    assert_eq!(kinds(&connection), [Kind::Send, Kind::Released]);
}

#[test]
fn a_closed_connection_refuses_messages_and_answers() {
    let connection = connection();
    let request = connection.begin(Kind::Invoke).unwrap();
    connection.send(Kind::Send, 0, message("a")).unwrap();
    let (ended, remains) = connection.close();
    assert!(ended);
    assert_eq!(remains.queue.len(), 1);
    assert_eq!(
        connection.settle(request, Message::default()),
        Err(Refusal::Gone)
    );
    assert_eq!(
        connection.send(Kind::Send, 0, message("b")),
        Err(Refusal::Gone)
    );
    assert!(connection.is_closed());
    assert!(!connection.close().0);
}

fn take(connection: &Connection) {
    let mut batch = Vec::new();
    connection.mailbox.take(&mut batch, usize::MAX, |_| true);
    for envelope in &batch {
        connection.taken(envelope);
    }
}

#[test]
fn invokes_are_limited_until_their_answers_are_taken() {
    let limits = Limits::default();
    limits.set(Refusal::PendingInvokes, 2);
    let connection = limited(limits);
    let first = connection.begin(Kind::Invoke).unwrap();
    connection.begin(Kind::Invoke).unwrap();
    assert_eq!(connection.begin(Kind::Invoke), Err(Refusal::PendingInvokes));
    assert!(connection.begin(Kind::SendSync).is_ok());
    connection.settle(first, Message::default()).unwrap();
    assert_eq!(
        connection.begin(Kind::Invoke),
        Err(Refusal::PendingInvokes),
        "the answer waits"
    );
    take(&connection);
    let third = connection.begin(Kind::Invoke).unwrap();
    connection.cancel(Kind::Invoke, third);
    connection.cancel(Kind::Invoke, third);
    assert!(connection.begin(Kind::Invoke).is_ok());
    assert_eq!(connection.begin(Kind::Invoke), Err(Refusal::PendingInvokes));
}

#[test]
fn a_request_whose_answer_finds_no_room_can_have_another() {
    let limits = Limits::default();
    limits.set(Refusal::QueuedBytes, 5000);
    limits.set(Refusal::MessageBytes, 5000);
    let connection = limited(limits);
    connection
        .send(Kind::Send, 0, Message::new(&[0; 5000]))
        .unwrap();
    let request = connection.begin(Kind::Invoke).unwrap();
    assert_eq!(
        connection.settle(request, Message::new(&[0; 4097])),
        Err(Refusal::QueuedBytes)
    );
    assert_eq!(connection.open_requests(), 1);
    assert_eq!(connection.settle(request, message("no room")), Ok(()));
    assert_eq!(connection.open_requests(), 0);
    let request = connection.begin(Kind::SendSync).unwrap();
    assert_eq!(
        connection.settle(request, Message::new(&[0; 5001])),
        Err(Refusal::MessageBytes)
    );
    assert_eq!(connection.settle(request, Message::new(&[0; 5000])), Ok(()));
}

#[test]
fn a_request_that_was_not_posted_is_open_no_longer() {
    let connection = connection();
    for kind in [Kind::Invoke, Kind::SendSync] {
        let request = connection.begin(kind).unwrap();
        connection.cancel(kind, request);
        assert_eq!(connection.open_requests(), 0);
    }
}
