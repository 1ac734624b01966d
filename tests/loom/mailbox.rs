//! L2, L3 and L4: posting against sleeping, closing and a limit.

use std::sync::Arc;

use ipcmain::core::{Consumer, Envelope, Limits, Mailbox, Refusal};
use loom::thread;

use super::{Loop, bodies, envelope, explore};

/// Empties a mailbox as a thread of Node does, until it has so many envelopes.
fn consume(mailbox: &Mailbox, turns: &Loop, count: usize) -> Vec<Envelope> {
    let mut consumer = Consumer::default();
    let mut all = Vec::new();
    while all.len() < count {
        turns.sleep();
        loop {
            let mut batch = Vec::new();
            // As if just rung: else the time that has passed would decide what comes next.
            consumer.next(mailbox, true, &mut batch, |_| true);
            if batch.is_empty() {
                break;
            }
            all.append(&mut batch);
        }
    }
    all
}

#[test]
fn l2_a_post_wakes_a_consumer_that_goes_to_sleep() {
    explore("L2 two posts against a consumer", || {
        let mailbox = Arc::new(Mailbox::default());
        let turns = Arc::new(Loop::default());
        assert!(mailbox.open(turns.bell()).is_none());
        let poster = {
            let mailbox = mailbox.clone();
            thread::spawn(move || {
                mailbox.post(envelope(1, 1)).unwrap();
                mailbox.post(envelope(1, 2)).unwrap();
            })
        };
        let all = consume(&mailbox, &turns, 2);
        assert_eq!(bodies(&all), [1, 2]);
        poster.join().unwrap();
        assert!(mailbox.seems_empty());
    });
}

#[test]
fn l2_two_posters_wake_one_consumer() {
    explore("L2 two posters against a consumer", || {
        let mailbox = Arc::new(Mailbox::default());
        let turns = Arc::new(Loop::default());
        assert!(mailbox.open(turns.bell()).is_none());
        let posters = [1, 2].map(|peer| {
            let mailbox = mailbox.clone();
            thread::spawn(move || mailbox.post(envelope(peer, 0)).unwrap())
        });
        assert_eq!(consume(&mailbox, &turns, 2).len(), 2);
        for poster in posters {
            poster.join().unwrap();
        }
    });
}

#[test]
fn l2_what_is_posted_while_the_bell_is_hung_up_is_rung_for() {
    explore("L2 a post against opening", || {
        let mailbox = Arc::new(Mailbox::default());
        let turns = Arc::new(Loop::default());
        let poster = {
            let mailbox = mailbox.clone();
            thread::spawn(move || mailbox.post(envelope(1, 7)).unwrap())
        };
        assert!(mailbox.open(turns.bell()).is_none());
        assert_eq!(bodies(&consume(&mailbox, &turns, 1)), [7]);
        poster.join().unwrap();
    });
}

#[test]
fn l2_a_consumer_that_leaves_early_comes_again() {
    explore("L2 two posts against a consumer that leaves early", || {
        let mailbox = Arc::new(Mailbox::default());
        let turns = Arc::new(Loop::default());
        assert!(mailbox.open(turns.bell()).is_none());
        let poster = {
            let mailbox = mailbox.clone();
            thread::spawn(move || {
                mailbox.post(envelope(1, 1)).unwrap();
                mailbox.post(envelope(1, 2)).unwrap();
            })
        };
        turns.sleep();
        let mut first = Vec::new();
        mailbox.take(&mut first, 1, |_| true);
        mailbox.ring_again(true);
        first.append(&mut consume(&mailbox, &turns, 1));
        assert_eq!(bodies(&first), [1, 2]);
        poster.join().unwrap();
    });
}

#[test]
fn l3_nobody_rings_a_dead_bell_and_no_envelope_is_lost() {
    explore("L3 two posters against closing", || {
        let mailbox = Arc::new(Mailbox::default());
        let turns = Arc::new(Loop::default());
        assert!(mailbox.open(turns.bell()).is_none());
        let posters = [1, 2].map(|peer| {
            let mailbox = mailbox.clone();
            thread::spawn(move || {
                mailbox
                    .post(envelope(peer, 0))
                    .map_err(|refused| refused.why)
            })
        });
        let mut taken = Vec::new();
        mailbox.take(&mut taken, 1, |_| true);
        let remains = mailbox.close();
        turns.die();
        assert!(remains.bell.is_some());
        let posted = posters.map(|poster| poster.join().unwrap());
        let accepted = posted.iter().filter(|outcome| outcome.is_ok()).count();
        assert_eq!(accepted, taken.len() + remains.queue.len());
        let refused = posted.iter().filter_map(|outcome| outcome.err());
        assert!(refused.into_iter().all(|why| why == Refusal::Gone));
        assert!(mailbox.seems_empty());
    });
}

#[test]
fn l3_a_bell_that_comes_too_late_is_given_back() {
    explore("L3 opening against closing and a post", || {
        let mailbox = Arc::new(Mailbox::default());
        let turns = Arc::new(Loop::default());
        let poster = {
            let mailbox = mailbox.clone();
            thread::spawn(move || drop(mailbox.post(envelope(1, 0))))
        };
        let opener = {
            let (mailbox, bell) = (mailbox.clone(), turns.bell());
            thread::spawn(move || mailbox.open(bell).is_some())
        };
        let remains = mailbox.close();
        let came_back = opener.join().unwrap();
        assert_ne!(came_back, remains.bell.is_some());
        turns.die();
        poster.join().unwrap();
    });
}

#[test]
fn l4_two_posts_of_one_sender_do_not_both_take_the_last_place() {
    explore("L4 two posts of one sender and a take, one place", || {
        let limits = Limits::default();
        limits.set(Refusal::QueuedMessages, 1);
        let mailbox = Arc::new(Mailbox::new(Arc::new(limits)));
        let posters = [1, 2].map(|body| {
            let mailbox = mailbox.clone();
            thread::spawn(move || mailbox.post(envelope(1, body)).is_ok())
        });
        let mut taken = Vec::new();
        mailbox.take(&mut taken, 1, |_| true);
        let posted = posters.map(|poster| poster.join().unwrap());
        let accepted = posted.iter().filter(|is_ok| **is_ok).count();
        let load = mailbox.load();
        assert!(load.messages <= 1);
        assert_eq!(load.bytes, load.messages);
        assert_eq!(accepted, taken.len() + load.messages);
        assert!(accepted >= 1);
    });
}

#[test]
fn l2_a_bell_in_the_place_of_another_is_rung() {
    explore("L2 a post against a second bell", || {
        let mailbox = Arc::new(Mailbox::default());
        let turns = Arc::new(Loop::default());
        assert!(mailbox.open(Arc::new(Loop::default()).bell()).is_none());
        let poster = {
            let mailbox = mailbox.clone();
            thread::spawn(move || mailbox.post(envelope(1, 7)).unwrap())
        };
        assert!(mailbox.open(turns.bell()).is_some());
        assert_eq!(bodies(&consume(&mailbox, &turns, 1)), [7]);
        poster.join().unwrap();
    });
}
