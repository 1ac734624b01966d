//! The two ends of a connection between a main and a renderer in a process that it has started.

use napi::bindgen_prelude::{Env, Error, Function, Result, Status};
use napi_derive::napi;

use crate::core::Directory;

use super::id;
use super::main_endpoint::MainEndpoint;

#[cfg(not(unix))]
use absent as ends;
#[cfg(unix)]
use unix as ends;

/// Main's end of the connection to a process that it starts, and what it knows of that.
#[napi]
pub struct ProcessEnd(ends::ProcessEnd);

#[napi]
impl ProcessEnd {
    /// Makes a connection for a process that is about to be started, whose renderer is known from now on: a new one,
    /// or one that was reserved, which leaves the process that it was in.
    ///
    /// Throws where there are no such connections, or no more of them.
    #[napi(constructor, catch_unwind)]
    pub fn new(env: Env, main: &MainEndpoint, protocol: u32, peer: Option<u32>) -> Result<Self> {
        ends::ProcessEnd::new(env, &main.hub, protocol, peer)
            .map(Self)
            .map_err(failure)
    }

    /// The number of the renderer.
    #[napi(getter, catch_unwind)]
    pub fn peer(&self) -> u32 {
        self.0.peer()
    }

    /// Which of the renderer's connections this is.
    #[napi(getter, catch_unwind)]
    pub fn generation(&self) -> u32 {
        self.0.generation()
    }

    /// The descriptor that the process must inherit, until it was `passed`.
    #[napi(getter, catch_unwind)]
    pub fn descriptor(&self) -> i32 {
        self.0.descriptor()
    }

    /// The process has its end, or there will be no process: main keeps it no longer.
    #[napi(catch_unwind)]
    pub fn passed(&self) {
        self.0.passed();
    }

    /// The process will say something that it was asked when it was started, as the answer to this call.
    #[napi(catch_unwind)]
    pub fn expect_return(&self, call: f64) {
        self.0.expect_return(id(call));
    }

    /// The process has ended: what it sent is here, or will not come.
    #[napi(catch_unwind)]
    pub fn ended(&self) {
        self.0.ended();
    }

    /// The process has sent what this package does not write: the connection ends.
    #[napi(catch_unwind)]
    pub fn violate(&self) {
        self.0.violate();
    }

    /// What the process has done wrong, if anything.
    #[napi(getter, catch_unwind)]
    pub fn violation(&self) -> Option<&'static str> {
        self.0.violation()
    }
}

/// Connects this process to the main that has started it, at the other end of an inherited descriptor, which is
/// taken. That main knows this thread as this peer. Returns the number of the hub that stands for it; `onEnd` is called when it is gone.
///
/// Throws when that is no such descriptor.
#[napi(catch_unwind)]
pub fn connect_main(
    env: Env,
    descriptor: i32,
    protocol: u32,
    peer: u32,
    thread: u32,
    on_end: Function<'_, (), ()>,
) -> Result<f64> {
    ends::connect_main(env, descriptor, (protocol, peer, thread), &on_end)
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

fn failure(error: std::io::Error) -> Error {
    Error::new(Status::GenericFailure, error.to_string())
}

#[cfg(unix)]
mod unix {
    use std::cell::RefCell;
    use std::io;
    use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd};
    use std::os::unix::net::UnixStream;

    use napi::Status;
    use napi::bindgen_prelude::{Env, Function, Result};
    use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};

    use crate::core::remote::{self, Violation};
    use crate::core::sync::{Arc, Mutex};
    use crate::core::{Connection, Directory, Hub, Transport};
    use crate::node::{doorbell, loop_poll, number};

    pub struct ProcessEnd {
        connection: Arc<Connection>,
        child: RefCell<Option<UnixStream>>,
    }

    impl ProcessEnd {
        pub fn new(
            env: Env,
            hub: &Arc<Hub>,
            protocol: u32,
            known: Option<u32>,
        ) -> io::Result<Self> {
            let (stream, child) = UnixStream::pair()?;
            let peer = match known {
                None => hub.reserve(Transport::Process),
                Some(known) => hub
                    .peer(known)
                    .ok_or_else(|| io::Error::other("no such renderer"))?,
            };
            hub.succeed(&peer);
            match remote::serve(hub, &peer, stream, protocol) {
                Ok(link) => loop_poll::watch(env, &link),
                Err(error) => {
                    if known.is_none() {
                        hub.forget(peer.id());
                    }
                    return Err(error);
                }
            }
            Ok(Self {
                connection: peer.connection(),
                child: RefCell::new(Some(child)),
            })
        }

        pub fn peer(&self) -> u32 {
            self.connection.address().peer
        }

        pub fn generation(&self) -> u32 {
            self.connection.address().generation
        }

        pub fn descriptor(&self) -> i32 {
            self.child.borrow().as_ref().map_or(-1, AsRawFd::as_raw_fd)
        }

        pub fn passed(&self) {
            drop(self.child.take());
        }

        pub fn expect_return(&self, call: u64) {
            self.connection.expect_return(call);
        }

        pub fn ended(&self) {
            if let Some(far) = self.connection.far() {
                far.finish();
            }
        }

        pub fn violate(&self) {
            if let Some(far) = self.connection.far() {
                far.violate(Violation::Body);
            }
        }

        pub fn violation(&self) -> Option<&'static str> {
            self.connection.far().and_then(|far| far.violation())
        }
    }

    /// Weak, so that it does not keep its event loop alive.
    type Bell = ThreadsafeFunction<(), (), (), Status, false, true>;

    pub fn connect_main(
        env: Env,
        descriptor: i32,
        (protocol, peer, thread): (u32, u32, u32),
        on_end: &Function<'_, (), ()>,
    ) -> Result<f64> {
        let stream = take(descriptor).map_err(super::failure)?;
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
        let link = remote::connect(&hub, peer, thread, stream, protocol, Box::new(ring))
            .map_err(super::failure)?;
        loop_poll::watch(env, &link);
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

    /// Takes an inherited descriptor, in such a way that no process that this one starts inherits it.
    fn take(descriptor: i32) -> io::Result<UnixStream> {
        if descriptor < 0 {
            return Err(io::Error::other("no descriptor"));
        }
        // SAFETY: not -1; where it is not open, duplicating it fails.
        let inherited = unsafe { BorrowedFd::borrow_raw(descriptor) };
        let own = inherited.try_clone_to_owned()?;
        // SAFETY: it is open, as was just seen, and nobody else owns it: it was opened for this call.
        drop(unsafe { OwnedFd::from_raw_fd(descriptor) });
        Ok(UnixStream::from(own))
    }
}

#[cfg(not(unix))]
mod absent {
    //! Where there are no such connections. JavaScript says so before it comes here.

    use std::io;

    use napi::bindgen_prelude::{Env, Function, Result};

    use crate::core::Hub;
    use crate::core::sync::Arc;

    pub enum ProcessEnd {}

    impl ProcessEnd {
        pub fn new(_: Env, _: &Arc<Hub>, _: u32, _: Option<u32>) -> io::Result<Self> {
            Err(io::ErrorKind::Unsupported.into())
        }

        pub fn peer(&self) -> u32 {
            match *self {}
        }

        pub fn generation(&self) -> u32 {
            match *self {}
        }

        pub fn descriptor(&self) -> i32 {
            match *self {}
        }

        pub fn passed(&self) {
            match *self {}
        }

        pub fn expect_return(&self, _: u64) {
            match *self {}
        }

        pub fn ended(&self) {
            match *self {}
        }

        pub fn violate(&self) {
            match *self {}
        }

        pub fn violation(&self) -> Option<&'static str> {
            match *self {}
        }
    }

    pub fn connect_main(
        _: Env,
        _: i32,
        _: (u32, u32, u32),
        _: &Function<'_, (), ()>,
    ) -> Result<f64> {
        Err(super::failure(io::ErrorKind::Unsupported.into()))
    }
}
