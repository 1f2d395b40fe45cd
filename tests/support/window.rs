//! The window under test: opened with what a test gives it, and worked by the names a screen reader would say.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::{Key, Theme, accesskit::Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{By, NodeT, Queryable};
use lookalike::photo::{Findings, Link, Pair, Pairs, PhotoId};
use lookalike::settings::OwnFolders;
use lookalike::ui::{App, Launch};

use super::PhotoFolder;
use super::photo::photo;
use super::soft::Soft;
use super::trash::FakeTrash;

/// The whole window.
pub type Window = Harness<'static, App>;

/// A dark window in English that remembers nothing; it scans `folders` at once.
pub fn window(folders: Vec<PathBuf>, trash: &Arc<FakeTrash>) -> Window {
    themed_window(Theme::Dark, folders, trash)
}

/// The same in that theme.
pub fn themed_window(theme: Theme, folders: Vec<PathBuf>, trash: &Arc<FakeTrash>) -> Window {
    launched(theme, Launch { folders, ..Launch::default() }, trash)
}

/// A window for somebody whose system speaks German.
pub fn german_window(trash: &Arc<FakeTrash>) -> Window {
    launched(Theme::Dark, Launch { languages: vec!["de-DE".to_owned()], ..Launch::default() }, trash)
}

/// A window that keeps its files below `home`, as one with the same home does later.
pub fn window_at_home(home: &Path, trash: &Arc<FakeTrash>) -> Window {
    let folder = |name: &str| home.join(name);
    let own = OwnFolders { config: folder("config"), cache: folder("cache"), data: folder("data") };
    launched(Theme::Dark, Launch { own: Some(own), ..Launch::default() }, trash)
}

fn launched(theme: Theme, launch: Launch, trash: &Arc<FakeTrash>) -> Window {
    let history = Some(trash.history());
    Harness::builder()
        .with_size([1280.0, 800.0])
        .with_theme(theme)
        .with_max_steps(60)
        .allow_missing_glyphs()
        .renderer(Soft::default())
        .build_eframe(move |cc| App::new(&cc.egui_ctx, launch, history))
}

/// Steps until `done`; the deadline is for a machine that does ten other things.
pub fn wait(window: &mut Window, what: &str, done: impl Fn(&Window) -> bool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !done(window) {
        assert!(Instant::now() < deadline, "waited too long for {what}; the window says: {:?}", said(window));
        std::thread::sleep(Duration::from_millis(5));
        window.step();
    }
    window.run_steps(4);
}

/// Everything a screen reader could say.
pub fn said(window: &Window) -> Vec<String> {
    let all = window.query_all(By::new().predicate(|_| true));
    all.filter_map(|node| node.accesskit_node().label().or_else(|| node.accesskit_node().value())).collect()
}

/// Waits until something has a name with this in it.
pub fn wait_for(window: &mut Window, label: &str) {
    wait(window, label, |window| window.query_all_by_label_contains(label).next().is_some());
}

/// Presses what has this name.
pub fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run_steps(4);
}

/// Presses a key.
pub fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_steps(4);
}

/// Types into the field with this name.
pub fn type_into(window: &mut Window, field: &str, text: &str) {
    window.get_by_role_and_label(Role::TextInput, field).focus();
    window.run_steps(2);
    window.get_by_role_and_label(Role::TextInput, field).type_text(text);
    window.run_steps(2);
}

/// From a folder with copies to its review.
pub fn reviewed(folder: &PhotoFolder, trash: &Arc<FakeTrash>) -> Window {
    let mut window = window(Vec::new(), trash);
    scan(&mut window, folder);
    window
}

/// From the start to the review of a folder.
pub fn scan(window: &mut Window, folder: &PhotoFolder) {
    type_into(window, "Folder path", &folder.path().display().to_string());
    click(window, "Scan");
    wait_for(window, " decided");
}

/// Photos that are textures by now.
pub fn pictures(window: &Window) -> usize {
    let textures = window.ctx.tex_manager();
    textures.read().allocated().filter(|(_, texture)| texture.name.starts_with("photo-")).count()
}

/// Groups of three similar shots each, of photos that do not exist.
pub fn groups_of_three(groups: u32) -> Findings {
    let link = Link::similar(0.05);
    let pairs = (0..groups).flat_map(|at| {
        [(0, 1), (0, 2), (1, 2)].map(|(a, b)| Pair { a: PhotoId(at * 3 + a), b: PhotoId(at * 3 + b), link })
    });
    findings(groups * 3, pairs.collect())
}

/// Groups of two similar shots each, of photos that do not exist.
pub fn pairs_of_photos(groups: u32) -> Findings {
    let link = Link::similar(0.05);
    let pairs = (0..groups).map(|at| Pair { a: PhotoId(at * 2), b: PhotoId(at * 2 + 1), link });
    findings(groups * 2, pairs.collect())
}

/// A scan that found photos that do not exist, with these pairs.
pub fn findings(photos: u32, pairs: Vec<Pair>) -> Findings {
    Findings {
        photos: (0..photos).map(photo).collect(),
        pairs: Pairs::new((0..photos).map(PhotoId).collect(), pairs),
        ..Findings::default()
    }
}
