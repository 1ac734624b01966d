//! Two threads that answer each other through two mailboxes, once there and once back: as little as a
//! round trip can cost on this machine.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Thread};
use std::time::Duration;

use divan::Bencher;
use ipcmain::core::mailbox::{Mailbox, Wake};
use ipcmain::core::reply::ReplyCell;
use ipcmain::core::{Envelope, Wait};

use super::envelope;

/// A bell that wakes the thread which sleeps until it rings.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(&self) {
        self.0.unpark();
    }

    fn wake_next_turn(&self) {
        self.0.unpark();
    }
}

fn has_one_cpu() -> bool {
    thread::available_parallelism().is_ok_and(|count| count.get() == 1)
}

type Take = fn(&Mailbox) -> Envelope;

/// Both threads look again and again, and never sleep. On one CPU each would wait for the other's turn.
#[divan::bench(args = [16, 64 * 1024], sample_size = 100, ignore = has_one_cpu())]
fn spinning(bencher: Bencher, size: usize) {
    ping_pong(bencher, size, false, |mailbox| {
        loop {
            if let Some(envelope) = super::take(mailbox) {
                return envelope;
            }
            std::hint::spin_loop();
        }
    });
}

/// Both threads sleep until their bell rings.
#[divan::bench(args = [16, 64 * 1024], sample_size = 100)]
fn parking(bencher: Bencher, size: usize) {
    ping_pong(bencher, size, true, |mailbox| {
        loop {
            if let Some(envelope) = super::take(mailbox) {
                return envelope;
            }
            if mailbox.sleep() {
                thread::park();
            }
        }
    });
}

fn ping_pong(bencher: Bencher, size: usize, with_bells: bool, take: Take) {
    let main = Arc::new(Mailbox::default());
    let renderer = Arc::new(Mailbox::default());
    let stopped = Arc::new(AtomicBool::new(false));
    let echo = thread::spawn({
        let (main, renderer, stopped) = (main.clone(), renderer.clone(), stopped.clone());
        move || {
            loop {
                let envelope = take(&main);
                // Relaxed: the mailbox's lock comes between.
                if stopped.load(Ordering::Relaxed) {
                    return;
                }
                renderer.post(envelope).expect("it is open");
            }
        }
    });
    if with_bells {
        drop(main.open(Box::new(Unpark(echo.thread().clone()))));
        drop(renderer.open(Box::new(Unpark(thread::current()))));
    }
    let mut travelling = Some(envelope(size));
    bencher.bench_local(|| {
        main.post(travelling.take().expect("it came back"))
            .expect("it is open");
        travelling = Some(take(&renderer));
    });
    stopped.store(true, Ordering::Relaxed);
    main.post(envelope(0)).expect("it is open");
    echo.join().expect("it ends when it is told");
}

/// As `sendSync` waits today: there through a mailbox with a bell, back through a reply cell.
#[divan::bench(sample_size = 100)]
fn reply_cell(bencher: Bencher) {
    let main = Arc::new(Mailbox::default());
    let cell = Arc::new(ReplyCell::default());
    let stopped = Arc::new(AtomicBool::new(false));
    let answering = thread::spawn({
        let (main, cell, stopped) = (main.clone(), cell.clone(), stopped.clone());
        move || {
            loop {
                let Some(envelope) = super::take(&main) else {
                    if main.sleep() {
                        thread::park();
                    }
                    continue;
                };
                if stopped.load(Ordering::Relaxed) {
                    return;
                }
                cell.answer(envelope.request, envelope.message);
            }
        }
    });
    drop(main.open(Box::new(Unpark(answering.thread().clone()))));
    let mut request = 0;
    bencher.bench_local(|| {
        request += 1;
        cell.expect(request);
        let mut question = envelope(16);
        question.request = request;
        main.post(question).expect("it is open");
        while cell.wait(request, Duration::from_millis(10)) == Wait::Pending {}
    });
    stopped.store(true, Ordering::Relaxed);
    main.post(envelope(0)).expect("it is open");
    answering.join().expect("it ends when it is told");
}
