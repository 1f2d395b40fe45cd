//! HEIC, as phones write it, by a decoder in Rust alone. The container's own turn is applied by it, so
//! EXIF orientation must not be applied once more.

mod coded;
mod extents;
mod grid;
mod items;
mod properties;
mod shrunk;
mod thumbnail;

pub(super) use self::extents::{boxed, boxes};
pub(super) use self::items::Items;

use std::iter;

use heic_decoder::{DecodedImage, HeifError, ImageInfo};
use image::{RgbImage, RgbaImage};
use rayon::ThreadPoolBuilder;

use self::grid::Grid;
use super::icc::Profile;
use super::tone::{DISPLAY_P3, Tone};
use super::{Bound, Raw, check_size, guard, raster};
use crate::door;
use crate::photo::SkipReason;

/// Bytes that decoding takes for a pixel, measured: the planes of tiles and of the whole, and the converted picture beside them.
const MEMORY_OF_PIXEL: u64 = 15;

/// The same of a picture with opacity, which is one plane more.
const MEMORY_WITH_OPACITY: u64 = 24;

fn damaged(why: String) -> SkipReason {
    SkipReason::Damaged("HEIC".to_owned(), why)
}

pub fn decode(bytes: &[u8], bound: Bound) -> Result<Raw, SkipReason> {
    let bytes = &*properties::without_empty(bytes);
    // A picture uses each byte of its file once; its tiles are counted twice.
    if extents::bytes_of_items(bytes).is_some_and(|items| items > 3 * bytes.len() as u64) {
        return Err(damaged("its parts overlap".to_owned()));
    }
    let items = Items::of(bytes);
    let grid = items.as_ref().and_then(Grid::of);
    let info =
        grid.as_ref().map_or_else(|| heic_decoder::probe(bytes), |grid| Ok(grid.info())).map_err(refused)?;
    let side = |pixels: usize| u32::try_from(pixels).unwrap_or(u32::MAX);
    let (width, height) = (side(info.width), side(info.height));
    check_size(width, height)?;
    let small = || thumbnail::decode(items.as_ref().filter(|_| bound.takes_thumbnails())?, &info);
    let times = 8 / u32::from(bound.eighths(width, height));
    let picture = || match grid.as_ref().and_then(|grid| grid.decode(times)) {
        Some(decoded) => decoded,
        None => Ok((whole(bytes, &info, times)?, 0.0)),
    };
    // Where the thumbnail is enough nobody decodes the picture.
    let lost = grid.as_ref().map_or_else(|| lost_share(items.as_ref()), Grid::lost_share);
    let enough = if lost == 0.0 { small() } else { None };
    let (pixels, damage, preview) = match enough.map_or_else(picture, |thumbnail| Ok((thumbnail, 0.0))) {
        Ok((pixels, damage)) => (pixels, damage.max(lost), None),
        Err(reason) => {
            let thumbnail = small().ok_or(reason)?;
            let sides = thumbnail.dimensions().into();
            (thumbnail, 1.0, Some(sides))
        }
    };
    let profile = items.as_ref().and_then(profile);
    Ok(Raw {
        pixels,
        width,
        height,
        preview,
        jpeg_quality: None,
        damage,
        reduced: true,
        upright: true,
        profile,
    })
}

/// The ICC profile of the picture, or of its tiles. One beside colours of high dynamic range, which are shown by their numbers, is
/// for those who cannot do that.
fn profile(items: &Items<'_>) -> Option<Profile> {
    let parts = iter::once(items.primary).chain(items.linked_from(items.primary, b"dimg"));
    let described = parts.map(|part| (items.colours(part), items.colour_profile(part)));
    let (numbers, profile) =
        described.into_iter().find(|(numbers, profile)| numbers.is_some() || profile.is_some())?;
    let (primaries, transfer) = numbers
        .and_then(|numbers| {
            let (_, [p0, p1, t0, t1, ..]) = numbers.split_first_chunk::<4>()? else { return None };
            Some((u16::from_be_bytes([*p0, *p1]), u16::from_be_bytes([*t0, *t1])))
        })
        .unwrap_or_default();
    match profile {
        _ if Tone::of(primaries, transfer).is_some() => None,
        None if primaries == DISPLAY_P3 => Some(Profile::DisplayP3),
        profile => profile.map(|profile| Profile::Icc(profile.to_vec())),
    }
}

/// The share of a picture without tiles that is missing or broken, as far as it shows without decoding.
fn lost_share(items: Option<&Items<'_>>) -> f32 {
    let picture = items.and_then(|items| items.coded(items.primary, None));
    picture.map_or(0.0, |picture| picture.lost_share())
}

/// The picture as the decoder puts it together, `times` smaller along each side; 1, 2, 4 or 8.
fn whole(bytes: &[u8], info: &ImageInfo, times: u32) -> Result<RgbImage, SkipReason> {
    let of_pixel = if info.alpha_bit_depth.is_some() { MEMORY_WITH_OPACITY } else { MEMORY_OF_PIXEL };
    let _memory = guard::memory(info.width as u64 * info.height as u64 * of_pixel)?;
    let decode = || rgb(&shrunk::shrunk(heic_decoder::decode(bytes)?, times as usize));
    let pixels = on_fair_threads(decode).map_err(refused)?;
    pixels.ok_or_else(|| damaged("fewer pixels than it claims".to_owned()))
}

/// The picture, shown on white where it is transparent; `None` if pixels are missing. High dynamic range and wide gamut are
/// brought down to what a page shows.
fn rgb(decoded: &DecodedImage) -> Result<Option<RgbImage>, HeifError> {
    let pixels = as_coded(decoded)?;
    let told = decoded.color_info;
    let tone = told.and_then(|told| Tone::of(told.color_primaries, told.transfer_characteristics));
    let Some(tone) = tone else { return Ok(pixels) };
    let unit = |part: u8| f32::from(part) / 255.0;
    Ok(pixels.map(|mut pixels| {
        pixels.pixels_mut().for_each(|pixel| pixel.0 = tone.shown(pixel.0.map(unit)));
        pixels
    }))
}

/// The same with the colours as they are coded.
fn as_coded(decoded: &DecodedImage) -> Result<Option<RgbImage>, HeifError> {
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

/// Reads all that the boxes of a file tell, without decoding any picture.
#[cfg(any(test, fuzzing))]
pub(super) fn walk(bytes: &[u8]) {
    let bytes = &*properties::without_empty(bytes);
    if extents::bytes_of_items(bytes).is_none_or(|items| items > 3 * bytes.len() as u64) {
        return;
    }
    let Some(items) = Items::of(bytes) else { return };
    let _ = (items.opacity(), items.about_the_picture(b"thmb"), lost_share(Some(&items)));
    if let Some(grid) = Grid::of(&items) {
        let share = grid.lost_share();
        assert!((0.0..=1.0).contains(&share) && grid.info().width > 0);
    }
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
