//! What more than one screen says.

use std::path::Path;

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
    leave_question(marked: usize);
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

/// A photo's name without its folder, in any script.
pub fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| unnamed().to_owned(), |name| name.to_string_lossy().into_owned())
}

/// The folder a photo lies in.
pub fn folder(path: &Path) -> String {
    path.parent().map(|folder| folder.display().to_string()).unwrap_or_default()
}
