//! The panel on the right: what the two photos are to each other and how sure that is, what speaks against removing one
//! and then what speaks for it, why the keeper is suggested, and their metadata side by side.

use egui::{Color32, Frame, Label, Margin, Panel, RichText, ScrollArea, Ui, vec2};
use lucide_icons::Icon;

use super::super::controls::{left_aligned, shortened, sign};
use super::super::presence::Presence;
use super::super::text;
use super::super::theme::{self, palette};
use super::ReviewScreen;
use super::details::{self, Better, Case, Row};
use super::filmstrip;
use super::place::Place;
use crate::photo::{Doubt, Group, Link, Photo, PhotoId, Reason, Relation};

/// Draws it.
pub fn ui(ui: &mut Ui, screen: &mut ReviewScreen) {
    let Some(place) = screen.place.clone() else { return };
    let pair = [place.left, place.right];
    // Measuring opens the photos once more, and must not keep the user waiting for them.
    let shown = pair.into_iter().all(|photo| screen.album.is_settled(photo));
    let sharpness = if shown { screen.looking.sharpnesses.of(pair) } else { [None; 2] };
    let frame = Frame::new().fill(palette(ui).panel).inner_margin(Margin::same(theme::MARGIN));
    let panel = Panel::right("review-why").frame(frame).default_size(272.0).size_range(240.0..=460.0);
    panel.show(ui, |ui| {
        ScrollArea::vertical()
            .id_salt("why")
            .auto_shrink(false)
            .show(ui, |ui| contents(ui, screen, &place, sharpness));
    });
}

fn contents(ui: &mut Ui, screen: &mut ReviewScreen, place: &Place, sharpness: [Option<f32>; 2]) {
    let pair = [place.left, place.right];
    let missing = pair.into_iter().any(|photo| screen.album.presence(photo) == Presence::Gone);
    let screen = &*screen;
    let review = &screen.review;
    let group = &review.groups()[place.group];
    let findings = review.findings();
    let photos = [findings.photo(place.left), findings.photo(place.right)];
    let parted = review.is_parted(place.left, place.right);
    let link = findings.pairs.link(place.left, place.right).filter(|_| !parted);
    ui.heading(text::why());
    if let Some(found) = &screen.found {
        ui.add(Label::new(text::found_words(found.link(place.right))).wrap());
        let distance = found.distance(place.right).map(text::found_distance).unwrap_or_default();
        ui.label(theme::small(ui, distance));
        section(ui, text::details());
        return table(ui, photos, &details::table(photos, None, sharpness));
    }
    if missing {
        // What the scan saw is no reason any more to let one of them go.
        ui.add(Label::new(text::one_is_missing()).wrap());
        if review.is_chosen(place.group) {
            ui.label(text::chosen_by_you());
        }
        section(ui, text::details());
        return table(ui, photos, &details::table(photos, link, sharpness));
    }
    let relation = if parted { text::relation_parted().to_owned() } else { text::relation(link) };
    ui.add(Label::new(relation).wrap());
    if let Some(sure) = link.and_then(details::confidence) {
        ui.add(Label::new(theme::weak(ui, sure)).wrap());
    }
    came_back(ui, screen, pair);
    let case = if group.keeper == place.right {
        let link = link.map(Link::reversed);
        Case { stays: photos[1], goes: photos[0], link, sharpness: [sharpness[1], sharpness[0]] }
    } else {
        Case { stays: photos[0], goes: photos[1], link, sharpness }
    };
    let colours = palette(ui);
    let against = details::against(&case);
    // Nothing is called safe that Enter would not mark, or that something speaks against.
    let may_go = against.is_empty() && screen.suggested.contains_key(&beside_keeper(group, place));
    let title = if may_go { text::in_favour() } else { text::keeper_is_better() };
    sentences(ui, text::against(), &against, (Icon::TriangleAlert, colours.goes));
    sentences(ui, title, &details::in_favour(&case), (Icon::Check, colours.accent));
    suggested(ui, screen, place, photos);
    section(ui, text::details());
    table(ui, photos, &details::table(photos, link, sharpness));
}

/// What is suggested for the group, and why the photo on the right is not.
fn suggested(ui: &mut Ui, screen: &ReviewScreen, place: &Place, photos: [&Photo; 2]) {
    let review = &screen.review;
    let (group, findings) = (&review.groups()[place.group], review.findings());
    section(ui, text::suggestion());
    let to_mark = review.suggested(place.group).len();
    let goes = beside_keeper(group, place);
    let other = if goes == place.left { photos[0] } else { photos[1] };
    let names = [findings.photo(group.keeper), other];
    match (group.reason.as_ref(), filmstrip::why_it_may_go(screen, goes)) {
        (None, _) if review.is_chosen(place.group) => drop(ui.label(text::chosen_by_you())),
        // No photo is the best of the group, and yet a copy of one that stays may go.
        (None, Some(why)) => {
            ui.add(Label::new(text::lets_go(&beside(other, names[0]))).wrap());
            ui.label(theme::weak(ui, why));
        }
        (None, None) if to_mark > 0 || group.kind() != Relation::Similar => {
            drop(ui.label(text::no_suggestion()));
        }
        (Some(reason), _) if to_mark > 0 => suggestion(ui, names, reason),
        _ => drop(ui.label(text::keep_all_suggested())),
    }
    let member = group.members.iter().find(|member| member.photo == place.right);
    // What it has that the keeper lacks stands above, and so does that it is only alike.
    let says_more = |doubt: &Doubt| match doubt {
        Doubt::Holds(_) | Doubt::Companions(_) | Doubt::OnlyAlike | Doubt::NoReason => to_mark > 0,
        _ => true,
    };
    if let Some(doubt) = member.and_then(|member| review.doubt(member)).filter(says_more) {
        ui.add(Label::new(text::doubt(&doubt)).wrap());
    }
}

/// Which of the photos were removed once and are there again.
fn came_back(ui: &mut Ui, screen: &ReviewScreen, pair: [PhotoId; 2]) {
    for sentence in pair.into_iter().filter_map(|photo| screen.came_back_words(photo)) {
        ui.horizontal_top(|ui| {
            sign(ui, Icon::History, theme::BODY, palette(ui).accent);
            ui.add(Label::new(sentence).wrap());
        });
    }
}

fn section(ui: &mut Ui, title: &str) {
    ui.add_space(theme::GAP);
    ui.label(theme::strong(title));
}

fn sentences(ui: &mut Ui, title: &str, sentences: &[String], (icon, ink): (Icon, Color32)) {
    if sentences.is_empty() {
        return;
    }
    section(ui, title);
    ui.spacing_mut().item_spacing.y = 4.0;
    for sentence in sentences {
        ui.horizontal_top(|ui| {
            sign(ui, icon, theme::BODY, ink);
            ui.add(Label::new(sentence).wrap());
        });
    }
    ui.spacing_mut().item_spacing.y = theme::GAP;
}

fn suggestion(ui: &mut Ui, [keeper, other]: [&Photo; 2], reason: &Reason) {
    ui.add(Label::new(text::keeps(&beside(keeper, other))).wrap());
    ui.label(theme::weak(ui, text::reason(reason)));
}

/// Of the two photos the one that is not the keeper.
fn beside_keeper(group: &Group, place: &Place) -> PhotoId {
    if group.keeper == place.right { place.left } else { place.right }
}

fn beside(photo: &Photo, other: &Photo) -> String {
    text::name_beside(photo.path(), other.path())
}

fn table(ui: &mut Ui, photos: [&Photo; 2], rows: &[Row]) {
    ui.spacing_mut().item_spacing = vec2(12.0, 3.0);
    let half = (ui.available_width() - 12.0) / 2.0;
    let small = theme::font(theme::SMALL);
    ui.horizontal_top(|ui| {
        for [photo, other] in [photos, [photos[1], photos[0]]] {
            let name = shortened(ui, &text::name_beside(photo.path(), other.path()), &small, half);
            left_aligned(ui, vec2(half, 18.0), |ui| ui.label(theme::small(ui, name)));
        }
    });
    for row in rows {
        ui.separator();
        ui.label(theme::small(ui, row.label));
        if row.left == row.right {
            // In the middle: it is neither the one's nor the other's.
            ui.vertical_centered(|ui| ui.add(Label::new(&row.left).wrap()));
            continue;
        }
        ui.horizontal_top(|ui| {
            value(ui, half, &row.left, (row.better == Better::Left).then_some(row.word));
            value(ui, half, &row.right, (row.better == Better::Right).then_some(row.word));
        });
    }
}

/// A value; the better one is strong, and has a sign and a word.
fn value(ui: &mut Ui, width: f32, value: &str, better: Option<&str>) {
    ui.allocate_ui(vec2(width, 0.0), |ui| {
        ui.set_width(width);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let text = if better.is_some() { theme::strong(value) } else { RichText::new(value) };
            ui.add(Label::new(text).wrap());
            let Some(word) = better else { return };
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 3.0;
                let accent = palette(ui).accent;
                sign(ui, Icon::ArrowUp, theme::SMALL, accent);
                ui.label(RichText::new(word).size(theme::SMALL).color(accent));
            });
        });
    });
}
