//! What of libuv is used, where the host has one and shows it.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::mem;
use std::ptr;

use napi::sys;

use crate::core::sync::OnceLock;

/// Handles of libuv are made in memory that we give; only it knows what is in them.
pub type Handle = *mut c_void;
type AsyncCallback = unsafe extern "C" fn(Handle);
type PollCallback = unsafe extern "C" fn(Handle, c_int, c_int);
type TurnCallback = unsafe extern "C" fn(Handle);
type CloseCallback = unsafe extern "C" fn(Handle);

/// Numbers of libuv's that no version has changed.
pub const ASYNC: c_int = 1;
pub const POLL: c_int = 8;
pub const PREPARE: c_int = 9;
pub const READABLE: c_int = 1;

/// Functions of libuv. They are looked for when they are first needed: a library that named them would not load in a
/// host that has none.
pub struct Uv {
    handle_size: unsafe extern "C" fn(c_int) -> usize,
    pub set_data: unsafe extern "C" fn(Handle, *mut c_void),
    pub get_data: unsafe extern "C" fn(Handle) -> *mut c_void,
    pub async_init: unsafe extern "C" fn(*mut sys::uv_loop_s, Handle, AsyncCallback) -> c_int,
    /// From any thread, as long as the handle is open.
    pub async_send: unsafe extern "C" fn(Handle) -> c_int,
    pub poll_init: unsafe extern "C" fn(*mut sys::uv_loop_s, Handle, c_int) -> c_int,
    pub poll_start: unsafe extern "C" fn(Handle, c_int, PollCallback) -> c_int,
    pub prepare_init: unsafe extern "C" fn(*mut sys::uv_loop_s, Handle) -> c_int,
    pub prepare_start: unsafe extern "C" fn(Handle, TurnCallback) -> c_int,
    pub unref: unsafe extern "C" fn(Handle),
    pub close: unsafe extern "C" fn(Handle, CloseCallback),
}

unsafe extern "C" {
    fn dlsym(library: *mut c_void, name: *const c_char) -> *mut c_void;
}

/// All libraries that are loaded.
#[cfg(target_os = "macos")]
const EVERYWHERE: *mut c_void = ptr::without_provenance_mut(usize::MAX - 1);
#[cfg(not(target_os = "macos"))]
const EVERYWHERE: *mut c_void = ptr::null_mut();

/// A function of the host.
///
/// # Safety
/// `F` must be a pointer to a function, of the signature that the function of this name has.
unsafe fn find<F: Copy>(name: &CStr) -> Option<F> {
    // SAFETY: the name ends with a zero; nothing else is asked of it.
    let found = unsafe { dlsym(EVERYWHERE, name.as_ptr()) };
    // SAFETY: the caller's.
    (!found.is_null()).then(|| unsafe { mem::transmute_copy(&found) })
}

impl Uv {
    /// That of the host, if it has one.
    pub fn of_host() -> Option<&'static Self> {
        static UV: OnceLock<Option<Uv>> = OnceLock::new();
        UV.get_or_init(Self::look).as_ref()
    }

    fn look() -> Option<Self> {
        Some(Self {
            // SAFETY: libuv has had it so since before Node 20.
            handle_size: unsafe { find(c"uv_handle_size")? },
            // SAFETY: libuv has had it so since before Node 20.
            set_data: unsafe { find(c"uv_handle_set_data")? },
            // SAFETY: libuv has had it so since before Node 20.
            get_data: unsafe { find(c"uv_handle_get_data")? },
            // SAFETY: libuv has had it so since before Node 20.
            async_init: unsafe { find(c"uv_async_init")? },
            // SAFETY: libuv has had it so since before Node 20.
            async_send: unsafe { find(c"uv_async_send")? },
            // SAFETY: libuv has had it so since before Node 20.
            poll_init: unsafe { find(c"uv_poll_init")? },
            // SAFETY: libuv has had it so since before Node 20.
            poll_start: unsafe { find(c"uv_poll_start")? },
            // SAFETY: libuv has had it so since before Node 20.
            prepare_init: unsafe { find(c"uv_prepare_init")? },
            // SAFETY: libuv has had it so since before Node 20.
            prepare_start: unsafe { find(c"uv_prepare_start")? },
            // SAFETY: libuv has had it so since before Node 20.
            unref: unsafe { find(c"uv_unref")? },
            // SAFETY: libuv has had it so since before Node 20.
            close: unsafe { find(c"uv_close")? },
        })
    }

    /// Memory for a handle of a kind, aligned as any must be.
    pub fn memory(&self, kind: c_int) -> Box<[u128]> {
        // SAFETY: the number is that of a kind.
        let size = unsafe { (self.handle_size)(kind) };
        vec![0; size.div_ceil(size_of::<u128>())].into_boxed_slice()
    }
}
