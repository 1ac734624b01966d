//! What waits to be written to a socket.

use std::collections::VecDeque;
use std::io::{self, IoSlice, Write};
use std::mem;

use crate::core::blocks::Blocks;
use crate::core::message::{Envelope, Message, RequestId};
use crate::core::remote::frame::{Frame, Head, length};

/// Smaller pieces are copied together, so that one call writes many messages.
const SMALL: usize = 16 * 1024;

/// How many pieces one call writes.
const PIECES: usize = 32;

/// Frames as pieces of bytes, written as far as the socket takes them.
#[derive(Default)]
pub struct Outgoing {
    pieces: VecDeque<Vec<u8>>,
    /// The last piece, which grows.
    tail: Vec<u8>,
    /// How much of the first piece is written.
    written: usize,
}

impl Outgoing {
    /// Adds a control frame.
    pub fn control(&mut self, frame: &Frame) {
        frame.write_control(self.small());
    }

    /// Adds an envelope as a frame.
    pub fn envelope(&mut self, envelope: Envelope) {
        let Envelope {
            kind,
            request,
            message,
            ..
        } = envelope;
        self.message(kind as u8, request, message);
    }

    fn message(&mut self, kind: u8, request: RequestId, message: Message) {
        let Message {
            body,
            blocks,
            ports,
        } = message;
        let out = self.small();
        let head = Head {
            kind,
            blocks: blocks.len(),
            body: body.len(),
            ports,
            request,
        };
        head.write(out);
        for block in &blocks {
            out.extend_from_slice(&length(block.len()).to_le_bytes());
        }
        if body.spilled() {
            self.piece(body.into_vec());
        } else {
            self.small().extend_from_slice(&body);
        }
        for block in blocks {
            self.piece(block);
        }
    }

    fn piece(&mut self, piece: Vec<u8>) {
        if piece.len() <= SMALL {
            self.small().extend_from_slice(&piece);
        } else {
            self.seal();
            self.pieces.push_back(piece);
        }
    }

    /// A piece that something small can be added to.
    fn small(&mut self) -> &mut Vec<u8> {
        if self.tail.len() > SMALL {
            self.seal();
        }
        &mut self.tail
    }

    /// What was copied together is a piece of its own.
    fn seal(&mut self) {
        if !self.tail.is_empty() {
            self.pieces.push_back(mem::take(&mut self.tail));
        }
    }

    /// Whether everything is written.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty() && self.tail.is_empty()
    }

    /// How many bytes wait.
    pub fn left(&self) -> usize {
        let pieces: usize = self.pieces.iter().map(Vec::len).sum();
        pieces + self.tail.len() - self.written
    }

    /// Writes once. Returns how many bytes went.
    ///
    /// # Errors
    /// Those of the socket.
    pub fn write(&mut self, out: &mut impl Write) -> io::Result<usize> {
        if self.pieces.is_empty() {
            return self.write_tail(out);
        }
        self.seal();
        let mut slices = [IoSlice::new(&[]); PIECES];
        let mut skip = self.written;
        for (slice, piece) in slices.iter_mut().zip(&self.pieces) {
            *slice = IoSlice::new(piece.get(skip..).unwrap_or_default());
            skip = 0;
        }
        let count = self.pieces.len().min(PIECES);
        let sent = out.write_vectored(slices.get(..count).unwrap_or_default())?;
        self.advance(sent);
        Ok(sent)
    }

    /// What most messages are: small, and alone. Their memory is used again.
    fn write_tail(&mut self, out: &mut impl Write) -> io::Result<usize> {
        let sent = out.write(&self.tail)?;
        if sent == self.tail.len() {
            self.tail.clear();
        } else {
            self.seal();
            self.written = sent;
        }
        Ok(sent)
    }

    fn advance(&mut self, sent: usize) {
        self.written += sent;
        while let Some(first) = self.pieces.front() {
            if first.len() > self.written {
                return;
            }
            self.written -= first.len();
            if let Some(done) = self.pieces.pop_front() {
                Blocks::of_process().give(done);
            }
        }
    }
}
