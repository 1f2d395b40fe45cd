//! How much two pictures that lie over each other differ at each spot, by comparing small windows of them: their structure,
//! their light and their colours, each as the one map of tones would have them.

use super::laid::Laid;
use super::tone::Mapped;

/// Side of a cell in pixels. A window is two by two cells.
pub const CELL_PX: usize = 4;
/// Deviation of grey levels that compression leaves on a plain surface, at least.
const NOISE_LEVELS: f32 = 4.0;
/// Share of the structure that may differ, and that at which it differs wholly: 0 for the same, 1 for strangers.
const STRUCTURE: [f32; 2] = [0.5, 0.9];
/// The same for mean brightness, in grey levels off the map.
const LEVELS: [f32; 2] = [16.0, 40.0];
/// The same for colour.
const COLOURS: [f32; 2] = [14.0, 34.0];
/// A window with less deviation of its light has nothing to see.
const FLAT: f32 = 4.0;

/// What one window says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Window {
    /// It lies within what both pictures show.
    pub common: bool,
    /// Deviation of the light in the target and in what the other makes of it.
    pub spread: [f32; 2],
    /// Share of the structure that differs, 0 for the same, 1 for strangers.
    pub structure: f32,
    /// Deviation of what is left of the light, its mean taken off, in levels.
    pub apart: f32,
    /// Mean of what is left of the light, in levels.
    pub offset: f32,
    /// The same of the colours; 0 where a picture has none.
    pub colour: f32,
}

impl Window {
    /// How much it differs, 0 to 1.
    pub fn amount(&self) -> f32 {
        let structure = ramp(self.structure, STRUCTURE);
        structure.max(ramp(self.offset.abs(), LEVELS)).max(ramp(self.colour, COLOURS))
    }

    /// There is something to see in one picture at least.
    pub fn is_textured(&self) -> bool {
        self.spread[0].max(self.spread[1]) >= FLAT
    }
}

/// The windows of two pictures, one for each cell and those to its right and below.
pub struct Windows {
    pub columns: usize,
    pub rows: usize,
    pub all: Vec<Window>,
}

/// Sums over the pixels of a cell: how many, of both pictures' light, of their squares and their product, of what is left of
/// the colours.
#[derive(Clone, Copy, Default)]
struct Sums([f32; 8]);

impl Sums {
    fn and(self, other: Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at] + other.0[at]))
    }

    fn window(&self, noise: f32) -> Window {
        let Self([count, a, b, aa, bb, ab, blue, red]) = *self;
        // Three quarters of four cells.
        if count < (3 * CELL_PX * CELL_PX) as f32 {
            return Window::default();
        }
        let (a, b) = (a / count, b / count);
        let variance = [(aa / count - a * a).max(0.0), (bb / count - b * b).max(0.0)];
        let apart = (variance[0] + variance[1] - 2.0 * (ab / count - a * b)).max(0.0);
        let colour = (blue / count).hypot(red / count);
        Window {
            common: true,
            spread: variance.map(f32::sqrt),
            structure: apart / (variance[0] + variance[1] + 2.0 * noise * noise),
            apart: apart.sqrt(),
            offset: a - b,
            colour,
        }
    }
}

/// The sums over a few pixels of a row: light, what the other picture makes of it, what is left of blue and red.
#[inline(always)]
fn sums([light, predicted, blue, red]: [&[f32]; 4], common: &[bool]) -> Sums {
    let mut sums = [0.0; 8];
    for at in 0..common.len() {
        // Around the middle of the scale, so that squares keep their precision.
        let (a, b) = (light[at] - 128.0, predicted[at] - 128.0);
        let count = f32::from(u8::from(common[at]));
        let of = [1.0, a, b, a * a, b * b, a * b, blue[at], red[at]];
        sums.iter_mut().zip(of).for_each(|(sum, of)| *sum += count * of);
    }
    Sums(sums)
}

impl Windows {
    /// Compares the target with what the other picture makes of it.
    pub fn of(laid: &Laid, mapped: &Mapped<'_>) -> Self {
        let (columns, rows) = (laid.width.div_ceil(CELL_PX), laid.height.div_ceil(CELL_PX));
        let mut cells = vec![Sums::default(); columns * rows];
        let [mut predicted, mut blue, mut red] = std::array::from_fn(|_| vec![0.0; laid.width]);
        for y in 0..laid.height {
            let light = mapped.light(y, &mut predicted);
            if mapped.in_colour {
                mapped.colours_left(y, &mut blue, &mut red);
            }
            let common = &laid.common[y * laid.width..(y + 1) * laid.width];
            let planes = [light, &predicted, &blue, &red].map(|plane| plane.chunks(CELL_PX));
            let [light, predicted, blue, red] = planes;
            let parts = light.zip(predicted).zip(blue.zip(red)).zip(common.chunks(CELL_PX));
            let line = &mut cells[y / CELL_PX * columns..(y / CELL_PX + 1) * columns];
            for (cell, (((light, predicted), (blue, red)), common)) in line.iter_mut().zip(parts) {
                *cell = cell.and(sums([light, predicted, blue, red], common));
            }
        }
        let noise = mapped.noise.max(NOISE_LEVELS);
        let mut all = Vec::with_capacity(columns * rows);
        for y in 0..rows {
            for x in 0..columns {
                let inner = x + 1 < columns && y + 1 < rows;
                let sums = inner.then(|| {
                    [y * columns + x + 1, (y + 1) * columns + x, (y + 1) * columns + x + 1]
                        .into_iter()
                        .fold(cells[y * columns + x], |sums, at| sums.and(cells[at]))
                });
                all.push(sums.map_or_else(Window::default, |sums| sums.window(noise)));
            }
        }
        Self { columns, rows, all }
    }

    /// 0 (the same) to 255 for every pixel; 0 where not both pictures show something. A cell differs as much as the most of
    /// the windows around it that agree on it: the mean of the two greatest.
    pub fn amounts(&self, laid: &Laid) -> Vec<u8> {
        let mut cells = vec![0.0_f32; self.all.len()];
        for y in 0..self.rows {
            for x in 0..self.columns {
                let around = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(dx, dy)| {
                    let (x, y) = (x.checked_sub(dx), y.checked_sub(dy));
                    x.zip(y).map_or(0.0, |(x, y)| self.all[y * self.columns + x].amount())
                });
                cells[y * self.columns + x] = around.iter().sum::<f32>() / 4.0;
            }
        }
        let mut amounts = Vec::with_capacity(laid.common.len());
        for y in 0..laid.height {
            for x in 0..laid.width {
                let common = laid.common[y * laid.width + x];
                let amount = cells[y / CELL_PX * self.columns + x / CELL_PX];
                amounts.push(if common { (amount * 255.0) as u8 } else { 0 });
            }
        }
        amounts
    }
}

/// 0 at the first end, 1 at the second.
fn ramp(value: f32, [from, to]: [f32; 2]) -> f32 {
    ((value - from) / (to - from)).clamp(0.0, 1.0)
}
