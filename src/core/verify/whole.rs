//! One photo laid over the whole of another by its sides alone, turned and mirrored in the eight possible ways. It finds
//! soft pictures, which have hardly a corner, and what was written through a picture or drawn over most of its corners.

use super::outcome::{DOUBTFUL_MIDDLE, MIN_TEXTURED, is_page};
use super::overlap::{self, Agreement};
use super::transform::{Transform, whole_copies};
use super::{EditDescription, MatchOutcome, Proof};
use crate::features::{Features, Plane};
use crate::resize;

/// Side of the square that both pictures are made before they are laid over each other, in pixels.
const SIDE: usize = 64;
/// A level, two slopes, a twist and two curvatures.
const TRENDS: usize = 6;
/// Without its trend a picture whose grey levels deviate less than this has nothing to compare: JPEG leaves half a level.
const FAINT: f32 = 1.5;
/// The correlation of two whole pictures, also [without their trends](structure), from which they are one. Copies of soft pictures
/// (blurred photographs, skies with clouds; half the size at JPEG quality 60, brighter, mirrored, grey) have 0.976 and more,
/// 28,000 pairs of strangers of the training photographs 0.73 at most.
const SAME_STRUCTURE: f64 = 0.95;
/// With something written through a picture it has so much of both ...
const OVERLAID_STRUCTURE: f64 = 0.85;
/// ... and half of its blocks correlate so well.
const OVERLAID_MEDIAN: f64 = 0.6;

/// Proves that two photos show the same whole picture, if need be as negative and positive; `None` if their pixels do not say
/// so. No corner is asked for, and so nothing is said of pages, whose letters are too small here.
pub fn verify(a: &Features, b: &Features) -> Option<Proof> {
    let (ours, theirs) = (structure(a.small())?, structure(b.small())?);
    let ways =
        whole_copies().into_iter().filter_map(|whole| Some((Transform::of_whole(&whole, a, b)?, whole)));
    let compared = ways.map(|(transform, whole)| (transform, correlation(&ours, &theirs, &whole)));
    let (transform, alike) = compared.max_by(|one, other| one.1.abs().total_cmp(&other.1.abs()))?;
    if alike.abs() < OVERLAID_STRUCTURE {
        return None;
    }
    let agreement = overlap::compare(a.small(), b.small(), &transform.between(a, b));
    let is_one = is_same(&agreement, alike) || is_overlaid(&agreement, alike);
    if !is_one || (is_page(&agreement) && !(a.has_few_corners() && b.has_few_corners())) {
        return None;
    }
    let parts = EditDescription::read(a, b, &transform, &agreement)?;
    Some(Proof { outcome: MatchOutcome::SamePicture, places: 0, transform, agreement, parts })
}

fn is_same(agreement: &Agreement, alike: f64) -> bool {
    let is_negative = alike < 0.0;
    alike.abs().min(agreement.whole * alike.signum()) >= SAME_STRUCTURE
        && (is_negative || agreement.middle >= DOUBTFUL_MIDDLE)
}

fn is_overlaid(agreement: &Agreement, alike: f64) -> bool {
    alike.min(agreement.whole) >= OVERLAID_STRUCTURE
        && agreement.median >= OVERLAID_MEDIAN
        && agreement.textured >= MIN_TEXTURED
}

/// The grey levels of a picture made a square, without their trend (the best plane and its curvature along both sides), scaled to
/// length 1: two skies are alike in how they brighten towards the horizon. `None` if nothing is left.
fn structure(small: &Plane) -> Option<Vec<f32>> {
    let side = SIDE as u32;
    let square = resize::grey(small.pixels(), [small.width() as u32, small.height() as u32], [side, side])?;
    let mut levels: Vec<f32> = square.into_iter().map(f32::from).collect();
    // On a full grid these are orthogonal to each other.
    let along: [f32; SIDE] = std::array::from_fn(|at| (at as f32 + 0.5) / SIDE as f32 - 0.5);
    let mean_square = along.iter().map(|at| at * at).sum::<f32>() / SIDE as f32;
    let curved = along.map(|at| at * at - mean_square);
    for trend in 0..TRENDS {
        let at = |index: usize| {
            let (x, y) = (index % SIDE, index / SIDE);
            match trend {
                0 => 1.0,
                1 => along[x],
                2 => along[y],
                3 => along[x] * along[y],
                4 => curved[x],
                _ => curved[y],
            }
        };
        let (mut common, mut own) = (0.0, 0.0);
        for (index, level) in levels.iter().enumerate() {
            common += at(index) * level;
            own += at(index) * at(index);
        }
        levels.iter_mut().enumerate().for_each(|(index, level)| *level -= common / own * at(index));
    }
    let length = levels.iter().map(|level| level * level).sum::<f32>().sqrt();
    (length >= FAINT * SIDE as f32).then(|| levels.into_iter().map(|level| level / length).collect())
}

/// Correlation of two structures of which the first lies so over the whole of the second, -1 to 1.
fn correlation(ours: &[f32], theirs: &[f32], whole: &Transform) -> f64 {
    let last = SIDE as i32 - 1;
    let entry = |index: usize| whole.0[index] as i32;
    let place = |x: i32, y: i32, row: usize| entry(row) * x + entry(row + 1) * y + entry(row + 2) * last;
    let mut sum = 0.0;
    for (row, y) in ours.chunks_exact(SIDE).zip(0..) {
        let start = place(0, y, 3) * SIDE as i32 + place(0, y, 0);
        let step = entry(3) * SIDE as i32 + entry(0);
        for (level, x) in row.iter().zip(0..) {
            sum += level * theirs[(start + step * x) as usize];
        }
    }
    f64::from(sum)
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage, imageops};

    use super::*;
    use crate::features::drawn::scene;
    use crate::features::extract;

    /// A picture out of focus: hardly a corner.
    fn soft(seed: u64) -> RgbImage {
        imageops::blur(&scene(seed, 600, 400), 12.0)
    }

    /// The turn and the mirroring that are found between a soft picture and an edit of it.
    fn check(edit: impl Fn(&RgbImage) -> RgbImage) -> (f64, bool) {
        let proof = verify(&extract(&soft(1)), &extract(&edit(&soft(1)))).expect("the edit is proven");
        assert_eq!(proof.outcome, MatchOutcome::SamePicture);
        (proof.parts.turn_degrees.round(), proof.parts.mirrored)
    }

    #[test]
    fn a_picture_without_corners_is_found_however_it_lies() {
        assert_eq!(check(|photo| imageops::thumbnail(photo, 300, 200)), (0.0, false));
        assert_eq!(check(|photo| imageops::brighten(photo, 25)), (0.0, false));
        assert_eq!(check(imageops::flip_horizontal), (0.0, true));
        assert_eq!(check(imageops::rotate90), (90.0, false));
        assert_eq!(check(imageops::rotate270), (-90.0, false));
    }

    #[test]
    fn a_negative_is_found() {
        assert_eq!(
            check(|photo| {
                let mut negative = photo.clone();
                imageops::invert(&mut negative);
                negative
            }),
            (0.0, false)
        );
    }

    #[test]
    fn soft_strangers_stay_strangers() {
        let photos: Vec<Features> = (10..22).map(|seed| extract(&soft(seed))).collect();
        for (index, one) in photos.iter().enumerate() {
            for other in &photos[..index] {
                assert!(verify(one, other).is_none());
            }
        }
    }

    #[test]
    fn two_skies_that_brighten_alike_are_strangers() {
        let sky = |cloud: u32| {
            extract(&RgbImage::from_fn(600, 400, |x, y| {
                let near = (x.abs_diff(cloud).pow(2) + y.abs_diff(120).pow(2)) as f32;
                Rgb([(80.0 + y as f32 / 4.0 + 12.0 * (-near / 4000.0).exp()) as u8; 3])
            }))
        };
        assert!(super::verify(&sky(150), &sky(400)).is_none());
        assert!(super::verify(&sky(150), &sky(150)).is_some());
    }
}
