//! Random programs.

use ipcmain::core::Kind;

/// One thing that main or a renderer does. The numbers choose among what there is.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Expect {
        thread: usize,
        in_thread: bool,
    },
    Reserve,
    Bind {
        peer: usize,
    },
    Attach {
        thread: usize,
    },
    Post {
        connection: usize,
        kind: Kind,
        bytes: usize,
    },
    PostPort {
        connection: usize,
        bytes: usize,
    },
    Send {
        peer: usize,
        bytes: usize,
    },
    Reply {
        request: usize,
        bytes: usize,
    },
    Answer {
        connection: usize,
        bytes: usize,
    },
    Take {
        most: usize,
    },
    TakeFrom {
        peer: usize,
    },
    Read {
        connection: usize,
        most: usize,
    },
    Look {
        connection: usize,
    },
    Abandon {
        connection: usize,
    },
    Detach {
        connection: usize,
    },
    ThreadEnds {
        thread: usize,
    },
    Forget {
        peer: usize,
    },
    ReleaseThreads,
    Close,
}

/// A sequence that is the same for the same seed (splitmix64).
pub struct Random(u64);

impl Random {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % limit as u64).expect("it is below a usize")
    }
}

/// The program of a seed.
pub fn random(seed: u64, length: usize) -> Vec<Step> {
    let mut random = Random(seed);
    (0..length).map(|_| step(&mut random)).collect()
}

fn step(random: &mut Random) -> Step {
    let one = random.below(1000);
    let bytes = [0, 1, 3000, 4096, 5000, 6000][random.below(6)];
    match random.below(400) {
        0..40 => Step::Attach { thread: one },
        40..56 => Step::Expect {
            thread: one,
            in_thread: random.below(4) == 0,
        },
        56..62 => Step::Reserve,
        62..74 => Step::Bind { peer: one },
        74..164 => Step::Post {
            connection: one,
            kind: [Kind::Send, Kind::Invoke, Kind::SendSync][random.below(3)],
            bytes,
        },
        164..174 => Step::PostPort {
            connection: one,
            bytes,
        },
        174..204 | 382..398 => Step::Send { peer: one, bytes },
        204..254 => Step::Reply {
            request: one,
            bytes,
        },
        254..262 => Step::Answer {
            connection: one,
            bytes,
        },
        262..302 => Step::Take {
            most: random.below(5),
        },
        302..310 => Step::TakeFrom { peer: one },
        310..340 => Step::Read {
            connection: one,
            most: random.below(5),
        },
        340..360 => Step::Look { connection: one },
        360..368 => Step::Abandon { connection: one },
        368..372 => Step::Detach { connection: one },
        372..376 => Step::ThreadEnds { thread: one },
        376..382 => Step::Forget { peer: one },
        _ if random.below(4) > 0 => Step::Reserve,
        398 => Step::ReleaseThreads,
        _ => Step::Close,
    }
}
