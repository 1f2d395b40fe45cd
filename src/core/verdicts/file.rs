//! The verdicts on disk: a file of their own in the data folder, never made again from anything else, so it is
//! replaced whole or not at all, and what cannot be read is set aside and never overwritten. A JSON report
//! holds the same records, so both can be imported.

use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use serde::{Deserialize, Serialize};

use super::{Change, Judged, Ruling, Verdict, Verdicts};
use crate::files;
use crate::photo::{ContentHash, Notice};

/// The first version had no `check`.
const VERSION: u32 = 2;
const WITHOUT_CHECK: u32 = 1;

/// A verdict as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerdictRecord {
    verdict: RulingRecord,
    photos: Vec<JudgedRecord>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RulingRecord {
    NotDuplicates,
    KeepAll,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct JudgedRecord {
    /// 64 hexadecimal digits.
    content: String,
    #[serde(default)]
    name: String,
}

#[derive(Serialize, Deserialize)]
struct FileRecord {
    version: u32,
    /// BLAKE3 of the verdicts as compact JSON, in 64 hexadecimal digits.
    #[serde(default)]
    check: Option<String>,
    #[serde(default)]
    verdicts: Vec<VerdictRecord>,
}

/// What every version begins with.
#[derive(Deserialize)]
struct Header {
    version: u32,
}

impl From<&Verdict> for VerdictRecord {
    fn from(verdict: &Verdict) -> Self {
        let judged =
            |judged: &Judged| JudgedRecord { content: judged.content.to_string(), name: judged.name.clone() };
        Self {
            verdict: match verdict.ruling {
                Ruling::NotDuplicates => RulingRecord::NotDuplicates,
                Ruling::KeepAll => RulingRecord::KeepAll,
            },
            photos: verdict.photos.iter().map(judged).collect(),
        }
    }
}

impl VerdictRecord {
    /// The verdict, if the record makes sense.
    pub fn read(self) -> anyhow::Result<Verdict> {
        let ruling = match self.verdict {
            RulingRecord::NotDuplicates => Ruling::NotDuplicates,
            RulingRecord::KeepAll => Ruling::KeepAll,
        };
        if self.photos.len() < 2 {
            bail!("a verdict on fewer than two photos");
        }
        let judged = |record: JudgedRecord| {
            let content = blake3::Hash::from_hex(&record.content).context("a content that is no hash")?;
            Ok(Judged { content: ContentHash(*content.as_bytes()), name: record.name })
        };
        let photos = self.photos.into_iter().map(judged).collect::<anyhow::Result<_>>()?;
        Ok(Verdict::new(ruling, photos))
    }
}

/// The verdicts of a file, and what the user should know about it.
#[derive(Debug, Default)]
pub struct Loaded {
    /// None if there is no file yet, or none that can be read.
    pub verdicts: Verdicts,
    /// If something was wrong.
    pub notice: Option<Notice>,
}

/// Reads the verdicts' file; a missing one holds none. Changes nothing on disk.
pub fn load(file: &Path) -> Loaded {
    match read(file) {
        Ok(verdicts) => Loaded { verdicts, notice: None },
        Err(trouble) => Loaded { verdicts: Verdicts::default(), notice: trouble.notice(file) },
    }
}

/// Carries changes out on the verdicts' file as it is now, which another Lookalike may have changed too. A damaged file is
/// set aside, and the notice says so; one of a newer version, or that cannot be opened, is left alone, and that is an error.
pub fn change(file: &Path, changes: &[Change]) -> anyhow::Result<Option<Notice>> {
    let _lock = files::lock(file)?;
    let (mut verdicts, notice) = match read(file) {
        Ok(verdicts) => (verdicts, None),
        Err(Trouble::Missing) => (Verdicts::default(), None),
        Err(Trouble::Damaged) => {
            let aside = files::set_aside(file)?;
            (Verdicts::default(), Some(Notice::VerdictsSetAside(file.to_owned(), aside)))
        }
        Err(trouble) => return Err(trouble.error(file)),
    };
    changes.iter().for_each(|change| verdicts.apply(change));
    save(file, &verdicts)?;
    Ok(notice)
}

/// The verdicts that a JSON report, or another verdicts' file, holds.
pub fn import(file: &Path) -> anyhow::Result<Vec<Verdict>> {
    Ok(read(file).map_err(|trouble| trouble.of(file))?.0)
}

/// Why a file gives no verdicts.
#[derive(Debug)]
enum Trouble {
    Missing,
    /// The disk, or its rights, are in the way: the file may be whole.
    Closed(std::io::Error),
    /// A Lookalike that knows more has written it.
    Newer,
    /// Its bytes are not what was written.
    Damaged,
}

impl Trouble {
    fn notice(self, file: &Path) -> Option<Notice> {
        let file = file.to_owned();
        match self {
            Self::Missing => None,
            Self::Closed(error) => Some(Notice::VerdictsClosed(file, error.to_string())),
            Self::Newer => Some(Notice::VerdictsNewer(file)),
            Self::Damaged => Some(Notice::VerdictsDamaged(file)),
        }
    }

    /// As the error of a change.
    fn error(self, file: &Path) -> anyhow::Error {
        self.notice(file).map_or_else(|| Self::Missing.of(file), anyhow::Error::from)
    }

    /// As the error of an import.
    fn of(self, file: &Path) -> anyhow::Error {
        let name = file.display();
        match self {
            Self::Missing => anyhow!("there is no {name}"),
            Self::Closed(error) => anyhow!("{name} cannot be opened: {error}"),
            Self::Newer => anyhow!("{name} was written by a newer Lookalike"),
            Self::Damaged => anyhow!("{name} holds no verdicts that can be read"),
        }
    }
}

fn read(file: &Path) -> Result<Verdicts, Trouble> {
    let bytes = std::fs::read(file).map_err(|error| match error.kind() {
        ErrorKind::NotFound => Trouble::Missing,
        _ => Trouble::Closed(error),
    })?;
    let Header { version } = serde_json::from_slice(&bytes).map_err(|_| Trouble::Damaged)?;
    if version > VERSION {
        return Err(Trouble::Newer);
    }
    verdicts(&bytes).ok_or(Trouble::Damaged)
}

/// `None` if these are not the bytes that were written.
fn verdicts(bytes: &[u8]) -> Option<Verdicts> {
    let FileRecord { version, check, verdicts } = serde_json::from_slice(bytes).ok()?;
    match check {
        Some(check) => (check == check_of(&verdicts).ok()?).then_some(())?,
        None => (version == WITHOUT_CHECK).then_some(())?,
    }
    verdicts.into_iter().map(|record| record.read().ok()).collect::<Option<Vec<_>>>().map(Verdicts)
}

fn check_of(verdicts: &[VerdictRecord]) -> serde_json::Result<String> {
    Ok(blake3::hash(&serde_json::to_vec(verdicts)?).to_hex().to_string())
}

fn save(file: &Path, verdicts: &Verdicts) -> anyhow::Result<()> {
    let verdicts: Vec<VerdictRecord> = verdicts.iter().map(VerdictRecord::from).collect();
    let record = FileRecord { version: VERSION, check: Some(check_of(&verdicts)?), verdicts };
    files::replace_with(file, &serde_json::to_vec_pretty(&record)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::sample;

    fn verdict(ruling: Ruling, names: [&str; 2]) -> Verdict {
        Verdict::on(ruling, names.map(sample::photo).iter())
    }

    #[test]
    fn changes_survive_and_add_to_what_others_wrote() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("deep/verdicts.json");
        assert!(load(&file).verdicts.is_empty());
        let (one, other) =
            (verdict(Ruling::KeepAll, ["a", "b"]), verdict(Ruling::NotDuplicates, ["写真", "c"]));
        change(&file, &[Change::Given(one.clone())]).expect("saved");
        change(&file, &[Change::Given(other.clone())]).expect("saved");
        assert_eq!(load(&file).verdicts, Verdicts(vec![one.clone(), other.clone()]));
        assert_eq!(import(&file).expect("read"), [one.clone(), other.clone()]);
        change(&file, &[Change::TakenBack(one)]).expect("saved");
        assert_eq!(load(&file).verdicts, Verdicts(vec![other]));
    }

    #[test]
    fn what_cannot_be_read_is_never_overwritten() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("verdicts.json");
        let given = [Change::Given(verdict(Ruling::KeepAll, ["a", "b"]))];
        for nonsense in ["", "{", "[]", r#"{"version":1,"verdicts":[{"verdict":"keep_all","photos":[]}]}"#] {
            std::fs::write(&file, nonsense).expect("written");
            let notice = load(&file).notice.expect("a notice");
            assert!(notice.to_string().contains("holds no verdicts that can be read"), "{notice}");
        }
        let notice = change(&file, &given).expect("saved").expect("it is said");
        assert!(notice.to_string().contains("verdicts.unreadable-1"), "{notice}");
        assert_eq!(load(&file).verdicts.iter().count(), 1);
        assert!(dir.path().join("verdicts.unreadable-1").exists());
        let newer = r#"{"version":9,"verdicts":"of another shape"}"#;
        std::fs::write(&file, newer).expect("written");
        let error = change(&file, &given).expect_err("left alone").to_string();
        assert!(error.contains("newer Lookalike"), "{error}");
        assert_eq!(std::fs::read_to_string(&file).expect("still there"), newer);
    }

    #[test]
    fn what_cannot_be_opened_is_no_damage() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("verdicts.json");
        // Reading a folder is an error, for every user.
        std::fs::create_dir(&file).expect("made");
        let given = [Change::Given(verdict(Ruling::KeepAll, ["a", "b"]))];
        let error = change(&file, &given).expect_err("left alone").to_string();
        assert!(error.contains("cannot be opened"), "{error}");
        assert!(load(&file).notice.is_some_and(|notice| notice.to_string().contains("cannot be opened")));
        assert!(file.is_dir() && !dir.path().join("verdicts.unreadable-1").exists());
    }

    #[test]
    fn the_first_version_is_read_still() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("verdicts.json");
        let given = verdict(Ruling::KeepAll, ["a", "b"]);
        let record = [VerdictRecord::from(&given)];
        std::fs::write(&file, serde_json::json!({ "version": 1, "verdicts": record }).to_string())
            .expect("written");
        assert_eq!(load(&file).verdicts, Verdicts(vec![given]));
    }

    #[test]
    fn no_damage_is_believed() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("verdicts.json");
        let given = [["a", "b"], ["c", "d"]].map(|names| Change::Given(verdict(Ruling::KeepAll, names)));
        change(&file, &given).expect("saved");
        let (whole, bytes) = (load(&file).verdicts, std::fs::read(&file).expect("there"));
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut bytes = bytes.clone();
                bytes[at] ^= 1 << bit;
                assert!(verdicts(&bytes).is_none_or(|read| read == whole), "bit {bit} of byte {at}");
            }
            assert!(verdicts(&bytes[..at]).is_none());
        }
    }

    #[test]
    fn nothing_is_lost_when_many_change_it_at_once() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("verdicts.json");
        std::thread::scope(|scope| {
            for one in 0..8 {
                let file = &file;
                scope.spawn(move || {
                    for other in 0..8 {
                        let names = [format!("{one}.jpg"), format!("{one}-{other}.jpg")];
                        let verdict = verdict(Ruling::NotDuplicates, [&names[0], &names[1]]);
                        assert_eq!(change(file, &[Change::Given(verdict)]).expect("saved"), None);
                    }
                });
            }
        });
        assert_eq!(load(&file).verdicts.iter().count(), 64);
        let left = std::fs::read_dir(dir.path()).expect("a folder").count();
        assert_eq!(left, 2, "the file and its lock");
    }
}
