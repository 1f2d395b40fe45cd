//! What scans found out, remembered: a second scan opens no photo and compares none, and a scan that was
//! stopped goes on where it was. A cache can always be made again: whatever is wrong with it costs time only.

mod comparison;
mod enlarged;
mod looks;
mod maps;
mod neighbours;
mod pixels;
mod proofs;
mod skipped;
mod space;
mod stored;
mod thumbnails;

pub use comparison::Comparison;
pub use enlarged::Doubt;
pub use proofs::{ProofKey, Proved};
pub use space::{clear, size};
pub use thumbnails::Thumbnails;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use rayon::prelude::*;
use redb::backends::FileBackend;
use redb::{
    AccessGuard, Database, DatabaseError, Range, ReadOnlyTable, ReadableDatabase, TableDefinition,
    TableHandle,
};
use serde::{Deserialize, Serialize};

use self::skipped::StoredReason;
use self::stored::{StoredFingerprint, restore, store};
use crate::photo::{ContentHash, Embedding, Facts, FileStamp, PhotoFile, SkipReason};

/// Path bytes → [`Row`]. A new name whenever [`Row`] changes its shape.
const TABLE: TableDefinition<&[u8], &[u8]> = TableDefinition::new("fingerprints-5");

/// Content → path bytes of a file that has it, or had it when it was last looked at: a photo that was moved or renamed
/// is known by its content, as is a copy of one.
const CONTENTS: TableDefinition<&[u8], &[u8]> = TableDefinition::new("contents-1");

/// Files recalled by a thread in one go.
const RECALLED_AT_ONCE: usize = 256;

/// Bytes of the file that the database keeps in memory.
const MEMORY: usize = 24 << 20;

/// What a photo's bytes come to: everything of a photo that does not depend on where it lies.
#[derive(Debug, Clone, PartialEq)]
pub struct Fingerprint {
    /// What it says about itself.
    pub facts: Facts,
    /// Its bytes in 32.
    pub content: ContentHash,
    /// Its looks.
    pub embedding: Embedding,
}

/// What is remembered of a file: its fingerprint, or why it has none.
pub type Remembered = Result<Fingerprint, SkipReason>;

/// A fingerprint as it lies on disk; read where it lies, as a warm scan reads all of them.
#[derive(Serialize, Deserialize)]
struct Row<'a> {
    bytes: u64,
    modified_ns: i128,
    /// Model and preprocessing that made it.
    made_by: &'a str,
    #[serde(borrow)]
    outcome: Result<StoredFingerprint<'a>, StoredReason>,
}

/// An open cache. Cheap to clone; all clones are the same cache.
#[derive(Debug, Clone)]
pub struct Cache {
    database: Arc<Database>,
    made_by: String,
}

/// A cache, or none, and what the user should know about that.
#[derive(Debug, Default)]
pub struct Opened {
    /// `None`: the scan remembers nothing.
    pub cache: Option<Cache>,
    /// One sentence, if something was wrong.
    pub notice: Option<String>,
}

impl Cache {
    /// A cache that lives no longer than this value, in a temporary file that has no name.
    pub fn temporary(made_by: &str) -> anyhow::Result<Self> {
        let file = tempfile::tempfile().context("no temporary file for the scan can be made")?;
        let database =
            Database::builder().set_cache_size(MEMORY).create_with_backend(FileBackend::new(file)?)?;
        Self::prepare(database, made_by)
    }

    /// Opens the cache at `file` for fingerprints made by `made_by`. A file that is no cache is set aside,
    /// never overwritten; a cache in use by another Lookalike is left alone.
    pub fn open(file: &Path, made_by: &str) -> Opened {
        match Self::create(file, made_by) {
            Ok(cache) => Opened { cache: Some(cache), notice: None },
            Err(error) if in_use(&error) => Opened {
                cache: None,
                notice: Some("Another Lookalike is using the cache: this scan remembers nothing.".to_owned()),
            },
            Err(_) => Self::start_anew(file, made_by),
        }
    }

    fn create(file: &Path, made_by: &str) -> anyhow::Result<Self> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).with_context(|| format!("creating {folder:?}"))?;
        }
        let database = Database::builder().set_cache_size(MEMORY).create(file)?;
        Self::prepare(database, made_by)
    }

    fn prepare(database: Database, made_by: &str) -> anyhow::Result<Self> {
        let write = database.begin_write()?;
        let tables =
            [TABLE, CONTENTS, proofs::FEATURES, proofs::PROOFS, pixels::TABLE, maps::TABLE, looks::TABLE];
        for table in tables {
            write.open_table(table)?;
        }
        write.open_table(enlarged::TABLE)?;
        write.open_table(comparison::TABLE)?;
        write.open_table(neighbours::TABLE)?;
        // What another version kept in another shape is never read again.
        let others = [enlarged::TABLE.name(), comparison::TABLE.name(), neighbours::TABLE.name()];
        let known: Vec<&str> = tables.iter().map(TableHandle::name).chain(others).collect();
        let former: Vec<_> = write.list_tables()?.filter(|table| !known.contains(&table.name())).collect();
        for table in former {
            write.delete_table(table)?;
        }
        write.commit()?;
        Ok(Self { database: Arc::new(database), made_by: made_by.to_owned() })
    }

    fn start_anew(file: &Path, made_by: &str) -> Opened {
        let aside = aside(file);
        let renewed = std::fs::rename(file, &aside)
            .map_err(anyhow::Error::from)
            .and_then(|()| Self::create(file, made_by));
        match renewed {
            Ok(cache) => Opened {
                cache: Some(cache),
                notice: Some(format!(
                    "The cache was unreadable and was set aside as {}: photos are read anew.",
                    aside.display()
                )),
            },
            Err(error) => Opened {
                cache: None,
                notice: Some(format!("There is no usable cache ({error}): this scan remembers nothing.")),
            },
        }
    }

    /// What is remembered of each of `files`, in their order; `None` for what is new or has changed.
    pub fn recall(&self, files: &[PhotoFile]) -> anyhow::Result<Vec<Option<Remembered>>> {
        let table = self.database.begin_read()?.open_table(TABLE)?;
        let mut recalled = vec![None; files.len()];
        let some = recalled.par_chunks_mut(RECALLED_AT_ONCE).zip(files.par_chunks(RECALLED_AT_ONCE));
        some.try_for_each(|(recalled, files)| self.recall_some(&table, files, recalled))?;
        Ok(recalled)
    }

    /// Files come in the order of their rows, nearly: the next row is mostly the one that is wanted, and need not be sought.
    fn recall_some(
        &self,
        table: &ReadOnlyTable<&'static [u8], &'static [u8]>,
        files: &[PhotoFile],
        recalled: &mut [Option<Remembered>],
    ) -> anyhow::Result<()> {
        let mut rows: Option<Range<&[u8], &[u8]>> = None;
        let mut next = None;
        for (file, recalled) in files.iter().zip(recalled) {
            let path = file.path.as_os_str().as_encoded_bytes();
            if next.as_ref().is_none_or(|(key, _): &(AccessGuard<&[u8]>, _)| key.value() != path) {
                next = rows.insert(table.range(path..)?).next().transpose()?;
            }
            if let Some((key, row)) = &next
                && key.value() == path
            {
                *recalled = self.decode(row.value(), file.stamp);
                next = rows.as_mut().and_then(Iterator::next).transpose()?;
            }
        }
        Ok(())
    }

    /// What is remembered of any file with this content.
    pub fn recall_content(&self, content: ContentHash) -> anyhow::Result<Option<Fingerprint>> {
        let read = self.database.begin_read()?;
        let Some(path) = read.open_table(CONTENTS)?.get(content.0.as_slice())? else { return Ok(None) };
        let bytes = read.open_table(TABLE)?.get(path.value())?;
        let row = bytes.as_ref().and_then(|bytes| postcard::from_bytes::<Row>(bytes.value()).ok());
        let fingerprint =
            row.filter(|row| row.made_by == self.made_by).and_then(|row| row.outcome.ok()).and_then(restore);
        // The file may have changed since, and something else be remembered of it.
        Ok(fingerprint.filter(|fingerprint| fingerprint.content == content))
    }

    /// Remembers these; all of them or, on an error, none.
    pub fn remember(&self, rows: &[(PhotoFile, Remembered)]) -> anyhow::Result<()> {
        let write = self.database.begin_write()?;
        {
            let mut table = write.open_table(TABLE)?;
            let mut contents = write.open_table(CONTENTS)?;
            for (file, outcome) in rows {
                let path = file.path.as_os_str().as_encoded_bytes();
                if let Ok(fingerprint) = outcome {
                    contents.insert(fingerprint.content.0.as_slice(), path)?;
                }
                let bytes = self.encode(file.stamp, outcome)?;
                table.insert(path, bytes.as_slice())?;
            }
        }
        write.commit()?;
        Ok(())
    }

    fn encode(&self, stamp: FileStamp, outcome: &Remembered) -> Result<Vec<u8>, postcard::Error> {
        let embedding: Vec<u8>;
        let outcome = match outcome {
            Ok(fingerprint) => {
                embedding =
                    fingerprint.embedding.halves().iter().flat_map(|half| half.to_le_bytes()).collect();
                Ok(store(fingerprint, &embedding))
            }
            Err(reason) => Err(StoredReason::from(reason)),
        };
        let FileStamp { bytes, modified_ns } = stamp;
        postcard::to_stdvec(&Row { bytes, modified_ns, made_by: &self.made_by, outcome })
    }

    fn decode(&self, bytes: &[u8], stamp: FileStamp) -> Option<Remembered> {
        let row: Row = postcard::from_bytes(bytes).ok()?;
        let current = (row.bytes, row.modified_ns) == (stamp.bytes, stamp.modified_ns);
        if !current || row.made_by != self.made_by {
            return None;
        }
        match row.outcome {
            Ok(stored) => restore(stored).map(Ok),
            Err(reason) => Some(Err(reason.into())),
        }
    }
}

fn in_use(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref::<DatabaseError>(), Some(DatabaseError::DatabaseAlreadyOpen))
}

/// A name beside `file` that nothing has yet.
fn aside(file: &Path) -> PathBuf {
    let name = |n: u32| file.with_extension(format!("unreadable-{n}"));
    (1..).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::sample::photo;

    fn sample(name: &str) -> (PhotoFile, Fingerprint) {
        let photo = photo(name);
        let fingerprint =
            Fingerprint { facts: photo.facts, content: photo.content, embedding: photo.embedding };
        (photo.file, fingerprint)
    }

    #[test]
    fn what_was_remembered_comes_back_to_the_bit() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("deep/cache.redb");
        let ((one, fingerprint), (two, _), (three, _)) = (sample("a"), sample("b"), sample("c"));
        {
            let cache = Cache::open(&file, "model 1").cache.expect("a cache");
            let rows = [
                (one.clone(), Ok(fingerprint.clone())),
                (two.clone(), Err(SkipReason::Damaged("JPEG".to_owned(), "why".to_owned()))),
            ];
            cache.remember(&rows).expect("remembered");
        }
        let files = [one, two, three];
        let expected = [
            Some(Ok(fingerprint)),
            Some(Err(SkipReason::Damaged("JPEG".to_owned(), "why".to_owned()))),
            None,
        ];
        {
            let cache = Cache::open(&file, "model 1").cache.expect("a cache");
            assert_eq!(cache.recall(&files).expect("recalled"), expected);
            let mut changed = files.clone();
            changed[0].stamp.modified_ns += 1;
            assert_eq!(cache.recall(&changed).expect("recalled")[0], None);
        }
        let other_model = Cache::open(&file, "model 2").cache.expect("a cache");
        assert_eq!(other_model.recall(&files).expect("recalled"), [None, None, None]);
    }

    #[test]
    fn tables_of_former_shapes_are_given_up() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("cache.redb");
        {
            let database = Database::create(&file).expect("a database");
            let write = database.begin_write().expect("a write");
            let former: TableDefinition<u64, u64> = TableDefinition::new("fingerprints-0");
            write.open_table(former).expect("a table").insert(1, 2).expect("written");
            write.commit().expect("written");
        }
        let (photo, fingerprint) = sample("a");
        for _ in 0..2 {
            let cache = Cache::open(&file, "model").cache.expect("a cache");
            cache.remember(&[(photo.clone(), Ok(fingerprint.clone()))]).expect("remembered");
            let read = cache.database.begin_read().expect("a read");
            let tables: Vec<_> = read.list_tables().expect("listed").map(|t| t.name().to_owned()).collect();
            assert!(tables.len() == 10 && !tables.contains(&"fingerprints-0".to_owned()), "{tables:?}");
        }
    }

    #[test]
    fn a_content_is_known_wherever_it_lies() {
        let cache = Cache::temporary("model").expect("a cache");
        let ((mut file, fingerprint), (_, other)) = (sample("a"), sample("b"));
        let known = |content| cache.recall_content(content).expect("recalled");
        assert_eq!(known(fingerprint.content), None);
        cache.remember(&[(file.clone(), Ok(fingerprint.clone()))]).expect("remembered");
        assert_eq!(known(fingerprint.content), Some(fingerprint.clone()));
        // The file has changed since: what was known of its content went with it.
        file.stamp.bytes += 1;
        cache.remember(&[(file, Ok(other.clone()))]).expect("remembered");
        assert_eq!((known(fingerprint.content), known(other.content)), (None, Some(other)));
    }

    #[test]
    fn an_unreadable_cache_is_set_aside_and_one_in_use_left_alone() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("cache.redb");
        std::fs::write(&file, "no database at all").expect("written");
        let opened = Cache::open(&file, "model");
        assert!(opened.cache.is_some());
        assert!(opened.notice.is_some_and(|notice| notice.contains("set aside")));
        assert_eq!(
            std::fs::read(dir.path().join("cache.unreadable-1")).expect("kept"),
            b"no database at all"
        );
        let second = Cache::open(&file, "model");
        assert!(second.cache.is_none());
        assert!(second.notice.is_some_and(|notice| notice.contains("Another")));
    }
}
