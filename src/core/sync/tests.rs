use std::fs;
use std::path::{Path, PathBuf};

const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                sources(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

#[test]
fn no_other_file_names_locks_and_atomics() {
    let own = Path::new(SOURCES).join("core").join("sync");
    let others: Vec<_> = sources(Path::new(SOURCES))
        .into_iter()
        .filter(|path| !path.starts_with(&own) && *path != own.with_extension("rs"))
        .collect();
    assert!(others.len() > 20, "{}", others.len());
    let foreign = ["std::sync", "core::sync::atomic", "parking_lot", "loom::"];
    for path in others {
        let text = fs::read_to_string(&path).unwrap();
        let found: Vec<_> = foreign.iter().filter(|name| text.contains(*name)).collect();
        assert!(found.is_empty(), "{} names {found:?}", path.display());
    }
}
