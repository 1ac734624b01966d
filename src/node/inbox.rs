//! How envelopes get into JavaScript: as records in memory that it reads, so that an ordinary message makes
//! no object on the way.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use napi::bindgen_prelude::{Uint8Array, Uint8ArraySlice};

use crate::core::{Block, Blocks, Consumer, Envelope, Mailbox};

/// A record begins with these numbers, in the order of `lib/common/inbox.js`, which reads them: record
/// length, kind, peer, generation, request (8 bytes), ports, body length, blocks, first block, whether the
/// body is the first block, and 4 bytes that mean nothing. The lengths of the blocks follow, 8 bytes each,
/// then the body. Records are multiples of 8 bytes.
const HEAD: usize = 48;

/// Where JavaScript finds what was taken for it.
pub struct Inbox {
    /// The records of a batch.
    batch: RefCell<Uint8Array>,
    /// One record that was asked for by itself.
    single: RefCell<Uint8Array>,
    taken: RefCell<Vec<Envelope>>,
    consumer: RefCell<Consumer>,
    blocks: Told,
}

impl Inbox {
    /// Takes the memory into use. Only this writes it.
    pub fn new(batch: Uint8Array, single: Uint8Array) -> Self {
        Self {
            batch: batch.into(),
            single: single.into(),
            taken: RefCell::default(),
            consumer: RefCell::default(),
            blocks: Told::default(),
        }
    }

    /// Puts the next envelopes of a mailbox where JavaScript reads batches, and shows each to `seen`. Returns
    /// how many bytes; none when JavaScript must leave and will be rung again.
    pub fn take(&self, mailbox: &Mailbox, woken: bool, seen: impl Fn(&Envelope)) -> usize {
        let mut batch = self.batch.borrow_mut();
        let mut taken = self.taken.borrow_mut();
        let mut room = batch.len();
        let mut first = true;
        let mut consumer = self.consumer.borrow_mut();
        consumer.next(mailbox, woken, &mut taken, |envelope| {
            let size = Record::of(envelope, batch.len()).length;
            let fits = std::mem::take(&mut first) || size <= room;
            room = room.saturating_sub(size);
            fits
        });
        // SAFETY: only this thread uses the memory, and it runs no JavaScript meanwhile.
        let place = unsafe { batch.as_mut() };
        let mut used = 0;
        for envelope in taken.drain(..) {
            seen(&envelope);
            let place = place.get_mut(used..).unwrap_or_default();
            used += self.write(envelope, place);
        }
        used
    }

    /// Puts one envelope where JavaScript reads single ones.
    pub fn give(&self, envelope: Envelope) {
        let mut single = self.single.borrow_mut();
        // SAFETY: only this thread uses the memory, and it runs no JavaScript meanwhile.
        self.write(envelope, unsafe { single.as_mut() });
    }

    /// Copies a block into memory of the same size and forgets it. False when there is no such block.
    pub fn fetch(&self, number: u32, mut place: Uint8ArraySlice<'_>) -> bool {
        let Some(block) = self.blocks.kept.borrow_mut().remove(&number) else {
            return false;
        };
        // SAFETY: only this thread uses the memory, and it runs no JavaScript meanwhile.
        let place = unsafe { place.as_mut() };
        let fits = place.len() == block.len();
        if fits {
            place.copy_from_slice(&block);
        }
        Blocks::of_process().give(block);
        fits
    }

    fn write(&self, envelope: Envelope, place: &mut [u8]) -> usize {
        let Record {
            length,
            body_is_block,
        } = Record::of(&envelope, place.len());
        let Envelope {
            kind,
            sender,
            request,
            message,
        } = envelope;
        let blocks = message.blocks.len() + usize::from(body_is_block);
        let mut lengths = Vec::new();
        if body_is_block {
            lengths.push(message.body.len());
        }
        lengths.extend(message.blocks.iter().map(Vec::len));
        let body = if body_is_block {
            &[][..]
        } else {
            &message.body
        };
        let mut writer = Writer { place, used: 0 };
        writer.number(length);
        writer.number(kind as usize);
        writer.number(sender.peer as usize);
        writer.number(sender.generation as usize);
        writer.bytes(&super::number(request).to_ne_bytes());
        writer.number(message.ports as usize);
        writer.number(body.len());
        writer.number(blocks);
        writer.number(self.blocks.next.get() as usize);
        writer.number(usize::from(body_is_block));
        writer.number(0);
        for length in lengths {
            writer.bytes(&super::number(length as u64).to_ne_bytes());
        }
        writer.bytes(body);
        if body_is_block {
            self.blocks.keep(message.body.into_vec());
        }
        for block in message.blocks {
            self.blocks.keep(block);
        }
        length
    }
}

/// How an envelope will be written.
struct Record {
    length: usize,
    body_is_block: bool,
}

impl Record {
    fn of(envelope: &Envelope, room: usize) -> Self {
        let message = &envelope.message;
        let length = |blocks: usize, body: usize| (HEAD + 8 * blocks + body).next_multiple_of(8);
        let blocks = message.blocks.len();
        let whole = length(blocks, message.body.len());
        let body_is_block = whole > room;
        Self {
            length: if body_is_block {
                length(blocks + 1, 0)
            } else {
                whole
            },
            body_is_block,
        }
    }
}

/// Blocks that JavaScript has been told of, until it fetches them.
#[derive(Default)]
struct Told {
    next: Cell<u32>,
    kept: RefCell<HashMap<u32, Block>>,
}

impl Told {
    fn keep(&self, block: Block) {
        let number = self.next.get();
        self.next.set(number.wrapping_add(1));
        self.kept.borrow_mut().insert(number, block);
    }
}

struct Writer<'a> {
    place: &'a mut [u8],
    used: usize,
}

impl Writer<'_> {
    /// JavaScript reads 32 bits: peers and lengths of records stay below that.
    #[allow(clippy::cast_possible_truncation, reason = "see above")]
    fn number(&mut self, number: usize) {
        self.bytes(&(number as u32).to_ne_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        if let Some(place) = self.place.get_mut(self.used..self.used + bytes.len()) {
            place.copy_from_slice(bytes);
        }
        self.used += bytes.len();
    }
}
