//! Waits for sockets, on one thread for all of them. The thread starts with the first link and stops with the
//! last.

use std::io::{self, ErrorKind};
use std::process;
use std::thread;
use std::time::Duration;

#[cfg(windows)]
use tokio::runtime::EnterGuard;
use tokio::runtime::{Builder, Handle};
use tokio::sync::Notify;
use tokio::task::yield_now;
use tokio::time::{sleep, timeout};

use crate::core::remote::link::{Link, Pulled};
use crate::core::remote::socket::Waiter;
use crate::core::sync::{Arc, Mutex, Weak};

/// How long a frame may take that has begun, while nothing of it comes.
const LONGEST_FRAME: Duration = Duration::from_secs(30);

/// How long a message waits for room before it is tried again.
const RETRY: Duration = Duration::from_millis(1);

/// So often in a row may another thread have read what the driver was woken for; then it leaves the socket to
/// that thread.
const MOST_MISSED: u32 = 3;

/// Protects the starting and the stopping of the thread.
static DRIVER: Mutex<Option<Driver>> = Mutex::new(None);

struct Driver {
    handle: Handle,
    stop: Arc<Notify>,
    seats: usize,
    process: u32,
}

/// What a link holds of the driver.
pub struct Watch {
    handle: Handle,
    link: Weak<Link>,
}

impl Watch {
    /// Looks after what the link keeps back, so that it waits for a moment at most.
    pub fn look_after(&self) {
        let link = self.link.clone();
        self.handle.spawn(async move {
            let mut idle = 0;
            loop {
                sleep(RETRY).await;
                let goes_on = link
                    .upgrade()
                    .is_some_and(|link| link.look_after(&mut idle));
                if !goes_on {
                    return;
                }
            }
        });
    }

    /// Has the link go on writing when the socket takes more.
    pub fn when_writable(&self) {
        let link = self.link.clone();
        self.handle.spawn(async move {
            let Some(socket) = socket_of(&link) else {
                return;
            };
            while socket.writable().await.is_ok() {
                let outcome = socket.write(|| {
                    let is_done = link.upgrade().is_none_or(|link| link.unblock());
                    if is_done {
                        Ok(())
                    } else {
                        Err(ErrorKind::WouldBlock.into())
                    }
                });
                if outcome.is_ok() {
                    return;
                }
            }
        });
    }
}

/// The socket of a link, as the driver waits for it; nothing when the link has ended, or there are no more
/// descriptors.
fn socket_of(link: &Weak<Link>) -> Option<Waiter> {
    link.upgrade()?.socket()?.waiter().ok()
}

/// Watches the socket of a link until the link ends.
///
/// # Errors
/// When there is no thread for that.
pub fn watch(link: &Arc<Link>) -> io::Result<Watch> {
    let seat = seat()?;
    let handle = seat.handle.clone();
    handle.spawn(serve(link.clone(), seat));
    Ok(Watch {
        handle,
        link: Arc::downgrade(link),
    })
}

async fn serve(link: Arc<Link>, seat: Seat) {
    let watched = Arc::downgrade(&link);
    while let Some(socket) = socket_of(&watched) {
        if !attend(&link, &socket).await {
            break;
        }
        drop(socket);
        link.park(LONGEST_FRAME).await;
    }
    // Where there are no more descriptors, nothing more can come.
    link.shut();
    link.pull();
    drop(seat);
}

/// Reads what comes. Returns when the link has ended, false, or when another thread reads all of it.
async fn attend(link: &Link, socket: &Waiter) -> bool {
    let mut missed = 0;
    while missed < MOST_MISSED {
        let readable = if link.is_inside() {
            timeout(LONGEST_FRAME, socket.readable()).await
        } else {
            Ok(socket.readable().await)
        };
        match readable {
            Ok(Ok(())) => {}
            // The runtime is going away, which it does after the last link.
            Ok(Err(_)) => return false,
            Err(_) => link.stalled(),
        }
        let mut pulled = Pulled::Drained;
        // The socket is waited for again when the link says that nothing is left.
        let _ = socket.read(|| {
            pulled = link.pull();
            match pulled {
                Pulled::Drained => Err(ErrorKind::WouldBlock.into()),
                _ => Ok(()),
            }
        });
        match pulled {
            Pulled::Drained if link.is_left_to_loop() || !link.has_read() => missed += 1,
            Pulled::Drained => missed = 0,
            Pulled::More => yield_now().await,
            Pulled::Full => sleep(RETRY).await,
            Pulled::Ended => return false,
        }
    }
    true
}

/// Keeps the driver's thread.
pub struct Seat {
    handle: Handle,
}

impl Seat {
    /// By which others have the thread do something.
    #[cfg(windows)]
    pub fn handle(&self) -> &Handle {
        &self.handle
    }

    /// Has what is made by this thread meanwhile be waited for by that one.
    #[cfg(windows)]
    pub fn enter(&self) -> EnterGuard<'_> {
        self.handle.enter()
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        leave();
    }
}

/// The driver's thread, for one that needs it more.
///
/// # Errors
/// When there is no thread for that.
pub fn seat() -> io::Result<Seat> {
    let mut driver = DRIVER.lock();
    match &mut *driver {
        Some(driver) if driver.process == process::id() => {
            driver.seats += 1;
            let handle = driver.handle.clone();
            Ok(Seat { handle })
        }
        // A process that was forked off has no other threads, and this cannot be mended there.
        Some(_) => Err(io::Error::other(
            "this process was forked from one that has renderers in processes",
        )),
        none => {
            let started = start()?;
            let handle = started.handle.clone();
            *none = Some(started);
            Ok(Seat { handle })
        }
    }
}

fn start() -> io::Result<Driver> {
    let runtime = Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()?;
    let handle = runtime.handle().clone();
    let stop = Arc::new(Notify::new());
    let stopped = stop.clone();
    thread::Builder::new()
        .name("ipcmain".to_owned())
        .spawn(move || runtime.block_on(stopped.notified()))?;
    Ok(Driver {
        handle,
        stop,
        seats: 1,
        process: process::id(),
    })
}

/// One seat less; with the last, the thread ends.
fn leave() {
    let mut driver = DRIVER.lock();
    if let Some(running) = &mut *driver {
        running.seats -= 1;
        if running.seats == 0 {
            running.stop.notify_one();
            *driver = None;
        }
    }
}
