//! The threadsafe function behind a mailbox's bell. It carries nothing: a payload that is queued in
//! one leaks when its environment dies.

use napi::Status;
use napi::bindgen_prelude::{Env, Function, Result};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};

use crate::core::Wake;

/// Weak, so that it does not keep its event loop alive; a throw in the callback is an uncaught
/// exception, as it is for any listener.
type Bell = ThreadsafeFunction<(), (), (), Status, false, true>;

struct Doorbell(Bell);

impl Wake for Doorbell {
    fn wake(&self) {
        // Any status but `Ok` means that the environment is going away; its cleanup hook settles
        // what this ring was for.
        let _ = self.0.call((), ThreadsafeFunctionCallMode::NonBlocking);
    }
}

/// Makes a bell that calls `on_message` once per ring, hands it to `hang`, and has `teardown` run
/// when the environment dies. The hook comes after the threadsafe function and therefore runs before
/// Node closes it, so that nobody can ring a dead bell.
///
/// `hang` gives back a bell that nobody will ring; it is dropped here, on its own thread.
pub fn hang_up(
    env: Env,
    on_message: &Function<'_, (), ()>,
    hang: impl FnOnce(Box<dyn Wake>) -> Option<Box<dyn Wake>>,
    teardown: impl FnOnce() + 'static,
) -> Result<()> {
    let bell: Bell = on_message
        .build_threadsafe_function::<()>()
        .weak::<true>()
        .build()?;
    drop(hang(Box::new(Doorbell(bell))));
    on_environment_end(env, teardown)
}

/// Runs `teardown` when the environment dies, before the hooks that were added earlier.
pub fn on_environment_end(env: Env, teardown: impl FnOnce() + 'static) -> Result<()> {
    env.add_env_cleanup_hook((), move |()| teardown())?;
    Ok(())
}
