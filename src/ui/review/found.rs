//! The review screen with nothing to decide: photos in the order of their distance to an example. The list stands where
//! the groups do, the stage compares each photo with the example.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{
    Align2, Frame, Margin, Panel, Rect, Response, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2,
    vec2,
};

use super::super::action::Example;
use super::super::command::Command;
use super::super::controls::{paint_cover, paint_row, shortened};
use super::super::pictures::Store;
use super::super::theme::{self, palette};
use super::super::{Action, text};
use super::list::ROW_HEIGHT;
use super::place::Place;
use super::{NARROW, ReviewScreen, menu, stage, why};
use crate::find::Found;
use crate::nearest::Near;
use crate::photo::{Group, LOOSEST_DISTANCE, Link, Member, PhotoId};
use crate::review::{Decision, Refusal, Review};

const THUMBNAIL: f32 = 58.0;

/// What the list shows.
pub struct FoundList {
    example: PhotoId,
    near: Vec<Near>,
    /// What each of `near` is to the examples.
    links: Vec<Option<Link>>,
    /// The nearest so many are plausible; what follows is hardly like the example.
    plausible: usize,
    /// Photos that are marked in the review.
    marked: BTreeSet<PhotoId>,
}

impl FoundList {
    /// How many were found.
    pub fn len(&self) -> usize {
        self.near.len()
    }

    /// How many of them are like the example.
    pub fn plausible(&self) -> usize {
        self.plausible
    }

    /// What stands in a row of the list; `None`: where what is hardly alike begins.
    fn at(&self, row: usize) -> Option<usize> {
        match row.cmp(&self.plausible) {
            Ordering::Less => Some(row),
            Ordering::Equal => None,
            Ordering::Greater => Some(row - 1),
        }
    }

    /// The row of the list, from above.
    fn list_row(&self, at: usize) -> usize {
        if at < self.plausible { at } else { at + 1 }
    }

    /// The place of a photo in the list.
    pub fn row_of(&self, photo: PhotoId) -> Option<usize> {
        self.near.iter().position(|near| near.photo == photo)
    }

    /// What a photo is to the examples.
    pub fn link(&self, photo: PhotoId) -> Option<Link> {
        self.row_of(photo).and_then(|row| self.links[row])
    }

    /// Its distance.
    pub fn distance(&self, photo: PhotoId) -> Option<f32> {
        self.row_of(photo).map(|row| self.near[row].distance)
    }

    /// The example on the left.
    pub fn example(&self) -> PhotoId {
        self.example
    }
}

impl ReviewScreen {
    /// Shows what was found, the nearest beside the example; at least one photo was found.
    pub fn looking(ctx: &egui::Context, found: Found, thumbnails: Option<&Store>) -> Self {
        let (near, links) = related_first(&found);
        let Found { findings, examples, .. } = found;
        let plausible = plausible(&near, &links);
        let example = examples.first().copied().unwrap_or(PhotoId(0));
        let member = |near: &Near| Member {
            photo: near.photo,
            link: findings.pairs.link(example, near.photo),
            twin_of: None,
        };
        let members = near.iter().map(member).collect();
        let group = Group { keeper: example, reason: None, members };
        let mut screen = Self::new(ctx, Review::of_group(Arc::new(findings), group), thumbnails);
        screen.found = Some(FoundList { example, near, links, plausible, marked: BTreeSet::new() });
        screen.enter(0);
        screen
    }

    /// The action that finds photos like this one, or like the one on the right.
    pub(super) fn find_like(&self, photo: Option<PhotoId>) -> Option<Action> {
        let photo = self.findings().photo(photo.or(self.selected())?);
        Some(Action::FindLike(Example::Photos(vec![photo.path().to_owned()])))
    }

    /// The photo on the right.
    pub fn selected(&self) -> Option<PhotoId> {
        self.place.as_ref().map(|place| place.right)
    }

    /// The example that photos like it were found of.
    pub fn example(&self) -> Option<PhotoId> {
        self.found.as_ref().map(FoundList::example)
    }

    /// Shows which photos are marked in the review behind.
    pub fn show_marks(&mut self, review: &Review) {
        if let Some(found) = &mut self.found {
            found.marked = review.marked().map(|(goes, _)| goes).collect();
        }
    }

    /// How many of the photos that were found are like the example.
    pub fn plausible(&self) -> usize {
        self.found.as_ref().map_or(0, FoundList::plausible)
    }

    /// Marks a photo from outside of the review's own pages, or takes its mark back.
    pub fn toggle_mark_of(&mut self, photo: PhotoId) -> Result<Decision, Refusal> {
        let decision = self.review.toggle_mark(photo)?;
        self.changed_anywhere();
        Ok(decision)
    }

    /// Shows only groups with one of these photos, or all again.
    pub fn review_only(&mut self, photos: Option<BTreeSet<PhotoId>>) {
        self.list.only(&self.review, photos);
        self.count();
        self.enter_first();
    }

    /// Goes to the group of a photo, in whichever list it is.
    pub fn open_group_of(&mut self, photo: PhotoId) {
        let Some(group) = self.review.group_of(photo) else { return };
        self.list.bring(&self.review, group);
        self.count();
        self.enter(group);
        self.compare_with(photo);
    }
}

/// What a command means where there is nothing to decide; `None`: nothing.
pub fn meaning(command: Command) -> Option<Command> {
    use Command::*;
    match command {
        NextGroup => Some(NextPhoto),
        PreviousGroup => Some(PreviousPhoto),
        Accept | KeepNumber(_) | Keep(_) | ToggleSharpest | KeepAll | KeepAllForGood | Reopen | Undo
        | Redo | NextTab | PreviousTab | Help | OpenMap | Table(_) => None,
        other => Some(other),
    }
}

/// Draws the list and, beside it, the stage and the details.
pub fn draw(ui: &mut Ui, screen: &mut ReviewScreen) -> Vec<Command> {
    let mut commands = Vec::new();
    list(ui, screen, &mut commands);
    if (ui.ctx().content_rect().width() < NARROW) == screen.why_switched {
        why::ui(ui, screen);
    }
    stage::ui(ui, screen, &mut commands);
    commands
}

fn list(ui: &mut Ui, screen: &mut ReviewScreen, commands: &mut Vec<Command>) {
    let frame = Frame::new().fill(palette(ui).panel).inner_margin(Margin::same(10));
    let panel = Panel::left("found-photos").frame(frame).default_size(296.0).size_range(270.0..=520.0);
    panel.show(ui, |ui| {
        let width = ui.available_width();
        ui.set_min_width(width);
        ui.set_max_width(width - 1.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        let (Some(found), Some(place)) = (screen.found.take(), screen.place.clone()) else { return };
        let mut area = ScrollArea::vertical().id_salt("found-rows").auto_shrink(false);
        if std::mem::take(&mut screen.reveal_row)
            && let Some(offset) = offset_to_reveal(screen, &found, &place, ui.available_height())
        {
            area = area.vertical_scroll_offset(offset);
        }
        // The last row that is plausible is followed by a line about the others, if there are any.
        let rows = found.len() + usize::from(found.plausible < found.len());
        let shown = area.show_rows(ui, ROW_HEIGHT, rows, |ui, range| {
            for at in range {
                let Some(at) = found.at(at) else {
                    end_of_plausible(ui, &found);
                    continue;
                };
                let response = row(ui, screen, &found, at);
                if response.clicked() {
                    commands.push(Command::Show(found.near[at].photo));
                }
                menu::ui(&response, found.near[at].photo, screen, commands);
            }
        });
        screen.list_offset = Some(shown.state.clamped_offset().y);
        screen.found = Some(found);
    });
}

fn offset_to_reveal(screen: &ReviewScreen, found: &FoundList, place: &Place, height: f32) -> Option<f32> {
    let top = found.list_row(found.row_of(place.right)?) as f32 * ROW_HEIGHT;
    let offset = screen.list_offset.unwrap_or(0.0);
    if top < offset {
        return Some(top);
    }
    (top + ROW_HEIGHT > offset + height).then_some(top + ROW_HEIGHT - height)
}

/// The photos that are proved to be related to the example, then the others; both the nearest first. A part of a collage may
/// be far from it.
fn related_first(found: &Found) -> (Vec<Near>, Vec<Option<Link>>) {
    let mut linked: Vec<_> = found.near.iter().map(|near| (*near, found.link(near.photo))).collect();
    linked.sort_by_key(|(_, link)| link.is_none());
    linked.into_iter().unzip()
}

/// How many of the first photos are like the example: those that are related to it, and those within the loosest distance at
/// which a scan calls photos alike.
fn plausible(near: &[Near], links: &[Option<Link>]) -> usize {
    let mut alike =
        near.iter().zip(links).map(|(near, link)| link.is_some() || near.distance <= LOOSEST_DISTANCE);
    alike.position(|alike| !alike).unwrap_or(near.len())
}

/// Says where the photos begin that are hardly like the example.
fn end_of_plausible(ui: &mut Ui, found: &FoundList) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::hover());
    let colours = palette(ui);
    let room = rect.shrink2(vec2(6.0, 18.0));
    ui.painter().hline(room.x_range(), room.top(), Stroke::new(1.0, colours.line));
    let ui = &mut ui.new_child(UiBuilder::new().max_rect(room.with_min_y(room.top() + 8.0)));
    let said = if found.plausible == 0 { text::none_plausible() } else { text::end_of_plausible() };
    ui.add(egui::Label::new(theme::small(ui, said)).wrap());
}

fn row(ui: &mut Ui, screen: &mut ReviewScreen, found: &FoundList, at: usize) -> Response {
    let (whole, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
    let rect = whole.shrink2(vec2(0.0, 2.0));
    let Near { photo, distance } = found.near[at];
    let selected = screen.selected() == Some(photo);
    let name = text::name(screen.findings().photo(photo).path());
    let is_marked = found.marked.contains(&photo);
    let relation = if is_marked { text::marked_state() } else { text::found_relation(found.links[at]) };
    response.widget_info(|| {
        let told = text::found_row(&name, distance, relation);
        WidgetInfo::selected(egui::Role::Button, true, selected, told)
    });
    let colours = palette(ui);
    paint_row(ui, &response, rect, selected.then_some(colours.selected));
    let corner = pos2(rect.left() + 6.0, rect.center().y - THUMBNAIL / 2.0);
    paint_cover(ui, Rect::from_min_size(corner, vec2(THUMBNAIL, THUMBNAIL)), &screen.album.thumbnail(photo));
    let left = corner.x + THUMBNAIL + 10.0;
    let line = |y: f32| pos2(left, rect.center().y + y);
    let strong = theme::strong_font(13.0);
    let name = shortened(ui, &name, &strong, rect.right() - 8.0 - left);
    let small = theme::font(theme::SMALL);
    ui.painter().text(line(-19.0), Align2::LEFT_CENTER, name, strong, colours.text);
    let far = text::found_distance(distance);
    ui.painter().text(line(0.0), Align2::LEFT_CENTER, far, small.clone(), colours.weak);
    ui.painter().text(
        line(19.0),
        Align2::LEFT_CENTER,
        relation,
        small,
        if is_marked { colours.goes } else { colours.accent },
    );
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plausible_ends_before_the_first_photo_that_is_not() {
        let near = |distance| Near { photo: PhotoId(0), distance };
        let list = [near(0.1), near(LOOSEST_DISTANCE + 0.1), near(LOOSEST_DISTANCE + 0.2)];
        assert_eq!(plausible(&list, &[None, None, None]), 1);
        assert_eq!(plausible(&list, &[None, Some(Link::EXACT), None]), 2);
        assert_eq!(plausible(&list[1..], &[None, None]), 0);
        assert_eq!(plausible(&list[..1], &[None]), 1);
    }
}
