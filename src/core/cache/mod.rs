//! What scans found out, remembered: a second scan opens no photo and proves no pair, and a scan that was stopped goes on
//! where it was. A cache can always be made again, so nothing here returns an error: whatever is wrong with it costs time
//! only, and is said once ([`Cache::notices`]).

mod answers;
mod database;
mod detail;
mod evict;
mod looks;
mod maps;
mod neighbours;
mod pixels;
mod proofs;
mod store;
mod stored;
mod thumbnails;
mod words;

pub use answers::{Asked, Question};
pub use detail::Doubt;
pub use evict::Space;
pub use proofs::{ProofKey, Proved};
pub use thumbnails::Thumbnails;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use self::store::{Store, sealed, unsealed};
use self::stored::{StoredFingerprint, restore, store};
use crate::photo::{ContentHash, Embedding, FileStamp, Metadata, Notice, PhotoFile, SkipReason};

/// What fingerprints are called; see [`store::Kind`].
const FINGERPRINTS: &str = "fingerprints-14";

/// Files recalled by a thread in one go.
const RECALLED_AT_ONCE: usize = 256;

/// Fingerprints of one content that are looked at, at most, for one that the model of now has made.
const COPIES: usize = 8;

/// What a photo's bytes come to: everything of a photo that does not depend on where it lies.
#[derive(Debug, Clone, PartialEq)]
pub struct Fingerprint {
    /// What it says about itself.
    pub metadata: Metadata,
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
    /// Model and preprocessing that made it, in few bytes.
    made_by: u64,
    #[serde(borrow)]
    outcome: Result<StoredFingerprint<'a>, SkipReason>,
}

/// The cache of this process. Cheap to clone; all clones are the same cache, and threads share it.
#[derive(Clone)]
pub struct Cache {
    store: Arc<Store>,
    /// Model and preprocessing of the fingerprints, in few bytes.
    made_by: u64,
}

impl std::fmt::Debug for Cache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Cache").field(&self.store.current_file()).finish()
    }
}

impl Cache {
    /// A cache that lives no longer than this value.
    pub fn temporary(made_by: &str) -> Self {
        Self { store: Arc::new(Store::new(None)), made_by: number_of(made_by.as_bytes()) }
    }

    /// The cache at `file` for fingerprints made by `made_by`; several processes may use it. It is opened when it is first
    /// needed. A file that is damaged, or no cache, is left as it is and replaced by a newer one beside it; where none can
    /// be made, a temporary one is used.
    pub fn at(file: &Path, made_by: &str) -> Self {
        Self { store: Arc::new(Store::new(Some(file))), made_by: number_of(made_by.as_bytes()) }
    }

    /// What the user should know by now, in sentences, each once.
    pub fn notices(&self) -> Vec<Notice> {
        self.store.notices()
    }

    /// The room it takes on disk.
    pub fn space(&self) -> Space {
        Space(Arc::clone(&self.store))
    }

    /// What is remembered of each of `files`, in their order; `None` for what is new or has changed.
    pub fn recall(&self, files: &[PhotoFile]) -> Vec<Option<Remembered>> {
        let mut recalled = vec![None; files.len()];
        let some = recalled.par_chunks_mut(RECALLED_AT_ONCE).zip(files.par_chunks(RECALLED_AT_ONCE));
        let idle: Vec<&[u8]> =
            some.map(|(recalled, files)| self.recall_some(files, recalled)).flatten().collect();
        self.store.note_used("UPDATE fingerprints SET used = ?1 WHERE path = ?2", &idle);
        recalled
    }

    /// Returns the paths of those that were not used for long.
    fn recall_some<'a>(&self, files: &'a [PhotoFile], recalled: &mut [Option<Remembered>]) -> Vec<&'a [u8]> {
        let (mut idle, mut damaged) = (Vec::new(), false);
        self.store.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT value, used FROM fingerprints WHERE path = ?1")?;
            for (file, recalled) in files.iter().zip(recalled) {
                let path = path_bytes(file);
                let mut rows = statement.query([path])?;
                let Some(row) = rows.next()? else { continue };
                match unsealed(FINGERPRINTS, path, row.get_ref(0)?) {
                    Some(value) => *recalled = self.decode(value, file.stamp),
                    None => damaged = true,
                }
                if recalled.is_some()
                    && row.get_ref(1)?.as_i64().is_ok_and(|used| self.store.is_long_ago(used))
                {
                    idle.push(path);
                }
            }
            Ok(())
        });
        if damaged {
            self.store.tell_of_rows();
        }
        idle
    }

    /// What is remembered of any file with this content.
    pub fn recall_content(&self, content: ContentHash) -> Option<Fingerprint> {
        let of_content = |connection: &Connection| {
            let mut statement = connection
                .prepare_cached("SELECT path, value FROM fingerprints WHERE content = ?1 LIMIT ?2")?;
            let mut rows = statement.query(params![content_number(content), COPIES as i64])?;
            while let Some(row) = rows.next()? {
                let known = row.get_ref(0)?.as_bytes().ok().and_then(|path| {
                    let row: Row =
                        postcard::from_bytes(unsealed(FINGERPRINTS, path, row.get_ref(1).ok()?)?).ok()?;
                    let outcome = row.outcome.ok().filter(|_| row.made_by == self.made_by);
                    outcome.and_then(restore).filter(|known| known.content == content)
                });
                if known.is_some() {
                    return Ok(known);
                }
            }
            Ok(None)
        };
        self.store.read(of_content).flatten()
    }

    /// Remembers these.
    pub fn remember(&self, rows: &[(PhotoFile, Remembered)]) {
        if rows.is_empty() {
            return;
        }
        self.store.write(|connection| {
            let mut statement = connection.prepare_cached(
                "INSERT OR REPLACE INTO fingerprints (path, content, used, value) VALUES (?1, ?2, ?3, ?4)",
            )?;
            for (file, outcome) in rows {
                // What cannot be told in bytes is read again the next time.
                let Ok(value) = self.encode(file.stamp, outcome) else { continue };
                let content = outcome.as_ref().ok().map(|fingerprint| content_number(fingerprint.content));
                let path = path_bytes(file);
                statement.execute(params![
                    path,
                    content,
                    self.store.now,
                    sealed(FINGERPRINTS, path, &value)
                ])?;
            }
            Ok(())
        });
        self.store.evict();
    }

    fn encode(&self, stamp: FileStamp, outcome: &Remembered) -> Result<Vec<u8>, postcard::Error> {
        let embedding: Vec<u8>;
        let outcome = match outcome {
            Ok(fingerprint) => {
                embedding =
                    fingerprint.embedding.halves().iter().flat_map(|half| half.to_le_bytes()).collect();
                Ok(store(fingerprint, &embedding))
            }
            Err(reason) => Err(reason.clone()),
        };
        let FileStamp { bytes, modified_ns } = stamp;
        postcard::to_stdvec(&Row { bytes, modified_ns, made_by: self.made_by, outcome })
    }

    fn decode(&self, bytes: &[u8], stamp: FileStamp) -> Option<Remembered> {
        let row: Row = postcard::from_bytes(bytes).ok()?;
        let current = (row.bytes, row.modified_ns) == (stamp.bytes, stamp.modified_ns);
        if !current || row.made_by != self.made_by {
            return None;
        }
        match row.outcome {
            Ok(stored) => restore(stored).map(Ok),
            Err(reason) => Some(Err(reason)),
        }
    }
}

fn path_bytes(file: &PhotoFile) -> &[u8] {
    file.path.as_os_str().as_encoded_bytes()
}

/// The number by which the tables know a content.
fn content_number(content: ContentHash) -> i64 {
    let [a, b, c, d, e, f, g, h, ..] = content.0;
    i64::from_le_bytes([a, b, c, d, e, f, g, h])
}

fn number_of(bytes: &[u8]) -> u64 {
    let mut number = [0; 8];
    blake3::Hasher::new().update(bytes).finalize_xof().fill(&mut number);
    u64::from_le_bytes(number)
}

/// The scanned folders in 32 bytes.
fn folders_key(scanned: &[PathBuf]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for folder in scanned {
        let path = folder.as_os_str().as_encoded_bytes();
        hasher.update(&(path.len() as u64).to_le_bytes()).update(path);
    }
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests;
