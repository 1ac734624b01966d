//! The two ends of a connection between a main and a renderer in a process that it has started.

use std::io;

use napi::bindgen_prelude::{Env, Error, Function, Result, Status};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;

use crate::core::remote::{self, Violation};
use crate::core::sync::{Arc, Mutex};
use crate::core::{Connection, Directory, Hub, Transport};

use super::main_endpoint::MainEndpoint;
use super::{doorbell, id, number};

#[cfg(unix)]
mod unix;
#[cfg(unix)]
use unix::{OtherEnd, reach, watch};

#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows::{OtherEnd, reach, watch};

/// Main's end of the connection to a process that it starts, and what it knows of that.
#[napi]
pub struct ProcessEnd {
    connection: Arc<Connection>,
    other: OtherEnd,
}

#[napi]
impl ProcessEnd {
    /// Makes a connection for a process that is about to be started, whose renderer is known from now on: a new one,
    /// or one that was reserved, which leaves the process that it was in. On Windows it is a pipe that is named after the secret, and
    /// who says the secret gets its other end.
    ///
    /// Throws where there are no more such connections.
    #[napi(constructor, catch_unwind)]
    pub fn new(
        env: Env,
        main: &MainEndpoint,
        protocol: u32,
        secret: String,
        peer: Option<u32>,
    ) -> Result<Self> {
        Self::connect(env, &main.hub, protocol, &secret, peer).map_err(failure)
    }

    /// The number of the renderer.
    #[napi(getter, catch_unwind)]
    pub fn peer(&self) -> u32 {
        self.connection.address().peer
    }

    /// Which of the renderer's connections this is.
    #[napi(getter, catch_unwind)]
    pub fn generation(&self) -> u32 {
        self.connection.address().generation
    }

    /// The descriptor that the process must inherit, until it was `passed`; nothing where it is told a name.
    #[napi(getter, catch_unwind)]
    pub fn descriptor(&self) -> Option<i32> {
        self.other.descriptor()
    }

    /// The name of the pipe that the process must open; nothing where it inherits a descriptor.
    #[napi(getter, catch_unwind)]
    pub fn pipe(&self) -> Option<String> {
        self.other.pipe()
    }

    /// The process has its end, or there will be no process: main keeps it no longer.
    #[napi(catch_unwind)]
    pub fn passed(&self) {
        self.other.passed();
    }

    /// The process will say something that it was asked when it was started, as the answer to this call.
    #[napi(catch_unwind)]
    pub fn expect_return(&self, call: f64) {
        self.connection.expect_return(id(call));
    }

    /// The process has ended: what it sent is here, or will not come.
    #[napi(catch_unwind)]
    pub fn ended(&self) {
        if let Some(far) = self.connection.far() {
            far.finish();
        }
    }

    /// The process has sent what this package does not write: the connection ends.
    #[napi(catch_unwind)]
    pub fn violate(&self) {
        if let Some(far) = self.connection.far() {
            far.violate(Violation::Body);
        }
    }

    /// What the process has done wrong, if anything.
    #[napi(getter, catch_unwind)]
    pub fn violation(&self) -> Option<&'static str> {
        self.connection.far().and_then(|far| far.violation())
    }
}

impl ProcessEnd {
    fn connect(
        env: Env,
        hub: &Arc<Hub>,
        protocol: u32,
        secret: &str,
        known: Option<u32>,
    ) -> io::Result<Self> {
        let (socket, other) = OtherEnd::make(secret)?;
        let peer = match known {
            None => hub.reserve(Transport::Process),
            Some(known) => hub
                .peer(known)
                .ok_or_else(|| io::Error::other("no such renderer"))?,
        };
        hub.succeed(&peer);
        match remote::serve(hub, &peer, socket, protocol) {
            Ok(link) => watch(env, &link),
            Err(error) => {
                if known.is_none() {
                    hub.forget(peer.id());
                }
                return Err(error);
            }
        }
        Ok(Self {
            connection: peer.connection(),
            other,
        })
    }
}

/// Weak, so that it does not keep its event loop alive.
type Bell = ThreadsafeFunction<(), (), (), Status, false, true>;

/// Connects this process to the main that has started it: at the other end of an inherited descriptor, which is taken, or of the
/// pipe of this name, to which the secret is said. That main knows this thread as this peer. Returns the number of the hub that stands
/// for it; `onEnd` is called when it is gone.
///
/// Throws when there is no such descriptor or pipe.
#[napi(catch_unwind)]
pub fn connect_main(
    env: Env,
    place: String,
    secret: String,
    protocol: u32,
    peer: u32,
    thread: u32,
    on_end: Function<'_, (), ()>,
) -> Result<f64> {
    let socket = reach(&place, &secret).map_err(failure)?;
    let bell: Bell = on_end
        .build_threadsafe_function::<()>()
        .weak::<true>()
        .build()?;
    // Protects the bell: who rings it holds the lock, so that none is rung that was taken away.
    let bell = Arc::new(Mutex::new(Some(bell)));
    let shared = bell.clone();
    let ring = move || {
        if let Some(bell) = &*shared.lock() {
            // Any other status than `Ok` means that the environment is going away.
            let _ = bell.call((), ThreadsafeFunctionCallMode::NonBlocking);
        }
    };
    let hub = Arc::new(Hub::default());
    let link =
        remote::connect(&hub, peer, thread, socket, protocol, Box::new(ring)).map_err(failure)?;
    watch(env, &link);
    Directory::of_process().enter(&hub);
    let number = number(hub.id());
    doorbell::on_environment_end(env, move || {
        drop(bell.lock().take());
        // What was sent before must leave this process.
        if let Some(far) = hub.far() {
            far.close();
        }
    })?;
    Ok(number)
}

/// Has what this process has sent to its main leave it, before it ends.
#[napi(catch_unwind)]
pub fn flush_main(hub: f64) {
    let hub = Directory::of_process().hub(id(hub));
    if let Some(far) = hub.as_ref().and_then(|hub| hub.far()) {
        far.farewell();
    }
}

/// Makes a thread a renderer of the main that this hub stands for.
#[napi(catch_unwind)]
pub fn claim_thread(thread: u32, hub: f64) {
    Directory::of_process().claim(thread, id(hub));
}

fn failure(error: io::Error) -> Error {
    Error::new(Status::GenericFailure, error.to_string())
}
