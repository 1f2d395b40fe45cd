//! The bundled network and sessions that run it. Its card is `models/README.md`; no model is ever
//! downloaded.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, anyhow};
use lookalike_kernels::network::{BuiltIn, Packed, Plan};
use ort::environment::Environment;
use ort::ep::ExecutionProviderDispatch;
use ort::session::Session;
use ort::session::builder::{GraphOptimizationLevel, SessionBuilder};
use ort::value::TensorRef;

use super::runtime::Backend;
use super::{INPUT_SIDE, Input};
use crate::photo::Embedding;

static MODEL: &[u8] = include_bytes!("../../../models/lookalike.onnx");

/// The model's name, for the report.
pub const MODEL_NAME: &str = "lookalike-256";

/// A new one whenever decoding or resizing changes what the network sees, or the built-in engine what it makes of it, or what
/// is told of a photo by its pixels.
const PREPROCESSING: u32 = 6;

/// Which model and preprocessing make the embeddings now: fingerprints made by anything else are made anew.
pub fn made_by() -> String {
    format!("{}/{PREPROCESSING}", blake3::hash(MODEL).to_hex())
}

/// The network as its file describes it.
pub fn plan() -> anyhow::Result<Plan> {
    Plan::read(MODEL, INPUT_SIDE as usize).context("the network cannot be read")
}

/// The network for the processor: read when it is first wanted, as most scans find nothing new to embed, and then shared.
fn packed() -> anyhow::Result<Arc<Packed>> {
    static PACKED: Mutex<Option<Arc<Packed>>> = Mutex::new(None);
    let mut shared = PACKED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(packed) = &*shared {
        return Ok(Arc::clone(packed));
    }
    let packed = Packed::new(&plan()?);
    Ok(Arc::clone(shared.insert(Arc::new(packed))))
}

/// The network, ready to run on one device, by one thread at a time.
pub enum Network {
    /// Through ONNX Runtime.
    Session(Session),
    /// By the built-in engine.
    BuiltIn(Box<BuiltIn>),
}

impl Network {
    /// On the processor, with one thread: a scan runs one of these in each of its workers.
    pub fn on_cpu(backend: &Backend) -> anyhow::Result<Self> {
        match backend {
            Backend::OnnxRuntime(environment) => Self::build(builder(environment)?),
            Backend::BuiltIn => Ok(Self::BuiltIn(Box::new(BuiltIn::new(packed()?)))),
        }
    }

    /// On `provider` alone: what it cannot run is an error and does not fall back to the processor unseen.
    pub fn on(environment: &Environment, provider: ExecutionProviderDispatch) -> anyhow::Result<Self> {
        let builder = builder(environment)?
            .with_execution_providers([provider.error_on_failure()])
            .and_then(SessionBuilder::with_disable_cpu_fallback)
            .map_err(|error| anyhow!("{error}"))?;
        Self::build(builder)
    }

    fn build(mut builder: SessionBuilder) -> anyhow::Result<Self> {
        let session = builder.commit_from_memory(MODEL).map_err(|error| anyhow!("{error}"))?;
        Ok(Self::Session(session))
    }

    /// Runs the network once.
    pub fn run(&mut self, input: &Input) -> anyhow::Result<Embedding> {
        let session = match self {
            Self::Session(session) => session,
            Self::BuiltIn(network) => {
                return Embedding::new(&network.run(&input.0)).context("the network gave no usable numbers");
            }
        };
        let side = INPUT_SIDE as usize;
        let tensor = TensorRef::from_array_view(([1, side, side, 3], input.0.as_slice()))
            .map_err(|error| anyhow!("{error}"))?;
        let outputs = session.run(ort::inputs![tensor]).map_err(|error| anyhow!("{error}"))?;
        let (_, values) = outputs[0].try_extract_tensor::<f32>().map_err(|error| anyhow!("{error}"))?;
        Embedding::new(values).context("the network gave no usable numbers")
    }
}

fn builder(environment: &Environment) -> anyhow::Result<SessionBuilder> {
    Session::builder(environment)
        .and_then(|builder| Ok(builder.with_optimization_level(GraphOptimizationLevel::Level3)?))
        .and_then(|builder| Ok(builder.with_intra_threads(1)?))
        .map_err(|error| anyhow!("{error}"))
}
