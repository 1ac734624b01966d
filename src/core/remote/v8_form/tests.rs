use super::*;

fn value(bytes: &[u8]) -> Result<Outermost, Violation> {
    check(&[&[0xff, 15], bytes].concat())
}

#[test]
fn what_the_serializer_writes_is_known() {
    let written: [&[u8]; 14] = [
        b"_",
        b"I\x04",
        b"N12345678",
        b"\"\x02ab",
        b"\0c\x04abcd",
        b"o\"\x01aI\x02{\x01",
        b"a\x03I\0I\x02@\x01\x03",
        b"A\x02I\x02-$\0\x02",
        b";I\x02'I\x04,\x01:\x02",
        b"Z\x1112345678",
        b"R\"\x01a\x01",
        b"rTm\"\x01ms\"\x01s.",
        b"B\x02ab",
        b"\\\x01________________B\x01a",
    ];
    for bytes in written {
        assert!(value(bytes).is_ok(), "{}", String::from_utf8_lossy(bytes));
        for length in 0..bytes.len() {
            assert!(value(&bytes[..length]).is_err(), "{length} of {bytes:?}");
        }
        assert!(value(&[bytes, b"_"].concat()).is_err(), "more follows");
    }
    assert_eq!(value(b"A\0$\0\0"), Ok(Outermost::Array(0)));
    assert_eq!(value(b"_"), Ok(Outermost::Other));
}

#[test]
fn what_threads_share_and_v8_would_take_from_elsewhere_is_refused() {
    for tag in *b"VtupwmS?*{$@:,.i" {
        assert!(value(&[tag, 0, 0, 0, 0]).is_err(), "{}", char::from(tag));
    }
    assert!(check(b"\xff\x0e_").is_err(), "another version");
    assert!(check(b"_").is_err(), "no version");
    assert!(
        value(b"\\\x0d________________B\x01a").is_err(),
        "no such view"
    );
    assert!(value(b"o_I\x02{\x01").is_err(), "a key that is none");
    assert!(value(b"o{\x01").is_err(), "a wrong count");
    assert!(value(b";_:\x01").is_err(), "a key without a value");
}

#[test]
fn a_few_bytes_cannot_say_more_than_may_be() {
    assert!(value(b"~\0\x80\x80\x80\x80\x04").is_ok());
    assert!(
        value(b"~\0\x81\x80\x80\x80\x04").is_err(),
        "over a gigabyte"
    );
    let large = b"~\0\x80\x80\x80\x80\x04";
    let two = [b"A\x02", large.repeat(2).as_slice(), b"$\0\x02"].concat();
    assert!(value(&two).is_err(), "of two together");
    assert!(value(b"a\xff\xff\xff\xff\x0f@\0\xff\xff\xff\xff\x0f").is_err());
    assert!(value(b"A\xff\xff\xff\xff\x0f").is_err());
    assert!(value(b"B\xff\xff\xff\xff\x0f").is_err());
    assert!(value(b"I\xff\xff\xff\xff\xff\x01").is_err());
}

#[test]
fn depth_has_an_end() {
    let nested = |depth: usize| {
        [
            b"A\x01".repeat(depth),
            b"_".to_vec(),
            b"$\0\x01".repeat(depth),
        ]
        .concat()
    };
    assert!(value(&nested(DEEPEST - 1)).is_ok());
    assert!(value(&nested(DEEPEST)).is_err());
    assert!(value(&b"A\x01".repeat(1_000_000)).is_err());
}
