//! Where JavaScript writes messages, and where they are copied from.

use std::cell::RefCell;
use std::rc::Rc;

use napi::bindgen_prelude::{Error, Result, Status, Uint8Array};
use napi_derive::napi;

use crate::core::{Block, Blocks, Message};

/// What stands before a body: its length and how many blocks belong to it, as two 32-bit numbers.
const HEAD: usize = 8;

/// The memory in which JavaScript writes messages, one after the other or, when a getter sends while its
/// object is written, one behind the other.
#[napi]
#[derive(Clone)]
pub struct Outbox(Rc<State>);

struct State {
    scratch: Uint8Array,
    blocks: RefCell<Vec<Block>>,
}

#[napi]
impl Outbox {
    /// Takes the memory into use. Only JavaScript writes it.
    #[napi(constructor, catch_unwind)]
    pub fn new(scratch: Uint8Array) -> Self {
        Self(Rc::new(State {
            scratch,
            blocks: RefCell::default(),
        }))
    }

    /// Copies a large piece of the message that is being written.
    ///
    /// Throws when there is no memory for it.
    #[napi(catch_unwind)]
    pub fn add_block(&self, bytes: &[u8]) -> Result<()> {
        let block = Blocks::of_process()
            .copy(bytes)
            .map_err(|error| Error::new(Status::GenericFailure, error.to_string()))?;
        self.0.blocks.borrow_mut().push(block);
        Ok(())
    }

    /// Drops the blocks that were added last: the message that they belong to is not sent.
    #[napi(catch_unwind)]
    pub fn drop_blocks(&self, count: u32) {
        drop(self.take_blocks(count as usize));
    }
}

impl Outbox {
    /// The message that stands at this offset, with its blocks, which were added last.
    ///
    /// # Errors
    /// When no message stands there.
    pub fn message(&self, offset: u32, ports: u32) -> Result<Message> {
        let (body, blocks) = self.parts(offset as usize).ok_or_else(nothing_there)?;
        Ok(Message {
            body: body.to_vec(),
            blocks: self.take_blocks(blocks),
            ports,
        })
    }

    /// How many bytes the message at this offset carries.
    ///
    /// # Errors
    /// When no message stands there.
    pub fn bytes(&self, offset: u32) -> Result<usize> {
        let (body, count) = self.parts(offset as usize).ok_or_else(nothing_there)?;
        let blocks = self.0.blocks.borrow();
        let own = blocks.iter().rev().take(count);
        Ok(body.len() + own.map(Vec::len).sum::<usize>())
    }

    fn parts(&self, offset: usize) -> Option<(&[u8], usize)> {
        let (head, rest) = self.0.scratch.get(offset..)?.split_first_chunk::<HEAD>()?;
        let [l0, l1, l2, l3, b0, b1, b2, b3] = *head;
        let length = u32::from_le_bytes([l0, l1, l2, l3]) as usize;
        let blocks = u32::from_le_bytes([b0, b1, b2, b3]) as usize;
        Some((rest.get(..length)?, blocks))
    }

    fn take_blocks(&self, count: usize) -> Vec<Block> {
        if count == 0 {
            return Vec::new();
        }
        let mut blocks = self.0.blocks.borrow_mut();
        let first = blocks.len().saturating_sub(count);
        blocks.split_off(first)
    }
}

fn nothing_there() -> Error {
    Error::new(Status::InvalidArg, "no message stands at this offset")
}
