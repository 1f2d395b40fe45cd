//! Bytes of a file → a picture the right way up at a bounded size, and its facts. The format is told by
//! content; pixels and memory are limited; a decoder that panics costs only the one file.

mod extras;
mod facts;
pub mod format;
mod guard;
mod heif;
mod jpeg;
mod means;
mod notes;
mod pixels;
mod raster;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use image::RgbImage;

use self::facts::Exif;
use self::format::Sniffed;
pub use self::guard::{give_up, is_waiting};
pub use self::pixels::{Pixels, pixels};
use crate::lanes;
use crate::photo::{Facts, Format, Photo, SkipReason};
use crate::resize;

/// Pictures with more pixels are skipped: the largest phone sensors have this many.
const MAX_PIXELS: u64 = 200_000_000;

/// Larger files are skipped without being read.
const MAX_FILE_BYTES: u64 = 400 << 20;

/// The fingerprint's picture keeps at least this short side where the photo has it: enough for the
/// network's 160 pixels without a visible trace of the scaled decode.
const FINGERPRINT_SHORT_SIDE: u32 = 256;

/// A preview that is smaller than wanted by this part or less is not made from twice the pixels.
const NEARLY: u32 = 16;

/// How large a picture is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    /// The smallest of 1/8, 1/4, 1/2 and whole whose short side is at least this.
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
    jpeg_quality: Option<u8>,
    damaged: bool,
    /// The file holds more than eight bits of red, green and blue a pixel.
    reduced: bool,
    /// The decoder has applied the container's own turn already.
    upright: bool,
}

/// A photo opened for its fingerprint.
#[derive(Debug)]
pub struct Decoded {
    /// The right way up; its short side is at least 256 pixels where the photo has so many.
    pub pixels: RgbImage,
    /// What it says about itself.
    pub facts: Facts,
}

/// Reads a file whole, within limits; the error says why not.
pub fn read(path: &Path) -> Result<Vec<u8>, SkipReason> {
    let unreadable = |error: std::io::Error| SkipReason::Closed(error.to_string());
    let file = File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(SkipReason::NotAFile);
    }
    if metadata.len() > MAX_FILE_BYTES {
        return Err(SkipReason::LargerThan(MAX_FILE_BYTES >> 20));
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize + 1);
    file.take(MAX_FILE_BYTES).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.is_empty() {
        return Err(SkipReason::Empty);
    }
    Ok(bytes)
}

/// Reads a photo that was read before; fails if its file holds other bytes by now.
pub fn read_again(photo: &Photo) -> Result<Vec<u8>, SkipReason> {
    let bytes = read(photo.path())?;
    match *blake3::hash(&bytes).as_bytes() == photo.content.0 {
        true => Ok(bytes),
        false => Err(SkipReason::Other("it has changed since it was read".to_owned())),
    }
}

/// Opens a photo for its fingerprint; `path` is asked only whether it is named like a raw file.
pub fn photo(path: &Path, bytes: &[u8]) -> Result<Decoded, SkipReason> {
    let format = format_of(path, bytes)?;
    let opened = guard::contained(|| open(format, bytes, Bound::ShortSideAtLeast(FINGERPRINT_SHORT_SIDE)));
    let Decoded { pixels, facts } = opened?;
    let facts = Facts { contrast: contrast(&pixels), ..facts };
    Ok(Decoded { pixels, facts })
}

/// Whether [`photo`] looks at every pixel of a photo of this size, so that it is read alike however it is stored.
pub fn is_read_whole(width: u32, height: u32) -> bool {
    Bound::ShortSideAtLeast(FINGERPRINT_SHORT_SIDE).eighths(width, height) == 8
}

/// The photo at `path` the right way up with its long side at most `max_side`; the error says why not.
pub fn preview(path: &Path, max_side: u32) -> Result<RgbImage, SkipReason> {
    preview_of(path, &read(path)?, max_side)
}

/// The same of a photo with these bytes.
pub fn preview_of(path: &Path, bytes: &[u8], max_side: u32) -> Result<RgbImage, SkipReason> {
    let format = format_of(path, bytes)?;
    let opened = guard::contained(|| open(format, bytes, Bound::LongSideAtMost(max_side.max(1))));
    Ok(opened?.pixels)
}

/// The file is a photo by its first bytes, or may be one by its name.
pub fn may_be_photo(path: &Path) -> bool {
    if format::is_named_like_a_picture(path) {
        return true;
    }
    let mut head = Vec::with_capacity(format::HEAD_LEN);
    let read = File::open(path).and_then(|file| file.take(format::HEAD_LEN as u64).read_to_end(&mut head));
    read.is_ok() && matches!(format::sniff(&head), Sniffed::Readable(_))
}

/// The format of a file that can be read; the error says why not. `path` is asked only whether it is named like a
/// raw file.
pub fn format_of(path: &Path, bytes: &[u8]) -> Result<Format, SkipReason> {
    match format::sniff(&bytes[..bytes.len().min(format::HEAD_LEN)]) {
        Sniffed::Readable(Format::Tiff) if format::is_named_like_raw(path) => Err(unreadable("camera raw")),
        Sniffed::Readable(format) => Ok(format),
        Sniffed::Unreadable(name) => Err(unreadable(name)),
        Sniffed::NotAPhoto => Err(SkipReason::NoPicture),
    }
}

fn unreadable(format: &str) -> SkipReason {
    SkipReason::NotReadYet(format.to_owned())
}

fn raw(format: Format, bytes: &[u8], bound: Bound) -> Result<Raw, SkipReason> {
    match format {
        Format::Jpeg => jpeg::decode(bytes, bound),
        Format::Heic => heif::decode(bytes),
        _ => raster::decode(format, bytes),
    }
}

fn open(format: Format, bytes: &[u8], bound: Bound) -> Result<Decoded, SkipReason> {
    let exif = Exif::of(format, bytes);
    let raw = raw(format, bytes, bound)?;
    let mut pixels = bound.apply(raw.pixels);
    let (mut width, mut height) = (raw.width, raw.height);
    if !raw.upright {
        let (turned, swaps_sides) = exif.turn_upright(pixels);
        pixels = turned;
        if swaps_sides {
            (width, height) = (height, width);
        }
    }
    let depth = if raw.reduced { extras::Depth::More } else { extras::Depth::Shown };
    let facts = Facts {
        format,
        width,
        height,
        taken: exif.taken(),
        thousandths: exif.thousandths(),
        camera: exif.camera(),
        lens: exif.lens(),
        gps: exif.gps(),
        jpeg_quality: raw.jpeg_quality,
        damaged: raw.damaged,
        // Told by the pixels and by the features, which come after.
        contrast: 0.0,
        grey: false,
        plain: false,
        notes: notes::of(format, bytes, &exif),
        extras: extras::of(format, bytes, &exif, depth),
    };
    Ok(Decoded { pixels, facts })
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
    let sums = lanes::vectorized(
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
mod tests {
    use super::*;

    #[test]
    fn the_scale_is_the_smallest_that_is_enough() {
        let short = Bound::ShortSideAtLeast(256);
        let check = |width, height, eighths| assert_eq!(short.eighths(width, height), eighths);
        check(4032, 3024, 1);
        check(2048, 2048, 1);
        check(2047, 4000, 2);
        check(1000, 800, 4);
        check(500, 400, 8);
        assert_eq!(Bound::LongSideAtMost(2016).eighths(4032, 3024), 4);
        assert_eq!(Bound::LongSideAtMost(u32::MAX).eighths(4032, 3024), 8);
    }

    #[test]
    fn a_flat_picture_has_no_contrast() {
        assert_eq!(contrast(&RgbImage::from_pixel(9, 9, image::Rgb([7, 7, 7]))), 0.0);
        let halves = RgbImage::from_fn(8, 8, |x, _| image::Rgb([if x < 4 { 0 } else { 255 }; 3]));
        assert!((contrast(&halves) - 127.5).abs() < 0.01);
    }

    #[test]
    fn bad_input_gets_one_sentence() {
        let dir = tempfile::tempdir().expect("a folder");
        let check = |name: &str, bytes: &[u8], part: &str| {
            let path = dir.path().join(name);
            std::fs::write(&path, bytes).expect("written");
            let reason = preview(&path, 64).expect_err("unreadable");
            assert!(reason.to_string().contains(part), "{reason}");
        };
        check("empty.jpg", b"", "empty");
        check("text.jpg", b"just words", "no picture format");
        check("raw.nef", b"II*\0\x08\0\0\0", "camera raw");
        check("cut.png", b"\x89PNG\r\n\x1a\n\0\0", "PNG");
        assert!(preview(&dir.path().join("gone.jpg"), 64).is_err());
    }
}
