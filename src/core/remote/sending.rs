//! One direction of a link: what is written to the socket, and how much the other side can take.

use std::io::ErrorKind;

use crate::core::mailbox::Mailbox;
use crate::core::message::{Address, Envelope, Kind, Message, RequestId};
use crate::core::remote::Violation;
use crate::core::remote::driver::Watch;
use crate::core::remote::frame::Frame;
use crate::core::remote::link::{Beginning, End};
use crate::core::remote::outgoing::Outgoing;
use crate::core::remote::socket::Socket;
use crate::core::remote::stream::Stream;
use crate::core::sync::Arc;

/// How many messages, and bytes of them, may be with a renderer that its thread has not taken yet. What is
/// beyond waits in main, where the limits count it.
const WINDOW_MESSAGES: usize = 4096;
const WINDOW_BYTES: usize = 4 * 1024 * 1024;

/// How many messages are put into one write at most.
const BATCH: usize = 64;

/// What a link sends, and where to.
pub struct Sending {
    /// Nothing when the link has ended.
    open: Option<(Arc<Socket>, Arc<dyn End>)>,
    outgoing: Outgoing,
    /// Whether the socket has taken all that it can, and the driver waits until it can take more.
    blocked: bool,
    watch: Option<Watch>,
    /// What was sent and not taken, where that has a limit.
    window: Option<Window>,
    /// What was taken here since the other side was told.
    taken: Window,
    batch: Vec<Envelope>,
    stream: Stream,
    end_of_process: EndOfProcess,
}

/// Whether there is time for what is sent to leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum EndOfProcess {
    /// There is: the driver waits for the socket.
    Far,
    /// There is not: it may come at any time.
    Near,
    /// The same, and the other side has not read for so long that nobody waits for it any more.
    Unheard,
}

/// What became of a message that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It was written, or what it waits for is waited for.
    Now,
    /// It is kept back until more has come, or whoever keeps it says so.
    Kept,
}

#[derive(Clone, Copy, Default)]
struct Window {
    messages: usize,
    bytes: usize,
}

impl Window {
    const fn is_open(self) -> bool {
        self.messages < WINDOW_MESSAGES && self.bytes < WINDOW_BYTES
    }

    const fn add(&mut self, bytes: usize) {
        self.messages += 1;
        self.bytes += bytes;
    }
}

impl Sending {
    /// Begins with a greeting.
    pub fn new(stream: Arc<Socket>, end: Arc<dyn End>, beginning: &Beginning) -> Self {
        let mut outgoing = Outgoing::default();
        outgoing.control(&Frame::Hello(beginning.protocol));
        Self {
            open: Some((stream, end)),
            outgoing,
            blocked: false,
            watch: None,
            window: beginning.has_window.then(Window::default),
            taken: Window::default(),
            batch: Vec::new(),
            stream: Stream::default(),
            end_of_process: EndOfProcess::Far,
        }
    }

    /// Has a full socket waited for.
    pub fn watch(&mut self, watch: Watch) {
        self.watch = Some(watch);
    }

    /// Sends a control frame.
    pub fn control(&mut self, frame: &Frame) {
        self.outgoing.control(frame);
        self.write_or_wait();
    }

    /// Sends the answer to a synchronous request, before what waits in the mailbox.
    pub fn answer(&mut self, request: RequestId, answer: Message) {
        self.outgoing.envelope(Envelope {
            kind: Kind::Reply,
            sender: Address::NOBODY,
            request,
            message: answer,
        });
        self.write_or_wait();
    }

    /// This side's thread has taken a message of so many bytes. The other side is told now and then.
    pub fn took(&mut self, bytes: usize) {
        self.taken.add(bytes);
        let Window { messages, bytes } = self.taken;
        if messages < WINDOW_MESSAGES / 4 && bytes < WINDOW_BYTES / 4 {
            return;
        }
        self.taken = Window::default();
        self.control(&Frame::Taken {
            messages: u32::try_from(messages).unwrap_or(u32::MAX),
            bytes: bytes as u64,
        });
    }

    /// The other side's thread has taken so much.
    pub fn credit(&mut self, messages: usize, bytes: u64) -> Result<(), Violation> {
        let window = self.window.as_mut().ok_or(Violation::Credit)?;
        let bytes = usize::try_from(bytes).map_err(|_| Violation::Credit)?;
        let left = window.messages.checked_sub(messages);
        window.messages = left.ok_or(Violation::Credit)?;
        window.bytes = window.bytes.checked_sub(bytes).ok_or(Violation::Credit)?;
        Ok(())
    }

    /// Writes what waits, unless that is a part of a stream: of that, a few messages wait for each other. Who calls
    /// says so when no more come, and whether this is one of several calls or answers.
    pub fn write_soon(&mut self, gathers: bool) -> Sent {
        let may_wait = self.stream.goes_on(gathers)
            && self.end_of_process == EndOfProcess::Far
            && self.has_room();
        if !may_wait {
            self.write_or_wait();
            return Sent::Now;
        }
        if self.stream.keep()
            && let Some(watch) = &self.watch
        {
            watch.look_after();
        }
        Sent::Kept
    }

    /// This process may end at any time: from now on nothing is kept back, and whoever sends waits for the socket.
    pub fn leave(&mut self) {
        if self.end_of_process == EndOfProcess::Far {
            self.end_of_process = EndOfProcess::Near;
        }
    }

    /// Whether who sends has to wait until the socket has taken everything.
    pub fn is_leaving(&self) -> bool {
        self.end_of_process == EndOfProcess::Near
    }

    /// The other side does not read: nobody waits for it again.
    pub const fn give_up(&mut self) {
        self.end_of_process = EndOfProcess::Unheard;
    }

    /// Whether what is kept back is far from what a limit stands against.
    fn has_room(&self) -> bool {
        let open = self.open.as_ref();
        open.is_some_and(|(_, end)| end.outgoing().is_roomy())
    }

    /// Writes what is kept back. False when nothing is.
    pub fn release(&mut self) -> bool {
        let any = self.stream.keeps_any();
        if any {
            self.write_or_wait();
        }
        any
    }

    /// The driver does not look any more at whether anything is kept back.
    pub const fn unwatch(&mut self) {
        self.stream.unwatch();
    }

    /// Writes what waits, and has the driver wait when the socket is full.
    pub fn write_or_wait(&mut self) {
        self.stream.let_go();
        if !self.blocked && !self.write() {
            self.wait();
        }
    }

    /// Has the driver go on writing when the socket takes more.
    fn wait(&mut self) {
        if !std::mem::replace(&mut self.blocked, true)
            && let Some(watch) = &self.watch
        {
            watch.when_writable();
        }
    }

    /// Writes what waited until the socket takes more. False when it has to wait again.
    pub fn unblock(&mut self) -> bool {
        self.blocked = !self.write();
        !self.blocked
    }

    /// Whether messages may wait because the other side has enough.
    pub fn is_held(&self) -> bool {
        self.window.is_some_and(|window| !window.is_open())
    }

    /// Writes what can be written, and has the driver write the rest. Returns how many bytes are left of what has a form already.
    /// `is_concluded` is false at first.
    pub fn press(&mut self, is_concluded: &mut bool) -> usize {
        let takes_later = self
            .open
            .as_ref()
            .is_some_and(|(socket, _)| socket.takes_later());
        if self.write() && takes_later && !std::mem::replace(is_concluded, true) {
            // It says nothing; when it can be written, what was before it was taken.
            self.outgoing.control(&Frame::Taken {
                messages: 0,
                bytes: 0,
            });
        }
        if self.write() {
            return 0;
        }
        self.wait();
        self.outgoing.left()
    }

    /// Has the reader find the end of the stream.
    pub fn shut(&self) {
        if let Some((stream, _)) = &self.open {
            stream.shut();
        }
    }

    /// Drops everything: nobody reads it.
    pub fn end(&mut self) {
        self.open = None;
        self.watch = None;
        self.outgoing = Outgoing::default();
    }

    /// False when the socket is full.
    fn write(&mut self) -> bool {
        let Some((stream, end)) = self.open.clone() else {
            return true;
        };
        loop {
            while !self.outgoing.is_empty() {
                match self.outgoing.write(&mut &*stream) {
                    Ok(_) => {}
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    // Of any other error the reader learns, too.
                    Err(error) => return error.kind() != ErrorKind::WouldBlock,
                }
            }
            if !self.refill(end.outgoing()) {
                return true;
            }
        }
    }

    /// Takes the next envelopes. False when there are none, or the other side has enough.
    fn refill(&mut self, mailbox: &Mailbox) -> bool {
        let mut ahead = self.window;
        mailbox.take(&mut self.batch, BATCH, |envelope| {
            let Some(window) = &mut ahead else {
                return true;
            };
            let is_open = window.is_open();
            if is_open {
                window.add(envelope.bytes());
            }
            is_open
        });
        self.window = ahead;
        let any = !self.batch.is_empty();
        for envelope in self.batch.drain(..) {
            self.outgoing.envelope(envelope);
        }
        any
    }
}
