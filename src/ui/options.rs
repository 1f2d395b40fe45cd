//! What a scan compares and what it leaves out, folded away on the first page until somebody wants it.

use egui::{CollapsingHeader, Key, TextEdit, Ui, vec2};
use lucide_icons::Icon;

use super::controls::{card, checkbox, icon_button, left_aligned, radio, shortened, text_field};
use super::rules::{self, Rule};
use super::theme::{self, palette};
use super::{Action, chosen, text};
use crate::exclude::Exclusions;
use crate::photo::Between;
use crate::settings::Settings;

/// Width of the button that takes a rule from its list.
const ICON_BUTTON: f32 = 44.0;

/// What is typed there.
#[derive(Default)]
pub struct Options {
    pattern: String,
    /// What is wrong with it, in one sentence.
    problem: Option<String>,
}

/// Draws them.
pub fn ui(ui: &mut Ui, options: &mut Options, settings: &Settings) -> Option<Action> {
    let header = CollapsingHeader::new(title(settings)).id_salt("scan options");
    let shown = header.show_unindented(ui, |ui| {
        card(ui, |ui| {
            ui.set_width(ui.available_width());
            let scope = compared(ui, settings);
            ui.add_space(theme::GAP);
            let excluded = excluded(ui, options, settings);
            let always = always(ui, settings);
            scope.or(excluded).or(always)
        })
    });
    shown.body_returned.flatten()
}

/// What is chosen is said while it is folded away, too.
fn title(settings: &Settings) -> String {
    let between = match settings.scope().between {
        Between::Everywhere => None,
        Between::Across => Some(text::between_across().to_owned()),
        Between::Within => Some(text::between_within().to_owned()),
    };
    let hidden = settings.scope().hides_protected.then(|| text::hide_protected().to_owned());
    let excluded = settings.excluded.len();
    let excluded = (excluded > 0).then(|| text::excluded_count(excluded));
    let parts = [Some(text::scan_options().to_owned()), between, hidden, excluded];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn compared(ui: &mut Ui, settings: &Settings) -> Option<Action> {
    let mut scope = settings.scope();
    ui.label(theme::strong(text::compare_title()));
    for (between, name) in [
        (Between::Everywhere, text::between_everywhere()),
        (Between::Across, text::between_across()),
        (Between::Within, text::between_within()),
    ] {
        radio(ui, &mut scope.between, between, name);
    }
    checkbox(ui, &mut scope.hides_protected, text::hide_protected(), text::hide_protected());
    (scope != settings.scope()).then_some(Action::SetScope(scope))
}

fn excluded(ui: &mut Ui, options: &mut Options, settings: &Settings) -> Option<Action> {
    ui.label(theme::strong(text::excluded_title()));
    let patterns = rules::all(settings).into_iter().filter(|rule| matches!(rule, Rule::LeaveOut(_)));
    let mut action = list(ui, patterns);
    ui.horizontal(|ui| {
        let field = TextEdit::singleline(&mut options.pattern).hint_text(text::excluded_hint());
        let add = chosen::width_of(ui, text::add()) + 2.0 * ui.spacing().button_padding.x;
        let size = vec2(ui.available_width() - add - ui.spacing().item_spacing.x, 30.0);
        let field = text_field(ui, field, size, text::excluded_field());
        if field.changed() {
            options.problem = None;
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let button = ui.add_sized(vec2(add, 30.0), egui::Button::new(text::add()));
        if button.accessible_name(text::excluded_add()).clicked() || entered {
            action = options.added().map(Action::AddRule).or(action.take());
        }
    });
    if let Some(problem) = &options.problem {
        ui.add(egui::Label::new(egui::RichText::new(problem).color(palette(ui).goes)).wrap());
    }
    ui.label(theme::small(ui, text::excluded_help()));
    action
}

impl Options {
    /// The rule that was typed, if it can be read.
    fn added(&mut self) -> Option<Rule> {
        let typed = self.pattern.trim().to_owned();
        match Exclusions::read(std::slice::from_ref(&typed)) {
            Ok(_) => {
                self.pattern.clear();
                Some(Rule::LeaveOut(typed))
            }
            Err(_) if typed.is_empty() => None,
            Err(bad) => {
                self.problem = Some(text::unreadable_pattern(&bad));
                None
            }
        }
    }
}

/// Folders that are protected or preferred in every scan; nothing if there are none.
fn always(ui: &mut Ui, settings: &Settings) -> Option<Action> {
    let mut folders = rules::all(settings);
    folders.retain(|rule| !matches!(rule, Rule::LeaveOut(_)));
    if folders.is_empty() {
        return None;
    }
    ui.add_space(theme::GAP);
    ui.label(theme::strong(text::always_title()));
    list(ui, folders.into_iter())
}

/// Rules, each with a button that takes it from the list.
fn list(ui: &mut Ui, rules: impl Iterator<Item = Rule>) -> Option<Action> {
    let mut action = None;
    for rule in rules {
        ui.horizontal(|ui| {
            let told = text::rule(&rule);
            let room = ui.available_width() - ICON_BUTTON;
            let shown = shortened(ui, &told, &theme::font(theme::BODY), room);
            left_aligned(ui, vec2(room, 30.0), |ui| ui.label(shown).on_hover_text(&told));
            if icon_button(ui, Icon::X, &text::drop_rule(&told)).clicked() {
                action = Some(Action::DropRule(rule));
            }
        });
    }
    action
}
