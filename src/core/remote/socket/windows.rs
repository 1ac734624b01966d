//! One end of a named pipe. Anybody of the same user may open a pipe of which he knows the name, so who comes first says a
//! token, and who says another is turned away.

mod either;
mod handshake;

use std::future::Future;
use std::io::{self, ErrorKind, IoSlice, Read, Write};
use std::time::Duration;

use tokio::net::windows::named_pipe::{NamedPipeClient, NamedPipeServer};
use tokio::sync::watch;
use tokio::time::sleep;

use either::{Either, either};

use crate::core::remote::driver::{Seat, seat};
use crate::core::sync::Arc;

/// How long after the end of a process what it has said at once may come.
const SETTLING: Duration = Duration::from_millis(250);

/// How much is written at once.
const LARGEST: usize = 64 * 1024;

/// This end.
pub struct Socket(Arc<Shared>);

struct Shared {
    pipe: Pipe,
    state: watch::Sender<State>,
    /// Without the driver's runtime nothing comes of what was begun.
    seat: Seat,
}

enum Pipe {
    Server(NamedPipeServer),
    Client(NamedPipeClient),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// The token has not been said.
    Strange,
    Open,
    Shut,
}

impl Socket {
    /// The end of who has made a pipe. `make` makes it, in the driver's runtime; who says this token gets the other end.
    ///
    /// # Errors
    /// Those of `make`, and when the driver cannot be started.
    pub fn listen(
        make: impl FnOnce() -> io::Result<NamedPipeServer>,
        token: Vec<u8>,
    ) -> io::Result<Self> {
        let seat = seat()?;
        let server = {
            let _runtime = seat.enter();
            make()?
        };
        Ok(Self::begin(Pipe::Server(server), seat, token))
    }

    /// The other end of the pipe of this name.
    ///
    /// # Errors
    /// When there is no such pipe, or somebody else has its other end; when the driver cannot be started.
    pub fn join(name: &str, token: Vec<u8>) -> io::Result<Self> {
        let seat = seat()?;
        let client = {
            let _runtime = seat.enter();
            handshake::join(name)?
        };
        Ok(Self::begin(Pipe::Client(client), seat, token))
    }

    fn begin(pipe: Pipe, seat: Seat, token: Vec<u8>) -> Self {
        let handle = seat.handle().clone();
        let shared = Arc::new(Shared {
            pipe,
            state: watch::channel(State::Strange).0,
            seat,
        });
        let opened = shared.clone();
        handle.spawn(async move {
            let mut shut = opened.state.subscribe();
            // What it says of the state must be gone before that changes: it holds the state's lock.
            let is_open = matches!(
                either(
                    opened.open(&token),
                    shut.wait_for(|state| *state == State::Shut)
                )
                .await,
                Either::First(Ok(()))
            );
            opened.become_(if is_open { State::Open } else { State::Shut });
        });
        Self(shared)
    }

    /// What waits for it. Must be called in the driver's runtime.
    ///
    /// # Errors
    /// None: as with a socket, which may have some.
    #[allow(clippy::unnecessary_wraps, reason = "see above")]
    pub fn waiter(&self) -> io::Result<Waiter> {
        Ok(Waiter(self.0.clone()))
    }

    /// Ends both directions: whoever reads here finds the end. There it is found when nobody holds this end any more, and what
    /// was written last was taken.
    pub fn shut(&self) {
        self.0.become_(State::Shut);
    }

    /// Whether what is written is taken later: while it is not, no more can be written, and when this process ends it is lost.
    #[allow(clippy::unused_self, reason = "a socket has another answer")]
    pub const fn takes_later(&self) -> bool {
        true
    }

    /// Whether what the other process has written before it ended may still be on its way; then the end comes after it.
    pub fn is_awaited(&self) -> bool {
        *self.0.state.borrow() != State::Shut
    }

    /// The other process has ended. If it has opened the pipe, that is known soon; if not, nobody will.
    pub fn settle(&self) {
        let shared = self.0.clone();
        self.0.seat.handle().spawn(async move {
            sleep(SETTLING).await;
            shared.change(|now| now == State::Strange, State::Shut);
        });
    }
}

impl Shared {
    /// What is shut stays so.
    fn become_(&self, state: State) {
        self.change(|now| now != state && now != State::Shut, state);
    }

    fn change(&self, changes: impl Fn(State) -> bool, state: State) {
        self.state.send_if_modified(|now| {
            let changes = changes(*now);
            if changes {
                *now = state;
            }
            changes
        });
    }

    /// Returns when the token was said.
    async fn open(&self, token: &[u8]) -> io::Result<()> {
        match &self.pipe {
            Pipe::Server(server) => handshake::admit(server, token).await,
            Pipe::Client(client) => handshake::introduce(client, token).await,
        }
    }

    /// What is to be done in a state in which there is nothing to read or write.
    fn check(&self) -> io::Result<()> {
        match *self.state.borrow() {
            State::Open => Ok(()),
            State::Strange => Err(ErrorKind::WouldBlock.into()),
            State::Shut => Err(ErrorKind::BrokenPipe.into()),
        }
    }

    /// Waits for the pipe, or for the state in which there is nothing to wait for.
    async fn when<F: Future<Output = io::Result<()>>>(
        &self,
        ready: impl Fn() -> F,
    ) -> io::Result<()> {
        let mut state = self.state.subscribe();
        loop {
            let now = *state.borrow_and_update();
            match now {
                State::Shut => return Ok(()),
                State::Open => {
                    if let Either::First(ready) = either(ready(), state.changed()).await {
                        return ready;
                    }
                }
                // This end is here, so the sender is.
                State::Strange => drop(state.changed().await),
            }
        }
    }
}

impl Read for &Socket {
    fn read(&mut self, place: &mut [u8]) -> io::Result<usize> {
        let outcome = self.0.check().and_then(|()| match &self.0.pipe {
            Pipe::Server(pipe) => pipe.try_read(place),
            Pipe::Client(pipe) => pipe.try_read(place),
        });
        match outcome {
            // As the end of a socket is said.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(0),
            outcome => outcome,
        }
    }
}

impl Write for &Socket {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_vectored(&[IoSlice::new(bytes)])
    }

    fn write_vectored(&mut self, parts: &[IoSlice<'_>]) -> io::Result<usize> {
        self.0.check()?;
        let mut room = LARGEST;
        let now: Vec<_> = parts
            .iter()
            .map_while(|part| {
                let fitting = part.get(..part.len().min(room)).unwrap_or_default();
                room -= fitting.len();
                (!fitting.is_empty() || part.is_empty()).then(|| IoSlice::new(fitting))
            })
            .collect();
        match &self.0.pipe {
            Pipe::Server(pipe) => pipe.try_write_vectored(&now),
            Pipe::Client(pipe) => pipe.try_write_vectored(&now),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Waits for a pipe. A pipe itself notes that it has nothing more, so what is read or written by it is not asked.
pub struct Waiter(Arc<Shared>);

impl Waiter {
    /// Returns when there may be something to read, or the end.
    ///
    /// # Errors
    /// When the runtime is going away.
    pub async fn readable(&self) -> io::Result<()> {
        match &self.0.pipe {
            Pipe::Server(pipe) => self.0.when(|| pipe.readable()).await,
            Pipe::Client(pipe) => self.0.when(|| pipe.readable()).await,
        }
    }

    /// Returns when the pipe may take more.
    ///
    /// # Errors
    /// When the runtime is going away.
    pub async fn writable(&self) -> io::Result<()> {
        match &self.0.pipe {
            Pipe::Server(pipe) => self.0.when(|| pipe.writable()).await,
            Pipe::Client(pipe) => self.0.when(|| pipe.writable()).await,
        }
    }

    /// Reads, by what is given.
    #[allow(clippy::unused_self, reason = "a socket has to be told")]
    pub fn read(&self, read: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        read()
    }

    /// Writes, by what is given.
    #[allow(clippy::unused_self, reason = "a socket has to be told")]
    pub fn write(&self, write: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        write()
    }
}

#[cfg(test)]
mod tests;
