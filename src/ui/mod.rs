//! The window: a thin shell over the same calls the command line makes. `app` holds the one screen that is
//! shown and acts on what screens ask for; each screen is a file; nothing here decides about photos.

mod action;
mod album;
mod app;
mod apply;
mod background_scan;
mod canvas;
mod chosen;
mod command;
mod controls;
mod request_queue;
mod dialogs;
mod engine;
mod export;
mod finding;
mod finished;
mod history;
mod keys;
mod map;
mod numbers;
mod options;
mod originals;
mod pace;
mod paths;
mod pictures;
mod preferences;
mod presence;
mod questions;
mod receipts;
mod recent;
mod review_after_removal;
mod remembering;
mod removing;
mod restoring;
mod review;
mod rules;
mod scanning;
mod screen;
mod session;
mod shared;
mod start;
mod text;
mod theme;
mod toast;
mod toasts;
mod tooltips;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, anyhow};
use egui::ViewportBuilder;

use self::action::Action;
pub use self::app::App;
use crate::removal::{History, RealDisk};
use crate::settings::OwnFolders;

/// The name the desktop knows the window by; the .desktop file has the same.
const APP_ID: &str = "io.github.lookalike_photos.Lookalike";

/// What the window starts with.
#[derive(Debug, Clone, Default)]
pub struct Launch {
    /// Scanned at once, if there are any.
    pub folders: Vec<PathBuf>,
    /// Where preferences, cache and an engine's library lie; `None`: nothing is remembered.
    pub own: Option<OwnFolders>,
    /// Codes of the languages the user prefers, the best first; empty: English.
    pub languages: Vec<String>,
}

/// The languages of the user's system, the preferred one first.
pub fn system_languages() -> Vec<String> {
    sys_locale::get_locales().collect()
}

/// Opens the window and returns when it is closed. The error is one sentence for the terminal.
pub fn run(launch: Launch) -> anyhow::Result<()> {
    text::choose_language(None, &launch.languages);
    let options = eframe::NativeOptions { viewport: viewport(), ..Default::default() };
    let open = move || {
        let history = launch.own.as_ref().map(|own| {
            let disk = Arc::new(RealDisk::of_user());
            History::new(own.history_folder(), disk)
        });
        eframe::run_native(
            APP_ID,
            options,
            Box::new(|cc| Ok(Box::new(App::new(&cc.egui_ctx, launch, history)))),
        )
    };
    // Where a system library is missing, the window system panics instead of failing.
    match catch_unwind(AssertUnwindSafe(open)) {
        Ok(result) => {
            result.map_err(|error| anyhow!(cause(&error.to_string()).to_owned())).context(text::no_window())
        }
        Err(_) => Err(anyhow!(text::no_window_library())),
    }
}

/// What the window system says is wrong, without the place in its source where it says so.
fn cause(said: &str) -> &str {
    let behind = said.rsplit_once(".rs:").and_then(|(_, place)| place.split_once(": "));
    behind.map_or(said, |(_, cause)| cause)
}

fn viewport() -> ViewportBuilder {
    let viewport = ViewportBuilder::default()
        .with_title(text::APP)
        .with_app_id(APP_ID)
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([800.0, 600.0])
        .with_drag_and_drop(true);
    match eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icons/256.png")) {
        Ok(icon) => viewport.with_icon(icon),
        Err(_) => viewport,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_in_somebody_elses_source_is_not_told() {
        let said =
            "winit EventLoopError: os error at /x/linux/mod.rs:765: neither DISPLAY: nor one of its kind";
        assert_eq!(cause(said), "neither DISPLAY: nor one of its kind");
        assert_eq!(cause("there is no screen"), "there is no screen");
    }
}
