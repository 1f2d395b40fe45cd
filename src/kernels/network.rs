//! The built-in engine: runs the bundled network on the processor, with nothing installed. It knows the few layers
//! that EfficientNet-Lite0 is made of, reads the same ONNX file as ONNX Runtime does, and says so where a file holds
//! anything else.
//!
//! A [`Plan`] is read once and shared; each worker has a [`BuiltIn`] with memory of its own.

mod depthwise;
mod layout;
mod onnx;
mod plan;
mod pointwise;
mod stem;

use std::sync::Arc;

use self::depthwise::Pictures;
use self::layout::Layout;
use self::plan::{Layer, Step};
use self::pointwise::Target;
use crate::simd::AlignedVec;

pub use plan::Plan;

/// The network, ready to run by one thread at a time.
pub struct BuiltIn {
    plan: Arc<Plan>,
    /// Memory for the pictures of numbers between the layers.
    slots: Vec<AlignedVec>,
    /// Of each byte, what the first layer takes.
    numbers: [f32; 256],
}

impl BuiltIn {
    /// A way of one's own through the network.
    pub fn new(plan: Arc<Plan>) -> Self {
        let mut lengths = vec![0; plan.slots.iter().max().map_or(0, |last| last + 1)];
        for (layout, slot) in plan.layouts.iter().zip(&plan.slots) {
            lengths[*slot] = layout.len().max(lengths[*slot]);
        }
        let numbers = std::array::from_fn(|byte| (byte as f32 - plan.zero) * plan.scale);
        Self { slots: lengths.into_iter().map(AlignedVec::zeros).collect(), numbers, plan }
    }

    /// Runs the network once. `input` is as many rows of as many pixels as the plan was read for, RGB, one byte a channel; what
    /// comes out is not brought to unit length.
    pub fn run(&mut self, input: &[u8]) -> Vec<f32> {
        let plan = Arc::clone(&self.plan);
        self.fill_input(input, plan.layouts[0]);
        for (at, step) in plan.steps.iter().enumerate() {
            let slot = plan.slots[at + 1];
            // Taken out while the others are read; no step writes what it reads.
            let mut output = std::mem::take(&mut self.slots[slot]);
            let to = plan.layouts[at + 1];
            to.clear_border(&mut output);
            let read = |picture: usize| &self.slots[plan.slots[picture]][..plan.layouts[picture].len()];
            let residual = step.residual.map(read);
            let (input, from) = (read(step.from), plan.layouts[step.from]);
            run_step(step, (input, from), (&mut output, to), residual);
            self.slots[slot] = output;
        }
        let last = plan.layouts.len() - 1;
        let pooled = pool(&self.slots[plan.slots[last]], plan.layouts[last]);
        let outputs = Layout { height: 1, width: 1, channels: plan.projection.outputs(), border: [0; 4] };
        let mut embedding = vec![0.0; outputs.channels];
        let mut target = Target { values: &mut embedding, layout: outputs, first: 0, residual: None };
        plan.projection.run(&pooled, &mut target);
        embedding
    }

    fn fill_input(&mut self, input: &[u8], layout: Layout) {
        let (slot, row_bytes) = (&mut self.slots[0], layout.width * layout.channels);
        layout.clear_border(slot);
        for (row, bytes) in input.chunks_exact(row_bytes).enumerate() {
            let first = layout.place(row, 0);
            for (number, byte) in slot[first..first + row_bytes].iter_mut().zip(bytes) {
                *number = self.numbers[usize::from(*byte)];
            }
        }
    }
}

fn run_step(
    step: &Step,
    (input, from): (&[f32], Layout),
    (output, to): (&mut [f32], Layout),
    residual: Option<&[f32]>,
) {
    match &step.layer {
        Layer::Stem(stem) => stem.run((input, from), (output, to)),
        Layer::Pointwise(pointwise) => {
            let mut target = Target { values: output, layout: to, first: 0, residual };
            pointwise.run(&input[..from.len()], &mut target);
        }
        Layer::Depthwise(depthwise) => depthwise.run(Pictures { input, from, output, to }),
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
