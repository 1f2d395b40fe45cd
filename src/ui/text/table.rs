//! What the table of the review says.

use super::super::review::Column;
use super::{change_same_pixels, closeness, edit, relation_copy};
use crate::photo::{Link, Relation};

messages! {
    table;
    help_table;
    table_summary(photos: usize, groups: usize);
    table_keys;
    compare_button;
    compare_help;
    column_group;
    column_name;
    column_folder;
    column_relation;
    column_size;
    column_pixels;
    column_taken;
    column_sharpness;
    measuring_sharpness(done: usize, of: usize);
    sharpest_first;
    help_sharpest;
    sort_rows_by(column: &str);
    rows_sorted_by(column: &str);
    table_copy_of(name: &str);
    table_edited(edit: &str);
    table_similar(closeness: &str);
    table_no_match;
    table_kept;
    table_row_plain(name: &str, relation: &str);
    table_row_state(name: &str, relation: &str, state: &str);
    rows_marked(photos: usize);
    rows_unmarked(photos: usize);
}

/// What a photo is to its keeper, in a few words.
pub fn table_relation(link: Link) -> String {
    match (link.relation, link.proof) {
        (Relation::Exact, _) => relation_copy().to_owned(),
        (Relation::Edited, Some(proof)) if proof.same_pixels => table_edited(change_same_pixels()),
        (Relation::Edited, Some(proof)) => table_edited(&edit(&proof)),
        _ => table_similar(closeness(link.distance)),
    }
}

pub fn table_row(name: &str, relation: &str, state: &str) -> String {
    match state {
        "" => table_row_plain(name, relation),
        _ => table_row_state(name, relation, state),
    }
}

/// The heading of a column.
pub fn column(column: Column) -> &'static str {
    match column {
        Column::Group => column_group(),
        Column::Name => column_name(),
        Column::Folder => column_folder(),
        Column::Relation => column_relation(),
        Column::Size => column_size(),
        Column::Pixels => column_pixels(),
        Column::Taken => column_taken(),
        Column::Sharpness => column_sharpness(),
    }
}
