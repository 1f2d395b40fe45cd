//! What holds for every library, every plan, sensible or hostile, and every fault: properties over random ones.

mod cut_short;
mod destination;
mod handed_over;
mod places;
mod two_names;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use super::fake::{Bin, FakeDisk, Fault, SIDECAR, Snapshot};
use super::*;
use crate::discover::QUARANTINE;
use crate::photo::{Companion, CompanionKind, Relation};
use crate::progress::Progress;

/// Random libraries for each property.
const LIBRARIES: u32 = 2000;

const HISTORY: &str = "/data/history";
/// Nothing may be removed from here.
const PROTECTED: &str = "/a/f0";
/// Photos are moved here where the plan says so.
const FOLDER: &str = "/a/out";

/// A library, what is to be removed from it, and what goes wrong.
#[derive(Debug, Clone)]
struct Case {
    /// Volume, folder and content of each file; content 0 cannot be decoded.
    files: Vec<(u8, u8, u8)>,
    /// Second names: of which file.
    links: Vec<usize>,
    /// What goes, what stays for it, their relation, what goes along, and whether a sidecar is written.
    removals: Vec<(usize, usize, u8, Vec<usize>, bool)>,
    /// What somebody does between the scan and the removal: to which file, and what.
    changes: Vec<(usize, u8)>,
    /// What somebody does during the removal: before which operation, to which file.
    outside: Option<(usize, usize)>,
    fault: Fault,
    read_only_trash: bool,
    bin: Bin,
    is_single_named: bool,
    /// Photos of the first volume are moved to a folder there instead of the trash, and no others.
    to_folder: bool,
}

fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        Just(Fault::None),
        (0..160usize).prop_map(Fault::Fails),
        (0..160usize).prop_map(Fault::Lies),
        (0..160usize).prop_map(Fault::Feigns),
        (0..160usize).prop_map(Fault::Stops),
    ]
}

fn case() -> impl Strategy<Value = Case> {
    let removal = (0..8usize, 0..8usize, 0..3u8, vec(0..8usize, 0..3), any::<bool>());
    (
        vec((0..3u8, 0..3u8, 0..4u8), 2..7),
        vec(0..8usize, 0..2),
        vec(removal, 1..5),
        vec((0..8usize, 0..3u8), 0..2),
        proptest::option::weighted(0.3, (0..120usize, 0..8usize)),
        fault(),
        proptest::bool::weighted(0.2),
        (handed_over::bin(), proptest::bool::weighted(0.1), proptest::bool::weighted(0.3)),
    )
        .prop_map(|(files, links, removals, changes, outside, fault, read_only_trash, rest)| {
            let (bin, is_single_named, to_folder) = rest;
            Case {
                files,
                links,
                removals,
                changes,
                outside,
                fault,
                read_only_trash,
                bin,
                is_single_named,
                to_folder,
            }
        })
}

/// A case after its removal, mended if it was cut short.
struct Run {
    disk: FakeDisk,
    history: History,
    before: Snapshot,
    /// What the caller was told, if it lived to be told.
    told: Option<Receipt>,
    /// What the history says.
    kept: Option<Receipt>,
    /// The file that somebody changed meanwhile.
    touched: Option<PathBuf>,
}

impl Case {
    fn path(&self, at: usize) -> PathBuf {
        let names = self.files.len() + self.links.len();
        let at = at % names;
        match self.files.get(at) {
            Some((volume, folder, _)) => {
                PathBuf::from(format!("/{}/f{folder}/{at}.jpg", ["a", "b", "c"][usize::from(*volume)]))
            }
            None => {
                let linked = self.path(self.links[at - self.files.len()] % self.files.len());
                linked.with_file_name(format!("link{at}.jpg"))
            }
        }
    }

    fn disk(&self) -> FakeDisk {
        let disk = FakeDisk::default();
        for (at, (_, _, content)) in self.files.iter().enumerate() {
            let bytes = if *content == 0 { "broken".to_owned() } else { format!("content {content}") };
            disk.put(&self.path(at), bytes.as_bytes());
        }
        for (at, linked) in self.links.iter().enumerate() {
            disk.link(&self.path(linked % self.files.len()), &self.path(self.files.len() + at));
        }
        disk.set_bin(self.bin);
        if self.is_single_named {
            disk.set_single_named();
        }
        if self.read_only_trash {
            disk.set_read_only(Path::new("/a/Trash"));
        }
        disk
    }

    fn plan(&self, disk: &FakeDisk) -> RemovalPlan {
        let subject = |at: usize| {
            let path = self.path(at);
            let (id, stamp) = disk.stat(&path).expect("there");
            FileSnapshot { content: disk.hash(&path).expect("there"), path, id, stamp }
        };
        let removal =
            |(goes, keeper, relation, along, sidecar): &(usize, usize, u8, Vec<usize>, bool)| Removal {
                goes: subject(*goes),
                companions: along
                    .iter()
                    .map(|at| subject(*at))
                    .filter(|file| file.path.parent() == self.path(*goes).parent())
                    .filter(|file| file.path != self.path(*goes))
                    .map(|FileSnapshot { path, id, stamp, .. }| Companion {
                        kind: CompanionKind::Sidecar,
                        path,
                        id,
                        stamp,
                        content: None,
                    })
                    .collect(),
                keeper: subject(*keeper),
                relation: [Relation::Exact, Relation::Edited, Relation::Similar][usize::from(*relation)],
                alike: Vec::new(),
                sidecar: (*sidecar && !self.path(*keeper).starts_with(PROTECTED)).then(|| Sidecar {
                    path: self.path(*keeper).with_extension("jpg.xmp"),
                    text: SIDECAR.to_owned(),
                }),
            };
        let mut removals: Vec<Removal> = self.removals.iter().map(removal).collect();
        removals.retain(|removal| !self.to_folder || removal.goes.path.starts_with("/a"));
        let roots = [PROTECTED, "/a/f1", "/a/f2"].map(PathBuf::from).to_vec();
        let destination = self.to_folder.then(|| Destination { folder: FOLDER.into(), roots });
        RemovalPlan { removals, protected: vec![PROTECTED.into()], destination }
    }

    fn run(&self) -> Run {
        let disk = self.disk();
        let plan = self.plan(&disk);
        for (at, how) in &self.changes {
            match how {
                0 => disk.touch(&self.path(*at)),
                1 => disk.put(&self.path(*at), b"content 3"),
                _ => disk.put(&self.path(*at), b"something else"),
            }
        }
        let before = library(&disk);
        let history = History::new(HISTORY.into(), Arc::new(disk.clone()));
        disk.set_fault(self.fault);
        let touched = self.outside.map(|(_, at)| self.path(at));
        if let (Some((at, _)), Some(path)) = (self.outside, &touched) {
            disk.set_outside(at, path, b"written meanwhile");
        }
        let told = carry_out(&plan, &history, &Progress::default()).ok();
        let told = told.filter(|_| !matches!(self.fault, Fault::Stops(_)));
        disk.set_fault(Fault::None);
        recover(&history).expect("recovered");
        let kept = history.receipts().expect("listed").0.pop();
        Run { disk, history, before, told, kept, touched }
    }
}

/// Everything in its place: not what lies in the trash, in quarantine or in the folder that photos are moved to.
fn library(disk: &FakeDisk) -> Snapshot {
    let mut all = disk.snapshot(Path::new("/a"));
    all.extend(disk.snapshot(Path::new("/b")));
    all.extend(disk.snapshot(Path::new("/c")));
    all.retain(|path, _| !path.starts_with(FOLDER));
    let is_trash = |path: &Path| path.starts_with("/a/Trash") || path.starts_with("/c/Bin");
    all.retain(|path, _| !is_trash(path) && !path.iter().any(|part| part == QUARANTINE));
    all
}

fn everything(disk: &FakeDisk) -> Vec<Vec<u8>> {
    disk.snapshot(Path::new("/")).into_values().map(|(bytes, _)| bytes).collect()
}

fn check(property: impl Fn(&Case, Run) -> Result<(), TestCaseError>) {
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(LIBRARIES) });
    runner.run(&case(), |case| property(&case, case.run())).unwrap();
}

#[test]
fn every_content_is_still_somewhere_and_what_stays_for_it_in_its_place() {
    check(|_, run| {
        let (now, all) = (library(&run.disk), everything(&run.disk));
        for (path, (bytes, _)) in &run.before {
            let excused = run.touched.as_ref().is_some_and(|touched| run.before[touched].0 == *bytes);
            prop_assert!(excused || all.contains(bytes), "the content of {path:?} is lost");
        }
        for removal in run.kept.iter().flat_map(Receipt::removed) {
            let keeper = &removal.keeper.path;
            if run.touched.is_none() {
                prop_assert_eq!(now.get(keeper), run.before.get(keeper));
                prop_assert!(
                    removal.relation != Relation::Exact || now[keeper].0 == run.before[&removal.goes.path].0
                );
                prop_assert!(removal.relation == Relation::Exact || now[keeper].0 != b"broken");
            }
        }
        Ok(())
    });
}

#[test]
fn protected_folders_are_untouched() {
    check(|_, run| {
        let (mut before, mut now) = (run.before.clone(), library(&run.disk));
        before.retain(|path, _| path.starts_with(PROTECTED));
        now.retain(|path, _| path.starts_with(PROTECTED));
        if run.touched.is_none() {
            prop_assert_eq!(before, now);
        }
        Ok(())
    });
}

#[test]
fn no_file_goes_for_itself_or_for_one_that_goes() {
    check(|_, run| {
        let receipt = run.kept.into_iter().chain(run.told);
        for receipt in receipt {
            let gone: Vec<_> = receipt.removed().map(|removal| removal.goes.id).collect();
            for removal in receipt.removed() {
                prop_assert!(removal.goes.id != removal.keeper.id);
                prop_assert!(!gone.contains(&removal.keeper.id));
            }
        }
        Ok(())
    });
}

#[test]
fn a_receipt_says_what_is_on_the_disk() {
    check(|_, run| {
        let (now, all) = (library(&run.disk), run.disk.snapshot(Path::new("/")));
        for receipt in run.told.iter().chain(&run.kept) {
            for entry in &receipt.entries {
                let goes = &entry.removal.goes.path;
                for moved in &entry.moved {
                    let there = all.get(&moved.to).map(|(bytes, _)| *blake3::hash(bytes).as_bytes());
                    // Whoever writes to another name of the file meanwhile changes what was moved, too.
                    let id = |path: &Path| run.disk.stat(path).map(|(id, _)| id).ok();
                    // So does whoever writes to it just before it is moved.
                    let is_written =
                        |touched: &PathBuf| id(touched) == id(&moved.to) || *touched == moved.from;
                    let written = run.touched.as_ref().is_some_and(is_written);
                    prop_assert!(there.is_some(), "{:?}", entry);
                    prop_assert!(written || there == Some(moved.content.0), "{:?}", entry);
                    prop_assert!(run.touched.is_some() || !now.contains_key(&moved.from));
                }
                let elsewhere = receipt.entries.iter().flat_map(|entry| &entry.moved);
                let elsewhere: Vec<_> = elsewhere.map(|moved| &moved.from).collect();
                if entry.outcome == Outcome::Removed {
                    prop_assert_eq!(entry.moved.len(), 1 + entry.removal.companions.len());
                } else if !elsewhere.contains(&goes) && run.touched.is_none() {
                    prop_assert_eq!(now.get(goes), run.before.get(goes), "{:?}", entry);
                }
            }
        }
        if let (Some(told), Some(kept)) = (&run.told, &run.kept) {
            let outcomes = |receipt: &Receipt| -> Vec<bool> {
                receipt.entries.iter().map(|entry| entry.outcome == Outcome::Removed).collect()
            };
            prop_assert_eq!(outcomes(told), outcomes(kept));
        }
        Ok(())
    });
}

#[test]
fn undo_restores_path_bytes_and_time() {
    check(|case, run| {
        let Some(receipt) = run.kept.filter(|_| case.outside.is_none()) else { return Ok(()) };
        undo(&receipt.id, &run.history, &Progress::default()).expect("undone");
        prop_assert_eq!(library(&run.disk), run.before);
        Ok(())
    });
}

#[test]
fn an_undo_that_is_cut_short_is_finished_or_done_again() {
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(LIBRARIES) });
    let cases = (case(), fault()).prop_map(|(case, fault)| (Case { outside: None, ..case }, fault));
    runner
        .run(&cases, |(case, fault)| {
            let run = case.run();
            let Some(receipt) = run.kept else { return Ok(()) };
            // From here on a start knows that there is nothing to mend, until the journal says more.
            recover(&run.history).expect("recovered");
            run.disk.set_fault(fault);
            undo(&receipt.id, &run.history, &Progress::default()).ok();
            run.disk.set_fault(Fault::None);
            recover(&run.history).expect("recovered");
            let receipt = undo(&receipt.id, &run.history, &Progress::default()).expect("undone");
            prop_assert_eq!(library(&run.disk), run.before);
            prop_assert!(!receipt.can_undo(), "{:?}", receipt);
            Ok(())
        })
        .unwrap();
}

#[test]
fn an_undo_replaces_nothing_that_has_appeared() {
    check(|_, run| {
        let Some(receipt) = run.kept else { return Ok(()) };
        let gone: Vec<PathBuf> =
            receipt.entries.iter().flat_map(|entry| &entry.moved).map(|moved| moved.from.clone()).collect();
        for path in gone.iter().step_by(2) {
            run.disk.put(path, b"new");
        }
        let photos = |disk: &FakeDisk| {
            let mut photos = library(disk);
            photos.retain(|path, _| path.extension().is_some_and(|ending| ending == "jpg"));
            photos
        };
        let appeared = photos(&run.disk);
        let receipt = undo(&receipt.id, &run.history, &Progress::default()).expect("undone");
        let now = photos(&run.disk);
        for (path, state) in &appeared {
            prop_assert_eq!(now.get(path), Some(state));
        }
        // What somebody wrote to through another name is not what was removed, and stays where it is.
        let left = receipt.entries.iter().map(|entry| entry.moved.len()).sum::<usize>();
        prop_assert!(left == 0 || run.touched.is_some());
        prop_assert_eq!(now.len() + left, appeared.len() + gone.len());
        for entry in &receipt.entries {
            if let Outcome::Restored(path) = &entry.outcome {
                prop_assert!(now.contains_key(path) && !appeared.contains_key(path));
            }
        }
        Ok(())
    });
}
