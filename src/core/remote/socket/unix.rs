//! One end of a pair of sockets, of which the other process inherits the other.

use std::io::{self, Read, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;

use tokio::io::Interest;

/// This end.
pub struct Socket(UnixStream);

impl Socket {
    /// Takes a socket into use.
    ///
    /// # Errors
    /// When it cannot be made not to block.
    pub fn new(socket: UnixStream) -> io::Result<Self> {
        socket.set_nonblocking(true)?;
        Ok(Self(socket))
    }

    /// A descriptor of its own for the same socket.
    ///
    /// # Errors
    /// When there are no more of them.
    pub fn descriptor(&self) -> io::Result<UnixStream> {
        self.0.try_clone()
    }

    /// What waits for it. Must be called in the driver's runtime.
    ///
    /// # Errors
    /// When there are no more descriptors.
    pub fn waiter(&self) -> io::Result<Waiter> {
        tokio::net::UnixStream::from_std(self.descriptor()?).map(Waiter)
    }

    /// Whether what is written is taken later: a socket takes it at once, or not at all.
    #[allow(clippy::unused_self, reason = "a pipe has another answer")]
    pub const fn takes_later(&self) -> bool {
        false
    }

    /// Whether what the other process has written before it ended may still be on its way: never, with a socket.
    #[allow(clippy::unused_self, reason = "a pipe has another answer")]
    pub const fn is_awaited(&self) -> bool {
        false
    }

    /// The other process has ended: with a socket, all that it wrote is here.
    #[allow(clippy::unused_self, reason = "a pipe has to wait for it")]
    pub const fn settle(&self) {}

    /// Ends both directions: whoever reads finds the end, here and there.
    pub fn shut(&self) {
        // One that is closed already is as good.
        let _ = self.0.shutdown(Shutdown::Both);
    }
}

impl Read for &Socket {
    fn read(&mut self, place: &mut [u8]) -> io::Result<usize> {
        (&self.0).read(place)
    }
}

impl Write for &Socket {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        (&self.0).write(bytes)
    }

    fn write_vectored(&mut self, parts: &[io::IoSlice<'_>]) -> io::Result<usize> {
        (&self.0).write_vectored(parts)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Waits for a socket.
pub struct Waiter(tokio::net::UnixStream);

impl Waiter {
    /// Returns when there may be something to read, or the end.
    ///
    /// # Errors
    /// When the runtime is going away.
    pub async fn readable(&self) -> io::Result<()> {
        self.0.readable().await
    }

    /// Returns when the socket may take more.
    ///
    /// # Errors
    /// When the runtime is going away.
    pub async fn writable(&self) -> io::Result<()> {
        self.0.writable().await
    }

    /// Reads, by what is given; that is waited for again when it says `WouldBlock`.
    pub fn read(&self, read: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        self.0.try_io(Interest::READABLE, read)
    }

    /// Writes, by what is given; that is waited for again when it says `WouldBlock`.
    pub fn write(&self, write: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        self.0.try_io(Interest::WRITABLE, write)
    }
}
