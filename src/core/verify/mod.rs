//! Two photos' features → the proof that they show the same: the CNN proposes, pixels prove.
//!
//! [`verify`] matches the corners of both photos (`matching`), seeks the one transform that most of the matches agree
//! on (`consensus`, `fit`, `transform`), also against the mirrored photo, and compares the pixels where the photos
//! then overlap (`overlap`). Where corners agree on nothing, whole pictures are laid over each other (`whole`), and those that lie
//! on a page over it (`inset`). What the transform says in human terms is read by `description`.
//!
//! The thresholds were chosen on copies of 180 photos in 26 kinds of edits against 100,000 pairs of strangers and
//! 30,000 pairs of drawn look-alikes (screens of one app, pages, captions, frames, maps, skies). The rules for
//! pages were chosen on 480 pairs of drawn forms, letters, screens, products and sheets that differ, and 360 copies of such.

mod consensus;
mod fit;
mod inset;
mod matching;
mod overlap;
mod description;
mod keypoint_recall;
mod transform;
mod whole;

use crate::features::Features;
use crate::photo::Placement;
use consensus::Consensus;

pub use description::EditDescription;
pub use fit::{fit_affine, fit_projective};
pub use overlap::Agreement;
pub use transform::Transform;

/// Fewer places than this prove nothing, however alike the pixels. One pair of strangers in fifty reaches it, with
/// pixels that do not agree.
const MIN_PLACES: usize = 5;
/// Median correlation of the blocks from which two photos are one picture. Copies: 0.95 and more in 97 of 100;
/// strangers whose corners agree and that are no page: 0.81 at most, a shared frame or app included.
const SAME_MEDIAN: f64 = 0.85;
/// From this share of one grey on, the overlap is a page, a drawing or a product before white ([`Agreement::plain`]).
const PAGE_PLAIN: f64 = 0.45;
/// On a page with fewer places than this (two letters under one head, two products of one shape) ...
const PAGE_PLACES: usize = 40;
/// ... this share of the blocks must agree, as strangers differ in a few of them only.
const PAGE_SHARE: f64 = 0.97;
/// On any page the whole of the overlap must correlate so well. Forms filled in differently, screens of one app, sheets of
/// one layout reach 0.955; of 360 copies of pages (small, turned, cut, blurred) none falls below 0.964 ...
const PAGE_WHOLE: f64 = 0.96;
/// ... unless it lost a strip to a caption: then so many places agree, so much of the middle (forms: 0.97 at most), and
/// half of the blocks as well as this.
const CAPTIONED_PLACES: usize = 60;
const CAPTIONED_MIDDLE: f64 = 0.98;
const CAPTIONED_MEDIAN: f64 = 0.997;
/// With fewer places than this the corners of a page are asked for one by one ...
const PAGE_ASKED: usize = 56;
/// ... unless the whole correlates so well that nothing can be written otherwise (products of one shape: 0.9985), ...
const PAGE_SURE: f64 = 0.9992;
/// ... and this share of them must be found again: products of one shape with different labels have 0.62, one in fifty
/// 0.79, ...
const PAGE_RECALL: f64 = 0.66;
/// ... and this share where both photos show the same part of the picture, so that nothing is cut or resampled much.
const PAGE_RECALL_WHOLE: f64 = 0.8;
/// Two photos that each show so much of the other show the same part.
const SAME_PART: f64 = 0.9;
/// Between two photos of the same part with less of the middle alike than this only a frame, a caption or the look of
/// an app is shared, ...
const FRAME_MIDDLE: f64 = 0.4;
/// ... if so many places agree, and fewer than ...
const FRAME_PLACES: usize = 20;
/// ... these. Of 150 pairs of different pictures in one frame with one caption all but three have less than half of
/// the middle in common and none has more than 80 places; of 4,300 copies of photographs one in a thousand has both.
const PICTURE_PLACES: usize = 100;
/// On a page, or with fewer places than this, more of the middle must be alike: smooth pictures in one frame, screens of one
/// app reach 0.82.
const FEW_PLACES: usize = 60;
const DOUBTFUL_MIDDLE: f64 = 0.85;
/// Of a picture with something put over it so many places agree, this share of the blocks, and half of them to the pixel:
/// a sticker over a quarter of a photograph leaves 0.62 of the blocks and a median of 0.996 in 11 of 13 (`make_modern.py`).
/// Two pictures in one frame have the frame in common only.
const COVERED_PLACES: usize = 40;
const COVERED_SHARE: f64 = 0.6;
const COVERED_MEDIAN: f64 = 0.99;
/// What is written through a whole picture changes every block a little, and the whole hardly: then so many places agree, the
/// whole as well as this and half of the blocks as well as that. Five of eight watermarked photographs that were missed have
/// 0.90 and 0.6 (`make_modern.py`).
const OVERLAID_PLACES: usize = 30;
const OVERLAID_WHOLE: f64 = 0.9;
const OVERLAID_MEDIAN: f64 = 0.6;
/// Fewer blocks with something to see are not compared: low texture proves nothing.
const MIN_TEXTURED: usize = 6;
/// A smaller common part than this share of either photo is a shared caption or strip, not a shared picture.
const MIN_SHARE: f64 = 0.4;
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
    pub verdict: MatchOutcome,
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
    let aligned = align(a, b).filter(|proof| proof.verdict != MatchOutcome::Unproven);
    match &aligned {
        Some(proof) if proof.verdict == MatchOutcome::SamePicture => aligned,
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
        proof.verdict = MatchOutcome::SamePicture;
    }
    Some(proof).filter(|proof| proof.verdict != MatchOutcome::Unproven)
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
    shows_same.then_some(Proof { verdict: MatchOutcome::SamePicture, places: 0, transform, agreement, parts })
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
        let mut verdict = verdict(places, &agreement, &parts);
        let is_asked = is_page(&agreement) && places < PAGE_ASKED && agreement.whole < PAGE_SURE;
        if verdict == MatchOutcome::SamePicture && is_asked {
            let wanted = if is_same_part(&parts) { PAGE_RECALL_WHOLE } else { PAGE_RECALL };
            if keypoint_recall::share(a, b, &transform) < wanted {
                verdict = MatchOutcome::Unproven;
            }
        }
        Some(Proof { verdict, places, transform, agreement, parts })
    }
}

fn is_page(agreement: &Agreement) -> bool {
    agreement.plain >= PAGE_PLAIN
}

fn is_same_part(parts: &EditDescription) -> bool {
    parts.kept_of_a.min(parts.kept_of_b) > SAME_PART
}

fn is_doubtful_page(places: usize, agreement: &Agreement) -> bool {
    let captioned = places >= CAPTIONED_PLACES
        && agreement.middle >= CAPTIONED_MIDDLE
        && agreement.median >= CAPTIONED_MEDIAN;
    is_page(agreement)
        && ((agreement.whole < PAGE_WHOLE && !captioned)
            || (places < PAGE_PLACES && agreement.share() < PAGE_SHARE))
}

/// There is enough to say anything at all.
fn is_evident(agreement: &Agreement, parts: &EditDescription) -> bool {
    let share = parts.kept_of_a.max(parts.kept_of_b);
    agreement.textured >= MIN_TEXTURED && share >= MIN_SHARE
}

/// A photograph with something over a part of it, or through all of it. What it is the close look says.
fn is_put_over(places: usize, agreement: &Agreement, parts: &EditDescription) -> bool {
    let covered =
        places >= COVERED_PLACES && agreement.share() >= COVERED_SHARE && agreement.median >= COVERED_MEDIAN;
    let overlaid =
        places >= OVERLAID_PLACES && agreement.whole >= OVERLAID_WHOLE && agreement.median >= OVERLAID_MEDIAN;
    !is_page(agreement) && is_same_part(parts) && (covered || overlaid)
}

fn verdict(places: usize, agreement: &Agreement, parts: &EditDescription) -> MatchOutcome {
    let is_page = is_page(agreement);
    let may_be_frame = is_same_part(parts) && places < PICTURE_PLACES;
    let speaks_of_frame = places >= FRAME_PLACES && agreement.middle < FRAME_MIDDLE;
    if places < MIN_PLACES || !is_evident(agreement, parts) {
        MatchOutcome::Unproven
    } else if is_put_over(places, agreement, parts) {
        MatchOutcome::SamePicture
    } else if may_be_frame && speaks_of_frame {
        MatchOutcome::SharedFrame
    } else if may_be_frame && (is_page || places < FEW_PLACES) && agreement.middle < DOUBTFUL_MIDDLE {
        let of_frame = !is_page && places >= FRAME_PLACES && agreement.median >= SAME_MEDIAN;
        if of_frame { MatchOutcome::SharedFrame } else { MatchOutcome::Unproven }
    } else if agreement.median >= SAME_MEDIAN && !is_doubtful_page(places, agreement) {
        MatchOutcome::SamePicture
    } else {
        MatchOutcome::Unproven
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
        assert_eq!(proof.verdict, MatchOutcome::SamePicture, "{proof:?}");
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
        let verdict = align(&captioned(20), &captioned(21)).map(|proof| proof.verdict);
        assert!(verdict != Some(MatchOutcome::SamePicture), "{verdict:?}");
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
        let verdict = |a, b| align(a, b).map(|proof| proof.verdict);
        assert_eq!(verdict(&dawn, &dusk), Some(MatchOutcome::SharedFrame));
        assert_eq!(verdict(&dawn, &framed(|y| 60 + y / 2)), Some(MatchOutcome::SamePicture));
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
