//! The one design of the window: type, spacing, radii and colours, dark and light. All greys are neutral,
//! so that nothing tints the photos; there is one accent, and one warm colour for what goes away.

use std::sync::Arc;

use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, RichText, Stroke, TextStyle, Ui,
    Vec2, Visuals, vec2,
};
use lucide_icons::{Icon, LUCIDE_FONT_BYTES};

use crate::settings::Theme;

/// Between things that belong together, in points.
pub const GAP: f32 = 8.0;
/// Between things that do not.
pub const WIDE_GAP: f32 = 20.0;
/// Around the contents of a panel.
pub const MARGIN: i8 = 14;
/// Corners of buttons, fields and cards.
pub const RADIUS: u8 = 7;
/// Corners of photos.
pub const PHOTO_RADIUS: u8 = 4;
/// Size of small text, in points.
pub const SMALL: f32 = 12.0;
/// Size of body text and buttons.
pub const BODY: f32 = 14.0;
/// Size of headings.
pub const HEADING: f32 = 20.0;
/// Size of the one line that opens a page.
pub const DISPLAY: f32 = 28.0;

/// The colours of one theme.
pub struct Palette {
    /// Behind everything.
    pub window: Color32,
    /// Bars and side panels.
    pub panel: Color32,
    /// Cards, fields' surroundings, toasts.
    pub card: Color32,
    /// Behind text fields and in the trough of progress bars.
    pub well: Color32,
    /// Buttons at rest, under the pointer, pressed.
    pub button: [Color32; 3],
    /// Thin lines between areas.
    pub line: Color32,
    /// Text.
    pub text: Color32,
    /// Text that explains.
    pub weak: Color32,
    /// The accent as text or line.
    pub accent: Color32,
    /// The accent as a surface, and text on it.
    pub accent_fill: Color32,
    /// Text on [`Self::accent_fill`].
    pub on_accent: Color32,
    /// What is selected.
    pub selected: Color32,
    /// Photos that go: text or line, and a surface.
    pub goes: Color32,
    /// Surface behind [`Self::goes`].
    pub goes_fill: Color32,
    /// Around photos.
    pub ground: Color32,
}

const DARK: Palette = Palette {
    window: Color32::from_gray(0x17),
    panel: Color32::from_gray(0x1d),
    card: Color32::from_gray(0x26),
    well: Color32::from_gray(0x10),
    button: [Color32::from_gray(0x33), Color32::from_gray(0x3e), Color32::from_gray(0x48)],
    line: Color32::from_gray(0x30),
    text: Color32::from_gray(0xe8),
    weak: Color32::from_gray(0xa6),
    accent: Color32::from_rgb(0x6c, 0xb2, 0xff),
    accent_fill: Color32::from_rgb(0x25, 0x69, 0xc9),
    on_accent: Color32::WHITE,
    selected: Color32::from_rgb(0x20, 0x38, 0x5a),
    goes: Color32::from_rgb(0xff, 0x9a, 0x85),
    goes_fill: Color32::from_rgb(0x55, 0x25, 0x1d),
    ground: Color32::from_gray(0x12),
};

const LIGHT: Palette = Palette {
    window: Color32::from_gray(0xf3),
    panel: Color32::from_gray(0xfa),
    card: Color32::WHITE,
    well: Color32::WHITE,
    button: [Color32::from_gray(0xe6), Color32::from_gray(0xda), Color32::from_gray(0xcd)],
    line: Color32::from_gray(0xd8),
    text: Color32::from_gray(0x1c),
    weak: Color32::from_gray(0x5a),
    accent: Color32::from_rgb(0x14, 0x58, 0xb8),
    accent_fill: Color32::from_rgb(0x1f, 0x66, 0xc9),
    on_accent: Color32::WHITE,
    selected: Color32::from_rgb(0xd3, 0xe5, 0xfb),
    goes: Color32::from_rgb(0xa9, 0x2b, 0x16),
    goes_fill: Color32::from_rgb(0xfb, 0xe0, 0xda),
    ground: Color32::from_gray(0xdd),
};

/// The colours of the theme `ui` is drawn in.
pub fn palette(ui: &Ui) -> &'static Palette {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}

/// Hands fonts and both themes to egui; once, at the start.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    ctx.all_styles_mut(|style| {
        let size = |points| FontId::new(points, FontFamily::Proportional);
        style.text_styles = [
            (TextStyle::Small, size(SMALL)),
            (TextStyle::Body, size(BODY)),
            (TextStyle::Button, size(BODY)),
            (TextStyle::Heading, FontId::new(HEADING, semibold())),
            (TextStyle::Monospace, FontId::new(13.0, FontFamily::Monospace)),
        ]
        .into();
        style.spacing.item_spacing = Vec2::splat(GAP);
        style.spacing.button_padding = vec2(12.0, 6.0);
        style.spacing.interact_size = vec2(32.0, 30.0);
        style.spacing.icon_width = 18.0;
        style.spacing.icon_width_inner = 11.0;
        style.spacing.scroll =
            egui::style::ScrollStyle { bar_width: 8.0, ..egui::style::ScrollStyle::solid() };
        style.spacing.tooltip_width = 420.0;
        style.interaction.selectable_labels = false;
    });
    ctx.set_visuals_of(egui::Theme::Dark, visuals(Visuals::dark(), &DARK));
    ctx.set_visuals_of(egui::Theme::Light, visuals(Visuals::light(), &LIGHT));
}

/// Switches between dark and light.
pub fn choose(ctx: &egui::Context, theme: Theme) {
    ctx.set_theme(match theme {
        Theme::System => egui::ThemePreference::System,
        Theme::Light => egui::ThemePreference::Light,
        Theme::Dark => egui::ThemePreference::Dark,
    });
}

/// Text that leads: names, headings of cards.
pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).family(semibold())
}

/// Text that explains.
pub fn weak(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text).color(palette(ui).weak)
}

/// Small text that explains.
pub fn small(ui: &Ui, text: impl Into<String>) -> RichText {
    weak(ui, text).size(SMALL)
}

/// An icon as text.
pub fn icon(icon: Icon) -> RichText {
    RichText::new(icon.unicode()).family(icons())
}

/// The font of an icon of this size, for painting.
pub fn icon_font(points: f32) -> FontId {
    FontId::new(points, icons())
}

/// The heavier font of this size, for painting.
pub fn strong_font(points: f32) -> FontId {
    FontId::new(points, semibold())
}

/// The text font of this size, for painting.
pub fn font(points: f32) -> FontId {
    FontId::proportional(points)
}

fn semibold() -> FontFamily {
    FontFamily::Name("semibold".into())
}

fn icons() -> FontFamily {
    FontFamily::Name("icons".into())
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let mut add = |name: &str, bytes: &'static [u8]| {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    };
    add("inter", include_bytes!("../../assets/fonts/Inter-Regular.ttf"));
    add("inter-semibold", include_bytes!("../../assets/fonts/Inter-SemiBold.ttf"));
    add("lucide", LUCIDE_FONT_BYTES);
    let text = fonts.families.entry(FontFamily::Proportional).or_default();
    text.insert(0, "inter".to_owned());
    let mut heavy = text.clone();
    heavy.insert(0, "inter-semibold".to_owned());
    fonts.families.insert(semibold(), heavy);
    fonts.families.insert(icons(), vec!["lucide".to_owned()]);
    fonts
}

fn visuals(mut visuals: Visuals, colours: &Palette) -> Visuals {
    let widgets = &mut visuals.widgets;
    let radius = CornerRadius::same(RADIUS);
    let [rest, hover, pressed] = colours.button;
    widgets.noninteractive.bg_stroke = Stroke::new(1.0, colours.line);
    widgets.noninteractive.fg_stroke = Stroke::new(1.0, colours.text);
    for (state, fill, ring) in [
        (&mut widgets.inactive, rest, Stroke::NONE),
        (&mut widgets.hovered, hover, Stroke::NONE),
        (&mut widgets.active, pressed, Stroke::new(2.0, colours.accent)),
        (&mut widgets.open, hover, Stroke::NONE),
    ] {
        state.weak_bg_fill = fill;
        state.bg_fill = fill;
        state.bg_stroke = ring;
        state.fg_stroke = Stroke::new(1.5, colours.text);
        state.corner_radius = radius;
        state.expansion = 0.0;
    }
    visuals.selection.bg_fill = colours.selected;
    visuals.selection.stroke = Stroke::new(1.5, colours.text);
    visuals.weak_text_color = Some(colours.weak);
    visuals.hyperlink_color = colours.accent;
    visuals.warn_fg_color = colours.goes;
    visuals.error_fg_color = colours.goes;
    visuals.panel_fill = colours.panel;
    visuals.window_fill = colours.card;
    visuals.window_stroke = Stroke::new(1.0, colours.line);
    visuals.extreme_bg_color = colours.well;
    visuals.faint_bg_color = colours.card;
    visuals.window_corner_radius = CornerRadius::same(RADIUS + 3);
    visuals.menu_corner_radius = radius;
    visuals.slider_trailing_fill = true;
    visuals
}
