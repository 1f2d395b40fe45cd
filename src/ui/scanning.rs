//! The page while a scan runs: what it is at, how far, how fast, on what; pause and cancel.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::task::Poll;
use std::time::{Duration, Instant};

use egui::{Align, CentralPanel, Frame, Label, Layout, Ui, UiBuilder};

use super::chosen::ChosenFolder;
use super::controls::{at_right, card, meter, primary};
use super::pace::Pace;
use super::rules;
use super::shared::Shared;
use super::theme::{self, palette};
use super::{Action, numbers, text};
use crate::discover::Folders;
use crate::embed::Engine;
use crate::job::Job;
use crate::photo::{Findings, SharedFindings};
use crate::progress::{Progress, ProgressSnapshot, Stop};
use crate::review::Review;
use crate::saved::{self, SavedFolder};
use crate::scan::{ScanRequest, scan, scan_showing};
use crate::settings::OwnFolders;

/// How often the numbers move.
const REFRESH: Duration = Duration::from_millis(66);
const COLUMN: f32 = 560.0;

/// What a running scan has found so far.
struct SoFar {
    /// The photos read until then, and the pairs among them.
    findings: SharedFindings,
    /// Groups of them at the threshold that was set when the scan began.
    groups: usize,
    /// It was not reviewed yet.
    newer: bool,
}

/// Photos of some folders, groups among them, and how many those are.
pub type Found = (SharedFindings, Vec<SavedFolder>, usize);

/// A running scan.
pub struct Scanning {
    job: Job<Findings>,
    folders: Vec<ChosenFolder>,
    pace: Pace,
    shown: Receiver<SoFar>,
    so_far: Option<SoFar>,
}

impl Scanning {
    /// Starts it. The engine is opened in the same job, so that a slow one holds up nothing else.
    pub fn start(
        ctx: &egui::Context,
        folders: Vec<ChosenFolder>,
        shared: &Shared,
        threshold: f32,
    ) -> std::io::Result<Self> {
        let own = shared.own.as_ref();
        let (request, data) = (request(&folders, shared), own.map(|own| own.data.clone()));
        // Without a place to keep a review nothing is shown early: going back to the scan would forget it.
        let kept = own.map(|own| saved::file_of(&own.data, &saved_folders(&folders)));
        let (wake, woken) = (ctx.clone(), ctx.clone());
        let (send, shown) = channel();
        let mut show = kept.map(|file| {
            move |findings: Findings| {
                // A review begun earlier waits until all its photos are known: it is saved without what is missing.
                if saved::is_covered(&file, &findings) {
                    let findings = SharedFindings::new(findings);
                    let groups = Review::new(SharedFindings::clone(&findings), threshold).groups().len();
                    // Nobody waits for it when the window has given the scan up.
                    send.send(SoFar { findings, groups, newer: true }).ok();
                    woken.request_repaint();
                }
            }
        });
        let job = Job::start(
            "scan",
            move || wake.request_repaint(),
            move |progress: &Progress| {
                let engine = Engine::open(data.as_deref());
                match &mut show {
                    Some(show) => scan_showing(&request, &engine, progress, show),
                    None => scan(&request, &engine, progress),
                }
            },
        )?;
        Ok(Self { job, folders, pace: Pace::default(), shown, so_far: None })
    }

    /// Looks for newer findings; of several the newest count.
    pub fn poll_so_far(&mut self) {
        self.so_far = self.shown.try_iter().last().or(self.so_far.take());
    }

    /// Groups found so far, if there are more than were reviewed yet.
    pub fn newer_groups(&self) -> Option<usize> {
        self.so_far.as_ref().filter(|so_far| so_far.newer).map(|so_far| so_far.groups)
    }

    /// What was found so far; from now on it counts as reviewed.
    pub fn take_so_far(&mut self) -> Option<SharedFindings> {
        let so_far = self.so_far.as_mut()?;
        so_far.newer = false;
        Some(SharedFindings::clone(&so_far.findings))
    }

    /// How far it is, and that in words; has the window drawn again when it has changed.
    pub fn look(&mut self, ctx: &egui::Context) -> (ProgressSnapshot, String) {
        let seen = self.seen(ctx);
        let stage = if seen.paused { text::paused() } else { text::stage(seen.stage) };
        let steps = text::steps(seen.stage, seen.done, seen.total);
        let pace = pace_line(self, &seen);
        let told = [stage.to_owned(), steps].into_iter().chain((!pace.is_empty()).then_some(pace));
        (seen, told.collect::<Vec<_>>().join(" · "))
    }

    fn seen(&mut self, ctx: &egui::Context) -> ProgressSnapshot {
        let seen = self.job.progress().snapshot();
        if seen.paused {
            self.pace.forget();
        } else {
            self.pace.look(Instant::now(), seen.done.saturating_sub(seen.remembered));
            ctx.request_repaint_after(REFRESH);
        }
        seen
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
        saved_folders(&self.folders)
    }

    /// Gives the scan up; returns the folders, and what was found in them so far.
    pub fn into_found(self) -> (Vec<ChosenFolder>, Option<Found>) {
        let saved = self.saved_folders();
        let found = self.so_far.filter(|so_far| so_far.groups > 0);
        (self.folders, found.map(|so_far| (so_far.findings, saved, so_far.groups)))
    }
}

fn saved_folders(folders: &[ChosenFolder]) -> Vec<SavedFolder> {
    let saved = |folder: &ChosenFolder| {
        let ChosenFolder { path, protected, preferred } = folder.clone();
        SavedFolder { path, protected, preferred }
    };
    folders.iter().map(saved).collect()
}

fn request(folders: &[ChosenFolder], shared: &Shared) -> ScanRequest {
    let paths = |folders: &mut dyn Iterator<Item = &ChosenFolder>| -> Vec<PathBuf> {
        folders.map(|folder| folder.path.clone()).collect()
    };
    let scanned = paths(&mut folders.iter());
    let of_settings = |rules: &[PathBuf]| rules::concerned(rules, &scanned);
    let [protected, preferred] =
        [&shared.settings.protected, &shared.settings.preferred].map(|of| of_settings(of));
    let left_out = shared.own.as_ref().map(OwnFolders::all);
    ScanRequest {
        folders: Folders {
            protected: [paths(&mut folders.iter().filter(|folder| folder.protected)), protected].concat(),
            preferred: [paths(&mut folders.iter().filter(|folder| folder.preferred)), preferred].concat(),
            scanned,
            left_out: left_out.unwrap_or_default(),
            excluded: rules::excluded(&shared.settings),
            scope: shared.settings.scope(),
            ..Folders::default()
        },
        threads: 0,
        cache: shared.cache.clone(),
    }
}

/// Draws the page.
pub fn ui(ui: &mut Ui, scanning: &mut Scanning, shared: &Shared) -> Option<Action> {
    let seen = scanning.seen(ui.ctx());
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

fn page(ui: &mut Ui, scanning: &Scanning, seen: &ProgressSnapshot, shared: &Shared) -> Option<Action> {
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
        let pace = pace_line(scanning, seen);
        // The line keeps its height, so that nothing below it jumps.
        ui.label(theme::weak(ui, if pace.is_empty() { numbers::SPACE.to_owned() } else { pace }));
        ui.label(theme::small(ui, shared.engine.line()));
        if seen.skipped > 0 {
            let skipped = ui.label(theme::small(ui, text::skipped(seen.skipped as usize)));
            skipped.on_hover_text(text::skipped_later());
        }
    });
    ui.add_space(theme::GAP);
    let review = scanning.so_far.as_ref().and_then(|so_far| so_far_card(ui, so_far));
    let cancel = ui.horizontal(|ui| {
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
    });
    review.or(cancel.inner)
}

/// What can be reviewed before the scan is complete.
fn so_far_card(ui: &mut Ui, so_far: &SoFar) -> Option<Action> {
    let pressed = card(ui, |ui| {
        ui.set_width(ui.available_width());
        at_right(ui, |ui| {
            let pressed = primary(ui, text::review_so_far()).clicked();
            let layout = Layout::left_to_right(Align::Center);
            ui.with_layout(layout, |ui| ui.add(Label::new(text::groups_so_far(so_far.groups)).truncate()));
            pressed
        })
    });
    ui.add_space(theme::GAP);
    pressed.then_some(Action::ReviewSoFar)
}

/// Speed, time left and what was known, as far as each can be said.
fn pace_line(scanning: &Scanning, seen: &ProgressSnapshot) -> String {
    let left = seen.total.saturating_sub(seen.done);
    let time_left = scanning.pace.time_for(left).filter(|_| seen.total > 0);
    let known = (seen.remembered > 0).then(|| text::remembered(seen.remembered));
    let parts = [scanning.pace.per_second().map(text::rate), time_left.map(text::time_left), known];
    let line: Vec<String> = parts.into_iter().flatten().collect();
    line.join(" · ")
}

#[cfg(test)]
impl Scanning {
    /// A scan of one folder that finds what it is told to: all but the last findings while it runs.
    pub fn told(folder: &std::path::Path, told: Receiver<(Findings, bool)>) -> Self {
        let (send, shown) = channel();
        let work = move |_: &Progress| {
            for (findings, complete) in told {
                if complete {
                    return Ok(findings);
                }
                let groups = findings.pairs.len();
                send.send(SoFar { findings: findings.into(), groups, newer: true }).ok();
            }
            Err(Stop::Failed(anyhow::anyhow!("the drive is gone")))
        };
        let folders = vec![ChosenFolder { path: folder.to_owned(), protected: false, preferred: false }];
        let job = Job::start("scan", || (), work).expect("a thread");
        Self { job, folders, pace: Pace::default(), shown, so_far: None }
    }
}
