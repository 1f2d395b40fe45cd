//! Whether what a photo has around another was added to it, as a border, bars, the corners that turning leaves or another
//! picture of a collage, or belongs to the photograph that the other was cut out of: this goes on inside, what was added ends
//! at an edge.

use std::ops::Range;

use image::RgbImage;

use crate::photo::{Edit, Placement, Point};

/// Long side of the picture that is looked at, in pixels.
pub const LOOKED_AT: u32 = 1024;

/// So far from the edge, in fractions of the inner photo's sides, both sides of it are compared: farther than the blocks of a
/// JPEG smear it.
const ASIDE: f64 = 0.02;

/// Places along each side.
const PLACES: usize = 64;

/// Levels of a colour that are more than noise and shade.
const EDGE: i32 = 16;

/// An added ground shows its edge along so much of it, and the ground of a photograph along less.
const ADDED: f32 = 0.35;

/// A turn that is so many degrees from a quarter turn leaves corners.
const ASKEW: f32 = 2.0;

/// Turned by less or more than quarter turns: what is plain around it are corners without a picture.
pub fn is_askew(edit: &Edit) -> bool {
    edit.skew() > ASKEW
}

/// A photo lies so near the edge of another, in fractions of its sides, if it was put there.
const AT_EDGE: f64 = 0.015;

/// The inner photo reaches three edges of the outer one: a half of a collage, or what is left when one side was cut off.
pub fn fills_one_end(placement: &Placement) -> bool {
    let corners = [[0.0, 0.0], [1.0, 1.0]].map(|corner| placement.transform().apply(corner));
    let reached = [0, 1].into_iter().flat_map(|axis| {
        let ends = corners.map(|corner| corner[axis]);
        [ends[0].min(ends[1]).abs() <= AT_EDGE, (ends[0].max(ends[1]) - 1.0).abs() <= AT_EDGE]
    });
    reached.filter(|is_reached| *is_reached).count() == 3
}

/// A photo with more around another one.
pub struct Ground<'a> {
    picture: &'a RgbImage,
    /// The three levels of each pixel together, column by column and row by row.
    lines: [Vec<Vec<u16>>; 2],
}

impl<'a> Ground<'a> {
    /// Of the outer photo at [`LOOKED_AT`].
    pub fn new(picture: &'a RgbImage) -> Self {
        let sum = |x: u32, y: u32| picture.get_pixel(x, y).0.into_iter().map(u16::from).sum();
        let column = |x: u32| (0..picture.height()).map(|y| sum(x, y)).collect();
        let row = |y: u32| (0..picture.width()).map(|x| sum(x, y)).collect();
        let lines = [(0..picture.width()).map(column).collect(), (0..picture.height()).map(row).collect()];
        Self { picture, lines }
    }

    /// `placement` is where the spots of the inner photo lie in this one. No if nothing is around.
    pub fn is_added(&self, placement: &Placement) -> bool {
        let colour = colours(self.picture, placement);
        let spots = (0..PLACES).flat_map(|place| SIDES.map(|spot| (along(place), spot)));
        let both_sides = |(along, spot): (f64, fn(f64, f64) -> Point)| {
            Some((colour(spot(along, ASIDE))?, colour(spot(along, -ASIDE))?))
        };
        let seen: Vec<_> = spots.filter_map(both_sides).collect();
        // What cuts through a tree and a sky has many edges, but no ground of one colour beyond them.
        let ground = [0, 1, 2].map(|channel| median(seen.iter().map(|(_, outside)| outside[channel])));
        let differ = |one: &[i32; 3], other: &[i32; 3]| {
            one.iter().zip(other).any(|(one, other)| (one - other).abs() > EDGE)
        };
        let edges =
            seen.iter().filter(|(inside, outside)| differ(inside, outside) && !differ(outside, &ground));
        !seen.is_empty() && edges.count() as f32 >= ADDED * seen.len() as f32
    }

    /// Whether the inner photo ends where another picture begins, or a blurred ground. `placement` as for [`Self::is_added`].
    pub fn has_seam(&self, placement: &Placement) -> bool {
        self.is_joined(placement) || loses_detail(self.picture, placement)
    }

    /// Whether it ends at a line where another picture begins.
    pub fn is_joined(&self, placement: &Placement) -> bool {
        ends_at_line(&self.lines, placement)
    }
}

/// At a seam neighbouring pixels differ so many times as much as along 95 of 100 lines beside it. `tests/accuracy/seams.py`
/// sees 0.98 of the seams in 400 collages with it, and one around 0.045 of 1,200 crops, which are not suggested then; with 2.0 these are
/// 0.96 and 0.02.
const SEAM_RATIO: f32 = 1.5;
/// So far from where the proof puts it, in pixels, a seam may lie ...
const SEAM_SLACK: usize = 4;
/// ... and so many lines on either side it is compared with, but for those that it touches.
const LINES_BESIDE: usize = 64;
const TOUCHED: usize = 3;
/// Fewer lines than this say nothing.
const LEAST_LINES: usize = 10;
/// Levels by which pixels along a seam differ at least.
const SEAM_LEVELS: f32 = 2.0;

/// Beside a blurred ground, as stories have one, the inner photo changes from pixel to pixel so many times as much as that, and by
/// so many levels; the ground by no more than this. The same script sees 0.91 of 150 stories, and 0.008 of the crops.
const BLURRED_RATIO: f32 = 4.0;
const SHARP_LEVELS: f32 = 2.0;
const BLURRED_LEVELS: f32 = 0.8;

/// Along a side there is much to see inside and nothing but soft shades outside.
fn loses_detail(picture: &RgbImage, placement: &Placement) -> bool {
    let map = placement.transform();
    let (width, height) = (f64::from(picture.width()) - 1.0, f64::from(picture.height()) - 1.0);
    let detail = |spot: Point| {
        let [x, y] = map.apply(spot);
        let (x, y) = (x * width, y * height);
        let inside = (0.0..width).contains(&x) && (0.0..height).contains(&y);
        inside.then(|| steps(picture, x as u32, y as u32))
    };
    SIDES.into_iter().any(|spot| {
        let side = |sign: f64| {
            let depths = [0.5, 1.0, 1.5, 2.0].map(|times| sign * times * ASIDE);
            let spots = (0..PLACES).map(along).flat_map(|along| depths.map(|depth| spot(along, depth)));
            let seen: Vec<f32> = spots.filter_map(detail).collect();
            (seen.len() >= PLACES).then(|| seen.iter().sum::<f32>() / seen.len() as f32)
        };
        side(1.0).zip(side(-1.0)).is_some_and(|(inside, outside)| {
            inside > SHARP_LEVELS && outside < BLURRED_LEVELS && inside > BLURRED_RATIO * outside
        })
    })
}

/// How much a pixel differs from the ones to the right and below, in levels.
fn steps(picture: &RgbImage, x: u32, y: u32) -> f32 {
    let [here, right, below] = [[x, y], [x + 1, y], [x, y + 1]].map(|[x, y]| picture.get_pixel(x, y).0);
    let step = |other: [u8; 3]| {
        here.iter().zip(other).map(|(one, other)| f32::from(one.abs_diff(other))).sum::<f32>()
    };
    (step(right) + step(below)) / 6.0
}

/// Neighbouring pixels differ more along a side of the inner photo than along the lines beside it. Meant for photos that lie upright or
/// in a quarter turn: of others the upright rectangle between two corners is looked at.
fn ends_at_line(lines: &[Vec<Vec<u16>>; 2], placement: &Placement) -> bool {
    let corners = [[0.0, 0.0], [1.0, 1.0]].map(|corner| placement.transform().apply(corner));
    // Lines from left to right, then from above to below.
    [(0, 1), (1, 0)].into_iter().any(|(axis, other)| {
        let at = |corner: usize, axis: usize| {
            let side = lines[axis].len() as f64;
            (corners[corner][axis] * side).round().clamp(0.0, side) as usize
        };
        let along = at(0, other).min(at(1, other))..at(0, other).max(at(1, other));
        let lines = &lines[axis];
        [at(0, axis), at(1, axis)].into_iter().any(|edge| {
            let is_inside = edge >= 2 * SEAM_SLACK && edge + 2 * SEAM_SLACK <= lines.len();
            let beside = edge.saturating_sub(LINES_BESIDE)..(edge + LINES_BESIDE).min(lines.len());
            is_inside && is_seam(&jumps(&lines[beside], &along), edge.min(LINES_BESIDE) - 1)
        })
    })
}

/// How much the pixels `along` each of these lines differ from those of the next, in levels.
fn jumps(lines: &[Vec<u16>], along: &Range<usize>) -> Vec<f32> {
    let count = 3.0 * along.len().max(1) as f32;
    let jump = |two: &[Vec<u16>]| {
        let pixels = two[0][along.clone()].iter().zip(&two[1][along.clone()]);
        pixels.map(|(one, next)| u32::from(one.abs_diff(*next))).sum::<u32>() as f32 / count
    };
    lines.windows(2).map(jump).collect()
}

/// Whether the jumps have a peak at most [`SEAM_SLACK`] lines from the one at this place.
fn is_seam(jumps: &[f32], place: usize) -> bool {
    let near = place.saturating_sub(SEAM_SLACK)..(place + SEAM_SLACK + 1).min(jumps.len());
    let Some(peak) = near.max_by(|one, other| jumps[*one].total_cmp(&jumps[*other])) else { return false };
    let is_beside = |line: &usize| line.abs_diff(peak) > TOUCHED;
    let mut beside: Vec<f32> = (0..jumps.len()).filter(is_beside).map(|line| jumps[line]).collect();
    beside.sort_unstable_by(f32::total_cmp);
    let usual = beside.get(beside.len() * 95 / 100).copied();
    beside.len() >= LEAST_LINES
        && jumps[peak] > SEAM_LEVELS
        && usual.is_some_and(|usual| jumps[peak] > SEAM_RATIO * usual)
}

/// Spots so far along a side of the inner photo and so far inside of it, by side, in fractions of its sides.
const SIDES: [fn(f64, f64) -> Point; 4] = [
    |along, aside| [along, aside],
    |along, aside| [along, 1.0 - aside],
    |along, aside| [aside, along],
    |along, aside| [1.0 - aside, along],
];

fn along(place: usize) -> f64 {
    (place as f64 + 0.5) / PLACES as f64
}

/// The colour that `picture` has at a spot of the inner photo; `None` beyond its edge.
fn colours(picture: &RgbImage, placement: &Placement) -> impl Fn(Point) -> Option<[i32; 3]> {
    let map = placement.transform();
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    move |spot| {
        let [x, y] = map.apply(spot);
        let inside = (0.0..1.0).contains(&x) && (0.0..1.0).contains(&y);
        inside.then(|| mean(picture, (x * width) as u32, (y * height) as u32))
    }
}

/// 0 of none.
fn median(levels: impl Iterator<Item = i32>) -> i32 {
    let mut levels: Vec<i32> = levels.collect();
    levels.sort_unstable();
    levels.get(levels.len() / 2).copied().unwrap_or(0)
}

/// The mean colour around a pixel.
fn mean(picture: &RgbImage, x: u32, y: u32) -> [i32; 3] {
    let (mut sum, mut count) = ([0; 3], 0);
    for y in y.saturating_sub(1)..(y + 2).min(picture.height()) {
        for x in x.saturating_sub(1)..(x + 2).min(picture.width()) {
            let pixel = picture.get_pixel(x, y).0;
            (0..3).for_each(|channel| sum[channel] += i32::from(pixel[channel]));
            count += 1;
        }
    }
    sum.map(|sum| sum / count.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::Transform;
    use image::Rgb;

    #[test]
    fn another_picture_begins_at_a_seam_and_a_crop_at_none() {
        let wave = |x: u32, y: u32, seed: f32| {
            let level = |n: f32| {
                128.0
                    + 60.0 * ((x as f32 * n + seed) / 41.0).sin()
                    + 60.0 * ((y as f32 + seed * n) / 33.0).cos()
            };
            Rgb([level(1.0) as u8, level(1.4) as u8, level(0.7) as u8])
        };
        let whole = RgbImage::from_fn(400, 300, |x, y| wave(x, y, 0.0));
        let half = Placement::new(&Transform([0.5, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0])).expect("a map");
        assert!(
            !Ground::new(&whole).has_seam(&half)
                && !Ground::new(&whole).has_seam(&inner())
                && !Ground::new(&whole).has_seam(&Placement::WHOLE)
        );
        let collage =
            RgbImage::from_fn(400, 300, |x, y| if x < 200 { wave(x, y, 0.0) } else { wave(3 * y, x, 500.0) });
        assert!(Ground::new(&collage).has_seam(&half));
        // What lies far outside of the picture has no edge in it.
        let far = Transform([1e30, 0.0, -5e29, 0.0, 1e30, 9e29, 0.0, 0.0, 1.0]);
        assert!(Placement::new(&far).is_none_or(|far| !Ground::new(&collage).has_seam(&far)));
    }

    #[test]
    fn a_half_reaches_three_edges() {
        let fills = |across: f64, down: f64, left: f64, top: f64| {
            let map = Transform([across, 0.0, left, 0.0, down, top, 0.0, 0.0, 1.0]);
            fills_one_end(&Placement::new(&map).expect("a map"))
        };
        assert!(fills(0.5, 1.0, 0.0, 0.0) && fills(0.5, 1.0, 0.5, 0.0) && fills(1.0, -0.6, 0.0, 1.0));
        assert!(!fills(0.5, 1.0, 0.25, 0.0) && !fills(0.5, 0.5, 0.0, 0.0) && !fills(1.0, 1.0, 0.0, 0.0));
    }

    #[test]
    fn a_blurred_ground_begins_at_a_seam() {
        let texture = |x: u32, y: u32| Rgb([(x * 37 % 50 + 90) as u8, (y * 41 % 50 + 90) as u8, 100]);
        let is_inner = |x: u32, y: u32| (100..300).contains(&x) && (75..225).contains(&y);
        let shade = |x: u32, y: u32| Rgb([(100 + x / 16) as u8, (100 + y / 16) as u8, 100]);
        let story =
            RgbImage::from_fn(400, 300, |x, y| if is_inner(x, y) { texture(x, y) } else { shade(x, y) });
        assert!(loses_detail(&story, &inner()));
        assert!(!loses_detail(&RgbImage::from_fn(400, 300, texture), &inner()));
        assert!(!loses_detail(&RgbImage::from_fn(400, 300, shade), &inner()));
        assert!(!loses_detail(&story, &Placement::WHOLE), "there is nothing around it");
    }

    /// The inner half of each side.
    fn inner() -> Placement {
        Placement::new(&Transform([0.5, 0.0, 0.25, 0.0, 0.5, 0.25, 0.0, 0.0, 1.0])).expect("a map")
    }

    #[test]
    fn a_border_ends_at_an_edge_and_a_ground_goes_on() {
        let is_inner = |x: u32, y: u32| (100..300).contains(&x) && (75..225).contains(&y);
        let texture = |x: u32, y: u32| Rgb([(x * 7 % 200) as u8, (y * 5 % 180) as u8, 90]);
        let bordered =
            RgbImage::from_fn(400, 300, |x, y| if is_inner(x, y) { texture(x, y) } else { Rgb([255; 3]) });
        assert!(Ground::new(&bordered).is_added(&inner()));
        let object = |x: u32, y: u32| (130..270).contains(&x) && (105..195).contains(&y);
        let ground = RgbImage::from_fn(400, 300, |x, y| {
            if object(x, y) { texture(x, y) } else { Rgb([(200 + y / 10) as u8; 3]) }
        });
        assert!(!Ground::new(&ground).is_added(&inner()));
        assert!(!Ground::new(&bordered).is_added(&Placement::WHOLE), "there is nothing around it");
    }

    #[test]
    fn what_cuts_through_houses_below_a_sky_was_not_framed() {
        let sky = Rgb([120, 140, 160]);
        let houses = RgbImage::from_fn(400, 300, |x, y| {
            if y < 140 { sky } else { Rgb([(x * 37 % 160) as u8, (y * 29 % 140) as u8, (x * y % 90) as u8]) }
        });
        assert!(!Ground::new(&houses).is_added(&inner()));
    }
}
