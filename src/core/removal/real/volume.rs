//! Which volume a file lies on, and which trash folders that volume has.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::disk::Place;
#[cfg(not(target_os = "linux"))]
use crate::identity;

/// `$XDG_DATA_HOME/Trash`, by default `~/.local/share/Trash`.
pub fn home_trash() -> Option<PathBuf> {
    if !cfg!(all(unix, not(target_vendor = "apple"))) {
        return None;
    }
    let data = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).filter(|data| data.is_absolute());
    let data = data.or_else(|| Some(std::env::home_dir()?.join(".local/share")))?;
    Some(data.join("Trash"))
}

/// Nothing is there yet, or a folder that this user made: in another's, files would be out of reach, or lost when that
/// one empties it. On volumes that know no owners everything is the administrator's.
#[cfg(unix)]
pub fn is_own(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match fs::symlink_metadata(folder) {
        Ok(state) => {
            let owners = [rustix::process::geteuid().as_raw(), rustix::process::Uid::ROOT.as_raw()];
            let usable = rustix::fs::Access::WRITE_OK | rustix::fs::Access::EXEC_OK;
            state.is_dir() && owners.contains(&state.uid()) && rustix::fs::access(folder, usable).is_ok()
        }
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

#[cfg(not(unix))]
pub fn is_own(folder: &Path) -> bool {
    match fs::symlink_metadata(folder) {
        Ok(state) => state.is_dir(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

/// The folder itself, or the nearest one above it that is there.
pub fn existing(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| folder.exists())
}

/// The folders above a file on its volume, the topmost first.
pub fn above(path: &Path) -> Vec<&Path> {
    let folders = path.ancestors().skip(1).take_while(|folder| is_one_mount(folder, path));
    let mut above: Vec<&Path> = folders.collect();
    above.reverse();
    above
}

pub fn is_one_mount(folder: &Path, path: &Path) -> bool {
    mount(folder).is_some_and(|own| Some(own) == mount(path))
}

/// What tells volumes apart. On Linux the mount: files do not move by renaming between two mounts of one volume.
#[cfg(target_os = "linux")]
fn mount(path: &Path) -> Option<(u64, u64)> {
    use rustix::fs::{AtFlags, CWD, StatxFlags, makedev, statx};
    let state =
        statx(CWD, path, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::BASIC_STATS | StatxFlags::MNT_ID).ok()?;
    Some((makedev(state.stx_dev_major, state.stx_dev_minor), state.stx_mnt_id))
}

#[cfg(not(target_os = "linux"))]
fn mount(path: &Path) -> Option<(u64, u64)> {
    Some((identity::volume(path).ok()?, 0))
}

/// The trash folders of a volume that is not the home folder's: the administrator's, if it is a safe one, then
/// the user's own.
#[cfg(unix)]
pub fn trash_of_volume(top: &Path) -> Vec<Place> {
    use std::os::unix::fs::PermissionsExt;
    const STICKY: u32 = 0o1000;
    let user = rustix::process::getuid().as_raw().to_string();
    let shared = top.join(".Trash");
    let safe = fs::symlink_metadata(&shared)
        .is_ok_and(|shared| shared.is_dir() && shared.permissions().mode() & STICKY != 0);
    let own = top.join(format!(".Trash-{user}"));
    let folders = safe.then(|| shared.join(user)).into_iter().chain([own]);
    folders.map(|folder| Place::Trash { folder, top: Some(top.to_owned()) }).collect()
}

#[cfg(not(unix))]
pub fn trash_of_volume(_: &Path) -> Vec<Place> {
    Vec::new()
}
