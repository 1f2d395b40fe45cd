//! How much room a cache takes on disk, and how it gives it back.

use std::path::Path;

use anyhow::Context;
use redb::{Database, TableHandle};

/// Bytes of the file; 0 if there is none.
pub fn size(file: &Path) -> u64 {
    std::fs::metadata(file).map_or(0, |metadata| metadata.len())
}

/// Forgets everything in the cache at `file` and gives its room back to the disk. Fails if another Lookalike
/// uses it, or if it is no cache.
pub fn clear(file: &Path) -> anyhow::Result<()> {
    if !file.exists() {
        return Ok(());
    }
    let mut database = Database::open(file).context("the cache cannot be opened")?;
    let write = database.begin_write()?;
    let tables: Vec<_> = write.list_tables()?.collect();
    for table in tables {
        let name = table.name().to_owned();
        write.delete_table(table).with_context(|| format!("clearing {name}"))?;
    }
    write.commit()?;
    // What was deleted becomes free room in the first pass, and leaves the file in a later one.
    while database.compact()? {}
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::{Cache, Fingerprint};
    use crate::photo::sample::photo;

    #[test]
    fn a_cleared_cache_is_small_and_empty() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("cache.redb");
        clear(&file).expect("nothing to clear");
        let photo = photo("a.jpg");
        let print = Fingerprint { facts: photo.facts, content: photo.content, embedding: photo.embedding };
        let rows: Vec<_> = (0..500)
            .map(|at| {
                let mut file = photo.file.clone();
                file.path = format!("/photos/{at}.jpg").into();
                (file, Ok(print.clone()))
            })
            .collect();
        {
            let cache = Cache::open(&file, "model").cache.expect("a cache");
            cache.remember(&rows).expect("remembered");
            assert!(clear(&file).is_err(), "it is in use");
        }
        let before = size(&file);
        clear(&file).expect("cleared");
        assert!(size(&file) < before / 2, "{} of {before} bytes are left", size(&file));
        let cache = Cache::open(&file, "model").cache.expect("a cache");
        assert_eq!(cache.recall(&[rows[0].0.clone()]).expect("recalled"), [None]);
    }
}
