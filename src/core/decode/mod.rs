//! A file → a picture the right way up at a bounded size, and its metadata. The format is told by content; pixels and memory
//! are limited; a decoder that panics or never ends costs only the one file: all files are opened behind the [`door`].

mod avif;
mod camera_raw;
mod containers;
mod dates;
mod extras;
mod exif;
mod file;
pub mod format;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzzing;
mod guard;
#[cfg(test)]
pub mod hanging;
mod heif;
mod icc;
mod jpeg;
mod jpeg_dc;
mod annotations;
mod pixels;
mod png_text;
mod psd;
mod raster;
#[cfg(any(test, feature = "samples"))]
pub mod sample;
mod tiff;
mod tone;

use std::path::Path;

use image::RgbImage;

use self::exif::Exif;
use self::extras::Depth;
pub use self::file::{content_at, may_be_photo};
use self::format::Sniffed;
pub use self::guard::belongs_to_decoder as silence_panics;
use self::icc::Profile;
pub use self::pixels::{Pixels, pixels};
use self::tiff::Kind;
use crate::door::{self, Lost, PATIENCE};
use crate::photo::{ContentHash, Format, Metadata, Photo, PictureCorners, SkipReason};
use crate::progress::{Cancelled, Progress};
use crate::resize;
use crate::simd;

/// Pictures with more pixels are skipped: the largest phone sensors have this many.
const MAX_PIXELS: u64 = 200_000_000;

/// The fingerprint's picture keeps at least this short side where the photo has it and stores no thumbnail: enough for the
/// network's 160 pixels without a visible trace of the scaled decode.
const FINGERPRINT_SHORT_SIDE: u32 = 256;

/// A preview that is smaller than wanted by this part or less is not made from twice the pixels.
const NEARLY: u32 = 16;

/// How large a picture is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    /// The smallest of 1/8, 1/4, 1/2 and whole whose short side is at least this; or a smaller picture of the whole that is
    /// stored in the file.
    ShortSideAtLeast(u32),
    /// Scaled down until the long side is at most this.
    LongSideAtMost(u32),
}

impl Bound {
    /// Eighths of the full size a scaling decoder should decode at: 1, 2, 4 or 8.
    fn eighths(self, width: u32, height: u32) -> u8 {
        let (side, wanted) = match self {
            Self::ShortSideAtLeast(wanted) => (width.min(height), wanted),
            Self::LongSideAtMost(wanted) => (width.max(height), wanted),
        };
        let wanted = match self {
            Self::ShortSideAtLeast(_) => wanted,
            // 2000 of 4000 pixels for 2048.
            Self::LongSideAtMost(_) => wanted - wanted / NEARLY,
        };
        let enough = |eighths: &u8| u64::from(side) * u64::from(*eighths) / 8 >= u64::from(wanted);
        [1, 2, 4].into_iter().find(enough).unwrap_or(8)
    }

    /// What the picture is for may be done with a small one that is stored beside it in the file.
    fn takes_thumbnails(self) -> bool {
        matches!(self, Self::ShortSideAtLeast(_))
    }

    /// Shrinks a picture that was decoded at any scale to what is wanted.
    fn apply(self, picture: RgbImage) -> RgbImage {
        match self {
            Self::LongSideAtMost(side) => resize::to_fit(picture, side),
            Self::ShortSideAtLeast(_) => {
                let (width, height) = picture.dimensions();
                let eighths = u32::from(self.eighths(width, height));
                resize::to_size(picture, (width * eighths).div_ceil(8), (height * eighths).div_ceil(8))
            }
        }
    }
}

/// A decoder's answer: pixels as stored, not yet turned the right way up.
struct Raw {
    pixels: RgbImage,
    /// Full size, as stored.
    width: u32,
    height: u32,
    /// The size of the picture that was decoded instead of the photo itself, the right way up.
    preview: Option<[u32; 2]>,
    jpeg_quality: Option<u8>,
    /// The share of the picture that is missing or broken, 0 to 1.
    damage: f32,
    /// The file holds more than eight bits of red, green and blue a pixel.
    reduced: bool,
    /// The decoder has applied the container's own turn already.
    upright: bool,
    /// Which colours the pixels stand for, unless that is said nowhere or they are brought to sRGB already.
    profile: Option<Profile>,
}

impl Raw {
    /// Pixels that are all of a photo, as its file holds them.
    fn whole(pixels: RgbImage, profile: Option<Profile>) -> Self {
        let (width, height) = pixels.dimensions();
        Self {
            pixels,
            width,
            height,
            preview: None,
            jpeg_quality: None,
            damage: 0.0,
            reduced: false,
            upright: false,
            profile,
        }
    }
}

/// A photo opened for its fingerprint.
#[derive(Debug)]
pub struct Decoded {
    /// The right way up; its short side is at least 256 pixels where the photo has so many, or 160 where it is a thumbnail of the
    /// photo.
    pub pixels: RgbImage,
    /// What it says about itself.
    pub metadata: Metadata,
}

/// What is known of a file once it was read.
#[derive(Debug)]
pub enum Opened<K> {
    /// What was remembered of its bytes.
    Known(K),
    /// Nothing was, so it was decoded.
    Fresh(ContentHash, Box<Decoded>),
}

/// Opens a photo for its fingerprint, unless `recall` knows its content; the error says why not.
pub fn photo<K: Send + 'static>(
    path: &Path,
    recall: impl FnOnce(ContentHash) -> Option<K> + Send + 'static,
) -> Result<Opened<K>, SkipReason> {
    let path = path.to_owned();
    let open = move || {
        let bytes = file::read(&path)?;
        let format = format_of(&path, &bytes)?;
        let content = file::content_of(&bytes);
        match recall(content) {
            Some(known) => Ok(Opened::Known(known)),
            None => {
                let decoded = decoded(format, &bytes).inspect_err(|reason| log_of(&path, reason))?;
                Ok(Opened::Fresh(content, Box::new(decoded)))
            }
        }
    };
    never_cancelled(|progress| behind_door(progress, open))
}

/// The decoder's own words are for the log; people get plain ones.
fn log_of(path: &Path, reason: &SkipReason) {
    if let SkipReason::Damaged(format, why) = reason {
        log::info!("{}: {format}: {why}", path.display());
    }
}

fn decoded(format: Format, bytes: &[u8]) -> Result<Decoded, SkipReason> {
    let opened = guard::contained(|| open(format, bytes, Bound::ShortSideAtLeast(FINGERPRINT_SHORT_SIDE)));
    let Decoded { pixels, metadata } = opened?;
    let metadata = Metadata { contrast: contrast(&pixels), ..metadata };
    Ok(Decoded { pixels, metadata })
}

/// Whether [`photo`] looks at every pixel of a photo of this size, so that it is read alike however it is stored.
pub fn is_read_whole(width: u32, height: u32) -> bool {
    Bound::ShortSideAtLeast(FINGERPRINT_SHORT_SIDE).eighths(width, height) == 8
}

/// The photo at `path` the right way up with its long side at most `max_side`; the error says why not.
pub fn preview(path: &Path, max_side: u32) -> Result<RgbImage, SkipReason> {
    never_cancelled(|progress| preview_for(progress, path, max_side))
}

/// The same for work that may be cancelled.
pub fn preview_for(
    progress: &Progress,
    path: &Path,
    max_side: u32,
) -> Result<Result<RgbImage, SkipReason>, Cancelled> {
    let path = path.to_owned();
    behind_door(progress, move || preview_of(&path, &file::read(&path)?, max_side))
}

/// The same of a photo that was read before; an error, too, if its file holds other bytes by now.
pub fn preview_again(
    progress: &Progress,
    photo: &Photo,
    max_side: u32,
) -> Result<Result<RgbImage, SkipReason>, Cancelled> {
    let (path, content) = (photo.path().to_owned(), photo.content);
    behind_door(progress, move || preview_of(&path, &file::read_again(&path, content)?, max_side))
}

/// Opens a photo as [`photo()`] does; fails if its file holds other bytes by now.
pub fn photo_again(progress: &Progress, photo: &Photo) -> Result<Result<Decoded, SkipReason>, Cancelled> {
    let (path, content) = (photo.path().to_owned(), photo.content);
    behind_door(progress, move || {
        let bytes = file::read_again(&path, content)?;
        decoded(format_of(&path, &bytes)?, &bytes)
    })
}

fn preview_of(path: &Path, bytes: &[u8], max_side: u32) -> Result<RgbImage, SkipReason> {
    let format = format_of(path, bytes)?;
    let opened = guard::contained(|| open(format, bytes, Bound::LongSideAtMost(max_side.max(1))));
    Ok(opened?.pixels)
}

/// The only way to files and decoders.
fn behind_door<T: Send + 'static>(
    progress: &Progress,
    work: impl FnOnce() -> Result<T, SkipReason> + Send + 'static,
) -> Result<Result<T, SkipReason>, Cancelled> {
    Ok(door::pass(progress, work)?.unwrap_or_else(|lost| Err(lost.into())))
}

fn never_cancelled<T>(
    work: impl FnOnce(&Progress) -> Result<Result<T, SkipReason>, Cancelled>,
) -> Result<T, SkipReason> {
    work(&Progress::default()).unwrap_or_else(|Cancelled| Err(Lost::Broke.into()))
}

impl From<Lost> for SkipReason {
    fn from(lost: Lost) -> Self {
        match lost {
            Lost::Hung => Self::TookLongerThan(PATIENCE.as_secs()),
            Lost::Broke => Self::Other("the program broke down on it".to_owned()),
            Lost::NoThread => Self::Other("no thread was left to read it".to_owned()),
        }
    }
}

/// The format of a file that can be read; the error says why not. `path` is asked only whether it is named like a
/// raw file.
fn format_of(path: &Path, bytes: &[u8]) -> Result<Format, SkipReason> {
    match format::sniff(&bytes[..bytes.len().min(format::HEAD_LEN)]) {
        Sniffed::Readable(Format::Tiff) => match tiff::kind(bytes) {
            Kind::CameraRaw => Ok(Format::Raw),
            _ if format::is_named_like_raw(path) => Ok(Format::Raw),
            Kind::PlanarTiles => Err(unreadable("tiled and planar TIFF")),
            Kind::Picture => Ok(Format::Tiff),
        },
        Sniffed::Readable(format) => Ok(format),
        Sniffed::Unreadable(_) if format::is_named_like_raw(path) => Ok(Format::Raw),
        Sniffed::Unreadable(name) => Err(unreadable(name)),
        Sniffed::NotAPhoto if format::is_targa(path, bytes) => Ok(Format::Tga),
        Sniffed::NotAPhoto => Err(SkipReason::NoPicture),
    }
}

fn unreadable(format: &str) -> SkipReason {
    SkipReason::NotReadYet(format.to_owned())
}

fn raw(format: Format, bytes: &[u8], bound: Bound) -> Result<Raw, SkipReason> {
    match format {
        Format::Jpeg => jpeg::decode(bytes, bound),
        Format::Heic => heif::decode(bytes, bound),
        Format::Avif => avif::decode(bytes),
        Format::Psd => psd::decode(bytes),
        Format::Raw => camera_raw::decode(bytes, bound),
        _ => raster::decode(format, bytes, bound),
    }
}

fn open(format: Format, bytes: &[u8], bound: Bound) -> Result<Decoded, SkipReason> {
    let bytes = format::without_lead(bytes);
    let told = &*containers::with_plain_boxes(format, bytes);
    let exif = Exif::of(format, told);
    let raw = raw(format, bytes, bound)?;
    let mut pixels = bound.apply(raw.pixels);
    if let Some(profile) = &raw.profile {
        icc::to_srgb(&mut pixels, profile);
    }
    let (mut width, mut height) = (raw.width, raw.height);
    if !raw.upright {
        let (turned, swaps_sides) = exif.turn_upright(pixels);
        pixels = turned;
        if swaps_sides {
            (width, height) = (height, width);
        }
    }
    let depth = if raw.reduced { Depth::Reduced } else { Depth::Whole };
    let (annotations, dates) = annotations::of(format, told, &exif);
    let taken = exif.taken().or_else(|| dates.iter().find_map(|date| dates::read(date)));
    let metadata = Metadata {
        format,
        width,
        height,
        preview: raw.preview,
        thousandths: taken.as_ref().and_then(|moment| moment.thousandths),
        taken: taken.map(|moment| moment.second),
        camera: exif.camera(),
        lens: exif.lens(),
        gps: exif.gps(),
        jpeg_quality: raw.jpeg_quality,
        damage: raw.damage,
        // Told by the pixels and by the features, which come after.
        contrast: 0.0,
        grey: false,
        low_texture: false,
        corners: PictureCorners::Other,
        annotations,
        extras: extras::of(format, told, &exif, depth),
    };
    Ok(Decoded { pixels, metadata })
}

/// Refuses absurd sizes before memory is taken for them.
fn check_size(width: u32, height: u32) -> Result<(), SkipReason> {
    if width == 0 || height == 0 {
        return Err(SkipReason::NoPixels);
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(SkipReason::TooManyPixels([width, height], MAX_PIXELS / 1_000_000));
    }
    Ok(())
}

/// Standard deviation of brightness (Rec. 601 weights), 0 to about 128.
fn contrast(pixels: &RgbImage) -> f32 {
    let (triples, _) = pixels.as_raw().as_chunks::<3>();
    let sums = simd::vectorized(
        #[inline(always)]
        || luma_sums(triples),
    );
    let [mean, mean_square] = sums.map(|sum| sum as f64 / triples.len().max(1) as f64);
    ((mean_square - mean * mean).max(0.0).sqrt() / 256.0) as f32
}

/// The sums of brightness, in 256ths of a grey level, and of its squares, which fit 32 bits.
#[inline(always)]
fn luma_sums(triples: &[[u8; 3]]) -> [u64; 2] {
    let (mut sum, mut squares) = (0, 0);
    for &[r, g, b] in triples {
        let luma = 77 * u32::from(r) + 150 * u32::from(g) + 29 * u32::from(b);
        sum += u64::from(luma);
        squares += u64::from(luma * luma);
    }
    [sum, squares]
}

#[cfg(test)]
mod mutants;
#[cfg(test)]
mod tests;
