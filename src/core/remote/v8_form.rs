//! Walks what V8's serializer has written, before V8 reads it again: V8 makes what the bytes of another
//! process say, and a few of them can say more than a machine has.
//!
//! It knows the values that the package's own serializer can write, as Node 20 to 26 do, and refuses everything else: what V8 shares or transfers between threads, modules, and its own views,
//! which the package writes as host objects.

use crate::core::remote::Violation;
use crate::core::remote::bytes::Bytes;

/// How deep values may be nested.
const DEEPEST: usize = 1000;

/// How many values, and elements of arrays that are not there, one message may have.
const MOST_VALUES: usize = 10_000_000;

/// How far all resizable buffers of a message together may grow: what V8 reserves for them at once.
const MOST_GROWTH: usize = 1 << 30;

/// The version of the form that they all have.
const VERSION: u32 = 15;

/// The flags of the package's own views; see `lib/common/codec/raw-views.js`.
const KINDS: u32 = 13;
const KIND: u32 = 0x1f;
const OWN_BYTES: u32 = 0x20;
const LENGTH_TRACKING: u32 = 0x40;

/// What the outermost value is, as far as its receiver has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outermost {
    /// An array without holes, of this length.
    Array(u32),
    /// Anything else.
    Other,
}

/// Walks one serialized value to its exact end.
///
/// # Errors
/// When it is not what the package writes, or is more than may be.
pub fn check(bytes: &[u8]) -> Result<Outermost, Violation> {
    let mut walker = Walker {
        bytes: Bytes::new(bytes),
        depth: 0,
        values: 0,
        growth: 0,
    };
    if walker.bytes.byte()? != 0xff || walker.bytes.varint()? != VERSION {
        return Err(Violation::Body);
    }
    let outermost = walker.outermost()?;
    walker.value()?;
    if walker.bytes.left() == 0 {
        Ok(outermost)
    } else {
        Err(Violation::Body)
    }
}

struct Walker<'a> {
    bytes: Bytes<'a>,
    depth: usize,
    values: usize,
    growth: usize,
}

impl Walker<'_> {
    fn outermost(&self) -> Result<Outermost, Violation> {
        let mut ahead = self.bytes;
        Ok(match tag(&mut ahead)? {
            b'A' => Outermost::Array(ahead.varint()?),
            _ => Outermost::Other,
        })
    }

    fn value(&mut self) -> Result<(), Violation> {
        self.count(1)?;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Violation::Body);
        }
        let tag = tag(&mut self.bytes)?;
        self.tagged(tag)?;
        self.depth -= 1;
        Ok(())
    }

    fn tagged(&mut self, tag: u8) -> Result<(), Violation> {
        match tag {
            b'_' | b'0' | b'T' | b'F' | b'x' | b'y' => Ok(()),
            b'I' | b'U' | b'^' => self.bytes.varint().map(drop),
            b'N' | b'D' | b'n' => self.skip(8),
            b'Z' | b'z' => self.big_integer(),
            b'"' | b'c' => self.text(tag),
            b's' => self.string(),
            b'R' => {
                self.string()?;
                self.bytes.varint().map(drop)
            }
            b'o' => self.properties(b'{').map(drop),
            b'A' => self.dense_array(),
            b'a' => self.sparse_array(),
            b';' => self.members(b':'),
            b'\'' => self.members(b','),
            b'B' => {
                let length = self.bytes.varint()?;
                self.skip(length as usize)
            }
            b'~' => self.resizable_buffer(),
            b'\\' => self.view(),
            b'r' => self.error(),
            _ => Err(Violation::Body),
        }
    }

    fn count(&mut self, values: usize) -> Result<(), Violation> {
        self.values = self.values.saturating_add(values);
        if self.values > MOST_VALUES {
            return Err(Violation::Body);
        }
        Ok(())
    }

    fn skip(&mut self, length: usize) -> Result<(), Violation> {
        self.bytes.take(length).map(drop)
    }

    /// A sign, and how many bytes there are, in one number.
    fn big_integer(&mut self) -> Result<(), Violation> {
        let length = self.bytes.varint()? >> 1;
        if !length.is_multiple_of(8) {
            return Err(Violation::Body);
        }
        self.skip(length as usize)
    }

    fn text(&mut self, tag: u8) -> Result<(), Violation> {
        let length = self.bytes.varint()?;
        if tag == b'c' && !length.is_multiple_of(2) {
            return Err(Violation::Body);
        }
        self.skip(length as usize)
    }

    fn string(&mut self) -> Result<(), Violation> {
        match tag(&mut self.bytes)? {
            tag @ (b'"' | b'c') => self.text(tag),
            _ => Err(Violation::Body),
        }
    }

    /// Keys and values, up to a tag; how many follows it.
    fn properties(&mut self, end: u8) -> Result<u32, Violation> {
        let mut count = 0;
        loop {
            match tag(&mut self.bytes)? {
                tag if tag == end => break,
                tag @ (b'"' | b'c') => self.text(tag)?,
                b'I' | b'U' => drop(self.bytes.varint()?),
                b'N' => self.skip(8)?,
                _ => return Err(Violation::Body),
            }
            self.value()?;
            count += 1;
        }
        if self.bytes.varint()? == count {
            Ok(count)
        } else {
            Err(Violation::Body)
        }
    }

    fn dense_array(&mut self) -> Result<(), Violation> {
        let length = self.bytes.varint()?;
        if length as usize > self.bytes.left() {
            return Err(Violation::Body);
        }
        for _ in 0..length {
            // An element that was taken away while the array was written.
            if self.bytes.peek() == Some(b'-') {
                self.bytes.byte()?;
                self.count(1)?;
            } else {
                self.value()?;
            }
        }
        self.properties(b'$')?;
        self.same_length(length)
    }

    fn sparse_array(&mut self) -> Result<(), Violation> {
        let length = self.bytes.varint()?;
        self.count(length as usize)?;
        self.properties(b'@')?;
        self.same_length(length)
    }

    fn same_length(&mut self, length: u32) -> Result<(), Violation> {
        if self.bytes.varint()? == length {
            Ok(())
        } else {
            Err(Violation::Body)
        }
    }

    /// Those of a map, keys and values in turn, or of a set; how many follows.
    fn members(&mut self, end: u8) -> Result<(), Violation> {
        let mut count = 0;
        loop {
            let mut ahead = self.bytes;
            if tag(&mut ahead)? == end {
                self.bytes = ahead;
                break;
            }
            self.value()?;
            count += 1;
        }
        if self.bytes.varint()? == count && (end == b',' || count.is_multiple_of(2)) {
            Ok(())
        } else {
            Err(Violation::Body)
        }
    }

    fn resizable_buffer(&mut self) -> Result<(), Violation> {
        let length = self.bytes.varint()?;
        let most = self.bytes.varint()?;
        self.growth = self.growth.saturating_add(most as usize);
        if length > most || self.growth > MOST_GROWTH {
            return Err(Violation::Body);
        }
        self.skip(length as usize)
    }

    /// What the package writes in place of V8's own views.
    fn view(&mut self) -> Result<(), Violation> {
        let flags = self.bytes.varint()?;
        if flags & KIND >= KINDS || flags & !(KIND | OWN_BYTES | LENGTH_TRACKING) != 0 {
            return Err(Violation::Body);
        }
        if flags & OWN_BYTES != 0 {
            let length = self.bytes.varint()?;
            return self.skip(length as usize);
        }
        self.skip(16)?;
        self.value()
    }

    /// Its parts have tags of their own: which class, a message, a cause, a stack, the end.
    fn error(&mut self) -> Result<(), Violation> {
        loop {
            match self.bytes.byte()? {
                b'E' | b'R' | b'F' | b'S' | b'T' | b'U' => {}
                b'm' | b's' => self.string()?,
                b'c' => self.value()?,
                b'.' => return Ok(()),
                _ => return Err(Violation::Body),
            }
        }
    }
}

/// The next tag, behind the zeros that stand in front of what has to begin at an even place.
fn tag(bytes: &mut Bytes<'_>) -> Result<u8, Violation> {
    loop {
        let byte = bytes.byte()?;
        if byte != 0 {
            return Ok(byte);
        }
    }
}

#[cfg(test)]
mod tests;
