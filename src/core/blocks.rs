//! Memory for blocks, kept for the next: fresh memory of that size comes from the system page by page, each at
//! the cost of a fault.

use std::collections::TryReserveError;

use crate::core::message::Block;
use crate::core::sync::{LazyLock, Mutex};

/// Smaller ones are quick to allocate.
const SMALLEST: usize = 32 * 1024;

/// How many bytes are kept at most; what is beyond goes back to the system.
const MOST: usize = 8 * 1024 * 1024;

/// What was given back and waits for use. One for the process, because a block goes from thread to thread.
#[derive(Default)]
pub struct Blocks {
    /// Protects the blocks, the most recent last. Nothing is allocated, copied or dropped under it.
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    blocks: Vec<Block>,
    bytes: usize,
}

impl Blocks {
    /// Those of the process.
    pub fn of_process() -> &'static Self {
        static BLOCKS: LazyLock<Blocks> = LazyLock::new(Blocks::default);
        &BLOCKS
    }

    /// A block with a copy of these bytes.
    ///
    /// # Errors
    /// When there is no memory for it: that must not end the process.
    pub fn copy(&self, bytes: &[u8]) -> Result<Block, TryReserveError> {
        let mut block = self.take(bytes.len()).unwrap_or_default();
        block.clear();
        block.try_reserve_exact(bytes.len())?;
        block.extend_from_slice(bytes);
        Ok(block)
    }

    /// Takes a block back.
    pub fn give(&self, block: Block) {
        let size = block.capacity();
        if size < SMALLEST {
            return;
        }
        let mut kept = self.kept.lock();
        if kept.bytes + size <= MOST {
            kept.bytes += size;
            kept.blocks.push(block);
        }
    }

    fn take(&self, length: usize) -> Option<Block> {
        if length < SMALLEST {
            return None;
        }
        let mut kept = self.kept.lock();
        // A block that is much too large would be missed where it is needed.
        let index = kept
            .blocks
            .iter()
            .rposition(|block| (length..=2 * length).contains(&block.capacity()))?;
        let block = kept.blocks.swap_remove(index);
        kept.bytes -= block.capacity();
        Some(block)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_that_was_given_back_is_used_again_for_a_like_size() {
        let blocks = Blocks::default();
        let bytes = vec![1; 100_000];
        let first = blocks.copy(&bytes).unwrap();
        let place = first.as_ptr();
        blocks.give(first);
        let much_smaller = blocks.copy(bytes.get(..40_000).unwrap()).unwrap();
        assert_ne!(much_smaller.as_ptr(), place);
        let second = blocks.copy(bytes.get(..90_000).unwrap()).unwrap();
        assert_eq!(second.as_ptr(), place);
        assert_eq!(second.len(), 90_000);
        assert_eq!(blocks.kept.lock().bytes, 0);
    }

    #[test]
    fn small_blocks_and_too_many_are_not_kept() {
        let blocks = Blocks::default();
        blocks.give(vec![0; 100]);
        for _ in 0..20 {
            blocks.give(vec![0; 1024 * 1024]);
        }
        assert_eq!(blocks.kept.lock().bytes, MOST);
    }
}
