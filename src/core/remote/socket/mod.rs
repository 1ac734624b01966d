//! What leads to another process, byte by byte: a socket, or on Windows a named pipe in the place of one. Neither blocks whoever
//! reads or writes; a [`Waiter`] waits for it, in the driver's runtime.

#[cfg(unix)]
mod unix;
#[cfg(unix)]
pub use unix::{Socket, Waiter};

#[cfg(windows)]
mod windows;
#[cfg(windows)]
pub use windows::{Socket, Waiter};
