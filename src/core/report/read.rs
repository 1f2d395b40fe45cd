//! The JSON report read back, as the plan of a removal that somebody made with it. What it says is taken for a wish,
//! not for a fact: whoever carries it out looks at the photos themselves; here it must only make sense.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufReader;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, bail, ensure};
use serde::Deserialize;

use super::json::VERSION;
use crate::photo::{ContentHash, FileStamp, Relation};
use crate::review::Decision;

/// What a report says about removals.
#[derive(Debug, Clone, PartialEq)]
pub struct Reported {
    /// The scanned folders.
    pub folders: Vec<PathBuf>,
    /// Folders nothing may be removed from.
    pub protected: Vec<PathBuf>,
    /// The groups, each with its keeper.
    pub groups: Vec<ReportedGroup>,
}

/// A group as it was reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedGroup {
    /// The photo it keeps.
    pub keeper: ReportedPhoto,
    /// The others, with their relation to the keeper; `None`: they are no pair.
    pub members: Vec<(ReportedPhoto, Option<Relation>)>,
}

/// A photo as it was reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedPhoto {
    /// Where it lay.
    pub path: PathBuf,
    /// Its size and time.
    pub stamp: FileStamp,
    /// Its bytes.
    pub content: ContentHash,
    /// What was decided about it.
    pub decision: Decision,
}

/// Reads a JSON report. The error is one sentence that says what in it makes no sense.
pub fn read(path: &Path) -> anyhow::Result<Reported> {
    let failed = || format!("the report {} cannot be used", path.display());
    let file = File::open(path).with_context(failed)?;
    let record = serde_json::from_reader(BufReader::new(file)).context("it is no JSON report of Lookalike");
    record.and_then(|record: ReportRecord| record.checked()).with_context(failed)
}

#[derive(Deserialize)]
struct ReportRecord {
    version: u32,
    folders: Option<Vec<PathRecord>>,
    protected: Option<Vec<PathRecord>>,
    groups: Vec<GroupRecord>,
}

#[derive(Deserialize)]
struct PathRecord {
    path: String,
    path_bytes: Option<String>,
}

#[derive(Deserialize)]
struct GroupRecord {
    keeper: String,
    photos: Vec<PhotoRecord>,
}

#[derive(Deserialize)]
struct PhotoRecord {
    path: String,
    path_bytes: Option<String>,
    bytes: u64,
    relation: String,
    decision: String,
    content: String,
    modified_ns: String,
}

impl ReportRecord {
    fn checked(self) -> anyhow::Result<Reported> {
        ensure!(
            self.version == VERSION,
            "its version is {}, and this Lookalike knows {VERSION}",
            self.version
        );
        let (Some(folders), Some(protected)) = (self.folders, self.protected) else {
            bail!("it does not say which folders were scanned; scan again to get one that does");
        };
        let folders: Vec<PathBuf> = folders.iter().map(PathRecord::path).collect::<anyhow::Result<_>>()?;
        let groups = self.groups.into_iter().map(GroupRecord::checked);
        let groups: Vec<ReportedGroup> = groups.collect::<anyhow::Result<_>>()?;
        let mut seen = BTreeSet::new();
        for photo in groups.iter().flat_map(ReportedGroup::photos) {
            let path = &photo.path;
            ensure!(lies_in(path, &folders), "{path:?} does not lie in a folder that was scanned");
            ensure!(seen.insert(path), "{path:?} is in it twice");
        }
        let protected = protected.iter().map(PathRecord::path).collect::<anyhow::Result<_>>()?;
        Ok(Reported { folders, protected, groups })
    }
}

/// Below one of the folders, told by the path as it is written.
fn lies_in(path: &Path, folders: &[PathBuf]) -> bool {
    let plain = path.components().all(|part| !matches!(part, Component::ParentDir | Component::CurDir));
    plain && path.is_absolute() && folders.iter().any(|folder| path.starts_with(folder))
}

impl ReportedGroup {
    /// The keeper, then the members.
    pub fn photos(&self) -> impl Iterator<Item = &ReportedPhoto> {
        std::iter::once(&self.keeper).chain(self.members.iter().map(|(member, _)| member))
    }
}

impl GroupRecord {
    fn checked(self) -> anyhow::Result<ReportedGroup> {
        let named = self.keeper;
        let mut photos = self.photos.into_iter();
        let keeper = photos.next().filter(|photo| photo.relation == "keeper" && photo.path == named);
        let keeper = keeper.with_context(|| format!("the keeper {named:?} of a group is not in it"))?;
        let keeper = keeper.checked()?;
        ensure!(keeper.decision != Decision::Remove, "the keeper {named:?} of a group is to be removed");
        let member = |photo: PhotoRecord| Ok((relation(&photo.relation)?, photo.checked()?));
        let members = photos.map(|photo| member(photo).map(|(relation, photo)| (photo, relation)));
        let members: Vec<_> = members.collect::<anyhow::Result<_>>()?;
        Ok(ReportedGroup { keeper, members })
    }
}

impl PhotoRecord {
    fn checked(&self) -> anyhow::Result<ReportedPhoto> {
        let path = path(&self.path, self.path_bytes.as_deref())?;
        let modified_ns = self.modified_ns.parse();
        let modified_ns = modified_ns.with_context(|| format!("the time of {path:?} is no number"))?;
        let content = blake3::Hash::from_hex(&self.content);
        let content = content.with_context(|| format!("the content of {path:?} is no hash"))?;
        let decision = match self.decision.as_str() {
            "keep" => Decision::Keep,
            "remove" => Decision::Remove,
            "undecided" => Decision::Undecided,
            other => bail!("{other:?} is no decision"),
        };
        let stamp = FileStamp { bytes: self.bytes, modified_ns };
        Ok(ReportedPhoto { path, stamp, content: ContentHash(*content.as_bytes()), decision })
    }
}

fn relation(word: &str) -> anyhow::Result<Option<Relation>> {
    Ok(match word {
        "exact" => Some(Relation::Exact),
        "edited" => Some(Relation::Edited),
        "similar" => Some(Relation::Similar),
        "none" => None,
        other => bail!("{other:?} is no relation"),
    })
}

impl PathRecord {
    fn path(&self) -> anyhow::Result<PathBuf> {
        path(&self.path, self.path_bytes.as_deref())
    }
}

fn path(text: &str, bytes: Option<&str>) -> anyhow::Result<PathBuf> {
    match bytes {
        None => Ok(PathBuf::from(text)),
        Some(bytes) => path_of_bytes(percent_encoding::percent_decode_str(bytes).collect()),
    }
}

#[cfg(unix)]
fn path_of_bytes(bytes: Vec<u8>) -> anyhow::Result<PathBuf> {
    Ok(<std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes).into())
}

#[cfg(not(unix))]
fn path_of_bytes(bytes: Vec<u8>) -> anyhow::Result<PathBuf> {
    String::from_utf8(bytes).map(PathBuf::from).context("a path in it is not Unicode")
}

#[cfg(test)]
mod tests {
    use super::super::{Report, json, sample};
    use super::*;
    use serde_json::{Value, json};

    /// A report of a group of four photos in `/photos`, changed by `change`.
    fn read_changed(change: impl Fn(&mut Value)) -> anyhow::Result<Reported> {
        let (mut findings, groups) = sample::findings(&["a.jpg", "b.jpg", "c.jpg", "d.jpg"]);
        findings.scanned = vec!["/photos".into()];
        let text = sample::written_of(&findings, &groups, |report: &Report<'_>, out| {
            json::write(report, out).expect("written");
        });
        let mut report = serde_json::from_str(&text).expect("JSON");
        change(&mut report);
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("r.json");
        std::fs::write(&path, report.to_string()).expect("written");
        read(&path)
    }

    #[test]
    fn a_report_is_read_as_it_was_written() {
        let reported = read_changed(|_| ()).expect("read");
        let group = &reported.groups[0];
        assert_eq!(group.keeper.path, Path::new("/photos/a.jpg"));
        let members: Vec<_> = group.members.iter().map(|(m, relation)| (m.decision, *relation)).collect();
        assert_eq!(members[0], (Decision::Remove, Some(Relation::Exact)));
        assert_eq!(members[1], (Decision::Undecided, None));
        assert_eq!(group.keeper.stamp.bytes, 3_000_000);
    }

    #[test]
    fn what_makes_no_sense_is_refused_in_one_sentence() {
        let check = |change: &dyn Fn(&mut Value), part: &str| {
            let refused = format!("{:#}", read_changed(change).expect_err("refused"));
            assert!(refused.contains("cannot be used: ") && refused.contains(part), "{refused}");
        };
        let photo = |report: &mut Value, at: usize, field: &str, value: &str| {
            report["groups"][0]["photos"][at][field] = json!(value);
        };
        check(&|report| report["version"] = json!(2), "its version is 2");
        check(&|report| report["folders"] = json!(null), "scan again");
        check(&|report| report["folders"] = json!([{"path": "/other"}]), "does not lie in a folder");
        check(&|report| photo(report, 1, "path", "/photos/../etc/b.jpg"), "does not lie in a folder");
        check(&|report| photo(report, 1, "path", "b.jpg"), "does not lie in a folder");
        check(&|report| photo(report, 1, "path", "/photos/c.jpg"), "is in it twice");
        check(&|report| photo(report, 0, "decision", "remove"), "is to be removed");
        check(&|report| photo(report, 0, "relation", "exact"), "is not in it");
        check(&|report| report["groups"][0]["keeper"] = json!("/photos/x.jpg"), "is not in it");
        check(&|report| report["groups"][0]["photos"] = json!([]), "is not in it");
        check(&|report| photo(report, 1, "decision", "shred"), "is no decision");
        check(&|report| photo(report, 1, "content", "00"), "is no hash");
        check(&|report| *report = json!([1]), "no JSON report");
    }
}
