//! Fault 125: a process that was forked off from one with renderers in processes has none of its threads, and says so.

#![cfg(all(unix, not(ipc_sync = "loom")))]
// Tests say what they expect by failing.
#![allow(clippy::unwrap_used)]

use std::os::unix::net::UnixStream;
use std::sync::Arc;

use ipcmain::core::remote::{Socket, serve};
use ipcmain::core::{Hub, Transport};

unsafe extern "C" {
    fn fork() -> i32;
    fn waitpid(process: i32, status: *mut i32, options: i32) -> i32;
    fn _exit(code: i32) -> !;
}

/// What becomes of a renderer in a process: nothing, or why it cannot be served.
fn serve_one(hub: &Arc<Hub>) -> Option<String> {
    let (stream, _child) = UnixStream::pair().unwrap();
    let peer = hub.reserve(Transport::Process);
    let served = serve(hub, &peer, Socket::new(stream).unwrap(), 1);
    served.err().map(|error| error.to_string())
}

#[test]
fn fault_125_a_process_that_was_forked_off_says_that_it_cannot_serve_renderers() {
    let hub = Arc::new(Hub::default());
    let (stream, _child) = UnixStream::pair().unwrap();
    let peer = hub.reserve(Transport::Process);
    let _link = serve(&hub, &peer, Socket::new(stream).unwrap(), 1).unwrap();
    assert_eq!(serve_one(&hub), None);

    // SAFETY: the child runs nothing but what follows, and ends with it; this is the only test of its program, so no
    // other thread holds a lock that it needs.
    let child = unsafe { fork() };
    if child == 0 {
        let expected = "this process was forked from one that has renderers in processes";
        let is_refused = serve_one(&hub).as_deref() == Some(expected);
        // SAFETY: nothing of this process is used any more.
        unsafe { _exit(if is_refused { 25 } else { 1 }) };
    }
    assert!(child > 0);
    let mut status = 0;
    // SAFETY: it is a child of this process, and the status may be written.
    assert_eq!(unsafe { waitpid(child, &raw mut status, 0) }, child);
    assert_eq!(status, 25 << 8, "it ended by itself and was refused");
    assert_eq!(serve_one(&hub), None, "its parent goes on");
}
