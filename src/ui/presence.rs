//! Whether the photos on the screen are still the files that were scanned. Asked in the background, again and again while
//! they are looked at: a drive that was unplugged can keep whoever asks it waiting.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::paths;
use super::request_queue::{Pace, RequestQueue};
use crate::photo::{Photo, PhotoId, SharedFindings};

/// How old an answer may be.
const FRESH: Duration = Duration::from_secs(2);

/// What became of a file since the scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Nothing.
    Same,
    /// Another file lies there, or it was written to.
    Changed,
    /// No file lies there, or it cannot be reached.
    Gone,
}

struct Answer {
    presence: Presence,
    asked: Instant,
}

/// What is known of the files so far.
pub struct Presences {
    ctx: egui::Context,
    answers: HashMap<PhotoId, Answer>,
    requests: RequestQueue<PhotoId, Presence>,
}

impl Presences {
    /// Nothing is asked yet.
    pub fn new(ctx: &egui::Context, findings: &SharedFindings) -> Self {
        let findings = Arc::clone(findings);
        let requests = RequestQueue::new(ctx, "presence", Pace::SMALL, move |photo: PhotoId| {
            look(findings.photo(photo))
        });
        Self { ctx: ctx.clone(), answers: HashMap::new(), requests }
    }

    /// Once a frame, before drawing; returns the photos whose files are others than they were when last asked.
    pub fn begin_frame(&mut self) -> Vec<PhotoId> {
        let mut changed = Vec::new();
        while let Some((photo, presence)) = self.requests.take() {
            let before = self.answers.insert(photo, Answer { presence, asked: Instant::now() });
            if before.is_some_and(|before| before.presence != presence) {
                changed.push(photo);
            }
        }
        self.requests.begin_frame();
        changed
    }

    /// What became of a photo's file, as far as it is known; asks again when that was a while ago.
    pub fn of(&mut self, photo: PhotoId) -> Presence {
        let answer = self.answers.get(&photo);
        let age = answer.map(|answer| answer.asked.elapsed());
        if age.is_none_or(|age| age >= FRESH) {
            self.requests.request(photo);
        }
        self.ctx.request_repaint_after(FRESH);
        answer.map_or(Presence::Same, |answer| answer.presence)
    }
}

fn look(photo: &Photo) -> Presence {
    match paths::stat(photo.path()) {
        Ok((id, stamp)) if id == photo.file.id && stamp == photo.file.stamp => Presence::Same,
        Ok(_) => Presence::Changed,
        Err(_) => Presence::Gone,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::sample;

    #[test]
    fn a_file_is_the_same_changed_or_gone() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut photo = sample::photo("a.jpg");
        photo.file.path = dir.path().join("a.jpg");
        assert_eq!(look(&photo), Presence::Gone);
        std::fs::write(photo.path(), b"a photo").expect("written");
        assert_eq!(look(&photo), Presence::Changed);
        (photo.file.id, photo.file.stamp) = paths::stat(photo.path()).expect("a file");
        assert_eq!(look(&photo), Presence::Same);
        std::fs::write(photo.path(), b"another one").expect("written");
        assert_eq!(look(&photo), Presence::Changed);
    }
}
