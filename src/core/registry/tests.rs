use super::*;

fn text(name: &str) -> EventName {
    EventName::Text(name.to_owned())
}

fn plain(function: FunctionId) -> Listener {
    Listener {
        function,
        original: function,
    }
}

#[test]
fn a_removal_hits_the_youngest_registration_of_the_function() {
    let registry = Registry::default();
    for function in [1, 2, 1] {
        registry.add(text("a"), plain(function), Position::Last);
    }
    assert_eq!(registry.remove(text("a"), 1), Some(2));
    assert_eq!(registry.remove(text("a"), 1), Some(0));
    assert_eq!(registry.remove(text("a"), 1), None);
    assert_eq!(registry.count(&text("a")), 1);
}

#[test]
fn a_wrapped_listener_is_found_by_the_function_that_the_user_gave() {
    let registry = Registry::default();
    let wrapped = Listener {
        function: 9,
        original: 1,
    };
    registry.add(text("a"), wrapped, Position::Last);
    assert_eq!(registry.count_of(&text("a"), 1), 1);
    assert_eq!(registry.remove(text("a"), 1), Some(0));
    assert!(registry.names().is_empty());
}

#[test]
fn names_come_in_the_order_of_property_keys() {
    let registry = Registry::default();
    let symbol = EventName::Opaque(0);
    let names = [
        symbol.clone(),
        text("b"),
        text("10"),
        text("01"),
        text("9"),
        text("4294967295"),
        text("a"),
    ];
    for name in names {
        registry.add(name, plain(1), Position::Last);
    }
    let expected: Vec<_> = ["9", "10", "b", "01", "4294967295", "a"]
        .into_iter()
        .map(text)
        .chain([symbol])
        .collect();
    assert_eq!(registry.names(), expected);
}

#[test]
fn a_channel_that_was_emptied_counts_as_new() {
    let registry = Registry::default();
    registry.add(text("a"), plain(1), Position::Last);
    registry.add(text("b"), plain(1), Position::Last);
    registry.handle(text("a"));
    registry.remove(text("a"), 1);
    registry.add(text("a"), plain(1), Position::Last);
    assert_eq!(registry.names(), [text("b"), text("a")]);
}

#[test]
fn listeners_and_handlers_are_independent() {
    let registry = Registry::default();
    assert!(registry.handle(text("a")));
    assert!(!registry.handle(text("a")));
    assert_eq!(registry.count(&text("a")), 0);
    registry.add(text("a"), plain(1), Position::First);
    registry.clear();
    assert!(registry.has_handler(&text("a")));
    assert!(registry.remove_handler(text("a")));
    assert!(!registry.remove_handler(text("a")));
    assert_eq!(registry.counts(), Counts::default());
}
