//! Which listeners and handlers each channel of one emitter has, and in what order.
//!
//! A concurrent map, because senders on other threads and snapshots read it while main writes. The
//! functions themselves never come here: the JavaScript face keeps them and numbers them.

use dashmap::DashMap;
use dashmap::mapref::entry::Entry;

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
}

#[derive(Default)]
struct Channel {
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

#[cfg(test)]
mod tests;
