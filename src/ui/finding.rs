//! *Find like this*: one photo, or a few, and the library in the order of their distance to it, on the same stage as
//! the review. The search is a job; the review waits unchanged behind it.

use std::sync::Arc;
use std::task::Poll;

use anyhow::Context as _;
use egui::{CentralPanel, Color32, ColorImage, Frame, Key, Label, Margin, Panel, Ui, vec2};
use lucide_icons::Icon;
use tempfile::NamedTempFile;

use super::action::Example;
use super::command::Command;
use super::controls::{at_right, icon_button, icon_text_button, key_button, meter, paint_cover};
use super::pictures::Store;
use super::review::ReviewScreen;
use super::shared::Shared;
use super::theme::{self, palette};
use super::{Action, keys, text};
use crate::cache::Cache;
use crate::discover::Folders;
use crate::embed::Engine;
use crate::find::{self, Found};
use crate::fingerprint::ScanContext;
use crate::job::Job;
use crate::nearest::Metric;
use crate::photo::{Findings, PhotoId};
use crate::progress::{Progress, Stop};
use crate::review::{Decision, Refusal, Review};
use crate::scan::ScanRequest;

/// The screen.
pub struct Finding {
    back: Box<ReviewScreen>,
    state: State,
    thumbnails: Option<Store>,
}

enum State {
    Searching(Job<Outcome>),
    Shown(Box<Shown>),
}

struct Outcome {
    found: Found,
    gone: usize,
    pasted: Option<NamedTempFile>,
}

struct Shown {
    screen: ReviewScreen,
    title: String,
    subtitle: String,
    gone: usize,
    /// The file of a pasted picture; it goes with the screen.
    _pasted: Option<NamedTempFile>,
}

impl Finding {
    /// Starts the search. Gives the review back if there is no thread for it.
    pub fn start(
        ctx: &egui::Context,
        back: Box<ReviewScreen>,
        example: Example,
        shared: &Shared,
    ) -> Result<Self, (Box<ReviewScreen>, std::io::Error)> {
        let (wake, findings) = (ctx.clone(), Arc::clone(back.findings()));
        let (data, cache) = (shared.own.as_ref().map(|own| own.data.clone()), shared.cache.clone());
        let thumbnails = shared.thumbnails.clone();
        let work = move |progress: &Progress| {
            let engine = Engine::open(data.as_deref());
            search(Findings::clone(&findings), example, (&engine, cache), progress)
        };
        match Job::start("find", move || wake.request_repaint(), work) {
            Ok(job) => Ok(Self { back, state: State::Searching(job), thumbnails }),
            Err(error) => Err((back, error)),
        }
    }

    /// Takes over what was found. The action says why there is nothing to show.
    pub fn poll(&mut self, ctx: &egui::Context) -> Option<Action> {
        let State::Searching(job) = &self.state else { return None };
        match job.poll() {
            Poll::Pending => None,
            Poll::Ready(Ok(outcome)) if outcome.found.near.is_empty() => {
                Some(Action::FindEnded(Some(text::no_other_photo().to_owned())))
            }
            Poll::Ready(Ok(outcome)) => {
                self.state = State::Shown(Box::new(Shown::new(ctx, outcome, self.thumbnails.as_ref())));
                None
            }
            Poll::Ready(Err(Stop::Failed(error))) => Some(Action::FindEnded(Some(text::failure(&error)))),
            Poll::Ready(Err(Stop::Cancelled)) => Some(Action::FindEnded(None)),
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

    /// Marks a photo in the review behind, or takes its mark back.
    pub fn toggle_mark(&mut self, photo: PhotoId) -> Result<Decision, Refusal> {
        // What lies outside of the library has no place in its review.
        if photo.index() >= self.back.findings().photos.len() {
            return Err(Refusal::NoGroup);
        }
        self.back.toggle_mark_of(photo)
    }

    /// Where the photos were drawn last.
    pub fn stage(&self) -> Option<egui::Rect> {
        match &self.state {
            State::Searching(_) => None,
            State::Shown(shown) => shown.screen.stage(),
        }
    }

    /// Draws the screen.
    pub fn ui(&mut self, ui: &mut Ui) -> Option<Action> {
        let escaped = !egui::Popup::is_any_open(ui.ctx()) && ui.input(|input| input.key_pressed(Key::Escape));
        let action = match &mut self.state {
            State::Searching(job) => searching(ui, job.progress()),
            State::Shown(shown) => {
                shown.screen.show_marks(self.back.review());
                shown.ui(ui, &self.back)
            }
        };
        action.or(escaped.then_some(Action::FindEnded(None)))
    }
}

fn search(
    library: Findings,
    example: Example,
    (engine, cache): (&Engine, Cache),
    progress: &Progress,
) -> Result<Outcome, Stop> {
    let (examples, pasted) = match example {
        Example::Photos(paths) => (paths, None),
        Example::Pasted(image) => {
            let file = as_file(&image)?;
            (vec![file.path().to_owned()], Some(file))
        }
    };
    let request = ScanRequest { folders: Folders::default(), threads: 0, cache };
    let (make_embedder, threads) = (engine.make_embedder(), request.threads());
    let context = ScanContext { make_embedder: &make_embedder, cache: &request.cache, threads };
    let mut found = find::find(library, &examples, Metric::Cosine, &context, progress)?;
    let gone = found.leave_out_gone(progress)?;
    Ok(Outcome { found, gone, pasted })
}

/// A pasted picture as a file like any other.
fn as_file(image: &ColorImage) -> anyhow::Result<NamedTempFile> {
    let file = tempfile::Builder::new().prefix("pasted-").suffix(".png").tempfile();
    let file = file.context("the pasted picture cannot be kept anywhere")?;
    let [width, height] = image.size.map(|side| side as u32);
    // Before white, as photos of the library are; what is transparent is premultiplied.
    let before_white = |pixel: &Color32| {
        [pixel.r(), pixel.g(), pixel.b()].map(|colour| colour.saturating_add(255 - pixel.a()))
    };
    let rgb: Vec<u8> = image.pixels.iter().flat_map(before_white).collect();
    let pixels = image::RgbImage::from_raw(width, height, rgb).context("the pasted picture is damaged")?;
    pixels.save(file.path()).context("the pasted picture cannot be kept anywhere")?;
    Ok(file)
}

fn searching(ui: &mut Ui, progress: &Progress) -> Option<Action> {
    let seen = progress.snapshot();
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(66));
    CentralPanel::no_frame()
        .frame(Frame::new().fill(palette(ui).window))
        .show(ui, |ui| {
            ui.add_space(ui.available_height() * 0.36);
            ui.vertical_centered(|ui| {
                ui.heading(text::looking());
                ui.add_space(theme::GAP);
                ui.set_max_width(360.0);
                meter(ui, seen.done as f32 / seen.total.max(1) as f32, text::find_progress());
                ui.add_space(theme::WIDE_GAP);
                ui.button(text::cancel()).clicked().then_some(Action::FindEnded(None))
            })
            .inner
        })
        .inner
}

impl Shown {
    fn new(ctx: &egui::Context, outcome: Outcome, thumbnails: Option<&Store>) -> Self {
        let Outcome { found, gone, pasted } = outcome;
        let name = |photo: &PhotoId| text::name(found.findings.photo(*photo).path());
        let first = match &pasted {
            Some(_) => text::pasted().to_owned(),
            None => found.examples.first().map(name).unwrap_or_default(),
        };
        let mut title = text::photos_like(&first);
        if found.examples.len() > 1 {
            title = format!("{title} {}", text::and_others(found.examples.len() - 1));
        }
        let total = found.near.len();
        let screen = ReviewScreen::looking(ctx, found, thumbnails);
        let subtitle = text::alike_of(screen.plausible(), total);
        Self { screen, title, subtitle, gone, _pasted: pasted }
    }

    fn ui(&mut self, ui: &mut Ui, back: &ReviewScreen) -> Option<Action> {
        let left = self.header(ui, back);
        left.or(self.screen.ui(ui))
    }

    fn header(&mut self, ui: &mut Ui, back: &ReviewScreen) -> Option<Action> {
        let frame = Frame::new().fill(palette(ui).panel).inner_margin(Margin::symmetric(theme::MARGIN, 10));
        let bar = Panel::top("find-header").frame(frame).resizable(false);
        bar.show(ui, |ui| {
            ui.horizontal(|ui| {
                let mut action = None;
                if icon_text_button(ui, Icon::ArrowLeft, text::back_to_review()).clicked() {
                    action = Some(Action::FindEnded(None));
                }
                if let Some(example) = self.screen.example() {
                    let (rect, _) = ui.allocate_exact_size(vec2(40.0, 40.0), egui::Sense::hover());
                    let picture = self.screen.album().thumbnail(example);
                    paint_cover(ui, rect, &picture);
                }
                let room = vec2((ui.available_width() - 460.0).max(60.0), 40.0);
                ui.allocate_ui(room, |ui| {
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 2.0;
                        ui.add(Label::new(theme::strong(&self.title)).truncate());
                        let gone = (self.gone > 0).then(|| text::gone_since(self.gone));
                        let line = [Some(self.subtitle.clone()), gone].into_iter().flatten();
                        let line = theme::small(ui, line.collect::<Vec<_>>().join(". "));
                        ui.add(Label::new(line).truncate());
                    });
                });
                action.or(at_right(ui, |ui| self.footer_buttons(ui, back)))
            })
            .inner
        })
        .inner
    }

    fn footer_buttons(&mut self, ui: &mut Ui, back: &ReviewScreen) -> Option<Action> {
        let mut action = None;
        if icon_button(ui, Icon::PanelRight, text::why_panel()).clicked() {
            self.screen.obey(Command::ToggleWhy);
        }
        let photo = self.screen.selected()?;
        // What lies outside of the library has no place in its review.
        let inside = photo.index() < back.findings().photos.len();
        let grouped = inside && back.review().group_of(photo).is_some();
        if grouped {
            action = mark(ui, photo, back.review());
        }
        let show = ui.add_enabled_ui(grouped, |ui| ui.button(text::show_its_group()));
        if show.inner.clicked() {
            action = Some(Action::OpenGroup(photo));
        }
        if !grouped {
            show.response.on_hover_text(text::in_no_group());
        }
        let key = keys::shown(&Command::FindLike(None));
        if key_button(ui, text::find_like_this(), key, text::find_like_this()).clicked() {
            action = self.screen.obey(Command::FindLike(None));
        }
        action
    }
}

/// The button that marks the photo on the right, as far as the review lets it go.
fn mark(ui: &mut Ui, photo: PhotoId, review: &Review) -> Option<Action> {
    let name = text::name(review.findings().photo(photo).path());
    let (label, told) = match review.decision(photo) {
        Decision::Remove => (text::unmark_button(), text::unmark(&name)),
        Decision::Keep | Decision::Undecided => (text::mark_button(), text::mark(&name)),
    };
    let refusal = review.refusal(photo);
    let key = keys::shown(&Command::ToggleMark);
    let button = ui.add_enabled_ui(refusal.is_none(), |ui| key_button(ui, label, key, &told));
    if let Some(refusal) = refusal {
        button.response.on_hover_text(text::refusal(refusal));
    }
    button.inner.clicked().then_some(Action::MarkFound(photo))
}
