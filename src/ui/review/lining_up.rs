//! How photos that are only alike lie over each other: the frames of a burst, which no proof relates. Found out from small
//! pictures in the background, when two of them are looked at closely.

use std::collections::HashMap;

use egui::Context;

use super::super::request_queue::{Pace, RequestQueue};
use super::view::aligned;
use crate::decode;
use crate::difference;
use crate::photo::{PhotoId, SharedFindings, Transform};

/// Long side of the pictures that are laid over each other, in pixels.
const SIDE_PX: u32 = 768;

/// What was found out so far.
pub struct Alignments {
    found: HashMap<[PhotoId; 2], Option<Transform>>,
    requests: RequestQueue<[PhotoId; 2], Option<Transform>>,
    findings: SharedFindings,
}

impl Alignments {
    /// Nothing is found out before it is asked for.
    pub fn new(ctx: &Context, findings: &SharedFindings) -> Self {
        let (shared, findings) = (SharedFindings::clone(findings), SharedFindings::clone(findings));
        let requests = RequestQueue::new(ctx, "lining-up", Pace::SMALL, move |pair: [PhotoId; 2]| {
            let picture = |photo: PhotoId| decode::preview(shared.photo(photo).path(), SIDE_PX).ok();
            difference::line_up(&picture(pair[0])?, &picture(pair[1])?)
        });
        Self { found: HashMap::new(), requests, findings }
    }

    /// Once a frame, before drawing.
    pub fn begin_frame(&mut self) {
        while let Some((pair, found)) = self.requests.take() {
            self.found.insert(pair, found);
        }
        self.requests.begin_frame();
    }

    /// From fractions of one photo to those of the other, from the pair's relation or from what was found out; asks for it if
    /// nobody knows.
    pub fn of(&mut self, pair: [PhotoId; 2]) -> Option<Transform> {
        if pair[0] == pair[1] {
            return Some(Transform::IDENTITY);
        }
        let known = aligned(self.findings.pairs.link(pair[0], pair[1]));
        known.or_else(|| match self.found.get(&pair) {
            Some(found) => *found,
            None => {
                self.requests.request(pair);
                None
            }
        })
    }
}
