//! Our own parsers, each by itself, for those who break files on purpose: `tests/fuzz` and the mutants of the tests. Nothing here
//! is part of the program.

use super::extras::Depth;
use super::format::{HEAD_LEN, Sniffed, sniff};
use super::{Exif, annotations, camera_raw, containers, extras, heif, jpeg_dc, png_text, psd, tiff};
use crate::photo::Format;

/// A parser does what it does with bytes from anywhere.
pub type Parser = fn(&[u8]);

/// All of them by name.
pub const PARSERS: [(&str, Parser); 7] = [
    ("heif", heif::walk),
    ("jpeg", jpeg),
    ("exif", exif),
    ("annotations", annotated),
    ("png_texts", png_texts),
    ("psd", photoshop),
    ("extras", beside),
];

/// Gives these bytes to the parser of this name.
pub fn run(name: &str, bytes: &[u8]) {
    PARSERS.iter().filter(|(known, _)| *known == name).for_each(|(_, parse)| parse(bytes));
}

/// Block means, and what is missing.
fn jpeg(bytes: &[u8]) {
    let _ = jpeg_dc::decode(bytes);
    let _ = jpeg_dc::find_blank(bytes);
    let share = jpeg_dc::damage::share(bytes);
    assert!((0.0..=1.0).contains(&share));
}

/// Directories of TIFF, and blocks of EXIF wherever formats keep them.
fn exif(bytes: &[u8]) {
    let _ = tiff::kind(bytes);
    let _ = tiff::with_plain_pointers(bytes);
    let _ = camera_raw::exif_blocks(bytes);
    for format in [Format::Jxl, Format::Jpeg2000, Format::Psd] {
        let _ = containers::exif(format, &containers::with_plain_boxes(format, bytes));
    }
    let exif = Exif::of(format_of(bytes), bytes);
    let _ = (exif.taken(), exif.camera(), exif.lens(), exif.gps(), exif.rating(), exif.caption());
}

fn annotated(bytes: &[u8]) {
    let format = format_of(bytes);
    let _ = annotations::of(format, bytes, &Exif::of(format, bytes));
}

fn png_texts(bytes: &[u8]) {
    let _ = png_text::raw_exif(&png_text::texts(bytes));
}

fn photoshop(bytes: &[u8]) {
    let _ = psd::layers(bytes);
    let _ = psd::decode(bytes);
}

/// Films, further pictures and gain maps behind or beside a picture.
fn beside(bytes: &[u8]) {
    let format = format_of(bytes);
    let _ = extras::of(format, bytes, &Exif::of(format, bytes), Depth::Whole);
}

/// What the first bytes say; a JPEG where they say nothing.
fn format_of(bytes: &[u8]) -> Format {
    match sniff(&bytes[..bytes.len().min(HEAD_LEN)]) {
        Sniffed::Readable(format) => format,
        _ => Format::Jpeg,
    }
}
