//! Looks at the body of a message from another process before JavaScript does. The package's own forms are
//! read by `lib/common/codec/decoder.js`, which trusts nothing; what V8 has written is walked here.

use crate::core::message::{Kind, Message};
use crate::core::remote::Violation;
use crate::core::remote::bytes::Bytes;
use crate::core::remote::v8_form::{self, Outermost};

/// The numbers of `lib/common/codec/wire.js`.
const VERSION: u8 = 1;
const NOTHING: u8 = 0;
const LIST: u8 = 1;
const VALUE: u8 = 2;
const RAW: u8 = 3;
const RAW_BLOCK: u8 = 4;
const RAW_WITH_CHANNEL: u8 = 5;
const LONG_TEXT: u8 = 252;
const WIDE_TEXT: u8 = 253;

/// How long a channel may be that stands before its arguments; longer ones are in `RAW_WITH_CHANNEL`.
const LONGEST_CHANNEL: usize = 64 * 1024;

/// Checks the body of a message of this kind.
///
/// # Errors
/// When the package does not write such a body.
pub fn check(kind: Kind, message: &Message) -> Result<(), Violation> {
    let mut bytes = Bytes::new(&message.body);
    if bytes.byte()? != VERSION {
        return Err(Violation::Body);
    }
    let form = bytes.byte()?;
    skip_text(&mut bytes)?;
    let is_list = matches!(kind, Kind::Send | Kind::SendSync | Kind::Invoke);
    let outermost = match form {
        LIST if is_list => return Ok(()),
        NOTHING | VALUE if !is_list => return Ok(()),
        RAW => v8_form::check(bytes.take(bytes.left())?)?,
        RAW_BLOCK => v8_form::check(first_block(message)?)?,
        RAW_WITH_CHANNEL => {
            let pair = v8_form::check(first_block(message)?)?;
            return if pair == Outermost::Array(2) {
                Ok(())
            } else {
                Err(Violation::Body)
            };
        }
        _ => return Err(Violation::Body),
    };
    if is_list && !matches!(outermost, Outermost::Array(_)) {
        return Err(Violation::Body);
    }
    Ok(())
}

fn first_block(message: &Message) -> Result<&[u8], Violation> {
    message
        .blocks
        .first()
        .map(Vec::as_slice)
        .ok_or(Violation::Body)
}

fn skip_text(bytes: &mut Bytes<'_>) -> Result<(), Violation> {
    let length = match bytes.byte()? {
        LONG_TEXT => bytes.uint32()?,
        WIDE_TEXT => bytes.uint32()?.saturating_mul(2),
        length if length < LONG_TEXT => length.into(),
        _ => return Err(Violation::Body),
    };
    if length > LONGEST_CHANNEL {
        return Err(Violation::Body);
    }
    bytes.take(length).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The channel `a`, then what is given.
    fn body(form: u8, rest: &[u8]) -> Message {
        Message::new(&[&[VERSION, form, 1, b'a'], rest].concat())
    }

    const LIST_OF_NOTHING: &[u8] = &[0xff, 15, b'A', 0, b'$', 0, 0];

    #[test]
    fn each_kind_has_its_forms() {
        let list = body(LIST, &[0]);
        let value = body(VALUE, &[0]);
        for kind in [Kind::Send, Kind::SendSync, Kind::Invoke] {
            assert_eq!(check(kind, &list), Ok(()));
            assert_eq!(check(kind, &value), Err(Violation::Body));
            assert_eq!(check(kind, &body(RAW, LIST_OF_NOTHING)), Ok(()));
            assert_eq!(
                check(kind, &body(RAW, &[0xff, 15, b'0'])),
                Err(Violation::Body)
            );
        }
        assert_eq!(check(Kind::PostMessage, &value), Ok(()));
        assert_eq!(check(Kind::Return, &body(RAW, &[0xff, 15, b'0'])), Ok(()));
        assert_eq!(check(Kind::PostMessage, &list), Err(Violation::Body));
    }

    #[test]
    fn what_v8_has_written_is_walked_wherever_it_stands() {
        let mut message = body(RAW_BLOCK, &[]);
        assert_eq!(check(Kind::Send, &message), Err(Violation::Body));
        message.blocks.push(LIST_OF_NOTHING.to_vec());
        assert_eq!(check(Kind::Send, &message), Ok(()));
        message.blocks[0].push(0);
        assert_eq!(check(Kind::Send, &message), Err(Violation::Body));
        let mut message = Message::new(&[VERSION, RAW_WITH_CHANNEL, 0]);
        message.blocks.push(vec![
            0xff, 15, b'A', 2, b'"', 1, b'a', b'A', 0, b'$', 0, 0, b'$', 0, 2,
        ]);
        assert_eq!(check(Kind::Invoke, &message), Ok(()));
        message.blocks[0] = LIST_OF_NOTHING.to_vec();
        assert_eq!(check(Kind::Invoke, &message), Err(Violation::Body));
    }

    #[test]
    fn a_body_that_ends_early_or_begins_otherwise_is_refused() {
        let whole = body(LIST, &[0]).body;
        for length in 0..4 {
            let cut = Message::new(&whole[..length]);
            assert_eq!(
                check(Kind::Send, &cut),
                Err(Violation::Body),
                "{length} bytes"
            );
        }
        assert!(check(Kind::Send, &Message::new(&[2, LIST, 0, 0])).is_err());
        assert!(check(Kind::Send, &Message::new(&[VERSION, 9, 0, 0])).is_err());
        assert!(check(Kind::Send, &Message::new(&[VERSION, LIST, 254, 0])).is_err());
    }
}
