//! What the start says.

use std::path::Path;

use super::super::numbers::bytes;

messages! {
    tagline;
    privacy;
    first_run_title;
    first_run_kinds;
    first_run_keeper;
    first_run_apply;
    drop_here;
    choose_folder;
    or_type;
    folder_path;
    folder_hint;
    add;
    folders;
    protected;
    protected_help;
    preferred;
    preferred_help;
    recent;
    reviews;
    review_state(done: usize, groups: usize, marked: usize);
    review_empty;
    review_go_on(folders: &str, state: &str);
    review_missing;
    ago_moments;
    ago_minutes(minutes: u64);
    ago_hours(hours: u64);
    ago_days(days: u64);
    scan;
    dialog_missing;
    dialog_open;
    type_first;
    remove_folder(path: &Path);
    protect_folder(path: &Path);
    prefer_folder(path: &Path);
    add_recent(path: &Path);
    no_such_folder(path: &Path);
    not_a_folder(path: &Path);
    folder_closed(path: &Path, error: &std::io::Error);
    engine_opening;
    engine(in_use: &str);
    engine_failed(reason: &str);
    theme;
    theme_system;
    theme_light;
    theme_dark;
    language;
    language_system;
    // Settings
    preferences;
    appearance;
    kept_on_disk;
    cache_scans;
    cache_scans_help;
    cache_pictures;
    cache_pictures_help;
    clear;
    clear_name(what: &str);
    cache_cleared(size: u64 => bytes);
    cache_not_cleared(error: &str);
    kept_reviews;
    kept_reviews_help;
    engine_title;
}

pub fn themes() -> [&'static str; 3] {
    [theme_system(), theme_light(), theme_dark()]
}
