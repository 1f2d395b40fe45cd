//! Both pictures as soft as the softer one, so that a blurred or enlarged copy does not differ at every edge.

use super::blur::blur;
use super::laid::Laid;

/// Side of a block whose edges are compared, in pixels.
const BLOCK_PX: usize = 16;
/// Mean step between neighbours from which a block has edges, in levels.
const EDGED: f32 = 3.0;
/// Edges that are so much steeper are those of a sharper picture.
const SHARPER: f32 = 1.12;
/// How often the sharper picture is softened at most.
const MOST: usize = 8;

/// Softens the sharper picture until the edges of both are as steep; returns how
/// often it was softened. What lies beside the common part is no longer common.
pub fn equalise(laid: &mut Laid) -> usize {
    let width = laid.width;
    let mut times = 0;
    while times < MOST {
        let ratio = steeper(laid);
        if ratio < SHARPER && ratio > 1.0 / SHARPER {
            break;
        }
        let sharper = if ratio >= SHARPER { &mut laid.left } else { &mut laid.right };
        sharper.planes_mut().into_iter().for_each(|plane| blur(plane, width));
        times += 1;
    }
    erode(&mut laid.common, width);
    times
}

/// How much steeper the left picture's edges are than the right one's, in the middle of all blocks.
fn steeper(laid: &Laid) -> f32 {
    let mut ratios = Vec::new();
    for top in (0..laid.height.saturating_sub(BLOCK_PX)).step_by(BLOCK_PX) {
        for left in (0..laid.width.saturating_sub(BLOCK_PX)).step_by(BLOCK_PX) {
            let corner = top * laid.width + left;
            let last = corner + (BLOCK_PX - 1) * (laid.width + 1);
            if !laid.common[corner] || !laid.common[last] {
                continue;
            }
            let [one, other] =
                [&laid.left.light, &laid.right.light].map(|plane| steps(&plane[corner..], laid.width));
            // Fine against coarse: a change of contrast changes both.
            if one[0].min(other[0]) >= EDGED {
                ratios.push((one[0] / one[1]) / (other[0] / other[1]));
            }
        }
    }
    if ratios.len() < 8 {
        return 1.0;
    }
    let middle = ratios.len() / 2;
    *ratios.select_nth_unstable_by(middle, f32::total_cmp).1
}

/// Mean step to the next pixel, and to the fourth.
fn steps(plane: &[f32], stride: usize) -> [f32; 2] {
    let (mut fine, mut coarse) = (0.0, 0.0);
    for y in (0..BLOCK_PX - 4).step_by(2) {
        for x in 0..BLOCK_PX - 4 {
            let at = y * stride + x;
            let here = plane[at];
            fine += (plane[at + 1] - here).abs() + (plane[at + stride] - here).abs();
            coarse += (plane[at + 4] - here).abs() + (plane[at + 4 * stride] - here).abs();
        }
    }
    let count = (2 * (BLOCK_PX - 4) * (BLOCK_PX - 4) / 2) as f32;
    [fine / count, (coarse / count).max(0.1)]
}

/// Spots so near to what is not common are no longer, in pixels: they may hold some of it.
const REACH_PX: usize = 2;

fn erode(common: &mut [bool], width: usize) {
    let before = common.to_vec();
    for (y, line) in common.chunks_exact_mut(width).enumerate() {
        let row = |y: usize| before.get(y * width..(y + 1) * width);
        for beside in [y.checked_sub(REACH_PX).and_then(row), row(y + REACH_PX)].into_iter().flatten() {
            line.iter_mut().zip(beside).for_each(|(one, other)| *one &= other);
        }
        let own = &before[y * width..(y + 1) * width];
        line.iter_mut().zip(&own[REACH_PX.min(width)..]).for_each(|(one, other)| *one &= other);
        line.iter_mut().skip(REACH_PX).zip(own).for_each(|(one, other)| *one &= other);
    }
}
