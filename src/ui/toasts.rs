//! Short messages over whatever has no buttons, with a way to undo or to look where that makes sense. Drawn as
//! ordinary labels and buttons, so that screen readers and tests see them.

use std::path::PathBuf;

use egui::{Align2, Area, CornerRadius, Frame, Id, Label, Margin, Order, Rect, Stroke, Ui, vec2};
use lucide_icons::Icon;

use super::command::Command;
use super::controls::icon_button;
use super::theme::{self, palette};
use super::toast::{Offer, Toast};
use super::{Action, text};

/// Seconds a message stays.
const STAYS: f64 = 7.0;
/// Seconds in which a message takes no click: the second one of a double click was meant for what stood there before.
const SETTLES: f64 = 0.5;

/// The messages on screen, with the time each came up.
#[derive(Default)]
pub struct Toasts(Vec<(f64, Toast)>);

impl Toasts {
    /// Shows one more, in place of one that says the same.
    pub fn show(&mut self, ctx: &egui::Context, toast: Toast) {
        // Only the last rule can be taken back.
        if matches!(toast.offer, Offer::TakeBackRule) {
            self.0.retain(|(_, shown)| !matches!(shown.offer, Offer::TakeBackRule));
        }
        self.0.retain(|(_, shown)| shown.text != toast.text);
        self.0.push((ctx.input(|input| input.time), toast));
        ctx.request_repaint();
    }

    /// What they say is about a page that is left.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The review has this revision now: what offers to undo another step than the last one goes.
    pub fn reviewed(&mut self, revision: u64) {
        self.0.retain(|(_, toast)| !matches!(toast.offer, Offer::Undo(of) if of != revision));
    }

    /// Draws them, the lowest at the foot of `room`.
    pub fn ui(&mut self, ui: &Ui, room: Rect) -> Option<Action> {
        let now = ui.input(|input| input.time);
        self.0.retain(|(since, _)| now - since < STAYS);
        let next = self.0.iter().map(|(since, _)| since + STAYS - now).reduce(f64::min)?;
        ui.ctx().request_repaint_after_secs(next as f32);
        let area = Area::new(Id::unique("toasts")).order(Order::Foreground);
        let area = area.pivot(Align2::CENTER_BOTTOM).fixed_pos(room.center_bottom() - vec2(0.0, 12.0));
        let (mut action, mut closed) = (None, None);
        area.show(ui.ctx(), |ui| {
            for (at, (since, toast)) in self.0.iter().enumerate() {
                let pressed = toast_ui(ui, toast);
                if pressed.is_some() && now - since >= SETTLES {
                    (action, closed) = (pressed, Some(at));
                }
            }
        });
        if let Some(at) = closed {
            self.0.remove(at);
        }
        match action {
            Some(Pressed::Offer(action)) => Some(*action),
            Some(Pressed::Reveal(file)) => {
                super::dialogs::reveal(&file);
                None
            }
            Some(Pressed::Closed) | None => None,
        }
    }
}

enum Pressed {
    Offer(Box<Action>),
    Reveal(PathBuf),
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
                Offer::Undo(_) if ui.button(text::undo()).clicked() => {
                    pressed = Some(Pressed::Offer(Box::new(Action::Review(Command::Undo))));
                }
                Offer::TakeBackRule if ui.button(text::undo()).clicked() => {
                    pressed = Some(Pressed::Offer(Box::new(Action::TakeBackRule)));
                }
                Offer::PutBack(id) if ui.button(text::put_back_now()).clicked() => {
                    pressed = Some(Pressed::Offer(Box::new(Action::Undo(id.clone()))));
                }
                Offer::Reveal(file) if ui.button(text::show_in_folder_button()).clicked() => {
                    pressed = Some(Pressed::Reveal(file.clone()));
                }
                Offer::Undo(_) | Offer::TakeBackRule | Offer::PutBack(_) | Offer::Reveal(_) => {}
            }
            if icon_button(ui, Icon::X, text::dismiss()).clicked() {
                pressed = Some(Pressed::Closed);
            }
        });
    });
    pressed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offer_to_undo_goes_with_its_step() {
        let (ctx, mut toasts) = (egui::Context::default(), Toasts::default());
        let left = |toasts: &Toasts| toasts.0.iter().map(|(_, toast)| toast.text.clone()).collect::<Vec<_>>();
        toasts.show(&ctx, Toast::plain("said"));
        toasts.show(&ctx, Toast::undoable("decided", 3));
        toasts.reviewed(3);
        assert_eq!(left(&toasts), ["said", "decided"]);
        toasts.reviewed(4);
        assert_eq!(left(&toasts), ["said"]);
    }
}
