//! Models that the model checker loom runs in every order of steps: `ci/loom.sh`.
//!
//! They run the product's own code on the locks of `src/core/sync/modelled.rs`. The maps of a hub are plain ones under a
//! lock there: dashmap's own locks are not modelled, only what happens between one use of a map and the next.

#![cfg(ipc_sync = "loom")]
// Tests say what they expect by failing.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod generations;
mod mailbox;
mod reply;
mod requests;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ipcmain::core::{Address, Envelope, Kind, Message, Wake};
use loom::sync::{Condvar, Mutex};

/// A slice of waiting that does not end by itself: who is not woken stops the model.
const FOR_EVER: Duration = Duration::from_secs(3600);

/// A slice that is over at once.
const NO_TIME: Duration = Duration::ZERO;

/// Runs a model, and says in how many orders. One in which everything happens in the same order proves nothing.
fn explore(name: &str, model: impl Fn() + Sync + Send + 'static) {
    let orders = Arc::new(AtomicUsize::new(0));
    let count = orders.clone();
    loom::model(move || {
        count.fetch_add(1, Ordering::Relaxed);
        model();
    });
    let orders = orders.load(Ordering::Relaxed);
    println!("model {name}: {orders} orders");
    assert!(orders > 3, "only {orders}");
}

/// Where a thread sleeps until it is rung for, as a thread of Node does in its event loop.
#[derive(Default)]
struct Loop {
    state: Mutex<State>,
    rung: Condvar,
}

#[derive(Default)]
struct State {
    rings: u32,
    dead: bool,
}

impl Loop {
    fn bell(self: &Arc<Self>) -> Box<dyn Wake> {
        Box::new(Bell(self.clone()))
    }

    fn sleep(&self) {
        let mut state = self.state.lock().unwrap();
        while state.rings == 0 {
            state = self.rung.wait(state).unwrap();
        }
        state.rings -= 1;
    }

    /// From now on whoever rings touches freed memory.
    fn die(&self) {
        self.state.lock().unwrap().dead = true;
    }

    fn ring(&self) {
        let mut state = self.state.lock().unwrap();
        assert!(!state.dead, "a dead bell was rung");
        state.rings += 1;
        self.rung.notify_one();
    }
}

struct Bell(Arc<Loop>);

impl Wake for Bell {
    fn wake(&self) {
        self.0.ring();
    }

    fn wake_next_turn(&self) {
        self.0.ring();
    }
}

fn message(body: u8) -> Message {
    Message::new(&[body])
}

fn envelope(peer: u32, body: u8) -> Envelope {
    let sender = Address {
        peer,
        generation: 1,
    };
    Envelope {
        message: message(body),
        ..Envelope::notice(Kind::Send, sender)
    }
}

fn bodies(envelopes: &[Envelope]) -> Vec<u8> {
    envelopes
        .iter()
        .map(|envelope| envelope.message.body[0])
        .collect()
}

fn kinds(envelopes: &[Envelope]) -> Vec<Kind> {
    envelopes.iter().map(|envelope| envelope.kind).collect()
}
