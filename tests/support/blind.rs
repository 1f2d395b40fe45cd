//! A renderer for what is measured or tested without being looked at.

use eframe::egui;
use egui_kittest::TestRenderer;

/// Draws nothing and keeps no texture.
pub struct Blind;

impl TestRenderer for Blind {
    fn handle_delta(&mut self, delta: &mut egui::TexturesDelta) {
        delta.clear();
    }

    fn render(&mut self, _: &egui::Context, _: &egui::FullOutput) -> Result<image::RgbaImage, String> {
        Err("nothing is drawn here".to_owned())
    }
}
