//! The maps of a hub as loom knows them: each use is one step, at which other threads may come between.

use std::collections::HashMap;
use std::hash::Hash;

use super::modelled::{Mutex, MutexGuard};

/// As `dashmap::DashMap`, for values that are references.
#[derive(Debug, Default)]
pub struct DashMap<K, V>(Mutex<HashMap<K, V>>);

impl<K: Eq + Hash, V: Clone> DashMap<K, V> {
    /// A map without entries.
    pub fn new() -> Self {
        Self(Mutex::new(HashMap::new()))
    }

    /// Puts a value in the place of the one that was there.
    pub fn insert(&self, key: K, value: V) -> Option<V> {
        self.0.lock().insert(key, value)
    }

    /// What is there.
    pub fn get(&self, key: &K) -> Option<V> {
        self.0.lock().get(key).cloned()
    }

    /// Takes away what is there.
    pub fn remove(&self, key: &K) -> Option<(K, V)> {
        self.0.lock().remove_entry(key)
    }

    /// Takes it away if `is_it` says so.
    pub fn remove_if(&self, key: &K, is_it: impl FnOnce(&K, &V) -> bool) -> Option<(K, V)> {
        let mut map = self.0.lock();
        if map.get(key).is_some_and(|value| is_it(key, value)) {
            map.remove_entry(key)
        } else {
            None
        }
    }

    /// The place of a key.
    pub fn entry(&self, key: K) -> Entry<'_, K, V> {
        Entry {
            map: self.0.lock(),
            key,
        }
    }

    /// All that is there at this moment.
    pub fn iter(&self) -> impl Iterator<Item = V> {
        let all: Vec<_> = self.0.lock().values().cloned().collect();
        all.into_iter()
    }
}

/// The place of a key, locked.
pub struct Entry<'a, K, V> {
    map: MutexGuard<'a, HashMap<K, V>>,
    key: K,
}

impl<K: Eq + Hash, V: Clone> Entry<'_, K, V> {
    /// What is there, made if nothing is.
    pub fn or_insert_with(mut self, make: impl FnOnce() -> V) -> V {
        self.map.entry(self.key).or_insert_with(make).clone()
    }
}

/// As `dashmap::DashSet`.
#[derive(Debug, Default)]
pub struct DashSet<K>(DashMap<K, ()>);

impl<K: Eq + Hash> DashSet<K> {
    /// A set of nothing.
    pub fn new() -> Self {
        Self(DashMap::new())
    }

    /// Puts it in.
    pub fn insert(&self, key: K) -> bool {
        self.0.insert(key, ()).is_none()
    }

    /// Takes it out.
    pub fn remove(&self, key: &K) -> Option<K> {
        self.0.remove(key).map(|(key, ())| key)
    }

    /// Whether it is in.
    pub fn contains(&self, key: &K) -> bool {
        self.0.get(key).is_some()
    }
}
