//! Two photos' features → the proof that they show the same: the CNN proposes, pixels prove.
//!
//! [`verify`] matches the corners of both photos (`matching`), seeks the one transform that most of the matches agree
//! on (`consensus`, `fit`, `transform`), also against the mirrored photo, and compares the pixels where the photos
//! then overlap (`overlap`); `outcome` says what follows. Where corners agree on nothing, whole pictures are laid over
//! each other (`whole`), and those that lie on a page over it (`inset`). What the transform says in human terms is read by
//! `description`.

mod consensus;
mod fit;
mod inset;
mod matching;
mod overlap;
mod description;
mod keypoint_recall;
mod transform;
mod outcome;
mod whole;

use crate::features::Features;
use crate::photo::Placement;
use consensus::Consensus;
use outcome::{
    DOUBTFUL_MIDDLE, MIN_PLACES, PAGE_ASKED, PAGE_RECALL, PAGE_RECALL_WHOLE, PAGE_SURE, SAME_MEDIAN,
    is_cut_out, is_evident, is_page, is_same_part,
};

pub use description::EditDescription;
pub use fit::{fit_affine, fit_projective};
pub use overlap::Agreement;
pub use transform::Transform;

/// With so many places the mirrored photo is not tried.
const SURE_PLACES: usize = 60;

/// What the pixels of two photos say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchOutcome {
    /// One picture: one photo is an edited copy of the other, or both are of a third.
    SamePicture,
    /// One frame, caption or screen around different pictures, which explains a small distance away.
    SharedFrame,
    /// Neither is shown; the photos may still be alike.
    Unproven,
}

/// The common transform of two photos with its evidence.
#[derive(Clone, Debug)]
pub struct Proof {
    /// What follows from the rest.
    pub outcome: MatchOutcome,
    /// Places of the photos whose corners agree on the transform, crowded ones counted once; 0 where it was given.
    pub places: usize,
    /// Carries places of the first photo's frame to the second's.
    pub transform: Transform,
    /// How the pixels of the overlap compare.
    pub agreement: Agreement,
    /// The transform in human terms.
    pub parts: EditDescription,
}

/// Proves that two photos show the same picture, or different ones in one frame; `None` if nothing is proven. The order of the two only
/// changes the direction of the transform.
pub fn verify(a: &Features, b: &Features) -> Option<Proof> {
    let aligned = align(a, b).filter(|proof| proof.outcome != MatchOutcome::Unproven);
    match &aligned {
        Some(proof) if proof.outcome == MatchOutcome::SamePicture => aligned,
        // What agrees is a frame around something.
        Some(_) => inset::verify(a, b).or(aligned),
        None => whole::verify(a, b).or_else(|| inset::verify(a, b)),
    }
}

/// The same for two photos of which a third shows both. Then it is settled that they belong together, and nothing is asked
/// of pages and smooth pictures that the pixels of any other copy need not show.
pub fn verify_transitive(a: &Features, b: &Features) -> Option<Proof> {
    let mut proof = align(a, b)?;
    let is_evident = proof.places >= MIN_PLACES && is_evident(&proof.agreement, &proof.parts);
    if is_evident && proof.agreement.median >= SAME_MEDIAN {
        proof.outcome = MatchOutcome::SamePicture;
    }
    Some(proof).filter(|proof| proof.outcome != MatchOutcome::Unproven)
}

/// Proves that two photos show the same picture where the first lies so in the second, as both are proven to show a third.
/// `None` if the pixels do not say so at once: of a page, or of a middle that might be another picture in the same frame,
/// more is asked than how the pixels compare.
pub fn verify_at(a: &Features, b: &Features, placement: &Placement) -> Option<Proof> {
    let transform = Transform::of_placement(placement, a, b)?;
    let (width, height) = a.frame();
    if !transform.is_believable(f64::from(width), f64::from(height)) {
        return None;
    }
    let agreement = overlap::compare(a.small(), b.small(), &transform.between(a, b));
    let parts = EditDescription::read(a, b, &transform, &agreement)?;
    let shows_same = is_evident(&agreement, &parts)
        && agreement.median >= SAME_MEDIAN
        && agreement.middle >= DOUBTFUL_MIDDLE
        && !is_page(&agreement);
    shows_same.then_some(Proof { outcome: MatchOutcome::SamePicture, places: 0, transform, agreement, parts })
}

/// The best common transform of two photos and its evidence, whether or not it proves anything; `None` if there is none.
pub fn align(a: &Features, b: &Features) -> Option<Proof> {
    let direct = consensus::seek(a, b, 0);
    if places(&direct) >= SURE_PLACES {
        return Proof::score(a, b, direct?);
    }
    let mirrored = consensus::seek(a, &b.mirrored(), places(&direct));
    if places(&mirrored) <= places(&direct) {
        return Proof::score(a, b, direct?);
    }
    let Consensus { transform, places } = mirrored?;
    Proof::score(a, b, Consensus { transform: transform.then_mirrored(f64::from(b.frame().0)), places })
}

fn places(found: &Option<Consensus>) -> usize {
    found.as_ref().map_or(0, |found| found.places)
}

impl Proof {
    fn score(a: &Features, b: &Features, Consensus { transform, places }: Consensus) -> Option<Proof> {
        let agreement = overlap::compare(a.small(), b.small(), &transform.between(a, b));
        let parts = EditDescription::read(a, b, &transform, &agreement)?;
        let mut outcome = outcome::of(places, &agreement, &parts);
        let is_asked = is_page(&agreement)
            && places < PAGE_ASKED
            && agreement.whole < PAGE_SURE
            && !is_cut_out(places, &agreement, &parts);
        if outcome == MatchOutcome::SamePicture && is_asked {
            let wanted = if is_same_part(&parts) { PAGE_RECALL_WHOLE } else { PAGE_RECALL };
            if keypoint_recall::share(a, b, &transform) < wanted {
                outcome = MatchOutcome::Unproven;
            }
        }
        Some(Proof { outcome, places, transform, agreement, parts })
    }
}

#[cfg(test)]
mod tests {
    use image::imageops;
    use image::{Rgb, RgbImage};

    use super::*;
    use crate::features::drawn::scene;
    use crate::features::extract;
    use crate::photo::ExtraContent;

    /// Relates a drawn scene to an edit of it and returns what the proof says.
    fn check(edit: impl Fn(&RgbImage) -> RgbImage) -> EditDescription {
        let original = scene(1, 600, 450);
        let proof = verify(&extract(&original), &extract(&edit(&original))).expect("the edit is proven");
        assert_eq!(proof.outcome, MatchOutcome::SamePicture, "{proof:?}");
        proof.parts
    }

    fn near(value: f64, expected: f64, within: f64) {
        assert!((value - expected).abs() <= within, "{value} is not {expected}");
    }

    #[test]
    fn a_crop_says_how_much_it_kept() {
        let parts = check(|photo| imageops::crop_imm(photo, 120, 90, 360, 270).to_image());
        near(parts.kept_of_a, 0.36, 0.02);
        near(parts.kept_of_b, 1.0, 0.02);
        assert_eq!((parts.beyond_a, parts.beyond_b), (ExtraContent::Picture, ExtraContent::Nothing));
    }

    #[test]
    fn turns_and_mirrors_are_named() {
        for (edit, turn, mirrored) in [
            (imageops::rotate90 as fn(&RgbImage) -> RgbImage, 90.0, false),
            (imageops::rotate180, 180.0, false),
            (imageops::rotate270, -90.0, false),
            (imageops::flip_horizontal, 0.0, true),
            (imageops::flip_vertical, 180.0, true),
        ] {
            let parts = check(edit);
            assert_eq!(parts.mirrored, mirrored);
            near((parts.turn_degrees - turn).to_radians().cos(), 1.0, 1e-3);
            near(parts.kept_of_a, 1.0, 0.02);
        }
    }

    #[test]
    fn a_smaller_copy_says_its_size() {
        let original = scene(2, 600, 450);
        let small = imageops::thumbnail(&original, 150, 112);
        let (a, b) = (extract(&original), extract(&small));
        let parts = verify(&a, &b).expect("the copy is proven").parts;
        near(parts.size_in_pixels(&a, &b, [600, 150]), 0.25, 0.01);
    }

    #[test]
    fn tone_and_borders_are_named() {
        let brighter = check(|photo| imageops::brighten(photo, 30));
        assert!(brighter.tone_changed);
        let framed = check(|photo| {
            let mut framed = RgbImage::from_pixel(photo.width() + 160, photo.height() + 160, Rgb([255; 3]));
            imageops::replace(&mut framed, photo, 80, 80);
            framed
        });
        assert_eq!((framed.beyond_a, framed.beyond_b), (ExtraContent::Nothing, ExtraContent::Frame));
        assert!(!framed.tone_changed);
    }

    #[test]
    fn strangers_are_not_related() {
        let photos: Vec<Features> = (10..18).map(|seed| extract(&scene(seed, 500, 400))).collect();
        for (index, one) in photos.iter().enumerate() {
            for other in &photos[..index] {
                assert!(verify(one, other).is_none());
            }
        }
    }

    #[test]
    fn a_shared_caption_is_not_a_shared_photo() {
        let captioned = |seed| {
            let mut photo = scene(seed, 500, 400);
            imageops::replace(&mut photo, &scene(99, 500, 80), 0, 0);
            extract(&photo)
        };
        let outcome = align(&captioned(20), &captioned(21)).map(|proof| proof.outcome);
        assert!(outcome != Some(MatchOutcome::SamePicture), "{outcome:?}");
    }

    #[test]
    fn a_shared_frame_around_other_pictures_is_told_also_where_they_are_smooth() {
        let frame = scene(98, 500, 400);
        let framed = |level: fn(u32) -> u32| {
            let mut photo = frame.clone();
            let inner = RgbImage::from_fn(380, 300, |_, y| Rgb([level(y).min(255) as u8; 3]));
            imageops::replace(&mut photo, &inner, 60, 50);
            extract(&photo)
        };
        let (dawn, dusk) = (framed(|y| 60 + y / 2), framed(|y| 200 - y / 3));
        let outcome = |a, b| align(a, b).map(|proof| proof.outcome);
        assert_eq!(outcome(&dawn, &dusk), Some(MatchOutcome::SharedFrame));
        assert_eq!(outcome(&dawn, &framed(|y| 60 + y / 2)), Some(MatchOutcome::SamePicture));
    }

    #[test]
    fn a_sticker_or_a_watermark_leaves_the_picture_what_it_is() {
        check(|photo| {
            let mut stuck = photo.clone();
            imageops::replace(&mut stuck, &scene(97, 280, 220), 160, 115);
            stuck
        });
        check(|photo| {
            let mut marked = photo.clone();
            for (x, y, pixel) in marked.enumerate_pixels_mut() {
                if (x / 6 + y / 6) % 7 == 0 {
                    pixel.0 = pixel.0.map(|level| (u16::from(level) * 7 / 10 + 76) as u8);
                }
            }
            marked
        });
    }

    #[test]
    fn photos_without_texture_prove_nothing() {
        let flat = extract(&RgbImage::from_pixel(400, 300, Rgb([9; 3])));
        assert!(verify(&flat, &flat).is_none());
        assert!(verify(&flat, &extract(&scene(3, 400, 300))).is_none());
    }

    #[test]
    fn the_order_only_turns_the_direction() {
        let photo = scene(4, 600, 450);
        let (a, b) = (extract(&photo), extract(&imageops::crop_imm(&photo, 0, 0, 400, 300).to_image()));
        let (there, back) = (verify(&a, &b).expect("proven").parts, verify(&b, &a).expect("proven").parts);
        near(there.kept_of_a, back.kept_of_b, 0.01);
        near(there.size * back.size, 1.0, 0.01);
    }
}
