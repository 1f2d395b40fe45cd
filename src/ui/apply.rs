//! The page before anything happens: how much goes, what speaks against it, and every single photo that
//! goes with the one that stays for it.

use egui::{
    Align, CentralPanel, Frame, Label, Layout, Margin, Panel, Rect, ScrollArea, Sense, Ui, UiBuilder, pos2,
    vec2,
};
use lucide_icons::Icon;

use super::album::Album;
use super::controls::{button, checkbox, left_aligned, paint_cover, primary, shortened, sign};
use super::review::ReviewScreen;
use super::theme::{self, palette};
use super::{Action, keys, text};
use crate::photo::{Findings, Holding, PhotoId};
use crate::removal::RemovalPlan;

const ROW: f32 = 72.0;
/// Between what goes and what stays.
const BETWEEN: f32 = 24.0;
/// More than this at once deserves a second look.
const MANY: usize = 1000;

/// The state of the page.
pub struct Apply {
    review: Box<ReviewScreen>,
    plan: RemovalPlan,
    /// The same, and what keepers would lose is written beside them.
    plan_with_sidecars: RemovalPlan,
    keep_metadata: bool,
    /// What goes, and what stays for it.
    pairs: Vec<(PhotoId, PhotoId)>,
    warnings: Vec<String>,
}

impl Apply {
    /// Shows what the marks of this review come to.
    pub fn new(review: Box<ReviewScreen>) -> Self {
        let plan = RemovalPlan::from_review(review.review());
        let plan_with_sidecars = plan.clone().with_sidecars(review.findings());
        let pairs: Vec<_> = review.review().marked().collect();
        let warnings = warnings(review.findings(), &pairs);
        Self { review, plan, plan_with_sidecars, keep_metadata: false, pairs, warnings }
    }

    /// What the button carries out.
    pub fn plan(&self) -> &RemovalPlan {
        if self.keep_metadata { &self.plan_with_sidecars } else { &self.plan }
    }

    /// The review the marks were made in.
    pub fn review(&self) -> &ReviewScreen {
        &self.review
    }

    /// Back to it.
    pub fn into_review(self) -> Box<ReviewScreen> {
        self.review
    }

    fn keepers(&self) -> usize {
        let mut keepers: Vec<PhotoId> = self.pairs.iter().map(|(_, keeper)| *keeper).collect();
        keepers.sort_unstable();
        keepers.dedup();
        keepers.len()
    }
}

/// What would be lost that the keepers do not have, in sentences.
fn warnings(findings: &Findings, pairs: &[(PhotoId, PhotoId)]) -> Vec<String> {
    let facts = |photo: &PhotoId| &findings.photo(*photo).facts;
    let lost = |what: Holding| {
        pairs.iter().filter(|(goes, keeper)| what.is_beyond(facts(goes), facts(keeper))).count()
    };
    let mut warnings: Vec<String> = Holding::ALL
        .into_iter()
        .map(|what| (lost(what), what))
        .filter(|(photos, _)| *photos > 0)
        .map(|(photos, what)| text::lose(photos, text::holding(what)))
        .collect();
    let file = |photo: &PhotoId| &findings.photo(*photo).file;
    let splits =
        |(goes, keeper): &&(PhotoId, PhotoId)| file(goes).companions_beyond(file(keeper)).next().is_some();
    match pairs.iter().filter(splits).count() {
        0 => {}
        photos => warnings.push(text::lose(photos, text::has_companions())),
    }
    if pairs.len() > MANY {
        warnings.push(text::many(pairs.len()));
    }
    warnings
}

/// Draws the page.
pub fn ui(ui: &mut Ui, apply: &mut Apply) -> Option<Action> {
    apply.review.album().begin_frame();
    let frame = Frame::new().fill(palette(ui).panel).inner_margin(Margin::symmetric(20, 14));
    Panel::top("apply-head").frame(frame).resizable(false).show(ui, |ui| head(ui, apply));
    let foot = Panel::bottom("apply-foot").frame(frame).resizable(false);
    let action = foot.show(ui, |ui| foot_ui(ui, apply)).inner;
    let window = Frame::new().fill(palette(ui).window).inner_margin(Margin::symmetric(20, 10));
    CentralPanel::no_frame().frame(window).show(ui, |ui| {
        columns(ui);
        let (review, album) = apply.review.parts();
        let pairs = &apply.pairs;
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW, pairs.len(), |ui, range| {
            for pair in &pairs[range] {
                row(ui, review.findings(), album, *pair);
            }
        });
    });
    action.or(keys::escaped(ui.ctx()).then_some(Action::BackToReview))
}

/// The headings of the list.
fn columns(ui: &mut Ui) {
    let half = (ui.available_width() - ui.spacing().scroll.allocated_width() - BETWEEN) / 2.0;
    let colours = palette(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let headings =
            [(Icon::Trash2, text::goes(), colours.goes), (Icon::Check, text::stays_for_it(), colours.accent)];
        for (icon, heading, ink) in headings {
            left_aligned(ui, vec2(half, 28.0), |ui| {
                sign(ui, icon, theme::BODY, ink);
                ui.add_space(6.0);
                ui.label(theme::strong(heading).color(ink));
            });
            ui.add_space(BETWEEN);
        }
    });
}

fn head(ui: &mut Ui, apply: &mut Apply) {
    ui.heading(text::apply_title());
    ui.label(text::apply_summary(apply.pairs.len(), apply.plan.bytes(), apply.keepers()));
    let sleeping = apply.review.review().sleeping();
    if sleeping > 0 {
        ui.label(theme::weak(ui, text::apply_asleep(sleeping)));
    }
    for warning in &apply.warnings {
        ui.horizontal(|ui| {
            sign(ui, Icon::TriangleAlert, theme::BODY, palette(ui).goes);
            ui.label(warning);
        });
    }
    let sidecars = apply.plan_with_sidecars.sidecars();
    if sidecars > 0 {
        let offer = text::keep_metadata(sidecars);
        checkbox(ui, &mut apply.keep_metadata, &offer, &offer).on_hover_text(text::keep_metadata_help());
    }
}

fn foot_ui(ui: &mut Ui, apply: &Apply) -> Option<Action> {
    ui.add(Label::new(theme::small(ui, text::trash_help())).wrap());
    ui.add_space(2.0);
    ui.horizontal(|ui| {
        let back = button(ui, text::back_to_review()).clicked();
        let right = Layout::right_to_left(Align::Center);
        let go = ui.with_layout(right, |ui| {
            ui.add_enabled_ui(!apply.pairs.is_empty(), |ui| {
                primary(ui, &text::move_to_trash(apply.pairs.len()))
            })
            .inner
            .clicked()
        });
        if go.inner {
            return Some(Action::Remove);
        }
        back.then_some(Action::BackToReview)
    })
    .inner
}

fn row(ui: &mut Ui, findings: &Findings, album: &mut Album, (goes, stays): (PhotoId, PhotoId)) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let half = (rect.width() - BETWEEN) / 2.0;
    let left = Rect::from_min_size(rect.min, vec2(half, ROW - 8.0));
    let right = Rect::from_min_size(pos2(rect.right() - half, rect.top()), vec2(half, ROW - 8.0));
    photo(ui, findings, album, goes, left);
    photo(ui, findings, album, stays, right);
}

/// One photo: picture, name, folder and size.
fn photo(ui: &mut Ui, findings: &Findings, album: &mut Album, id: PhotoId, rect: Rect) {
    let photo = findings.photo(id);
    let picture = Rect::from_min_size(rect.min, vec2(rect.height(), rect.height()));
    paint_cover(ui, picture, &album.thumbnail(id));
    let room = Rect::from_min_max(pos2(picture.right() + 12.0, rect.top() + 4.0), rect.max);
    let ui = &mut ui.new_child(UiBuilder::new().max_rect(room));
    ui.spacing_mut().item_spacing.y = 3.0;
    let strong = theme::strong_font(theme::BODY);
    let name = shortened(ui, &text::name(photo.path()), &strong, room.width());
    ui.label(theme::strong(name)).on_hover_text(photo.path().display().to_string());
    let small = theme::font(theme::SMALL);
    let folder = shortened(ui, &text::folder(photo.path()), &small, room.width());
    ui.label(theme::small(ui, folder));
    ui.label(theme::small(ui, text::photo_line(photo)));
}
