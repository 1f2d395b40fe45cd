//! What a file is, told by its first bytes. Names lie often enough that their ending is asked only for what bytes may
//! not tell: that a TIFF is a camera's raw file.

use std::path::Path;

use crate::photo::Format;

/// Bytes of a file that [`sniff`] wants to see, if it has so many.
pub const HEAD_LEN: usize = 64;

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sniffed {
    /// A format that can be read.
    Readable(Format),
    /// A picture in a format that cannot be read; its name.
    Unreadable(&'static str),
    /// No picture at all.
    NotAPhoto,
}

/// Tells the format from the first [`HEAD_LEN`] bytes.
pub fn sniff(head: &[u8]) -> Sniffed {
    use Sniffed::{NotAPhoto, Readable, Unreadable};
    match without_lead(head) {
        [0xFF, 0xD8, 0xFF, ..] => Readable(Format::Jpeg),
        [0x89, b'P', b'N', b'G', ..] => Readable(Format::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Readable(Format::WebP),
        [b'G', b'I', b'F', b'8', ..] => Readable(Format::Gif),
        // The length of a header that Windows or OS/2 knows.
        [
            b'B',
            b'M',
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            12 | 16 | 40 | 52 | 56 | 64 | 108 | 124,
            0,
            0,
            0,
            ..,
        ] => Readable(Format::Bmp),
        [b'I', b'I', b'*', 0, _, _, _, _, b'C', b'R', ..] => Readable(Format::Raw),
        [b'I', b'I', b'U', 0, ..] => Readable(Format::Raw),
        [b'I', b'I', b'R', b'O' | b'S', ..] | [b'M', b'M', b'O', b'R', ..] => Readable(Format::Raw),
        [b'I', b'I', 0x1A, 0, _, _, b'H', b'E', b'A', b'P', b'C', b'C', b'D', b'R', ..] => {
            Readable(Format::Raw)
        }
        [0, b'M', b'R', b'M', ..] => Readable(Format::Raw),
        // Words may begin with these four letters, so that the name has a say, too.
        [b'F', b'O', b'V', b'b', ..] => Unreadable("Sigma raw"),
        [b'I', b'I', b'I', b'I', ..] | [b'M', b'M', b'M', b'M', ..] => Unreadable("Phase One raw"),
        [b'q', b'k', b't', b'k' | b'n', ..] => Unreadable("QuickTake raw"),
        [b'A', b'R', b'R', b'I', ..] => Unreadable("ARRI raw"),
        [b'F', b'U', b'J', b'I', b'F', b'I', b'L', b'M', b'C', b'C', b'D', b'-', b'R', b'A', b'W', ..] => {
            Readable(Format::Raw)
        }
        [b'I', b'I', b'*' | b'+', 0, ..] | [b'M', b'M', 0, b'*' | b'+', ..] => Readable(Format::Tiff),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => sniff_brand(brand),
        [0, 0, 0, 12, b'j', b'P', ..] | [0xFF, 0x4F, 0xFF, 0x51, ..] => Readable(Format::Jpeg2000),
        [0xFF, 0x0A, ..] | [0, 0, 0, 12, b'J', b'X', b'L', ..] => Readable(Format::Jxl),
        [b'8', b'B', b'P', b'S', 0, 1 | 2, ..] => Readable(Format::Psd),
        [b'q', b'o', b'i', b'f', ..] => Readable(Format::Qoi),
        // A kind of PNM, a blank, and a number or a remark.
        [b'P', b'1'..=b'6', b'\n' | b' ' | b'\r' | b'\t', b'0'..=b'9' | b'#', ..]
        | [b'P', b'7', b'\n', b'W' | b'H' | b'#', ..] => Readable(Format::Pnm),
        // At least one icon, and of the first one a byte that is always zero and one or no plane.
        [0, 0, 1, 0, 1..=255, 0, _, _, _, 0, 0 | 1, 0, ..] => Readable(Format::Ico),
        [0x76, 0x2F, 0x31, 0x01, ..] => Unreadable("OpenEXR"),
        _ => NotAPhoto,
    }
}

/// The brands of an ISO media file: the main one, a version, and those it is compatible with.
fn sniff_brand(brands: &[u8]) -> Sniffed {
    let mut all = brands.as_chunks::<4>().0.iter();
    let is_avif = all.clone().any(|brand| matches!(brand, b"avif" | b"avis"));
    match all.next() {
        // What a still or a sequence is coded with is told by another brand.
        Some(b"mif1" | b"mif2" | b"mif3" | b"msf1" | b"miaf" | b"avif" | b"avis" | b"avio") if is_avif => {
            Sniffed::Readable(Format::Avif)
        }
        Some(b"mif1" | b"mif2" | b"mif3" | b"msf1" | b"miaf" | [b'h', b'e', b'i' | b'v', _]) => {
            Sniffed::Readable(Format::Heic)
        }
        Some(b"crx ") => Sniffed::Readable(Format::Raw),
        _ => Sniffed::NotAPhoto,
    }
}

/// A Truevision file, which has no beginning to tell it by: by its end, or by its name and a plausible header.
pub fn is_targa(path: &Path, bytes: &[u8]) -> bool {
    let is_plausible = matches!(
        bytes,
        [_, 0 | 1, 1..=3 | 9..=11, _, _, _, _, _, _, _, _, _, _, _, _, _, 8 | 15 | 16 | 24 | 32, ..]
    );
    is_plausible && (bytes.ends_with(b"TRUEVISION-XFILE.\0") || has_ending(path, &["tga"]))
}

/// The file from the first byte of its picture on: a transfer may have put an empty line before a JPEG.
pub fn without_lead(bytes: &[u8]) -> &[u8] {
    const LONGEST: usize = 16;
    let lead = bytes.iter().take(LONGEST).take_while(|byte| byte.is_ascii_whitespace()).count();
    if bytes[lead..].starts_with(&[0xFF, 0xD8, 0xFF]) { &bytes[lead..] } else { bytes }
}

/// Endings that name a picture. A file so named is either a photo or is reported as skipped; any other
/// file is a photo only if its bytes say so, and is passed over in silence if not.
const PICTURE_ENDINGS: [&str; 32] = [
    "jpg", "jpeg", "jpe", "jfif", "mpo", "png", "apng", "webp", "gif", "bmp", "dib", "tif", "tiff", "heic",
    "heif", "hif", "avif", "jxl", "jp2", "j2k", "psd", "qoi", "pnm", "ppm", "avifs", "jpx", "jpf", "psb",
    "pgm", "pbm", "exr", "tga",
];

/// Endings of camera raw files: those that LibRaw's and digiKam's lists of formats have in 2026.
const RAW_ENDINGS: [&str; 48] = [
    "3fr", "ari", "arw", "bay", "bmq", "cap", "cine", "cr2", "cr3", "crw", "cs1", "dc2", "dcr", "dcs", "dng",
    "drf", "eip", "erf", "fff", "gpr", "iiq", "k25", "kc2", "kdc", "mdc", "mef", "mos", "mrw", "nef", "nrw",
    "orf", "ori", "pef", "ptx", "pxn", "qtk", "raf", "raw", "rdc", "rw1", "rw2", "rwl", "rwz", "sr2", "srf",
    "srw", "sti", "x3f",
];

/// The name says that it is a picture.
pub fn is_named_like_a_picture(path: &Path) -> bool {
    has_ending(path, &PICTURE_ENDINGS) || is_named_like_raw(path)
}

/// The name says that it is a camera's raw file.
pub fn is_named_like_raw(path: &Path) -> bool {
    has_ending(path, &RAW_ENDINGS)
}

/// The name has one of these endings, which are in small letters.
pub fn has_ending(path: &Path, endings: &[&str]) -> bool {
    // As `Path::extension` has it, which takes the path apart: most of what walking a folder would cost.
    let path = path.as_os_str().as_encoded_bytes();
    let Some(dot) = path.iter().rposition(|byte| *byte == b'.') else { return false };
    let (stem, ending) = (&path[..dot], &path[dot + 1..]);
    let is_whole_name = stem.last().is_none_or(|byte| std::path::is_separator(char::from(*byte)));
    !is_whole_name && endings.iter().any(|known| ending.eq_ignore_ascii_case(known.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &[u8], expected: Sniffed) {
        assert_eq!(sniff(head), expected, "{head:?}");
    }

    #[test]
    fn bytes_tell_the_format() {
        check(b"\xFF\xD8\xFF\xE0rest", Sniffed::Readable(Format::Jpeg));
        check(b"RIFF\0\0\0\0WEBPVP8 ", Sniffed::Readable(Format::WebP));
        check(b"II*\0\x08\0\0\0", Sniffed::Readable(Format::Tiff));
        check(b"II*\0\x10\0\0\0CR\x02\0", Sniffed::Readable(Format::Raw));
        check(b"\0\0\0\x18ftypheic\0\0\0\0mif1", Sniffed::Readable(Format::Heic));
        check(b"\0\0\0\x1cftypmif1\0\0\0\0avifmif1", Sniffed::Readable(Format::Avif));
        check(b"%PDF-1.7", Sniffed::NotAPhoto);
        check(b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", Sniffed::Readable(Format::Bmp));
        check(b"BMW prices of the last ten years\n", Sniffed::NotAPhoto);
        check(b"\r\n\xFF\xD8\xFF\xE1", Sniffed::Readable(Format::Jpeg));
        check(b"\r\nsome words", Sniffed::NotAPhoto);
        check(b"\0\0\0\x1cftypmif2\0\0\0\0mif1heic", Sniffed::Readable(Format::Heic));
        check(b"\0\0\0\x1cftypmif2\0\0\0\0mif1mif2miafMiHBavif", Sniffed::Readable(Format::Avif));
        check(b"\0\0\0\x1cftypcrx \0\0\0\x01crx isom", Sniffed::Readable(Format::Raw));
        check(b"FUJIFILMCCD-RAW 0201", Sniffed::Readable(Format::Raw));
        check(b"FOVb\x01\0\x02\0", Sniffed::Unreadable("Sigma raw"));
        check(b"\0MRM\0\0\x21\x08", Sniffed::Readable(Format::Raw));
        check(b"", Sniffed::NotAPhoto);
    }

    #[test]
    fn endings_are_compared_without_case() {
        assert!(is_named_like_a_picture(Path::new("a/IMG_1.JPG")));
        assert!(is_named_like_a_picture(Path::new("a/IMG_1.nef")));
        for ending in
            ["gpr", "FFF", "iiq", "erf", "mef", "mos", "kdc", "dcr", "rwl", "x3f", "mrw", "sr2", "bay"]
        {
            assert!(is_named_like_raw(&Path::new("a/IMG_1").with_extension(ending)), "{ending}");
        }
        for other in ["a/jpg", "a/.jpg", ".jpg", "a.jpg/b", "a.jpg.txt", "jpg.", ""] {
            assert!(!is_named_like_a_picture(Path::new(other)), "{other}");
        }
    }
}
