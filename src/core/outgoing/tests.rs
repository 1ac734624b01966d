use super::*;

fn written(body: &[u8], blocks: u32) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap();
    [&length.to_le_bytes()[..], &blocks.to_le_bytes(), body].concat()
}

#[test]
fn a_message_is_read_where_it_stands_with_the_blocks_that_came_last() {
    let mut outgoing = Outgoing::default();
    for block in [1, 2, 3] {
        outgoing.add(&[block; 4]).unwrap();
    }
    let memory = [written(b"outer", 1), written(b"inner", 2)].concat();
    assert_eq!(outgoing.bytes(&memory, 13), Some(13));
    let inner = outgoing.message(&memory, 13, 1).unwrap();
    assert_eq!((&inner.body[..], inner.ports), (&b"inner"[..], 1));
    assert_eq!(inner.blocks, [[2; 4], [3; 4]]);
    let outer = outgoing.message(&memory, 0, 0).unwrap();
    assert_eq!(outer.blocks, [[1; 4]]);
    outgoing.drop_last(9);
    assert!(outgoing.blocks.is_empty());
}

#[test]
fn what_does_not_add_up_is_no_message_and_takes_no_block() {
    let mut outgoing = Outgoing::default();
    outgoing.add(&[1; 4]).unwrap();
    let one = written(b"abc", 1);
    let cases = [
        (one.clone(), 12, "beyond the memory"),
        (one.clone(), usize::MAX, "far beyond"),
        (one[..7].to_vec(), 0, "half a head"),
        (one[..10].to_vec(), 0, "half a body"),
        (written(b"abc", 2), 0, "blocks that nobody has added"),
        (vec![255; 64], 0, "nonsense"),
    ];
    for (memory, offset, what) in cases {
        assert_eq!(outgoing.message(&memory, offset, 0), None, "{what}");
        assert_eq!(outgoing.bytes(&memory, offset), None, "{what}");
    }
    assert_eq!(outgoing.message(&one, 0, 0).unwrap().bytes(), 7);
}
