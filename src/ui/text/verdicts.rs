//! What the list of verdicts says.

use crate::verdicts::{Ruling, Verdict};

messages! {
    verdicts_title;
    verdicts_help;
    no_verdicts;
    ruling_not_duplicates;
    ruling_keep_all;
    take_back;
    take_back_of(names: &str);
    not_duplicates;
    parted_in_group;
    same_bytes_are_duplicates;
    help_not_duplicates;
    verdicts_not_saved(reason: &str);
}

pub fn ruling(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::NotDuplicates => ruling_not_duplicates(),
        Ruling::KeepAll => ruling_keep_all(),
    }
}

/// The photos' names as they were when it was said.
pub fn judged_names(verdict: &Verdict) -> String {
    verdict.photos().iter().map(|judged| judged.name.as_str()).collect::<Vec<_>>().join(", ")
}
