//! The registry of one emitter.

use napi::bindgen_prelude::{Either, Utf16String};
use napi_derive::napi;

use crate::core::registry::{Listener, Position};
use crate::core::sync::Arc;
use crate::core::{EventName, Registry};

use super::id;
use super::main_endpoint::MainEndpoint;

/// A string, or the number that the JavaScript face gave to a symbol or another value.
#[napi]
pub type Name = Either<Utf16String, f64>;

/// Listeners and handlers of one emitter: in what order they stand, and which of them a removal hits.
#[napi]
pub struct ChannelRegistry {
    registry: Arc<Registry>,
}

#[napi]
impl ChannelRegistry {
    /// The registry of a hub's `ipcMain`; with a peer, that of its contents, or of its frame. With
    /// nothing given, one that belongs to no hub.
    #[napi(constructor, catch_unwind)]
    pub fn new(main: Option<&MainEndpoint>, peer: Option<u32>, frame: Option<bool>) -> Self {
        let registry = main.and_then(|main| match peer {
            None => Some(main.hub.registry.clone()),
            Some(peer) if frame == Some(true) => main.hub.peer(peer).map(|peer| peer.frame.clone()),
            Some(peer) => main.hub.peer(peer).map(|peer| peer.contents.clone()),
        });
        Self {
            registry: registry.unwrap_or_default(),
        }
    }

    /// Adds a listener, given by its own number and that of the function that the user gave.
    #[napi(catch_unwind)]
    pub fn add(&self, name: Name, function_id: f64, original_id: f64, first: bool) {
        let listener = Listener {
            function: id(function_id),
            original: id(original_id),
        };
        let position = if first {
            Position::First
        } else {
            Position::Last
        };
        self.registry.add(event_name(name), listener, position);
    }

    /// Removes the youngest registration of a function. Returns where it stood, or nothing.
    #[napi(catch_unwind)]
    pub fn remove(&self, name: Name, function_id: f64) -> Option<u32> {
        self.registry
            .remove(event_name(name), id(function_id))
            .map(count)
    }

    /// Removes all listeners of a channel.
    #[napi(catch_unwind)]
    pub fn remove_all(&self, name: Name) {
        self.registry.remove_all(event_name(name));
    }

    /// Removes all listeners of all channels.
    #[napi(catch_unwind)]
    pub fn clear(&self) {
        self.registry.clear();
    }

    /// How many listeners a channel has.
    #[napi(catch_unwind)]
    pub fn count(&self, name: Name) -> u32 {
        count(self.registry.count(&event_name(name)))
    }

    /// Gives the channel its handler. False when it has one.
    #[napi(catch_unwind)]
    pub fn handle(&self, name: Name) -> bool {
        self.registry.handle(event_name(name))
    }

    /// Takes the channel's handler away. False when it has none.
    #[napi(catch_unwind)]
    pub fn remove_handler(&self, name: Name) -> bool {
        self.registry.remove_handler(event_name(name))
    }
}

fn event_name(name: Name) -> EventName {
    match name {
        Either::A(units) => String::from_utf16(&units)
            .map_or_else(|_| EventName::IllFormed(units.to_vec()), EventName::Text),
        Either::B(value) => EventName::Opaque(id(value)),
    }
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
