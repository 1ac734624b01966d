//! The other side of a connection that is not in this process, as the rest of the core sees it.

use crate::core::limits::Limits;
use crate::core::message::{Message, RequestId};
use crate::core::remote::Violation;

/// Where what is posted to a mailbox goes on to. Nothing here is called under a lock of the core's.
pub trait Far: Send + Sync {
    /// Sends on what waits, as far as it can be sent without waiting. A part of a stream may be kept back for a moment;
    /// `is_call` says that what was added last is a request or the answer to one, which then waits for something anyway.
    fn flush(&self, is_call: bool);

    /// This thread has taken several messages, and may call or answer as often: `flush` keeps back more of that from now on.
    fn gather(&self);

    /// Nothing more is sent for now: what `flush` has kept back goes.
    fn release(&self);

    /// Sends the answer to a synchronous request, past what waits.
    fn answer(&self, request: RequestId, answer: Message);

    /// Brings what has come already, on behalf of a thread that looks for it.
    fn glance(&self);

    /// Brings what has come already, waiting for whoever does so at this moment.
    fn bring(&self);

    /// That thread looks no longer: what comes has to be waited for.
    fn leave(&self);

    /// That thread blocks from now on, or no longer: its event loop brings nothing meanwhile.
    fn block(&self, is_blocked: bool);

    /// Whether what comes is not waited for, because a thread looks for it.
    fn is_left_to_lookers(&self) -> bool;

    /// The thread on this side has taken a message of so many bytes that came from there.
    fn took(&self, bytes: usize);

    /// Tells the other side the limits.
    fn tell_limits(&self, limits: &Limits);

    /// Sends on what waits, and waits for that for a moment at most. So does `flush` from now on.
    fn farewell(&self);

    /// The same, and closes this end.
    fn close(&self);

    /// What the other process has done wrong, if anything.
    fn violation(&self) -> Option<&'static str>;

    /// The other process does something that it may not: the connection ends.
    fn violate(&self, violation: Violation);

    /// The other process has ended: there is no more than what has come already.
    fn finish(&self);

    /// Whether the connection has ended, and everything that came is here.
    fn has_ended(&self) -> bool;
}
