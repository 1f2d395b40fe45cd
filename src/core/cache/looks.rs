//! The part of the cache that keeps what close looks at pairs of photos said, by their contents.

use redb::{ReadableDatabase, TableDefinition};

use super::Cache;
use super::proofs::{self, StoredLook};
use crate::photo::{CloseLook, ContentHash};

/// The contents of two photos, the smaller first → [`StoredLook`]. A new name whenever photos are looked at, or what is seen is
/// judged, in another way.
pub(super) const TABLE: TableDefinition<&[u8], &[u8]> = TableDefinition::new("looks-1");

impl Cache {
    /// What is known of these pairs, in their order; `None` where nothing is.
    pub fn looks(&self, pairs: &[[ContentHash; 2]]) -> anyhow::Result<Vec<Option<CloseLook>>> {
        let table = self.database.begin_read()?.open_table(TABLE)?;
        let known = |pair: &[ContentHash; 2]| -> anyhow::Result<Option<CloseLook>> {
            let row = table.get(key(*pair).as_slice())?;
            let stored = row.and_then(|row| postcard::from_bytes::<StoredLook>(row.value()).ok());
            Ok(stored.as_ref().map(proofs::restore_look))
        };
        pairs.iter().map(known).collect()
    }

    /// Keeps what was seen of these pairs.
    pub fn keep_looks(&self, rows: &[([ContentHash; 2], CloseLook)]) -> anyhow::Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let write = self.database.begin_write()?;
        {
            let mut table = write.open_table(TABLE)?;
            for (pair, look) in rows {
                let stored = postcard::to_stdvec(&proofs::store_look(look))?;
                table.insert(key(*pair).as_slice(), stored.as_slice())?;
            }
        }
        Ok(write.commit()?)
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
        let cache = Cache::temporary("model").expect("a cache");
        let [one, two, three] = [1, 2, 3].map(|n| ContentHash([n; 32]));
        let look = CloseLook { areas: 3, share: 0.02, other_hue: true, likelihood: 0.4, is_edit: false };
        cache.keep_looks(&[([two, one], look)]).expect("kept");
        assert_eq!(cache.looks(&[[one, two], [one, three]]).expect("read"), [Some(look), None]);
    }
}
