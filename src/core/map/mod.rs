//! The library in two dimensions: photos that look alike lie together. Principal components lay out the whole,
//! t-SNE (`tsne`) starts from them and brings each photo beside its nearest (`neighbours`). The same contents
//! always give the same map, which the cache remembers.

mod neighbours;
mod pca;
pub mod picture;
mod tsne;

use std::collections::BTreeMap;

use ndarray::{Array2, ArrayView2};

use crate::cache::Cache;
use crate::photo::{ContentHash, EMBEDDING_LEN, Photo};
use crate::progress::{Progress, Stage, Stop};

pub use neighbours::kept;
pub use pca::principal_components;
pub use tsne::tsne;

/// A new one whenever maps are made in another way.
const METHOD: &str = "pca+tsne/1";

/// Copies of the same bytes lie this far around the first of them, as a share of the map's width.
const COPIES_APART: f32 = 0.0015;

/// Where the photos lie.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// Across and down, each 0 to 1, one a photo.
    pub places: Vec<[f32; 2]>,
}

/// Lays out `photos`; from the cache if these contents were laid out before.
pub fn draw(photos: &[Photo], cache: &Cache, progress: &Progress) -> Result<Map, Stop> {
    // By content, so that neither names nor folders change the map.
    let distinct: BTreeMap<ContentHash, &Photo> = photos.iter().map(|photo| (photo.content, photo)).collect();
    let key = key(distinct.keys());
    let drawn = match cache.map(METHOD, &key).filter(|drawn| drawn.len() == distinct.len()) {
        Some(drawn) => drawn,
        None => {
            let drawn = lay_out(embeddings(distinct.values().copied()).view(), progress)?;
            cache.keep_map(METHOD, &key, &drawn);
            drawn
        }
    };
    let place_of: BTreeMap<ContentHash, [f32; 2]> = distinct.into_keys().zip(drawn).collect();
    Ok(Map { places: spread_copies(photos, &place_of) })
}

/// The rows of a map's matrix.
pub fn embeddings<'a>(photos: impl ExactSizeIterator<Item = &'a Photo>) -> Array2<f32> {
    let mut matrix = Array2::zeros((photos.len(), EMBEDDING_LEN));
    for (mut row, photo) in matrix.rows_mut().into_iter().zip(photos) {
        row.as_slice_mut().unwrap_or_default().copy_from_slice(&photo.embedding.values());
    }
    matrix
}

/// Two dimensions for embeddings of unit length, one a row; each 0 to 1.
fn lay_out(embeddings: ArrayView2<'_, f32>, progress: &Progress) -> Result<Vec<[f32; 2]>, Stop> {
    progress.enter(Stage::Mapping, tsne::steps(embeddings.nrows()))?;
    let flat = principal_components(embeddings);
    let places = tsne(embeddings, &flat, progress)?;
    Ok(within_one(&places))
}

/// Scales to 0 to 1 in the longer direction, the other in the middle.
fn within_one(places: &[[f32; 2]]) -> Vec<[f32; 2]> {
    let range = |axis: usize| {
        let values = || places.iter().map(|place| place[axis]);
        (values().fold(f32::INFINITY, f32::min), values().fold(f32::NEG_INFINITY, f32::max))
    };
    let ranges = [range(0), range(1)];
    let size = ranges.iter().map(|(least, most)| most - least).fold(0.0, f32::max).max(f32::MIN_POSITIVE);
    let scaled = |place: &[f32; 2]| {
        [0, 1].map(|axis| 0.5 + (place[axis] - (ranges[axis].0 + ranges[axis].1) / 2.0) / size)
    };
    places.iter().map(scaled).collect()
}

/// A place for each photo: that of its content, copies of one content around each other on a spiral.
fn spread_copies(photos: &[Photo], place_of: &BTreeMap<ContentHash, [f32; 2]>) -> Vec<[f32; 2]> {
    /// Turned by this angle (radians) from one to the next, points of a spiral lie evenly (Vogel 1979).
    const GOLDEN: f32 = 2.399_963;
    let mut seen: BTreeMap<ContentHash, u32> = BTreeMap::new();
    let place = |photo: &Photo| {
        let copy = seen.entry(photo.content).or_default();
        let (angle, radius) = (*copy as f32 * GOLDEN, (*copy as f32).sqrt() * COPIES_APART);
        *copy += 1;
        let [across, down] = place_of.get(&photo.content).copied().unwrap_or([0.5; 2]);
        [(across + radius * angle.cos()).clamp(0.0, 1.0), (down + radius * angle.sin()).clamp(0.0, 1.0)]
    };
    photos.iter().map(place).collect()
}

fn key<'a>(contents: impl Iterator<Item = &'a ContentHash>) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for content in contents {
        hasher.update(&content.0);
    }
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::{Embedding, sample};

    /// Photos around some directions, `each` around one.
    fn clouds(directions: usize, each: usize) -> Vec<Photo> {
        let photo = |n: usize| {
            let mut values = [0.0; EMBEDDING_LEN];
            values[n % directions] = 1.0;
            for (at, value) in values.iter_mut().enumerate().skip(directions) {
                *value = 0.02 * ((n * 31 + at * 17) as f32).sin();
            }
            let embedding = Embedding::new(&values).expect("a usable vector");
            Photo { embedding, ..sample::photo(&format!("{n:04}.jpg")) }
        };
        (0..directions * each).map(photo).collect()
    }

    fn drawn(photos: &[Photo]) -> Vec<[f32; 2]> {
        let cache = Cache::temporary("model");
        draw(photos, &cache, &Progress::default()).expect("drawn").places
    }

    fn apart(a: [f32; 2], b: [f32; 2]) -> f32 {
        (a[0] - b[0]).hypot(a[1] - b[1])
    }

    #[test]
    fn what_is_alike_lies_together() {
        let photos = clouds(4, 25);
        let places = drawn(&photos);
        assert!(places.iter().flatten().all(|value| (0.0..=1.0).contains(value)));
        for (at, place) in places.iter().enumerate() {
            let others = (0..places.len()).filter(|other| *other != at);
            let nearest =
                others.min_by(|a, b| apart(*place, places[*a]).total_cmp(&apart(*place, places[*b])));
            assert_eq!(nearest.expect("others") % 4, at % 4);
        }
    }

    #[test]
    fn the_same_contents_give_the_same_map_whatever_their_order() {
        let photos = clouds(3, 20);
        let places = drawn(&photos);
        let mut turned: Vec<Photo> = photos.iter().rev().cloned().collect();
        let mut again = drawn(&turned);
        again.reverse();
        assert_eq!(places, again);
        // A copy lies on its original and moves nobody.
        turned.insert(0, photos[0].clone());
        let with_copy = drawn(&turned);
        assert!(apart(with_copy[0], *with_copy.last().expect("the original")) < 2.0 * COPIES_APART);
        assert_eq!(with_copy[1], again[again.len() - 1]);
    }

    #[test]
    fn a_map_is_remembered() {
        let (photos, cache) = (clouds(3, 10), Cache::temporary("model"));
        let first = draw(&photos, &cache, &Progress::default()).expect("drawn");
        let progress = Progress::default();
        assert_eq!(draw(&photos, &cache, &progress).expect("drawn"), first);
        assert_eq!(progress.snapshot().done, 0);
    }

    #[test]
    fn few_photos_and_equal_ones_have_places_too() {
        assert_eq!(drawn(&[]), Vec::<[f32; 2]>::new());
        assert_eq!(drawn(&clouds(1, 1)), [[0.5, 0.5]]);
        for count in [2, 3, 7, 8, 60] {
            let mut photos = clouds(1, count);
            let first = photos[0].embedding.clone();
            photos.iter_mut().for_each(|photo| photo.embedding = first.clone());
            let places = drawn(&photos);
            assert!(places.iter().flatten().all(|value| value.is_finite()), "{count}: {places:?}");
        }
    }

    #[test]
    fn a_cancel_ends_it() {
        let (photos, progress) = (clouds(4, 50), Progress::default());
        let cache = Cache::temporary("model");
        progress.cancel();
        assert!(matches!(draw(&photos, &cache, &progress), Err(Stop::Cancelled)));
    }
}
