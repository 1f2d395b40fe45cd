//! Who is within the threshold of whom, and of the places that one content lies in which one stays.

use std::collections::HashMap;

use rayon::prelude::*;

use super::is_near;
use crate::keeper;
use crate::photo::{Edit, Findings, Link, Pair, PhotoId, Relation};
use crate::verdicts::VerdictIndex;

/// Share of a copy's proven pairs, and of its edited copies, that a photo must have itself to choose members among the first. With
/// 0.9 and 0.8 the originals of 18 of 25 families of `make_hard.py --seed 906` are kept and 0.86 of `make_modern.py --seed 907` are
/// found; with 0.9 and 0.9 these are 20 and 0.85, with 0.9 alone 12 and 0.86, with 0.8 alone 9 and 0.77.
const MANY_PAIRS: f32 = 0.9;
const MANY_COPIES: f32 = 0.8;

/// A copy with so many times fewer pixels, half of each side, is a small one.
const SMALL_COPY: u64 = 4;

/// Who is within the threshold of whom. Contents stand behind their representatives.
pub(super) struct Neighbours<'a> {
    findings: &'a Findings,
    /// Further photos with the same bytes, by representative; empty for all others.
    copies: Vec<Vec<PhotoId>>,
    /// Of each representative with further photos of its bytes the one that stays.
    places: HashMap<PhotoId, PhotoId>,
    /// Who is near, and the pair's place among those between representatives: of one photo after another, the proven ones
    /// of each first.
    near: Vec<(PhotoId, u32)>,
    /// Where among them those of each photo begin, and where all end.
    starts: Vec<u32>,
    /// How many of those of each photo are proven.
    proven: Vec<u32>,
    /// How many of these are edited copies.
    edited: Vec<u32>,
}

impl<'a> Neighbours<'a> {
    pub(super) fn within(findings: &'a Findings, threshold: f32, standing: &VerdictIndex) -> Self {
        let (pairs, photos) = (&findings.pairs, findings.photos.len());
        let mut copies = vec![Vec::new(); photos];
        for id in findings.ids().filter(|id| pairs.representative(*id) != *id) {
            copies[pairs.representative(id).index()].push(id);
        }
        let place = |(content, copies): (usize, &Vec<PhotoId>)| {
            let content = PhotoId(content as u32);
            let all = copies.iter().copied().chain([content]);
            let best = all.min_by(|a, b| keeper::compare(findings.photo(*a), findings.photo(*b)));
            (!copies.is_empty()).then_some((content, best.unwrap_or(content)))
        };
        let places = copies.par_iter().enumerate().filter_map(place).collect();
        // Proven pairs, which come first, are shown at whatever distance; the threshold decides about mere likeness.
        let is_shown = |place: usize| {
            let pair = pairs.at(place);
            let is_near = pair.link.is_proven() || is_near(findings, &pair, threshold);
            is_near && !standing.separates(pair.a, pair.b)
        };
        let shown: Vec<bool> = (0..pairs.len()).into_par_iter().map(is_shown).collect();
        let shown_pairs = || {
            let all = pairs.between_representatives().zip(0_u32..).zip(&shown);
            all.filter_map(|(pair, is_shown)| is_shown.then_some(pair))
        };
        let (mut starts, mut proven, mut edited) =
            (vec![0_u32; photos + 1], vec![0; photos], vec![0; photos]);
        for (pair, _) in shown_pairs() {
            for photo in [pair.a, pair.b] {
                starts[photo.index() + 1] += 1;
                proven[photo.index()] += u32::from(pair.link.is_proven());
                edited[photo.index()] += u32::from(pair.link.relation == Relation::Edited);
            }
        }
        (1..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
        let total = starts.last().map_or(0, |last| *last as usize);
        let (mut near, mut next) = (vec![(PhotoId(0), 0); total], starts.clone());
        for (pair, place) in shown_pairs() {
            for (one, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
                near[next[one.index()] as usize] = (other, place);
                next[one.index()] += 1;
            }
        }
        Self { findings, copies, places, near, starts, proven, edited }
    }

    /// Who is near a representative.
    fn near(&self, representative: PhotoId) -> &[(PhotoId, u32)] {
        let [start, end] = [0, 1].map(|more| self.starts[representative.index() + more] as usize);
        &self.near[start..end]
    }

    /// Those of them that are proven to show the same picture.
    fn proven_near(&self, representative: PhotoId) -> &[(PhotoId, u32)] {
        &self.near(representative)[..self.proven[representative.index()] as usize]
    }

    /// The photo that stays of those with the bytes of a representative.
    pub(super) fn place(&self, representative: PhotoId) -> PhotoId {
        self.places.get(&representative).copied().unwrap_or(representative)
    }

    /// The other photos with the bytes of a representative, in path order.
    pub(super) fn twins(
        &self,
        representative: PhotoId,
        place: PhotoId,
    ) -> impl Iterator<Item = PhotoId> + '_ {
        let all = std::iter::once(representative).chain(self.copies[representative.index()].iter().copied());
        all.filter(move |photo| *photo != place)
    }

    /// Another photo is near, or has the same bytes.
    pub(super) fn has_any(&self, representative: PhotoId) -> bool {
        !self.copies[representative.index()].is_empty() || !self.near(representative).is_empty()
    }

    /// The photo has not many fewer proven pairs, nor edited copies among them, than any photo that it is proven a copy of and that
    /// shows about as much.
    pub(super) fn has_many(&self, representative: PhotoId) -> bool {
        let has_share = |counts: &[u32], other: PhotoId, share: f32| {
            counts[representative.index()] as f32 >= share * counts[other.index()] as f32
        };
        let shows_as_much =
            |(other, place): &&(PhotoId, u32)| !self.shows_less(*other, representative, *place);
        self.proven_near(representative).iter().filter(shows_as_much).all(|(other, _)| {
            has_share(&self.proven, *other, MANY_PAIRS) && has_share(&self.edited, *other, MANY_COPIES)
        })
    }

    /// A part of another photo lacks what was added elsewhere, and a small copy is too coarse for it: that it has more copies
    /// does not make it the better one to keep. `place` is that of their pair.
    fn shows_less(&self, one: PhotoId, other: PhotoId, place: u32) -> bool {
        let edit = self.findings.pairs.at(place as usize).link.edit();
        let is_whole = edit.is_some_and(|edit| edit.shown.min(edit.filled) >= Edit::WHOLE);
        let [one, other] = [one, other].map(|photo| self.findings.photo(photo));
        let is_small = is_whole && one.metadata.pixels() * SMALL_COPY <= other.metadata.pixels();
        !other.framed && ((one.cropped && !other.cropped) || is_small)
    }

    /// The photo has an edited copy that is in no group yet: the two belong together, and the photo not with others as a
    /// similar shot.
    pub(super) fn has_free_copy(&self, representative: PhotoId, taken: &[bool]) -> bool {
        // Frames of a burst that line up are proven as well, and no copies.
        let is_copy = |place: u32| self.findings.pairs.at(place as usize).link.is_of_one_picture();
        self.proven_near(representative).iter().any(|(other, place)| is_copy(*place) && !taken[other.index()])
    }

    /// The representatives near this one, with what lies between, seen from it.
    pub(super) fn of(&self, representative: PhotoId) -> impl Iterator<Item = (PhotoId, Link)> + '_ {
        self.near(representative).iter().map(move |(other, place)| {
            let Pair { a, link, .. } = self.findings.pairs.at(*place as usize);
            (*other, if a == representative { link } else { link.reversed() })
        })
    }
}
