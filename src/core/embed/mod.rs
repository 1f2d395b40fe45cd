//! Pixels → unit vectors. The only module that knows `ort` and the network on graphics processors; everything else sees an
//! [`Engine`] that hands out [`Embed`]ders, one for each worker thread, and says in words what it runs on and why.

mod batches;
mod candidate;
mod device;
mod driver;
mod gpu;
mod measured;
mod model;
mod runtime;

use std::sync::Arc;

use crossbeam_channel::bounded;
use image::RgbImage;

pub use candidate::{ANY_GPU, Availability, BUILT_IN, Candidate, InUse};
pub use device::Engine;
pub use model::{MODEL_NAME, made_by};

use crate::photo::Embedding;
use crate::resize;

/// Side of the square picture the network sees, in pixels.
const INPUT_SIDE: u32 = 160;

/// Pictures that may be on their way through a device while nobody waits for them, at most.
pub const UNDERWAY: usize = 2 * lookalike_gpu::LARGEST_BATCH;

/// Gets the embedding of a picture once, or one sentence why there is none; dropped if the engine broke down.
pub type Reply = Box<dyn FnOnce(Result<Embedding, String>) + Send>;

/// Turns pictures into embeddings; one for each thread. A trait only because tests run the pipeline
/// without the network.
pub trait Embed: Send {
    /// Has `reply` called with the embedding of a picture of any size, the right way up: before this returns, or later on
    /// another thread.
    fn embed(&mut self, picture: RgbImage, reply: Reply);

    /// The same, and waits for it.
    fn embed_now(&mut self, picture: RgbImage) -> Result<Embedding, String> {
        let (tell, embedded) = bounded(1);
        let reply = move |embedding| {
            tell.send(embedding).ok();
        };
        self.embed(picture, Box::new(reply));
        embedded.recv().unwrap_or_else(|_| Err("the engine broke down".to_owned()))
    }
}

/// Makes an embedder for one more thread, of as many photos as are to be embedded by all of them; fails if the engine cannot
/// start.
pub type MakeEmbedder = Arc<dyn Fn(usize) -> anyhow::Result<Box<dyn Embed>> + Send + Sync>;

/// What the network takes: `INPUT_SIDE` rows of as many pixels, RGB, one byte a channel (NHWC with N = 1).
/// Everything else that the network needs done to its input is in the model's own graph.
#[derive(Debug, Clone)]
struct Input(Vec<u8>);

impl Input {
    /// The picture at the network's size, its aspect not kept.
    fn of(picture: RgbImage) -> Self {
        Self(resize::to_size(picture, INPUT_SIDE, INPUT_SIDE).into_raw())
    }
}
