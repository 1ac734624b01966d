//! Whether messages are a stream, of which several are written at once.

use std::mem;
use std::time::{Duration, Instant};

/// Messages that follow each other so closely are a stream, after so many of them. Calls and answers of who has taken
/// several messages are one sooner: each of those makes one more likely, and what is kept back is lost when the process
/// is killed, as is then the one who waits for it.
const CLOSE: Duration = Duration::from_micros(10);
const STREAM: u32 = 8;
const STREAM_OF_CALLS: u32 = 1;

/// How many messages of a stream are kept back for one write.
const MOST_KEPT: u32 = 32;

/// What one side sends, as far as its times tell.
pub struct Stream {
    last: Instant,
    close: u32,
    kept: u32,
    /// Whether the driver looks now and then at whether anything is kept back.
    is_watched: bool,
}

impl Default for Stream {
    fn default() -> Self {
        Self {
            last: Instant::now(),
            close: 0,
            kept: 0,
            is_watched: false,
        }
    }
}

impl Stream {
    /// A message is sent. Whether it is a part of a stream, and may wait for the next.
    pub fn goes_on(&mut self, gathers: bool) -> bool {
        let now = Instant::now();
        let is_close = now.duration_since(self.last) < CLOSE;
        self.last = now;
        self.close = if is_close { self.close + 1 } else { 0 };
        let enough = if gathers { STREAM_OF_CALLS } else { STREAM };
        self.close >= enough && self.kept < MOST_KEPT
    }

    /// One more is kept back. Whether the driver has to begin to look.
    pub const fn keep(&mut self) -> bool {
        self.kept += 1;
        !mem::replace(&mut self.is_watched, true)
    }

    /// Whether any is kept back.
    pub const fn keeps_any(&self) -> bool {
        self.kept > 0
    }

    /// None is kept back any more.
    pub const fn let_go(&mut self) {
        self.kept = 0;
    }

    /// The driver does not look any more.
    pub const fn unwatch(&mut self) {
        self.is_watched = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of so many messages may wait, where each comes soon after the one before, or does not.
    fn waiting(messages: usize, are_close: bool, gathers: bool) -> usize {
        let mut stream = Stream::default();
        let sent = (0..messages).filter(|_| {
            let now = Instant::now();
            // However slow the machine is.
            stream.last = if are_close {
                now + 1000 * CLOSE
            } else {
                now.checked_sub(2 * CLOSE).unwrap()
            };
            let waits = stream.goes_on(gathers);
            if waits {
                stream.keep();
            }
            waits
        });
        sent.count()
    }

    #[test]
    fn the_first_of_a_stream_are_written_at_once_and_then_some_wait() {
        assert_eq!(waiting(7, true, false), 0);
        assert_eq!(waiting(10, true, false), 3);
        assert_eq!(waiting(100, true, false), 32);
    }

    #[test]
    fn calls_of_who_has_taken_several_messages_wait_from_the_first_that_is_close() {
        assert_eq!(waiting(1, true, true), 1);
        assert_eq!(waiting(100, true, true), 32);
    }

    #[test]
    fn what_is_not_close_never_waits() {
        assert_eq!(waiting(100, false, true), 0);
    }
}
