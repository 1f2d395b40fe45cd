//! What is said about two photos while they are compared.

use super::super::numbers::{distance, percent};
use super::Fact;

messages! {
    difference;
    swipe;
    swipe_line;
    swiped(left: &str, right: &str);
    loupe;
    take_over_button;
    take_over(name: &str);
    photo_position(at: usize, of: usize);
    changed_since;
    gone;
    reduced(scale: f32 => percent, share: f32 => percent);
    differ_not_at_all;
    differ_pending;
    differ_unknown;
    differ_nowhere;
    differ_everywhere;
    differ_areas(areas: usize);
    in_favour;
    keeper_is_better;
    sure_copy(right: usize);
    sure_differs(areas: usize);
    sure_lines_up(apart: f32 => distance);
    sure_certain(right: usize, apart: f32 => distance);
    sure_likely(right: usize, apart: f32 => distance);
    sure_possible(right: usize, apart: f32 => distance);
    sure_unlikely(right: usize, apart: f32 => distance);
    keeper_damaged;
    keeper_whole;
    is_enlarged;
    shows_more;
    is_lossless;
    higher_quality;
    is_sharper;
    something_covers;
    all_of_it_stays;
    only_a_border;
    keeper_more_pixels;
    keeper_lossless;
    keeper_higher_quality;
    keeper_sharper;
    only_keeper_has(what: &str);
    label_sharpness;
    better_sharper;
    help_difference;
    help_swipe;
    help_loupe;
    help_take_over;
}

/// What differs in so many areas, which are this share of what both show.
pub fn differ(areas: usize, share: f32) -> String {
    match (areas, share) {
        (_, 0.5..) => differ_everywhere().to_owned(),
        (0, _) => differ_nowhere().to_owned(),
        (areas, _) => differ_areas(areas),
    }
}

pub fn detail_sharpness() -> Fact {
    [label_sharpness(), better_sharper()]
}
