//! A socket to another process, with its two directions. Whoever has something to write writes it at once, on
//! its own thread; only what the socket does not take waits for the driver. What comes is read by the driver,
//! or by a thread that is looking for it.

use std::io::{self, ErrorKind};

use tokio::sync::Notify;

use crate::core::far::Far;
use crate::core::mailbox::Mailbox;
use crate::core::remote::Violation;
use crate::core::remote::driver;
use crate::core::remote::frame::Frame;
use crate::core::remote::frame_reader::FrameReader;
use crate::core::remote::sending::Sending;
use crate::core::remote::socket::Socket;
use crate::core::sync::{Arc, AtomicBool, Condvar, Mutex, OnceLock, Ordering};

/// How often the socket is read before others get their turn.
const READS: usize = 64;

/// How often in a row nothing may have been kept back before the driver stops to look.
const MOST_IDLE: u32 = 10;

/// What each side does with what comes from the other.
pub trait End: Send + Sync {
    /// Where what goes to the other side waits.
    fn outgoing(&self) -> &Mailbox;

    /// Takes a frame, unless there is no room: then nothing more is read until `retry` has placed it.
    fn receive(&self, frame: Frame) -> Result<Room, Violation>;

    /// Tries again to place what found no room.
    fn retry(&self) -> Room;

    /// The other side is gone. Called once, after everything that it sent.
    fn ended(&self);
}

/// Whether there was room for a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// It was taken.
    Enough,
    /// It waits where it came in.
    None,
}

/// Why reading has stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pulled {
    /// There is nothing more for now.
    Drained,
    /// There may be more.
    More,
    /// There is no room for more.
    Full,
    /// The link has ended.
    Ended,
}

/// One connection to another process.
pub struct Link {
    protocol: u32,
    /// Protects what is read; held while frames are given to this side's end.
    reading: Mutex<Reading>,
    /// Protects what is written. May be locked under `reading`, never the other way round; mailboxes may be
    /// locked under it.
    writing: Mutex<Sending>,
    /// Signalled when the driver has written, for a thread that waits for that before its process ends.
    moved: Condvar,
    violation: OnceLock<Violation>,
    /// The other process has ended: what is not here will not come.
    finishing: AtomicBool,
    gone: AtomicBool,
    /// Whether a thread looks for what comes, and will say so when it stops.
    is_attended: AtomicBool,
    /// Whether the event loop of the thread on this side waits for the socket.
    is_looped: AtomicBool,
    /// Whether that thread blocks, so that its loop does not turn.
    is_blocked: AtomicBool,
    /// Whether messages may be kept back for one write.
    keeps: AtomicBool,
    /// Whether the thread on this side is likely to call or answer several times.
    gathers: AtomicBool,
    /// Whether the driver relies on one of them.
    is_parked: AtomicBool,
    unparked: Notify,
}

struct Reading {
    /// Nothing when the link has ended.
    open: Option<(Arc<Socket>, Arc<dyn End>)>,
    reader: FrameReader,
    greeted: bool,
    full: bool,
    /// Whether anything came the last time.
    came: bool,
    /// How often anything came.
    arrivals: u64,
}

/// What a link begins with.
pub struct Beginning {
    /// The version of the protocol that both sides must speak.
    pub protocol: u32,
    /// How large messages may be that come in.
    pub most: usize,
    /// Whether what goes out is limited by what the other side has taken.
    pub has_window: bool,
}

impl Link {
    /// Begins to speak on a socket, and to listen.
    ///
    /// # Errors
    /// When the driver cannot be started.
    pub fn open(stream: Socket, end: Arc<dyn End>, beginning: &Beginning) -> io::Result<Arc<Self>> {
        let stream = Arc::new(stream);
        let link = Arc::new(Self {
            protocol: beginning.protocol,
            reading: Mutex::new(Reading {
                open: Some((stream.clone(), end.clone())),
                reader: FrameReader::new(beginning.most),
                greeted: false,
                full: false,
                came: false,
                arrivals: 0,
            }),
            writing: Mutex::new(Sending::new(stream, end, beginning)),
            moved: Condvar::default(),
            violation: OnceLock::new(),
            finishing: AtomicBool::new(false),
            gone: AtomicBool::new(false),
            is_attended: AtomicBool::new(false),
            is_looped: AtomicBool::new(false),
            is_blocked: AtomicBool::new(false),
            keeps: AtomicBool::new(false),
            gathers: AtomicBool::new(false),
            is_parked: AtomicBool::new(false),
            unparked: Notify::new(),
        });
        let watch = driver::watch(&link)?;
        link.writing.lock().watch(watch);
        link.flush(false);
        Ok(link)
    }

    /// Reads what is there, and gives it to this side's end.
    pub fn pull(&self) -> Pulled {
        self.pull_into(&mut self.reading.lock())
    }

    fn pull_into(&self, reading: &mut Reading) -> Pulled {
        let pulled = match self.read(reading) {
            Ok(Pulled::Drained) if self.is_finished(reading) => Pulled::Ended,
            Ok(pulled) => pulled,
            Err(violation) => {
                // The first says why.
                let _ = self.violation.set(violation);
                Pulled::Ended
            }
        };
        if pulled == Pulled::Ended {
            self.end(reading);
        }
        pulled
    }

    /// Whether the other process has ended, and all that it has written was here.
    fn is_finished(&self, reading: &Reading) -> bool {
        let open = reading.open.as_ref();
        self.finishing.load(Ordering::Acquire)
            && !open.is_some_and(|(stream, _)| stream.is_awaited())
    }

    /// Whether anything came when it was last read.
    pub fn has_read(&self) -> bool {
        self.reading.lock().came
    }

    /// What it reads and writes; nothing when the link has ended.
    pub fn socket(&self) -> Option<Arc<Socket>> {
        let reading = self.reading.lock();
        reading.open.as_ref().map(|(stream, _)| stream.clone())
    }

    fn is_open(&self) -> bool {
        self.reading.lock().open.is_some()
    }

    /// Whether a frame has begun and not ended.
    pub fn is_inside(&self) -> bool {
        let reading = self.reading.lock();
        reading.reader.is_inside() && !reading.full
    }

    /// A frame was begun long ago and did not end.
    pub fn stalled(&self) {
        self.end_with(Violation::Stalled);
    }

    /// Writes what waited until the socket takes more. False when it has to wait again.
    pub fn unblock(&self) -> bool {
        let mut writing = self.writing.lock();
        let is_done = writing.unblock();
        drop(writing);
        self.moved.notify_one();
        is_done
    }

    /// Writes what is kept back, for a thread that does not come to it. False when nothing was, so often that nobody
    /// need ask any more.
    pub fn look_after(&self, idle: &mut u32) -> bool {
        let mut writing = self.writing.lock();
        *idle = if writing.release() { 0 } else { *idle + 1 };
        let goes_on = *idle < MOST_IDLE;
        if !goes_on {
            writing.unwatch();
        }
        goes_on
    }

    /// Messages may have so many bytes from now on, if that is more.
    fn allow(&self, most: usize) {
        self.reading.lock().reader.allow(most);
    }

    fn read(&self, reading: &mut Reading) -> Result<Pulled, Violation> {
        let Some((stream, end)) = reading.open.clone() else {
            return Ok(Pulled::Ended);
        };
        if reading.full && end.retry() == Room::None {
            return Ok(Pulled::Full);
        }
        reading.full = false;
        reading.came = false;
        for _ in 0..READS {
            if self.violation.get().is_some() {
                return Ok(Pulled::Ended);
            }
            while let Some(frame) = reading.reader.frame()? {
                if self.take(reading, &*end, frame)? == Room::None {
                    reading.full = true;
                    return Ok(Pulled::Full);
                }
            }
            match reading.reader.fill(&mut &*stream) {
                Ok(0) => return Ok(Pulled::Ended),
                Ok(_) => {
                    reading.came = true;
                    reading.arrivals += 1;
                }
                Err(error) => match error.kind() {
                    ErrorKind::WouldBlock => return Ok(Pulled::Drained),
                    ErrorKind::Interrupted => {}
                    ErrorKind::OutOfMemory => return Err(Violation::Size),
                    _ => return Ok(Pulled::Ended),
                },
            }
        }
        Ok(Pulled::More)
    }

    fn take(&self, reading: &mut Reading, end: &dyn End, frame: Frame) -> Result<Room, Violation> {
        match frame {
            Frame::Hello(protocol) => {
                if std::mem::replace(&mut reading.greeted, true) {
                    return Err(Violation::Greeting);
                }
                if protocol != self.protocol {
                    return Err(Violation::Protocol);
                }
                Ok(Room::Enough)
            }
            _ if !reading.greeted => Err(Violation::Greeting),
            Frame::Taken { messages, bytes } => {
                self.credit(messages as usize, bytes)?;
                Ok(Room::Enough)
            }
            frame => end.receive(frame),
        }
    }

    /// The other side's thread has taken so much.
    fn credit(&self, messages: usize, bytes: u64) -> Result<(), Violation> {
        let mut writing = self.writing.lock();
        writing.credit(messages, bytes)?;
        writing.write_or_wait();
        Ok(())
    }

    /// Ends the link once, after everything that came.
    fn end(&self, reading: &mut Reading) {
        let Some((stream, end)) = reading.open.take() else {
            return;
        };
        self.unparked.notify_one();
        // The driver wakes by this.
        stream.shut();
        let mut writing = self.writing.lock();
        writing.end();
        drop(writing);
        self.moved.notify_one();
        end.ended();
        // Release, with the Acquire of whoever asks: what the end has done is to be seen by then.
        self.gone.store(true, Ordering::Release);
    }

    fn end_with(&self, violation: Violation) {
        // The first says why.
        let _ = self.violation.set(violation);
        self.shut();
    }

    /// Has the reader find the end of the stream.
    pub fn shut(&self) {
        self.writing.lock().shut();
    }

    /// Whether the link has ended.
    pub fn has_ended(&self) -> bool {
        // Acquire: see `end`.
        self.gone.load(Ordering::Acquire)
    }
}

mod attendance;
mod far;
