//! Reviews that outlive the window: one file for each set of folders, in the data folder, written anew after
//! every change and replaced as a whole. It holds what was decided, by path and content, and not what the scan
//! found: a scan of the same folders finds that again in moments, as it is then.

mod saver;
mod shape;

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Context;

use crate::photo::{ContentHash, Findings, PhotoId, SharedFindings};
use crate::review::{Decided, Decision, Review, Snapshot, Step, Totals};

pub use self::saver::Saver;
use self::shape::{Photos, Stored};

/// The ending of the files.
const ENDING: &str = "review";

/// Opens every file, before the BLAKE3 hash of all that follows it; a new number whenever [`shape::Stored`] changes.
const MAGIC: &[u8] = b"lookalike review 5\n";

/// Opened files without a hash; those of the first do not say of any mark what it was made on.
const EARLIER: [&[u8]; 2] = [b"lookalike review 3\n", b"lookalike review 4\n"];

/// A folder that was scanned.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SavedFolder {
    /// Where it is.
    pub path: PathBuf,
    /// Nothing is removed from it.
    pub protected: bool,
    /// Of photos that are equally good the one from it is kept.
    pub preferred: bool,
}

/// Where in the review the user was; the numbers mean something to the window only.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Whereabouts {
    /// The list that is shown.
    pub tab: u8,
    /// The order of its rows.
    pub sort: u8,
    /// What its rows must have in a path.
    pub filter: String,
    /// The two photos on the stage.
    pub photos: Option<[PhotoId; 2]>,
}

/// A saved review, as the start lists it.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The folders it is about.
    pub folders: Vec<SavedFolder>,
    /// When it was saved last.
    pub saved_at: SystemTime,
    /// How far it was.
    pub totals: Totals,
}

/// A review taken up again.
pub struct Resumed {
    /// The decisions, as far as their photos are what they were.
    pub review: Review,
    /// Where the user was.
    pub whereabouts: Whereabouts,
    /// Photos that were decided about and are gone.
    pub vanished: Vec<PathBuf>,
    /// Photos that were decided about and have other bytes now: what was decided is dropped.
    pub changed: Vec<PathBuf>,
}

/// The file of the review of these folders, in whatever order they are named.
pub fn file_of(data: &Path, folders: &[SavedFolder]) -> PathBuf {
    let mut paths: Vec<&Path> = folders.iter().map(|folder| folder.path.as_path()).collect();
    paths.sort_unstable();
    paths.dedup();
    let mut hasher = blake3::Hasher::new();
    for path in paths {
        let bytes = path.as_os_str().as_encoded_bytes();
        hasher.update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
    }
    let name = hasher.finalize().to_hex();
    folder(data).join(&name[..16]).with_extension(ENDING)
}

fn folder(data: &Path) -> PathBuf {
    data.join("reviews")
}

/// What is to be written of a review.
pub fn encode(
    folders: &[SavedFolder],
    review: &Review,
    whereabouts: &Whereabouts,
) -> anyhow::Result<Vec<u8>> {
    let stored = Stored::of(folders, review, whereabouts);
    let body = postcard::to_stdvec(&stored).context("a review cannot be written down")?;
    Ok([MAGIC, blake3::hash(&body).as_bytes(), &body].concat())
}

/// Why a file is no review.
#[derive(Debug)]
pub enum Unreadable {
    /// The disk, or its rights, are in the way: the review may be whole.
    Closed(std::io::Error),
    /// Its bytes are not what was written, or another version wrote them.
    Damaged,
}

/// Takes the review in `file` up with what a scan found now.
pub fn resume(file: &Path, findings: &SharedFindings) -> Result<Resumed, Unreadable> {
    Ok(taken_up(&read(file)?, findings))
}

/// Takes a review over to newer findings of its folders, as if it had been written down and taken up again.
pub fn carry_over(
    folders: &[SavedFolder],
    review: &Review,
    whereabouts: &Whereabouts,
    newer: &SharedFindings,
) -> Resumed {
    taken_up(&Stored::of(folders, review, whereabouts), newer)
}

fn taken_up(stored: &Stored, findings: &SharedFindings) -> Resumed {
    let photos = Photos::found_again(stored, findings);
    let snapshot = stored.snapshot(&photos);
    let whereabouts = stored.whereabouts(&photos);
    let review = Review::resumed(SharedFindings::clone(findings), snapshot);
    Resumed { review, whereabouts, vanished: photos.vanished, changed: photos.changed }
}

/// Whether every photo that the review in `file` mentions is among the findings, so that taking it up with them loses
/// nothing; also where there is no review, or one that makes no sense: that one is set aside, not lost.
pub fn is_covered(file: &Path, findings: &Findings) -> bool {
    let stored = match read(file) {
        Ok(stored) => stored,
        Err(Unreadable::Closed(error)) => return error.kind() == std::io::ErrorKind::NotFound,
        Err(Unreadable::Damaged) => return true,
    };
    let photos = Photos::found_again(&stored, findings);
    photos.vanished.is_empty() && photos.changed.is_empty()
}

/// All saved reviews, the latest first; what cannot be read is left alone and left out.
pub fn all(data: &Path) -> Vec<Summary> {
    let files = std::fs::read_dir(folder(data)).into_iter().flatten().flatten().map(|entry| entry.path());
    let reviews = files.filter(|file| file.extension().is_some_and(|ending| ending == ENDING));
    let mut summaries: Vec<Summary> =
        reviews.filter_map(|file| read(&file).ok().map(|stored| stored.summary())).collect();
    summaries.sort_by(|a, b| b.saved_at.cmp(&a.saved_at).then_with(|| a.folders.cmp(&b.folders)));
    summaries
}

fn read(file: &Path) -> Result<Stored, Unreadable> {
    let bytes = std::fs::read(file).map_err(Unreadable::Closed)?;
    stored(&bytes).ok_or(Unreadable::Damaged)
}

fn stored(bytes: &[u8]) -> Option<Stored> {
    let body = match bytes.strip_prefix(MAGIC) {
        Some(rest) => {
            let (hash, body) = rest.split_first_chunk()?;
            (blake3::hash(body) == blake3::Hash::from_bytes(*hash)).then_some(body)?
        }
        None => EARLIER.iter().find_map(|magic| bytes.strip_prefix(*magic))?,
    };
    let (stored, rest) = postcard::take_from_bytes(body).ok()?;
    rest.is_empty().then_some(stored)
}

/// The photo at `path`, if it has these bytes; `Err`: what is there has others, or nothing is.
fn find(findings: &Findings, path: &Path, content: ContentHash) -> Result<PhotoId, Missing> {
    let at =
        findings.photos.binary_search_by(|photo| photo.path().cmp(path)).map_err(|_| Missing::Vanished)?;
    if findings.photos[at].content == content { Ok(PhotoId(at as u32)) } else { Err(Missing::Changed) }
}

enum Missing {
    Vanished,
    Changed,
}

#[cfg(test)]
mod tests;
