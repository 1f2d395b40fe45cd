//! What the pairs say about single photos: one is another with something around it, a part of another, or the pixels of
//! another in a format that keeps more.

use std::collections::HashMap;

use rayon::prelude::*;

use super::canvas;
use crate::cache::{Cache, Canvas};
use crate::decode;
use crate::photo::{Edit, Enlarged, ExtraContent, Format, Pair, Photo, PhotoId};
use crate::progress::{Progress, Stop};

/// A framed photo with more pixels for one of the other, along a side, is worth its frame; and a whole with fewer is no
/// better than its part.
const NO_FINER: f32 = 1.2;

/// What fills less of a larger picture is not taken for a part cut out.
const PART: f32 = 0.1;

/// Of photos that show more than another one whether that was added, as a border or a picture beside it: by the inner photo
/// and the other.
#[derive(Default)]
pub struct Canvases(HashMap<(PhotoId, PhotoId), bool>);

impl Canvases {
    /// Looks at those of `pairs` that nobody has looked at.
    pub fn inspect(
        &mut self,
        photos: &[Photo],
        pairs: &[Pair],
        cache: &Cache,
        progress: &Progress,
    ) -> Result<(), Stop> {
        let both_ways = pairs.iter().flat_map(seen_both_ways);
        let wanted: Vec<(PhotoId, PhotoId, Edit)> = both_ways
            .filter(|(_, _, edit)| is_plain(edit) || is_part_of_picture(edit))
            .filter(|(inner, outer, _)| !self.0.contains_key(&(*inner, *outer)))
            .collect();
        let content = |id: &PhotoId| photos[id.index()].content;
        let canvases: Vec<Canvas> =
            wanted.iter().map(|(inner, outer, _)| [content(inner), content(outer)]).collect();
        let known = cache.canvases(&canvases);
        let look = |((_, outer, edit), known): (&(PhotoId, PhotoId, Edit), &Option<bool>)| {
            progress.check()?;
            if known.is_some() {
                return Ok(*known);
            }
            let picture = decode::preview_again(progress, &photos[outer.index()], canvas::LOOKED_AT)?;
            let ends = if is_plain(edit) { canvas::is_added } else { canvas::has_seam };
            Ok(picture.ok().map(|picture| ends(&picture, &edit.placement)))
        };
        let seen: Vec<Option<bool>> = wanted.par_iter().zip(&known).map(look).collect::<Result<_, Stop>>()?;
        let fresh = canvases.iter().zip(&seen).zip(&known).filter(|(_, known)| known.is_none());
        let fresh: Vec<(Canvas, bool)> = fresh.filter_map(|((of, seen), _)| Some((*of, (*seen)?))).collect();
        cache.keep_canvases(&fresh);
        for ((inner, outer, edit), seen) in wanted.into_iter().zip(seen) {
            // Of one that cannot be read now what the proof says is believed.
            self.0.insert((inner, outer), seen.unwrap_or(edit.other_beyond != ExtraContent::Plain));
        }
        Ok(())
    }

    fn is_added(&self, inner: PhotoId, outer: PhotoId, edit: &Edit) -> bool {
        let seen = self.0.get(&(inner, outer)).copied();
        canvas::is_askew(edit) || seen.unwrap_or(edit.other_beyond == ExtraContent::Frame)
    }

    fn has_seam(&self, inner: PhotoId, outer: PhotoId) -> bool {
        self.0.get(&(inner, outer)).copied().unwrap_or(false)
    }
}

/// The inner photo, the other, and the edit seen from the inner one.
fn seen_both_ways(pair: &Pair) -> impl Iterator<Item = (PhotoId, PhotoId, Edit)> + use<> {
    let (a, b) = (pair.a, pair.b);
    pair.link.proof.into_iter().flat_map(move |edit| [(a, b, edit), (b, a, edit.reversed())])
}

fn is_plain(edit: &Edit) -> bool {
    matches!(edit.other_beyond, ExtraContent::Plain | ExtraContent::Frame) && edit.filled < Edit::WHOLE
}

fn is_part_of_picture(edit: &Edit) -> bool {
    edit.other_beyond == ExtraContent::Picture && edit.shown >= Edit::WHOLE && edit.filled < Edit::WHOLE
}

/// Pictures are put beside others as they are, or in quarter turns; what is askew is a part that was cut out.
fn is_upright(edit: &Edit) -> bool {
    !canvas::is_askew(edit) && !edit.placement.transform().is_projective()
}

/// Notes all this, and of what was noted about one photo that it holds for all of the same bytes.
pub fn note(photos: &mut [Photo], representative: &[PhotoId], pairs: &[Pair], canvases: &Canvases) {
    for (pair, (inner, outer, edit)) in
        pairs.iter().flat_map(|pair| seen_both_ways(pair).map(move |seen| (pair, seen)))
    {
        let added = is_plain(&edit) && canvases.is_added(inner, outer, &edit);
        let is_part = edit.shown >= Edit::WHOLE && (PART..Edit::WHOLE).contains(&edit.filled);
        let beside_another = is_part_of_picture(&edit) && canvases.is_added(inner, outer, &edit);
        let is_composed = beside_another && canvases.has_seam(inner, outer) && is_upright(&edit);
        // A collage, a story, a screenshot: worth less as long as it shows this photo smaller than it is.
        let is_finer = edit.scale * NO_FINER < 1.0 && photos[inner.index()].enlarged == Enlarged::No;
        photos[outer.index()].framed |= (added && edit.scale <= NO_FINER) || (is_composed && is_finer);
        let of_picture =
            (edit.other_beyond == ExtraContent::Picture && !beside_another) || (is_plain(&edit) && !added);
        photos[inner.index()].cropped |=
            pair.link.edit().is_some() && is_part && of_picture && edit.scale * NO_FINER >= 1.0;
        let is_jpeg = [inner, outer].map(|id| photos[id.index()].facts.format == Format::Jpeg);
        photos[outer.index()].unpacked |= edit.same_pixels && is_jpeg == [true, false];
    }
    for (at, first) in representative.iter().enumerate() {
        let Photo { framed, cropped, blurred, enlarged, unpacked, .. } = photos[first.index()];
        let photo = &mut photos[at];
        (photo.framed, photo.cropped, photo.blurred) = (framed, cropped, blurred);
        (photo.enlarged, photo.unpacked) = (enlarged, unpacked);
    }
}
