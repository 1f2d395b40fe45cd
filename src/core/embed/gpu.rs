//! A graphics processor, taken only when it proved itself: it gave the same embeddings as the processor and
//! was faster than all its cores together. One thread owns the session; workers hand it their pictures.

use std::time::{Duration, Instant};

use anyhow::{Context, anyhow, bail, ensure};
use crossbeam_channel::{Sender, bounded};
use ort::ep::ExecutionProviderDispatch;

use super::model::Network;
use super::runtime::Maker;
use super::{INPUT_SIDE, Input};
use crate::door::PATIENCE;
use crate::photo::Embedding;

/// Largest cosine distance between the two processors' embeddings of one picture.
const LARGEST_DRIFT: f32 = 1e-4;

/// How much faster than the processor it must be to be worth the copying.
const WORTHWHILE: f64 = 1.2;

/// Pictures timed on the graphics processor, after two that warm it up.
const TIMED: u32 = 16;

type Answer = Result<Embedding, String>;

/// A device that proved itself, or was forced.
#[derive(Debug)]
pub struct Gpu {
    /// "WebGPU, 3.1 times this processor".
    pub name: String,
    requests: Sender<(Input, Sender<Answer>)>,
}

/// An execution provider as users know it.
pub struct Provider {
    /// Its name, also the word that forces it.
    pub name: &'static str,
    /// What a session registers.
    pub dispatch: ExecutionProviderDispatch,
}

/// The providers of this system, in the order they are tried.
pub fn providers() -> Vec<Provider> {
    use ort::ep;
    let webgpu = Provider { name: "WebGPU", dispatch: ep::WebGPU::default().build() };
    if cfg!(target_os = "windows") {
        vec![Provider { name: "DirectML", dispatch: ep::DirectML::default().build() }, webgpu]
    } else if cfg!(target_os = "macos") {
        vec![Provider { name: "CoreML", dispatch: ep::CoreML::default().build() }, webgpu]
    } else {
        vec![Provider { name: "CUDA", dispatch: ep::CUDA::default().build() }, webgpu]
    }
}

/// Whether the system has a graphics processor at all. Without one, a provider would take a software
/// adapter, which says nothing about it and is hundreds of times slower.
pub fn is_present() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    let rendering = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    rendering.into_iter().any(|entry| entry.file_name().as_encoded_bytes().starts_with(b"renderD"))
        || std::path::Path::new("/dev/nvidiactl").exists()
        || std::path::Path::new("/dev/dxg").exists()
}

/// How much a device must show before it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// The same embeddings, and faster than `cores` processor cores.
    FasterThan { cores: usize },
    /// The same embeddings; the user asked for this device.
    SameEmbeddings,
}

impl Gpu {
    /// Starts `provider` and holds it to `demand`; the error says what it lacked.
    pub fn prove(maker: &Maker, provider: Provider, demand: Demand) -> anyhow::Result<Self> {
        let Maker::OnnxRuntime(environment) = maker else {
            bail!("the built-in engine runs on the processor only")
        };
        let mut network = Network::on(environment, provider.dispatch)?;
        let mut reference = Network::on_cpu(maker)?;
        for seed in 0..2 {
            let input = pattern(seed);
            let drift = network.run(&input)?.distance(&reference.run(&input)?);
            ensure!(drift <= LARGEST_DRIFT, "its embeddings differ from the processor's by {drift:.5}");
        }
        let speedup = match demand {
            Demand::SameEmbeddings => None,
            Demand::FasterThan { cores } => {
                let ratio = time(&mut reference, 4)?.as_secs_f64()
                    / (time(&mut network, TIMED)?.as_secs_f64() * cores.max(1) as f64);
                ensure!(ratio >= WORTHWHILE, "it is only {ratio:.2} times as fast as this processor");
                Some(ratio)
            }
        };
        let name = match speedup {
            Some(ratio) => format!("{}, {ratio:.1} times this processor", provider.name),
            None => format!("{}, as asked for", provider.name),
        };
        Ok(Self { name, requests: serve(network)? })
    }

    /// Runs the network on the device; blocks until it answers, or for a minute: a driver may hang.
    pub fn embed(&self, input: Input) -> Answer {
        let (reply, answer) = bounded(1);
        let gone = |_| "the graphics processor stopped answering".to_owned();
        self.requests.send_timeout((input, reply), PATIENCE).map_err(|_| gone(()))?;
        answer.recv_timeout(PATIENCE).map_err(|_| gone(()))?
    }
}

/// A thread that owns the network and answers until nobody asks any more.
fn serve(mut network: Network) -> anyhow::Result<Sender<(Input, Sender<Answer>)>> {
    let (requests, pending) = bounded::<(Input, Sender<Answer>)>(4);
    std::thread::Builder::new()
        .name("gpu".to_owned())
        .spawn(move || {
            for (input, reply) in pending {
                // A worker that is gone needs no answer.
                reply.send(network.run(&input).map_err(|error| format!("{error:#}"))).ok();
            }
        })
        .context("no thread is left for the graphics processor")?;
    Ok(requests)
}

/// Seconds for one picture, the mean over `runs`.
fn time(network: &mut Network, runs: u32) -> anyhow::Result<Duration> {
    let inputs: Vec<Input> = (0..u64::from(runs)).map(pattern).collect();
    let start = Instant::now();
    for input in &inputs {
        network.run(input)?;
    }
    start.elapsed().checked_div(runs).ok_or_else(|| anyhow!("nothing was timed"))
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
