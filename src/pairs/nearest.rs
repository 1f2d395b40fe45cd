//! The nearest few of each photo, while the search goes on: who belongs to them, and how far one more may lie. Threads
//! share them; what is kept in the end does not depend on the order in which it was found.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use super::{FARTHEST_PROPOSED, NEAREST, PROPOSED};
use crate::photo::LOOSEST_DISTANCE;

/// The nearest of all photos that are compared.
pub struct Nearest {
    /// Nearest first; of equally near ones the one that comes first.
    lists: Vec<Mutex<Vec<(f32, u32)>>>,
    /// The bits of the distance beyond which nobody is wanted any more.
    limits: Vec<AtomicU32>,
}

impl Nearest {
    /// Nobody yet, for so many photos.
    pub fn new(count: usize) -> Self {
        let limit = || AtomicU32::new(FARTHEST_PROPOSED.max(LOOSEST_DISTANCE).to_bits());
        Self {
            lists: (0..count).map(|_| Mutex::default()).collect(),
            limits: (0..count).map(|_| limit()).collect(),
        }
    }

    /// The distance beyond which `photo` wants nobody any more. It only falls.
    pub fn limit(&self, photo: usize) -> f32 {
        f32::from_bits(self.limits[photo].load(Ordering::Relaxed))
    }

    /// Offers `photo` another one.
    pub fn offer(&self, photo: usize, distance: f32, other: u32) {
        if distance > self.limit(photo) {
            return;
        }
        let mut list = self.lists[photo].lock().unwrap_or_else(PoisonError::into_inner);
        let place = list.partition_point(|&(d, id)| d.total_cmp(&distance).then(id.cmp(&other)).is_lt());
        if place >= NEAREST {
            return;
        }
        list.truncate(NEAREST - 1);
        list.insert(place, (distance, other));
        let nth = |n: usize| list.get(n - 1).map_or(f32::INFINITY, |(distance, _)| *distance);
        let limit = nth(NEAREST).min(LOOSEST_DISTANCE).max(nth(PROPOSED).min(FARTHEST_PROPOSED));
        self.limits[photo].store(limit.to_bits(), Ordering::Relaxed);
    }

    /// The nearest of each photo that are wanted: the few that are proposed, and all within the loosest distance.
    pub fn into_lists(self) -> impl Iterator<Item = Vec<(f32, u32)>> {
        self.lists.into_iter().map(|list| {
            let mut list = list.into_inner().unwrap_or_else(PoisonError::into_inner);
            let wanted = |rank: usize, distance: f32| rank < PROPOSED || distance <= LOOSEST_DISTANCE;
            let count =
                list.iter().enumerate().take_while(|&(rank, &(distance, _))| wanted(rank, distance)).count();
            list.truncate(count);
            list
        })
    }
}
