//! The same file on two volumes: a pool that shows what lies on its disks, a folder that is mounted a second time through
//! FUSE or a network. Names, sizes and times say where to look; that two files are one is told by what a copy cannot have.

use std::collections::HashMap;
use std::path::Path;

use crate::identity;
use crate::photo::PhotoFile;
use crate::progress::{Cancelled, Progress};

/// Pairs of files that are one file under two paths and numbers, the earlier in path order first; `files` are sorted by
/// path. Looks only where a volume may show what lies on another one.
pub fn find(files: &[PhotoFile], progress: &Progress) -> Result<Vec<[usize; 2]>, Cancelled> {
    let mut volumes: HashMap<u64, &Path> = HashMap::new();
    for file in files {
        volumes.entry(file.id.volume).or_insert(&file.path);
    }
    let shows_others: HashMap<u64, bool> =
        volumes.iter().map(|(volume, path)| (*volume, identity::may_show_another(path))).collect();
    if volumes.len() < 2 || !shows_others.values().any(|shows| *shows) {
        return Ok(Vec::new());
    }
    let key =
        |at: &usize| (files[*at].stamp.bytes, files[*at].stamp.modified_ns, files[*at].path.file_name());
    let mut order: Vec<usize> = (0..files.len()).collect();
    order.sort_by_key(|at| (key(at), *at));
    let (mut pairs, mut probed) = (Vec::new(), HashMap::new());
    let of_two_volumes =
        |alike: &&[usize]| alike.iter().any(|at| files[*at].id.volume != files[alike[0]].id.volume);
    for alike in order.chunk_by(|a, b| key(a) == key(b)).filter(of_two_volumes) {
        progress.check()?;
        let state = |at: &usize| {
            let PhotoFile { path, id, stamp, .. } = &files[*at];
            let changed_ns = identity::changed_ns(path).unwrap_or(stamp.modified_ns);
            State { path, volume: id.volume, shows_others: shows_others[&id.volume], changed_ns }
        };
        let states: Vec<State> = alike.iter().map(state).collect();
        let modified_ns = files[alike[0]].stamp.modified_ns;
        for (at, state) in states.iter().enumerate() {
            let first = states[..at].iter().position(|first| is_one(first, state, modified_ns, &mut probed));
            pairs.extend(first.map(|first| [alike[first], alike[at]]));
        }
    }
    Ok(pairs)
}

/// One of some files of the same name, size and time.
struct State<'a> {
    path: &'a Path,
    volume: u64,
    /// The volume may show what lies on another one.
    shows_others: bool,
    /// When its state last changed, which no copy takes over; its modification time where that is not told.
    changed_ns: i128,
}

/// What was found out about pairs of folders.
type Probed<'a> = HashMap<[Option<&'a Path>; 2], bool>;

/// Whether two files of one name, size and time are one that two volumes show.
fn is_one<'a>(one: &State<'a>, other: &State<'a>, modified_ns: i128, probed: &mut Probed<'a>) -> bool {
    if one.volume == other.volume || !(one.shows_others || other.shows_others) {
        return false;
    }
    // Systems that do not know it say the modification time, and some count whole seconds.
    let is_told =
        |state: &State<'_>| state.changed_ns != modified_ns && state.changed_ns % 1_000_000_000 != 0;
    if one.changed_ns == other.changed_ns && is_told(one) {
        return true;
    }
    let would_differ = |state: &State<'_>| state.shows_others && is_told(state);
    if one.changed_ns != other.changed_ns && (would_differ(one) || would_differ(other)) {
        return false;
    }
    // Their states do not say it: a file made in one folder is seen in the other or not.
    let folders = [one.path.parent(), other.path.parent()];
    *probed.entry(folders).or_insert_with(|| match folders {
        [Some(one), Some(other)] => shows_new(one, other) || shows_new(other, one),
        _ => false,
    })
}

/// Whether an empty file made in a folder, and taken away again, appears in another one. Where none can be made nothing can
/// be moved either.
fn shows_new(folder: &Path, other: &Path) -> bool {
    let made = tempfile::Builder::new().prefix(".lookalike-").tempfile_in(folder);
    made.is_ok_and(|made| {
        made.path().file_name().is_some_and(|name| other.join(name).symlink_metadata().is_ok())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODIFIED: i128 = 1_700_000_000_123_456_789;

    /// Whether two files of one name, size and modification time are one, by whether their volumes may show others and when
    /// each was changed.
    fn is_told_as_one(shows_others: [bool; 2], changed: [i128; 2]) -> bool {
        let [one, other] = [0, 1].map(|at| State {
            path: Path::new(["/a/photo.jpg", "/b/photo.jpg"][at]),
            volume: at as u64,
            shows_others: shows_others[at],
            changed_ns: MODIFIED + changed[at],
        });
        // Where a file has to be made in the folders, these two show each other's.
        let mut probed = Probed::from([([one.path.parent(), other.path.parent()], true)]);
        is_one(&one, &other, MODIFIED, &mut probed)
    }

    #[test]
    fn a_file_is_told_from_its_copy_by_when_its_state_changed() {
        assert!(is_told_as_one([false, true], [5, 5]));
        assert!(!is_told_as_one([false, true], [5, 6]));
        assert!(!is_told_as_one([true, true], [5, 6]));
        // Two disks of this machine, whatever their files say.
        assert!(!is_told_as_one([false, false], [5, 5]));
        // A network that knows no such moment: the folders are tried.
        assert!(is_told_as_one([false, true], [5, 0]));
        assert!(is_told_as_one([false, true], [0, 0]));
    }

    #[test]
    fn a_new_file_is_seen_in_its_own_folder_and_in_no_other_and_is_gone_afterwards() {
        let [one, other] = [(); 2].map(|()| tempfile::tempdir().expect("a folder"));
        assert!(shows_new(one.path(), one.path()));
        assert!(!shows_new(one.path(), other.path()));
        assert!(!shows_new(&one.path().join("gone"), one.path()));
        assert!(std::fs::read_dir(one.path()).expect("listed").next().is_none());
    }
}
