//! What a journal's events look like in JSON. Core types do not serialise, but for [`Problem`]; these do, and turn into them.

use std::path::PathBuf;

use serde::{Deserialize, Deserializer, Serialize};

use super::plan::{FileSnapshot, Removal};
use super::problem::Problem;
use super::receipt::Moved;
use super::sidecar::Sidecar;
use crate::photo::{Companion, CompanionKind, ContentHash, FileId, FileStamp, Relation};

/// A path: text, or its bytes (on Windows its UTF-16 units) where it is no text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PathRecord {
    Text(PathBuf),
    Raw(Vec<u16>),
}

impl PathRecord {
    pub fn of(path: &std::path::Path) -> Self {
        if path.to_str().is_some() { Self::Text(path.to_owned()) } else { Self::Raw(units(path)) }
    }

    pub fn path(self) -> PathBuf {
        match self {
            Self::Text(path) => path,
            Self::Raw(units) => from_units(&units),
        }
    }
}

#[cfg(unix)]
fn units(path: &std::path::Path) -> Vec<u16> {
    std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).iter().map(|byte| u16::from(*byte)).collect()
}

#[cfg(unix)]
fn from_units(units: &[u16]) -> PathBuf {
    let bytes = units.iter().map(|unit| *unit as u8).collect();
    PathBuf::from(<std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes))
}

#[cfg(windows)]
fn units(path: &std::path::Path) -> Vec<u16> {
    std::os::windows::ffi::OsStrExt::encode_wide(path.as_os_str()).collect()
}

#[cfg(windows)]
fn from_units(units: &[u16]) -> PathBuf {
    PathBuf::from(<std::ffi::OsString as std::os::windows::ffi::OsStringExt>::from_wide(units))
}

/// A file as it was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileRecord {
    path: PathRecord,
    volume: u64,
    file: u128,
    bytes: u64,
    modified_ns: i128,
}

impl FileRecord {
    fn of(path: &std::path::Path, id: FileId, stamp: FileStamp) -> Self {
        Self {
            path: PathRecord::of(path),
            volume: id.volume,
            file: id.file,
            bytes: stamp.bytes,
            modified_ns: stamp.modified_ns,
        }
    }

    fn file(self) -> (PathBuf, FileId, FileStamp) {
        let id = FileId { volume: self.volume, file: self.file };
        let stamp = FileStamp { bytes: self.bytes, modified_ns: self.modified_ns };
        (self.path.path(), id, stamp)
    }
}

/// A photo as it was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileSnapshotRecord {
    file: FileRecord,
    content: HashRecord,
}

impl FileSnapshotRecord {
    fn of(subject: &FileSnapshot) -> Self {
        let file = FileRecord::of(&subject.path, subject.id, subject.stamp);
        Self { file, content: HashRecord(subject.content) }
    }

    fn subject(self) -> FileSnapshot {
        let (path, id, stamp) = self.file.file();
        FileSnapshot { path, id, stamp, content: self.content.0 }
    }
}

/// A removal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RemovalRecord {
    goes: FileSnapshotRecord,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    companions: Vec<CompanionRecord>,
    keeper: FileSnapshotRecord,
    relation: RelationRecord,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sidecar: Option<SidecarRecord>,
}

/// What is written beside the keeper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct SidecarRecord {
    path: PathRecord,
    text: String,
}

impl RemovalRecord {
    pub fn of(removal: &Removal) -> Self {
        Self {
            goes: FileSnapshotRecord::of(&removal.goes),
            companions: removal.companions.iter().map(CompanionRecord::of).collect(),
            keeper: FileSnapshotRecord::of(&removal.keeper),
            relation: match removal.relation {
                Relation::Exact => RelationRecord::Exact,
                Relation::Edited => RelationRecord::Edited,
                Relation::Similar => RelationRecord::Similar,
            },
            sidecar: removal.sidecar.as_ref().map(|sidecar| SidecarRecord {
                path: PathRecord::of(&sidecar.path),
                text: sidecar.text.clone(),
            }),
        }
    }

    pub fn removal(self) -> Removal {
        Removal {
            goes: self.goes.subject(),
            companions: self.companions.into_iter().map(CompanionRecord::companion).collect(),
            keeper: self.keeper.subject(),
            relation: match self.relation {
                RelationRecord::Exact => Relation::Exact,
                RelationRecord::Edited => Relation::Edited,
                RelationRecord::Similar => Relation::Similar,
            },
            // Of use only before it was carried out.
            alike: Vec::new(),
            sidecar: self.sidecar.map(|sidecar| Sidecar { path: sidecar.path.path(), text: sidecar.text }),
        }
    }
}

/// What belongs to a photo, as it was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct CompanionRecord {
    kind: KindRecord,
    file: FileRecord,
}

impl CompanionRecord {
    fn of(companion: &Companion) -> Self {
        let kind = match companion.kind {
            CompanionKind::Raw => KindRecord::Raw,
            CompanionKind::Edit => KindRecord::Edit,
            CompanionKind::Movie => KindRecord::Movie,
            CompanionKind::Sidecar => KindRecord::Sidecar,
        };
        Self { kind, file: FileRecord::of(&companion.path, companion.id, companion.stamp) }
    }

    fn companion(self) -> Companion {
        let kind = match self.kind {
            KindRecord::Raw => CompanionKind::Raw,
            KindRecord::Edit => CompanionKind::Edit,
            KindRecord::Movie => CompanionKind::Movie,
            KindRecord::Sidecar => CompanionKind::Sidecar,
        };
        let (path, id, stamp) = self.file.file();
        Companion { kind, path, id, stamp, content: None }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum KindRecord {
    Raw,
    Edit,
    Movie,
    Sidecar,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RelationRecord {
    Exact,
    Edited,
    Similar,
}

/// A file on its way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MovedRecord {
    from: PathRecord,
    to: PathRecord,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<PathRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    held: Option<PathRecord>,
    /// Volume and number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<(u64, u128)>,
    bytes: u64,
    modified_ns: i128,
    content: HashRecord,
}

impl MovedRecord {
    pub fn of(moved: &Moved) -> Self {
        Self {
            from: PathRecord::of(&moved.from),
            to: PathRecord::of(&moved.to),
            note: moved.note.as_deref().map(PathRecord::of),
            held: moved.held.as_deref().map(PathRecord::of),
            id: moved.id.map(|id| (id.volume, id.file)),
            bytes: moved.stamp.bytes,
            modified_ns: moved.stamp.modified_ns,
            content: HashRecord(moved.content),
        }
    }

    pub fn all(moved: &[Moved]) -> Vec<Self> {
        moved.iter().map(Self::of).collect()
    }

    pub fn moved(self) -> Moved {
        Moved {
            from: self.from.path(),
            to: self.to.path(),
            note: self.note.map(PathRecord::path),
            held: self.held.map(PathRecord::path),
            id: self.id.map(|(volume, file)| FileId { volume, file }),
            stamp: FileStamp { bytes: self.bytes, modified_ns: self.modified_ns },
            content: self.content.0,
        }
    }
}

/// Why a photo was not moved or not put back: in English, for people and for versions that know nothing else, and as data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProblemRecord {
    why: String,
    /// `None` in journals of versions before it was written, and where a newer version wrote one that is not known here.
    #[serde(default, deserialize_with = "known", skip_serializing_if = "Option::is_none")]
    problem: Option<Problem>,
}

fn known<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Problem>, D::Error> {
    serde_json::Value::deserialize(deserializer).map(|value| serde_json::from_value(value).ok())
}

impl From<Problem> for ProblemRecord {
    fn from(problem: Problem) -> Self {
        Self { why: problem.to_string(), problem: Some(problem) }
    }
}

impl ProblemRecord {
    pub fn problem(self) -> Problem {
        self.problem.unwrap_or(Problem::Said(self.why))
    }
}

/// 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
struct HashRecord(ContentHash);

impl From<HashRecord> for String {
    fn from(hash: HashRecord) -> Self {
        hash.0.to_string()
    }
}

impl TryFrom<String> for HashRecord {
    type Error = blake3::HexError;

    fn try_from(digits: String) -> Result<Self, Self::Error> {
        Ok(Self(ContentHash(*blake3::Hash::from_hex(digits)?.as_bytes())))
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::removal::Subject;

    #[test]
    fn a_problem_of_another_version_is_said_in_its_own_words() {
        let read = |json: &str| serde_json::from_str::<ProblemRecord>(json).expect("readable").problem();
        let said = Problem::Said("it is tired".to_owned());
        assert_eq!(read(r#"{"why":"it is tired"}"#), said);
        assert_eq!(read(r#"{"why":"it is tired","problem":{"tired":["of",1]}}"#), said);
        let problem =
            Problem::BackInPlace(Box::new(Problem::Changed(Subject::Companion("a.xmp".to_owned()))));
        let json = serde_json::to_string(&ProblemRecord::from(problem.clone())).expect("JSON");
        assert!(
            json.contains("a.xmp, which belongs to it, has changed since the scan; it is back"),
            "{json}"
        );
        assert_eq!(read(&json), problem);
    }

    #[test]
    fn a_path_that_is_no_text_comes_back_to_the_byte() {
        use std::os::unix::ffi::OsStringExt;
        for bytes in [b"/a/caf\xe9\n.jpg".to_vec(), "/写真/ü .jpg".as_bytes().to_vec()] {
            let path = PathBuf::from(std::ffi::OsString::from_vec(bytes));
            let json = serde_json::to_string(&PathRecord::of(&path)).expect("JSON");
            let back: PathRecord = serde_json::from_str(&json).expect("a path");
            assert_eq!(back.path(), path);
        }
    }
}
