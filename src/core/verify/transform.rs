//! What `verify` asks of the transform between two photos: whether it is believable, and what it is between other
//! measures than the frames that it was found in.

use crate::features::Features;
use crate::photo::Placement;

pub use crate::photo::{Point, Transform};

/// The smallest and largest change of size that is believed (1 = same size in the two frames).
/// From the notes on matching, section 2: outside of it many points fall onto one spot.
pub const SCALES: std::ops::RangeInclusive<f64> = 0.15..=6.5;
/// One direction may be stretched against the other by this factor: 16:9 squeezed into a square is 1.78.
const MAX_STRETCH: f64 = 2.2;
/// How much the size may differ across the overlap because of perspective, as the ratio of two depths.
const MAX_DEPTH_RATIO: f64 = 2.0;

/// A photo of these proportions that lies within this share of a side of a whole copy is taken for one: corners are found
/// to a third of a pixel of a frame of 384.
const WHOLE_SLACK: f64 = 0.003;
/// A copy whose proportions differ by less than this, and by more than rounding, had an edge trimmed off.
const STRETCHED: f64 = 0.015;
/// Two photos whose proportions differ by more than this factor do not both show the whole picture.
const SAME_PROPORTIONS: f64 = 1.02;

impl Transform {
    /// The same transform between the small pictures of two photos instead of their frames.
    pub fn between(&self, a: &Features, b: &Features) -> Transform {
        let grow = |features: &Features| {
            let ((width, height), small) = (features.frame(), features.small());
            let (across, down) =
                (f64::from(width) / small.width() as f64, f64::from(height) / small.height() as f64);
            Transform([across, 0.0, 0.5 * across - 0.5, 0.0, down, 0.5 * down - 0.5, 0.0, 0.0, 1.0])
        };
        let to_small_b = grow(b).inverse().unwrap_or(Transform::similarity(1.0, 0.0, 0.0, 0.0));
        grow(a).then(self).then(&to_small_b)
    }

    /// Whether a photo of this size could have been carried over so: not collapsed, torn or folded.
    pub fn is_believable(&self, width: f64, height: f64) -> bool {
        let [a, b, c, d] = self.linear_at([width / 2.0, height / 2.0]);
        let area = (a * d - b * c).abs();
        let spread = (a * a + b * b + c * c + d * d) / 2.0;
        // The singular values' ratio r satisfies (r + 1/r) / 2 = spread / area.
        let stretched = spread > area * (MAX_STRETCH + 1.0 / MAX_STRETCH) / 2.0;
        area.is_finite()
            && SCALES.contains(&area.sqrt())
            && !stretched
            && self.depth_ratio([[0.0, 0.0], [width, 0.0], [0.0, height], [width, height]]) <= MAX_DEPTH_RATIO
    }

    /// The same transform between fractions of the sides of two photos of these sizes in pixels, instead of their frames.
    /// A copy that was not cropped fits exactly, to the pixel.
    pub fn placement(&self, a: &Features, b: &Features, sizes_px: [(u32, u32); 2]) -> Option<Placement> {
        let found = frame(a).then(self).then(&frame(b).inverse()?);
        let whole = whole_copies().into_iter().find(|whole| {
            let near = |corner: Point| {
                let ([x, y], [u, v]) = (found.apply(corner), whole.apply(corner));
                (x - u).abs() <= WHOLE_SLACK && (y - v).abs() <= WHOLE_SLACK
            };
            CORNERS.into_iter().all(near) && are_proportional(whole, sizes_px)
        });
        Placement::new(&whole.unwrap_or(found))
    }

    /// The transform between the frames of two photos of which the first lies over the whole of the second in one of the
    /// [eight ways](whole_copies); `None` if their proportions differ.
    pub fn of_whole(whole: &Transform, a: &Features, b: &Features) -> Option<Transform> {
        let ((width, height), (to_width, to_height)) = (a.frame(), b.frame());
        let (width, height) = if whole.0[0] == 0.0 { (height, width) } else { (width, height) };
        let [across, down] =
            [f64::from(to_width) / f64::from(width), f64::from(to_height) / f64::from(height)];
        if across.max(down) > across.min(down) * SAME_PROPORTIONS {
            return None;
        }
        Some(frame(a).inverse()?.then(whole).then(&frame(b)))
    }

    /// The transform between the frames of two photos of which the first lies so in the second; `None` if it flattens it.
    pub fn of_placement(placement: &Placement, a: &Features, b: &Features) -> Option<Transform> {
        Some(frame(a).inverse()?.then(&placement.transform()).then(&frame(b)))
    }
}

/// From fractions of a photo's sides to its frame.
fn frame(features: &Features) -> Transform {
    let (width, height) = (f64::from(features.frame().0), f64::from(features.frame().1));
    Transform([width, 0.0, -0.5, 0.0, height, -0.5, 0.0, 0.0, 1.0])
}

/// The corners of a photo in fractions of its sides.
const CORNERS: [Point; 4] = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];

/// The eight ways to lay a photo over the whole of another: four turns, each also mirrored.
pub fn whole_copies() -> [Transform; 8] {
    let turns = [[1.0, 0.0, 0.0, 1.0], [0.0, -1.0, 1.0, 0.0], [-1.0, 0.0, 0.0, -1.0], [0.0, 1.0, -1.0, 0.0]];
    std::array::from_fn(|index| {
        let [mut a, b, mut c, d]: [f64; 4] = turns[index / 2];
        if index % 2 == 1 {
            (a, c) = (-a, -c);
        }
        let shift = |one: f64, other: f64| if one + other < 0.0 { 1.0 } else { 0.0 };
        Transform([a, b, shift(a, b), c, d, shift(c, d), 0.0, 0.0, 1.0])
    })
}

/// The sizes are those of a whole copy: alike but for rounding, or plainly squeezed.
fn are_proportional(whole: &Transform, [a, b]: [(u32, u32); 2]) -> bool {
    let lies = whole.0[0] == 0.0;
    let (width, height) = if lies { (a.1, a.0) } else { a };
    let [width, height, to_width, to_height] = [width, height, b.0, b.1].map(f64::from);
    let scale = to_width / width.max(1.0);
    let off = (to_height - scale * height).abs();
    off <= 2.0 * scale.max(1.0) || off > STRETCHED * to_height
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the transform is believed for a photo of 384 x 288; if so, it must have a way back.
    fn check(entries: [f64; 9]) -> bool {
        let transform = Transform(entries);
        let believable = transform.is_believable(384.0, 288.0);
        if believable {
            let back = transform.inverse().expect("a believable transform has a way back");
            let [x, y] = back.apply(transform.apply([100.0, 200.0]));
            assert!((x - 100.0).hypot(y - 200.0) < 1e-6);
        }
        believable
    }

    #[test]
    fn what_a_photo_can_do_is_believable() {
        assert!(check([1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]));
        assert!(check([-0.5, 0.0, 200.0, 0.0, 0.5, 9.0, 0.0, 0.0, 1.0]));
        assert!(check([1.0, 0.1, 5.0, 0.0, 1.0, 5.0, 5e-4, 0.0, 1.0]));
    }

    #[test]
    fn collapsed_stretched_and_torn_planes_are_not() {
        assert!(!check([0.1, 0.0, 0.0, 0.0, 0.1, 0.0, 0.0, 0.0, 1.0]));
        assert!(!check([7.0, 0.0, 0.0, 0.0, 7.0, 0.0, 0.0, 0.0, 1.0]));
        assert!(!check([1.0, 0.0, 0.0, 0.0, 0.3, 0.0, 0.0, 0.0, 1.0]));
        assert!(!check([1.0, 2.0, 0.0, 0.5, 1.0, 0.0, 0.0, 0.0, 1.0]));
        assert!(!check([1.0, 0.0, 0.0, 0.0, 1.0, 0.0, -1e-2, 0.0, 1.0]));
    }
}
