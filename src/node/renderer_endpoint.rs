//! What a renderer's thread holds of its connection.

use std::time::Duration;

use napi::bindgen_prelude::{Buffer, Env, Float64ArraySlice, Function, Result, Uint8ArraySlice};
use napi::{Error, Status};
use napi_derive::napi;

use crate::core::sync::Arc;
use crate::core::{Connection, Directory, Hub, Kind, Transport, Wait};

use super::delivery::{Channel, Overflow};
use super::doorbell;
use super::{id, message, number, written};

/// A renderer's connection to its main.
#[napi]
pub struct RendererEndpoint {
    hub: Arc<Hub>,
    connection: Arc<Connection>,
    overflow: Overflow,
}

#[napi]
impl RendererEndpoint {
    /// Attaches the calling thread to a hub, with an introduction that main gets first. The connection
    /// ends with the environment.
    ///
    /// Throws when the hub has ended.
    #[napi(constructor, catch_unwind)]
    pub fn new(
        env: Env,
        hub: f64,
        thread: u32,
        in_thread: bool,
        introduction: &[u8],
    ) -> Result<Self> {
        let hub = Directory::of_process().hub(id(hub)).ok_or_else(|| {
            Error::new(
                Status::GenericFailure,
                "the main of this renderer has ended",
            )
        })?;
        let transport = if in_thread {
            Transport::InThread
        } else {
            Transport::Thread
        };
        let (_, connection) = hub.attach(thread, transport, introduction.to_vec());
        let (dying_hub, dying) = (hub.clone(), connection.clone());
        doorbell::on_environment_end(env, move || dying_hub.detach(&dying))?;
        Ok(Self {
            hub,
            connection,
            overflow: Overflow::default(),
        })
    }

    /// The number by which main knows this renderer.
    #[napi(getter, catch_unwind)]
    pub fn peer(&self) -> u32 {
        self.connection.address().peer
    }

    /// The number of the hub that it is attached to.
    #[napi(getter, catch_unwind)]
    pub fn hub(&self) -> f64 {
        number(self.hub.id())
    }

    /// Whether main has let go of this renderer, or has ended.
    #[napi(getter, catch_unwind)]
    pub fn is_released(&self) -> bool {
        self.connection.is_closed()
    }

    /// Begins delivery: `onMessage` is called once, as a task of its own, for each envelope.
    #[napi(catch_unwind)]
    pub fn open(&self, env: Env, on_message: Function<'_, (), ()>) -> Result<()> {
        let (hub, connection) = (self.hub.clone(), self.connection.clone());
        doorbell::hang_up(
            env,
            &on_message,
            |bell| self.connection.open(bell),
            move || hub.detach(&connection),
        )
    }

    /// Takes the oldest envelope: its numbers into the header, its bytes into the scratch buffer if they
    /// fit. Returns its channel, or null when there is none.
    #[napi(catch_unwind, ts_return_type = "string | null")]
    pub fn take(
        &mut self,
        mut header: Float64ArraySlice<'_>,
        mut scratch: Uint8ArraySlice<'_>,
    ) -> Channel {
        let taken = self.connection.mailbox().take();
        self.overflow.deliver(taken, &mut header, &mut scratch)
    }

    /// The bytes of the envelope or the answer that was taken last, when they did not fit.
    #[napi(catch_unwind)]
    pub fn fetch(&mut self) -> Buffer {
        self.overflow.fetch()
    }

    /// Sends a message that wants no answer. False when main is gone.
    #[napi(catch_unwind)]
    pub fn send(&self, channel: String, payload: &[u8], length: u32) -> bool {
        self.post(Kind::Send, channel, written(payload, length))
            .is_some()
    }

    /// Sends one value whose `ports` ports travel beside it. False when main is gone.
    #[napi(catch_unwind)]
    pub fn post_message(&self, channel: String, payload: &[u8], ports: u32) -> bool {
        let message = message(channel, payload, ports);
        self.hub
            .post(&self.connection, Kind::PostMessage, message)
            .is_some()
    }

    /// Sends a request whose answer is delivered as an envelope. Returns its number, or nothing when
    /// main is gone.
    #[napi(catch_unwind)]
    pub fn invoke(&self, channel: String, payload: &[u8], length: u32) -> Option<f64> {
        self.post(Kind::Invoke, channel, written(payload, length))
    }

    /// Sends a request whose answer `wait` waits for. Returns its number, or nothing when main is
    /// gone.
    #[napi(catch_unwind)]
    pub fn send_sync(&self, channel: String, payload: &[u8], length: u32) -> Option<f64> {
        self.post(Kind::SendSync, channel, written(payload, length))
    }

    /// Blocks the thread until the answer to a synchronous request, at most for `milliseconds`. Puts its
    /// bytes into the scratch buffer if they fit and returns how many there are; -1 when there is no
    /// answer yet, -2 when none can come.
    #[napi(catch_unwind)]
    pub fn wait(
        &mut self,
        request: f64,
        milliseconds: u32,
        mut scratch: Uint8ArraySlice<'_>,
    ) -> f64 {
        let slice = Duration::from_millis(milliseconds.into());
        match self.connection.wait(id(request), slice) {
            Wait::Answered(payload) => number(self.overflow.give(payload, &mut scratch) as u64),
            Wait::Pending => -1.0,
            Wait::Closed => -2.0,
        }
    }

    /// Answers a call of main. False when main is gone.
    #[napi(catch_unwind)]
    pub fn answer(&self, request: f64, payload: &[u8]) -> bool {
        self.hub
            .answer(&self.connection, id(request), payload.to_vec())
    }

    /// Gives up on a synchronous request: a later answer is refused.
    #[napi(catch_unwind)]
    pub fn abandon(&self, request: f64) {
        self.connection.abandon(id(request));
    }

    fn post(&self, kind: Kind, channel: String, payload: &[u8]) -> Option<f64> {
        self.hub
            .post(&self.connection, kind, message(channel, payload, 0))
            .map(number)
    }
}
