//! Has the event loop of a thread wait for the socket of a link, as it waits for its own: what comes wakes one
//! thread and not two. Where the host has no libuv, or does not show it, the driver goes on waiting.

use std::ffi::{c_int, c_void};
use std::mem;
use std::os::fd::AsRawFd;
use std::os::unix::net::UnixStream;
use std::ptr;

use napi::bindgen_prelude::Env;
use napi::sys;

use crate::core::far::Far;
use crate::core::remote::Link;
use crate::core::sync::Arc;

use super::uv::{self, Handle, Uv};

/// One socket that an event loop waits for. It belongs to libuv from its start until it is closed.
struct Poll {
    uv: &'static Uv,
    /// Aligned as any handle must be.
    socket: Box<[u128]>,
    /// Called before the loop waits.
    turn: Box<[u128]>,
    link: Arc<Link>,
    /// A descriptor of its own: libuv looks at it until the handle is closed.
    stream: UnixStream,
    hook: sys::napi_async_cleanup_hook_handle,
    is_closing: bool,
    /// How many handles are open.
    handles: u32,
}

/// Has the event loop of this thread wait for a link from now on. It does not keep the loop alive.
pub fn watch(env: Env, link: &Arc<Link>) {
    let Some(uv) = Uv::of_host() else { return };
    let descriptor = link.socket().map(|socket| socket.descriptor());
    let (Ok(event_loop), Some(Ok(stream))) = (env.get_uv_event_loop(), descriptor) else {
        return;
    };
    let mut poll = Box::new(Poll {
        uv,
        socket: uv.memory(uv::POLL),
        turn: uv.memory(uv::PREPARE),
        link: link.clone(),
        stream,
        hook: ptr::null_mut(),
        is_closing: false,
        handles: 2,
    });
    let handle: Handle = poll.socket.as_mut_ptr().cast();
    let turn: Handle = poll.turn.as_mut_ptr().cast();
    // SAFETY: the loop is that of this thread, the memory large enough, and the descriptor open.
    if unsafe { (uv.poll_init)(event_loop, handle, poll.stream.as_raw_fd()) } != 0 {
        return;
    }
    // SAFETY: as above. This cannot fail.
    unsafe { (uv.prepare_init)(event_loop, turn) };
    // From here on the handles are libuv's, and what stands for it lives until it is closed.
    let poll = Box::into_raw(poll);
    // SAFETY: the handle was made a moment ago.
    unsafe { (uv.set_data)(handle, poll.cast()) };
    // SAFETY: as above.
    unsafe { (uv.set_data)(turn, poll.cast()) };
    for handle in [handle, turn] {
        // SAFETY: as above.
        unsafe { (uv.unref)(handle) };
    }
    // SAFETY: nobody else has it yet.
    let hook = unsafe { &raw mut (*poll).hook };
    // SAFETY: this is a thread of this environment, and what is passed lives until the hook is removed.
    let hooked =
        unsafe { sys::napi_add_async_cleanup_hook(env.raw(), Some(on_end), poll.cast(), hook) };
    // SAFETY: as above.
    let started = unsafe { (uv.poll_start)(handle, uv::READABLE, on_readable) };
    // SAFETY: as above. This cannot fail.
    unsafe { (uv.prepare_start)(turn, on_turn) };
    if hooked == sys::Status::napi_ok && started == 0 {
        link.leave_to_loop(true);
    } else {
        // SAFETY: this thread is the loop's, and the pointer was made here.
        close(unsafe { &mut *poll });
    }
}

/// Ends the waiting; what stands for it is dropped when libuv says so.
fn close(poll: &mut Poll) {
    if mem::replace(&mut poll.is_closing, true) {
        return;
    }
    poll.link.leave_to_loop(false);
    for handle in [poll.socket.as_mut_ptr(), poll.turn.as_mut_ptr()] {
        // SAFETY: the handle lives, and is closed once.
        unsafe { (poll.uv.close)(handle.cast(), on_closed) };
    }
}

/// What stands for a handle.
///
/// # Safety
/// The handle must be one that `watch` has made and that is not closed, and nothing else may have what is given back.
unsafe fn poll_of<'a>(handle: Handle) -> Option<&'a mut Poll> {
    let uv = Uv::of_host()?;
    // SAFETY: the caller's.
    let data = unsafe { (uv.get_data)(handle) };
    // SAFETY: `watch` has put it there.
    unsafe { data.cast::<Poll>().as_mut() }
}

unsafe extern "C" fn on_readable(handle: Handle, status: c_int, _events: c_int) {
    // SAFETY: libuv gives the handle that it was started with, on its own thread.
    let Some(poll) = (unsafe { poll_of(handle) }) else {
        return;
    };
    if !poll.link.attend() || status < 0 {
        close(poll);
    }
}

/// Nothing more is sent before the loop waits.
unsafe extern "C" fn on_turn(handle: Handle) {
    // SAFETY: as above.
    if let Some(poll) = unsafe { poll_of(handle) } {
        poll.link.release();
    }
}

unsafe extern "C" fn on_end(_: sys::napi_async_cleanup_hook_handle, poll: *mut c_void) {
    // SAFETY: it lives until the hook is removed, and this runs on its thread.
    if let Some(poll) = unsafe { poll.cast::<Poll>().as_mut() } {
        close(poll);
    }
}

unsafe extern "C" fn on_closed(handle: Handle) {
    // SAFETY: libuv gives the handle that it has closed.
    let Some(poll) = (unsafe { poll_of(handle) }) else {
        return;
    };
    poll.handles -= 1;
    if poll.handles > 0 {
        return;
    }
    if !poll.hook.is_null() {
        // SAFETY: it was added, and is removed once. An environment that ends waits for this.
        unsafe { sys::napi_remove_async_cleanup_hook(poll.hook) };
    }
    // SAFETY: `watch` has made it with `Box::into_raw`, and libuv has nothing of it any more.
    drop(unsafe { Box::from_raw(poll) });
}
