//! Where the two photos differ: found in the background, kept for the pairs looked at last, and drawn over both panes. What
//! is the same steps back, what differs stays as it is and is outlined.

use std::collections::HashMap;
use std::sync::Arc;

use egui::{
    Color32, ColorImage, Context, Label, Painter, Pos2, Shape, Stroke, TextureHandle, TextureOptions, Ui,
    vec2,
};

use super::super::canvas::{self, Patch, point};
use super::super::request_queue::{Pace, RequestQueue};
use super::super::text;
use super::super::theme::{self, palette};
use super::view::{Layout, Side, aligned};
use crate::decode;
use crate::difference::{self, Difference, Outline};
use crate::photo::{PhotoId, Relation, SharedFindings, Transform};

/// Pairs remembered.
const KEPT: usize = 24;
/// How much of what is the same is covered, 0 to 255.
const VEIL: u32 = 178;

/// A pair, left and right.
type Pair = [PhotoId; 2];

/// What is known of how two photos differ.
#[derive(Clone)]
pub enum Known {
    /// Not at all: they are the same bytes.
    SameBytes,
    /// It is being found out.
    Pending,
    /// They do not line up, or one cannot be read.
    Nothing,
    /// This.
    Found(Arc<Found>),
}

/// How two photos differ, ready to be drawn.
pub struct Found {
    areas: Vec<Outline>,
    share: f32,
    veil: TextureHandle,
    /// The photo that all is told in.
    ground: Side,
    /// From its fractions to those of the other.
    to_partner: Transform,
}

/// The pairs looked at last.
pub struct Differences {
    ctx: Context,
    findings: SharedFindings,
    known: HashMap<Pair, (Known, u64)>,
    requests: RequestQueue<Pair, Option<(Side, Difference)>>,
    frame: u64,
}

impl Differences {
    /// Nothing is compared before it is asked for.
    pub fn new(ctx: &Context, findings: &SharedFindings) -> Self {
        let (shared, findings) = (SharedFindings::clone(findings), SharedFindings::clone(findings));
        let requests = RequestQueue::new(ctx, "difference", Pace::SMALL, move |[left, right]: Pair| {
            let link = shared.pairs.link(left, right);
            let picture =
                |photo: PhotoId| decode::preview(shared.photo(photo).path(), difference::LOOKED_AT_PX).ok();
            let pictures = (picture(left)?, picture(right)?);
            let known = aligned(link).or_else(|| difference::line_up(&pictures.0, &pictures.1))?;
            let shown = link.and_then(|link| link.proof).map_or([1.0; 2], |edit| [edit.shown, edit.filled]);
            // The same call as the scan's, on the same of the two: what is outlined is what the verdict speaks of.
            if difference::is_ground(&pictures.0, &pictures.1, shown) {
                Some((Side::Left, difference::compare(&pictures.0, &pictures.1, &known)?))
            } else {
                Some((Side::Right, difference::compare(&pictures.1, &pictures.0, &known.inverse()?)?))
            }
        });
        Self { ctx: ctx.clone(), findings, known: HashMap::new(), requests, frame: 0 }
    }

    /// Once a frame, before drawing.
    pub fn begin_frame(&mut self) {
        self.frame += 1;
        while let Some((pair, difference)) = self.requests.take() {
            let known = difference
                .map_or(Known::Nothing, |(ground, difference)| self.shown(pair, ground, difference));
            self.known.insert(pair, (known, self.frame));
        }
        if self.known.len() > KEPT
            && let Some(oldest) = self.known.iter().min_by_key(|(_, (_, seen))| *seen).map(|(pair, _)| *pair)
        {
            self.known.remove(&oldest);
        }
        self.requests.begin_frame();
    }

    /// How two photos differ; asks for it if that is not known.
    pub fn of(&mut self, pair: Pair) -> Known {
        let link = self.findings.pairs.link(pair[0], pair[1]);
        if link.is_some_and(|link| link.relation == Relation::Exact) {
            return Known::SameBytes;
        }
        match self.known.get_mut(&pair) {
            Some((known, seen)) => {
                *seen = self.frame;
                known.clone()
            }
            None => {
                self.requests.request(pair);
                Known::Pending
            }
        }
    }

    fn shown(&self, pair: Pair, ground: Side, difference: Difference) -> Known {
        let covered =
            |amount: &u8| Color32::from_white_alpha(((255 - u32::from(*amount)) * VEIL / 255) as u8);
        let size = [difference.width, difference.height];
        let pixels = difference.amount.iter().map(covered).collect();
        let name = format!("veil-{}-{}", pair[0].0, pair[1].0);
        let veil = self.ctx.load_texture(name, ColorImage::new(size, pixels), TextureOptions::LINEAR);
        let Difference { areas, share, to_right: to_partner, .. } = difference;
        Known::Found(Arc::new(Found { areas, share, veil, ground, to_partner }))
    }
}

/// What to say about it.
pub fn words(known: &Known) -> String {
    match known {
        Known::SameBytes => text::differ_not_at_all().to_owned(),
        Known::Pending => text::differ_pending().to_owned(),
        Known::Nothing => text::differ_unknown().to_owned(),
        Known::Found(found) => text::differ(found.areas.len(), found.share),
    }
}

/// Draws it over the photo of this side.
pub fn paint(painter: &Painter, ui: &Ui, known: &Known, (side, layout): (Side, &Layout)) {
    let Known::Found(found) = known else { return };
    let own = layout.of(side);
    // What is told in the ground, in this pane; the pixels know the map better than the layout does.
    let ground_here = if side == found.ground { own } else { found.to_partner.then(&own) };
    let veil = palette(ui).ground;
    canvas::paint(painter, &Patch::whole(&found.veil), &ground_here, veil);
    let accent = palette(ui).accent;
    for Outline(line) in &found.areas {
        let points: Vec<Pos2> =
            line.iter().map(|[x, y]| point(ground_here.apply([f64::from(*x), f64::from(*y)]))).collect();
        painter.add(Shape::closed_line(points.clone(), Stroke::new(4.0, Color32::from_black_alpha(130))));
        painter.add(Shape::closed_line(points, Stroke::new(2.0, accent)));
    }
    paint_partner_edge(painter, found, (side, layout));
}

/// A dashed line where the partner ends, if it does within this photo.
fn paint_partner_edge(painter: &Painter, found: &Found, (side, layout): (Side, &Layout)) {
    let partner = if side == found.ground { found.to_partner.inverse() } else { Some(found.to_partner) };
    let Some(partner) = partner else { return };
    let within = |[x, y]: [f64; 2]| (0.01..0.99).contains(&x) && (0.01..0.99).contains(&y);
    let corners = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]].map(|corner| partner.apply(corner));
    if !corners.into_iter().any(within) {
        return;
    }
    let mut line: Vec<Pos2> =
        corners.into_iter().map(|corner| point(layout.of(side).apply(corner))).collect();
    line.push(line[0]);
    painter.extend(Shape::dashed_line(&line, Stroke::new(3.0, Color32::from_black_alpha(130)), 8.0, 6.0));
    painter.extend(Shape::dashed_line(&line, Stroke::new(1.5, Color32::WHITE), 8.0, 6.0));
}

/// Says it in the lower left corner of a pane, for eyes and for screen readers.
pub fn say(ui: &mut Ui, pane: egui::Rect, words: &str) {
    let colours = palette(ui);
    let galley =
        ui.painter().layout_no_wrap(words.to_owned(), theme::strong_font(theme::SMALL), colours.text);
    let size = galley.size() + vec2(16.0, 8.0);
    let rect = egui::Rect::from_min_size(pane.left_bottom() + vec2(10.0, -10.0 - size.y), size);
    ui.painter().rect_filled(rect, theme::RADIUS - 2, colours.card);
    let label = Label::new(theme::strong(words).size(theme::SMALL).color(colours.text));
    ui.put(rect.shrink2(vec2(8.0, 4.0)), label.extend());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_is_said() {
        assert_eq!(words(&Known::SameBytes), "No difference: identical files");
        assert_eq!(words(&Known::Pending), "Comparing…");
        assert_eq!(words(&Known::Nothing), "The photos can’t be aligned, so no difference can be shown");
        assert_eq!(text::differ(0, 0.0), "No visible difference");
        assert_eq!(text::differ(1, 0.02), "1 area differs");
        assert_eq!(text::differ(3, 0.1), "3 areas differ");
        assert_eq!(text::differ(9, 0.7), "They differ almost everywhere");
    }
}
