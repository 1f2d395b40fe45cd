//! Whether a picture has its corners cut off round, as cards, windows on a screen and exports of some programs have.

use image::RgbImage;

use crate::photo::PictureCorners;

/// Levels by which the colour of what was cut off may vary: what JPEG makes of it.
const VARIES: u8 = 12;
/// The ground along an edge from a corner, in fractions of the shorter side: less is not seen, more is a ground of its own.
const RUN: [f32; 2] = [0.008, 0.2];
/// The same in pixels, at least, and by how many of them the corners may differ.
const LEAST_PX: u32 = 3;
const UNEVEN_PX: u32 = 3;
/// Share of the square over both runs that is ground: 0.2 for a large quarter circle, half for one of few pixels, all for a square.
const FILLED: [f32; 2] = [0.15, 0.65];
/// Levels by which colours differ much.
const MUCH: u8 = 40;
/// Corners of one ground at which this ends soon, at least.
const LEAST_ENDING: usize = 2;

/// What the four corners of a picture say of whether they were cut off.
pub fn picture_corners(picture: &RgbImage) -> PictureCorners {
    let (width, height) = picture.dimensions();
    let short = width.min(height);
    let most = (short as f32 * RUN[1]) as u32;
    let least = LEAST_PX.max((short as f32 * RUN[0]) as u32);
    if least >= most {
        return PictureCorners::Other;
    }
    let corners = CORNERS.map(|sides| PictureCorner { picture, sides });
    let spread = spread(corners.map(|corner| corner.colour(0, 0)));
    if spread > MUCH {
        return PictureCorners::Differ;
    }
    let runs = corners.map(|corner| corner.runs(most));
    let [shortest, longest] =
        runs.as_flattened().iter().fold([u32::MAX, 0], |[low, high], run| [low.min(*run), high.max(*run)]);
    let is_even = (least..=most).contains(&shortest) && longest <= most && longest - shortest <= UNEVEN_PX;
    let is_ending = |runs: &&[u32; 2]| runs.iter().all(|run| *run <= most);
    if spread <= VARIES && is_even && corners.iter().all(|corner| corner.is_round(longest)) {
        PictureCorners::Round
    } else if spread <= VARIES && runs.iter().filter(is_ending).count() >= LEAST_ENDING {
        PictureCorners::MayBeCut
    } else {
        PictureCorners::Other
    }
}

/// Right and bottom, of each corner.
const CORNERS: [[bool; 2]; 4] = [[false, false], [true, false], [false, true], [true, true]];

/// How far the colours lie apart, in levels of the channel where they do so most.
fn spread(colours: [[u8; 3]; 4]) -> u8 {
    let channels = (0..3).map(|channel| {
        let levels = colours.map(|colour| colour[channel]);
        levels.iter().max().copied().unwrap_or(0) - levels.iter().min().copied().unwrap_or(0)
    });
    channels.max().unwrap_or(0)
}

/// One corner of a picture.
#[derive(Clone, Copy)]
struct PictureCorner<'a> {
    picture: &'a RgbImage,
    sides: [bool; 2],
}

impl PictureCorner<'_> {
    /// The colour so far from the corner, across and down.
    fn colour(self, x: u32, y: u32) -> [u8; 3] {
        let (width, height) = self.picture.dimensions();
        let [right, bottom] = self.sides;
        let at = [if right { width - 1 - x } else { x }, if bottom { height - 1 - y } else { y }];
        self.picture.get_pixel(at[0], at[1]).0
    }

    /// It has the colour of the picture's first pixel there.
    fn is_ground(self, x: u32, y: u32) -> bool {
        let ground = self.picture.get_pixel(0, 0).0;
        self.colour(x, y).iter().zip(ground).all(|(one, other)| one.abs_diff(other) <= VARIES)
    }

    /// How far this goes along both edges, in pixels; one more than `most` where it goes on.
    fn runs(self, most: u32) -> [u32; 2] {
        let run = |along: &dyn Fn(u32) -> bool| (0..=most).take_while(|at| along(*at)).count() as u32;
        [run(&|at| self.is_ground(at, 0)), run(&|at| self.is_ground(0, at))]
    }

    /// What lies between two runs of this length is filled as a round corner is.
    fn is_round(self, run: u32) -> bool {
        let square = (0..run).flat_map(|y| (0..run).map(move |x| (x, y)));
        let filled = square.filter(|(x, y)| self.is_ground(*x, *y)).count() as f32;
        (FILLED[0]..=FILLED[1]).contains(&(filled / run.pow(2) as f32)) && !self.is_ground(run, run)
    }
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

    fn is_round(picture: &RgbImage) -> bool {
        picture_corners(picture) == PictureCorners::Round
    }

    #[test]
    fn round_corners_are_told_from_frames_and_grounds() {
        let photo = scene(4, 400, 300);
        assert!(!is_round(&photo));
        for radius in [8, 16, 40] {
            assert!(is_round(&rounded(&photo, radius)), "{radius}");
        }
        let mut framed = RgbImage::from_pixel(400, 300, Rgb([255; 3]));
        imageops::replace(&mut framed, &imageops::crop_imm(&photo, 0, 0, 380, 280).to_image(), 10, 10);
        assert!(!is_round(&framed), "a frame goes all around");
        assert!(!is_round(&RgbImage::from_pixel(400, 300, Rgb([255; 3]))));
        let mut square = photo.clone();
        for (x, y) in [(0, 0), (380, 0), (0, 280), (380, 280)] {
            imageops::replace(&mut square, &RgbImage::from_pixel(20, 20, Rgb([255; 3])), x, y);
        }
        assert!(!is_round(&square));
        assert!(!is_round(&RgbImage::new(3, 2)));
    }

    #[test]
    fn corners_that_are_cut_into_white_may_be_cut_and_those_of_the_photo_differ() {
        let mut photo = scene(4, 400, 300);
        imageops::replace(&mut photo, &RgbImage::from_pixel(400, 120, Rgb([255; 3])), 0, 0);
        assert_eq!(picture_corners(&photo), PictureCorners::Differ);
        assert_eq!(picture_corners(&rounded(&photo, 8)), PictureCorners::MayBeCut);
        let ground = RgbImage::from_fn(400, 300, |x, y| {
            if x.abs_diff(200) + y.abs_diff(150) < 90 { Rgb([9; 3]) } else { Rgb([250; 3]) }
        });
        assert_eq!(picture_corners(&ground), PictureCorners::Other, "a thing before a ground");
    }
}
