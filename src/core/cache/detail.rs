//! The part of the cache that knows how much detail photos show, by content and how many times smaller they were made.

use redb::TableDefinition;

use super::Cache;
use crate::photo::ContentHash;

/// Content, then how many times smaller it was made, a little-endian `f32` → the share of detail that `prove` measured. A new
/// name whenever that is measured in another way.
pub(super) const TABLE: TableDefinition<&[u8], f32> = TableDefinition::new("detail-1");

/// A photo, and how many times smaller it is made, along a side.
pub type Doubt = (ContentHash, f32);

fn key((content, times): &Doubt) -> Vec<u8> {
    [&content.0[..], &times.to_le_bytes()].concat()
}

impl Cache {
    /// What is known of these, in their order.
    pub fn detail(&self, doubts: &[Doubt]) -> anyhow::Result<Vec<Option<f32>>> {
        use redb::ReadableDatabase as _;
        let table = self.database.begin_read()?.open_table(TABLE)?;
        doubts.iter().map(|doubt| Ok(table.get(key(doubt).as_slice())?.map(|v| v.value()))).collect()
    }

    /// Keeps what was found out about these.
    pub fn keep_detail(&self, rows: &[(Doubt, f32)]) -> anyhow::Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let write = self.database.begin_write()?;
        {
            let mut table = write.open_table(TABLE)?;
            for (doubt, share) in rows {
                table.insert(key(doubt).as_slice(), share)?;
            }
        }
        Ok(write.commit()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_comes_back() {
        let cache = Cache::temporary("model").expect("a cache");
        let [one, two] = [1, 2].map(|n| ContentHash([n; 32]));
        cache.keep_detail(&[((one, 3.0), 0.25)]).expect("kept");
        let known = cache.detail(&[(two, 3.0), (one, 3.0), (one, 9.0)]).expect("read");
        assert_eq!(known, [None, Some(0.25), None], "another content, and another size");
    }
}
