//! Makes frames of the bytes of a stream. It trusts nothing: a length is compared with the limits before
//! anything is made for it, and memory grows with what has come, not with what was said.

use std::io::{self, Read};
use std::mem;

use crate::core::message::Message;
use crate::core::remote::Violation;
use crate::core::remote::frame::{Frame, HEAD, Head};

/// How much is read at once.
const BUFFER: usize = 64 * 1024;

/// Room is made for so much at a time.
const STEP: usize = 1024 * 1024;

/// A part of a message with more than this still to come is read to its place, past the buffer.
const LARGE: usize = 16 * 1024;

/// One direction of a stream.
pub struct FrameReader {
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    most: usize,
    open: Option<Open>,
}

/// A frame of which a part is still to come.
struct Open {
    head: Head,
    /// How long its blocks are, in the order of the message.
    lengths: Vec<usize>,
    /// What is whole: the body, then blocks.
    parts: Vec<Vec<u8>>,
    /// What is being read.
    part: Vec<u8>,
}

impl Open {
    /// How many bytes of the part that is being read are to come; nothing when all parts are whole.
    fn missing(&self) -> Option<usize> {
        let length = match self.parts.len() {
            0 => self.head.body,
            whole => *self.lengths.get(whole - 1)?,
        };
        Some(length - self.part.len())
    }

    fn into_frame(self) -> Result<Frame, Violation> {
        let mut parts = self.parts.into_iter();
        let message = Message {
            body: parts.next().unwrap_or_default().into(),
            blocks: parts.collect(),
            ports: self.head.ports,
        };
        Frame::of(self.head, message)
    }
}

impl FrameReader {
    /// Reads frames whose messages have at most so many bytes.
    pub fn new(most: usize) -> Self {
        Self {
            buffer: vec![0; BUFFER],
            start: 0,
            end: 0,
            most,
            open: None,
        }
    }

    /// Messages may have so many bytes from now on, if that is more.
    pub fn allow(&mut self, most: usize) {
        self.most = self.most.max(most);
    }

    /// Whether a frame has begun and not ended.
    pub const fn is_inside(&self) -> bool {
        self.open.is_some() || self.end > self.start
    }

    /// Reads once. Returns how many bytes came; none at the end of the stream.
    ///
    /// # Errors
    /// Those of the source.
    pub fn fill(&mut self, source: &mut impl Read) -> io::Result<usize> {
        if self.start == self.end
            && let Some(open) = &mut self.open
            && let Some(missing) = open.missing()
            && missing > LARGE
        {
            return fill_part(&mut open.part, missing, source);
        }
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        let room = self.buffer.get_mut(self.end..).unwrap_or_default();
        let count = source.read(room)?;
        self.end += count;
        Ok(count)
    }

    /// The next frame of what was read; nothing when its end has not come.
    ///
    /// # Errors
    /// When what came is not such a frame, or there is no memory for it.
    pub fn frame(&mut self) -> Result<Option<Frame>, Violation> {
        if self.open.is_none() && !self.begin()? {
            return Ok(None);
        }
        let Some(mut open) = self.open.take() else {
            return Ok(None);
        };
        while let Some(missing) = open.missing() {
            let there = self.buffer.get(self.start..self.end).unwrap_or_default();
            let there = there.get(..missing).unwrap_or(there);
            if there.len() == missing && open.part.is_empty() {
                open.part.try_reserve_exact(missing).map_err(no_memory)?;
            }
            open.part.try_reserve(there.len()).map_err(no_memory)?;
            open.part.extend_from_slice(there);
            self.start += there.len();
            if there.len() < missing {
                self.open = Some(open);
                return Ok(None);
            }
            open.parts.push(mem::take(&mut open.part));
        }
        open.into_frame().map(Some)
    }

    /// Reads a head and the lengths behind it. False when they have not come.
    fn begin(&mut self) -> Result<bool, Violation> {
        let there = self.buffer.get(self.start..self.end).unwrap_or_default();
        let Some((head, rest)) = there.split_first_chunk::<HEAD>() else {
            return Ok(false);
        };
        let head = Head::read(head)?;
        let Some(lengths) = rest.get(..4 * head.blocks) else {
            return Ok(false);
        };
        let (lengths, _) = lengths.as_chunks::<4>();
        let lengths: Vec<_> = lengths
            .iter()
            .map(|length| u32::from_le_bytes(*length) as usize)
            .collect();
        let whole = lengths
            .iter()
            .fold(head.body, |sum, length| sum.saturating_add(*length));
        if whole > self.most {
            return Err(Violation::Size);
        }
        self.start += HEAD + 4 * head.blocks;
        self.open = Some(Open {
            head,
            parts: Vec::with_capacity(1 + lengths.len()),
            lengths,
            part: Vec::new(),
        });
        Ok(true)
    }
}

/// Reads into the part itself. What has come stays there, whatever this returns.
fn fill_part(part: &mut Vec<u8>, missing: usize, source: &mut impl Read) -> io::Result<usize> {
    let step = missing.min(STEP);
    part.try_reserve(step)
        .map_err(|_| io::Error::from(io::ErrorKind::OutOfMemory))?;
    let before = part.len();
    let outcome = source.take(step as u64).read_to_end(part);
    match (outcome, part.len() - before) {
        (Err(error), 0) => Err(error),
        // An error comes again the next time.
        (_, count) => Ok(count),
    }
}

fn no_memory(_: std::collections::TryReserveError) -> Violation {
    Violation::Size
}

#[cfg(test)]
pub(super) mod tests;
