//! What a scan found and what was decided, written down for people (HTML), spreadsheets (CSV) and
//! programs (JSON). One file per format, chosen by the name's ending. File names are hostile input here.

mod csv;
pub mod found;
mod html;
pub mod json;
mod phrase;
mod read;
#[cfg(test)]
mod sample;
mod spelled;

use std::fmt;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Context, bail, ensure};

use crate::door;
use crate::files;
use crate::groups;
use crate::photo::{Confidence, Doubt, Edit, Findings, Group, Link, MayGo, Member, Photo, PhotoId, Relation};
use crate::progress::{Progress, Stage, Stop};
use crate::review::{Decision, Review};
use crate::verdicts::Verdicts;

pub use self::phrase::{Label, Phrase, in_english};
pub use self::read::{Reported, ReportedGroup, ReportedPhoto, read};
pub use self::spelled::Spelled;

/// What a report is made of.
#[derive(Clone, Copy)]
pub struct Report<'a> {
    /// What the scan found.
    pub findings: &'a Findings,
    /// The groups at the threshold.
    pub groups: &'a [Group],
    /// The distance up to which photos were grouped.
    pub threshold: f32,
    /// What the user decided.
    pub decision: &'a (dyn Fn(PhotoId) -> Decision + Sync),
    /// Why a photo is suggested to go; `None` where it is not.
    pub suggested: &'a (dyn Fn(PhotoId) -> Option<MayGo> + Sync),
    /// What the user said about look-alikes for good.
    pub verdicts: &'a Verdicts,
    /// The words of the page for people, such as [`in_english`]. Reports for programs are always in English.
    pub wording: &'a (dyn Fn(&Phrase<'_>) -> String + Sync),
}

/// Has `work` done with a report on what was found and decided in a review, the page for people worded by `wording`.
pub fn on<R>(
    review: &Review,
    wording: &(dyn Fn(&Phrase<'_>) -> String + Sync),
    work: impl FnOnce(&Report<'_>) -> R,
) -> R {
    let decision = |photo| review.decision(photo);
    let suggestions = LazyLock::new(|| review.suggestions());
    let suggested = |photo: PhotoId| suggestions.get(&photo).copied();
    work(&Report {
        findings: review.findings(),
        groups: review.groups(),
        threshold: review.threshold(),
        decision: &decision,
        suggested: &suggested,
        verdicts: review.verdicts(),
        wording,
    })
}

/// Writes the report that `path` asks for by its ending. A half-written report never replaces a good one.
pub fn write(path: &Path, report: &Report<'_>, progress: &Progress) -> Result<(), Stop> {
    let ending = Ending::of(path)?;
    let grouped = report.groups.iter().map(Group::len).sum::<usize>();
    progress.enter(Stage::Reporting, grouped as u64)?;
    files::replace(path, |file| {
        let mut out = BufWriter::new(file);
        match ending {
            Ending::Html => html::write(report, &mut out, progress)?,
            Ending::Csv => csv::write(report, &mut out)?,
            Ending::Json => json::write(report, &mut out)?,
        }
        Ok(out.flush().with_context(|| format!("writing {path:?}"))?)
    })
}

/// Whether a report can be written under this name, for those who want to know before the scan.
pub fn check_name(path: &Path) -> anyhow::Result<()> {
    Ending::of(path)?;
    match path.parent() {
        Some(folder) if folder != Path::new("") => {
            // Asked by the window, which does not wait for a drive that is gone.
            let is_there = door::glance(vec![folder.to_owned()], |folder| folder.is_dir()).pop();
            ensure!(matches!(is_there, Some(Ok(true))), BadName::NoFolder(folder.to_owned()));
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Why no report can be written under a name. Its `Display` is a clause in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadName {
    /// There is no such folder.
    NoFolder(PathBuf),
    /// The name has none of the endings that there are.
    Ending(PathBuf),
}

impl fmt::Display for BadName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFolder(folder) => write!(f, "the folder {folder:?} for the report does not exist"),
            Self::Ending(path) => {
                write!(f, "the report's name {path:?} must end in .html, .csv or .json")
            }
        }
    }
}

impl std::error::Error for BadName {}

/// The formats, told by the ending of the report's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Html,
    Csv,
    Json,
}

impl Ending {
    fn of(path: &Path) -> anyhow::Result<Self> {
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        match ending.as_str() {
            "html" | "htm" => Ok(Self::Html),
            "csv" => Ok(Self::Csv),
            "json" => Ok(Self::Json),
            _ => bail!(BadName::Ending(path.to_owned())),
        }
    }
}

/// A photo of a group, with what every format says about it.
#[derive(Clone)]
struct Entry<'a> {
    photo: &'a Photo,
    decision: Decision,
    role: Role,
    /// The photo with the same bytes that stays for it, if there is one.
    twin_of: Option<&'a Photo>,
    /// Why it is suggested to go, if it is.
    may_go: Option<MayGo>,
    /// Why it is not suggested to go; `None` for the keeper too.
    doubt: Option<Doubt>,
}

/// What a photo is in its group.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Role {
    Keeper,
    Member(Option<Link>),
}

impl<'a> Report<'a> {
    /// The keeper, then the members in the group's order.
    fn entries(&self, group: &'a Group) -> impl Iterator<Item = Entry<'a>> {
        let report = *self;
        let entry = move |photo: PhotoId, role| Entry {
            photo: report.findings.photo(photo),
            decision: (report.decision)(photo),
            role,
            twin_of: None,
            may_go: None,
            doubt: None,
        };
        let member = move |member: &Member| {
            let may_go = (report.suggested)(member.photo);
            Entry {
                twin_of: member.twin_of.map(|place| report.findings.photo(place)),
                may_go,
                doubt: if may_go.is_some() { None } else { report.doubt(group, member) },
                ..entry(member.photo, Role::Member(member.link))
            }
        };
        std::iter::once(entry(group.keeper, Role::Keeper)).chain(group.members.iter().map(member))
    }

    fn doubt(&self, group: &Group, member: &Member) -> Option<Doubt> {
        let doubt = groups::doubt(self.findings, group, member);
        let tie = || groups::tie(self.findings, group.keeper, member).filter(|_| member.twin_of.is_none());
        doubt.or_else(tie)
    }
}

impl Entry<'_> {
    /// To the keeper; `None` where the user chose a keeper that this photo does not match.
    fn distance(&self) -> Option<f64> {
        match self.role {
            Role::Keeper => Some(0.0),
            Role::Member(link) => link.map(|link| rounded(link.distance)),
        }
    }

    /// How likely it is that it shows what the keeper shows; `None` for the keeper and for what does not match it.
    fn confidence(&self) -> Option<Confidence> {
        match self.role {
            Role::Keeper => None,
            Role::Member(link) => link.map(Confidence::of),
        }
    }

    /// Of a similar shot that lines up with the keeper: in how many places they differ.
    fn differs(&self) -> Option<u16> {
        match self.role {
            Role::Member(Some(link)) if link.relation == Relation::Similar => {
                link.proof?.close.map(|close| close.areas).filter(|areas| *areas > 0)
            }
            _ => None,
        }
    }

    /// How it was made from the keeper; of edited copies only.
    fn edit(&self) -> Option<Edit> {
        match self.role {
            Role::Keeper => None,
            Role::Member(link) => link?.edit(),
        }
    }

    /// What it is to the keeper, in one word.
    fn relation(&self) -> &'static str {
        match self.role {
            Role::Keeper => "keeper",
            Role::Member(Some(link)) => relation_word(link.relation),
            Role::Member(None) => "none",
        }
    }
}

/// A relation as reports name it.
pub fn relation_word(relation: Relation) -> &'static str {
    match relation {
        Relation::Exact => "exact",
        Relation::Edited => "edited",
        Relation::Similar => "similar",
    }
}

fn decision_word(decision: Decision) -> &'static str {
    match decision {
        Decision::Keep => "keep",
        Decision::Remove => "remove",
        Decision::Undecided => "undecided",
    }
}

/// To four decimals, which is finer than any two decoders agree.
fn rounded(distance: f32) -> f64 {
    (f64::from(distance) * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::decode::hanging;

    /// Writes a report over an old one and returns what lies in the folder afterwards, and its text.
    fn check(name: &str, progress: &Progress) -> (Result<(), Stop>, Vec<String>, String) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        fs::write(&path, "old").expect("written");
        let (findings, groups) = sample::findings(&sample::HOSTILE);
        let report = sample::report(&findings, &groups);
        let result = write(&path, &report, progress);
        let names = fs::read_dir(folder.path()).expect("a folder");
        let names = names.map(|n| n.expect("a name").file_name().to_string_lossy().into_owned()).collect();
        (result, names, fs::read_to_string(&path).expect("still there"))
    }

    #[test]
    fn the_ending_chooses_the_format() {
        let cases =
            [("r.html", "<!doctype"), ("r.HTM", "<!doctype"), ("r.csv", "group,"), ("r.v1.Json", "{\n")];
        for (name, start) in cases {
            let (result, names, text) = check(name, &Progress::default());
            assert!(result.is_ok(), "{result:?}");
            assert_eq!(names, [name]);
            assert!(text.starts_with(start), "{text}");
        }
    }

    #[test]
    fn a_wrong_ending_is_refused_in_one_sentence() {
        for name in ["r.txt", "r", ".html", "..", "html", "r.html.gz"] {
            let refused = check_name(Path::new(name)).expect_err("refused").to_string();
            assert_eq!(refused, format!("the report's name {name:?} must end in .html, .csv or .json"));
        }
        check_name(Path::new("r.html")).expect("the current folder is there");
        let refused = check_name(Path::new("/no/such/folder/r.csv")).expect_err("refused").to_string();
        assert_eq!(refused, "the folder \"/no/such/folder\" for the report does not exist");
    }

    #[test]
    fn a_report_that_did_not_get_done_leaves_the_old_one() {
        let progress = Progress::default();
        progress.cancel();
        let (result, names, text) = check("r.html", &progress);
        assert!(matches!(result, Err(Stop::Cancelled)));
        assert_eq!((names, text.as_str()), (vec!["r.html".to_owned()], "old"));
    }

    #[test]
    fn a_decoder_that_hangs_does_not_hold_a_cancel() {
        let folder = tempfile::tempdir().expect("a folder");
        let (findings, groups) = sample::findings(&["a.jpg", hanging::NAME]);
        let hung = findings.photos[1].path().to_owned();
        let ended = hanging::cancelled_at(&hung, |progress| {
            let report = sample::report(&findings, &groups);
            write(&folder.path().join("r.html"), &report, progress)
        });
        assert!(matches!(ended, Err(Stop::Cancelled)));
    }
}
