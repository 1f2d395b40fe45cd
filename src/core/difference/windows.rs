//! How much two pictures that lie over each other differ at each spot, by comparing small windows of them.

use super::laid::Laid;

/// Half the side of a window in which structure is compared, in pixels.
const FINE_PX: usize = 4;
/// Half the side of a window in which mean brightness is compared, in pixels.
const COARSE_PX: usize = 8;
/// Deviation of grey levels that compression leaves on a plain surface.
const NOISE_LEVELS: f32 = 6.0;
/// Share of the structure that may differ, and that at which it differs wholly: 0 for the same, 1 for strangers.
const STRUCTURE: [f32; 2] = [0.35, 0.75];
/// The same for mean brightness, in grey levels beside the surroundings.
const LEVELS: [f32; 2] = [16.0, 40.0];
/// The surroundings are this share of the picture.
const SURROUNDINGS: usize = 5;

/// 0 (the same) to 255 for every pixel; 0 where not both pictures show something.
pub fn amounts(laid: &Laid) -> Vec<u8> {
    let right = matched(laid);
    let of = |value: &dyn Fn(usize) -> f32| {
        let masked = |at: usize| if laid.common[at] { value(at) } else { 0.0 };
        Sums::new(laid.width, laid.height, masked)
    };
    let count = of(&|_| 1.0);
    let (a, b) = (of(&|at| laid.left[at]), of(&|at| right[at]));
    let (aa, bb) = (of(&|at| laid.left[at].powi(2)), of(&|at| right[at].powi(2)));
    let ab = of(&|at| laid.left[at] * right[at]);
    let around = laid.width.max(laid.height) / (2 * SURROUNDINGS);
    let mut amounts = Vec::with_capacity(laid.left.len());
    for y in 0..laid.height {
        for x in 0..laid.width {
            if !laid.common[y * laid.width + x] {
                amounts.push(0);
                continue;
            }
            let mean = |sums: &Sums, half: usize| sums.window(x, y, half) / count.window(x, y, half).max(1.0);
            let (mean_a, mean_b) = (mean(&a, FINE_PX), mean(&b, FINE_PX));
            let spread =
                (mean(&aa, FINE_PX) - mean_a * mean_a + mean(&bb, FINE_PX) - mean_b * mean_b).max(0.0);
            let apart = (spread - 2.0 * (mean(&ab, FINE_PX) - mean_a * mean_b)).max(0.0);
            let structure = apart / (spread + 2.0 * NOISE_LEVELS * NOISE_LEVELS);
            let brighter = mean(&a, COARSE_PX) - mean(&b, COARSE_PX);
            let brighter_around = mean(&a, around) - mean(&b, around);
            let amount = ramp(structure, STRUCTURE).max(ramp((brighter - brighter_around).abs(), LEVELS));
            amounts.push((amount * 255.0) as u8);
        }
    }
    amounts
}

/// 0 at the first end, 1 at the second.
fn ramp(value: f32, [from, to]: [f32; 2]) -> f32 {
    ((value - from) / (to - from)).clamp(0.0, 1.0)
}

/// Levels of the right picture that are looked at together.
const BAND: usize = 8;
/// How far a level of a changed tone may lie from a straight line through the others.
const BEND: f32 = 24.0;

/// The right picture with its grey levels changed as the pixels of both say: the median of what the left one shows where
/// the right one has a level. What differs is outnumbered at most levels, and where it is not, it stands apart from them.
fn matched(laid: &Laid) -> Vec<f32> {
    let mut seen = vec![[0_u32; 256]; 256 / BAND];
    for at in (0..laid.left.len()).filter(|at| laid.common[*at]) {
        seen[laid.right[at] as usize / BAND][laid.left[at] as usize] += 1;
    }
    let middle = |band: usize| (band * BAND) as f32 + (BAND as f32 - 1.0) / 2.0;
    let known: Vec<Known> =
        seen.iter().enumerate().filter_map(|(band, counts)| known(middle(band), counts)).collect();
    let line = straight(&known, |_| true);
    let near = |line: [f32; 2], one: &Known| (one.left - line[0] - line[1] * one.right).abs() <= BEND;
    let line = straight(&known, |one| near(line, one));
    let tone: Vec<Known> = known.into_iter().filter(|one| near(line, one)).collect();
    laid.right.iter().map(|level| between(&tone, line, *level)).collect()
}

/// What the left picture shows where the right one has a level.
struct Known {
    right: f32,
    left: f32,
    pixels: f32,
}

/// `None` of a level that hardly occurs.
fn known(right: f32, counts: &[u32; 256]) -> Option<Known> {
    let all: u32 = counts.iter().sum();
    let mut sum = 0;
    let at = counts.iter().position(|count| {
        sum += count;
        2 * sum >= all
    })?;
    (all >= 24).then_some(Known { right, left: at as f32, pixels: all as f32 })
}

/// Offset and slope of the line through those that count, by least squares.
fn straight(known: &[Known], counts: impl Fn(&Known) -> bool) -> [f32; 2] {
    let (mut n, mut x, mut y, mut xx, mut xy) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for one in known.iter().filter(|one| counts(one)) {
        let weight = one.pixels;
        (n, x, y) = (n + weight, x + weight * one.right, y + weight * one.left);
        (xx, xy) = (xx + weight * one.right * one.right, xy + weight * one.right * one.left);
    }
    let spread = n * xx - x * x;
    // Pictures of a single level tell an offset only.
    let slope = if spread > n * n * 4.0 { (n * xy - x * y) / spread } else { 1.0 };
    if n > 0.0 { [(y - slope * x) / n, slope] } else { [0.0, 1.0] }
}

/// The level between two that are known; beyond them along the line.
fn between(tone: &[Known], [offset, slope]: [f32; 2], at: f32) -> f32 {
    let after = tone.partition_point(|one| one.right <= at);
    match (after.checked_sub(1).map(|before| &tone[before]), tone.get(after)) {
        (Some(low), Some(high)) => {
            low.left + (at - low.right) / (high.right - low.right) * (high.left - low.left)
        }
        (Some(end), None) | (None, Some(end)) => end.left + slope * (at - end.right),
        (None, None) => offset + slope * at,
    }
}

/// Sums over all pixels above and left, from which the sum of any window follows (summed-area table, Crow 1984).
struct Sums {
    width: usize,
    height: usize,
    sums: Vec<f64>,
}

impl Sums {
    fn new(width: usize, height: usize, value: impl Fn(usize) -> f32) -> Self {
        let stride = width + 1;
        let mut sums = vec![0.0; stride * (height + 1)];
        for y in 0..height {
            let mut row = 0.0;
            for x in 0..width {
                row += f64::from(value(y * width + x));
                sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row;
            }
        }
        Self { width, height, sums }
    }

    /// The sum over a window, cut off at the picture's edges.
    fn window(&self, x: usize, y: usize, half: usize) -> f32 {
        let stride = self.width + 1;
        let (left, top) = (x.saturating_sub(half), y.saturating_sub(half));
        let (right, bottom) = ((x + half + 1).min(self.width), (y + half + 1).min(self.height));
        let at = |x: usize, y: usize| self.sums[y * stride + x];
        (at(right, bottom) - at(left, bottom) - at(right, top) + at(left, top)) as f32
    }
}
