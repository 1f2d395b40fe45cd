//! What was done before, on the start: reviews to go on with, with how far they are, and folders scanned before.

use std::path::{Path, PathBuf};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use egui::{CornerRadius, Rect, RichText, Sense, Ui, WidgetInfo, pos2, vec2};
use lucide_icons::Icon;

use super::chosen::ChosenFolder;
use super::controls::{paint_focus, shortened};
use super::paths::{self, Lies};
use super::theme::{self, palette};
use super::{Action, text};
use crate::job::Job;
use crate::saved::{self, Summary};
use crate::settings::OwnFolders;

/// Reviews listed at most.
const MOST: usize = 6;
/// Height of a review's row.
const ROW: f32 = 60.0;

/// The saved reviews, read in the background.
#[derive(Default)]
pub struct RecentReviews {
    reading: Option<Job<Vec<Known>>>,
    list: Vec<Known>,
}

/// A saved review, and whether its folders are there.
struct Known {
    summary: Summary,
    is_there: bool,
}

impl RecentReviews {
    /// Begins to read them.
    pub fn load(ctx: &egui::Context, own: Option<&OwnFolders>) -> Self {
        let Some(data) = own.map(|own| own.data.clone()) else { return Self::default() };
        let ctx = ctx.clone();
        let reading = Job::start(
            "reviews",
            move || ctx.request_repaint(),
            move |_| {
                let known = |summary: Summary| {
                    let folders = summary.folders.iter().map(|folder| folder.path.clone()).collect();
                    let is_there = paths::look(folders).iter().all(|lies| matches!(lies, Lies::Folder));
                    Known { summary, is_there }
                };
                Ok(saved::all(&data).into_iter().take(MOST).map(known).collect())
            },
        );
        Self { reading: reading.ok(), list: Vec::new() }
    }

    /// Takes over what was read.
    pub fn poll(&mut self) {
        if let Some(Poll::Ready(result)) = self.reading.as_ref().map(Job::poll) {
            self.reading = None;
            self.list = result.unwrap_or_default();
        }
    }

    /// There is none, as far as is known yet.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty() && self.reading.is_none()
    }

    /// This folder, and no other, is under one of the reviews.
    pub fn is_of(&self, path: &Path) -> bool {
        self.list.iter().any(|known| matches!(&known.summary.folders[..], [only] if only.path == path))
    }
}

/// Draws the reviews; a click goes on with one.
pub fn reviews(ui: &mut Ui, reviews: &RecentReviews) -> Option<Action> {
    if reviews.list.is_empty() {
        return None;
    }
    ui.add_space(theme::WIDE_GAP);
    ui.label(theme::strong(text::reviews()));
    let mut action = None;
    ui.spacing_mut().item_spacing.y = 2.0;
    for known in &reviews.list {
        if review(ui, known) {
            let chosen = |folder: &saved::SavedFolder| {
                let saved::SavedFolder { path, protected, preferred } = folder.clone();
                ChosenFolder { path, protected, preferred }
            };
            action = Some(Action::Scan(known.summary.folders.iter().map(chosen).collect()));
        }
    }
    ui.spacing_mut().item_spacing.y = theme::GAP;
    action
}

/// One review: its folders, how far it is, when it was left. Returns whether it was chosen.
fn review(ui: &mut Ui, known: &Known) -> bool {
    let summary = &known.summary;
    let sense = if known.is_there { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), sense);
    let paths: Vec<String> = summary.folders.iter().map(|folder| folder.path.display().to_string()).collect();
    let (paths, state) = (paths.join("  +  "), state(known));
    response.widget_info(|| {
        WidgetInfo::labeled(egui::Role::Button, known.is_there, text::review_go_on(&paths, &state))
    });
    let colours = palette(ui);
    let surface = if response.hovered() && known.is_there { colours.button[0] } else { colours.panel };
    ui.painter().rect_filled(rect.shrink2(vec2(0.0, 2.0)), CornerRadius::same(theme::RADIUS), surface);
    paint_focus(ui, &response, theme::RADIUS);
    let left = rect.left() + 44.0;
    let right = rect.right() - 14.0;
    let ink = if known.is_there { colours.text } else { colours.weak };
    let icon = if known.is_there { Icon::Images } else { Icon::Unplug };
    let middle = pos2(rect.left() + 22.0, rect.center().y);
    ui.painter().text(
        middle,
        egui::Align2::CENTER_CENTER,
        icon.unicode(),
        theme::icon_font(18.0),
        colours.weak,
    );
    let strong = theme::strong_font(theme::BODY);
    let small = theme::font(theme::SMALL);
    let age = ago(summary.saved_at);
    let when = ui.painter().layout_no_wrap(age, small.clone(), colours.weak);
    let shown = shortened(ui, &paths, &strong, right - left - when.size().x - 16.0);
    let line = rect.center().y - 10.0;
    ui.painter().text(pos2(left, line), egui::Align2::LEFT_CENTER, shown, strong, ink);
    ui.painter().galley(pos2(right - when.size().x, line - when.size().y / 2.0), when, colours.weak);
    let state = shortened(ui, &state, &small, right - left - 140.0);
    let line = rect.center().y + 11.0;
    ui.painter().text(pos2(left, line), egui::Align2::LEFT_CENTER, state, small, colours.weak);
    let trough = Rect::from_min_max(pos2(right - 120.0, line - 2.5), pos2(right, line + 2.5));
    paint_share(ui, trough, summary.totals.done as f32 / summary.totals.groups.max(1) as f32);
    response.on_hover_text(paths).clicked()
}

fn paint_share(ui: &Ui, trough: Rect, share: f32) {
    let (colours, radius) = (palette(ui), CornerRadius::same(2));
    ui.painter().rect_filled(trough, radius, colours.button[1]);
    let width = trough.width() * share.clamp(0.0, 1.0);
    if width >= 1.0 {
        let filled = Rect::from_min_size(trough.min, vec2(width, trough.height()));
        ui.painter().rect_filled(filled, radius, colours.accent);
    }
}

fn state(known: &Known) -> String {
    let totals = known.summary.totals;
    match (known.is_there, totals.groups) {
        (false, _) => text::review_missing().to_owned(),
        (true, 0) => text::review_empty().to_owned(),
        (true, _) => text::review_state(totals.done, totals.groups, totals.marked),
    }
}

/// How long ago that was, in words.
fn ago(then: SystemTime) -> String {
    let seconds = SystemTime::now().duration_since(then).unwrap_or(Duration::ZERO).as_secs();
    match seconds {
        0..90 => text::ago_moments().to_owned(),
        90..5_400 => text::ago_minutes((seconds + 30) / 60),
        5_400..129_600 => text::ago_hours((seconds + 1_800) / 3_600),
        _ => text::ago_days((seconds + 43_200) / 86_400),
    }
}

/// Draws folders scanned before; returns the one that was chosen.
pub fn folders(ui: &mut Ui, paths: &[PathBuf]) -> Option<PathBuf> {
    if paths.is_empty() {
        return None;
    }
    ui.add_space(theme::WIDE_GAP);
    ui.label(theme::strong(text::recent()));
    let mut chosen = None;
    for path in paths {
        let room = ui.available_width() - 50.0;
        let shown = shortened(ui, &path.display().to_string(), &theme::font(theme::BODY), room);
        let button = egui::Button::new((theme::icon(Icon::FolderPlus), RichText::new(shown)))
            .frame_when_inactive(false);
        if ui.add(button).accessible_name(text::add_recent(path)).clicked() {
            chosen = Some(path.clone());
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_rounded() {
        let check = |seconds, words| {
            assert_eq!(ago(SystemTime::now() - Duration::from_secs(seconds)), words);
        };
        check(5, "just now");
        check(130, "2 minutes ago");
        check(5_400, "2 hours ago");
        check(200_000, "2 days ago");
    }
}
