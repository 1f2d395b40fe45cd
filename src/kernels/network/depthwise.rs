//! The convolution of each channel with a square of its own, 3 x 3 or 5 x 5.

use fearless_simd::prelude::*;
use fearless_simd::{Simd, f32x16};

use super::layout::{Clip, Layout};
use crate::simd::{self, AlignedVec, LANES, Work};

/// A layer that makes each channel's numbers from the same channel's numbers around them.
#[derive(Debug)]
pub struct Depthwise {
    side: usize,
    stride: usize,
    /// For each sixteen channels, for each place of the square, their sixteen weights.
    weights: AlignedVec,
    bias: AlignedVec,
    /// Applied to the results.
    pub clip: Clip,
}

/// Two pictures of numbers: what is read, with the border that the square needs, and what is written.
pub struct Pictures<'a> {
    /// What is read.
    pub input: &'a [f32],
    /// How it lies.
    pub from: Layout,
    /// What is written.
    pub output: &'a mut [f32],
    /// How it lies.
    pub to: Layout,
}

struct Run<'a, 'b> {
    layer: &'a Depthwise,
    pictures: Pictures<'b>,
}

impl Work for Run<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { layer, mut pictures } = self;
        let (width, height) = (pictures.to.width, pictures.to.height);
        for block in 0..pictures.to.channels / LANES {
            for row in 0..height {
                let mut column = 0;
                while column < width {
                    let strip = Strip { block, row, column };
                    let wide = const { S::f32s::LEN >= LANES };
                    column += match width - column {
                        8 | 11.. if wide => layer.tile::<S, 8>(simd, strip, &mut pictures),
                        5 | 9.. => layer.tile::<S, 5>(simd, strip, &mut pictures),
                        4.. => layer.tile::<S, 4>(simd, strip, &mut pictures),
                        _ => layer.tile::<S, 1>(simd, strip, &mut pictures),
                    }
                }
            }
        }
    }
}

/// Sixteen channels of a row.
#[derive(Clone, Copy)]
struct Strip {
    /// Which sixteen channels.
    block: usize,
    row: usize,
    /// The first pixel of the tile.
    column: usize,
}

impl Depthwise {
    /// A layer with these weights, by channel and place of the square (row by row); as many channels as biases, a
    /// multiple of [`LANES`].
    pub fn new(side: usize, stride: usize, bias: &[f32], weight: impl Fn(usize, usize) -> f32) -> Self {
        let places = side * side;
        let mut weights = AlignedVec::zeros(places * bias.len());
        let mut own_bias = AlignedVec::zeros(bias.len());
        own_bias.copy_from_slice(bias);
        for (at, weight_at) in weights.iter_mut().enumerate() {
            let (block, place, lane) = (at / LANES / places, at / LANES % places, at % LANES);
            *weight_at = weight(block * LANES + lane, place);
        }
        Self { side, stride, weights, bias: own_bias, clip: Clip::NONE }
    }

    /// Computes all results.
    pub fn run(&self, pictures: Pictures<'_>) {
        simd::with_best(Run { layer: self, pictures });
    }

    /// Sixteen channels of `COLUMNS` neighbouring pixels, all of them in registers; returns how many.
    #[inline(always)]
    fn tile<S: Simd, const COLUMNS: usize>(
        &self,
        simd: S,
        strip: Strip,
        pictures: &mut Pictures<'_>,
    ) -> usize {
        let (input, _) = pictures.input.as_chunks::<LANES>();
        let (weights, _) = self.weights.as_chunks::<LANES>();
        let places = self.side * self.side;
        let weights = &weights[strip.block * places..][..places];
        let blocks = pictures.from.channels / LANES;
        let row_blocks = pictures.from.stride() * blocks;
        let first = strip.row * self.stride * row_blocks + strip.column * self.stride * blocks + strip.block;
        let mut sums = [f32x16::from_slice(simd, &self.bias[strip.block * LANES..][..LANES]); COLUMNS];
        for (down, weights) in weights.chunks_exact(self.side).enumerate() {
            for (across, weights) in weights.iter().enumerate() {
                let weights = f32x16::from_slice(simd, weights);
                let here = first + down * row_blocks + across * blocks;
                for (column, sum) in sums.iter_mut().enumerate() {
                    let pixel = f32x16::from_slice(simd, &input[here + column * self.stride * blocks]);
                    *sum = weights.mul_add(pixel, *sum);
                }
            }
        }
        let (low, high) = (f32x16::splat(simd, self.clip.low), f32x16::splat(simd, self.clip.high));
        let first = pictures.to.place(strip.row, strip.column) + strip.block * LANES;
        for (column, sum) in sums.into_iter().enumerate() {
            let place = first + column * pictures.to.channels;
            sum.max(low).min(high).store_slice(&mut pictures.output[place..place + LANES]);
        }
        COLUMNS
    }
}
