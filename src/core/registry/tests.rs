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
    assert_eq!(registry.remove(text("a"), 1), Some(0));
    assert_eq!(registry.counts(), Counts::default());
}

#[test]
fn listeners_and_handlers_are_independent() {
    let registry = Registry::default();
    assert!(registry.handle(text("a")));
    assert!(!registry.handle(text("a")));
    assert_eq!(registry.count(&text("a")), 0);
    registry.add(text("a"), plain(1), Position::First);
    registry.clear();
    assert_eq!(registry.count(&text("a")), 0);
    assert_eq!(registry.counts().handlers, 1);
    assert!(registry.remove_handler(text("a")));
    assert!(!registry.remove_handler(text("a")));
    assert_eq!(registry.counts(), Counts::default());
}
