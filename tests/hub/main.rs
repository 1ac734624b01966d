//! A hub against a plain model of one: random programs, after each step of which both must say the same.
//!
//! `IPCMAIN_PROGRAMS=100000 cargo test --no-default-features --test hub` runs more than the few of every run;
//! `IPCMAIN_SEED` gives the first of them. A program that fails is shortened, then shown.

#![cfg(not(ipc_sync = "loom"))]
// Tests say what they expect by failing.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unnecessary_wraps,
    clippy::unwrap_used
)]

mod model;
mod program;
mod world;

use std::collections::BTreeMap;

use program::Step;
use world::World;

fn named(variable: &str, otherwise: u64) -> u64 {
    let text = std::env::var(variable);
    text.map_or(otherwise, |text| text.parse().expect("it is a number"))
}

/// How often each thing has happened, or what two sides disagree about.
fn run(program: &[Step], seen: &mut BTreeMap<String, u64>) -> Result<(), String> {
    let mut world = World::new();
    for (index, step) in program.iter().enumerate() {
        let what = world
            .take(*step)
            .map_err(|why| format!("step {index}: {why}"))?;
        *seen.entry(what).or_default() += 1;
    }
    world.finish()
}

/// The program without whatever it fails without as well.
fn shortened(mut program: Vec<Step>) -> Vec<Step> {
    let mut size = program.len() / 2;
    while size > 0 {
        let mut start = 0;
        while start < program.len() {
            let mut shorter = program.clone();
            shorter.drain(start..(start + size).min(program.len()));
            if run(&shorter, &mut BTreeMap::new()).is_err() {
                program = shorter;
            } else {
                start += size;
            }
        }
        size /= 2;
    }
    program
}

#[test]
fn a_hub_does_what_its_model_does() {
    let programs = named("IPCMAIN_PROGRAMS", 200);
    let first = named("IPCMAIN_SEED", 1);
    let mut seen = BTreeMap::new();
    for seed in first..first + programs {
        let program = program::random(seed, 150);
        if let Err(why) = run(&program, &mut seen) {
            let short = shortened(program);
            let short_why = run(&short, &mut BTreeMap::new()).expect_err("it has failed");
            panic!("seed {seed}: {why}\nshortened: {short_why}\n{short:#?}");
        }
    }
    println!("{programs} programs from seed {first}: {seen:#?}");
    if programs >= 200 {
        let missing: Vec<_> = world::OUTCOMES
            .into_iter()
            .filter(|what| !seen.contains_key(*what))
            .collect();
        assert!(missing.is_empty(), "these never happened: {missing:?}");
    }
}
