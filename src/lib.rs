//! Lookalike finds duplicate and near-duplicate photos, shows them side by side, and lets their owner keep
//! the best without ever losing one. This crate is its two shells, the window (`ui`) and the command line
//! (`cli`), around `lookalike-core`, whose modules it shows as its own.

pub use lookalike_core::*;

pub mod cli;
pub mod ui;
