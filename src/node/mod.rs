//! The Node-API layer: every napi type and every `unsafe` of the crate. It converts between
//! JavaScript values and the core, and decides nothing.
//!
//! # Layout
//!
//! * [`main_endpoint`]: what a main thread holds of its hub.
//! * [`renderer_endpoint`]: what a renderer's thread holds of its connection.
//! * `loop_bell`: a bell that an event loop hears itself.
//! * `loop_poll`: has an event loop wait for the socket of such a connection.
//! * `uv`: the functions of libuv that these two use.
//! * [`process`]: the ends of a connection between two processes.
//! * [`registry`]: the registry of one emitter.
//! * [`inbox`]: how envelopes get into JavaScript.
//! * [`outbox`]: how messages get out of it.
//! * [`doorbell`]: what is behind a mailbox's bell, and its teardown.
//! * [`weak_function`]: what a bell calls.

mod doorbell;
mod inbox;
#[cfg(unix)]
mod loop_bell;
#[cfg(unix)]
mod loop_poll;
mod main_endpoint;
mod outbox;
mod process;
mod registry;
mod renderer_endpoint;
#[cfg(unix)]
mod uv;
mod weak_function;

use std::collections::HashMap;

use napi_derive::napi;

use crate::core::{Directory, Kind, Limits, Refusal};

/// The number of each kind of envelope, by name.
#[napi(catch_unwind)]
pub fn message_kinds() -> HashMap<&'static str, u32> {
    Kind::ALL
        .iter()
        .map(|kind| (kind.name(), u32::from(*kind as u8)))
        .collect()
}

/// Why something was not sent, by name: `gone`, or the name of a limit. The numbers are negative.
#[napi(catch_unwind)]
pub fn refusals() -> HashMap<&'static str, i32> {
    Refusal::ALL
        .iter()
        .map(|refusal| (refusal.name(), i32::from(*refusal as i8)))
        .collect()
}

/// Tells one loaded image of the native core from another: two images share no hubs.
#[napi(catch_unwind)]
pub fn image_identity() -> String {
    format!("{:p}", Directory::of_process())
}

/// The number of the hub that claimed this thread before it looked for one, if any did.
#[napi(catch_unwind)]
pub fn claimant_of(thread: u32) -> Option<f64> {
    Directory::of_process()
        .claimant(thread)
        .map(|hub| number(hub.id()))
}

/// Says that the thread that started this one passes on the ports that it sends.
#[napi(catch_unwind)]
pub fn watch_thread(thread: u32) {
    Directory::of_process().watch(thread);
}

/// Whether the thread that started this one passes on the ports that it sends.
#[napi(catch_unwind)]
pub fn is_watched(thread: u32) -> bool {
    Directory::of_process().is_watched(thread)
}

/// Forgets a thread that has ended.
#[napi(catch_unwind)]
pub fn forget_thread(thread: u32) {
    Directory::of_process().forget(thread);
}

/// How many bytes of the memory that JavaScript reads were used; that memory is small.
fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// Ids stay far below 2^53, so a JavaScript number holds them exactly.
#[allow(clippy::cast_precision_loss, reason = "see above")]
const fn number(id: u64) -> f64 {
    id as f64
}

/// The reverse of [`number`]. What is not such a number becomes one that no object has.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates; negative numbers and NaN become 0, which is never an id"
)]
const fn id(number: f64) -> u64 {
    number as u64
}

/// Nothing, or the number of the refusal.
fn outcome(sent: Result<(), Refusal>) -> i32 {
    sent.err().map_or(0, |refusal| i32::from(refusal as i8))
}

/// A count or a size as JavaScript gives it: not negative, maybe more than this machine can have.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates"
)]
const fn size(number: f64) -> usize {
    number as usize
}

/// What JavaScript may say of the ports between two processes.
fn kind_of_port(number: u32) -> napi::Result<Kind> {
    Kind::ALL
        .into_iter()
        .find(|kind| kind.is_of_port() && *kind as u32 == number)
        .ok_or_else(|| napi::Error::new(napi::Status::InvalidArg, "no such kind"))
}

/// The limit that a refusal is about; 0 for none.
fn limit(limits: &Limits, refusal: i32) -> f64 {
    let limit = Refusal::ALL
        .into_iter()
        .find(|limit| i32::from(*limit as i8) == refusal);
    limit.map_or(0.0, |limit| number(limits.get(limit) as u64))
}
