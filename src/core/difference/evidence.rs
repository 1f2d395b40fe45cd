//! What the comparison of two pictures comes to, in numbers without a scale: what the decision about a pair is made of.
//! `models/README.md` says of each what it is.

use super::adjust::Shifts;
use super::laid::Laid;
use super::tone::Mapped;
use super::windows::{Window, Windows};

/// Names of the numbers, in their order.
pub const NAMES: [&str; 33] = [
    "areas",
    "share",
    "structure_50",
    "structure_90",
    "structure_98",
    "structure_top",
    "offset_50",
    "offset_90",
    "offset_98",
    "offset_top",
    "colour_50",
    "colour_90",
    "colour_98",
    "colour_top",
    "apart_top",
    "shift_asked",
    "shift_lost",
    "shift_50",
    "shift_90",
    "noise",
    "flat",
    "one_sided",
    "emptied",
    "softened",
    "long_px",
    "common",
    "hue",
    "in_colour",
    "apart_98",
    "ring_sided",
    "ring",
    "plain",
    "hue_shift",
];

/// From this share of one grey, or of windows with nothing to see, it is a page, a form, a screen, a drawing: any area that
/// differs makes two of them different ones.
const PAGE_PLAIN: f32 = 0.45;
const PAGE_FLAT: f32 = 0.6;

/// It is a page, a screen or a drawing, by these numbers.
pub fn is_page(evidence: &Evidence) -> bool {
    of_name(evidence, "plain") >= PAGE_PLAIN || of_name(evidence, "flat") >= PAGE_FLAT
}

/// The number of this name; 0 of an unknown one.
pub fn of_name(evidence: &Evidence, name: &str) -> f32 {
    NAMES.iter().position(|known| *known == name).map_or(0.0, |at| evidence[at])
}

/// The numbers of a comparison, in the order of [`NAMES`].
pub type Evidence = [f32; NAMES.len()];

pub fn of(
    laid: &Laid,
    mapped: &Mapped<'_>,
    windows: &Windows,
    shifts: &Shifts,
    found: (usize, f32, usize),
) -> Evidence {
    let (areas, share, softened) = found;
    let common: Vec<_> = windows.all.iter().filter(|window| window.common).collect();
    let textured: Vec<_> = common.iter().filter(|window| window.is_textured()).collect();
    let structure = ranks(textured.iter().map(|window| window.structure));
    let offset = ranks(common.iter().map(|window| window.offset.abs()));
    let colour = ranks(common.iter().map(|window| window.colour));
    // What is left of a window for what is left of those that have as much to see.
    let mut classes: [Vec<f32>; 8] = Default::default();
    let class = |spread: [f32; 2]| ((spread[0].max(spread[1]).max(1.0).log2()) as usize).min(7);
    common.iter().for_each(|window| classes[class(window.spread)].push(window.apart));
    let middles = classes.map(|class| at(class, 0.5));
    let apart = ranks(common.iter().map(|window| window.apart / (middles[class(window.spread)] + 1.0)));
    let (one_sided, emptied) = sides(&common);
    let (ring_sided, ring) = ring(windows);
    let (hue, hue_shift) = hues(laid);
    let flat = common.iter().filter(|window| window.spread[0].max(window.spread[1]) < 2.5).count();
    let count = common.len().max(1) as f32;
    [
        areas as f32,
        share,
        structure.half,
        structure.tenth,
        structure.fiftieth,
        structure.top,
        offset.half,
        offset.tenth,
        offset.fiftieth,
        offset.top,
        colour.half,
        colour.tenth,
        colour.fiftieth,
        colour.top,
        apart.top,
        shifts.asked as f32,
        shifts.lost,
        shifts.median_px,
        shifts.most_px,
        mapped.noise,
        flat as f32 / count,
        one_sided,
        emptied,
        softened as f32,
        laid.width.max(laid.height) as f32,
        count / windows.all.len().max(1) as f32,
        hue,
        f32::from(u8::from(mapped.in_colour)),
        apart.fiftieth,
        ring_sided,
        ring,
        plain(laid),
        hue_shift,
    ]
}

/// Where they differ: whether one of the two has more to see, 0 (as much in both) to 1, and the share of windows of which one
/// is nearly empty. What was put over a picture is in one of the two only.
fn sides(common: &[&Window]) -> (f32, f32) {
    let (mut signed, mut unsigned, mut emptied, mut differing) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
    for window in common.iter().filter(|window| window.amount() >= 0.5) {
        let [one, other] = window.spread;
        signed += one - other;
        unsigned += (one - other).abs();
        emptied += f32::from(u8::from(one.min(other) < 0.35 * one.max(other)));
        differing += 1.0;
    }
    let share = |of: f32, all: f32| if all > 0.0 { of / all } else { 1.0 };
    (share(signed.abs(), unsigned), share(emptied, differing))
}

/// Around what differs: whether edges lie in one picture only, 0 (as many in both) to 1, and how many windows say so. What was
/// put over a picture has an edge, and what it covers has none there; two things have one each.
fn ring(windows: &Windows) -> (f32, f32) {
    let differs = |x: usize, y: usize| {
        windows.all.get(y * windows.columns + x).is_some_and(|window| window.common && window.amount() >= 0.5)
    };
    let (mut signed, mut unsigned, mut count) = (0.0_f32, 0.0_f32, 0.0_f32);
    for y in 2..windows.rows.saturating_sub(2) {
        for x in 2..windows.columns.saturating_sub(2) {
            let window = windows.all[y * windows.columns + x];
            if !window.common || window.amount() >= 0.5 {
                continue;
            }
            if !(differs(x - 1, y) || differs(x + 1, y) || differs(x, y - 1) || differs(x, y + 1)) {
                continue;
            }
            let more = window.spread[0] - window.spread[1];
            signed += more;
            unsigned += more.abs();
            count += 1.0;
        }
    }
    (if unsigned > 0.0 { signed.abs() / unsigned } else { 1.0 }, count)
}

/// Levels of a bin of the histogram that tells a page from a photograph.
const BIN_LEVELS: usize = 8;

/// Share of the overlap that is of one grey, within two bins, 0 to 1: high for pages, drawings and empty skies.
fn plain(laid: &Laid) -> f32 {
    let mut seen = [0_usize; 256 / BIN_LEVELS];
    for (level, _) in laid.left.light.iter().zip(&laid.common).filter(|(_, common)| **common) {
        seen[level.clamp(0.0, 255.0) as usize / BIN_LEVELS] += 1;
    }
    let most = seen.windows(2).map(|bins| bins[0] + bins[1]).max().unwrap_or(0);
    most as f32 / seen.iter().sum::<usize>().max(1) as f32
}

/// What so many values exceed.
#[derive(Default)]
struct Ranks {
    half: f32,
    tenth: f32,
    fiftieth: f32,
    /// The fourth from the top: a difference worth the name fills more than one window.
    top: f32,
}

fn ranks(values: impl Iterator<Item = f32>) -> Ranks {
    let mut values: Vec<f32> = values.collect();
    let mut ranks = Ranks::default();
    let count = values.len();
    if let Some(fourth) = count.checked_sub(4) {
        ranks.top = *values.select_nth_unstable_by(fourth, f32::total_cmp).1;
    }
    let mut above = 0.0;
    // From the top down, each time among what is less.
    let mut rest = &mut values[..];
    for (share, rank) in [(0.98, &mut ranks.fiftieth), (0.9, &mut ranks.tenth), (0.5, &mut ranks.half)] {
        let at = (count as f32 * share) as usize;
        if at < rest.len() {
            let (less, value, _) = rest.select_nth_unstable_by(at, f32::total_cmp);
            (above, rest) = (*value, less);
        }
        *rank = above;
    }
    ranks
}

/// The value that this share of all is less than; 0 of none.
fn at(mut values: Vec<f32>, share: f32) -> f32 {
    let at = (values.len() as f32 * share) as usize;
    if at < values.len() { *values.select_nth_unstable_by(at, f32::total_cmp).1 } else { 0.0 }
}

/// One pixel of so many is asked for its hue.
const HUE_STEP: usize = 11;
/// Colours nearer to grey than this have no hue worth the name.
const COLOURFUL: f32 = 7.0;

/// Angle between the hues of the two pictures where both are colourful, in degrees, 0 to 180: what a quarter of these pixels
/// exceed, and that of all taken together, in which noise cancels and strong colours count most.
fn hues(laid: &Laid) -> (f32, f32) {
    let (mut angles, mut sums) = (Vec::new(), [0.0_f32; 2]);
    for at in (0..laid.common.len()).step_by(HUE_STEP).filter(|at| laid.common[*at]) {
        let (one, other) =
            ([laid.left.blue[at], laid.left.red[at]], [laid.right.blue[at], laid.right.red[at]]);
        if one[0].hypot(one[1]) >= COLOURFUL && other[0].hypot(other[1]) >= COLOURFUL {
            let dot = one[0] * other[0] + one[1] * other[1];
            let cross = one[0] * other[1] - one[1] * other[0];
            angles.push(cross.atan2(dot).abs().to_degrees());
            sums = [sums[0] + cross, sums[1] + dot];
        }
    }
    if angles.len() < 40 {
        return (0.0, 0.0);
    }
    (at(angles, 0.75), sums[0].atan2(sums[1]).abs().to_degrees())
}
