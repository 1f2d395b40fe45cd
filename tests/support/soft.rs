//! A renderer for egui_kittest on the processor: no graphics driver, the same pixels on every machine.

use std::collections::HashMap;

use eframe::egui::{
    self, ColorImage, TextureId,
    epaint::{ImageData, Primitive, Vertex},
};
use image::RgbaImage;

/// The textures egui has handed over.
#[derive(Default)]
pub struct Soft {
    textures: HashMap<TextureId, ColorImage>,
}

/// A rectangle of whole pixels: left, top, right, bottom.
type Clip = [i32; 4];

impl egui_kittest::TestRenderer for Soft {
    fn handle_delta(&mut self, delta: &mut egui::TexturesDelta) {
        for (id, images) in delta.set.drain() {
            for change in images {
                let ImageData::Color(image) = change.image;
                match change.pos {
                    None => {
                        self.textures.insert(id, (*image).clone());
                    }
                    Some(corner) => patch(self.textures.get_mut(&id).expect("a texture"), &image, corner),
                }
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, ctx: &egui::Context, output: &egui::FullOutput) -> Result<RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * scale;
        let mut picture = RgbaImage::new(size.x.round() as u32, size.y.round() as u32);
        for clipped in ctx.tessellate(output.shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = &clipped.primitive else { return Err("a paint callback".into()) };
            let texture = self.textures.get(&mesh.texture_id).ok_or("a texture that was never set")?;
            let clip = whole_pixels(clipped.clip_rect, scale, &picture);
            for corners in mesh.indices.chunks_exact(3) {
                let corners = [0, 1, 2].map(|at| &mesh.vertices[corners[at] as usize]);
                Triangle::new(corners, scale).paint(&mut picture, clip, texture);
            }
        }
        Ok(picture)
    }
}

fn patch(texture: &mut ColorImage, image: &ColorImage, [x, y]: [usize; 2]) {
    let (from_width, to_width) = (image.size[0], texture.size[0]);
    for row in 0..image.size[1] {
        let at = (y + row) * to_width + x;
        texture.pixels[at..at + from_width]
            .copy_from_slice(&image.pixels[row * from_width..(row + 1) * from_width]);
    }
}

fn whole_pixels(rect: egui::Rect, scale: f32, picture: &RgbaImage) -> Clip {
    let clamp = |value: f32, end: u32| ((value * scale).round() as i32).clamp(0, end as i32);
    let (width, height) = picture.dimensions();
    [clamp(rect.min.x, width), clamp(rect.min.y, height), clamp(rect.max.x, width), clamp(rect.max.y, height)]
}

struct Triangle<'a> {
    corners: [&'a Vertex; 3],
    points: [(f32, f32); 3],
    area: f32,
}

impl<'a> Triangle<'a> {
    fn new(corners: [&'a Vertex; 3], scale: f32) -> Self {
        let points = corners.map(|corner| (corner.pos.x * scale, corner.pos.y * scale));
        let [a, b, c] = points;
        Self { corners, points, area: (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0) }
    }

    fn paint(&self, picture: &mut RgbaImage, clip: Clip, texture: &ColorImage) {
        if self.area == 0.0 || !self.area.is_finite() {
            return;
        }
        let least = |side: fn(&(f32, f32)) -> f32| self.points.iter().map(side).fold(f32::MAX, f32::min);
        let most = |side: fn(&(f32, f32)) -> f32| self.points.iter().map(side).fold(f32::MIN, f32::max);
        let (left, top) = ((least(|p| p.0) as i32).max(clip[0]), (least(|p| p.1) as i32).max(clip[1]));
        let (right, bottom) =
            ((most(|p| p.0).ceil() as i32).min(clip[2]), (most(|p| p.1).ceil() as i32).min(clip[3]));
        for y in top..bottom {
            for x in left..right {
                if let Some(weights) = self.weights(x as f32 + 0.5, y as f32 + 0.5) {
                    blend(&mut picture.get_pixel_mut(x as u32, y as u32).0, self.colour(weights, texture));
                }
            }
        }
    }

    /// How much of each corner a point has; `None` outside. Of two triangles that share an edge only one
    /// owns it, so that nothing is drawn twice.
    fn weights(&self, x: f32, y: f32) -> Option<[f32; 3]> {
        let sign = self.area.signum();
        let mut weights = [0.0; 3];
        for (weight, (from, to)) in weights.iter_mut().zip([(1, 2), (2, 0), (0, 1)]) {
            let (a, b) = (self.points[from], self.points[to]);
            let (dx, dy) = ((b.0 - a.0) * sign, (b.1 - a.1) * sign);
            let edge = dx * (y - a.1) - dy * (x - a.0);
            let owned = dy < 0.0 || (dy == 0.0 && dx > 0.0);
            if edge < 0.0 || (edge == 0.0 && !owned) {
                return None;
            }
            *weight = edge / self.area.abs();
        }
        Some(weights)
    }

    fn colour(&self, weights: [f32; 3], texture: &ColorImage) -> [f32; 4] {
        let mix = |of: &dyn Fn(&Vertex) -> f32| -> f32 {
            self.corners.iter().zip(weights).map(|(corner, weight)| of(corner) * weight).sum()
        };
        let light = texel(texture, mix(&|corner| corner.uv.x), mix(&|corner| corner.uv.y));
        std::array::from_fn(|at| mix(&|corner| f32::from(corner.color.to_array()[at])) * light[at] / 255.0)
    }
}

/// Between four texels, up to the texture's edge.
fn texel(texture: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let [width, height] = texture.size;
    let x = (u * width as f32 - 0.5).clamp(0.0, width as f32 - 1.0);
    let y = (v * height as f32 - 0.5).clamp(0.0, height as f32 - 1.0);
    let (left, top) = (x as usize, y as usize);
    let (right, bottom) = ((left + 1).min(width - 1), (top + 1).min(height - 1));
    let (fx, fy) = (x - left as f32, y - top as f32);
    let at = |x: usize, y: usize| texture.pixels[y * width + x].to_array().map(f32::from);
    let (a, b, c, d) = (at(left, top), at(right, top), at(left, bottom), at(right, bottom));
    std::array::from_fn(|i| {
        let (upper, lower) = (a[i] * (1.0 - fx) + b[i] * fx, c[i] * (1.0 - fx) + d[i] * fx);
        upper * (1.0 - fy) + lower * fy
    })
}

/// Colours are premultiplied.
fn blend(pixel: &mut [u8; 4], over: [f32; 4]) {
    let shines_through = 1.0 - over[3] / 255.0;
    for (below, above) in pixel.iter_mut().zip(over) {
        *below = (above + f32::from(*below) * shines_through + 0.5).clamp(0.0, 255.0) as u8;
    }
}
