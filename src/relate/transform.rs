//! The plane transform between two photos: what it says, and whether it is believable.

use crate::features::Features;

/// A place in a photo's frame, in pixels.
pub type Point = [f64; 2];

/// A projective map of the plane, row by row; the last entry is 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Transform(pub [f64; 9]);

/// The smallest and largest change of size that is believed (1 = same size in the two frames).
/// From the notes on matching, section 2: outside of it many points fall onto one spot.
pub const SCALES: std::ops::RangeInclusive<f64> = 0.15..=6.5;
/// One direction may be stretched against the other by this factor: 16:9 squeezed into a square is 1.78.
const MAX_STRETCH: f64 = 2.2;
/// How much the size may differ across the overlap because of perspective, as the ratio of two depths.
const MAX_DEPTH_RATIO: f64 = 2.0;

impl Transform {
    /// Turn and size, then shift: x' = ax - by + tx, y' = bx + ay + ty.
    pub fn similarity(a: f64, b: f64, tx: f64, ty: f64) -> Transform {
        Transform([a, -b, tx, b, a, ty, 0.0, 0.0, 1.0])
    }

    /// Where a place of the first photo lies in the second.
    #[inline(always)]
    pub fn apply(&self, [x, y]: Point) -> Point {
        let m = &self.0;
        let depth = m[6] * x + m[7] * y + m[8];
        [(m[0] * x + m[1] * y + m[2]) / depth, (m[3] * x + m[4] * y + m[5]) / depth]
    }

    /// The map back; `None` if the transform flattens the plane.
    pub fn inverse(&self) -> Option<Transform> {
        let [a, b, c, d, e, f, g, h, i] = self.0;
        let adjugate = [
            e * i - f * h,
            c * h - b * i,
            b * f - c * e,
            f * g - d * i,
            a * i - c * g,
            c * d - a * f,
            d * h - e * g,
            b * g - a * h,
            a * e - b * d,
        ];
        let last = adjugate[8];
        (last.abs() > 1e-12).then(|| Transform(adjugate.map(|entry| entry / last)))
    }

    /// This transform, then another.
    pub fn then(&self, next: &Transform) -> Transform {
        let entry = |row: usize, column: usize| {
            (0..3).map(|k| next.0[3 * row + k] * self.0[3 * k + column]).sum::<f64>()
        };
        let product: [f64; 9] = std::array::from_fn(|index| entry(index / 3, index % 3));
        Transform(product.map(|value| value / product[8]))
    }

    /// This transform, then the second photo (of this width) mirrored left to right.
    pub fn then_mirrored(&self, width: f64) -> Transform {
        self.then(&Transform([-1.0, 0.0, width - 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]))
    }

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

    /// Whether sizes differ across the picture, as perspective makes them.
    pub fn is_projective(&self) -> bool {
        self.0[6] != 0.0 || self.0[7] != 0.0
    }

    /// The linear part at a place: how a small step there is carried over, row by row.
    pub fn linear_at(&self, place: Point) -> [f64; 4] {
        let m = &self.0;
        let [x, y] = self.apply(place);
        let depth = m[6] * place[0] + m[7] * place[1] + m[8];
        [
            (m[0] - x * m[6]) / depth,
            (m[1] - x * m[7]) / depth,
            (m[3] - y * m[6]) / depth,
            (m[4] - y * m[7]) / depth,
        ]
    }

    /// How much larger a small thing at a place becomes.
    pub fn size_at(&self, place: Point) -> f64 {
        let [p, q, r, s] = self.linear_at(place);
        (p * s - q * r).abs().sqrt()
    }

    /// The largest depth over the smallest at these places: 1 without perspective; infinite where the plane is torn.
    pub fn depth_ratio(&self, places: [Point; 4]) -> f64 {
        let depths = places.map(|[x, y]| self.0[6] * x + self.0[7] * y + self.0[8]);
        let (near, far) = (
            depths.iter().copied().fold(f64::MAX, f64::min),
            depths.iter().copied().fold(f64::MIN, f64::max),
        );
        if near > 0.0 { far / near } else { f64::INFINITY }
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
