//! What export, apply, removal and receipt say.

use std::path::Path;

use super::super::numbers::{bytes, counted};

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
pub const GOES: &str = "Goes to the trash";
pub const STAYS_FOR_IT: &str = "Stays for it";
pub const BACK_TO_REVIEW: &str = "Back to the review";
pub const TRASH_HELP: &str = "They go to the system trash and can be put back from there. Each one is looked at once \
    more just before, and stays if anything changed since the scan.";

pub fn apply_summary(photos: usize, size: u64, kept: usize) -> String {
    let (goes, kept) =
        (counted(photos, "photo goes", "photos go"), counted(kept, "photo stays", "photos stay"));
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

// Removing and finished
pub const STOP: &str = "Stop";
pub const STOPPING: &str = "Stopping…";
pub const REMOVAL_PROGRESS: &str = "Removal progress";
pub const FINISHED_NONE: &str = "Nothing was moved";
pub const RESTORE_HELP: &str = "The photos lie in the system trash: open it to put any of them back. Space is free once the trash is emptied.";
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
