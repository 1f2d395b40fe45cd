//! Small files of the formats whose decoders are young, broken in many ways: each is a picture or is refused in words, whatever
//! it claims, and no decoder panics. A decoder that never ends would show as a test that never ends.

use std::io::Cursor;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::fuzzing::PARSERS;
use super::sample::heic::Item;
use super::tests::{JPEG_2000, JXL, opened};
use super::{Decoded, MAX_PIXELS, avif, png_text, psd, sample, tiff};
use crate::photo::SkipReason;

/// Mutants of each file in every run of the tests.
const FEW: u64 = 100;

/// Mutants of each file where somebody asks for them.
const MANY: u64 = 2000;

/// Most places that are changed in a mutant.
const CHANGES: u64 = 4;

/// Bytes at the beginning in which every second change lies: lengths and sizes are there.
const HEAD: usize = 64;

/// Marsaglia's xorshift: the same numbers in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// A file with a few bits turned, bytes at their extremes, runs of one value, or its end cut off.
fn broken(whole: &[u8], seed: u64) -> Vec<u8> {
    let mut numbers = Numbers(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut bytes = whole.to_vec();
    for _ in 0..=numbers.below(CHANGES as usize) {
        let span = if numbers.below(2) == 0 { bytes.len().min(HEAD) } else { bytes.len() };
        let at = numbers.below(span);
        match numbers.below(6) {
            0 => bytes[at] ^= 1 << numbers.below(8),
            1 => bytes[at] = 0xFF,
            2 => bytes[at] = 0,
            3 => bytes[at] = bytes[at].wrapping_add(1),
            4 => {
                let (value, end) = (numbers.below(256) as u8, at + numbers.below(8));
                let end = end.min(bytes.len());
                bytes[at..end].fill(value);
            }
            _ => bytes.truncate(at.max(1)),
        }
    }
    bytes
}

/// Red on the left, blue above green on the right.
fn picture(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match (2 * x < width, 2 * y < height) {
        (true, _) => Rgb([200, 10, 20]),
        (_, true) => Rgb([20, 10, 200]),
        _ => Rgb([20, 180, 30]),
    })
}

/// A file of each format, and a name for it.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let base64 = |text: &str| STANDARD.decode(text).expect("base64");
    let stored = |format: ImageFormat| {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::from(picture(24, 16)).write_to(&mut bytes, format).expect("encoded");
        bytes.into_inner()
    };
    let [transparent, grid, sequence, transparent_grid, wide] = avif::tests::FILES.map(base64);
    let tiles = [(); 4].map(|()| Item::picture());
    vec![
        ("transparent.avif", transparent),
        ("grid.avif", grid),
        ("sequence.avif", sequence),
        ("transparent_grid.avif", transparent_grid),
        ("wide.avif", wide),
        ("a.jxl", base64(JXL)),
        ("a.jp2", base64(JPEG_2000)),
        ("a.psd", psd::tests::packed()),
        ("a.heic", sample::heic::with_thumbnail(Item::picture(), Item::thumbnail())),
        ("grid.heic", sample::heic::grid([2, 2], [1280, 960], &tiles, &[])),
        ("a.dng", sample::dng(&picture(264, 256), [32, 24], 6)),
        ("a.qoi", stored(ImageFormat::Qoi)),
        ("a.pnm", stored(ImageFormat::Pnm)),
        ("a.tga", stored(ImageFormat::Tga)),
        ("a.ico", stored(ImageFormat::Ico)),
    ]
}

/// Opens so many mutants of each file. Some of each must still be shown, and some refused: else the changes miss the decoder.
fn open_mutants(count: u64) {
    for (name, whole) in files() {
        let (mut shown, mut refused) = (0, 0);
        for seed in 0..count {
            match opened(name, &broken(&whole, seed)) {
                Ok(Decoded { pixels, metadata }) => {
                    assert!(metadata.pixels() <= MAX_PIXELS || metadata.preview.is_some(), "{name}, {seed}");
                    assert!(pixels.width() > 0 && pixels.height() > 0, "{name}, {seed}");
                    shown += 1;
                }
                Err(reason) => {
                    assert_ne!(reason, SkipReason::BrokeDecoder, "{name}, {seed}");
                    refused += 1;
                }
            }
        }
        assert!(shown > 0 && refused > 0, "{name}: {shown} shown, {refused} refused");
    }
}

/// Gives so many mutants of each file to every parser of ours, whatever the file is.
fn parse_mutants(count: u64) {
    let mut files = files();
    let mut jpeg = Vec::new();
    JpegEncoder::new(&mut jpeg).encode_image(&picture(96, 64)).expect("encoded");
    let xmp = b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description \
        xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmp:Rating='3'/></rdf:RDF>\x1C\x02\x19\0\x04word";
    files.push(("a.jpg", [&jpeg[..], xmp].concat()));
    files.push(("a.png", png_text::tests::png(&[(b"tEXt", b"parameters\0a cat"), (b"zTXt", b"a\0\0bc")])));
    files.push(("a.tif", tiff::tests::tiff(&[&[(256, 160), (274, 6), (34665, 8)], &[(306, 99)]])));
    for (name, whole) in &files {
        for seed in 0..count {
            let mutant = broken(whole, seed);
            for (parser, parse) in PARSERS {
                let parsed = std::panic::catch_unwind(|| parse(&mutant));
                assert!(parsed.is_ok(), "{parser}: {name}, {seed}");
            }
        }
    }
}

#[test]
fn mutants_do_no_harm_to_parsers() {
    parse_mutants(FEW);
}

#[test]
#[ignore = "takes longer: cargo test -p lookalike-core --lib many_mutants -- --ignored"]
fn many_mutants_do_no_harm_to_parsers() {
    parse_mutants(100 * MANY);
}

#[test]
fn mutants_do_no_harm() {
    open_mutants(FEW);
}

#[test]
#[ignore = "takes longer: cargo test -p lookalike-core --lib many_mutants -- --ignored"]
fn many_mutants_do_no_harm() {
    open_mutants(MANY);
}
