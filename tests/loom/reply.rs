//! L1 and L5: a thread that waits for the answer to a synchronous request.

use std::sync::Arc;

use ipcmain::core::reply::ReplyCell;
use ipcmain::core::{Answerer, Connection, Hub, Kind, Message, Patience, Transport, Wait};
use loom::thread;

use super::{FOR_EVER, Loop, NO_TIME, explore, message};

fn cell() -> Arc<ReplyCell> {
    let cell = Arc::new(ReplyCell::default());
    assert!(cell.expect(1));
    cell
}

#[test]
fn l1_of_two_answers_one_counts_and_wakes_the_waiter() {
    explore("L1 two answers against a wait", || {
        let cell = cell();
        let answerers = [1, 2].map(|body| {
            let cell = cell.clone();
            thread::spawn(move || cell.answer(1, message(body)))
        });
        let outcome = cell.wait(1, FOR_EVER);
        let accepted = answerers.map(|answerer| answerer.join().unwrap());
        assert_ne!(accepted[0], accepted[1]);
        let first = if accepted[0] { 1 } else { 2 };
        assert_eq!(outcome, Wait::Answered(message(first)));
        assert_eq!(cell.waiting(), 0);
    });
}

#[test]
fn l1_an_answer_that_was_accepted_outlives_closing() {
    explore("L1 an answer and closing against a wait", || {
        let cell = cell();
        let answerer = {
            let cell = cell.clone();
            thread::spawn(move || cell.answer(1, message(9)))
        };
        let closer = {
            let cell = cell.clone();
            thread::spawn(move || cell.close())
        };
        let outcome = cell.wait(1, FOR_EVER);
        let accepted = answerer.join().unwrap();
        closer.join().unwrap();
        match outcome {
            Wait::Answered(answer) => assert!(accepted && answer == message(9)),
            // Closing came first: the waiter took it before an answer was there.
            Wait::Closed => assert!(!accepted),
            Wait::Pending => panic!("there was no deadline"),
        }
        assert_eq!(cell.waiting(), 0);
    });
}

#[test]
fn l1_an_answer_is_taken_or_refused_when_the_waiter_gives_up() {
    explore(
        "L1 an answer against a slice that ends and giving up",
        || {
            let cell = cell();
            let answerer = {
                let cell = cell.clone();
                thread::spawn(move || cell.answer(1, message(9)))
            };
            let outcome = cell.wait(1, NO_TIME);
            cell.abandon(1);
            let accepted = answerer.join().unwrap();
            if outcome == Wait::Answered(message(9)) {
                assert!(accepted);
            } else {
                assert_eq!(outcome, Wait::Pending);
            }
            assert_eq!(cell.waiting(), 0);
            assert_eq!(cell.look(1), Wait::Closed);
            assert!(!cell.answer(1, message(8)));
        },
    );
}

#[test]
fn l1_answers_to_nested_requests_find_their_own() {
    explore("L1 two answers against nested waits", || {
        let cell = cell();
        assert!(cell.expect(2));
        let answerer = {
            let cell = cell.clone();
            thread::spawn(move || {
                assert!(cell.answer(1, message(1)));
                assert!(cell.answer(2, message(2)));
            })
        };
        assert_eq!(cell.wait(2, FOR_EVER), Wait::Answered(message(2)));
        assert_eq!(cell.wait(1, FOR_EVER), Wait::Answered(message(1)));
        answerer.join().unwrap();
    });
}

fn attached() -> (Arc<Hub>, Arc<Connection>) {
    let hub = Arc::new(Hub::default());
    let (_, connection) = hub.attach(7, Transport::Thread, Message::default());
    assert!(hub.mailbox().take_from(connection.address().peer).is_some());
    (hub, connection)
}

fn ask(hub: &Hub, connection: &Connection) -> Option<Wait> {
    let request = hub.post(connection, Kind::SendSync, message(1)).ok()?;
    Some(connection.wait(request, FOR_EVER, &mut Patience::default()))
}

#[test]
fn l5_a_question_wakes_main_and_the_answer_wakes_the_renderer() {
    explore("L5 sendSync, both sides sleep", || {
        let (hub, connection) = attached();
        let turns = Arc::new(Loop::default());
        assert!(hub.open(turns.bell()).is_none());
        let renderer = {
            let (hub, connection) = (hub.clone(), connection.clone());
            thread::spawn(move || ask(&hub, &connection))
        };
        turns.sleep();
        let mut batch = Vec::new();
        hub.mailbox().take(&mut batch, 9, |_| true);
        let question = batch.pop().unwrap();
        let answered =
            Answerer::default().reply(&hub, question.sender, question.request, message(2));
        assert_eq!(answered, Ok(()));
        assert!(hub.mailbox().sleep());
        let outcome = renderer.join().unwrap();
        assert_eq!(outcome, Some(Wait::Answered(message(2))));
        assert_eq!(connection.open_requests(), 0);
    });
}

#[test]
fn l5_main_that_ends_wakes_the_renderer_or_has_answered() {
    explore("L5 sendSync against an answer and main's end", || {
        let (hub, connection) = attached();
        let renderer = {
            let (hub, connection) = (hub.clone(), connection.clone());
            thread::spawn(move || ask(&hub, &connection))
        };
        let ending = {
            let hub = hub.clone();
            thread::spawn(move || hub.release_threads())
        };
        let question = hub.mailbox().take_from(connection.address().peer);
        let accepted = question.is_some_and(|question| {
            let answer =
                Answerer::default().reply(&hub, question.sender, question.request, message(2));
            answer.is_ok()
        });
        ending.join().unwrap();
        let outcome = renderer.join().unwrap();
        match outcome {
            Some(Wait::Answered(_)) => assert!(accepted),
            Some(Wait::Closed) | None => assert!(!accepted),
            Some(Wait::Pending) => panic!("there was no deadline"),
        }
        assert_eq!(connection.open_requests(), 0);
    });
}

#[test]
fn l5_a_hub_that_closes_leaves_nobody_asleep() {
    explore("L5 sendSync against the end of its hub", || {
        let (hub, connection) = attached();
        let renderer = {
            let (hub, connection) = (hub.clone(), connection.clone());
            thread::spawn(move || ask(&hub, &connection))
        };
        hub.close();
        let outcome = renderer.join().unwrap();
        assert!(matches!(outcome, Some(Wait::Closed) | None));
        assert_eq!(connection.open_requests(), 0);
        assert!(hub.mailbox().seems_empty());
    });
}
