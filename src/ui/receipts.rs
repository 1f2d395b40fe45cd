//! The rows of a receipt, for the page after a removal and for the history: what became of each photo, the photo that was kept
//! instead, and the way to put it back.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Align, Color32, Label, Layout, Rect, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};
use lucide_icons::Icon;

use super::controls::{button, paint_cover, sign};
use super::pictures::{self, Limits, Picture, Pictures, Store};
use super::text;
use super::theme::{self, palette};
use crate::photo::ContentHash;
use crate::removal::{Entry, Lies, Outcome, Receipt};

const ROW: f32 = 54.0;
/// Side of the small pictures.
const PICTURE: f32 = 44.0;
/// Width of the button at the end of a row.
const PUT_BACK: f32 = 150.0;
/// In less room than this the photo that was kept is not shown.
const NARROW: f32 = 640.0;
const LIMITS: Limits = Limits { max_side: 128, threads: 2, bytes: 32 << 20, uploads: 12 };

/// One of the two photos of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Of {
    Gone(usize),
    Kept(usize),
}

/// The small pictures of one receipt.
pub struct ReceiptPictures {
    receipt: String,
    pictures: Pictures<Of>,
}

impl ReceiptPictures {
    /// Nothing is decoded before it is drawn, and nothing that `store` has.
    pub fn new(ctx: &egui::Context, receipt: &Receipt, store: Option<&Store>) -> Self {
        let files: Arc<[[(ContentHash, PathBuf); 2]]> = receipt.entries.iter().map(files).collect();
        let store = store.cloned();
        let make = move |of: Of| {
            let (content, path) = match of {
                Of::Gone(at) => &files[at][0],
                Of::Kept(at) => &files[at][1],
            };
            pictures::small_picture(*content, path, LIMITS.max_side, store.as_deref())
        };
        Self { receipt: receipt.id.clone(), pictures: Pictures::made_by(ctx, LIMITS, make) }
    }

    /// They are those of this receipt.
    pub fn are_of(&self, receipt: &Receipt) -> bool {
        self.receipt == receipt.id
    }

    fn get(&mut self, of: Of) -> Picture {
        self.pictures.get(of)
    }
}

/// The photo that went, where it lies now, and the one that was kept.
fn files(entry: &Entry) -> [(ContentHash, PathBuf); 2] {
    let (goes, keeper) = (&entry.removal.goes, &entry.removal.keeper);
    let place = match (&entry.outcome, entry.moved.first()) {
        (Outcome::Restored(place), _) => place,
        (_, Some(moved)) => &moved.to,
        (_, None) => &goes.path,
    };
    [(goes.content, place.clone()), (keeper.content, keeper.path.clone())]
}

/// Whether a photo that was moved away can be put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Nobody has looked, or it was not moved.
    Unknown,
    /// It lies where it was moved to.
    There,
    /// It does not: the trash was emptied, or a drive is away.
    Gone,
}

/// Every photo of a receipt, in an order of its own or as they were removed; returns the one that is to be put back, of those
/// that can be.
pub fn rows(
    ui: &mut Ui,
    (receipt, pictures): (&Receipt, &mut ReceiptPictures),
    order: Option<&[usize]>,
    reach: impl Fn(usize) -> Reach,
) -> Option<usize> {
    pictures.pictures.begin_frame();
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut wanted = None;
    let rows = ScrollArea::vertical().auto_shrink(false);
    rows.show_rows(ui, ROW, receipt.entries.len(), |ui, range| {
        for at in range {
            let at = order.map_or(at, |order| order[at]);
            if row(ui, (at, &receipt.entries[at]), pictures, reach(at)) {
                wanted = Some(at);
            }
        }
    });
    wanted
}

/// Whether it is to be put back.
fn row(ui: &mut Ui, (at, entry): (usize, &Entry), pictures: &mut ReceiptPictures, reach: Reach) -> bool {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let button_room = Rect::from_min_max(pos2(rect.right() - PUT_BACK, rect.top()), rect.max);
    let words = rect.with_max_x(button_room.left());
    let has_keeper = !entry.removal.keeper.path.as_os_str().is_empty() && rect.width() >= NARROW;
    let middle = if has_keeper { words.left() + words.width() * 0.58 } else { words.right() };
    let state = outcome(ui, entry, reach);
    let line = match state.0 {
        // What was moved to a folder says where it came from itself.
        Icon::FolderOutput => state.2,
        _ => format!("{} · {}", state.2, text::folder(&entry.removal.goes.path)),
    };
    let left = words.with_max_x(middle);
    photo(ui, left, &pictures.get(Of::Gone(at)), (&entry.removal.goes.path, &line, Some((state.0, state.1))));
    if has_keeper {
        let path = &entry.removal.keeper.path;
        let line = format!("{} · {}", text::stays_for_it(), text::folder(path));
        let right = words.with_min_x(middle + theme::WIDE_GAP);
        photo(ui, right, &pictures.get(Of::Kept(at)), (path, &line, None));
    }
    if reach != Reach::There {
        return false;
    }
    let name = text::put_back_photo(&text::name(&entry.removal.goes.path));
    let layout = Layout::right_to_left(Align::Center);
    let mut place = ui.new_child(UiBuilder::new().max_rect(button_room).layout(layout));
    button(&mut place, text::put_back_now()).accessible_name(name).clicked()
}

/// A picture, the name under which it is known, and a line about it after a sign.
fn photo(
    ui: &mut Ui,
    room: Rect,
    picture: &Picture,
    (path, line, state): (&Path, &str, Option<(Icon, Color32)>),
) {
    let place =
        Rect::from_center_size(pos2(room.left() + PICTURE / 2.0, room.center().y), vec2(PICTURE, PICTURE));
    paint_cover(ui, place, picture);
    let words = room.with_min_x(place.right() + 10.0).shrink2(vec2(0.0, 8.0));
    let ui = &mut ui.new_child(UiBuilder::new().max_rect(words));
    ui.spacing_mut().item_spacing.y = 2.0;
    let name = ui.add(Label::new(theme::strong(text::name(path))).truncate());
    name.on_hover_text(path.display().to_string());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        if let Some((icon, ink)) = state {
            sign(ui, icon, theme::SMALL + 2.0, ink);
        }
        ui.add(Label::new(theme::small(ui, line)).truncate()).on_hover_text(line);
    });
}

/// What became of a photo, in a sign and a sentence.
fn outcome(ui: &Ui, entry: &Entry, reach: Reach) -> (Icon, Color32, String) {
    let colours = palette(ui);
    match &entry.outcome {
        Outcome::Removed => {
            let (icon, said) = removed(entry, reach);
            (icon, colours.weak, said)
        }
        Outcome::Restored(place) => {
            let said = match *place == entry.removal.goes.path {
                true => text::outcome_restored().to_owned(),
                false => text::restored_beside(text::name(place)),
            };
            (Icon::Undo2, colours.weak, said)
        }
        Outcome::Refused(why) => (Icon::ShieldCheck, colours.accent, text::refused(&text::problem(why))),
        Outcome::Failed(why) => {
            let why = text::problem(why);
            let said = match entry.moved.first() {
                Some(moved) => text::failed_elsewhere(&why, &moved.to),
                None => text::failed(&why),
            };
            (Icon::TriangleAlert, colours.goes, said)
        }
        Outcome::NotAttempted => (Icon::CircleStop, colours.weak, text::outcome_not_attempted().to_owned()),
    }
}

/// What became of a photo that was removed: it may be away from where it was moved to by now.
fn removed(entry: &Entry, reach: Reach) -> (Icon, String) {
    let Some(moved) = entry.moved.first() else { return (Icon::Trash2, text::outcome_removed().to_owned()) };
    let folder = moved.to.parent().unwrap_or(&moved.to);
    match (reach, moved.lies()) {
        (Reach::Gone, Lies::InTrash) => (Icon::CircleSlash, text::outcome_emptied().to_owned()),
        (Reach::Gone, _) => (Icon::CircleSlash, text::outcome_away(folder)),
        (_, Lies::InTrash) => (Icon::Trash2, text::outcome_removed().to_owned()),
        (_, Lies::InQuarantine) => (Icon::Archive, text::outcome_quarantined().to_owned()),
        (_, Lies::InFolder) => {
            let from = moved.from.parent().unwrap_or(&moved.from);
            (Icon::FolderOutput, text::outcome_moved(from, folder))
        }
    }
}
