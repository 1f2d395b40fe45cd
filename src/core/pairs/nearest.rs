//! The nearest few of each photo, while the search goes on: who belongs to them, and how far one more may lie. Threads
//! share them; what is kept in the end does not depend on the order in which it was found.

use std::cmp::Ordering;
use std::sync::atomic::{self, AtomicU32};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::{FARTHEST_PROPOSED, NEAREST};
use crate::photo::{Candidate, LOOSEST_DISTANCE, Neighbours, PhotoId};
use crate::progress::{Cancelled, Progress};

/// Lists that are made candidates together.
const AT_ONCE: usize = 1024;

/// Another photo, and how far away it is.
type Near = (f32, u32);

/// Comes before all others.
const NOBODY: Near = (f32::NEG_INFINITY, 0);

/// The nearest of all photos that are compared.
pub struct Nearest {
    lists: Vec<Mutex<List>>,
    /// The bits of the distance beyond which nobody is wanted any more.
    limits: Vec<AtomicU32>,
}

/// The nearest of a photo that are wanted: nearest first, of equally near ones the one that comes first; at most [`NEAREST`].
/// Nobody who was left out comes before one of them. Most photos want but the few that are proposed.
struct List {
    near: Vec<Near>,
    /// How many of them are proposed, within [`FARTHEST_PROPOSED`].
    proposed: usize,
}

impl Nearest {
    /// Nobody yet, for photos to each of which so many are proposed.
    pub fn new(proposed: impl Iterator<Item = usize>) -> Self {
        let limit = || AtomicU32::new(FARTHEST_PROPOSED.max(LOOSEST_DISTANCE).to_bits());
        let lists: Vec<_> =
            proposed.map(|proposed| Mutex::new(List { near: Vec::new(), proposed })).collect();
        Self { limits: lists.iter().map(|_| limit()).collect(), lists }
    }

    /// The distance beyond which `photo` wants nobody any more. It only falls.
    pub fn limit(&self, photo: u32) -> f32 {
        f32::from_bits(self.limits[photo as usize].load(atomic::Ordering::Relaxed))
    }

    /// Offers `photo` another one; once more makes no difference.
    pub fn offer(&self, photo: u32, distance: f32, other: u32) {
        if distance > self.limit(photo) {
            return;
        }
        let photo = photo as usize;
        let mut list = self.lists[photo].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(limit) = list.insert((distance, other)) {
            self.limits[photo].store(limit.to_bits(), atomic::Ordering::Relaxed);
        }
    }

    /// The nearest, under the photos' `names`.
    pub fn neighbours(&mut self, names: &[u128]) -> Neighbours {
        let mut found = Neighbours::default();
        for (name, list) in names.iter().zip(&mut self.lists) {
            found.push(*name, reached(list).near.iter().map(|(_, other)| *other));
        }
        found
    }

    /// The candidates that these come to, those that are proposed and the others, each sorted by photos; `compared` names
    /// the photos.
    pub fn into_candidates(
        mut self,
        compared: &[PhotoId],
        progress: &Progress,
    ) -> Result<(Vec<Candidate>, Vec<Candidate>), Cancelled> {
        let ends: Vec<Ends> = self.lists.iter_mut().map(|list| Ends::of(reached(list))).collect();
        let (mut proposed, mut near) = (Vec::new(), Vec::new());
        for (part, lists) in self.lists.chunks_mut(AT_ONCE).enumerate() {
            progress.check()?;
            let lists = lists.par_iter_mut().enumerate();
            let candidates = lists
                .flat_map_iter(|(at, list)| spoken_for(part * AT_ONCE + at, reached(list), &ends, compared));
            for (candidate, is_proposed) in candidates.collect::<Vec<_>>() {
                if is_proposed { proposed.push(candidate) } else { near.push(candidate) }
            }
        }
        proposed.par_sort_unstable_by_key(Candidate::photos);
        near.par_sort_unstable_by_key(Candidate::photos);
        Ok((proposed, near))
    }
}

/// What stands in a list that nobody else can see any more.
fn reached(list: &mut Mutex<List>) -> &List {
    list.get_mut().unwrap_or_else(PoisonError::into_inner)
}

/// The candidates among those near `one` that its list speaks for, and whether each is proposed.
fn spoken_for(
    one: usize,
    list: &List,
    ends: &[Ends],
    compared: &[PhotoId],
) -> impl Iterator<Item = (Candidate, bool)> {
    list.near.iter().enumerate().filter_map(move |(rank, &(distance, other))| {
        let (here, there) = ((distance, one as u32), &ends[other as usize]);
        let (first, last) = (one.min(other as usize), one.max(other as usize));
        let candidate = Candidate { a: compared[first], b: compared[last], distance };
        let is_proposed = rank < list.proposed || there.proposes(here);
        // Of a pair that both see, the first speaks.
        (one == first || !there.holds(here)).then_some((candidate, is_proposed))
    })
}

impl List {
    /// Takes one more if it is wanted, and lets go of who is no longer; the distance beyond which nobody is wanted then.
    fn insert(&mut self, one: Near) -> Option<f32> {
        let place = self.near.partition_point(|other| order(other, &one).is_lt());
        if !self.wants(place, one.0) || self.near.get(place) == Some(&one) {
            return None;
        }
        // At a full list's end stands nobody who will stay.
        self.near.truncate(NEAREST - 1);
        self.near.insert(place, one);
        // Who came after it has moved on by one, and may not be wanted there: never again, as nobody moves back.
        while self.near.last().is_some_and(|(distance, _)| !self.wants(self.near.len() - 1, *distance)) {
            self.near.pop();
        }
        let nth = |n: usize| self.near.get(n - 1).map_or(f32::INFINITY, |(distance, _)| *distance);
        Some(nth(NEAREST).min(LOOSEST_DISTANCE).max(nth(self.proposed).min(FARTHEST_PROPOSED)))
    }

    /// The few nearest are, which are proposed, and within the loosest distance many more.
    fn wants(&self, rank: usize, distance: f32) -> bool {
        rank < self.proposed || (rank < NEAREST && distance <= LOOSEST_DISTANCE)
    }
}

/// Where a list ends: enough to know who is in it.
struct Ends {
    last_proposed: Near,
    last: Near,
}

impl Ends {
    fn of(list: &List) -> Self {
        let last = |list: &[Near]| list.last().copied().unwrap_or(NOBODY);
        let proposed = list.near.len().min(list.proposed);
        Self { last_proposed: last(&list.near[..proposed]), last: last(&list.near) }
    }

    /// The list proposes this one.
    fn proposes(&self, one: Near) -> bool {
        order(&one, &self.last_proposed).is_le()
    }

    /// This one is in the list.
    fn holds(&self, one: Near) -> bool {
        order(&one, &self.last).is_le()
    }
}

/// The nearer one first, of equally near ones the one that comes first.
fn order(one: &Near, other: &Near) -> Ordering {
    one.0.total_cmp(&other.0).then(one.1.cmp(&other.1))
}
