//! The nearest few of each photo, while the search goes on: who belongs to them, and how far one more may lie. Threads
//! share them; what is kept in the end does not depend on the order in which it was found.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use super::{FARTHEST_PROPOSED, NEAREST, PROPOSED};
use crate::photo::LOOSEST_DISTANCE;

/// The nearest of all photos that are compared.
pub struct Nearest {
    /// Nearest first, of equally near ones the one that comes first; nobody who is not wanted.
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
        if !is_wanted(place, distance) {
            return;
        }
        // Makes room first: at a full list's end stands nobody who will stay, and the list need not grow for that.
        list.truncate(NEAREST - 1);
        list.insert(place, (distance, other));
        // Who came after it has moved on by one, and may not be wanted there: never again, as nobody moves back.
        while list.last().is_some_and(|(distance, _)| !is_wanted(list.len() - 1, *distance)) {
            list.pop();
        }
        let nth = |n: usize| list.get(n - 1).map_or(f32::INFINITY, |(distance, _)| *distance);
        let limit = nth(NEAREST).min(LOOSEST_DISTANCE).max(nth(PROPOSED).min(FARTHEST_PROPOSED));
        self.limits[photo].store(limit.to_bits(), Ordering::Relaxed);
    }

    /// The nearest of each photo that are wanted.
    pub fn into_lists(self) -> impl Iterator<Item = Vec<(f32, u32)>> {
        self.lists.into_iter().map(|list| list.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The few nearest are, which are proposed, and within the loosest distance many more.
fn is_wanted(rank: usize, distance: f32) -> bool {
    rank < PROPOSED || (rank < NEAREST && distance <= LOOSEST_DISTANCE)
}
