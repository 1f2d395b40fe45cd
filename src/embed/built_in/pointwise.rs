//! The 1 x 1 convolution, where nine tenths of the network's work lie: a product of matrices, with bias, clip and
//! residual applied while the results are still in registers.

use fearless_simd::prelude::*;
use fearless_simd::{Simd, f32x16};

use super::layout::{Clip, Layout};
use crate::lanes::{self, LANES, Numbers, Take, Work};

/// Numbers of the input that are gone over again for each sixteen outputs: half of a first-level cache.
const CHUNK_NUMBERS: usize = 4096;
/// Pixels that share one read of the weights, at least.
const MIN_CHUNK_PIXELS: usize = 48;

/// A layer that makes each pixel's numbers from the same pixel's numbers.
#[derive(Debug)]
pub struct Pointwise {
    inputs: usize,
    outputs: usize,
    /// [Panels](Numbers::panels) with an output for a column.
    weights: Numbers,
    bias: Numbers,
    /// Applied before the residual is added.
    pub clip: Clip,
}

/// Where results go.
pub struct Target<'a> {
    /// All numbers of the picture.
    pub values: &'a mut [f32],
    /// How they lie.
    pub layout: Layout,
    /// The pixel that the first of the input gives.
    pub first: usize,
    /// Added to the results; lies as they do.
    pub residual: Option<&'a [f32]>,
}

impl Pointwise {
    /// A layer with these weights, by output and input.
    pub fn new(inputs: usize, bias: &[f32], weight: impl Fn(usize, usize) -> f32) -> Self {
        let outputs = bias.len();
        let mut padded = Numbers::zeros(outputs.next_multiple_of(LANES));
        padded[..outputs].copy_from_slice(bias);
        let weights = Numbers::panels(outputs, inputs, weight);
        Self { inputs, outputs, weights, bias: padded, clip: Clip::NONE }
    }

    /// How many numbers it gives for a pixel.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Computes the results of all pixels of `input`, which lie one after another.
    pub fn run(&self, input: &[f32], target: &mut Target<'_>) {
        lanes::with_best(Run { layer: self, input, target });
    }
}

struct Run<'a, 'b> {
    layer: &'a Pointwise,
    input: &'a [f32],
    target: &'a mut Target<'b>,
}

impl Work for Run<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { layer, input, target } = self;
        let chunk = (CHUNK_NUMBERS / layer.inputs).next_multiple_of(MIN_CHUNK_PIXELS);
        let clip = [layer.clip.low, layer.clip.high].map(|limit| f32x16::splat(simd, limit));
        for (at, input) in input.chunks(chunk * layer.inputs).enumerate() {
            let mut write = Write { simd, target, pixel: at * chunk, channels: layer.outputs, clip };
            lanes::multiply(simd, input, &layer.weights, &layer.bias, &mut write);
        }
    }
}

/// Writes sixteen outputs of some pixels.
struct Write<'a, 'b, S: Simd> {
    simd: S,
    target: &'a mut Target<'b>,
    /// The first of the pixels.
    pixel: usize,
    /// All outputs of a pixel.
    channels: usize,
    clip: [f32x16<S>; 2],
}

impl<S: Simd> Take<S, f32> for Write<'_, '_, S> {
    #[inline(always)]
    fn take(&mut self, row: usize, panel: usize, sums: f32x16<S>) {
        let first = panel * LANES;
        let channels = LANES.min(self.channels - first);
        let place = self.target.layout.place(self.target.first + self.pixel + row) + first;
        let places = place..place + channels;
        let [low, high] = self.clip;
        let mut result = sums.max(low).min(high);
        if let Some(residual) = self.target.residual {
            let residual = &residual[places.clone()];
            result += match <&[f32; LANES]>::try_from(residual) {
                Ok(whole) => f32x16::from_slice(self.simd, whole),
                Err(_) => f32x16::from_fn(self.simd, |lane| residual.get(lane).copied().unwrap_or(0.0)),
            };
        }
        let out = &mut self.target.values[places];
        match <&mut [f32; LANES]>::try_from(&mut *out) {
            Ok(whole) => result.store_slice(whole),
            Err(_) => out.copy_from_slice(&result.as_slice()[..channels]),
        }
    }
}
