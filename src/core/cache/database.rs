//! One SQLite file: how it is opened, and who may use which connection. In WAL mode any number of threads and processes read
//! while one writes.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, Error, ErrorCode, OpenFlags, Result, TransactionBehavior};
use tempfile::TempDir;

/// Tells our files from other SQLite files: "LkC1". Another number whenever a table changes.
const APPLICATION_ID: i32 = 0x4c6b_4331;

/// Only `results` and `fingerprints` say when a row was used last, as a day or another number that grows: the features of
/// a photo live as long as its fingerprint.
const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS fingerprints (
        path BLOB PRIMARY KEY, content INTEGER, used INTEGER NOT NULL, value BLOB NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS fingerprints_by_content ON fingerprints (content) WHERE content IS NOT NULL;
    CREATE TABLE IF NOT EXISTS features (id INTEGER PRIMARY KEY, value BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS results (id INTEGER PRIMARY KEY, used INTEGER NOT NULL, value BLOB NOT NULL);
";

/// How long a writer waits for other processes to finish writing.
const PATIENCE: Duration = Duration::from_secs(10);

/// Between two attempts to open a file that another process is about to change as a whole.
const PAUSE: Duration = Duration::from_millis(20);

/// Bytes of a value at most; a damaged file may claim more.
const LONGEST: i32 = 64 << 20;

/// What the write-ahead log may keep on disk between two checkpoints, in bytes.
const LOG_BYTES: i64 = 64 << 20;

/// An open file.
pub(super) struct Database {
    file: PathBuf,
    writer: Mutex<Connection>,
    /// Those that nobody reads from now.
    readers: Mutex<Vec<Connection>>,
    /// Where a temporary file lies; it goes after the connections.
    _folder: Option<TempDir>,
}

impl Database {
    /// Opens the file, or makes it.
    pub fn open(file: &Path) -> Result<Self> {
        let give_up = Instant::now() + PATIENCE;
        loop {
            match prepared(file) {
                Err(error) if is_busy(&error) && Instant::now() < give_up => std::thread::sleep(PAUSE),
                writer => {
                    let (writer, readers) = (Mutex::new(writer?), Mutex::default());
                    return Ok(Self { file: file.to_owned(), writer, readers, _folder: None });
                }
            }
        }
    }

    /// A file that lives no longer than this value.
    pub fn temporary() -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let database = Self::open(&folder.path().join("cache.sqlite"))?;
        database.writer().pragma_update(None, "synchronous", "OFF")?;
        Ok(Self { _folder: Some(folder), ..database })
    }

    /// Where it lies.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Reads one state of the file, whatever others write meanwhile.
    pub fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let reader = lock(&self.readers).pop();
        let mut reader = reader.map_or_else(|| connect(&self.file), Ok)?;
        let read = {
            let transaction = reader.transaction()?;
            work(&transaction)?
        };
        // A connection that had trouble is closed instead.
        lock(&self.readers).push(reader);
        Ok(read)
    }

    /// Writes all of it or, on an error, nothing.
    pub fn write<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let mut writer = self.writer();
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }

    /// The connection that writes, outside a transaction.
    pub fn writer(&self) -> MutexGuard<'_, Connection> {
        lock(&self.writer)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn connect(file: &Path) -> Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    // Without a flush at every commit: after a power cut the last few rows may be missing, which is no damage.
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update_and_check(None, "journal_size_limit", LOG_BYTES, |_| Ok(()))?;
    Ok(connection)
}

/// A connection to a file that has our tables.
fn prepared(file: &Path) -> Result<Connection> {
    let mut connection = connect(file)?;
    match connection.pragma_query_value(None, "application_id", |row| row.get::<_, i32>(0))? {
        APPLICATION_ID => return Ok(connection),
        0 => {}
        _ => return Err(Error::InvalidQuery),
    }
    // It is new, or another process is about to do the same.
    connection.pragma_update(None, "page_size", 8192)?;
    connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(TABLES)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.commit()?;
    Ok(connection)
}

fn is_busy(error: &Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

/// Whether an error says that the bytes of the file are wrong, and not that the disk, its rights or another process are in
/// the way. What is in our statements is known to be right.
pub(super) fn is_damage(error: &Error, file: &Path) -> bool {
    let Error::SqliteFailure(failure, _) = error else { return true };
    match failure.code {
        ErrorCode::DatabaseCorrupt
        | ErrorCode::NotADatabase
        | ErrorCode::Unknown
        | ErrorCode::TooBig
        | ErrorCode::TypeMismatch
        | ErrorCode::ConstraintViolation
        | ErrorCode::SchemaChanged
        | ErrorCode::InternalMalfunction => true,
        // The file itself may say so.
        ErrorCode::ReadOnly => std::fs::File::options().write(true).open(file).is_ok(),
        _ => false,
    }
}
