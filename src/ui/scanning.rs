//! The page while a scan runs: what it is at, how far, how fast, on what; pause and cancel.

use std::task::Poll;
use std::time::{Duration, Instant};

use egui::{CentralPanel, Frame, Ui, UiBuilder};

use super::app::Shared;
use super::controls::{card, meter};
use super::pace::Pace;
use super::start::ChosenFolder;
use super::theme::{self, palette};
use super::{Action, numbers, text};
use crate::discover::Folders;
use crate::embed::Engine;
use crate::job::Job;
use crate::photo::Findings;
use crate::progress::{Progress, Seen, Stop};
use crate::saved::SavedFolder;
use crate::scan::{ScanRequest, scan};
use crate::settings::OwnFolders;

/// How often the numbers move.
const REFRESH: Duration = Duration::from_millis(66);
const COLUMN: f32 = 560.0;

/// A running scan.
pub struct Scanning {
    job: Job<Findings>,
    folders: Vec<ChosenFolder>,
    pace: Pace,
}

impl Scanning {
    /// Starts it. The engine is opened in the same job, so that a slow one holds up nothing else.
    pub fn start(
        ctx: &egui::Context,
        folders: Vec<ChosenFolder>,
        own: Option<&OwnFolders>,
    ) -> std::io::Result<Self> {
        let (request, data) = (request(&folders, own), own.map(|own| own.data.clone()));
        let wake = ctx.clone();
        let job = Job::start(
            "scan",
            move || wake.request_repaint(),
            move |progress: &Progress| {
                let engine = Engine::open(data.as_deref())?;
                scan(&request, &engine, progress)
            },
        )?;
        Ok(Self { job, folders, pace: Pace::default() })
    }

    /// The result, once.
    pub fn poll(&self) -> Option<Result<Findings, Stop>> {
        match self.job.poll() {
            Poll::Ready(result) => Some(result),
            Poll::Pending => None,
        }
    }

    /// The folders, as the review of them is kept.
    pub fn saved_folders(&self) -> Vec<SavedFolder> {
        let saved = |folder: &ChosenFolder| {
            let ChosenFolder { path, protected, preferred } = folder.clone();
            SavedFolder { path, protected, preferred }
        };
        self.folders.iter().map(saved).collect()
    }

    /// Gives the scan up, and the folders back.
    pub fn into_folders(self) -> Vec<ChosenFolder> {
        self.folders
    }
}

fn request(folders: &[ChosenFolder], own: Option<&OwnFolders>) -> ScanRequest {
    let paths = |folders: &mut dyn Iterator<Item = &ChosenFolder>| folders.map(|f| f.path.clone()).collect();
    let left_out = own.map(|own| vec![own.config.clone(), own.cache.clone(), own.data.clone()]);
    ScanRequest {
        folders: Folders {
            scanned: paths(&mut folders.iter()),
            protected: paths(&mut folders.iter().filter(|folder| folder.protected)),
            preferred: paths(&mut folders.iter().filter(|folder| folder.preferred)),
            left_out: left_out.unwrap_or_default(),
        },
        threads: 0,
        cache: own.map(OwnFolders::cache_file),
    }
}

/// Draws the page.
pub fn ui(ui: &mut Ui, scanning: &mut Scanning, shared: &Shared) -> Option<Action> {
    let seen = scanning.job.progress().look();
    if seen.paused {
        scanning.pace.forget();
    } else {
        scanning.pace.look(Instant::now(), seen.done.saturating_sub(seen.remembered));
        ui.ctx().request_repaint_after(REFRESH);
    }
    CentralPanel::no_frame()
        .frame(Frame::new().fill(palette(ui).window))
        .show(ui, |ui| {
            let room = ui.available_rect_before_wrap();
            let width = COLUMN.min(room.width() - 48.0);
            let top = room.top() + (room.height() * 0.24).min(190.0);
            let corner = egui::pos2(room.center().x - width / 2.0, top);
            let column = egui::Rect::from_min_max(corner, egui::pos2(corner.x + width, room.bottom()));
            ui.scope_builder(UiBuilder::new().max_rect(column), |ui| page(ui, scanning, &seen, shared)).inner
        })
        .inner
}

fn page(ui: &mut Ui, scanning: &Scanning, seen: &Seen, shared: &Shared) -> Option<Action> {
    for folder in &scanning.folders {
        ui.add(egui::Label::new(theme::weak(ui, folder.path.display().to_string())).truncate());
    }
    ui.add_space(theme::GAP);
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.heading(if seen.paused { text::paused() } else { text::stage(seen.stage) });
        ui.label(text::steps(seen.stage, seen.done, seen.total));
        ui.add_space(theme::GAP);
        let fraction = if seen.total == 0 { 0.0 } else { seen.done as f32 / seen.total as f32 };
        meter(ui, fraction, text::scan_progress());
        ui.add_space(4.0);
        ui.label(theme::weak(ui, pace_line(scanning, seen)));
        ui.label(theme::small(ui, shared.engine.line()));
        if seen.skipped > 0 {
            let skipped = ui.label(theme::small(ui, text::skipped(seen.skipped as usize)));
            skipped.on_hover_text(text::skipped_later());
        }
    });
    ui.add_space(theme::GAP);
    ui.horizontal(|ui| {
        let progress = scanning.job.progress();
        if ui.button(if seen.paused { text::resume() } else { text::pause() }).clicked() {
            if seen.paused {
                progress.resume()
            } else {
                progress.pause()
            }
            ui.ctx().request_repaint();
        }
        ui.button(text::cancel()).clicked().then_some(Action::CancelScan)
    })
    .inner
}

/// Speed, time left and what was known, as far as each can be said.
fn pace_line(scanning: &Scanning, seen: &Seen) -> String {
    let left = seen.total.saturating_sub(seen.done);
    let time_left = scanning.pace.time_for(left).filter(|_| seen.total > 0);
    let known = (seen.remembered > 0).then(|| text::remembered(seen.remembered));
    let parts = [scanning.pace.per_second().map(text::rate), time_left.map(text::time_left), known];
    let line: Vec<String> = parts.into_iter().flatten().collect();
    if line.is_empty() { numbers::SPACE.to_owned() } else { line.join(" · ") }
}
