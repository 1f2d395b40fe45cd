//! The report for programs: JSON with a version, also what `scan --json` prints. It says nothing about
//! the run itself (no times, no counts of work), so the same photos give the same bytes each time.
#![doc = include_str!("json.md")]

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Context;
use serde::Serialize;

use super::{Entry, Report, Spelled, decision_word, relation_word, rounded};
use crate::photo::{Companion, CompanionKind, Edit, Group, LeftOut, Skipped};
use crate::verdicts::VerdictRecord;
use crate::words;

/// Changes whenever a field changes its meaning or goes.
pub(super) const VERSION: u32 = 1;

/// Writes the report, indented, with a line end after it.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> anyhow::Result<()> {
    write_record(&ReportRecord::of(report), out).context("writing the JSON report")
}

/// Writes a record, indented, with a line end after it. An error is an I/O error, so that a caller can tell a closed pipe from
/// a failure.
pub(super) fn write_record(record: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(Spelled::in_json(out), record).map_err(io::Error::from)?;
    writeln!(out)
}

#[derive(Serialize)]
struct ReportRecord<'a> {
    version: u32,
    threshold: f64,
    model: &'a str,
    device: String,
    folders: Vec<PathRecord>,
    protected: Vec<PathRecord>,
    groups: Vec<GroupRecord<'a>>,
    skipped: Vec<SkippedRecord>,
    left_out: Vec<LeftOutRecord<'a>>,
    verdicts: Vec<VerdictRecord>,
}

#[derive(Serialize)]
struct GroupRecord<'a> {
    kind: &'static str,
    keeper: String,
    reason: Option<String>,
    weakest_link: f64,
    photos: Vec<PhotoRecord<'a>>,
}

#[derive(Serialize)]
struct PhotoRecord<'a> {
    #[serde(flatten)]
    path: PathRecord,
    bytes: u64,
    width: u32,
    height: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    preview: Option<[u32; 2]>,
    format: &'static str,
    taken: Option<&'a str>,
    camera: Option<&'a str>,
    distance: Option<f64>,
    confidence: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    differs_in: Option<u16>,
    relation: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    edit: Option<EditRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    twin_of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggested: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stays: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    companions: Vec<CompanionRecord>,
    decision: &'static str,
    content: String,
    modified_ns: String,
}

/// A file that belongs to a photo.
#[derive(Serialize)]
struct CompanionRecord {
    #[serde(flatten)]
    path: PathRecord,
    kind: &'static str,
    bytes: u64,
}

/// How a photo was made from its keeper.
#[derive(Serialize)]
pub(super) struct EditRecord {
    words: String,
    kept: f64,
    filled: f64,
    scale: f64,
    turn: f64,
    mirrored: bool,
    toned: bool,
    covered: f64,
}

#[derive(Serialize)]
struct LeftOutRecord<'a> {
    kind: &'static str,
    name: &'a str,
    count: usize,
    first: PathRecord,
}

#[derive(Serialize)]
struct SkippedRecord {
    #[serde(flatten)]
    path: PathRecord,
    reason: String,
}

#[derive(Serialize)]
pub(super) struct PathRecord {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    path_bytes: Option<String>,
}

impl<'a> ReportRecord<'a> {
    fn of(report: &Report<'a>) -> Self {
        Self {
            version: VERSION,
            threshold: rounded(report.threshold),
            model: &report.findings.model,
            device: report.findings.device.to_string(),
            folders: report.findings.scanned.iter().map(|folder| PathRecord::of(folder)).collect(),
            protected: report.findings.protected.iter().map(|folder| PathRecord::of(folder)).collect(),
            groups: report.groups.iter().map(|group| GroupRecord::of(report, group)).collect(),
            skipped: report.findings.skipped.iter().map(SkippedRecord::of).collect(),
            left_out: report.findings.left_out.iter().map(LeftOutRecord::of).collect(),
            verdicts: report.verdicts.concerning(&report.findings.photos).map(VerdictRecord::from).collect(),
        }
    }
}

impl<'a> GroupRecord<'a> {
    fn of(report: &Report<'a>, group: &'a Group) -> Self {
        Self {
            kind: relation_word(group.kind()),
            keeper: report.findings.photo(group.keeper).path().to_string_lossy().into_owned(),
            reason: group.reason.as_ref().map(words::reason),
            weakest_link: rounded(group.weakest_link()),
            photos: report.entries(group).map(|entry| PhotoRecord::of(report, entry)).collect(),
        }
    }
}

impl<'a> PhotoRecord<'a> {
    fn of(report: &Report<'a>, entry: Entry<'a>) -> Self {
        let photo = entry.photo;
        Self {
            path: PathRecord::of(photo.path()),
            bytes: photo.file.stamp.bytes,
            width: photo.metadata.width,
            height: photo.metadata.height,
            preview: photo.metadata.preview,
            format: photo.metadata.format.name(),
            taken: photo.metadata.taken.as_deref(),
            camera: photo.metadata.camera.as_deref(),
            distance: entry.distance(),
            confidence: entry.confidence().map(|confidence| rounded(confidence.share())),
            differs_in: entry.differs(),
            relation: entry.relation(),
            edit: entry.edit().map(EditRecord::of),
            twin_of: entry.twin_of.map(|place| place.path().to_string_lossy().into_owned()),
            suggested: entry.may_go.map(|why| words::may_go(why, report.findings)),
            stays: entry.doubt.as_ref().map(words::doubt),
            companions: photo.file.companions.iter().map(CompanionRecord::of).collect(),
            decision: decision_word(entry.decision),
            content: photo.content.to_string(),
            modified_ns: photo.file.stamp.modified_ns.to_string(),
        }
    }
}

impl CompanionRecord {
    fn of(companion: &Companion) -> Self {
        let kind = match companion.kind {
            CompanionKind::Raw => "raw",
            CompanionKind::Edit => "edit",
            CompanionKind::Movie => "movie",
            CompanionKind::Sidecar => "sidecar",
        };
        Self { path: PathRecord::of(&companion.path), kind, bytes: companion.stamp.bytes }
    }
}

impl EditRecord {
    pub(super) fn of(edit: Edit) -> Self {
        Self {
            words: words::edit(&edit),
            kept: rounded(edit.shown),
            filled: rounded(edit.filled),
            scale: rounded(edit.scale),
            turn: rounded(edit.turn),
            mirrored: edit.mirrored,
            toned: edit.toned,
            covered: rounded(edit.covered),
        }
    }
}

impl<'a> LeftOutRecord<'a> {
    fn of(left_out: &'a LeftOut) -> Self {
        let LeftOut { kind, name, count, first } = left_out;
        Self { kind: kind.name(), name, count: *count, first: PathRecord::of(first) }
    }
}

impl SkippedRecord {
    fn of(skipped: &Skipped) -> Self {
        Self { path: PathRecord::of(&skipped.path), reason: skipped.reason.to_string() }
    }
}

impl PathRecord {
    pub(super) fn of(path: &Path) -> Self {
        let path_bytes = path.to_str().is_none().then(|| percent_encoded(path));
        Self { path: path.to_string_lossy().into_owned(), path_bytes }
    }
}

/// The path byte for byte; on Windows, where names are no bytes, in the encoding of the standard library.
fn percent_encoded(path: &Path) -> String {
    path.as_os_str().as_encoded_bytes().iter().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(byte) {
            text.push(char::from(*byte));
        } else {
            write!(text, "%{byte:02X}").ok();
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::photo::{CloseLook, Link, Relation};
    use crate::report::sample;

    fn parsed(text: &str) -> Value {
        serde_json::from_str(text).expect("JSON")
    }

    fn written(names: &[&str]) -> String {
        sample::written(names, |report, out| write(report, out).expect("written"))
    }

    /// Keys of an object in the order they are written.
    fn check(object: &str, keys: &[&str]) {
        let at = |key: &&str| object.find(&format!("\"{key}\": ")).unwrap_or_else(|| panic!("no {key}"));
        assert!(keys.iter().map(at).is_sorted(), "{object}");
        assert_eq!(parsed(object).as_object().expect("an object").len(), keys.len());
    }

    #[test]
    fn the_documented_fields_and_no_others() {
        let text = written(&["a.jpg", "b.jpg", "c.jpg", "d.jpg"]);
        let report = parsed(&text);
        let pretty = |value: &Value| serde_json::to_string_pretty(value).expect("JSON");
        let fields = "version threshold model device folders protected groups skipped left_out verdicts";
        let fields: Vec<&str> = fields.split(' ').collect();
        check(&text, &fields);
        let group = &report["groups"][0];
        assert_eq!(group.as_object().expect("an object").len(), 5);
        assert_eq!(
            (&group["kind"], &group["keeper"], &group["reason"], &group["weakest_link"]),
            (&json!("exact"), &json!("/photos/a.jpg"), &json!("It is the oldest."), &json!(0.05))
        );
        let keeper = &group["photos"][0];
        assert_eq!(
            *keeper,
            json!({
                "path": "/photos/a.jpg", "bytes": 3_000_000, "width": 4000, "height": 3000, "format": "JPEG",
                "taken": "2024-05-01 12:00:00", "camera": "Maker Model 1", "distance": 0.0, "confidence": null,
                "relation": "keeper",
                "decision": "keep", "content": blake3::hash(b"a.jpg").to_string(),
                "modified_ns": "1500000000000000000",
            })
        );
        assert_eq!(report["skipped"][0], json!({"path": "a.jpg", "reason": "a.jpg is no photo"}));
        assert_eq!(pretty(&report["threshold"]), "0.1");
    }

    #[test]
    fn members_say_what_they_are_to_the_keeper() {
        let report = parsed(&written(&["a.jpg", "b.jpg", "c.jpg", "d.jpg"]));
        let member = |at: usize| {
            let photo = &report["groups"][0]["photos"][at];
            (photo["distance"].clone(), photo["relation"].clone(), photo["decision"].clone())
        };
        assert_eq!(member(1), (json!(0.0), json!("exact"), json!("remove")));
        assert_eq!(member(2), (json!(null), json!("none"), json!("undecided")));
        assert_eq!(member(3), (json!(0.05), json!("similar"), json!("undecided")));
        let why =
            |at: usize| ["suggested", "stays"].map(|key| report["groups"][0]["photos"][at][key].clone());
        assert_eq!(why(0), [json!(null), json!(null)]);
        assert_eq!(why(1), [json!("An identical file is kept: /photos/a.jpg."), json!(null)]);
        assert_eq!(why(3), [json!(null), json!("It only looks alike.")]);
    }

    #[test]
    fn what_lines_up_with_the_keeper_says_in_how_many_places_it_differs() {
        let (findings, mut groups) = sample::findings(&["a.jpg", "b.jpg"]);
        let close = Some(CloseLook { areas: 3, is_edit: false, ..CloseLook::SAME });
        let proof = Some(Edit { close, ..crate::photo::sample::EDIT });
        groups[0].members[0].link = Some(Link { relation: Relation::Similar, distance: 0.4, proof });
        let report = parsed(&sample::written_of(&findings, &groups, |report, out| {
            write(report, out).expect("written");
        }));
        let differs = |at: usize| report["groups"][0]["photos"][at].get("differs_in").cloned();
        assert_eq!([differs(0), differs(1)], [None, Some(json!(3))]);
    }

    #[test]
    fn what_belongs_to_a_photo_is_listed_with_it() {
        let (mut findings, groups) = sample::findings(&["a.jpg", "b.jpg"]);
        findings.photos[0].file.companions =
            vec![crate::photo::sample::companion("a.cr2", CompanionKind::Raw, 20_000)];
        let report = parsed(&sample::written_of(&findings, &groups, |report, out| {
            write(report, out).expect("written");
        }));
        let photos = &report["groups"][0]["photos"];
        assert_eq!(
            photos[0]["companions"],
            json!([{"path": "/photos/a.cr2", "kind": "raw", "bytes": 20_000}])
        );
        assert_eq!(photos[1].get("companions"), None);
    }

    #[test]
    fn hostile_names_come_back_as_they_were() {
        let text = written(&sample::HOSTILE);
        assert!(!text.contains(|letter| words::acts(letter) && letter != '\n'), "{text}");
        let report = parsed(&text);
        for (at, name) in sample::HOSTILE.iter().enumerate() {
            assert_eq!(report["groups"][0]["photos"][at]["path"], format!("/photos/{name}"));
            assert_eq!(report["skipped"][at]["path"], **name);
        }
    }

    #[test]
    fn a_closed_pipe_is_seen_as_one() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let (findings, groups) = sample::findings(&["a.jpg", "b.jpg"]);
        let report = sample::report(&findings, &groups);
        let error = write(&report, &mut Closed).expect_err("nobody reads");
        let cause = error.root_cause().downcast_ref::<io::Error>().expect("an I/O error");
        assert_eq!(cause.kind(), io::ErrorKind::BrokenPipe);
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_not_unicode_keeps_its_bytes() {
        use std::os::unix::ffi::OsStringExt;
        let (mut findings, groups) = sample::findings(&["a.jpg", "b.jpg"]);
        findings.photos[0].file.path =
            std::ffi::OsString::from_vec(b"/photos/caf\xe9 1%.jpg".to_vec()).into();
        let text = sample::written_of(&findings, &groups, |report, out| write(report, out).expect("written"));
        let report = parsed(&text);
        let photos = &report["groups"][0]["photos"];
        assert_eq!(photos[0]["path"], "/photos/caf\u{fffd} 1%.jpg");
        assert_eq!(photos[0]["path_bytes"], "/photos/caf%E9%201%25.jpg");
        assert_eq!(photos[1].get("path_bytes"), None);
    }
}
