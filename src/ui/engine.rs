//! What the scan will run on, found out in the background while the user chooses folders.

use std::task::Poll;

use super::text;
use crate::embed::Engine;
use crate::job::Job;
use crate::progress::Stop;
use crate::settings::OwnFolders;

/// The engine, as far as it is known.
pub enum EngineState {
    /// Being started.
    Opening(Job<Engine>),
    /// Ready.
    Open(Engine),
    /// It cannot be used, for this reason.
    Failed(String),
}

impl EngineState {
    /// Begins to start the engine.
    pub fn open(ctx: &egui::Context, own: Option<&OwnFolders>) -> Self {
        let (ctx, data) = (ctx.clone(), own.map(|own| own.data.clone()));
        let open = move |_: &crate::progress::Progress| Ok(Engine::open(data.as_deref()));
        match Job::start("engine", move || ctx.request_repaint(), open) {
            Ok(job) => Self::Opening(job),
            Err(error) => Self::Failed(text::no_thread(&error)),
        }
    }

    /// Takes the engine over once it is there.
    pub fn poll(&mut self) {
        let Self::Opening(job) = self else { return };
        match job.poll() {
            Poll::Ready(Ok(engine)) => *self = Self::Open(engine),
            Poll::Ready(Err(Stop::Failed(error))) => *self = Self::Failed(text::failure(&error)),
            Poll::Ready(Err(Stop::Cancelled)) | Poll::Pending => {}
        }
    }

    /// In one line.
    pub fn line(&self) -> String {
        match self {
            Self::Opening(_) => text::engine_opening().to_owned(),
            Self::Open(engine) => text::engine_line(&engine.in_use()),
            Self::Failed(reason) => text::engine_failed(reason),
        }
    }
}
