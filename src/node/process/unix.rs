//! A pair of sockets, of which the process inherits one.

use std::cell::RefCell;
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd};
use std::os::unix::net::UnixStream;

use crate::core::remote::Socket;

pub use crate::node::loop_poll::watch;

/// The end that the process is to have.
pub struct OtherEnd(RefCell<Option<UnixStream>>);

impl OtherEnd {
    /// Makes both ends. Nobody needs to be told who inherits one.
    pub fn make(_secret: &str) -> io::Result<(Socket, Self)> {
        let (socket, other) = UnixStream::pair()?;
        Ok((Socket::new(socket)?, Self(RefCell::new(Some(other)))))
    }

    pub fn descriptor(&self) -> Option<i32> {
        self.0.borrow().as_ref().map(AsRawFd::as_raw_fd)
    }

    #[allow(clippy::unused_self, reason = "a pipe has one")]
    pub fn pipe(&self) -> Option<String> {
        None
    }

    pub fn passed(&self) {
        drop(self.0.take());
    }
}

/// Takes an inherited descriptor, in such a way that no process that this one starts inherits it.
pub fn reach(place: &str, _secret: &str) -> io::Result<Socket> {
    let descriptor = place.parse().ok().filter(|number: &i32| *number >= 0);
    let Some(descriptor) = descriptor else {
        return Err(io::Error::other("no descriptor"));
    };
    // SAFETY: not -1; where it is not open, duplicating it fails.
    let inherited = unsafe { BorrowedFd::borrow_raw(descriptor) };
    let own = inherited.try_clone_to_owned()?;
    // SAFETY: it is open, as was just seen, and nobody else owns it: it was opened for this call.
    drop(unsafe { OwnedFd::from_raw_fd(descriptor) });
    Socket::new(UnixStream::from(own))
}
