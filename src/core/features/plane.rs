//! A grey picture in memory, and the few things `features` does to one: shrink, blur, mirror, sample.

use crate::resize;
use image::RgbImage;

/// Half of the blur's seven taps, from the centre outwards, in 256ths: a Gaussian of 2 px, as in ORB.
const BLUR_TAPS: [u16; 4] = [56, 49, 33, 18];

/// A power of two; more columns are not interpolated.
const MOST_COLUMNS: usize = 512;

/// A grey picture: one byte a pixel, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plane {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Plane {
    /// A plane of these pixels; `None` unless there are exactly `width * height`.
    pub fn new(width: usize, height: usize, pixels: Vec<u8>) -> Option<Plane> {
        (width.checked_mul(height) == Some(pixels.len())).then_some(Plane { width, height, pixels })
    }

    /// The luma of a photo (BT.601 weights in 256ths).
    #[inline(always)]
    pub fn from_rgb(photo: &RgbImage) -> Plane {
        let (triples, _) = photo.as_raw().as_chunks::<3>();
        let mut pixels = vec![0; triples.len()];
        for (grey, &[r, g, b]) in pixels.iter_mut().zip(triples) {
            *grey = ((77 * u16::from(r) + 150 * u16::from(g) + 29 * u16::from(b)) >> 8) as u8;
        }
        Plane { width: photo.width() as usize, height: photo.height() as usize, pixels }
    }

    /// Width in pixels.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Height in pixels.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The pixels, row by row.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// One row of pixels.
    #[inline(always)]
    pub fn row(&self, y: usize) -> &[u8] {
        &self.pixels[y * self.width..(y + 1) * self.width]
    }

    /// The plane resized by a factor, at least one pixel either way.
    pub fn scaled(&self, factor: f32) -> Plane {
        let [width, height] = self.sides(factor);
        if (width, height) == (self.width, self.height) {
            return self.clone();
        }
        let [from, to] =
            [[self.width, self.height], [width, height]].map(|sides| sides.map(|side| side as u32));
        let pixels = resize::grey(&self.pixels, from, to).unwrap_or_else(|| vec![0; width * height]);
        Plane { width, height, pixels }
    }

    /// The plane resized by a factor. Made smaller by no more than a half, each pixel comes from the four around its
    /// place, as in OpenCV's ORB: that is sharper, and more corners are found again.
    #[inline(always)]
    pub fn interpolated(&self, factor: f32) -> Plane {
        if !(0.5..1.0).contains(&factor) || self.width >= MOST_COLUMNS || self.pixels.is_empty() {
            return self.scaled(factor);
        }
        let [width, height] = self.sides(factor);
        let columns = Place::along(self.width, width);
        let mut pixels = vec![0; width * height];
        // Of each column the number there and, above it, the next one's; as many as make every index below valid.
        let mut both = [0_u32; MOST_COLUMNS];
        for (place, out) in Place::along(self.height, height).iter().zip(pixels.chunks_exact_mut(width)) {
            let (above, below) = (self.row(place.first as usize), self.row(place.second(self.height)));
            for ((both, above), below) in both.iter_mut().zip(above).zip(below) {
                *both = place.mix(u32::from(*above), u32::from(*below));
            }
            for at in 0..self.width.min(MOST_COLUMNS - 1) {
                both[at] |= both[at + 1] << 16;
            }
            for (pixel, place) in out.iter_mut().zip(&columns) {
                let both = both[place.first as usize % MOST_COLUMNS];
                *pixel = ((place.mix(both & 0xFFFF, both >> 16) + (1 << 15)) >> 16) as u8;
            }
        }
        Plane { width, height, pixels }
    }

    /// Width and height if it is resized by a factor.
    fn sides(&self, factor: f32) -> [usize; 2] {
        [self.width, self.height].map(|side| ((side as f32 * factor).round() as usize).max(1))
    }

    /// The plane mirrored left to right.
    pub fn mirrored(&self) -> Plane {
        let mut pixels = self.pixels.clone();
        pixels.chunks_exact_mut(self.width.max(1)).for_each(<[u8]>::reverse);
        Plane { pixels, ..*self }
    }

    /// The plane under a Gaussian of 2 px; the outermost three pixels are left as they are.
    #[inline(always)]
    pub fn blurred(&self) -> Plane {
        let mut blurred = self.clone();
        if self.width < 7 || self.height < 7 {
            return blurred;
        }
        let mut columns = vec![0_u8; self.width];
        for y in 3..self.height - 3 {
            let [a, b, c, d, e, f, g]: [&[u8]; 7] =
                std::array::from_fn(|tap| &self.row(y + tap - 3)[..self.width]);
            for (x, sum) in columns.iter_mut().enumerate() {
                *sum = tap_sum([a[x], b[x], c[x], d[x], e[x], f[x], g[x]]);
            }
            let out = &mut blurred.pixels[y * self.width + 3..(y + 1) * self.width - 3];
            let length = out.len();
            let [a, b, c, d, e, f, g]: [&[u8]; 7] = std::array::from_fn(|tap| &columns[tap..tap + length]);
            for (x, pixel) in out.iter_mut().enumerate() {
                *pixel = tap_sum([a[x], b[x], c[x], d[x], e[x], f[x], g[x]]);
            }
        }
        blurred
    }
}

/// Where between two pixels of a line one of a smaller line lies.
#[derive(Clone, Copy)]
struct Place {
    /// The first of the two.
    first: u32,
    /// How near to the second, in 256ths.
    nearness: u32,
}

impl Place {
    /// The places of all pixels of a line that `from` pixels are made `to`.
    #[inline(always)]
    fn along(from: usize, to: usize) -> Vec<Place> {
        let ratio = from as f32 / to as f32;
        let place = |at: usize| {
            let place = ((at as f32 + 0.5) * ratio - 0.5).max(0.0);
            Place { first: place as u32, nearness: (place.fract() * 256.0) as u32 }
        };
        (0..to).map(place).collect()
    }

    /// The second of the two, the first again at the end of a line.
    fn second(self, length: usize) -> usize {
        (self.first as usize + 1).min(length - 1)
    }

    /// The number here, 256 times as large.
    #[inline(always)]
    fn mix(self, first: u32, second: u32) -> u32 {
        first * (256 - self.nearness) + second * self.nearness
    }
}

/// The weighted mean of seven neighbours.
#[inline(always)]
fn tap_sum(taps: [u8; 7]) -> u8 {
    let both = |near: usize| u16::from(taps[3 - near]) + u16::from(taps[3 + near]);
    let sum = BLUR_TAPS[0] * u16::from(taps[3])
        + BLUR_TAPS[1] * both(1)
        + BLUR_TAPS[2] * both(2)
        + BLUR_TAPS[3] * both(3);
    // 255 * 256 + 128 still fits 16 bits.
    ((sum + 128) >> 8) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plane(width: usize, height: usize, level: impl Fn(usize, usize) -> usize) -> Plane {
        let pixels = (0..width * height).map(|at| level(at % width, at / width) as u8);
        Plane::new(width, height, pixels.collect()).expect("as many pixels as places")
    }

    #[test]
    fn between_pixels_lies_the_mean_of_the_nearest_four() {
        let smaller = plane(6, 12, |x, y| 20 * x + 10 * y).interpolated(0.5);
        assert_eq!(smaller, plane(3, 6, |x, y| 10 + 40 * x + 5 + 20 * y));
        // A slope stays a slope at any size.
        let (from, to) = (250_usize, 208_usize);
        let smaller = plane(from, 3, |x, _| x).interpolated(to as f32 / from as f32);
        for (x, level) in smaller.row(1).iter().enumerate() {
            let expected = (x as f32 + 0.5) * from as f32 / to as f32 - 0.5;
            assert!((f32::from(*level) - expected).abs() < 0.51, "{x}: {level}, {expected}");
        }
    }

    #[test]
    fn what_has_hardly_a_pixel_can_be_made_smaller() {
        for (width, height) in [(0, 0), (0, 9), (9, 0), (1, 1), (1, 1000), (511, 1), (512, 2), (3000, 2)] {
            for factor in [0.3, 0.5, 0.8, 1.0] {
                let smaller = plane(width, height, |_, _| 7).interpolated(factor);
                let level = if width * height == 0 { 0 } else { 7 };
                assert!(smaller.pixels().iter().all(|pixel| *pixel == level), "{width} x {height}, {factor}");
            }
        }
    }
}
