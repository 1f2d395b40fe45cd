//! What the network could run on, why it does or does not, and what it does run on: as data, and in English.

use std::fmt;
use std::path::PathBuf;

/// Name of the built-in engine among the candidates.
pub const BUILT_IN: &str = "Built-in engine";
/// Name of the candidate that stands for graphics processors in general.
pub const ANY_GPU: &str = "Graphics processor";

/// Something the inference could run on.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// What it is.
    pub name: String,
    /// Why it is used, or why not.
    pub verdict: Availability,
    /// It is used.
    pub used: bool,
}

impl Candidate {
    pub(super) fn used(name: String, verdict: impl Into<Availability>) -> Self {
        Self { name, verdict: verdict.into(), used: true }
    }

    pub(super) fn refused(name: String, verdict: impl Into<Availability>) -> Self {
        Self { name, verdict: verdict.into(), used: false }
    }
}

/// Why something is used or not. Its `Display` is a clause in English.
#[derive(Debug, Clone, PartialEq)]
pub enum Availability {
    /// It is part of the program.
    NeedsNothing,
    /// A library was found, and works.
    Loaded,
    /// No library was found; one would be in this folder, among other places.
    NoLibrary(Option<PathBuf>),
    /// It is looked for when so many photos are to be read.
    WhenWorthwhile(usize),
    /// So many times as fast as the processor, with so many pictures at once; whether it was asked for.
    Measured {
        /// How many times as fast.
        ratio: f64,
        /// Pictures at once.
        batch: usize,
        /// The user asked for it.
        asked_for: bool,
    },
    /// It is only so many times as fast as the processor.
    TooSlow(f64),
    /// It failed while it was used.
    Failed(String),
    /// Looking for one takes too long.
    NoAnswer,
    /// Looking for one ended in an error of its driver.
    DriverBroke,
    /// The system shows none.
    NonePresent,
    /// The system has no driver for it.
    NoDriver,
    /// The library was found and does not load.
    NotLoaded(String),
    /// All else.
    Said(String),
}

impl From<String> for Availability {
    fn from(said: String) -> Self {
        Self::Said(said)
    }
}

impl From<&str> for Availability {
    fn from(said: &str) -> Self {
        Self::Said(said.to_owned())
    }
}

impl fmt::Display for Availability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NeedsNothing => write!(f, "needs nothing installed"),
            Self::Loaded => write!(f, "found and loaded"),
            Self::NoLibrary(folder) => {
                write!(f, "no library was found: set ORT_DYLIB_PATH to one, or put it beside the program")?;
                folder.as_ref().map_or(Ok(()), |folder| write!(f, " or into {}", folder.display()))
            }
            Self::WhenWorthwhile(photos) => {
                write!(f, "one is looked for when {photos} photos or more are to be read")
            }
            Self::Measured { ratio, batch, asked_for } => {
                write!(f, "{ratio:.1} times the processor for the network, {batch} at once")?;
                f.write_str(if *asked_for { ", as asked for" } else { "" })
            }
            Self::TooSlow(ratio) => TooSlow(*ratio).fmt(f),
            Self::Failed(why) => write!(f, "it failed while in use: {why}"),
            Self::NoAnswer => f.write_str("looking for one takes longer than a minute"),
            Self::DriverBroke => f.write_str("looking for one ended in an error of its driver"),
            Self::NonePresent => f.write_str("this system shows none"),
            Self::NoDriver => f.write_str("the system has no driver for Vulkan, Metal or Direct3D 12"),
            Self::NotLoaded(why) => write!(f, "it does not load: {why}"),
            Self::Said(said) => write!(f, "{said}"),
        }
    }
}

/// A device that is only so many times as fast as the processor.
#[derive(Debug)]
pub(super) struct TooSlow(pub f64);

impl fmt::Display for TooSlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "it is only {:.2} times as fast as this processor", self.0)
    }
}

impl std::error::Error for TooSlow {}

/// What the embeddings are made on. Its `Display` is one line in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InUse {
    /// The graphics processor at work.
    pub gpu: Option<String>,
    /// Threads of the processor; `None` if it only helps where the graphics processor fails.
    pub threads: Option<usize>,
    /// By an ONNX Runtime, and not by the built-in engine.
    pub onnx_runtime: bool,
}

impl fmt::Display for InUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let threads = self.threads.map(|threads| match threads {
            1 => "CPU, 1 thread".to_owned(),
            _ => format!("CPU, {threads} threads"),
        });
        match (&self.gpu, threads) {
            (Some(gpu), Some(threads)) => write!(f, "{gpu}, and {threads}")?,
            (Some(gpu), None) => write!(f, "{gpu}")?,
            (None, threads) => write!(f, "{}", threads.unwrap_or_default())?,
        }
        write!(f, ", {}", if self.onnx_runtime { "ONNX Runtime" } else { "built-in engine" })
    }
}
