//! What the search finds: the same as plain comparing, from nothing or from what an earlier one found.

use super::*;
use crate::photo::{LOOSEST_DISTANCE, sample};
use proptest::prelude::*;

fn with_embedding(path: &str, values: &[f32]) -> Photo {
    Photo { embedding: Embedding::new(values).expect("a usable vector"), ..sample::photo(path) }
}

/// Photos whose embeddings lie at these angles (radians) in one plane.
fn at_angles(angles: &[f32]) -> Vec<Photo> {
    angles
        .iter()
        .enumerate()
        .map(|(n, angle)| {
            let mut values = [0.0; EMBEDDING_LEN];
            (values[0], values[1]) = (angle.cos(), angle.sin());
            with_embedding(&format!("{n:05}.jpg"), &values)
        })
        .collect()
}

/// All candidates, and which of them are proposed.
fn all(photos: &[Photo]) -> Vec<(Candidate, bool)> {
    let (Candidates { proposed, near, .. }, _) =
        find(photos, &Neighbours::default(), &Progress::default()).expect("not cancelled");
    let marked = |pairs: Vec<Candidate>, is_proposed| pairs.into_iter().map(move |pair| (pair, is_proposed));
    let mut all: Vec<_> = marked(proposed, true).chain(marked(near, false)).collect();
    all.sort_by_key(|(pair, _)| pair.photos());
    all
}

fn found(photos: &[Photo]) -> Vec<(u32, u32)> {
    let near = all(photos).into_iter().filter(|(pair, _)| pair.distance <= LOOSEST_DISTANCE);
    near.map(|(pair, _)| (pair.a.0, pair.b.0)).collect()
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
    photos[3].metadata.contrast = 0.0;
    let (found, _) = find(&photos, &Neighbours::default(), &Progress::default()).expect("not cancelled");
    assert_eq!(found.representative, [0, 0, 2, 3].map(PhotoId));
    let seen: Vec<_> = found.proposed.iter().map(|p| (p.a.0, p.b.0)).collect();
    assert_eq!(seen, [(0, 2)]);
    assert_eq!(found.near, []);
}

#[test]
fn a_crowd_keeps_each_photos_nearest() {
    let angles: Vec<f32> = (0..300).map(|n| n as f32 * 1e-3).collect();
    let (found, _) =
        find(&at_angles(&angles), &Neighbours::default(), &Progress::default()).expect("not cancelled");
    assert!(found.proposed.len() + found.near.len() <= 300 * NEAREST);
    let nearest = |n| found.proposed.iter().any(|p| (p.a.0, p.b.0) == (n, n + 1));
    assert!((0..299).all(nearest));
}

/// Photos in families of ten, whose embeddings lie as those of the network do: near, not so near, and far apart.
fn in_families(count: usize) -> Vec<Photo> {
    let mut state = 1_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1 << 24) as f32 - 0.5
    };
    let mut centre = [0.0_f32; EMBEDDING_LEN];
    let one = |n: usize| {
        if n.is_multiple_of(10) {
            centre = std::array::from_fn(|axis| random() / (1.0 + axis as f32).sqrt());
        }
        let spread = 0.1 * (n % 10) as f32;
        let values: [f32; EMBEDDING_LEN] =
            std::array::from_fn(|axis| centre[axis] + spread * random() / (1.0 + axis as f32).sqrt());
        with_embedding(&format!("{n:05}.jpg"), &values)
    };
    (0..count).map(one).collect()
}

#[test]
fn each_photos_nearest_are_those_of_a_plain_search() {
    let mut photos = in_families(2 * BLOCK + 37);
    photos.iter_mut().step_by(3).for_each(|photo| photo.metadata.low_texture = true);
    let mut near = vec![Vec::new(); photos.len()];
    for a in 0..photos.len() {
        for b in a + 1..photos.len() {
            let distance = photos[a].embedding.distance(&photos[b].embedding);
            if distance <= FARTHEST_PROPOSED {
                near[a].push((distance, b as u32));
                near[b].push((distance, a as u32));
            }
        }
    }
    let mut expected = Vec::new();
    for (one, near) in near.iter_mut().enumerate() {
        near.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
        let proposed = if one % 3 == 0 { PROPOSED_OF_LOW_TEXTURE } else { PROPOSED };
        let few = near.iter().take(NEAREST).enumerate();
        let wanted = few.filter(|(rank, (distance, _))| *rank < proposed || *distance <= LOOSEST_DISTANCE);
        expected.extend(wanted.map(|(rank, &(distance, other))| {
            let (a, b) = (PhotoId(other.min(one as u32)), PhotoId(other.max(one as u32)));
            (Candidate { a, b, distance }, rank < proposed)
        }));
    }
    expected.sort_by_key(|(pair, is_proposed)| (pair.photos(), !is_proposed));
    expected.dedup_by_key(|(pair, _)| pair.photos());
    assert!(expected.len() > photos.len());
    assert_eq!(all(&photos), expected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn rounding_changes_no_product_by_more_than_is_allowed_for(
        rows in proptest::collection::vec(proptest::collection::vec(-1.0..1.0f32, EMBEDDING_LEN), 2..20),
        axis in 0..EMBEDDING_LEN,
    ) {
        let mut photos: Vec<Photo> = rows.iter().map(|row| with_embedding("a.jpg", row)).collect();
        let along_axis: [f32; EMBEDDING_LEN] = std::array::from_fn(|at| if at == axis { -1.0 } else { 0.0 });
        photos.extend([with_embedding("b.jpg", &along_axis), with_embedding("c.jpg", &[1.0; EMBEDDING_LEN])]);
        let compared: Vec<PhotoId> = (0..photos.len() as u32).map(PhotoId).collect();
        let search = Search {
            photos: &photos,
            compared: &compared,
            order: (0..photos.len() as u32).collect(),
            settled: 0,
            nearest: Nearest::new(photos.iter().map(proposed)),
        };
        let rounded = search.rounded(0..photos.len());
        let rounded: Vec<&[Step]> = rounded.chunks_exact(DEPTH).collect();
        for (one, other) in (0..photos.len()).flat_map(|one| (0..=one).map(move |other| (one, other))) {
            let pairs = rounded[one].as_flattened().iter().zip(rounded[other].as_flattened());
            let product: i32 = pairs.map(|(x, y)| i32::from(*x) * i32::from(*y)).sum();
            let distance = photos[one].embedding.distance(&photos[other].embedding);
            prop_assert!((1.0 - distance - product as f32 / (ONE * ONE)).abs() <= ROUNDING);
        }
    }

    #[test]
    fn what_was_found_before_spares_work_and_changes_nothing(
        was_there in proptest::collection::vec(proptest::bool::weighted(0.9), 200),
        is_there in proptest::collection::vec(proptest::bool::weighted(0.9), 200),
    ) {
        let photos = in_families(200);
        let those = |chosen: &[bool]| -> Vec<Photo> {
            photos.iter().zip(chosen).filter(|(_, chosen)| **chosen).map(|(photo, _)| photo.clone()).collect()
        };
        let find = |photos: &[Photo], known: &Neighbours| {
            find(photos, known, &Progress::default()).expect("not cancelled")
        };
        let (_, before) = find(&those(&was_there), &Neighbours::default());
        let anew = find(&those(&is_there), &Neighbours::default());
        let after = find(&those(&is_there), &before);
        prop_assert_eq!((after.0.proposed, after.0.near, after.1), (anew.0.proposed, anew.0.near, anew.1));
    }

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
