//! What is found in folders as people have them.

use super::*;

/// Names found below a folder made of `files`, when scanning `scanned` of it.
fn check(files: &[&str], scanned: &[&str], expected: &[&str]) -> Discovered {
    let dir = tempfile::tempdir().expect("a folder");
    let root = identity::resolve(dir.path()).expect("a path");
    for name in files {
        let path = root.join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(&path, name).expect("written");
    }
    let folders = Folders {
        scanned: scanned.iter().map(|name| root.join(name)).collect(),
        protected: vec![root.join("kept")],
        left_out: vec![root.join("own")],
        ..Folders::default()
    };
    let found = discover(&folders, &Progress::default()).expect("walked");
    let seen: Vec<String> = found
        .files
        .iter()
        .map(|file| file.path.strip_prefix(&root).expect("below").display().to_string())
        .collect();
    assert_eq!(seen, expected);
    found
}

#[test]
fn hidden_trash_and_own_folders_are_left_out() {
    let files = [
        "a.jpg",
        ".hidden.jpg",
        ".Trash-1000/files/b.jpg",
        "$Recycle.Bin/c.jpg",
        "own/d.jpg",
        "deep/er/e.PNG",
        "notes.txt",
    ];
    check(&files, &[""], &["a.jpg", "deep/er/e.PNG"]);
}

#[test]
fn what_the_user_leaves_out_is_not_entered_and_is_listed() {
    let dir = tempfile::tempdir().expect("a folder");
    let root = identity::resolve(dir.path()).expect("a path");
    for name in ["a.jpg", "b.png", "old/c.jpg", "old/chosen/d.jpg", "new/old/e.jpg"] {
        let path = root.join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(&path, name).expect("written");
    }
    let excluded = Exclusions::read(&["*.PNG".to_owned(), "old".to_owned()]).expect("patterns");
    let scanned = vec![root.clone(), root.join("old/chosen")];
    let folders = Folders { scanned, excluded, ..Folders::default() };
    let found = discover(&folders, &Progress::default()).expect("walked");
    let told: Vec<(&str, usize)> =
        found.left_out.iter().map(|left| (left.name.as_str(), left.count)).collect();
    assert_eq!(told, [("*.PNG", 1), ("old", 2)]);
    let seen: Vec<&Path> = found.files.iter().map(|file| file.path.as_path()).collect();
    assert_eq!(seen, [root.join("a.jpg")]);
}

#[test]
fn nothing_that_was_removed_is_scanned_even_if_it_is_asked_for() {
    let files = [
        "a.jpg",
        "data/Trash/files/b.jpg",
        "data/Trash/info/b.jpg.trashinfo",
        "Trash/c.jpg",
        ".Trash-0/files/d.jpg",
        ".lookalike-quarantine/1/0/e.jpg",
        "own/f.jpg",
    ];
    check(&files, &[""], &["Trash/c.jpg", "a.jpg"]);
    let asked = ["a.jpg", "data/Trash/files", ".Trash-0", ".lookalike-quarantine/1/0/e.jpg", "own"];
    assert_eq!(check(&files, &asked, &["a.jpg"]).skipped.len(), 4);
}

#[test]
fn folders_given_twice_or_nested_are_walked_once() {
    check(&["x/a.jpg", "x/y/b.jpg"], &["x/y", "x", "x", "x/y/.."], &["x/a.jpg", "x/y/b.jpg"]);
}

#[test]
fn what_belongs_to_a_photo_is_found_with_it_and_alone_is_no_photo() {
    let files = ["1.jpg", "1.CR2", "1.xmp", "2.cr2", "3.xmp", "4.mov"];
    let found = check(&files, &[""], &["1.jpg", "2.cr2"]);
    assert_eq!(found.files[0].companions.len(), 2);
}

#[test]
fn protection_is_noted_and_missing_folders_are_skipped() {
    let found = check(&["kept/a.jpg", "b.jpg"], &["", "gone"], &["b.jpg", "kept/a.jpg"]);
    assert_eq!(found.files.iter().map(|f| f.protected).collect::<Vec<_>>(), [false, true]);
    assert_eq!(found.skipped.len(), 1);
}

#[cfg(unix)]
#[test]
fn a_file_under_several_names_is_found_once() {
    let dir = tempfile::tempdir().expect("a folder");
    let root = dir.path();
    std::fs::create_dir_all(root.join("kept")).expect("made");
    std::fs::write(root.join("kept/b.jpg"), b"photo").expect("written");
    std::fs::hard_link(root.join("kept/b.jpg"), root.join("a.jpg")).expect("linked");
    std::os::unix::fs::symlink(root.join("a.jpg"), root.join("c.jpg")).expect("linked");
    std::os::unix::fs::symlink(root, root.join("loop")).expect("linked");
    let folders = Folders {
        scanned: vec![root.to_owned()],
        protected: vec![root.join("kept")],
        preferred: vec![root.join("kept")],
        ..Folders::default()
    };
    let found = discover(&folders, &Progress::default()).expect("walked");
    assert_eq!(found.files.len(), 1);
    assert!(found.files[0].path.ends_with("a.jpg"));
    assert!(found.files[0].protected && found.files[0].preferred == Some(0));
    assert!(found.skipped.is_empty());
}

#[test]
fn nothing_to_walk_is_one_sentence() {
    let folders = Folders { scanned: vec![PathBuf::from("/no/such/folder")], ..Folders::default() };
    let Err(Stop::Failed(error)) = discover(&folders, &Progress::default()) else { panic!("it failed") };
    assert!(error.to_string().starts_with("/no/such/folder: it cannot be opened"));
}

/// Kinds, names and counts of what was passed over.
fn passed(found: &Discovered) -> Vec<(LeftOutKind, &str, usize)> {
    found.left_out.iter().map(|left_out| (left_out.kind, left_out.name.as_str(), left_out.count)).collect()
}

const LIBRARY: [&str; 7] = [
    "Export/a.jpg",
    "P.photoslibrary/originals/0/b.jpg",
    "P.photoslibrary/resources/derivatives/masters/0/c.jpg",
    "@Recycle/d.jpg",
    "x/@eaDir/e.jpg",
    "y/@eaDir/f.jpg",
    "SYNOFILE_THUMB_M.jpg",
];

#[test]
fn what_is_no_album_is_left_out_counted_and_named() {
    let found = check(&LIBRARY, &[""], &["Export/a.jpg"]);
    let expected = [
        (LeftOutKind::Trash, "@Recycle", 1),
        (LeftOutKind::Cache, "@eaDir", 2),
        (LeftOutKind::Cache, "SYNOFILE_THUMB", 1),
        (LeftOutKind::Library, "P.photoslibrary", 1),
    ];
    assert_eq!(passed(&found), expected);
    assert!(found.left_out[1].first.ends_with("x/@eaDir"));
}

/// What is found below a folder made of `files` with the libraries' originals: path and protection.
fn check_with_libraries(files: &[&str], scanned: &[&str], expected: &[(&str, bool)]) {
    let dir = tempfile::tempdir().expect("a folder");
    let root = identity::resolve(dir.path()).expect("a path");
    for name in files {
        std::fs::create_dir_all(root.join(name).parent().expect("a parent")).expect("made");
        std::fs::write(root.join(name), name).expect("written");
    }
    let scanned = scanned.iter().map(|name| root.join(name)).collect();
    let folders = Folders { scanned, libraries: Libraries::Originals, ..Folders::default() };
    let found = discover(&folders, &Progress::default()).expect("walked");
    let below = |path: &Path| path.strip_prefix(&root).expect("below").display().to_string();
    let seen: Vec<(String, bool)> =
        found.files.iter().map(|file| (below(&file.path), file.protected)).collect();
    let expected: Vec<(String, bool)> = expected.iter().map(|(path, is)| ((*path).to_owned(), *is)).collect();
    assert_eq!(seen, expected);
    for file in found.files.iter().filter(|file| file.protected) {
        assert!(lies_in(&file.path, &found.protected), "the removal would not know of {file:?}");
    }
}

#[test]
fn originals_of_a_library_are_scanned_when_asked_for_and_are_protected() {
    let original = ("P.photoslibrary/originals/0/b.jpg", true);
    check_with_libraries(&LIBRARY, &[""], &[("Export/a.jpg", false), original]);
    check_with_libraries(&LIBRARY, &["P.photoslibrary"], &[original]);
    check_with_libraries(&LIBRARY, &["P.photoslibrary/originals/0/b.jpg"], &[original]);
    let picasa = [".picasaoriginals/a.jpg", "a.jpg"];
    check_with_libraries(&picasa, &[""], &[(".picasaoriginals/a.jpg", true), ("a.jpg", false)]);
}

#[test]
fn thumbnails_are_scanned_only_if_their_folder_is_chosen() {
    check(&LIBRARY, &["", "x/@eaDir"], &["Export/a.jpg", "x/@eaDir/e.jpg"]);
}

#[test]
fn trashes_and_snapshots_are_refused_even_if_they_are_chosen() {
    let files = ["a.jpg", "@Recycle/b.jpg", "#snapshot/daily/c.jpg", "files_versions/d.jpg"];
    let found = check(&files, &["a.jpg", "@Recycle", "#snapshot/daily", "files_versions/d.jpg"], &["a.jpg"]);
    assert!(found.skipped.iter().all(|skipped| skipped.reason == SkipReason::NeverScanned));
    assert_eq!(found.skipped.len(), 3);
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_if_it_is_chosen_and_counted_otherwise() {
    let dir = tempfile::tempdir().expect("a folder");
    let root = identity::resolve(dir.path()).expect("a path");
    std::fs::create_dir_all(root.join("album")).expect("made");
    std::fs::create_dir_all(root.join("in")).expect("made");
    std::fs::write(root.join("album/a.jpg"), b"photo").expect("written");
    std::os::unix::fs::symlink(root.join("album"), root.join("in/link")).expect("linked");
    let found = |name: &str| {
        let folders = Folders { scanned: vec![root.join(name)], ..Folders::default() };
        discover(&folders, &Progress::default()).expect("walked")
    };
    assert_eq!(found("in/link").files.len(), 1);
    let beside = found("in");
    assert_eq!((beside.files.len(), passed(&beside)), (0, vec![(LeftOutKind::Link, "", 1)]));
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_opened() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("a.jpg"), b"photo").expect("written");
    for name in ["b.jpg", "c"] {
        let made = std::process::Command::new("mkfifo").arg(dir.path().join(name)).status();
        assert!(made.is_ok_and(|made| made.success()));
    }
    let scanned = vec![dir.path().to_owned(), dir.path().join("b.jpg")];
    let folders = Folders { scanned, ..Folders::default() };
    assert_eq!(discover(&folders, &Progress::default()).expect("walked").files.len(), 1);
}
