//! DNGs of our own: what is seen, how large it counts and what it says.

use image::Rgb;
use image::RgbImage;

use crate::decode::sample::dng;
use crate::decode::{Decoded, decoded, format_of};
use crate::photo::{Format, SkipReason};

/// Red on the left, blue on the right.
fn picture(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(
        width,
        height,
        |x, _| if 2 * x < width { Rgb([200, 10, 20]) } else { Rgb([20, 10, 200]) },
    )
}

fn opened(bytes: &[u8]) -> Result<Decoded, SkipReason> {
    decoded(format_of(std::path::Path::new("a.dng"), bytes)?, bytes)
}

fn is_red(pixels: &RgbImage, x: u32, y: u32) -> bool {
    let [r, _, b] = pixels.get_pixel(x, y).0;
    r > b
}

#[test]
fn the_preview_is_seen_and_the_sensor_counts() {
    let Decoded { pixels, metadata } = opened(&dng(&picture(480, 320), [1200, 800], 1)).expect("opened");
    assert_eq!((metadata.format, metadata.width, metadata.height), (Format::Raw, 1200, 800));
    assert_eq!(metadata.preview, Some([480, 320]));
    assert_eq!(pixels.dimensions(), (480, 320));
    assert!(is_red(&pixels, 5, 5) && !is_red(&pixels, 470, 5));
    assert_eq!(metadata.camera.as_deref(), Some("Maker Camera 1"));
    assert_eq!(metadata.taken.as_deref(), Some("2024-05-01 12:00:00"));
    assert_eq!(metadata.jpeg_quality, None);
}

#[test]
fn a_turn_is_made_once() {
    // Lies on its right side: what is left comes up.
    let Decoded { pixels, metadata } = opened(&dng(&picture(480, 320), [1200, 800], 6)).expect("opened");
    assert_eq!((metadata.width, metadata.height, metadata.preview), (800, 1200, Some([320, 480])));
    assert_eq!(pixels.dimensions(), (320, 480));
    assert!(is_red(&pixels, 160, 5) && !is_red(&pixels, 160, 470));
    // The camera has turned the preview itself.
    let Decoded { pixels, metadata } = opened(&dng(&picture(320, 480), [1200, 800], 6)).expect("opened");
    assert_eq!((metadata.width, metadata.height, metadata.preview), (800, 1200, Some([320, 480])));
    assert!(is_red(&pixels, 5, 240) && !is_red(&pixels, 315, 240));
}

#[test]
fn without_a_preview_of_use_it_is_said() {
    let reason = opened(&dng(&picture(160, 120), [1200, 800], 1)).expect_err("refused");
    assert_eq!(reason, SkipReason::NoPreview);
}

#[test]
fn broken_raw_files_are_refused_without_harm() {
    let whole = dng(&picture(288, 272), [64, 48], 8);
    for end in (0..whole.len()).step_by(97) {
        opened(&whole[..end]).map(drop).unwrap_or_default();
    }
    for at in 0..600.min(whole.len()) {
        let mut broken = whole.clone();
        broken[at] ^= 0xFF;
        opened(&broken).map(drop).unwrap_or_default();
    }
}
