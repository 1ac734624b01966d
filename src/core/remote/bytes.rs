//! Reads bytes one after the other, and never past their end.

use crate::core::remote::Violation;

/// What is left to read.
#[derive(Clone, Copy)]
pub struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    /// Reads these.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// How many are left.
    pub const fn left(&self) -> usize {
        self.0.len()
    }

    /// The next one, which stays.
    pub fn peek(&self) -> Option<u8> {
        self.0.first().copied()
    }

    /// The next one.
    ///
    /// # Errors
    /// When there is none.
    pub fn byte(&mut self) -> Result<u8, Violation> {
        let (byte, rest) = self.0.split_first().ok_or(Violation::Body)?;
        self.0 = rest;
        Ok(*byte)
    }

    /// The next so many.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn take(&mut self, length: usize) -> Result<&'a [u8], Violation> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Violation::Body)?;
        self.0 = rest;
        Ok(taken)
    }

    /// A number of 4 bytes.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn uint32(&mut self) -> Result<usize, Violation> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(Violation::Body)?;
        self.0 = rest;
        Ok(u32::from_le_bytes(*taken) as usize)
    }

    /// V8's numbers: 7 bits in each byte, the lowest first, and a bit that says whether more follow.
    ///
    /// # Errors
    /// When it does not end, or has more than 32 bits.
    pub fn varint(&mut self) -> Result<u32, Violation> {
        let mut number = 0_u64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return u32::try_from(number).map_err(|_| Violation::Body);
            }
        }
        Err(Violation::Body)
    }
}
