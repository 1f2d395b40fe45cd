//! Embeddings → their two principal components: the flat picture that loses least of the distances in all.

use ndarray::{Array1, Array2, ArrayView2, Axis};

/// Rounds of the iteration; the components of photographs settle in a tenth of them.
const ROUNDS: usize = 200;

/// The first two principal components of each row, by orthogonal iteration (Golub and Van Loan, section 8.2) on the
/// covariance. The same for the same rows, signs included.
pub fn principal_components(rows: ArrayView2<'_, f32>) -> Vec<[f32; 2]> {
    let Some(mean) = rows.mean_axis(Axis(0)) else { return Vec::new() };
    let centred = &rows - &mean;
    let covariance = centred.t().dot(&centred).mapv(f64::from);
    let [first, second] = leading(&covariance);
    let project = |component: Array1<f64>| centred.dot(&component.mapv(|value| value as f32));
    project(first).into_iter().zip(project(second)).map(|(across, down)| [across, down]).collect()
}

/// The two leading eigenvectors of a symmetric matrix without negative eigenvalues, the largest entry of each positive.
fn leading(matrix: &Array2<f64>) -> [Array1<f64>; 2] {
    let len = matrix.nrows();
    // Directions that no eigenvector is at right angles to by accident.
    let start = |turn: f64| Array1::from_iter((0..len).map(|at| (at as f64 * turn + turn).sin()));
    let (mut first, mut second) = (unit(start(1.0)), unit(start(std::f64::consts::SQRT_2)));
    for _ in 0..ROUNDS {
        first = unit(matrix.dot(&first));
        let image = matrix.dot(&second);
        let along = first.dot(&image);
        second = unit(image - &first * along);
    }
    [first, second].map(turned_up)
}

fn unit(vector: Array1<f64>) -> Array1<f64> {
    let length = vector.dot(&vector).sqrt();
    if length > 0.0 { vector / length } else { vector }
}

fn turned_up(vector: Array1<f64>) -> Array1<f64> {
    let largest = vector.iter().copied().max_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap_or_default();
    if largest < 0.0 { -vector } else { vector }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn the_longest_directions_are_found() {
        let rows = array![
            [9.0f32, 1.0, 0.0],
            [-9.0, -1.0, 0.0],
            [0.0, 3.0, 0.1],
            [0.0, -3.0, -0.1],
            [5.0, 5.0, 0.0]
        ];
        let rows = &rows - &rows.mean_axis(Axis(0)).expect("rows");
        let places = principal_components(rows.view());
        let spread = |axis: usize| places.iter().map(|place| f64::from(place[axis]).powi(2)).sum::<f64>();
        let all: f64 = rows.iter().map(|value| f64::from(*value).powi(2)).sum();
        assert!(spread(0) > spread(1) && (spread(0) + spread(1)) / all > 0.999);
        let together: f32 = places.iter().map(|place| place[0] * place[1]).sum();
        assert!(together.abs() < 1e-3, "{together}");
    }

    #[test]
    fn nothing_and_one_point_have_no_directions() {
        assert!(principal_components(Array2::zeros((0, 4)).view()).is_empty());
        assert_eq!(principal_components(Array2::ones((2, 4)).view()), [[0.0; 2]; 2]);
    }
}
