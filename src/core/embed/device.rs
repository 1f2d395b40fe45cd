//! What the inference runs on, and why not on anything else. The processor is used at once; a graphics processor is opened
//! beside it when there is enough to do, and takes what it can when it has proved itself.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use anyhow::ensure;
use image::RgbImage;

use super::batches::{self, Around, Queue, Request, Share};
use super::candidate::{ANY_GPU, Availability, Candidate, InUse, TooSlow};
use super::gpu::{self, Device, Found, Wish};
use super::measured::{self, Measured};
use super::model::Network;
use super::runtime::{Backend, Runtime};
use super::{Embed, Input, MakeEmbedder, Reply, made_by};
use crate::door::PATIENCE;
use crate::photo::{Embedding, Notice, Processors};

/// Fewer photos than these are embedded sooner than a graphics processor wakes up.
const FEWEST: usize = 200;

/// How fast a device must be beside all cores of the processor. In a scan of small photos a third of the processor's time is the
/// network's: one half as fast takes all of that off it, and a slower one is not worth its power.
const WORTHWHILE: f64 = 0.5;

/// Looks for devices; [`gpu::find`] but in tests.
type Find = Box<dyn Fn(&Arc<Runtime>, Wish) -> Found + Send + Sync>;

/// The inference engine. Cheap to clone; all clones are the same engine.
#[derive(Clone)]
pub struct Engine(Arc<Inner>);

struct Inner {
    runtime: Arc<Runtime>,
    wish: Wish,
    /// Where measurements are remembered.
    remembered: Option<PathBuf>,
    find: Find,
    state: Mutex<State>,
    /// Told when devices have been tried.
    tried: Condvar,
}

/// What is known of the devices, and which of them is at work.
struct State {
    trial: Trial,
    candidates: Vec<Candidate>,
    /// Its name, and the way to it.
    at_work: Option<(String, Queue)>,
    /// What the user is to be told, once.
    notice: Option<Notice>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trial {
    /// Nothing was tried yet, or the device in use was closed because it was idle.
    Due,
    Running,
    Over,
}

impl Engine {
    /// Starts the engine; `data` is the program's own data folder, where users may put an ONNX Runtime and where it is
    /// remembered how fast devices are. The runtime is chosen once for the life of the process, so later calls give the same
    /// engine. No graphics processor is touched yet.
    pub fn open(data: Option<&Path>) -> Self {
        static ENGINE: Mutex<Option<Engine>> = Mutex::new(None);
        let mut engine = ENGINE.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(engine) = &*engine {
            return engine.clone();
        }
        let wish = Wish::from_environment();
        let opened = Self::with(
            Runtime::start(data),
            wish.clone().unwrap_or(Wish::Fastest),
            data,
            Box::new(gpu::find),
        );
        if let Err(reason) = wish {
            opened.state().candidates.push(Candidate::refused("Setting".to_owned(), reason));
        }
        engine.insert(opened).clone()
    }

    fn with(runtime: Runtime, wish: Wish, data: Option<&Path>, find: Find) -> Self {
        let mut candidates = runtime.candidates.clone();
        let (trial, verdict) = match wish {
            Wish::Processor => (Trial::Over, format!("{} asks for the processor", gpu::VARIABLE).into()),
            Wish::Fastest => (Trial::Due, Availability::WhenWorthwhile(FEWEST)),
            _ => (Trial::Due, "one is looked for when the first photo is read".into()),
        };
        candidates.push(Candidate::refused(ANY_GPU.to_owned(), verdict));
        let state = State { trial, candidates, at_work: None, notice: None };
        Self(Arc::new(Inner {
            runtime: Arc::new(runtime),
            wish,
            remembered: data.map(|data| data.join("devices.json")),
            find,
            state: Mutex::new(state),
            tried: Condvar::new(),
        }))
    }

    /// What the embeddings are made on, the same for any number of threads.
    pub fn device(&self) -> Processors {
        let gpu = self.state().at_work.as_ref().map(|(gpu, _)| gpu.clone());
        let onnx_runtime = matches!(self.0.runtime.backend, Backend::OnnxRuntime(_));
        let runtime = onnx_runtime.then(|| self.0.runtime.name.clone());
        Processors { gpu_alone: gpu.is_some() && self.0.wish.is_certain(), gpu, runtime }
    }

    /// What the embeddings are made on, as data.
    pub fn in_use(&self) -> InUse {
        let gpu = self.state().at_work.as_ref().map(|(gpu, _)| gpu.clone());
        let onnx_runtime = matches!(self.0.runtime.backend, Backend::OnnxRuntime(_));
        let is_alone = gpu.is_some() && self.0.wish.is_certain();
        let threads = (!is_alone).then(|| std::thread::available_parallelism().map_or(1, Into::into));
        InUse { gpu, threads, onnx_runtime }
    }

    /// Everything that could be used, and why it is or is not.
    pub fn candidates(&self) -> Vec<Candidate> {
        self.state().candidates.clone()
    }

    /// What the user is to be told of a device that failed; once.
    pub fn take_notice(&self) -> Option<Notice> {
        self.state().notice.take()
    }

    /// Tries the graphics processors if that was not done yet, and waits until it is, so that `candidates` is complete.
    pub fn wait_for_verdicts(&self) {
        self.try_devices();
        let (state, running) = (self.state(), |state: &mut State| state.trial == Trial::Running);
        let waited = self.0.tried.wait_timeout_while(state, PATIENCE, running);
        let (state, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        drop(state);
        if waited.timed_out() {
            self.note(Candidate::refused(ANY_GPU.to_owned(), Availability::NoAnswer));
        }
    }

    /// What makes an embedder for each worker of a scan.
    pub fn make_embedder(&self) -> MakeEmbedder {
        let engine = self.clone();
        Arc::new(move |photos| {
            let processor = Processor { runtime: Arc::clone(&engine.0.runtime), network: None };
            Ok(Box::new(Worker { engine: engine.clone(), processor, is_worth_a_device: photos >= FEWEST }))
        })
    }

    /// Tries the devices in the background, once.
    fn try_devices(&self) {
        let mut state = self.state();
        if state.trial != Trial::Due {
            return;
        }
        state.trial = Trial::Running;
        drop(state);
        let engine = self.clone();
        let prove = move || {
            crate::decode::silence_panics();
            if catch_unwind(AssertUnwindSafe(|| engine.prove_devices())).is_err() {
                engine.note(Candidate::refused(ANY_GPU.to_owned(), Availability::DriverBroke));
            }
            engine.state().trial = Trial::Over;
            engine.0.tried.notify_all();
        };
        if let Err(error) = std::thread::Builder::new().name("try gpu".to_owned()).spawn(prove) {
            self.note(Candidate::refused(
                ANY_GPU.to_owned(),
                format!("no thread is left to try it: {error}"),
            ));
            self.state().trial = Trial::Over;
            self.0.tried.notify_all();
        }
    }

    /// Tries the devices in turn until one may be used.
    fn prove_devices(&self) {
        let (devices, refused) = (self.0.find)(&self.0.runtime, self.0.wish);
        self.state().candidates.retain(|candidate| candidate.name != ANY_GPU);
        refused.into_iter().for_each(|candidate| self.note(candidate));
        for device in devices {
            let name = device.name.clone();
            match self.prove(device) {
                Ok(measured) => {
                    let Measured { ratio, batch } = measured;
                    let asked_for = self.0.wish.is_certain();
                    return self
                        .note(Candidate::used(name, Availability::Measured { ratio, batch, asked_for }));
                }
                Err(error) => {
                    let verdict = match error.downcast_ref() {
                        Some(TooSlow(ratio)) => Availability::TooSlow(*ratio),
                        None => Availability::Said(format!("{error:#}")),
                    };
                    self.note(Candidate::refused(name, verdict));
                }
            }
        }
    }

    /// Puts the device to work if it gives the same embeddings and is worth it, or is asked for.
    fn prove(&self, device: Device) -> anyhow::Result<Measured> {
        let Device { name, driver, open } = device;
        let cores = std::thread::available_parallelism().map_or(1, Into::into);
        let key =
            format!("{name} / {driver} / {cores} cores / {} / {}", env!("CARGO_PKG_VERSION"), made_by());
        let certain = self.0.wish.is_certain();
        let enough = |measured: &Measured| {
            let ratio = measured.ratio;
            ensure!(certain || ratio >= WORTHWHILE, TooSlow(ratio));
            Ok(())
        };
        let known = measured::recall(self.0.remembered.as_deref(), &key);
        // A device that is known to be slow is not even opened.
        known.as_ref().map_or(Ok(()), enough)?;
        let (mut driver, mut processor) = (open()?, Network::on_cpu(&self.0.runtime.backend)?);
        measured::compare(&mut driver, &mut processor)?;
        let measured = match known {
            Some(measured) => measured,
            None => {
                let measured = measured::measure(&mut driver, &mut processor, cores)?;
                measured::remember(self.0.remembered.as_deref(), &key, measured);
                measured
            }
        };
        enough(&measured)?;
        let share = if certain { Share::Everything } else { Share::WhatFits };
        let mut processor = Processor { runtime: Arc::clone(&self.0.runtime), network: Some(processor) };
        let (engine, ended_name) = (self.clone(), name.clone());
        let around = Around {
            processor: move |input: &Input| processor.embed(input),
            ended: Box::new(move |reason| engine.ended(&ended_name, reason)),
        };
        let queue = batches::start(driver, measured.batch, share, around)?;
        self.state().at_work = Some((name, queue));
        Ok(measured)
    }

    /// Takes the device out of use. One that failed is not tried again in this process; one that was idle is.
    fn ended(&self, name: &str, reason: Option<String>) {
        let mut state = self.state();
        state.at_work = None;
        let Some(reason) = reason else {
            state.trial = Trial::Due;
            return;
        };
        state.notice = Some(Notice::DeviceFailed(name.to_owned(), reason.clone()));
        drop(state);
        self.note(Candidate::refused(name.to_owned(), Availability::Failed(reason)));
    }

    fn queue(&self) -> Option<Queue> {
        self.state().at_work.as_ref().map(|(_, queue)| queue.clone())
    }

    /// Replaces what was said of the candidate of this name.
    fn note(&self, candidate: Candidate) {
        let candidates = &mut self.state().candidates;
        candidates.retain(|known| known.name != candidate.name);
        candidates.push(candidate);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The network on the processor, made when the first picture comes.
struct Processor {
    runtime: Arc<Runtime>,
    network: Option<Network>,
}

impl Processor {
    fn embed(&mut self, input: &Input) -> Result<Embedding, String> {
        let network = match &mut self.network {
            Some(network) => network,
            None => {
                let network = Network::on_cpu(&self.runtime.backend)
                    .map_err(|error| format!("the network cannot be started: {error:#}"))?;
                self.network.insert(network)
            }
        };
        network.run(input).map_err(|error| format!("the network failed: {error:#}"))
    }
}

/// One worker's way to the network: the graphics processor as far as there is one and it has time, else the processor.
struct Worker {
    engine: Engine,
    processor: Processor,
    is_worth_a_device: bool,
}

impl Embed for Worker {
    fn embed(&mut self, picture: RgbImage, reply: Reply) {
        let request = Request { input: Input::of(picture), reply };
        if self.engine.0.wish.is_certain() {
            self.engine.wait_for_verdicts();
        } else if self.is_worth_a_device {
            self.engine.try_devices();
        }
        let offered = match self.engine.queue() {
            Some(queue) => queue.offer(request),
            None => Err(request),
        };
        if let Err(Request { input, reply }) = offered {
            reply(self.processor.embed(&input));
        }
    }
}

#[cfg(test)]
mod tests;
