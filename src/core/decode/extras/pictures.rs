//! Further pictures and films in a file, told by its structure: each walk goes forward and looks at no byte twice.

use std::collections::BTreeSet;

use memchr::memmem;

use crate::decode::{avif, psd};
use crate::photo::Format;

/// Pages that are counted: a list of more was not written by a scanner.
const MAX_PAGES: u32 = 10_000;

/// A film's first box is no larger.
const MAX_FTYP: usize = 1024;

/// What follows a film's first box.
const FILM_BOXES: [&[u8; 4]; 8] = [b"moov", b"mdat", b"free", b"wide", b"skip", b"uuid", b"moof", b"udta"];

/// Types of pictures in a multi-picture file (CIPA DC-007) that are pictures of their own: panorama, stereo, angles.
const OWN_PICTURES: [u32; 3] = [0x02_0001, 0x02_0002, 0x02_0003];

/// Pictures after the first.
pub fn further(format: Format, bytes: &[u8], head: &[u8]) -> u32 {
    match format {
        Format::Gif => gif_frames(bytes).saturating_sub(1),
        Format::Png => apng_frames(bytes).saturating_sub(1),
        Format::WebP => webp_frames(bytes).saturating_sub(1),
        Format::Tiff => tiff_pages(bytes).saturating_sub(1),
        Format::Jpeg => own_pictures(head).saturating_sub(1),
        Format::Avif => avif::frames(bytes).saturating_sub(1),
        // The merged picture is made of them.
        Format::Psd => psd::layers(bytes).unwrap_or(0),
        // An icon holds one picture in several sizes.
        Format::Bmp
        | Format::Heic
        | Format::Jxl
        | Format::Jpeg2000
        | Format::Qoi
        | Format::Pnm
        | Format::Tga
        | Format::Ico
        | Format::Raw => 0,
    }
}

/// The length of the film that is in what follows a picture, in milliseconds, 0 if it does not say; `None` if there is none.
pub fn film(format: Format, rest: &[u8]) -> Option<u32> {
    // A HEIC begins with such a box itself.
    let start = if format == Format::Heic { 12 } else { 0 };
    let rest = rest.get(start..)?;
    let is_film = |at: &usize| {
        let from = at.checked_sub(4)?;
        let length = u32::from_be_bytes(rest.get(from..*at)?.try_into().ok()?) as usize;
        let next = rest.get(from + length + 4..from + length + 8);
        // One that was cut off right there is still a film.
        let goes_on = next.is_none_or(|name| FILM_BOXES.iter().any(|known| name == *known));
        ((8..=MAX_FTYP).contains(&length) && goes_on).then_some(from)
    };
    let from = memmem::find_iter(rest, b"ftyp").find_map(|at| is_film(&at))?;
    Some(length_ms(&rest[from..]).unwrap_or(0))
}

/// Of a film, by its header (ISO 14496-12, mvhd).
fn length_ms(film: &[u8]) -> Option<u32> {
    let header = film.get(memmem::find(film, b"mvhd")? + 4..)?;
    let number = |at: usize, bytes: usize| -> Option<u64> {
        Some(header.get(at..at + bytes)?.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    };
    let (scale, length) = match header.first()? {
        0 => (number(12, 4)?, number(16, 4)?),
        _ => (number(20, 4)?, number(24, 8)?),
    };
    u32::try_from(length.checked_mul(1000)?.checked_div(scale)?).ok()
}

/// Another JPEG follows: inside a picture these three bytes never stand.
pub fn has_second_jpeg(rest: &[u8]) -> bool {
    memmem::find(rest, b"\xFF\xD8\xFF").is_some()
}

/// Markers and bodies of a JPEG's segments before its first scan.
pub fn segments(head: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut rest = head.get(2..).unwrap_or_default();
    std::iter::from_fn(move || {
        while rest.len() > 1 && rest[0] == 0xFF && rest[1] == 0xFF {
            rest = &rest[1..];
        }
        let [0xFF, marker, high, low, ..] = rest else { return None };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let body = rest.get(4..2 + length)?;
        rest = &rest[2 + length..];
        Some((*marker, body))
    })
}

/// Names and bodies of a PNG's chunks.
pub fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    let mut rest = bytes.get(8..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (name, after) = after.split_first_chunk::<4>()?;
        let length = u32::from_be_bytes(*length) as usize;
        let body = after.get(..length)?;
        rest = after.get(length + 4..).unwrap_or_default();
        Some((name, body))
    })
}

fn apng_frames(bytes: &[u8]) -> u32 {
    // What was really written counts, not what the header claims.
    chunks(bytes).filter(|(name, _)| *name == b"fcTL").count() as u32
}

fn webp_frames(bytes: &[u8]) -> u32 {
    let mut rest = bytes.get(12..).unwrap_or_default();
    let mut frames = 0;
    while let Some((name, after)) = rest.split_first_chunk::<4>() {
        let Some((length, after)) = after.split_first_chunk::<4>() else { break };
        frames += u32::from(name == b"ANMF");
        let length = u32::from_le_bytes(*length) as usize;
        rest = after.get(length + length % 2..).unwrap_or_default();
    }
    frames
}

fn gif_frames(bytes: &[u8]) -> u32 {
    let table = |flags: u8| if flags & 0x80 != 0 { 3 << ((flags & 7) + 1) } else { 0 };
    let mut at = 13 + bytes.get(10).map_or(0, |flags| table(*flags));
    let mut frames = 0;
    loop {
        match bytes.get(at) {
            Some(0x21) => at += 2,
            Some(0x2C) => {
                frames += 1;
                let Some(flags) = bytes.get(at + 9) else { return frames };
                at += 11 + table(*flags);
            }
            _ => return frames,
        }
        // Blocks of data, an empty one last.
        loop {
            match bytes.get(at) {
                None => return frames,
                Some(0) => break,
                Some(length) => at += 1 + usize::from(*length),
            }
        }
        at += 1;
    }
}

/// Numbers as a TIFF writes them.
struct Tiff<'a> {
    bytes: &'a [u8],
    little: bool,
}

impl<'a> Tiff<'a> {
    /// `None` if it does not begin as one.
    fn new(bytes: &'a [u8]) -> Option<Self> {
        match bytes.get(..4)? {
            b"II*\0" => Some(Self { bytes, little: true }),
            b"MM\0*" => Some(Self { bytes, little: false }),
            _ => None,
        }
    }

    fn number(&self, at: usize, bytes: usize) -> Option<u32> {
        let digits = self.bytes.get(at..at.checked_add(bytes)?)?;
        let join = |number: u32, digit: &u8| number << 8 | u32::from(*digit);
        Some(if self.little { digits.iter().rev().fold(0, join) } else { digits.iter().fold(0, join) })
    }

    /// The place of a field's value in the directory at `at`, and the field's own place there.
    fn field(&self, at: usize, tag: u32) -> Option<usize> {
        let fields = self.number(at, 2)? as usize;
        (0..fields).map(|field| at + 2 + 12 * field).find(|field| self.number(*field, 2) == Some(tag))
    }

    fn next(&self, at: usize) -> Option<usize> {
        let fields = self.number(at, 2)? as usize;
        let next = self.number(at + 2 + 12 * fields, 4)?;
        (next != 0).then_some(next as usize)
    }
}

/// Pages of a TIFF without those that are a smaller version of another; a list that comes back to itself ends there.
fn tiff_pages(bytes: &[u8]) -> u32 {
    const NEW_SUBFILE_TYPE: u32 = 254;
    let Some(tiff) = Tiff::new(bytes) else { return 0 };
    let (mut seen, mut pages) = (BTreeSet::new(), 0);
    let mut next = tiff.number(4, 4).map(|at| at as usize);
    while let Some(at) = next {
        if pages == MAX_PAGES || !seen.insert(at) || tiff.number(at, 2).is_none() {
            break;
        }
        let kind = tiff.field(at, NEW_SUBFILE_TYPE).and_then(|field| tiff.number(field + 8, 4));
        pages += u32::from(kind.is_none_or(|kind| kind & 1 == 0));
        next = tiff.next(at);
    }
    pages
}

/// Pictures of their own in a multi-picture file, by the list in its head.
fn own_pictures(head: &[u8]) -> u32 {
    const ENTRIES: u32 = 0xB002;
    const ENTRY: usize = 16;
    let list =
        segments(head).find_map(|(marker, body)| body.strip_prefix(b"MPF\0").filter(|_| marker == 0xE2));
    let count = || {
        let tiff = Tiff::new(list?)?;
        let field = tiff.field(tiff.number(4, 4)? as usize, ENTRIES)?;
        let (length, from) = (tiff.number(field + 4, 4)? as usize, tiff.number(field + 8, 4)? as usize);
        let kinds = (0..length / ENTRY).map_while(|at| tiff.number(from + ENTRY * at, 4));
        Some(kinds.filter(|kind| OWN_PICTURES.contains(&(kind & 0xFF_FFFF))).count() as u32)
    };
    count().unwrap_or(0)
}

/// The box of a HEIF file that says what is in it.
pub fn heif_meta(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes;
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(*length) as usize;
        let Some(whole) = rest.get(..length).filter(|_| length >= 8) else { break };
        if after.starts_with(b"meta") {
            return whole;
        }
        rest = &rest[length..];
    }
    &[]
}
