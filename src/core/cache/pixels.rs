//! The part of the cache that knows photos by all their pixels, by content.

use redb::{ReadableDatabase, TableDefinition};

use super::Cache;
use crate::decode::Pixels;
use crate::photo::ContentHash;

/// Content → the 32 bytes of [`Pixels`], none of a photo that has none. A new name whenever they are told in another way.
pub(super) const TABLE: TableDefinition<&[u8], &[u8]> = TableDefinition::new("pixels-1");

impl Cache {
    /// What is known of photos with these contents, in their order: nothing, or what [`crate::decode::pixels`] said.
    pub fn pixels(&self, contents: &[ContentHash]) -> anyhow::Result<Vec<Option<Option<Pixels>>>> {
        let table = self.database.begin_read()?.open_table(TABLE)?;
        let known = |content: &ContentHash| {
            let row = table.get(content.0.as_slice())?;
            Ok(row.map(|row| row.value().try_into().ok().map(Pixels)))
        };
        contents.iter().map(known).collect()
    }

    /// Keeps what was found out about these.
    pub fn keep_pixels(&self, rows: &[(ContentHash, Option<Pixels>)]) -> anyhow::Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let write = self.database.begin_write()?;
        {
            let mut table = write.open_table(TABLE)?;
            for (content, pixels) in rows {
                let bytes = pixels.as_ref().map_or(&[][..], |pixels| &pixels.0);
                table.insert(content.0.as_slice(), bytes)?;
            }
        }
        Ok(write.commit()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_comes_back() {
        let cache = Cache::temporary("model").expect("a cache");
        let [one, two, three] = [1, 2, 3].map(|n| ContentHash([n; 32]));
        let rows = [(one, Some(Pixels([9; 32]))), (two, None)];
        cache.keep_pixels(&rows).expect("kept");
        let known = cache.pixels(&[two, three, one]).expect("read");
        assert_eq!(known, [Some(None), None, Some(Some(Pixels([9; 32])))]);
    }
}
