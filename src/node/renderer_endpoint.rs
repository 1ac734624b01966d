//! What a renderer's thread holds of its connection.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use napi::bindgen_prelude::{Env, Function, FunctionCallContext, Result, Uint8Array};
use napi::{Error, Status};
use napi_derive::napi;

use crate::core::sync::Arc;
use crate::core::{Connection, Directory, Envelope, Hub, Kind, Patience, Transport, Wait};

use super::doorbell;
use super::inbox::Inbox;
use super::outbox::Outbox;
use super::{id, kind_of_port, length, number, outcome};

/// A renderer's connection to its main.
#[napi]
pub struct RendererEndpoint {
    hub: Arc<Hub>,
    connection: Arc<Connection>,
    in_thread: bool,
}

impl Drop for RendererEndpoint {
    /// In main's own thread, whatever used it was collected. On another thread the renderer is the thread: what
    /// is evaluated there next goes on with the same connection.
    fn drop(&mut self) {
        if self.in_thread {
            self.hub.detach(&self.connection);
        }
    }
}

/// What messages go through. An `offset` is where a message stands in the outbox. What sends returns one of the
/// `refusals` when it has not.
#[napi(object, object_from_js = false)]
pub struct RendererCalls<'env> {
    /// Puts the next envelopes where batches are read and returns how many bytes they have. None means that
    /// the caller must leave; `onRing` is called again when there are more. `woken` says that it just was.
    #[napi(ts_type = "(woken: boolean) => number")]
    pub take: Function<'env, bool, u32>,
    /// Has `onRing` called again soon.
    #[napi(ts_type = "() => void")]
    pub ring_again: Function<'env, (), ()>,
    /// Copies a block into memory of its size and forgets it. False when there is no such block.
    #[napi(ts_type = "(block: number, place: Uint8Array) => boolean")]
    pub fetch: Function<'env, (), bool>,
    /// Sends a message that wants no answer.
    #[napi(ts_type = "(offset: number) => number")]
    pub send: Function<'env, u32, f64>,
    /// Whether `postMessage` would send this; it always does once this has said so, if it is next.
    #[napi(ts_type = "(offset: number) => number")]
    pub admit: Function<'env, u32, i32>,
    /// Sends one value whose `ports` ports travel beside it. When there are any, it must have been admitted.
    #[napi(ts_type = "(offset: number, ports: number) => number")]
    pub post_message: Function<'env, u32, f64>,
    /// Sends a request whose answer is delivered as an envelope. Returns its number.
    #[napi(ts_type = "(offset: number) => number")]
    pub invoke: Function<'env, u32, f64>,
    /// Sends a request whose answer `wait` waits for. Returns its number.
    #[napi(ts_type = "(offset: number) => number")]
    pub send_sync: Function<'env, u32, f64>,
    /// Blocks the thread until the answer to a synchronous request, at most for so long. 1 when the answer
    /// is where single envelopes are read, 0 when there is none yet, -1 when none can come.
    #[napi(ts_type = "(request: number, milliseconds: number) => number")]
    pub wait: Function<'env, (), i32>,
    /// Answers a call of main.
    #[napi(ts_type = "(call: number, offset: number) => number")]
    pub answer: Function<'env, (), i32>,
    /// Says something of a port, by its number, to main in another process. When it has `ports`, it must have been
    /// admitted.
    #[napi(ts_type = "(kind: number, port: number, offset: number, ports: number) => number")]
    pub tell_port: Function<'env, (), i32>,
}

#[napi]
impl RendererEndpoint {
    /// Attaches the calling thread to a hub, with an introduction that main gets first, at
    /// this offset of the outbox. The connection
    /// ends with the environment.
    ///
    /// Throws when the hub has ended.
    #[napi(constructor, catch_unwind)]
    pub fn new(
        env: Env,
        hub: f64,
        thread: u32,
        in_thread: bool,
        outbox: &Outbox,
        introduction: u32,
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
        let (_, connection) = hub.attach(thread, transport, outbox.message(introduction, 0)?);
        let (dying_hub, dying) = (hub.clone(), connection.clone());
        doorbell::on_environment_end(env, move || dying_hub.detach(&dying))?;
        Ok(Self {
            hub,
            connection,
            in_thread,
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

    /// Begins delivery: `onRing` is called when envelopes wait, and must then `take` until nothing is left. It
    /// is not kept alive by that.
    #[napi(catch_unwind)]
    pub fn open(&self, env: Env, on_ring: Function<'_, (), ()>) -> Result<()> {
        let (hub, connection) = (self.hub.clone(), self.connection.clone());
        doorbell::hang_up(
            env,
            &on_ring,
            |bell| self.connection.open(bell),
            move || hub.detach(&connection),
        )
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
    ) -> Result<RendererCalls<'env>> {
        let inbox = Rc::new(Inbox::new(batch, single));
        let post = |name: &str, kind: Kind| {
            let (hub, connection, outbox) =
                (self.hub.clone(), self.connection.clone(), outbox.clone());
            env.create_function_from_closure(name, move |call: FunctionCallContext<'_>| {
                let ports = if call.length() > 1 { call.get(1)? } else { 0 };
                let message = outbox.message(call.get(0)?, ports)?;
                let posted = hub.post(&connection, kind, message);
                Ok(posted.map_or_else(|refusal| f64::from(refusal as i8), number))
            })
        };
        Ok(RendererCalls {
            take: {
                let (hub, connection, inbox) =
                    (self.hub.clone(), self.connection.clone(), inbox.clone());
                env.create_function_from_closure("take", move |call| {
                    let taken = |envelope: &Envelope| hub.taken(&connection, envelope);
                    let mailbox = connection.mailbox();
                    Ok(length(inbox.take(mailbox, call.get(0)?, taken)))
                })?
            },
            ring_again: {
                let connection = self.connection.clone();
                env.create_function_from_closure("ringAgain", move |_| {
                    connection.mailbox().ring_again(false);
                    Ok(())
                })?
            },
            fetch: {
                let inbox = inbox.clone();
                env.create_function_from_closure("fetch", move |call| {
                    Ok(inbox.fetch(call.get(0)?, call.get(1)?))
                })?
            },
            send: post("send", Kind::Send)?,
            admit: {
                let (hub, connection, outbox) =
                    (self.hub.clone(), self.connection.clone(), outbox.clone());
                env.create_function_from_closure("admit", move |call| {
                    let bytes = outbox.bytes(call.get(0)?)?;
                    Ok(outcome(hub.admit(&connection, bytes)))
                })?
            },
            post_message: post("postMessage", Kind::PostMessage)?,
            invoke: post("invoke", Kind::Invoke)?,
            send_sync: post("sendSync", Kind::SendSync)?,
            wait: {
                let connection = self.connection.clone();
                let patience = RefCell::new(Patience::default());
                env.create_function_from_closure("wait", move |call| {
                    let request = id(call.get(0)?);
                    let slice = Duration::from_millis(call.get::<u32>(1)?.into());
                    let wait = connection.wait(request, slice, &mut patience.borrow_mut());
                    Ok(match wait {
                        Wait::Answered(message) => {
                            inbox.give(connection.answered(request, message));
                            1
                        }
                        Wait::Pending => 0,
                        Wait::Closed => -1,
                    })
                })?
            },
            answer: {
                let (hub, connection, outbox) =
                    (self.hub.clone(), self.connection.clone(), outbox.clone());
                env.create_function_from_closure("answer", move |call| {
                    let message = outbox.message(call.get(1)?, 0)?;
                    let call = id(call.get(0)?);
                    Ok(outcome(hub.tell(&connection, Kind::Return, call, message)))
                })?
            },
            tell_port: {
                let (hub, connection, outbox) =
                    (self.hub.clone(), self.connection.clone(), outbox.clone());
                env.create_function_from_closure("tellPort", move |call| {
                    let message = outbox.message(call.get(2)?, call.get(3)?)?;
                    let kind = kind_of_port(call.get(0)?)?;
                    let told = hub.tell(&connection, kind, id(call.get(1)?), message);
                    Ok(outcome(told))
                })?
            },
        })
    }

    /// Says something to main for the package itself, that stands at this offset of the outbox. What a limit stands
    /// against is lost.
    #[napi(catch_unwind)]
    pub fn say(&self, outbox: &Outbox, offset: u32) -> Result<()> {
        let message = outbox.message(offset, 0)?;
        // A main that is gone hears nothing.
        let _ = self.hub.tell(&self.connection, Kind::Said, 0, message);
        Ok(())
    }

    /// One of the limits that its main has set.
    #[napi(catch_unwind)]
    pub fn limit(&self, refusal: i32) -> f64 {
        super::limit(&self.hub.limits, refusal)
    }

    /// How many envelopes wait for the renderer.
    #[napi(getter, catch_unwind)]
    pub fn queued(&self) -> u32 {
        u32::try_from(self.connection.load().messages).unwrap_or(u32::MAX)
    }

    /// Gives up on a synchronous request: a later answer is refused.
    #[napi(catch_unwind)]
    pub fn abandon(&self, request: f64) {
        self.connection.abandon(id(request));
    }
}
