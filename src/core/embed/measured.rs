//! How fast a device runs the network beside the processor, measured at its first use and remembered for it and its driver.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, ensure};
use serde::{Deserialize, Serialize};

use super::driver::Driver;
use super::model::Network;
use super::{INPUT_SIDE, Input};
use crate::files;

/// Largest cosine distance between the two processors' embeddings of one picture.
const LARGEST_DRIFT: f32 = 1e-4;

/// Pictures that both embed.
const COMPARED: u64 = 3;

/// How long a device is timed, at most.
const LONGEST_TIMING: Duration = Duration::from_millis(1500);

/// A larger batch must be this much faster for each picture, as its pictures wait longer.
const GAIN: f64 = 1.05;

/// Devices that are remembered.
const MOST_REMEMBERED: usize = 24;

/// Days after which a device is measured again: it may have been busy.
const HOLDS: u64 = 30;

/// What was measured of a device.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// Pictures at once.
    pub batch: usize,
    /// Pictures a second by those of all cores of the processor together.
    pub ratio: f64,
}

/// The error says by how much the device's embeddings differ from the processor's, if that is too much.
pub fn compare(driver: &mut Driver, processor: &mut Network) -> anyhow::Result<()> {
    let inputs: Vec<Input> = (0..COMPARED).map(pattern).collect();
    for inputs in inputs.chunks(driver.most) {
        let found = driver.run(&Arc::new(inputs.to_vec())).map_err(anyhow::Error::msg)?;
        for (input, found) in inputs.iter().zip(found) {
            let drift = processor.run(input)?.distance(&found);
            ensure!(drift <= LARGEST_DRIFT, "its embeddings differ from the processor's by {drift:.5}");
        }
    }
    Ok(())
}

/// Times a device at several batches, and `processor`, of which there are `cores`.
pub fn measure(driver: &mut Driver, processor: &mut Network, cores: usize) -> anyhow::Result<Measured> {
    let one = Arc::new(vec![pattern(1)]);
    let alone = fastest(3, || processor.run(&one[0]).map(drop))?;
    let start = Instant::now();
    let mut best: Option<(usize, Duration)> = None;
    let most = driver.most;
    for batch in [1, 4, 8, 16, 32].into_iter().filter(|batch| *batch <= most) {
        let inputs: Arc<Vec<Input>> = Arc::new((0..batch as u64).map(pattern).collect());
        let all = fastest(3, || driver.run(&inputs).map(drop).map_err(anyhow::Error::msg))?;
        let each = all / batch as u32;
        if best.is_none_or(|(_, best)| best.as_secs_f64() > GAIN * each.as_secs_f64()) {
            best = Some((batch, each));
        }
        if start.elapsed() > LONGEST_TIMING {
            break;
        }
    }
    let (batch, each) = best.context("it takes no picture")?;
    Ok(Measured { batch, ratio: alone.as_secs_f64() / (each.as_secs_f64() * cores.max(1) as f64) })
}

/// The least of several times: other threads are busy meanwhile.
fn fastest(times: u32, mut work: impl FnMut() -> anyhow::Result<()>) -> anyhow::Result<Duration> {
    let mut least = Duration::MAX;
    for _ in 0..times {
        let start = Instant::now();
        work()?;
        least = least.min(start.elapsed());
        if least > LONGEST_TIMING / 4 {
            break;
        }
    }
    Ok(least)
}

/// A picture with something to see in it, the same for the same seed: coloured waves.
fn pattern(seed: u64) -> Input {
    let side = INPUT_SIDE as usize;
    let wave = |x: usize, y: usize, channel: usize| {
        let phase = (seed as f32 + 1.0) * (channel as f32 + 1.0);
        let value = (x as f32 * 0.07 * phase).sin() + (y as f32 * 0.11 + phase).cos();
        (127.0 + 60.0 * value) as u8
    };
    let pixels = (0..side * side).flat_map(|at| [0, 1, 2].map(|channel| wave(at % side, at / side, channel)));
    Input(pixels.collect())
}

/// A line of the file.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Remembered {
    device: String,
    /// Days since 1970.
    day: u64,
    #[serde(flatten)]
    measured: Measured,
}

/// What was measured of `device` before; `None` where nothing is remembered, or not to be read.
pub fn recall(file: Option<&Path>, device: &str) -> Option<Measured> {
    let all = read(file?);
    let known = all.into_iter().rfind(|known| known.device == device)?;
    let is_sane = known.measured.batch > 0 && known.measured.ratio.is_finite();
    (is_sane && today().abs_diff(known.day) < HOLDS).then_some(known.measured)
}

/// Remembers it; that it cannot be written costs the time of measuring it again.
pub fn remember(file: Option<&Path>, device: &str, measured: Measured) {
    let Some(file) = file else { return };
    let write = || {
        let _lock = files::lock(file)?;
        let mut all = read(file);
        all.retain(|known| known.device != device);
        all.push(Remembered { device: device.to_owned(), day: today(), measured });
        all.drain(..all.len().saturating_sub(MOST_REMEMBERED));
        files::replace_with(file, &serde_json::to_vec_pretty(&all)?)
    };
    write().unwrap_or_else(|error| log::warn!("what was measured is not remembered: {error:#}"));
}

fn today() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400)
}

fn read(file: &Path) -> Vec<Remembered> {
    let bytes = std::fs::read(file).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed::model;
    use crate::embed::runtime::Backend;

    #[test]
    fn a_device_is_remembered_by_its_name_and_driver() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("deep/devices.json");
        assert_eq!(recall(Some(&file), "one"), None);
        let measured = |batch| Measured { batch, ratio: 2.5 };
        for batch in [8, 16] {
            remember(Some(&file), "one", measured(batch));
        }
        remember(Some(&file), "two", measured(1));
        assert_eq!(recall(Some(&file), "one"), Some(measured(16)));
        assert_eq!(recall(Some(&file), "one, newer driver"), None);
        (0..100).for_each(|device| remember(Some(&file), &device.to_string(), measured(4)));
        assert_eq!(read(&file).len(), MOST_REMEMBERED);
        let line = |day: u64, batch: usize| {
            format!(r#"[{{"device": "one", "day": {day}, "batch": {batch}, "ratio": 2.5}}]"#)
        };
        for (day, batch, known) in [(today(), 8, true), (today(), 0, false), (today() - HOLDS, 8, false)] {
            std::fs::write(&file, line(day, batch)).expect("written");
            assert_eq!(recall(Some(&file), "one").is_some(), known, "{day}, {batch}");
        }
        std::fs::write(&file, "{ nonsense").expect("written");
        assert_eq!(recall(Some(&file), "one"), None);
        remember(Some(&file), "one", measured(32));
        assert_eq!(recall(Some(&file), "one"), Some(measured(32)));
    }

    #[test]
    fn a_device_that_gives_other_embeddings_is_refused() {
        let processor = || Network::on_cpu(&Backend::BuiltIn).expect("the built-in engine");
        let start = |wrong: bool| {
            let open = move || {
                let mut network = Network::on_cpu(&Backend::BuiltIn)?;
                // A device that mixes up the order of a batch is as wrong as one that calculates wrongly.
                let run = move |inputs: &[Input]| {
                    let mut found =
                        inputs.iter().map(|input| network.run(input)).collect::<anyhow::Result<Vec<_>>>()?;
                    if wrong {
                        found.reverse();
                    }
                    Ok(found)
                };
                Ok((Box::new(run) as super::super::driver::Runner, 4))
            };
            Driver::start(open).expect("open")
        };
        compare(&mut start(false), &mut processor()).expect("the same");
        let error = compare(&mut start(true), &mut processor()).expect_err("others");
        assert!(error.to_string().starts_with("its embeddings differ from the processor's by 0."), "{error}");
        let measured = measure(&mut start(false), &mut processor(), 1).expect("measured");
        assert!((1..=4).contains(&measured.batch) && measured.ratio > 0.0, "{measured:?}");
        assert!(!model::made_by().is_empty());
    }
}
