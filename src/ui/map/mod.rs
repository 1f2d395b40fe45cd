//! The map of the library: every photo a dot, look-alikes together, copies tied to the photo their group keeps. Drawn
//! once by a job; beside it a list, by which all of it is reached without a pointer.

mod canvas;
mod colours;
mod export;
mod list;
mod view;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::task::Poll;

use egui::{CentralPanel, Frame, Key, Margin, Panel, Ui};
use lucide_icons::Icon;

use self::colours::{Colouring, Colours};
use self::export::Export;
use self::view::View;
use super::controls::{at_right, icon_button, icon_text_button, meter, primary};
use super::review::ReviewScreen;
use super::theme::{self, palette};
use super::toast::Toast;
use super::{Action, text};
use crate::cache::Cache;
use crate::job::{self, Job};
use crate::map::{self, Map};
use crate::photo::PhotoId;
use crate::progress::{Progress, Stop};

/// The screen.
pub struct MapScreen {
    back: Box<ReviewScreen>,
    state: State,
}

enum State {
    Drawing(Job<Map>),
    Shown(Box<Shown>),
}

/// A map that is drawn, and what the user is at on it.
struct Shown {
    places: Arc<Vec<[f32; 2]>>,
    view: View,
    colours: Colours,
    /// Dragging draws a lasso in place of moving the map.
    lassoing: bool,
    /// The lasso while it is drawn, on the screen.
    lasso: Vec<egui::Pos2>,
    /// What lies in the last lasso, or was chosen in the list.
    chosen: BTreeSet<PhotoId>,
    selected: Option<PhotoId>,
    /// The selected row is to be brought into sight.
    reveal_row: bool,
    list_offset: f32,
    export: Option<Job<Export>>,
}

impl MapScreen {
    /// Begins to draw the map. Gives the review back if there is no thread for it.
    pub fn start(
        ctx: &egui::Context,
        back: Box<ReviewScreen>,
        cache: Cache,
    ) -> Result<Self, (Box<ReviewScreen>, std::io::Error)> {
        let (wake, findings) = (ctx.clone(), Arc::clone(back.findings()));
        let work = move |progress: &Progress| job::apart(|| map::draw(&findings.photos, &cache, progress))?;
        match Job::start("map", move || wake.request_repaint(), work) {
            Ok(job) => Ok(Self { back, state: State::Drawing(job) }),
            Err(error) => Err((back, error)),
        }
    }

    /// Takes the map over. The action says why there is none.
    pub fn poll(&mut self) -> Option<Action> {
        match &mut self.state {
            State::Drawing(job) => match job.poll() {
                Poll::Pending => None,
                Poll::Ready(Ok(map)) => {
                    self.state = State::Shown(Box::new(Shown::new(map, &self.back)));
                    None
                }
                Poll::Ready(Err(Stop::Failed(error))) => Some(Action::LeaveMap(Some(text::failure(&error)))),
                Poll::Ready(Err(Stop::Cancelled)) => Some(Action::LeaveMap(None)),
            },
            State::Shown(shown) => shown.poll_export(),
        }
    }

    /// The review as it was left.
    pub fn into_review(self) -> Box<ReviewScreen> {
        self.back
    }

    /// The review behind.
    pub fn review(&self) -> &ReviewScreen {
        &self.back
    }

    /// Draws the screen.
    pub fn ui(&mut self, ui: &mut Ui) -> Option<Action> {
        let escaped = !egui::Popup::is_any_open(ui.ctx()) && ui.input(|input| input.key_pressed(Key::Escape));
        let action = match &mut self.state {
            State::Drawing(job) => drawing(ui, job.progress()),
            State::Shown(shown) => {
                self.back.album().begin_frame();
                shown.ui(ui, &mut self.back)
            }
        };
        action.or(escaped.then_some(Action::LeaveMap(None)))
    }
}

fn drawing(ui: &mut Ui, progress: &Progress) -> Option<Action> {
    let seen = progress.snapshot();
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(66));
    CentralPanel::no_frame()
        .frame(Frame::new().fill(palette(ui).window))
        .show(ui, |ui| {
            ui.add_space(ui.available_height() * 0.36);
            ui.vertical_centered(|ui| {
                ui.heading(text::drawing_the_map());
                ui.add_space(4.0);
                ui.label(theme::weak(ui, text::drawing_help()));
                ui.add_space(theme::GAP);
                ui.set_max_width(360.0);
                meter(ui, seen.done as f32 / seen.total.max(1) as f32, text::map_progress());
                ui.add_space(theme::WIDE_GAP);
                ui.button(text::cancel()).clicked().then_some(Action::LeaveMap(None))
            })
            .inner
        })
        .inner
}

impl Shown {
    fn new(map: Map, back: &ReviewScreen) -> Self {
        Self {
            places: Arc::new(map.places),
            view: View::default(),
            colours: Colours::by(Colouring::Kind, back.review()),
            lassoing: false,
            lasso: Vec::new(),
            chosen: BTreeSet::new(),
            selected: None,
            reveal_row: false,
            list_offset: 0.0,
            export: None,
        }
    }

    fn ui(&mut self, ui: &mut Ui, back: &mut ReviewScreen) -> Option<Action> {
        let keyed = self.keys(ui, back);
        let from_header = self.header(ui, back);
        let from_list = list::ui(ui, self, back);
        let from_canvas = canvas::ui(ui, self, back);
        keyed.or(from_header).or(from_list).or(from_canvas)
    }

    /// The keys of the map; those that a focused button wants are left to it.
    fn keys(&mut self, ui: &Ui, back: &ReviewScreen) -> Option<Action> {
        let ctx = ui.ctx();
        if let Some(id) = ctx.memory(|memory| memory.focused()) {
            let arrows =
                egui::EventFilter { vertical_arrows: true, horizontal_arrows: true, ..Default::default() };
            ctx.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
        }
        let focused = ctx.memory(|memory| memory.focused()).is_some();
        let pressed = |key| ctx.input(|input| input.key_pressed(key) && !input.modifiers.any());
        let step = i64::from(pressed(Key::ArrowDown)) - i64::from(pressed(Key::ArrowUp));
        if step != 0 {
            self.step(step);
        }
        if pressed(Key::Plus) || pressed(Key::Equals) {
            self.view.zoom(1.25);
        }
        if pressed(Key::Minus) {
            self.view.zoom(0.8);
        }
        if pressed(Key::F) {
            self.view = View::default();
        }
        if pressed(Key::X)
            && let Some(photo) = self.selected
        {
            self.choose(photo);
        }
        if !focused && pressed(Key::Enter) {
            return self.selected.map(|photo| opened(photo, back));
        }
        if pressed(Key::A) {
            return self.selected.map(|photo| like(photo, back));
        }
        None
    }

    fn step(&mut self, by: i64) {
        let last = self.places.len().saturating_sub(1) as i64;
        let next = self.selected.map_or(0, |photo| (i64::from(photo.0) + by).clamp(0, last));
        self.select(PhotoId(next as u32));
    }

    /// Selects a photo and brings it into sight, in the list and on the map.
    fn select(&mut self, photo: PhotoId) {
        if let Some(place) = self.places.get(photo.index()) {
            self.selected = Some(photo);
            self.reveal_row = true;
            self.view.reveal(*place);
        }
    }

    fn choose(&mut self, photo: PhotoId) {
        if !self.chosen.remove(&photo) {
            self.chosen.insert(photo);
        }
    }

    fn header(&mut self, ui: &mut Ui, back: &ReviewScreen) -> Option<Action> {
        let frame = Frame::new().fill(palette(ui).panel).inner_margin(Margin::symmetric(theme::MARGIN, 10));
        let bar = Panel::top("map-header").frame(frame).resizable(false);
        bar.show(ui, |ui| {
            ui.horizontal(|ui| {
                let mut action = None;
                if icon_text_button(ui, Icon::ArrowLeft, text::back_to_review()).clicked() {
                    action = Some(Action::LeaveMap(None));
                }
                ui.label(theme::strong(text::map_of(self.places.len())));
                ui.add_space(theme::GAP);
                for colouring in Colouring::ALL {
                    let chosen = self.colours.colouring() == colouring;
                    let name = text::colourings()[colouring.index()];
                    let button = ui.selectable_label(chosen, name).on_hover_text(text::colour_by(name));
                    if button.clicked() {
                        self.colours = Colours::by(colouring, back.review());
                    }
                }
                action.or(at_right(ui, |ui| self.footer_buttons(ui, back)))
            })
            .inner
        })
        .inner
    }

    fn footer_buttons(&mut self, ui: &mut Ui, back: &ReviewScreen) -> Option<Action> {
        let mut action = None;
        if self.export.is_some() {
            ui.spinner();
            ui.label(text::writing_the_map());
        } else if icon_button(ui, Icon::ImageDown, text::export_map()).clicked() {
            match export::ask(ui.ctx(), self.picture(back)) {
                Ok(job) => self.export = Some(job),
                Err(error) => action = Some(Action::Tell(Toast::plain(&text::no_thread(&error)))),
            }
        }
        let lasso = egui::Button::selectable(self.lassoing, theme::icon(Icon::Lasso).size(16.0));
        let lasso = ui.add(lasso).on_hover_text(text::lasso_help());
        if lasso.accessible_name(text::lasso()).clicked() {
            self.lassoing = !self.lassoing;
        }
        if !self.chosen.is_empty() {
            let grouped = self.chosen.iter().any(|photo| back.review().group_of(*photo).is_some());
            let only = text::review_only(self.chosen.len());
            let button = ui.add_enabled_ui(grouped, |ui| primary(ui, &only));
            if button.inner.clicked() {
                action = Some(Action::ReviewOnly(self.chosen.clone()));
            }
            if !grouped {
                button.response.on_hover_text(text::none_grouped());
            }
            if ui.button(text::clear_choice()).clicked() {
                self.chosen.clear();
            }
        }
        action
    }

    fn picture(&self, back: &ReviewScreen) -> export::Picture {
        export::Picture {
            findings: Arc::clone(back.findings()),
            places: Arc::clone(&self.places),
            ties: canvas::ties(back.review()).collect(),
            inks: (0..self.places.len()).map(|at| self.colours.ink(PhotoId(at as u32))).collect(),
        }
    }

    fn poll_export(&mut self) -> Option<Action> {
        let Poll::Ready(ended) = self.export.as_ref()?.poll() else { return None };
        self.export = None;
        match ended {
            Ok(Export::Written(path)) => Some(Action::Tell(map_saved(path))),
            Ok(Export::NotWanted) | Err(Stop::Cancelled) => None,
            Err(Stop::Failed(error)) => Some(Action::Tell(Toast::plain(&text::failure(&error)))),
        }
    }
}

fn map_saved(path: PathBuf) -> Toast {
    Toast::about_file(text::map_saved(&path), path)
}

/// What opening a photo of the map means: its group, or what is like it if it has none.
fn opened(photo: PhotoId, back: &ReviewScreen) -> Action {
    match back.review().group_of(photo) {
        Some(_) => Action::OpenGroup(photo),
        None => like(photo, back),
    }
}

fn like(photo: PhotoId, back: &ReviewScreen) -> Action {
    let path = back.findings().photo(photo).path().to_owned();
    Action::FindLike(super::action::Example::Photos(vec![path]))
}
