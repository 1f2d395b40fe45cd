//! What a proven transform says in human terms: how much is kept, turned how far, mirrored, how large, what was added.
//!
//! `verify` measures, `description` reads: the words themselves are formed where they are shown.

use super::overlap::{Agreement, Outside, SAME_BRIGHTNESS, outside};
use super::transform::{Point, Transform};
use crate::features::{Features, GREY_BELOW};
use crate::photo::ExtraContent;

/// From this on it is surely in colour.
const COLOUR_FROM: u8 = 8;
/// A change of contrast by more than this factor, either way, is a change of tone.
const SAME_CONTRAST: f64 = 1.12;
/// So is one of brightness in more than this share of the picture. Of 1,029 pairs of a photo and its copy that `make_copies.py`,
/// `make_hard.py` and `make_modern.py` made, it newly told two watermarks, and none that was only saved or made smaller.
const RELIT: f64 = 0.25;
/// Outside of the overlap is plain if this share of it is of one grey. A clear sky, with its shades, is not.
const PLAIN_SHARE: f64 = 0.8;
/// A change of colourfulness by more than this factor is a change of tone ...
const SAME_COLOUR: f64 = 1.3;
/// ... between photos of which this share is common.
const COMPARABLE: f64 = 0.9;

/// How two photos that show the same relate, from the first to the second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EditDescription {
    /// Share of the first photo's area that the second also shows, 0 to 1: 0.62 says the second kept 62 %.
    pub kept_of_a: f64,
    /// Share of the second photo's area that the first also shows, 0 to 1.
    pub kept_of_b: f64,
    /// Clockwise turn from the first photo to the second in degrees, -180 to 180; after mirroring, if mirrored.
    pub turn_degrees: f64,
    /// Whether the second photo is the first mirrored left to right, and then turned.
    pub mirrored: bool,
    /// How much larger the same thing is in the second photo's frame; see [`EditDescription::size_in_pixels`].
    pub size: f64,
    /// How far one direction is stretched against the other, 1 (not at all) upwards.
    pub stretch: f64,
    /// How far sizes differ across the first photo by perspective, 1 (not at all) upwards.
    pub perspective: f64,
    /// Share of the overlap that is covered by something else, 0 to 1: captions, stickers, what moved.
    pub covered: f64,
    /// Whether brightness, contrast, or colour against greyscale differ.
    pub tone_changed: bool,
    /// What the first photo has beyond the overlap.
    pub beyond_a: ExtraContent,
    /// What the second photo has beyond the overlap.
    pub beyond_b: ExtraContent,
}

impl EditDescription {
    /// Reads a transform between two photos' frames.
    pub fn read(
        a: &Features,
        b: &Features,
        transform: &Transform,
        agreement: &Agreement,
    ) -> Option<EditDescription> {
        let back = transform.inverse()?;
        let corners =
            |features: &Features| outline(f64::from(features.frame().0), f64::from(features.frame().1));
        let (outline_a, outline_b) = (corners(a), corners(b));
        let centre = overlap_centre(&outline_a, &outline_b.map(|corner| back.apply(corner)))?;
        let [p, q, r, s] = transform.linear_at(centre);
        let mirrored = p * s - q * r < 0.0;
        let (p, r) = if mirrored { (-p, -r) } else { (p, r) };
        let (kept_of_a, kept_of_b) = (
            share(&outline_a, &outline_b.map(|corner| back.apply(corner))),
            share(&outline_b, &outline_a.map(|corner| transform.apply(corner))),
        );
        let contrast = agreement.contrast.max(1.0 / agreement.contrast);
        Some(EditDescription {
            kept_of_a,
            kept_of_b,
            turn_degrees: (r - q).atan2(p + s).to_degrees(),
            mirrored,
            size: (p * s - q * r).abs().sqrt(),
            stretch: transform.stretch_at(centre),
            perspective: transform.depth_ratio(outline_a),
            covered: 1.0 - agreement.share(),
            tone_changed: contrast > SAME_CONTRAST
                || agreement.brighter.abs() > SAME_BRIGHTNESS
                || agreement.relit > RELIT
                || colours_differ(a, b, kept_of_a.min(kept_of_b)),
            beyond_a: beyond(outside(b.small(), a.small(), &transform.between(a, b))),
            beyond_b: beyond(outside(a.small(), b.small(), &back.between(b, a))),
        })
    }

    /// How much larger the same thing is in the second photo in pixels, from the long sides of both photos in full:
    /// 0.25 says that the second was resized to 25 %.
    pub fn size_in_pixels(&self, a: &Features, b: &Features, long_sides_px: [u32; 2]) -> f64 {
        let per_frame_px = |features: &Features, long: u32| {
            f64::from(long) / f64::from(features.frame().0.max(features.frame().1).max(1))
        };
        self.size * per_frame_px(b, long_sides_px[1]) / per_frame_px(a, long_sides_px[0])
    }
}

fn beyond(outside: Option<Outside>) -> ExtraContent {
    match outside {
        None => ExtraContent::Nothing,
        Some(Outside { one_grey, .. }) if one_grey < PLAIN_SHARE => ExtraContent::Picture,
        Some(Outside { opposite: true, .. }) => ExtraContent::Frame,
        Some(_) => ExtraContent::Plain,
    }
}

/// Whether one photo has clearly less colour than the other. Only photos that show the same can be compared so.
fn colours_differ(a: &Features, b: &Features, common: f64) -> bool {
    let (low, high) = (a.colourfulness().min(b.colourfulness()), a.colourfulness().max(b.colourfulness()));
    let greyed = low < GREY_BELOW && high >= COLOUR_FROM;
    greyed || (common > COMPARABLE && high >= COLOUR_FROM && f64::from(high) > SAME_COLOUR * f64::from(low))
}

/// The corners of a photo, clockwise from the upper left.
fn outline(width: f64, height: f64) -> [Point; 4] {
    [[-0.5, -0.5], [width - 0.5, -0.5], [width - 0.5, height - 0.5], [-0.5, height - 0.5]]
}

/// The share of a rectangle's area that lies in another outline.
fn share(rectangle: &[Point; 4], other: &[Point; 4]) -> f64 {
    (area(&clip(other, rectangle)) / area(rectangle).max(1e-9)).clamp(0.0, 1.0)
}

/// The middle of where a rectangle and another outline overlap.
fn overlap_centre(rectangle: &[Point; 4], other: &[Point; 4]) -> Option<Point> {
    let common = clip(other, rectangle);
    let count = common.len() as f64;
    (!common.is_empty())
        .then(|| [0, 1].map(|axis| common.iter().map(|corner| corner[axis]).sum::<f64>() / count))
}

/// The part of an outline that lies in an upright rectangle (Sutherland and Hodgman 1974).
fn clip(outline: &[Point], rectangle: &[Point; 4]) -> Vec<Point> {
    let (low, high) = (rectangle[0], rectangle[2]);
    let mut clipped = outline.to_vec();
    for (axis, limit, sign) in [(0, low[0], 1.0), (0, high[0], -1.0), (1, low[1], 1.0), (1, high[1], -1.0)] {
        let depth = |corner: &Point| (corner[axis] - limit) * sign;
        let mut kept = Vec::with_capacity(clipped.len() + 1);
        for (index, corner) in clipped.iter().enumerate() {
            let next = &clipped[(index + 1) % clipped.len()];
            let (here, there) = (depth(corner), depth(next));
            if here >= 0.0 {
                kept.push(*corner);
            }
            if (here >= 0.0) != (there >= 0.0) {
                let along = here / (here - there);
                kept.push([0, 1].map(|part| corner[part] + along * (next[part] - corner[part])));
            }
        }
        clipped = kept;
    }
    clipped
}

/// The area of a simple outline.
fn area(outline: &[Point]) -> f64 {
    let next = outline.iter().cycle().skip(1);
    outline.iter().zip(next).map(|(one, other)| one[0] * other[1] - one[1] * other[0]).sum::<f64>().abs()
        / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(other: [Point; 4], expected: f64) {
        let found = share(&outline(100.0, 50.0), &other);
        assert!((found - expected).abs() < 1e-9, "{found}");
    }

    #[test]
    fn shares_are_areas_in_common() {
        check(outline(100.0, 50.0), 1.0);
        check(outline(50.0, 50.0), 0.5);
        check(outline(900.0, 900.0), 1.0);
        check(outline(100.0, 50.0).map(|[x, y]| [x + 50.0, y + 25.0]), 0.25);
        check(outline(100.0, 50.0).map(|[x, y]| [x + 500.0, y]), 0.0);
        check(outline(100.0, 50.0).map(|[x, y]| [99.0 - x, y]), 1.0);
    }
}
