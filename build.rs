//! Gives the addon its linker flags. Does nothing for the pure core.

fn main() {
    #[cfg(feature = "node")]
    napi_build::setup();
}
