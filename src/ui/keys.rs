//! The keys of the review: one table that dispatches them, labels the buttons and fills the help page, so
//! that the three can never disagree. A key held down moves; it never decides.

use egui::{Context, Event, Key, Modifiers};

use super::command::{Command, TableCommand};
use super::text;

/// A command and the keys that give it.
pub struct Binding {
    keys: &'static [(Modifiers, Key)],
    command: Command,
    shown: Words,
    help: Words,
}

/// Words in the language of the window.
type Words = fn() -> &'static str;

impl Binding {
    /// The key as written on buttons and in the help.
    pub fn shown(&self) -> &'static str {
        (self.shown)()
    }

    /// What it does, in the help.
    pub fn help(&self) -> &'static str {
        (self.help)()
    }
}

const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;
const COMMAND: Modifiers = Modifiers::COMMAND;
const COMMAND_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// Every key, in the order of the help.
pub static BINDINGS: [Binding; 29] = [
    bind(&[(NONE, Key::ArrowDown), (NONE, Key::PageDown)], Command::NextGroup, || "↓", text::help_next_group),
    bind(
        &[(NONE, Key::ArrowUp), (NONE, Key::PageUp)],
        Command::PreviousGroup,
        || "↑",
        text::help_previous_group,
    ),
    bind(&[(NONE, Key::ArrowRight)], Command::NextPhoto, || "→", text::help_next_photo),
    bind(&[(NONE, Key::ArrowLeft)], Command::PreviousPhoto, || "←", text::help_previous_photo),
    bind(&[(COMMAND, Key::PageDown)], Command::NextTab, text::key_next_tab, text::help_next_tab),
    bind(&[(COMMAND, Key::PageUp)], Command::PreviousTab, text::key_previous_tab, text::help_previous_tab),
    bind(&[(NONE, Key::Enter)], Command::Accept, text::key_enter, text::help_accept),
    bind(&[], Command::KeepNumber(0), || "1–9", text::help_keep),
    bind(&[(NONE, Key::X), (NONE, Key::Delete)], Command::ToggleMark, || "X", text::help_mark),
    bind(&[(NONE, Key::W)], Command::TakeOver, || "W", text::help_take_over),
    bind(&[(NONE, Key::K)], Command::KeepAll, || "K", text::help_keep_all),
    bind(&[(SHIFT, Key::K)], Command::KeepAllForGood, text::key_shift_k, text::help_keep_all_for_good),
    bind(&[(NONE, Key::N)], Command::NotDuplicates, || "N", text::help_not_duplicates),
    bind(&[(NONE, Key::U), (COMMAND, Key::Z)], Command::Undo, || "U", text::help_undo),
    bind(&[(COMMAND_SHIFT, Key::Z), (COMMAND, Key::Y)], Command::Redo, text::key_ctrl_y, text::help_redo),
    bind(&[], Command::Flick, text::key_space, text::help_flick),
    bind(&[(NONE, Key::Plus), (NONE, Key::Equals)], Command::ZoomIn, || "+", text::help_zoom_in),
    bind(&[(NONE, Key::Minus)], Command::ZoomOut, || "−", text::help_zoom_out),
    bind(&[(NONE, Key::F)], Command::ToggleFit, || "F", text::help_fit),
    bind(&[(NONE, Key::D)], Command::ToggleDifference, || "D", text::help_difference),
    bind(&[(NONE, Key::S)], Command::ToggleSwipe, || "S", text::help_swipe),
    bind(&[(NONE, Key::L)], Command::ToggleLoupe, || "L", text::help_loupe),
    bind(&[(NONE, Key::B)], Command::ToggleSharpest, || "B", text::help_sharpest),
    bind(&[(NONE, Key::F11)], Command::ToggleFullScreen, || "F11", text::help_full_screen),
    bind(&[(NONE, Key::T)], Command::Table(TableCommand::Toggle), || "T", text::help_table),
    bind(&[(NONE, Key::I)], Command::ToggleWhy, || "I", text::help_why),
    bind(&[(NONE, Key::A)], Command::FindLike(None), || "A", text::help_find_like_this),
    bind(&[(NONE, Key::M)], Command::OpenMap, || "M", text::help_map),
    bind(&[(NONE, Key::Questionmark), (NONE, Key::F1)], Command::Help, || "?", text::help_help),
];

const fn bind(keys: &'static [(Modifiers, Key)], command: Command, shown: Words, help: Words) -> Binding {
    Binding { keys, command, shown, help }
}

/// The key written on the button of this command.
pub fn shown(command: &Command) -> &'static str {
    BINDINGS.iter().find(|binding| binding.command == *command).map_or("", Binding::shown)
}

/// Who else wants the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// Nobody.
    Free,
    /// A button: Enter and Space press it.
    Button,
    /// A field, a slider or a page on top: all keys are theirs.
    Taken,
}

/// Takes the commands of this frame's keys out of the input.
pub fn take_commands(ctx: &Context, focus: Focus) -> Vec<Command> {
    if focus == Focus::Taken {
        return Vec::new();
    }
    let mut commands = Vec::new();
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, repeat, modifiers, .. } = event else { return true };
            if focus == Focus::Button && matches!(key, Key::Enter | Key::Space) {
                return true;
            }
            let Some(command) = command(*modifiers, *key) else { return true };
            if !repeat || command.may_repeat() {
                commands.push(command);
            }
            false
        });
    });
    commands
}

/// Escape leaves the page, and not something that is open on top of it.
pub fn escaped(ctx: &Context) -> bool {
    let covered = ctx.memory(|memory| memory.top_modal_layer().is_some()) || egui::Popup::is_any_open(ctx);
    !covered && ctx.input(|input| input.key_pressed(Key::Escape))
}

/// The flick key is held down.
pub fn flick_held(ctx: &Context, focus: Focus) -> bool {
    focus == Focus::Free && ctx.input(|input| input.key_down(Key::Space))
}

fn command(modifiers: Modifiers, key: Key) -> Option<Command> {
    if let (false, Some(number)) = (modifiers.any(), digit(key)) {
        return Some(Command::KeepNumber(number));
    }
    let fits = |&(wanted, wanted_key): &(Modifiers, Key)| {
        // Shift is part of how some keyboards write "+" and "?"; letters mean something else with it.
        let is_sign = matches!(wanted_key, Key::Plus | Key::Equals | Key::Minus | Key::Questionmark);
        let pressed = if is_sign { Modifiers { shift: false, ..modifiers } } else { modifiers };
        wanted_key == key && pressed.matches_exact(wanted)
    };
    BINDINGS.iter().find(|binding| binding.keys.iter().any(fits)).map(|binding| binding.command.clone())
}

/// 0 for the key `1`.
fn digit(key: Key) -> Option<usize> {
    const DIGITS: [Key; 9] =
        [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
    DIGITS.iter().position(|digit| *digit == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_means_one_thing() {
        let keys: Vec<_> = BINDINGS.iter().flat_map(|binding| binding.keys).collect();
        for (at, key) in keys.iter().enumerate() {
            assert!(!keys[..at].contains(key), "{key:?} is bound twice");
        }
    }

    #[test]
    fn shift_writes_and_control_commands() {
        let shift = Modifiers { shift: true, ..NONE };
        assert_eq!(command(shift, Key::Questionmark), Some(Command::Help));
        assert_eq!(command(COMMAND, Key::Z), Some(Command::Undo));
        assert_eq!(command(COMMAND_SHIFT, Key::Z), Some(Command::Redo));
        assert_eq!(command(NONE, Key::Z), None);
        assert_eq!(command(NONE, Key::K), Some(Command::KeepAll));
        assert_eq!(command(shift, Key::K), Some(Command::KeepAllForGood));
        assert_eq!(command(shift, Key::X), None);
        assert_eq!(command(NONE, Key::Num3), Some(Command::KeepNumber(2)));
        assert_eq!(command(COMMAND, Key::Num3), None);
    }
}
