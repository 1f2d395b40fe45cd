//! Pictures of light, as render programs and panoramas keep them (Radiance HDR, OpenEXR) → what a page shows of them.

use image::{DynamicImage, Rgba, Rgba32FImage};

/// The share of a picture's pixels that may be whiter than white.
const GLARE: f32 = 0.01;

/// Pixels that are looked at to tell how bright the picture is.
const LOOKED_AT: usize = 10_000;

/// The picture with numbers as sRGB has them, 0 to 1: dimmed until hardly anything is whiter than white.
pub fn on_page(picture: DynamicImage) -> DynamicImage {
    let mut pixels: Rgba32FImage = picture.into_rgba32f();
    let step = (pixels.len() / 4 / LOOKED_AT).max(1);
    let brightest =
        |pixel: &Rgba<f32>| pixel.0[..3].iter().copied().filter(|part| part.is_finite()).fold(0.0, f32::max);
    let mut lights: Vec<f32> = pixels.pixels().step_by(step).map(brightest).collect();
    lights.sort_by(f32::total_cmp);
    let white = lights[((lights.len() - 1) as f32 * (1.0 - GLARE)) as usize].max(1.0);
    for Rgba([colour @ .., _]) in pixels.pixels_mut() {
        *colour = colour.map(|part| srgb((part / white).clamp(0.0, 1.0)));
    }
    DynamicImage::from(pixels)
}

/// IEC 61966-2-1.
fn srgb(light: f32) -> f32 {
    if light <= 0.003_130_8 { 12.92 * light } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(light: [f32; 3]) -> [u8; 3] {
        let pixels = Rgba32FImage::from_pixel(4, 4, Rgba([light[0], light[1], light[2], 1.0]));
        on_page(DynamicImage::from(pixels)).into_rgb8().get_pixel(1, 1).0
    }

    #[test]
    fn light_is_shown_as_srgb_and_dimmed_where_it_is_too_bright() {
        assert_eq!(shown([1.0, 0.2158605, 0.0]), [255, 128, 0]);
        assert_eq!(shown([40.0, 8.63442, 0.0]), [255, 128, 0]);
        assert_eq!(shown([f32::NAN, -1.0, f32::INFINITY])[1], 0);
    }
}
