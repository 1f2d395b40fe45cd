//! Fits a `Transform` to pairs of places, by least squares.
//!
//! Called by `consensus`, which knows whom to fit and whether to believe the outcome.

use super::transform::{Point, Transform};

/// The similarity that carries two places onto two others; `None` if the first two are one.
pub fn similarity_of_two(from: [Point; 2], to: [Point; 2]) -> Option<Transform> {
    let [dx, dy] = [from[1][0] - from[0][0], from[1][1] - from[0][1]];
    let [ex, ey] = [to[1][0] - to[0][0], to[1][1] - to[0][1]];
    let length = dx * dx + dy * dy;
    if length < 1e-9 {
        return None;
    }
    let (a, b) = ((dx * ex + dy * ey) / length, (dx * ey - dy * ex) / length);
    Some(Transform::similarity(
        a,
        b,
        to[0][0] - a * from[0][0] + b * from[0][1],
        to[0][1] - b * from[0][0] - a * from[0][1],
    ))
}

/// The least-squares affine map; needs three pairs not in a line.
pub fn fit_affine(pairs: &[(Point, Point)]) -> Option<Transform> {
    let (centre, _) = centre_and_spread(pairs)?;
    let mut normal = [[0.0; 5]; 3];
    for &(from, to) in pairs {
        let row = [from[0] - centre[0], from[1] - centre[1], 1.0];
        for (i, line) in normal.iter_mut().enumerate() {
            for (j, entry) in line.iter_mut().enumerate() {
                *entry += row[i] * if j < 3 { row[j] } else { to[j - 3] };
            }
        }
    }
    let [[a, d], [b, e], [c, f]] = solve::<3, 5, 2>(normal)?;
    Some(Transform([
        a,
        b,
        c - a * centre[0] - b * centre[1],
        d,
        e,
        f - d * centre[0] - e * centre[1],
        0.0,
        0.0,
        1.0,
    ]))
}

/// The projective map of least algebraic error (direct linear transform on normalised places, Hartley 1997).
pub fn fit_projective(pairs: &[(Point, Point)]) -> Option<Transform> {
    let swapped: Vec<(Point, Point)> = pairs.iter().map(|&(from, to)| (to, from)).collect();
    let ((from_centre, from_spread), (to_centre, to_spread)) =
        (centre_and_spread(pairs)?, centre_and_spread(&swapped)?);
    let mut normal = [[0.0; 9]; 8];
    for &(from, to) in pairs {
        let [x, y] = [(from[0] - from_centre[0]) / from_spread, (from[1] - from_centre[1]) / from_spread];
        let [u, v] = [(to[0] - to_centre[0]) / to_spread, (to[1] - to_centre[1]) / to_spread];
        for row in
            [[x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u], [0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v]]
        {
            for (i, line) in normal.iter_mut().enumerate() {
                for (j, entry) in line.iter_mut().enumerate() {
                    *entry += row[i] * row[j];
                }
            }
        }
    }
    let entries = solve::<8, 9, 1>(normal)?;
    let inner = Transform(std::array::from_fn(|index| if index < 8 { entries[index][0] } else { 1.0 }));
    let into = Transform([
        1.0 / from_spread,
        0.0,
        -from_centre[0] / from_spread,
        0.0,
        1.0 / from_spread,
        -from_centre[1] / from_spread,
        0.0,
        0.0,
        1.0,
    ]);
    let out = Transform([to_spread, 0.0, to_centre[0], 0.0, to_spread, to_centre[1], 0.0, 0.0, 1.0]);
    Some(into.then(&inner).then(&out))
}

/// The mean of the first places and their mean distance from it.
fn centre_and_spread(pairs: &[(Point, Point)]) -> Option<(Point, f64)> {
    let count = pairs.len() as f64;
    let centre = [0, 1].map(|axis| pairs.iter().map(|(from, _)| from[axis]).sum::<f64>() / count);
    let spread =
        pairs.iter().map(|(from, _)| (from[0] - centre[0]).hypot(from[1] - centre[1])).sum::<f64>() / count;
    (spread > 1e-6).then_some((centre, spread))
}

/// Solves `N` equations whose right sides are the last `R` columns, by elimination; `None` if they do not decide.
fn solve<const N: usize, const W: usize, const R: usize>(mut rows: [[f64; W]; N]) -> Option<[[f64; R]; N]> {
    let size = rows.iter().enumerate().map(|(index, row)| row[index].abs()).fold(0.0, f64::max);
    for column in 0..N {
        let best = (column..N)
            .max_by(|&one, &other| rows[one][column].abs().total_cmp(&rows[other][column].abs()))?;
        rows.swap(column, best);
        let pivot = rows[column];
        if pivot[column].abs() <= size * 1e-10 {
            return None;
        }
        for (_, row) in rows.iter_mut().enumerate().filter(|&(index, _)| index != column) {
            let factor = row[column] / pivot[column];
            row.iter_mut().zip(&pivot).for_each(|(entry, above)| *entry -= factor * above);
        }
    }
    Some(std::array::from_fn(|row| std::array::from_fn(|side| rows[row][N + side] / rows[row][row])))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fits what a known transform does to a grid of places, and compares at another place.
    fn check(fit: fn(&[(Point, Point)]) -> Option<Transform>, truth: Transform) {
        let grid = (0..16).map(|index| [f64::from(index % 4) * 90.0, f64::from(index / 4) * 70.0]);
        let pairs: Vec<(Point, Point)> = grid.map(|place| (place, truth.apply(place))).collect();
        let fitted = fit(&pairs).expect("the grid decides");
        let ([x, y], [u, v]) = (fitted.apply([33.0, 177.0]), truth.apply([33.0, 177.0]));
        assert!((x - u).hypot(y - v) < 1e-6);
    }

    #[test]
    fn exact_pairs_give_back_their_transform() {
        check(fit_affine, Transform([0.9, -0.3, 12.0, 0.2, 1.1, -7.0, 0.0, 0.0, 1.0]));
        check(fit_projective, Transform([0.9, -0.3, 12.0, 0.2, 1.1, -7.0, 4e-4, -3e-4, 1.0]));
    }

    #[test]
    fn two_pairs_give_a_similarity() {
        let truth = Transform::similarity(0.6, 0.8, 5.0, -3.0);
        let from = [[10.0, 20.0], [80.0, -4.0]];
        let fitted = similarity_of_two(from, from.map(|place| truth.apply(place))).expect("two places");
        assert!(fitted.0.iter().zip(truth.0).all(|(x, y)| (x - y).abs() < 1e-9));
        assert_eq!(similarity_of_two([[1.0, 1.0]; 2], from), None);
    }

    #[test]
    fn places_in_a_line_fit_nothing() {
        let line: Vec<(Point, Point)> =
            (0..9).map(|step| ([f64::from(step); 2], [f64::from(step), 3.0])).collect();
        assert_eq!(fit_affine(&line), None);
        assert_eq!(fit_projective(&line), None);
        assert_eq!(fit_affine(&[]), None);
    }
}
