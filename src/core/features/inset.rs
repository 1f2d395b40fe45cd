//! Pictures on a page: the photo in a screenshot of a chat, the figures of a report. What lies around them says nothing of
//! them, and in the frame of the whole they are too small for corners.
//!
//! The ground is what is of one grey over a large piece; a picture is what it leaves free and fills a rectangle.

use image::{RgbImage, imageops};

use super::plane::Plane;
use super::{Features, STEPS_PER_PX, of_one_grey, of_whole};

/// A picture on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inset {
    /// Its left and upper edge, its width and height, in steps of the page's frame.
    window_steps: [u16; 4],
    features: Features,
}

impl Inset {
    /// Its own features.
    pub fn features(&self) -> &Features {
        &self.features
    }

    /// Its left and upper edge, its width and height, in pixels of the page's frame.
    pub fn window(&self) -> [f64; 4] {
        self.window_steps.map(|steps| f64::from(steps) / f64::from(STEPS_PER_PX))
    }

    /// The stored form: the window, the length of what follows, the features.
    pub fn append_to(&self, bytes: &mut Vec<u8>) {
        let features = self.features.to_bytes();
        bytes.extend(self.window_steps.iter().flat_map(|steps| steps.to_le_bytes()));
        bytes.extend((features.len() as u32).to_le_bytes());
        bytes.extend(features);
    }

    /// Reads stored ones, up to the end of `bytes`; `None` if they make no sense.
    pub fn all_from(mut bytes: &[u8]) -> Option<Vec<Inset>> {
        let mut all = Vec::new();
        while !bytes.is_empty() && all.len() < MOST {
            let (window, rest) = bytes.split_first_chunk::<8>()?;
            let (length, rest) = rest.split_first_chunk::<4>()?;
            let (features, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
            let features = Features::from_bytes(features).filter(|features| features.insets.is_empty())?;
            let steps = |at: usize| u16::from_le_bytes([window[2 * at], window[2 * at + 1]]);
            all.push(Inset { window_steps: std::array::from_fn(steps), features });
            bytes = rest;
        }
        bytes.is_empty().then_some(all)
    }
}

/// The pictures on a page whose frame has these sides.
pub fn all_of(page: &RgbImage, frame: [u16; 2]) -> Vec<Inset> {
    let per_px = f32::from(frame[0]) / page.width().max(1) as f32 * STEPS_PER_PX;
    let steps = |px: usize| (px as f32 * per_px).round() as u16;
    let inset = |window: Window| {
        let [x, y, width, height] = [window.x, window.y, window.width, window.height].map(|px| px as u32);
        Inset {
            window_steps: [window.x, window.y, window.width, window.height].map(steps),
            features: of_whole(&imageops::crop_imm(page, x, y, width, height).to_image()),
        }
    };
    find(&Plane::from_rgb(page)).into_iter().map(inset).collect()
}

/// Where a picture lies on a page, in pixels of what was searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Window {
    x: usize,
    y: usize,
    width: usize,
    height: usize,
}

impl Window {
    fn area(&self) -> usize {
        self.width * self.height
    }

    /// It shows nothing but lines on a ground, as tables and drawings do.
    fn is_drawn(&self, page: &Plane) -> bool {
        let rows = (self.y..self.y + self.height).map(|y| &page.row(y)[self.x..self.x + self.width]);
        of_one_grey(rows.flatten(), 3) as f32 >= DRAWN * self.area() as f32
    }

    fn touches(&self, other: &Self) -> bool {
        let is_apart =
            |at: usize, length: usize, from: usize, more: usize| at + length <= from || from + more <= at;
        !is_apart(self.x, self.width, other.x, other.width)
            && !is_apart(self.y, self.height, other.y, other.height)
    }
}

/// Pictures of one page at most, the largest.
const MOST: usize = 3;
/// A side in pixels below which nothing is recognised.
const LEAST_PX: usize = 48;
/// Share of the page from which on a picture is seen well enough in the frame of the whole.
const LARGE: f32 = 0.6;
/// Grey levels over which a plain ground scatters, between neighbours and over all of a piece.
const NOISE: u8 = 6;
/// Share of the page from which on a piece of one grey is ground: half of a line of text in its bubble.
const LEAST_GROUND: f32 = 0.002;
/// Share of a table or a drawing that is of one level, or the next; a sky has noise and shades.
const DRAWN: f32 = 0.4;
/// Share of the page from which on a picture is looked for together with grounds of its own: a bubble with a line of text has less.
const LEAST_WITH_GROUND: f32 = 0.03;
/// Share of its rectangle that a picture fills; lines of text fill half.
const FILLED: f32 = 0.7;

/// The pictures on a page, the largest first.
fn find(page: &Plane) -> Vec<Window> {
    let sides = [page.width(), page.height()];
    if sides[0].min(sides[1]) < LEAST_PX {
        return Vec::new();
    }
    let [ground, at_edge] = grounds(page);
    let mut found = left_free(ground, sides);
    // A sky or a wall in a picture is of one grey as well; only what reaches the edge of the page is certainly none of it.
    let with_grounds = left_free(at_edge, sides).into_iter();
    let least = LEAST_WITH_GROUND * (sides[0] * sides[1]) as f32;
    let further: Vec<Window> = with_grounds
        .filter(|window| window.area() as f32 >= least && found.iter().all(|other| !window.touches(other)))
        .filter(|window| !window.is_drawn(page))
        .collect();
    found.extend(further);
    found.sort_by_key(|window| (std::cmp::Reverse(window.area()), window.y, window.x));
    found.truncate(MOST);
    found
}

/// The rectangles that this ground leaves free and that are filled.
fn left_free(ground: Vec<bool>, sides: [usize; 2]) -> Vec<Window> {
    let mut found: Vec<Window> = Vec::new();
    let mut seen = ground;
    let mut piece = Vec::new();
    for start in 0..seen.len() {
        if seen[start] {
            continue;
        }
        piece.clear();
        spread(start, sides, &mut piece, |at| !std::mem::replace(&mut seen[at], true));
        let window = around(&piece, sides);
        let is_large = window.area() as f32 > LARGE * seen.len() as f32;
        let is_filled = piece.len() as f32 >= FILLED * window.area() as f32;
        if window.width.min(window.height) >= LEAST_PX && is_filled && !is_large {
            found.push(window);
        }
    }
    found
}

/// Which pixels belong to a large piece of one grey, and which to one that reaches the edge of the page.
fn grounds(page: &Plane) -> [Vec<bool>; 2] {
    let (width, height) = (page.width(), page.height());
    let pixels = page.pixels();
    let is_even =
        |at: usize| beside(at, [width, height]).all(|near| pixels[near].abs_diff(pixels[at]) <= NOISE);
    let even: Vec<bool> = (0..pixels.len()).map(is_even).collect();
    let is_at_edge =
        |at: &usize| [0, width - 1].contains(&(at % width)) || [0, height - 1].contains(&(at / width));
    let mut seen = vec![false; pixels.len()];
    let mut grounds = [vec![false; pixels.len()], vec![false; pixels.len()]];
    let mut piece = Vec::new();
    for start in 0..pixels.len() {
        if seen[start] || !even[start] {
            continue;
        }
        piece.clear();
        spread(start, [width, height], &mut piece, |at| {
            even[at] && pixels[at].abs_diff(pixels[start]) <= NOISE && !std::mem::replace(&mut seen[at], true)
        });
        if piece.len() as f32 >= LEAST_GROUND * pixels.len() as f32 {
            piece.iter().for_each(|at| grounds[0][*at] = true);
            if piece.iter().any(is_at_edge) {
                piece.iter().for_each(|at| grounds[1][*at] = true);
            }
        }
    }
    grounds
}

/// Collects into `piece` all pixels that are joined to the first by pixels that `take` takes; it must take none twice.
fn spread(start: usize, sides: [usize; 2], piece: &mut Vec<usize>, mut take: impl FnMut(usize) -> bool) {
    if take(start) {
        piece.push(start);
    }
    let mut next = 0;
    while let Some(&at) = piece.get(next) {
        next += 1;
        piece.extend(beside(at, sides).filter(|near| take(*near)));
    }
}

/// The pixels to the left and right of one, above and below it.
fn beside(at: usize, [width, height]: [usize; 2]) -> impl Iterator<Item = usize> {
    let (x, y) = (at % width, at / width);
    let near = [
        (x > 0).then(|| at - 1),
        (x + 1 < width).then(|| at + 1),
        (y > 0).then(|| at - width),
        (y + 1 < height).then(|| at + width),
    ];
    near.into_iter().flatten()
}

/// The smallest window with all these pixels, without the rim of the ground that belongs to no even piece.
fn around(piece: &[usize], [width, height]: [usize; 2]) -> Window {
    let (mut left, mut right, mut top, mut bottom) = (width, 0, height, 0);
    for at in piece {
        let (x, y) = (at % width, at / width);
        (left, right) = (left.min(x), right.max(x));
        (top, bottom) = (top.min(y), bottom.max(y));
    }
    let rim = |edge: usize, at_edge: usize| usize::from(edge != at_edge);
    let (left, top) = (left + rim(left, 0), top + rim(top, 0));
    let (right, bottom) = (right + 1 - rim(right + 1, width), bottom + 1 - rim(bottom + 1, height));
    Window { x: left, y: top, width: right.saturating_sub(left), height: bottom.saturating_sub(top) }
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage, imageops};

    use super::*;
    use crate::features::drawn;

    fn plane(page: &RgbImage) -> Plane {
        Plane::from_rgb(page)
    }

    #[test]
    fn a_photo_on_a_page_is_found_and_lines_of_text_are_not() {
        let mut page = RgbImage::from_pixel(270, 585, Rgb([236, 229, 221]));
        imageops::replace(&mut page, &drawn::scene(1, 110, 80), 20, 200);
        for (line, y) in (300..560).step_by(12).enumerate() {
            for x in (20..250).step_by(5 + line % 3) {
                imageops::replace(&mut page, &RgbImage::new(3, 6), x, y);
            }
        }
        assert_eq!(find(&plane(&page)), [Window { x: 20, y: 200, width: 110, height: 80 }]);
    }

    #[test]
    fn a_photo_with_a_sky_is_found_with_its_bubble_and_a_table_is_not() {
        let mut photo = drawn::scene(1, 160, 110);
        for (x, y, pixel) in photo.enumerate_pixels_mut().filter(|(_, y, _)| *y < 70) {
            *pixel = Rgb([(90 + y) as u8, (120 + y / 2 + x / 24) as u8, 210]);
        }
        let mut page = RgbImage::from_pixel(270, 585, Rgb([236, 229, 221]));
        imageops::replace(&mut page, &RgbImage::from_pixel(172, 122, Rgb([200, 248, 180])), 20, 100);
        imageops::replace(&mut page, &photo, 26, 106);
        let found = find(&plane(&page));
        let holds = |window: &Window| window.x <= 26 && window.y <= 106 && window.area() >= 160 * 110;
        assert!(found.len() == 1 && holds(&found[0]), "{found:?}");
        // Lines around white.
        let mut table = RgbImage::from_pixel(180, 140, Rgb([30; 3]));
        for (row, column) in (0..4).flat_map(|row| (0..3).map(move |column| (row, column))) {
            let cell = RgbImage::from_pixel(56, 32, Rgb([253; 3]));
            imageops::replace(&mut table, &cell, 3 + 59 * column, 3 + 34 * row);
        }
        imageops::replace(&mut page, &table, 40, 300);
        assert_eq!(find(&plane(&page)), found);
    }

    #[test]
    fn a_photograph_is_no_page_and_nothing_has_none() {
        assert_eq!(find(&plane(&drawn::scene(2, 400, 300))), []);
        for (width, height) in [(0, 0), (1, 1), (20_000, 1), (300, 300)] {
            assert_eq!(find(&plane(&RgbImage::new(width, height))), []);
        }
    }
}
