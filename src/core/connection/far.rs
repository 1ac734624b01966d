//! What a connection does where its renderer, or main, is in another process.

use super::Connection;
use crate::core::far::Far;
use crate::core::message::{Kind, Message, RequestId};
use crate::core::remote::Violation;
use crate::core::sync::{Arc, Ordering};

/// How many invokes a renderer in another process may have open, whatever it was told.
const MOST_INVOKES: usize = 1 << 20;

impl Connection {
    /// The renderer is in another process.
    pub fn set_far(&self, far: Arc<dyn Far>) {
        // Once: each process gets a connection of its own.
        let _ = self.far.set(far);
    }

    /// The renderer, if it is in another process.
    pub fn far(&self) -> Option<&Arc<dyn Far>> {
        self.far.get()
    }

    pub(super) fn flush(&self, is_call: bool) {
        if let Some(far) = self.far() {
            far.flush(is_call);
        }
    }

    /// Notes a request of a renderer in another process, which has numbered it.
    ///
    /// # Errors
    /// When it may not make it.
    pub fn enter(&self, kind: Kind, request: RequestId) -> Result<(), Violation> {
        // Relaxed, and no more than a load and a store: who reads the link holds its lock.
        if request <= self.counts.last.load(Ordering::Relaxed) {
            return Err(Violation::Replay);
        }
        self.counts.last.store(request, Ordering::Relaxed);
        if self.is_closed() {
            return Ok(());
        }
        match kind {
            Kind::Invoke if self.invokes.exceed(MOST_INVOKES) => Err(Violation::Requests),
            Kind::Invoke => {
                self.invokes.open(request);
                Ok(())
            }
            // It blocks the thread that asks.
            Kind::SendSync if self.reply.waiting() > 0 => Err(Violation::Requests),
            Kind::SendSync => {
                self.reply.expect(request);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The renderer, in another process, may answer a call of this number.
    pub fn expect_return(&self, call: RequestId) {
        self.calls.lock().insert(call);
    }

    /// Notes the answer of a renderer in another process.
    ///
    /// # Errors
    /// When main has not asked.
    pub fn returned(&self, call: RequestId) -> Result<(), Violation> {
        if self.calls.lock().remove(&call) || self.is_closed() {
            Ok(())
        } else {
            Err(Violation::Answer)
        }
    }

    /// Takes an answer that main, in another process, has given.
    pub fn receive_answer(&self, request: RequestId, answer: Message) {
        if self.forget_invoke(request) {
            // One that closed meanwhile needs no answer.
            drop(self.mailbox.accept(self.answered(request, answer)));
        } else {
            self.reply.answer(request, answer);
        }
    }
}
