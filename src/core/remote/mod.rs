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

#[cfg(unix)]
mod driver;
#[cfg(unix)]
mod far_main;
#[cfg(unix)]
mod far_renderer;
#[cfg(unix)]
mod link;
#[cfg(unix)]
mod outgoing;
#[cfg(unix)]
mod sending;

pub use violation::Violation;

#[cfg(unix)]
pub use far_main::connect;
#[cfg(unix)]
pub use far_renderer::serve;

#[cfg(test)]
#[cfg(unix)]
mod tests;
