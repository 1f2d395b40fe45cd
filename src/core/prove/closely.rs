//! A closer look at what lines up: two photos are compared once more at a size at which a digit of a page, an eye or a stamp
//! can be seen, and only what does not differ there, or has something put over it, is an edited copy.
//!
//! In a family every photo is looked at beside the one that it would keep. Two photos that are the same as that one are the
//! same; only two that both differ from it are looked at themselves. So a photo is decoded about once.

use std::collections::HashMap;
use std::sync::Arc;

use image::RgbImage;
use rayon::prelude::*;

use super::family;
use super::pictures::Pictures;
use crate::cache::Cache;
use crate::difference;
use crate::photo::{CloseLook, ContentHash, Edit, Pair, Photo, PhotoId, Relation};
use crate::progress::{Stage, Stop};

/// Pairs with one photo in common that a thread looks at in a row, so that this one is decoded once.
const IN_A_ROW: usize = 16;

/// Looks at all edited copies among the pairs, and makes similar shots of those that differ.
pub fn compare_all(
    photos: &[Photo],
    pairs: &mut [Pair],
    cache: &Cache,
    pictures: &Pictures<'_>,
) -> Result<(), Stop> {
    let best = family::best(photos, pairs);
    let is_open = |pair: &Pair| pair.link.edit().is_some_and(|edit| edit.close.is_none());
    let kept = |pair: &Pair| best.get(&pair.a).copied().unwrap_or(pair.a);
    let has_kept = |pair: &Pair| [pair.a, pair.b].contains(&kept(pair));
    let places = |pairs: &[Pair], wanted: &dyn Fn(&Pair) -> bool| -> Vec<usize> {
        (0..pairs.len()).filter(|at| wanted(&pairs[*at])).collect()
    };
    let first = places(pairs, &|pair| is_open(pair) && has_kept(pair));
    look_at(photos, pairs, first, cache, pictures)?;

    let mut beside_kept: HashMap<PhotoId, CloseLook> = HashMap::new();
    for pair in pairs.iter().filter(|pair| best.contains_key(&pair.a) && has_kept(pair)) {
        if let Some(close) = pair.link.proof.and_then(|edit| edit.close) {
            beside_kept.insert(if kept(pair) == pair.a { pair.b } else { pair.a }, close);
        }
    }
    for pair in pairs.iter_mut().filter(|pair| is_open(pair)) {
        let follows = beside_kept.get(&pair.a).zip(beside_kept.get(&pair.b));
        if let Some(close) = follows.and_then(|(one, other)| of_two(*one, *other)) {
            settle(pair, close);
        }
    }
    let rest = places(pairs, &is_open);
    look_at(photos, pairs, rest, cache, pictures)
}

/// What follows for two photos from a look at each beside a third; `None` if that does not tell.
fn of_two(one: CloseLook, other: CloseLook) -> Option<CloseLook> {
    let close = CloseLook {
        areas: one.areas.saturating_add(other.areas),
        share: one.share.max(other.share),
        other_hue: one.other_hue || other.other_hue,
        likelihood: one.likelihood.min(other.likelihood),
        is_edit: one.is_edit && other.is_edit,
        as_sharp: one.as_sharp && other.as_sharp,
        relit: one.relit || other.relit,
    };
    let is_same = |look: CloseLook| look.is_edit && look.areas == 0;
    (close.is_edit || is_same(one) || is_same(other)).then_some(close)
}

fn settle(pair: &mut Pair, close: CloseLook) {
    let Some(edit) = &mut pair.link.proof else { return };
    edit.close = Some(close);
    edit.covered = if close.areas > 0 { close.share.max(Edit::COVERED) } else { 0.0 };
    if !close.is_edit {
        pair.link.relation = Relation::Similar;
    }
}

/// Looks at the pairs at these places, as far as their photos can be read, and remembers what is seen.
fn look_at(
    photos: &[Photo],
    pairs: &mut [Pair],
    mut places: Vec<usize>,
    cache: &Cache,
    pictures: &Pictures<'_>,
) -> Result<(), Stop> {
    pictures.progress.enter(Stage::Proving, places.len() as u64)?;
    let contents = |pair: &Pair| [pair.a, pair.b].map(|id| photos[id.index()].content);
    let keys: Vec<[ContentHash; 2]> = places.iter().map(|at| contents(&pairs[*at])).collect();
    let known = cache.looks(&keys);
    let mut at = 0;
    places.retain(|place| {
        let look = known[at];
        at += 1;
        if let Some(close) = look {
            settle(&mut pairs[*place], close);
        }
        look.is_none()
    });
    for batch in places.chunks(64 * IN_A_ROW) {
        let looked: Vec<Vec<(usize, CloseLook)>> = batch
            .par_chunks(IN_A_ROW)
            .map(|places| look_in_a_row(photos, pairs, places, pictures))
            .collect::<Result<_, Stop>>()?;
        let looked: Vec<(usize, CloseLook)> = looked.into_iter().flatten().collect();
        let fresh: Vec<_> = looked.iter().map(|(at, close)| (contents(&pairs[*at]), *close)).collect();
        cache.keep_looks(&fresh);
        looked.into_iter().for_each(|(at, close)| settle(&mut pairs[at], close));
    }
    Ok(())
}

/// Looks at a few pairs; a photo that two in a row have in common is read once.
fn look_in_a_row(
    photos: &[Photo],
    pairs: &[Pair],
    places: &[usize],
    pictures: &Pictures<'_>,
) -> Result<Vec<(usize, CloseLook)>, Stop> {
    let mut read: Vec<(PhotoId, Option<Arc<RgbImage>>)> = Vec::with_capacity(2);
    let mut looked = Vec::with_capacity(places.len());
    for at in places {
        pictures.progress.step()?;
        let pair = &pairs[*at];
        let ids = in_order_of_content(photos, pair);
        read.retain(|(id, _)| ids.contains(id));
        for id in ids {
            if !read.iter().any(|(known, _)| *known == id) {
                read.push((id, pictures.at_most(&photos[id.index()], difference::LOOKED_AT_PX)?));
            }
        }
        let of = |id: PhotoId| {
            read.iter().find(|(known, _)| *known == id).and_then(|(_, picture)| picture.as_ref())
        };
        let (Some(edit), Some(one), Some(other)) = (pair.link.proof, of(ids[0]), of(ids[1])) else {
            continue;
        };
        let edit = if ids[0] == pair.a { edit } else { edit.reversed() };
        looked.extend(compare([one, other], &edit).map(|close| (*at, close)));
    }
    Ok(looked)
}

/// The two photos of a pair, the smaller content first: what is seen must not depend on their names.
fn in_order_of_content(photos: &[Photo], pair: &Pair) -> [PhotoId; 2] {
    let [a, b] = [pair.a, pair.b];
    if photos[a.index()].content < photos[b.index()].content { [a, b] } else { [b, a] }
}

fn compare([one, other]: [&RgbImage; 2], edit: &Edit) -> Option<CloseLook> {
    let found = if difference::is_ground(one, other, [edit.shown, edit.filled]) {
        difference::compare(one, other, &edit.placement.transform())
    } else {
        difference::compare(other, one, &edit.placement.reversed().transform())
    }?;
    let said = difference::likelihood(&found.evidence);
    Some(CloseLook {
        areas: u16::try_from(found.areas.len()).unwrap_or(u16::MAX),
        share: found.share,
        other_hue: said.other_hue,
        likelihood: said.share,
        is_edit: said.is_edit,
        as_sharp: found.is_as_sharp(),
        relit: found.relit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_the_same_as_a_third_differs_from_others_as_that_does() {
        let same = CloseLook::SAME;
        let stamped = CloseLook { areas: 1, share: 0.1, likelihood: 0.95, ..same };
        let differing = CloseLook { areas: 3, likelihood: 0.1, is_edit: false, ..same };
        assert_eq!(of_two(same, stamped), Some(stamped));
        assert_eq!(of_two(differing, same), Some(differing));
        assert_eq!(of_two(stamped, stamped).map(|look| (look.areas, look.is_edit)), Some((2, true)));
        assert_eq!(of_two(differing, differing), None, "both may differ in the same way");
        assert_eq!(of_two(differing, stamped), None);
    }
}
