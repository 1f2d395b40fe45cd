//! The page of settings: how the window looks and what it speaks, what is kept on disk, and what the network
//! runs on and why.

use std::task::Poll;

use egui::{Align, Label, Layout, ScrollArea, Ui, vec2};
use lucide_icons::Icon;

use super::controls::{icon_button, left_aligned, modal};
use super::engine::EngineState;
use super::shared::Shared;
use super::theme;
use super::toast::Toast;
use super::{Action, dialogs, numbers, text};
use crate::cache::Space;
use crate::job::Job;
use crate::progress::Stop;
use crate::settings::{OwnFolders, Theme};

/// The state of the page.
pub struct Preferences {
    caches: Vec<Kept>,
    clearing: Option<Job<u64>>,
}

/// What we keep and can always make again.
struct Kept {
    name: &'static str,
    help: &'static str,
    space: Space,
    bytes: u64,
}

impl Preferences {
    /// Looks at how much room the caches take now.
    pub fn new(shared: &Shared) -> Self {
        let kept = |[name, help]: [&'static str; 2], space: Space| {
            let bytes = space.bytes();
            Kept { name, help, space, bytes }
        };
        let scans = [text::cache_scans(), text::cache_scans_help()];
        let pictures = [text::cache_pictures(), text::cache_pictures_help()];
        let mut caches = vec![kept(scans, shared.cache.space())];
        caches.extend(shared.thumbnails.iter().map(|thumbnails| kept(pictures, thumbnails.space())));
        Self { caches, clearing: None }
    }

    /// What came of clearing a cache, once.
    pub fn poll(&mut self) -> Option<Toast> {
        let Poll::Ready(result) = self.clearing.as_ref()?.poll() else { return None };
        self.clearing = None;
        for kept in &mut self.caches {
            kept.bytes = kept.space.bytes();
        }
        match result {
            Ok(freed) => Some(Toast::plain(&text::cache_cleared(freed))),
            Err(Stop::Failed(error)) => Some(Toast::plain(&text::cache_not_cleared(&text::failure(&error)))),
            Err(Stop::Cancelled) => None,
        }
    }

    /// Draws the page over the others.
    pub fn ui(&mut self, ui: &mut Ui, shared: &Shared) -> Option<Action> {
        let modal = modal(ui, "preferences", 560.0, |ui| {
            let close = title(ui);
            let most = ui.ctx().content_rect().height() - 160.0;
            let area = ScrollArea::vertical().max_height(most).min_scrolled_height(most);
            let area = area.auto_shrink([false, true]);
            let chosen = area.show(ui, |ui| self.page(ui, shared)).inner;
            chosen.or(close)
        });
        let close = modal.should_close().then_some(Action::ClosePreferences);
        modal.inner.or(close)
    }

    fn page(&mut self, ui: &mut Ui, shared: &Shared) -> Option<Action> {
        section(ui, text::appearance());
        let theme = ui.horizontal(|ui| themes(ui, shared.settings.theme)).inner;
        ui.add_space(2.0);
        let language = ui.horizontal(|ui| languages(ui, shared.settings.language.as_deref())).inner;
        if let Some(own) = &shared.own {
            section(ui, text::kept_on_disk());
            self.storage(ui, own);
        }
        section(ui, text::engine_title());
        engine(ui, &shared.engine);
        theme.or(language)
    }

    fn storage(&mut self, ui: &mut Ui, own: &OwnFolders) {
        let mut clear = None;
        let idle = self.clearing.is_none();
        for kept in &self.caches {
            row(ui, [kept.name, kept.help], &numbers::bytes(kept.bytes), |ui| {
                let button = ui.add_enabled_ui(idle && kept.bytes > 0, |ui| ui.button(text::clear())).inner;
                if button.accessible_name(text::clear_name(kept.name)).clicked() {
                    clear = Some(kept.space.clone());
                }
            });
        }
        row(ui, [text::kept_reviews(), text::kept_reviews_help()], "", |ui| {
            let shown = ui.button(text::show_in_folder_button());
            if shown.accessible_name(text::show_in_folder(text::kept_reviews())).clicked() {
                dialogs::reveal(&own.data);
            }
        });
        if let Some(space) = clear {
            let ctx = ui.ctx().clone();
            let job = Job::start(
                "clear",
                move || ctx.request_repaint(),
                move |_| {
                    let before = space.bytes();
                    space.clear()?;
                    Ok(before.saturating_sub(space.bytes()))
                },
            );
            self.clearing = job.ok();
        }
    }
}

fn title(ui: &mut Ui) -> Option<Action> {
    let right = Layout::right_to_left(Align::Center);
    ui.horizontal(|ui| {
        ui.heading(text::preferences());
        ui.with_layout(right, |ui| icon_button(ui, Icon::X, text::close()).clicked()).inner
    })
    .inner
    .then_some(Action::ClosePreferences)
}

fn section(ui: &mut Ui, title: &str) {
    ui.add_space(theme::WIDE_GAP - theme::GAP);
    ui.label(theme::strong(title));
}

/// A name with what it is in a line, a value, and what can be done about it.
fn row(ui: &mut Ui, [name, help]: [&str; 2], value: &str, control: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        let right = Layout::right_to_left(Align::Center);
        let width = ui.available_width();
        ui.vertical(|ui| {
            ui.set_width(width - 210.0);
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.label(name);
            ui.add(Label::new(theme::small(ui, help)).wrap());
        });
        ui.with_layout(right, |ui| {
            control(ui);
            ui.label(theme::weak(ui, value));
        });
    });
    ui.add_space(4.0);
}

fn themes(ui: &mut Ui, current: Theme) -> Option<Action> {
    let mut action = None;
    name(ui, text::theme());
    for (theme, name) in [Theme::System, Theme::Light, Theme::Dark].into_iter().zip(text::themes()) {
        if ui.selectable_label(theme == current, name).clicked() {
            action = Some(Action::SetTheme(theme));
        }
    }
    action
}

/// The languages, each under the name its speakers give it.
fn languages(ui: &mut Ui, chosen: Option<&str>) -> Option<Action> {
    let mut action = None;
    name(ui, text::language());
    if ui.selectable_label(chosen.is_none(), text::language_system()).clicked() {
        action = Some(Action::SetLanguage(None));
    }
    for language in text::languages() {
        if ui.selectable_label(chosen == Some(language.code), language.name()).clicked() {
            action = Some(Action::SetLanguage(Some(language.code.to_owned())));
        }
    }
    action
}

fn name(ui: &mut Ui, name: &str) {
    left_aligned(ui, vec2(100.0, 30.0), |ui| ui.label(name));
}

/// What is used, and everything that could have been and why it is not.
fn engine(ui: &mut Ui, state: &EngineState) {
    ui.add(Label::new(state.line()).wrap());
    let EngineState::Open(engine) = state else { return };
    for candidate in engine.candidates() {
        let name = text::candidate(&candidate.name);
        let name = if candidate.used { theme::strong(name) } else { egui::RichText::new(name) };
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.label(name.size(13.0));
        ui.add(Label::new(theme::small(ui, text::availability(&candidate.verdict))).wrap());
        ui.add_space(4.0);
    }
}
