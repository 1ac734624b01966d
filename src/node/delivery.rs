//! An envelope as a JavaScript object.

use napi::bindgen_prelude::{BufferSlice, Env, Result};
use napi_derive::napi;

use crate::core::mailbox::Taken;

use super::number;

/// Up to this size a copy is cheaper than letting JavaScript own the memory, which costs a finalizer.
const LARGEST_COPY: usize = 64 * 1024;

/// One envelope, taken out of a mailbox.
#[napi(object, object_from_js = false)]
pub struct Delivery<'env> {
    /// What is asked, as a number of `messageKinds`.
    pub kind: u32,
    /// The renderer that it comes from or belongs to.
    pub peer: u32,
    /// Which of that renderer's connections.
    pub generation: u32,
    /// The channel, or an empty string.
    pub channel: String,
    /// The request to answer, or 0.
    pub request: f64,
    /// The serialized arguments.
    pub payload: BufferSlice<'env>,
    /// How many ports travel beside it.
    pub ports: u32,
    /// How many envelopes wait behind this one.
    pub remaining: u32,
}

impl<'env> Delivery<'env> {
    /// Makes the object in the environment that takes the envelope.
    pub fn new(env: &'env Env, taken: Taken) -> Result<Self> {
        let envelope = taken.envelope;
        Ok(Self {
            kind: u32::from(envelope.kind as u8),
            peer: envelope.sender.peer,
            generation: envelope.sender.generation,
            channel: envelope.message.channel,
            request: number(envelope.request),
            payload: buffer(env, envelope.message.payload)?,
            ports: envelope.message.ports,
            remaining: u32::try_from(taken.remaining).unwrap_or(u32::MAX),
        })
    }
}

/// Bytes of the core as a Buffer.
pub fn buffer(env: &Env, bytes: Vec<u8>) -> Result<BufferSlice<'_>> {
    if bytes.len() <= LARGEST_COPY {
        BufferSlice::copy_from(env, bytes)
    } else {
        BufferSlice::from_data(env, bytes)
    }
}
