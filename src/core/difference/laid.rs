//! Two pictures laid over each other in the left one's frame, in grey, both as coarse as the coarser one.

use image::RgbImage;

use crate::features::Plane;
use crate::photo::{Point, Transform};
use crate::resize;

/// Long side in pixels: enough to see a changed face in a group photo, little enough for a tenth of a second.
const LONG_PX: f64 = 720.0;
/// A coarser one is enlarged to this.
const LEAST_PX: f64 = 64.0;
/// The outermost pixels are left out: a resampled edge is nobody's.
const EDGE_PX: f64 = 1.5;

/// Grey levels of both pictures, row by row over the left one.
pub struct Laid {
    pub width: usize,
    pub height: usize,
    pub left: Vec<f32>,
    pub right: Vec<f32>,
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
        let side = |side: f64| ((side * shrink).round() as u32).max(1);
        let (width, height) = (side(left_width), side(left_height));
        let over = Plane::from_rgb(&resize::to_size(left.clone(), width, height));
        let under = Plane::from_rgb(right).scaled(((shrink / growth.max(1e-6)) as f32).min(1.0));

        let (width, height) = (width as usize, height as usize);
        let mut laid = Self {
            width,
            height,
            left: over.pixels().iter().map(|level| f32::from(*level)).collect(),
            right: Vec::with_capacity(width * height),
            common: Vec::with_capacity(width * height),
        };
        for y in 0..height {
            for x in 0..width {
                let spot = [(x as f64 + 0.5) / width as f64, (y as f64 + 0.5) / height as f64];
                let level = level_at(&under, to_right.apply(spot));
                laid.common.push(level.is_some());
                laid.right.push(level.unwrap_or(0.0));
            }
        }
        laid.common.contains(&true).then_some(laid)
    }
}

/// The grey level at a spot in fractions of the sides; `None` outside.
fn level_at(plane: &Plane, [u, v]: Point) -> Option<f32> {
    let (width, height) = (plane.width() as f64, plane.height() as f64);
    let (x, y) = (u * width - 0.5, v * height - 0.5);
    if !(x >= EDGE_PX && y >= EDGE_PX && x < width - 1.0 - EDGE_PX && y < height - 1.0 - EDGE_PX) {
        return None;
    }
    let (column, row) = (x as usize, y as usize);
    let (part_x, part_y) = ((x - column as f64) as f32, (y - row as f64) as f32);
    let along = |row: usize| {
        let pixels = plane.row(row);
        f32::from(pixels[column]) * (1.0 - part_x) + f32::from(pixels[column + 1]) * part_x
    };
    Some(along(row) * (1.0 - part_y) + along(row + 1) * part_y)
}
