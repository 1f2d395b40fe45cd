//! The first convolution: 3 x 3 over red, green and blue, every second pixel. Its patches are laid out row by row,
//! so that what is left is a pointwise layer.

use super::layout::Layout;
use super::pointwise::{Pointwise, Target};
use crate::simd::AlignedVec;

/// A convolution of all channels with a square, as a pointwise layer over patches.
#[derive(Debug)]
pub struct Stem {
    side: usize,
    stride: usize,
    layer: Pointwise,
}

impl Stem {
    /// The convolution; `layer` takes a patch row by row, pixel by pixel, channel by channel, and a zero if that makes
    /// them even.
    pub fn new(side: usize, stride: usize, layer: Pointwise) -> Self {
        Self { side, stride, layer }
    }

    /// Computes all results from a picture with the border that the square needs.
    pub fn run(&self, (input, from): (&[f32], Layout), (output, to): (&mut [f32], Layout)) {
        let row_numbers = from.stride() * from.channels;
        let side_numbers = self.side * from.channels;
        let patch_numbers = (self.side * side_numbers).next_multiple_of(2);
        let mut patches = AlignedVec::zeros(to.width * patch_numbers);
        for row in 0..to.height {
            for (column, patch) in patches.chunks_exact_mut(patch_numbers).enumerate() {
                let first = row * self.stride * row_numbers + column * self.stride * from.channels;
                for (down, line) in patch.chunks_exact_mut(side_numbers).enumerate() {
                    line.copy_from_slice(&input[first + down * row_numbers..][..side_numbers]);
                }
            }
            let mut target = Target { values: output, layout: to, first: row * to.width, residual: None };
            self.layer.run(&patches, &mut target);
        }
    }
}
