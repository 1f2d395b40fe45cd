//! The graphics processors of this machine, to be opened: the network on `wgpu`, which needs nothing installed, and what an
//! ONNX Runtime brings.

use std::sync::Arc;

use anyhow::{Context, bail};
use ort::ep::{self, ExecutionProviderDispatch};

use super::Input;
use super::candidate::{ANY_GPU, Availability, Candidate};
use super::driver::{Driver, Runner};
use super::model::{self, Network};
use super::runtime::{Backend, Runtime};
use crate::photo::Embedding;

/// What the user may set to say what the network runs on.
pub const VARIABLE: &str = "LOOKALIKE_DEVICE";

/// The providers of an ONNX Runtime by the word that asks for one.
const PROVIDERS: [&str; 4] = ["cuda", "directml", "coreml", "webgpu"];

/// What the user said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Nothing: what is worth it is used.
    Fastest,
    /// `cpu`: no graphics processor is touched.
    Processor,
    /// `gpu`: the first that works, even if it is slow.
    Gpu,
    /// `software`: one that the processor plays. For tests.
    Software,
    /// The provider of an ONNX Runtime.
    Provider(&'static str),
}

impl Wish {
    /// From [`VARIABLE`]; an error in words if it says nothing that is known.
    pub fn from_environment() -> Result<Self, String> {
        std::env::var(VARIABLE).map_or(Ok(Self::Fastest), |said| Self::read(&said))
    }

    fn read(said: &str) -> Result<Self, String> {
        let provider = PROVIDERS.into_iter().find(|name| name.eq_ignore_ascii_case(said));
        match said.to_ascii_lowercase().as_str() {
            "" => Ok(Self::Fastest),
            "cpu" => Ok(Self::Processor),
            "gpu" => Ok(Self::Gpu),
            "software" => Ok(Self::Software),
            _ => provider.map(Self::Provider).ok_or_else(|| {
                format!("{VARIABLE} is {said:?}: it may be cpu, gpu, software, {}", PROVIDERS.join(", "))
            }),
        }
    }

    /// A certain device is asked for: it gets every picture, as long as it works.
    pub fn is_certain(self) -> bool {
        !matches!(self, Self::Fastest | Self::Processor)
    }
}

/// A device that may be opened.
pub struct Device {
    /// "NVIDIA GeForce RTX 4060, Vulkan".
    pub name: String,
    /// Its driver with the version: what was measured holds for that one.
    pub driver: String,
    /// Opens it.
    pub open: Box<dyn FnOnce() -> anyhow::Result<Driver> + Send>,
}

/// What there is: devices in the order they are to be tried, and what is not to be used, and why.
pub type Found = (Vec<Device>, Vec<Candidate>);

/// Looks for devices. Loads drivers, which may take a second and may wake a graphics processor that sleeps.
pub fn find(runtime: &Arc<Runtime>, wish: Wish) -> Found {
    let refused = |verdict: Availability| Candidate::refused(ANY_GPU.to_owned(), verdict);
    let mut found = match wish {
        Wish::Processor => return Found::default(),
        Wish::Fastest if !is_present() => {
            return (Vec::new(), vec![refused(Availability::NonePresent)]);
        }
        Wish::Fastest | Wish::Gpu | Wish::Software => adapters(wish),
        Wish::Provider(_) => Found::default(),
    };
    if matches!(wish, Wish::Fastest | Wish::Provider(_)) {
        found.0.extend(providers(runtime, wish));
    }
    if found.0.is_empty() && found.1.is_empty() {
        let reason = match wish {
            Wish::Provider(name) => format!("no ONNX Runtime is loaded that could use {name}").into(),
            _ => Availability::NoDriver,
        };
        found.1.push(refused(reason));
    }
    found
}

/// Whether the system has a graphics processor at all: without one, no driver need be loaded.
fn is_present() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    let rendering = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    rendering.into_iter().any(|entry| entry.file_name().as_encoded_bytes().starts_with(b"renderD"))
        || std::path::Path::new("/dev/nvidiactl").exists()
        || std::path::Path::new("/dev/dxg").exists()
}

fn adapters(wish: Wish) -> Found {
    let mut found = Found::default();
    for adapter in lookalike_gpu::adapters() {
        let name = adapter.name();
        match (adapter.is_software(), wish) {
            (true, Wish::Software) | (false, Wish::Fastest | Wish::Gpu) => {
                let driver = adapter.driver();
                let open = Box::new(move || Driver::start(move || on_adapter(&adapter)));
                found.0.push(Device { name, driver, open });
            }
            (true, _) => {
                let reason =
                    format!("it is software on the processor; {VARIABLE}=software uses it all the same");
                found.1.push(Candidate::refused(name, reason));
            }
            (false, _) => {
                found.1.push(Candidate::refused(name, format!("{VARIABLE} asks for software")));
            }
        }
    }
    found
}

/// The built-in network on an adapter.
pub(super) fn on_adapter(adapter: &lookalike_gpu::Adapter) -> anyhow::Result<(Runner, usize)> {
    let mut network = lookalike_gpu::Network::open(adapter, &model::plan()?)?;
    log::info!("{}: {} MiB for {} photos at once", adapter.name(), network.memory() >> 20, network.batch());
    let most = network.batch();
    let run = move |inputs: &[Input]| {
        let pictures: Vec<&[u8]> = inputs.iter().map(|input| input.0.as_slice()).collect();
        let found = network.run(&pictures)?;
        let embeddings =
            found.iter().map(|numbers| Embedding::new(numbers).context("it gave no usable numbers"));
        embeddings.collect()
    };
    Ok((Box::new(run), most))
}

/// What an ONNX Runtime may use on this system; only the one that the user asks for, if there is one.
fn providers(runtime: &Arc<Runtime>, wish: Wish) -> Vec<Device> {
    if matches!(runtime.backend, Backend::BuiltIn) {
        return Vec::new();
    }
    let webgpu: (_, fn() -> ExecutionProviderDispatch) = ("WebGPU", || ep::WebGPU::default().build());
    let own: (_, fn() -> ExecutionProviderDispatch) = if cfg!(target_os = "windows") {
        ("DirectML", || ep::DirectML::default().build())
    } else if cfg!(target_os = "macos") {
        ("CoreML", || ep::CoreML::default().build())
    } else {
        ("CUDA", || ep::CUDA::default().build())
    };
    let asked = |name: &str| match wish {
        Wish::Provider(asked) => name.eq_ignore_ascii_case(asked),
        _ => true,
    };
    let device = |(name, dispatch): (&str, fn() -> ExecutionProviderDispatch)| {
        let runtime = Arc::clone(runtime);
        let open = Box::new(move || Driver::start(move || on_provider(&runtime, dispatch())));
        Device { name: format!("{name} of ONNX Runtime"), driver: String::new(), open }
    };
    [own, webgpu].into_iter().filter(|(name, _)| asked(name)).map(device).collect()
}

/// The network on a provider, one picture after another.
fn on_provider(runtime: &Runtime, provider: ExecutionProviderDispatch) -> anyhow::Result<(Runner, usize)> {
    let Backend::OnnxRuntime(environment) = &runtime.backend else { bail!("no ONNX Runtime is loaded") };
    let mut network = Network::on(environment, provider)?;
    let run = move |inputs: &[Input]| inputs.iter().map(|input| network.run(input)).collect();
    Ok((Box::new(run), 1))
}

#[cfg(test)]
mod tests;
