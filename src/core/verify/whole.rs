//! One photo laid over the whole of another by its sides alone, turned and mirrored in the eight possible ways. It finds
//! copies of soft pictures, which have hardly a corner.

use super::outcome::is_page;
use super::overlap;
use super::transform::{Transform, whole_copies};
use super::{EditDescription, MatchOutcome, Proof};
use crate::features::{Features, Plane};
use crate::resize;

/// Side of the square that both pictures are made before they are laid over each other, in pixels.
const SIDE: usize = 64;
/// Side of a part of it whose mean level is compared, in pixels.
const PART: usize = 8;
/// A level, two slopes, a twist and two curvatures.
const TRENDS: usize = 6;
/// Without its trend a picture whose grey levels deviate less than this has nothing to compare: JPEG leaves half a level.
const FAINT: f32 = 1.5;
/// Two pictures are one if their structures correlate so well ...
const SAME_STRUCTURE: f64 = 0.95;
/// ... and the mean grey level of no part is farther off than this. `tests/accuracy/soft.py` on two draws: copies of soft pictures (half
/// the size at JPEG quality 60, mirrored, turned, grey, negative) have 0.97 and 0.9 at most; clouds that drift, another focus,
/// a thing or a light that came in have 1.1 and more in 95 of 100.
const SAME_LEVEL: f32 = 1.0;

/// Proves that two photos show the same whole picture, if need be as negative and positive; `None` if their pixels do not say
/// so. No corner is asked for, and so nothing is said of pages, whose letters are too small here.
pub fn verify(a: &Features, b: &Features) -> Option<Proof> {
    let (ours, theirs) = (Square::of(a.small())?, Square::of(b.small())?);
    let laid = |whole: Transform| {
        let transform = Transform::of_whole(&whole, a, b)?;
        let alike = dot(&ours.structure, &lay(&theirs.structure, &whole));
        Some((transform, whole, f64::from(alike)))
    };
    let ways = whole_copies().into_iter().filter_map(laid);
    let (transform, whole, alike) = ways.max_by(|one, other| one.2.abs().total_cmp(&other.2.abs()))?;
    if alike.abs() < SAME_STRUCTURE || ours.farthest_part(&theirs, &whole) > SAME_LEVEL {
        return None;
    }
    let agreement = overlap::compare(a.small(), b.small(), &transform.between(a, b));
    if is_page(&agreement) && !(a.has_few_corners() && b.has_few_corners()) {
        return None;
    }
    let parts = EditDescription::read(a, b, &transform, &agreement)?;
    Some(Proof { outcome: MatchOutcome::SamePicture, places: 0, transform, agreement, parts })
}

/// A picture made a square.
struct Square {
    /// Grey levels from their mean, row by row.
    levels: Vec<f32>,
    /// The same without their trend (the best plane and its curvature along both sides), scaled to length 1: two skies are alike in
    /// how they brighten towards the horizon.
    structure: Vec<f32>,
}

impl Square {
    /// `None` if hardly anything is left without the trend.
    fn of(small: &Plane) -> Option<Self> {
        let side = SIDE as u32;
        let square =
            resize::grey(small.pixels(), [small.width() as u32, small.height() as u32], [side, side])?;
        let mut structure: Vec<f32> = square.into_iter().map(f32::from).collect();
        let mean = structure.iter().sum::<f32>() / structure.len() as f32;
        let levels = structure.iter().map(|level| level - mean).collect();
        remove_trend(&mut structure);
        let length = dot(&structure, &structure).sqrt();
        structure.iter_mut().for_each(|level| *level /= length);
        (length >= FAINT * SIDE as f32).then_some(Self { levels, structure })
    }

    /// How far the mean level of a part lies off what the best straight tone curve makes of it, at most; in levels of the picture with
    /// less contrast.
    fn farthest_part(&self, other: &Self, whole: &Transform) -> f32 {
        let theirs = lay(&other.levels, whole);
        let (own, all) = (dot(&self.levels, &self.levels), dot(&theirs, &theirs));
        let gain = dot(&self.levels, &theirs) / own;
        let scale = (own / all).sqrt().min(1.0);
        let mut parts = [0.0_f32; (SIDE / PART) * (SIDE / PART)];
        for (at, (level, their)) in self.levels.iter().zip(&theirs).enumerate() {
            let (x, y) = (at % SIDE / PART, at / SIDE / PART);
            parts[y * (SIDE / PART) + x] += their - gain * level;
        }
        let farthest = parts.into_iter().map(f32::abs).fold(0.0, f32::max);
        farthest * scale / (PART * PART) as f32
    }
}

fn dot(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

/// Removes from the levels of a square what its trends explain.
fn remove_trend(levels: &mut [f32]) {
    let (rows, _) = levels.as_chunks_mut::<SIDE>();
    let along: [f32; SIDE] = std::array::from_fn(|at| (at as f32 + 0.5) / SIDE as f32 - 0.5);
    let straight = dot(&along, &along);
    let curved = along.map(|at| at * at - straight / SIDE as f32);
    let bent = dot(&curved, &curved);
    // On a full grid the trends are orthogonal to each other, so that each is found by itself.
    let [mut mean, mut across, mut down, mut twist, mut across_bent, mut down_bent] = [0.0; TRENDS];
    for (row, (y, y_bent)) in rows.iter().zip(along.iter().zip(&curved)) {
        let (sum, slope) = (row.iter().sum::<f32>(), dot(row, &along));
        mean += sum;
        across += slope;
        down += sum * y;
        twist += slope * y;
        across_bent += dot(row, &curved);
        down_bent += sum * y_bent;
    }
    let side = SIDE as f32;
    mean /= side * side;
    [across, down] = [across, down].map(|common| common / (side * straight));
    [across_bent, down_bent] = [across_bent, down_bent].map(|common| common / (side * bent));
    twist /= straight * straight;
    for (row, (y, y_bent)) in rows.iter_mut().zip(along.iter().zip(&curved)) {
        let (level, slope) = (mean + down * y + down_bent * y_bent, across + twist * y);
        for (pixel, (x, x_bent)) in row.iter_mut().zip(along.iter().zip(&curved)) {
            *pixel -= level + slope * x + across_bent * x_bent;
        }
    }
}

/// The numbers of a square as they lie under one that lies so over the whole of it.
fn lay(square: &[f32], whole: &Transform) -> Vec<f32> {
    let last = SIDE as i32 - 1;
    let entry = |index: usize| whole.0[index] as i32;
    let place = |x: i32, y: i32, row: usize| entry(row) * x + entry(row + 1) * y + entry(row + 2) * last;
    let at = |index: usize| {
        let (x, y) = ((index % SIDE) as i32, (index / SIDE) as i32);
        square[(place(x, y, 3) * SIDE as i32 + place(x, y, 0)) as usize]
    };
    (0..SIDE * SIDE).map(at).collect()
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
    fn what_drifts_or_comes_into_a_soft_picture_makes_it_another() {
        let base = soft(1);
        let here = imageops::crop_imm(&base, 0, 0, 588, 400).to_image();
        let drifted = imageops::crop_imm(&base, 12, 0, 588, 400).to_image();
        let mut entered = scene(1, 600, 400);
        imageops::replace(&mut entered, &RgbImage::new(40, 60), 300, 180);
        assert!(super::verify(&extract(&here), &extract(&here)).is_some());
        assert!(super::verify(&extract(&here), &extract(&drifted)).is_none());
        assert!(super::verify(&extract(&base), &extract(&imageops::blur(&entered, 12.0))).is_none());
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
