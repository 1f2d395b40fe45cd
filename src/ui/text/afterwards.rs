//! What export, apply, removal and receipt say.

use std::path::Path;

use super::super::numbers::bytes;
use crate::photo::Relation;

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
    apply_unticked(photos: usize);
    apply_summary_folder(photos: usize, size: u64 => bytes, kept: usize);
    tick_all;
    tick(name: &str);
    stays_this_time;
    relation_copy;
    relation_edit;
    relation_shot;
    is_larger;
    smaller_stays(photos: usize);
    no_trash(photos: usize, folder: &Path);
    emptied(folders: usize, first: &str);
    to_trash;
    to_folder;
    to_folder_help;
    folder_to_move_to;
    folder_to_move_hint;
    move_to_folder(photos: usize);
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
    restore_help_folder;
    outcome_removed;
    outcome_emptied;
    outcome_moved(from: &Path, to: &Path);
    outcome_away(folder: &Path);
    put_back_photo(name: &str);
    finished_folder(photos: usize);
    outcome_not_attempted;
    finished(photos: usize, size: u64 => bytes);
    refused(why: &str);
    failed(why: &str);
    refused_count(photos: usize);
    failed_count(photos: usize);
    not_attempted_count(photos: usize);
}

/// What lies between a photo that goes and the one that stays for it, in a word or two.
pub fn relation_of(relation: Relation) -> &'static str {
    match relation {
        Relation::Exact => relation_copy(),
        Relation::Edited => relation_edit(),
        Relation::Similar => relation_shot(),
    }
}

/// What the core says in a clause, as a sentence.
pub fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}
