//! How sharp the photos in sight are, measured in the background.

use std::collections::HashMap;

use egui::Context;

use super::super::request_queue::RequestQueue;
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
        let requests = RequestQueue::new(ctx, "sharpness", 1, move |photo: PhotoId| {
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

fn is_comparable(pair: [&Photo; 2], link: Option<Link>) -> bool {
    let large = pair.iter().all(|photo| {
        let facts = &photo.facts;
        facts.preview.is_none() && facts.width.max(facts.height) >= SIDE_PX
    });
    let whole = link.is_some_and(|link| match (link.relation, link.proof) {
        (Relation::Exact, _) => false,
        (_, Some(edit)) => {
            edit.shown >= WHOLE && edit.filled >= WHOLE && edit.covered < COVERED && !edit.toned
        }
        (_, None) => true,
    });
    large && whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::{Edit, sample};

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
