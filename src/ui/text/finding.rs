//! What finding photos like one of them says.

use super::super::numbers::distance;
use super::{made, relation_similar};
use crate::photo::{Link, Relation};

messages! {
    find_like_this;
    help_find_like_this;
    looking;
    find_progress;
    show_its_group;
    in_no_group;
    example;
    pasted;
    no_other_photo;
    nothing_pasted;
    drop_photo_here;
    photos_like(name: &str);
    and_others(others: usize);
    alike_of(alike: usize, photos: usize);
    end_of_plausible;
    none_plausible;
    found_position(at: usize, of: usize);
    gone_since(photos: usize);
    found_exact;
    found_edited;
    found_similar;
    relation_same_bytes;
    relation_unknown;
    found_distance(far: f32 => distance);
    found_row_plain(name: &str, far: f32 => distance);
    found_row_related(name: &str, far: f32 => distance, relation: &str);
}

/// What a found photo is to the example, in a word or two; empty if nothing.
pub fn found_relation(link: Option<Link>) -> &'static str {
    match link.map(|link| link.relation) {
        Some(Relation::Exact) => found_exact(),
        Some(Relation::Edited) => found_edited(),
        Some(Relation::Similar) => found_similar(),
        None => "",
    }
}

/// A row of the list as a screen reader says it.
pub fn found_row(name: &str, far: f32, relation: &str) -> String {
    if relation.is_empty() { found_row_plain(name, far) } else { found_row_related(name, far, relation) }
}

/// What the photo on the right is to the example on the left.
pub fn found_words(link: Option<Link>) -> String {
    match link {
        Some(Link { relation: Relation::Exact, .. }) => relation_same_bytes().to_owned(),
        Some(Link { relation: Relation::Edited, proof: Some(proof), .. }) => made(&proof),
        Some(Link { .. }) => relation_similar().to_owned(),
        None => relation_unknown().to_owned(),
    }
}
