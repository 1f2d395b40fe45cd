//! Removal on real files with a trash of the test's own: what changed is refused, what failed is said, and
//! the last copy stays.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "tests may fail")]

mod support;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use lookalike::discover::Folders;
use lookalike::embed::Engine;
use lookalike::photo::Findings;
use lookalike::progress::Progress;
use lookalike::removal::{Bin, Outcome, Receipt, RemovalPlan, carry_out};
use lookalike::review::Review;
use lookalike::scan::{ScanRequest, scan};
use support::PhotoFolder;

/// A folder to move things to; `Lost` lets them vanish, `Stuck` refuses them.
enum TestBin {
    Folder(PathBuf),
    Lost(PathBuf),
    Stuck,
}

impl Bin for TestBin {
    fn put(&self, path: &Path) -> Result<(), String> {
        match self {
            Self::Folder(to) | Self::Lost(to) => {
                std::fs::rename(path, to.join(path.file_name().unwrap())).map_err(|error| error.to_string())
            }
            Self::Stuck => Err("the trash is full".to_owned()),
        }
    }

    fn holds(&self, path: &Path) -> Option<bool> {
        match self {
            Self::Folder(to) => Some(to.join(path.file_name().unwrap()).is_file()),
            Self::Lost(_) | Self::Stuck => Some(false),
        }
    }
}

fn findings(folder: &PhotoFolder, protected: &[PathBuf]) -> Findings {
    let folders =
        Folders { scanned: vec![folder.path()], protected: protected.to_vec(), ..Folders::default() };
    let request = ScanRequest { folders, ..ScanRequest::default() };
    scan(&request, &Engine::open(None).expect("an engine"), &Progress::default()).expect("scanned")
}

/// The plan to remove the exact copy of `one.jpg` in a library made for it.
fn plan(folder: &PhotoFolder) -> RemovalPlan {
    let mut review = Review::new(Arc::new(findings(folder, &[])), 0.15);
    assert_eq!(review.accept_exact(), 1);
    RemovalPlan::from_review(&review)
}

fn outcomes(receipt: &Receipt) -> Vec<&Outcome> {
    receipt.entries.iter().map(|entry| &entry.outcome).collect()
}

fn check_refused(change: impl Fn(&RemovalPlan), part: &str) {
    let (folder, bin) = (PhotoFolder::small_library(), tempfile::tempdir().unwrap());
    let plan = plan(&folder);
    change(&plan);
    let receipt = carry_out(&plan, &TestBin::Folder(bin.path().to_owned()), &Progress::default());
    let seen = outcomes(&receipt);
    assert!(matches!(seen[..], [Outcome::Refused(why)] if why.contains(part)), "{receipt:?}");
    assert_eq!(std::fs::read_dir(bin.path()).unwrap().count(), 0);
}

#[test]
fn a_marked_copy_goes_to_the_trash_and_its_keeper_stays() {
    let (folder, bin) = (PhotoFolder::small_library(), tempfile::tempdir().unwrap());
    let plan = plan(&folder);
    let receipt = carry_out(&plan, &TestBin::Folder(bin.path().to_owned()), &Progress::default());
    assert_eq!(outcomes(&receipt), [&Outcome::Removed]);
    assert!(!plan.removals[0].goes.path.exists() && plan.removals[0].keeper.path.exists());
    assert_eq!(receipt.freed_bytes(), plan.bytes());
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
    check_refused(
        |plan| {
            // Same name, size and time, other content: only the hash tells.
            let goes = &plan.removals[0].goes.path;
            let modified = std::fs::metadata(goes).unwrap().modified().unwrap();
            let mut bytes = std::fs::read(goes).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            let file = std::fs::File::options().write(true).open(goes).unwrap();
            std::io::Write::write_all(&mut &file, &bytes).unwrap();
            file.set_modified(modified).unwrap();
        },
        "no longer the same",
    );
}

#[test]
fn protected_folders_are_refused_by_the_plan_itself() {
    let (folder, bin) = (PhotoFolder::small_library(), tempfile::tempdir().unwrap());
    let mut plan = plan(&folder);
    plan.protected = vec![folder.path()];
    let receipt = carry_out(&plan, &TestBin::Folder(bin.path().to_owned()), &Progress::default());
    assert_eq!(outcomes(&receipt), [&Outcome::Refused("it lies in a protected folder".to_owned())]);
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
fn a_trash_that_fails_is_reported_and_one_that_loses_files_too() {
    let (folder, bin) = (PhotoFolder::small_library(), tempfile::tempdir().unwrap());
    let plan = plan(&folder);
    let stuck = carry_out(&plan, &TestBin::Stuck, &Progress::default());
    assert_eq!(outcomes(&stuck), [&Outcome::Failed("the trash is full".to_owned())]);
    assert!(plan.removals[0].goes.path.exists());
    let lost = carry_out(&plan, &TestBin::Lost(bin.path().to_owned()), &Progress::default());
    let seen = outcomes(&lost);
    assert!(matches!(seen[..], [Outcome::Failed(why)] if why.contains("not found in the trash")), "{lost:?}");
}

#[test]
fn a_stopped_removal_says_what_it_did_not_attempt() {
    let folder = PhotoFolder::small_library();
    let progress = Progress::default();
    progress.cancel();
    let receipt = carry_out(&plan(&folder), &TestBin::Stuck, &progress);
    assert_eq!(outcomes(&receipt), [&Outcome::NotAttempted]);
}
