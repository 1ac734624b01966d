//! What travels between main and a renderer. This file alone names the kinds: the JavaScript face
//! asks for them when it loads.

use smallvec::SmallVec;

use crate::core::peer::PeerId;

/// Numbers one request of one connection. Never reused within that connection; 0 means none.
pub type RequestId = u64;

/// What an envelope asks of its receiver.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// To main: a renderer has come; the first envelope of its connection.
    Attached = 1,
    /// Both ways: a message that wants no answer.
    Send = 2,
    /// To main: the renderer's thread waits for the answer.
    SendSync = 3,
    /// To main: the renderer holds a promise for the answer.
    Invoke = 4,
    /// To a renderer: the answer to an [`Kind::Invoke`].
    Reply = 5,
    /// To main: the renderer is gone; the last envelope of its connection.
    Detached = 6,
    /// To a renderer: main has let go of it; open requests will not be answered.
    Released = 7,
    /// Both ways: one value, and ports that travel beside the envelope.
    PostMessage = 8,
    /// To a renderer: the package itself asks something of it.
    Call = 9,
    /// To main: the answer to a [`Kind::Call`].
    Return = 10,
    /// Both ways, between processes: what was posted to a port whose other end is there. The request is the
    /// number of the port.
    PortMessage = 11,
    /// Both ways, between processes: such a port is closed.
    PortClosed = 12,
    /// To main: what a renderer says for the package itself.
    Said = 13,
}

impl Kind {
    /// Every kind, in the order of the numbers.
    pub const ALL: [Self; 13] = [
        Self::Attached,
        Self::Send,
        Self::SendSync,
        Self::Invoke,
        Self::Reply,
        Self::Detached,
        Self::Released,
        Self::PostMessage,
        Self::Call,
        Self::Return,
        Self::PortMessage,
        Self::PortClosed,
        Self::Said,
    ];

    /// Whether the core itself says that something has happened.
    pub const fn is_notice(self) -> bool {
        matches!(self, Self::Attached | Self::Detached | Self::Released)
    }

    /// Whether it ends something that its receiver has asked.
    pub const fn is_answer(self) -> bool {
        matches!(self, Self::Reply | Self::Return)
    }

    /// Whether it concerns a port between two processes.
    pub const fn is_of_port(self) -> bool {
        matches!(self, Self::PortMessage | Self::PortClosed)
    }

    /// The name under which the JavaScript face knows this kind.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Attached => "attached",
            Self::Send => "send",
            Self::SendSync => "sendSync",
            Self::Invoke => "invoke",
            Self::Reply => "reply",
            Self::Detached => "detached",
            Self::Released => "released",
            Self::PostMessage => "postMessage",
            Self::Call => "call",
            Self::Return => "return",
            Self::PortMessage => "portMessage",
            Self::PortClosed => "portClosed",
            Self::Said => "said",
        }
    }
}

/// Who sent an envelope. Filled in by the core, never by the sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    /// The renderer.
    pub peer: PeerId,
    /// Which of that renderer's connections; a successor has a higher number.
    pub generation: u32,
}

impl Address {
    /// That of what has no sender here.
    pub const NOBODY: Self = Self {
        peer: 0,
        generation: 0,
    };
}

/// What the sender gives.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// The channel and the arguments, in the form that `lib/common/codec` defines; empty for kinds that
    /// have neither.
    pub body: Body,
    /// Large pieces of the arguments, which the body names by their number.
    pub blocks: Vec<Block>,
    /// How many ports travel beside the envelope, over Node's own means.
    pub ports: u32,
}

/// A short one is part of its envelope: memory that one thread gets and another gives back makes both wait.
pub type Body = SmallVec<[u8; 64]>;

/// A large piece of a message.
pub type Block = Vec<u8>;

impl Message {
    /// A message without blocks and ports.
    pub fn new(body: &[u8]) -> Self {
        Self {
            body: Body::from_slice(body),
            ..Self::default()
        }
    }

    /// How many bytes it carries.
    pub fn bytes(&self) -> usize {
        self.body.len() + self.blocks.iter().map(Vec::len).sum::<usize>()
    }
}

/// One message on its way, owned by exactly one holder at any time.
#[derive(Debug, PartialEq, Eq)]
pub struct Envelope {
    /// What is asked of the receiver.
    pub kind: Kind,
    /// The renderer that this envelope comes from or, in its own mailbox, belongs to.
    pub sender: Address,
    /// The request to answer, or that is answered; 0 for kinds that have none. Renderers number theirs,
    /// and main numbers its calls.
    pub request: RequestId,
    /// What the sender gave.
    pub message: Message,
}

impl Envelope {
    /// An envelope that only says that something happened to its sender.
    pub fn notice(kind: Kind, sender: Address) -> Self {
        Self {
            kind,
            sender,
            request: 0,
            message: Message::default(),
        }
    }

    /// What this envelope costs in its mailbox's account, in bytes.
    pub fn bytes(&self) -> usize {
        self.message.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_numbered_without_a_gap_and_named_once() {
        for (index, kind) in Kind::ALL.iter().enumerate() {
            assert_eq!(*kind as usize, index + 1);
        }
        let mut names: Vec<_> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Kind::ALL.len());
    }
}
