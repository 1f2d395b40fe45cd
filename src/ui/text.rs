//! Every visible string, in one place. Plain words; one word for one thing.

use std::path::Path;
use std::time::Duration;

use super::numbers::{bytes, count, counted, date, distance, duration};
use crate::photo::{Kind, Relation};
use crate::progress::Stage;
use crate::review::{Refusal, Totals};

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
pub const CANCELLED: &str = "Scan cancelled. What was read is remembered, so the next scan goes on from here.";
pub const SCAN_PROGRESS: &str = "Scan progress";
pub const SKIPPED_LATER: &str = "They are listed with the reason when the scan is done.";

pub fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Discovering => "Looking for photos",
        Stage::Fingerprinting => "Looking at photos",
        Stage::Pairing => "Comparing photos",
        Stage::Removing => "Moving photos to the trash",
        Stage::Reporting => "Writing the report",
    }
}

pub fn steps(stage: Stage, done: u64, total: u64) -> String {
    match (stage, total) {
        (Stage::Discovering, _) | (_, 0) => format!("{} photos found", count(done)),
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

// Review: header
pub const EXPORT: &str = "Export report…";
pub const APPLY: &str = "Apply…";
pub const NEW_SCAN: &str = "New scan";
pub const HELP: &str = "Keys and help";
pub const ABOUT_SCAN: &str = "About this scan";
pub const SWITCH_THEME: &str = "Switch between light and dark";
pub const WHY_PANEL: &str = "Show or hide the facts";
pub const REVIEW_PROGRESS: &str = "Review progress";

pub fn decided(totals: Totals) -> String {
    format!("{} of {} decided", count(totals.done as u64), counted(totals.groups, "group", "groups"))
}

pub fn marked(photos: usize, size: u64) -> String {
    match photos {
        0 => "Nothing marked yet".to_owned(),
        _ => format!("{} marked · {}", counted(photos, "photo", "photos"), bytes(size)),
    }
}

// Review: list
pub const GROUPS: &str = "Groups";
pub const FILTER: &str = "Filter by name or folder";
pub const SORT: &str = "Sort by";
pub const SORTS: [&str; 3] = ["Space to free", "Date taken", "Name"];
pub const TABS: [&str; 4] = ["Exact copies", "Edited copies", "Similar shots", "Done"];
pub const TABS_HELP: [&str; 4] = [
    "The same bytes, several times.",
    "One photo made from the other: resized, cropped, recompressed, converted.",
    "Other exposures of the same scene. All are kept unless you choose.",
    "Groups in which every photo is decided.",
];
pub const THRESHOLD: &str = "Largest distance";
pub const THRESHOLD_HELP: &str =
    "How different similar shots may be: 0 is the same picture, more finds more. Proven copies always show.";
pub const MARK_EXACT: &str = "Mark all exact copies…";
pub const NO_GROUPS_IN_TAB: [&str; 4] = [
    "No exact copies left to decide.",
    "No edited copies left to decide.",
    "No similar shots left to decide at this distance.",
    "Nothing decided yet.",
];
pub const NO_MATCH: &str = "No group matches the filter.";
pub const CLEAR_FILTER: &str = "Clear filter";

pub fn tab(name: &str, groups: usize) -> String {
    format!("{name} {}", count(groups as u64))
}

pub fn groups_found(groups: usize) -> String {
    counted(groups, "group", "groups")
}

pub fn photos(number: usize) -> String {
    counted(number, "photo", "photos")
}

pub fn row_size(photos: usize, to_free: u64) -> String {
    format!("{} · {}", counted(photos, "photo", "photos"), bytes(to_free))
}

pub fn row_name(keeper: &str, photos: usize, to_free: u64, weakest: f32) -> String {
    let (photos, to_free) = (counted(photos, "photo", "photos"), bytes(to_free));
    format!("Group of {keeper}: {photos}, {to_free} to free, distance {}", distance(weakest))
}

pub fn row_done(name: &str) -> String {
    format!("{name}, decided")
}

pub const SAME_BYTES: &str = "same bytes";

pub fn badge(weakest: f32) -> String {
    format!("distance {}", distance(weakest))
}

pub fn more(photos: usize) -> String {
    format!("+{}", count(photos as u64))
}

pub fn marked_exact(photos: usize) -> String {
    match photos {
        0 => "No exact copy was left to mark.".to_owned(),
        _ => format!("{} marked.", counted(photos, "exact copy", "exact copies")),
    }
}

pub fn mark_exact_question(photos: usize, size: u64) -> String {
    let photos = counted(photos, "exact copy", "exact copies");
    format!("{photos}, {} in all. Each has a keeper with the same bytes. Nothing is removed yet.", bytes(size))
}

pub fn mark_exact_yes(photos: usize) -> String {
    format!("Mark {}", counted(photos, "copy", "copies"))
}

// Review: stage
pub const PREVIOUS_GROUP: &str = "Previous group";
pub const NEXT_GROUP: &str = "Next group";
pub const KEEP_THIS: &str = "Keep this";
pub const MARK: &str = "Mark";
pub const UNMARK: &str = "Unmark";
pub const KEEP_ALL: &str = "Keep all";
pub const UNDO: &str = "Undo";
pub const FIT: &str = "Fit";
pub const ACTUAL_SIZE: &str = "1:1";
pub const ZOOM_IN: &str = "Zoom in";
pub const ZOOM_OUT: &str = "Zoom out";
pub const KEEPER: &str = "Keeper";
pub const MARKED: &str = "Marked";
pub const STAYS: &str = "Stays";
pub const IS_PROTECTED: &str = "Protected";
pub const DAMAGED: &str = "Damaged";
pub const FILMSTRIP: &str = "Photos of this group";
pub const ALL_DECIDED_HERE: &str = "That was the last open group here.";
pub const UNDONE: &str = "Undone.";
pub const NOTHING_TO_UNDO: &str = "There is nothing to undo.";
pub const CHOOSE_GROUP: &str = "Choose a group on the left.";

pub fn accept(kind: Kind, to_mark: usize) -> String {
    match kind {
        Relation::Similar => "Accept: keep all".to_owned(),
        _ if to_mark == 0 => "Accept: all stay".to_owned(),
        _ => format!("Accept: mark {}", counted(to_mark, "photo", "photos")),
    }
}

pub fn position(at: usize, of: usize, kind: &str) -> String {
    format!("{kind} · group {} of {}", count(at as u64), count(of as u64))
}

pub fn photo_line(width: u32, height: u32, format: &str, size: u64) -> String {
    format!("{width} × {height} · {format} · {}", bytes(size))
}

pub fn keep_this(name: &str) -> String {
    format!("Keep {name}")
}

pub fn mark(name: &str) -> String {
    format!("Mark {name}")
}

pub fn unmark(name: &str) -> String {
    format!("Unmark {name}")
}

pub fn pane(name: &str, state: &str) -> String {
    if state.is_empty() { format!("Photo {name}") } else { format!("Photo {name}, {state}") }
}

pub fn film(number: usize, name: &str, state: &str) -> String {
    if state.is_empty() { format!("{number}: {name}") } else { format!("{number}: {name}, {state}") }
}

pub fn cannot_show(reason: &str) -> String {
    format!("Cannot be shown: {reason}")
}

pub fn refusal(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Keeper => "This is the photo the group keeps. Keep another one first.",
        Refusal::NoLink => "It does not match the keeper directly, so it stays.",
        Refusal::Protected => "It lies in a protected folder, so it stays.",
        Refusal::NoGroup => "It is in no group at this distance.",
    }
}

// Review: why
pub const WHY: &str = "Why";
pub const KINDS: [&str; 3] = ["Exact copies", "Edited copies", "Similar shots"];
pub const AGAINST: &str = "Look twice";
pub const SUGGESTION: &str = "Suggestion";
pub const NO_SUGGESTION: &str = "The rules tie. Look, and choose yourself.";
pub const KEEP_ALL_SUGGESTED: &str = "Keep all: they are different moments.";
pub const FACTS: &str = "Facts";
pub const FACT_DISTANCE: &str = "Distance";
pub const FACT_PIXELS: [&str; 2] = ["Pixels", "more"];
pub const FACT_SIZE: [&str; 2] = ["Size", "larger"];
pub const FACT_FORMAT: [&str; 2] = ["Format", "lossless"];
pub const FACT_QUALITY: [&str; 2] = ["JPEG quality", "higher"];
pub const FACT_TAKEN: [&str; 2] = ["Taken", "known"];
pub const FACT_CAMERA: [&str; 2] = ["Camera", "known"];
pub const FACT_LENS: [&str; 2] = ["Lens", "known"];
pub const FACT_PLACE: [&str; 2] = ["Place", "known"];
pub const FACT_FOLDER: [&str; 2] = ["Folder", ""];
pub const METADATA: [&str; 3] = ["a place (GPS)", "a date", "a camera’s name"];
pub const MORE_PIXELS: &str = "more pixels";
pub const MOMENTS: &str = "moments";
pub const CAMERAS: &str = "cameras";
pub const NONE: &str = "–";

pub fn kind(kind: Kind) -> &'static str {
    KINDS[kind_index(kind)]
}

pub fn kind_index(kind: Kind) -> usize {
    match kind {
        Relation::Exact => 0,
        Relation::Edited => 1,
        Relation::Similar => 2,
    }
}

pub fn relation(relation: Option<Relation>) -> &'static str {
    match relation {
        Some(Relation::Exact) => "The same bytes. Nothing is lost by keeping one.",
        Some(Relation::Edited) => "One was made from the other.",
        Some(Relation::Similar) => "They look alike; nothing shows that one was made from the other.",
        None => "These two do not match each other directly.",
    }
}

pub fn keeps(name: &str) -> String {
    format!("Keep {name}.")
}

pub fn only_there(what: &str) -> String {
    format!("It has {what}; the keeper has not.")
}

pub fn differs(what: &str) -> String {
    format!("Different {what}.")
}

// Review: empty
pub const EMPTY_NO_PHOTOS: &str = "No photos here";
pub const EMPTY_NO_PHOTOS_HELP: &str =
    "Lookalike reads JPEG, PNG, WebP, GIF, BMP, TIFF and HEIC. Try another folder.";
pub const EMPTY_ALL_SKIPPED: &str = "None of these files could be read";
pub const EMPTY_NO_GROUPS: &str = "No look-alikes";
pub const SHOW_SKIPPED: &str = "Show what was skipped";

pub fn empty_no_groups(photos: usize) -> String {
    format!("{} compared, and each is its own. A larger distance finds more.", counted(photos, "photo", "photos"))
}

// Overlays
pub const CLOSE: &str = "Close";
pub const HELP_TITLE: &str = "Keys";
pub const HELP_FOOT: &str = "Nothing is removed while you review. Marks are carried out on the Apply page.";
pub const HELP_NEXT_GROUP: &str = "Next group";
pub const HELP_PREVIOUS_GROUP: &str = "Previous group";
pub const HELP_NEXT_PHOTO: &str = "Next photo of the group";
pub const HELP_PREVIOUS_PHOTO: &str = "Previous photo of the group";
pub const HELP_ACCEPT: &str = "Accept the suggestion and go on";
pub const HELP_KEEP: &str = "Keep this photo, mark the others that match it";
pub const HELP_MARK: &str = "Mark or unmark the photo on the right";
pub const HELP_KEEP_ALL: &str = "Keep all photos of the group";
pub const HELP_UNDO: &str = "Undo (also Ctrl+Z)";
pub const HELP_REDO: &str = "Redo";
pub const HELP_FLICK: &str = "Hold: swap the two photos in place";
pub const HELP_ZOOM_IN: &str = "Zoom in (also the wheel)";
pub const HELP_ZOOM_OUT: &str = "Zoom out";
pub const HELP_FIT: &str = "Fit, or one to one";
pub const HELP_WHY: &str = "Show or hide the facts";
pub const HELP_HELP: &str = "This page";
pub const SKIPPED_TITLE: &str = "Skipped files";
pub const NOTHING_SKIPPED: &str = "Every file could be read.";
pub const SHOW_IN_FOLDER: &str = "Show in folder";

pub fn scan_summary(photos: usize, decoded: usize, known: usize) -> String {
    let photos = counted(photos, "photo", "photos");
    format!("{photos}: {} read now, {} known from an earlier scan.", count(decoded as u64), count(known as u64))
}

pub fn scan_engine(device: &str, model: &str) -> String {
    format!("Compared with the model {model} on {device}.")
}

pub fn show_in_folder(name: &str) -> String {
    format!("Show {name} in its folder")
}

// Export
pub const EXPORT_TITLE: &str = "Export report";
pub const EXPORT_HELP: &str = "HTML to look at and send, CSV for spreadsheets, JSON for programs.";
pub const REPORT_PATH: &str = "Report path";
pub const SAVE_AS: &str = "Choose place…";
pub const SAVE: &str = "Save";
pub const SAVING: &str = "Writing the report…";
pub const REPORT_NAME: &str = "lookalike-report";
pub const NO_SAVE_DIALOG: &str = "This system opens no dialog: type the path.";

pub fn report_saved(path: &Path) -> String {
    format!("Report saved as {}", path.display())
}

// Apply
pub const APPLY_TITLE: &str = "Before anything happens";
pub const BACK: &str = "Back";
pub const BACK_TO_REVIEW: &str = "Back to the review";
pub const GOES: &str = "Goes";
pub const TRASH_HELP: &str = "They go to the system trash and can be put back from there. Each one is looked at once \
    more just before, and stays if anything changed since the scan.";

pub fn apply_summary(photos: usize, size: u64, kept: usize) -> String {
    let (goes, kept) = (counted(photos, "photo goes", "photos go"), counted(kept, "photo stays", "photos stay"));
    format!("{goes}, {} in all. For them {kept}.", bytes(size))
}

pub fn move_to_trash(photos: usize) -> String {
    format!("Move {} to the trash", counted(photos, "photo", "photos"))
}

pub fn lose(photos: usize, what: &str) -> String {
    let these = counted(photos, "photo that goes has", "photos that go have");
    format!("{these} {what} that the keeper lacks.")
}

pub fn many(photos: usize) -> String {
    format!("That is a lot at once: {}. Scroll through the list before you go on.", photos_word(photos))
}

fn photos_word(number: usize) -> String {
    counted(number, "photo", "photos")
}

pub fn stays(name: &str) -> String {
    format!("{name} stays")
}

// Removing and finished
pub const STOP: &str = "Stop";
pub const STOPPING: &str = "Stopping…";
pub const REMOVAL_PROGRESS: &str = "Removal progress";
pub const FINISHED_NONE: &str = "Nothing was moved";
pub const RESTORE_HELP: &str =
    "The photos lie in the system trash: open it to put any of them back. Space is free once the trash is emptied.";
pub const OUTCOME_REMOVED: &str = "In the trash";
pub const OUTCOME_NOT_ATTEMPTED: &str = "Not attempted: you stopped before its turn";

pub fn finished(photos: usize, size: u64) -> String {
    format!("{} moved to the trash, {}", counted(photos, "photo", "photos"), bytes(size))
}

pub fn refused(why: &str) -> String {
    format!("Stays: {why}")
}

pub fn failed(why: &str) -> String {
    format!("Failed: {why}")
}

pub fn refused_count(photos: usize) -> String {
    format!("{} because something spoke against it", counted(photos, "photo stayed", "photos stayed"))
}

pub fn failed_count(photos: usize) -> String {
    counted(photos, "photo could not be moved", "photos could not be moved")
}

pub fn not_attempted_count(photos: usize) -> String {
    format!("{} before you stopped", counted(photos, "photo was not reached", "photos were not reached"))
}

// Everywhere
pub const UNNAMED: &str = "(no name)";
pub const DISMISS: &str = "Dismiss";
pub const DROP_ON_REVIEW: &str = "Start a new scan?";
pub const DROP_YES: &str = "Scan this folder";
pub const DROP_NO: &str = "Stay here";
pub const LEAVE_TITLE: &str = "Leave this review?";
pub const LEAVE_YES: &str = "Leave the review";

pub fn drop_question(folder: &Path, marked: usize) -> String {
    let folder = folder.display();
    match marked {
        0 => format!("Scan “{folder}” instead of what is here?"),
        _ => format!("Scan “{folder}” instead? {} here would be forgotten.", marks(marked)),
    }
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

/// When a photo was taken.
pub fn taken(taken: Option<&str>) -> String {
    taken.map_or_else(|| NONE.to_owned(), date)
}
