//! The verdicts on disk: a file of their own in the data folder, never made again from anything else, so it is
//! replaced whole or not at all, and what cannot be read is set aside and never overwritten. A JSON report
//! holds the same records, so both can be imported.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};

use super::{Change, Judged, Ruling, Verdict, Verdicts};
use crate::photo::ContentHash;

const VERSION: u32 = 1;

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
    /// One sentence, if something was wrong.
    pub notice: Option<String>,
}

/// Reads the verdicts' file; a missing one holds none. Changes nothing on disk.
pub fn load(file: &Path) -> Loaded {
    if !file.exists() {
        return Loaded::default();
    }
    match read(file) {
        Ok(verdicts) => Loaded { verdicts, notice: None },
        Err(error) => Loaded {
            verdicts: Verdicts::default(),
            notice: Some(format!("What was said about look-alikes before is not used: {error:#}")),
        },
    }
}

/// Carries changes out on the verdicts' file as it is now, which another Lookalike may have changed too. A file
/// that cannot be read is set aside; one of a newer version is left alone, and that is an error.
pub fn change(file: &Path, changes: &[Change]) -> anyhow::Result<()> {
    let mut verdicts = match read(file) {
        Ok(verdicts) => verdicts,
        Err(_) if !file.exists() => Verdicts::default(),
        Err(error) if error.is::<Newer>() => return Err(error),
        Err(_) => {
            let aside = aside(file);
            std::fs::rename(file, &aside).with_context(|| format!("setting {} aside", file.display()))?;
            Verdicts::default()
        }
    };
    changes.iter().for_each(|change| verdicts.apply(change));
    save(file, &verdicts)
}

/// The verdicts that a JSON report, or another verdicts' file, holds.
pub fn import(file: &Path) -> anyhow::Result<Vec<Verdict>> {
    Ok(read(file)?.0)
}

/// The file was written by a Lookalike that knows more.
#[derive(Debug)]
struct Newer(PathBuf);

impl std::fmt::Display for Newer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} was written by a newer Lookalike", self.0.display())
    }
}

impl std::error::Error for Newer {}

fn read(file: &Path) -> anyhow::Result<Verdicts> {
    let bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let damaged = || format!("{} holds no verdicts that can be read", file.display());
    let Header { version } = serde_json::from_slice(&bytes).with_context(damaged)?;
    if version > VERSION {
        return Err(Newer(file.to_owned()).into());
    }
    let FileRecord { verdicts, .. } = serde_json::from_slice(&bytes).with_context(damaged)?;
    let verdicts: anyhow::Result<Vec<Verdict>> = verdicts.into_iter().map(VerdictRecord::read).collect();
    Ok(Verdicts(verdicts.with_context(damaged)?))
}

fn save(file: &Path, verdicts: &Verdicts) -> anyhow::Result<()> {
    let folder = file.parent().context("the verdicts' file has no folder")?;
    std::fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
    let record =
        FileRecord { version: VERSION, verdicts: verdicts.iter().map(VerdictRecord::from).collect() };
    let fresh = file.with_extension("new");
    let write = || -> anyhow::Result<()> {
        let mut out = std::fs::File::create(&fresh)?;
        out.write_all(&serde_json::to_vec_pretty(&record)?)?;
        Ok(out.sync_all()?)
    };
    write().with_context(|| format!("writing {}", fresh.display()))?;
    std::fs::rename(&fresh, file).with_context(|| format!("replacing {}", file.display()))
}

/// A name beside `file` that nothing has yet.
fn aside(file: &Path) -> PathBuf {
    let name = |n: u32| file.with_extension(format!("unreadable-{n}"));
    (1..).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(0))
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
            assert!(notice.contains("holds no verdicts that can be read"), "{notice}");
        }
        change(&file, &given).expect("saved");
        assert_eq!(load(&file).verdicts.iter().count(), 1);
        assert!(dir.path().join("verdicts.unreadable-1").exists());
        let newer = r#"{"version":2,"verdicts":"of another shape"}"#;
        std::fs::write(&file, newer).expect("written");
        let error = change(&file, &given).expect_err("left alone").to_string();
        assert!(error.contains("newer Lookalike"), "{error}");
        assert_eq!(std::fs::read_to_string(&file).expect("still there"), newer);
    }
}
