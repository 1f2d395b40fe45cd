//! The state of the window: one screen at a time, each owning what it needs, and [`App::act`], the one
//! place that carries out what screens ask for.

mod incoming;
mod background_scan;
mod looking;
mod removals;
mod rules;
mod sessions;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use egui::Ui;

use super::action::Action;
use super::background_scan::BackgroundScan;
use super::chosen::ChosenFolder;
use super::command::Command;
use super::engine::EngineState;
use super::export::Export;
use super::preferences::Preferences;
use super::questions::{self, Question};
use super::recent::RecentReviews;
use super::remembering::Remembering;
use super::scanning::Scanning;
use super::screen::{self, Screen};
use super::session::Session;
use super::shared::Shared;
use super::start::Start;
use super::toast::Toast;
use super::toasts::Toasts;
use super::tooltips::Tooltips;
use super::{Launch, text, theme};
use crate::job::Job;
use crate::photo::SharedFindings;
use crate::progress::Stop;
use crate::removal::{History, Recovered, RemovedBefore};
use crate::scan;
use crate::settings::{OwnFolders, Settings, Theme};

/// The window.
pub struct App {
    ctx: egui::Context,
    screen: Screen,
    /// Screens that are returned to from the history and from an undo, the last one first.
    below: Vec<Screen>,
    shared: Shared,
    toasts: Toasts,
    export: Option<Export>,
    question: Option<Question>,
    preferences: Option<Preferences>,
    /// Keeps on disk what is said about look-alikes for good.
    remembering: Option<Remembering>,
    /// Keeps the review of the screen on disk.
    session: Option<Session>,
    /// What the scan found that the review is about, the photos included that were removed since.
    whole: Option<SharedFindings>,
    /// What was said last about a folder, and what the review was about before.
    last_rule: Option<rules::LastRule>,
    /// The preferences as they were written down last.
    saved: Option<Settings>,
    /// Folders to offer for a scan when the one that runs has ended.
    waiting: Vec<PathBuf>,
    /// The scan whose findings so far the screen is about.
    behind: Option<BackgroundScan>,
    /// What was removed before of the photos under review, and whether that is being read.
    removed_before: Arc<RemovedBefore>,
    reading_history: Option<Job<RemovedBefore>>,
    /// What an earlier run of the program left half done is mended.
    mending: Option<Job<Vec<Recovered>>>,
}

impl App {
    /// The window as it opens: at the start, or scanning if it was given folders. Without a history nothing can
    /// be removed.
    pub fn new(ctx: &egui::Context, launch: Launch, history: Option<History>) -> Self {
        theme::install(ctx);
        ctx.add_plugin(Tooltips::default());
        let (settings, notice) =
            launch.own.as_ref().map(|own| Settings::load(&own.settings_file())).unwrap_or_default();
        theme::choose(ctx, settings.theme);
        text::choose_language(settings.language.as_deref(), &launch.languages);
        let engine = EngineState::open(ctx, launch.own.as_ref());
        let reviews = RecentReviews::load(ctx, launch.own.as_ref());
        let thumbnails = launch.own.as_ref().map(sessions::thumbnails);
        let cache = scan::cache(launch.own.as_ref().map(OwnFolders::cache_file).as_deref());
        let remembering = launch.own.as_ref().map(|own| Remembering::start(ctx, own));
        let Launch { folders, own, languages } = launch;
        let shared = Shared { settings, own, languages, engine, cache, thumbnails, reviews, history };
        let mut app = Self {
            ctx: ctx.clone(),
            screen: Screen::Start(Start::default()),
            below: Vec::new(),
            mending: shared.history.clone().and_then(|history| removals::mend(ctx, history)),
            shared,
            toasts: Toasts::default(),
            export: None,
            question: None,
            preferences: None,
            remembering,
            session: None,
            whole: None,
            last_rule: None,
            removed_before: Arc::default(),
            reading_history: None,
            waiting: Vec::new(),
            saved: None,
            behind: None,
        };
        if !folders.is_empty() {
            app.start_with(folders);
        }
        notice.iter().for_each(|notice| app.tell(&text::notice(notice)));
        app
    }

    fn start_with(&mut self, folders: Vec<PathBuf>) {
        let mut start = Start::default();
        start.add_all(&folders);
        match start.ready() {
            Some(chosen) => self.scan(chosen),
            None => self.screen = Screen::Start(start),
        }
    }

    fn act(&mut self, action: Action) {
        match action {
            Action::Scan(folders) => self.scan(folders),
            Action::ScanLater(folders) => self.scan_later(folders),
            Action::ScanEnded(result) => self.scan_ended(result),
            Action::CancelScan => self.cancel_scan(),
            Action::ReviewCancelled => self.review_cancelled(),
            Action::ReviewSoFar => self.review_so_far(),
            Action::ShowMore => self.show_more(),
            Action::BackToScan => self.back_to_scan(),
            Action::Apply => self.apply(),
            Action::BackToReview => self.back_to_review(),
            Action::Remove => self.remove(),
            Action::Removed(result) => self.removed(result),
            Action::Undo(id) => self.undo_removal(id, None),
            Action::UndoOne(id, entry) => self.undo_removal(id, Some(entry)),
            Action::Restored(result) => self.restored(result),
            Action::OpenHistory => self.open_history(),
            Action::LeaveHistory => self.leave_history(),
            Action::OpenExport => self.export = Some(Export::default()),
            Action::NewScan => self.ask_to_leave(),
            Action::LeaveReview => self.leave_review(),
            Action::SetTheme(theme) => self.set_theme(theme),
            Action::SetLanguage(code) => self.set_language(code),
            Action::OpenPreferences => self.preferences = Some(Preferences::new(&self.shared)),
            Action::ClosePreferences => self.preferences = None,
            Action::Review(command) => self.command(command),
            Action::FindLike(example) => self.find_like(example),
            Action::MarkFound(photo) => self.mark_found(photo),
            Action::OpenMap => self.open_map(),
            Action::FindEnded(told) | Action::LeaveMap(told) => self.return_to_review(told),
            Action::OpenGroup(photo) => self.change_review(|review| review.open_group_of(photo)),
            Action::ReviewOnly(photos) => self.change_review(|review| review.review_only(Some(photos))),
            Action::AddRule(rule) => self.add_rule(&rule),
            Action::DropRule(rule) => self.drop_rule(&rule),
            Action::TakeBackRule => self.take_back_rule(),
            Action::SetScope(scope) => self.set_scope(scope),
            Action::Tell(toast) => self.toasts.show(&self.ctx, toast),
            Action::CloseQuestion => self.question = None,
        }
    }

    /// Turns the screen into the next one; both own their states, so the old one is taken apart for it.
    fn change(&mut self, turn: impl FnOnce(Screen, &egui::Context) -> Screen) {
        self.toasts.clear();
        let screen = std::mem::replace(&mut self.screen, Screen::Start(Start::default()));
        self.screen = turn(screen, &self.ctx);
    }

    fn scan(&mut self, folders: Vec<ChosenFolder>) {
        self.question = None;
        self.waiting.clear();
        self.close_session();
        self.behind = None;
        for folder in folders.iter().rev() {
            self.shared.settings.remember_folder(&folder.path);
        }
        self.save_settings();
        let threshold = self.shared.settings.threshold();
        match Scanning::start(&self.ctx, folders, &self.shared, threshold) {
            Ok(scanning) => self.screen = Screen::Scanning(scanning),
            Err(error) => self.toasts.show(&self.ctx, Toast::plain(&text::no_thread(&error))),
        }
    }

    fn scan_ended(&mut self, result: Result<SharedFindings, Stop>) {
        let folders = match &self.screen {
            Screen::Scanning(scanning) => scanning.saved_folders(),
            _ => Vec::new(),
        };
        match result {
            Ok(findings) => {
                self.tell_notices(&findings);
                if self.open_session(findings, folders) {
                    self.toasts.show(&self.ctx, Toast::plain(text::taken_up()));
                }
            }
            Err(Stop::Cancelled) => self.cancel_scan(),
            Err(Stop::Failed(error)) => {
                self.change(|screen, _| screen.restarted(Some(text::failure(&error))))
            }
        }
    }

    fn cancel_scan(&mut self) {
        self.change(|screen, _| screen.restarted(None));
        self.toasts.show(&self.ctx, Toast::plain(text::cancelled()));
    }

    fn leave_review(&mut self) {
        self.question = None;
        self.close_session();
        let stopped = self.behind.take().is_some_and(|behind| behind.all().is_none());
        self.shared.reviews = RecentReviews::load(&self.ctx, self.shared.own.as_ref());
        self.screen = Screen::Start(Start::default());
        self.name_window(&[]);
        if stopped {
            self.toasts.show(&self.ctx, Toast::plain(text::cancelled()));
        }
    }

    fn set_theme(&mut self, theme: Theme) {
        self.shared.settings.theme = theme;
        theme::choose(&self.ctx, theme);
        self.save_settings();
    }

    fn set_language(&mut self, code: Option<String>) {
        text::choose_language(code.as_deref(), &self.shared.languages);
        self.shared.settings.language = code;
        self.save_settings();
    }

    fn command(&mut self, command: Command) {
        if let Screen::Review(review) = &mut self.screen
            && let Some(action) = review.obey(command)
        {
            self.act(action);
        }
    }

    /// Writes the preferences down if they have changed since the last time.
    fn save_settings(&mut self) {
        let Some(own) = &self.shared.own else { return };
        if self.saved.as_ref() == Some(&self.shared.settings) {
            return;
        }
        self.saved = Some(self.shared.settings.clone());
        let told = match self.shared.settings.save(&own.settings_file()) {
            Ok(notice) => notice.as_ref().map(text::notice),
            Err(error) => Some(text::settings_not_saved(&text::failure(&error))),
        };
        told.iter().for_each(|told| self.tell(told));
    }

    fn draw_screen(&mut self, ui: &mut Ui) -> Option<Action> {
        match &mut self.screen {
            Screen::Start(start) => super::start::ui(ui, start, &self.shared),
            Screen::Scanning(scanning) => super::scanning::ui(ui, scanning, &self.shared),
            Screen::Review(review) => {
                let asked = self.behind.as_mut().and_then(|behind| super::background_scan::ui(ui, behind));
                review.more_to_come = self.behind.is_some();
                review.set_removed_before(&self.removed_before);
                let action = review.ui(ui);
                self.shared.settings.set_threshold(review.review().threshold());
                asked.or(action)
            }
            Screen::Finding(finding) => finding.ui(ui),
            Screen::Map(map) => map.ui(ui),
            Screen::Apply(apply) => super::apply::ui(ui, apply),
            Screen::Removing(removing) => super::removing::ui(ui, removing),
            Screen::Finished(finished) => super::finished::ui(ui, finished),
            Screen::Restoring(restoring) => super::restoring::ui(ui, restoring),
            Screen::History(page) => super::history::ui(ui, page),
        }
    }

    fn draw_on_top(&mut self, ui: &mut Ui) -> Vec<Action> {
        let mut actions = Vec::new();
        if let (Some(export), Some(review)) = (&mut self.export, screen::review_of(&self.screen, &self.below))
            && export.ui(ui, review.review())
        {
            self.export = None;
        }
        if let Some(preferences) = &mut self.preferences {
            actions.extend(preferences.ui(ui, &self.shared));
        }
        if let Some(question) = &self.question {
            actions.extend(questions::ui(ui, question));
        }
        let drop_here = if self.screen.finds() { text::drop_photo_here() } else { text::drop_here() };
        questions::paint_hovering(ui, drop_here);
        if let Some(review) = screen::review_of(&self.screen, &self.below) {
            self.toasts.reviewed(review.review().revision());
        }
        actions.extend(self.toasts.ui(ui, self.screen.room_for_words(ui.ctx().content_rect())));
        actions
    }
}

impl eframe::App for App {
    fn logic(&mut self, _: &egui::Context, _: &mut eframe::Frame) {
        self.take_results();
        self.take_drops();
        self.take_pastes();
    }

    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        // With a page on top the keys are the page's.
        let action = self.draw_screen(ui);
        let on_top = self.draw_on_top(ui);
        action.into_iter().chain(on_top).for_each(|action| self.act(action));
        self.keep_session();
        if let Screen::Review(review) = &mut self.screen {
            let problem = self.remembering.as_mut().and_then(|remembering| remembering.save(review));
            problem.iter().for_each(|problem| self.toasts.show(&self.ctx, Toast::plain(problem)));
        }
    }

    /// The window's place is kept as often as the review is.
    fn auto_save_interval(&self) -> Duration {
        Duration::from_secs(1)
    }

    fn save(&mut self, _: &mut dyn eframe::Storage) {
        self.save_settings();
    }
}
