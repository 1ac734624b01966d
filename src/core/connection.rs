//! One attachment of a renderer: its mailbox and the requests that it has open.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use crate::core::account::is_exempt;
use crate::core::crowd::Waiter;
use crate::core::far::Far;
use crate::core::limits::{Limits, Refusal};
use crate::core::mailbox::{Load, Mailbox, Remains, Wake};
use crate::core::message::{Address, Envelope, Kind, Message, RequestId};
use crate::core::open_invokes::OpenInvokes;
use crate::core::patience::Patience;
use crate::core::reply::{ReplyCell, Wait};
use crate::core::sync::{
    Apart, Arc, AtomicBool, AtomicU64, AtomicUsize, Mutex, OnceLock, Ordering,
};

/// Lives from the moment when main expects the renderer, or the renderer attaches, until either side
/// goes away. A renderer that comes back gets a new connection with the next generation.
pub struct Connection {
    address: Address,
    mailbox: Mailbox,
    reply: ReplyCell,
    counts: Apart<Counts>,
    invokes: OpenInvokes,
    /// Whether no request can be made or answered any more. Relaxed throughout: who has to know is told by an envelope,
    /// or has closed it, and the lock of the mailbox orders that; a request that slips through ends with the notice.
    closed: AtomicBool,
    /// What main has asked of a renderer in another process, which must not answer anything else. Held only to
    /// change it.
    calls: Mutex<HashSet<RequestId>>,
    limits: Arc<Limits>,
    /// The renderer, if it is in another process.
    far: OnceLock<Arc<dyn Far>>,
}

/// What only the renderer's side writes: its thread, or who reads its link.
#[derive(Default)]
struct Counts {
    /// The number of the last request.
    last: AtomicU64,
    /// How many invokes the renderer has made whose answers it has not taken yet.
    awaited: AtomicUsize,
}

impl Connection {
    /// A connection whose renderer has not come yet: messages to it queue.
    pub fn new(address: Address, limits: Arc<Limits>) -> Self {
        Self {
            address,
            mailbox: Mailbox::new(limits.clone()),
            reply: ReplyCell::default(),
            counts: Apart::default(),
            invokes: OpenInvokes::default(),
            closed: AtomicBool::new(false),
            calls: Mutex::default(),
            limits,
            far: OnceLock::new(),
        }
    }

    /// Whose connection this is, and which.
    pub const fn address(&self) -> Address {
        self.address
    }

    /// Numbers a new request of the given kind.
    ///
    /// # Errors
    /// When the connection is closed, or has as many open invokes as it may.
    pub fn begin(&self, kind: Kind) -> Result<RequestId, Refusal> {
        if self.is_closed() {
            return Err(Refusal::Gone);
        }
        // Relaxed, and no more than a load and a store: only the renderer's side comes here.
        let request = self.counts.last.load(Ordering::Relaxed) + 1;
        match kind {
            Kind::Invoke => {
                self.await_one_more()?;
                self.invokes.open(request);
            }
            Kind::SendSync if !self.reply.expect(request) => return Err(Refusal::Gone),
            _ => {}
        }
        self.counts.last.store(request, Ordering::Relaxed);
        Ok(request)
    }

    /// A request that was begun was not posted, so nobody will answer it.
    pub fn cancel(&self, kind: Kind, request: RequestId) {
        match kind {
            Kind::Invoke if self.forget_invoke(request) => self.await_one_less(),
            Kind::SendSync => drop(self.reply.abandon(request)),
            _ => {}
        }
    }

    fn forget_invoke(&self, request: RequestId) -> bool {
        let was_open = self.invokes.claim(request);
        if was_open {
            self.invokes.end(request);
        }
        was_open
    }

    fn await_one_more(&self) -> Result<(), Refusal> {
        // Relaxed, and no more than a load and a store: only the renderer's thread comes here.
        let awaited = self.counts.awaited.load(Ordering::Relaxed);
        if awaited >= self.limits.get(Refusal::PendingInvokes) {
            return Err(Refusal::PendingInvokes);
        }
        self.counts.awaited.store(awaited + 1, Ordering::Relaxed);
        Ok(())
    }

    fn await_one_less(&self) {
        // Relaxed: as above.
        let awaited = self.counts.awaited.load(Ordering::Relaxed);
        self.counts
            .awaited
            .store(awaited.saturating_sub(1), Ordering::Relaxed);
    }

    /// The renderer's thread has taken an envelope out of its mailbox.
    pub fn taken(&self, envelope: &Envelope) {
        if envelope.kind == Kind::Reply {
            self.await_one_less();
        }
    }

    /// Ends a request with its answer.
    ///
    /// # Errors
    /// When it had ended already; or, and then it still has not, when there is no room for the answer.
    pub fn settle(&self, request: RequestId, answer: Message) -> Result<(), Refusal> {
        if self.is_closed() || !self.invokes.claim(request) {
            return self.settle_synchronous(request, answer);
        }
        let posted = self.mailbox.post(self.answered(request, answer));
        match posted.map_err(|refused| refused.why) {
            Err(why) if why != Refusal::Gone => {
                self.invokes.reopen(request);
                return Err(why);
            }
            outcome => {
                self.invokes.end(request);
                outcome?;
            }
        }
        self.flush(true);
        Ok(())
    }

    fn settle_synchronous(&self, request: RequestId, answer: Message) -> Result<(), Refusal> {
        let bytes = answer.bytes();
        if bytes > self.limits.get(Refusal::MessageBytes) && !is_exempt(Kind::Reply, bytes) {
            return Err(Refusal::MessageBytes);
        }
        let was_open = match self.far() {
            Some(far) => {
                let was_open = self.reply.abandon(request);
                if was_open {
                    far.answer(request, answer);
                }
                was_open
            }
            None => self.reply.answer(request, answer),
        };
        if was_open { Ok(()) } else { Err(Refusal::Gone) }
    }

    /// Gives up on a synchronous request: a later answer is refused.
    pub fn abandon(&self, request: RequestId) {
        self.reply.abandon(request);
    }

    /// Where the answers to synchronous requests come in.
    pub const fn reply(&self) -> &ReplyCell {
        &self.reply
    }

    /// Waits for the answer to a synchronous request, for one slice or, where many threads wait, a few times as
    /// long.
    pub fn wait(&self, request: RequestId, slice: Duration, patience: &mut Patience) -> Wait {
        self.mailbox.release();
        let seen = self.reply.changes();
        let outcome = self.reply.look(request);
        if outcome != Wait::Pending {
            return outcome;
        }
        let has_come = || {
            self.mailbox.glance();
            self.reply.changes() != seen
        };
        if patience.look(has_come) {
            let outcome = self.reply.look(request);
            if outcome != Wait::Pending {
                self.mailbox.look_later();
                return outcome;
            }
        }
        self.mailbox.block(true);
        patience.sleeps();
        let waiter = Waiter::enter();
        let outcome = self.reply.wait(request, waiter.slice(slice));
        drop(waiter);
        self.mailbox.block(false);
        patience.wakes(Instant::now());
        outcome
    }

    /// The answer to a request as an envelope.
    pub const fn answered(&self, request: RequestId, message: Message) -> Envelope {
        Envelope {
            kind: Kind::Reply,
            sender: self.address,
            request,
            message,
        }
    }

    /// Queues a message from main.
    ///
    /// # Errors
    /// When the renderer is gone, or there is no room.
    pub fn send(&self, kind: Kind, request: RequestId, message: Message) -> Result<(), Refusal> {
        let envelope = Envelope {
            kind,
            sender: self.address,
            request,
            message,
        };
        if kind == Kind::Call && self.far().is_some() {
            self.expect_return(request);
        }
        let posted = self.mailbox.post(envelope);
        self.flush(false);
        posted.map_err(|refused| refused.why)
    }

    /// Whether there is room for a message from main that carries so many bytes, and ports.
    ///
    /// # Errors
    /// When it would be refused.
    pub fn admit(&self, bytes: usize) -> Result<(), Refusal> {
        let envelope = Envelope::notice(Kind::PostMessage, self.address);
        self.mailbox.admit(&envelope, bytes)
    }

    /// Begins delivery to the renderer's thread. Gives back a bell that is no longer needed.
    pub fn open(&self, bell: Box<dyn Wake>) -> Option<Box<dyn Wake>> {
        self.mailbox.open(bell)
    }

    /// The mailbox that the renderer's thread reads.
    pub const fn mailbox(&self) -> &Mailbox {
        &self.mailbox
    }

    /// Whether the connection has ended.
    pub fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Relaxed)
    }

    /// Main lets go of a renderer that lives on: its blocked thread wakes, and it is told, after the
    /// messages that were sent before, that its open requests will not be answered. Returns false
    /// when the connection had ended already.
    pub fn release(&self) -> bool {
        if !self.end_requests() {
            return false;
        }
        self.mailbox
            .release_requests(Envelope::notice(Kind::Released, self.address));
        self.flush(false);
        true
    }

    /// The renderer's thread goes away: nothing can be queued for it any more. Whoever calls drops
    /// what is handed out, outside all locks.
    pub fn close(&self) -> (bool, Remains) {
        let ended = self.end_requests();
        (ended, self.mailbox.close())
    }

    /// How many requests are open: invokes, and the one that blocks the thread.
    pub fn open_requests(&self) -> usize {
        let invokes = if self.is_closed() {
            0
        } else {
            self.invokes.len()
        };
        invokes + self.reply.waiting()
    }

    /// How full the renderer's mailbox is.
    pub fn load(&self) -> Load {
        self.mailbox.load()
    }

    fn end_requests(&self) -> bool {
        let ended = !self.closed.swap(true, Ordering::Relaxed);
        self.calls.lock().clear();
        if self.far().is_some() {
            self.reply.end();
        } else {
            self.reply.close();
        }
        ended
    }
}

mod far;
#[cfg(test)]
mod tests;
