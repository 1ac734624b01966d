//! Finds the hub of a thread. One for the process: it is what threads share.

use dashmap::{DashMap, DashSet};

use crate::core::hub::{Hub, HubId};
use crate::core::peer::ThreadId;
use crate::core::sync::{Arc, LazyLock, Weak};

/// All living hubs, and which of them claimed a thread.
#[derive(Default)]
pub struct Directory {
    hubs: DashMap<HubId, Weak<Hub>>,
    claims: DashMap<ThreadId, HubId>,
    watched: DashSet<ThreadId>,
}

impl Directory {
    /// The directory of this process.
    pub fn of_process() -> &'static Self {
        static DIRECTORY: LazyLock<Directory> = LazyLock::new(Directory::default);
        &DIRECTORY
    }

    /// Makes a hub and enters it.
    pub fn create_hub(&self) -> Arc<Hub> {
        let hub = Arc::new(Hub::default());
        self.enter(&hub);
        hub
    }

    /// Enters a hub, by which it is found.
    pub fn enter(&self, hub: &Arc<Hub>) {
        self.hubs.insert(hub.id(), Arc::downgrade(hub));
    }

    /// A living hub by its number.
    pub fn hub(&self, id: HubId) -> Option<Arc<Hub>> {
        self.hubs.get(&id).and_then(|hub| hub.upgrade())
    }

    /// Says that a thread belongs to a hub, for a thread that inherited none.
    pub fn claim(&self, thread: ThreadId, hub: HubId) {
        self.claims.insert(thread, hub);
    }

    /// The hub that claimed a thread.
    pub fn claimant(&self, thread: ThreadId) -> Option<Arc<Hub>> {
        let id = *self.claims.get(&thread)?;
        self.hub(id)
    }

    /// Says that a thread's ports are passed on by the thread that started it.
    pub fn watch(&self, thread: ThreadId) {
        self.watched.insert(thread);
    }

    /// Whether a thread's ports are passed on by the thread that started it.
    pub fn is_watched(&self, thread: ThreadId) -> bool {
        self.watched.contains(&thread)
    }

    /// Forgets a thread that has ended.
    pub fn forget(&self, thread: ThreadId) {
        self.claims.remove(&thread);
        self.watched.remove(&thread);
    }

    /// Closes a hub and forgets it, with its claims.
    pub fn close(&self, hub: &Hub) {
        self.hubs.remove(&hub.id());
        self.claims.retain(|_, id| *id != hub.id());
        hub.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hub_is_found_until_it_is_closed_or_dropped() {
        let directory = Directory::default();
        let closed = directory.create_hub();
        let dropped = directory.create_hub();
        assert!(directory.hub(closed.id()).is_some());
        directory.close(&closed);
        assert!(directory.hub(closed.id()).is_none());
        let id = dropped.id();
        drop(dropped);
        assert!(directory.hub(id).is_none());
    }

    #[test]
    fn a_claim_names_the_hub_of_a_thread_until_either_ends() {
        let directory = Directory::default();
        let hub = directory.create_hub();
        directory.claim(7, hub.id());
        directory.claim(8, hub.id());
        assert_eq!(directory.claimant(7).map(|hub| hub.id()), Some(hub.id()));
        directory.forget(7);
        assert!(directory.claimant(7).is_none());
        directory.close(&hub);
        assert!(directory.claimant(8).is_none());
    }

    #[test]
    fn a_thread_is_watched_until_it_ends() {
        let directory = Directory::default();
        assert!(!directory.is_watched(7));
        directory.watch(7);
        assert!(directory.is_watched(7));
        directory.forget(7);
        assert!(!directory.is_watched(7));
    }
}
