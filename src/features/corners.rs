//! Corners of a grey picture, the strongest first and spread over it.
//!
//! FAST-9 (Rosten and Drummond, ECCV 2006) finds them, the response of Harris and Stephens (1988) ranks them.

use super::plane::Plane;

/// Pixels between a corner and the edge of the picture, so that its patch fits, turned however it may be.
pub const EDGE_PX: usize = 16;
/// A pixel of the circle must differ from the centre by more than this (grey levels): low, to reach faint pictures.
const FAST_THRESHOLD: u8 = 8;
/// The circle of 16 pixels around a corner, clockwise from above, as (x, y).
const CIRCLE: [(isize, isize); 16] = [
    (0, -3),
    (1, -3),
    (2, -2),
    (3, -1),
    (3, 0),
    (3, 1),
    (2, 2),
    (1, 3),
    (0, 3),
    (-1, 3),
    (-2, 2),
    (-3, 1),
    (-3, 0),
    (-3, -1),
    (-2, -2),
    (-1, -3),
];
/// Pixels that are looked at in one go.
const LANES: usize = 16;
/// Side of the cells over which corners are spread, in pixels of the level.
const CELL_PX: usize = 32;
/// Each further corner of a cell counts this much less than the one before.
const CROWDING: f32 = 0.6;
/// Constant of the Harris response (the usual 0.04).
const HARRIS_K: f32 = 0.04;
/// Half the window of the Harris response, in pixels.
const HARRIS_HALF_PX: usize = 3;

/// A corner found in one size of a photo.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    /// Column of the pixel.
    pub x: usize,
    /// Row of the pixel.
    pub y: usize,
    /// Column, with the part of a pixel.
    pub fine_x: f32,
    /// Row, with the part of a pixel.
    pub fine_y: f32,
}

/// The best `count` corners of a plane.
#[inline(always)]
pub fn find(plane: &Plane, count: usize) -> Vec<Spot> {
    if plane.width() < 2 * EDGE_PX + LANES || plane.height() <= 2 * EDGE_PX {
        return vec![];
    }
    let scores = fast_scores(plane);
    let candidates = strongest(peaks(&scores, plane.width()), 4 * count);
    let mut ranked: Vec<(f32, Spot)> = candidates
        .into_iter()
        .map(|(_, x, y)| (harris(plane, x, y), fine(&scores, plane.width(), x, y)))
        .collect();
    ranked.retain(|&(response, _)| response > 0.0);
    spread(ranked, plane.width(), count)
}

/// The FAST score of each pixel, 0 where there is no corner.
#[inline(always)]
fn fast_scores(plane: &Plane) -> Vec<u16> {
    let width = plane.width();
    let around: [isize; 16] = CIRCLE.map(|(x, y)| y * width as isize + x);
    let mut scores = vec![0_u16; plane.pixels().len()];
    let mut maybe = [0_u8; LANES];
    for y in EDGE_PX..plane.height() - EDGE_PX {
        let last = (y + 1) * width - EDGE_PX - LANES;
        for start in (y * width + EDGE_PX..last).step_by(LANES).chain([last]) {
            mark_candidates(plane.pixels(), start, &around, &mut maybe);
            if maybe == [0; LANES] {
                continue;
            }
            for (lane, _) in maybe.iter().enumerate().filter(|&(_, &marked)| marked != 0) {
                scores[start + lane] = fast_score(plane.pixels(), start + lane, &around);
            }
        }
    }
    scores
}

/// Marks the pixels of a row that can be a corner at all: nine pixels in a row of the circle reach at least one of
/// each two that lie opposite, so the dimmest of the brighter ones is bright, or the brightest of the darker ones dark.
#[inline(always)]
fn mark_candidates(pixels: &[u8], start: usize, around: &[isize; 16], maybe: &mut [u8; LANES]) {
    let lanes = |offset: isize| -> [u8; LANES] {
        let from = start.wrapping_add_signed(offset);
        std::array::from_fn(|lane| pixels[from..from + LANES][lane])
    };
    let (mut least_bright, mut least_dark) = ([u8::MAX; LANES], [0_u8; LANES]);
    for pair in 0..8 {
        let (one, opposite) = (lanes(around[pair]), lanes(around[pair + 8]));
        for lane in 0..LANES {
            least_bright[lane] = least_bright[lane].min(one[lane].max(opposite[lane]));
            least_dark[lane] = least_dark[lane].max(one[lane].min(opposite[lane]));
        }
    }
    let centre = lanes(0);
    for lane in 0..LANES {
        let bright = least_bright[lane] > centre[lane].saturating_add(FAST_THRESHOLD);
        let dark = least_dark[lane] < centre[lane].saturating_sub(FAST_THRESHOLD);
        maybe[lane] = u8::from(bright | dark);
    }
}

/// How far the bright or dark arc stands out in sum, 0 unless nine pixels of the circle in a row stand out.
#[inline(always)]
fn fast_score(pixels: &[u8], at: usize, around: &[isize; 16]) -> u16 {
    let centre = i16::from(pixels[at]);
    let threshold = i16::from(FAST_THRESHOLD);
    let ring: [i16; 16] = around.map(|offset| i16::from(pixels[at.wrapping_add_signed(offset)]) - centre);
    let above = ring.map(|difference| (difference - threshold).max(0));
    let below = ring.map(|difference| (-difference - threshold).max(0));
    let (bright, dark) = (set_bits(&above), set_bits(&below));
    let (bright_sum, dark_sum) = (above.iter().sum::<i16>(), below.iter().sum::<i16>());
    if has_arc(bright) {
        bright_sum as u16
    } else if has_arc(dark) {
        dark_sum as u16
    } else {
        0
    }
}

/// The bits whose numbers are above zero.
#[inline(always)]
fn set_bits(ring: &[i16; 16]) -> u32 {
    let mut bits = 0_u16;
    for (place, &value) in ring.iter().enumerate() {
        bits |= if value > 0 { 1 << place } else { 0 };
    }
    u32::from(bits)
}

/// Whether nine neighbouring bits of a circle of 16 are set.
#[inline(always)]
fn has_arc(circle: u32) -> bool {
    let unrolled = circle | circle << 16;
    let two = unrolled & unrolled >> 1;
    let four = two & two >> 2;
    let eight = four & four >> 4;
    eight & unrolled >> 8 != 0
}

/// The pixels whose score no neighbour beats, as (score, x, y).
#[inline(always)]
fn peaks(scores: &[u16], width: usize) -> Vec<(u16, usize, usize)> {
    let mut found = vec![];
    for (y, row) in scores.chunks_exact(width).enumerate() {
        for (x, &score) in row.iter().enumerate().filter(|&(_, &score)| score > 0) {
            let at = y * width + x;
            let before = scores[at - width - 1]
                .max(scores[at - width])
                .max(scores[at - width + 1])
                .max(scores[at - 1]);
            let after = scores[at + width - 1]
                .max(scores[at + width])
                .max(scores[at + width + 1])
                .max(scores[at + 1]);
            if score > before && score >= after {
                found.push((score, x, y));
            }
        }
    }
    found
}

/// The candidates with the highest scores.
fn strongest(mut found: Vec<(u16, usize, usize)>, count: usize) -> Vec<(u16, usize, usize)> {
    if found.len() > count {
        found.select_nth_unstable_by(count, |one, other| other.cmp(one));
        found.truncate(count);
    }
    found
}

/// The place of a peak to a part of a pixel: the top of a parabola through the scores beside it.
fn fine(scores: &[u16], width: usize, x: usize, y: usize) -> Spot {
    let at = y * width + x;
    let top = |before: u16, peak: u16, after: u16| {
        let (before, peak, after) = (f32::from(before), f32::from(peak), f32::from(after));
        let bend = before + after - 2.0 * peak;
        if bend < 0.0 { (0.5 * (before - after) / bend).clamp(-0.5, 0.5) } else { 0.0 }
    };
    Spot {
        x,
        y,
        fine_x: x as f32 + top(scores[at - 1], scores[at], scores[at + 1]),
        fine_y: y as f32 + top(scores[at - width], scores[at], scores[at + width]),
    }
}

/// The Harris response around a pixel, from 3 x 3 Sobel gradients in a 7 x 7 window.
#[inline(always)]
fn harris(plane: &Plane, x: usize, y: usize) -> f32 {
    let side = 2 * HARRIS_HALF_PX + 1;
    let (mut xx, mut yy, mut xy) = (0_i32, 0_i32, 0_i32);
    for row in y - HARRIS_HALF_PX..=y + HARRIS_HALF_PX {
        let from = x - HARRIS_HALF_PX - 1;
        let rows: [&[u8]; 3] = std::array::from_fn(|part| &plane.row(row + part - 1)[from..from + side + 2]);
        for column in 0..side {
            let pixel = |part: usize, shift: usize| i32::from(rows[part][column + shift]);
            let across =
                pixel(0, 2) - pixel(0, 0) + 2 * (pixel(1, 2) - pixel(1, 0)) + pixel(2, 2) - pixel(2, 0);
            let down =
                pixel(2, 0) - pixel(0, 0) + 2 * (pixel(2, 1) - pixel(0, 1)) + pixel(2, 2) - pixel(0, 2);
            xx += across * across;
            yy += down * down;
            xy += across * down;
        }
    }
    let (xx, yy, xy) = (xx as f32, yy as f32, xy as f32);
    xx * yy - xy * xy - HARRIS_K * (xx + yy) * (xx + yy)
}

/// The best corners, where each further one of a cell counts less, so that one busy corner of a photo cannot take all.
fn spread(mut ranked: Vec<(f32, Spot)>, width: usize, count: usize) -> Vec<Spot> {
    ranked.sort_unstable_by(|(one, a), (other, b)| other.total_cmp(one).then((a.y, a.x).cmp(&(b.y, b.x))));
    let columns = width / CELL_PX + 1;
    let mut crowd: Vec<i32> = vec![];
    for (response, spot) in &mut ranked {
        let cell = spot.y / CELL_PX * columns + spot.x / CELL_PX;
        if crowd.len() <= cell {
            crowd.resize(cell + 1, 0);
        }
        // The response grows with the fourth power of contrast; its root keeps the discount meaningful.
        *response = response.sqrt().sqrt() * CROWDING.powi(crowd[cell]);
        crowd[cell] += 1;
    }
    ranked.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    ranked.into_iter().take(count).map(|(_, spot)| spot).collect()
}
