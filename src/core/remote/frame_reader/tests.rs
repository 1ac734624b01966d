use super::*;
use crate::core::message::Kind;

const MOST: usize = 4 * 1024 * 1024;

/// Gives what it has in pieces of one size.
struct Pieces<'a> {
    bytes: &'a [u8],
    piece: usize,
}

impl Read for Pieces<'_> {
    fn read(&mut self, place: &mut [u8]) -> io::Result<usize> {
        let length = self.piece.min(place.len()).min(self.bytes.len());
        place[..length].copy_from_slice(&self.bytes[..length]);
        self.bytes = &self.bytes[length..];
        Ok(length)
    }
}

fn written(kind: Kind, request: u64, message: &Message) -> Vec<u8> {
    let mut bytes = Vec::new();
    Head {
        kind: kind as u8,
        blocks: message.blocks.len(),
        body: message.body.len(),
        ports: message.ports,
        request,
    }
    .write(&mut bytes);
    for block in &message.blocks {
        bytes.extend_from_slice(&u32::try_from(block.len()).unwrap().to_le_bytes());
    }
    bytes.extend_from_slice(&message.body);
    for block in &message.blocks {
        bytes.extend_from_slice(block);
    }
    bytes
}

fn read_all(bytes: &[u8], piece: usize) -> Result<Vec<Frame>, Violation> {
    let mut reader = FrameReader::new(MOST);
    let mut source = Pieces { bytes, piece };
    let mut frames = Vec::new();
    loop {
        let count = reader.fill(&mut source).unwrap();
        while let Some(frame) = reader.frame()? {
            frames.push(frame);
        }
        if count == 0 {
            return Ok(frames);
        }
    }
}

fn sample() -> (Vec<u8>, usize) {
    let mut with_blocks = Message::new(b"body");
    with_blocks.blocks = vec![vec![1; 70_000], Vec::new(), vec![2; 5]];
    let mut bytes = Vec::new();
    Frame::Hello(7).write_control(&mut bytes);
    bytes.extend(written(Kind::Send, 1, &Message::new(b"first")));
    bytes.extend(written(Kind::Invoke, 2, &with_blocks));
    bytes.extend(written(Kind::Send, 3, &Message::default()));
    Frame::Limits([1, 2, 3, 4]).write_control(&mut bytes);
    Frame::Taken {
        messages: 5,
        bytes: 6,
    }
    .write_control(&mut bytes);
    (bytes, 6)
}

#[test]
fn fault_130_frames_are_the_same_however_they_are_cut() {
    let (bytes, count) = sample();
    let whole = read_all(&bytes, usize::MAX).unwrap();
    assert_eq!(whole.len(), count);
    assert_eq!(whole[0], Frame::Hello(7));
    let Frame::Message {
        kind,
        request,
        message,
    } = &whole[2]
    else {
        panic!("no message");
    };
    assert_eq!((*kind, *request), (Kind::Invoke, 2));
    assert_eq!(message.body.as_slice(), b"body");
    assert_eq!(
        message.blocks.iter().map(Vec::len).collect::<Vec<_>>(),
        [70_000, 0, 5]
    );
    for piece in [1, 2, 3, 7, 19, 20, 21, 1000, 65_536] {
        assert_eq!(read_all(&bytes, piece).unwrap(), whole, "pieces of {piece}");
    }
    for cut in 0..bytes.len().min(300) {
        let frames = read_all(&bytes[..cut], usize::MAX).unwrap();
        assert!(frames.len() < count, "what ends early at {cut}");
    }
}

#[test]
fn fault_130_lengths_are_judged_before_room_is_made() {
    for length in [u32::try_from(MOST).unwrap() + 1, u32::MAX] {
        let mut bytes = written(Kind::Send, 1, &Message::default());
        bytes[4..8].copy_from_slice(&length.to_le_bytes());
        assert_eq!(read_all(&bytes, usize::MAX), Err(Violation::Size));
    }
    let mut bytes = written(Kind::Send, 1, &Message::default());
    bytes[1..3].copy_from_slice(&2_u16.to_le_bytes());
    bytes.extend([0xff; 8]);
    assert_eq!(
        read_all(&bytes, usize::MAX),
        Err(Violation::Size),
        "of blocks together"
    );
}

#[test]
fn fault_130_a_length_that_was_only_said_takes_no_memory() {
    let mut bytes = written(Kind::Send, 1, &Message::default());
    bytes[4..8].copy_from_slice(&u32::try_from(MOST).unwrap().to_le_bytes());
    bytes.extend(vec![0; 70_000]);
    let mut reader = FrameReader::new(MOST);
    let mut source = Pieces {
        bytes: &bytes,
        piece: usize::MAX,
    };
    while reader.fill(&mut source).unwrap() > 0 {
        assert_eq!(reader.frame(), Ok(None));
    }
    assert!(reader.is_inside());
    let room = reader.open.as_ref().map(|open| open.part.capacity());
    assert!(room < Some(3 * STEP), "{room:?}");
}

#[test]
fn fault_130_heads_that_contradict_themselves_end_it() {
    let good = written(Kind::Send, 1, &Message::default());
    for (place, byte, violation) in [
        (0, 0, Violation::Kind),
        (0, 14, Violation::Kind),
        (0, 255, Violation::Head),
        (3, 1, Violation::Head),
        (2, 255, Violation::Head),
        (9, 255, Violation::Head),
        (19, 255, Violation::Head),
    ] {
        let mut bytes = good.clone();
        bytes[place] = byte;
        assert_eq!(read_all(&bytes, usize::MAX), Err(violation), "byte {place}");
    }
    let mut hello = Vec::new();
    Frame::Hello(1).write_control(&mut hello);
    hello[HEAD] = b'x';
    assert_eq!(read_all(&hello, usize::MAX), Err(Violation::Greeting));
}

/// `npm run fuzz:frames` asks for more.
pub fn rounds_of_fuzzing() -> u64 {
    let asked = std::env::var("IPCMAIN_FUZZ").ok();
    asked.map_or(20_000, |rounds| rounds.parse().unwrap())
}

#[test]
fn fault_130_random_bytes_end_it_or_are_frames() {
    let mut state = 1_u64;
    for round in 0..rounds_of_fuzzing() {
        let (mut bytes, _) = if round % 2 == 0 {
            sample()
        } else {
            (vec![0; 200], 0)
        };
        bytes.truncate(400);
        for _ in 0..=(round % 9) {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let place = usize::try_from(state >> 33).unwrap() % bytes.len();
            bytes[place] = state.to_le_bytes()[3];
        }
        // Whatever it says: it ends.
        let _ = read_all(&bytes, 64);
    }
}
