//! Short messages in the lower right corner, with a way to undo or to look where that makes sense. Drawn as
//! ordinary labels and buttons, so that screen readers and tests see them.

use std::path::PathBuf;

use egui::{Align2, Area, CornerRadius, Frame, Id, Label, Margin, Order, Stroke, Ui, vec2};
use lucide_icons::Icon;

use super::controls::icon_button;
use super::review::Command;
use super::theme::{self, palette};
use super::{Action, text};

/// Seconds a message stays.
const STAYS: f64 = 7.0;

enum Offer {
    Nothing,
    Undo,
    /// Undo the removal with this name.
    PutBack(String),
    Reveal(PathBuf),
}

/// A message.
pub struct Toast {
    text: String,
    offer: Offer,
}

impl Toast {
    /// Only the message.
    pub fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), offer: Offer::Nothing }
    }

    /// With a button that undoes the last decision.
    pub fn undoable(text: &str) -> Self {
        Self { text: text.to_owned(), offer: Offer::Undo }
    }

    /// With a button that undoes a removal.
    pub fn about_removal(text: &str, id: String) -> Self {
        Self { text: text.to_owned(), offer: Offer::PutBack(id) }
    }

    /// With a button that shows a file in its folder.
    pub fn about_file(text: String, file: PathBuf) -> Self {
        Self { text, offer: Offer::Reveal(file) }
    }
}

/// The messages on screen, with the time each came up.
#[derive(Default)]
pub struct Toasts(Vec<(f64, Toast)>);

impl Toasts {
    /// Shows one more, in place of one that says the same.
    pub fn show(&mut self, ctx: &egui::Context, toast: Toast) {
        self.0.retain(|(_, shown)| shown.text != toast.text);
        self.0.push((ctx.input(|input| input.time), toast));
        ctx.request_repaint();
    }

    /// What they say is about a page that is left.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Draws them.
    pub fn ui(&mut self, ui: &Ui) -> Option<Action> {
        let now = ui.input(|input| input.time);
        self.0.retain(|(since, _)| now - since < STAYS);
        let next = self.0.iter().map(|(since, _)| since + STAYS - now).reduce(f64::min)?;
        ui.ctx().request_repaint_after_secs(next as f32);
        let area = Area::new(Id::unique("toasts")).order(Order::Foreground);
        let area = area.anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -16.0));
        let (mut action, mut closed) = (None, None);
        area.show(ui.ctx(), |ui| {
            for (at, (_, toast)) in self.0.iter().enumerate() {
                let pressed = toast_ui(ui, toast);
                if pressed.is_some() {
                    (action, closed) = (pressed, Some(at));
                }
            }
        });
        if let Some(at) = closed {
            self.0.remove(at);
        }
        match action {
            Some(Pressed::Offer(action)) => action.map(|action| *action),
            Some(Pressed::Closed) | None => None,
        }
    }
}

enum Pressed {
    Offer(Option<Box<Action>>),
    Closed,
}

fn toast_ui(ui: &mut Ui, toast: &Toast) -> Option<Pressed> {
    let frame = Frame::new()
        .fill(palette(ui).card)
        .stroke(Stroke::new(1.0, palette(ui).line))
        .corner_radius(CornerRadius::same(theme::RADIUS + 1))
        .shadow(ui.visuals().popup_shadow)
        .inner_margin(Margin::symmetric(12, 8));
    let mut pressed = None;
    frame.show(ui, |ui| {
        ui.set_max_width(460.0);
        ui.horizontal(|ui| {
            ui.add(Label::new(&toast.text).wrap());
            match &toast.offer {
                Offer::Nothing => {}
                Offer::Undo if ui.button(text::undo()).clicked() => {
                    pressed = Some(Pressed::Offer(Some(Box::new(Action::Review(Command::Undo)))));
                }
                Offer::PutBack(id) if ui.button(text::put_back_now()).clicked() => {
                    pressed = Some(Pressed::Offer(Some(Box::new(Action::Undo(id.clone())))));
                }
                Offer::Reveal(file) if ui.button(text::show_in_folder_button()).clicked() => {
                    super::dialogs::reveal(file);
                    pressed = Some(Pressed::Offer(None));
                }
                Offer::Undo | Offer::PutBack(_) | Offer::Reveal(_) => {}
            }
            if icon_button(ui, Icon::X, text::dismiss()).clicked() {
                pressed = Some(Pressed::Closed);
            }
        });
    });
    pressed
}
