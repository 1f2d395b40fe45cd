//! One file under two paths and two numbers, as on file systems that number a file for each spelling, and in folders that
//! are mounted twice: it never goes for itself, and what is protected under one path is protected under the other.

use super::*;

/// The second path of [`PICTURES`].
const OTHER: &str = "/a/PICS";
const PICTURES: &str = "/a/Pics";

/// Photos `0.jpg`, `1.jpg`, … with these contents, in a folder that has two paths.
fn disk(contents: &[u8]) -> FakeDisk {
    let disk = FakeDisk::default();
    for (at, content) in contents.iter().enumerate() {
        disk.put(&Path::new(PICTURES).join(format!("{at}.jpg")), format!("content {content}").as_bytes());
    }
    disk.alias(Path::new(OTHER), Path::new(PICTURES));
    disk
}

fn subject(disk: &FakeDisk, folder: &str, at: usize) -> FileSnapshot {
    let path = Path::new(folder).join(format!("{at}.jpg"));
    let (id, stamp) = disk.stat(&path).expect("there");
    FileSnapshot { content: disk.hash(&path).expect("there"), path, id, stamp }
}

fn removal(goes: FileSnapshot, keeper: FileSnapshot) -> Removal {
    let (companions, alike) = (Vec::new(), Vec::new());
    Removal { goes, companions, keeper, relation: Relation::Exact, alike, sidecar: None }
}

fn carried_out(disk: &FakeDisk, plan: &RemovalPlan) -> Receipt {
    let history = History::new(HISTORY.into(), Arc::new(disk.clone()));
    carry_out(plan, &history, &Progress::default()).expect("a receipt")
}

#[test]
fn a_photo_is_no_copy_of_itself_under_another_path() {
    let disk = disk(&[1, 2, 3, 4, 5, 6, 7, 8]);
    let before = library(&disk);
    let removals = (0..8).map(|at| removal(subject(&disk, OTHER, at), subject(&disk, PICTURES, at)));
    let back = (0..8).map(|at| removal(subject(&disk, PICTURES, at), subject(&disk, OTHER, at)));
    for removals in [removals.collect(), back.collect::<Vec<_>>()] {
        let receipt = carried_out(&disk, &RemovalPlan { removals, protected: Vec::new(), destination: None });
        for entry in &receipt.entries {
            assert!(
                matches!(&entry.outcome, Outcome::Failed(why) if why.to_string().contains("one file under two names")),
                "{entry:?}"
            );
            assert!(entry.moved.is_empty());
        }
        assert_eq!(library(&disk), before);
    }
}

#[test]
fn what_is_protected_under_one_path_is_protected_under_the_other() {
    let disk = disk(&[1, 1]);
    let before = library(&disk);
    for (goes, protected) in [(PICTURES, OTHER), (OTHER, PICTURES)] {
        let removals = vec![removal(subject(&disk, goes, 0), subject(&disk, goes, 1))];
        let receipt = carried_out(
            &disk,
            &RemovalPlan { removals, protected: vec![protected.into()], destination: None },
        );
        let outcome = &receipt.entries[0].outcome;
        assert!(
            matches!(outcome, Outcome::Refused(why) if why.to_string().contains("protected folder")),
            "{outcome:?}"
        );
        assert_eq!(library(&disk), before);
    }
}

#[test]
fn a_protected_folder_is_known_by_its_path_where_folders_have_no_numbers() {
    let disk = disk(&[1, 1]);
    let removals = vec![removal(subject(&disk, PICTURES, 0), subject(&disk, PICTURES, 1))];
    let before = library(&disk);
    disk.set_numberless_folders();
    for folder in [PICTURES, "/a"] {
        let (removals, protected) = (removals.clone(), vec![folder.into()]);
        let receipt = carried_out(&disk, &RemovalPlan { removals, protected, destination: None });
        assert!(matches!(receipt.entries[0].outcome, Outcome::Refused(_)), "{:?}", receipt.entries);
        assert_eq!(library(&disk), before);
    }
}

#[test]
fn whatever_is_planned_under_both_paths_every_content_stays_in_its_place() {
    let removal_of = (0..6usize, any::<bool>(), 0..6usize, any::<bool>());
    let cases = (vec(0..3u8, 2..6), vec(removal_of, 1..6), fault());
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(LIBRARIES) });
    runner
        .run(&cases, |(contents, removals, fault)| {
            let disk = disk(&contents);
            let before = library(&disk);
            let at = |at: usize, second: bool| {
                subject(&disk, if second { OTHER } else { PICTURES }, at % contents.len())
            };
            let removals = removals
                .into_iter()
                .map(|(goes, one, keeper, other)| removal(at(goes, one), at(keeper, other)));
            let plan = RemovalPlan { removals: removals.collect(), protected: Vec::new(), destination: None };
            let history = History::new(HISTORY.into(), Arc::new(disk.clone()));
            disk.set_fault(fault);
            carry_out(&plan, &history, &Progress::default()).ok();
            disk.set_fault(Fault::None);
            recover(&history).expect("recovered");
            let now = library(&disk);
            for (bytes, _) in before.values() {
                prop_assert!(now.values().any(|(found, _)| found == bytes), "{bytes:?} is only in the trash");
            }
            for removal in history.receipts().expect("listed").0.iter().flat_map(Receipt::removed) {
                prop_assert!(disk.hash(&removal.keeper.path).is_ok(), "{removal:?} stays for nothing");
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_file_with_another_number_is_the_same_if_its_bytes_are() {
    use cut_short::bundle;
    let refused = |outcome: &Outcome, part: &str| {
        assert!(matches!(outcome, Outcome::Refused(why) if why.to_string().contains(part)), "{outcome:?}");
    };
    let carried_out = |plan: &RemovalPlan, history: &History| {
        let receipt = carry_out(plan, history, &Progress::default()).expect("a receipt");
        receipt.entries.into_iter().map(|entry| entry.outcome).collect::<Vec<_>>()
    };
    let (disk, mut plan, history) = bundle();
    let companion = &mut plan.removals[0].companions[0];
    companion.content = Some(disk.hash(&companion.path).expect("there"));
    disk.renumber();
    assert_eq!(carried_out(&plan, &history), [Outcome::Removed, Outcome::Removed]);

    let (disk, plan, history) = bundle();
    disk.renumber();
    disk.rot(&plan.removals[1].goes.path);
    let outcomes = carried_out(&plan, &history);
    refused(&outcomes[0], "which belongs to it, has changed");
    refused(&outcomes[1], "it has changed");

    // A name of its keeper by now.
    let (disk, mut plan, history) = bundle();
    let removal = &mut plan.removals[1];
    disk.link(&removal.keeper.path, &removal.goes.path);
    removal.goes.stamp = removal.keeper.stamp;
    refused(&carried_out(&plan, &history)[1], "the same file as the photo kept");

    // The keeper of one has become a name of another one that goes.
    let (disk, mut plan, history) = bundle();
    let goes = plan.removals[0].goes.clone();
    let keeper = &mut plan.removals[1].keeper;
    disk.link(&goes.path, &keeper.path);
    keeper.stamp = goes.stamp;
    refused(&carried_out(&plan, &history)[1], "is to be removed too");
}
