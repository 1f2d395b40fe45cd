//! How two photos are compared in the window: aligned by content, where they differ, one over the other, the walk through a
//! group of several. Photos are drawn, the network is the real one.

use std::sync::Arc;

use crate::support::trash::FakeTrash;
use crate::support::window::{Window, click, groups_of_three, press, scan, wait, wait_for, window};
use crate::support::{PhotoFolder, scene};
use eframe::egui::{Key, accesskit::Role, vec2};
use egui_kittest::kittest::{NodeT, Queryable};

/// A folder scanned, and the list with this name on the screen.
fn listed(folder: &PhotoFolder, list: &str) -> Window {
    let mut window = window(Vec::new(), &Arc::new(FakeTrash::new()));
    scan(&mut window, folder);
    click(&mut window, list);
    window
}

/// A folder scanned, and its edited copies on the screen.
fn edited(folder: &PhotoFolder) -> Window {
    listed(folder, "Edited copies 1")
}

/// A photo and what somebody put another picture into: it differs, and is no copy.
fn with_a_sticker(folder: &PhotoFolder) -> Window {
    listed(folder, "Similar shots 1")
}

fn previews(window: &Window) -> usize {
    let textures = window.ctx.tex_manager();
    textures.read().allocated().filter(|(_, texture)| texture.name.starts_with("photo-2048-")).count()
}

#[test]
fn what_was_put_into_a_copy_is_outlined() {
    let folder = PhotoFolder::with_a_sticker();
    let mut window = with_a_sticker(&folder);
    assert!(window.query_by_label("1 area differs").is_none());
    press(&mut window, Key::D);
    wait_for(&mut window, "1 area differs");
    press(&mut window, Key::D);
    assert!(window.query_by_label("1 area differs").is_none());
}

#[test]
fn the_same_bytes_do_not_differ() {
    let folder = PhotoFolder::with_copies();
    let mut window = window(Vec::new(), &Arc::new(FakeTrash::new()));
    scan(&mut window, &folder);
    press(&mut window, Key::D);
    window.get_by_label("No difference: identical files");
    // It is said once.
    window.get_by_label("Two identical files, byte for byte.");
    assert!(window.query_by_label_contains("Certain").is_none());
}

#[test]
fn the_same_pixels_with_other_things_said_about_them_are_told_apart_from_a_photo_saved_again() {
    let folder = PhotoFolder::new();
    folder.jpeg("plain.jpg", &scene(4, 640, 480), 92);
    folder.jpeg_turned("with-exif.jpg", &scene(4, 640, 480), 1);
    let mut window = edited(&folder);
    window.get_by_label("The same picture, pixel for pixel. Only the format or metadata differ.");
    press(&mut window, Key::D);
    wait_for(&mut window, "No visible difference");
}

#[test]
fn a_line_between_two_photos_is_dragged() {
    let folder = PhotoFolder::with_a_sticker();
    let mut window = with_a_sticker(&folder);
    press(&mut window, Key::S);
    let line = |window: &Window| {
        let line =
            window.get_by_role_and_label(Role::Slider, "Divider between the photos, percent from the left");
        (line.rect(), line.accesskit_node().numeric_value())
    };
    let (grip, before) = line(&window);
    assert_eq!(before, Some(50.0));
    window.drag_at(grip.center());
    window.run_steps(2);
    window.hover_at(grip.center() + vec2(150.0, 0.0));
    window.run_steps(2);
    window.drop_at(grip.center() + vec2(150.0, 0.0));
    window.run_steps(4);
    assert!(line(&window).1.is_some_and(|percent| percent > 60.0), "{:?}", line(&window));
    press(&mut window, Key::S);
    let gone =
        window.query_by_role_and_label(Role::Slider, "Divider between the photos, percent from the left");
    assert!(gone.is_none());
}

#[test]
fn the_right_one_is_better_and_the_next_one_comes() {
    let mut window = window(Vec::new(), &Arc::new(FakeTrash::new()));
    window.state_mut().open_review(groups_of_three(2));
    window.run_steps(3);
    window.get_by_label_contains("photo 2 of 3");
    press(&mut window, Key::W);
    window.get_by_label_contains("Photo 000001.jpg, keeper");
    window.get_by_label_contains("photo 3 of 3");
    press(&mut window, Key::U);
    window.get_by_label_contains("Photo 000000.jpg, keeper");
    press(&mut window, Key::L);
    window.get_by_label("3: 000002.jpg");
}

#[test]
fn photos_that_vanished_are_shown_as_that() {
    let folder = PhotoFolder::with_a_sticker();
    let mut window = with_a_sticker(&folder);
    wait(&mut window, "two previews", |window| previews(window) == 2);
    std::fs::rename(folder.at("sticker.jpg"), folder.at("elsewhere")).expect("moved");
    wait_for(&mut window, "missing");
}

#[test]
fn why_says_what_speaks_against_before_what_speaks_for() {
    let folder = PhotoFolder::with_a_sticker();
    let window = with_a_sticker(&folder);
    let top = |label: &str| window.get_by_label_contains(label).rect().top();
    assert!(top("Text or an object covers part") < top("The keeper is less compressed."));
    assert!(top("Their pixels line up") < top("Text or an object covers part"));
}
