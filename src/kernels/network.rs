//! The built-in engine: runs the bundled network on the processor, with nothing installed. It knows the few layers
//! that EfficientNet-Lite0 is made of, reads the same ONNX file as ONNX Runtime does, and says so where a file holds
//! anything else.
//!
//! A [`Plan`] is what the file says; any engine may be made of it. [`Packed`] is the processor's, made once and shared;
//! each worker has a [`BuiltIn`] with memory of its own.

mod depthwise;
mod layout;
mod onnx;
mod packed;
mod plan;
mod pointwise;
mod stem;

use std::sync::Arc;

use self::pointwise::Target;
use crate::simd::AlignedVec;

pub use layout::{Clip, Layout};
pub use packed::Packed;
pub use plan::{Kind, Layer, Plan, Step};

/// The network, ready to run by one thread at a time.
pub struct BuiltIn {
    packed: Arc<Packed>,
    /// Memory for the pictures of numbers between the layers.
    slots: Vec<AlignedVec>,
}

impl BuiltIn {
    /// A way of one's own through the network.
    pub fn new(packed: Arc<Packed>) -> Self {
        let mut lengths = vec![0; packed.slots.iter().max().map_or(0, |last| last + 1)];
        for (layout, slot) in packed.layouts.iter().zip(&packed.slots) {
            lengths[*slot] = layout.len().max(lengths[*slot]);
        }
        Self { slots: lengths.into_iter().map(AlignedVec::zeros).collect(), packed }
    }

    /// Runs the network once. `input` is as many rows of as many pixels as the plan was read for, RGB, one byte a channel; what
    /// comes out is not brought to unit length.
    pub fn run(&mut self, input: &[u8]) -> Vec<f32> {
        let packed = Arc::clone(&self.packed);
        self.fill_input(input, packed.layouts[0]);
        for (at, step) in packed.steps.iter().enumerate() {
            let slot = packed.slots[at + 1];
            // Taken out while the others are read; no step writes what it reads.
            let mut output = std::mem::take(&mut self.slots[slot]);
            let to = packed.layouts[at + 1];
            to.clear_border(&mut output);
            let read = |picture: usize| &self.slots[packed.slots[picture]][..packed.layouts[picture].len()];
            let residual = step.residual.map(read);
            let (input, from) = (read(step.from), packed.layouts[step.from]);
            step.run((input, from), (&mut output, to), residual);
            self.slots[slot] = output;
        }
        let last = packed.layouts.len() - 1;
        let pooled = pool(&self.slots[packed.slots[last]], packed.layouts[last]);
        let outputs = Layout { height: 1, width: 1, channels: packed.projection.outputs(), border: [0; 4] };
        let mut embedding = vec![0.0; outputs.channels];
        let mut target = Target { values: &mut embedding, layout: outputs, first: 0, residual: None };
        packed.projection.run(&pooled, &mut target);
        embedding
    }

    fn fill_input(&mut self, input: &[u8], layout: Layout) {
        let (slot, row_bytes) = (&mut self.slots[0], layout.width * layout.channels);
        layout.clear_border(slot);
        for (row, bytes) in input.chunks_exact(row_bytes).enumerate() {
            let first = layout.place(row, 0);
            for (number, byte) in slot[first..first + row_bytes].iter_mut().zip(bytes) {
                *number = self.packed.numbers[usize::from(*byte)];
            }
        }
    }
}

/// The cube root of the mean cube of each channel (generalised mean of power 3).
fn pool(values: &[f32], layout: Layout) -> Vec<f32> {
    let mut sums = vec![0.0_f32; layout.channels];
    for pixel in values[..layout.len()].chunks_exact(layout.channels) {
        sums.iter_mut().zip(pixel).for_each(|(sum, value)| *sum += value * value * value);
    }
    sums.iter().map(|sum| (sum / layout.pixels() as f32).cbrt()).collect()
}
