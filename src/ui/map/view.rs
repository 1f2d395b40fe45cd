//! What part of the map is in sight: how often the whole is enlarged, and which point of it lies in the middle.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

/// Room left around the whole map, in points: half of a picture and a little.
const MARGIN: f32 = 44.0;
const CLOSEST: f32 = 400.0;

/// Where the user looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// 1: the whole map fits.
    factor: f32,
    /// In map units, 0 to 1.
    centre: Pos2,
    /// A place that is to be brought into sight when the size of the canvas is known.
    wanted: Option<Pos2>,
}

impl Default for View {
    fn default() -> Self {
        Self { factor: 1.0, centre: pos2(0.5, 0.5), wanted: None }
    }
}

impl View {
    /// Points on the screen for one map unit.
    pub fn scale(&self, canvas: Rect) -> f32 {
        (canvas.width().min(canvas.height()) - 2.0 * MARGIN).max(1.0) * self.factor
    }

    /// Where a place of the map is on the screen.
    pub fn on_screen(&self, canvas: Rect, place: [f32; 2]) -> Pos2 {
        canvas.center() + (pos2(place[0], place[1]) - self.centre) * self.scale(canvas)
    }

    /// The part of the map that is in sight.
    pub fn in_sight(&self, canvas: Rect) -> Rect {
        Rect::from_center_size(self.centre, canvas.size() / self.scale(canvas))
    }

    /// Closer by `factor`, around the middle.
    pub fn zoom(&mut self, factor: f32) {
        self.factor = (self.factor * factor).clamp(0.5, CLOSEST);
    }

    /// Closer by `factor`; what is under the pointer stays there.
    pub fn zoom_at(&mut self, pointer: Pos2, factor: f32, canvas: Rect) {
        let from_middle = pointer - canvas.center();
        let before = self.scale(canvas);
        self.zoom(factor);
        self.centre += from_middle / before - from_middle / self.scale(canvas);
        self.keep_inside();
    }

    /// The map follows the pointer.
    pub fn drag(&mut self, by: Vec2, canvas: Rect) {
        self.centre -= by / self.scale(canvas);
        self.keep_inside();
    }

    /// Has this place brought into sight.
    pub fn reveal(&mut self, place: [f32; 2]) {
        self.wanted = Some(pos2(place[0], place[1]));
    }

    /// Moves to what was to be brought into sight, if it is not.
    pub fn settle(&mut self, canvas: Rect) {
        let Some(wanted) = self.wanted.take() else { return };
        if !self.in_sight(canvas).shrink2(vec2(20.0, 20.0) / self.scale(canvas)).contains(wanted) {
            self.centre = wanted;
        }
    }

    fn keep_inside(&mut self) {
        self.centre = self.centre.clamp(Pos2::ZERO, pos2(1.0, 1.0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CANVAS: Rect = Rect { min: pos2(100.0, 50.0), max: pos2(900.0, 650.0) };

    #[test]
    fn the_whole_map_fits_and_the_pointer_holds_its_place() {
        let mut view = View::default();
        for corner in [[0.0, 0.0], [1.0, 1.0]] {
            assert!(CANVAS.contains(view.on_screen(CANVAS, corner)));
        }
        let pointer = view.on_screen(CANVAS, [0.2, 0.7]);
        view.zoom_at(pointer, 3.0, CANVAS);
        assert!((view.on_screen(CANVAS, [0.2, 0.7]) - pointer).length() < 0.01);
        assert!(!view.in_sight(CANVAS).contains(pos2(1.0, 0.0)));
    }

    #[test]
    fn what_is_selected_comes_into_sight_and_what_is_there_stays() {
        let mut view = View::default();
        view.zoom(20.0);
        view.reveal([0.5, 0.5]);
        view.settle(CANVAS);
        assert_eq!(view.centre, pos2(0.5, 0.5));
        view.reveal([0.9, 0.1]);
        view.settle(CANVAS);
        assert_eq!(view.centre, pos2(0.9, 0.1));
    }
}
