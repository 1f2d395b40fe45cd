//! What the review says.

use super::super::numbers::{bytes, count, counted, distance};
use crate::photo::{Kind, Link, Photo, Relation};
use crate::review::{Refusal, Totals};
use crate::words;

// Review: header
pub const EXPORT: &str = "Export report…";
pub const APPLY: &str = "Apply…";
pub const NEW_SCAN: &str = "New scan";
pub const HELP: &str = "Keys and help";
pub const ABOUT_SCAN: &str = "About this scan";
pub const SWITCH_THEME: &str = "Switch between light and dark";
pub const WHY_PANEL: &str = "Show or hide the facts";
pub const NOTHING_TO_DECIDE: &str = "Nothing to decide";
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

pub fn sorted_by(order: &str) -> String {
    format!("{SORT}: {order}")
}

pub fn tab(name: &str, groups: usize) -> String {
    format!("{name} {}", count(groups as u64))
}

pub fn groups_found(groups: usize) -> String {
    counted(groups, "group", "groups")
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
    format!(
        "{photos}, {} in all. Each has a keeper with the same bytes. Nothing is removed yet.",
        bytes(size)
    )
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
pub const ENTER_OR_K: &str = "Enter or K";
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
pub const ALL_DECIDED_HERE: &str = "That was the last open group here.";
pub const UNDONE: &str = "Undone.";
pub const NOTHING_TO_UNDO: &str = "There is nothing to undo.";
pub const CHOOSE_GROUP: &str = "Choose a group on the left.";

pub fn accept(to_mark: usize) -> String {
    match to_mark {
        0 => KEEP_ALL.to_owned(),
        _ => format!("Accept: mark {}", counted(to_mark, "photo", "photos")),
    }
}

pub fn position(at: usize, of: usize, kind: &str) -> String {
    format!("{kind} · group {} of {}", count(at as u64), count(of as u64))
}

/// Pixels, format and what belongs to the photo, and the size of it all.
pub fn photo_line(photo: &Photo) -> String {
    let (facts, companions) = (&photo.facts, words::companions(&photo.file));
    let with = if companions.is_empty() { String::new() } else { format!(" + {companions}") };
    let (format, size) = (facts.format.name(), bytes(photo.file.bundle_bytes()));
    format!("{} × {} · {format}{with} · {size}", facts.width, facts.height)
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
pub const KEEP_ALL_SUGGESTED: &str = "Keep all. Nothing shows that they are the same photo.";
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
pub const FACT_COMPANIONS: [&str; 2] = ["Belongs to it", "more"];
pub const FACT_FOLDER: [&str; 2] = ["Folder", ""];
pub const METADATA: [&str; 3] = ["a place (GPS)", "a date", "a camera’s name"];
pub const COMPANIONS: &str = "files that belong to it (RAW, movie, edited version, sidecar)";
pub const MORE_PIXELS: &str = "It has more pixels than the keeper.";
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

/// What lies between the two photos in sight, seen from the left one.
pub fn relation(link: Option<Link>) -> String {
    match link {
        Some(Link { relation: Relation::Edited, proof: Some(edit), .. }) => {
            format!("The same picture. The right one: {}.", words::edit(&edit))
        }
        Some(Link { relation: Relation::Exact, .. }) => {
            "The same bytes. Nothing is lost by keeping one.".to_owned()
        }
        Some(Link { .. }) => "They look alike; nothing shows that one was made from the other.".to_owned(),
        None => "These two do not match each other directly.".to_owned(),
    }
}

pub fn keeps(name: &str) -> String {
    format!("Keep {name}.")
}

pub fn only_there(what: &str) -> String {
    format!("It has {what}; the keeper has not.")
}

pub fn goes_too(name: &str, what: &str) -> String {
    format!("{name} ({what}) goes with it; the keeper has no such file.")
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
    format!(
        "{} compared, and each is its own. A larger distance finds more.",
        counted(photos, "photo", "photos")
    )
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
    format!(
        "{photos}. Files read now: {}; known from an earlier scan: {}.",
        count(decoded as u64),
        count(known as u64)
    )
}

pub fn scan_engine(device: &str, model: &str) -> String {
    format!("Compared with the model {model} on {device}.")
}

pub fn show_in_folder(name: &str) -> String {
    format!("Show {name} in its folder")
}
