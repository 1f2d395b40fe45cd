//! The map between two photos, corrected by their pixels: corners fix it to a pixel or two of the photo, which is enough to
//! look at and too coarse to compare. Blocks of one picture are sought again a few pixels around in the other; what is left
//! when the one map is taken off tells an edit, which has one, from a second exposure.

use super::laid::Lights;
use crate::photo::{Point, Transform};
use crate::verify::{fit_affine, fit_projective};

/// Half the side of a block, in pixels.
const HALF_PX: usize = 14;
/// Blocks along the longer side.
const BLOCKS: usize = 16;
/// How far around a block is sought at first, in pixels, and once the map is corrected.
const AROUND_PX: [isize; 2] = [6, 3];
/// Blocks whose light changes less than this from pixel to pixel, in the direction in which it changes least, have nothing
/// to hold on to: a line slides along itself.
const CORNER: f32 = 2.0;
/// Correlation from which a block was found again.
const FOUND: f32 = 0.8;
/// And from which no better place is sought, if there is none right beside it.
const SURE: f32 = 0.95;
/// Fewer blocks fix no map.
const LEAST_BLOCKS: usize = 10;
/// So many fix perspective too.
const LEAST_PROJECTIVE: usize = 30;
/// Smaller corrections, in pixels, are noise.
const WORTH_PX: f64 = 0.1;

/// How the blocks of a picture lie in the other, when the map is taken off.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Shifts {
    /// Blocks with something to hold on to.
    pub asked: usize,
    /// Share of them that were not found again near their place, 0 to 1.
    pub lost: f32,
    /// Median distance from their place of those that were, in pixels.
    pub median_px: f32,
    /// The same, exceeded by a tenth of them.
    pub most_px: f32,
}

/// A better map from fractions of the left photo to those of the right; `None` if this one is as good as any. And how well
/// the blocks follow it.
pub fn adjusted(lights: &Lights<'_>, to_right: &Transform, round: usize) -> (Option<Transform>, Shifts) {
    let around = AROUND_PX[round.min(1)];
    let step = (lights.width.max(lights.height) / BLOCKS).max(HALF_PX);
    let margin = HALF_PX + around as usize + 1;
    let (mut pairs, mut asked): (Vec<(Point, Point)>, usize) = (Vec::new(), 0);
    for y in (margin..lights.height.saturating_sub(margin)).step_by(step) {
        for x in (margin..lights.width.saturating_sub(margin)).step_by(step) {
            let Some(found) = offset(lights, [x, y], around) else { continue };
            asked += 1;
            if let Some([dx, dy]) = found {
                pairs.push(([x as f64, y as f64], [x as f64 + dx, y as f64 + dy]));
            }
        }
    }
    let correction = agreed(pairs.clone());
    let shifts = shifts(&pairs, asked, correction.as_ref().unwrap_or(&Transform::IDENTITY));
    let pixels = Transform([lights.width as f64, 0.0, -0.5, 0.0, lights.height as f64, -0.5, 0.0, 0.0, 1.0]);
    let better = correction
        .and_then(|correction| Some(pixels.then(&correction).then(&pixels.inverse()?).then(to_right)));
    (better, shifts)
}

fn shifts(pairs: &[(Point, Point)], asked: usize, map: &Transform) -> Shifts {
    let mut left: Vec<f32> = pairs
        .iter()
        .map(|(from, to)| {
            let [x, y] = map.apply(*from);
            (x - to[0]).hypot(y - to[1]) as f32
        })
        .collect();
    left.sort_by(f32::total_cmp);
    let at = |share: f32| left.get((left.len() as f32 * share) as usize).copied().unwrap_or(0.0);
    let lost = 1.0 - pairs.len() as f32 / asked.max(1) as f32;
    Shifts { asked, lost: if asked == 0 { 0.0 } else { lost }, median_px: at(0.5), most_px: at(0.9) }
}

/// The map most offsets agree on, if it moves anything: projective where enough of them say so.
fn agreed(mut pairs: Vec<(Point, Point)>) -> Option<Transform> {
    let mut fitted = None;
    for within_px in [3.0, 1.0, 0.7] {
        if pairs.len() < LEAST_BLOCKS {
            break;
        }
        let projective = (pairs.len() >= LEAST_PROJECTIVE).then(|| fit_projective(&pairs)).flatten();
        let map = projective.or_else(|| fit_affine(&pairs))?;
        pairs.retain(|(from, to)| {
            let [x, y] = map.apply(*from);
            (x - to[0]).hypot(y - to[1]) <= within_px
        });
        fitted = Some(map);
    }
    let moved = pairs.iter().map(|(from, to)| (from[0] - to[0]).hypot(from[1] - to[1])).sum::<f64>();
    fitted.filter(|_| pairs.len() >= LEAST_BLOCKS && moved / pairs.len() as f64 >= WORTH_PX)
}

/// How far the block around a pixel of the left picture has moved in the right one, in pixels and parts of one: `None` if
/// there is nothing to hold on to, nothing inside if it is not found.
fn offset(lights: &Lights<'_>, at: [usize; 2], around: isize) -> Option<Option<Point>> {
    let block = Block::new(lights, at)?;
    let mut best = (f32::MIN, [0, 0]);
    block.try_shift(lights, [0, 0], &mut best);
    block.look_around(lights, [0, 0], &mut best);
    // Most blocks lie where the map has them; others are sought at every second place, then around the best.
    if best.0 < SURE || best.1 != [0, 0] {
        let coarse = || (-around..=around).filter(|at| (at + around) % 2 == 0);
        for dy in coarse() {
            coarse().for_each(|dx| block.try_shift(lights, [dx, dy], &mut best));
        }
        block.look_around(lights, best.1, &mut best);
    }
    let (peak, [dx, dy]) = best;
    if peak <= FOUND || dx.abs() >= around || dy.abs() >= around {
        return Some(None);
    }
    // The top of the parabola through three neighbours.
    let fine = |step: [isize; 2]| {
        let beside = |sign: isize| block.correlation(lights, [dx + sign * step[0], dy + sign * step[1]]);
        let (before, after) = (beside(-1)?, beside(1)?);
        let bend = before - 2.0 * peak + after;
        Some(if bend < -1e-6 { f64::from(0.5 * (before - after) / bend).clamp(-0.5, 0.5) } else { 0.0 })
    };
    Some(fine([1, 0]).zip(fine([0, 1])).map(|(across, down)| [dx as f64 + across, dy as f64 + down]))
}

/// Every second pixel of every second row says as much.
const SPARSE: usize = 2;
const SIDE: usize = 2 * HALF_PX / SPARSE + 1;

/// A block of the left picture, its mean taken off.
struct Block {
    left: usize,
    top: usize,
    levels: [f32; SIDE * SIDE],
    spread: f32,
}

impl Block {
    fn new(lights: &Lights<'_>, [x, y]: [usize; 2]) -> Option<Self> {
        let (left, top) = (x - HALF_PX, y - HALF_PX);
        let corner = top * lights.width + left;
        let last = corner + 2 * HALF_PX * lights.width + 2 * HALF_PX;
        let corners = [corner, corner + 2 * HALF_PX, last - 2 * HALF_PX, last];
        if corners.into_iter().any(|at| !lights.common.get(at).copied().unwrap_or(false)) {
            return None;
        }
        let mut levels = [0.0; SIDE * SIDE];
        gather(&lights.left[corner..], lights.width, &mut levels);
        if smallest_change(&levels) < CORNER * CORNER {
            return None;
        }
        let mean = levels.iter().sum::<f32>() / levels.len() as f32;
        levels.iter_mut().for_each(|level| *level -= mean);
        let spread: f32 = levels.iter().map(|level| level * level).sum();
        Some(Self { left, top, levels, spread })
    }

    /// Takes the block so far away for the best if it is.
    fn try_shift(&self, lights: &Lights<'_>, at: [isize; 2], best: &mut (f32, [isize; 2])) {
        if let Some(found) = self.correlation(lights, at).filter(|found| *found > best.0) {
            *best = (found, at);
        }
    }

    /// The same for the eight beside a place.
    fn look_around(&self, lights: &Lights<'_>, [x, y]: [isize; 2], best: &mut (f32, [isize; 2])) {
        for [dx, dy] in [[-1, -1], [0, -1], [1, -1], [-1, 0], [1, 0], [-1, 1], [0, 1], [1, 1]] {
            self.try_shift(lights, [x + dx, y + dy], best);
        }
    }

    /// Correlation with the block so far away in the right picture, -1 to 1; `None` beyond its edge.
    fn correlation(&self, lights: &Lights<'_>, [dx, dy]: [isize; 2]) -> Option<f32> {
        let (left, top) = (self.left.checked_add_signed(dx)?, self.top.checked_add_signed(dy)?);
        if left + 2 * HALF_PX >= lights.width || top + 2 * HALF_PX >= lights.height {
            return None;
        }
        let mut there = [0.0; SIDE * SIDE];
        gather(&lights.right[top * lights.width + left..], lights.width, &mut there);
        let (mut sum, mut squares, mut both) = (0.0_f32, 0.0_f32, 0.0_f32);
        for (one, other) in self.levels.iter().zip(&there) {
            sum += other;
            squares += other * other;
            both += one * other;
        }
        let spread = squares - sum * sum / there.len() as f32;
        Some(if spread > 1.0 { both / (spread * self.spread).sqrt() } else { 0.0 })
    }
}

/// Mean squared change of the light in the direction in which it changes least (Shi and Tomasi, "Good features to track",
/// 1994).
fn smallest_change(levels: &[f32; SIDE * SIDE]) -> f32 {
    let (mut xx, mut yy, mut xy) = (0.0_f32, 0.0_f32, 0.0_f32);
    for rows in levels.chunks_exact(SIDE).zip(levels[SIDE..].chunks_exact(SIDE)) {
        for x in 0..SIDE - 1 {
            let (dx, dy) = (rows.0[x + 1] - rows.0[x], rows.1[x] - rows.0[x]);
            (xx, yy, xy) = (xx + dx * dx, yy + dy * dy, xy + dx * dy);
        }
    }
    let half = (xx + yy) / 2.0;
    let root = (((xx - yy) / 2.0).powi(2) + xy * xy).sqrt();
    (half - root) / ((SIDE - 1) * (SIDE - 1)) as f32
}

fn gather(from: &[f32], stride: usize, to: &mut [f32; SIDE * SIDE]) {
    for (row, to) in to.chunks_exact_mut(SIDE).enumerate() {
        let from = &from[row * SPARSE * stride..];
        to.iter_mut().zip(from.iter().step_by(SPARSE)).for_each(|(to, from)| *to = *from);
    }
}
