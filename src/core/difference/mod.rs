//! Where two photos that lie over each other differ: two pictures and the map between them → how much each spot differs,
//! outlines around the areas that do, and how likely it is that one was made from the other. Blind to one change of tones
//! and colours for the whole picture, to the fine noise of compression, and to what only one of the two shows at all.
//!
//! [`compare`] lays both over each other at the coarser one's resolution (`laid`), corrects the map by what it sees
//! (`adjust`), makes both as soft (`soften`) and of one tone (`tone`), compares them in small windows (`windows`), draws lines
//! around what is left (`outlines`), and says in numbers what it comes to (`evidence`, `likelihood`). The verdict of a scan
//! and the lines on the screen come from the same call.

mod adjust;
mod blur;
mod evidence;
mod laid;
mod likelihood;
mod outlines;
mod sharpness;
mod soften;
mod tone;
mod windows;

use image::RgbImage;

use crate::features;
use crate::photo::Transform;
use crate::verify;

pub use evidence::{Evidence, NAMES};
pub use likelihood::{Likelihood, of as likelihood};
pub use outlines::Outline;
pub use sharpness::sharpness;

/// Where two photos differ, told in the left one.
#[derive(Debug, Clone)]
pub struct Difference {
    /// Pixels of [`Self::amount`] in a row.
    pub width: usize,
    /// Rows of it.
    pub height: usize,
    /// How much each spot of the left photo differs, 0 to 255, row by row; 255 also where the right one shows nothing.
    pub amount: Vec<u8>,
    /// Around every area that differs, in fractions of the left photo's sides.
    pub areas: Vec<Outline>,
    /// Share of what both show that differs, 0 to 1.
    pub share: f32,
    /// From fractions of the left photo to those of the right one, as the pixels say it.
    pub to_right: Transform,
    /// One place was made brighter or darker than another by more than [`UNEVEN`], as by light from one side.
    pub relit: bool,
    /// What the comparison comes to.
    pub evidence: Evidence,
}

impl Difference {
    /// Neither picture had to be softened to be compared with the other.
    pub fn is_as_sharp(&self) -> bool {
        evidence::of_name(&self.evidence, "softened") == 0.0
    }
}

/// Long side of the pictures that are compared, in pixels.
pub const LOOKED_AT_PX: u32 = 1024;

/// Levels by which an edit of the whole picture makes one place brighter than another. Of copies without an area that differs 95 in
/// 100 have 5 at most, and of look-alikes in another light half have 42 (`tests/accuracy/soft.py`).
const UNEVEN: f32 = 12.0;

/// How often the map is corrected by the pixels.
const ROUNDS: usize = 3;

/// Compares two pictures of photos; `to_right` carries fractions of the left one's sides to fractions of the right one's.
/// `None` if neither shows anything of the other.
pub fn compare(left: &RgbImage, right: &RgbImage, to_right: &Transform) -> Option<Difference> {
    let (mut to_right, mut shifts) = (*to_right, adjust::Shifts::default());
    let frames = laid::Frames::new(left, right, &to_right);
    for round in 0..ROUNDS {
        let (better, seen) = adjust::adjusted(&frames.lights(&to_right)?, &to_right, round);
        shifts = seen;
        let Some(better) = better else { break };
        to_right = better;
    }
    let mut laid = frames.laid(&to_right)?;
    let softened = soften::equalise(&mut laid);
    let mapped = tone::mapped(&laid);
    let windows = windows::Windows::of(&laid, &mapped);
    let amount = windows.amounts(&laid);
    let common = laid.common.iter().filter(|common| **common).count();
    let differing =
        amount.iter().zip(&laid.common).filter(|(amount, common)| **common && differs(**amount)).count();
    let areas = outlines::around(&amount, &laid);
    let share = differing as f32 / common.max(1) as f32;
    let evidence = evidence::of(&laid, &mapped, &windows, &shifts, (areas.len(), share, softened));
    Some(Difference {
        areas,
        amount: amount
            .iter()
            .zip(&laid.common)
            .map(|(amount, common)| if *common { *amount } else { 255 })
            .collect(),
        width: laid.width,
        height: laid.height,
        share,
        to_right,
        relit: mapped.uneven > UNEVEN,
        evidence,
    })
}

/// Which of two pictures is the better ground to compare them on, the first or the second: the one of which the other shows
/// more, of two that are shown whole the one with fewer pixels.
pub fn is_ground(first: &RgbImage, second: &RgbImage, shown: [f32; 2]) -> bool {
    let pixels = |picture: &RgbImage| u64::from(picture.width()) * u64::from(picture.height());
    if (shown[0] - shown[1]).abs() > WHOLE_SLACK {
        shown[0] > shown[1]
    } else {
        pixels(first) <= pixels(second)
    }
}

/// Shares of two pictures that the other shows count as one if they lie so near.
const WHOLE_SLACK: f32 = 0.02;

/// How the right picture lies over the left one, for photos of which nobody knows it yet; `None` if they do not line up.
pub fn line_up(left: &RgbImage, right: &RgbImage) -> Option<Transform> {
    let [a, b] = [left, right].map(features::extract);
    let proof = verify::verify(&a, &b)?;
    let sizes = [left.dimensions(), right.dimensions()];
    proof.transform.placement(&a, &b, sizes).map(|placement| placement.transform())
}

/// The spot counts as one that differs.
fn differs(amount: u8) -> bool {
    amount >= 128
}

#[cfg(test)]
mod drawn_set;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::drawn::scene;
    use image::{Rgb, imageops};

    fn check(left: &RgbImage, right: &RgbImage, to_right: [f64; 9], areas: usize) -> Difference {
        let difference = compare(left, right, &Transform(to_right)).expect("they overlap");
        let middles: Vec<_> =
            difference.areas.iter().map(|Outline(line)| (line[0], line[line.len() / 2])).collect();
        assert_eq!(difference.areas.len(), areas, "{middles:?}, share {}", difference.share);
        difference
    }

    const SAME: [f64; 9] = [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0];

    #[test]
    fn brightness_and_size_make_no_difference() {
        let photo = scene(1, 600, 450);
        assert!(check(&photo, &photo, SAME, 0).share < 0.001);
        check(&photo, &imageops::brighten(&photo, 40), SAME, 0);
        check(&photo, &imageops::contrast(&photo, -25.0), SAME, 0);
        check(&photo, &imageops::thumbnail(&photo, 200, 150), SAME, 0);
    }

    #[test]
    fn light_from_one_side_is_told_from_what_makes_all_brighter() {
        let photo = scene(1, 600, 450);
        let mut lit = photo.clone();
        for (x, _, pixel) in lit.enumerate_pixels_mut() {
            pixel.0.iter_mut().for_each(|level| *level = (u32::from(*level) * (400 + x / 2) / 800) as u8);
        }
        assert!(compare(&photo, &lit, &Transform(SAME)).expect("they overlap").relit);
        for even in [imageops::brighten(&photo, 40), imageops::thumbnail(&photo, 200, 150), photo.clone()] {
            assert!(!check(&photo, &even, SAME, 0).relit);
        }
    }

    #[test]
    fn what_was_put_in_is_outlined_where_it_is() {
        let photo = scene(2, 600, 450);
        let mut changed = photo.clone();
        imageops::replace(&mut changed, &scene(9, 90, 60), 300, 150);
        for corner in [[420, 300], [60, 60]] {
            let patch = RgbImage::from_pixel(70, 70, Rgb([250, 250, 250]));
            imageops::replace(&mut changed, &patch, corner[0], corner[1]);
        }
        let found = check(&photo, &changed, SAME, 3);
        let around = found.areas.iter().any(|outline| {
            let inside = |x: f32, y: f32| outline.contains([x, y]);
            inside(0.575, 0.4) && !inside(0.45, 0.4) && !inside(0.575, 0.55)
        });
        assert!(around, "{:?}", found.areas);
    }

    #[test]
    fn only_what_both_show_is_compared_and_the_map_is_corrected() {
        let photo = scene(3, 600, 450);
        let crop = imageops::crop_imm(&photo, 150, 90, 300, 270).to_image();
        // What it is, a pixel and a half too far to the left.
        let off = [2.0, 0.0, -0.5 - 1.5 / 300.0, 0.0, 450.0 / 270.0, -90.0 / 270.0, 0.0, 0.0, 1.0];
        let found = check(&photo, &crop, off, 0);
        let [x, _] = found.to_right.apply([0.5, 0.5]);
        assert!((x - 0.5).abs() < 0.6 / 300.0, "{x}");
        assert_eq!(found.amount[0], 255);
    }

    #[test]
    fn strangers_differ_everywhere_and_do_not_line_up() {
        let (one, other) = (scene(4, 500, 400), scene(5, 500, 400));
        let found = compare(&one, &other, &Transform(SAME)).expect("they overlap");
        assert!(found.share > 0.4, "{}", found.share);
        assert!(line_up(&one, &other).is_none());
        let mirrored = line_up(&one, &imageops::flip_horizontal(&one)).expect("one picture");
        assert_eq!(mirrored.apply([0.25, 0.5]), [0.75, 0.5]);
        let aside = Transform([1.0, 0.0, 5.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);
        assert!(compare(&one, &other, &aside).is_none());
    }
}
