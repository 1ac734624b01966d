//! Why a connection to another process was ended.

/// What the other process has done. The numbers are only ever added to.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Violation {
    /// Its first frame was not a greeting, or a later one was.
    Greeting = 1,
    /// It speaks another version of the protocol.
    Protocol = 2,
    /// A frame of a kind that does not exist, or that this side does not take.
    Kind = 3,
    /// A frame whose head contradicts itself.
    Head = 4,
    /// A message over the limits, or one for which there is no memory.
    Size = 5,
    /// A message before its renderer has introduced itself, or a second introduction.
    Introduction = 6,
    /// A request whose number has come before.
    Replay = 7,
    /// An answer to what was not asked.
    Answer = 8,
    /// It says that it has taken more than it was sent.
    Credit = 9,
    /// A message whose body is not what this package writes.
    Body = 10,
    /// A frame was begun and not finished.
    Stalled = 11,
    /// More requests without an answer than it may have.
    Requests = 12,
    /// Ports that are not there, or too many of them.
    Ports = 13,
}

impl Violation {
    /// Every violation, in the order of the numbers.
    pub const ALL: [Self; 13] = [
        Self::Greeting,
        Self::Protocol,
        Self::Kind,
        Self::Head,
        Self::Size,
        Self::Introduction,
        Self::Replay,
        Self::Answer,
        Self::Credit,
        Self::Body,
        Self::Stalled,
        Self::Requests,
        Self::Ports,
    ];

    /// What is said of it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Greeting => "its first frame was not a greeting, or a later one was",
            Self::Protocol => "it speaks another version of the protocol",
            Self::Kind => "a frame of a kind that is not taken here",
            Self::Head => "a frame whose head contradicts itself",
            Self::Size => "a message over the limits",
            Self::Introduction => "a message before the introduction, or a second introduction",
            Self::Replay => "a request whose number has come before",
            Self::Answer => "an answer to what was not asked",
            Self::Credit => "it claims to have taken more than it was sent",
            Self::Body => "a message that this package does not write",
            Self::Stalled => "a frame that was begun and not finished",
            Self::Requests => "more requests without an answer than it may have",
            Self::Ports => "ports that are not there, or too many",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn violations_are_numbered_without_a_gap() {
        for (index, violation) in Violation::ALL.iter().enumerate() {
            assert_eq!(*violation as usize, index + 1);
        }
    }
}
