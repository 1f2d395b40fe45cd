//! A photo → a hash of all its pixels, by which photos are known that differ only in how they are stored and in what they
//! say about themselves.

use std::path::Path;

use super::icc::Profile;
use super::{Bound, Exif, behind_door, file, format, format_of, guard, raster, raw};
use crate::photo::{Format, Photo, SkipReason};
use crate::progress::{Cancelled, Progress};

/// What a photo shows, to the last pixel: its size, every pixel the right way up, and the colours they stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pixels(pub [u8; 32]);

/// The pixels of a photo; `None` if they are not all there is to it: more than eight bits a channel, transparency, further
/// pictures in the same file, a damaged end. The error says why it cannot be opened, or that its file has changed.
pub fn pixels(progress: &Progress, photo: &Photo) -> Result<Result<Option<Pixels>, SkipReason>, Cancelled> {
    let (path, content) = (photo.path().to_owned(), photo.content);
    behind_door(progress, move || pixels_of(&path, &file::read_again(&path, content)?))
}

pub(super) fn pixels_of(path: &Path, bytes: &[u8]) -> Result<Option<Pixels>, SkipReason> {
    let format = format_of(path, bytes)?;
    let is_known =
        matches!(format, Format::Jpeg | Format::Png | Format::WebP | Format::Bmp | Format::Qoi | Format::Tga);
    if !is_known || raster::is_animated(format, bytes) {
        return Ok(None);
    }
    let bytes = format::without_lead(bytes);
    guard::contained(|| {
        let raw = raw(format, bytes, Bound::LongSideAtMost(u32::MAX))?;
        if raw.reduced || raw.damage > 0.0 {
            return Ok(None);
        }
        let (pixels, _) = Exif::of(format, bytes).turn_upright(raw.pixels);
        let mut hasher = blake3::Hasher::new();
        hasher.update(&pixels.width().to_le_bytes());
        hasher.update(&pixels.height().to_le_bytes());
        hasher.update(pixels.as_raw());
        if let Some(Profile::Icc(profile)) = &raw.profile {
            hasher.update(profile);
        }
        Ok(Some(Pixels(*hasher.finalize().as_bytes())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, ImageFormat, RgbImage, RgbaImage};

    fn picture() -> RgbImage {
        RgbImage::from_fn(40, 30, |x, y| image::Rgb([(x * 6) as u8, (y * 8) as u8, (x * y) as u8]))
    }

    fn stored(picture: &DynamicImage, format: ImageFormat, name: &str) -> Option<Pixels> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        picture.save_with_format(&path, format).expect("written");
        pixels_of(&path, &std::fs::read(&path).expect("read")).expect("opened")
    }

    #[test]
    fn the_same_pixels_are_known_in_every_format_that_keeps_them() {
        let picture = DynamicImage::from(picture());
        let png = stored(&picture, ImageFormat::Png, "a.png").expect("pixels");
        assert_eq!(stored(&picture, ImageFormat::Bmp, "a.bmp"), Some(png));
        assert_eq!(stored(&picture, ImageFormat::WebP, "a.webp"), Some(png));
        assert_eq!(stored(&DynamicImage::from(picture.to_rgba8()), ImageFormat::Png, "b.png"), Some(png));
        let jpeg = stored(&picture, ImageFormat::Jpeg, "a.jpg").expect("pixels");
        assert_ne!(jpeg, png);
        assert_ne!(stored(&picture.fliph(), ImageFormat::Png, "a.png"), Some(png));
    }

    #[test]
    fn what_eight_bits_do_not_hold_is_not_told() {
        let deep = DynamicImage::from(DynamicImage::from(picture()).to_rgb16());
        assert_eq!(stored(&deep, ImageFormat::Png, "a.png"), None);
        let clear = RgbaImage::from_pixel(3, 3, image::Rgba([1, 2, 3, 254]));
        assert_eq!(stored(&DynamicImage::from(clear), ImageFormat::Png, "a.png"), None);
        assert_eq!(stored(&DynamicImage::from(picture()), ImageFormat::Tiff, "a.tiff"), None);
        assert!(pixels_of(Path::new("a.jpg"), b"no picture").is_err());
    }
}
