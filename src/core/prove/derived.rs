//! What the pairs say about single photos: one is another with something around it, a part of another, or the pixels of
//! another in a format that keeps more.

use std::collections::HashMap;

use rayon::prelude::*;

use super::canvas;
use super::pictures::Pictures;
use crate::cache::{Cache, Canvas};
use crate::photo::{Edit, Enlarged, ExtraContent, Format, Pair, Photo, PhotoId};
use crate::progress::Stop;

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
        pictures: &Pictures<'_>,
    ) -> Result<(), Stop> {
        let mut wanted: Vec<(PhotoId, PhotoId, Edit)> = pairs
            .iter()
            .flat_map(seen_both_ways)
            .filter(|(_, _, edit)| is_plain(edit) || is_part_of_picture(edit))
            .filter(|(inner, outer, _)| !self.0.contains_key(&(*inner, *outer)))
            .collect();
        wanted.sort_by_key(|(inner, outer, _)| (*outer, *inner));
        let content = |id: &PhotoId| photos[id.index()].content;
        let canvases: Vec<Canvas> =
            wanted.iter().map(|(inner, outer, _)| [content(inner), content(outer)]).collect();
        let known = cache.canvases(&canvases);
        let open: Vec<usize> = (0..wanted.len()).filter(|at| known[*at].is_none()).collect();
        // An outer photo is read once for all that lie in it.
        let by_outer: Vec<&[usize]> =
            open.chunk_by(|one, other| wanted[*one].1 == wanted[*other].1).collect();
        let look = |places: &&[usize]| -> Result<Vec<(usize, bool)>, Stop> {
            let picture = pictures.at_most(&photos[wanted[places[0]].1.index()], canvas::LOOKED_AT)?;
            let Some(picture) = picture else { return Ok(Vec::new()) };
            let ground = canvas::Ground::new(&picture);
            let ends = |edit: &Edit| {
                if is_plain(edit) {
                    ground.is_added(&edit.placement)
                } else {
                    ground.has_seam(&edit.placement)
                }
            };
            Ok(places.iter().map(|at| (*at, ends(&wanted[*at].2))).collect())
        };
        let looked: Vec<Vec<(usize, bool)>> = by_outer.par_iter().map(look).collect::<Result<_, Stop>>()?;
        let fresh: Vec<(Canvas, bool)> =
            looked.iter().flatten().map(|(at, seen)| (canvases[*at], *seen)).collect();
        cache.keep_canvases(&fresh);
        let mut seen = known;
        looked.into_iter().flatten().for_each(|(at, ends)| seen[at] = Some(ends));
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
