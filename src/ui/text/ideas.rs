//! What the words of the window mean, for the help.

use super::{
    damaged, is_protected, keeper, preferred, tab_edited, tab_exact, tab_similar, threshold, verdicts_title,
};

messages! {
    help_keys;
    help_ideas;
    idea_exact;
    idea_edited;
    idea_similar;
    idea_keeper;
    idea_mark_title;
    idea_mark;
    idea_companions_title;
    idea_companions;
    idea_protected;
    idea_preferred;
    idea_distance;
    idea_verdicts;
    idea_hold_title;
    idea_hold;
    idea_damaged;
}

/// Words, and what they mean.
pub fn ideas() -> [[&'static str; 2]; 12] {
    [
        [tab_exact(), idea_exact()],
        [tab_edited(), idea_edited()],
        [tab_similar(), idea_similar()],
        [keeper(), idea_keeper()],
        [idea_mark_title(), idea_mark()],
        [idea_companions_title(), idea_companions()],
        [is_protected(), idea_protected()],
        [preferred(), idea_preferred()],
        [threshold(), idea_distance()],
        [verdicts_title(), idea_verdicts()],
        [idea_hold_title(), idea_hold()],
        [damaged(), idea_damaged()],
    ]
}
