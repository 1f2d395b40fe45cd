//! The plane transform between two photos, and what a pair keeps of it.

/// A place in a photo's frame, in pixels.
pub type Point = [f64; 2];

/// A projective map of the plane, row by row; the last entry is 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Transform(pub [f64; 9]);

impl Transform {
    /// Every place where it is.
    pub const IDENTITY: Transform = Transform([1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);

    /// Each direction by a factor of its own.
    pub fn scale([across, down]: Point) -> Transform {
        Transform([across, 0.0, 0.0, 0.0, down, 0.0, 0.0, 0.0, 1.0])
    }

    /// Turn and size, then shift: x' = ax - by + tx, y' = bx + ay + ty.
    pub fn similarity(a: f64, b: f64, tx: f64, ty: f64) -> Transform {
        Transform([a, -b, tx, b, a, ty, 0.0, 0.0, 1.0])
    }

    /// Where a place of the first photo lies in the second.
    #[inline(always)]
    pub fn apply(&self, [x, y]: Point) -> Point {
        let m = &self.0;
        // One division instead of two: proofs ask this of every pixel.
        let nearness = 1.0 / (m[6] * x + m[7] * y + m[8]);
        [(m[0] * x + m[1] * y + m[2]) * nearness, (m[3] * x + m[4] * y + m[5]) * nearness]
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

    /// How far one direction is stretched against the other at a place, 1 (not at all) upwards: the ratio of the singular values
    /// of the linear part.
    pub fn stretch_at(&self, place: Point) -> f64 {
        let [p, q, r, s] = self.linear_at(place);
        let half = (p * p + q * q + r * r + s * s) / 2.0;
        let root = (half * half - (p * s - q * r).powi(2)).max(0.0).sqrt();
        ((half + root) / (half - root).max(1e-9)).sqrt()
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
}

/// Where the spots of a photo lie in another: a projective map from fractions of the one's sides, counted from the upper
/// left corner, to fractions of the other's. It always has a way back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placement([f32; 8]);

impl Placement {
    /// Every spot at the same fractions.
    pub const WHOLE: Self = Self([1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]);

    /// `None` if the map is not finite or has no way back.
    pub fn new(map: &Transform) -> Option<Self> {
        let rounded = Self(std::array::from_fn(|index| map.0[index] as f32));
        let back = rounded.transform().inverse()?;
        let finite = |map: &Transform| map.0.iter().all(|entry| (*entry as f32).is_finite());
        (finite(&rounded.transform()) && finite(&back)).then_some(rounded)
    }

    /// The map; its last entry is 1.
    pub fn transform(self) -> Transform {
        Transform(std::array::from_fn(|index| self.0.get(index).map_or(1.0, |entry| f64::from(*entry))))
    }

    /// The map row by row, without its last entry, which is 1; for storing.
    pub fn entries(self) -> [f32; 8] {
        self.0
    }

    /// The map back.
    pub fn reversed(self) -> Self {
        // `new` saw to it that there is a way back.
        self.transform()
            .inverse()
            .map_or(self, |back| Self(std::array::from_fn(|index| back.0[index] as f32)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretch_is_the_ratio_of_the_axes() {
        let stretch =
            |[p, q, r, s]: [f64; 4]| Transform([p, q, 5.0, r, s, 7.0, 0.0, 0.0, 1.0]).stretch_at([3.0, 4.0]);
        assert!((stretch([0.0, -2.0, 3.0, 0.0]) - 1.5).abs() < 1e-6);
        assert!((stretch([0.6, -0.8, 0.8, 0.6]) - 1.0).abs() < 1e-6);
    }
}
