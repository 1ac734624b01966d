//! Which listeners and handlers each channel of one emitter has, and in what order.
//!
//! A concurrent map, because senders on other threads and snapshots read it while main writes. The
//! functions themselves never come here: the JavaScript face keeps them and numbers them.

use dashmap::DashMap;
use dashmap::mapref::entry::Entry;

use crate::core::sync::{AtomicU64, Ordering};

/// Numbers one JavaScript function for the life of its environment.
pub type FunctionId = u64;

/// The name of an event or channel, compared as JavaScript compares property keys.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EventName {
    /// A string. Only these can arrive from a renderer.
    Text(String),
    /// A string with a lone surrogate, which UTF-8 cannot hold.
    IllFormed(Vec<u16>),
    /// A symbol or another value that the JavaScript face has numbered.
    Opaque(u64),
}

/// Where a new listener stands among those of its channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// Before all others.
    First,
    /// After all others.
    Last,
}

/// One registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listener {
    /// The function that is called.
    pub function: FunctionId,
    /// The function that the user gave; another one when `once` wrapped it.
    pub original: FunctionId,
}

/// The registry of one emitter.
#[derive(Default)]
pub struct Registry {
    channels: DashMap<EventName, Channel>,
    /// Orders channels by their first listener. Relaxed: it only has to be unique and growing, and
    /// the map's own locks publish the entries that carry it.
    next_sequence: AtomicU64,
}

#[derive(Default)]
struct Channel {
    sequence: u64,
    listeners: Vec<Listener>,
    handled: bool,
}

/// How many of each a registry holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Channels with at least one listener.
    pub channels: usize,
    /// Listeners on all channels.
    pub listeners: usize,
    /// Handlers.
    pub handlers: usize,
}

impl Channel {
    const fn is_unused(&self) -> bool {
        self.listeners.is_empty() && !self.handled
    }
}

impl Registry {
    /// Adds a listener.
    pub fn add(&self, name: EventName, listener: Listener, position: Position) {
        let mut channel = self.channels.entry(name).or_default();
        if channel.listeners.is_empty() {
            channel.sequence = self.next_sequence.fetch_add(1, Ordering::Relaxed);
        }
        match position {
            Position::First => channel.listeners.insert(0, listener),
            Position::Last => channel.listeners.push(listener),
        }
    }

    /// Removes the youngest registration of a function, given as itself or as what `once` wrapped.
    /// Returns where it stood.
    pub fn remove(&self, name: EventName, function: FunctionId) -> Option<usize> {
        let Entry::Occupied(mut entry) = self.channels.entry(name) else {
            return None;
        };
        let listeners = &mut entry.get_mut().listeners;
        let index = listeners
            .iter()
            .rposition(|listener| listener.function == function || listener.original == function)?;
        listeners.remove(index);
        if entry.get().is_unused() {
            entry.remove();
        }
        Some(index)
    }

    /// Removes all listeners of a channel.
    pub fn remove_all(&self, name: EventName) {
        if let Entry::Occupied(mut entry) = self.channels.entry(name) {
            entry.get_mut().listeners.clear();
            if entry.get().is_unused() {
                entry.remove();
            }
        }
    }

    /// Removes the listeners of every channel. Handlers stay.
    pub fn clear(&self) {
        self.channels.retain(|_, channel| {
            channel.listeners.clear();
            !channel.is_unused()
        });
    }

    /// How many listeners a channel has.
    pub fn count(&self, name: &EventName) -> usize {
        self.channels
            .get(name)
            .map_or(0, |channel| channel.listeners.len())
    }

    /// How often a function listens on a channel, as itself or wrapped by `once`.
    pub fn count_of(&self, name: &EventName, function: FunctionId) -> usize {
        self.channels.get(name).map_or(0, |channel| {
            channel
                .listeners
                .iter()
                .filter(|listener| listener.function == function || listener.original == function)
                .count()
        })
    }

    /// The channels that have listeners, in the order in which JavaScript lists property keys: array
    /// indices by value, then strings, then symbols, both by age.
    pub fn names(&self) -> Vec<EventName> {
        let mut names: Vec<_> = self
            .channels
            .iter()
            .filter(|entry| !entry.listeners.is_empty())
            .map(|entry| {
                let name = entry.key().clone();
                (key_order(&name, entry.sequence), name)
            })
            .collect();
        names.sort_unstable_by_key(|(order, _)| *order);
        names.into_iter().map(|(_, name)| name).collect()
    }

    /// Gives the channel its handler. Returns false when it has one already.
    pub fn handle(&self, name: EventName) -> bool {
        let mut channel = self.channels.entry(name).or_default();
        !std::mem::replace(&mut channel.handled, true)
    }

    /// Takes the channel's handler away. Returns whether it had one.
    pub fn remove_handler(&self, name: EventName) -> bool {
        let Entry::Occupied(mut entry) = self.channels.entry(name) else {
            return false;
        };
        let handled = std::mem::take(&mut entry.get_mut().handled);
        if entry.get().is_unused() {
            entry.remove();
        }
        handled
    }

    /// Whether a channel has a handler.
    pub fn has_handler(&self, name: &EventName) -> bool {
        self.channels
            .get(name)
            .is_some_and(|channel| channel.handled)
    }

    /// How much the registry holds.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for channel in &self.channels {
            counts.channels += usize::from(!channel.listeners.is_empty());
            counts.listeners += channel.listeners.len();
            counts.handlers += usize::from(channel.handled);
        }
        counts
    }
}

/// Array indices sort by value and before all else; then text by age; then symbols by age.
fn key_order(name: &EventName, sequence: u64) -> (u8, u64) {
    match name {
        EventName::Text(text) => array_index(text).map_or((1, sequence), |index| (0, index)),
        EventName::IllFormed(_) => (1, sequence),
        EventName::Opaque(_) => (2, sequence),
    }
}

/// The number that a text denotes if JavaScript treats it as an array index: canonical decimal,
/// at most 2^32 - 2.
fn array_index(text: &str) -> Option<u64> {
    let canonical = text == "0" || !text.starts_with('0');
    if !canonical || text.len() > 10 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse()
        .ok()
        .filter(|index| *index < u64::from(u32::MAX))
}

#[cfg(test)]
mod tests;
