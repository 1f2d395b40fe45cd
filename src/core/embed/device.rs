//! What the inference runs on, and why not on anything else. The processor is used at once; a graphics
//! processor is tried beside it and taken over to when it has proved itself.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use image::RgbImage;

use super::gpu::{self, Demand, Gpu};
use super::model::Network;
use super::runtime::{Maker, Runtime};
use super::{Embed, Input, MakeEmbedder};
use crate::photo::Embedding;

/// Set to `cpu` no graphics processor is tried; set to a provider's name (`webgpu`, `cuda`, `directml`,
/// `coreml`) that one is used even if it is slower.
const DEVICE_VARIABLE: &str = "LOOKALIKE_DEVICE";

/// Something the inference could run on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What it is.
    pub name: String,
    /// Why it is used, or why not.
    pub verdict: String,
    /// It is used.
    pub used: bool,
}

impl Candidate {
    pub(super) fn used(name: String, verdict: &str) -> Self {
        Self { name, verdict: verdict.to_owned(), used: true }
    }

    pub(super) fn refused(name: String, verdict: String) -> Self {
        Self { name, verdict, used: false }
    }
}

/// The inference engine. Cheap to clone; all clones are the same engine.
#[derive(Clone)]
pub struct Engine(Arc<Inner>);

struct Inner {
    runtime: Runtime,
    /// Set once a graphics processor has proved itself, taken away if it fails later.
    gpu: Mutex<Option<Arc<Gpu>>>,
    candidates: Mutex<Vec<Candidate>>,
    /// Graphics processors are still being tried.
    trying: Mutex<Option<JoinHandle<()>>>,
}

impl Engine {
    /// Starts the engine; `data` is the program's own data folder, where users may put an ONNX Runtime.
    /// The runtime is chosen once for the life of the process, so later calls give the same engine.
    /// Graphics processors are tried in the background, unless one was asked for by `LOOKALIKE_DEVICE`.
    pub fn open(data: Option<&Path>) -> Self {
        static ENGINE: Mutex<Option<Engine>> = Mutex::new(None);
        let mut engine = ENGINE.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(engine) = &*engine {
            return engine.clone();
        }
        let runtime = Runtime::start(data);
        let candidates = Mutex::new(runtime.candidates.clone());
        let opened =
            Self(Arc::new(Inner { runtime, gpu: Mutex::new(None), candidates, trying: Mutex::new(None) }));
        opened.try_gpus();
        engine.insert(opened).clone()
    }

    /// "CPU (built-in engine)": what the embeddings are made on, the same for any number of threads.
    pub fn device(&self) -> String {
        match self.gpu() {
            Some(gpu) => format!("{} ({})", gpu.name, self.0.runtime.name),
            None => format!("CPU ({})", self.0.runtime.name),
        }
    }

    /// The same with the number of threads, for the window.
    pub fn in_use(&self) -> String {
        match self.gpu() {
            Some(gpu) => format!("{}, {}", gpu.name, self.0.runtime.name),
            None => format!("CPU, {}, {}", threads(), self.0.runtime.name),
        }
    }

    /// Everything that could be used, and why it is or is not.
    pub fn candidates(&self) -> Vec<Candidate> {
        self.0.candidates.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until all graphics processors have been tried, so that `candidates` is complete.
    pub fn wait_for_verdicts(&self) {
        let trying = self.0.trying.lock().unwrap_or_else(PoisonError::into_inner).take();
        if trying.is_some_and(|thread| thread.join().is_err()) {
            let verdict = "trying it ended in an error of its library".to_owned();
            self.note(Candidate::refused("Graphics processor".to_owned(), verdict));
        }
    }

    /// What makes an embedder for each worker of a scan.
    pub fn make_embedder(&self) -> MakeEmbedder {
        let engine = self.clone();
        Arc::new(move || Ok(Box::new(Worker { engine: engine.clone(), network: None })))
    }

    fn try_gpus(&self) {
        let forced = std::env::var(DEVICE_VARIABLE).ok().filter(|name| !name.is_empty());
        if matches!(self.0.runtime.maker, Maker::BuiltIn) {
            let verdict = "the built-in engine runs on the processor only".to_owned();
            return self.note(Candidate::refused("Graphics processor".to_owned(), verdict));
        }
        match forced.as_deref() {
            Some(name) if name.eq_ignore_ascii_case("cpu") => {
                let verdict = format!("{DEVICE_VARIABLE} asks for the processor");
                self.note(Candidate::refused("Graphics processor".to_owned(), verdict));
            }
            Some(name) => self.prove_gpus(Some(name)),
            None if !gpu::is_present() => {
                let verdict = "this system shows none; a software adapter is never used".to_owned();
                self.note(Candidate::refused("Graphics processor".to_owned(), verdict));
            }
            None => {
                let engine = self.clone();
                let prove = move || engine.prove_gpus(None);
                match std::thread::Builder::new().name("try-gpu".to_owned()).spawn(prove) {
                    Ok(thread) => {
                        *self.0.trying.lock().unwrap_or_else(PoisonError::into_inner) = Some(thread)
                    }
                    Err(error) => {
                        let verdict = format!("no thread is left to try it: {error}");
                        self.note(Candidate::refused("Graphics processor".to_owned(), verdict));
                    }
                }
            }
        }
    }

    /// Tries the providers in turn, or only the one that is `forced`, until one may be used.
    fn prove_gpus(&self, forced: Option<&str>) {
        let cores = std::thread::available_parallelism().map_or(1, Into::into);
        let demand = if forced.is_some() { Demand::SameEmbeddings } else { Demand::FasterThan { cores } };
        for provider in gpu::providers() {
            if forced.is_some_and(|name| !name.eq_ignore_ascii_case(provider.name)) {
                continue;
            }
            let name = provider.name.to_owned();
            match Gpu::prove(&self.0.runtime.maker, provider, demand) {
                Ok(gpu) => {
                    self.note(Candidate::used(gpu.name.clone(), "same embeddings as the processor"));
                    return self.set_gpu(Some(Arc::new(gpu)));
                }
                Err(error) => self.note(Candidate::refused(name, first_line(&format!("{error:#}")))),
            }
        }
    }

    /// A graphics processor that stopped working is not asked again; the processor goes on without it.
    fn give_up_gpu(&self, gpu: &Gpu, reason: &str) {
        self.set_gpu(None);
        self.note(Candidate::refused(
            gpu.name.clone(),
            first_line(&format!("it failed while in use: {reason}")),
        ));
    }

    fn gpu(&self) -> Option<Arc<Gpu>> {
        self.0.gpu.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_gpu(&self, gpu: Option<Arc<Gpu>>) {
        *self.0.gpu.lock().unwrap_or_else(PoisonError::into_inner) = gpu;
    }

    fn note(&self, candidate: Candidate) {
        self.0.candidates.lock().unwrap_or_else(PoisonError::into_inner).push(candidate);
    }
}

/// ONNX Runtime adds its call stack below what it has to say.
fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().chars().take(300).collect()
}

fn threads() -> String {
    match std::thread::available_parallelism().map_or(1, Into::into) {
        1 => "1 thread".to_owned(),
        n => format!("{n} threads"),
    }
}

/// One worker's way to the network: the graphics processor once there is one, else a session of its own,
/// made when the first picture comes.
struct Worker {
    engine: Engine,
    network: Option<Network>,
}

impl Embed for Worker {
    fn embed(&mut self, picture: RgbImage) -> Result<Embedding, String> {
        let input = Input::of(picture);
        if let Some(gpu) = self.engine.gpu() {
            match gpu.embed(input.clone()) {
                Ok(embedding) => return Ok(embedding),
                Err(reason) => self.engine.give_up_gpu(&gpu, &reason),
            }
        }
        let network = match &mut self.network {
            Some(network) => network,
            None => {
                let network = Network::on_cpu(&self.engine.0.runtime.maker)
                    .map_err(|error| format!("the network cannot be started: {error:#}"))?;
                self.network.insert(network)
            }
        };
        network.run(&input).map_err(|error| format!("the network failed: {error:#}"))
    }
}
