//! What the user said about look-alikes for good: read when a review opens, written down as soon as it is said, on a thread of
//! its own, since a disk may take its time.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use super::review::ReviewScreen;
use super::text;
use crate::review::Review;
use crate::settings::OwnFolders;
use crate::verdicts::{self, Change, Loaded};

/// Writes verdicts down in the order in which they are said.
pub struct Remembering {
    file: PathBuf,
    /// `None` once there is no thread, or none any more.
    changes: Option<Sender<Vec<Change>>>,
    /// One answer for each of those: what went wrong, in a sentence.
    written: Receiver<Option<String>>,
    thread: Option<JoinHandle<()>>,
    /// How many answers are to come.
    pending: usize,
}

impl Remembering {
    /// Starts the thread. A system without threads left writes at once instead.
    pub fn start(ctx: &egui::Context, own: &OwnFolders) -> Self {
        let file = own.verdicts_file();
        let (changes, said) = channel::<Vec<Change>>();
        let (tell, written) = channel();
        let (theirs, wake) = (file.clone(), ctx.clone());
        let thread = std::thread::Builder::new().name("verdicts".to_owned()).spawn(move || {
            for changes in said {
                // Nobody listens any more when the window closes.
                tell.send(write(&theirs, &changes)).ok();
                wake.request_repaint();
            }
        });
        let changes = thread.is_ok().then_some(changes);
        Self { file, changes, written, thread: thread.ok(), pending: 0 }
    }

    /// Takes over what was said before; a sentence if that could not be read.
    pub fn recall(&mut self, review: &mut Review) -> Option<String> {
        // What was said a moment ago must be there.
        let trouble = self.wait();
        let Loaded { verdicts, notice } = verdicts::load(&self.file);
        review.set_verdicts(verdicts);
        notice.as_ref().map(text::notice).or(trouble)
    }

    /// Has written down what is new; a sentence if something could not be written, or what was there before is damaged.
    pub fn save(&mut self, review: &mut ReviewScreen) -> Option<String> {
        let changes = review.take_changes();
        if !changes.is_empty() {
            match &self.changes {
                Some(thread) if thread.send(changes.clone()).is_ok() => self.pending += 1,
                _ => return write(&self.file, &changes),
            }
        }
        let answer = self.written.try_recv().ok()?;
        self.pending = self.pending.saturating_sub(1);
        answer
    }

    fn wait(&mut self) -> Option<String> {
        let mut trouble = None;
        while self.pending > 0 {
            let Ok(answer) = self.written.recv() else { break };
            self.pending -= 1;
            trouble = answer.or(trouble);
        }
        trouble
    }
}

fn write(file: &Path, changes: &[Change]) -> Option<String> {
    match verdicts::change(file, changes) {
        Ok(notice) => notice.as_ref().map(text::notice),
        Err(error) => Some(text::verdicts_not_saved(&text::failure(&error))),
    }
}

impl Drop for Remembering {
    /// Nothing that was said is lost.
    fn drop(&mut self) {
        self.changes = None;
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            log::error!("the thread that writes down verdicts failed");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::photo::sample;

    #[test]
    fn what_is_said_is_on_disk_when_a_review_opens_and_when_the_window_closes() {
        let (ctx, home) = (egui::Context::default(), tempfile::tempdir().expect("a home"));
        let folder = |name: &str| home.path().join(name);
        let own = OwnFolders { config: folder("config"), cache: folder("cache"), data: folder("data") };
        let mut remembering = Remembering::start(&ctx, &own);
        let findings = Arc::new(sample::findings(4, &[(0, 1, 0.05), (2, 3, 0.05)]));
        let open = || Review::new(Arc::clone(&findings), 0.1);
        let keep = |review: Review, group| {
            let mut review = review;
            review.keep_all_for_good(group);
            ReviewScreen::new(&ctx, review, None)
        };
        let mut next = open();
        assert_eq!(remembering.save(&mut keep(open(), 0)), None);
        assert_eq!(remembering.recall(&mut next), None);
        assert_eq!(next.verdicts().iter().count(), 1);
        remembering.save(&mut keep(open(), 1));
        drop(remembering);
        assert_eq!(verdicts::load(&own.verdicts_file()).verdicts.iter().count(), 2);
    }
}
