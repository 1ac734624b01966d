//! Renderers in other processes: the frames that travel between two processes, and who speaks them.
//!
//! # Layout
//!
//! * [`frame`]: what a frame is, byte by byte; [`frame_reader`]: makes frames of a stream.
//! * [`body`], [`v8_form`], [`bytes`]: look at what another process has written before JavaScript does.
//! * [`violation`]: why a connection was ended.
//! * `link`: a socket, and what is read from it; `sending`, `outgoing`: what is written to it.
//! * `driver`: waits for sockets, with tokio.
//! * `far_renderer`, `far_main`: what each side does with the frames of the other.

pub mod body;
pub mod bytes;
pub mod frame;
pub mod frame_reader;
pub mod v8_form;
pub mod violation;

#[cfg(all(unix, not(ipc_sync = "loom")))]
mod driver;
#[cfg(all(unix, not(ipc_sync = "loom")))]
mod far_main;
#[cfg(all(unix, not(ipc_sync = "loom")))]
mod far_renderer;
#[cfg(all(unix, not(ipc_sync = "loom")))]
mod link;
#[cfg(all(unix, not(ipc_sync = "loom")))]
mod outgoing;
#[cfg(all(unix, not(ipc_sync = "loom")))]
mod sending;

pub use violation::Violation;

#[cfg(all(unix, not(ipc_sync = "loom")))]
pub use far_main::connect;
#[cfg(all(unix, not(ipc_sync = "loom")))]
pub use far_renderer::serve;
#[cfg(all(unix, not(ipc_sync = "loom")))]
pub use link::Link;

#[cfg(test)]
#[cfg(all(unix, not(ipc_sync = "loom")))]
mod tests;
