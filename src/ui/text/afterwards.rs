//! What export, apply, removal and receipt say.

use std::path::Path;

use super::super::numbers::bytes;

messages! {
    // Export
    export_title;
    export_help;
    report_path;
    save_as;
    save;
    saving;
    report_name;
    no_save_dialog;
    report_saved(path: &Path);
    // Apply
    apply_title;
    goes;
    stays_for_it;
    back_to_review;
    trash_help;
    apply_summary(photos: usize, size: u64 => bytes, kept: usize);
    apply_asleep(photos: usize);
    move_to_trash(photos: usize);
    lose(photos: usize, what: &str);
    many(photos: usize);
    keep_metadata(photos: usize);
    keep_metadata_help;
    // Removing and finished
    stop;
    stopping;
    removal_progress;
    finished_none;
    restore_help;
    outcome_removed;
    outcome_not_attempted;
    finished(photos: usize, size: u64 => bytes);
    refused(why: &str);
    failed(why: &str);
    refused_count(photos: usize);
    failed_count(photos: usize);
    not_attempted_count(photos: usize);
}
