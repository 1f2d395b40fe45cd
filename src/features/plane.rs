//! A grey picture in memory, and the few things `features` does to one: shrink, blur, mirror, sample.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::RgbImage;

/// Half of the blur's seven taps, from the centre outwards, in 256ths: a Gaussian of 2 px, as in ORB.
const BLUR_TAPS: [u16; 4] = [56, 49, 33, 18];

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
        let target = |side: usize| ((side as f32 * factor).round() as usize).max(1);
        let (width, height) = (target(self.width), target(self.height));
        if (width, height) == (self.width, self.height) {
            return self.clone();
        }
        let pixels = resized(self, width, height).unwrap_or_else(|| vec![0; width * height]);
        Plane { width, height, pixels }
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

/// Triangle-filtered pixels at another size; `None` only if a side is zero.
fn resized(plane: &Plane, width: usize, height: usize) -> Option<Vec<u8>> {
    let source = ImageRef::new(plane.width as u32, plane.height as u32, &plane.pixels, PixelType::U8).ok()?;
    let mut target = Image::new(width as u32, height as u32, PixelType::U8);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear));
    Resizer::new().resize(&source, &mut target, &options).ok()?;
    Some(target.into_vec())
}
