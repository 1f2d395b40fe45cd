//! Compares the pixels where two photos overlap, blind to brightness, contrast and colour.
//!
//! The last stage of the proof: corners may agree because two photos share a caption, a frame or the look of an app;
//! then most blocks of the overlap differ.

mod middle;
mod walk;

use self::walk::Walk;
use super::transform::Transform;
use crate::features::Plane;

/// Side of a block that is compared on its own, in pixels of the small picture.
const BLOCK_PX: usize = 8;
/// A block whose grey levels deviate less than this in both photos is flat: it speaks neither for nor against.
const FLAT_DEVIATION: f64 = 4.0;
/// Correlation from which a block agrees.
const AGREES: f64 = 0.7;
/// Width of the bins of the histogram that tells a page from a photo, in grey levels.
const BIN_LEVELS: usize = 8;

/// How the pixels of an overlap compare.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Agreement {
    /// Blocks of the overlap with something to see in at least one photo.
    pub textured: usize,
    /// Textured blocks that look the same in both.
    pub agreeing: usize,
    /// Median correlation of the textured blocks, -1 to 1.
    pub median: f64,
    /// Correlation of the whole overlap, -1 to 1: it sees where one thing alone has another grey.
    pub whole: f64,
    /// Share of the overlap that is of one grey (within 16 levels), 0 to 1: high for pages, drawings and empty skies.
    pub plain: f64,
    /// Share of the blocks in the middle of the overlap that look the same, structure and grey, 0 to 1: low where two
    /// photos share a frame or caption around different pictures.
    pub middle: f64,
    /// Deviation of the second photo's grey levels over that of the first: above 1 it has more contrast.
    pub contrast: f64,
    /// How much brighter the second photo is, in grey levels.
    pub brighter: f64,
    /// Share of the blocks, but for those that look different, of which one is brighter than the other by more than
    /// [`SAME_BRIGHTNESS`], 0 to 1: light from one side leaves the whole as bright as it was.
    pub relit: f64,
}

/// Grey levels by which one of two photos may be brighter without a change of tone.
pub const SAME_BRIGHTNESS: f64 = 8.0;

impl Agreement {
    /// Share of the textured blocks that look the same, 0 to 1.
    pub fn share(&self) -> f64 {
        self.agreeing as f64 / self.textured.max(1) as f64
    }
}

/// Compares two small pictures under the transform from the first to the second.
///
/// The walk goes over the picture in which the overlap has fewer pixels, and averages those of the other.
pub fn compare(a: &Plane, b: &Plane, a_to_b: &Transform) -> Agreement {
    let size = a_to_b.size_at([a.width() as f64 / 2.0, a.height() as f64 / 2.0]);
    if size >= 1.0 {
        return judge(&Walk::over(a, b, a_to_b, size));
    }
    let Some(b_to_a) = a_to_b.inverse() else { return Agreement::default() };
    let turned = judge(&Walk::over(b, a, &b_to_a, 1.0 / size));
    Agreement { contrast: 1.0 / turned.contrast, brighter: -turned.brighter, ..turned }
}

/// Grey levels that count as one: JPEG leaves a little noise on a plain border.
const ONE_GREY: usize = 6;
/// Fewer pixels of the small picture than this are a sliver.
const SLIVER_PX: usize = 100;

/// What one picture has around the part that another shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outside {
    /// Share of its pixels that are of one grey, 0 to 1: a border has nearly all, a sky with its shades few.
    pub one_grey: f64,
    /// It lies on opposite sides or in all corners, as a border, bars or the canvas of a turned photo do and a cut-off sky
    /// does not.
    pub opposite: bool,
}

/// What `around` shows beyond `inside`; `None` if that is a sliver or nothing.
pub fn outside(inside: &Plane, around: &Plane, around_to_inside: &Transform) -> Option<Outside> {
    let (width, height) = (around.width(), around.height());
    let is_outside = |x: usize, y: usize| {
        let [u, v] = around_to_inside.apply([x as f64, y as f64]);
        // Two pixels of distance keep the picture's own edge out.
        !(u >= -2.0 && v >= -2.0 && u < inside.width() as f64 + 1.0 && v < inside.height() as f64 + 1.0)
    };
    let (right, bottom) = (width.saturating_sub(1), height.saturating_sub(1));
    let corners = [(0, 0), (right, 0), (0, bottom), (right, bottom)].map(|(x, y)| is_outside(x, y));
    if !corners.contains(&true) {
        // What lies between places inside is inside.
        return None;
    }
    let mut levels = [0_usize; 256];
    for y in 0..height {
        // So it is along a row: what is outside lies before and after it.
        let row = around.row(y);
        let before = (0..width).take_while(|x| is_outside(*x, y)).count();
        let after = (before..width).rev().take_while(|x| is_outside(*x, y)).count();
        row[..before].iter().chain(&row[width - after..]).for_each(|pixel| levels[usize::from(*pixel)] += 1);
    }
    let count: usize = levels.iter().sum();
    if count < SLIVER_PX {
        return None;
    }
    let most = levels.windows(2 * ONE_GREY + 1).map(|window| window.iter().sum::<usize>()).max();
    let across = is_outside(0, height / 2) && is_outside(right, height / 2);
    let down = is_outside(width / 2, 0) && is_outside(width / 2, bottom);
    let opposite = across || down || corners == [true; 4];
    Some(Outside { one_grey: most.unwrap_or(0) as f64 / count as f64, opposite })
}

/// Sums over pairs of grey levels, from which follow deviations and correlation.
#[derive(Clone, Copy, Default)]
struct Sums {
    count: f64,
    a: f64,
    b: f64,
    aa: f64,
    bb: f64,
    ab: f64,
}

impl Sums {
    fn and(self, other: &Self) -> Self {
        Self {
            count: self.count + other.count,
            a: self.a + other.a,
            b: self.b + other.b,
            aa: self.aa + other.aa,
            bb: self.bb + other.bb,
            ab: self.ab + other.ab,
        }
    }

    fn deviations(&self) -> (f64, f64) {
        let variance = |sum: f64, squares: f64| ((squares - sum * sum / self.count) / self.count).max(0.0);
        (variance(self.a, self.aa).sqrt(), variance(self.b, self.bb).sqrt())
    }

    fn correlation(&self) -> f64 {
        let (a, b) = self.deviations();
        let together = (self.ab - self.a * self.b / self.count) / self.count;
        if a * b > 0.0 { together / (a * b) } else { 0.0 }
    }

    fn mean_a(&self) -> f64 {
        self.a / self.count
    }

    fn mean_b(&self) -> f64 {
        self.b / self.count
    }

    /// As a block: there is something to see in one photo at least.
    fn is_textured(&self) -> bool {
        let (a, b) = self.deviations();
        a.max(b) >= FLAT_DEVIATION
    }

    /// As a textured block: it looks the same in both photos.
    fn agrees(&self) -> bool {
        self.correlation() >= AGREES
    }
}

fn judge(walk: &Walk) -> Agreement {
    let half_full = (BLOCK_PX * BLOCK_PX / 2) as f64;
    let is_full = |block: &Sums| block.count >= half_full;
    let textured = walk.blocks.iter().filter(|block| is_full(block) && block.is_textured());
    let mut correlations: Vec<f64> = textured.map(Sums::correlation).collect();
    correlations.sort_by(f64::total_cmp);
    if correlations.is_empty() || walk.whole.count < 1.0 {
        return Agreement::default();
    }
    let alike = walk.blocks.iter().filter(|block| is_full(block) && (!block.is_textured() || block.agrees()));
    let is_relit = |block: &&Sums| (block.mean_b() - block.mean_a()).abs() > SAME_BRIGHTNESS;
    let relit = alike.clone().filter(is_relit).count() as f64 / alike.count().max(1) as f64;
    let commonest = walk.histogram.windows(2).map(|bins| bins[0] + bins[1]).max().unwrap_or(0);
    let (deviation_a, deviation_b) = walk.whole.deviations();
    Agreement {
        textured: correlations.len(),
        agreeing: correlations.iter().filter(|&&correlation| correlation >= AGREES).count(),
        median: correlations[correlations.len() / 2],
        whole: walk.whole.correlation(),
        plain: commonest as f64 / walk.whole.count,
        middle: middle::share(&walk.blocks, walk.columns, is_full),
        contrast: deviation_b.max(1.0) / deviation_a.max(1.0),
        brighter: (walk.whole.b - walk.whole.a) / walk.whole.count,
        relit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plane(level: impl Fn(usize, usize) -> usize) -> Plane {
        let pixels = (0..96 * 72).map(|at| level(at % 96, at / 96).min(255) as u8).collect();
        Plane::new(96, 72, pixels).expect("as many pixels as places")
    }

    fn waves(x: usize, y: usize) -> usize {
        (x * x / 7 + y * y / 5 + 3 * x * y / 11) % 97 + 40
    }

    /// Compares a pattern with a changed one, both in place.
    fn check(changed: impl Fn(usize, usize) -> usize) -> Agreement {
        compare(&plane(waves), &plane(changed), &Transform::similarity(1.0, 0.0, 0.0, 0.0))
    }

    #[test]
    fn brightness_and_contrast_do_not_count() {
        let agreement = check(|x, y| waves(x, y) * 3 / 2 + 10);
        assert!(agreement.median > 0.99 && agreement.share() > 0.99, "{agreement:?}");
        assert!((agreement.contrast - 1.5).abs() < 0.05 && agreement.brighter > 20.0);
    }

    #[test]
    fn light_from_one_side_is_seen_though_the_whole_is_as_bright() {
        let light = |x: usize, y: usize| (waves(x, y) + 40).saturating_sub(x * 80 / 96);
        assert!(check(light).brighter.abs() < 2.0 && check(light).relit > 0.6, "{:?}", check(light));
        assert_eq!(check(waves).relit, 0.0);
    }

    #[test]
    fn other_pixels_do() {
        let agreement = check(|x, y| waves(95 - x, y));
        assert!(agreement.median < 0.5, "{agreement:?}");
    }

    #[test]
    fn flat_pictures_are_not_compared() {
        let flat = plane(|_, _| 100);
        let agreement = compare(&flat, &flat, &Transform::similarity(1.0, 0.0, 0.0, 0.0));
        assert_eq!(agreement, Agreement::default());
    }

    #[test]
    fn a_border_has_no_texture() {
        let small = plane(waves);
        let shrink = Transform::similarity(2.0, 0.0, -48.0, -36.0);
        let border = outside(&small, &plane(|_, _| 255), &shrink).expect("a border");
        assert_eq!(border, Outside { one_grey: 1.0, opposite: border.opposite });
        assert!(outside(&small, &small, &shrink).is_some_and(|outside| outside.one_grey < 0.5));
        assert_eq!(outside(&small, &small, &Transform::similarity(1.0, 0.0, 0.0, 0.0)), None);
    }
}
