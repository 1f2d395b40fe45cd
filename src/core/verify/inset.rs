//! A photo that lies on a page as one picture of it. In the frame of the page it is too small for a proof, in a frame of its
//! own it is not.

use super::overlap::Agreement;
use super::transform::Transform;
use super::{EditDescription, MatchOutcome, Proof, align};
use crate::features::{Features, Inset};

/// So much of the picture on the page the photo must show: it is that picture and not merely a part of it.
const SHOWN: f64 = 0.8;

/// Proves that one of the two lies on the other, which is a page; `None` if nothing is proven.
pub fn verify(a: &Features, b: &Features) -> Option<Proof> {
    let (places, transform, agreement) = on_page(a, b).or_else(|| {
        let (places, transform, agreement) = on_page(b, a)?;
        let Agreement { contrast, brighter, .. } = agreement;
        let seen_from_a = Agreement { contrast: 1.0 / contrast, brighter: -brighter, ..agreement };
        Some((places, transform.inverse()?, seen_from_a))
    })?;
    let parts = EditDescription::read(a, b, &transform, &agreement)?;
    Some(Proof { outcome: MatchOutcome::SamePicture, places, transform, agreement, parts })
}

/// How the page lies over the photo of which one of its pictures is a copy.
fn on_page(page: &Features, photo: &Features) -> Option<(usize, Transform, Agreement)> {
    page.insets().iter().find_map(|inset| {
        let proof = align(inset.features(), photo)?;
        let is_it = proof.outcome == MatchOutcome::SamePicture && proof.parts.kept_of_a >= SHOWN;
        is_it.then(|| (proof.places, to_frame_of(inset).then(&proof.transform), proof.agreement))
    })
}

/// From the frame of the page to that of a picture on it; the centre of the first pixel is at 0 in both.
fn to_frame_of(inset: &Inset) -> Transform {
    let [x, y, width, height] = inset.window();
    let frame = inset.features().frame();
    let (across, down) = (f64::from(frame.0) / width, f64::from(frame.1) / height);
    let shift = |edge: f64, times: f64| (0.5 - edge) * times - 0.5;
    Transform([across, 0.0, shift(x, across), 0.0, down, shift(y, down), 0.0, 0.0, 1.0])
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage, imageops};

    use crate::features::{drawn::scene, extract};
    use crate::verify;

    #[test]
    fn a_photo_in_a_screenshot_of_a_chat_is_found_where_it_lies() {
        let photo = scene(1, 600, 400);
        let mut screen = RgbImage::from_pixel(270, 585, Rgb([236, 229, 221]));
        imageops::replace(&mut screen, &imageops::thumbnail(&photo, 108, 72), 27, 200);
        let [photo, screen] = [photo, screen].map(|picture| extract(&picture));
        let there = verify::verify(&photo, &screen).expect("it is found").transform;
        let back = verify::verify(&screen, &photo).expect("also the other way round").transform;
        // In the frame of the screenshot, 384 for 585 pixels.
        let [x, y] = there.apply([191.5, 127.5]);
        assert!((x - 81.0 * 384.0 / 585.0).abs() < 1.0 && (y - 236.0 * 384.0 / 585.0).abs() < 1.0, "{x} {y}");
        let [x, y] = back.apply([x, y]);
        assert!((x - 191.5).abs() < 4.0 && (y - 127.5).abs() < 4.0, "{x} {y}");
        assert!(verify::verify(&extract(&scene(2, 600, 400)), &screen).is_none());
    }
}
