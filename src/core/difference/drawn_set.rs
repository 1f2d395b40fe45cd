//! A small fixed set of drawn pictures with a floor on both kinds of error: a threshold that drifts is seen here.

use image::{Rgb, RgbImage, imageops};

use super::*;
use crate::features::drawn::scene;

/// Where the segments of a digit lie in a box of 3 by 5: column, row, width, height.
const SEGMENTS: [[u32; 4]; 7] =
    [[0, 0, 3, 1], [0, 0, 1, 3], [2, 0, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3], [2, 2, 1, 3], [0, 4, 3, 1]];
/// Which segments each digit has, by bits.
const DIGITS: [u8; 10] = [0x77, 0x24, 0x5d, 0x6d, 0x2e, 0x6b, 0x7b, 0x25, 0x7f, 0x6f];

/// A form of so many rows, each with eight digits; the row and column of `change` has another one.
fn form(seed: usize, change: Option<(usize, usize)>) -> RgbImage {
    let mut page = RgbImage::from_pixel(700, 900, Rgb([252, 251, 247]));
    for row in 0..14 {
        for column in 0..8 {
            let mut digit = (seed + row * 7 + column * column * 3 + row * column) % 10;
            if change == Some((row, column)) {
                digit = (digit + 5) % 10;
            }
            for (at, [x, y, width, height]) in SEGMENTS.into_iter().enumerate() {
                if DIGITS[digit] >> at & 1 == 1 {
                    let place = [180 + 40 * column as u32 + 5 * x, 60 + 58 * row as u32 + 5 * y];
                    let ink = RgbImage::from_pixel(5 * width, 5 * height, Rgb([30, 40, 110]));
                    imageops::replace(&mut page, &ink, i64::from(place[0]), i64::from(place[1]));
                }
            }
        }
        let line = RgbImage::from_pixel(600, 2, Rgb([120, 120, 120]));
        imageops::replace(&mut page, &line, 50, 100 + 58 * row as i64);
    }
    page
}

fn jpeg(picture: &RgbImage, quality: u8) -> RgbImage {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, quality);
    picture.write_with_encoder(encoder).expect("written");
    image::load_from_memory(bytes.get_ref()).expect("read").into_rgb8()
}

/// Without colours, each as light as Rec. 601 says it is.
fn grey(picture: &RgbImage) -> RgbImage {
    let mut grey = picture.clone();
    for Rgb(pixel) in grey.pixels_mut() {
        let [r, g, b] = pixel.map(u32::from);
        *pixel = [((299 * r + 587 * g + 114 * b) / 1000) as u8; 3];
    }
    grey
}

fn said(one: &RgbImage, other: &RgbImage) -> (usize, Likelihood) {
    let found = compare(one, other, &Transform::IDENTITY).expect("they overlap");
    (found.areas.len(), likelihood(&found.evidence))
}

#[test]
fn copies_are_copies() {
    let edits: [fn(&RgbImage) -> RgbImage; 6] = [
        |picture| jpeg(picture, 40),
        |picture| imageops::resize(picture, picture.width() / 2, picture.height() / 2, imageops::Lanczos3),
        |picture| imageops::brighten(picture, 18),
        |picture| imageops::contrast(picture, -20.0),
        |picture| imageops::blur(picture, 1.2),
        grey,
    ];
    let pictures: Vec<RgbImage> =
        (1..3).map(|seed| scene(seed, 640, 480)).chain((0..2).map(|n| form(n, None))).collect();
    let missed: Vec<String> = pictures
        .iter()
        .enumerate()
        .flat_map(|(at, picture)| {
            edits.iter().enumerate().map(move |(edit, of)| (at, edit, said(picture, &of(picture))))
        })
        .filter(|(_, _, (areas, said))| *areas > 0 || !said.is_edit)
        .map(|(at, edit, (areas, said))| format!("picture {at}, edit {edit}: {areas} areas, {said:?}"))
        .collect();
    assert!(missed.len() <= 1, "{missed:#?}");
}

#[test]
fn forms_that_differ_in_one_digit_are_two() {
    for (row, column) in [(0, 0), (5, 3), (13, 7), (8, 6)] {
        let (areas, said) = said(&form(3, None), &jpeg(&form(3, Some((row, column))), 85));
        assert!(areas > 0 && !said.is_edit, "row {row}, column {column}: {areas} areas, {said:?}");
    }
}

#[test]
fn what_moved_between_two_shots_makes_them_two() {
    for seed in 1..4 {
        let ground = scene(seed, 640, 480);
        let with = |x: i64| {
            let mut shot = ground.clone();
            imageops::overlay(&mut shot, &scene(seed + 20, 70, 120), x, 200);
            shot
        };
        let (areas, said) = said(&with(150), &with(380));
        assert!(areas > 0 && !said.is_edit, "{areas} areas, {said:?}");
    }
}

/// A mug before white, in a colour.
fn mug(colour: [u8; 3]) -> RgbImage {
    let mut picture = RgbImage::from_pixel(700, 700, Rgb([253, 253, 252]));
    imageops::replace(&mut picture, &RgbImage::from_pixel(240, 380, Rgb(colour)), 200, 180);
    let dark = colour.map(|level| level / 2);
    imageops::replace(&mut picture, &RgbImage::from_pixel(240, 60, Rgb(dark)), 200, 170);
    picture
}

#[test]
fn one_thing_in_two_colours_is_two() {
    for other in [[50, 140, 220], [140, 90, 200], [200, 140, 90]] {
        let said = said(&mug([94, 144, 197]), &jpeg(&mug(other), 90)).1;
        assert!(!said.is_edit, "{other:?}: {said:?}");
    }
    let next = jpeg(&imageops::huerotate(&mug([94, 144, 197]), 14), 90);
    assert!(!said(&mug([94, 144, 197]), &next).1.is_edit);
    let copy = said(&mug([94, 144, 197]), &jpeg(&mug([94, 144, 197]), 60)).1;
    assert!(copy.is_edit, "{copy:?}");
}

#[test]
fn another_person_before_the_same_backdrop_is_another_picture() {
    let backdrop = scene(30, 480, 640);
    let with = |seed| {
        let mut shot = backdrop.clone();
        imageops::replace(&mut shot, &scene(seed, 340, 480), 70, 130);
        shot
    };
    let (areas, said) = said(&with(31), &with(32));
    assert!(areas > 0 && !said.is_edit, "{areas} areas, {said:?}");
}

#[test]
fn another_hue_is_said() {
    let red = scene(6, 500, 400);
    let turned = imageops::huerotate(&red, 90);
    assert!(said(&red, &turned).1.other_hue);
    assert!(!said(&red, &jpeg(&imageops::brighten(&red, 12), 80)).1.other_hue);
}
