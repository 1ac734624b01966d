//! Messages as JavaScript writes them: into memory that it shares with the native side, and with large pieces
//! handed over before.

use std::collections::TryReserveError;

use crate::core::blocks::Blocks;
use crate::core::message::{Block, Body, Message};

/// What stands before a body: its length and how many blocks belong to it, as two 32-bit numbers.
const HEAD: usize = 8;

/// The blocks of the messages that one thread is writing, those of the last one last. Nothing that JavaScript has
/// written is believed: what does not add up is no message.
#[derive(Debug, Default)]
pub struct Outgoing {
    blocks: Vec<Block>,
}

impl Outgoing {
    /// Copies a large piece of the message that is being written.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), TryReserveError> {
        self.blocks.push(Blocks::of_process().copy(bytes)?);
        Ok(())
    }

    /// Drops the blocks that were added last, or all: their message is not sent.
    pub fn drop_last(&mut self, count: usize) {
        self.blocks
            .truncate(self.blocks.len().saturating_sub(count));
    }

    /// The message that stands at an offset, with its blocks, which are not here any more then. None when no
    /// message stands there.
    pub fn message(&mut self, memory: &[u8], offset: usize, ports: u32) -> Option<Message> {
        let (body, first) = self.parts(memory, offset)?;
        let blocks = if first == self.blocks.len() {
            Vec::new()
        } else {
            self.blocks.split_off(first)
        };
        Some(Message {
            body: Body::from_slice(body),
            blocks,
            ports,
        })
    }

    /// How many bytes the message at an offset carries. None when no message stands there.
    pub fn bytes(&self, memory: &[u8], offset: usize) -> Option<usize> {
        let (body, first) = self.parts(memory, offset)?;
        let own = self.blocks.iter().skip(first);
        Some(body.len() + own.map(Vec::len).sum::<usize>())
    }

    /// The body that stands at an offset, and the first of its blocks.
    fn parts<'a>(&self, memory: &'a [u8], offset: usize) -> Option<(&'a [u8], usize)> {
        let (head, rest) = memory.get(offset..)?.split_first_chunk::<HEAD>()?;
        let [l0, l1, l2, l3, b0, b1, b2, b3] = *head;
        let length = u32::from_le_bytes([l0, l1, l2, l3]) as usize;
        let blocks = u32::from_le_bytes([b0, b1, b2, b3]) as usize;
        Some((rest.get(..length)?, self.blocks.len().checked_sub(blocks)?))
    }
}

#[cfg(test)]
mod tests;
