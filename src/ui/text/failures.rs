//! What went wrong with work as a whole, and what the user should know about a scan.

use std::io;
use std::path::Path;

use super::{sentence, skip_reason, system, unfit};
use crate::exclude::{BadPattern, Mistake};
use crate::job::BrokeDown;
use crate::photo::{Notice, Processors, Skipped};
use crate::removal::HistoryError;
use crate::report::BadName;

messages! {
    history_busy;
    history_not_kept(folder: &Path, why: &str => system);
    history_unlisted(folder: &Path, why: &str => system);
    history_not_begun(why: &str => system);
    journal_unreadable(file: &Path, why: &str => system);
    journal_other_version(file: &Path);
    journal_damaged(file: &Path);
    history_no_such(name: &str);
    history_nothing_moved(name: &str);
    undo_stopped(why: &str => system);
    broke_down;
    failed_about(path: &Path, why: &str);
    report_no_folder(folder: &Path);
    report_ending;
    bad_pattern(pattern: &str, mistake: &str);
    pattern_empty;
    pattern_class;
    pattern_range(from: &str, to: &str);
    pattern_unopened;
    pattern_unclosed;
    pattern_escape;
    notice_cache_damaged(file: &Path);
    notice_cache_replaced(file: &Path);
    notice_cache_unusable(why: &str => system);
    notice_cache_not_read(why: &str => system);
    notice_cache_not_written(why: &str => system);
    notice_cache_rows;
    notice_device_failed(name: &str, why: &str);
    notice_verdicts_closed(file: &Path, why: &str => system);
    notice_verdicts_newer(file: &Path);
    notice_verdicts_damaged(file: &Path);
    notice_verdicts_set_aside(file: &Path, aside: &Path);
    notice_settings_closed(file: &Path, why: &str => system);
    notice_settings_set_aside(file: &Path, aside: &Path);
    settings_not_saved(why: &str);
    processors_both(gpu: &str);
    processors_cpu;
}

/// Why work failed, in a sentence. What is not known is said as the core says it.
pub fn failure(error: &anyhow::Error) -> String {
    let known = error.chain().find_map(|cause| {
        if let Some(error) = cause.downcast_ref() {
            return Some(history_error(error));
        }
        if let Some(notice) = cause.downcast_ref() {
            return Some(self::notice(notice));
        }
        if let Some(Skipped { path, reason }) = cause.downcast_ref() {
            return Some(failed_about(path, &skip_reason(reason)));
        }
        if let Some(bad) = cause.downcast_ref() {
            return Some(bad_name(bad));
        }
        if cause.is::<BrokeDown>() {
            return Some(broke_down().to_owned());
        }
        let full = |error: &io::Error| format!("{}.", system(&error.to_string()));
        cause.downcast_ref().map(unfit).or_else(|| cause.downcast_ref().map(full))
    });
    known.unwrap_or_else(|| sentence(&format!("{error:#}")))
}

/// Why the history cannot be used.
pub fn history_error(error: &HistoryError) -> String {
    match error {
        HistoryError::Busy => history_busy().to_owned(),
        HistoryError::NotKept(folder, why) => history_not_kept(folder, why),
        HistoryError::Unlisted(folder, why) => history_unlisted(folder, why),
        HistoryError::NotBegun(why) => history_not_begun(why),
        HistoryError::Unreadable(file, why) => journal_unreadable(file, why),
        HistoryError::OtherVersion(file) => journal_other_version(file),
        HistoryError::Damaged(file) => journal_damaged(file),
        HistoryError::NoSuch(name) => history_no_such(name),
        HistoryError::NothingMoved(name) => history_nothing_moved(name),
        HistoryError::UndoStopped(why) => undo_stopped(why),
    }
}

/// What the user should know.
pub fn notice(notice: &Notice) -> String {
    match notice {
        Notice::CacheDamaged(file) => notice_cache_damaged(file),
        Notice::CacheReplaced(file) => notice_cache_replaced(file),
        Notice::CacheUnusable(why) => notice_cache_unusable(why),
        Notice::CacheNotRead(why) => notice_cache_not_read(why),
        Notice::CacheNotWritten(why) => notice_cache_not_written(why),
        Notice::CacheRowsDamaged => notice_cache_rows().to_owned(),
        Notice::DeviceFailed(name, why) => notice_device_failed(name, why),
        Notice::VerdictsClosed(file, why) => notice_verdicts_closed(file, why),
        Notice::VerdictsNewer(file) => notice_verdicts_newer(file),
        Notice::VerdictsDamaged(file) => notice_verdicts_damaged(file),
        Notice::VerdictsSetAside(file, aside) => notice_verdicts_set_aside(file, aside),
        Notice::SettingsClosed(file, why) => notice_settings_closed(file, why),
        Notice::SettingsSetAside(file, aside) => notice_settings_set_aside(file, aside),
    }
}

/// Why a pattern leaves nothing out.
pub fn unreadable_pattern(BadPattern { pattern, mistake }: &BadPattern) -> String {
    let mistake = match mistake {
        Mistake::Empty => pattern_empty().to_owned(),
        Mistake::UnclosedClass => pattern_class().to_owned(),
        Mistake::BackwardRange(from, to) => pattern_range(&from.to_string(), &to.to_string()),
        Mistake::UnopenedAlternates => pattern_unopened().to_owned(),
        Mistake::UnclosedAlternates => pattern_unclosed().to_owned(),
        Mistake::DanglingEscape => pattern_escape().to_owned(),
        Mistake::Other(said) => sentence(said),
    };
    bad_pattern(pattern, &mistake)
}

/// What the embeddings were made on.
pub fn processors(Processors { gpu, gpu_alone, runtime }: &Processors) -> String {
    let at_work = match gpu {
        Some(gpu) if *gpu_alone => gpu.clone(),
        Some(gpu) => processors_both(gpu),
        None => processors_cpu().to_owned(),
    };
    format!("{at_work} ({})", runtime.as_deref().unwrap_or(super::engine_built_in()))
}

/// Why no report can be written under a name.
pub fn bad_name(bad: &BadName) -> String {
    match bad {
        BadName::NoFolder(folder) => report_no_folder(folder),
        BadName::Ending(_) => report_ending().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exclude::Exclusions;
    use anyhow::Context;

    #[test]
    fn failures_are_said_in_the_language_of_the_window() {
        super::super::choose_language(Some("de"), &[]);
        let io = || io::Error::from_raw_os_error(13);
        let failed = |error: anyhow::Error| failure(&error);
        let written = Err::<(), _>(io()).context("writing /a/b.html").expect_err("an error");
        assert_eq!(failed(written), "Der Zugriff ist nicht erlaubt.");
        assert!(failed(HistoryError::Busy.into()).starts_with("Ein anderes Lookalike"));
        assert_eq!(failed(anyhow::anyhow!("nobody knows why")), "Nobody knows why.");
        let bad = Exclusions::read(&["[a".to_owned()]).expect_err("a mistake");
        assert!(unreadable_pattern(&bad).contains("Klammer"), "{}", unreadable_pattern(&bad));
        assert_eq!(processors(&Processors::default()), "Prozessor (integrierte Engine)");
    }
}
