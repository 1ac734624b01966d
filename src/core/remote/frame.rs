//! What travels between two processes, and its form.
//!
//! A frame is a head of [`HEAD`] bytes, the lengths of its blocks (4 bytes each), its body and its blocks.
//! The head: kind (1 byte), how many blocks (2 bytes), a zero (1 byte), how long the body is (4 bytes), how
//! many ports travel with it (4 bytes), the request (8 bytes). Numbers are in little-endian order. All
//! lengths stand in front, so a receiver knows what is coming before it makes room for it.

use crate::core::message::{Kind, Message, RequestId};
use crate::core::remote::Violation;

/// How long the head of a frame is.
pub const HEAD: usize = 20;

/// How many blocks a message has at most: those that the codec makes, and one for ports.
pub const MOST_BLOCKS: usize = 257;

/// How many ports may travel with one message.
pub const MOST_PORTS: u32 = 256;

/// Control frames are at most so long.
pub const MOST_CONTROL: usize = 64;

/// What a greeting begins with; the version of the protocol follows.
const MAGIC: &[u8; 8] = b"ipcmain\0";

/// Control frames have kinds above those of messages.
const HELLO: u8 = 128;
const TAKEN: u8 = 129;
const LIMITS: u8 = 130;

/// One frame.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    /// The first in each direction: the version of the protocol.
    Hello(u32),
    /// So many messages, of so many bytes, were taken by the receiver's thread.
    Taken {
        /// Since the last such frame.
        messages: u32,
        /// Since the last such frame.
        bytes: u64,
    },
    /// The limits of main, in the order of [`crate::core::Refusal::LIMITS`].
    Limits([u64; 4]),
    /// What an envelope holds, without its sender, which the receiver knows.
    Message {
        /// What is asked of the receiver.
        kind: Kind,
        /// As in an envelope.
        request: RequestId,
        /// What was sent.
        message: Message,
    },
}

/// The head of a frame.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    /// The number of its kind.
    pub kind: u8,
    /// How many blocks it has.
    pub blocks: usize,
    /// How long its body is.
    pub body: usize,
    /// How many ports travel with it.
    pub ports: u32,
    /// The request that it makes or answers.
    pub request: RequestId,
}

impl Head {
    /// Writes a head.
    pub fn write(self, out: &mut Vec<u8>) {
        out.push(self.kind);
        // The codec makes far fewer.
        out.extend_from_slice(&u16::try_from(self.blocks).unwrap_or(u16::MAX).to_le_bytes());
        out.push(0);
        out.extend_from_slice(&length(self.body).to_le_bytes());
        out.extend_from_slice(&self.ports.to_le_bytes());
        out.extend_from_slice(&self.request.to_le_bytes());
    }

    /// Reads a head.
    ///
    /// # Errors
    /// When it contradicts itself.
    pub fn read(bytes: &[u8; HEAD]) -> Result<Self, Violation> {
        let [
            kind,
            n0,
            n1,
            zero,
            b0,
            b1,
            b2,
            b3,
            p0,
            p1,
            p2,
            p3,
            request @ ..,
        ] = *bytes;
        let head = Self {
            kind,
            blocks: u16::from_le_bytes([n0, n1]).into(),
            body: u32::from_le_bytes([b0, b1, b2, b3]) as usize,
            ports: u32::from_le_bytes([p0, p1, p2, p3]),
            request: u64::from_le_bytes(request),
        };
        let is_control = kind >= HELLO;
        let fits = if is_control {
            head.body <= MOST_CONTROL && head.blocks == 0 && head.ports == 0 && head.request == 0
        } else {
            head.blocks <= MOST_BLOCKS && head.ports <= MOST_PORTS
        };
        // JavaScript numbers requests, so they stay below 2^53.
        if zero == 0 && fits && head.request < 1 << 53 {
            Ok(head)
        } else {
            Err(Violation::Head)
        }
    }
}

/// Lengths of one message stay below what V8 can read, which is less than this can say.
pub fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

impl Frame {
    /// Makes a frame of its parts.
    ///
    /// # Errors
    /// When there is no such frame.
    pub fn of(head: Head, message: Message) -> Result<Self, Violation> {
        let Head { kind, request, .. } = head;
        if let Some(kind) = Kind::ALL
            .into_iter()
            .find(|candidate| *candidate as u8 == kind)
        {
            return Ok(Self::Message {
                kind,
                request,
                message,
            });
        }
        match kind {
            HELLO => hello(&message.body),
            TAKEN => taken(&message.body),
            LIMITS => limits(&message.body),
            _ => Err(Violation::Kind),
        }
    }

    /// Writes a control frame; nothing for a message, whose parts are written as they are.
    pub fn write_control(&self, out: &mut Vec<u8>) {
        let (kind, body) = match self {
            Self::Hello(protocol) => {
                let mut body = MAGIC.to_vec();
                body.extend_from_slice(&protocol.to_le_bytes());
                (HELLO, body)
            }
            Self::Taken { messages, bytes } => {
                let mut body = messages.to_le_bytes().to_vec();
                body.extend_from_slice(&bytes.to_le_bytes());
                (TAKEN, body)
            }
            Self::Limits(values) => {
                let body = values.iter().flat_map(|value| value.to_le_bytes());
                (LIMITS, body.collect())
            }
            Self::Message { .. } => return,
        };
        let head = Head {
            kind,
            blocks: 0,
            body: body.len(),
            ports: 0,
            request: 0,
        };
        head.write(out);
        out.extend_from_slice(&body);
    }
}

fn hello(body: &[u8]) -> Result<Frame, Violation> {
    let protocol = body.strip_prefix(MAGIC).ok_or(Violation::Greeting)?;
    let protocol = protocol.try_into().map_err(|_| Violation::Greeting)?;
    Ok(Frame::Hello(u32::from_le_bytes(protocol)))
}

fn taken(body: &[u8]) -> Result<Frame, Violation> {
    let (messages, bytes) = body.split_first_chunk::<4>().ok_or(Violation::Head)?;
    let bytes = bytes.try_into().map_err(|_| Violation::Head)?;
    Ok(Frame::Taken {
        messages: u32::from_le_bytes(*messages),
        bytes: u64::from_le_bytes(bytes),
    })
}

fn limits(body: &[u8]) -> Result<Frame, Violation> {
    let mut values = [0; 4];
    let (chunks, rest) = body.as_chunks::<8>();
    if chunks.len() != values.len() || !rest.is_empty() {
        return Err(Violation::Head);
    }
    for (value, chunk) in values.iter_mut().zip(chunks) {
        *value = u64::from_le_bytes(*chunk);
    }
    Ok(Frame::Limits(values))
}
