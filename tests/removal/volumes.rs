//! The trash as Linux has it, by the freedesktop.org specification: strange names, several volumes, and volumes
//! that are full, read-only or without a trash. Mounting needs root; where it is not allowed, a line says so.

use std::ffi::OsStr;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::process::Command;

use lookalike::discover::{self, Folders, QUARANTINE};
use lookalike::progress::Progress;
use lookalike::removal::{Outcome, Receipt};

use super::{carried_out, copies_to_go, outcomes, subject, undone};
use crate::support::trash::FakeTrash;
use crate::support::{PhotoFolder, scene};

/// A volume of its own, as long as it lives.
struct Volume(PathBuf);

impl Volume {
    /// `None`, and a line that says so, where mounting is not allowed.
    fn mount(folder: &PhotoFolder, options: &str) -> Option<Self> {
        let at = folder.at("volume");
        std::fs::create_dir_all(&at).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(&at).output();
        if mounted.is_ok_and(|mounted| mounted.status.success()) {
            return Some(Self(at));
        }
        eprintln!("skipped: no volume can be mounted here");
        None
    }

    fn remount(&self, options: &str) {
        let mounted = Command::new("mount").args(["-o", options]).arg(&self.0).status();
        assert!(mounted.unwrap().success());
    }

    /// The trash of the volume is a file, so that it has none.
    fn without_trash(&self) {
        let own = std::fs::metadata("/proc/self").map(|state| std::os::unix::fs::MetadataExt::uid(&state));
        std::fs::write(self.0.join(format!(".Trash-{}", own.unwrap())), "no folder").unwrap();
    }
}

impl Drop for Volume {
    fn drop(&mut self) {
        Command::new("umount").arg("-l").arg(&self.0).status().ok();
    }
}

fn unescaped(path: &[u8]) -> PathBuf {
    let bytes: Vec<u8> = percent_encoding::percent_decode(path).collect();
    PathBuf::from(std::ffi::OsString::from_vec(bytes))
}

/// What the notes of a trash say.
fn noted(notes: &[PathBuf]) -> Vec<PathBuf> {
    let noted = |note: &PathBuf| {
        let text = std::fs::read(note).unwrap();
        let line = text.split(|byte| *byte == b'\n').find_map(|line| line.strip_prefix(b"Path="));
        unescaped(line.unwrap())
    };
    notes.iter().map(noted).collect()
}

fn lies_at(receipt: &Receipt) -> Vec<&Path> {
    receipt.entries.iter().flat_map(|entry| &entry.moved).map(|moved| moved.to.as_path()).collect()
}

#[test]
fn one_file_is_found_once_by_whatever_road() {
    let folder = PhotoFolder::new();
    let photo = folder.jpeg("in/photo.jpg", &scene(1, 64, 48), 90);
    let names = ["in/PHOTO.JPG", "in/Photo.jpg", "in/\u{e9}.jpg", "in/e\u{301}.jpg", "in/deep/photo.jpg"];
    std::fs::create_dir(folder.at("in/deep")).unwrap();
    for name in names {
        std::fs::hard_link(&photo, folder.at(name)).unwrap();
    }
    std::os::unix::fs::symlink(folder.at("in"), folder.at("link")).unwrap();
    std::os::unix::fs::symlink(&photo, folder.at("in/link.jpg")).unwrap();
    let bound = folder.at("bound");
    std::fs::create_dir(&bound).unwrap();
    let mounted = Command::new("mount").arg("--bind").arg(folder.at("in")).arg(&bound).output();
    let _bound = if mounted.is_ok_and(|mounted| mounted.status.success()) {
        Some(Volume(bound.clone()))
    } else {
        eprintln!("skipped: no folder can be bound here");
        None
    };
    let roads = [
        "",
        "in",
        "in",
        "in/../in/.",
        "in/deep",
        "link",
        "link/deep/..",
        "bound",
        "in/photo.jpg",
        "link/PHOTO.JPG",
    ];
    let scanned = roads.iter().map(|road| folder.path().join(road)).collect();
    let found = discover::discover(&Folders { scanned, ..Folders::default() }, &Progress::default()).unwrap();
    assert_eq!(found.files.len(), 1, "{:?}", found.files);
}

#[test]
fn strange_names_and_the_same_name_twice_go_and_come_back() {
    let (folder, trash) = (PhotoFolder::new(), FakeTrash::new());
    let long = "写".repeat(83) + ".jpg";
    let names: [&OsStr; 9] = [
        "a b.jpg".as_ref(),
        "deep/er/a b.jpg".as_ref(),
        "Übergrößenträger ß.jpg".as_ref(),
        "new\nline\t.jpg".as_ref(),
        "100%25.jpg".as_ref(),
        "-rf *.jpg".as_ref(),
        "no ending".as_ref(),
        OsStr::from_bytes(b"not-utf8-\xff.jpg"),
        long.as_ref(),
    ];
    let plan = copies_to_go(&folder, &names);
    let receipt = carried_out(&plan, &trash);
    assert!(outcomes(&receipt).iter().all(|outcome| **outcome == Outcome::Removed), "{receipt:?}");
    assert_eq!(trash.contents().len(), names.len());
    let mut expected: Vec<PathBuf> = names.iter().map(|name| folder.path().join(name)).collect();
    let mut found = noted(&trash.notes());
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    let receipt = undone(&receipt, &trash);
    for (entry, removal) in receipt.entries.iter().zip(&plan.removals) {
        assert_eq!(entry.outcome, Outcome::Restored(removal.goes.path.clone()));
        assert_eq!(subject(&removal.goes.path), removal.goes);
    }
    assert_eq!((trash.contents().len(), trash.notes().len()), (0, 0));
}

#[test]
fn a_second_volume_has_a_trash_of_its_own() {
    let (folder, trash) = (PhotoFolder::new(), FakeTrash::new());
    let Some(volume) = Volume::mount(&folder, "size=4m") else { return };
    let plan = copies_to_go(&folder, &["volume/in/a b.jpg".as_ref(), "here.jpg".as_ref()]);
    let receipt = carried_out(&plan, &trash);
    assert_eq!(outcomes(&receipt), [&Outcome::Removed, &Outcome::Removed]);
    assert_eq!(trash.contents().len(), 1);
    let there = lies_at(&receipt)[0];
    assert!(there.starts_with(&volume.0) && there.ends_with("files/a b.jpg"), "{there:?}");
    let note = there.parent().unwrap().parent().unwrap().join("info/a b.jpg.trashinfo");
    assert_eq!(noted(&[note]), [Path::new("in/a b.jpg")]);
    undone(&receipt, &trash);
    assert_eq!(subject(&plan.removals[0].goes.path), plan.removals[0].goes);
}

#[test]
fn an_administrators_trash_is_used_only_if_it_is_safe() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, trash) = (PhotoFolder::new(), FakeTrash::new());
    let Some(volume) = Volume::mount(&folder, "size=4m") else { return };
    let shared = volume.0.join(".Trash");
    std::fs::create_dir(&shared).unwrap();
    for (mode, used) in [(0o777, false), (0o1777, true)] {
        std::fs::set_permissions(&shared, std::fs::Permissions::from_mode(mode)).unwrap();
        let plan = copies_to_go(&folder, &["volume/a.jpg".as_ref()]);
        let receipt = carried_out(&plan, &trash);
        assert_eq!(lies_at(&receipt)[0].starts_with(&shared), used, "{receipt:?}");
    }
}

#[test]
fn a_volume_without_a_trash_has_a_quarantine_that_is_never_scanned() {
    let (folder, trash) = (PhotoFolder::new(), FakeTrash::new());
    let Some(volume) = Volume::mount(&folder, "size=4m") else { return };
    volume.without_trash();
    let plan = copies_to_go(&folder, &["volume/in/a.jpg".as_ref(), "volume/b.jpg".as_ref()]);
    let receipt = carried_out(&plan, &trash);
    assert_eq!(outcomes(&receipt), [&Outcome::Removed, &Outcome::Removed]);
    assert!(
        lies_at(&receipt).iter().all(|place| place.starts_with(volume.0.join(QUARANTINE))),
        "{receipt:?}"
    );
    assert_eq!(receipt.quarantined_bytes(), 2 * plan.removals[0].goes.stamp.bytes);
    for scanned in [volume.0.clone(), volume.0.join(QUARANTINE), lies_at(&receipt)[0].to_owned()] {
        let folders = Folders { scanned: vec![folder.at("keeper.jpg"), scanned], ..Folders::default() };
        let found = discover::discover(&folders, &Progress::default()).unwrap();
        assert_eq!(found.files.len(), 1, "{:?}", found.files);
    }
    let receipt = undone(&receipt, &trash);
    assert!(!receipt.can_undo());
    assert_eq!(subject(&plan.removals[0].goes.path), plan.removals[0].goes);
}

#[test]
fn on_a_full_volume_photos_go_without_a_note_and_come_back() {
    let (folder, trash) = (PhotoFolder::new(), FakeTrash::new());
    let Some(volume) = Volume::mount(&folder, "size=1m") else { return };
    let plan = copies_to_go(&folder, &["volume/a.jpg".as_ref()]);
    let filler = std::fs::File::create(volume.0.join("filler")).unwrap();
    while std::io::Write::write_all(&mut &filler, &[7; 4096]).is_ok() {}
    let receipt = carried_out(&plan, &trash);
    assert_eq!(outcomes(&receipt), [&Outcome::Removed], "{receipt:?}");
    assert!(lies_at(&receipt)[0].starts_with(volume.0.join(QUARANTINE)));
    undone(&receipt, &trash);
    assert_eq!(subject(&plan.removals[0].goes.path), plan.removals[0].goes);
}

#[test]
fn on_a_read_only_volume_photos_stay() {
    let (folder, trash) = (PhotoFolder::new(), FakeTrash::new());
    let Some(volume) = Volume::mount(&folder, "size=1m") else { return };
    let plan = copies_to_go(&folder, &["volume/a.jpg".as_ref()]);
    volume.remount("remount,ro");
    let receipt = carried_out(&plan, &trash);
    assert!(
        matches!(outcomes(&receipt)[..], [Outcome::Failed(why)] if why.to_string().contains("ead-only")),
        "{receipt:?}"
    );
    assert_eq!(subject(&plan.removals[0].goes.path), plan.removals[0].goes);
    assert!(receipt.entries[0].moved.is_empty());
}

#[test]
fn from_a_read_only_folder_photos_stay() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, trash) = (PhotoFolder::new(), FakeTrash::new());
    let plan = copies_to_go(&folder, &["closed/a.jpg".as_ref()]);
    let closed = folder.at("closed");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o555)).unwrap();
    if std::fs::write(closed.join("probe"), "").is_ok() {
        eprintln!("skipped: this user may write into read-only folders");
        return;
    }
    let receipt = carried_out(&plan, &trash);
    assert!(
        matches!(outcomes(&receipt)[..], [Outcome::Failed(why)] if why.to_string().contains("ermission")),
        "{receipt:?}"
    );
    assert_eq!(subject(&plan.removals[0].goes.path), plan.removals[0].goes);
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!((trash.contents().len(), trash.notes().len()), (0, 0));
}
