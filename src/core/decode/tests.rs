//! Whole files through the one door, and the rules that hold for all formats.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

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
    check("raw.nef", b"II*\0\x08\0\0\0", "this kind of RAW");
    check("cut.png", b"\x89PNG\r\n\x1a\n\0\0", "PNG");
    assert!(preview(&dir.path().join("gone.jpg"), 64).is_err());
}

/// By avifenc 1.3: 4:4:4, 8 bits.
const AVIF: &str = "\
    AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUEAAADybWV0YQAAAAAAAAAoaGRscgAAAAAAAAAAcGljdAAAAAAAAAAA\
    AAAAAGxpYmF2aWYAAAAADnBpdG0AAAAAAAEAAAAeaWxvYwAAAABEAAABAAEAAAABAAABGgAAAC8AAAAoaWluZgAAAAAAAQAA\
    ABppbmZlAgAAAAABAABhdjAxQ29sb3IAAAAAamlwcnAAAABLaXBjbwAAABRpc3BlAAAAAAAAACAAAAAYAAAAEHBpeGkAAAAA\
    AwgICAAAAAxhdjFDgSAAAAAAABNjb2xybmNseAABAA0ABoAAAAAXaXBtYQAAAAAAAAABAAEEAQKDBAAAADdtZGF0EgAKCDgR\
    P35QENBpMiFEcAAAEBD7iVU5ZIKNycY6vuAC7YPesDwfjtS4Sb3o8j0=";

/// By avifenc: 4:2:0, 10 bits, to be turned a quarter to the left.
const AVIF_TURNED: &str = "\
    AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAAD8bWV0YQAAAAAAAAAoaGRscgAAAAAAAAAAcGljdAAAAAAAAAAA\
    AAAAAGxpYmF2aWYAAAAADnBpdG0AAAAAAAEAAAAeaWxvYwAAAABEAAABAAEAAAABAAABJAAAACoAAAAoaWluZgAAAAAAAQAA\
    ABppbmZlAgAAAAABAABhdjAxQ29sb3IAAAAAdGlwcnAAAABUaXBjbwAAABRpc3BlAAAAAAAAACAAAAAYAAAAEHBpeGkAAAAA\
    AwoKCgAAAAxhdjFDgQBMAAAAABNjb2xybmNseAABAA0ABoAAAAAJaXJvdAEAAAAYaXBtYQAAAAAAAAABAAEFAQKDBIUAAAAy\
    bWRhdBIACgkYET9+aAhoNCAyG0RwAAAQEJL0m8nRvhGX6PHSZl4JmmicBMrj6A==";

/// By cjxl, without loss.
pub const JXL: &str = "\
    /wrFQEBxIQgCAQCwAEsYixUA1Jc3MSdeXiAGAICBXQBiAoRGQDimAYI9Q6BAg7YY2cJt7GggEigf";

/// By opj_compress, without loss, in two resolutions.
pub const JPEG_2000: &str = "\
    AAAADGpQICANCocKAAAAFGZ0eXBqcDIgAAAAAGpwMiAAAAAtanAyaAAAABZpaGRyAAAAGAAAACAAAwcHAAAAAAAPY29scgEA\
    AAAAABAAAAIdanAyY/9P/1EALwAAAAAAIAAAABgAAAAAAAAAAAAAACAAAAAYAAAAAAAAAAAAAwcBAQcBAQcBAf9SAAwAAAAB\
    AQEEBAAB/1wAB0BASEhQ/2QAJQABQ3JlYXRlZCBieSBPcGVuSlBFRyB2ZXJzaW9uIDIuNS4w/5AACgAAAAABogAB/5PPtTAR\
    UFSrcXfy7QGQdG3jQAQ8IBWtaEJwVYsLjM6I+eP6VbQlrPxo9A+StDXcAM5CXgG5sIovBMVT3Z1hH0KYJCWkuI4i0ExKpdnO\
    D/9/34MIO7kPGWsSjx1843+54isnEFWd3JSJoWzDnIPqvhCEAjvyvW0pObYIlCuRjLgu7hG4oryP09aEJBAQvQEYSEsgOeuy\
    TnRGC+/4CgBv/2Ocr3r/hkK0wgAwkJZfvbMLwTFVD9+DeBQAWxkKqcw752xRmFZO98JwPLGH87yNBEfeFOBUflHS8L98DolA\
    jADJdGaGcgOKMBDEd8pbv1GOL5OMmOEBsI+hTBH3LOgLzU2930Mux0ZoZx7SoEd8pbwQZ7oieBqEcBDCQjECRQ/ge1ehGJSi\
    YcHziYPnFQHyA4MmtLQ/Ua7Gf4NzgVrhlXWMO9+Ck1HH2h8/ANh9oIA18eS4vtzWA59uOcvwIzeDnoHa4ZV1j/wET9+bgmhQ\
    U8/AOj7QyD6gQINUlMDDhFLEMqsYchHfg56B2uGVdY/8BEw/gmhQT//Z";

/// What these files show, 32 x 24: red on the left, blue above green on the right.
const COLOURS: [[u8; 3]; 3] = [[200, 10, 20], [20, 10, 200], [20, 180, 30]];

/// Opens the file of that name and compares what it shows at three places with the colours.
fn shows(name: &str, base64: &str, size: [u32; 2], places: [[u32; 2]; 3]) {
    let bytes = STANDARD.decode(base64).expect("base64");
    let Decoded { pixels, metadata } = opened(name, &bytes).expect(name);
    assert_eq!([metadata.width, metadata.height], size, "{name}");
    for ([x, y], colour) in places.into_iter().zip(COLOURS) {
        let shown = pixels.get_pixel(x, y).0;
        let near = shown.iter().zip(colour).all(|(shown, colour)| shown.abs_diff(colour) <= 6);
        assert!(near, "{name} at {x}, {y}: {shown:?} for {colour:?}");
    }
    for end in (0..bytes.len()).step_by(5) {
        opened(name, &bytes[..end]).map(drop).unwrap_or_default();
    }
    for at in (0..bytes.len()).step_by(5) {
        let mut broken = bytes.clone();
        broken[at] ^= 0x55;
        opened(name, &broken).map(drop).unwrap_or_default();
    }
}

#[test]
fn newer_formats_show_what_they_hold_and_break_without_harm() {
    let upright = [[4, 12], [26, 3], [26, 20]];
    shows("a.avif", AVIF, [32, 24], upright);
    shows("a.jxl", JXL, [32, 24], upright);
    shows("a.jp2", JPEG_2000, [32, 24], upright);
    shows("turned.avif", AVIF_TURNED, [24, 32], [[12, 26], [3, 4], [20, 4]]);
}

pub fn opened(name: &str, bytes: &[u8]) -> Result<Decoded, SkipReason> {
    decoded(format_of(Path::new(name), bytes)?, bytes)
}

#[test]
fn a_raw_file_is_told_by_its_name_or_by_its_content() {
    let thumbnail = tiff::tests::tiff(&[&[(256, 160), (257, 120)]]);
    let sensor = tiff::tests::tiff(&[&[(256, 160), (257, 120)], &[(256, 6000), (262, 32803)]]);
    let kind = |name: &str, bytes: &[u8]| format_of(Path::new(name), bytes);
    assert_eq!(kind("a.tif", &thumbnail), Ok(Format::Tiff));
    for (name, bytes) in [("a.iiq", &thumbnail), ("a.tif", &sensor), ("A.FFF", &sensor)] {
        assert_eq!(kind(name, bytes), Ok(Format::Raw), "{name}");
    }
    // Words may begin like this.
    assert_eq!(kind("a.iiq", b"IIII, the fourth"), Ok(Format::Raw));
    assert_eq!(kind("a", b"IIII, the fourth"), Err(SkipReason::NotReadYet("Phase One raw".to_owned())));
    // What is no TIFF is what it is.
    assert_eq!(kind("a.nef", b"\xFF\xD8\xFF\xE0"), Ok(Format::Jpeg));
    let planar = tiff::tests::tiff(&[&[(256, 64), (277, 3), (284, 2), (322, 16)]]);
    assert_eq!(kind("a.tif", &planar), Err(SkipReason::NotReadYet("tiled and planar TIFF".to_owned())));
}

#[test]
fn a_line_before_a_jpeg_is_no_harm() {
    let picture = RgbImage::from_fn(40, 30, |x, y| image::Rgb([(x * 6) as u8, (y * 8) as u8, 7]));
    let mut jpeg = Vec::new();
    image::codecs::jpeg::JpegEncoder::new(&mut jpeg).encode_image(&picture).expect("encoded");
    let path = Path::new("a.jpg");
    let with_line = [b"\r\n", &jpeg[..]].concat();
    let [plain, led] = [&jpeg, &with_line]
        .map(|bytes| decoded(format_of(path, bytes).expect("told"), bytes).expect("opened").pixels);
    assert_eq!(plain, led);
    let [plain, led] = [&jpeg, &with_line].map(|bytes| pixels::pixels_of(path, bytes));
    assert_eq!(plain, led);
}
