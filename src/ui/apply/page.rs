//! How the page before a removal is drawn.

use egui::{
    Align, CentralPanel, Frame, Label, Layout, Margin, Panel, Rect, ScrollArea, Sense, Ui, UiBuilder, pos2,
    vec2,
};
use lucide_icons::Icon;

use super::super::album::Album;
use super::super::controls::{button, checkbox, left_aligned, paint_cover, primary, shortened, sign};
use super::super::theme::{self, palette};
use super::super::{Action, keys, text};
use super::{Apply, Row};
use crate::photo::{Findings, PhotoId};

const ROW: f32 = 92.0;
/// Between what goes and what stays.
const BETWEEN: f32 = 24.0;
/// Width of the box to tick.
const TICK: f32 = 32.0;
/// Height of the warnings, from where they scroll.
const WARNINGS: f32 = 132.0;

/// Draws the page.
pub fn ui(ui: &mut Ui, apply: &mut Apply) -> Option<Action> {
    apply.review.album().begin_frame();
    let due = apply.poll();
    let frame = Frame::new().fill(palette(ui).panel).inner_margin(Margin::symmetric(20, 14));
    Panel::top("apply-head").frame(frame).resizable(false).show(ui, |ui| head(ui, apply));
    let foot = Panel::bottom("apply-foot").frame(frame).resizable(false);
    let action = foot.show(ui, |ui| foot_ui(ui, apply)).inner;
    let window = Frame::new().fill(palette(ui).window).inner_margin(Margin::symmetric(20, 10));
    CentralPanel::no_frame().frame(window).show(ui, |ui| {
        let half = half(ui, apply.rows.len());
        let mut changed = columns(ui, apply, half);
        ui.spacing_mut().item_spacing.y = 0.0;
        let (review, album) = apply.review.parts();
        let rows = &mut apply.rows;
        ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW, rows.len(), |ui, range| {
            for row in &mut rows[range] {
                changed |= row_ui(ui, (review.findings(), half), album, row);
            }
        });
        if changed {
            apply.renew();
        }
    });
    let action = if due { Some(Action::Remove) } else { action };
    action.or(keys::escaped(ui.ctx()).then_some(Action::BackToReview))
}

/// Width of one photo's half of a row. A bar takes room from the rows only where there is one.
fn half(ui: &Ui, rows: usize) -> f32 {
    let scrolls = rows as f32 * ROW > ui.available_height() - 36.0;
    let bar = if scrolls { ui.spacing().scroll.allocated_width() } else { 0.0 };
    (ui.available_width() - TICK - BETWEEN - bar) / 2.0
}

/// The headings of the list; whether all rows were ticked or unticked.
fn columns(ui: &mut Ui, apply: &mut Apply, half: f32) -> bool {
    let colours = palette(ui);
    let mut changed = false;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let mut all = apply.rows.iter().all(|row| row.ticked);
        left_aligned(ui, vec2(TICK, 28.0), |ui| {
            if checkbox(ui, &mut all, "", text::tick_all()).on_hover_text(text::tick_all()).changed() {
                apply.rows.iter_mut().for_each(|row| row.ticked = all);
                changed = true;
            }
        });
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
    changed
}

fn head(ui: &mut Ui, apply: &mut Apply) {
    ui.heading(text::apply_title());
    let (photos, bytes, kept) = (apply.ticked(), apply.plan.bytes(), apply.keepers());
    ui.label(text::apply_line(apply.going(), photos, bytes, kept));
    let stay = apply.rows.len() - photos;
    if stay > 0 {
        ui.label(theme::weak(ui, text::apply_unticked(stay)));
    }
    let sleeping = apply.review.review().sleeping();
    if sleeping > 0 {
        ui.label(theme::weak(ui, text::apply_asleep(sleeping)));
    }
    let area = ScrollArea::vertical().id_salt("warnings").max_height(WARNINGS).auto_shrink([false, true]);
    area.show(ui, |ui| {
        ui.spacing_mut().interact_size.y = 18.0;
        ui.spacing_mut().item_spacing.y = 4.0;
        for warning in &apply.warnings {
            ui.horizontal(|ui| {
                sign(ui, Icon::TriangleAlert, theme::BODY, palette(ui).goes);
                ui.add(Label::new(warning).wrap());
            });
        }
    });
    let sidecars = apply.plan_with_sidecars.sidecars();
    if sidecars > 0 {
        let offer = text::keep_metadata(sidecars);
        checkbox(ui, &mut apply.keep_metadata, &offer, &offer).on_hover_text(text::keep_metadata_help());
    }
}

fn foot_ui(ui: &mut Ui, apply: &mut Apply) -> Option<Action> {
    let no_folder = text::no_folder(apply.going_without_folder());
    if apply.target.ui(ui, no_folder) {
        apply.renew();
    }
    let going = apply.going();
    ui.add(Label::new(theme::small(ui, text::going_help(going))).wrap());
    ui.add_space(2.0);
    ui.horizontal(|ui| {
        let back = button(ui, text::back_to_review()).clicked();
        let right = Layout::right_to_left(Align::Center);
        let ready = apply.ticked() > 0 && apply.target.is_named();
        let label = text::move_button(going, apply.ticked());
        let go =
            ui.with_layout(right, |ui| ui.add_enabled_ui(ready, |ui| primary(ui, &label)).inner.clicked());
        if go.inner && apply.press() {
            return Some(Action::Remove);
        }
        back.then_some(Action::BackToReview)
    })
    .inner
}

/// Whether it was ticked or unticked.
fn row_ui(ui: &mut Ui, (findings, half): (&Findings, f32), album: &mut Album, row: &mut Row) -> bool {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let tick = Rect::from_min_size(rect.min, vec2(TICK, ROW - 8.0));
    let name = text::name(findings.photo(row.goes).path());
    let mut place =
        ui.new_child(UiBuilder::new().max_rect(tick).layout(Layout::left_to_right(Align::Center)));
    let changed = checkbox(&mut place, &mut row.ticked, "", &text::tick(&name)).changed();
    let left = Rect::from_min_size(pos2(tick.right(), rect.top()), vec2(half, ROW - 8.0));
    let right = Rect::from_min_size(pos2(left.right() + BETWEEN, rect.top()), vec2(half, ROW - 8.0));
    let goes = &mut photo(ui, findings, album, (row.goes, left));
    let said = if row.ticked { text::relation_of(row.relation) } else { text::stays_this_time() };
    let said = theme::small(goes, said);
    goes.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.label(said);
        if row.ticked && !row.warnings.is_empty() {
            let ink = palette(ui).goes;
            sign(ui, Icon::TriangleAlert, theme::SMALL, ink);
            let told = egui::RichText::new(row.warnings.join(" ")).size(theme::SMALL).color(ink);
            ui.add(Label::new(told).truncate()).on_hover_text(row.warnings.join("\n"));
        }
    });
    photo(ui, findings, album, (row.stays, right));
    changed
}

/// One photo: picture, name, folder and size; returns the room below that.
fn photo(ui: &mut Ui, findings: &Findings, album: &mut Album, (id, rect): (PhotoId, Rect)) -> Ui {
    let photo = findings.photo(id);
    let picture = Rect::from_min_size(rect.min, vec2(rect.height(), rect.height()));
    paint_cover(ui, picture, &album.thumbnail(id));
    let room = Rect::from_min_max(pos2(picture.right() + 12.0, rect.top() + 4.0), rect.max);
    let mut ui = ui.new_child(UiBuilder::new().max_rect(room));
    ui.spacing_mut().item_spacing.y = 3.0;
    let strong = theme::strong_font(theme::BODY);
    let name = shortened(&ui, &text::name(photo.path()), &strong, room.width());
    ui.label(theme::strong(name)).on_hover_text(photo.path().display().to_string());
    let small = theme::font(theme::SMALL);
    let folder = shortened(&ui, &text::folder(photo.path()), &small, room.width());
    ui.label(theme::small(&ui, folder));
    ui.label(theme::small(&ui, text::photo_line(photo)));
    ui
}
