//! What the history, undo and recovery say.

use std::path::Path;

use super::super::numbers::bytes;
use crate::removal::Recovered;

messages! {
    history;
    history_empty;
    history_empty_help;
    history_reading;
    history_summary(removals: usize);
    history_quarantined(size: u64 => bytes);
    no_history;
    back;
    receipt_line(photos: usize, size: u64 => bytes);
    receipt_line_nothing(planned: usize);
    removal_of(date: &str, line: &str);
    receipt_name(id: &str);
    show_quarantine;
    quarantine_help(size: u64 => bytes);
    undo_progress;
    put_back_now;
    put_back(photos: usize);
    not_put_back(photos: usize);
    outcome_quarantined;
    outcome_restored;
    restored_beside(name: String);
    failed_elsewhere(why: &str, place: &Path);
    mended_removed(photos: usize);
    mended_finished(photos: usize);
    mended_rolled_back(photos: usize);
    mended_not_reached(photos: usize);
    mended_stranded(photos: usize);
}

/// What was mended of a removal that was cut short, in sentences.
pub fn mended(mended: &Recovered) -> String {
    let Recovered { receipt, finished, rolled_back, stranded, not_attempted } = mended;
    let parts = [
        (*finished > 0).then(|| mended_finished(*finished)),
        (*rolled_back > 0).then(|| mended_rolled_back(*rolled_back)),
        (*not_attempted > 0).then(|| mended_not_reached(*not_attempted)),
        (*stranded > 0).then(|| mended_stranded(*stranded)),
    ];
    let removed = mended_removed(receipt.removed().count());
    std::iter::once(removed).chain(parts.into_iter().flatten()).collect::<Vec<_>>().join(" ")
}
