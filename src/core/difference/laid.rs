//! Two pictures laid over each other in the left one's frame, in light and colour, both as coarse as the coarser one.

use image::{Rgb, RgbImage};

use super::blur::blur;
use crate::photo::Transform;
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
    /// Its three planes.
    pub fn planes_mut(&mut self) -> [&mut Vec<f32>; 3] {
        [&mut self.light, &mut self.blue, &mut self.red]
    }
}

/// Light, blue, red of a pixel, and nothing: four numbers are as quickly read as one.
type Pixel = [f32; 4];

#[inline(always)]
fn pixel(&Rgb([r, g, b]): &Rgb<u8>) -> Pixel {
    let [r, g, b] = [r, g, b].map(f32::from);
    let light = 0.299 * r + 0.587 * g + 0.114 * b;
    [light, 0.564 * (b - light), 0.713 * (r - light), 0.0]
}

/// Two pictures that can be laid over each other by one map after another.
pub struct Frames {
    pub width: usize,
    pub height: usize,
    left: Picture,
    right: Vec<Pixel>,
    right_sides: [usize; 2],
}

/// The light of both pictures where they lie over each other.
pub struct Lights<'a> {
    pub width: usize,
    pub height: usize,
    pub left: &'a [f32],
    pub right: Vec<f32>,
    /// Both pictures show this spot.
    pub common: Vec<bool>,
}

/// Both pictures, row by row over the left one, their finest noise taken off.
pub struct Laid {
    pub width: usize,
    pub height: usize,
    pub left: Picture,
    /// Where the right picture shows nothing, the same as the left one.
    pub right: Picture,
    /// Both pictures show this spot.
    pub common: Vec<bool>,
}

impl Frames {
    /// Both pictures at the resolution of the coarser one, as this map has them.
    pub fn new(left: &RgbImage, right: &RgbImage, to_right: &Transform) -> Self {
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
        let [mut light, mut blue, mut red] = std::array::from_fn(|_| Vec::with_capacity(width * height));
        for [own_light, own_blue, own_red, _] in over.pixels().map(pixel) {
            light.push(own_light);
            blue.push(own_blue);
            red.push(own_red);
        }
        [&mut light, &mut blue, &mut red].into_iter().for_each(|plane| blur(plane, width));
        Self {
            width,
            height,
            left: Picture { light, blue, red },
            right: under.pixels().map(pixel).collect(),
            right_sides: [under.width() as usize, under.height() as usize],
        }
    }

    /// The light of both; `None` if the right picture lies nowhere over the left one.
    pub fn lights(&self, to_right: &Transform) -> Option<Lights<'_>> {
        let (width, height, left) = (self.width, self.height, &self.left.light[..]);
        let (mut right, mut common) = (left.to_vec(), vec![false; left.len()]);
        self.each_spot(to_right, |at, [light, ..]| {
            right[at] = light;
            common[at] = true;
        });
        blur(&mut right, width);
        common.contains(&true).then_some(Lights { width, height, left, right, common })
    }

    /// Both pictures in light and colours; `None` if the right one lies nowhere over the left one.
    pub fn laid(self, to_right: &Transform) -> Option<Laid> {
        let [mut light, mut blue, mut red] =
            [&self.left.light, &self.left.blue, &self.left.red].map(Vec::clone);
        let mut common = vec![false; light.len()];
        self.each_spot(to_right, |at, [own_light, own_blue, own_red, _]| {
            (light[at], blue[at], red[at]) = (own_light, own_blue, own_red);
            common[at] = true;
        });
        [&mut light, &mut blue, &mut red].into_iter().for_each(|plane| blur(plane, self.width));
        let (width, height, left) = (self.width, self.height, self.left);
        let right = Picture { light, blue, red };
        common.contains(&true).then_some(Laid { width, height, left, right, common })
    }

    /// What the right picture shows at each spot of the left one where it shows anything.
    #[inline(always)]
    fn each_spot(&self, to_right: &Transform, mut take: impl FnMut(usize, Pixel)) {
        let Transform(map) = self.pixel_map(to_right);
        let most = self.right_sides.map(|side| side as f64 - 1.0 - EDGE_PX);
        for y in 0..self.height {
            let begin = [1, 4, 7].map(|at| map[at] * y as f64 + map[at + 1]);
            for x in 0..self.width {
                let [across, down, depth] = [0, 1, 2].map(|at| map[3 * at] * x as f64 + begin[at]);
                let nearness = 1.0 / depth;
                let (across, down) = (across * nearness, down * nearness);
                if across >= EDGE_PX && down >= EDGE_PX && across < most[0] && down < most[1] {
                    take(y * self.width + x, self.between([across, down]));
                }
            }
        }
    }

    /// The right picture between four pixels around a spot inside of it.
    #[inline(always)]
    fn between(&self, [across, down]: [f64; 2]) -> Pixel {
        let (column, row) = (across as u32, down as u32);
        let parts = [(across - f64::from(column)) as f32, (down - f64::from(row)) as f32];
        let width = self.right_sides[0];
        let first = row as usize * width + column as usize;
        between([&self.right[first..first + 2], &self.right[first + width..][..2]], parts)
    }

    /// From the middle of a pixel of the left picture to that of one of the right.
    fn pixel_map(&self, to_right: &Transform) -> Transform {
        let scale = |[width, height]: [f64; 2], shift: [f64; 2]| {
            Transform([width, 0.0, shift[0], 0.0, height, shift[1], 0.0, 0.0, 1.0])
        };
        let [width, height] = [self.width, self.height].map(|side| side as f64);
        let into = scale([1.0 / width, 1.0 / height], [0.5 / width, 0.5 / height]);
        into.then(to_right).then(&scale(self.right_sides.map(|side| side as f64), [-0.5, -0.5]))
    }
}

/// Between four pixels, two above and two below.
#[inline(always)]
fn between([above, below]: [&[Pixel]; 2], [across, down]: [f32; 2]) -> Pixel {
    let mut seen = [0.0; 4];
    for (at, seen) in seen.iter_mut().enumerate() {
        let upper = above[0][at] + (above[1][at] - above[0][at]) * across;
        let lower = below[0][at] + (below[1][at] - below[0][at]) * across;
        *seen = upper + (lower - upper) * down;
    }
    seen
}
