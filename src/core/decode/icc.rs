//! Colours that an ICC profile describes → sRGB, in which photos are compared and shown.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use image::RgbImage;
use moxcms::{CmsError, ColorProfile, DataColorSpace, Layout, Transform8BitExecutor, TransformOptions};

/// Colours that lie no more levels than this from their own in sRGB stay as they are: profiles of sRGB itself differ so much.
const NEAR: u8 = 2;

/// Levels of each colour that are tried to see how far a profile lies from sRGB.
const TRIED: [u8; 6] = [0, 51, 102, 153, 204, 255];

/// Profiles of which it is remembered what they make of colours: a camera writes the same into all its photos, and working it out
/// takes as long as a tenth of a small photo.
const REMEMBERED: usize = 16;

/// What says which colours the pixels of a picture stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Profile {
    /// In the form of ICC.1, as the file holds it.
    Icc(Vec<u8>),
    /// Display P3, named by its code point alone.
    DisplayP3,
}

/// What a profile makes of colours.
enum Meaning {
    /// They are shown as they are.
    Srgb,
    /// Each colour has another in sRGB.
    Colours(Arc<Transform8BitExecutor>),
    /// Each level of grey has another.
    Grey(Box<[[u8; 3]; 256]>),
}

/// The last few profiles met, by their hashes.
static KNOWN: Mutex<VecDeque<([u8; 32], Arc<Meaning>)>> = Mutex::new(VecDeque::new());

/// Brings the colours of a picture to sRGB. A profile that cannot be read, or is one for other colours than the picture has here,
/// changes nothing: the colours are shown as they are, as programs do that know no profiles.
pub fn to_srgb(pixels: &mut RgbImage, profile: &Profile) {
    match &*profile.meaning() {
        Meaning::Srgb => {}
        Meaning::Colours(transform) => {
            let mut shown = RgbImage::new(pixels.width(), pixels.height());
            match transform.transform(pixels, &mut shown) {
                Ok(()) => *pixels = shown,
                Err(error) => log::debug!("colours are shown as they are: {error}"),
            }
        }
        // Of a picture in colours it tells nothing.
        Meaning::Grey(shown) => {
            if pixels.pixels().all(|pixel| pixel.0 == [pixel.0[0]; 3]) {
                pixels.pixels_mut().for_each(|pixel| pixel.0 = shown[usize::from(pixel.0[0])]);
            }
        }
    }
}

impl Profile {
    fn meaning(&self) -> Arc<Meaning> {
        let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let name: &[u8] = match self {
            Self::Icc(bytes) => bytes,
            Self::DisplayP3 => b"Display P3",
        };
        let key = *blake3::hash(name).as_bytes();
        if let Some((_, meaning)) = known().iter().find(|(known, _)| *known == key) {
            return Arc::clone(meaning);
        }
        let meaning = Arc::new(self.read().and_then(|profile| meaning(&profile)).unwrap_or_else(|error| {
            log::debug!("colours are shown as they are: {error}");
            Meaning::Srgb
        }));
        let mut known = known();
        known.truncate(REMEMBERED - 1);
        known.push_front((key, Arc::clone(&meaning)));
        meaning
    }

    fn read(&self) -> Result<ColorProfile, CmsError> {
        match self {
            Self::Icc(bytes) => ColorProfile::new_from_slice(bytes),
            Self::DisplayP3 => Ok(ColorProfile::new_display_p3()),
        }
    }
}

fn meaning(profile: &ColorProfile) -> Result<Meaning, CmsError> {
    let to_srgb = |from: Layout| {
        profile.create_transform_8bit(
            from,
            &ColorProfile::new_srgb(),
            Layout::Rgb,
            TransformOptions::default(),
        )
    };
    match profile.color_space {
        DataColorSpace::Rgb => {
            let transform = to_srgb(Layout::Rgb)?;
            Ok(if is_near_srgb(&*transform)? { Meaning::Srgb } else { Meaning::Colours(transform) })
        }
        DataColorSpace::Gray => {
            let levels: [u8; 256] = std::array::from_fn(|level| level as u8);
            let mut shown = Box::new([[0; 3]; 256]);
            to_srgb(Layout::Gray)?.transform(&levels, shown.as_flattened_mut())?;
            Ok(Meaning::Grey(shown))
        }
        _ => Ok(Meaning::Srgb),
    }
}

fn is_near_srgb(transform: &Transform8BitExecutor) -> Result<bool, CmsError> {
    let all = TRIED.iter().flat_map(|r| TRIED.iter().flat_map(|g| TRIED.iter().flat_map(|b| [*r, *g, *b])));
    let tried: Vec<u8> = all.collect();
    let mut shown = vec![0; tried.len()];
    transform.transform(&tried, &mut shown)?;
    Ok(tried.iter().zip(&shown).all(|(own, shown)| own.abs_diff(*shown) <= NEAR))
}

#[cfg(test)]
mod tests {
    use image::codecs::jpeg::JpegEncoder;
    use image::codecs::png::PngEncoder;
    use image::codecs::webp::WebPEncoder;
    use image::{DynamicImage, ImageEncoder, Rgb};

    use super::*;
    use crate::decode::{Bound, open};
    use crate::photo::Format;

    const RED: [u8; 3] = [250, 20, 10];

    /// A colour of sRGB as a picture with the profile of Display P3 holds it.
    fn in_display_p3(colour: [u8; 3]) -> [u8; 3] {
        let [from, to] = [ColorProfile::new_srgb(), ColorProfile::new_display_p3()];
        let transform = from
            .create_transform_8bit(Layout::Rgb, &to, Layout::Rgb, TransformOptions::default())
            .expect("a transform");
        let mut held = [0; 3];
        transform.transform(&colour, &mut held).expect("transformed");
        held
    }

    fn display_p3() -> Vec<u8> {
        ColorProfile::new_display_p3().encode().expect("a profile")
    }

    fn seen(colour: [u8; 3], profile: &Profile) -> [u8; 3] {
        let mut pixels = RgbImage::from_pixel(5, 3, Rgb(colour));
        to_srgb(&mut pixels, profile);
        assert_eq!(pixels.get_pixel(0, 0), pixels.get_pixel(4, 2));
        pixels.get_pixel(4, 2).0
    }

    #[test]
    fn colours_of_another_profile_are_those_they_stand_for() {
        for colour in [[250, 20, 10], [30, 200, 60], [90, 90, 90], [255, 255, 255], [0, 0, 0]] {
            let held = in_display_p3(colour);
            let [seen, named] = [Profile::Icc(display_p3()), Profile::DisplayP3].map(|of| seen(held, &of));
            assert_eq!(seen, named);
            assert!(seen.iter().zip(colour).all(|(a, b)| a.abs_diff(b) <= 3), "{held:?} {seen:?} {colour:?}");
        }
        assert!(in_display_p3(RED)[1] > 40, "it differs at all");
    }

    #[test]
    fn every_format_is_seen_in_the_colours_of_its_profile() {
        let mut stored = [(Format::Jpeg, Vec::new()), (Format::Png, Vec::new()), (Format::WebP, Vec::new())];
        let [(_, jpeg), (_, png), (_, webp)] = &mut stored;
        store(JpegEncoder::new_with_quality(jpeg, 100));
        store(PngEncoder::new(png));
        store(WebPEncoder::new_lossless(webp));
        for (format, bytes) in stored {
            let opened = open(format, &bytes, Bound::LongSideAtMost(64)).expect("opened");
            let seen = opened.pixels.get_pixel(20, 20).0;
            assert!(seen.iter().zip(RED).all(|(a, b)| a.abs_diff(b) <= 4), "{format:?} {seen:?}");
        }
    }

    /// A red picture as Display P3 holds it.
    fn store(mut encoder: impl ImageEncoder) {
        encoder.set_icc_profile(display_p3()).expect("the format has a place for it");
        let picture = RgbImage::from_pixel(64, 48, Rgb(in_display_p3(RED)));
        DynamicImage::from(picture).write_with_encoder(encoder).expect("encoded");
    }

    #[test]
    fn the_levels_of_srgb_stay_to_the_last() {
        let profile = Profile::Icc(ColorProfile::new_srgb().encode().expect("a profile"));
        for colour in [[250, 20, 10], [1, 2, 3], [77, 128, 254]] {
            assert_eq!(seen(colour, &profile), colour);
        }
    }

    #[test]
    fn grey_has_a_curve_of_its_own() {
        let profile = Profile::Icc(ColorProfile::new_gray_with_gamma(1.0).encode().expect("a profile"));
        assert!(seen([55; 3], &profile)[0].abs_diff(128) <= 1, "a fifth of the light is half way to white");
        assert_eq!(seen([55, 56, 55], &profile), [55, 56, 55], "a colour is no grey");
    }

    #[test]
    fn what_is_no_profile_changes_nothing() {
        let whole = display_p3();
        for profile in [&b""[..], b"no profile", &whole[..whole.len() / 2], &whole[..130]] {
            assert_eq!(seen([250, 20, 10], &Profile::Icc(profile.to_vec())), [250, 20, 10]);
        }
    }
}
