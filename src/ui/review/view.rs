//! What both panes show of two photos: plain geometry. One zoom and one place for both, told in the left photo; the right
//! one follows so that both show the same spot at the same size, also when it is a crop, turned, mirrored or smaller.
//! The view is kept between photos and groups.

use egui::{Pos2, Rect, Vec2, pos2};

use super::super::canvas::{bounds, corners_of, point};
use crate::photo::{Link, Point, Relation, Transform};

/// One step of the keys and buttons.
const STEP: f32 = 1.25;
/// The closest, times the fitted size.
const LARGEST: f32 = 40.0;
/// A relation that carries a photo's corner farther away than so many sides of the other is not shown by position.
const FARTHEST: f64 = 12.0;

/// Which of the two panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The left one.
    Left,
    /// The right one.
    Right,
}

impl Side {
    /// Both, in reading order.
    pub const BOTH: [Self; 2] = [Self::Left, Self::Right];

    /// The left one first.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The opposite one.
    pub fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

/// How close.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Level {
    /// Times the size at which both photos are whole in their panes; 1 and more.
    Times(f32),
    /// A pixel of the left photo for a pixel of the screen.
    Actual,
}

/// How close, and where in the left photo the middle of the panes is, in fractions of its sides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    level: Level,
    centre: Point,
}

impl Default for View {
    fn default() -> Self {
        Self { level: Level::Times(1.0), centre: [0.5, 0.5] }
    }
}

/// Two photos, and how one lies over the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pairing {
    /// Width and height in pixels, left and right.
    sizes: [Vec2; 2],
    /// From fractions of the left photo to those of the right one, where it is known.
    to_right: Option<Transform>,
    /// The relation of the two proves it; else it was found out afterwards, and holds for looking closely only.
    proven: bool,
}

impl Pairing {
    /// `sizes` in pixels, left and right; `link` seen from the left photo.
    pub fn new(sizes: [Vec2; 2], link: Option<Link>) -> Self {
        let sizes = sizes.map(|size| size.max(Vec2::splat(1.0)));
        let to_right = aligned(link);
        Self { sizes, to_right, proven: to_right.is_some() }
    }

    /// The same, with what was found out about photos that no proof relates. As long as such photos are shown whole, each
    /// fits its pane, so that nothing moves when it is found out.
    pub fn or_found(self, found: Option<Transform>) -> Self {
        if self.proven { self } else { Self { to_right: found.filter(stays_near), ..self } }
    }

    /// From pixels of the left photo to pixels of the right one; photos that are not aligned lie over each other as each fits
    /// its pane.
    fn pixels_to_right(&self, panes: [Rect; 2], to_right: Option<&Transform>) -> Transform {
        let [left, right] = self.sizes;
        if let Some(to_right) = to_right {
            let into = Transform::scale([1.0 / f64::from(left.x), 1.0 / f64::from(left.y)]);
            return into.then(to_right).then(&Transform::scale([f64::from(right.x), f64::from(right.y)]));
        }
        let scale = f64::from(fitting(panes[0], left) / fitting(panes[1], right));
        let shift = |left: f32, right: f32| f64::from(right) / 2.0 - scale * f64::from(left) / 2.0;
        Transform::similarity(scale, 0.0, shift(left.x, right.x), shift(left.y, right.y))
    }
}

/// Where the spots of one photo lie in the other, in fractions of their sides, as far as it is known; `link` seen from the
/// first.
pub fn aligned(link: Option<Link>) -> Option<Transform> {
    let link = link?;
    let known = match link.relation {
        Relation::Exact => Some(Transform::IDENTITY),
        Relation::Edited | Relation::Similar => link.proof.map(|edit| edit.placement.transform()),
    };
    known.filter(stays_near)
}

fn stays_near(to_right: &Transform) -> bool {
    let near = |map: &Transform| {
        let corners =
            corners_of(Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0))).map(|corner| map.apply(corner));
        corners.into_iter().flatten().all(|part| part.abs() <= FARTHEST)
    };
    near(to_right) && to_right.inverse().is_some_and(|back| near(&back))
}

/// Where both photos are on the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Layout {
    panes: [Rect; 2],
    /// From fractions of each photo to points, in its own pane.
    on_screen: [Transform; 2],
    /// From fractions of the left photo to those of the right.
    to_right: Transform,
    /// Points a pixel of each photo takes.
    scales: [f32; 2],
    /// The middle of the panes in fractions of the left photo, kept within what there is to see.
    centre: Point,
    /// Points a pixel of the left photo takes when both photos are whole.
    fit: f32,
    /// Points a pixel of the left photo takes at a pixel a pixel.
    actual: f32,
    aligned: bool,
}

impl Layout {
    /// From fractions of the photo of this side to points in its own pane.
    pub fn of(&self, side: Side) -> Transform {
        self.on_screen[side.index()]
    }

    /// From fractions of the other side's photo to points in this side's pane: laid over this side's photo.
    pub fn partner_in(&self, side: Side) -> Transform {
        self.partner_to_own(side).then(&self.of(side))
    }

    /// From fractions of the other side's photo to those of this side's.
    fn partner_to_own(&self, side: Side) -> Transform {
        match side {
            Side::Left => self.to_right.inverse().unwrap_or(Transform::IDENTITY),
            Side::Right => self.to_right,
        }
    }

    /// The pane of this side.
    pub fn pane(&self, side: Side) -> Rect {
        self.panes[side.index()]
    }

    /// Points a pixel of this side's photo takes.
    pub fn scale(&self, side: Side) -> f32 {
        self.scales[side.index()]
    }

    /// Both photos show where the other's spots are.
    pub fn is_aligned(&self) -> bool {
        self.aligned
    }

    /// The spot at this point of the screen in fractions of the left photo; `None` outside of the panes.
    pub fn spot_at(&self, at: Pos2) -> Option<Point> {
        let side = Side::BOTH.into_iter().find(|side| self.pane(*side).contains(at))?;
        let from_left = match side {
            Side::Left => self.of(side),
            Side::Right => self.partner_in(side),
        };
        Some(from_left.inverse()?.apply([f64::from(at.x), f64::from(at.y)]).map(|part| part.clamp(0.0, 1.0)))
    }

    /// The point in the other side's pane with the same spot as this point in this side's.
    pub fn same_spot(&self, side: Side, at: Pos2) -> Option<Pos2> {
        let back = self.partner_in(side).inverse()?;
        Some(point(self.of(side.other()).apply(back.apply([f64::from(at.x), f64::from(at.y)]))))
    }
}

impl View {
    /// Where both photos are, at so many pixels of the screen a point.
    pub fn layout(&self, pairing: &Pairing, panes: [Rect; 2], pixels_per_point: f32) -> Layout {
        let [left, right] = pairing.sizes;
        let known = pairing.to_right.as_ref().filter(|_| pairing.proven || !self.is_fit());
        let to_right = pairing.pixels_to_right(panes, known);
        let to_left = to_right.inverse().unwrap_or(Transform::IDENTITY);
        let whole = |size: Vec2| Rect::from_min_size(Pos2::ZERO, size);
        let (outline, other) = (corners_of(whole(left)), corners_of(whole(right)));
        let in_left = whole(left).union(bounds(other.map(|corner| to_left.apply(corner))));
        let in_right = whole(right).union(bounds(outline.map(|corner| to_right.apply(corner))));
        let middle = in_left.center();
        let growth = to_right.size_at([f64::from(middle.x), f64::from(middle.y)]).max(1e-6) as f32;
        let fit = if pairing.proven {
            fitting(panes[0], in_left.size()).min(fitting(panes[1], in_right.size()) * growth)
        } else {
            fitting(panes[0], left)
        };
        let scale = match self.level {
            Level::Times(times) => fit * times,
            Level::Actual => 1.0 / pixels_per_point,
        };
        let scales = [scale, scale / growth];
        let wanted = pos2(self.centre[0] as f32 * left.x, self.centre[1] as f32 * left.y);
        let centre = kept_within(wanted, in_left, panes[0].size() / scales[0]);
        let follows = point(to_right.apply([f64::from(centre.x), f64::from(centre.y)]));
        let centres = [centre, kept_within(follows, in_right, panes[1].size() / scales[1])];
        let on_screen = [0, 1].map(|side| {
            let (scale, size) = (f64::from(scales[side]), pairing.sizes[side]);
            let corner = panes[side].center() - centres[side].to_vec2() * scales[side];
            Transform::scale([f64::from(size.x) * scale, f64::from(size.y) * scale])
                .then(&Transform::similarity(1.0, 0.0, f64::from(corner.x), f64::from(corner.y)))
        });
        let in_fractions = Transform::scale([f64::from(left.x), f64::from(left.y)])
            .then(&to_right)
            .then(&Transform::scale([1.0 / f64::from(right.x), 1.0 / f64::from(right.y)]));
        Layout {
            panes,
            on_screen,
            to_right: in_fractions,
            scales,
            centre: [f64::from(centre.x / left.x), f64::from(centre.y / left.y)],
            fit,
            actual: 1.0 / pixels_per_point,
            aligned: known.is_some(),
        }
    }

    /// Some steps closer or, negative, further away.
    pub fn step(&mut self, steps: i32, layout: &Layout) {
        self.set_scale(layout.scales[0] * STEP.powi(steps), layout);
    }

    /// The whole photos.
    pub fn fit(&mut self) {
        *self = Self::default();
    }

    /// A pixel a pixel.
    pub fn actual_size(&mut self) {
        self.level = Level::Actual;
    }

    /// From fit to a pixel a pixel and back.
    pub fn toggle_fit(&mut self) {
        if self.is_fit() { self.actual_size() } else { self.fit() }
    }

    /// The same; the spot under the pointer stays there on the way to a pixel a pixel.
    pub fn toggle_fit_at(&mut self, side: Side, pointer: Pos2, layout: &Layout) {
        if self.is_fit() {
            self.zoom_at(side, pointer, layout.actual / layout.scales[0], layout);
            self.actual_size();
        } else {
            self.fit();
        }
    }

    /// The whole photos are shown.
    pub fn is_fit(&self) -> bool {
        self.level == Level::Times(1.0)
    }

    /// A pixel is shown for a pixel.
    pub fn is_actual(&self) -> bool {
        self.level == Level::Actual
    }

    /// The photo under the pointer follows it, and the other one with it.
    pub fn drag(&mut self, side: Side, by: Vec2, layout: &Layout) {
        self.look_at(side, layout.panes[side.index()].center() - by, layout);
    }

    /// Closer by `factor`; the spot under the pointer stays there.
    pub fn zoom_at(&mut self, side: Side, pointer: Pos2, factor: f32, layout: &Layout) {
        let before = layout.scales[0];
        let after = self.set_scale(before * factor, layout);
        let middle = layout.pane(side).center();
        self.look_at(side, pointer + (middle - pointer) * (before / after), layout);
    }

    /// The spot at this point of the screen becomes the middle of the panes.
    fn look_at(&mut self, side: Side, at: Pos2, layout: &Layout) {
        let in_left = match side {
            Side::Left => layout.of(side).inverse(),
            Side::Right => layout.partner_in(side).inverse(),
        };
        if let Some(in_left) = in_left {
            self.centre = in_left.apply([f64::from(at.x), f64::from(at.y)]);
        }
    }

    /// Another photo is the left one now; `from_left` tells where the old one's spots lie in it.
    pub fn follow(&mut self, from_left: &Transform) {
        self.centre = from_left.apply(self.centre);
    }

    /// Returns the scale as it could be set, in points a pixel of the left photo.
    fn set_scale(&mut self, scale: f32, layout: &Layout) -> f32 {
        let times = (scale / layout.fit).clamp(1.0, LARGEST.max(1.0 / layout.fit));
        self.centre = layout.centre;
        self.level = Level::Times(times);
        times * layout.fit
    }
}

/// From fractions of a photo to points, so that the spot `at` of another one (the first size, seen at `scale` points a
/// pixel) is in the middle of the window at the same size; if nobody knows how they lie over each other, the same fractions.
pub fn looking_at(
    sizes: [Vec2; 2],
    known: Option<Transform>,
    (at, scale): (Point, f32),
    middle: Pos2,
) -> Transform {
    let to_other = known.filter(stays_near).unwrap_or(Transform::IDENTITY);
    let [from, to] = sizes.map(|size| size.max(Vec2::splat(1.0)));
    let pixels = Transform::scale([1.0 / f64::from(from.x), 1.0 / f64::from(from.y)])
        .then(&to_other)
        .then(&Transform::scale([f64::from(to.x), f64::from(to.y)]));
    let growth = pixels.size_at([at[0] * f64::from(from.x), at[1] * f64::from(from.y)]).max(1e-6);
    let scale = f64::from(scale) / growth;
    let (across, down) = (f64::from(to.x) * scale, f64::from(to.y) * scale);
    let [x, y] = to_other.apply(at);
    let shift = [f64::from(middle.x) - x * across, f64::from(middle.y) - y * down];
    Transform::scale([across, down]).then(&Transform::similarity(1.0, 0.0, shift[0], shift[1]))
}

/// The scale at which something of this size fills the pane in one direction.
fn fitting(pane: Rect, size: Vec2) -> f32 {
    (pane.width().max(1.0) / size.x.max(1.0)).min(pane.height().max(1.0) / size.y.max(1.0))
}

/// The middle of a window of this size that does not look past the edge of what there is, or is in its middle.
fn kept_within(centre: Pos2, whole: Rect, window: Vec2) -> Pos2 {
    // Not `clamp`, which panics where rounding leaves the ends of a range the wrong way round.
    let kept = |at: f32, [low, high]: [f32; 2], window: f32| {
        let all_is_seen = high - low <= window;
        if all_is_seen { (low + high) / 2.0 } else { at.max(low + window / 2.0).min(high - window / 2.0) }
    };
    let (across, down) = ([whole.left(), whole.right()], [whole.top(), whole.bottom()]);
    pos2(kept(centre.x, across, window.x), kept(centre.y, down, window.y))
}

#[cfg(test)]
mod tests;
