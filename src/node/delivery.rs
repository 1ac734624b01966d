//! How an envelope gets into JavaScript: its numbers into one typed array, its bytes into another, so that
//! an ordinary message makes no object but its channel's string.

use napi::bindgen_prelude::{Buffer, Either, Float64ArraySlice, Null, Uint8ArraySlice};

use crate::core::mailbox::Taken;

use super::number;

/// Where each number stands in the header: the order of `lib/common/inbox.js`.
pub const HEADER_LENGTH: usize = 7;

/// What `take` returns: the channel, or nothing when no envelope waits.
pub type Channel = Either<String, Null>;

/// A payload that was too large for the scratch buffer, until JavaScript fetches it.
#[derive(Default)]
pub struct Overflow(Option<Vec<u8>>);

impl Overflow {
    /// Copies the bytes into the scratch buffer, or keeps them. Returns how many there are.
    pub fn give(&mut self, bytes: Vec<u8>, scratch: &mut Uint8ArraySlice<'_>) -> usize {
        let length = bytes.len();
        // SAFETY: the array belongs to the thread that calls, which runs no JavaScript meanwhile.
        let scratch = unsafe { scratch.as_mut() };
        if let Some(place) = scratch.get_mut(..length) {
            place.copy_from_slice(&bytes);
        } else {
            self.0 = Some(bytes);
        }
        length
    }

    /// Hands out the bytes that were kept.
    pub fn fetch(&mut self) -> Buffer {
        self.0.take().unwrap_or_default().into()
    }

    /// Hands out an envelope.
    pub fn deliver(
        &mut self,
        taken: Option<Taken>,
        header: &mut Float64ArraySlice<'_>,
        scratch: &mut Uint8ArraySlice<'_>,
    ) -> Channel {
        let Some(Taken {
            envelope,
            remaining,
        }) = taken
        else {
            return Either::B(Null);
        };
        let message = envelope.message;
        let length = self.give(message.payload, scratch);
        let numbers: [f64; HEADER_LENGTH] = [
            f64::from(envelope.kind as u8),
            f64::from(envelope.sender.peer),
            f64::from(envelope.sender.generation),
            number(envelope.request),
            f64::from(message.ports),
            number(length as u64),
            number(remaining as u64),
        ];
        // SAFETY: the array belongs to the thread that calls, which runs no JavaScript meanwhile.
        let header = unsafe { header.as_mut() };
        if let Some(place) = header.get_mut(..HEADER_LENGTH) {
            place.copy_from_slice(&numbers);
        }
        Either::A(message.channel)
    }
}
