//! What the start says.

use std::path::Path;

use super::super::numbers::{bytes, decimal};
use crate::embed::{ANY_GPU, Availability, BUILT_IN, InUse};

messages! {
    tagline;
    privacy;
    first_run_title;
    first_run_kinds;
    first_run_keeper;
    first_run_apply;
    drop_here;
    choose_folder;
    or_type;
    folder_path;
    folder_hint;
    add;
    folders;
    protected;
    protected_help;
    preferred;
    preferred_help;
    recent;
    reviews;
    review_state(done: usize, groups: usize, marked: usize);
    review_empty;
    review_go_on(folders: &str, state: &str);
    review_missing;
    ago_moments;
    ago_minutes(minutes: u64);
    ago_hours(hours: u64);
    ago_days(days: u64);
    scan;
    dialog_missing;
    dialog_open;
    type_first;
    remove_folder(path: &Path);
    protect_folder(path: &Path);
    prefer_folder(path: &Path);
    add_recent(path: &Path);
    no_such_folder(path: &Path);
    not_a_folder(path: &Path);
    folder_closed(path: &Path, error: &std::io::Error);
    folder_silent(path: &Path);
    engine_opening;
    engine(in_use: &str);
    engine_cpu(threads: usize);
    engine_both(gpu: &str, cpu: &str);
    engine_by(what: &str, runtime: &str);
    engine_built_in;
    engine_candidate_built_in;
    engine_candidate_gpu;
    verdict_needs_nothing;
    verdict_loaded;
    verdict_no_library;
    verdict_no_library_in(folder: &Path);
    verdict_when_worthwhile(photos: usize);
    verdict_measured(ratio: &str, batch: usize);
    verdict_asked_for;
    verdict_too_slow(ratio: &str);
    verdict_failed(why: &str);
    verdict_no_answer;
    verdict_driver_broke;
    verdict_none_present;
    verdict_no_driver;
    verdict_not_loaded(why: &str);
    engine_failed(reason: &str);
    theme;
    theme_system;
    theme_light;
    theme_dark;
    language;
    language_system;
    // Settings
    preferences;
    appearance;
    kept_on_disk;
    cache_scans;
    cache_scans_help;
    cache_pictures;
    cache_pictures_help;
    clear;
    clear_name(what: &str);
    cache_cleared(size: u64 => bytes);
    cache_not_cleared(error: &str);
    kept_reviews;
    kept_reviews_help;
    engine_title;
}

pub fn themes() -> [&'static str; 3] {
    [theme_system(), theme_light(), theme_dark()]
}

/// What the network runs on, in one line.
pub fn engine_line(in_use: &InUse) -> String {
    let cpu = in_use.threads.map(engine_cpu);
    let processors = match (&in_use.gpu, cpu) {
        (Some(gpu), Some(cpu)) => engine_both(gpu, &cpu),
        (Some(gpu), None) => gpu.clone(),
        (None, cpu) => cpu.unwrap_or_default(),
    };
    let runtime = if in_use.onnx_runtime { "ONNX Runtime" } else { engine_built_in() };
    engine(&engine_by(&processors, runtime))
}

/// The name of something that the network could run on.
pub fn candidate(name: &str) -> &str {
    match name {
        BUILT_IN => engine_candidate_built_in(),
        ANY_GPU => engine_candidate_gpu(),
        name => name,
    }
}

/// Why it is used or not.
pub fn availability(verdict: &Availability) -> String {
    match verdict {
        Availability::NeedsNothing => verdict_needs_nothing().to_owned(),
        Availability::Loaded => verdict_loaded().to_owned(),
        Availability::NoLibrary(None) => verdict_no_library().to_owned(),
        Availability::NoLibrary(Some(folder)) => verdict_no_library_in(folder),
        Availability::WhenWorthwhile(photos) => verdict_when_worthwhile(*photos),
        Availability::Measured { ratio, batch, asked_for } => {
            let measured = verdict_measured(&decimal(*ratio, 1), *batch);
            if *asked_for { format!("{measured} {}", verdict_asked_for()) } else { measured }
        }
        Availability::TooSlow(ratio) => verdict_too_slow(&decimal(*ratio, 2)),
        Availability::Failed(why) => verdict_failed(why),
        Availability::NoAnswer => verdict_no_answer().to_owned(),
        Availability::DriverBroke => verdict_driver_broke().to_owned(),
        Availability::NonePresent => verdict_none_present().to_owned(),
        Availability::NoDriver => verdict_no_driver().to_owned(),
        Availability::NotLoaded(why) => verdict_not_loaded(why),
        Availability::Said(said) => super::sentence(said),
    }
}
