//! The review: its state, and the one place that changes it. What is drawn (`header`, `sidebar`, `stage`,
//! `filmstrip`, `why`, `overlays`) reads the state and hands back [`Command`]s, as the keys do.

mod came_back;
mod deciding;
mod differing;
mod exact;
mod details;
mod filmstrip;
mod filter;
mod found;
mod header;
mod histogram;
mod lining_up;
mod list;
mod looking;
mod menu;
mod nothing;
mod overlays;
mod pane;
mod panes;
mod place;
mod regroup;
mod sharpness;
mod sidebar;
mod stage;
mod swipe;
mod table;
mod verdicts;
mod view;
mod why;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::Ui;

use self::found::FoundList;
use self::histogram::Histogram;
use self::list::GroupList;
use self::looking::Looking;
use self::overlays::{HelpPage, Overlay};
use self::place::Place;
use self::table::Table;
use self::view::Side;
use super::album::Album;
use super::command::Command;
use super::keys::{self, Focus};
use super::pictures::Store;
use super::toast::Toast;
use super::{Action, text};
use crate::photo::{MayGo, PhotoId, SharedFindings};
use crate::removal::RemovedBefore;
use crate::review::{Review, Totals};
use crate::saved::Whereabouts;

pub use self::list::{Sort, Tab};
pub use self::table::Column;

/// In a window less wide than this the panel with the details makes room for the photos until it is asked for.
const NARROW: f32 = 1080.0;
/// The same beside the table, whose columns need more room than two photos.
const TABLE_AND_FACTS: f32 = 1500.0;

/// The state of the screen.
pub struct ReviewScreen {
    review: Review,
    album: Album,
    looking: Looking,
    list: GroupList,
    table: Table,
    histogram: Histogram,
    totals: Totals,
    /// Exact copies that are marked in one step when asked for.
    open_exact: usize,
    place: Option<Place>,
    /// What is suggested to go in the groups in sight, as of this frame.
    suggested: BTreeMap<PhotoId, MayGo>,
    overlay: Option<Overlay>,
    /// Where the slider stands; the review follows.
    threshold: f32,
    regroup_due: Option<Instant>,
    regroup_took: Duration,
    /// The selected row is to be brought into sight.
    reveal_row: bool,
    /// How far the list is scrolled; `None` before it was drawn.
    list_offset: Option<f32>,
    /// Where the filter's field was drawn last.
    filter_field: Option<egui::Rect>,
    /// A field or the slider had the keyboard in the last frame.
    typing: bool,
    /// The panel with the details is the other way round than the window's width suggests.
    why_switched: bool,
    /// The photos have the whole screen.
    full_screen: bool,
    /// They are to have it from the next frame on.
    full_screen_wanted: bool,
    /// Photos that were decided about the last time and are not what they were.
    lost: Lost,
    /// What was removed before, of the photos.
    removed_before: Arc<RemovedBefore>,
    /// The scan goes on: nothing is removed before all that it finds is shown.
    pub more_to_come: bool,
    /// What was found like an example, on a screen where nothing is decided.
    found: Option<FoundList>,
}

/// Photos whose decisions could not be taken up again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lost {
    /// They are gone.
    pub vanished: Vec<PathBuf>,
    /// They have other bytes now.
    pub changed: Vec<PathBuf>,
}

impl ReviewScreen {
    /// Opens the review at its first group.
    pub fn new(ctx: &egui::Context, review: Review, store: Option<&Store>) -> Self {
        let list = GroupList::new(&review);
        let mut screen = Self {
            album: Album::new(ctx, review.findings(), store),
            looking: Looking::new(ctx, review.findings()),
            histogram: Histogram::of(review.findings()),
            totals: review.totals(),
            open_exact: review.open_exact().len(),
            threshold: review.threshold(),
            review,
            list,
            table: Table::default(),
            place: None,
            suggested: BTreeMap::new(),
            overlay: None,
            regroup_due: None,
            regroup_took: Duration::ZERO,
            reveal_row: true,
            list_offset: None,
            filter_field: None,
            typing: false,
            why_switched: false,
            full_screen: false,
            full_screen_wanted: false,
            lost: Lost::default(),
            removed_before: Arc::default(),
            more_to_come: false,
            found: None,
        };
        screen.enter_first();
        screen
    }

    /// Goes where the user left the review, with what was lost of it on top.
    pub fn take_up(&mut self, whereabouts: &Whereabouts, lost: Lost) {
        self.go_to(whereabouts);
        if lost != Lost::default() {
            self.overlay = Some(Overlay::Lost);
        }
        self.lost = lost;
    }

    /// The decisions.
    pub fn review(&self) -> &Review {
        &self.review
    }

    /// What the scan found.
    pub fn findings(&self) -> &SharedFindings {
        self.review.findings()
    }

    /// The photos as pictures, shared with the pages that follow.
    pub fn album(&mut self) -> &mut Album {
        &mut self.album
    }

    /// Marks and progress.
    pub fn totals(&self) -> Totals {
        self.totals
    }

    /// Where the photos were drawn last.
    pub fn stage(&self) -> Option<egui::Rect> {
        let layout = self.looking.layout.as_ref().filter(|_| !self.shows_table())?;
        Some(layout.pane(Side::Left).union(layout.pane(Side::Right)))
    }

    /// The same with the pictures, for pages that draw both.
    pub fn parts(&mut self) -> (&Review, &mut Album) {
        (&self.review, &mut self.album)
    }

    /// Draws the screen; keys first, so that what they change is drawn in the same frame.
    pub fn ui(&mut self, ui: &mut Ui) -> Option<Action> {
        self.album.begin_frame();
        self.looking.begin_frame();
        self.order_by_sharpness();
        self.regroup_if_due(ui.ctx());
        let focus = self.focus(ui.ctx());
        self.looking.flick = keys::flick_held(ui.ctx(), focus);
        let mut action = None;
        for command in keys::take_commands(ui.ctx(), focus) {
            action = self.obey(command).or(action);
        }
        let (mut commands, leave) = self.draw(ui);
        commands.extend(overlays::ui(ui, self));
        for command in commands {
            action = self.obey(command).or(action);
        }
        self.fill_the_screen(ui.ctx());
        leave.or(action)
    }

    /// Makes the window what was asked for; Escape gives the screen back.
    fn fill_the_screen(&mut self, ctx: &egui::Context) {
        if self.full_screen && self.overlay.is_none() && keys::escaped(ctx) {
            self.full_screen_wanted = false;
        }
        if self.full_screen != self.full_screen_wanted {
            self.full_screen = self.full_screen_wanted;
            ctx.send_viewport_cmd(egui::ViewportCommand::Fullscreen(self.full_screen));
            ctx.request_repaint();
        }
    }

    fn draw(&mut self, ui: &mut Ui) -> (Vec<Command>, Option<Action>) {
        let mut commands = Vec::new();
        let on_stage = self.place.as_ref().map(|place| place.group);
        self.suggest_in(on_stage.into_iter());
        if self.found.is_some() {
            return (found::draw(ui, self), None);
        }
        if self.full_screen && self.place.is_some() {
            stage::ui(ui, self, &mut commands);
            return (commands, None);
        }
        let leave = header::ui(ui, self, &mut commands);
        if self.review.findings().photos.is_empty() {
            nothing::read(ui, self, &mut commands);
            return (commands, leave);
        }
        let wide = if self.shows_table() { TABLE_AND_FACTS } else { NARROW };
        let narrow = ui.ctx().content_rect().width() < wide;
        // In a narrow window there is room for the list or for the details, not for both.
        if !(narrow && self.why_switched) {
            sidebar::ui(ui, self, &mut commands);
        }
        if narrow == self.why_switched {
            why::ui(ui, self);
        }
        match self.shows_table() {
            true => table::ui(ui, self, &mut commands),
            false => stage::ui(ui, self, &mut commands),
        }
        (commands, leave)
    }

    /// Who wants the keyboard. A focused button must not move the focus by arrows: they move the review.
    fn focus(&self, ctx: &egui::Context) -> Focus {
        let covered =
            ctx.memory(|memory| memory.top_modal_layer().is_some()) || egui::Popup::is_any_open(ctx);
        if covered
            || self.overlay.is_some()
            || self.typing
            || self.enters_filter(ctx)
            || ctx.text_edit_focused()
        {
            return Focus::Taken;
        }
        let Some(id) = ctx.memory(|memory| memory.focused()) else { return Focus::Free };
        let arrows_are_ours =
            egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
        ctx.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows_are_ours));
        Focus::Button
    }

    /// The filter is being clicked in this frame: what is typed after that is for it, however slow the frame is.
    fn enters_filter(&self, ctx: &egui::Context) -> bool {
        let Some(field) = self.filter_field else { return false };
        let is_click = |event: &egui::Event| match event {
            egui::Event::PointerButton { pos, pressed, .. } => *pressed && field.contains(*pos),
            _ => false,
        };
        ctx.input(|input| input.events.iter().any(is_click))
    }

    /// Carries a command out. The action, if any, tells the user what happened.
    pub fn obey(&mut self, command: Command) -> Option<Action> {
        let command = match (&self.found, self.shows_table()) {
            (Some(_), _) => found::meaning(command)?,
            (None, true) => table::meaning(command)?,
            (None, false) => command,
        };
        match command {
            Command::NextGroup => self.step_group(1),
            Command::PreviousGroup => self.step_group(-1),
            Command::NextPhoto => self.step_photo(1),
            Command::PreviousPhoto => self.step_photo(-1),
            Command::Accept => return self.accept(),
            Command::Reopen => self.reopen(),
            Command::KeepAll => return self.decide(|review, group| review.keep_all(group)),
            Command::KeepAllForGood => {
                return self.decide(|review, group| review.keep_all_for_good(group));
            }
            Command::NotDuplicates => return self.part(),
            Command::Verdicts => self.overlay = Some(Overlay::Verdicts),
            Command::TakeBack(at) => self.take_back(at),
            Command::KeepNumber(number) => return self.keep_numbered(number),
            Command::Keep(photo) => return self.keep(photo),
            Command::ToggleMark if self.found.is_some() => return Some(Action::MarkFound(self.selected()?)),
            Command::ToggleMark => return self.toggle_mark(),
            Command::Undo => return self.undo(Review::undo),
            Command::Redo => return self.undo(Review::redo),
            Command::TakeOver => self.take_over(),
            Command::Flick
            | Command::ZoomIn
            | Command::ZoomOut
            | Command::ToggleFit
            | Command::ToggleDifference
            | Command::ToggleSwipe
            | Command::ToggleLoupe => self.looking.obey(command),
            Command::ToggleSharpest => self.toggle_sharpest(),
            Command::Table(command) => return self.obey_table(command),
            Command::Select(group) => self.enter(group),
            Command::Show(photo) => self.compare_with(photo),
            Command::NextTab => self.step_tab(1),
            Command::PreviousTab => self.step_tab(-1),
            Command::ShowTab(tab) => self.show_tab(tab),
            Command::Order(sort) => self.order(sort),
            Command::Help => self.overlay = Some(Overlay::Help(HelpPage::default())),
            Command::AboutScan => self.overlay = Some(Overlay::AboutScan),
            Command::AskMarkExact => self.ask_mark_exact(),
            Command::ToggleWhy => self.why_switched = !self.why_switched,
            Command::ToggleFullScreen => self.full_screen_wanted = !self.full_screen_wanted,
            Command::CloseOverlay => self.overlay = None,
            Command::MarkExact => return self.mark_exact(),
            Command::FindLike(photo) => return self.find_like(photo),
            Command::OpenMap => return Some(Action::OpenMap),
            Command::Apply => return Some(Action::Apply),
            Command::NewScan => return Some(Action::NewScan),
            Command::ClearFilter => self.narrow(String::new()),
            Command::SetThreshold(threshold) => self.slide_to(threshold),
            Command::Rule(rule) => return Some(Action::AddRule(rule)),
        }
        None
    }

    /// Takes a step back, or forth again, and goes where it happened.
    fn undo(&mut self, step: fn(&mut Review) -> Option<usize>) -> Option<Action> {
        let before = self.totals;
        let possible = self.review.can_undo();
        let before_groups = self.membership();
        let place = step(&mut self.review);
        if self.membership() == before_groups {
            self.changed_anywhere();
        } else {
            self.regrouped();
        }
        if let Some(group) = place {
            self.list.bring(&self.review, group);
            self.count();
            self.enter(group);
            return None;
        }
        let nothing = !possible && before == self.totals;
        Some(Action::Tell(Toast::plain(if nothing { text::nothing_to_undo() } else { text::undone() })))
    }

    /// The group of every photo. Two parted photos may leave as many groups as there were, and none where it was.
    fn membership(&self) -> Vec<Option<usize>> {
        self.findings().ids().map(|photo| self.review.group_of(photo)).collect()
    }

    fn changed_anywhere(&mut self) {
        self.list.decided_all(&self.review);
        self.count();
    }

    /// Counts anew what the header and the list say.
    fn count(&mut self) {
        self.totals = self.review.totals();
        let is_shown =
            |photo: &PhotoId| self.review.group_of(*photo).is_some_and(|group| self.list.lets_through(group));
        self.open_exact = self.review.open_exact().iter().filter(|photo| is_shown(photo)).count();
    }
}
