//! The numerical work of Lookalike, in a crate of its own: it is compiled for several kinds of processor, always
//! optimised, and hardly ever changes. Knows pixels, numbers and vectors, and nothing of photos or files.

pub mod dot;
pub mod network;
pub mod resize;
pub mod simd;
pub mod tsne;
