//! What a file is, told by its first bytes. Names lie often enough that their ending is asked only for the
//! one thing bytes do not tell: that a TIFF is a camera's raw file.

use std::path::Path;

use crate::photo::Format;

/// Bytes of a file that [`sniff`] wants to see, if it has so many.
pub const HEAD_LEN: usize = 32;

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
    match head {
        [0xFF, 0xD8, 0xFF, ..] => Readable(Format::Jpeg),
        [0x89, b'P', b'N', b'G', ..] => Readable(Format::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Readable(Format::WebP),
        [b'G', b'I', b'F', b'8', ..] => Readable(Format::Gif),
        [b'B', b'M', ..] => Readable(Format::Bmp),
        [b'I', b'I', b'*', 0, _, _, _, _, b'C', b'R', ..] => Unreadable("Canon raw"),
        [b'I', b'I', b'U', 0, ..] => Unreadable("Panasonic raw"),
        [b'I', b'I', b'R', b'O' | b'S', ..] => Unreadable("Olympus raw"),
        [b'F', b'U', b'J', b'I', b'F', b'I', b'L', b'M', ..] => Unreadable("Fujifilm raw"),
        [b'I', b'I', b'*' | b'+', 0, ..] | [b'M', b'M', 0, b'*' | b'+', ..] => Readable(Format::Tiff),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => sniff_brand(brand),
        [0, 0, 0, 12, b'j', b'P', ..] | [0xFF, 0x4F, 0xFF, 0x51, ..] => Unreadable("JPEG 2000"),
        [0xFF, 0x0A, ..] | [0, 0, 0, 12, b'J', b'X', b'L', ..] => Unreadable("JPEG XL"),
        [b'8', b'B', b'P', b'S', ..] => Unreadable("Photoshop"),
        [b'q', b'o', b'i', b'f', ..] => Unreadable("QOI"),
        _ => NotAPhoto,
    }
}

/// The brands of an ISO media file, the main one first.
fn sniff_brand(brands: &[u8]) -> Sniffed {
    match brands {
        [b'h', b'e', b'i' | b'v', ..] => Sniffed::Readable(Format::Heic),
        [b'm', b'i' | b's', b'f', b'1', rest @ ..] => {
            let avif = rest.chunks_exact(4).any(|brand| brand == b"avif" || brand == b"avis");
            if avif { Sniffed::Unreadable("AVIF") } else { Sniffed::Readable(Format::Heic) }
        }
        [b'a', b'v', b'i', ..] => Sniffed::Unreadable("AVIF"),
        [b'c', b'r', b'x', ..] => Sniffed::Unreadable("Canon raw"),
        _ => Sniffed::NotAPhoto,
    }
}

/// Endings that name a picture. A file so named is either a photo or is reported as skipped; any other
/// file is a photo only if its bytes say so, and is passed over in silence if not.
const PICTURE_ENDINGS: [&str; 24] = [
    "jpg", "jpeg", "jpe", "jfif", "mpo", "png", "apng", "webp", "gif", "bmp", "dib", "tif", "tiff", "heic",
    "heif", "hif", "avif", "jxl", "jp2", "j2k", "psd", "qoi", "pnm", "ppm",
];

/// Endings of camera raw files.
const RAW_ENDINGS: [&str; 14] =
    ["cr2", "cr3", "crw", "nef", "nrw", "arw", "sr2", "dng", "raf", "rw2", "orf", "pef", "srw", "3fr"];

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
        check(b"II*\0\x10\0\0\0CR\x02\0", Sniffed::Unreadable("Canon raw"));
        check(b"\0\0\0\x18ftypheic\0\0\0\0mif1", Sniffed::Readable(Format::Heic));
        check(b"\0\0\0\x1cftypmif1\0\0\0\0avifmif1", Sniffed::Unreadable("AVIF"));
        check(b"%PDF-1.7", Sniffed::NotAPhoto);
        check(b"", Sniffed::NotAPhoto);
    }

    #[test]
    fn endings_are_compared_without_case() {
        assert!(is_named_like_a_picture(Path::new("a/IMG_1.JPG")));
        assert!(is_named_like_a_picture(Path::new("a/IMG_1.nef")));
        for other in ["a/jpg", "a/.jpg", ".jpg", "a.jpg/b", "a.jpg.txt", "jpg.", ""] {
            assert!(!is_named_like_a_picture(Path::new(other)), "{other}");
        }
    }
}
