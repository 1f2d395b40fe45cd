//! The 1 x 1 convolution, where nine tenths of the network's work lie: a product of matrices, with bias, clip and
//! residual applied while the results are still in registers.
//!
//! It multiplies whole numbers of 16 bits. What is lost by that moves embeddings by cosine distances of some 3e-6.

use fearless_simd::prelude::*;
use fearless_simd::{Simd, f32x16, i32x16};

use super::layout::{Clip, Layout};
use crate::simd::{self, AlignedVec, Epilogue, LANES, Panels, Step, Work};

/// AlignedVec of the input that are gone over again for each sixteen outputs: half of a first-level cache.
const CHUNK_NUMBERS: usize = 8192;
/// Pixels that share one read of the weights, at least.
const MIN_CHUNK_PIXELS: usize = 48;

/// The largest number of the input, and of all weights of an output their sum, as whole numbers: their products then
/// stay within 31 bits.
const MOST: f32 = 4095.0;
const MOST_WEIGHTS: f32 = 524_288.0;
/// What a whole number is worth at least, be there nothing but zeros: of two such units the product is no denormal float,
/// which would take a hundred times as long.
const LEAST_UNIT: f32 = 1e-18;
/// Added to a number this side of ±2^22, it leaves the nearest whole number in the lowest bits: from 2^23 to 2^24 floats are
/// one apart.
const ROUNDING: f32 = 12_582_912.0;

/// A layer that makes each pixel's numbers from the same pixel's numbers.
#[derive(Debug)]
pub struct Pointwise {
    /// Even, as two inputs are a step.
    inputs: usize,
    outputs: usize,
    /// An output for a column, two inputs for a step.
    weights: Panels,
    /// What one of its weights' whole numbers is worth, by output.
    units: AlignedVec,
    bias: AlignedVec,
    /// Applied before the residual is added.
    clip: Clip,
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
    /// A layer with these weights, by output and input; `inputs` is even.
    pub fn new(inputs: usize, bias: &[f32], clip: Clip, weight: impl Fn(usize, usize) -> f32) -> Self {
        let outputs = bias.len();
        let mut own_bias = AlignedVec::zeros(outputs.next_multiple_of(LANES));
        own_bias[..outputs].copy_from_slice(bias);
        let mut units = AlignedVec::zeros(own_bias.len());
        for (output, unit) in units[..outputs].iter_mut().enumerate() {
            let all = (0..inputs).map(|input| weight(output, input).abs());
            let (sum, most) = all.fold((0.0, 0.0_f32), |(sum, most), one| (sum + one, most.max(one)));
            // Rounding may add a half to each.
            let for_sum = sum / (MOST_WEIGHTS - inputs as f32);
            *unit = for_sum.max(most / f32::from(i16::MAX)).max(LEAST_UNIT);
        }
        let whole = |output: usize, input: usize| (weight(output, input) / units[output]).round() as i16;
        let weights = Panels::new(outputs, inputs / 2, |output, step| {
            [2 * step, 2 * step + 1].map(|input| whole(output, input))
        });
        Self { inputs, outputs, weights, units, bias: own_bias, clip }
    }

    /// How many numbers it gives for a pixel.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Computes the results of all pixels of `input`, which lie one after another.
    pub fn run(&self, input: &[f32], target: &mut Target<'_>) {
        simd::with_best(Run { layer: self, input, target });
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
        let mut places = vec![0; chunk.min(input.len() / layer.inputs)];
        let mut whole = AlignedVec::zeros((chunk * layer.inputs).min(input.len()) / 2);
        for (at, input) in input.chunks(chunk * layer.inputs).enumerate() {
            let whole = &mut whole[..input.len() / 2];
            let unit = round(input, whole);
            let places = &mut places[..input.len() / layer.inputs];
            target.layout.places(target.first + at * chunk, places);
            let mut write = Write { simd, layer, target, places, unit: f32x16::splat(simd, unit), clip };
            simd::multiply(simd, whole, &layer.weights, &mut write);
        }
    }
}

/// Makes whole numbers of all in `input`, [`MOST`] of the largest; returns what one of them is worth.
#[inline(always)]
fn round(input: &[f32], whole: &mut [Step]) -> f32 {
    // Of positive floats the larger has the larger bits; whole numbers are compared many at once.
    let largest = input.iter().fold(0, |largest, number| number.abs().to_bits().max(largest));
    let largest = f32::from_bits(largest).max(MOST * LEAST_UNIT);
    let scale = MOST / largest;
    for (whole, number) in whole.as_flattened_mut().iter_mut().zip(input) {
        *whole = (number * scale + ROUNDING).to_bits() as i16;
    }
    largest / MOST
}

/// Writes sixteen outputs of some pixels.
struct Write<'a, 'b, S: Simd> {
    simd: S,
    layer: &'a Pointwise,
    target: &'a mut Target<'b>,
    /// Where each pixel's results begin.
    places: &'a [usize],
    /// What one of the input's whole numbers is worth.
    unit: f32x16<S>,
    clip: [f32x16<S>; 2],
}

/// What sixteen outputs are made with.
#[derive(Clone, Copy)]
struct Outputs<S: Simd> {
    /// The first of them, and how many there are.
    first: usize,
    count: usize,
    /// What one of the products' whole numbers is worth.
    units: f32x16<S>,
    bias: f32x16<S>,
}

impl<S: Simd> Epilogue<S> for Write<'_, '_, S> {
    type Columns = Outputs<S>;

    #[inline(always)]
    fn columns(&self, panel: usize) -> Outputs<S> {
        let first = panel * LANES;
        let of_outputs = |numbers: &AlignedVec| f32x16::from_slice(self.simd, &numbers[first..first + LANES]);
        Outputs {
            first,
            count: LANES.min(self.layer.outputs - first),
            units: of_outputs(&self.layer.units) * self.unit,
            bias: of_outputs(&self.layer.bias),
        }
    }

    #[inline(always)]
    fn take(&mut self, row: usize, outputs: Outputs<S>, sums: i32x16<S>) {
        let place = self.places[row] + outputs.first;
        let places = place..place + outputs.count;
        let [low, high] = self.clip;
        let mut result = f32x16::float_from(sums).mul_add(outputs.units, outputs.bias).max(low).min(high);
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
            // Through memory of its own, so that the other way's numbers need none.
            Err(_) => {
                let mut all = [0.0; LANES];
                result.store_slice(&mut all);
                out.copy_from_slice(&all[..outputs.count]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All results for pixels of `inputs` numbers, one after another.
    fn results(inputs: usize, bias: &[f32], weight: impl Fn(usize, usize) -> f32, input: &[f32]) -> Vec<f32> {
        let layer = Pointwise::new(inputs, bias, Clip::NONE, weight);
        let pixels = input.len() / inputs;
        let layout = Layout { height: 1, width: pixels, channels: bias.len(), border: [0; 4] };
        let mut values = vec![f32::NAN; layout.len()];
        layer.run(input, &mut Target { values: &mut values, layout, first: 0, residual: None });
        values
    }

    #[test]
    fn the_largest_sums_do_not_wrap_around() {
        for inputs in [2, 16, 1152, 4096] {
            for (sign, value) in [(1.0, 6.0), (-1.0, 6.0), (1.0, 3e-7), (-1.0, 3e7)] {
                let input = vec![value; inputs];
                let found = results(inputs, &[0.5], |_, _| sign * 0.25, &input);
                let expected = 0.5 + sign * 0.25 * value * inputs as f32;
                assert!((found[0] - expected).abs() <= 1e-3 * expected.abs(), "{found:?}, {expected}");
            }
        }
    }

    #[test]
    fn results_are_those_of_floats_nearly() {
        let number = |at: usize| (at * 7_919 % 2_003) as f32 / 1_001.0 - 1.0;
        let (inputs, outputs) = (24, 40);
        let weight = |output: usize, input: usize| number(output * inputs + input) / (1 + output) as f32;
        let bias: Vec<f32> = (0..outputs).map(number).collect();
        let input: Vec<f32> = (0..inputs * 701).map(|at| 5.0 * number(at + 3)).collect();
        let found = results(inputs, &bias, weight, &input);
        for (at, found) in found.iter().enumerate() {
            let (pixel, output) = (at / outputs, at % outputs);
            let products = (0..inputs).map(|at| weight(output, at) * input[pixel * inputs + at]);
            let expected = bias[output] + products.sum::<f32>();
            assert!((found - expected).abs() < 0.01 / (1 + output) as f32, "{at}: {found}, {expected}");
        }
    }

    #[test]
    fn nothing_gives_the_bias() {
        assert_eq!(results(2, &[0.5, -1.0], |_, _| 0.0, &[1.0, 2.0, 0.0, 0.0]), [0.5, -1.0, 0.5, -1.0]);
        assert_eq!(results(2, &[0.5], |_, _| 1.0, &[0.0, 0.0]), [0.5]);
    }
}
