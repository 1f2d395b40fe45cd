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

/// Sums over the pixels of a cell.
#[derive(Clone, Copy, Default)]
struct Sums {
    count: f32,
    a: f32,
    b: f32,
    aa: f32,
    bb: f32,
    ab: f32,
    blue: f32,
    red: f32,
}

impl Sums {
    fn and(self, other: Self) -> Self {
        Self {
            count: self.count + other.count,
            a: self.a + other.a,
            b: self.b + other.b,
            aa: self.aa + other.aa,
            bb: self.bb + other.bb,
            ab: self.ab + other.ab,
            blue: self.blue + other.blue,
            red: self.red + other.red,
        }
    }

    fn window(&self, noise: f32) -> Window {
        // Three quarters of four cells.
        if self.count < (3 * CELL_PX * CELL_PX) as f32 {
            return Window::default();
        }
        let (a, b) = (self.a / self.count, self.b / self.count);
        let variance = [(self.aa / self.count - a * a).max(0.0), (self.bb / self.count - b * b).max(0.0)];
        let apart = (variance[0] + variance[1] - 2.0 * (self.ab / self.count - a * b)).max(0.0);
        let colour = (self.blue / self.count).hypot(self.red / self.count);
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

impl Windows {
    /// Compares the target with what the other picture makes of it.
    pub fn of(laid: &Laid, mapped: &Mapped<'_>) -> Self {
        let (columns, rows) = (laid.width.div_ceil(CELL_PX), laid.height.div_ceil(CELL_PX));
        let mut cells = vec![Sums::default(); columns * rows];
        let (predicted, [blue, red]) = (&mapped.predicted, mapped.colours);
        for y in 0..laid.height {
            let line = &mut cells[y / CELL_PX * columns..(y / CELL_PX + 1) * columns];
            for x in 0..laid.width {
                let at = y * laid.width + x;
                if !laid.common[at] {
                    continue;
                }
                // Around the middle of the scale, so that squares keep their precision.
                let (a, b) = (mapped.light[at] - 128.0, predicted.light[at] - 128.0);
                let cell = &mut line[x / CELL_PX];
                cell.count += 1.0;
                cell.a += a;
                cell.b += b;
                cell.aa += a * a;
                cell.bb += b * b;
                cell.ab += a * b;
                cell.blue += blue[at] - predicted.blue[at];
                cell.red += red[at] - predicted.red[at];
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
                let mut window = sums.map_or_else(Window::default, |sums| sums.window(noise));
                if !mapped.in_colour {
                    window.colour = 0.0;
                }
                all.push(window);
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
