//! The part of the cache that keeps what close looks at pairs of photos said, by their contents.

use super::Cache;
use super::proofs::{self, StoredLook};
use super::store::{Entry, Kind, Table};
use crate::photo::{CloseLook, ContentHash};

/// The contents of two photos, the smaller first → [`StoredLook`]. A new name whenever photos are looked at, or what is seen is
/// judged, in another way.
pub(super) const LOOKS: Kind = Kind { name: "looks-8", table: Table::Results };

impl Cache {
    /// What is known of these pairs, in their order; `None` where nothing is.
    pub fn looks(&self, pairs: &[[ContentHash; 2]]) -> Vec<Option<CloseLook>> {
        let rows = self.store.get(LOOKS, pairs.iter().map(|pair| key(*pair).into()));
        let look = |row: Option<Vec<u8>>| {
            let stored = postcard::from_bytes::<StoredLook>(&row?).ok()?;
            Some(proofs::restore_look(&stored))
        };
        rows.into_iter().map(look).collect()
    }

    /// Keeps what was seen of these pairs.
    pub fn keep_looks(&self, rows: &[([ContentHash; 2], CloseLook)]) {
        let row = |(pair, look): &([ContentHash; 2], CloseLook)| -> Option<Entry> {
            Some((key(*pair), postcard::to_stdvec(&proofs::store_look(look)).ok()?))
        };
        let rows: Vec<Entry> = rows.iter().filter_map(row).collect();
        self.store.keep(LOOKS, &rows);
    }
}

fn key(mut pair: [ContentHash; 2]) -> Vec<u8> {
    pair.sort_unstable();
    pair.iter().flat_map(|content| content.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_come_back_in_either_order() {
        let cache = Cache::temporary("model");
        let [one, two, three] = [1, 2, 3].map(|n| ContentHash([n; 32]));
        let look = CloseLook { areas: 3, other_hue: true, is_edit: false, ..CloseLook::SAME };
        cache.keep_looks(&[([two, one], look)]);
        assert_eq!(cache.looks(&[[one, two], [one, three]]), [Some(look), None]);
    }
}
