//! The trash of Windows and macOS itself: photos go there, and come back from there as they were. One photo
//! is put into the trash of whoever runs this, and taken out again.

use super::*;
use lookalike::removal::{History, Moved, RealDisk};

#[test]
fn what_the_system_keeps_in_its_trash_comes_back_as_it_was() {
    let folder = PhotoFolder::new();
    let plan = copies_to_go(&folder, &["photos/写真 1.jpg".as_ref()]);
    let disk = Arc::new(RealDisk::of_user());
    let has_trash = plan.quarantined(&*disk).is_empty();
    println!("the volume of {} has a trash: {has_trash}", folder.path().display());
    let history = History::new(folder.path().join("history"), disk);
    let receipt = carry_out(&plan, &history, &Progress::default()).unwrap();
    assert_eq!(receipt.entries[0].outcome, Outcome::Removed);
    let moved = &receipt.entries[0].moved;
    println!("it lies in {}", moved[0].to.display());
    assert!(!plan.removals[0].goes.path.exists() && moved[0].to.exists());
    assert_eq!(moved.iter().any(Moved::is_in_quarantine), !has_trash);
    let receipt = undo(&receipt.id, &history, &Progress::default()).unwrap();
    assert!(!receipt.can_undo(), "{receipt:?}");
    assert_eq!(subject(&plan.removals[0].goes.path), plan.removals[0].goes);
}
