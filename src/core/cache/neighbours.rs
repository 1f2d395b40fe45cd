//! The part of the cache that keeps who of the scanned folders' photos is nearest to whom: when some of them have changed,
//! only these are compared again.

use std::path::PathBuf;

use redb::{ReadableDatabase, TableDefinition};

use super::Cache;
use super::comparison::{COMPARED_BY, key};
use crate::photo::Neighbours;

/// The scanned folders in 32 bytes and a number → under 0 what found the nearest, under the numbers from 1 on the photos,
/// some at a time: the name of each in sixteen bytes, in one byte how many are its nearest, and these in four bytes each. A
/// new name whenever this changes.
pub(super) const TABLE: TableDefinition<(&[u8], u32), &[u8]> = TableDefinition::new("neighbours-1");

/// Photos written and read in one piece.
const AT_ONCE: usize = 1 << 14;

impl Cache {
    /// Who was nearest to whom when the folders `scanned` were last compared; nobody if that is not known.
    pub fn neighbours(&self, scanned: &[PathBuf]) -> anyhow::Result<Neighbours> {
        let (table, key) = (self.database.begin_read()?.open_table(TABLE)?, key(scanned));
        let mut known = Neighbours::default();
        for piece in table.range((key.as_slice(), 0)..=(key.as_slice(), u32::MAX))? {
            let (number, bytes) = piece?;
            let is_right = match number.value().1 {
                0 => bytes.value() == self.found_by(),
                _ => take(bytes.value(), &mut known).is_some(),
            };
            if !is_right {
                return Ok(Neighbours::default());
            }
        }
        let count = known.names().len();
        let exist = (0..count).all(|place| known.of(place).iter().all(|near| (*near as usize) < count));
        Ok(if exist { known } else { Neighbours::default() })
    }

    /// Remembers who is nearest to whom, in place of what was known of these folders.
    pub fn keep_neighbours(&self, scanned: &[PathBuf], found: &Neighbours) -> anyhow::Result<()> {
        let key = key(scanned);
        let write = self.database.begin_write()?;
        {
            let mut table = write.open_table(TABLE)?;
            table.retain_in((key.as_slice(), 0)..=(key.as_slice(), u32::MAX), |_, _| false)?;
            table.insert((key.as_slice(), 0), self.found_by().as_slice())?;
            for (number, start) in (1..).zip((0..found.names().len()).step_by(AT_ONCE)) {
                let end = found.names().len().min(start + AT_ONCE);
                let mut bytes = Vec::new();
                (start..end).for_each(|place| put(found, place, &mut bytes));
                table.insert((key.as_slice(), number), bytes.as_slice())?;
            }
        }
        Ok(write.commit()?)
    }

    /// The network and the program that embeddings and their nearest come from.
    fn found_by(&self) -> Vec<u8> {
        [&COMPARED_BY.to_le_bytes(), self.made_by.as_bytes()].concat()
    }
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
        let cache = Cache::temporary("model").expect("a cache");
        assert_eq!(cache.neighbours(&folders()).expect("read"), Neighbours::default());
        for count in [2 * AT_ONCE as u32 + 5, 3, 0, 70] {
            cache.keep_neighbours(&folders(), &sample(count)).expect("kept");
            assert_eq!(cache.neighbours(&folders()).expect("read"), sample(count));
        }
        let other: [PathBuf; 2] = ["/photos".into(), "/more".into()];
        assert_eq!(cache.neighbours(&other).expect("read"), Neighbours::default());
        let other_model = Cache { made_by: "other".to_owned(), ..cache };
        assert_eq!(other_model.neighbours(&folders()).expect("read"), Neighbours::default());
    }

    #[test]
    fn a_damaged_piece_is_as_good_as_none() {
        let cache = Cache::temporary("model").expect("a cache");
        let mut whole = Vec::new();
        let sample = sample(6);
        (0..6).for_each(|place| put(&sample, place, &mut whole));
        let read = |bytes: &[u8]| {
            cache.keep_neighbours(&folders(), &Neighbours::default()).expect("kept");
            let (write, key) = (cache.database.begin_write().expect("a write"), key(&folders()));
            write.open_table(TABLE).expect("a table").insert((key.as_slice(), 1), bytes).expect("written");
            write.commit().expect("written");
            cache.neighbours(&folders()).expect("read")
        };
        assert_eq!(read(&whole), sample);
        let last = whole.len() - 4;
        for bytes in [&whole[..whole.len() - 1], &whole[..16], &[&whole[..last], &[6, 0, 0, 0]].concat()] {
            assert_eq!(read(bytes), Neighbours::default());
        }
    }
}
