//! The trash of the system, which chooses where files lie in it, may not tell, and may destroy them.

use super::super::journal::{Journal, Open};
use super::cut_short::bundle_on;
use super::*;

const BIN: &str = "/c/Bin";

const STRANGE: [Bin; 5] = [Bin::KeepsInSilence, Bin::TellsWrong, Bin::Leaves, Bin::Refuses, Bin::Destroys];

/// One that keeps what it is given, or any other.
pub fn bin() -> impl Strategy<Value = Bin> {
    prop_oneof![Just(Bin::Keeps), proptest::sample::select(STRANGE.to_vec())]
}

/// All that goes from the volume that has the system's own trash, with one that behaves like this.
fn removed(bin: Bin) -> (FakeDisk, History, Receipt, Snapshot) {
    let (disk, plan, history) = bundle_on(2);
    disk.set_bin(bin);
    let before = library(&disk);
    let receipt = carry_out(&plan, &history, &Progress::default()).expect("removed");
    (disk, history, receipt, before)
}

fn held(disk: &FakeDisk) -> usize {
    let all = disk.snapshot(Path::new("/c")).into_keys();
    all.filter(|path| path.iter().any(|part| part == QUARANTINE)).count()
}

/// Where files lay of which the journal says that they lie in the trash.
fn said_to_lie_in_the_trash(disk: &FakeDisk, history: &History) -> Vec<PathBuf> {
    let mut said = Vec::new();
    for file in history.files().expect("listed") {
        let journal = Journal::open(disk, &file).expect("read");
        let moved = journal.receipt().entries.iter().map(|entry| entry.moved.clone());
        let leaving = journal.open_entries().values().map(|open| match open {
            Open::Leaving(moves) => moves.clone(),
            Open::Returning(_) => Vec::new(),
        });
        let gone = moved.chain(leaving).flatten().filter(|moved| moved.to.starts_with(BIN));
        said.extend(gone.map(|moved| moved.from));
    }
    said
}

#[test]
fn photos_lie_in_the_trash_of_the_system_and_nowhere_else() {
    let (disk, history, receipt, before) = removed(Bin::Keeps);
    assert_eq!(receipt.removed().count(), 2);
    let moved: Vec<&Moved> = receipt.entries.iter().flat_map(|entry| &entry.moved).collect();
    assert!(
        moved.iter().all(|moved| moved.to.starts_with(BIN) && moved.lies() != Lies::InQuarantine),
        "{moved:?}"
    );
    assert_eq!((moved.len(), held(&disk), receipt.quarantined_bytes()), (3, 0, 0));
    assert_eq!(history.receipts().expect("listed").0[0].entries, receipt.entries);
    let receipt = undo(&receipt.id, &history, &Progress::default()).expect("undone");
    assert!(!receipt.can_undo());
    assert_eq!(library(&disk), before);
    assert!(disk.snapshot(Path::new(BIN)).is_empty(), "what is back is not in the trash as well");
}

#[test]
fn what_the_trash_refuses_or_destroys_or_hides_lies_in_quarantine() {
    for bin in STRANGE {
        let (disk, history, receipt, before) = removed(bin);
        assert_eq!((receipt.removed().count(), held(&disk)), (2, 3), "{bin:?}");
        assert!(
            receipt
                .entries
                .iter()
                .flat_map(|entry| &entry.moved)
                .all(|moved| moved.lies() == Lies::InQuarantine),
            "{bin:?}"
        );
        undo(&receipt.id, &history, &Progress::default()).expect("undone");
        assert_eq!((library(&disk), held(&disk)), (before, 0), "{bin:?}");
    }
}

#[test]
fn a_file_that_can_have_no_second_name_is_never_handed_over() {
    let (disk, plan, history) = bundle_on(2);
    disk.set_single_named();
    let receipt = carry_out(&plan, &history, &Progress::default()).expect("removed");
    assert_eq!((receipt.removed().count(), held(&disk)), (2, 3));
    assert!(disk.snapshot(Path::new(BIN)).is_empty());
}

#[test]
fn what_goes_back_because_its_keeper_changed_leaves_nothing_in_the_trash() {
    let mut changed = 0;
    for at in 0..120 {
        let (disk, plan, history) = bundle_on(2);
        let keeper = plan.removals[0].keeper.path.clone();
        disk.set_fault(Fault::None);
        disk.set_outside(at, &keeper, b"written meanwhile");
        let receipt = carry_out(&plan, &history, &Progress::default()).expect("a receipt");
        let gone: usize = receipt.entries.iter().map(|entry| entry.moved.len()).sum();
        // Each with the note that the trash keeps.
        assert_eq!((disk.snapshot(Path::new(BIN)).len(), held(&disk)), (2 * gone, 0), "{at}");
        changed += usize::from(gone == 0);
    }
    assert!(changed > 0);
}

#[test]
fn what_was_cut_short_is_held_until_the_journal_says_where_it_lies() {
    let quiet = Progress::default();
    for at in 0..160 {
        let (disk, plan, history) = bundle_on(2);
        let before = library(&disk);
        disk.set_fault(Fault::Stops(at));
        carry_out(&plan, &history, &quiet).ok();
        disk.set_fault(Fault::None);
        // Somebody empties the trash before the next start.
        disk.snapshot(Path::new(BIN)).keys().for_each(|path| disk.lose(path));
        let said = said_to_lie_in_the_trash(&disk, &history);
        recover(&history).expect("recovered");
        for receipt in history.receipts().expect("listed").0 {
            undo(&receipt.id, &history, &quiet).expect("undone");
        }
        let now = library(&disk);
        let missing: Vec<_> = before.keys().filter(|path| !now.contains_key(*path)).collect();
        assert!(missing.iter().all(|path| said.contains(path)), "{at}: {missing:?}");
        assert_eq!(held(&disk), 0, "{at}");
    }
}
