//! Embeddings → candidates: for each photo the few that lie nearest, found exactly, by comparing everything
//! with everything in blocks. What the candidates mean is for the pixels to say (`prove`).

use std::collections::HashMap;

use ndarray::{Array2, ArrayView2, Axis, Slice};
use rayon::prelude::*;

use crate::photo::{EMBEDDING_LEN, LOOSEST_DISTANCE, Photo, PhotoId};
use crate::progress::{Cancelled, Progress, Stage};

/// Nearest photos kept for each photo within [`LOOSEST_DISTANCE`]: a burst of this many is still one group,
/// and a folder of near identical pictures cannot fill the memory with pairs.
const NEAREST: usize = 64;

/// Nearest photos proposed for a proof, whether or not they are within [`LOOSEST_DISTANCE`]: eight find
/// 99.9 % of a photo's copies when what they lead to is followed up.
const PROPOSED: usize = 8;

/// Nothing farther than this is proposed: nine in ten strangers lie farther.
const FARTHEST_PROPOSED: f32 = 0.5;

/// Rows and columns of the blocks whose products are looked at: they fit a core's cache.
const ROWS: usize = 128;
const COLUMNS: usize = 1024;

/// Two photos that may be a pair; `a < b`, both representatives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The one that comes first.
    pub a: PhotoId,
    /// The other.
    pub b: PhotoId,
    /// Cosine distance.
    pub distance: f32,
    /// One is among the nearest few of the other, so that a proof is worth its time.
    pub proposed: bool,
}

/// The candidates of a scan.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    /// For each photo the first one with the same bytes, itself if there is no other.
    pub representative: Vec<PhotoId>,
    /// Between representatives, sorted by `(a, b)`, each pair once.
    pub pairs: Vec<Candidate>,
}

/// The candidates among `photos`, which are sorted by path. Blank pictures have none: they pair only with
/// exact copies.
pub fn find(photos: &[Photo], progress: &Progress) -> Result<Candidates, Cancelled> {
    let representative = representatives(photos);
    let compared: Vec<PhotoId> = (0..photos.len() as u32)
        .map(PhotoId)
        .filter(|id| representative[id.index()] == *id && !photos[id.index()].facts.is_blank())
        .collect();
    progress.enter(Stage::Pairing, compared.len() as u64)?;
    let mut matrix = Array2::zeros((compared.len(), EMBEDDING_LEN));
    for (mut row, id) in matrix.rows_mut().into_iter().zip(&compared) {
        row.as_slice_mut().unwrap_or_default().copy_from_slice(photos[id.index()].embedding.values());
    }
    let starts: Vec<usize> = (0..compared.len()).step_by(ROWS).collect();
    let blocks: Vec<Vec<Candidate>> = starts
        .into_par_iter()
        .map(|start| search_block(photos, &compared, matrix.view(), start, progress))
        .collect::<Result<_, Cancelled>>()?;
    let mut pairs = blocks.concat();
    // Of a pair seen from both sides the proposal comes first and stays.
    pairs.par_sort_unstable_by_key(|pair| (pair.a, pair.b, !pair.proposed));
    pairs.dedup_by_key(|pair| (pair.a, pair.b));
    Ok(Candidates { representative, pairs })
}

/// For each photo the first one with the same bytes.
fn representatives(photos: &[Photo]) -> Vec<PhotoId> {
    let mut first = HashMap::new();
    let ids = (0..photos.len() as u32).map(PhotoId);
    ids.zip(photos).map(|(id, photo)| *first.entry(photo.content).or_insert(id)).collect()
}

/// The nearest of each of the `ROWS` photos from `start` on, among all.
fn search_block(
    photos: &[Photo],
    compared: &[PhotoId],
    matrix: ArrayView2<'_, f32>,
    start: usize,
    progress: &Progress,
) -> Result<Vec<Candidate>, Cancelled> {
    let end = (start + ROWS).min(compared.len());
    let rows = matrix.slice_axis(Axis(0), Slice::from(start..end));
    let mut near: Vec<Vec<(f32, PhotoId)>> = vec![Vec::new(); end - start];
    // How far one more may lie: once a photo has enough, no farther than the farthest of them.
    let mut limits = vec![FARTHEST_PROPOSED; end - start];
    for from in (0..compared.len()).step_by(COLUMNS) {
        progress.check()?;
        let to = (from + COLUMNS).min(compared.len());
        let cosines = rows.dot(&matrix.slice_axis(Axis(0), Slice::from(from..to)).t());
        for ((row, column), cosine) in cosines.indexed_iter() {
            let distance = 1.0 - cosine;
            if distance <= limits[row] && start + row != from + column {
                near[row].push((distance, compared[from + column]));
            }
        }
        for (near, limit) in near.iter_mut().zip(&mut limits) {
            keep_nearest(near);
            if let Some((farthest, _)) = near.get(NEAREST - 1) {
                *limit = *farthest;
            }
        }
    }
    let mut candidates = Vec::new();
    for (row, near) in near.into_iter().enumerate() {
        let one = compared[start + row];
        candidates.extend(measured(photos, one, near));
        progress.step()?;
    }
    Ok(candidates)
}

/// The candidates of one photo, with distances that are the same whatever block they were found in.
fn measured(photos: &[Photo], one: PhotoId, near: Vec<(f32, PhotoId)>) -> impl Iterator<Item = Candidate> {
    let embedding = &photos[one.index()].embedding;
    let exact = |(_, other): (f32, PhotoId)| (embedding.distance(&photos[other.index()].embedding), other);
    let mut near: Vec<(f32, PhotoId)> = near.into_iter().map(exact).collect();
    keep_nearest(&mut near);
    near.into_iter().enumerate().filter_map(move |(rank, (distance, other))| {
        let proposed = rank < PROPOSED;
        let (a, b) = (one.min(other), one.max(other));
        (proposed || distance <= LOOSEST_DISTANCE).then_some(Candidate { a, b, distance, proposed })
    })
}

fn keep_nearest(near: &mut Vec<(f32, PhotoId)>) {
    near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    near.truncate(NEAREST);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::{Embedding, sample};
    use proptest::prelude::*;

    /// Photos whose embeddings lie at these angles (radians) in one plane.
    fn at_angles(angles: &[f32]) -> Vec<Photo> {
        angles
            .iter()
            .enumerate()
            .map(|(n, angle)| {
                let mut values = [0.0; EMBEDDING_LEN];
                (values[0], values[1]) = (angle.cos(), angle.sin());
                let embedding = Embedding::new(&values).expect("a usable vector");
                Photo { embedding, ..sample::photo(&format!("{n:05}.jpg")) }
            })
            .collect()
    }

    fn found(photos: &[Photo]) -> Vec<(u32, u32)> {
        let found = find(photos, &Progress::default()).expect("not cancelled");
        let near = found.pairs.iter().filter(|pair| pair.distance <= LOOSEST_DISTANCE);
        near.map(|pair| (pair.a.0, pair.b.0)).collect()
    }

    #[test]
    fn near_ones_pair_and_far_ones_do_not() {
        assert_eq!(found(&at_angles(&[0.0, 0.2, 2.0, 2.1])), [(0, 1), (2, 3)]);
        assert_eq!(found(&[]), []);
    }

    #[test]
    fn exact_copies_share_a_representative_and_blank_pictures_pair_with_nothing_else() {
        let mut photos = at_angles(&[0.0, 0.0, 0.1, 0.1]);
        photos[1].content = photos[0].content;
        photos[3].facts.contrast = 0.0;
        let found = find(&photos, &Progress::default()).expect("not cancelled");
        assert_eq!(found.representative, [0, 0, 2, 3].map(PhotoId));
        let seen: Vec<_> = found.pairs.iter().map(|p| (p.a.0, p.b.0)).collect();
        assert_eq!(seen, [(0, 2)]);
    }

    #[test]
    fn a_crowd_keeps_each_photos_nearest() {
        let angles: Vec<f32> = (0..300).map(|n| n as f32 * 1e-3).collect();
        let pairs = find(&at_angles(&angles), &Progress::default()).expect("not cancelled").pairs;
        assert!(pairs.len() <= 300 * NEAREST);
        let nearest = |n| pairs.iter().any(|p| (p.a.0, p.b.0) == (n, n + 1) && p.proposed);
        assert!((0..299).all(nearest));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn blocks_find_what_a_plain_search_finds(angles in proptest::collection::vec(0.0..30.0f32, 0..200)) {
            let photos = at_angles(&angles);
            let mut plain = Vec::new();
            for a in 0..photos.len() {
                for b in a + 1..photos.len() {
                    if photos[a].embedding.distance(&photos[b].embedding) <= LOOSEST_DISTANCE {
                        plain.push((a as u32, b as u32));
                    }
                }
            }
            prop_assume!(plain.len() < NEAREST);
            prop_assert_eq!(found(&photos), plain);
        }
    }
}
