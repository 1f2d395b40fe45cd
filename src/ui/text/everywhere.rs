//! What more than one screen says.

use std::path::{Path, PathBuf};

messages! {
    unnamed;
    dismiss;
    drop_on_review;
    drop_yes;
    stay;
    busy;
    no_window;
    no_window_library;
    leave_title;
    leave_yes;
    drop_question_plain(folder: &Path);
    drop_question_marked(folder: &Path, marked: usize);
    leave_marks(marked: usize);
    ends_scan;
    end_scan;
    scan_later;
    scan_waits(folder: &str);
    not_saved(error: &str);
    review_set_aside(path: &Path);
    taken_up;
    no_thread(error: &std::io::Error);
}

/// Name of the program.
pub const APP: &str = "Lookalike";

pub fn drop_question(folder: &Path, marked: usize) -> String {
    match marked {
        0 => drop_question_plain(folder),
        _ => drop_question_marked(folder, marked),
    }
}

/// What leaving a review would forget; nothing if that is nothing.
pub fn leave_question(marked: usize) -> String {
    if marked == 0 { String::new() } else { leave_marks(marked) }
}

/// A photo's name without its folder, in any script.
pub fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| unnamed().to_owned(), |name| name.to_string_lossy().into_owned())
}

/// A photo's name; beside another photo of the same name with the folders in which they differ before it.
pub fn name_beside(path: &Path, other: &Path) -> String {
    let (own, others) = (path.parent(), other.parent());
    let (Some(own), Some(others)) = (own, others) else { return name(path) };
    if path.file_name() != other.file_name() || own == others {
        return name(path);
    }
    let shared = own.components().zip(others.components()).take_while(|(own, other)| own == other).count();
    // A folder around the other photo's shows at least itself.
    let kept = own.components().count().saturating_sub(shared).max(1);
    let apart: PathBuf = own.components().rev().take(kept).collect::<Vec<_>>().into_iter().rev().collect();
    apart.join(name(path)).display().to_string()
}

/// Labels as they stand within a sentence, with commas: only their first letters are small, as German writes nouns large.
pub fn within(labels: &[&str]) -> String {
    let small = |label: &&str| {
        let mut letters = label.chars();
        letters.next().map(|first| first.to_lowercase().chain(letters).collect::<String>())
    };
    labels.iter().filter_map(small).collect::<Vec<_>>().join(", ")
}

/// The folder a photo lies in.
pub fn folder(path: &Path) -> String {
    path.parent().map(|folder| folder.display().to_string()).unwrap_or_default()
}
