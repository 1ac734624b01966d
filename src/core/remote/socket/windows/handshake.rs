//! Who is let into a pipe: who says its token.

use std::io::{self, ErrorKind};
use std::thread;
use std::time::{Duration, Instant};

use tokio::net::windows::named_pipe::{ClientOptions, NamedPipeClient, NamedPipeServer};
use tokio::time::timeout;

/// How long somebody who has opened the pipe may take to say the token.
const LONGEST: Duration = Duration::from_secs(1);

/// How long the pipe may be somebody else's before that is an error: a few times as long.
const PATIENCE: Duration = Duration::from_secs(5);

/// What Windows says then.
const PIPE_BUSY: i32 = 231;

/// Waits until somebody has said the token.
pub async fn admit(server: &NamedPipeServer, token: &[u8]) -> io::Result<()> {
    loop {
        server.connect().await?;
        let said = timeout(LONGEST, hear(server, token.len())).await;
        if matches!(said, Ok(Ok(said)) if said == token) {
            return Ok(());
        }
        server.disconnect()?;
    }
}

/// The first bytes of who has opened a pipe.
async fn hear(server: &NamedPipeServer, length: usize) -> io::Result<Vec<u8>> {
    let mut said = vec![0; length];
    let mut heard = 0;
    while heard < length {
        server.readable().await?;
        match server.try_read(said.get_mut(heard..).unwrap_or_default()) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(count) => heard += count,
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
    Ok(said)
}

/// Opens a pipe, in the driver's runtime. It has one other end: while somebody else is shown out, nothing tells when he has
/// gone, so this looks again and again.
pub fn join(name: &str) -> io::Result<NamedPipeClient> {
    let began = Instant::now();
    loop {
        match ClientOptions::new().open(name) {
            Err(error) if error.raw_os_error() == Some(PIPE_BUSY) && began.elapsed() < PATIENCE => {
                thread::sleep(Duration::from_millis(5));
            }
            outcome => return outcome,
        }
    }
}

/// Says the token.
pub async fn introduce(client: &NamedPipeClient, token: &[u8]) -> io::Result<()> {
    let mut rest = token;
    while !rest.is_empty() {
        client.writable().await?;
        match client.try_write(rest) {
            Ok(count) => rest = rest.get(count..).unwrap_or_default(),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
