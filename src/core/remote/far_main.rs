//! A renderer's side of a main in another process.

use std::io;

use crate::core::connection::Connection;
use crate::core::far::Far;
use crate::core::hub::Hub;
use crate::core::limits::Refusal;
use crate::core::mailbox::Mailbox;
use crate::core::message::{Envelope, Kind};
use crate::core::peer::{PeerId, ThreadId};
use crate::core::remote::Violation;
use crate::core::remote::frame::Frame;
use crate::core::remote::link::{Beginning, End, Link, Room};
use crate::core::remote::socket::Socket;
use crate::core::sync::Arc;

/// Main in another process. A hub stands for it here, to which this thread attaches as to any other.
struct FarMain {
    hub: Arc<Hub>,
    connection: Arc<Connection>,
    on_end: Box<dyn Fn() + Send + Sync>,
}

/// Connects a hub to the main at the other end of a socket, which knows this thread as this peer. `on_end` is
/// called when that main is gone.
///
/// # Errors
/// When the socket cannot be waited for.
pub fn connect(
    hub: &Arc<Hub>,
    peer: PeerId,
    thread: ThreadId,
    stream: Socket,
    protocol: u32,
    on_end: Box<dyn Fn() + Send + Sync>,
) -> io::Result<Arc<Link>> {
    let end = FarMain {
        hub: hub.clone(),
        connection: hub.stand_in(peer, thread),
        on_end,
    };
    let beginning = Beginning {
        protocol,
        // Main is trusted, and has its own limits.
        most: usize::MAX,
        has_window: false,
    };
    let connection = end.connection.clone();
    let link = Link::open(stream, Arc::new(end), &beginning)?;
    let far: Arc<dyn Far> = link.clone();
    connection.mailbox().feed(&far);
    hub.set_far(far);
    Ok(link)
}

impl End for FarMain {
    fn outgoing(&self) -> &Mailbox {
        self.hub.mailbox()
    }

    fn receive(&self, frame: Frame) -> Result<Room, Violation> {
        match frame {
            Frame::Limits(values) => {
                for (limit, value) in Refusal::LIMITS.into_iter().zip(values) {
                    let value = usize::try_from(value).unwrap_or(usize::MAX);
                    self.hub.limits.set(limit, value);
                }
            }
            Frame::Message {
                kind: Kind::Reply,
                request,
                message,
            } => self.connection.receive_answer(request, message),
            Frame::Message {
                kind: Kind::Released,
                ..
            } => drop(self.connection.release()),
            Frame::Message {
                kind:
                    kind @ (Kind::Send
                    | Kind::PostMessage
                    | Kind::Call
                    | Kind::PortMessage
                    | Kind::PortClosed),
                request,
                message,
            } => {
                let sender = self.connection.address();
                // A thread that is ending takes nothing.
                drop(self.connection.mailbox().accept(Envelope {
                    kind,
                    sender,
                    request,
                    message,
                }));
            }
            _ => return Err(Violation::Kind),
        }
        Ok(Room::Enough)
    }

    fn retry(&self) -> Room {
        Room::Enough
    }

    fn ended(&self) {
        if let Some(far) = self.hub.far() {
            self.connection.mailbox().unfeed(far);
        }
        drop(self.hub.mailbox().close());
        self.connection.release();
        (self.on_end)();
    }
}
