//! The plan with its weights as the processor multiplies them.

use super::depthwise::{Depthwise, Pictures};
use super::layout::Layout;
use super::plan::{Kind, Layer, Plan};
use super::pointwise::{Pointwise, Target};
use super::stem::Stem;

/// A layer, ready to run.
#[derive(Debug)]
enum Kernel {
    Stem(Stem),
    Pointwise(Pointwise),
    Depthwise(Depthwise),
}

/// A layer with the pictures it is between, as in [`super::plan::Step`].
#[derive(Debug)]
pub struct Step {
    kernel: Kernel,
    /// The picture that is read.
    pub from: usize,
    /// The picture that is added to the results.
    pub residual: Option<usize>,
}

/// The network, ready to run on the processor: all that its runs share.
#[derive(Debug)]
pub struct Packed {
    /// From the first convolution to the last.
    pub steps: Vec<Step>,
    /// How each picture lies.
    pub layouts: Vec<Layout>,
    /// In which piece of memory each picture lies.
    pub slots: Vec<usize>,
    /// Of each byte of a pixel, what the first layer takes.
    pub numbers: [f32; 256],
    /// From the pooled numbers to the embedding.
    pub projection: Pointwise,
}

impl Packed {
    /// Packs all weights.
    pub fn new(plan: &Plan) -> Self {
        let steps = plan.steps.iter().map(|step| {
            let kernel = Kernel::new(&step.layer);
            Step { kernel, from: step.from, residual: step.residual }
        });
        Self {
            steps: steps.collect(),
            layouts: plan.layouts.clone(),
            slots: plan.slots.clone(),
            numbers: std::array::from_fn(|byte| (byte as f32 - plan.zero) * plan.scale),
            projection: pointwise(&plan.projection),
        }
    }
}

fn pointwise(layer: &Layer) -> Pointwise {
    let weight = |output: usize, input: usize| layer.weight(output, input, 0);
    Pointwise::new(layer.inputs, &layer.bias, layer.clip, weight)
}

impl Kernel {
    fn new(layer: &Layer) -> Self {
        let (area, inputs) = (layer.area(), layer.inputs);
        match layer.kind {
            Kind::Pointwise => Self::Pointwise(pointwise(layer)),
            Kind::Depthwise => {
                let weight = |channel: usize, place: usize| layer.weight(channel, 0, place);
                let mut depthwise = Depthwise::new(layer.side, layer.stride, &layer.bias, weight);
                depthwise.clip = layer.clip;
                Self::Depthwise(depthwise)
            }
            Kind::Stem => {
                let weight = |output: usize, at: usize| {
                    let (place, channel) = (at / inputs, at % inputs);
                    if place < area { layer.weight(output, channel, place) } else { 0.0 }
                };
                let numbers = (area * inputs).next_multiple_of(2);
                let patches = Pointwise::new(numbers, &layer.bias, layer.clip, weight);
                Self::Stem(Stem::new(layer.side, layer.stride, patches))
            }
        }
    }
}

impl Step {
    /// Computes all results from a picture, how it lies, and what is added.
    pub fn run(
        &self,
        (input, from): (&[f32], Layout),
        (output, to): (&mut [f32], Layout),
        residual: Option<&[f32]>,
    ) {
        match &self.kernel {
            Kernel::Stem(stem) => stem.run((input, from), (output, to)),
            Kernel::Pointwise(pointwise) => {
                let mut target = Target { values: output, layout: to, first: 0, residual };
                pointwise.run(&input[..from.len()], &mut target);
            }
            Kernel::Depthwise(depthwise) => depthwise.run(Pictures { input, from, output, to }),
        }
    }
}
