//! Keeps the review that is open on disk: what changed is handed to the saver within half a second, so that
//! closing the window, a crash or a power cut cost less than the last second.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context;

use super::review::ReviewScreen;
use super::text;
use crate::files;
use crate::photo::SharedFindings;
use crate::saved::{self, Resumed, SavedFolder, Saver, Unreadable, Whereabouts};
use crate::settings::OwnFolders;

/// Time between two states that are written.
const PAUSE: Duration = Duration::from_millis(400);

/// The file of the open review.
pub struct Session {
    file: PathBuf,
    folders: Vec<SavedFolder>,
    saver: Saver,
    /// What was handed over last: the review's revision, and where the user was.
    kept: Option<(u64, Whereabouts)>,
    kept_at: Instant,
}

/// What there is to go on with.
pub enum Earlier {
    /// Nothing: these folders are reviewed for the first time.
    None,
    /// The decisions of the last time.
    Resumed(Box<Resumed>),
    /// A file that cannot be read and was set aside; the sentence says so.
    Unreadable(String),
}

impl Session {
    /// The session of these folders, and what was decided in it before.
    pub fn open(
        own: &OwnFolders,
        folders: Vec<SavedFolder>,
        findings: &SharedFindings,
    ) -> anyhow::Result<(Self, Earlier)> {
        let file = saved::file_of(&own.data, &folders);
        let earlier = earlier(&file, findings)?;
        let (kept, kept_at) = (None, Instant::now());
        Ok((Self { file, folders, saver: Saver::start()?, kept, kept_at }, earlier))
    }

    /// Once a frame: hands over what changed. Returns what went wrong with it, if anything did.
    pub fn keep(&mut self, ctx: &egui::Context, screen: &ReviewScreen) -> Option<String> {
        let now = (screen.review().revision(), screen.whereabouts());
        if self.kept.as_ref() != Some(&now) {
            let wait = if self.kept.is_none() { Duration::ZERO } else { PAUSE };
            match wait.saturating_sub(self.kept_at.elapsed()) {
                Duration::ZERO => return self.hand_over(screen, now),
                left => ctx.request_repaint_after(left),
            }
        }
        self.saver.trouble().map(|error| text::not_saved(&error))
    }

    /// Hands over the last state; it is written when this value is dropped.
    pub fn close(mut self, screen: &ReviewScreen) {
        let now = (screen.review().revision(), screen.whereabouts());
        if self.kept.as_ref() != Some(&now)
            && let Some(trouble) = self.hand_over(screen, now)
        {
            log::error!("{trouble}");
        }
    }

    /// Hands over a review that takes the place of the one so far; the next one is kept whatever it is.
    pub fn replace(&mut self, Resumed { review, whereabouts, .. }: &Resumed) {
        self.kept = None;
        match saved::encode(&self.folders, review, whereabouts) {
            Ok(bytes) => self.saver.put(self.file.clone(), bytes),
            Err(error) => log::error!("{error:#}"),
        }
    }

    fn hand_over(&mut self, screen: &ReviewScreen, now: (u64, Whereabouts)) -> Option<String> {
        let encoded = saved::encode(&self.folders, screen.review(), &now.1);
        (self.kept, self.kept_at) = (Some(now), Instant::now());
        match encoded {
            Ok(bytes) => {
                self.saver.put(self.file.clone(), bytes);
                None
            }
            Err(error) => Some(text::not_saved(&text::failure(&error))),
        }
    }
}

fn earlier(file: &std::path::Path, findings: &SharedFindings) -> anyhow::Result<Earlier> {
    match saved::resume(file, findings) {
        Ok(resumed) => Ok(Earlier::Resumed(Box::new(resumed))),
        Err(Unreadable::Closed(error)) if error.kind() == ErrorKind::NotFound => Ok(Earlier::None),
        // What may be whole is neither set aside nor written over.
        Err(Unreadable::Closed(error)) => Err(error).with_context(|| file.display().to_string()),
        Err(Unreadable::Damaged) => Ok(Earlier::Unreadable(text::review_set_aside(&files::set_aside(file)?))),
    }
}
