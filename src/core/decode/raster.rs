//! PNG, WebP, GIF, BMP, TIFF and rarer formats, and the JPEGs that libjpeg refuses, through the `image` crate and decoders that
//! fit it.

use std::io::Cursor;

use hayro_jpeg2000::{DecodeSettings, Image as Jpeg2000};
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, Rgb, RgbImage, RgbaImage,
};
use jxl_image_rs_integration::JxlDecoder;

use super::icc::Profile;
use super::{Bound, Raw, check_size, guard};
use crate::photo::{Format, SkipReason};

/// Bytes one decoder may take for itself.
const DECODER_MEMORY: u64 = 640 << 20;

/// Bytes of the picture that a decoder gives: 100 megapixels of 8 bytes each are fine.
const MAX_PICTURE: u64 = 1 << 30;

pub fn decode(format: Format, bytes: &[u8], bound: Bound) -> Result<Raw, SkipReason> {
    let refused = |error: ImageError| refusal(format, &error);
    match format {
        Format::Jxl => read(format, JxlDecoder::new(Cursor::new(bytes)).map_err(refused)?, None),
        Format::Jpeg2000 => jpeg_2000(bytes, bound),
        _ => {
            let png = if format == Format::Ico { png_of_icon(bytes) } else { None };
            let (coded, bytes) = png.map_or((format, bytes), |png| (Format::Png, png));
            let mut reader = ImageReader::with_format(Cursor::new(bytes), known_as(coded));
            let mut limits = Limits::default();
            limits.max_alloc = Some(DECODER_MEMORY);
            reader.limits(limits);
            read(format, reader.into_decoder().map_err(refused)?, None)
        }
    }
}

/// The largest picture of an icon if it is a PNG; the crate's own reader of icons refuses a PNG without opacity.
fn png_of_icon(icon: &[u8]) -> Option<&[u8]> {
    let count = usize::from(u16::from_le_bytes(*icon.get(4..)?.first_chunk()?));
    let (entries, _) = icon[6..].as_chunks::<16>();
    // 256 pixels are written as 0.
    let side = |side: u8| u32::from(side.wrapping_sub(1)) + 1;
    let pixels = |[width, height, ..]: &&[u8; 16]| side(*width) * side(*height);
    let [.., l0, l1, l2, l3, o0, o1, o2, o3] = *entries.iter().take(count).max_by_key(pixels)?;
    let [length, offset] =
        [[l0, l1, l2, l3], [o0, o1, o2, o3]].map(|number| u32::from_le_bytes(number) as usize);
    icon.get(offset..)?.get(..length).filter(|picture| picture.starts_with(b"\x89PNG"))
}

/// At the smallest of its resolutions that is large enough.
fn jpeg_2000(bytes: &[u8], bound: Bound) -> Result<Raw, SkipReason> {
    let name = || "JPEG 2000".to_owned();
    let damaged = |error: hayro_jpeg2000::DecodeError| SkipReason::Damaged(name(), error.to_string());
    let mut settings = DecodeSettings::default();
    let whole = Jpeg2000::new(bytes, &settings).map_err(damaged)?;
    let (width, height) = (whole.width(), whole.height());
    check_size(width, height)?;
    if whole.color_space().num_channels() > 4 {
        return Err(SkipReason::KindNotReadYet(name()));
    }
    let eighths = u32::from(bound.eighths(width, height));
    settings.target_resolution = Some([width, height].map(|side| (side * eighths).div_ceil(8).max(1)).into());
    read(Format::Jpeg2000, Jpeg2000::new(bytes, &settings).map_err(damaged)?, Some((width, height)))
}

/// The decoder's picture; `full` is its size where the decoder gives a smaller one.
fn read(format: Format, mut decoder: impl ImageDecoder, full: Option<(u32, u32)>) -> Result<Raw, SkipReason> {
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    if decoder.total_bytes() > MAX_PICTURE {
        return Err(too_large());
    }
    let pixels = u64::from(width) * u64::from(height);
    // The decoder's picture and the 8-bit RGB made of it; these two decoders keep numbers of four bytes beside them.
    let beside = if matches!(format, Format::Jxl | Format::Jpeg2000) { 16 } else { 0 };
    let _memory = guard::memory(decoder.total_bytes() + pixels * (3 + beside))?;
    let profile = decoder.icc_profile().ok().flatten().map(Profile::Icc);
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| refusal(format, &error))?;
    let (pixels, reduced) = eight_bits(picture);
    let (width, height) = full.unwrap_or((width, height));
    // JPEG XL is turned by its decoder.
    let upright = format == Format::Jxl;
    Ok(Raw { width, height, reduced, upright, ..Raw::whole(pixels, profile) })
}

/// The file holds further pictures.
pub fn is_animated(format: Format, bytes: &[u8]) -> bool {
    match format {
        Format::Png => PngDecoder::new(Cursor::new(bytes)).and_then(|png| png.is_apng()).unwrap_or(false),
        Format::WebP => WebPDecoder::new(Cursor::new(bytes)).is_ok_and(|webp| webp.has_animation()),
        _ => false,
    }
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
        Format::Qoi => ImageFormat::Qoi,
        Format::Pnm => ImageFormat::Pnm,
        Format::Tga => ImageFormat::Tga,
        Format::Ico => ImageFormat::Ico,
        // Others decode these.
        Format::Heic | Format::Avif | Format::Jxl | Format::Jpeg2000 | Format::Psd | Format::Raw => {
            ImageFormat::Avif
        }
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

/// A colour that was multiplied by its opacity as it was before.
pub fn unmultiplied([colour @ .., alpha]: [u8; 4]) -> [u8; 4] {
    let [r, g, b] =
        colour.map(|c| (u32::from(c) * 255).checked_div(alpha.into()).unwrap_or(0).min(255) as u8);
    [r, g, b, alpha]
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
        let raw = decode(format, &bytes, Bound::LongSideAtMost(u32::MAX)).expect("decoded");
        assert_eq!(raw.pixels.get_pixel(1, 1).0, expected, "{format:?}");
    }

    #[test]
    fn formats_give_the_pixels_put_in() {
        let red = DynamicImage::from(RgbImage::from_pixel(3, 3, Rgb([200, 10, 20])));
        use Format::{Bmp, Gif, Ico, Png, Pnm, Qoi, Tga, Tiff, WebP};
        for format in [Png, WebP, Gif, Bmp, Tiff, Qoi, Pnm, Tga, Ico] {
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
