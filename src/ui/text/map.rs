//! What the map says.

use std::path::Path;

use super::kind;
use crate::photo::Kind;

messages! {
    map_short;
    map;
    help_map;
    drawing_the_map;
    drawing_help;
    map_progress;
    map_empty;
    map_keys;
    export_map;
    writing_the_map;
    map_file_name;
    lasso;
    lasso_help;
    clear_choice;
    none_grouped;
    show_all_groups;
    by_kind;
    by_year;
    by_folder;
    in_no_group_short;
    other_years;
    other_folders;
    map_of(photos: usize);
    map_canvas(photos: usize);
    colour_by(what: &str);
    legend(name: &str, photos: usize);
    hovered_grouped(folder: &str, kind: &str);
    map_row_plain(name: &str);
    map_row_grouped(name: &str, kind: &str);
    choose(name: &str);
    review_only(photos: usize);
    only_some(photos: usize);
    map_saved(path: &Path);
}

/// What the colours can tell, in the order of the choices.
pub fn colourings() -> [&'static str; 3] {
    [by_kind(), by_year(), by_folder()]
}

/// The photos that have no colour of their own, in the same order.
pub fn uncoloured() -> [&'static str; 3] {
    [in_no_group_short(), other_years(), other_folders()]
}

/// What is told of a photo under the pointer.
pub fn hovered(folder: &str, group: Option<Kind>) -> String {
    group.map_or_else(|| folder.to_owned(), |group| hovered_grouped(folder, kind(group)))
}

/// A row of the list as a screen reader says it.
pub fn map_row(name: &str, group: Option<Kind>) -> String {
    group.map_or_else(|| map_row_plain(name), |group| map_row_grouped(name, kind(group)))
}
