//! Zoom and pan, shared by both panes and kept between photos: how often the fitted photo is enlarged, and
//! which point of it lies in the middle of the pane, as fractions of its sides.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

/// One step of the keys and buttons.
const STEP: f32 = 1.25;
const LARGEST: f32 = 40.0;

/// What both panes show of their photos.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Zoom {
    /// 1: the whole photo fits.
    factor: f32,
    centre: Pos2,
    /// The factor at which the left photo has a pixel a screen pixel; known once it was drawn.
    actual: f32,
}

impl Default for Zoom {
    fn default() -> Self {
        Self { factor: 1.0, centre: pos2(0.5, 0.5), actual: 1.0 }
    }
}

impl Zoom {
    /// Some steps closer or, negative, further away.
    pub fn step(&mut self, steps: i32) {
        self.set(self.factor * STEP.powi(steps));
    }

    /// The whole photo.
    pub fn fit(&mut self) {
        *self = Self { actual: self.actual, ..Self::default() };
    }

    /// A pixel a pixel.
    pub fn actual_size(&mut self) {
        self.set(self.actual);
    }

    /// From fit to a pixel a pixel and back.
    pub fn toggle_fit(&mut self) {
        if self.is_fit() { self.actual_size() } else { self.fit() }
    }

    /// The whole photo is shown.
    pub fn is_fit(&self) -> bool {
        self.factor == 1.0
    }

    /// Screen pixels for each pixel of the left photo.
    pub fn scale(&self) -> f32 {
        self.factor / self.actual
    }

    /// Learns how large a photo of `pixels` is when fitted into `pane`.
    pub fn measure(&mut self, pane: Rect, pixels: Vec2, pixels_per_point: f32) {
        let fitted = fitted(pane, pixels);
        self.actual = pixels.x / (fitted.x * pixels_per_point).max(1.0);
    }

    /// Where in `pane` a photo of these proportions is drawn; parts of it may lie outside.
    pub fn place(&self, pane: Rect, pixels: Vec2) -> Rect {
        let size = fitted(pane, pixels) * self.factor;
        let kept = |centre: f32, size: f32, room: f32| {
            let margin = (room / 2.0 / size).min(0.5);
            centre.clamp(margin, 1.0 - margin)
        };
        let centre =
            pos2(kept(self.centre.x, size.x, pane.width()), kept(self.centre.y, size.y, pane.height()));
        Rect::from_min_size(pane.center() - vec2(centre.x * size.x, centre.y * size.y), size)
    }

    /// The photo follows the pointer.
    pub fn drag(&mut self, by: Vec2, drawn: Rect) {
        self.centre -= vec2(by.x / drawn.width(), by.y / drawn.height());
        self.centre = self.centre.clamp(Pos2::ZERO, pos2(1.0, 1.0));
    }

    /// Closer by `factor`; the point of the photo under the pointer stays there.
    pub fn zoom_at(&mut self, pointer: Pos2, factor: f32, pane: Rect, drawn: Rect) {
        let point = (pointer - drawn.min) / drawn.size();
        let before = self.factor;
        self.set(self.factor * factor);
        let size = drawn.size() * (self.factor / before);
        let offset = (pointer - pane.center()) / size;
        self.centre = (point - offset).to_pos2().clamp(Pos2::ZERO, pos2(1.0, 1.0));
    }

    fn set(&mut self, factor: f32) {
        self.factor = factor.clamp(1.0, LARGEST.max(self.actual));
    }
}

/// The size at which a photo of these proportions fills the pane in one direction.
fn fitted(pane: Rect, pixels: Vec2) -> Vec2 {
    let scale = (pane.width() / pixels.x.max(1.0)).min(pane.height() / pixels.y.max(1.0));
    pixels * scale
}

#[cfg(test)]
mod tests {
    use super::*;

    const PANE: Rect = Rect { min: pos2(0.0, 0.0), max: pos2(400.0, 400.0) };
    const PIXELS: Vec2 = vec2(4000.0, 3000.0);

    #[test]
    fn a_photo_fits_until_zoomed() {
        let mut zoom = Zoom::default();
        zoom.measure(PANE, PIXELS, 1.0);
        assert_eq!(zoom.place(PANE, PIXELS), Rect::from_min_max(pos2(0.0, 50.0), pos2(400.0, 350.0)));
        zoom.toggle_fit();
        assert!((zoom.scale() - 1.0).abs() < 1e-4);
        assert!((zoom.place(PANE, PIXELS).width() - 4000.0).abs() < 0.1);
        zoom.toggle_fit();
        assert!(zoom.is_fit());
    }

    #[test]
    fn the_point_under_the_pointer_stays() {
        let mut zoom = Zoom::default();
        zoom.step(4);
        let before = zoom.place(PANE, PIXELS);
        let pointer = pos2(150.0, 220.0);
        let point = (pointer - before.min) / before.size();
        zoom.zoom_at(pointer, 2.0, PANE, before);
        let after = zoom.place(PANE, PIXELS);
        assert!(((pointer - after.min) / after.size() - point).length() < 1e-3);
    }

    #[test]
    fn panning_ends_at_the_edge() {
        let mut zoom = Zoom::default();
        zoom.step(6);
        zoom.drag(vec2(1e6, 1e6), zoom.place(PANE, PIXELS));
        let drawn = zoom.place(PANE, PIXELS);
        assert!(drawn.min.x <= 0.01 && drawn.min.y <= 0.01 && drawn.max.x >= PANE.max.x);
    }
}
