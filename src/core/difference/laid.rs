//! Two pictures laid over each other in the left one's frame, in light and colour, both as coarse as the coarser one.

use image::{Rgb, RgbImage};

use crate::photo::{Point, Transform};
use crate::resize;

/// Long side in pixels: enough to see a digit of a page, an eye of a group photo, a small stamp.
pub const LONG_PX: f64 = 1000.0;
/// A coarser one is enlarged to this.
const LEAST_PX: f64 = 64.0;
/// The outermost pixels are left out: a resampled edge is nobody's.
const EDGE_PX: f64 = 1.5;

/// A picture row by row: light (Rec. 601, 0 to 255), and how much bluer and redder than grey, -128 to 128.
pub struct Picture {
    pub light: Vec<f32>,
    pub blue: Vec<f32>,
    pub red: Vec<f32>,
}

impl Picture {
    /// Empty, with room for so many pixels.
    pub fn with_capacity(pixels: usize) -> Self {
        let plane = || Vec::with_capacity(pixels);
        Self { light: plane(), blue: plane(), red: plane() }
    }

    #[inline(always)]
    fn push(&mut self, [r, g, b]: [f32; 3]) {
        let light = 0.299 * r + 0.587 * g + 0.114 * b;
        self.light.push(light);
        self.blue.push(0.564 * (b - light));
        self.red.push(0.713 * (r - light));
    }

    /// Its three planes.
    pub fn planes_mut(&mut self) -> [&mut Vec<f32>; 3] {
        [&mut self.light, &mut self.blue, &mut self.red]
    }
}

/// Both pictures, row by row over the left one.
pub struct Laid {
    pub width: usize,
    pub height: usize,
    pub left: Picture,
    /// Where the right picture shows nothing, what the left one shows.
    pub right: Picture,
    /// Both pictures show this spot.
    pub common: Vec<bool>,
}

impl Laid {
    /// `None` if the right picture lies nowhere over the left one.
    pub fn new(left: &RgbImage, right: &RgbImage, to_right: &Transform) -> Option<Self> {
        let sides = |photo: &RgbImage| [f64::from(photo.width()), f64::from(photo.height())];
        let ([left_width, left_height], right_sides) = (sides(left), sides(right));
        // Pixels of the right picture for one of the left.
        let growth = Transform::scale([1.0 / left_width, 1.0 / left_height])
            .then(to_right)
            .then(&Transform::scale(right_sides))
            .size_at([left_width / 2.0, left_height / 2.0]);
        let long = left_width.max(left_height);
        let shrink = (LONG_PX.min(long * growth.min(1.0)).max(LEAST_PX) / long).min(1.0);
        let side = |side: f64, by: f64| ((side * by).round() as u32).max(1);
        let (width, height) = (side(left_width, shrink), side(left_height, shrink));
        let over = resize::to_size(left.clone(), width, height);
        let finer = (shrink / growth.max(1e-6)).min(1.0);
        let under = resize::to_size(right.clone(), side(right_sides[0], finer), side(right_sides[1], finer));

        let (width, height) = (width as usize, height as usize);
        let mut laid = Self {
            width,
            height,
            left: Picture::with_capacity(width * height),
            right: Picture::with_capacity(width * height),
            common: Vec::with_capacity(width * height),
        };
        let into = Transform([
            1.0 / width as f64,
            0.0,
            0.5 / width as f64,
            0.0,
            1.0 / height as f64,
            0.5 / height as f64,
            0.0,
            0.0,
            1.0,
        ]);
        let out = Transform([
            f64::from(under.width()),
            0.0,
            -0.5,
            0.0,
            f64::from(under.height()),
            -0.5,
            0.0,
            0.0,
            1.0,
        ]);
        let map = into.then(to_right).then(&out);
        for y in 0..height {
            for x in 0..width {
                let Rgb(here) = *over.get_pixel(x as u32, y as u32);
                let here = here.map(f32::from);
                let there = colour_at(&under, map.apply([x as f64, y as f64]));
                laid.left.push(here);
                laid.right.push(there.unwrap_or(here));
                laid.common.push(there.is_some());
            }
        }
        laid.common.contains(&true).then_some(laid)
    }
}

/// The colour at a spot, in pixels; `None` outside.
#[inline(always)]
fn colour_at(picture: &RgbImage, [x, y]: Point) -> Option<[f32; 3]> {
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    if !(x >= EDGE_PX && y >= EDGE_PX && x < width - 1.0 - EDGE_PX && y < height - 1.0 - EDGE_PX) {
        return None;
    }
    let (column, row) = (x as usize, y as usize);
    let (part_x, part_y) = ((x - column as f64) as f32, (y - row as f64) as f32);
    let stride = picture.width() as usize * 3;
    let first = row * stride + column * 3;
    let (above, below) =
        (&picture.as_raw()[first..first + 6], &picture.as_raw()[first + stride..first + stride + 6]);
    let between = |one: u8, other: u8, part: f32| f32::from(one) + (f32::from(other) - f32::from(one)) * part;
    Some(std::array::from_fn(|channel| {
        let upper = between(above[channel], above[channel + 3], part_x);
        let lower = between(below[channel], below[channel + 3], part_x);
        upper + (lower - upper) * part_y
    }))
}
