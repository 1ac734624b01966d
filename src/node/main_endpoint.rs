//! What a main thread holds of its hub.

use napi::bindgen_prelude::{Buffer, Env, Float64ArraySlice, Function, Result, Uint8ArraySlice};
use napi_derive::napi;

use crate::core::sync::Arc;
use crate::core::{Address, Directory, Hub, Kind, Transport, snapshot};

use super::delivery::{Channel, Overflow};
use super::doorbell;
use super::{id, message, number, written};

/// A main thread's hub.
#[napi]
pub struct MainEndpoint {
    pub(super) hub: Arc<Hub>,
    overflow: Overflow,
}

#[napi]
impl MainEndpoint {
    /// Makes a hub of its own. It dies with the environment.
    #[napi(constructor, catch_unwind)]
    pub fn new(env: Env) -> Result<Self> {
        let hub = Directory::of_process().create_hub();
        let dying = hub.clone();
        doorbell::on_environment_end(env, move || Directory::of_process().close(&dying))?;
        Ok(Self {
            hub,
            overflow: Overflow::default(),
        })
    }

    /// The hub's number, by which other threads find it.
    #[napi(getter, catch_unwind)]
    pub fn id(&self) -> f64 {
        number(self.hub.id())
    }

    /// Begins delivery: `onMessage` is called once, as a task of its own, for each envelope.
    #[napi(catch_unwind)]
    pub fn open(&self, env: Env, on_message: Function<'_, (), ()>) -> Result<()> {
        let hub = self.hub.clone();
        doorbell::hang_up(
            env,
            &on_message,
            |bell| self.hub.open(bell),
            move || Directory::of_process().close(&hub),
        )
    }

    /// How many envelopes wait for main.
    #[napi(getter, catch_unwind)]
    pub fn queued(&self) -> u32 {
        u32::try_from(self.hub.mailbox().load().messages).unwrap_or(u32::MAX)
    }

    /// Takes the oldest envelope, or the oldest of one renderer: its numbers into the header, its bytes
    /// into the scratch buffer if they fit. Returns its channel, or null when there is none.
    #[napi(catch_unwind, ts_return_type = "string | null")]
    pub fn take(
        &mut self,
        mut header: Float64ArraySlice<'_>,
        mut scratch: Uint8ArraySlice<'_>,
        from: Option<u32>,
    ) -> Channel {
        self.overflow
            .deliver(self.hub.take(from), &mut header, &mut scratch)
    }

    /// The bytes of the envelope that was taken last, when they did not fit.
    #[napi(catch_unwind)]
    pub fn fetch(&mut self) -> Buffer {
        self.overflow.fetch()
    }

    /// The renderer of a thread of this process, known from now on whether it has come or not.
    #[napi(catch_unwind)]
    pub fn claim(&self, thread: u32) -> u32 {
        Directory::of_process().claim(thread, self.hub.id());
        self.hub.expect(thread, Transport::Thread).id()
    }

    /// A renderer that has no thread yet.
    #[napi(catch_unwind)]
    pub fn reserve(&self) -> u32 {
        self.hub.reserve().id()
    }

    /// A renderer will come on this thread; one that was on another leaves that.
    #[napi(catch_unwind)]
    pub fn bind(&self, peer: u32, thread: u32) {
        if let Some(peer) = self.hub.peer(peer) {
            self.hub.bind(&peer, thread);
        }
    }

    /// Which of its connections a renderer has now, or nothing when it is forgotten.
    #[napi(catch_unwind)]
    pub fn generation_of(&self, peer: u32) -> Option<u32> {
        let peer = self.hub.peer(peer)?;
        Some(peer.connection().address().generation)
    }

    /// The renderers that have come and were not forgotten, oldest first.
    #[napi(catch_unwind)]
    pub fn attached_peers(&self) -> Vec<u32> {
        let peers = self.hub.peers();
        peers
            .iter()
            .filter(|peer| peer.is_attached())
            .map(|peer| peer.id())
            .collect()
    }

    /// Sends to a renderer. False when it is gone.
    #[napi(catch_unwind)]
    pub fn send(&self, peer: u32, channel: String, payload: &[u8], length: u32) -> bool {
        let message = message(channel, written(payload, length), 0);
        self.hub.send(peer, Kind::Send, 0, message)
    }

    /// Sends one value whose `ports` ports travel beside it. False when the renderer is gone.
    #[napi(catch_unwind)]
    pub fn post_message(&self, peer: u32, channel: String, payload: &[u8], ports: u32) -> bool {
        let message = message(channel, payload, ports);
        self.hub.send(peer, Kind::PostMessage, 0, message)
    }

    /// Asks something of a renderer for the package itself; a `return` with the same number answers.
    /// False when the renderer is gone.
    #[napi(catch_unwind)]
    pub fn call(&self, peer: u32, request: f64, operation: String, payload: &[u8]) -> bool {
        let message = message(operation, payload, 0);
        self.hub.send(peer, Kind::Call, id(request), message)
    }

    /// The thread of a renderer, if it has one.
    #[napi(catch_unwind)]
    pub fn thread_of(&self, peer: u32) -> Option<u32> {
        self.hub.peer(peer).and_then(|peer| peer.thread())
    }

    /// Answers a request. False when it had ended.
    #[napi(catch_unwind)]
    pub fn reply(
        &self,
        peer: u32,
        generation: u32,
        request: f64,
        payload: &[u8],
        length: u32,
    ) -> bool {
        let sender = Address { peer, generation };
        let payload = written(payload, length).to_vec();
        self.hub.reply(sender, id(request), payload)
    }

    /// A thread has ended. If it was a renderer, its connection ends, even one that never came. Returns
    /// whether it was one.
    #[napi(catch_unwind)]
    pub fn thread_ended(&self, thread: u32) -> bool {
        Directory::of_process().forget(thread);
        self.hub.thread_ended(thread)
    }

    /// Forgets a renderer. If it lives, its requests end and it is told.
    #[napi(catch_unwind)]
    pub fn forget(&self, peer: u32) {
        self.hub.forget(peer);
    }

    /// Lets go of all renderers on other threads: those that are blocked wake.
    #[napi(catch_unwind)]
    pub fn release_threads(&self) {
        self.hub.release_threads();
    }

    /// The state of the hub as JSON.
    #[napi(catch_unwind)]
    pub fn snapshot(&self) -> String {
        snapshot::of_hub(&self.hub).to_string()
    }
}
