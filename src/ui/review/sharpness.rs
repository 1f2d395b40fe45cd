//! How sharp the photos in sight are, measured in the background.

use std::collections::HashMap;

use egui::Context;

use super::super::request_queue::{Pace, RequestQueue};
use super::ReviewScreen;
use crate::decode;
use crate::difference;
use crate::photo::{Link, Photo, PhotoId, Relation, SharedFindings};

/// Long side at which photos are measured, in pixels; smaller ones say nothing beside larger ones.
const SIDE_PX: u32 = 1024;
/// Shares closer to the whole than this are the whole.
const WHOLE: f32 = 0.97;
/// A smaller covered share of the photos than this is noise, and no caption.
const COVERED: f32 = 0.02;

/// What was measured so far.
pub struct Sharpnesses {
    measured: HashMap<PhotoId, Option<f32>>,
    requests: RequestQueue<PhotoId, Option<f32>>,
    findings: SharedFindings,
}

impl Sharpnesses {
    /// Nothing is measured before it is asked for.
    pub fn new(ctx: &Context, findings: &SharedFindings) -> Self {
        let (shared, findings) = (SharedFindings::clone(findings), SharedFindings::clone(findings));
        let requests = RequestQueue::new(ctx, "sharpness", Pace::SMALL, move |photo: PhotoId| {
            let picture = decode::preview(shared.photo(photo).path(), SIDE_PX).ok()?;
            difference::sharpness(&picture)
        });
        Self { measured: HashMap::new(), requests, findings }
    }

    /// Once a frame, before drawing.
    pub fn begin_frame(&mut self) {
        while let Some((photo, sharpness)) = self.requests.take() {
            self.measured.insert(photo, sharpness);
        }
        self.requests.begin_frame();
    }

    /// Sharpness of one photo of a group of similar shots: `None` until it is measured, then `Some(None)` if it cannot be
    /// compared by it.
    pub fn of_shot(&mut self, photo: PhotoId) -> Option<Option<f32>> {
        if !is_large(self.findings.photo(photo)) {
            return Some(None);
        }
        let measured = self.measured.get(&photo).copied();
        if measured.is_none() {
            self.requests.request(photo);
        }
        measured
    }

    /// Sharpness of two photos that can be compared by it: large ones that show the same part of the scene in the same
    /// tones, as more contrast and what is written on a photo are edges, too.
    pub fn of(&mut self, pair: [PhotoId; 2]) -> [Option<f32>; 2] {
        let link = self.findings.pairs.link(pair[0], pair[1]);
        if !is_comparable(pair.map(|photo| self.findings.photo(photo)), link) {
            return [None; 2];
        }
        pair.map(|photo| match self.measured.get(&photo) {
            Some(sharpness) => *sharpness,
            None => {
                self.requests.request(photo);
                None
            }
        })
    }
}

fn is_large(photo: &Photo) -> bool {
    let metadata = &photo.metadata;
    metadata.preview.is_none() && metadata.width.max(metadata.height) >= SIDE_PX
}

fn is_comparable(pair: [&Photo; 2], link: Option<Link>) -> bool {
    let large = pair.into_iter().all(is_large);
    let whole = link.is_some_and(|link| match (link.relation, link.proof) {
        (Relation::Exact, _) => false,
        (_, Some(edit)) => {
            edit.shown >= WHOLE && edit.filled >= WHOLE && edit.covered < COVERED && !edit.toned
        }
        (_, None) => true,
    });
    large && whole
}

impl ReviewScreen {
    /// The photos on the stage are similar shots, and so many that an order helps.
    pub(super) fn can_order_by_sharpness(&self) -> bool {
        let place = self.place.as_ref().filter(|place| place.order.len() > 2 && self.found.is_none());
        place.is_some_and(|place| self.review.groups()[place.group].kind() == Relation::Similar)
    }

    /// The sharpest first, or the order of the group again.
    pub(super) fn toggle_sharpest(&mut self) {
        self.looking.sharpest_first = !self.looking.sharpest_first;
        if let (false, Some(place)) = (self.looking.sharpest_first, &mut self.place) {
            place.order = self.review.groups()[place.group].photos().collect();
        }
    }

    /// Numbers the photos on the stage by their sharpness as soon as that of all of them is known. It decides nothing: who is
    /// the keeper, and what is marked, stays as it is.
    pub(super) fn order_by_sharpness(&mut self) {
        self.looking.measuring = None;
        if !self.looking.sharpest_first || self.shows_table() || !self.can_order_by_sharpness() {
            return;
        }
        let Some(place) = &mut self.place else { return };
        let sharpnesses = &mut self.looking.sharpnesses;
        let known: Vec<_> = place.order.iter().map(|photo| (*photo, sharpnesses.of_shot(*photo))).collect();
        let done = known.iter().filter(|(_, sharpness)| sharpness.is_some()).count();
        if done < known.len() {
            self.looking.measuring = Some((done, known.len()));
            return;
        }
        let by_sharpness =
            sharpest_first(known.into_iter().map(|(photo, sharpness)| (photo, sharpness.flatten())));
        if *place.order != *by_sharpness {
            place.order = by_sharpness.into();
        }
    }
}

/// The photos with the sharpest first; those that cannot be compared last, in their own order.
fn sharpest_first(photos: impl Iterator<Item = (PhotoId, Option<f32>)>) -> Vec<PhotoId> {
    let mut photos: Vec<_> = photos.collect();
    photos.sort_by(|(_, a), (_, b)| b.unwrap_or(-1.0).total_cmp(&a.unwrap_or(-1.0)));
    photos.into_iter().map(|(photo, _)| photo).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::{Edit, sample};

    #[test]
    fn the_sharpest_is_first_and_what_cannot_be_compared_last() {
        let known = [(0, Some(3.0)), (1, None), (2, Some(9.0)), (3, None), (4, Some(3.0))];
        let photos = sharpest_first(known.into_iter().map(|(photo, sharpness)| (PhotoId(photo), sharpness)));
        assert_eq!(photos, [2, 0, 4, 1, 3].map(PhotoId));
    }

    #[test]
    fn only_photos_of_the_same_part_and_tones_are_compared() {
        let photos = [sample::photo("a.jpg"), sample::photo("b.jpg")];
        let check = |link| is_comparable([&photos[0], &photos[1]], link);
        assert!(check(Some(Link::similar(0.1))));
        assert!(check(Some(Link { proof: Some(sample::EDIT), ..Link::similar(0.1) })));
        let others = [
            Edit { shown: 0.5, ..sample::EDIT },
            Edit { toned: true, ..sample::EDIT },
            Edit { covered: 0.1, ..sample::EDIT },
        ];
        for edit in others {
            assert!(!check(Some(Link { proof: Some(edit), ..Link::similar(0.1) })));
        }
        assert!(!check(Some(Link::EXACT)) && !check(None));
    }
}
