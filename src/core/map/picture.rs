//! The map as pixels: thumbnails where there is room for them, dots elsewhere, lines between what is tied.

use std::collections::HashMap;

use image::{Rgb, RgbImage, imageops};
use rayon::prelude::*;

use crate::decode;
use crate::job;
use crate::photo::Photo;
use crate::progress::{Cancelled, Progress, Stage, Stop};
use crate::resize;

/// Sides of the picture and of a thumbnail, in pixels.
const SIDE: u32 = 2400;
const THUMBNAIL: u32 = 44;
const MARGIN: f32 = 40.0;
const DOT: f32 = 4.0;
const GROUND: Rgb<u8> = Rgb([0x17; 3]);
const TIE: Rgb<u8> = Rgb([0x6a; 3]);

/// What is drawn; all indices are places in `photos`.
pub struct Drawn<'a> {
    /// The photos.
    pub photos: &'a [Photo],
    /// Where they lie, 0 to 1 across and down.
    pub places: &'a [[f32; 2]],
    /// Which are tied by a line.
    pub ties: &'a [[usize; 2]],
    /// A colour for each.
    pub inks: &'a [[u8; 3]],
}

/// Draws it. One step of the progress for each thumbnail.
pub fn draw(drawn: &Drawn<'_>, progress: &Progress) -> Result<RgbImage, Stop> {
    let at = |index: usize| drawn.places[index].map(|value| MARGIN + value * (SIDE as f32 - 2.0 * MARGIN));
    let mut picture = RgbImage::from_pixel(SIDE, SIDE, GROUND);
    for [one, other] in drawn.ties {
        line(&mut picture, at(*one), at(*other));
    }
    for (index, ink) in drawn.inks.iter().enumerate() {
        dot(&mut picture, at(index), DOT, Rgb(*ink));
    }
    // The first photo of each square that a thumbnail fills is shown in it.
    let mut shown: HashMap<[u32; 2], usize> = HashMap::new();
    for index in 0..drawn.places.len() {
        shown.entry(at(index).map(|value| value as u32 / (THUMBNAIL + 4))).or_insert(index);
    }
    let mut shown: Vec<usize> = shown.into_values().collect();
    shown.sort_unstable();
    progress.enter(Stage::Reporting, shown.len() as u64)?;
    let framed = |index: usize| -> Result<_, Cancelled> {
        let picture = decode::preview_for(progress, drawn.photos[index].path(), 4 * THUMBNAIL)?;
        progress.step()?;
        Ok((index, picture.ok().map(|picture| thumbnail(&picture, drawn.inks[index]))))
    };
    let thumbnails: Vec<(usize, Option<RgbImage>)> =
        job::apart(|| shown.into_par_iter().map(framed).collect::<Result<_, _>>())??;
    for (index, thumbnail) in thumbnails {
        if let Some(thumbnail) = thumbnail {
            let [x, y] = at(index).map(|value| value as i64 - i64::from(THUMBNAIL / 2));
            imageops::replace(&mut picture, &thumbnail, x, y);
        }
    }
    Ok(picture)
}

/// The middle of a photo with a frame of its colour.
fn thumbnail(pixels: &RgbImage, ink: [u8; 3]) -> RgbImage {
    const FRAME: u32 = 2;
    let side = pixels.width().min(pixels.height());
    let (left, top) = ((pixels.width() - side) / 2, (pixels.height() - side) / 2);
    let middle = imageops::crop_imm(pixels, left, top, side, side).to_image();
    let small = resize::to_size(middle, THUMBNAIL - 2 * FRAME, THUMBNAIL - 2 * FRAME);
    let mut framed = RgbImage::from_pixel(THUMBNAIL, THUMBNAIL, Rgb(ink));
    imageops::replace(&mut framed, &small, i64::from(FRAME), i64::from(FRAME));
    framed
}

/// Mixes a colour in, `cover` 0 to 1.
fn blend(picture: &mut RgbImage, x: i64, y: i64, ink: Rgb<u8>, cover: f32) {
    let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else { return };
    if let Some(pixel) = picture.get_pixel_mut_checked(x, y) {
        for (value, ink) in pixel.0.iter_mut().zip(ink.0) {
            *value = (f32::from(*value) + (f32::from(ink) - f32::from(*value)) * cover).round() as u8;
        }
    }
}

fn dot(picture: &mut RgbImage, [x, y]: [f32; 2], radius: f32, ink: Rgb<u8>) {
    let reach = radius.ceil() as i64 + 1;
    for down in y as i64 - reach..=y as i64 + reach {
        for across in x as i64 - reach..=x as i64 + reach {
            let far = (across as f32 - x).hypot(down as f32 - y);
            blend(picture, across, down, ink, (radius + 0.5 - far).clamp(0.0, 1.0));
        }
    }
}

fn line(picture: &mut RgbImage, from: [f32; 2], to: [f32; 2]) {
    let steps = (to[0] - from[0]).abs().max((to[1] - from[1]).abs()).ceil().max(1.0);
    for step in 0..=steps as u32 {
        let share = step as f32 / steps;
        let [x, y] = [0, 1].map(|axis| (from[axis] + (to[axis] - from[axis]) * share).round() as i64);
        blend(picture, x, y, TIE, 0.8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::hanging;
    use crate::photo::sample;

    #[test]
    fn dots_and_lines_lie_where_the_map_says() {
        let photos = [sample::photo("a.jpg"), sample::photo("b.jpg")];
        let (places, inks) = ([[0.0, 0.5], [1.0, 0.5]], [[255, 0, 0], [0, 255, 0]]);
        let drawn = Drawn { photos: &photos, places: &places, ties: &[[0, 1]], inks: &inks };
        let picture = draw(&drawn, &Progress::default()).expect("not cancelled");
        assert_eq!(picture.get_pixel(MARGIN as u32, SIDE / 2).0, [255, 0, 0]);
        assert_eq!(picture.get_pixel(SIDE - MARGIN as u32, SIDE / 2).0, [0, 255, 0]);
        assert_ne!(picture.get_pixel(SIDE / 2, SIDE / 2).0, GROUND.0);
        assert_eq!(picture.get_pixel(SIDE / 2, SIDE / 3).0, GROUND.0);
    }

    #[test]
    fn a_decoder_that_hangs_does_not_hold_a_cancel() {
        let mut photos = [sample::photo("a.jpg")];
        photos[0].file.path = std::path::Path::new("map").join(hanging::NAME);
        let drawn = Drawn { photos: &photos, places: &[[0.5; 2]], ties: &[], inks: &[[9; 3]] };
        let ended = hanging::cancelled_at(photos[0].path(), |progress| draw(&drawn, progress));
        assert!(matches!(ended, Err(Stop::Cancelled)));
    }
}
