//! HEIC, as phones write it, by a decoder in Rust alone. The container's own turn is applied by it, so
//! EXIF orientation must not be applied once more.

mod extents;
mod items;
mod properties;
mod shrunk;
mod thumbnail;

pub(super) use self::extents::boxes;

use heic_decoder::{DecodedImage, HeifError, ImageInfo};
use image::{RgbImage, RgbaImage};
use rayon::ThreadPoolBuilder;

use super::{Bound, Raw, check_size, guard, raster};
use crate::door;
use crate::photo::SkipReason;

fn damaged(why: String) -> SkipReason {
    SkipReason::Damaged("HEIC".to_owned(), why)
}

pub fn decode(bytes: &[u8], bound: Bound) -> Result<Raw, SkipReason> {
    let bytes = &*properties::without_empty(bytes);
    // A picture uses each byte of its file once; its tiles are counted twice.
    if extents::bytes_of_items(bytes).is_some_and(|items| items > 3 * bytes.len() as u64) {
        return Err(damaged("its parts overlap".to_owned()));
    }
    let info = heic_decoder::probe(bytes).map_err(refused)?;
    let side = |pixels: usize| u32::try_from(pixels).unwrap_or(u32::MAX);
    let (width, height) = (side(info.width), side(info.height));
    check_size(width, height)?;
    let pixels = if bound.takes_thumbnails() {
        let times = 8 / usize::from(bound.eighths(width, height));
        thumbnail::decode(bytes, &info).map_or_else(|| tiles(bytes, &info, times), Ok)?
    } else {
        tiles(bytes, &info, 1)?
    };
    Ok(Raw {
        pixels,
        width,
        height,
        preview: None,
        jpeg_quality: None,
        damage: 0.0,
        reduced: true,
        upright: true,
    })
}

/// The picture itself, `times` smaller along each side; 1, 2, 4 or 8.
fn tiles(bytes: &[u8], info: &ImageInfo, times: usize) -> Result<RgbImage, SkipReason> {
    // Planes of tiles and of the whole, and the converted picture beside them: measured. Opacity is one plane more.
    let of_pixel = if info.alpha_bit_depth.is_some() { 24 } else { 15 };
    let _memory = guard::memory(info.width as u64 * info.height as u64 * of_pixel)?;
    let decode = || rgb(&shrunk::shrunk(heic_decoder::decode(bytes)?, times));
    let pixels = on_fair_threads(decode).map_err(refused)?;
    pixels.ok_or_else(|| damaged("fewer pixels than it claims".to_owned()))
}

/// The picture, shown on white where it is transparent; `None` if pixels are missing.
fn rgb(decoded: &DecodedImage) -> Result<Option<RgbImage>, HeifError> {
    let [width, height] = [decoded.width, decoded.height].map(|side| u32::try_from(side).unwrap_or(u32::MAX));
    let Some(alpha) = &decoded.alpha else {
        return Ok(RgbImage::from_raw(width, height, decoded.to_rgb8()?.data));
    };
    let rgba = RgbaImage::from_raw(width, height, decoded.to_rgba8()?.data);
    Ok(rgba.map(|mut rgba| {
        if alpha.premultiplied {
            rgba.pixels_mut().for_each(|pixel| pixel.0 = raster::unmultiplied(pixel.0));
        }
        raster::on_white(&rgba)
    }))
}

/// What the decoder's error says about the file.
fn refused(error: HeifError) -> SkipReason {
    match error {
        HeifError::Unsupported(why) if why.contains("slices") => {
            SkipReason::NotReadYet("sliced HEIC".to_owned())
        }
        HeifError::Unsupported(_) => SkipReason::KindNotReadYet("HEIC".to_owned()),
        _ => damaged(error.to_string()),
    }
}

/// The decoder works on its tiles in parallel: with threads of its own where processors are idle, which no other file shares,
/// and else on this one.
fn on_fair_threads<R: Send>(decode: impl FnOnce() -> R + Send) -> R {
    let threads = door::fair_threads();
    if threads == 1 {
        return decode();
    }
    let tiles = ThreadPoolBuilder::new()
        .num_threads(threads)
        .thread_name(|at| format!("heic-{at}"))
        .start_handler(|_| guard::belongs_to_decoder())
        .build();
    match tiles {
        Ok(tiles) => tiles.install(decode),
        Err(_) => decode(),
    }
}

#[cfg(test)]
pub mod tests;
