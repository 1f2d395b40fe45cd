//! What embeddings were made on, as data and in English.

use std::fmt;

/// The processors and the engine at work. Its `Display` is as "CPU (built-in engine)".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Processors {
    /// A graphics processor, by its name.
    pub gpu: Option<String>,
    /// The graphics processor did all of it.
    pub gpu_alone: bool,
    /// The library that ran the network; `None` for the built-in engine.
    pub runtime: Option<String>,
}

impl fmt::Display for Processors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.gpu {
            Some(gpu) if self.gpu_alone => f.write_str(gpu)?,
            Some(gpu) => write!(f, "{gpu}, and CPU")?,
            None => f.write_str("CPU")?,
        }
        write!(f, " ({})", self.runtime.as_deref().unwrap_or("built-in engine"))
    }
}
