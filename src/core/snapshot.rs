//! The state of a hub as JSON: what `ipcMain.inspect()` shows and leak tests read.

use serde_json::{Value, json};

use crate::core::hub::Hub;
use crate::core::limits::{Limits, Refusal};
use crate::core::mailbox::Load;
use crate::core::peer::Peer;
use crate::core::registry::Registry;

/// Peers, channels, queued messages and bytes, and pending requests. Each part is read under its own
/// lock, so parts that change meanwhile may be of different moments.
pub fn of_hub(hub: &Hub) -> Value {
    let peers = hub.peers();
    let pending: usize = peers
        .iter()
        .map(|peer| peer.connection().open_requests())
        .sum();
    json!({
        "hub": hub.id(),
        "registry": registry(&hub.registry),
        "queued": load(hub.mailbox().load()),
        "pendingRequests": pending,
        "limits": limits(&hub.limits),
        "peers": peers.iter().map(|peer| self::peer(peer)).collect::<Vec<_>>(),
    })
}

fn peer(peer: &Peer) -> Value {
    let connection = peer.connection();
    json!({
        "id": peer.id(),
        "generation": connection.address().generation,
        "transport": peer.transport().name(),
        "thread": peer.thread(),
        "attached": peer.is_attached(),
        "queued": load(connection.load()),
        "pendingRequests": connection.open_requests(),
        "contents": registry(&peer.contents),
        "frame": registry(&peer.frame),
    })
}

fn registry(registry: &Registry) -> Value {
    let counts = registry.counts();
    json!({
        "channels": counts.channels,
        "listeners": counts.listeners,
        "handlers": counts.handlers,
    })
}

fn limits(limits: &Limits) -> Value {
    let named = Refusal::LIMITS
        .into_iter()
        .map(|limit| (limit.name().to_owned(), json!(limits.get(limit))));
    Value::Object(named.collect())
}

fn load(load: Load) -> Value {
    json!({ "messages": load.messages, "bytes": load.bytes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::message::{Kind, Message};
    use crate::core::peer::Transport;

    fn message(bytes: usize) -> Message {
        Message::new(&vec![0; bytes])
    }

    #[test]
    fn a_snapshot_counts_what_waits_on_both_sides() {
        let hub = Hub::default();
        let (peer, connection) = hub.attach(7, Transport::Thread, Message::default());
        hub.mailbox().take_from(peer.id());
        hub.post(&connection, Kind::Invoke, message(5)).unwrap();
        hub.send(peer.id(), Kind::Send, 0, message(5)).unwrap();
        let snapshot = of_hub(&hub);
        assert_eq!(snapshot["queued"], json!({ "messages": 1, "bytes": 5 }));
        assert_eq!(snapshot["pendingRequests"], 1);
        let shown = &snapshot["peers"][0];
        assert_eq!(shown["id"], peer.id());
        assert_eq!(shown["transport"], "thread");
        assert_eq!(shown["queued"], json!({ "messages": 1, "bytes": 5 }));
        assert_eq!(shown["pendingRequests"], 1);
    }
}
