//! Folders that are not what they seem: closed ones, full ones, and those that other programs use as well.

use super::cut_short::bundle;
use super::*;

const TRASH: &str = "/a/Trash/files";

/// What the trash notes about a file that another program moved there.
fn note(from: &str) -> Vec<u8> {
    format!("[Trash Info]\nPath={from}\nDeletionDate=2026-11-28T12:00:00\n").into_bytes()
}

#[test]
fn of_what_could_not_be_moved_into_a_closed_folder_nothing_is_said_to_lie_there() {
    let (disk, plan, history) = bundle();
    let before = library(&disk);
    disk.close(Path::new("/a/Trash"));
    disk.close(&Path::new("/a").join(QUARANTINE));
    let receipt = carry_out(&plan, &history, &Progress::default()).expect("a receipt");
    for entry in &receipt.entries {
        assert!(matches!(entry.outcome, Outcome::Failed(_)) && entry.moved.is_empty(), "{entry:?}");
    }
    assert!(!receipt.can_undo());
    assert_eq!(library(&disk), before);
}

#[test]
fn on_a_full_drive_it_is_said_that_it_is_full() {
    let (disk, plan, history) = bundle();
    let before = library(&disk);
    disk.fill();
    let receipt = carry_out(&plan, &history, &Progress::default()).expect("a receipt");
    for entry in &receipt.entries {
        let Outcome::Failed(why) = &entry.outcome else { panic!("{entry:?}") };
        assert!(
            why.to_string().contains("its drive is full") && !why.to_string().contains("quarantine"),
            "{why}"
        );
    }
    assert_eq!(library(&disk), before);
}

#[test]
fn what_another_program_put_where_a_photo_was_to_go_stays_there() {
    let quiet = Progress::default();
    let mut seen = 0;
    for at in 0..120 {
        let (disk, plan, history) = bundle();
        disk.set_fault(Fault::Stops(at));
        carry_out(&plan, &history, &quiet).ok();
        disk.set_fault(Fault::None);
        let goes = plan.removals[0].goes.path.clone();
        let there = Path::new(TRASH).join(goes.file_name().expect("a name"));
        if !disk.is_taken(&goes).expect("seen") || disk.is_taken(&there).expect("seen") {
            continue;
        }
        // The user has changed it, and thrown it away in a file manager.
        seen += 1;
        disk.lose(&goes);
        disk.put(&there, b"changed, then thrown away");
        let about = there.with_file_name("0.jpg.trashinfo");
        disk.put(&Path::new("/a/Trash/info").join(about.file_name().expect("a name")), &note("/a/f1/0.jpg"));
        recover(&history).expect("recovered");
        assert_eq!(disk.read(&there).expect("there"), b"changed, then thrown away", "{at}");
        assert!(!disk.is_taken(&goes).expect("seen"), "{at}");
        for receipt in history.receipts().expect("listed").0 {
            assert!(receipt.entries[0].moved.iter().all(|moved| moved.to != there), "{at} {receipt:?}");
        }
    }
    assert!(seen > 10);
}

#[test]
fn an_undo_takes_no_file_that_came_into_the_trash_from_elsewhere() {
    let (disk, plan, history) = bundle();
    let receipt = carry_out(&plan, &history, &Progress::default()).expect("removed");
    let moved = receipt.entries[1].moved[0].clone();
    let bytes = disk.read(&moved.to).expect("there");
    disk.lose(&moved.to);
    // The trash was emptied, and another copy thrown away.
    disk.put(&moved.to, &bytes);
    disk.put(moved.note.as_deref().expect("a note"), &note("/a/elsewhere/2.jpg"));
    let receipt = undo(&receipt.id, &history, &Progress::default()).expect("undone");
    let said = &receipt.entries[1].outcome;
    assert!(matches!(said, Outcome::Failed(why) if why.to_string().contains("another file now")), "{said:?}");
    assert_eq!(disk.read(&moved.to).expect("there"), bytes);
}

#[test]
fn a_file_that_is_written_to_on_its_way_is_still_that_file() {
    let (_, plan, _) = bundle();
    let goes = &plan.removals[1].goes;
    let to = Path::new(TRASH).join(goes.path.file_name().expect("a name"));
    let mut changed = 0;
    for at in 0..120 {
        let (disk, plan, history) = bundle();
        disk.set_fault(Fault::None);
        disk.set_outside(at, &to, b"written on the way");
        let receipt = carry_out(&plan, &history, &Progress::default()).expect("a receipt");
        let now = library(&disk);
        let is_written = |(bytes, _): &(Vec<u8>, i128)| bytes == b"written on the way";
        changed += usize::from(now.values().any(is_written));
        assert!(receipt.entries.iter().all(|entry| entry.outcome != Outcome::NotAttempted));
    }
    assert!(changed > 0);
}

#[test]
fn a_journal_that_was_stopped_in_its_first_line_is_no_removal_and_no_damage() {
    let head = b"Lookalike removal journal 1";
    for length in 0..=head.len() {
        let (disk, plan, history) = bundle();
        disk.put(&Path::new(HISTORY).join("20260101-000000.journal"), &head[..length]);
        assert_eq!(recover(&history).expect("recovered"), []);
        let (receipts, damaged) = history.receipts().expect("listed");
        assert!(receipts.is_empty() && damaged.is_empty(), "{length}");
        assert!(undo("20260101-000000", &history, &Progress::default()).is_err());
        carry_out(&plan, &history, &Progress::default()).expect("removed");
        assert_eq!(history.receipts().expect("listed").0.len(), 1);
    }
}

#[test]
fn a_folder_is_listed_once_for_all_that_goes_from_it() {
    let disk = FakeDisk::default();
    let subject = |at: usize| {
        let path = PathBuf::from(format!("/a/f1/{at}.jpg"));
        disk.put(&path, b"content");
        let (id, stamp) = disk.stat(&path).expect("there");
        FileSnapshot { content: disk.hash(&path).expect("there"), path, id, stamp }
    };
    let keeper = subject(100);
    let removal = |at| {
        let (companions, alike) = (Vec::new(), Vec::new());
        let keeper = keeper.clone();
        Removal { goes: subject(at), companions, keeper, relation: Relation::Exact, alike, sidecar: None }
    };
    let plan =
        RemovalPlan { removals: (0..50).map(removal).collect(), protected: Vec::new(), destination: None };
    let history = History::new(HISTORY.into(), Arc::new(disk.clone()));
    let receipt = carry_out(&plan, &history, &Progress::default()).expect("removed");
    assert_eq!((receipt.removed().count(), disk.listed(Path::new("/a/f1"))), (50, 1));
}

#[test]
fn only_what_still_lies_where_it_went_counts_as_within_reach() {
    let (disk, plan, history) = bundle();
    let receipt = carry_out(&plan, &history, &Progress::default()).expect("removed");
    assert_eq!(receipt.within_reach(&disk).count(), 2);
    let away = &receipt.entries[1].moved[0].to;
    disk.lose(away);
    assert_eq!(receipt.within_reach(&disk).count(), 1);
    disk.put(away, b"what another program put there");
    assert_eq!(receipt.within_reach(&disk).count(), 1);
}
