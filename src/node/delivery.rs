//! An envelope as a JavaScript object.

use napi::bindgen_prelude::Buffer;
use napi_derive::napi;

use crate::core::mailbox::Taken;

use super::number;

/// One envelope, taken out of a mailbox.
#[napi(object, object_from_js = false)]
pub struct Delivery {
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
    pub payload: Buffer,
    /// How many envelopes wait behind this one.
    pub remaining: u32,
}

impl From<Taken> for Delivery {
    fn from(taken: Taken) -> Self {
        let envelope = taken.envelope;
        Self {
            kind: u32::from(envelope.kind as u8),
            peer: envelope.sender.peer,
            generation: envelope.sender.generation,
            channel: envelope.channel,
            request: number(envelope.request),
            payload: envelope.payload.into(),
            remaining: u32::try_from(taken.remaining).unwrap_or(u32::MAX),
        }
    }
}
