//! No tooltip stays above a page that opens over it. egui keeps a tooltip open as long as the pointer rests where its widget is,
//! whatever covers that since; so the pointer is taken away for the moment, until it moves or presses again.

use egui::{Context, Event, Plugin, RawInput};

/// Closes the tooltip of what a page on top covers.
#[derive(Default)]
pub struct Tooltips {
    /// A page was on top in the last frame.
    covered: bool,
}

impl Plugin for Tooltips {
    fn debug_name(&self) -> &'static str {
        "tooltips"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let covered = ctx.memory(|memory| memory.top_modal_layer().is_some());
        if covered && !self.covered {
            input.events.push(Event::PointerGone);
        }
        self.covered = covered;
    }
}
