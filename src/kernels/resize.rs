//! The one way Lookalike makes a picture smaller: an antialiased triangle filter, for the network's input,
//! thumbnails and previews alike, so that no photo looks different only because of how it was shrunk.

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::{U8, U8x3};
use fast_image_resize::{FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer};
use image::{GrayImage, RgbImage};

/// Pixels of a picture that is made smaller one way and larger the other, at most, before the larger way comes last.
const MOST_BETWEEN: u64 = 32 << 20;

/// The picture at exactly `width` × `height` pixels, its aspect not kept; both at least 1.
pub fn to_size(picture: RgbImage, width: u32, height: u32) -> RgbImage {
    if picture.dimensions() == (width, height) {
        return picture;
    }
    // Between both directions the resizer holds the picture in one new side and the other old one.
    let [across, down] = [(picture.width(), height), (width, picture.height())].map(pixels);
    if across.max(down) > MOST_BETWEEN && across.min(down) < across.max(down) {
        let half_way = if across < down { (picture.width(), height) } else { (width, picture.height()) };
        if half_way != picture.dimensions() && half_way != (width, height) {
            return to_size(to_size(picture, half_way.0, half_way.1), width, height);
        }
    }
    let mut out = RgbImage::new(width, height);
    // Only a picture without pixels fails, and it has none to show at any size.
    convolve::<U8x3>((&picture, picture.dimensions()), (&mut out, (width, height)), FilterType::Bilinear);
    out
}

/// Resizes pixels that lie row by row; `None` if there are fewer than a size says. Instantiated for each type of pixel that is
/// asked for: the library's own choice at run time would compile all thirteen.
fn convolve<P: PixelTrait>(
    (from, (width, height)): (&[u8], (u32, u32)),
    (to, (to_width, to_height)): (&mut [u8], (u32, u32)),
    filter: FilterType,
) -> Option<()> {
    let source = TypedImageRef::<P>::from_buffer(width, height, from).ok()?;
    let mut target = TypedImage::<P>::from_buffer(to_width, to_height, to).ok()?;
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(filter));
    Resizer::new().resize_typed(&source, &mut target, &options).ok()
}

fn pixels((width, height): (u32, u32)) -> u64 {
    u64::from(width) * u64::from(height)
}

/// Grey pixels, row by row, at another size; an antialiased triangle filter. `None` only if a side is zero or there are fewer
/// pixels than that.
pub fn grey(pixels: &[u8], [width, height]: [u32; 2], [to_width, to_height]: [u32; 2]) -> Option<Vec<u8>> {
    let mut out = vec![0; to_width as usize * to_height as usize];
    let to = (out.as_mut_slice(), (to_width, to_height));
    convolve::<U8>((pixels, (width, height)), to, FilterType::Bilinear)?;
    (!out.is_empty() && !pixels.is_empty()).then_some(out)
}

/// A grey picture made `times` smaller and as large as before again, by a sharp filter: without what only the larger size
/// can show. `times` is at least 1.
pub fn through(picture: &GrayImage, times: f32) -> GrayImage {
    let smaller = |side: u32| ((side as f32 / times).round() as u32).max(1);
    let (width, height) = picture.dimensions();
    let resized = |from: &GrayImage, width: u32, height: u32| {
        let mut out = GrayImage::new(width, height);
        // Only a picture without pixels fails, and it has none to show at any size.
        convolve::<U8>((from, from.dimensions()), (&mut out, (width, height)), FilterType::Lanczos3);
        out
    };
    resized(&resized(picture, smaller(width), smaller(height)), width, height)
}

/// The picture with its long side at most `max_side`; never made larger.
pub fn to_fit(picture: RgbImage, max_side: u32) -> RgbImage {
    let (width, height) = fitted(picture.width(), picture.height(), max_side);
    to_size(picture, width, height)
}

/// `width` × `height` scaled down, aspect kept, until the long side is at most `max_side`.
pub fn fitted(width: u32, height: u32, max_side: u32) -> (u32, u32) {
    let long = width.max(height);
    if long <= max_side {
        return (width, height);
    }
    let scaled = |side: u32| {
        let side = f64::from(side) * f64::from(max_side) / f64::from(long);
        (side.round() as u32).clamp(1, max_side)
    };
    (scaled(width), scaled(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_keep_their_aspect_and_never_grow() {
        assert_eq!(fitted(4000, 3000, 400), (400, 300));
        assert_eq!(fitted(30, 20, 400), (30, 20));
        assert_eq!(fitted(20_000, 1, 400), (400, 1));
    }

    #[test]
    fn a_line_of_millions_of_pixels_needs_no_more_than_it_has() {
        let line =
            RgbImage::from_fn(4_000_000, 1, |x, _| image::Rgb([if x < 2_000_000 { 10 } else { 210 }; 3]));
        for picture in [line.clone(), image::imageops::rotate90(&line)] {
            let square = to_size(picture, 160, 160);
            let corners = [(0, 0), (159, 159)].map(|(x, y)| square.get_pixel(x, y).0[0]);
            assert_eq!(corners, [10, 210]);
        }
    }

    #[test]
    fn shrinking_averages_what_it_covers() {
        let chequered =
            RgbImage::from_fn(64, 64, |x, y| image::Rgb([if (x + y) % 2 == 0 { 0 } else { 200 }; 3]));
        let small = to_fit(chequered, 8);
        assert_eq!(small.dimensions(), (8, 8));
        assert!(small.pixels().all(|p| (95..=105).contains(&p.0[0])), "{:?}", small.get_pixel(4, 4));
    }
}
