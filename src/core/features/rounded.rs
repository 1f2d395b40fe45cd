//! Whether a picture has its corners cut off round, as cards, windows on a screen and exports of some programs have.

use image::RgbImage;

/// Levels by which the colour of what was cut off may vary: what JPEG makes of it.
const VARIES: u8 = 12;
/// The ground along an edge from a corner, in fractions of the shorter side: less is not seen, more is a ground of its own.
const RUN: [f32; 2] = [0.008, 0.2];
/// The same in pixels, at least, and by how many of them the corners may differ.
const LEAST_PX: u32 = 3;
const UNEVEN_PX: u32 = 3;
/// Share of the square over both runs that is ground: 0.2 for a large quarter circle, half for one of few pixels, all for a square.
const FILLED: [f32; 2] = [0.15, 0.65];

/// All four corners are of one colour and round.
pub fn has_round_corners(picture: &RgbImage) -> bool {
    let (width, height) = picture.dimensions();
    let short = width.min(height);
    let most = (short as f32 * RUN[1]) as u32;
    let least = LEAST_PX.max((short as f32 * RUN[0]) as u32);
    if least >= most {
        return false;
    }
    let ground = picture.get_pixel(0, 0).0;
    let corners = [[false, false], [true, false], [false, true], [true, true]];
    // So far across and down from a corner.
    let is_ground = |[right, bottom]: [bool; 2], x: u32, y: u32| {
        let at = [if right { width - 1 - x } else { x }, if bottom { height - 1 - y } else { y }];
        let pixel = picture.get_pixel(at[0], at[1]).0;
        pixel.iter().zip(ground).all(|(one, other)| one.abs_diff(other) <= VARIES)
    };
    let run = |along: &dyn Fn(u32) -> bool| (0..=most).take_while(|at| along(*at)).count() as u32;
    let runs =
        corners.map(|corner| [run(&|at| is_ground(corner, at, 0)), run(&|at| is_ground(corner, 0, at))]);
    let [shortest, longest] =
        runs.as_flattened().iter().fold([u32::MAX, 0], |[low, high], run| [low.min(*run), high.max(*run)]);
    let is_round = |corner: [bool; 2]| {
        let square = (0..longest).flat_map(|y| (0..longest).map(move |x| (x, y)));
        let filled = square.filter(|(x, y)| is_ground(corner, *x, *y)).count() as f32;
        (FILLED[0]..=FILLED[1]).contains(&(filled / longest.pow(2) as f32))
            && !is_ground(corner, longest, longest)
    };
    (least..=most).contains(&shortest)
        && longest <= most
        && longest - shortest <= UNEVEN_PX
        && corners.into_iter().all(is_round)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::drawn::scene;
    use image::{Rgb, imageops};

    /// The picture in front of white, its corners round by so many pixels.
    fn rounded(picture: &RgbImage, radius: i32) -> RgbImage {
        let (width, height) = (picture.width() as i32, picture.height() as i32);
        RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
            let past = |at: i32, side: i32| (radius - at).max(at - (side - 1 - radius)).max(0);
            let (dx, dy) = (past(x as i32, width), past(y as i32, height));
            let is_cut = dx * dx + dy * dy > radius * radius;
            if is_cut { Rgb([255; 3]) } else { *picture.get_pixel(x, y) }
        })
    }

    #[test]
    fn round_corners_are_told_from_frames_and_grounds() {
        let photo = scene(4, 400, 300);
        assert!(!has_round_corners(&photo));
        for radius in [8, 16, 40] {
            assert!(has_round_corners(&rounded(&photo, radius)), "{radius}");
        }
        let mut framed = RgbImage::from_pixel(400, 300, Rgb([255; 3]));
        imageops::replace(&mut framed, &imageops::crop_imm(&photo, 0, 0, 380, 280).to_image(), 10, 10);
        assert!(!has_round_corners(&framed), "a frame goes all around");
        assert!(!has_round_corners(&RgbImage::from_pixel(400, 300, Rgb([255; 3]))));
        let mut square = photo.clone();
        for (x, y) in [(0, 0), (380, 0), (0, 280), (380, 280)] {
            imageops::replace(&mut square, &RgbImage::from_pixel(20, 20, Rgb([255; 3])), x, y);
        }
        assert!(!has_round_corners(&square));
        assert!(!has_round_corners(&RgbImage::new(3, 2)));
    }
}
