//! A named pipe, of which the process is told the name.

use std::io;
use std::ptr;

use napi::bindgen_prelude::Env;
use tokio::net::windows::named_pipe::{NamedPipeServer, PipeMode, ServerOptions};
use windows_sys::Win32::Foundation::LocalFree;
use windows_sys::Win32::Security::Authorization::{
    ConvertStringSecurityDescriptorToSecurityDescriptorW, SDDL_REVISION_1,
};
use windows_sys::Win32::Security::SECURITY_ATTRIBUTES;
use windows_sys::core::w;

use crate::core::remote::{Link, Socket};
use crate::core::sync::Arc;

/// The end that the process is to have.
pub struct OtherEnd {
    pipe: String,
}

impl OtherEnd {
    /// Makes a pipe. Half of the secret is its name, so that nobody can have made it before, and the other half is what must be
    /// said to get its other end.
    pub fn make(secret: &str) -> io::Result<(Socket, Self)> {
        let (name, token) = halves(secret);
        let pipe = format!(r"\\.\pipe\ipcmain-{name}");
        let socket = Socket::listen(|| create(&pipe), token.into())?;
        Ok((socket, Self { pipe }))
    }

    #[allow(clippy::unused_self, reason = "elsewhere it has one")]
    pub fn descriptor(&self) -> Option<i32> {
        None
    }

    #[allow(clippy::unnecessary_wraps, reason = "elsewhere there is none")]
    pub fn pipe(&self) -> Option<String> {
        Some(self.pipe.clone())
    }

    #[allow(
        clippy::unused_self,
        reason = "elsewhere there is something to let go of"
    )]
    pub fn passed(&self) {}
}

/// Opens the pipe of this name, and says the token.
pub fn reach(place: &str, secret: &str) -> io::Result<Socket> {
    Socket::join(place, halves(secret).1.into())
}

fn halves(secret: &str) -> (&str, &str) {
    secret
        .split_at_checked(secret.len() / 2)
        .unwrap_or_default()
}

/// The event loop has nothing to wait for a pipe with: the driver does.
pub fn watch(_: Env, _: &Arc<Link>) {}

/// The first and only instance of a pipe that its owner alone may open, on this machine. Without a list of its own everybody may read
/// it.
fn create(name: &str) -> io::Result<NamedPipeServer> {
    let mut descriptor = ptr::null_mut();
    // SAFETY: the text is constant and ends with a zero; what is written to is on the stack, or may be nothing.
    let made = unsafe {
        ConvertStringSecurityDescriptorToSecurityDescriptorW(
            w!("D:P(A;;GA;;;OW)"),
            SDDL_REVISION_1,
            &raw mut descriptor,
            ptr::null_mut(),
        )
    };
    if made == 0 {
        return Err(io::Error::last_os_error());
    }
    let mut attributes = SECURITY_ATTRIBUTES {
        nLength: u32::try_from(size_of::<SECURITY_ATTRIBUTES>()).unwrap_or_default(),
        lpSecurityDescriptor: descriptor,
        bInheritHandle: 0,
    };
    let mut options = ServerOptions::new();
    options
        .first_pipe_instance(true)
        .max_instances(1)
        .pipe_mode(PipeMode::Byte)
        // After the mode: to set that once took this back (RUSTSEC-2023-0001).
        .reject_remote_clients(true);
    // SAFETY: the attributes are on the stack, and the descriptor that they point to was just made.
    let pipe =
        unsafe { options.create_with_security_attributes_raw(name, (&raw mut attributes).cast()) };
    // SAFETY: it was made by the conversion, as the documentation wants it, and nothing refers to it any more.
    unsafe { LocalFree(descriptor) };
    pipe
}
