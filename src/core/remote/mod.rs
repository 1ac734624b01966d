//! Renderers in other processes: the frames that travel between two processes, and who speaks them.
//!
//! # Layout
//!
//! * [`frame`]: what a frame is, byte by byte; [`frame_reader`]: makes frames of a stream.
//! * [`body`], [`v8_form`], [`bytes`]: look at what another process has written before JavaScript does.
//! * [`violation`]: why a connection was ended.
//! * `socket`: a socket, or a pipe; `link`: one of them, and what is read from it; `sending`, `outgoing`, `stream`: what is written to it, and when.
//! * `driver`: waits for sockets, with tokio.
//! * `far_renderer`, `far_main`: what each side does with the frames of the other.

pub mod body;
pub mod bytes;
pub mod frame;
pub mod frame_reader;
pub mod v8_form;
pub mod violation;

#[cfg(all(any(unix, windows), not(ipc_sync = "loom")))]
mod driver;
#[cfg(all(any(unix, windows), not(ipc_sync = "loom")))]
mod far_main;
#[cfg(all(any(unix, windows), not(ipc_sync = "loom")))]
mod far_renderer;
#[cfg(all(any(unix, windows), not(ipc_sync = "loom")))]
mod link;
#[cfg(all(any(unix, windows), not(ipc_sync = "loom")))]
mod outgoing;
#[cfg(all(any(unix, windows), not(ipc_sync = "loom")))]
mod sending;
#[cfg(all(any(unix, windows), not(ipc_sync = "loom")))]
mod socket;
#[cfg(all(any(unix, windows), not(ipc_sync = "loom")))]
mod stream;

pub use violation::Violation;

#[cfg(all(any(unix, windows), not(ipc_sync = "loom")))]
pub use far_main::connect;
#[cfg(all(any(unix, windows), not(ipc_sync = "loom")))]
pub use far_renderer::serve;
#[cfg(all(any(unix, windows), not(ipc_sync = "loom")))]
pub use link::Link;
#[cfg(all(any(unix, windows), not(ipc_sync = "loom")))]
pub use socket::Socket;

#[cfg(test)]
#[cfg(all(unix, not(ipc_sync = "loom")))]
mod tests;
