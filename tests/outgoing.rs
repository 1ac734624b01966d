//! Damaged memory: whatever JavaScript writes, the native side reads a message that lies in it whole, or none.
//!
//! `IPCMAIN_FUZZ=1000000` reads so many instead of a few; `IPCMAIN_SEED` gives another beginning.

#![cfg(not(ipc_sync = "loom"))]
// Tests say what they expect by failing.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use ipcmain::core::Outgoing;

/// A sequence that is the same for the same seed (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap()
    }

    /// Small, just about as large as it may be, or anything.
    fn number(&mut self) -> u32 {
        let any = u32::try_from(self.next() >> 32).unwrap();
        match self.below(4) {
            0 => any % 4,
            1 => any % 80,
            2 => u32::MAX - any % 4,
            _ => any,
        }
    }
}

fn named(variable: &str, otherwise: u64) -> u64 {
    let text = std::env::var(variable);
    text.map_or(otherwise, |text| text.parse().expect("it is a number"))
}

fn memory(random: &mut Random) -> Vec<u8> {
    let mut memory = vec![0; random.below(80)];
    for _ in 0..random.below(4) {
        let at = 4 * random.below(20);
        let number = random.number().to_le_bytes();
        let place = memory.iter_mut().skip(at);
        place.zip(number).for_each(|(byte, new)| *byte = new);
    }
    memory
}

/// What stands at an offset, said as simply as possible: where its body is, and how many blocks it has.
fn expected(memory: &[u8], offset: usize, blocks: usize) -> Option<(&[u8], usize)> {
    let number = |at: usize| -> Option<usize> {
        let bytes = memory.get(at..at.checked_add(4)?)?;
        Some(u32::from_le_bytes(bytes.try_into().unwrap()) as usize)
    };
    let (length, count) = (number(offset)?, number(offset.checked_add(4)?)?);
    let body = memory.get(offset + 8..(offset + 8).checked_add(length)?)?;
    (count <= blocks).then_some((body, count))
}

#[test]
fn a_damaged_message_is_read_whole_or_not_at_all() {
    let executions = named("IPCMAIN_FUZZ", 20_000);
    let mut random = Random(named("IPCMAIN_SEED", 1));
    let mut outgoing = Outgoing::default();
    let mut sizes: Vec<usize> = Vec::new();
    let mut read = 0;
    for n in 0..executions {
        if sizes.len() < 6 && random.below(2) == 0 {
            let size = [0, 1, 100, 40_000][random.below(4)];
            outgoing.add(&vec![7; size]).unwrap();
            sizes.push(size);
        }
        if random.below(8) == 0 {
            let count = random.number() as usize;
            outgoing.drop_last(count);
            sizes.truncate(sizes.len().saturating_sub(count));
        }
        let memory = memory(&mut random);
        let offset = if random.below(4) == 0 {
            random.number() as usize
        } else {
            4 * random.below(20)
        };
        let wanted = expected(&memory, offset, sizes.len());
        let own = wanted.map_or(0, |(_, count)| count);
        let first = sizes.len() - own;
        let bytes = wanted.map(|(body, _)| body.len() + sizes[first..].iter().sum::<usize>());
        assert_eq!(outgoing.bytes(&memory, offset), bytes, "execution {n}");
        let message = outgoing.message(&memory, offset, 3);
        let Some((body, _)) = wanted else {
            assert_eq!(message, None, "execution {n}");
            continue;
        };
        let message = message.expect("it stands there");
        assert_eq!(message.body.as_slice(), body, "execution {n}");
        let lengths: Vec<_> = message.blocks.iter().map(Vec::len).collect();
        assert_eq!(lengths, sizes.split_off(first), "execution {n}");
        // It is a copy: no more was allocated than was there.
        // What is short is part of the message.
        assert!(!message.body.spilled() || message.body.capacity() <= memory.len());
        read += 1;
    }
    println!("{executions} executions, {read} gave a message");
    assert!(
        read > executions / 100,
        "only {read} of {executions} were read"
    );
}
