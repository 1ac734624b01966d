//! Main's side of a renderer in another process.

use std::io;

use crate::core::connection::Connection;
use crate::core::far::Far;
use crate::core::hub::Hub;
use crate::core::limits::Refusal;
use crate::core::mailbox::{Mailbox, Refused};
use crate::core::message::{Envelope, Kind, Message, RequestId};
use crate::core::peer::Peer;
use crate::core::remote::frame::Frame;
use crate::core::remote::link::{Beginning, End, Link, Room};
use crate::core::remote::socket::Socket;
use crate::core::remote::{Violation, body};
use crate::core::sync::{Arc, AtomicBool, Mutex, Ordering};

/// A renderer in another process, which gets what is posted to its connection and whose messages come to
/// main's mailbox.
struct FarRenderer {
    hub: Arc<Hub>,
    peer: Arc<Peer>,
    connection: Arc<Connection>,
    /// Whether it has introduced itself. Only who reads the link touches it.
    introduced: AtomicBool,
    /// A message for which there was no room. Only who reads the link touches it.
    waiting: Mutex<Option<Envelope>>,
}

/// Serves the renderer at the other end of a socket.
///
/// # Errors
/// When the socket cannot be waited for.
pub fn serve(
    hub: &Arc<Hub>,
    peer: &Arc<Peer>,
    stream: Socket,
    protocol: u32,
) -> io::Result<Arc<Link>> {
    let connection = peer.connection();
    let end = FarRenderer {
        hub: hub.clone(),
        peer: peer.clone(),
        connection: connection.clone(),
        introduced: AtomicBool::new(false),
        waiting: Mutex::new(None),
    };
    let beginning = Beginning {
        protocol,
        most: hub.limits.get(Refusal::MessageBytes),
        has_window: true,
    };
    let link = Link::open(stream, Arc::new(end), &beginning)?;
    link.tell_limits(&hub.limits);
    connection.set_far(link.clone());
    link.flush(false);
    Ok(link)
}

impl FarRenderer {
    /// Judges a message before anything is done with it.
    fn judge(&self, kind: Kind, request: RequestId, message: &Message) -> Result<(), Violation> {
        if message.ports > 0 && !matches!(kind, Kind::PostMessage | Kind::PortMessage) {
            return Err(Violation::Ports);
        }
        // Relaxed: who reads the link holds its lock.
        let introduced = self.introduced.load(Ordering::Relaxed);
        if introduced == (kind == Kind::Attached) {
            return Err(Violation::Introduction);
        }
        match kind {
            Kind::Attached => {
                body::check(kind, message)?;
                // Relaxed: as above.
                self.introduced.store(true, Ordering::Relaxed);
                self.peer.attach_to(&self.connection);
                Ok(())
            }
            Kind::Send | Kind::SendSync | Kind::Invoke | Kind::PostMessage => {
                body::check(kind, message)?;
                self.connection.enter(kind, request)
            }
            Kind::Return => {
                body::check(kind, message)?;
                self.connection.returned(request)
            }
            Kind::PortMessage | Kind::PortClosed | Kind::Said => body::check(kind, message),
            _ => Err(Violation::Kind),
        }
    }

    fn place(&self, envelope: Envelope) -> Room {
        let mailbox = self.hub.mailbox();
        if let Some(far) = self.connection.far() {
            mailbox.feed(far);
        }
        // A message with ports finds room wherever it was admitted, which that process has only said.
        let admitted = match envelope.message.ports {
            0 => Ok(()),
            _ => mailbox.admit(&envelope, envelope.bytes()),
        };
        let posted = match admitted {
            Ok(()) => mailbox.post(envelope),
            Err(why) => Err(Refused {
                envelope: Box::new(envelope),
                why,
            }),
        };
        match posted {
            Err(Refused { envelope, why }) if why != Refusal::Gone => {
                *self.waiting.lock() = Some(*envelope);
                Room::None
            }
            // A main that is gone takes nothing.
            _ => Room::Enough,
        }
    }
}

impl End for FarRenderer {
    fn outgoing(&self) -> &Mailbox {
        self.connection.mailbox()
    }

    fn receive(&self, frame: Frame) -> Result<Room, Violation> {
        let Frame::Message {
            kind,
            request,
            message,
        } = frame
        else {
            return Err(Violation::Kind);
        };
        self.judge(kind, request, &message)?;
        if self.connection.is_closed() {
            // Main has let go of it, and it has not heard so yet.
            return Ok(Room::Enough);
        }
        let sender = self.connection.address();
        Ok(self.place(Envelope {
            kind,
            sender,
            request,
            message,
        }))
    }

    fn retry(&self) -> Room {
        let waiting = self.waiting.lock().take();
        waiting.map_or(Room::Enough, |envelope| self.place(envelope))
    }

    fn ended(&self) {
        if let Some(far) = self.connection.far() {
            self.hub.mailbox().unfeed(far);
        }
        self.hub.detach(&self.connection);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::peer::Transport;
    use crate::core::remote::frame::Head;
    use crate::core::remote::frame_reader::FrameReader;
    use crate::core::remote::frame_reader::tests::rounds_of_fuzzing;

    /// The channel `x` and no arguments, and a value of V8's.
    const LIST: &[u8] = &[1, 1, 1, b'x', 0];
    const RAW: &[u8] = &[1, 3, 0, 0xff, 15, b'_'];

    /// A conversation in which everything is said that a process may say.
    fn conversation() -> Vec<u8> {
        let frames = [
            (Kind::Attached, 0, RAW, 0),
            (Kind::Invoke, 1, LIST, 0),
            (Kind::Send, 2, LIST, 0),
            (Kind::PostMessage, 3, RAW, 2),
            (Kind::PortMessage, 1, RAW, 1),
            (Kind::PortClosed, 1, RAW, 0),
            (Kind::Said, 0, RAW, 0),
            (Kind::Return, 9, RAW, 0),
            (Kind::SendSync, 4, LIST, 0),
        ];
        let mut bytes = Vec::new();
        for (kind, request, body, ports) in frames {
            let head = Head {
                kind: kind as u8,
                blocks: 0,
                body: body.len(),
                ports,
                request,
            };
            head.write(&mut bytes);
            bytes.extend_from_slice(body);
        }
        bytes
    }

    /// What became of a conversation: how many messages main has, unless it was ended.
    fn talk(bytes: &[u8]) -> Result<usize, Violation> {
        let hub = Arc::new(Hub::default());
        let peer = hub.reserve(Transport::Process);
        let connection = peer.connection();
        connection.expect_return(9);
        let end = FarRenderer {
            hub: hub.clone(),
            peer,
            connection: connection.clone(),
            introduced: AtomicBool::new(false),
            waiting: Mutex::new(None),
        };
        let mut reader = FrameReader::new(1 << 20);
        let mut source = bytes;
        let outcome = loop {
            let count = reader.fill(&mut source).unwrap();
            let mut read = || {
                while let Some(frame) = reader.frame()? {
                    end.receive(frame)?;
                }
                Ok(())
            };
            match read() {
                Err(violation) => break Err(violation),
                Ok(()) if count == 0 => break Ok(hub.mailbox().load().messages),
                Ok(()) => {}
            }
        };
        end.ended();
        assert!(connection.is_closed());
        outcome
    }

    #[test]
    fn all_that_a_process_may_say_reaches_main() {
        assert_eq!(talk(&conversation()), Ok(9));
    }

    #[test]
    fn fault_130_a_handshake_with_damage_is_ended_or_understood_and_leaves_nothing() {
        let whole = conversation();
        let mut state = 130_u64;
        let mut random = move |below: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            usize::try_from(state >> 33).unwrap() % below
        };
        let (mut ended, mut understood) = (0_u64, 0_u64);
        for _ in 0..rounds_of_fuzzing() {
            let mut bytes = whole.clone();
            for _ in 0..=random(4) {
                let place = random(bytes.len());
                bytes[place] = random(256).to_le_bytes()[0];
            }
            bytes.truncate(1 + random(bytes.len()));
            match talk(&bytes) {
                Ok(messages) => {
                    assert!(messages <= 9, "no more than was sent");
                    understood += 1;
                }
                Err(_) => ended += 1,
            }
        }
        assert!(ended > understood / 10 && understood > ended / 10);
    }
}
