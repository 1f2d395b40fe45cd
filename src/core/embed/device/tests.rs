//! The engine with devices that are played by the processor.

use super::*;
use crate::embed::driver::{Driver, Runner};
use crate::embed::runtime::Backend;
use crate::features::drawn::scene;
use crossbeam_channel::{Sender, unbounded};

fn built_in() -> Runtime {
    Runtime { backend: Backend::BuiltIn, name: "built-in engine".to_owned(), candidates: Vec::new() }
}

/// A device that runs the network on the processor, and fails after so many pictures. What it runs is counted.
fn played(name: &str, lasts: usize, ran: Sender<usize>) -> Device {
    let open = move || {
        Driver::start(move || {
            let (mut network, mut left) = (Network::on_cpu(&Backend::BuiltIn)?, lasts);
            let run = move |inputs: &[Input]| {
                left =
                    left.checked_sub(inputs.len()).ok_or_else(|| anyhow::anyhow!("the device was lost"))?;
                ran.send(inputs.len()).ok();
                inputs.iter().map(|input| network.run(input)).collect()
            };
            Ok((Box::new(run) as Runner, 4))
        })
    };
    Device { name: name.to_owned(), driver: "1.0".to_owned(), open: Box::new(open) }
}

fn engine(wish: Wish, data: Option<&Path>, find: impl Fn() -> Vec<Device> + Send + Sync + 'static) -> Engine {
    Engine::with(built_in(), wish, data, Box::new(move |_, _| (find(), Vec::new())))
}

fn verdict(engine: &Engine, name: &str) -> String {
    let found = engine.candidates().into_iter().find(|candidate| candidate.name == name);
    found.map(|candidate| candidate.verdict.to_string()).unwrap_or_default()
}

#[test]
fn few_photos_touch_no_device() {
    let (touch, touched) = unbounded();
    let engine = engine(Wish::Fastest, None, move || {
        touch.send(()).expect("somebody looks");
        Vec::new()
    });
    let make = engine.make_embedder();
    make(FEWEST - 1).expect("an embedder").embed_now(scene(1, 64, 64)).expect("embedded");
    assert!(touched.try_recv().is_err());
    assert_eq!(engine.device().to_string(), "CPU (built-in engine)");
    assert_eq!(verdict(&engine, ANY_GPU), "one is looked for when 200 photos or more are to be read");
    make(FEWEST).expect("an embedder").embed_now(scene(1, 64, 64)).expect("embedded");
    touched.recv().expect("looked for");
}

#[test]
fn a_device_that_fails_costs_no_photo_and_is_told_once() {
    let (ran, runs) = unbounded();
    // Three to compare, and one batch of measuring after the other is known already.
    let dir = tempfile::tempdir().expect("a folder");
    let first = engine(Wish::Gpu, Some(dir.path()), {
        let ran = ran.clone();
        move || vec![played("Played", usize::MAX, ran.clone())]
    });
    first.wait_for_verdicts();
    let said = verdict(&first, "Played");
    assert!(said.contains("times the processor for the network") && said.ends_with("as asked for"), "{said}");
    assert_eq!(first.device().to_string(), "Played (built-in engine)");
    while runs.try_recv().is_ok() {}

    let second = engine(Wish::Gpu, Some(dir.path()), move || vec![played("Played", 3 + 5, ran.clone())]);
    let mut embedder = (second.make_embedder())(1).expect("an embedder");
    let mut alone = Processor { runtime: Arc::new(built_in()), network: None };
    for seed in 0..12 {
        let picture = scene(seed, 80, 80);
        let expected = alone.embed(&Input::of(picture.clone()));
        assert_eq!(embedder.embed_now(picture), expected);
    }
    assert_eq!(runs.try_iter().sum::<usize>(), 3 + 5, "compared, not measured again, then used");
    // The last answer comes before the device is known to be gone.
    while second.queue().is_some() {
        std::thread::yield_now();
    }
    let notice = || second.take_notice();
    let told = std::iter::repeat_with(notice).take(1_000_000).flatten().next().expect("told");
    assert_eq!(told.to_string(), "Played failed (the device was lost); the scan went on with the processor");
    assert_eq!(second.take_notice(), None);
    assert_eq!(second.device().to_string(), "CPU (built-in engine)");
}

#[test]
fn a_slow_device_is_refused_and_not_opened_again() {
    let dir = tempfile::tempdir().expect("a folder");
    let (opened, openings) = unbounded();
    let find = move || {
        let opened = opened.clone();
        let slow = move || {
            opened.send(()).expect("somebody counts");
            Driver::start(|| {
                let mut network = Network::on_cpu(&Backend::BuiltIn)?;
                let run = move |inputs: &[Input]| {
                    std::thread::sleep(std::time::Duration::from_millis(400));
                    inputs.iter().map(|input| network.run(input)).collect()
                };
                Ok((Box::new(run) as Runner, 1))
            })
        };
        vec![Device { name: "Slow".to_owned(), driver: String::new(), open: Box::new(slow) }]
    };
    for _ in 0..2 {
        let engine = engine(Wish::Fastest, Some(dir.path()), find.clone());
        engine.wait_for_verdicts();
        let said = verdict(&engine, "Slow");
        assert!(
            said.starts_with("it is only 0.") && said.ends_with("times as fast as this processor"),
            "{said}"
        );
        assert_eq!(engine.device().to_string(), "CPU (built-in engine)");
    }
    assert_eq!(openings.try_iter().count(), 1);
}

#[test]
fn what_the_user_forbids_or_misspells_is_said() {
    let forbidden = engine(Wish::Processor, None, || panic!("looked for"));
    forbidden.wait_for_verdicts();
    assert_eq!(verdict(&forbidden, ANY_GPU), "LOOKALIKE_DEVICE asks for the processor");
    let broken = engine(Wish::Fastest, None, || panic!("a driver"));
    broken.wait_for_verdicts();
    assert_eq!(verdict(&broken, ANY_GPU), "looking for one ended in an error of its driver");
}
