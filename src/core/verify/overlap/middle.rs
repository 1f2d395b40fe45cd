//! How much of the middle of an overlap looks the same in both photos, structure and grey.
//!
//! What two photos share without being one lies around what they show: a frame, a caption, the bars of an app. There
//! corners and blocks agree, and a smooth middle has neither. It speaks by its grey: an edit changes the tones
//! everywhere in the same way, so that the greys of one photo follow from those of the other by one rising curve.

use super::Sums;

/// On each side this share of the overlap is not its middle.
const MARGIN: f64 = 0.2;
/// Grey levels that a block may lie off the curve.
const OFF_CURVE: f64 = 6.0;
/// Fewer blocks than this say nothing about the curve.
const FEW_BLOCKS: usize = 4;

/// Share of the blocks in the middle that look the same, 0 to 1; 1 where there is too little to tell. The blocks are
/// given row by row, `columns` in a row; those that are not `full` lie at the edge of the overlap or beyond.
pub fn share(blocks: &[Sums], columns: usize, full: impl Fn(&Sums) -> bool) -> f64 {
    let agreeing = blocks.iter().filter(|block| full(block) && block.is_textured() && block.agrees());
    let Some(curve) = Curve::through(agreeing.map(|block| (block.mean_a(), block.mean_b(), block.count)))
    else {
        return 1.0;
    };
    let inside = |at: usize| full(&blocks[at]);
    let columns_seen = middle((0..columns).filter(|x| (*x..blocks.len()).step_by(columns).any(inside)));
    let rows_seen =
        middle((0..blocks.len() / columns).filter(|y| (y * columns..(y + 1) * columns).any(inside)));
    let (mut seen, mut same) = (0_u32, 0_u32);
    for (at, block) in blocks.iter().enumerate().filter(|(_, block)| full(block)) {
        if rows_seen.contains(&(at / columns)) && columns_seen.contains(&(at % columns)) {
            let on_curve = (block.mean_b() - curve.at(block.mean_a())).abs() <= OFF_CURVE;
            seen += 1;
            same += u32::from(on_curve && (!block.is_textured() || block.agrees()));
        }
    }
    if seen == 0 { 1.0 } else { f64::from(same) / f64::from(seen) }
}

/// From the first to the last of these, without the margins.
fn middle(mut seen: impl Iterator<Item = usize>) -> std::ops::Range<usize> {
    let first = seen.next().unwrap_or(0);
    let end = seen.last().unwrap_or(first) + 1;
    let margin = ((end - first) as f64 * MARGIN).round() as usize;
    first + margin..end - margin
}

/// The rising curve nearest to weighted points, by pooling neighbours that fall (Ayer et al., "An empirical
/// distribution function for sampling with incomplete information", 1955); straight between them.
struct Curve(Vec<(f64, f64)>);

impl Curve {
    /// `None` for too few points `(x, y, weight)`.
    fn through(points: impl Iterator<Item = (f64, f64, f64)>) -> Option<Self> {
        let mut points: Vec<(f64, f64, f64)> = points.collect();
        if points.len() < FEW_BLOCKS {
            return None;
        }
        points.sort_by(|one, other| one.0.total_cmp(&other.0));
        // Level, weight and number of the points pooled.
        let mut pools: Vec<(f64, f64, usize)> = Vec::with_capacity(points.len());
        for (_, y, weight) in &points {
            let mut pool = (*y, *weight, 1);
            while let Some(before) = pools.pop_if(|before| before.0 > pool.0) {
                let weight = before.1 + pool.1;
                pool = ((before.0 * before.1 + pool.0 * pool.1) / weight, weight, before.2 + pool.2);
            }
            pools.push(pool);
        }
        let levels = pools.into_iter().flat_map(|(level, _, count)| std::iter::repeat_n(level, count));
        Some(Self(points.iter().map(|point| point.0).zip(levels).collect()))
    }

    fn at(&self, x: f64) -> f64 {
        let after = self.0.partition_point(|point| point.0 < x);
        match (self.0.get(after.wrapping_sub(1)), self.0.get(after)) {
            (Some((x0, y0)), Some((x1, y1))) if x1 > x0 => y0 + (x - x0) / (x1 - x0) * (y1 - y0),
            (Some((_, level)), None) | (_, Some((_, level))) => *level,
            (None, None) => x,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_rises_and_is_straight_between_points() {
        let points = [(0.0, 10.0, 1.0), (10.0, 40.0, 1.0), (20.0, 20.0, 3.0), (30.0, 90.0, 1.0)];
        let curve = Curve::through(points.into_iter()).expect("enough points");
        for (x, y) in [(-5.0, 10.0), (0.0, 10.0), (5.0, 17.5), (10.0, 25.0), (25.0, 57.5), (99.0, 90.0)] {
            assert!((curve.at(x) - y).abs() < 1e-9, "{x}: {}", curve.at(x));
        }
        assert!(Curve::through(points.into_iter().take(3)).is_none());
    }

    #[test]
    fn the_middle_has_margins_of_a_fifth() {
        assert_eq!(middle(2..12), 4..10);
        assert_eq!(middle(0..1), 0..1);
        assert_eq!(middle(0..0), 0..1);
    }
}
