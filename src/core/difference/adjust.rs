//! The map between two photos, corrected by their pixels: corners fix it to a pixel or two of the photo, which is enough to
//! look at and too coarse to compare. Blocks of one picture are sought again a few pixels around in the other.

use super::laid::Laid;
use crate::photo::{Point, Transform};
use crate::relate::fit_affine;

/// Half the side of a block, in pixels.
const HALF_PX: usize = 14;
/// Blocks along the longer side.
const BLOCKS: usize = 14;
/// How far around a block is sought, in pixels.
const AROUND_PX: isize = 3;
/// Blocks with less deviation of their grey levels have nothing to hold on to.
const TEXTURE: f32 = 8.0;
/// Correlation from which a block was found again.
const FOUND: f32 = 0.8;
/// Fewer blocks fix no map.
const LEAST_BLOCKS: usize = 12;
/// Smaller corrections, in pixels, are noise.
const WORTH_PX: f64 = 0.2;

/// A better map from fractions of the left photo to those of the right; `None` if this one is as good as any.
pub fn adjusted(laid: &Laid, to_right: &Transform) -> Option<Transform> {
    let step = (laid.width.max(laid.height) / BLOCKS).max(HALF_PX);
    let margin = HALF_PX + AROUND_PX as usize + 1;
    let mut pairs: Vec<(Point, Point)> = Vec::new();
    for y in (margin..laid.height.saturating_sub(margin)).step_by(step) {
        for x in (margin..laid.width.saturating_sub(margin)).step_by(step) {
            if let Some([dx, dy]) = offset(laid, x, y) {
                pairs.push(([x as f64, y as f64], [x as f64 + dx, y as f64 + dy]));
            }
        }
    }
    let correction = agreed(pairs)?;
    let pixels = Transform([laid.width as f64, 0.0, -0.5, 0.0, laid.height as f64, -0.5, 0.0, 0.0, 1.0]);
    Some(pixels.then(&correction).then(&pixels.inverse()?).then(to_right))
}

/// The affine map most offsets agree on, if it moves anything.
fn agreed(mut pairs: Vec<(Point, Point)>) -> Option<Transform> {
    let mut fitted = None;
    for within_px in [2.0, 1.0] {
        if pairs.len() < LEAST_BLOCKS {
            return None;
        }
        let map = fit_affine(&pairs)?;
        pairs.retain(|(from, to)| {
            let [x, y] = map.apply(*from);
            (x - to[0]).hypot(y - to[1]) <= within_px
        });
        fitted = Some(map);
    }
    let moved = pairs.iter().map(|(from, to)| (from[0] - to[0]).hypot(from[1] - to[1])).sum::<f64>();
    fitted.filter(|_| pairs.len() >= LEAST_BLOCKS && moved / pairs.len() as f64 >= WORTH_PX)
}

/// How far the block around a pixel of the left picture has moved in the right one, in pixels and parts of one.
fn offset(laid: &Laid, x: usize, y: usize) -> Option<Point> {
    let mut best = (FOUND, [0, 0]);
    for dy in -AROUND_PX..=AROUND_PX {
        for dx in -AROUND_PX..=AROUND_PX {
            let found = correlation(laid, [x, y], [dx, dy])?;
            if found > best.0 {
                best = (found, [dx, dy]);
            }
        }
    }
    let (peak, [dx, dy]) = best;
    if peak <= FOUND || dx.abs() == AROUND_PX || dy.abs() == AROUND_PX {
        return None;
    }
    // The top of the parabola through three neighbours.
    let fine = |before: f32, after: f32| {
        let bend = before - 2.0 * peak + after;
        if bend < -1e-6 { f64::from(0.5 * (before - after) / bend).clamp(-0.5, 0.5) } else { 0.0 }
    };
    let across = fine(correlation(laid, [x, y], [dx - 1, dy])?, correlation(laid, [x, y], [dx + 1, dy])?);
    let down = fine(correlation(laid, [x, y], [dx, dy - 1])?, correlation(laid, [x, y], [dx, dy + 1])?);
    Some([dx as f64 + across, dy as f64 + down])
}

/// Correlation of two blocks, -1 to 1; `None` where one leaves what both show, or there is nothing to see.
fn correlation(laid: &Laid, [x, y]: [usize; 2], [dx, dy]: [isize; 2]) -> Option<f32> {
    let (x_there, y_there) = (x.checked_add_signed(dx)?, y.checked_add_signed(dy)?);
    let (mut a, mut b, mut aa, mut bb, mut ab) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
    let side = 2 * HALF_PX + 1;
    for row in 0..side {
        let here = (y + row - HALF_PX) * laid.width + x - HALF_PX;
        let there = (y_there + row - HALF_PX) * laid.width + x_there - HALF_PX;
        let (lefts, rights) = (&laid.left[here..here + side], &laid.right[there..there + side]);
        if !laid.common[there] || !laid.common[there + side - 1] || !laid.common[here] {
            return None;
        }
        for (left, right) in lefts.iter().zip(rights) {
            (a, b) = (a + left, b + right);
            (aa, bb, ab) = (aa + left * left, bb + right * right, ab + left * right);
        }
    }
    let count = (side * side) as f32;
    let (spread_a, spread_b) = ((aa - a * a / count) / count, (bb - b * b / count) / count);
    if spread_a < TEXTURE * TEXTURE || spread_b <= 0.0 {
        return None;
    }
    Some((ab - a * b / count) / count / (spread_a * spread_b).sqrt())
}
