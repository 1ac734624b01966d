//! Electron's IPC for plain Node: the native core.
//!
//! # Layout
//!
//! * [`core`]: pure Rust. Hubs, peers, mailboxes, reply cells and the channel registry. It decides
//!   and knows nothing of Node.
//! * `node`: the Node-API layer, behind the feature `node`. It converts and decides nothing.
//!
//! The JavaScript face in `lib/` speaks Electron's words on top of the two.

pub mod core;

// Not in test builds: what registers the exports with Node is not generated there.
#[cfg(all(feature = "node", not(test)))]
mod node;
