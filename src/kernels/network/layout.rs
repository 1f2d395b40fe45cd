//! How the network's numbers lie in memory: rows of pixels of channels, the channels innermost.

/// A picture of numbers, with a border of zeros for the convolution that reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Rows without the border.
    pub height: usize,
    /// Pixels of a row without the border.
    pub width: usize,
    /// AlignedVec of a pixel.
    pub channels: usize,
    /// Pixels of zeros above, to the left, below and to the right, as ONNX orders its `pads`.
    pub border: [usize; 4],
}

impl Layout {
    /// Pixels without the border.
    pub fn pixels(&self) -> usize {
        self.height * self.width
    }

    /// Pixels from one row to the next.
    pub fn stride(&self) -> usize {
        self.border[1] + self.width + self.border[3]
    }

    /// AlignedVec in all, the border included.
    pub(super) fn len(&self) -> usize {
        (self.border[0] + self.height + self.border[2]) * self.stride() * self.channels
    }

    /// Where the numbers of a pixel begin; rows and columns are counted without the border.
    #[inline(always)]
    pub fn place(&self, row: usize, column: usize) -> usize {
        ((self.border[0] + row) * self.stride() + self.border[1] + column) * self.channels
    }

    /// Where the numbers begin of as many pixels as there are `places`, from pixel `first` on, counted without the border.
    #[inline(always)]
    pub fn places(&self, first: usize, places: &mut [usize]) {
        let (mut row, mut column) = (first / self.width, first % self.width);
        for place in places {
            if column == self.width {
                (row, column) = (row + 1, 0);
            }
            *place = self.place(row, column);
            column += 1;
        }
    }

    /// Sets the border to zero.
    pub fn clear_border(&self, values: &mut [f32]) {
        if self.border == [0; 4] {
            return;
        }
        // What lies between the last pixel of one row and the first of the next is border, and so are both ends.
        let mut from = 0;
        for row in 0..self.height {
            let first = self.place(row, 0);
            values[from..first].fill(0.0);
            from = first + self.width * self.channels;
        }
        values[from..self.len()].fill(0.0);
    }
}

/// Between which numbers a layer's results are held.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clip {
    /// The least.
    pub low: f32,
    /// The largest.
    pub high: f32,
}

impl Clip {
    /// Results stay as they are.
    pub const NONE: Self = Self { low: f32::NEG_INFINITY, high: f32::INFINITY };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simd::AlignedVec;

    #[test]
    fn the_border_and_only_the_border_is_cleared() {
        let layout = Layout { height: 2, width: 3, channels: 2, border: [1, 0, 2, 1] };
        let mut values = AlignedVec::zeros(layout.len());
        values.fill(1.0);
        layout.clear_border(&mut values);
        assert_eq!(values.iter().sum::<f32>(), 12.0);
        let all = [8, 10, 12, 16, 18, 20];
        for (pixel, place) in all.into_iter().enumerate() {
            assert_eq!(place, layout.place(pixel / 3, pixel % 3));
            assert_eq!(values[place..][..2], [1.0, 1.0]);
            let mut places = vec![0; all.len() - pixel];
            layout.places(pixel, &mut places);
            assert_eq!(places, all[pixel..]);
        }
        assert_eq!(values.len(), 5 * 4 * 2);
    }
}
