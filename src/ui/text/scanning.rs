//! What is said while something runs.

use std::time::Duration;

use super::super::numbers::{decimal, duration};
use crate::progress::Stage;

messages! {
    pause;
    resume;
    paused;
    cancel;
    cancelled;
    scan_progress;
    skipped_later;
    groups_so_far(groups: usize);
    review_so_far;
    show_groups(groups: usize);
    show_all;
    scan_complete;
    back_to_scan;
    apply_later;
    stage_discovering;
    stage_fingerprinting;
    stage_pairing;
    stage_proving;
    stage_mapping;
    stage_removing;
    stage_restoring;
    stage_reporting;
    steps_found(done: u64);
    steps_pairs(done: u64, total: u64);
    steps_photos(done: u64, total: u64);
    rate(photos_per_second: f64 => rounded);
    time_left(time: Duration => duration);
    remembered(photos: u64);
    skipped(files: usize);
}

pub fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Discovering => stage_discovering(),
        Stage::Fingerprinting => stage_fingerprinting(),
        Stage::Pairing => stage_pairing(),
        Stage::Proving => stage_proving(),
        Stage::Mapping => stage_mapping(),
        Stage::Removing => stage_removing(),
        Stage::Restoring => stage_restoring(),
        Stage::Reporting => stage_reporting(),
    }
}

pub fn steps(stage: Stage, done: u64, total: u64) -> String {
    match (stage, total) {
        (Stage::Discovering, _) | (_, 0) => steps_found(done),
        (Stage::Proving, _) => steps_pairs(done, total),
        _ => steps_photos(done, total),
    }
}

/// Tenths where they tell something.
fn rounded(rate: f64) -> String {
    decimal(rate, if rate < 9.95 { 1 } else { 0 })
}
