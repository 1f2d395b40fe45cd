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
const LANES: usize = 64;
/// Pixels of a row that may be corners, at least.
const MIN_ROW_PX: usize = 16;
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
    if plane.width() < 2 * EDGE_PX + MIN_ROW_PX || plane.height() <= 2 * EDGE_PX {
        return vec![];
    }
    let scores = fast_scores(plane);
    let candidates = strongest(peaks(&scores, plane.width()), 4 * count);
    let mut ranked = Vec::with_capacity(candidates.len());
    // A plain loop, as a closure would be compiled for any processor.
    for (_, x, y) in candidates {
        let response = harris(plane, x, y);
        if response > 0.0 {
            ranked.push((response, fine(&scores, plane.width(), x, y)));
        }
    }
    spread(ranked, plane.width(), count)
}

/// The FAST score of each pixel, 0 where there is no corner.
#[inline(always)]
fn fast_scores(plane: &Plane) -> Vec<u16> {
    let width = plane.width();
    let around: [isize; 16] = CIRCLE.map(|(x, y)| y * width as isize + x);
    let mut scores = vec![0_u16; plane.pixels().len()];
    for y in EDGE_PX..plane.height() - EDGE_PX {
        for x in (EDGE_PX..width - EDGE_PX).step_by(LANES) {
            // The last lanes may reach into the next row, of which nothing is kept.
            let (start, count) = (y * width + x, LANES.min(width - EDGE_PX - x));
            let neighbours = Neighbours::of(plane.pixels(), start, &around);
            if neighbours.may_be_corners() {
                scores[start..start + count].copy_from_slice(&neighbours.scores()[..count]);
            }
        }
    }
    scores
}

/// One byte of each pixel that is looked at.
type Lanes = [u8; LANES];

/// Some neighbouring pixels with the circles around them.
struct Neighbours {
    circle: [Lanes; 16],
    /// Brighter than this, or darker than that, a pixel of the circle stands out.
    above: Lanes,
    below: Lanes,
}

impl Neighbours {
    #[inline(always)]
    fn of(pixels: &[u8], start: usize, around: &[isize; 16]) -> Neighbours {
        let mut circle = [[0; LANES]; 16];
        for (lanes, offset) in circle.iter_mut().zip(around) {
            let from = start.wrapping_add_signed(*offset);
            lanes.copy_from_slice(&pixels[from..from + LANES]);
        }
        let (mut above, mut below) = ([0; LANES], [0; LANES]);
        for (lane, &centre) in pixels[start..start + LANES].iter().enumerate() {
            above[lane] = centre.saturating_add(FAST_THRESHOLD);
            below[lane] = centre.saturating_sub(FAST_THRESHOLD);
        }
        Neighbours { circle, above, below }
    }

    /// Whether any of them can be a corner at all: nine pixels in a row of the circle reach at least one of each two that
    /// lie opposite, so the dimmest of the brighter ones is bright, or the brightest of the darker ones dark.
    #[inline(always)]
    fn may_be_corners(&self) -> bool {
        let (mut least_bright, mut least_dark) = ([u8::MAX; LANES], [0_u8; LANES]);
        for pair in 0..8 {
            let (one, opposite) = (&self.circle[pair], &self.circle[pair + 8]);
            for lane in 0..LANES {
                least_bright[lane] = least_bright[lane].min(one[lane].max(opposite[lane]));
                least_dark[lane] = least_dark[lane].max(one[lane].min(opposite[lane]));
            }
        }
        let mut any = 0_u8;
        for lane in 0..LANES {
            any |= least_bright[lane].saturating_sub(self.above[lane]);
            any |= self.below[lane].saturating_sub(least_dark[lane]);
        }
        any != 0
    }

    /// How far the bright or dark arc stands out in sum, 0 unless nine pixels of the circle in a row stand out.
    #[inline(always)]
    fn scores(&self) -> [u16; LANES] {
        let (mut bright, mut dark) = ([[0; LANES]; 16], [[0; LANES]; 16]);
        for place in 0..16 {
            for lane in 0..LANES {
                let pixel = self.circle[place][lane];
                bright[place][lane] = pixel.saturating_sub(self.above[lane]);
                dark[place][lane] = self.below[lane].saturating_sub(pixel);
            }
        }
        // Of sixteen pixels nine cannot be brighter and nine darker.
        let (bright_arc, dark_arc) = (best_arc(&bright), best_arc(&dark));
        let mut scores = [0; LANES];
        for place in 0..16 {
            for lane in 0..LANES {
                let by_dark = if dark_arc[lane] != 0 { dark[place][lane] } else { 0 };
                let by = if bright_arc[lane] != 0 { bright[place][lane] } else { by_dark };
                scores[lane] += u16::from(by);
            }
        }
        scores
    }
}

/// By how much all of nine neighbouring places of the circle stand out, where they do most.
#[inline(always)]
fn best_arc(places: &[Lanes; 16]) -> Lanes {
    let mut best = [0; LANES];
    // Two arcs of nine have eight places in common.
    for first in (0..16).step_by(2) {
        for lane in 0..LANES {
            let at = |ahead: usize| places[(first + ahead) % 16][lane];
            let common = (2..9).fold(at(1), |least, ahead| least.min(at(ahead)));
            best[lane] = best[lane].max(common.min(at(0).max(at(9))));
        }
    }
    best
}

/// The pixels whose score no neighbour beats, nor one before them equals, as (score, x, y).
#[inline(always)]
fn peaks(scores: &[u16], width: usize) -> Vec<(u16, usize, usize)> {
    let mut found = vec![];
    for y in EDGE_PX..scores.len() / width - EDGE_PX {
        for x in (EDGE_PX..width - EDGE_PX).step_by(LANES) {
            let at = y * width + x;
            // Most of a picture has no corner.
            if scores[at..at + LANES].iter().fold(0, |any, score| any | score) == 0 {
                continue;
            }
            let highest = peaks_of(scores, at, width);
            let within = highest.iter().take(width - EDGE_PX - x).enumerate();
            for (lane, &score) in within.filter(|&(_, &score)| score > 0) {
                found.push((score, x + lane, y));
            }
        }
    }
    found
}

/// The scores from one pixel on, 0 where a neighbour's is higher, or that of one before it as high.
#[inline(always)]
fn peaks_of(scores: &[u16], at: usize, width: usize) -> [u16; LANES] {
    let row = |from: usize| &scores[from..from + LANES];
    let before = [row(at - width - 1), row(at - width), row(at - width + 1), row(at - 1)];
    let after = [row(at + 1), row(at + width - 1), row(at + width), row(at + width + 1)];
    let here = row(at);
    let mut peaks = [0; LANES];
    for lane in 0..LANES {
        let highest =
            |rows: &[&[u16]; 4]| rows[0][lane].max(rows[1][lane]).max(rows[2][lane]).max(rows[3][lane]);
        let is_peak = here[lane] > highest(&before) && here[lane] >= highest(&after);
        peaks[lane] = if is_peak { here[lane] } else { 0 };
    }
    peaks
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
    // A column more than the window has, as eight are computed as fast as seven.
    const COLUMNS: usize = 2 * HARRIS_HALF_PX + 2;
    let (mut xx, mut yy, mut xy) = ([0_i32; COLUMNS], [0_i32; COLUMNS], [0_i32; COLUMNS]);
    let from = x - HARRIS_HALF_PX - 1;
    for row in y - HARRIS_HALF_PX..=y + HARRIS_HALF_PX {
        let line = |row: usize| &plane.row(row)[from..from + COLUMNS + 2];
        let (upper, middle, lower) = (line(row - 1), line(row), line(row + 1));
        let (mut smoothed, mut step) = ([0_i32; COLUMNS + 2], [0_i32; COLUMNS + 2]);
        for at in 0..COLUMNS + 2 {
            smoothed[at] = i32::from(upper[at]) + 2 * i32::from(middle[at]) + i32::from(lower[at]);
            step[at] = i32::from(lower[at]) - i32::from(upper[at]);
        }
        for at in 0..COLUMNS {
            let across = smoothed[at + 2] - smoothed[at];
            let down = step[at] + 2 * step[at + 1] + step[at + 2];
            xx[at] += across * across;
            yy[at] += down * down;
            xy[at] += across * down;
        }
    }
    let [xx, yy, xy] = [xx, yy, xy].map(|sums| sums[..COLUMNS - 1].iter().sum::<i32>() as f32);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::drawn;

    /// Calls `check` with each inner pixel of some drawn pictures, and its score.
    fn each_pixel(check: impl Fn(&Plane, usize, usize, u16)) {
        for (seed, width, height) in [(1, 48, 40), (2, 63, 50), (3, 97, 35), (4, 160, 120)] {
            let plane = Plane::from_rgb(&drawn::scene(seed, width, height));
            let scores = fast_scores(&plane);
            for y in EDGE_PX..plane.height() - EDGE_PX {
                let row = EDGE_PX..plane.width() - EDGE_PX;
                row.for_each(|x| check(&plane, x, y, scores[y * plane.width() + x]));
            }
        }
    }

    #[test]
    fn scores_are_those_of_the_definition() {
        each_pixel(|plane, x, y, score| {
            let at =
                |(dx, dy): (isize, isize)| plane.row(y.wrapping_add_signed(dy))[x.wrapping_add_signed(dx)];
            let threshold = i16::from(FAST_THRESHOLD);
            let standing_out = |sign: i16| {
                let by =
                    CIRCLE.map(|place| sign * (i16::from(at(place)) - i16::from(at((0, 0)))) - threshold);
                let arc = (0..16).any(|first| (first..first + 9).all(|place| by[place % 16] > 0));
                arc.then(|| by.iter().map(|by| by.max(&0)).sum::<i16>() as u16)
            };
            let expected = standing_out(1).or(standing_out(-1)).unwrap_or(0);
            assert_eq!(score, expected, "{x}, {y}");
        });
    }

    #[test]
    fn responses_are_those_of_the_definition() {
        each_pixel(|plane, x, y, _| {
            let (mut xx, mut yy, mut xy) = (0, 0, 0);
            for (row, column) in
                (y - 3..=y + 3).flat_map(|row| (x - 3..=x + 3).map(move |column| (row, column)))
            {
                let pixel =
                    |down: usize, right: usize| i32::from(plane.row(row + down - 1)[column + right - 1]);
                let side = |a: [(usize, usize); 3]| {
                    pixel(a[0].0, a[0].1) + 2 * pixel(a[1].0, a[1].1) + pixel(a[2].0, a[2].1)
                };
                let across = side([(0, 2), (1, 2), (2, 2)]) - side([(0, 0), (1, 0), (2, 0)]);
                let down = side([(2, 0), (2, 1), (2, 2)]) - side([(0, 0), (0, 1), (0, 2)]);
                (xx, yy, xy) = (xx + across * across, yy + down * down, xy + across * down);
            }
            let [xx, yy, xy] = [xx, yy, xy].map(|sum| sum as f32);
            assert_eq!(harris(plane, x, y), xx * yy - xy * xy - HARRIS_K * (xx + yy) * (xx + yy));
        });
    }
}
