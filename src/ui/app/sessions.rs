//! How the window opens, keeps and closes the review of some folders.

use std::sync::Arc;

use super::App;
use crate::cache::Thumbnails;
use crate::photo::{Findings, Notice, SharedFindings};
use crate::removal::Receipt;
use crate::review::Review;
use crate::saved::{Resumed, SavedFolder};
use crate::settings::OwnFolders;
use crate::ui::pictures::Store;
use crate::ui::questions::Question;
use crate::ui::review::{Lost, ReviewScreen};
use crate::ui::screen::{self, Screen};
use crate::ui::session::{Earlier, Session};
use crate::ui::toast::Toast;
use crate::ui::{review_after_removal, text};

/// Bytes of small pictures kept on disk, of about 40,000 photos.
const THUMBNAIL_BYTES: u64 = 512 << 20;

/// The small pictures of this user.
pub fn thumbnails(own: &OwnFolders) -> Store {
    Arc::new(Thumbnails::at(&own.thumbnails_file(), THUMBNAIL_BYTES))
}

impl App {
    /// Opens the review of a finished scan, with nothing decided and nothing kept.
    pub fn open_review(&mut self, findings: Findings) {
        let review = Review::new(Arc::new(findings), self.shared.settings.threshold());
        self.show(review);
    }

    /// Opens the review of these folders where the user left it, and keeps it from now on. Whether anything had been
    /// decided before.
    pub(super) fn open_session(&mut self, findings: SharedFindings, folders: Vec<SavedFolder>) -> bool {
        self.name_window(&folders);
        let threshold = self.shared.settings.threshold();
        let anew = Review::new(Arc::clone(&findings), threshold);
        let Some(own) = &self.shared.own else {
            self.show(anew);
            return false;
        };
        match Session::open(own, folders, &findings) {
            Ok((session, earlier)) => {
                self.session = Some(session);
                match earlier {
                    Earlier::None => self.show(anew),
                    Earlier::Resumed(resumed) => return self.take_up(*resumed),
                    Earlier::Unreadable(why) => {
                        self.show(anew);
                        self.tell(&why);
                    }
                }
            }
            Err(error) => {
                self.show(anew);
                self.tell(&text::not_saved(&text::failure(&error)));
            }
        }
        false
    }

    /// Names the folders that are open in the window's title; without any, only the program.
    pub(super) fn name_window(&self, folders: &[SavedFolder]) {
        let names: Vec<String> = folders.iter().map(|folder| text::name(&folder.path)).collect();
        let title = match names.is_empty() {
            true => text::APP.to_owned(),
            false => format!("{} – {}", names.join(", "), text::APP),
        };
        self.ctx.send_viewport_cmd(egui::ViewportCommand::Title(title));
    }

    pub(super) fn take_up(&mut self, resumed: Resumed) -> bool {
        let lost = Lost { vanished: resumed.vanished, changed: resumed.changed };
        let begun = resumed.review.totals().done > 0;
        self.show(resumed.review);
        if let Screen::Review(screen) = &mut self.screen {
            screen.take_up(&resumed.whereabouts, lost);
        }
        begun
    }

    /// What the user should know about the scan itself.
    pub(super) fn tell_notices(&mut self, findings: &Findings) {
        findings.notices.iter().for_each(|notice| self.tell(&text::notice(notice)));
    }

    /// What the user should know about what is remembered; while a scan runs, its findings will say it.
    pub(super) fn tell_of_caches(&mut self) {
        let mut notices: Vec<Notice> =
            self.shared.thumbnails.iter().flat_map(|thumbnails| thumbnails.notices()).collect();
        if matches!(self.screen, Screen::Finding(_) | Screen::Map(_)) {
            notices.extend(self.shared.cache.notices());
        }
        notices.iter().for_each(|notice| self.tell(&text::notice(notice)));
    }

    fn show(&mut self, mut review: Review) {
        let notice = self.remembering.as_mut().and_then(|remembering| remembering.recall(&mut review));
        notice.iter().for_each(|notice| self.tell(notice));
        self.whole = Some(SharedFindings::clone(review.findings()));
        self.read_what_was_removed(review.findings());
        let screen = ReviewScreen::new(&self.ctx, review, self.shared.thumbnails.as_ref());
        self.screen = Screen::Review(Box::new(screen));
    }

    pub(super) fn tell(&mut self, what: &str) {
        self.toasts.show(&self.ctx, Toast::plain(what));
    }

    /// Keeps what was decided since the last frame.
    pub(super) fn keep_session(&mut self) {
        if let (Some(session), Some(review)) =
            (&mut self.session, screen::review_to_keep(&self.screen, &self.below))
            && let Some(trouble) = session.keep(&self.ctx, review)
        {
            self.tell(&trouble);
        }
    }

    /// Ends the session with its last state on disk.
    pub(super) fn close_session(&mut self) {
        self.keep_what_is_left();
        let Some(session) = self.session.take() else { return };
        if let Some(review) = screen::review_to_keep(&self.screen, &self.below) {
            session.close(review);
        }
    }

    /// After a removal: keeps the review without the photos that are gone.
    pub(super) fn keep_what_is_left(&mut self) {
        if let (Some(session), Screen::Finished(finished)) = (&mut self.session, &self.screen) {
            session.replace(&finished.left());
        }
    }

    /// After an undo: the review, or the one behind the history, has the photos again that were put back.
    pub(super) fn take_back_in(&mut self, receipt: &Receipt) {
        let screen = match (&mut self.screen, self.below.last_mut()) {
            (Screen::History(_), Some(below)) => below,
            (screen, _) => screen,
        };
        let (Some(whole), Screen::Review(before)) = (&self.whole, screen) else { return };
        let now = (before.review(), &before.whereabouts());
        let Some(resumed) = review_after_removal::review_with(now, whole, receipt) else { return };
        if let Some(session) = &mut self.session {
            session.replace(&resumed);
        }
        let mut review = ReviewScreen::new(&self.ctx, resumed.review, self.shared.thumbnails.as_ref());
        review.take_up(&resumed.whereabouts, Lost::default());
        **before = review;
    }

    /// Asks only where nothing keeps the marks, or a scan would end.
    pub(super) fn ask_to_leave(&mut self) {
        match (self.marks_at_stake(), self.scan_runs()) {
            (0, false) => self.leave_review(),
            (marked, ends_scan) => self.question = Some(Question::Leave { marked, ends_scan }),
        }
    }

    /// Marks that leaving the review would forget.
    pub(super) fn marks_at_stake(&self) -> usize {
        match (&self.session, &self.screen) {
            (None, Screen::Review(_) | Screen::Finding(_) | Screen::Map(_) | Screen::Apply(_)) => {
                self.screen.review().map_or(0, |review| review.totals().marked)
            }
            _ => 0,
        }
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.close_session();
    }
}
