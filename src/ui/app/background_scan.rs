//! How the window lets what a scan has found so far be reviewed while the scan goes on.

use std::path::PathBuf;

use super::App;
use crate::progress::Stop;
use crate::saved;
use crate::ui::background_scan::BackgroundScan;
use crate::ui::questions::Question;
use crate::ui::rules;
use crate::ui::screen::Screen;
use crate::ui::start::Start;
use crate::ui::text;
use crate::ui::toast::Toast;

impl App {
    /// Takes over what the scan behind the review found since the last frame.
    pub(super) fn poll_behind(&mut self) {
        let Some(Err(stop)) = self.behind.as_mut().map(BackgroundScan::poll) else { return };
        self.behind = None;
        if let Stop::Failed(error) = stop {
            self.toasts.show(&self.ctx, Toast::plain(&text::failure(&error)));
        }
    }

    /// A scan is not complete yet.
    pub(super) fn scan_runs(&self) -> bool {
        matches!(self.screen, Screen::Scanning(_))
            || self.behind.as_ref().is_some_and(|behind| behind.all().is_none())
    }

    pub(super) fn scan_later(&mut self, folders: Vec<PathBuf>) {
        self.question = None;
        if let Some(first) = folders.first() {
            self.toasts.show(&self.ctx, Toast::plain(&text::scan_waits(&text::name(first))));
        }
        self.waiting = folders;
    }

    /// Asks about the folders that waited for the scan once it has ended.
    pub(super) fn offer_what_waits(&mut self) {
        if self.waiting.is_empty() || self.question.is_some() || self.scan_runs() {
            return;
        }
        let folders = std::mem::take(&mut self.waiting);
        let marked = self.marks_at_stake();
        match &mut self.screen {
            Screen::Start(start) => start.add_all(&folders),
            _ => self.question = Some(Question::Dropped { folders, marked, ends_scan: false }),
        }
    }

    /// Opens the review of what a scan had found before it was given up.
    pub(super) fn review_cancelled(&mut self) {
        let Screen::Start(start) = &mut self.screen else { return };
        let Some((findings, folders)) = start.take_found() else { return };
        self.open_session(findings, folders);
    }

    /// Opens the review of what the scan has found so far.
    pub(super) fn review_so_far(&mut self) {
        let screen = std::mem::replace(&mut self.screen, Screen::Start(Start::default()));
        let Screen::Scanning(scanning) = screen else {
            self.screen = screen;
            return;
        };
        let mut behind = BackgroundScan::new(scanning);
        match behind.take_newest() {
            Some(findings) => {
                self.open_session(findings, behind.scanning().saved_folders());
                self.behind = Some(behind);
            }
            None => self.screen = Screen::Scanning(behind.into_scanning()),
        }
    }

    /// Opens the review anew with what the scan behind it has found since; decisions and place stay.
    pub(super) fn show_more(&mut self) {
        let (Some(behind), Screen::Review(screen)) = (&mut self.behind, &self.screen) else { return };
        let Some(newest) = behind.take_newest() else { return };
        // It may have been said while the scan ran.
        let newest = rules::applied(&self.shared.settings, &newest);
        let folders = behind.scanning().saved_folders();
        // Not by way of the file: what could not be written must not be lost.
        let carried = saved::carry_over(&folders, screen.review(), &screen.whereabouts(), &newest);
        if behind.all().is_some() {
            self.behind = None;
            self.tell_notices(&newest);
        }
        if let Some(session) = &mut self.session {
            session.replace(&carried);
        }
        self.take_up(carried);
    }

    /// Back to the page of the scan that goes on behind the review.
    pub(super) fn back_to_scan(&mut self) {
        let Some(behind) = self.behind.take() else { return };
        self.close_session();
        self.screen = Screen::Scanning(behind.into_scanning());
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;
    use std::sync::mpsc::{Sender, channel};
    use std::time::{Duration, Instant};

    use egui::Key;
    use egui_kittest::Harness;
    use egui_kittest::kittest::{NodeT, Queryable};

    use super::*;
    use crate::photo::{Findings, sample};
    use crate::settings::OwnFolders;
    use crate::ui::Launch;
    use crate::ui::scanning::Scanning;

    type Window = Harness<'static, App>;

    /// A window on the page of a scan that finds what it is told to.
    fn scanning(home: &Path) -> (Window, Sender<(Findings, bool)>) {
        let folder = |name: &str| home.join(name);
        let own = OwnFolders { config: folder("config"), cache: folder("cache"), data: folder("data") };
        let launch = Launch { own: Some(own), ..Launch::default() };
        let builder = Harness::builder().with_size([1280.0, 800.0]).allow_missing_glyphs();
        let mut window = builder.build_eframe(move |cc| App::new(&cc.egui_ctx, launch, None));
        let (tell, told) = channel();
        window.state_mut().screen = Screen::Scanning(Scanning::told(home, told));
        (window, tell)
    }

    fn wait_for(window: &mut Window, label: &str) {
        let deadline = Instant::now() + Duration::from_secs(60);
        while window.query_by_label_contains(label).is_none() {
            assert!(Instant::now() < deadline, "waited too long for {label}");
            std::thread::sleep(Duration::from_millis(5));
            window.step();
        }
    }

    fn click(window: &mut Window, label: &str) {
        window.get_by_label(label).click();
        window.run_steps(4);
    }

    /// Two groups of photos that do not exist, and a third between or behind them.
    fn findings(groups: u32) -> Findings {
        let pairs: Vec<_> = (0..groups).map(|at| (at * 2, at * 2 + 1, 0.05)).collect();
        sample::findings(groups * 2, &pairs)
    }

    #[test]
    fn what_is_found_so_far_is_reviewed_and_the_rest_comes_when_asked_for() {
        let home = tempfile::tempdir().expect("a home");
        let (mut window, tell) = scanning(home.path());
        tell.send((findings(2), false)).expect("it runs");
        wait_for(&mut window, "2 groups found so far");
        click(&mut window, "Start reviewing");
        wait_for(&mut window, "0 of 2 groups decided");
        window.key_press(Key::Num1);
        window.run_steps(4);
        wait_for(&mut window, "1 photo marked");
        assert!(window.get_by_label("Apply…").accesskit_node().is_disabled());

        tell.send((findings(3), false)).expect("it runs");
        wait_for(&mut window, "Show 3 groups found so far");
        assert!(window.query_by_label_contains("1 of 2 groups decided").is_some(), "nothing moves unasked");
        click(&mut window, "Show 3 groups found so far");
        wait_for(&mut window, "1 of 3 groups decided");
        click(&mut window, "Back to scan");
        click(&mut window, "Start reviewing");
        wait_for(&mut window, "1 of 3 groups decided");

        tell.send((findings(4), true)).expect("it runs");
        wait_for(&mut window, "Scan finished.");
        click(&mut window, "Show all groups");
        wait_for(&mut window, "1 of 4 groups decided");
        wait_for(&mut window, "1 photo marked");
        assert!(!window.get_by_label("Apply…").accesskit_node().is_disabled());
        assert!(window.query_by_label("Show all groups").is_none());
        window.key_press(Key::U);
        wait_for(&mut window, "0 of 4 groups decided");
    }

    #[derive(Debug)]
    struct Dropped(PathBuf);

    impl egui::DroppedFile for Dropped {
        fn path(&self) -> &Path {
            &self.0
        }

        fn bytes(&self) -> Result<Vec<u8>, String> {
            Err("it is a folder".to_owned())
        }
    }

    fn drop_folder(window: &mut Window, folder: &Path) {
        window.input_mut().dropped_files.push(Arc::new(Dropped(folder.to_owned())));
        window.run_steps(4);
    }

    #[test]
    fn a_folder_dropped_while_a_scan_runs_ends_it_only_when_told_to() {
        let home = tempfile::tempdir().expect("a home");
        let (mut window, tell) = scanning(home.path());
        drop_folder(&mut window, home.path());
        window.get_by_label_contains("A scan is still running and would end.");
        click(&mut window, "Stay here");
        tell.send((findings(2), false)).expect("it runs");
        wait_for(&mut window, "2 groups found so far");
        click(&mut window, "Start reviewing");
        drop_folder(&mut window, home.path());
        window.get_by_label("End it and scan now");
        click(&mut window, "Wait for the scan");
        assert!(window.query_by_label("Start a new scan?").is_none());
        tell.send((findings(3), true)).expect("it runs");
        // The question comes back when nothing would end.
        wait_for(&mut window, "and close this review?");
        assert!(window.query_by_label_contains("would end").is_none());
    }

    #[test]
    fn leaving_the_review_says_that_the_scan_would_end() {
        let home = tempfile::tempdir().expect("a home");
        let (mut window, tell) = scanning(home.path());
        tell.send((findings(2), false)).expect("it runs");
        wait_for(&mut window, "2 groups found so far");
        click(&mut window, "Start reviewing");
        click(&mut window, "New scan");
        window.get_by_label_contains("A scan is still running and would end.");
    }

    #[test]
    fn what_was_found_before_the_scan_was_given_up_can_be_reviewed() {
        let home = tempfile::tempdir().expect("a home");
        let (mut window, tell) = scanning(home.path());
        tell.send((findings(2), false)).expect("it runs");
        wait_for(&mut window, "2 groups found so far");
        click(&mut window, "Cancel");
        window.get_by_label("2 groups were found before you cancelled.");
        click(&mut window, "Start reviewing");
        wait_for(&mut window, "0 of 2 groups decided");
    }

    #[test]
    fn a_scan_that_fails_behind_the_review_says_so_and_leaves_the_review() {
        let home = tempfile::tempdir().expect("a home");
        let (mut window, tell) = scanning(home.path());
        tell.send((findings(2), false)).expect("it runs");
        wait_for(&mut window, "2 groups found so far");
        click(&mut window, "Start reviewing");
        window.key_press(Key::Num1);
        drop(tell);
        wait_for(&mut window, "The drive is gone.");
        wait_for(&mut window, "1 of 2 groups decided");
        assert!(!window.get_by_label("Apply…").accesskit_node().is_disabled());
    }
}
