//! What goes when nobody uses it any more, or when the cache takes too much room: first what was used the longest ago.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use rusqlite::{Connection, Result};

use super::store::{NOTED_EVERY, Store};

/// Days for which a row is kept that nobody uses, at least; at most [`NOTED_EVERY`] more.
const KEPT_DAYS: i64 = 90;

/// What a cache takes on disk at most, in bytes, but for what was used in the last [`NOTED_EVERY`] days: that of about a
/// million photos.
const MOST_BYTES: u64 = 32 << 30;

/// The room that a cache takes on disk.
#[derive(Clone)]
pub struct Space(pub(super) Arc<Store>);

impl Space {
    /// Bytes of the file in use; 0 if there is none.
    pub fn bytes(&self) -> u64 {
        let length = |path: &Path| std::fs::metadata(path).map_or(0, |metadata| metadata.len());
        self.0.current_file().map_or(0, |file| {
            let mut log = file.clone().into_os_string();
            log.push("-wal");
            length(&file) + length(Path::new(&log))
        })
    }

    /// Forgets everything and gives its room back to the disk. Fails if another Lookalike is at work with it.
    pub fn clear(&self) -> anyhow::Result<()> {
        let database = self.0.database().context("the cache cannot be opened")?;
        let all =
            "DELETE FROM fingerprints; DELETE FROM features; DELETE FROM results; PRAGMA user_version = 0;";
        let cleared = database.write(|connection| connection.execute_batch(all));
        cleared.and_then(|()| give_back(&database.writer())).context("the cache cannot be cleared")
    }
}

impl Store {
    /// Lets go of what nobody has used for long. Looks for it once in [`NOTED_EVERY`] days, or when there is too much.
    pub fn evict(&self) {
        self.evict_beyond(MOST_BYTES);
    }

    pub(super) fn evict_beyond(&self, most: u64) {
        let state =
            self.read(|connection| Ok((bytes_in_use(connection)?, number(connection, "user_version")?)));
        let Some((bytes, evicted)) = state else { return };
        if bytes <= most && !self.is_long_ago(evicted) {
            return;
        }
        self.forget(self.now - KEPT_DAYS);
        for days in (1..KEPT_DAYS / NOTED_EVERY).rev() {
            if self.read(bytes_in_use).is_none_or(|bytes| bytes <= most) {
                break;
            }
            self.forget(self.now - days * NOTED_EVERY);
        }
        if let Some(database) = self.database()
            && let Err(error) = give_back(&database.writer())
        {
            log::warn!("the room of what was forgotten is not given back: {error}");
        }
    }

    /// Forgets what was last used before then.
    pub fn forget(&self, before: i64) {
        self.write(|connection| {
            connection.execute("DELETE FROM fingerprints WHERE used < ?1", [before])?;
            connection.execute("DELETE FROM results WHERE used < ?1", [before])?;
            let without_photo = "DELETE FROM features WHERE id NOT IN
                (SELECT content FROM fingerprints WHERE content IS NOT NULL)";
            connection.execute(without_photo, [])?;
            connection.pragma_update(None, "user_version", self.now)
        });
    }
}

/// Bytes of the file but for those that are free.
pub(super) fn bytes_in_use(connection: &Connection) -> Result<u64> {
    let pages = (number(connection, "page_count")? - number(connection, "freelist_count")?).max(0);
    Ok((pages * number(connection, "page_size")?) as u64)
}

pub(super) fn number(connection: &Connection, name: &str) -> Result<i64> {
    connection.pragma_query_value(None, name, |row| row.get(0))
}

/// Gives free pages back to the disk, as far as nobody reads an older state.
fn give_back(connection: &Connection) -> Result<()> {
    let mut statement = connection.prepare("PRAGMA incremental_vacuum")?;
    let mut rows = statement.query([])?;
    while rows.next()?.is_some() {}
    drop(rows);
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
}
