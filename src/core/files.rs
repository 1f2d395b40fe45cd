//! Files of our own that are replaced whole or not at all, by one process at a time: settings, verdicts, reviews, reports.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

/// How long another process may hold a lock; each holds it for one small file.
const PATIENCE: Duration = Duration::from_secs(5);

/// Between two attempts to get a lock.
const PAUSE: Duration = Duration::from_millis(5);

/// Has `write` fill a new file beside `file`, flushes that to the disk and puts it in the place of `file`: whoever reads, and
/// whatever breaks down, there is the old file or the new one. The new one has a name that nothing else has, and goes if
/// something fails.
pub fn replace<E: From<anyhow::Error>>(
    file: &Path,
    write: impl FnOnce(&mut File) -> Result<(), E>,
) -> Result<(), E> {
    let name = file.file_name().with_context(|| format!("{} is not the name of a file", file.display()))?;
    let folder = file.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let mut prefix = std::ffi::OsString::from(".");
    prefix.push(name);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".new");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut fresh =
        builder.tempfile_in(folder).with_context(|| format!("creating a file in {}", folder.display()))?;
    write(fresh.as_file_mut())?;
    fresh.as_file().sync_all().with_context(|| format!("writing {}", file.display()))?;
    fresh.persist(file).with_context(|| format!("replacing {}", file.display()))?;
    // Not every system can flush a folder; the file is whole either way.
    File::open(folder).and_then(|folder| folder.sync_all()).ok();
    Ok(())
}

/// [`replace`] with these bytes, in a folder that is made if it is not there.
pub fn replace_with(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let folder = file.parent().with_context(|| format!("{} has no folder", file.display()))?;
    std::fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
    replace(file, |fresh| {
        io::Write::write_all(fresh, bytes).with_context(|| format!("writing {}", file.display()))
    })
}

/// Keeps other processes from changing `file` until the value is dropped. The lock is a file beside it, which stays.
pub fn lock(file: &Path) -> anyhow::Result<File> {
    let folder = file.parent().with_context(|| format!("{} has no folder", file.display()))?;
    std::fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
    let mut name = file.as_os_str().to_owned();
    name.push(".lock");
    let lock = File::options().create(true).write(true).truncate(false).open(&name);
    let lock = lock.with_context(|| format!("opening {}", Path::new(&name).display()))?;
    let give_up = Instant::now() + PATIENCE;
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(lock),
            Err(TryLockError::WouldBlock) if Instant::now() < give_up => std::thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => bail!("another Lookalike holds {}", file.display()),
            Err(TryLockError::Error(error)) => {
                // Some network drives have no locks; then the last to write wins.
                log::warn!("{} cannot be locked: {error}", file.display());
                return Ok(lock);
            }
        }
    }
}

/// Puts a file that makes no sense out of the way, under a name that nothing has; returns that.
pub fn set_aside(file: &Path) -> anyhow::Result<PathBuf> {
    let name = |n: u32| file.with_extension(format!("unreadable-{n}"));
    let aside = (1..).map(name).find(|path| path.symlink_metadata().is_err()).unwrap_or_else(|| name(0));
    std::fs::rename(file, &aside).with_context(|| format!("setting {} aside", file.display()))?;
    Ok(aside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_or_not_at_all() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("deep/file.json");
        replace_with(&file, b"one").expect("written");
        let failed = replace(&file, |fresh| {
            io::Write::write_all(fresh, b"half").expect("written");
            bail!("the disk is full")
        });
        assert!(failed.is_err());
        assert_eq!(std::fs::read(&file).expect("there"), b"one");
        replace_with(&file, b"two").expect("written");
        assert_eq!(std::fs::read(&file).expect("there"), b"two");
        let left = std::fs::read_dir(dir.path().join("deep")).expect("a folder").count();
        assert_eq!(left, 1, "nothing else is left");
    }

    #[test]
    fn only_one_has_the_lock() {
        let dir = tempfile::tempdir().expect("a folder");
        let (file, number) = (dir.path().join("number"), || dir.path().join("number"));
        replace_with(&file, b"0").expect("written");
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..20 {
                        let _lock = lock(&number()).expect("a turn");
                        let text = std::fs::read_to_string(number()).expect("there");
                        let next = text.parse::<u32>().expect("a number") + 1;
                        replace_with(&number(), next.to_string().as_bytes()).expect("written");
                    }
                });
            }
        });
        assert_eq!(std::fs::read(&file).expect("there"), b"160");
    }
}
