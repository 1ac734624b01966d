//! Where JavaScript writes messages, and where they are copied from.

use std::cell::RefCell;
use std::rc::Rc;

use napi::bindgen_prelude::{Error, Result, Status, Uint8Array};
use napi_derive::napi;

use crate::core::{Message, Outgoing};

/// The memory in which JavaScript writes messages, one after the other or, when a getter sends while its
/// object is written, one behind the other.
#[napi]
#[derive(Clone)]
pub struct Outbox(Rc<State>);

struct State {
    scratch: Uint8Array,
    outgoing: RefCell<Outgoing>,
}

#[napi]
impl Outbox {
    /// Takes the memory into use. Only JavaScript writes it.
    #[napi(constructor, catch_unwind)]
    pub fn new(scratch: Uint8Array) -> Self {
        Self(Rc::new(State {
            scratch,
            outgoing: RefCell::default(),
        }))
    }

    /// Copies a large piece of the message that is being written.
    ///
    /// Throws when there is no memory for it.
    #[napi(catch_unwind)]
    pub fn add_block(&self, bytes: &[u8]) -> Result<()> {
        let added = self.0.outgoing.borrow_mut().add(bytes);
        added.map_err(|error| Error::new(Status::GenericFailure, error.to_string()))
    }

    /// Drops the blocks that were added last: the message that they belong to is not sent.
    #[napi(catch_unwind)]
    pub fn drop_blocks(&self, count: u32) {
        self.0.outgoing.borrow_mut().drop_last(count as usize);
    }
}

impl Outbox {
    /// The message that stands at this offset, with its blocks, which were added last.
    ///
    /// # Errors
    /// When no message stands there.
    pub fn message(&self, offset: u32, ports: u32) -> Result<Message> {
        let mut outgoing = self.0.outgoing.borrow_mut();
        let message = outgoing.message(&self.0.scratch, offset as usize, ports);
        message.ok_or_else(nothing_there)
    }

    /// How many bytes the message at this offset carries.
    ///
    /// # Errors
    /// When no message stands there.
    pub fn bytes(&self, offset: u32) -> Result<usize> {
        let outgoing = self.0.outgoing.borrow();
        let bytes = outgoing.bytes(&self.0.scratch, offset as usize);
        bytes.ok_or_else(nothing_there)
    }
}

fn nothing_there() -> Error {
    Error::new(Status::InvalidArg, "no message stands at this offset")
}
