//! Whether the corners of two photos lie on each other under their common transform.
//!
//! Before white nearly all of the overlap is the same white, so the blocks of the small picture agree whatever the label
//! says. What is written has corners, and other writing has others.

use super::matching;
use super::transform::Transform;
use crate::features::{Features, LEVEL_RATIO};

/// Corners this near to the edge of the other photo may have lost theirs to it, in pixels of the frame.
const EDGE_PX: f32 = 20.0;
/// The levels on which the other photo has corners, and half a level around.
const LEVELS: std::ops::RangeInclusive<f32> = -0.5..=7.0;

/// Share of the corners of one photo, which the other should have too, that are found in it, 0 to 1; of the photo of which
/// fewer are found.
pub fn share(a: &Features, b: &Features, a_to_b: &Transform) -> f64 {
    let [p, q, r, s] = a_to_b.linear_at([f64::from(a.frame().0) / 2.0, f64::from(a.frame().1) / 2.0]);
    if p * s - q * r < 0.0 {
        // Mirrored corners are described otherwise: compare with the photo mirrored back.
        return share(a, &b.mirrored(), &a_to_b.then_mirrored(f64::from(b.frame().0)));
    }
    let back = a_to_b.inverse().map_or(0.0, |b_to_a| one_way(b, a, &b_to_a));
    one_way(a, b, a_to_b).min(back)
}

fn one_way(a: &Features, b: &Features, a_to_b: &Transform) -> f64 {
    let (mut asked, mut found) = (0_u32, 0_u32);
    for (corner, descriptor) in a.corners().iter().zip(a.descriptors()) {
        let place = [f64::from(corner.x()), f64::from(corner.y())];
        let [x, y] = a_to_b.apply(place).map(|at| at as f32);
        let inside = |at: f32, side: u16| at > EDGE_PX && at < f32::from(side) - EDGE_PX;
        let level = f32::from(corner.level()) + a_to_b.size_at(place).ln() as f32 / LEVEL_RATIO.ln();
        if inside(x, b.frame().0) && inside(y, b.frame().1) && LEVELS.contains(&level) {
            asked += 1;
            found += u32::from(matching::has_counterpart(corner, descriptor, b, a_to_b));
        }
    }
    f64::from(found) / f64::from(asked.max(1))
}
