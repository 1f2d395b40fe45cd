//! Every visible string, in one place. Plain words; one word for one thing.

mod afterwards;
mod review;

use std::path::Path;
use std::time::Duration;

use super::numbers::{count, counted, duration};
use crate::progress::Stage;

pub use self::afterwards::*;
pub use self::review::*;

/// Name of the program.
pub const APP: &str = "Lookalike";

// Start
pub const TAGLINE: &str = "Find photos that look alike. Keep the best.";
pub const PRIVACY: &str = "Everything happens on this computer. Nothing is removed until you say so.";
pub const DROP_HERE: &str = "Drop a folder of photos here";
pub const CHOOSE_FOLDER: &str = "Choose folder…";
pub const OR_TYPE: &str = "or type its path";
pub const FOLDER_PATH: &str = "Folder path";
pub const FOLDER_HINT: &str = "/home/me/Pictures";
pub const ADD: &str = "Add";
pub const FOLDERS: &str = "Folders to scan";
pub const PROTECTED: &str = "Protected";
pub const PROTECTED_HELP: &str =
    "Nothing is ever removed from a protected folder; its photos are what others are compared with.";
pub const RECENT: &str = "Recent folders";
pub const SCAN: &str = "Scan";
pub const DIALOG_MISSING: &str = "This system opens no folder dialog: type the path, or drop a folder here.";
pub const DIALOG_OPEN: &str = "The folder dialog is open.";
pub const TYPE_FIRST: &str = "Type the path of a folder first.";
pub const ENGINE_OPENING: &str = "Starting the engine…";
pub const ENGINE_WHY: &str = "Why?";
pub const THEME: [&str; 3] = ["As the system", "Light", "Dark"];

pub fn remove_folder(path: &Path) -> String {
    format!("Leave out {}", path.display())
}

pub fn protect_folder(path: &Path) -> String {
    format!("Protect {}", path.display())
}

pub fn add_recent(path: &Path) -> String {
    format!("Add {}", path.display())
}

pub fn no_such_folder(path: &Path) -> String {
    format!("There is no folder “{}”.", path.display())
}

pub fn not_a_folder(path: &Path) -> String {
    format!("“{}” is a file, not a folder.", path.display())
}

pub fn folder_closed(path: &Path, error: &std::io::Error) -> String {
    format!("“{}” cannot be opened: {error}.", path.display())
}

pub fn engine(in_use: &str) -> String {
    format!("Runs on {in_use}")
}

pub fn engine_failed(reason: &str) -> String {
    format!("The engine cannot start: {reason}")
}

// Scanning
pub const PAUSE: &str = "Pause";
pub const RESUME: &str = "Resume";
pub const PAUSED: &str = "Paused";
pub const CANCEL: &str = "Cancel";
pub const CANCELLED: &str =
    "Scan cancelled. What was read is remembered, so the next scan goes on from here.";
pub const SCAN_PROGRESS: &str = "Scan progress";
pub const SKIPPED_LATER: &str = "They are listed with the reason when the scan is done.";

pub fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Discovering => "Looking for photos",
        Stage::Fingerprinting => "Looking at photos",
        Stage::Pairing => "Comparing photos",
        Stage::Proving => "Proving what looks alike",
        Stage::Removing => "Moving photos to the trash",
        Stage::Reporting => "Writing the report",
    }
}

pub fn steps(stage: Stage, done: u64, total: u64) -> String {
    match (stage, total) {
        (Stage::Discovering, _) | (_, 0) => format!("{} photos found", count(done)),
        (Stage::Proving, _) => format!("{} of {} pairs", count(done), count(total)),
        _ => format!("{} of {} photos", count(done), count(total)),
    }
}

pub fn rate(photos_per_second: f64) -> String {
    match photos_per_second {
        rate if rate < 9.95 => format!("{rate:.1} photos per second"),
        rate => format!("{} photos per second", count(rate.round() as u64)),
    }
}

pub fn time_left(time: Duration) -> String {
    format!("about {} left", duration(time))
}

pub fn remembered(photos: u64) -> String {
    format!("{} known from an earlier scan", count(photos))
}

pub fn skipped(files: usize) -> String {
    format!("{} skipped", counted(files, "file", "files"))
}

// Everywhere
pub const UNNAMED: &str = "(no name)";
pub const DISMISS: &str = "Dismiss";
pub const DROP_ON_REVIEW: &str = "Start a new scan?";
pub const DROP_YES: &str = "Scan this folder";
pub const STAY: &str = "Stay here";
pub const BUSY: &str = "Not while this is running.";
pub const NO_WINDOW: &str = "no window can be opened here (lookalike scan works without one)";
pub const NO_WINDOW_LIBRARY: &str =
    "no window can be opened here: a library of the window system is missing, probably libxkbcommon-x11";
pub const LEAVE_TITLE: &str = "Leave this review?";
pub const LEAVE_YES: &str = "Leave the review";

pub fn drop_question(folder: &Path, marked: usize) -> String {
    let folder = folder.display();
    match marked {
        0 => format!("Scan “{folder}” instead of what is here?"),
        _ => format!("Scan “{folder}” instead? {} here would be forgotten.", marks(marked)),
    }
}

pub fn no_thread(error: &std::io::Error) -> String {
    format!("The system has no thread left for this: {error}.")
}

pub fn leave_question(marked: usize) -> String {
    format!("{} would be forgotten. No photo is touched.", marks(marked))
}

fn marks(marked: usize) -> String {
    counted(marked, "mark", "marks")
}

/// A photo's name without its folder, in any script.
pub fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| UNNAMED.to_owned(), |name| name.to_string_lossy().into_owned())
}

/// The folder a photo lies in.
pub fn folder(path: &Path) -> String {
    path.parent().map(|folder| folder.display().to_string()).unwrap_or_default()
}
