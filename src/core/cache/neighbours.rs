//! The part of the cache that keeps who of the scanned folders' photos is nearest to whom: when some of them have changed,
//! only these are compared again.

use std::path::PathBuf;

use super::store::{Entry, Kind, Table};
use super::{Cache, folders_key};
use crate::photo::Neighbours;

/// The scanned folders and a number → under 0 how many photos there are, in four bytes, and the [`edition`] in eight; under
/// the numbers from 1 on the edition again, then the photos, some at a time: the name of each in sixteen bytes, in one byte
/// how many are its nearest, and these in four bytes each. A new name whenever `pairs` finds others.
pub(super) const NEIGHBOURS: Kind = Kind { name: "neighbours-5", table: Table::Results };

/// Photos written and read in one piece.
const AT_ONCE: usize = 1 << 14;

impl Cache {
    /// Who was nearest to whom when the folders `scanned` were last compared; nobody if that is not known.
    pub fn neighbours(&self, scanned: &[PathBuf]) -> Neighbours {
        self.whole_neighbours(scanned).unwrap_or_default()
    }

    fn whole_neighbours(&self, scanned: &[PathBuf]) -> Option<Neighbours> {
        let piece =
            |number| self.store.get(NEIGHBOURS, std::iter::once(self.key(scanned, number).into())).pop()?;
        let first = piece(0)?;
        let (count, edition) = first.split_first_chunk()?;
        let count = u32::from_le_bytes(*count) as usize;
        let mut known = Neighbours::default();
        for number in 1..=count.div_ceil(AT_ONCE) {
            // Another process may have written between two pieces.
            take(piece(number as u32)?.strip_prefix(edition)?, &mut known)?;
        }
        let exist = |place| known.of(place).iter().all(|near| (*near as usize) < count);
        (known.names().len() == count && (0..count).all(exist)).then_some(known)
    }

    /// Remembers who is nearest to whom, in place of what was known of these folders.
    pub fn keep_neighbours(&self, scanned: &[PathBuf], found: &Neighbours) {
        let (count, edition) = (found.names().len(), edition(found));
        let piece = |start: usize| {
            let mut bytes = edition.to_vec();
            (start..count.min(start + AT_ONCE)).for_each(|place| put(found, place, &mut bytes));
            bytes
        };
        let first = [&(count as u32).to_le_bytes()[..], &edition].concat();
        let pieces = (1..).zip((0..count).step_by(AT_ONCE)).map(|(number, start)| (number, piece(start)));
        let all = std::iter::once((0, first)).chain(pieces);
        let rows: Vec<Entry> = all.map(|(number, bytes)| (self.key(scanned, number), bytes)).collect();
        self.store.keep(NEIGHBOURS, &rows);
    }

    fn key(&self, scanned: &[PathBuf], number: u32) -> Vec<u8> {
        [&self.made_by.to_le_bytes()[..], &folders_key(scanned), &number.to_le_bytes()].concat()
    }
}

/// What is the same in all pieces that belong together: the photos decide who is nearest to whom.
fn edition(found: &Neighbours) -> [u8; 8] {
    let mut hasher = blake3::Hasher::new();
    for name in found.names() {
        hasher.update(&name.to_le_bytes());
    }
    let mut edition = [0; 8];
    hasher.finalize_xof().fill(&mut edition);
    edition
}

fn put(found: &Neighbours, place: usize, bytes: &mut Vec<u8>) {
    let near = found.of(place);
    bytes.extend(found.names()[place].to_le_bytes());
    bytes.push(near.len() as u8);
    near.iter().for_each(|near| bytes.extend(near.to_le_bytes()));
}

/// Reads photos until the bytes end; `None` if they end within one.
fn take(mut bytes: &[u8], known: &mut Neighbours) -> Option<()> {
    while !bytes.is_empty() {
        let (name, rest) = bytes.split_first_chunk()?;
        let (count, rest) = rest.split_first()?;
        let (near, rest) = rest.split_at_checked(4 * usize::from(*count))?;
        known.push(
            u128::from_le_bytes(*name),
            near.as_chunks().0.iter().map(|near| u32::from_le_bytes(*near)),
        );
        bytes = rest;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folders() -> [PathBuf; 1] {
        ["/photos".into()]
    }

    fn sample(count: u32) -> Neighbours {
        let mut sample = Neighbours::default();
        (0..count)
            .for_each(|at| sample.push(u128::MAX / u128::from(at + 1), (0..at % 65).map(|n| n % count)));
        sample
    }

    #[test]
    fn what_was_kept_comes_back_and_replaces_what_was_there() {
        let cache = Cache::temporary("model");
        assert_eq!(cache.neighbours(&folders()), Neighbours::default());
        for count in [2 * AT_ONCE as u32 + 5, 3, 0, 70] {
            cache.keep_neighbours(&folders(), &sample(count));
            assert_eq!(cache.neighbours(&folders()), sample(count));
        }
        let other: [PathBuf; 2] = ["/photos".into(), "/more".into()];
        assert_eq!(cache.neighbours(&other), Neighbours::default());
        let other_model = Cache { made_by: 9, ..cache };
        assert_eq!(other_model.neighbours(&folders()), Neighbours::default());
    }

    #[test]
    fn a_damaged_piece_is_as_good_as_none() {
        let cache = Cache::temporary("model");
        let mut whole = Vec::new();
        let sample = sample(6);
        (0..6).for_each(|place| put(&sample, place, &mut whole));
        let read = |bytes: &[u8]| {
            cache.keep_neighbours(&folders(), &sample);
            cache.store.keep(NEIGHBOURS, &[(cache.key(&folders(), 1), [&edition(&sample), bytes].concat())]);
            cache.neighbours(&folders())
        };
        assert_eq!(read(&whole), sample);
        let last = whole.len() - 4;
        for bytes in [&whole[..whole.len() - 1], &whole[..16], &[&whole[..last], &[6, 0, 0, 0]].concat()] {
            assert_eq!(read(bytes), Neighbours::default());
        }
    }
}
