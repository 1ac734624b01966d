//! The heart: what a message is, where it waits, who it is for and how a request ends.
//!
//! # Layout
//!
//! * [`sync`]: the only place that names locks and atomics.
//! * [`message`]: envelopes and their kinds; the JavaScript face learns the kinds from here.
//! * [`blocks`]: memory for large pieces of messages.
//! * [`outgoing`]: messages as JavaScript writes them.
//! * [`limits`]: how much may wait, and what a sender is told when that much does.
//! * [`account`]: how much waits in a mailbox, and of whom.
//! * [`queue`]: in which order messages leave a mailbox.
//! * [`mailbox`]: a queue with a byte account, one consumer and a doorbell.
//! * [`consumer`]: how a thread empties its mailbox, in batches and turns.
//! * [`patience`]: when to look for the next message a little longer before going to sleep.
//! * [`handover`]: whether to let other threads run instead.
//! * [`crowd`]: how long threads that wait for an answer sleep at a time.
//! * [`reply`]: where a thread that made a synchronous request waits.
//! * [`registry`]: which listeners and handlers a channel has.
//! * [`open_invokes`]: the invokes of one renderer that main has not answered.
//! * [`connection`]: one attachment of a renderer: its mailbox and its open requests.
//! * [`peer`]: one renderer over all its attachments.
//! * [`hub`]: one main thread: its mailbox, its registry, its peers.
//! * [`answerer`]: how a main finds whom it answers.
//! * [`far`]: the other side of a connection that is in another process.
//! * [`remote`]: what travels between two processes.
//! * [`directory`]: finds the hub of a thread.
//! * [`snapshot`]: the state of a hub as JSON.

#![forbid(unsafe_code)]

pub mod account;
pub mod answerer;
pub mod blocks;
pub mod connection;
pub mod consumer;
pub mod crowd;
pub mod directory;
pub mod far;
pub mod handover;
pub mod hub;
pub mod limits;
pub mod mailbox;
pub mod message;
pub mod open_invokes;
pub mod outgoing;
pub mod patience;
pub mod peer;
pub mod queue;
pub mod registry;
pub mod remote;
pub mod reply;
pub mod snapshot;
pub mod sync;

pub use answerer::Answerer;
pub use blocks::Blocks;
pub use connection::Connection;
pub use consumer::Consumer;
pub use directory::Directory;
pub use hub::Hub;
pub use limits::{Limits, Refusal};
pub use mailbox::{Mailbox, Wake};
pub use message::{Address, Block, Envelope, Kind, Message, RequestId};
pub use outgoing::Outgoing;
pub use patience::Patience;
pub use peer::{Peer, PeerId, Transport};
pub use registry::{EventName, FunctionId, Registry};
pub use reply::Wait;
