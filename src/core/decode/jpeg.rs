//! JPEG, decoded at 1/8, 1/4 or 1/2 of its size inside the inverse cosine transform where that is enough:
//! five times faster than decoding it whole; at 1/8 without libjpeg where that is possible. What libjpeg refuses
//! (CMYK) goes to the decoder of `image`.

use image::RgbImage;
use mozjpeg::Decompress;

use super::icc::Profile;
use super::{Bound, Raw, check_size, guard, jpeg_dc, raster};
use crate::photo::{Format, SkipReason};

/// A file of many empty scans keeps libjpeg busy for hours: no encoder writes more than its own tools accept.
const MAX_SCANS: usize = 500;

/// What the markers before the first scan say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Header {
    /// The kind of coding: C0 to CF.
    frame: u8,
    /// Bits of a sample.
    depth: u8,
    width: u32,
    height: u32,
    components: u8,
    /// It has several scans, for which libjpeg keeps all coefficients until the last one.
    has_scans: bool,
    quality: Option<u8>,
    /// Where the first scan begins.
    scan_at: usize,
}

pub fn decode(bytes: &[u8], bound: Bound) -> Result<Raw, SkipReason> {
    let header = Header::read(bytes).ok_or_else(|| damaged("it has no readable header"))?;
    check_size(header.width, header.height)?;
    if let Some(kind) = header.unread_kind() {
        return Err(SkipReason::NotReadYet(kind.to_owned()));
    }
    let by_another = || raster::decode(Format::Jpeg, bytes, bound).map(|raw| raw.pixels);
    let scans = &bytes[header.scan_at..];
    let course = Course::of(scans);
    if header.has_scans && course.scans > MAX_SCANS {
        return Err(damaged("it has too many scans"));
    }
    let mut is_suspected = !course.has_end || jpeg_dc::find_blank(&scans[..course.length]).is_some();
    let pixels = if matches!(header.components, 1 | 3) {
        let eighths = bound.eighths(header.width, header.height);
        let of_means = if eighths == 1 { of_means(bytes, header) } else { None };
        is_suspected |= eighths == 1 && of_means.is_none();
        match of_means {
            Some(means) => means,
            None => scaled(bytes, header, eighths).or_else(|_| by_another())?,
        }
    } else {
        by_another()?
    };
    Ok(Raw {
        pixels,
        width: header.width,
        height: header.height,
        preview: None,
        jpeg_quality: header.quality,
        damage: if is_suspected { damage(bytes, header) } else { 0.0 },
        reduced: !matches!(header.components, 1 | 3),
        upright: false,
        profile: colour_profile(bytes).map(Profile::Icc),
    })
}

/// Pixels across and down; `None` if this is no JPEG that can be read.
pub fn size(bytes: &[u8]) -> Option<[u32; 2]> {
    let header = Header::read(bytes)
        .filter(|header| bytes.starts_with(&[0xFF, 0xD8]) && header.unread_kind().is_none())?;
    Some([header.width, header.height])
}

/// The blocks of EXIF in the order of the file, a few at most.
pub fn exif_segments(bytes: &[u8]) -> Vec<&[u8]> {
    const MOST: usize = 4;
    segments(bytes, (0xE1, b"Exif\0\0"), MOST)
}

/// The ICC profile; it lies in as many blocks as it needs, each with its number and how many there are (ICC.1:2022, B.4).
fn colour_profile(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut blocks = segments(bytes, (0xE2, b"ICC_PROFILE\0"), u8::MAX.into());
    blocks.sort_by_key(|block| block.first());
    let profile: Vec<&[u8]> = blocks.iter().filter_map(|block| block.get(2..)).collect();
    Some(profile.concat()).filter(|profile| !profile.is_empty())
}

/// What lies behind this name in blocks of this kind before the picture, in the order of the file, so many at most.
fn segments<'a>(bytes: &'a [u8], (wanted, name): (u8, &[u8]), most: usize) -> Vec<&'a [u8]> {
    let mut rest = head(bytes).get(2..).unwrap_or_default();
    let mut found = Vec::new();
    while let [0xFF, kind, high, low, after @ ..] = rest
        && found.len() < most
    {
        let length = usize::from(u16::from_be_bytes([*high, *low])).saturating_sub(2);
        match kind {
            0xFF => rest = &rest[1..],
            _ => {
                let (body, next) = after.split_at_checked(length).unwrap_or((after, &[]));
                found.extend(body.strip_prefix(name).filter(|_| *kind == wanted));
                rest = next;
            }
        }
    }
    found
}

/// All that comes before the picture itself, so that nobody looks for EXIF in the picture.
pub fn head(bytes: &[u8]) -> &[u8] {
    Header::read(bytes).map_or(bytes, |header| &bytes[..header.scan_at])
}

fn damaged(why: &str) -> SkipReason {
    SkipReason::Damaged("JPEG".to_owned(), why.to_owned())
}

/// At an eighth of its size.
fn of_means(bytes: &[u8], header: Header) -> Option<RgbImage> {
    let _memory = guard::memory(bytes.len() as u64 + header.pixels() * 3 / 64).ok()?;
    jpeg_dc::decode(bytes)
}

fn scaled(bytes: &[u8], header: Header, eighths: u8) -> Result<RgbImage, SkipReason> {
    let refused = |error: std::io::Error| damaged(&error.to_string());
    let pixels = header.pixels();
    let wanted = pixels * 3 * u64::from(eighths * eighths) / 64;
    // Two bytes each.
    let coefficients = if header.has_scans { pixels * 2 * u64::from(header.components) } else { 0 };
    let _memory = guard::memory(coefficients + wanted)?;
    // libjpeg reports its errors by unwinding.
    guard::contained(|| {
        let mut jpeg = Decompress::new_mem(bytes).map_err(refused)?;
        jpeg.scale(eighths);
        let mut started = jpeg.rgb().map_err(refused)?;
        let (width, height) = (started.width() as u32, started.height() as u32);
        let rows: Vec<u8> = started.read_scanlines().map_err(refused)?;
        RgbImage::from_raw(width, height, rows).ok_or_else(|| damaged("it ends too early"))
    })
}

/// The share of the picture that is missing or broken.
fn damage(bytes: &[u8], header: Header) -> f32 {
    // Its data once more, and a bit for each coefficient.
    let _memory = guard::memory(bytes.len() as u64 + header.pixels() * u64::from(header.components) / 8);
    jpeg_dc::damage::share(bytes)
}

/// The markers behind the first scan's head. What was appended to the picture is no part of it, whatever it looks like.
struct Course {
    /// Further scans.
    scans: usize,
    /// Bytes up to the end of the picture.
    length: usize,
    /// It ends with its end marker.
    has_end: bool,
}

impl Course {
    fn of(scans: &[u8]) -> Self {
        let mut course = Self { scans: 0, length: scans.len(), has_end: false };
        let mut at = 0;
        while let Some(mark) = memchr::memchr(0xFF, &scans[at..]) {
            at += mark;
            let length = || Some(usize::from(u16::from_be_bytes(*scans.get(at + 2..)?.first_chunk()?)));
            match scans.get(at + 1) {
                Some(0 | 0xD0..=0xD7) => at += 2,
                Some(0xFF) => at += 1,
                Some(0xC4 | 0xDA..=0xDD | 0xE0..=0xEF | 0xFE) => {
                    course.scans += usize::from(scans[at + 1] == 0xDA);
                    at = length().map_or(scans.len(), |length| scans.len().min(at + 2 + length));
                }
                end => {
                    course.has_end = end == Some(&0xD9);
                    course.length = at;
                    break;
                }
            }
        }
        course
    }
}

impl Header {
    /// The kind of JPEG, if it is one that no decoder here reads.
    fn unread_kind(self) -> Option<&'static str> {
        match self.frame {
            0xC3 | 0xC7 | 0xCB | 0xCF => Some("lossless JPEG"),
            0xC5 | 0xC6 | 0xCD | 0xCE => Some("hierarchical JPEG"),
            _ if self.depth != 8 => Some("12-bit JPEG"),
            _ => None,
        }
    }

    fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// Walks the markers up to the first scan; `None` if they lead nowhere.
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut frame = None;
        let mut quality = None;
        let mut at = 2;
        loop {
            while *bytes.get(at)? != 0xFF || *bytes.get(at + 1)? == 0xFF {
                at += 1;
            }
            let marker = bytes[at + 1];
            at += 2;
            if matches!(marker, 0x00 | 0x01 | 0xD0..=0xD8) {
                continue;
            }
            let length = usize::from(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
            let body = bytes.get(at + 2..at + length)?;
            match marker {
                0xDB => quality = quality.or_else(|| quality_of(body)),
                // Start of frame, in all its coding variants; 0xC4, 0xC8 and 0xCC are something else.
                0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                    frame = Some((marker, <[u8; 6]>::try_from(body.get(..6)?).ok()?));
                }
                0xDA => {
                    let (marker, [depth, h1, h0, w1, w0, components]) = frame?;
                    return Some(Self {
                        frame: marker,
                        depth,
                        width: u32::from(u16::from_be_bytes([w1, w0])),
                        height: u32::from(u16::from_be_bytes([h1, h0])),
                        components,
                        has_scans: matches!(marker, 0xC2 | 0xC6 | 0xCA | 0xCE)
                            || body.first().is_some_and(|of| *of < components),
                        quality,
                        scan_at: at + length,
                    });
                }
                0xD9 => return None,
                _ => {}
            }
            at += length;
        }
    }
}

/// The luminance quantisation table of Annex K of ITU-T T.81, in zigzag order.
const STANDARD_LUMINANCE: [u32; 64] = [
    16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40,
    58, 51, 61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103,
    104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
];

/// The quality at which the Independent JPEG Group's scaling of the standard table comes nearest to the
/// first table of this segment: 1 to 100. Exact for libjpeg's own files, a fair guess for cameras'.
fn quality_of(segment: &[u8]) -> Option<u8> {
    let (kind, values) = segment.split_first()?;
    let table: Vec<u32> = match kind >> 4 {
        0 => values.get(..64)?.iter().map(|value| u32::from(*value)).collect(),
        _ => {
            values.get(..128)?.chunks_exact(2).map(|v| u32::from(u16::from_be_bytes([v[0], v[1]]))).collect()
        }
    };
    let distance = |quality: &u8| {
        let quality = u32::from(*quality);
        let scale = if quality < 50 { 5000 / quality } else { 200 - quality * 2 };
        let scaled = STANDARD_LUMINANCE.iter().map(|value| ((value * scale + 50) / 100).clamp(1, 255));
        scaled.zip(&table).map(|(ours, theirs)| ours.abs_diff(*theirs)).sum::<u32>()
    };
    (1..=100u8).min_by_key(distance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::codecs::jpeg::JpegEncoder;

    fn jpeg(quality: u8) -> Vec<u8> {
        let picture = RgbImage::from_fn(600, 520, |x, y| image::Rgb([x as u8, y as u8, (x + y) as u8]));
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(&picture).expect("encoded");
        bytes
    }

    #[test]
    fn quality_and_size_are_read_from_the_markers() {
        for quality in [30, 75, 92, 100] {
            let header = Header::read(&jpeg(quality)).expect("a header");
            assert_eq!((header.width, header.height, header.components), (600, 520, 3));
            assert_eq!(header.quality, Some(quality));
        }
    }

    #[test]
    fn a_cut_file_is_decoded_as_far_as_it_goes() {
        let bytes = jpeg(90);
        let whole = decode(&bytes, Bound::ShortSideAtLeast(256)).expect("decoded");
        assert_eq!((whole.pixels.dimensions(), whole.damage), ((300, 260), 0.0));
        let cut = decode(&bytes[..bytes.len() / 2], Bound::ShortSideAtLeast(256)).expect("decoded");
        assert!((0.3..0.7).contains(&cut.damage), "{}", cut.damage);
        assert_eq!(whole.pixels.get_pixel(10, 10), cut.pixels.get_pixel(10, 10));
        assert!(decode(&bytes[..20], Bound::ShortSideAtLeast(256)).is_err());
    }

    #[test]
    fn a_file_with_a_hole_is_damaged_although_it_has_its_end() {
        let mut bytes = jpeg(90);
        let middle = bytes.len() / 2;
        bytes[middle..middle + 512].fill(0);
        let torn = decode(&bytes, Bound::ShortSideAtLeast(256)).expect("decoded");
        assert!(torn.damage > 0.0);
    }

    #[test]
    fn a_file_of_countless_scans_is_refused_at_once() {
        let mut bytes = jpeg(90);
        let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).expect("a frame");
        bytes[frame + 1] = 0xC2;
        bytes.truncate(bytes.len() - 2);
        bytes.extend([0xFF, 0xDA, 0, 2].repeat(MAX_SCANS + 1));
        let reason = decode(&bytes, Bound::ShortSideAtLeast(256)).err().expect("refused");
        assert_eq!(reason, damaged("it has too many scans"));
    }

    #[test]
    fn a_file_without_its_end_marker_is_whole() {
        let bytes = jpeg(90);
        for bound in [256, 600].map(Bound::ShortSideAtLeast) {
            let [whole, bare] =
                [&bytes[..], &bytes[..bytes.len() - 2]].map(|bytes| decode(bytes, bound).expect("decoded"));
            assert_eq!(bare.damage, 0.0);
            assert_eq!(bare.pixels, whole.pixels);
        }
    }

    #[test]
    fn what_is_appended_is_no_scan() {
        let mut bytes = jpeg(90);
        let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).expect("a frame");
        bytes.extend([0xFF, 0xDA, 0, 2].repeat(MAX_SCANS + 1));
        assert!(decode(&bytes, Bound::ShortSideAtLeast(256)).is_ok());
        for (kind, name) in [(0xC3, "lossless"), (0xC5, "hierarchical")] {
            bytes[frame + 1] = kind;
            let reason = decode(&bytes, Bound::ShortSideAtLeast(256)).err().expect("refused");
            assert!(reason.to_string().contains(name), "{reason}");
        }
        (bytes[frame + 1], bytes[frame + 4]) = (0xC1, 12);
        let reason = decode(&bytes, Bound::ShortSideAtLeast(256)).err().expect("refused");
        assert_eq!(reason, SkipReason::NotReadYet("12-bit JPEG".to_owned()));
    }

    #[test]
    fn an_absurd_size_is_refused() {
        let mut bytes = jpeg(90);
        let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).expect("a frame");
        bytes[frame + 5..frame + 9].fill(0xFF);
        let reason = decode(&bytes, Bound::ShortSideAtLeast(256)).err().expect("refused");
        assert!(matches!(reason, SkipReason::TooManyPixels([65535, 65535], _)), "{reason}");
    }
}
