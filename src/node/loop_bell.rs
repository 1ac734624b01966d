//! A bell that an event loop hears itself. A threadsafe function is rung under a lock that whoever it wakes takes as
//! well: one that wakes at once has to wait for the ringer there, and to be woken again.

use std::cell::Cell;
use std::ffi::c_void;
use std::mem;
use std::ptr;
use std::rc::Rc;
use std::thread::{self, ThreadId};

use napi::bindgen_prelude::{Env, Function, JsValue};
use napi::sys::{self, Status};

use crate::core::Wake;
use crate::core::sync::{Arc, Mutex};

use super::uv::{self, Handle, Uv};

/// What is rung. It is dropped on the thread of its loop; else it is there until that ends.
pub struct LoopBell(Arc<Shared>);

/// What the bell and its loop have in common.
struct Shared {
    uv: &'static Uv,
    handle: Handle,
    thread: ThreadId,
    /// Whether the handle is open. Held while it is rung, so that nobody closes it then; nothing else is done under it.
    is_open: Mutex<bool>,
}

// SAFETY: other threads give the handle to `async_send` alone, which may be called from any, and only while it is open.
unsafe impl Send for Shared {}
// SAFETY: as above.
unsafe impl Sync for Shared {}

impl Wake for LoopBell {
    fn wake(&self) {
        self.0.ring();
    }

    /// A loop hears its bells once in each turn.
    fn wake_next_turn(&self) {
        self.0.ring();
    }
}

impl Drop for LoopBell {
    fn drop(&mut self) {
        if thread::current().id() == self.0.thread {
            self.0.close();
        }
    }
}

impl Shared {
    fn ring(&self) {
        let is_open = self.is_open.lock();
        if *is_open {
            // SAFETY: the handle is open, and stays so under the lock. This fails for no open one.
            unsafe { (self.uv.async_send)(self.handle) };
        }
    }

    /// Called on the thread of the loop.
    fn close(&self) {
        if mem::replace(&mut *self.is_open.lock(), false) {
            // SAFETY: the handle was open, is closed once, and nobody rings it any more.
            unsafe { (self.uv.close)(self.handle, on_closed) };
        }
    }
}

/// What stands behind a handle, which owns one reference to it until libuv has closed that.
struct Listener {
    shared: Arc<Shared>,
    /// What the handle is in; libuv's, as long as that is open.
    memory: *mut [u128],
    env: sys::napi_env,
    function: sys::napi_ref,
    context: sys::napi_async_context,
    hook: Cell<sys::napi_async_cleanup_hook_handle>,
}

impl LoopBell {
    /// Has the event loop of this thread call a function when the bell is rung. It does not keep the loop alive. None
    /// where the host does not show its loop.
    pub fn new(env: Env, function: &Function<'_, (), ()>) -> Option<Self> {
        let event_loop = env.get_uv_event_loop().ok()?;
        let uv = Uv::of_host()?;
        let name = env.create_string("ipcmain").ok()?;
        let memory = Box::into_raw(uv.memory(uv::ASYNC));
        let handle: Handle = memory.cast();
        let env = env.raw();
        let mut listener = Listener {
            shared: Arc::new(Shared {
                uv,
                handle,
                thread: thread::current().id(),
                is_open: Mutex::new(true),
            }),
            memory,
            env,
            function: ptr::null_mut(),
            context: ptr::null_mut(),
            hook: Cell::new(ptr::null_mut()),
        };
        let (reference, context) = (&raw mut listener.function, &raw mut listener.context);
        // SAFETY: the function is of this environment, whose thread this is; what is written to lives.
        let made = unsafe { sys::napi_create_reference(env, function.raw(), 1, reference) };
        // SAFETY: as above.
        let named = unsafe { sys::napi_async_init(env, ptr::null_mut(), name.raw(), context) };
        let made = [made, named] == [Status::napi_ok; 2];
        // SAFETY: the loop is that of this thread, and the memory large enough.
        if !made || unsafe { (uv.async_init)(event_loop, handle, on_ring) } != 0 {
            // What was made is dropped here, and never was libuv's.
            return None;
        }
        let bell = Self(listener.shared.clone());
        // From here on it belongs to the handle.
        let listener = Rc::new(listener);
        let data = Rc::into_raw(listener.clone()).cast_mut().cast();
        // SAFETY: the handle was made a moment ago.
        unsafe { (uv.set_data)(handle, data) };
        // SAFETY: as above.
        unsafe { (uv.unref)(handle) };
        let hook = listener.hook.as_ptr();
        // SAFETY: this is a thread of this environment, and what is passed lives until the hook is removed.
        let hooked = unsafe { sys::napi_add_async_cleanup_hook(env, Some(on_end), data, hook) };
        // Without the hook nobody would close it when the environment ends; dropping the bell does so now.
        (hooked == Status::napi_ok).then_some(bell)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if !self.context.is_null() {
            // SAFETY: it was made by this environment, whose thread this is, and is not used again.
            unsafe { sys::napi_async_destroy(self.env, self.context) };
        }
        if !self.function.is_null() {
            // SAFETY: as above.
            unsafe { sys::napi_delete_reference(self.env, self.function) };
        }
        if !self.hook.get().is_null() {
            // SAFETY: it was added, and is removed once. An environment that ends waits for this.
            unsafe { sys::napi_remove_async_cleanup_hook(self.hook.get()) };
        }
        // SAFETY: it was made by `Box::into_raw`, and libuv has nothing of it: its handle is closed, or never was open.
        drop(unsafe { Box::from_raw(self.memory) });
    }
}

impl Listener {
    /// Calls the function as Node calls any: with its asynchronous context, and what was queued meanwhile runs after it.
    fn call(&self) {
        let mut handles = ptr::null_mut();
        // SAFETY: this is the thread of the environment, which lives until the handle is closed.
        if unsafe { sys::napi_open_handle_scope(self.env, &raw mut handles) } != Status::napi_ok {
            return;
        }
        let mut scope = ptr::null_mut();
        // SAFETY: as above; the object is not looked at.
        let opened = unsafe {
            sys::napi_open_callback_scope(self.env, ptr::null_mut(), self.context, &raw mut scope)
        };
        if opened == Status::napi_ok {
            self.call_in_scope();
            // SAFETY: it is the one that was opened last.
            unsafe { sys::napi_close_callback_scope(self.env, scope) };
        }
        // SAFETY: as above.
        unsafe { sys::napi_close_handle_scope(self.env, handles) };
    }

    fn call_in_scope(&self) {
        let (mut function, mut this) = (ptr::null_mut(), ptr::null_mut());
        // SAFETY: a handle scope is open, and the reference is a strong one of this environment.
        unsafe { sys::napi_get_reference_value(self.env, self.function, &raw mut function) };
        // SAFETY: as above.
        unsafe { sys::napi_get_undefined(self.env, &raw mut this) };
        // SAFETY: both were just made; there are no arguments.
        let called = unsafe {
            sys::napi_call_function(self.env, this, function, 0, ptr::null(), ptr::null_mut())
        };
        if called != Status::napi_pending_exception {
            return;
        }
        let mut thrown = ptr::null_mut();
        // SAFETY: as above.
        let taken = unsafe { sys::napi_get_and_clear_last_exception(self.env, &raw mut thrown) };
        if taken == Status::napi_ok {
            // An uncaught exception, as that of any listener. Does nothing in an environment that ends.
            // SAFETY: the value was made in the open scope.
            unsafe { sys::napi_fatal_exception(self.env, thrown) };
        }
    }
}

/// What stands behind a handle, by the reference that the handle owns.
///
/// # Safety
/// The handle must be one that [`LoopBell::new`] has made, this its thread, and that reference not given up.
unsafe fn listener_of(handle: Handle) -> *const Listener {
    match Uv::of_host() {
        // SAFETY: the caller's.
        Some(uv) => unsafe { (uv.get_data)(handle) }.cast_const().cast(),
        None => ptr::null(),
    }
}

unsafe extern "C" fn on_ring(handle: Handle) {
    // SAFETY: libuv gives the handle that it was made with, on its own thread, and has not closed it.
    let listener = unsafe { listener_of(handle) };
    if listener.is_null() {
        return;
    }
    // A reference of its own: what is called may run a loop within this one, which closes the handle.
    // SAFETY: it was made by `Rc::into_raw`, and the handle still owns a reference.
    unsafe { Rc::increment_strong_count(listener) };
    // SAFETY: that is the one that was added.
    let listener = unsafe { Rc::from_raw(listener) };
    listener.call();
}

unsafe extern "C" fn on_end(_: sys::napi_async_cleanup_hook_handle, listener: *mut c_void) {
    // SAFETY: it lives until the hook is removed, and this runs on its thread.
    if let Some(listener) = unsafe { listener.cast::<Listener>().as_ref() } {
        listener.shared.close();
    }
}

unsafe extern "C" fn on_closed(handle: Handle) {
    // SAFETY: libuv gives the handle that it has closed, on its own thread, and this is called once.
    let listener = unsafe { listener_of(handle) };
    if !listener.is_null() {
        // SAFETY: it was made by `Rc::into_raw`, and the handle gives up its reference here.
        drop(unsafe { Rc::from_raw(listener) });
    }
}
