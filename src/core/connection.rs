//! One attachment of a renderer: its mailbox and the requests that it has open.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use crate::core::mailbox::{Load, Mailbox, Remains, Wake};
use crate::core::message::{Address, Envelope, Kind, Message, RequestId};
use crate::core::patience::Patience;
use crate::core::reply::{ReplyCell, Wait};
use crate::core::sync::Mutex;

/// Lives from the moment when main expects the renderer, or the renderer attaches, until either side
/// goes away. A renderer that comes back gets a new connection with the next generation.
pub struct Connection {
    address: Address,
    mailbox: Mailbox,
    reply: ReplyCell,
    /// Protects the numbering and the set of open invokes. A mailbox may be locked under it, never
    /// the other way round.
    requests: Mutex<Requests>,
}

#[derive(Default)]
struct Requests {
    last: RequestId,
    invokes: HashSet<RequestId>,
    closed: bool,
}

impl Connection {
    /// A connection whose renderer has not come yet: messages to it queue.
    pub fn new(address: Address) -> Self {
        Self {
            address,
            mailbox: Mailbox::default(),
            reply: ReplyCell::default(),
            requests: Mutex::default(),
        }
    }

    /// Whose connection this is, and which.
    pub const fn address(&self) -> Address {
        self.address
    }

    /// Numbers a new request of the given kind. `None` when the connection is closed.
    pub fn begin(&self, kind: Kind) -> Option<RequestId> {
        let mut requests = self.requests.lock();
        if requests.closed {
            return None;
        }
        requests.last += 1;
        let request = requests.last;
        match kind {
            Kind::Invoke => drop(requests.invokes.insert(request)),
            Kind::SendSync if !self.reply.expect(request) => return None,
            _ => {}
        }
        Some(request)
    }

    /// Ends a request with its answer. Returns false when it had ended already.
    pub fn settle(&self, request: RequestId, answer: Message) -> bool {
        let mut requests = self.requests.lock();
        if !requests.invokes.remove(&request) {
            drop(requests);
            return self.reply.answer(request, answer);
        }
        // Posted while the requests are locked, so that answers queue in the order of settling.
        self.mailbox.post(self.answered(request, answer)).is_ok()
    }

    /// Gives up on a synchronous request: a later answer is refused.
    pub fn abandon(&self, request: RequestId) {
        self.reply.abandon(request);
    }

    /// Where the answers to synchronous requests come in.
    pub const fn reply(&self) -> &ReplyCell {
        &self.reply
    }

    /// Waits for the answer to a synchronous request, at most for one slice.
    pub fn wait(&self, request: RequestId, slice: Duration, patience: &mut Patience) -> Wait {
        let seen = self.reply.changes();
        let outcome = self.reply.look(request);
        if outcome != Wait::Pending {
            return outcome;
        }
        if patience.look(|| self.reply.changes() != seen) {
            let outcome = self.reply.look(request);
            if outcome != Wait::Pending {
                return outcome;
            }
        }
        patience.sleeps();
        let outcome = self.reply.wait(request, slice);
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

    /// Queues a message from main. Returns false when the renderer is gone.
    pub fn send(&self, kind: Kind, request: RequestId, message: Message) -> bool {
        self.mailbox
            .post(Envelope {
                kind,
                sender: self.address,
                request,
                message,
            })
            .is_ok()
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
        self.requests.lock().closed
    }

    /// Main lets go of a renderer that lives on: its blocked thread wakes, and it is told, after the
    /// messages that were sent before, that its open requests will not be answered. Returns false
    /// when the connection had ended already.
    pub fn release(&self) -> bool {
        if !self.end_requests() {
            return false;
        }
        // A mailbox that closed meanwhile belongs to a renderer that needs no notice.
        drop(
            self.mailbox
                .post(Envelope::notice(Kind::Released, self.address)),
        );
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
        let invokes = self.requests.lock().invokes.len();
        invokes + self.reply.waiting()
    }

    /// How full the renderer's mailbox is.
    pub fn load(&self) -> Load {
        self.mailbox.load()
    }

    fn end_requests(&self) -> bool {
        let mut requests = self.requests.lock();
        let ended = !std::mem::replace(&mut requests.closed, true);
        requests.invokes.clear();
        drop(requests);
        self.reply.close();
        ended
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::ZERO;

    fn connection() -> Connection {
        Connection::new(Address {
            peer: 1,
            generation: 1,
        })
    }

    fn message(body: &str) -> Message {
        Message::new(body.as_bytes())
    }

    fn kinds(connection: &Connection) -> Vec<Kind> {
        let mut batch = Vec::new();
        connection.mailbox.take(&mut batch, usize::MAX, |_| true);
        batch.iter().map(|envelope| envelope.kind).collect()
    }

    #[test]
    fn an_invoke_ends_once_with_a_reply_in_the_mailbox() {
        let connection = connection();
        let request = connection.begin(Kind::Invoke).unwrap();
        assert_eq!(connection.open_requests(), 1);
        assert!(connection.settle(request, Message::new(&[1])));
        assert!(!connection.settle(request, Message::new(&[2])));
        assert_eq!(kinds(&connection), [Kind::Reply]);
        assert_eq!(connection.open_requests(), 0);
    }

    #[test]
    fn a_synchronous_request_ends_once_in_the_cell() {
        let connection = connection();
        let request = connection.begin(Kind::SendSync).unwrap();
        assert!(connection.settle(request, Message::new(&[1])));
        assert!(!connection.settle(request, Message::new(&[2])));
        assert_eq!(
            connection.wait(request, NOW, &mut Patience::default()),
            Wait::Answered(Message::new(&[1]))
        );
        assert_eq!(kinds(&connection), []);
    }

    #[test]
    fn replies_and_messages_keep_their_order() {
        let connection = connection();
        let request = connection.begin(Kind::Invoke).unwrap();
        connection.send(Kind::Send, 0, message("a"));
        connection.settle(request, Message::default());
        connection.send(Kind::Send, 0, message("b"));
        assert_eq!(kinds(&connection), [Kind::Send, Kind::Reply, Kind::Send]);
    }

    #[test]
    fn a_released_renderer_gets_what_was_sent_before_and_then_the_notice() {
        let connection = connection();
        let request = connection.begin(Kind::SendSync).unwrap();
        connection.send(Kind::Send, 0, message("a"));
        assert!(connection.release());
        assert!(!connection.release());
        assert_eq!(
            connection.wait(request, NOW, &mut Patience::default()),
            Wait::Closed
        );
        assert_eq!(connection.begin(Kind::Send), None);
        assert_eq!(kinds(&connection), [Kind::Send, Kind::Released]);
    }

    #[test]
    fn a_closed_connection_refuses_messages_and_answers() {
        let connection = connection();
        let request = connection.begin(Kind::Invoke).unwrap();
        connection.send(Kind::Send, 0, message("a"));
        let (ended, remains) = connection.close();
        assert!(ended);
        assert_eq!(remains.queue.len(), 1);
        assert!(!connection.settle(request, Message::default()));
        assert!(!connection.send(Kind::Send, 0, message("b")));
        assert!(connection.is_closed());
        assert!(!connection.close().0);
    }
}
