//! Both pictures as soft as the softer one, so that a blurred or enlarged copy does not differ at every edge.

use super::laid::Laid;

/// Side of a block whose edges are compared, in pixels.
const BLOCK_PX: usize = 16;
/// Mean step between neighbours from which a block has edges, in levels.
const EDGED: f32 = 3.0;
/// Edges that are so much steeper are those of a sharper picture.
const SHARPER: f32 = 1.12;
/// How often the sharper picture is softened at most.
const MOST: usize = 8;

/// Takes the finest noise off both pictures.
pub fn denoise(laid: &mut Laid) {
    let (width, height) = (laid.width, laid.height);
    for picture in [&mut laid.left, &mut laid.right] {
        picture.planes_mut().into_iter().for_each(|plane| soften(plane, width, height));
    }
}

/// Softens the sharper picture until the edges of both are as steep; returns how
/// often it was softened. What lies beside the common part is no longer common.
pub fn equalise(laid: &mut Laid) -> usize {
    let (width, height) = (laid.width, laid.height);
    let mut times = 0;
    while times < MOST {
        let ratio = steeper(laid);
        if ratio < SHARPER && ratio > 1.0 / SHARPER {
            break;
        }
        let sharper = if ratio >= SHARPER { &mut laid.left } else { &mut laid.right };
        sharper.planes_mut().into_iter().for_each(|plane| soften(plane, width, height));
        times += 1;
    }
    let before = laid.common.clone();
    let reach = 2_usize;
    for y in 0..height {
        for x in 0..width {
            let corners =
                [(x.wrapping_sub(reach), y), (x + reach, y), (x, y.wrapping_sub(reach)), (x, y + reach)];
            let is_inner =
                corners.into_iter().all(|(x, y)| x >= width || y >= height || before[y * width + x]);
            laid.common[y * width + x] &= is_inner;
        }
    }
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

/// A quarter, a half and a quarter of three neighbours, both ways.
fn soften(plane: &mut [f32], width: usize, height: usize) {
    let mut above: Vec<f32> = plane[..width].to_vec();
    let mut here = above.clone();
    for y in 0..height {
        here.copy_from_slice(&plane[y * width..(y + 1) * width]);
        let (row, below) = if y + 1 < height {
            let (row, below) = plane[y * width..(y + 2) * width].split_at_mut(width);
            (row, &*below)
        } else {
            (&mut plane[y * width..], &here[..])
        };
        for x in 0..width {
            row[x] = 0.25 * above[x] + 0.5 * here[x] + 0.25 * below[x];
        }
        std::mem::swap(&mut above, &mut here);
    }
    for row in plane.chunks_exact_mut(width) {
        let mut before = row[0];
        for x in 0..width {
            let own = row[x];
            let after = if x + 1 < width { row[x + 1] } else { own };
            row[x] = 0.25 * before + 0.5 * own + 0.25 * after;
            before = own;
        }
    }
}
