//! What the cache keeps its rows in. Every error ends here: what cannot be read is not known, what cannot be written is not
//! remembered, and the user is told once. A damaged file is left where it is, and a new one takes its place.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Result, params};

use super::database::{Database, is_damage};
use crate::photo::Notice;

/// Bytes in front of each value that tell whether it, and the key it was asked for by, are what was written.
const CHECK_BYTES: usize = 8;

/// Days after which a row that is read is noted down as used again, so that reading hardly ever writes.
pub(super) const NOTED_EVERY: i64 = 10;

/// A table whose rows are found by a number made of their key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    /// Live as long as the fingerprint of their photo.
    Features,
    /// Everything else.
    Results,
}

/// What the rows of one kind are called. A new name whenever their shape changes, or what they are made from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    pub name: &'static str,
    pub table: Table,
}

/// Files of former versions, by the names of those that took their place.
const FORMER: [(&str, &str); 2] =
    [("scans.sqlite", "fingerprints.redb"), ("thumbnails.sqlite", "thumbnails.redb")];

/// A key and a value.
pub(super) type Entry = (Vec<u8>, Vec<u8>);

/// What may be wrong, each said once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Trouble {
    Opening,
    Reading,
    Writing,
    Rows,
}

#[derive(Default)]
struct Notices {
    said: BTreeSet<Trouble>,
    waiting: Vec<Notice>,
}

enum State {
    /// Nobody has asked for anything yet.
    Closed,
    Open(Arc<Database>),
    /// Neither the file nor a temporary one can be had.
    Unusable,
}

/// A file of rows with checksums.
pub(super) struct Store {
    /// Where it is to lie; `None`: in a temporary file.
    file: Option<PathBuf>,
    state: Mutex<State>,
    notices: Mutex<Notices>,
    /// Days since 1970.
    pub now: i64,
}

impl Store {
    /// The rows in `file`, or in one that lives no longer than this value. Nothing is opened yet.
    pub fn new(file: Option<&Path>) -> Self {
        let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let now = (since_1970.as_secs() / (24 * 3600)) as i64;
        let state = Mutex::new(State::Closed);
        Self { file: file.map(Path::to_owned), state, notices: Mutex::default(), now }
    }

    /// What the user should know by now, each once.
    pub fn notices(&self) -> Vec<Notice> {
        std::mem::take(&mut lock(&self.notices).waiting)
    }

    /// The file in use, or that will be.
    pub fn current_file(&self) -> Option<PathBuf> {
        match &*lock(&self.state) {
            State::Open(database) => Some(database.file().to_owned()),
            State::Closed => self.file.as_deref().map(|file| numbered(file, newest(file))),
            State::Unusable => None,
        }
    }

    /// Reads one state of all rows; `None` if that fails.
    pub fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Option<T> {
        let database = self.database()?;
        let error = match database.read(work) {
            Ok(read) => return Some(read),
            Err(error) => error,
        };
        if is_damage(&error, database.file()) {
            self.replace(&database, &error);
        } else {
            self.tell(Trouble::Reading, Notice::CacheNotRead(error.to_string()));
        }
        None
    }

    /// Writes all of it or nothing; into a new file if the one in use turns out to be damaged.
    pub fn write(&self, work: impl Fn(&Connection) -> Result<()>) {
        let Some(mut database) = self.database() else { return };
        let mut written = database.write(&work);
        if let Err(error) = &written
            && is_damage(error, database.file())
        {
            self.replace(&database, error);
            let Some(anew) = self.database() else { return };
            database = anew;
            written = database.write(&work);
        }
        if let Err(error) = written {
            self.tell(Trouble::Writing, Notice::CacheNotWritten(error.to_string()));
        }
    }

    /// The rows with these keys, in their order; `None` where there is none.
    pub fn get<'a>(
        &self,
        kind: Kind,
        keys: impl ExactSizeIterator<Item = Cow<'a, [u8]>>,
    ) -> Vec<Option<Vec<u8>>> {
        let count = keys.len();
        let (mut idle, mut damaged) = (Vec::new(), false);
        let read = self.read(|connection| {
            let mut statement = connection.prepare_cached(match kind.table {
                Table::Features => "SELECT value, 0 FROM features WHERE id = ?1",
                Table::Results => "SELECT value, used FROM results WHERE id = ?1",
            })?;
            let mut row_of = |key: Cow<'_, [u8]>| {
                let id = id(kind, &key);
                let row = statement.query_row([id], |row| {
                    let value = unsealed(kind.name, &key, row.get_ref(0)?).map(<[u8]>::to_vec);
                    Ok((value, row.get_ref(1)?.as_i64().unwrap_or(self.now)))
                });
                let Some((value, used)) = row.optional()? else { return Ok(None) };
                damaged |= value.is_none();
                if kind.table == Table::Results && self.is_long_ago(used) {
                    idle.push(id);
                }
                Ok(value)
            };
            keys.map(&mut row_of).collect()
        });
        if damaged {
            self.tell_of_rows();
        }
        self.note_used("UPDATE results SET used = ?1 WHERE id = ?2", &idle);
        read.unwrap_or_else(|| vec![None; count])
    }

    /// Keeps these rows, keys and values, in place of those that had the same keys.
    pub fn keep(&self, kind: Kind, rows: &[(impl AsRef<[u8]>, impl AsRef<[u8]>)]) {
        if rows.is_empty() {
            return;
        }
        self.write(|connection| {
            let mut statement = connection.prepare_cached(match kind.table {
                Table::Features => "INSERT OR REPLACE INTO features (id, value) VALUES (?1, ?2)",
                Table::Results => "INSERT OR REPLACE INTO results (id, value, used) VALUES (?1, ?2, ?3)",
            })?;
            for (key, value) in rows.iter().map(|(key, value)| (key.as_ref(), value.as_ref())) {
                let value = sealed(kind.name, key, value);
                match kind.table {
                    Table::Features => statement.execute(params![id(kind, key), value])?,
                    Table::Results => statement.execute(params![id(kind, key), value, self.now])?,
                };
            }
            Ok(())
        });
    }

    /// A row that was last used then is to be noted down as used again. The number may be damaged.
    pub fn is_long_ago(&self, used: i64) -> bool {
        self.now.saturating_sub(used) >= NOTED_EVERY
    }

    /// Notes down that rows are used still.
    pub fn note_used<K: rusqlite::ToSql>(&self, statement: &str, keys: &[K]) {
        if keys.is_empty() {
            return;
        }
        self.write(|connection| {
            let mut statement = connection.prepare_cached(statement)?;
            keys.iter().try_for_each(|key| statement.execute(params![self.now, key]).map(drop))
        });
    }

    /// A row is not what was written: it is made again, and the user should know.
    pub fn tell_of_rows(&self) {
        self.tell(Trouble::Rows, Notice::CacheRowsDamaged);
    }

    /// The open file.
    pub fn database(&self) -> Option<Arc<Database>> {
        let mut state = lock(&self.state);
        if matches!(*state, State::Closed) {
            *state = self.open().map_or(State::Unusable, |database| State::Open(Arc::new(database)));
        }
        match &*state {
            State::Open(database) => Some(Arc::clone(database)),
            State::Closed | State::Unusable => None,
        }
    }

    /// Opens the newest file, a newer one if that is damaged, a temporary one if there can be none.
    fn open(&self) -> Option<Database> {
        if let Some(file) = &self.file {
            let made = file.parent().map_or(Ok(()), std::fs::create_dir_all);
            let first = newest(file);
            for number in first..first + 3 {
                let numbered = numbered(file, number);
                let is_new = !numbered.exists();
                match Database::open(&numbered) {
                    Ok(database) => {
                        if is_new {
                            self.tell_of_former(file);
                        }
                        return Some(database);
                    }
                    Err(error) if made.is_ok() && is_damage(&error, &numbered) => {
                        self.tell_of_damage(&numbered, &error);
                    }
                    Err(error) => {
                        self.tell_of_none(&error.to_string());
                        break;
                    }
                }
            }
        }
        Database::temporary().map_err(|error| self.tell_of_none(&format!("{error:#}"))).ok()
    }

    /// Goes on in a newer file than `damaged`, unless another thread does so already.
    fn replace(&self, damaged: &Arc<Database>, error: &rusqlite::Error) {
        let mut state = lock(&self.state);
        if !matches!(&*state, State::Open(current) if Arc::ptr_eq(current, damaged)) {
            return;
        }
        self.tell_of_damage(damaged.file(), error);
        let newer = match &self.file {
            Some(file) => {
                // Another process may have found out first.
                let (newest, mine) = (newest(file), damaged.file());
                let number = if numbered(file, newest) == mine { newest + 1 } else { newest };
                Database::open(&numbered(file, number)).map_err(anyhow::Error::from)
            }
            None => Database::temporary(),
        };
        let newer = newer.or_else(|error| {
            self.tell_of_none(&format!("{error:#}"));
            Database::temporary()
        });
        *state = newer.map_or(State::Unusable, |database| State::Open(Arc::new(database)));
    }

    fn tell_of_damage(&self, file: &Path, error: &rusqlite::Error) {
        log::warn!("{}: {error}", file.display());
        lock(&self.notices).waiting.push(Notice::CacheDamaged(file.to_owned()));
    }

    /// The file is new: of one that a former version has left beside it the user should know.
    fn tell_of_former(&self, file: &Path) {
        let former =
            FORMER.iter().find(|(name, _)| file.ends_with(name)).map(|(_, name)| file.with_file_name(name));
        if let Some(former) = former.filter(|former| former.exists()) {
            lock(&self.notices).waiting.push(Notice::CacheReplaced(former));
        }
    }

    fn tell_of_none(&self, error: &str) {
        self.tell(Trouble::Opening, Notice::CacheUnusable(error.to_owned()));
    }

    fn tell(&self, trouble: Trouble, notice: Notice) {
        log::warn!("{notice}");
        let mut notices = lock(&self.notices);
        if notices.said.insert(trouble) {
            notices.waiting.push(notice);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The name of the `number`th file: `scans.sqlite`, `scans-2.sqlite`, and so on.
fn numbered(file: &Path, number: u32) -> PathBuf {
    if number < 2 {
        return file.to_owned();
    }
    let mut name = file.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{number}"));
    let mut numbered = file.with_file_name(name);
    if let Some(ending) = file.extension() {
        numbered.as_mut_os_string().push(".");
        numbered.as_mut_os_string().push(ending);
    }
    numbered
}

/// The number of the file that took the place of all others; that of the first if there is none.
fn newest(file: &Path) -> u32 {
    (1..u32::MAX).find(|number| !numbered(file, number + 1).exists()).unwrap_or(1)
}

fn check(name: &str, key: &[u8], value: &[u8]) -> [u8; CHECK_BYTES] {
    let mut hasher = blake3::Hasher::new();
    for part in [name.as_bytes(), key] {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
    }
    let mut check = [0; CHECK_BYTES];
    hasher.update(value).finalize_xof().fill(&mut check);
    check
}

/// The number of a row; two keys that had the same would take each other's place.
pub(super) fn id(kind: Kind, key: &[u8]) -> i64 {
    match (kind.table, key.first_chunk()) {
        // Features have the number by which fingerprints know their content.
        (Table::Features, Some(first)) => i64::from_le_bytes(*first),
        _ => i64::from_le_bytes(check(kind.name, key, &[])),
    }
}

/// A value as it lies in the file.
pub(super) fn sealed(name: &str, key: &[u8], value: &[u8]) -> Vec<u8> {
    [&check(name, key, value), value].concat()
}

/// The value, if it is what was written under this key.
pub(super) fn unsealed<'a>(name: &str, key: &[u8], stored: ValueRef<'a>) -> Option<&'a [u8]> {
    let ValueRef::Blob(stored) = stored else { return None };
    let (found, value) = stored.split_first_chunk()?;
    (*found == check(name, key, value)).then_some(value)
}
