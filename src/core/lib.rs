//! Lookalike finds duplicate and near-duplicate photos, shows them side by side, and lets their owner keep
//! the best without ever losing one. The story, told by the modules in the order they are listed:
//!
//! ```text
//! folders → PhotoFile → Photo → Candidate → Pair → Group → (user) Decision → RemovalPlan → Receipt
//!         discover  fingerprint  pairs     prove  groups+keeper   review      plan       carry_out
//! ```
//!
//! The window (`ui`) and the command line (`cli`) are two thin shells around it. `ARCHITECTURE.md` says who
//! may import whom.

pub use lookalike_kernels::{resize, simd};

pub mod photo;
pub mod progress;
pub mod job;
pub mod door;
pub mod files;
pub mod exclude;
pub mod identity;
pub mod words;
pub mod verdicts;
pub mod decode;
pub mod embed;
pub mod features;
pub mod verify;
pub mod difference;
pub mod cache;
pub mod bundle;
pub mod discover;
pub mod fingerprint;
pub mod pairs;
pub mod nearest;
pub(crate) mod prove;
pub(crate) mod keeper;
pub mod groups;
pub(crate) mod early;
pub mod scan;
pub mod find;
pub mod map;
pub mod review;
pub mod removal;
pub mod report;
pub mod settings;
pub mod saved;
