//! What the review says.

use super::super::numbers::{bytes, distance};
use super::changes;
use crate::photo::{DEFAULT_THRESHOLD, Kind, Link, Photo, Relation};
use crate::review::Totals;

/// Up to these shares of the default distance two photos are called almost identical, and close.
const ALMOST: f32 = 0.2;
const CLOSE: f32 = 0.6;

messages! {
    // Header
    export;
    apply;
    new_scan;
    help;
    about_scan;
    about_scan_skipped(files: String);
    why_panel;
    more_ways;
    nothing_to_decide;
    review_progress;
    decided_of(done: usize, groups: usize);
    nothing_marked;
    marked_photos(photos: usize, size: u64 => bytes);
    marks_asleep(photos: usize);
    marks_asleep_help;
    // List
    filter;
    filter_help;
    clear_filter;
    sort;
    sort_space;
    sort_date;
    sort_size;
    sort_distance;
    sort_name;
    sorted_by(order: &str);
    tab_exact;
    tab_edited;
    tab_similar;
    tab_done;
    tab_exact_help;
    tab_edited_help;
    tab_similar_help;
    tab_done_help;
    tab(name: &str, groups: usize);
    none_exact;
    none_edited;
    none_similar;
    none_done;
    none_done_help;
    exact_elsewhere;
    exact_elsewhere_help(photos: usize);
    no_match_help;
    no_match;
    threshold;
    threshold_help;
    groups_found(groups: usize);
    row_size(photos: usize, to_free: u64 => bytes);
    row_name(keeper: &str, photos: usize, to_free: u64 => bytes, weakest: f32 => distance);
    row_done(name: &str);
    same_bytes;
    same_picture;
    almost_identical;
    close_match;
    loose;
    more(photos: usize);
    mark_exact(photos: usize);
    mark_exact_question(photos: usize, size: u64 => bytes);
    exact_pair(photos: usize, size: u64 => bytes);
    exact_within(folder: &str);
    exact_side_stays(folder: &str);
    exact_whole(folder: &str);
    mark_exact_stays(name: &str, folder: &str);
    mark_exact_yes(photos: usize);
    marked_exact_none;
    marked_exact_some(photos: usize);
    // Taken up again
    lost_title;
    lost_help(photos: usize);
    lost_vanished;
    lost_changed;
    go_on;
    // Stage
    previous_group;
    next_group;
    keep_this_button;
    keep_this(name: &str);
    mark_button;
    mark(name: &str);
    unmark_button;
    unmark(name: &str);
    keep_all;
    reopen;
    full_screen;
    enter_or_k;
    accept_marks(photos: usize);
    undo;
    fit;
    actual_size;
    zoom_in;
    zoom_out;
    keeper;
    marked_state;
    suggested_state;
    stays;
    is_protected;
    damaged;
    all_decided_here;
    all_decided_others_open(lists: &str);
    all_decided;
    all_decided_nothing_marked;
    is_decided;
    undone;
    nothing_to_undo;
    choose_group;
    position(at: usize, of: usize, kind: &str);
    position_short(at: usize, of: usize);
    photo_details(width: String, height: String, format: &str, size: u64 => bytes);
    pane_plain(name: &str);
    pane_state(name: &str, state: &str);
    film_plain(number: usize, name: &str);
    film_state(number: usize, name: &str, state: &str);
    cannot_show(reason: &str);
    // Why
    why;
    against;
    suggestion;
    no_suggestion;
    chosen_by_you;
    keep_all_suggested;
    details;
    label_pixels;
    label_preview;
    photo_preview(width: u32, height: u32);
    label_size;
    label_format;
    label_quality;
    label_taken;
    label_camera;
    label_lens;
    label_place;
    label_rating;
    stars(stars: usize);
    label_caption;
    label_keywords;
    label_people;
    label_companions;
    label_folder;
    label_distance;
    better_more;
    better_larger;
    better_lossless;
    better_higher;
    better_known;
    about_quality(quality: String);
    has_companions;
    goes_too(name: &str, what: &str);
    more_pixels;
    moments;
    cameras;
    ratings;
    captions;
    no_value;
    relation_exact;
    relation_similar;
    relation_none;
    one_is_missing;
    relation_parted;
    came_back(name: &str, day: &str);
    came_back_state;
    keeps(name: &str);
    lets_go(name: &str);
    only_there(what: &str);
    differs(what: &str);
    // Nothing to review
    empty_no_photos;
    empty_no_photos_help;
    empty_all_skipped;
    empty_no_groups;
    empty_no_groups_help(photos: usize);
    empty_no_groups_at_all(photos: usize);
    empty_one_photo;
    search_loosest;
    scan_other;
    finished_title;
    finished_marked(photos: usize, size: u64 => bytes);
    look_and_apply;
    show_skipped;
    // Pages on top
    close;
    help_title;
    help_foot;
    help_next_group;
    help_previous_group;
    help_next_photo;
    help_previous_photo;
    help_next_tab;
    help_previous_tab;
    help_accept;
    help_keep;
    help_mark;
    help_keep_all;
    help_keep_all_for_good;
    help_full_screen;
    key_shift_k;
    help_undo;
    help_redo;
    help_flick;
    help_zoom_in;
    help_zoom_out;
    help_fit;
    help_why;
    help_help;
    key_enter;
    key_space;
    key_ctrl_y;
    key_next_tab;
    key_previous_tab;
    skipped_title;
    nothing_skipped;
    show_in_folder_button;
    scan_summary(photos: usize, decoded: usize, known: usize);
    scan_engine(device: &str, model: &str);
    show_in_folder(name: &str);
}

pub fn decided(totals: Totals) -> String {
    decided_of(totals.done, totals.groups)
}

pub fn marked(photos: usize, size: u64) -> String {
    match photos {
        0 => nothing_marked().to_owned(),
        _ => marked_photos(photos, size),
    }
}

/// How alike the least alike photo of a group is to its keeper, in a word; the panel of details has the number.
pub fn closeness(weakest: f32) -> &'static str {
    match weakest / DEFAULT_THRESHOLD {
        near if near <= ALMOST => almost_identical(),
        near if near <= CLOSE => close_match(),
        _ => loose(),
    }
}

pub fn sorts() -> [&'static str; 5] {
    [sort_space(), sort_date(), sort_size(), sort_distance(), sort_name()]
}

pub fn tabs() -> [&'static str; 4] {
    [tab_exact(), tab_edited(), tab_similar(), tab_done()]
}

pub fn tabs_help() -> [&'static str; 4] {
    [tab_exact_help(), tab_edited_help(), tab_similar_help(), tab_done_help()]
}

pub fn no_groups_in_tab() -> [&'static str; 4] {
    [none_exact(), none_edited(), none_similar(), none_done()]
}

pub fn marked_exact(photos: usize) -> String {
    match photos {
        0 => marked_exact_none().to_owned(),
        _ => marked_exact_some(photos),
    }
}

pub fn accept(to_mark: usize) -> String {
    match to_mark {
        0 => keep_all().to_owned(),
        _ => accept_marks(to_mark),
    }
}

/// Pixels, format and what belongs to the photo, and the size of it all.
pub fn photo_line(photo: &Photo) -> String {
    let (metadata, companions) = (&photo.metadata, changes::companions(&photo.file));
    let with = if companions.is_empty() { String::new() } else { format!(" + {companions}") };
    let preview = metadata.preview.map(|[width, height]| format!(", {}", photo_preview(width, height)));
    let format = format!("{}{}{with}", metadata.format.name(), preview.unwrap_or_default());
    photo_details(metadata.width.to_string(), metadata.height.to_string(), &format, photo.file.bundle_bytes())
}

pub fn pane(name: &str, state: &str) -> String {
    if state.is_empty() { pane_plain(name) } else { pane_state(name, state) }
}

pub fn film(number: usize, name: &str, state: &str) -> String {
    if state.is_empty() { film_plain(number, name) } else { film_state(number, name, state) }
}

/// The name of a kind of groups.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Relation::Exact => tab_exact(),
        Relation::Edited => tab_edited(),
        Relation::Similar => tab_similar(),
    }
}

/// What lies between the two photos in sight, seen from the left one.
pub fn relation(link: Option<Link>) -> String {
    match link {
        Some(Link { relation: Relation::Edited, proof: Some(edit), .. }) => changes::made(&edit),
        Some(Link { relation: Relation::Exact, .. }) => relation_exact().to_owned(),
        Some(Link { .. }) => relation_similar().to_owned(),
        None => relation_none().to_owned(),
    }
}

/// What a row of the table is about, and what is better about the better value.
pub type Fact = [&'static str; 2];

pub fn detail_distance() -> Fact {
    [label_distance(), ""]
}

pub fn detail_pixels() -> Fact {
    [label_pixels(), better_more()]
}

pub fn detail_preview() -> Fact {
    [label_preview(), better_more()]
}

pub fn detail_size() -> Fact {
    [label_size(), better_larger()]
}

pub fn detail_format() -> Fact {
    [label_format(), better_lossless()]
}

pub fn detail_quality() -> Fact {
    [label_quality(), better_higher()]
}

pub fn detail_taken() -> Fact {
    [label_taken(), better_known()]
}

pub fn detail_camera() -> Fact {
    [label_camera(), better_known()]
}

pub fn detail_lens() -> Fact {
    [label_lens(), better_known()]
}

pub fn detail_place() -> Fact {
    [label_place(), better_known()]
}

pub fn detail_rating() -> Fact {
    [label_rating(), better_known()]
}

pub fn detail_caption() -> Fact {
    [label_caption(), better_known()]
}

pub fn detail_keywords() -> Fact {
    [label_keywords(), better_known()]
}

pub fn detail_people() -> Fact {
    [label_people(), better_known()]
}

pub fn detail_companions() -> Fact {
    [label_companions(), better_more()]
}

pub fn detail_folder() -> Fact {
    [label_folder(), ""]
}
