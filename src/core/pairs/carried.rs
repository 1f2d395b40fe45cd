//! What an earlier search found, carried over: a photo is settled if all that were its nearest then are still there. Only
//! who has come since can be nearer, so that the settled need not be compared with one another again.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::photo::{Neighbours, Photo, PhotoId};

/// The nearest of the settled photos; all are places among the photos that are compared now.
pub struct Carried {
    /// Each settled photo, in order, and where in `near` its nearest end.
    settled: Vec<(u32, u32)>,
    near: Vec<u32>,
}

/// What tells a photo from all others that are ever compared, and keeps its place among those that stay: path and content.
fn name(photo: &Photo) -> u128 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&photo.content.0).update(photo.file.path.as_os_str().as_encoded_bytes());
    let mut name = [0; 16];
    hasher.finalize_xof().fill(&mut name);
    u128::from_le_bytes(name)
}

/// The names of photos that are compared, in their order.
pub fn names(photos: &[Photo], compared: &[PhotoId]) -> Vec<u128> {
    compared.par_iter().map(|id| name(&photos[id.index()])).collect()
}

impl Carried {
    /// What `known` says about the photos of these names.
    pub fn over(known: &Neighbours, names: &[u128]) -> Self {
        let mut carried = Self { settled: Vec::new(), near: Vec::new() };
        if known.names().is_empty() {
            return carried;
        }
        let places: HashMap<u128, u32> = names.iter().copied().zip(0..).collect();
        let now: Vec<Option<u32>> = known.names().iter().map(|name| places.get(name).copied()).collect();
        for (place, is_now) in now.iter().enumerate() {
            let Some(is_now) = is_now else { continue };
            let start = carried.near.len();
            carried.near.extend(known.of(place).iter().map_while(|near| now[*near as usize]));
            if carried.near.len() - start == known.of(place).len() {
                carried.settled.push((*is_now, carried.near.len() as u32));
            } else {
                carried.near.truncate(start);
            }
        }
        carried
    }

    /// The settled photos and their nearest.
    pub fn settled(&self) -> impl Iterator<Item = (u32, &[u32])> {
        let starts = std::iter::once(0).chain(self.settled.iter().map(|(_, end)| *end));
        self.settled
            .iter()
            .zip(starts)
            .map(|((place, end), start)| (*place, &self.near[start as usize..*end as usize]))
    }

    /// All `count` places, the settled ones first, and how many these are.
    pub fn order(&self, count: usize) -> (Vec<u32>, usize) {
        let mut is_settled = vec![false; count];
        let mut order: Vec<u32> = self.settled.iter().map(|(place, _)| *place).collect();
        order.iter().for_each(|place| is_settled[*place as usize] = true);
        let settled = order.len();
        order.extend((0..count as u32).filter(|place| !is_settled[*place as usize]));
        (order, settled)
    }
}
