//! The nouns every stage shares: what a photo is, what relates two of them, what a scan found.
//! Plain data with its invariants, no I/O; each stage of the pipeline turns one of these into the next.

mod companion;
mod confidence;
mod doubt;
mod embedding;
mod extras;
mod format;
mod group;
mod holding;
mod left_out;
mod moment;
mod neighbours;
mod notice;
mod pair;
mod processors;
mod reason;
mod scope;
mod skipped;
mod transform;

use serde::{Deserialize, Serialize};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use companion::{Companion, CompanionKind};
pub use confidence::{Confidence, Level};
pub use doubt::{Doubt, MayGo};
pub use embedding::{EMBEDDING_LEN, Embedding};
pub use extras::Extras;
pub use format::Format;
pub use group::{Group, Member};
pub use holding::Holding;
pub use left_out::{LeftOut, LeftOutKind};
pub use neighbours::Neighbours;
pub use notice::Notice;
pub use pair::{Candidate, CloseLook, Edit, ExtraContent, Kind, Link, Pair, Pairs, Relation};
pub use processors::Processors;
pub use reason::{Among, Because, Reason};
pub use scope::{Between, Scope};
pub use skipped::{SkipReason, Skipped};
pub use transform::{Placement, Point, Transform};

/// The loosest cosine distance that pairs are searched for, and so the end of the threshold slider: just there one pair in
/// seven is a copy by the calibration, but of pairs of real shots up to there nine in ten show one scene (INRIA Holidays).
pub const LOOSEST_DISTANCE: f32 = 0.52;

/// The distance up to which two photos are shown as a pair unless the user chooses otherwise.
/// The loosest in the bundled model's calibration at which 999 of 1,000 pairs are right.
pub const DEFAULT_THRESHOLD: f32 = 0.44;

/// Which physical file a path leads to, whatever its name: device and inode, or the Windows file id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId {
    /// The volume the file lies on.
    pub volume: u64,
    /// The file's number on that volume.
    pub file: u128,
}

/// The state a file was in when it was looked at; any change means that what we know of it is stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FileStamp {
    /// Size in bytes.
    pub bytes: u64,
    /// Modification time, nanoseconds since 1970 (negative before).
    pub modified_ns: i128,
}

/// A file that may be a photo: found, not yet opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoFile {
    /// Absolute path, symbolic links of the scanned folder resolved.
    pub path: PathBuf,
    /// The physical file behind the path.
    pub id: FileId,
    /// Size and time at the scan.
    pub stamp: FileStamp,
    /// It, or something that belongs to it, lies in a folder nothing may be removed from.
    pub protected: bool,
    /// It lies in a folder whose photos are kept rather than others as good: that folder's place in the user's order,
    /// 0 first.
    pub preferred: Option<u32>,
    /// Files that belong to it: they go where it goes.
    pub companions: Vec<Companion>,
}

/// What a photo says about itself, as far as it could be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Metadata {
    /// The container.
    pub format: Format,
    /// Width in pixels, of the picture the right way up.
    pub width: u32,
    /// Height in pixels, of the picture the right way up.
    pub height: u32,
    /// Size of the preview that is compared in place of a raw file's own data, or of a picture that cannot be decoded, the right way
    /// up, in pixels.
    pub preview: Option<[u32; 2]>,
    /// When it was taken by the camera's own clock, `YYYY-MM-DD HH:MM:SS`.
    pub taken: Option<String>,
    /// Thousandths of that second, 0 to 999, where the camera tells them: frames of a burst may differ in nothing else.
    pub thousandths: Option<u16>,
    /// Maker and model of the camera.
    pub camera: Option<String>,
    /// The lens.
    pub lens: Option<String>,
    /// Latitude and longitude in degrees, north and east positive.
    pub gps: Option<(f64, f64)>,
    /// Estimated JPEG quality, 1 to 100 on the scale of the Independent JPEG Group.
    pub jpeg_quality: Option<u8>,
    /// The share of the picture that is missing or broken, 0 to 1: what could be read was used.
    pub damage: f32,
    /// Standard deviation of brightness, 0 to about 128; a blank picture has nearly none.
    pub contrast: f32,
    /// What people say about it, if they say anything.
    pub annotations: Option<Box<Annotations>>,
    /// What else is in the file, if anything is.
    pub extras: Option<Box<Extras>>,
    /// It has no colours, only grey.
    pub grey: bool,
    /// A page, a screen, a product before white, a sky: that two such photos are alike says nothing.
    pub low_texture: bool,
    /// What its four corners say of whether they were cut off.
    pub corners: PictureCorners,
}

/// What the four corners of a photo say of whether they were cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PictureCorners {
    /// They were, round.
    Round,
    /// They are of one colour, which ends soon at two of them or more: if another photo of the whole has something there.
    MayBeCut,
    /// They are of colours that differ much: nothing was cut off.
    Differ,
    /// None of this.
    Other,
}

impl PictureCorners {
    /// Another photo of the same whole picture has corners, and this one lacks them.
    pub fn lack(self, other: Self) -> bool {
        (self == Self::Round && other != Self::Round) || (self == Self::MayBeCut && other == Self::Differ)
    }
}

/// What people say about a photo, written into its file by a photo manager.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotations {
    /// Stars given to it, 0 to 5.
    pub rating: Option<u8>,
    /// What somebody wrote about it.
    pub caption: Option<String>,
    /// Keywords, each once.
    pub keywords: Vec<String>,
    /// Names of the people in it, each once.
    pub people: Vec<String>,
}

impl Annotations {
    /// Nothing.
    pub const NONE: Self = Self { rating: None, caption: None, keywords: Vec::new(), people: Vec::new() };

    /// Its stars, 1 to 5: none at all are no opinion.
    pub fn stars(&self) -> Option<u8> {
        self.rating.filter(|stars| *stars > 0)
    }

    /// Keywords that `other` lacks.
    pub fn keywords_beyond<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a String> {
        beyond(&self.keywords, &other.keywords)
    }

    /// Names of people that `other` lacks.
    pub fn people_beyond<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a String> {
        beyond(&self.people, &other.people)
    }
}

/// Those of some texts that are not among others, whatever their case.
pub fn beyond<'a>(some: &'a [String], others: &'a [String]) -> impl Iterator<Item = &'a String> {
    let same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
    some.iter().filter(move |one| !others.iter().any(|other| same(one, other)))
}

impl Metadata {
    /// What people say about it.
    pub fn annotations(&self) -> &Annotations {
        static NONE: Annotations = Annotations::NONE;
        self.annotations.as_deref().unwrap_or(&NONE)
    }

    /// Width times height.
    pub fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// Some of the picture is missing or broken.
    pub fn is_damaged(&self) -> bool {
        self.damage > 0.0
    }

    /// Pixels that are neither missing nor broken.
    pub fn intact_pixels(&self) -> u64 {
        (self.pixels() as f64 * f64::from(1.0 - self.damage)) as u64
    }

    /// Next to nothing to see: its embedding says nothing, so only an exact copy counts as a pair.
    /// Blank scans and black frames measured below 2, the flattest real photographs above 6.
    pub fn is_blank(&self) -> bool {
        self.contrast < 3.0
    }
}

/// BLAKE3 of a file's bytes: two photos with the same one are exact copies.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContentHash(pub [u8; 32]);

impl Hash for ContentHash {
    /// Eight of its bytes tell it from others as well as any hash of all.
    fn hash<H: Hasher>(&self, state: &mut H) {
        if let Some(first) = self.0.first_chunk() {
            state.write_u64(u64::from_ne_bytes(*first));
        }
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// What is known of whether a photo is a smaller one made larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Enlarged {
    /// It has detail of its own, or nothing raised the doubt.
    #[default]
    No,
    /// Its pixels do not tell.
    Perhaps,
    /// It has no detail that the smaller one lacks.
    Yes,
}

/// A photo that was opened, once: file, metadata, content and embedding.
#[derive(Debug, Clone)]
pub struct Photo {
    /// Where it lies.
    pub file: PhotoFile,
    /// What it says about itself.
    pub metadata: Metadata,
    /// Its bytes in 32.
    pub content: ContentHash,
    /// Its looks in 256 numbers.
    pub embedding: Embedding,
    /// It is another photo of the scan with something around it, which is nearer to the original: a border, bars, empty corners, or
    /// other pictures beside which that one is smaller.
    pub framed: bool,
    /// Whether it is a smaller photo of the scan made larger, which shows no more than that one.
    pub enlarged: Enlarged,
    /// It is a part of another photo of the scan that shows it in as much detail.
    pub cropped: bool,
    /// Another photo of the scan shows the same at the same size, and sharper.
    pub blurred: bool,
    /// It holds the pixels of a JPEG of the scan in a format that keeps more, and shows no more than that one.
    pub unpacked: bool,
}

impl Photo {
    /// One of which nothing is known yet that only others can tell.
    pub fn new(file: PhotoFile, metadata: Metadata, content: ContentHash, embedding: Embedding) -> Self {
        Self {
            file,
            metadata,
            content,
            embedding,
            framed: false,
            enlarged: Enlarged::No,
            cropped: false,
            blurred: false,
            unpacked: false,
        }
    }

    /// The path, for the many who need only that.
    pub fn path(&self) -> &Path {
        &self.file.path
    }
}

/// A photo's place in [`Findings::photos`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhotoId(pub u32);

impl PhotoId {
    /// As an index into [`Findings::photos`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// All that a scan found. Groups follow from it at any threshold without touching a file.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// Sorted by path.
    pub photos: Vec<Photo>,
    /// Every pair: proven at any distance, merely alike within [`LOOSEST_DISTANCE`].
    pub pairs: Pairs,
    /// Sorted by path.
    pub skipped: Vec<Skipped>,
    /// What was passed over because it is no album of the user's, by kind and name.
    pub left_out: Vec<LeftOut>,
    /// The folders that were scanned, links resolved.
    pub scanned: Vec<PathBuf>,
    /// Folders nothing may be removed from.
    pub protected: Vec<PathBuf>,
    /// Which groups are shown.
    pub scope: Scope,
    /// Name of the model that made the embeddings.
    pub model: String,
    /// What the inference ran on.
    pub device: Processors,
    /// Files opened in this scan, those included that had to be skipped.
    pub decoded: usize,
    /// Files known from an earlier scan, those included that were skipped then.
    pub remembered: usize,
    /// What the user should know about the scan itself.
    pub notices: Vec<Notice>,
}

impl Findings {
    /// The photo with this id.
    pub fn photo(&self, id: PhotoId) -> &Photo {
        &self.photos[id.index()]
    }

    /// All ids, in path order.
    pub fn ids(&self) -> impl Iterator<Item = PhotoId> + use<> {
        (0..self.photos.len() as u32).map(PhotoId)
    }
}

/// Findings are shared between the review, the thumbnails and the report.
pub type SharedFindings = Arc<Findings>;

#[cfg(any(test, feature = "samples"))]
pub mod sample;

#[cfg(test)]
mod tests;
