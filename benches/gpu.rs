//! What a graphics processor is worth, in five minutes: the network alone on every adapter of this machine, at each batch
//! size, beside the processor; then whole scans of drawn photos, 2,000 small and 200 large ones, with and without.
//!
//! `cargo bench --bench gpu`; `-- software` tries adapters that the processor plays as well (slow, and of use only to see that
//! this runs), and `-- COUNT` scans so many small photos and a tenth as many large ones.

#![expect(clippy::print_stdout, clippy::expect_used, reason = "a measurement is printed, or has failed")]

#[path = "../tests/support/scene.rs"]
mod scene;

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use image::imageops::{self, FilterType};
use lookalike_gpu::{Adapter, Network};
use lookalike_kernels::network::{BuiltIn, Packed, Plan};
use scene::scene;

static MODEL: &[u8] = include_bytes!("../models/lookalike.onnx");
const SIDE: u32 = 160;

/// Seconds that one batch size is timed, at least.
const TIMED: f64 = 2.0;

fn main() {
    let typed: Vec<String> = std::env::args().skip(1).collect();
    let software = typed.iter().any(|word| word == "software");
    let count = typed.iter().find_map(|word| word.parse().ok()).unwrap_or(2_000);
    let plan = Plan::read(MODEL, SIDE as usize).expect("the bundled network");
    let pictures: Vec<Vec<u8>> = (0..64).map(|seed| scene(seed, SIDE, SIDE).into_raw()).collect();
    let cores = std::thread::available_parallelism().map_or(1, Into::into);
    let processor = processor(&plan, &pictures, cores);
    println!("processor, {cores} threads: {processor:.0} photos a second");
    for adapter in lookalike_gpu::adapters() {
        if adapter.is_software() && !software {
            println!("{}: software, not timed", adapter.name());
            continue;
        }
        network(&adapter, &plan, &pictures, processor);
    }
    let certain = if software { "software" } else { "gpu" };
    let folder = tempfile::tempdir().expect("a folder");
    let small = |seed| scene(seed, 640, 480);
    let large = |seed| imageops::resize(&scene(seed, 1000, 750), 4000, 3000, FilterType::Nearest);
    for (name, count, draw) in
        [("small", count, &small as &(dyn Fn(u64) -> _ + Sync)), ("large", count / 10, &large)]
    {
        let photos = folder.path().join(name);
        write(&photos, count, draw);
        scans(&photos, &format!("{count} {name} photos"), folder.path(), certain);
    }
}

/// Photos a second of the network on all cores.
fn processor(plan: &Plan, pictures: &[Vec<u8>], cores: usize) -> f64 {
    let packed = Arc::new(Packed::new(plan));
    let run = |_| {
        let (mut network, mut count, start) = (BuiltIn::new(Arc::clone(&packed)), 0, Instant::now());
        while start.elapsed().as_secs_f64() < TIMED {
            network.run(&pictures[count % pictures.len()]);
            count += 1;
        }
        count as f64 / start.elapsed().as_secs_f64()
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|at| scope.spawn(move || run(at))).collect();
        threads.into_iter().map(|thread| thread.join().expect("no panic")).sum()
    })
}

fn network(adapter: &Adapter, plan: &Plan, pictures: &[Vec<u8>], processor: f64) {
    let start = Instant::now();
    let mut network = match Network::open(adapter, plan) {
        Ok(network) => network,
        Err(error) => return println!("{} ({}): {error:#}", adapter.name(), adapter.driver()),
    };
    let opened = start.elapsed().as_secs_f64();
    let memory = network.memory() as f64 / f64::from(1 << 20);
    println!("{} ({}): opened in {opened:.2} s, {memory:.0} MiB", adapter.name(), adapter.driver());
    let most = network.batch();
    for batch in [1, 2, 4, 8, 16, 32].into_iter().filter(|batch| *batch <= most) {
        let pictures: Vec<&[u8]> = pictures[..batch].iter().map(Vec::as_slice).collect();
        // Once beforehand: the first run of a size may compile.
        network.run(&pictures).expect("run");
        let (mut count, start) = (0, Instant::now());
        while start.elapsed().as_secs_f64() < TIMED {
            network.run(&pictures).expect("run");
            count += batch;
        }
        let rate = count as f64 / start.elapsed().as_secs_f64();
        println!(
            "  {batch:2} at once: {rate:7.0} photos a second, {:.2} times the processor",
            rate / processor
        );
    }
    network.lose_device();
    let said = network.run(&[&pictures[0]]).expect_err("there is no device");
    println!("  taken away: {said}");
}

fn write(folder: &Path, count: u64, draw: &(dyn Fn(u64) -> image::RgbImage + Sync)) {
    std::fs::create_dir_all(folder).expect("a folder");
    let save = |seed: u64| draw(seed).save(folder.join(format!("{seed}.jpg"))).expect("saved");
    let cores = std::thread::available_parallelism().map_or(1, Into::into) as u64;
    std::thread::scope(|scope| {
        for first in 0..cores {
            scope.spawn(move || (first..count).step_by(cores as usize).for_each(save));
        }
    });
}

/// Scans three times each way, in turn, the last with `certain` as the device, and prints the fastest, and whether the same groups
/// were found.
fn scans(photos: &Path, name: &str, home: &Path, certain: &str) {
    let ways = [("cpu", "processor"), ("", "as it chooses"), (certain, "every photo on the device")];
    let mut best = [f64::INFINITY; 3];
    let mut groups: [Option<String>; 3] = Default::default();
    for _ in 0..3 {
        for (at, (device, _)) in ways.iter().enumerate() {
            let start = Instant::now();
            let scan = Command::new(env!("CARGO_BIN_EXE_lookalike"))
                .args(["scan", "--no-cache"])
                .arg(photos)
                .env("LOOKALIKE_DEVICE", device)
                .env("HOME", home)
                .env("XDG_DATA_HOME", home)
                .env_remove("ORT_DYLIB_PATH")
                .output()
                .expect("run");
            best[at] = best[at].min(start.elapsed().as_secs_f64());
            let said = String::from_utf8_lossy(&scan.stdout).into_owned();
            // The last line names the device.
            let (list, summary) = said.trim_end().rsplit_once('\n').unwrap_or(("", said.trim_end()));
            if groups[at].is_none() {
                println!("{name}: {summary}");
            }
            groups[at] = Some(list.to_owned());
        }
    }
    for (at, (_, way)) in ways.iter().enumerate() {
        let found = |at: usize| lines(groups[at].as_deref().unwrap_or_default());
        let (ours, others) = (found(at), found(0));
        let difference = ours.iter().zip(&others).find(|(one, other)| one != other);
        let same = match difference {
            None if ours.len() == others.len() => "the same groups".to_owned(),
            None => "OTHER GROUPS".to_owned(),
            Some((one, other)) => format!("OTHER GROUPS: {one:?} for {other:?}"),
        };
        println!("  {way}: {:.2} s, {:.2} times as fast, {same}", best[at], best[0] / best[at]);
    }
}

/// What is said of each group and its photos, without distances and in alphabetical order: both turn in the last place.
fn lines(list: &str) -> Vec<String> {
    let without_distance = |line: &str| {
        line.split_whitespace().filter(|word| word.parse::<f64>().is_err()).collect::<Vec<_>>().join(" ")
    };
    let groups = list.split("\n\n").map(|group| {
        let mut lines: Vec<String> = group.lines().skip(1).map(without_distance).collect();
        lines.sort();
        lines.join("; ")
    });
    let mut groups: Vec<String> = groups.collect();
    groups.sort();
    groups
}
