//! PNG, WebP, GIF, BMP and TIFF, and the JPEGs that libjpeg refuses, through the `image` crate.

use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, Rgb, RgbImage, RgbaImage,
};

use super::{Raw, check_size, guard};
use crate::photo::{Format, SkipReason};

/// Bytes one decoder may take for itself.
const DECODER_MEMORY: u64 = 640 << 20;

/// Bytes of the picture that a decoder gives: 100 megapixels of 8 bytes each are fine.
const MAX_PICTURE: u64 = 1 << 30;

pub fn decode(format: Format, bytes: &[u8]) -> Result<Raw, SkipReason> {
    let refused = |error: ImageError| refusal(format, &error);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), known_as(format));
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODER_MEMORY);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(refused)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    if decoder.total_bytes() > MAX_PICTURE {
        return Err(too_large());
    }
    // The decoder's picture and the 8-bit RGB made of it.
    let _memory = guard::memory(decoder.total_bytes() + u64::from(width) * u64::from(height) * 3)?;
    let picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    let (pixels, reduced) = eight_bits(picture);
    Ok(Raw { pixels, width, height, jpeg_quality: None, damage: 0.0, reduced, upright: false })
}

/// The file holds further pictures.
pub fn is_animated(format: Format, bytes: &[u8]) -> bool {
    match format {
        Format::Png => PngDecoder::new(Cursor::new(bytes)).and_then(|png| png.is_apng()).unwrap_or(false),
        Format::WebP => WebPDecoder::new(Cursor::new(bytes)).is_ok_and(|webp| webp.has_animation()),
        _ => false,
    }
}

/// The ICC profile that says which colours the pixels stand for, if there is one.
pub fn colour_profile(format: Format, bytes: &[u8]) -> Result<Option<Vec<u8>>, SkipReason> {
    let reader = ImageReader::with_format(Cursor::new(bytes), known_as(format));
    let profile = reader.into_decoder().and_then(|mut decoder| decoder.icc_profile());
    profile.map_err(|error| refusal(format, &error))
}

/// What a decoder's error says about the file.
fn refusal(format: Format, error: &ImageError) -> SkipReason {
    let name = format.name().to_owned();
    let why = error.to_string();
    match error {
        ImageError::Unsupported(_) => SkipReason::KindNotReadYet(name),
        ImageError::Limits(_) => too_large(),
        // Some decoders say of all errors that the file is wrong.
        _ if why.contains("nsupported") => SkipReason::KindNotReadYet(name),
        _ => SkipReason::Damaged(name, why),
    }
}

fn too_large() -> SkipReason {
    SkipReason::Other(format!("decoding it would take more than {} MiB of memory", MAX_PICTURE >> 20))
}

fn known_as(format: Format) -> ImageFormat {
    match format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        Format::WebP => ImageFormat::WebP,
        Format::Gif => ImageFormat::Gif,
        Format::Bmp => ImageFormat::Bmp,
        Format::Tiff => ImageFormat::Tiff,
        Format::Heic => ImageFormat::Avif,
    }
}

/// Eight bits a channel, transparency shown on white as most viewers do; and whether that is less than there was.
fn eight_bits(picture: DynamicImage) -> (RgbImage, bool) {
    let color = picture.color();
    let mut reduced = color.bits_per_pixel() > 8 * u16::from(color.channel_count());
    if !color.has_alpha() {
        return (picture.into_rgb8(), reduced);
    }
    let rgba = picture.into_rgba8();
    reduced |= rgba.pixels().any(|pixel| pixel.0[3] != 255);
    (on_white(&rgba), reduced)
}

/// The picture without transparency, as it shows on a white page.
pub fn on_white(rgba: &RgbaImage) -> RgbImage {
    let mut rgb = RgbImage::new(rgba.width(), rgba.height());
    for (out, pixel) in rgb.pixels_mut().zip(rgba.pixels()) {
        let [colour @ .., alpha] = pixel.0.map(u32::from);
        *out = Rgb(colour.map(|c| ((c * alpha + 255 * (255 - alpha)) / 255) as u8));
    }
    rgb
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(picture: &DynamicImage, format: Format, expected: [u8; 3]) {
        let mut bytes = Vec::new();
        picture.write_to(&mut Cursor::new(&mut bytes), known_as(format)).expect("encoded");
        let raw = decode(format, &bytes).expect("decoded");
        assert_eq!(raw.pixels.get_pixel(1, 1).0, expected, "{format:?}");
    }

    #[test]
    fn formats_give_the_pixels_put_in() {
        let red = DynamicImage::from(RgbImage::from_pixel(3, 3, Rgb([200, 10, 20])));
        for format in [Format::Png, Format::WebP, Format::Gif, Format::Bmp, Format::Tiff] {
            check(&red, format, [200, 10, 20]);
        }
    }

    #[test]
    fn transparency_is_shown_on_white() {
        let half = image::RgbaImage::from_pixel(3, 3, image::Rgba([0, 0, 0, 128]));
        check(&DynamicImage::from(half), Format::Png, [127, 127, 127]);
        let grey16 = image::ImageBuffer::from_pixel(3, 3, image::Luma([0x8080u16]));
        check(&DynamicImage::ImageLuma16(grey16), Format::Png, [128, 128, 128]);
    }
}
