//! The write-ahead journal of one removal: what is intended is on the disk before it is done, so that a removal
//! that was cut short at any moment can be finished or rolled back, and one that was done can be undone.
//!
//! A file for each removal, only ever appended to: the line [`HEAD`], then events, each a line of its BLAKE3
//! (16 hexadecimal digits of it) and itself in JSON. A line that does not match its sum, like one that was torn
//! when the power went, counts as not written. What is in memory is what these events make of it, nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::disk::{Access, Disk};
use super::history_error::HistoryError;
use super::plan::Removal;
use super::problem::Problem;
use super::receipt::{Entry, Moved, Outcome, Receipt};
use super::records::{MovedRecord, PathRecord, ProblemRecord, RemovalRecord};

/// Opens every journal; its number changes whenever older programs would misread newer events.
const HEAD: &str = "Lookalike removal journal 1";

/// Digits of the sum before each event.
const SUM: usize = 16;

/// How a removal ended that left the photo in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotMoved {
    /// Something spoke against it.
    Refused,
    /// It was tried in vain.
    Failed,
    /// Its turn never came.
    NotAttempted,
}

/// What is written down; `entry` counts the removals of the plan from 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The removal begins.
    Begun { at_ms: u64 },
    /// This is planned.
    Planned { entry: usize, removal: Box<RemovalRecord> },
    /// These files are about to be moved; replaces an earlier intention of the same entry.
    Intended { entry: usize, moves: Vec<MovedRecord> },
    /// What was intended is done and checked.
    Done { entry: usize },
    /// Everything of this entry is in its place.
    Stayed {
        entry: usize,
        how: NotMoved,
        #[serde(flatten)]
        why: ProblemRecord,
    },
    /// It failed half-way, and these files lie elsewhere.
    Stranded {
        entry: usize,
        #[serde(flatten)]
        why: ProblemRecord,
        left: Vec<MovedRecord>,
    },
    /// Nothing more of the plan will be carried out.
    Ended,
    /// What lies elsewhere is about to be moved to these places.
    Returning { entry: usize, to: Vec<PathRecord> },
    /// It lies there now.
    Returned { entry: usize, to: Vec<PathRecord> },
    /// It could not be put back whole; these files still lie elsewhere.
    NotReturned {
        entry: usize,
        #[serde(flatten)]
        why: ProblemRecord,
        left: Vec<MovedRecord>,
    },
}

/// What was begun and not ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Open {
    /// Files on their way out.
    Leaving(Vec<Moved>),
    /// Files on their way back, to these places.
    Returning(Vec<PathBuf>),
}

/// The journal of one removal and what its events come to.
pub struct Journal<'a> {
    disk: &'a dyn Disk,
    path: PathBuf,
    receipt: Receipt,
    open: BTreeMap<usize, Open>,
    ended: bool,
    /// Entries whose plan could not be read.
    unplanned: BTreeSet<usize>,
    /// Lines that could not be read, without those that were torn when they were written.
    damaged: usize,
    /// Why nothing more can be written: what the system says.
    broken: Option<String>,
}

impl<'a> Journal<'a> {
    /// Begins the journal of a removal in `folder`. On an error nothing may be moved.
    pub fn begin(disk: &'a dyn Disk, folder: &Path, plan: &[Removal]) -> anyhow::Result<Self> {
        let failed = |error: io::Error| HistoryError::NotBegun(error.to_string());
        let now = disk.now();
        disk.create_folders(folder, Access::Private).map_err(failed)?;
        let (id, path) = new_name(disk, folder, now).map_err(failed)?;
        let begun = Event::Begun { at_ms: milliseconds(now) };
        let planned = plan
            .iter()
            .enumerate()
            .map(|(entry, removal)| Event::Planned { entry, removal: Box::new(RemovalRecord::of(removal)) });
        let events: Vec<Event> = std::iter::once(begun).chain(planned).collect();
        let mut bytes = HEAD.as_bytes().to_vec();
        for event in &events {
            bytes.extend(line(event)?);
        }
        disk.append(&path, &bytes).map_err(failed)?;
        let mut journal = Self::empty(disk, path, id);
        events.into_iter().for_each(|event| journal.apply(event));
        Ok(journal)
    }

    /// Reads a journal. On an error the file is left alone.
    pub fn open(disk: &'a dyn Disk, path: &Path) -> Result<Self, HistoryError> {
        let unreadable = |error: io::Error| HistoryError::Unreadable(path.to_owned(), error.to_string());
        let bytes = disk.read(path).map_err(unreadable)?;
        let mut lines = bytes.split(|byte| *byte == b'\n');
        // One that was stopped in its first line announced nothing, so nothing was done.
        if lines.next() != Some(HEAD.as_bytes()) && !HEAD.as_bytes().starts_with(&bytes) {
            return Err(HistoryError::OtherVersion(path.to_owned()));
        }
        let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let mut journal = Self::empty(disk, path.to_owned(), id);
        for line in lines {
            match event(line) {
                Some(event) => journal.apply(event),
                None if is_torn(line) => {}
                None => journal.damaged += 1,
            }
        }
        Ok(journal)
    }

    fn empty(disk: &'a dyn Disk, path: PathBuf, id: String) -> Self {
        let receipt = Receipt { id, begun: UNIX_EPOCH, entries: Vec::new() };
        let (open, unplanned) = (BTreeMap::new(), BTreeSet::new());
        Self { disk, path, receipt, open, ended: false, unplanned, damaged: 0, broken: None }
    }

    /// Writes an event through to the disk. On an error it is not written, what it says must not be done,
    /// and no other event will be written either.
    pub fn write(&mut self, event: Event) -> io::Result<()> {
        if let Some(why) = &self.broken {
            return Err(io::Error::other(why.clone()));
        }
        let written = line(&event).map_err(io::Error::other);
        let written = written.and_then(|line| self.disk.append(&self.path, &line));
        if let Err(error) = &written {
            self.broken = Some(error.to_string());
        } else {
            self.apply(event);
        }
        written
    }

    /// Writes what has happened already; it holds also if it cannot be written, recovery will find it out.
    pub fn record(&mut self, event: Event) {
        if self.write(event.clone()).is_err() {
            self.apply(event);
        }
    }

    /// Why nothing more can be written, if that is so: then nothing more may be moved.
    pub fn broken(&self) -> Option<&str> {
        self.broken.as_deref()
    }

    /// What is wrong with the file.
    pub fn damage(&self) -> Option<HistoryError> {
        let is_whole = self.damaged == 0 && self.unplanned.is_empty();
        (!is_whole).then(|| HistoryError::Damaged(self.path.clone()))
    }

    /// What the events come to.
    pub fn receipt(&self) -> &Receipt {
        &self.receipt
    }

    /// The same, for good.
    pub fn into_receipt(mut self) -> Receipt {
        for (entry, open) in std::mem::take(&mut self.open) {
            if matches!(open, Open::Leaving(_)) {
                self.set(entry, Outcome::Failed(Problem::OutOfSight), Vec::new());
            }
        }
        // Of these not even a path is known, and nothing of them was moved.
        self.receipt.entries.retain(|entry| !entry.removal.goes.path.as_os_str().is_empty());
        self.receipt
    }

    /// What was begun and not ended.
    pub fn open_entries(&self) -> &BTreeMap<usize, Open> {
        &self.open
    }

    /// The removal came to its end, if not every photo of it had its turn.
    pub fn is_ended(&self) -> bool {
        self.ended
    }

    fn apply(&mut self, event: Event) {
        match event {
            Event::Begun { at_ms } => self.receipt.begun = UNIX_EPOCH + Duration::from_millis(at_ms),
            Event::Planned { entry, removal } => {
                self.entry(entry).removal = removal.removal();
                self.unplanned.remove(&entry);
            }
            Event::Intended { entry, moves } => {
                let moves = moved(moves);
                self.entry(entry);
                if self.unplanned.contains(&entry) {
                    self.entry(entry).removal = Removal::of_moves(&moves);
                }
                self.open.insert(entry, Open::Leaving(moves));
            }
            Event::Done { entry } => {
                if let Some(Open::Leaving(moves)) = self.open.remove(&entry) {
                    self.set(entry, Outcome::Removed, moves);
                }
            }
            Event::Stayed { entry, how, why } => {
                let outcome = match how {
                    NotMoved::Refused => Outcome::Refused(why.problem()),
                    NotMoved::Failed => Outcome::Failed(why.problem()),
                    NotMoved::NotAttempted => Outcome::NotAttempted,
                };
                self.set(entry, outcome, Vec::new());
            }
            Event::Stranded { entry, why, left } | Event::NotReturned { entry, why, left } => {
                self.set(entry, Outcome::Failed(why.problem()), moved(left));
            }
            Event::Ended => self.ended = true,
            Event::Returning { entry, to } => {
                let to = to.into_iter().map(PathRecord::path).collect();
                self.open.insert(entry, Open::Returning(to));
            }
            Event::Returned { entry, to } => {
                let place = to.into_iter().next().map(PathRecord::path).unwrap_or_default();
                self.set(entry, Outcome::Restored(place), Vec::new());
            }
        }
    }

    /// The entry with this number; those up to it that there are not are made up.
    fn entry(&mut self, entry: usize) -> &mut Entry {
        let entries = &mut self.receipt.entries;
        while entries.len() <= entry {
            self.unplanned.insert(entries.len());
            let removal = Removal::of_moves(&[]);
            entries.push(Entry { removal, outcome: Outcome::NotAttempted, moved: Vec::new() });
        }
        &mut entries[entry]
    }

    fn set(&mut self, entry: usize, outcome: Outcome, moved: Vec<Moved>) {
        self.open.remove(&entry);
        if let Some(entry) = self.receipt.entries.get_mut(entry) {
            (entry.outcome, entry.moved) = (outcome, moved);
        }
    }
}

fn moved(records: Vec<MovedRecord>) -> Vec<Moved> {
    records.into_iter().map(MovedRecord::moved).collect()
}

fn milliseconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64)
}

/// A name that no journal has yet: the moment in universal time, which sorts.
fn new_name(disk: &dyn Disk, folder: &Path, now: SystemTime) -> io::Result<(String, PathBuf)> {
    let moment = chrono::DateTime::<chrono::Utc>::from(now).format("%Y%m%d-%H%M%S").to_string();
    let mut id = moment.clone();
    for number in 2.. {
        let path = folder.join(&id).with_extension("journal");
        if !disk.is_taken(&path)? {
            return Ok((id, path));
        }
        id = format!("{moment}-{number}");
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// The line break comes first, so that a torn line spoils no other.
fn line(event: &Event) -> anyhow::Result<Vec<u8>> {
    let json = serde_json::to_string(event)?;
    Ok(format!("\n{} {json}", sum(json.as_bytes())).into_bytes())
}

fn event(line: &[u8]) -> Option<Event> {
    let (found, json) = (line.get(..SUM)?, line.get(SUM + 1..)?);
    (sum(json).as_bytes() == found).then(|| serde_json::from_slice(json).ok())?
}

/// A line that ends before it is whole, as one does when the power goes while it is written.
fn is_torn(line: &[u8]) -> bool {
    let json = line.get(SUM + 1..).unwrap_or_default();
    serde_json::from_slice::<serde::de::IgnoredAny>(json).is_err_and(|error| error.is_eof())
}

fn sum(json: &[u8]) -> String {
    let mut digits = blake3::hash(json).to_hex().to_string();
    digits.truncate(SUM);
    digits
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::fake::FakeDisk;
    use super::super::history::History;
    use super::*;
    use crate::photo::{Relation, sample};

    fn plan() -> Vec<Removal> {
        let [goes, keeper] = ["a.jpg", "b.jpg"].map(|name| (&sample::photo(name)).into());
        vec![Removal {
            goes,
            companions: Vec::new(),
            keeper,
            relation: Relation::Exact,
            alike: Vec::new(),
            sidecar: None,
        }]
    }

    #[test]
    fn what_was_written_is_read_back_and_torn_lines_are_not() {
        let (disk, folder) = (FakeDisk::default(), Path::new("/data/history"));
        let mut journal = Journal::begin(&disk, folder, &plan()).expect("begun");
        journal.write(Event::Intended { entry: 0, moves: Vec::new() }).expect("written");
        let (path, id) = (journal.path.clone(), journal.receipt.id.clone());
        let whole = disk.read(&path).expect("there");
        disk.append(&path, b"\n0123456789abcdef {\"done\":{\"ent").expect("appended");
        let torn = Journal::open(&disk, &path).expect("read");
        assert_eq!((torn.receipt(), torn.open_entries().len()), (journal.receipt(), 1));
        assert_eq!((torn.damage(), torn.receipt.id.as_str()), (None, id.as_str()));
        disk.append(&path, &line(&Event::Done { entry: 0 }).expect("a line")).expect("appended");
        let done = Journal::open(&disk, &path).expect("read");
        assert_eq!((done.receipt.entries[0].outcome.clone(), done.open.len()), (Outcome::Removed, 0));
        assert!(whole.starts_with(HEAD.as_bytes()));
    }

    #[test]
    fn a_flipped_bit_costs_one_line_and_another_version_is_left_alone() {
        let (disk, folder) = (FakeDisk::default(), Path::new("/data/history"));
        let journal = Journal::begin(&disk, folder, &plan()).expect("begun");
        let mut bytes = disk.read(&journal.path).expect("there");
        let middle = bytes.len() - 9;
        bytes[middle] ^= 1;
        disk.put(Path::new("/data/history/x.journal"), &bytes);
        let damaged = Journal::open(&disk, Path::new("/data/history/x.journal")).expect("read");
        assert_eq!((damaged.damage().is_some(), damaged.receipt.entries.len()), (true, 0));
        disk.put(Path::new("/data/history/y.journal"), b"Lookalike removal journal 2\n...");
        let newer = Journal::open(&disk, Path::new("/data/history/y.journal"));
        assert!(newer.is_err_and(|error| error.to_string().contains("this version of Lookalike")));
    }

    #[test]
    fn removals_of_one_second_have_names_of_their_own_and_are_listed_the_latest_first() {
        let (disk, folder) = (FakeDisk::default(), Path::new("/data/history"));
        let mut ids: Vec<String> = (0..11)
            .map(|_| Journal::begin(&disk, folder, &plan()).expect("begun").into_receipt().id)
            .collect();
        assert_eq!(ids[1], format!("{}-2", ids[0]));
        assert_eq!(ids[10], format!("{}-11", ids[0]));
        let history = History::new(folder.into(), Arc::new(disk));
        let (receipts, damaged) = history.receipts().expect("listed");
        ids.reverse();
        assert_eq!(receipts.into_iter().map(|receipt| receipt.id).collect::<Vec<_>>(), ids);
        assert_eq!(damaged, []);
    }
}
