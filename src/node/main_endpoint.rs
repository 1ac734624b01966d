//! What a main thread holds of its hub.

use std::rc::Rc;

use napi::bindgen_prelude::{Env, Function, Result, Uint8Array};
use napi_derive::napi;

use crate::core::sync::Arc;
use crate::core::{Address, Answerer, Directory, Hub, Kind, Refusal, Transport, snapshot};

use super::doorbell;
use super::inbox::Inbox;
use super::outbox::Outbox;
use super::{id, kind_of_port, length, number, outcome, size};

/// A main thread's hub.
#[napi]
pub struct MainEndpoint {
    pub(super) hub: Arc<Hub>,
}

impl Drop for MainEndpoint {
    /// Whatever used it was collected, or its environment ends: nobody takes from the hub any more.
    fn drop(&mut self) {
        Directory::of_process().close(&self.hub);
    }
}

/// What messages go through. An `offset` is where a message stands in the outbox. What sends returns 0, or one
/// of the `refusals`.
#[napi(object, object_from_js = false)]
pub struct MainCalls<'env> {
    /// Puts the next envelopes where batches are read and returns how many bytes they have. None means that
    /// the caller must leave; `onRing` is called again when there are more. `woken` says that it just was.
    #[napi(ts_type = "(woken: boolean) => number")]
    pub take: Function<'env, bool, u32>,
    /// Puts the oldest envelope of one renderer where single ones are read. False when there is none.
    #[napi(ts_type = "(peer: number) => boolean")]
    pub take_from: Function<'env, u32, bool>,
    /// Has `onRing` called again soon.
    #[napi(ts_type = "() => void")]
    pub ring_again: Function<'env, (), ()>,
    /// Copies a block into memory of its size and forgets it. False when there is no such block.
    #[napi(ts_type = "(block: number, place: Uint8Array) => boolean")]
    pub fetch: Function<'env, (), bool>,
    /// Sends to a renderer.
    #[napi(ts_type = "(peer: number, offset: number) => number")]
    pub send: Function<'env, (), i32>,
    /// Whether `postMessage` would send this; it always does once this has said so, if it is next.
    #[napi(ts_type = "(peer: number, offset: number) => number")]
    pub admit: Function<'env, (), i32>,
    /// Sends one value whose `ports` ports travel beside it. When there are any, it must have been admitted.
    #[napi(ts_type = "(peer: number, offset: number, ports: number) => number")]
    pub post_message: Function<'env, (), i32>,
    /// Asks something of a renderer for the package itself; a `return` with the same number answers.
    #[napi(ts_type = "(peer: number, call: number, offset: number) => number")]
    pub call: Function<'env, (), i32>,
    /// Says something of a port, by its number, to a renderer in another process. When it has `ports`, it must have
    /// been admitted.
    #[napi(
        ts_type = "(peer: number, kind: number, port: number, offset: number, ports: number) => number"
    )]
    pub tell_port: Function<'env, (), i32>,
    /// Answers a request. What is refused for another reason than that it has ended can be answered again.
    #[napi(
        ts_type = "(peer: number, generation: number, request: number, offset: number) => number"
    )]
    pub reply: Function<'env, (), i32>,
}

#[napi]
impl MainEndpoint {
    /// Makes a hub of its own. It dies with the environment.
    #[napi(constructor, catch_unwind)]
    pub fn new(env: Env) -> Result<Self> {
        let hub = Directory::of_process().create_hub();
        let dying = hub.clone();
        doorbell::on_environment_end(env, move || Directory::of_process().close(&dying))?;
        Ok(Self { hub })
    }

    /// The hub's number, by which other threads find it.
    #[napi(getter, catch_unwind)]
    pub fn id(&self) -> f64 {
        number(self.hub.id())
    }

    /// Begins delivery: `onRing` is called when envelopes wait, and must then `take` until nothing is left. It
    /// is not kept alive by that.
    #[napi(catch_unwind)]
    pub fn open(&self, env: Env, on_ring: Function<'_, (), ()>) -> Result<()> {
        let hub = self.hub.clone();
        doorbell::hang_up(
            env,
            &on_ring,
            |bell| self.hub.open(bell),
            move || Directory::of_process().close(&hub),
        )
    }

    /// How many envelopes wait for main.
    #[napi(getter, catch_unwind)]
    pub fn queued(&self) -> u32 {
        u32::try_from(self.hub.mailbox().load().messages).unwrap_or(u32::MAX)
    }

    /// The functions that messages go through. Functions, because a call of a method costs several times
    /// as much.
    #[napi(catch_unwind)]
    pub fn calls<'env>(
        &self,
        env: &'env Env,
        outbox: &Outbox,
        batch: Uint8Array,
        single: Uint8Array,
    ) -> Result<MainCalls<'env>> {
        let inbox = Rc::new(Inbox::new(batch, single));
        Ok(MainCalls {
            take: {
                let (hub, inbox) = (self.hub.clone(), inbox.clone());
                env.create_function_from_closure("take", move |call| {
                    Ok(length(inbox.take(hub.mailbox(), call.get(0)?, |_| ())))
                })?
            },
            take_from: {
                let (hub, inbox) = (self.hub.clone(), inbox.clone());
                env.create_function_from_closure("takeFrom", move |call| {
                    let taken = hub.mailbox().take_from(call.get(0)?);
                    let found = taken.is_some();
                    if let Some(envelope) = taken {
                        inbox.give(envelope);
                    }
                    Ok(found)
                })?
            },
            ring_again: {
                let hub = self.hub.clone();
                env.create_function_from_closure("ringAgain", move |_| {
                    hub.mailbox().ring_again(false);
                    Ok(())
                })?
            },
            fetch: env.create_function_from_closure("fetch", move |call| {
                Ok(inbox.fetch(call.get(0)?, call.get(1)?))
            })?,
            send: {
                let (hub, outbox) = (self.hub.clone(), outbox.clone());
                env.create_function_from_closure("send", move |call| {
                    let message = outbox.message(call.get(1)?, 0)?;
                    Ok(outcome(hub.send(call.get(0)?, Kind::Send, 0, message)))
                })?
            },
            admit: {
                let (hub, outbox) = (self.hub.clone(), outbox.clone());
                env.create_function_from_closure("admit", move |call| {
                    let bytes = outbox.bytes(call.get(1)?)?;
                    Ok(outcome(hub.admit_to(call.get(0)?, bytes)))
                })?
            },
            post_message: {
                let (hub, outbox) = (self.hub.clone(), outbox.clone());
                env.create_function_from_closure("postMessage", move |call| {
                    let message = outbox.message(call.get(1)?, call.get(2)?)?;
                    Ok(outcome(hub.send(
                        call.get(0)?,
                        Kind::PostMessage,
                        0,
                        message,
                    )))
                })?
            },
            call: {
                let (hub, outbox) = (self.hub.clone(), outbox.clone());
                env.create_function_from_closure("call", move |call| {
                    let message = outbox.message(call.get(2)?, 0)?;
                    let sent = hub.send(call.get(0)?, Kind::Call, id(call.get(1)?), message);
                    Ok(outcome(sent))
                })?
            },
            tell_port: {
                let (hub, outbox) = (self.hub.clone(), outbox.clone());
                env.create_function_from_closure("tellPort", move |call| {
                    let message = outbox.message(call.get(3)?, call.get(4)?)?;
                    let kind = kind_of_port(call.get(1)?)?;
                    let sent = hub.send(call.get(0)?, kind, id(call.get(2)?), message);
                    Ok(outcome(sent))
                })?
            },
            reply: {
                let (hub, outbox, answerer) =
                    (self.hub.clone(), outbox.clone(), Answerer::default());
                env.create_function_from_closure("reply", move |call| {
                    let message = outbox.message(call.get(3)?, 0)?;
                    let (peer, generation) = (call.get(0)?, call.get(1)?);
                    let sender = Address { peer, generation };
                    let request = id(call.get(2)?);
                    Ok(outcome(answerer.reply(&hub, sender, request, message)))
                })?
            },
        })
    }

    /// The renderer of a thread of this process, known from now on whether it has come or not.
    #[napi(catch_unwind)]
    pub fn claim(&self, thread: u32) -> u32 {
        Directory::of_process().claim(thread, self.hub.id());
        self.hub.expect(thread, Transport::Thread).id()
    }

    /// A renderer that has no thread yet, or no process.
    #[napi(catch_unwind)]
    pub fn reserve(&self, in_process: bool) -> u32 {
        let transport = if in_process {
            Transport::Process
        } else {
            Transport::Thread
        };
        self.hub.reserve(transport).id()
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

    /// The thread of a renderer, if it has one.
    #[napi(catch_unwind)]
    pub fn thread_of(&self, peer: u32) -> Option<u32> {
        self.hub.peer(peer).and_then(|peer| peer.thread())
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

    /// Changes one of the limits, which have the names of `refusals`, for all that is sent from now on.
    #[napi(catch_unwind)]
    pub fn set_limit(&self, name: String, value: f64) {
        let limit = Refusal::ALL.into_iter().find(|limit| limit.name() == name);
        if let Some(limit) = limit {
            self.hub.set_limit(limit, size(value));
        }
    }

    /// One of the limits.
    #[napi(catch_unwind)]
    pub fn limit(&self, refusal: i32) -> f64 {
        super::limit(&self.hub.limits, refusal)
    }

    /// The state of the hub as JSON.
    #[napi(catch_unwind)]
    pub fn snapshot(&self) -> String {
        snapshot::of_hub(&self.hub).to_string()
    }
}
