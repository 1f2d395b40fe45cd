//! AVIF: a container like that of HEIC around pictures coded with AV1. The container's own turn is applied here, so EXIF
//! orientation must not be applied once more.

mod colour;

use std::borrow::Cow;

use image::{GrayImage, ImageBuffer, Pixel, RgbImage, RgbaImage, imageops};
use re_rav1d::{Decoder, Picture, Settings};
use zenavif_parse::{AvifParser, ColorInformation, DecodeConfig, Error, Unstoppable};

use self::colour::Colours;
use super::heif::Items;
use super::icc::Profile;
use super::raster::{on_white, unmultiplied};
use super::tone::DISPLAY_P3;
use super::{MAX_PIXELS, Raw, check_size, guard};
use crate::photo::SkipReason;

/// Tiles of a picture at most.
const MAX_TILES: u32 = 1024;

/// Times that a decoder is given data and asked for a picture: two are enough where a picture is whole.
const MAX_ROUNDS: usize = 16;

/// Pixels that any part of a file may have: a tile may be larger than the picture that is cut out of it.
const LEAST_LIMIT: u32 = 1 << 22;

fn damaged(why: impl ToString) -> SkipReason {
    SkipReason::Damaged("AVIF".to_owned(), why.to_string())
}

fn refused(error: Error) -> SkipReason {
    match error {
        Error::Unsupported(_) => SkipReason::KindNotReadYet("AVIF".to_owned()),
        error => damaged(error),
    }
}

pub fn decode(bytes: &[u8]) -> Result<Raw, SkipReason> {
    let file = parsed(bytes)?;
    let [width, height] = size(&file)?;
    check_size(width, height)?;
    // Planes of 16 bits of the picture and of its opacity, and the converted picture beside them.
    let most = (width * height).max(LEAST_LIMIT);
    let _memory = guard::memory(u64::from(most) * 16)?;
    let is_deep = file.av1_config().is_some_and(|config| config.bit_depth > 8);
    let reduced = is_deep || file.alpha_data().is_some();
    let mut pixels = match file.grid_config() {
        Some(grid) => {
            let tiles = 0..usize::from(grid.rows) * usize::from(grid.columns);
            let tile = |at: usize| rgb(&file, &frame(file.tile_data(at).map_err(refused)?, most)?);
            put_together([width, height], tiles.map(tile))?
        }
        None => rgb(&file, &frame(coded(&file)?, most)?)?,
    };
    if let Some(opacity) = opacity(&file, bytes, [width, height], most) {
        pixels = transparent(&file, &pixels, &opacity);
    }
    let pixels = turned(&file, pixels);
    let profile = match file.color_info() {
        Some(ColorInformation::IccProfile(profile)) => Some(Profile::Icc(profile.clone())),
        Some(ColorInformation::Nclx { color_primaries: DISPLAY_P3, .. }) => Some(Profile::DisplayP3),
        _ => None,
    };
    Ok(Raw { reduced, upright: true, ..Raw::whole(pixels, profile) })
}

fn parsed(bytes: &[u8]) -> Result<AvifParser<'_>, SkipReason> {
    let limits = DecodeConfig::default()
        .with_total_megapixels_limit((MAX_PIXELS / 1_000_000) as u32)
        .with_max_grid_tiles(MAX_TILES)
        .lenient(true);
    AvifParser::from_bytes_with_config(bytes, &limits, &Unstoppable).map_err(refused)
}

/// Pictures of a sequence; 0 if it is none or cannot be read.
pub fn frames(bytes: &[u8]) -> u32 {
    let animation = parsed(bytes).ok().and_then(|file| file.animation_info());
    animation.map_or(0, |animation| u32::try_from(animation.frame_count).unwrap_or(u32::MAX))
}

/// The picture, or the first of a sequence.
fn coded<'a>(file: &'a AvifParser<'_>) -> Result<Cow<'a, [u8]>, SkipReason> {
    match file.primary_data() {
        Ok(data) if !data.is_empty() => Ok(data),
        _ => Ok(file.frame(0).map_err(refused)?.data),
    }
}

/// Pixels across and down, before it is turned.
fn size(file: &AvifParser<'_>) -> Result<[u32; 2], SkipReason> {
    let of = |coded: &[u8]| {
        let described = zenavif_parse::AV1Metadata::parse_av1_bitstream(coded).map_err(refused)?;
        Ok([described.max_frame_width.get(), described.max_frame_height.get()])
    };
    let Some(grid) = file.grid_config() else { return of(&coded(file)?) };
    let tile = of(&file.tile_data(0).map_err(refused)?)?;
    let [columns, rows] = [grid.columns, grid.rows].map(u32::from);
    let side = |told: u32, tile: u32, count: u32| if told > 0 { told } else { tile.saturating_mul(count) };
    Ok([side(grid.output_width, tile[0], columns), side(grid.output_height, tile[1], rows)])
}

/// Decodes one picture of at most so many pixels; of a picture in several layers the last one. The decoder is called through
/// functions made for C, in which a panic would end the program; 120,000 broken files caused none.
fn frame(coded: Cow<'_, [u8]>, most: u32) -> Result<Picture, SkipReason> {
    let mut settings = Settings::new();
    settings.set_n_threads(1);
    settings.set_max_frame_delay(1);
    settings.set_all_layers(false);
    settings.set_frame_size_limit(most);
    let mut decoder = Decoder::with_settings(&settings).map_err(damaged)?;
    let mut sent = decoder.send_data(coded.into_owned(), None, None, None);
    for _ in 0..MAX_ROUNDS {
        match sent {
            Err(error) if !error.is_again() => return Err(damaged(error)),
            _ => {}
        }
        match decoder.get_picture() {
            Ok(picture) => return Ok(picture),
            Err(error) if !error.is_again() => return Err(damaged(error)),
            // Either data is left to be sent, or the decoder now knows that there is no more and gives what it holds.
            Err(_) => sent = decoder.send_pending_data(),
        }
    }
    Err(damaged("it holds no picture"))
}

fn rgb(file: &AvifParser<'_>, picture: &Picture) -> Result<RgbImage, SkipReason> {
    check_size(picture.width(), picture.height())?;
    Ok(Colours::of(file.color_info(), picture).rgb(picture))
}

/// A picture of tiles that come row after row.
fn put_together<P: Pixel<Subpixel = u8>>(
    [width, height]: [u32; 2],
    tiles: impl Iterator<Item = Result<ImageBuffer<P, Vec<u8>>, SkipReason>>,
) -> Result<ImageBuffer<P, Vec<u8>>, SkipReason> {
    let mut whole = ImageBuffer::new(width, height);
    let (mut x, mut y) = (0, 0);
    for tile in tiles {
        let tile = tile?;
        imageops::replace(&mut whole, &tile, x, y);
        x += i64::from(tile.width());
        if x >= i64::from(width) {
            (x, y) = (0, y + i64::from(tile.height()));
        }
    }
    Ok(whole)
}

/// How opaque each pixel is, if the file says it. What it says and cannot be read does not count.
fn opacity(file: &AvifParser<'_>, bytes: &[u8], sides: [u32; 2], most: u32) -> Option<GrayImage> {
    let light = |coded: Cow<'_, [u8]>| {
        let picture = frame(coded, most)?;
        let light = Colours::of(None, &picture).light(&picture);
        GrayImage::from_raw(picture.width(), picture.height(), light).ok_or_else(|| damaged("opacity"))
    };
    let opacity = match file.grid_config() {
        None => light(file.alpha_data()?.ok()?),
        Some(grid) => {
            let items = Items::of(bytes)?;
            let tiles = items.linked_from(items.opacity()?, b"dimg");
            if tiles.len() != usize::from(grid.rows) * usize::from(grid.columns) {
                return None;
            }
            let tile = |item| light(items.bytes(item).ok_or_else(|| damaged("its end is missing"))?);
            put_together(sides, tiles.into_iter().map(tile))
        }
    };
    opacity.ok().filter(|opacity| opacity.dimensions() == sides.into())
}

/// The picture on white.
fn transparent(file: &AvifParser<'_>, pixels: &RgbImage, opacity: &GrayImage) -> RgbImage {
    let is_multiplied = file.premultiplied_alpha();
    let mut rgba = RgbaImage::new(pixels.width(), pixels.height());
    for (out, (colour, alpha)) in rgba.pixels_mut().zip(pixels.pixels().zip(opacity.pixels())) {
        let ([r, g, b], [alpha]) = (colour.0, alpha.0);
        let pixel = [r, g, b, alpha];
        out.0 = if is_multiplied { unmultiplied(pixel) } else { pixel };
    }
    on_white(&rgba)
}

/// Cut, turned and mirrored as the container says.
fn turned(file: &AvifParser<'_>, mut pixels: RgbImage) -> RgbImage {
    if let Some(cut) = file.clean_aperture() {
        let part = |number: u32, of: u32| f64::from(number) / f64::from(of.max(1));
        let moved = |number: i32, of: u32| f64::from(number) / f64::from(of.max(1));
        let (width, height) = pixels.dimensions();
        let [w, h] =
            [part(cut.width_n, cut.width_d), part(cut.height_n, cut.height_d)].map(|side| side.round());
        let x = (f64::from(width) - w) / 2.0 + moved(cut.horiz_off_n, cut.horiz_off_d);
        let y = (f64::from(height) - h) / 2.0 + moved(cut.vert_off_n, cut.vert_off_d);
        let fits = |from: f64, side: f64, all: u32| {
            from >= 0.0 && side >= 1.0 && from + side <= f64::from(all) + 0.5
        };
        if fits(x, w, width) && fits(y, h, height) {
            pixels = imageops::crop_imm(&pixels, x as u32, y as u32, w as u32, h as u32).to_image();
        }
    }
    // Counter-clockwise.
    pixels = match file.rotation().map(|rotation| rotation.angle) {
        Some(90) => imageops::rotate270(&pixels),
        Some(180) => imageops::rotate180(&pixels),
        Some(270) => imageops::rotate90(&pixels),
        _ => pixels,
    };
    match file.mirror().map(|mirror| mirror.axis) {
        Some(0) => imageops::flip_vertical(&pixels),
        Some(_) => imageops::flip_horizontal(&pixels),
        None => pixels,
    }
}

#[cfg(test)]
pub mod tests;
