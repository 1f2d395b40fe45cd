//! What is said while something runs.

use std::time::Duration;

use super::super::numbers::{decimal, duration};
use super::system;
use crate::photo::{LeftOut, LeftOutKind, SkipReason};
use crate::progress::Stage;

messages! {
    pause;
    resume;
    paused;
    cancel;
    cancelled;
    found_before_cancel(groups: usize);
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
    skipped_closed(why: &str => system);
    skipped_in_the_cloud;
    skipped_never_scanned;
    skipped_not_a_file;
    skipped_empty;
    skipped_larger_than(mebibytes: u64);
    skipped_not_read_yet(format: &str);
    skipped_kind_not_read_yet(format: &str);
    skipped_no_picture;
    skipped_no_preview;
    skipped_no_pixels;
    skipped_too_many_pixels(width: u32, height: u32, megapixels: u64);
    skipped_damaged(format: &str);
    skipped_broke_decoder;
    skipped_took_longer_than(seconds: u64);
    left_out_title;
    left_out_trash(name: &str, count: usize);
    left_out_snapshot(name: &str, count: usize);
    left_out_cache(name: &str, count: usize);
    left_out_library(name: &str, count: usize);
    left_out_excluded(name: &str, count: usize);
    left_out_links(count: usize);
}

/// What was passed over, and why.
pub fn left_out(left_out: &LeftOut) -> String {
    let LeftOut { kind, name, count, .. } = left_out;
    match kind {
        LeftOutKind::Trash => left_out_trash(name, *count),
        LeftOutKind::Snapshot => left_out_snapshot(name, *count),
        LeftOutKind::Cache => left_out_cache(name, *count),
        LeftOutKind::Library => left_out_library(name, *count),
        LeftOutKind::Excluded => left_out_excluded(name, *count),
        LeftOutKind::Link => left_out_links(*count),
    }
}

/// Why a file is no photo. What the system says about it stays as it is.
pub fn skip_reason(reason: &SkipReason) -> String {
    match reason {
        SkipReason::Closed(why) => skipped_closed(why),
        SkipReason::InTheCloud => skipped_in_the_cloud().to_owned(),
        SkipReason::NeverScanned => skipped_never_scanned().to_owned(),
        SkipReason::NotAFile => skipped_not_a_file().to_owned(),
        SkipReason::Empty => skipped_empty().to_owned(),
        SkipReason::LargerThan(mebibytes) => skipped_larger_than(*mebibytes),
        SkipReason::NotReadYet(format) => skipped_not_read_yet(format),
        SkipReason::KindNotReadYet(format) => skipped_kind_not_read_yet(format),
        SkipReason::NoPicture => skipped_no_picture().to_owned(),
        SkipReason::NoPreview => skipped_no_preview().to_owned(),
        SkipReason::NoPixels => skipped_no_pixels().to_owned(),
        SkipReason::TooManyPixels([width, height], megapixels) => {
            skipped_too_many_pixels(*width, *height, *megapixels)
        }
        SkipReason::Damaged(format, _) => skipped_damaged(format),
        SkipReason::BrokeDecoder => skipped_broke_decoder().to_owned(),
        SkipReason::TookLongerThan(seconds) => skipped_took_longer_than(*seconds),
        SkipReason::Other(why) => why.clone(),
    }
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
