//! What was cut short, is partly back or lies on a drive that is away: by example, at every operation.

use super::*;

/// A photo with a sidecar and another photo, both to go for a third one.
pub fn bundle() -> (FakeDisk, RemovalPlan, History) {
    bundle_on(0)
}

/// The same, all on one of the three volumes.
pub fn bundle_on(volume: u8) -> (FakeDisk, RemovalPlan, History) {
    let case = Case {
        to_folder: false,
        files: vec![(volume, 1, 1), (volume, 1, 2), (volume, 2, 1), (volume, 2, 1)],
        links: Vec::new(),
        removals: vec![(0, 3, 0, vec![1], false), (2, 3, 0, Vec::new(), false)],
        changes: Vec::new(),
        outside: None,
        fault: Fault::None,
        read_only_trash: false,
        bin: Bin::Keeps,
        is_single_named: false,
    };
    let disk = case.disk();
    let plan = case.plan(&disk);
    let history = History::new(HISTORY.into(), Arc::new(disk.clone()));
    (disk, plan, history)
}

/// More than the operations of any removal or undo of [`bundle`].
const OPERATIONS: usize = 200;

#[test]
fn a_bundle_that_is_partly_back_comes_back_whole() {
    let (disk, plan, history) = bundle();
    let before = library(&disk);
    let receipt = carry_out(&plan, &history, &Progress::default()).expect("removed");
    let moved = receipt.entries[0].moved.clone();
    disk.rename(&moved[1].to, &moved[1].from).expect("moved");
    let receipt = undo(&receipt.id, &history, &Progress::default()).expect("undone");
    assert!(!receipt.can_undo(), "{receipt:?}");
    assert_eq!(library(&disk), before);
}

#[test]
fn what_is_lost_of_a_bundle_keeps_nothing_else_away() {
    let (disk, plan, history) = bundle();
    let receipt = carry_out(&plan, &history, &Progress::default()).expect("removed");
    let moved = receipt.entries[0].moved.clone();
    disk.lose(&moved[1].to);
    let receipt = undo(&receipt.id, &history, &Progress::default()).expect("undone");
    assert_eq!(receipt.entries[0].moved, moved[1..]);
    let said = &receipt.entries[0].outcome;
    assert!(
        matches!(said, Outcome::Failed(why) if why.to_string().contains("not there any more")),
        "{said:?}"
    );
    assert!(library(&disk).contains_key(&moved[0].from));
}

#[test]
fn what_was_cut_short_waits_for_its_drive() {
    let quiet = Progress::default();
    let cases = (0..OPERATIONS).flat_map(|at| [0, 2].map(|volume| [(at, true, volume), (at, false, volume)]));
    for (at, removing, volume) in cases.flatten() {
        let (disk, plan, history) = bundle_on(volume);
        let before = library(&disk);
        if removing {
            disk.set_fault(Fault::Stops(at));
            carry_out(&plan, &history, &quiet).ok();
        } else {
            let receipt = carry_out(&plan, &history, &quiet).expect("removed");
            disk.set_fault(Fault::Stops(at));
            undo(&receipt.id, &history, &quiet).ok();
        }
        disk.set_fault(Fault::None);
        disk.unplug(Path::new(["/a", "/b", "/c"][usize::from(volume)]));
        for _ in 0..2 {
            let recovered = recover(&history).expect("recovered");
            assert!(
                recovered.iter().all(|recovered| recovered.stranded == 0),
                "{at} {removing} {recovered:?}"
            );
        }
        disk.plug_in();
        let recovered = recover(&history).expect("recovered");
        assert!(recovered.iter().all(|recovered| recovered.stranded == 0), "{at} {removing} {recovered:?}");
        for receipt in history.receipts().expect("listed").0 {
            let receipt = undo(&receipt.id, &history, &quiet).expect("undone");
            assert!(!receipt.can_undo(), "{at} {removing} {receipt:?}");
        }
        assert_eq!(library(&disk), before, "{at} {removing}");
    }
}

#[test]
fn undo_puts_back_also_what_was_not_written_down_as_done() {
    let quiet = Progress::default();
    for (at, fault) in (0..OPERATIONS).flat_map(|at| [(at, Fault::Fails(at)), (at, Fault::Lies(at))]) {
        let (disk, plan, history) = bundle();
        let before = library(&disk);
        disk.set_fault(fault);
        let told = carry_out(&plan, &history, &quiet);
        disk.set_fault(Fault::None);
        let Ok(told) = told else { continue };
        let receipt = undo(&told.id, &history, &quiet).expect("undone");
        assert!(!receipt.can_undo(), "{at} {receipt:?}");
        assert_eq!(library(&disk), before, "{at}");
    }
}

#[test]
fn a_damaged_line_of_the_plan_shifts_nothing_and_is_told() {
    for damaged in [0, 1] {
        let (disk, plan, history) = bundle();
        let before = library(&disk);
        let receipt = carry_out(&plan, &history, &Progress::default()).expect("removed");
        let file = Path::new(HISTORY).join(format!("{}.journal", receipt.id));
        let mut bytes = disk.read(&file).expect("there");
        let line = format!("{{\"planned\":{{\"entry\":{damaged},");
        let at = bytes.windows(line.len()).position(|part| part == line.as_bytes()).expect("planned");
        bytes[at + line.len() + 4] ^= 1;
        disk.put(&file, &bytes);
        let (receipts, told) = history.receipts().expect("listed");
        assert_eq!((receipts.len(), told.len()), (1, 1));
        for (read, written) in receipts[0].entries.iter().zip(&receipt.entries) {
            assert_eq!((&read.outcome, &read.moved), (&written.outcome, &written.moved));
            assert_eq!(read.removal.goes.path, written.removal.goes.path);
            assert_eq!(read.removal.bytes(), written.removal.bytes());
        }
        let receipt = undo(&receipt.id, &history, &Progress::default()).expect("undone");
        assert_eq!((receipt.entries.len(), receipt.can_undo()), (2, false));
        assert_eq!(library(&disk), before);
    }
}

#[test]
fn where_the_journal_breaks_every_photo_is_told_why_it_stays() {
    for at in 0..OPERATIONS {
        let (disk, plan, history) = bundle();
        disk.set_fault(Fault::Fails(at));
        let Ok(told) = carry_out(&plan, &history, &Progress::default()) else { continue };
        let is_silent = |entry: &Entry| entry.outcome == Outcome::NotAttempted;
        assert!(!told.entries.iter().any(is_silent), "{at} {told:?}");
    }
}

#[test]
fn of_what_was_emptied_out_of_the_trash_nothing_is_within_reach() {
    let (disk, plan, history) = bundle();
    let receipt = carry_out(&plan, &history, &Progress::default()).expect("removed");
    let moved: Vec<Moved> = receipt.entries.iter().flat_map(|entry| entry.moved.clone()).collect();
    assert_eq!(moved.len(), 3);
    for moved in moved {
        assert!(receipt.can_undo() && receipt.within_reach(&disk).next().is_some());
        disk.lose(&moved.to);
    }
    assert!(receipt.can_undo() && receipt.within_reach(&disk).next().is_none());
}
