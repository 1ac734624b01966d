//! What is behind a mailbox's bell: the event loop itself where it can be had, else threadsafe functions. They carry
//! nothing: a payload that is queued in one leaks when its environment dies.

use napi::Status;
use napi::bindgen_prelude::{Env, Function, Result};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};

use crate::core::Wake;
use crate::core::sync::{AtomicUsize, Ordering};

#[cfg(unix)]
use super::loop_bell::LoopBell;
use super::weak_function::weakly;

/// Weak, so that it does not keep its event loop alive; a throw in the callback is an uncaught
/// exception, as it is for any listener.
type Bell = ThreadsafeFunction<(), (), (), Status, false, true>;

/// Two bells with one clapper. Node calls a threadsafe function again and again while it is rung, without
/// a turn of the event loop between; ringing the other one instead gives the loop its turn.
struct Doorbell {
    bells: [Bell; 2],
    present: AtomicUsize,
}

impl Doorbell {
    fn new(ring: &Function<'_, (), ()>) -> Result<Self> {
        let bell = || {
            ring.build_threadsafe_function::<()>()
                .weak::<true>()
                .build()
        };
        Ok(Self {
            bells: [bell()?, bell()?],
            present: AtomicUsize::new(0),
        })
    }

    fn ring(&self, bell: usize) {
        if let Some(bell) = self.bells.get(bell) {
            // Any status but `Ok` means that the environment is going away; its cleanup hook settles
            // what this ring was for.
            let _ = bell.call((), ThreadsafeFunctionCallMode::NonBlocking);
        }
    }
}

impl Wake for Doorbell {
    fn wake(&self) {
        // Relaxed: the lock of the bell, under which all rings are, orders them.
        self.ring(self.present.load(Ordering::Relaxed));
    }

    fn wake_next_turn(&self) {
        // Relaxed: as above.
        let next = 1 - self.present.load(Ordering::Relaxed);
        self.present.store(next, Ordering::Relaxed);
        self.ring(next);
    }
}

/// Makes a bell that calls `on_ring` as long as something else keeps that alive, hands it to `hang`, and has `teardown` run when the environment dies.
/// The hook comes after those of the bell and therefore runs before that is closed, so that nobody can ring a dead
/// bell.
///
/// `hang` gives back a bell that nobody will ring; it is dropped here, on its own thread.
pub fn hang_up(
    env: Env,
    on_ring: &Function<'_, (), ()>,
    hang: impl FnOnce(Box<dyn Wake>) -> Option<Box<dyn Wake>>,
    teardown: impl FnOnce() + 'static,
) -> Result<()> {
    let ring = weakly(&env, on_ring)?;
    #[cfg(unix)]
    let bell = LoopBell::new(env, &ring);
    #[cfg(not(unix))]
    let bell: Option<Doorbell> = None;
    let bell: Box<dyn Wake> = match bell {
        Some(bell) => Box::new(bell),
        None => Box::new(Doorbell::new(&ring)?),
    };
    drop(hang(bell));
    on_environment_end(env, teardown)
}

/// Runs `teardown` when the environment dies, before the hooks that were added earlier.
pub fn on_environment_end(env: Env, teardown: impl FnOnce() + 'static) -> Result<()> {
    env.add_env_cleanup_hook((), move |()| teardown())?;
    Ok(())
}
