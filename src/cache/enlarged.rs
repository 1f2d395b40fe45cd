//! The part of the cache that knows which photos are enlarged ones, by content.

use redb::TableDefinition;

use super::Cache;
use crate::photo::ContentHash;

/// Content → whether the photo shows less than its pixels promise. A new name whenever that is told in another way.
pub(super) const TABLE: TableDefinition<&[u8], bool> = TableDefinition::new("enlarged-1");

impl Cache {
    /// What is known of photos with these contents, in their order.
    pub fn enlarged(&self, contents: &[ContentHash]) -> anyhow::Result<Vec<Option<bool>>> {
        use redb::ReadableDatabase as _;
        let table = self.database.begin_read()?.open_table(TABLE)?;
        contents.iter().map(|content| Ok(table.get(content.0.as_slice())?.map(|v| v.value()))).collect()
    }

    /// Keeps what was found out about these.
    pub fn keep_enlarged(&self, rows: &[(ContentHash, bool)]) -> anyhow::Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let write = self.database.begin_write()?;
        {
            let mut table = write.open_table(TABLE)?;
            for (content, enlarged) in rows {
                table.insert(content.0.as_slice(), enlarged)?;
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
        cache.keep_enlarged(&[(one, true)]).expect("kept");
        assert_eq!(cache.enlarged(&[two, one]).expect("read"), [None, Some(true)]);
    }
}
