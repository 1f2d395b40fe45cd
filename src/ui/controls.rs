//! The few controls every screen is made of, so that a thing looks and is named the same everywhere.

use egui::{
    Align, Align2, Button, Color32, CornerRadius, Frame, Id, Image, Layout, Margin, Modal, ModalResponse,
    Painter, Rect, Response, RichText, Sense, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, Vec2, WidgetInfo,
    pos2, vec2,
};
use lucide_icons::Icon;

use super::pictures::Picture;
use super::theme::{self, palette};

/// The one button a screen leads to.
pub fn primary(ui: &mut Ui, label: &str) -> Response {
    let colours = palette(ui);
    ui.add(Button::new(theme::strong(label).color(colours.on_accent)).fill(colours.accent_fill))
        .accessible_name(label)
}

/// The same, for a page that is nothing but an invitation to press it.
pub fn primary_large(ui: &mut Ui, label: &str) -> Response {
    let colours = palette(ui);
    let text = theme::strong(label).size(16.0).color(colours.on_accent);
    ui.add(Button::new(text).fill(colours.accent_fill).min_size(vec2(180.0, 42.0))).accessible_name(label)
}

/// Any other button.
pub fn button(ui: &mut Ui, label: &str) -> Response {
    ui.button(label)
}

/// A button with an icon before its words.
pub fn icon_text_button(ui: &mut Ui, icon: Icon, label: &str) -> Response {
    ui.add(Button::new((theme::icon(icon), label))).accessible_name(label)
}

/// A button that is only an icon; `name` is told on hover and to screen readers.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    ui.add(Button::new(theme::icon(icon).size(16.0)).min_size(vec2(32.0, 30.0)))
        .accessible_name(name)
        .on_hover_text(name)
}

/// The same, and the key that does the same is told on hover.
pub fn icon_key_button(ui: &mut Ui, icon: Icon, name: &str, key: &str) -> Response {
    ui.add(Button::new(theme::icon(icon).size(16.0)).min_size(vec2(32.0, 30.0)))
        .accessible_name(name)
        .on_hover_text(format!("{name}   {key}"))
}

/// A switch that is only an icon: on or off, and the key that does the same is told on hover.
pub fn icon_key_switch(ui: &mut Ui, icon: Icon, name: &str, (key, on): (&str, bool)) -> Response {
    let button = Button::selectable(on, theme::icon(icon).size(16.0)).min_size(vec2(32.0, 30.0));
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, on, name));
    response.on_hover_text(format!("{name}   {key}"))
}

/// A button that shows the key that does the same; `name` is what screen readers say.
pub fn key_button(ui: &mut Ui, label: impl Into<RichText>, key: &str, name: &str) -> Response {
    let button = with_key(ui, label, key);
    ui.add(button).accessible_name(name)
}

/// The same, not placed yet.
pub fn with_key<'a>(ui: &Ui, label: impl Into<RichText>, key: &str) -> Button<'a> {
    Button::new(label.into()).right_text(RichText::new(key).color(palette(ui).weak).size(theme::SMALL))
}

/// Paints a word or two on a small surface with its left top corner at `at`; returns what it covers. Never
/// the only sign of what it says.
pub fn paint_chip(painter: &Painter, at: egui::Pos2, text: &str, [ink, surface]: [Color32; 2]) -> Rect {
    let galley = painter.layout_no_wrap(text.to_owned(), theme::strong_font(theme::SMALL), ink);
    let rect = Rect::from_min_size(at, galley.size() + vec2(16.0, 8.0));
    painter.rect_filled(rect, CornerRadius::same(theme::RADIUS - 2), surface);
    painter.galley(rect.min + vec2(8.0, 4.0), galley, ink);
    rect
}

/// A checkbox whose box can be told from the surface it stands on; `name` is what screen readers say.
pub fn checkbox(ui: &mut Ui, checked: &mut bool, label: &str, name: &str) -> Response {
    ui.scope(|ui| {
        let line = Stroke::new(1.0, palette(ui).weak);
        let widgets = &mut ui.visuals_mut().widgets;
        (widgets.inactive.bg_stroke, widgets.hovered.bg_stroke) = (line, line);
        ui.checkbox(checked, label).accessible_name(name)
    })
    .inner
}

/// One of several choices, whose circle can be told from the surface it stands on; whether it was chosen now.
pub fn radio<T: PartialEq>(ui: &mut Ui, chosen: &mut T, this: T, label: &str) -> bool {
    ui.scope(|ui| {
        let line = Stroke::new(1.0, palette(ui).weak);
        let widgets = &mut ui.visuals_mut().widgets;
        (widgets.inactive.bg_stroke, widgets.hovered.bg_stroke) = (line, line);
        ui.radio_value(chosen, this, label).changed()
    })
    .inner
}

/// A field to type in, of a fixed size, that can be told from the surface it stands on; `name` is what
/// screen readers say.
pub fn text_field(ui: &mut Ui, field: TextEdit<'_>, size: Vec2, name: &str) -> Response {
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let mut place = ui.new_child(UiBuilder::new().max_rect(rect));
    let line = Stroke::new(1.0, palette(ui).line);
    let widgets = &mut place.visuals_mut().widgets;
    (widgets.inactive.bg_stroke, widgets.hovered.bg_stroke) = (line, line);
    let margin = Margin::symmetric(10, ((size.y - 18.0) / 2.0) as i8);
    place.add_sized(size, field.margin(margin)).accessible_name(name)
}

/// Room of a fixed size with its contents at the left and in the middle of the height.
pub fn left_aligned<R>(ui: &mut Ui, size: Vec2, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let layout = Layout::left_to_right(Align::Center);
    contents(&mut ui.new_child(UiBuilder::new().max_rect(rect).layout(layout)))
}

/// A thin bar that shows a fraction from 0 to 1, under a name for screen readers.
pub fn meter(ui: &mut Ui, fraction: f32, name: &str) -> Response {
    let width = ui.available_width();
    meter_of(ui, vec2(width, 6.0), fraction, name)
}

/// A meter of a given size.
pub fn meter_of(ui: &mut Ui, size: Vec2, fraction: f32, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let colours = palette(ui);
    let radius = CornerRadius::same((size.y / 2.0) as u8);
    ui.painter().rect_filled(rect, radius, colours.button[0]);
    let filled = Rect::from_min_size(rect.min, vec2(rect.width() * fraction.clamp(0.0, 1.0), rect.height()));
    if filled.width() >= 1.0 {
        ui.painter().rect_filled(filled, radius, colours.accent);
    }
    let value = f64::from((fraction.clamp(0.0, 1.0) * 100.0).round());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::ProgressIndicator, true, name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_label(name);
        node.set_numeric_value(value);
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(100.0);
    });
    response
}

/// A page on top of the screen, `width` points wide inside.
pub fn modal<R>(
    ui: &Ui,
    name: &'static str,
    width: f32,
    contents: impl FnOnce(&mut Ui) -> R,
) -> ModalResponse<R> {
    let frame = Frame::popup(ui.style())
        .inner_margin(Margin::same(theme::MARGIN + 6))
        .corner_radius(CornerRadius::same(theme::RADIUS + 5));
    Modal::new(Id::unique(name)).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(width);
        contents(ui)
    })
}

/// An icon that repeats in a picture what stands beside it in words; screen readers pass over it.
pub fn sign(ui: &mut Ui, icon: Icon, size: f32, ink: Color32) {
    let height = size.max(ui.text_style_height(&egui::TextStyle::Body) - 1.0);
    let (rect, _) = ui.allocate_exact_size(vec2(size, height), Sense::hover());
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon.unicode(), theme::icon_font(size), ink);
}

/// What stands in the middle of a page that has nothing to show: a sign, what is missing, and why or what to do.
pub fn empty_page(ui: &mut Ui, icon: Icon, [title, help]: [&str; 2]) {
    const LINE: f32 = 520.0;
    ui.add_space((ui.available_height() * 0.3).max(20.0));
    ui.vertical_centered(|ui| {
        sign(ui, icon, 44.0, palette(ui).weak);
        ui.add_space(theme::GAP);
        ui.heading(title);
        if !help.is_empty() {
            ui.set_max_width(LINE);
            ui.add(egui::Label::new(theme::weak(ui, help)).wrap());
        }
        ui.add_space(theme::GAP);
    });
}

/// One row of controls at the right end, the outermost first.
pub fn at_right<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal(|ui| ui.with_layout(Layout::right_to_left(Align::Center), contents).inner).inner
}

/// A surface that sets its contents apart.
pub fn card<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new()
        .fill(palette(ui).card)
        .stroke(Stroke::new(1.0, palette(ui).line))
        .corner_radius(CornerRadius::same(theme::RADIUS + 3))
        .inner_margin(Margin::same(theme::MARGIN));
    frame.show(ui, contents).inner
}

/// Paints a photo so that it fills `rect`, its middle shown.
pub fn paint_cover(ui: &Ui, rect: Rect, picture: &Picture) {
    let radius = CornerRadius::same(theme::PHOTO_RADIUS);
    ui.painter().rect_filled(rect, radius, palette(ui).ground);
    match picture {
        Picture::Ready(texture) => {
            let [width, height] = texture.size().map(|side| side.max(1) as f32);
            let (wide, high) = (rect.width() / width, rect.height() / height);
            let shown = vec2(wide / wide.max(high), high / wide.max(high));
            let uv = Rect::from_center_size(pos2(0.5, 0.5), shown);
            Image::from_texture((texture.id(), rect.size())).uv(uv).corner_radius(radius).paint_at(ui, rect);
        }
        Picture::Failed(_) => paint_broken(ui, rect),
        Picture::Pending => {}
    }
}

/// Paints the sign of a photo that cannot be shown.
pub fn paint_broken(ui: &Ui, rect: Rect) {
    let size = (rect.height() / 3.0).clamp(12.0, 32.0);
    let icon = Icon::ImageOff.unicode();
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon, theme::icon_font(size), palette(ui).weak);
}

/// The ground of a row of a list, if it is `selected` or under the pointer, and the ring of its focus.
pub fn paint_row(ui: &Ui, response: &Response, rect: Rect, selected: Option<Color32>) {
    let ground = selected.or_else(|| response.hovered().then_some(palette(ui).button[0]));
    if let Some(ground) = ground {
        ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS), ground);
    }
    paint_focus(ui, response, theme::RADIUS);
}

/// Paints the ring around what has the keyboard's focus; for things drawn by hand.
pub fn paint_focus(ui: &Ui, response: &Response, radius: u8) {
    if response.has_focus() {
        let ring = Stroke::new(2.0, palette(ui).accent);
        ui.painter().rect_stroke(response.rect, CornerRadius::same(radius), ring, StrokeKind::Inside);
    }
}

/// One line of text, cut with an ellipsis in the middle when it is wider than `width`: the end of a file's
/// name tells as much as its beginning.
pub fn shortened(ui: &Ui, text: &str, font: &egui::FontId, width: f32) -> String {
    let fits = |text: &str| {
        let galley = ui.painter().layout_no_wrap(text.to_owned(), font.clone(), Color32::WHITE);
        galley.size().x <= width
    };
    if fits(text) {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let (mut least, mut most) = (0, letters.len());
    let cut = |kept: usize| -> String {
        let (head, tail) = (kept.div_ceil(2), kept / 2);
        letters[..head].iter().chain(['…'].iter()).chain(&letters[letters.len() - tail..]).collect()
    };
    while least < most {
        let middle = (least + most).div_ceil(2);
        if fits(&cut(middle)) { least = middle } else { most = middle - 1 }
    }
    cut(least)
}
