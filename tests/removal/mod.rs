//! Removal on real files with a trash of the test's own: what changed is refused, what failed is said, the last
//! copy stays, and what went comes back as it was.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "tests may fail")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "tests say what they skip and count")]

mod killed;
#[cfg(unix)]
mod strange;
#[cfg(any(windows, target_os = "macos"))]
mod system_trash;
#[cfg(target_os = "linux")]
mod two_names;
#[cfg(target_os = "linux")]
mod volumes;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::support::PhotoFolder;
use crate::support::trash::FakeTrash;
use lookalike::discover::Folders;
use lookalike::embed::Engine;
use lookalike::identity;
use lookalike::photo::{Companion, CompanionKind, ContentHash, Findings, Photo, Relation};
use lookalike::progress::Progress;
use lookalike::removal::{
    FileSnapshot, Outcome, Receipt, Removal, RemovalPlan, RemovedBefore, carry_out, recover, undo,
};
use lookalike::review::Review;
use lookalike::scan::{self, ScanRequest, scan};

fn findings(folder: &PhotoFolder, protected: &[PathBuf]) -> Findings {
    let folders =
        Folders { scanned: vec![folder.path()], protected: protected.to_vec(), ..Folders::default() };
    let request = ScanRequest { folders, threads: 0, cache: scan::cache(None) };
    scan(&request, &Engine::open(None), &Progress::default()).expect("scanned")
}

/// The plan to remove the exact copy of `one.jpg` in a library made for it.
fn plan(folder: &PhotoFolder) -> RemovalPlan {
    let mut review = Review::new(Arc::new(findings(folder, &[])), 0.15);
    assert_eq!(review.accept_exact(), 1);
    RemovalPlan::from_review(&review)
}

fn subject(path: &Path) -> FileSnapshot {
    let (id, stamp) = identity::stat(path).unwrap();
    let content = ContentHash(*blake3::hash(&std::fs::read(path).unwrap()).as_bytes());
    FileSnapshot { path: path.to_owned(), id, stamp, content }
}

/// Exact copies of a photo under these names are to go for it.
fn copies_to_go(folder: &PhotoFolder, names: &[&std::ffi::OsStr]) -> RemovalPlan {
    let keeper = folder.bytes("keeper.jpg", b"the same bytes");
    let removal = |name: &&std::ffi::OsStr| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, b"the same bytes").unwrap();
        let (goes, keeper) = (subject(&path), subject(&keeper));
        Removal {
            goes,
            companions: Vec::new(),
            keeper,
            relation: Relation::Exact,
            alike: Vec::new(),
            sidecar: None,
        }
    };
    RemovalPlan { removals: names.iter().map(removal).collect(), protected: Vec::new(), destination: None }
}

fn carried_out(plan: &RemovalPlan, trash: &FakeTrash) -> Receipt {
    carry_out(plan, &trash.history(), &Progress::default()).expect("a receipt")
}

fn undone(receipt: &Receipt, trash: &FakeTrash) -> Receipt {
    undo(&receipt.id, &trash.history(), &Progress::default()).expect("a receipt")
}

fn outcomes(receipt: &Receipt) -> Vec<&Outcome> {
    receipt.entries.iter().map(|entry| &entry.outcome).collect()
}

fn check_refused(change: impl Fn(&mut RemovalPlan), part: &str) {
    let (folder, trash) = (PhotoFolder::small_library(), FakeTrash::new());
    let mut plan = plan(&folder);
    change(&mut plan);
    let receipt = carried_out(&plan, &trash);
    let seen = outcomes(&receipt);
    assert!(matches!(seen[..], [Outcome::Refused(why)] if why.to_string().contains(part)), "{receipt:?}");
    assert!(trash.contents().is_empty());
}

#[test]
fn a_marked_copy_goes_to_the_trash_and_comes_back_as_it_was() {
    let (folder, trash) = (PhotoFolder::small_library(), FakeTrash::new());
    let plan = plan(&folder);
    let goes = &plan.removals[0].goes;
    let receipt = carried_out(&plan, &trash);
    assert_eq!(outcomes(&receipt), [&Outcome::Removed]);
    assert!(!goes.path.exists() && plan.removals[0].keeper.path.exists());
    assert_eq!(receipt.freed_bytes(), plan.bytes());
    assert_eq!((trash.contents().len(), trash.notes().len()), (1, 1));
    assert_eq!(subject(&trash.contents()[0]).content, goes.content);

    let receipt = undone(&receipt, &trash);
    assert_eq!(outcomes(&receipt), [&Outcome::Restored(goes.path.clone())]);
    assert_eq!(subject(&goes.path), *goes);
    assert_eq!((trash.contents().len(), trash.notes().len()), (0, 0));
    assert_eq!(trash.history().receipts().unwrap().0, std::slice::from_ref(&receipt));
    assert_eq!(outcomes(&undone(&receipt, &trash)), outcomes(&receipt));
}

#[test]
fn whatever_changed_since_the_scan_is_refused() {
    check_refused(|plan| std::fs::write(&plan.removals[0].goes.path, "new").unwrap(), "it has changed");
    check_refused(
        |plan| std::fs::write(&plan.removals[0].keeper.path, "new").unwrap(),
        "the photo kept for it has changed",
    );
    check_refused(
        |plan| {
            let keeper = &plan.removals[0].keeper.path;
            std::fs::rename(keeper, keeper.with_extension("moved")).unwrap();
        },
        "the photo kept for it cannot be found",
    );
    check_refused(|plan| change_one_byte(&plan.removals[0].goes.path), "it has changed");
    check_refused(|plan| change_one_byte(&plan.removals[0].keeper.path), "no longer the same");
    // What lost bytes and still opens does not stand for an edited copy or a similar shot either.
    for relation in [Relation::Edited, Relation::Similar] {
        check_refused(
            |plan| {
                plan.removals[0].relation = relation;
                let keeper = &plan.removals[0].keeper.path;
                let mut bytes = std::fs::read(keeper).unwrap();
                let half = bytes.len() / 2;
                bytes[half..].fill(0);
                write_in_place(keeper, &bytes);
            },
            "the photo kept for it has changed",
        );
    }
}

/// Same name, size and time, other content: only the hash tells.
fn change_one_byte(path: &Path) {
    let mut bytes = std::fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    write_in_place(path, &bytes);
}

/// The same file with other bytes and its former time.
fn write_in_place(path: &Path, bytes: &[u8]) {
    let modified = std::fs::metadata(path).unwrap().modified().unwrap();
    let file = std::fs::File::options().write(true).open(path).unwrap();
    std::io::Write::write_all(&mut &file, bytes).unwrap();
    file.set_modified(modified).unwrap();
}

#[test]
fn a_plan_that_leaves_nothing_is_refused_photo_by_photo() {
    check_refused(|plan| plan.removals[0].keeper = plan.removals[0].goes.clone(), "the same file");
    check_refused(
        |plan| {
            // The keeper is the photo itself under another name.
            let (goes, link) = (&plan.removals[0].goes.path, plan.removals[0].goes.path.with_extension("2"));
            std::fs::hard_link(goes, &link).unwrap();
            plan.removals[0].keeper = subject(&link);
        },
        "the same file",
    );
    check_refused(
        |plan| {
            let folder =
                plan.removals[0].goes.path.ancestors().find(|above| above.join("broken.jpg").is_file());
            let broken = folder.unwrap().join("broken.jpg");
            (plan.removals[0].keeper, plan.removals[0].relation) = (subject(&broken), Relation::Edited);
        },
        "the photo kept for it cannot be opened",
    );
    let (folder, trash) = (PhotoFolder::small_library(), FakeTrash::new());
    let mut plan = plan(&folder);
    let Removal { goes, keeper, relation, .. } = plan.removals[0].clone();
    plan.removals.push(Removal {
        goes: keeper,
        companions: Vec::new(),
        keeper: goes,
        relation,
        alike: Vec::new(),
        sidecar: None,
    });
    let receipt = carried_out(&plan, &trash);
    assert!(receipt.entries.iter().all(|entry| matches!(entry.outcome, Outcome::Refused(_))), "{receipt:?}");
}

#[test]
fn protected_folders_are_refused_by_the_removal_itself() {
    check_refused(
        |plan| plan.protected = vec![plan.removals[0].goes.path.parent().unwrap().to_owned()],
        "it lies in a protected folder",
    );
}

#[cfg(unix)]
#[test]
fn a_folder_that_became_a_link_is_refused() {
    let (folder, trash) = (PhotoFolder::new(), FakeTrash::new());
    let plan = copies_to_go(&folder, &["inbox/copy.jpg".as_ref()]);
    std::fs::rename(folder.at("inbox"), folder.at("kept")).unwrap();
    std::os::unix::fs::symlink(folder.at("kept"), folder.at("inbox")).unwrap();
    let receipt = carried_out(&plan, &trash);
    assert!(
        matches!(outcomes(&receipt)[..], [Outcome::Refused(why)] if why.to_string().contains("become a link"))
    );
}

#[test]
fn a_protected_copy_is_the_keeper_and_cannot_be_marked() {
    let folder = PhotoFolder::small_library();
    let findings = findings(&folder, &[folder.at("backup")]);
    let mut review = Review::new(Arc::new(findings), 0.15);
    review.accept_exact();
    let plan = RemovalPlan::from_review(&review);
    assert_eq!(plan.removals.len(), 1);
    assert_eq!(plan.removals[0].goes.path, folder.at("one.jpg"));
    assert_eq!(plan.removals[0].keeper.path, folder.at("backup/one.jpg"));
}

#[test]
fn what_belongs_together_moves_together_or_not_at_all() {
    let (folder, trash) = (PhotoFolder::new(), FakeTrash::new());
    let mut plan = copies_to_go(&folder, &["copy.jpg".as_ref()]);
    let sidecar = folder.bytes("copy.jpg.xmp", b"<xmp/>");
    let FileSnapshot { path, id, stamp, .. } = subject(&sidecar);
    plan.removals[0].companions.push(Companion {
        kind: CompanionKind::Sidecar,
        path,
        id,
        stamp,
        content: None,
    });
    let receipt = carried_out(&plan, &trash);
    assert_eq!(outcomes(&receipt), [&Outcome::Removed]);
    assert_eq!((trash.contents().len(), sidecar.exists()), (2, false));
    std::fs::write(folder.at("copy.jpg"), "somebody was faster").unwrap();
    let receipt = undone(&receipt, &trash);
    assert_eq!(outcomes(&receipt), [&Outcome::Restored(folder.at("copy (restored).jpg"))]);
    assert!(folder.at("copy (restored).jpg.xmp").exists());

    let mut plan = copies_to_go(&folder, &["other.jpg".as_ref()]);
    let companion =
        Companion { kind: CompanionKind::Sidecar, path: folder.at("other.xmp"), id, stamp, content: None };
    plan.removals[0].companions.push(companion);
    let receipt = carried_out(&plan, &trash);
    assert!(
        matches!(outcomes(&receipt)[..], [Outcome::Refused(why)] if why.to_string().contains("other.xmp"))
    );
    assert!(folder.at("other.jpg").exists());
}

#[test]
fn a_raw_file_that_is_no_copy_of_the_other_one_stays_and_its_photo_with_it() {
    for (last, goes) in [(1, true), (2, false)] {
        let (folder, trash) = (PhotoFolder::small_library(), FakeTrash::new());
        for (name, last) in [("one.cr2", 1), ("backup/one.cr2", last)] {
            folder.bytes(name, &[vec![7; 4000], vec![last]].concat());
        }
        let receipt = carried_out(&plan(&folder), &trash);
        match outcomes(&receipt)[..] {
            [Outcome::Removed] => assert!(goes),
            [Outcome::Refused(why)] => {
                assert!(!goes && why.to_string().contains("differs from its copy"), "{why}")
            }
            _ => panic!("{receipt:?}"),
        }
    }
}

#[test]
fn a_rated_sidecar_does_not_go_in_bulk_for_one_of_its_size() {
    let folder = PhotoFolder::small_library();
    folder.bytes("one.xmp", b"<xmp Rating='5'/>");
    folder.bytes("backup/one.xmp", b"<xmp Rating='0'/>");
    assert_eq!(Review::new(Arc::new(findings(&folder, &[])), 0.15).accept_exact(), 0);
    folder.bytes("backup/one.xmp", b"<xmp Rating='5'/>");
    assert_eq!(Review::new(Arc::new(findings(&folder, &[])), 0.15).accept_exact(), 1);
}

#[test]
fn a_photo_that_something_new_belongs_to_stays() {
    let cases = [
        ("one.xmp", true),
        ("ONE.JPG.xmp", true),
        ("one.cr2", true),
        ("one.mov", true),
        ("one.txt", true),
        ("one.html", false),
        ("two.xmp", false),
        (".one.xmp", false),
        ("one.png.xmp", false),
    ];
    for (name, refused) in cases {
        let (folder, trash) = (PhotoFolder::new(), FakeTrash::new());
        let plan = copies_to_go(&folder, &["in/one.jpg".as_ref()]);
        let new = folder.bytes(&format!("in/{name}"), b"new");
        let receipt = carried_out(&plan, &trash);
        match outcomes(&receipt)[..] {
            [Outcome::Removed] => assert!(!refused, "{name}"),
            [Outcome::Refused(why)] => {
                assert!(refused && why.to_string().contains("something new belongs"), "{name}: {why}")
            }
            _ => panic!("{name}: {receipt:?}"),
        }
        assert!(new.exists());
    }
}

#[test]
fn a_copy_that_came_back_is_known_by_its_bytes_and_what_stayed_is_not() {
    let (folder, trash) = (PhotoFolder::small_library(), FakeTrash::new());
    let plan = plan(&folder);
    let bytes = std::fs::read(&plan.removals[0].goes.path).unwrap();
    let receipt = carried_out(&plan, &trash);
    let again = folder.bytes("import/other name.jpg", &bytes);
    let found = findings(&folder, &[]);
    let came_back = || -> Vec<(PathBuf, std::time::SystemTime)> {
        let removed = RemovedBefore::read(&trash.history(), &found, &Progress::default()).unwrap();
        let when = |photo: &Photo| Some((photo.path().to_owned(), removed.when(photo)?));
        found.photos.iter().filter_map(when).collect()
    };
    assert_eq!(came_back(), [(again, receipt.begun)]);
    undone(&receipt, &trash);
    assert_eq!(came_back(), []);
}

#[test]
fn a_stopped_removal_says_what_it_did_not_attempt() {
    let (folder, trash) = (PhotoFolder::small_library(), FakeTrash::new());
    let progress = Progress::default();
    progress.cancel();
    let receipt = carry_out(&plan(&folder), &trash.history(), &progress).unwrap();
    assert_eq!(outcomes(&receipt), [&Outcome::NotAttempted]);
    assert!(recover(&trash.history()).unwrap().is_empty());
}

#[test]
fn two_lookalikes_do_not_move_photos_at_once() {
    let (folder, trash) = (PhotoFolder::small_library(), FakeTrash::new());
    let plan = plan(&folder);
    std::fs::create_dir_all(trash.own().history_folder()).unwrap();
    let lock = std::fs::File::create(trash.own().history_folder().join("lock")).unwrap();
    lock.lock().unwrap();
    let refused = carry_out(&plan, &trash.history(), &Progress::default()).unwrap_err();
    assert!(refused.to_string().contains("another Lookalike"), "{refused}");
    assert!(recover(&trash.history()).unwrap().is_empty());
    drop(lock);
    assert_eq!(outcomes(&carried_out(&plan, &trash)), [&Outcome::Removed]);
}

#[test]
fn without_a_journal_nothing_is_removed() {
    let (folder, trash) = (PhotoFolder::small_library(), FakeTrash::new());
    let plan = plan(&folder);
    std::fs::create_dir_all(trash.own().data).unwrap();
    std::fs::write(trash.own().history_folder(), "a file where a folder should be").unwrap();
    let refused = carry_out(&plan, &trash.history(), &Progress::default()).unwrap_err();
    assert!(format!("{refused:#}").contains("history"), "{refused:#}");
    assert!(plan.removals[0].goes.path.exists());
}
