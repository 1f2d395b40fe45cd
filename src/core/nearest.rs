//! One example → all photos by their distance to it, nearest first: retrieval, where `pairs` looks for pairs. Every
//! distance is measured exactly; a hundred thousand of them are quicker than any index would be to build.

use rayon::prelude::*;

use crate::photo::{EMBEDDING_LEN, Embedding, Photo, PhotoId};

/// How the distance between two embeddings is measured. Embeddings have length 1, so all three put photos into
/// the same order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Metric {
    /// 1 minus the cosine, 0 (the same) to 2; what thresholds are on.
    #[default]
    Cosine,
    /// The dot product with its sign turned, so that nearer is smaller here too: -1 (the same) to 1.
    Dot,
    /// The length of the difference, 0 (the same) to 2.
    L2,
}

impl Metric {
    /// The distance between two embeddings, the same for both orders and on every machine.
    pub fn distance(self, one: &Embedding, other: &Embedding) -> f32 {
        let terms = || {
            let pairs = one.values().into_iter().zip(other.values());
            pairs.map(|(a, b)| (f64::from(a), f64::from(b)))
        };
        match self {
            Self::Cosine => one.distance(other),
            Self::Dot => -terms().map(|(a, b)| a * b).sum::<f64>() as f32,
            Self::L2 => terms().map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt() as f32,
        }
    }
}

/// A photo and how far it is from the example.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// Which photo.
    pub photo: PhotoId,
    /// Its distance, in the metric that was asked for.
    pub distance: f32,
}

/// All `photos` by their distance to `example`, nearest first; equally near ones in their own order.
pub fn nearest(photos: &[Photo], example: &Embedding, metric: Metric) -> Vec<Near> {
    let near = |(at, photo): (usize, &Photo)| {
        let distance = metric.distance(example, &photo.embedding);
        Near { photo: PhotoId(at as u32), distance }
    };
    let mut all: Vec<Near> = photos.par_iter().enumerate().map(near).collect();
    all.par_sort_unstable_by(|a, b| a.distance.total_cmp(&b.distance).then(a.photo.cmp(&b.photo)));
    all
}

/// What several examples have in common: the mean of their embeddings, at length 1. `None` if they have nothing in
/// common, or there are none.
pub fn mean<'a>(examples: impl IntoIterator<Item = &'a Embedding>) -> Option<Embedding> {
    let mut sum = [0.0f32; EMBEDDING_LEN];
    for example in examples {
        sum.iter_mut().zip(example.values()).for_each(|(sum, value)| *sum += value);
    }
    Embedding::new(&sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::sample;
    use proptest::prelude::*;

    fn at_angle(angle: f32) -> Embedding {
        let mut values = [0.0; EMBEDDING_LEN];
        (values[0], values[1]) = (angle.cos(), angle.sin());
        Embedding::new(&values).expect("a usable vector")
    }

    fn photos(angles: &[f32]) -> Vec<Photo> {
        let photo = |angle: &f32| Photo { embedding: at_angle(*angle), ..sample::photo("a.jpg") };
        angles.iter().map(photo).collect()
    }

    fn order(photos: &[Photo], example: &Embedding, metric: Metric) -> Vec<u32> {
        nearest(photos, example, metric).iter().map(|near| near.photo.0).collect()
    }

    #[test]
    fn the_nearest_comes_first_and_equals_keep_their_order() {
        let photos = photos(&[2.0, 0.1, 1.0, 0.1]);
        let found = nearest(&photos, &at_angle(0.0), Metric::Cosine);
        assert_eq!(found.iter().map(|near| near.photo.0).collect::<Vec<_>>(), [1, 3, 2, 0]);
        assert!((found[2].distance - (1.0 - 1f32.cos())).abs() < 1e-3);
        assert_eq!(nearest(&[], &at_angle(0.0), Metric::Cosine), []);
    }

    #[test]
    fn distances_are_what_their_names_say() {
        let (one, other) = (at_angle(0.0), at_angle(std::f32::consts::FRAC_PI_2));
        let measured = [Metric::Cosine, Metric::Dot, Metric::L2].map(|metric| metric.distance(&one, &other));
        for (measured, expected) in measured.into_iter().zip([1.0, 0.0, std::f32::consts::SQRT_2]) {
            assert!((measured - expected).abs() < 1e-6, "{measured} is not {expected}");
        }
        assert!((Metric::Dot.distance(&one, &one) + 1.0).abs() < 1e-6);
    }

    #[test]
    fn several_examples_meet_in_the_middle() {
        let mean = mean([&at_angle(0.2), &at_angle(0.6)]).expect("something in common");
        assert!(mean.distance(&at_angle(0.4)) < 1e-6);
        assert_eq!(super::mean([]), None);
        assert_eq!(super::mean([&at_angle(0.0), &at_angle(std::f32::consts::PI)]), None);
    }

    proptest! {
        #[test]
        fn all_metrics_agree_in_order(angles in proptest::collection::vec(0u16..300, 0..60)) {
            // A hundredth of a turn apart: closer ones may tie in one metric and not in another.
            let photos = photos(&angles.iter().map(|angle| f32::from(*angle) * 0.01).collect::<Vec<_>>());
            let example = at_angle(0.0);
            let expected = order(&photos, &example, Metric::Cosine);
            prop_assert_eq!(&order(&photos, &example, Metric::Dot), &expected);
            prop_assert_eq!(&order(&photos, &example, Metric::L2), &expected);
        }
    }
}
