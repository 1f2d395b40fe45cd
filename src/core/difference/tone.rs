//! One smooth map of light and colour for the whole picture, taken off before two pictures are compared: an edit changes
//! the tones everywhere in the same way, or by a little more towards the edges.
//!
//! The map is a curve of medians (light), then a few numbers fitted by least squares, repeated without what lies far off
//! (least trimmed squares, Rousseeuw 1984): colours, brightness and contrast that grow across the picture.

use super::laid::{Laid, Picture};

/// Pixels that the map is fitted to, about.
const SAMPLES: usize = 4000;
/// How often it is fitted, each time without what lies farther off than so many medians.
const ROUNDS: usize = 3;
const FAR: f64 = 2.5;
/// Levels of light that are looked at together, and pixels of which there must be so many.
const BAND: usize = 8;
const LEAST: u32 = 8;
/// Pixels that the curve is made of, about.
const CURVE_SAMPLES: usize = 60_000;
/// A picture of which not so many in a thousand pixels lie farther from grey has no colours.
const GREYISH: f32 = 5.0;
const IN_A_THOUSAND: usize = 4;

/// One picture and what the other makes of it under the map: of light and colours each the one that follows better from the
/// other, as a grey picture follows from one in colours and not the other way round.
pub struct Mapped<'a> {
    laid: &'a Laid,
    light: Side<'a>,
    colours: Side<'a>,
    /// Neither picture is grey: colours can be compared.
    pub in_colour: bool,
    /// Median distance of the light from the map, in levels.
    pub noise: f32,
    /// How much more the map brightens or darkens one place of the picture than another, in levels, for the same light.
    pub uneven: f32,
}

/// A picture and the map that makes another of it.
struct Side<'a> {
    fit: Fit,
    source: &'a Picture,
    target: &'a Picture,
}

/// The picture that follows better from the other, and what follows.
pub fn mapped(laid: &Laid) -> Mapped<'_> {
    let in_colour = [&laid.left, &laid.right].into_iter().all(|picture| is_colourful(laid, picture));
    let spots = spots(laid);
    let to_right = Fit::new(laid, &spots, [&laid.left, &laid.right]);
    let to_left = Fit::new(laid, &spots, [&laid.right, &laid.left]);
    let side = |of_right: bool| {
        let (fit, source, target) = if of_right {
            (to_right.clone(), &laid.left, &laid.right)
        } else {
            (to_left.clone(), &laid.right, &laid.left)
        };
        Side { fit, source, target }
    };
    let light = side(to_right.error <= to_left.error);
    let colours = side(to_right.colour_error <= to_left.colour_error);
    let uneven = light.fit.uneven();
    Mapped { laid, noise: light.fit.noise, uneven, light, colours, in_colour }
}

impl Mapped<'_> {
    /// A row of the light, and what the other picture makes of it.
    pub fn light(&self, y: usize, predicted: &mut [f32]) -> &[f32] {
        let Side { fit, source, target } = &self.light;
        fit.predict_light(self.laid, source, y, predicted);
        self.row(&target.light, y)
    }

    /// What is left of the colours of a row when what the other picture makes of them is taken off.
    pub fn colours_left(&self, y: usize, blue: &mut [f32], red: &mut [f32]) {
        let Side { fit, source, target } = &self.colours;
        let rows = [&source.light, &source.blue, &source.red].map(|plane| self.row(plane, y));
        for (numbers, target, left) in
            [(&fit.colours[0], &target.blue, blue), (&fit.colours[1], &target.red, red)]
        {
            predict_colour(&numbers.map(|number| number as f32), rows, left);
            left.iter_mut().zip(self.row(target, y)).for_each(|(left, target)| *left = target - *left);
        }
    }

    fn row<'p>(&self, plane: &'p [f32], y: usize) -> &'p [f32] {
        &plane[y * self.laid.width..(y + 1) * self.laid.width]
    }
}

/// The spots that the map is fitted to, in a step that shares no factor with most rows' lengths, so that no column is left
/// out.
fn spots(laid: &Laid) -> Vec<usize> {
    let common = || laid.common.iter().enumerate().filter(|(_, common)| **common);
    common().step_by((common().count() / SAMPLES).max(1) | 1).map(|(at, _)| at).collect()
}

fn is_colourful(laid: &Laid, picture: &Picture) -> bool {
    let step = (laid.common.len() / (4 * SAMPLES)).max(1) | 1;
    let spots = || (0..laid.common.len()).step_by(step).filter(|at| laid.common[*at]);
    let far = spots().filter(|at| picture.blue[*at].hypot(picture.red[*at]) >= GREYISH).count();
    far * 1000 >= IN_A_THOUSAND * spots().count()
}

/// Levels that a number of the map adds from one edge of the picture to the other, for one of it: all numbers are then of one
/// size.
const SPATIAL: f32 = 64.0;
/// A light between black and white, in levels.
const MIDDLING: f64 = 128.0;
/// Numbers that the light is made of, and those of the colours.
const LIGHT: usize = 12;
const COLOUR: usize = 7;

#[derive(Clone)]
struct Fit {
    curve: Vec<f32>,
    light: [f64; LIGHT],
    colours: [[f64; COLOUR]; 2],
    noise: f32,
    /// The same for one level of the target's deviation.
    error: f32,
    /// Mean distance of the colours from the map.
    colour_error: f32,
}

impl Fit {
    fn new(laid: &Laid, spots: &[usize], [source, target]: [&Picture; 2]) -> Self {
        let curve = curve(laid, &source.light, &target.light);
        let mut fit = Self {
            curve,
            light: [0.0; LIGHT],
            colours: [[0.0; COLOUR]; 2],
            noise: 0.0,
            error: 0.0,
            colour_error: 0.0,
        };
        let rows: Vec<[f64; LIGHT]> = spots.iter().map(|at| fit.light_row(laid, source, *at)).collect();
        let wanted: Vec<f64> = spots.iter().map(|at| f64::from(target.light[*at])).collect();
        let (light, noise) = trimmed(&rows, &wanted, 1);
        let rows: Vec<[f64; COLOUR]> = spots.iter().map(|at| colour_row(source, *at)).collect();
        let planes = [(&target.blue, 2), (&target.red, 3)];
        let colours = planes.map(|(plane, own)| {
            let wanted: Vec<f64> = spots.iter().map(|at| f64::from(plane[*at])).collect();
            let numbers = trimmed(&rows, &wanted, own).0;
            let off = |(row, wanted): (&[f64; COLOUR], &f64)| {
                (wanted - row.iter().zip(&numbers).map(|(one, by)| one * by).sum::<f64>()).abs()
            };
            fit.colour_error +=
                (rows.iter().zip(&wanted).map(off).sum::<f64>() / rows.len().max(1) as f64) as f32;
            numbers
        });
        let mean = wanted.iter().sum::<f64>() / wanted.len().max(1) as f64;
        let spread =
            wanted.iter().map(|level| (level - mean).powi(2)).sum::<f64>() / wanted.len().max(1) as f64;
        (fit.light, fit.colours, fit.noise) = (light, colours, noise as f32);
        fit.error = (noise / spread.sqrt().max(1.0)) as f32;
        fit
    }

    fn light_row(&self, laid: &Laid, source: &Picture, at: usize) -> [f64; LIGHT] {
        let light = f64::from(self.curved(source.light[at]));
        let x = (at % laid.width) as f64 / laid.width as f64 - 0.5;
        let y = (at / laid.width) as f64 / laid.height as f64 - 0.5;
        let (far, scale) = (x * x + y * y, f64::from(SPATIAL));
        [
            1.0,
            light,
            f64::from(source.blue[at]),
            f64::from(source.red[at]),
            x * scale,
            y * scale,
            x * x * scale,
            x * y * scale,
            y * y * scale,
            light * x,
            light * y,
            light * far,
        ]
    }

    /// What the map adds at one place beyond what it adds at another, in levels of a middling light, at most.
    fn uneven(&self) -> f32 {
        let by = self.light;
        let places = [-0.5, 0.0, 0.5];
        let added = places.iter().flat_map(|y| places.map(|x| (x, *y))).map(|(x, y)| {
            let offset = by[4] * x + by[5] * y + by[6] * x * x + by[7] * x * y + by[8] * y * y;
            offset * f64::from(SPATIAL) + MIDDLING * (by[9] * x + by[10] * y + by[11] * (x * x + y * y))
        });
        let [least, most] =
            added.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], one| [low.min(one), high.max(one)]);
        (most - least) as f32
    }

    /// What the map makes of a row of the source's light.
    fn predict_light(&self, laid: &Laid, source: &Picture, y: usize, predicted: &mut [f32]) {
        let by = self.light.map(|number| number as f32);
        let row = y * laid.width..(y + 1) * laid.width;
        let [light, blue, red] = [&source.light, &source.blue, &source.red].map(|plane| &plane[row.clone()]);
        predicted.iter_mut().zip(light).for_each(|(to, level)| *to = self.curved(*level));
        let down = y as f32 / laid.height as f32 - 0.5;
        let (offset, gain) = (by[0] + SPATIAL * down * (by[5] + by[8] * down), by[1] + by[10] * down);
        let tilt = SPATIAL * (by[4] + by[7] * down);
        for (x, ((to, blue), red)) in predicted.iter_mut().zip(blue).zip(red).enumerate() {
            let across = x as f32 / laid.width as f32 - 0.5;
            let offset = offset + by[2] * blue + by[3] * red + across * (tilt + SPATIAL * by[6] * across);
            let gain = gain + by[9] * across + by[11] * (across * across + down * down);
            *to = (offset + gain * *to).clamp(0.0, 255.0);
        }
    }

    /// What the curve makes of a level of light.
    fn curved(&self, level: f32) -> f32 {
        let level = level.clamp(0.0, 254.9);
        let (band, part) = ((level as usize) / BAND, (level / BAND as f32).fract());
        self.curve[band] + (self.curve[band + 1] - self.curve[band]) * part
    }
}

fn colour_row(source: &Picture, at: usize) -> [f64; COLOUR] {
    let [light, blue, red] = [source.light[at], source.blue[at], source.red[at]].map(f64::from);
    [1.0, light, blue, red, light * blue / 128.0, light * red / 128.0, light * light / 128.0]
}

/// What the map makes of a row of light, blue and red.
fn predict_colour(by: &[f32; COLOUR], [light, blue, red]: [&[f32]; 3], predicted: &mut [f32]) {
    for (((to, light), blue), red) in predicted.iter_mut().zip(light).zip(blue).zip(red) {
        let part = light / 128.0;
        *to = by[0]
            + (by[1] + by[6] * part) * light
            + (by[2] + by[4] * part) * blue
            + (by[3] + by[5] * part) * red;
    }
}

/// The median of what the target shows where the source has a level, at the lower end of every band; straight where a level
/// hardly occurs.
fn curve(laid: &Laid, source: &[f32], target: &[f32]) -> Vec<f32> {
    let mut seen = vec![[0_u32; 256]; 256 / BAND];
    let step = (source.len() / CURVE_SAMPLES).max(1) | 1;
    for at in (0..source.len()).step_by(step).filter(|at| laid.common[*at]) {
        seen[(source[at].clamp(0.0, 255.0)) as usize / BAND][target[at].clamp(0.0, 255.0) as usize] += 1;
    }
    let middle = |band: usize| (band * BAND) as f32 + BAND as f32 / 2.0;
    let known: Vec<(f32, f32)> =
        seen.iter().enumerate().filter_map(|(band, counts)| Some((middle(band), median(counts)?))).collect();
    (0..=256 / BAND).map(|band| between(&known, (band * BAND) as f32)).collect()
}

fn median(counts: &[u32; 256]) -> Option<f32> {
    let all: u32 = counts.iter().sum();
    let mut sum = 0;
    let at = counts.iter().position(|count| {
        sum += count;
        2 * sum >= all
    })?;
    (all >= LEAST).then_some(at as f32)
}

/// The level between two that are known; beyond them along the slope there.
fn between(known: &[(f32, f32)], at: f32) -> f32 {
    let after = known.partition_point(|one| one.0 <= at).clamp(1, known.len().max(2) - 1);
    match (known.get(after - 1), known.get(after)) {
        (Some(low), Some(high)) => low.1 + (at - low.0) / (high.0 - low.0) * (high.1 - low.1),
        (Some(only), None) => only.1 + at - only.0,
        _ => at,
    }
}

/// Least squares without what lies far off; the numbers, and the median distance of all. `own` is the number that is 1
/// where nothing else is known.
fn trimmed<const N: usize>(rows: &[[f64; N]], wanted: &[f64], own: usize) -> ([f64; N], f64) {
    let mut numbers = [0.0; N];
    numbers[own] = 1.0;
    let mut median = 0.0;
    for round in 0..=ROUNDS {
        let off: Vec<f64> = rows
            .iter()
            .zip(wanted)
            .map(|(row, wanted)| {
                (wanted - row.iter().zip(&numbers).map(|(one, by)| one * by).sum::<f64>()).abs()
            })
            .collect();
        let mut sorted = off.clone();
        if sorted.is_empty() {
            return (numbers, 0.0);
        }
        let middle = sorted.len() / 2;
        median = *sorted.select_nth_unstable_by(middle, f64::total_cmp).1;
        if round == ROUNDS {
            break;
        }
        let limit = FAR * median + 2.0;
        let near = rows.iter().zip(wanted).zip(&off).filter(|(_, off)| **off <= limit).map(|(pair, _)| pair);
        numbers = least_squares(near, own);
    }
    (numbers, median)
}

fn least_squares<'a, const N: usize>(
    pairs: impl Iterator<Item = (&'a [f64; N], &'a f64)>,
    own: usize,
) -> [f64; N] {
    let (mut normal, mut sides) = ([[0.0; N]; N], [0.0; N]);
    // A few pixels' worth of doubt keeps what the picture does not tell where it was.
    normal.iter_mut().enumerate().for_each(|(at, row)| row[at] = 400.0);
    sides[own] = 400.0;
    // Both halves of the symmetric matrix: whole rows are added many numbers at once.
    for (row, wanted) in pairs {
        for (sums, factor) in normal.iter_mut().zip(row) {
            sums.iter_mut().zip(row).for_each(|(sum, other)| *sum += factor * other);
        }
        sides.iter_mut().zip(row).for_each(|(side, factor)| *side += factor * wanted);
    }
    for column in 0..N {
        let (known, below) = normal.split_at_mut(column + 1);
        let (pivots, side) = (&known[column], sides[column]);
        for (row, other) in below.iter_mut().zip(&mut sides[column + 1..]) {
            let factor = row[column] / pivots[column].max(1e-9);
            row.iter_mut().zip(pivots).skip(column).for_each(|(one, by)| *one -= factor * by);
            *other -= factor * side;
        }
    }
    let mut numbers = [0.0; N];
    for at in (0..N).rev() {
        let known: f64 = (at + 1..N).map(|later| normal[at][later] * numbers[later]).sum();
        numbers[at] = (sides[at] - known) / normal[at][at].max(1e-9);
    }
    numbers
}
