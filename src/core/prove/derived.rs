//! What the pairs say about single photos: one is another with something around it, a part of another, or the pixels of
//! another in a format that keeps more.

use super::answers::{Answers, is_part_of_picture, is_plain, is_upright, seen_both_ways};
use super::canvas;
use crate::cache::Question;
use crate::photo::{Edit, Enlarged, ExtraContent, Format, Pair, Photo, PhotoId};

/// A framed photo with more pixels for one of the other, along a side, is worth its frame, if it shows more for it; and a whole
/// with fewer is no better than its part.
const NO_FINER: f32 = 1.2;

/// What fills less of a larger picture is not taken for a part cut out.
const PART: f32 = 0.1;

/// Notes all this, and of what was noted about one photo that it holds for all of the same bytes.
pub fn note(photos: &mut [Photo], representative: &[PhotoId], pairs: &[Pair], answers: &Answers) {
    for (pair, (inner, outer, edit)) in
        pairs.iter().flat_map(|pair| seen_both_ways(pair).map(move |seen| (pair, seen)))
    {
        let is = |question: Question| answers.is(question, inner, outer);
        // Of one that was not looked at what the proof says is believed.
        let by_proof = edit.other_beyond == ExtraContent::Frame;
        let is_added = || canvas::is_askew(&edit) || is(Question::Added).unwrap_or(by_proof);
        let added = is_plain(&edit) && is_added();
        let is_part = edit.shown >= Edit::WHOLE && (PART..Edit::WHOLE).contains(&edit.filled);
        let beside_another = is_part_of_picture(&edit) && is_added();
        let is_composed = beside_another && is(Question::Added) == Some(true) && is_upright(&edit);
        let is_enlarged_inside = is(Question::EnlargedInside) == Some(true);
        let is_no_finer = edit.scale <= NO_FINER || is_enlarged_inside;
        // A story, a screenshot: worth less as long as it shows no more of this photo than it has itself. Of a collage the photo
        // is a source, whatever else is in there.
        let is_half = is(Question::Joined) == Some(true) && is_no_finer;
        let is_finer = edit.scale * NO_FINER < 1.0 && photos[inner.index()].enlarged == Enlarged::No;
        let [ours, theirs] = [inner, outer].map(|id| photos[id.index()].metadata.corners);
        let lacks_corners = edit.shown.min(edit.filled) >= Edit::WHOLE && theirs.lack(ours);
        photos[outer.index()].framed |= ((added || lacks_corners) && is_no_finer)
            || is_half
            || (is_composed && (is_finer || is_enlarged_inside));
        let of_picture =
            (edit.other_beyond == ExtraContent::Picture && !beside_another) || (is_plain(&edit) && !added);
        photos[inner.index()].cropped |=
            pair.link.edit().is_some() && is_part && of_picture && edit.scale * NO_FINER >= 1.0;
        let is_jpeg = [inner, outer].map(|id| photos[id.index()].metadata.format == Format::Jpeg);
        let has_its_pixels = edit.same_pixels || is(Question::Unpacked) == Some(true);
        photos[outer.index()].unpacked |= has_its_pixels && is_jpeg == [true, false];
    }
    for (at, first) in representative.iter().enumerate() {
        let Photo { framed, cropped, blurred, enlarged, unpacked, .. } = photos[first.index()];
        let photo = &mut photos[at];
        (photo.framed, photo.cropped, photo.blurred) = (framed, cropped, blurred);
        (photo.enlarged, photo.unpacked) = (enlarged, unpacked);
    }
}
