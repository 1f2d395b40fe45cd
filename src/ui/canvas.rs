//! Photos on the screen under any transform: turned, mirrored, laid over one another. Everything is told in fractions of a
//! photo's sides, so that it does not matter how large the picture is that stands in for the photo.

use egui::{Color32, Mesh, Painter, Pos2, Rect, Shape, TextureHandle, pos2};

use crate::photo::{Point, Transform};

/// Straight pieces along a side of a photo that perspective bends.
const PIECES: usize = 12;

/// A texture that shows this part of a photo, in fractions of its sides; `inner` is the part of the texture to draw.
pub struct Patch<'a> {
    /// What to draw.
    pub texture: &'a TextureHandle,
    /// What of the photo it shows.
    pub part: Rect,
    /// The part of the texture that shows it, in fractions of the texture.
    pub inner: Rect,
}

impl<'a> Patch<'a> {
    /// A texture of the whole photo.
    pub fn whole(texture: &'a TextureHandle) -> Self {
        let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
        Self { texture, part: whole, inner: whole }
    }
}

/// Draws a part of a photo; `on_screen` carries fractions of the photo to points, `tint` is multiplied with its colours.
pub fn paint(painter: &Painter, patch: &Patch<'_>, on_screen: &Transform, tint: Color32) {
    let pieces = if on_screen.is_projective() { PIECES } else { 1 };
    let mut mesh = Mesh::with_texture(patch.texture.id());
    for row in 0..=pieces {
        for column in 0..=pieces {
            let within = egui::vec2(column as f32, row as f32) / pieces as f32;
            let spot = patch.part.lerp_inside(within);
            let pos = point(on_screen.apply([f64::from(spot.x), f64::from(spot.y)]));
            let uv = patch.inner.lerp_inside(within);
            mesh.vertices.push(egui::epaint::Vertex { pos, uv, color: tint });
        }
    }
    let width = pieces as u32 + 1;
    for corner in
        (0..pieces as u32).flat_map(|row| (0..pieces as u32).map(move |column| row * width + column))
    {
        mesh.add_triangle(corner, corner + 1, corner + width);
        mesh.add_triangle(corner + width, corner + 1, corner + width + 1);
    }
    painter.add(Shape::mesh(mesh));
}

/// What of a photo may be seen through a window on the screen, in fractions of its sides; `None` if nothing is.
pub fn seen_through(window: Rect, on_screen: &Transform) -> Option<Rect> {
    let back = on_screen.inverse()?;
    let seen = bounds(corners_of(window).map(|corner| back.apply(corner)));
    let seen = seen.intersect(Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0)));
    (seen.width() > 0.0 && seen.height() > 0.0).then_some(seen)
}

/// The corners of a rectangle, clockwise from the upper left.
pub fn corners_of(rect: Rect) -> [Point; 4] {
    [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()]
        .map(|corner| [f64::from(corner.x), f64::from(corner.y)])
}

/// The upright rectangle around these places.
pub fn bounds(places: [Point; 4]) -> Rect {
    Rect::from_points(&places.map(point))
}

/// As a point of the screen.
pub fn point(place: Point) -> Pos2 {
    pos2(place[0] as f32, place[1] as f32)
}
