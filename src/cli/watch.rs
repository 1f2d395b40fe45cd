//! Watching work from a terminal: a progress bar where there is somebody to see it, and Ctrl+C.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};

use super::INTERRUPTED;
use crate::progress::{Progress, ProgressSnapshot, Stage, Stop};
use crate::words;

/// How often the bar is drawn.
const FRAME: Duration = Duration::from_millis(100);

/// The work that Ctrl+C cancels.
static RUNNING: Mutex<Option<Arc<Progress>>> = Mutex::new(None);

/// A progress that Ctrl+C cancels; asked for a second time, Ctrl+C cancels the newer one. Pressed again, it ends the program
/// where it is: work that waits for a drive that is gone does not hear.
pub fn interruptible() -> anyhow::Result<Arc<Progress>> {
    let progress = Arc::new(Progress::default());
    let before = RUNNING.lock().unwrap_or_else(PoisonError::into_inner).replace(Arc::clone(&progress));
    if before.is_none() {
        let cancel = || {
            if let Some(running) = &*RUNNING.lock().unwrap_or_else(PoisonError::into_inner) {
                if running.is_cancelled() {
                    end_now();
                }
                running.cancel();
            }
        };
        ctrlc::set_handler(cancel).context("Ctrl+C cannot be listened to")?;
    }
    Ok(progress)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the main thread waits for what never answers, and cannot return"
)]
fn end_now() -> ! {
    std::process::exit(INTERRUPTED.into())
}

/// Does `work` with its progress shown, if standard error is a terminal.
pub fn watched<T>(progress: &Progress, work: impl FnOnce() -> Result<T, Stop>) -> Result<T, Stop> {
    if !std::io::stderr().is_terminal() {
        return work();
    }
    let ended = AtomicBool::new(false);
    let bar = ProgressBar::new(0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(Ordering::Relaxed) {
                draw(&bar, progress.snapshot());
                std::thread::sleep(FRAME);
            }
            bar.finish_and_clear();
        });
        let outcome = work();
        ended.store(true, Ordering::Relaxed);
        outcome
    })
}

fn draw(bar: &ProgressBar, seen: ProgressSnapshot) {
    let stage = match seen.stage {
        Stage::Discovering => "Finding photos",
        Stage::Fingerprinting => "Reading photos",
        Stage::Pairing => "Comparing photos",
        Stage::Proving => "Verifying matches",
        Stage::Mapping => "Drawing the map",
        Stage::Removing => "Moving to the trash",
        Stage::Restoring => "Restoring photos",
        Stage::Reporting => "Writing the report",
    };
    let template = match seen.total {
        0 => "{spinner} {msg}: {pos}",
        _ => "{msg} {wide_bar} {pos}/{len} {per_sec} {eta} left",
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_length(seen.total);
    bar.set_position(seen.done);
    bar.set_message(stage);
}

/// One line on standard error, without what could play tricks on a terminal. If nobody can read it, nobody is told.
pub fn say(sentence: &str) {
    let lines: Vec<String> = sentence.lines().map(words::visible).collect();
    writeln!(std::io::stderr(), "{}", lines.join("\n")).ok();
}
