//! The system's own dialogs, each on a thread of its own: a broken one hangs there and not here, and the
//! fields to type a path in stay usable meanwhile.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use rfd::{AsyncFileDialog, FileHandle};

use super::text;
use crate::job::Job;

/// Nobody closes a dialog faster than this: the system has none.
const TOO_FAST: Duration = Duration::from_millis(300);

/// What came of a dialog.
pub enum Picked {
    /// These were chosen.
    Paths(Vec<PathBuf>),
    /// The user closed it.
    Nothing,
    /// It never opened.
    NoDialog,
}

/// Asks for folders.
pub fn folders(ctx: &egui::Context) -> Option<Job<Picked>> {
    ask(ctx, || pollster::block_on(AsyncFileDialog::new().set_title(text::choose_folder()).pick_folders()))
}

/// Asks for one folder.
pub fn folder(ctx: &egui::Context) -> Option<Job<Picked>> {
    ask(ctx, || {
        let dialog = AsyncFileDialog::new().set_title(text::choose_folder());
        pollster::block_on(dialog.pick_folder()).map(|folder| vec![folder])
    })
}

/// Asks where to write a report called `name`.
pub fn report_place(ctx: &egui::Context, name: &str) -> Option<Job<Picked>> {
    let name = name.to_owned();
    ask(ctx, move || {
        let dialog = AsyncFileDialog::new().set_title(text::export_title()).set_file_name(name);
        pollster::block_on(dialog.save_file()).map(|file| vec![file])
    })
}

/// Asks where to write a picture of the map called `name`, and waits for the answer: for jobs.
pub fn picture_place(title: &str, name: &str) -> Picked {
    let dialog = AsyncFileDialog::new().set_title(title).set_file_name(format!("{name}.png"));
    timed(|| pollster::block_on(dialog.save_file()).map(|file| vec![file]))
}

/// `None` if there is no thread for it.
fn ask(
    ctx: &egui::Context,
    dialog: impl FnOnce() -> Option<Vec<FileHandle>> + Send + 'static,
) -> Option<Job<Picked>> {
    let ctx = ctx.clone();
    let job = Job::start("dialog", move || ctx.request_repaint(), move |_| Ok(timed(dialog)));
    job.ok()
}

/// Waits for a dialog.
fn timed(dialog: impl FnOnce() -> Option<Vec<FileHandle>>) -> Picked {
    let opened = Instant::now();
    match dialog() {
        Some(files) => Picked::Paths(files.iter().map(|file| file.path().to_owned()).collect()),
        None if opened.elapsed() < TOO_FAST => Picked::NoDialog,
        None => Picked::Nothing,
    }
}

/// Shows a file in the system's file manager; on a thread, since that may take long to answer.
pub fn reveal(path: &std::path::Path) {
    let path = path.to_owned();
    let shown = std::thread::Builder::new().name("reveal".to_owned()).spawn(move || opener::reveal(path));
    if let Err(error) = shown {
        log::warn!("no thread to show a folder: {error}");
    }
}
