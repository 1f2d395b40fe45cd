//! The part of the cache that knows which photos are enlarged ones, by content and what they were compared with.

use redb::TableDefinition;

use super::Cache;
use crate::photo::ContentHash;

/// Content, then how many times as large as another it may be, a little-endian `f32` → whether the photo shows no more than
/// that other. A new name whenever that is told in another way.
pub(super) const TABLE: TableDefinition<&[u8], bool> = TableDefinition::new("enlarged-2");

/// A photo, and how many times as large as the other it may be, along a side.
pub type Doubt = (ContentHash, f32);

fn key((content, times): &Doubt) -> Vec<u8> {
    [&content.0[..], &times.to_le_bytes()].concat()
}

impl Cache {
    /// What is known of these, in their order.
    pub fn enlarged(&self, doubts: &[Doubt]) -> anyhow::Result<Vec<Option<bool>>> {
        use redb::ReadableDatabase as _;
        let table = self.database.begin_read()?.open_table(TABLE)?;
        doubts.iter().map(|doubt| Ok(table.get(key(doubt).as_slice())?.map(|v| v.value()))).collect()
    }

    /// Keeps what was found out about these.
    pub fn keep_enlarged(&self, rows: &[(Doubt, bool)]) -> anyhow::Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let write = self.database.begin_write()?;
        {
            let mut table = write.open_table(TABLE)?;
            for (doubt, enlarged) in rows {
                table.insert(key(doubt).as_slice(), enlarged)?;
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
        cache.keep_enlarged(&[((one, 3.0), true)]).expect("kept");
        let known = cache.enlarged(&[(two, 3.0), (one, 3.0), (one, 9.0)]).expect("read");
        assert_eq!(
            known,
            [None, Some(true), None],
            "who is three times as large may still be smaller than nine"
        );
    }
}
