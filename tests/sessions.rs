//! A review outlives the window: closed, killed, reopened later with photos that are not what they were.

#![expect(clippy::expect_used, reason = "a test without its folder has failed")]

use std::path::Path;
use std::sync::Arc;

use crate::support::PhotoFolder;
use crate::support::trash::FakeTrash;
use crate::support::window::*;
use eframe::egui::Key;
use egui_kittest::kittest::Queryable;
use lookalike::saved;

/// Six groups to decide, four of them of exact copies.
fn library() -> PhotoFolder {
    let folder = PhotoFolder::with_copies();
    // None of these is like another.
    for (number, seed) in [(20, 40), (21, 21), (22, 43), (23, 47)] {
        let scene = crate::support::scene(seed, 480, 360);
        let original = folder.jpeg(&format!("scene {number}.jpg"), &scene, 90);
        folder.bytes(&format!("copy of {number}.jpg"), &std::fs::read(original).expect("written"));
    }
    folder
}

fn reopened(home: &Path, trash: &Arc<FakeTrash>) -> Window {
    let mut window = window_at_home(home, trash);
    wait_for(&mut window, "Continue ");
    window.get_by_label_contains("Continue ").click();
    window.run_steps(2);
    wait_for(&mut window, " decided");
    window
}

/// What the header and the stage say: how far the review is, what is marked, where the user is.
fn standing(window: &Window) -> Vec<String> {
    let told = ["groups decided", "marked ·", "Nothing marked", "Photo "];
    said(window).into_iter().filter(|said| told.iter().any(|part| said.contains(part))).collect()
}

#[test]
fn a_closed_review_opens_where_it_was() {
    let (folder, trash, home) = (library(), Arc::new(FakeTrash::new()), tempfile::tempdir().expect("a home"));
    let mut window = window_at_home(home.path(), &trash);
    scan(&mut window, &folder);
    press(&mut window, Key::Enter);
    press(&mut window, Key::Enter);
    press(&mut window, Key::ArrowDown);
    let before = standing(&window);
    assert!(before.iter().any(|said| said.contains("2 of 6 groups decided")), "{before:?}");
    drop(window);
    let mut window = reopened(home.path(), &trash);
    assert_eq!(standing(&window), before);
    window.get_by_label("Picked up where you left off.");
    press(&mut window, Key::U);
    press(&mut window, Key::U);
    window.get_by_label("Nothing marked");
    window.key_press_modifiers(eframe::egui::Modifiers::COMMAND, Key::Y);
    window.run_steps(4);
    window.get_by_label_contains("1 photo marked");
}

#[test]
fn after_a_removal_the_groups_that_are_left_are_shown() {
    let (folder, trash, home) = (library(), Arc::new(FakeTrash::new()), tempfile::tempdir().expect("a home"));
    let mut window = window_at_home(home.path(), &trash);
    scan(&mut window, &folder);
    while window.query_by_label_contains("Exact copies 0").is_none() {
        press(&mut window, Key::Enter);
    }
    window.get_by_label("Apply…").click();
    window.run_steps(4);
    window.get_by_label("Move 5 photos to the trash").click();
    wait_for(&mut window, " moved to the trash");
    drop(window);
    let window = reopened(home.path(), &trash);
    window.get_by_label_contains("Exact copies 0");
    assert!(standing(&window).iter().any(|said| said.contains("Photo ")), "{:?}", standing(&window));
}

#[test]
fn a_killed_window_loses_at_most_its_last_second() {
    let (folder, trash, home) = (library(), Arc::new(FakeTrash::new()), tempfile::tempdir().expect("a home"));
    let mut window = window_at_home(home.path(), &trash);
    scan(&mut window, &folder);
    for _ in 0..3 {
        press(&mut window, Key::Enter);
    }
    let before = standing(&window);
    let data = home.path().join("data");
    let kept = |_: &Window| saved::all(&data).first().is_some_and(|review| review.totals.done == 3);
    wait(&mut window, "three decisions on disk", kept);
    // Nothing of it is run any more, as after `kill -9`.
    std::mem::forget(window);
    assert_eq!(standing(&reopened(home.path(), &trash)), before);
}

#[test]
fn what_changed_in_the_meantime_is_pointed_out() {
    let (folder, trash, home) = (library(), Arc::new(FakeTrash::new()), tempfile::tempdir().expect("a home"));
    let mut window = window_at_home(home.path(), &trash);
    scan(&mut window, &folder);
    for _ in 0..5 {
        press(&mut window, Key::Enter);
    }
    window.get_by_label_contains("5 photos marked");
    drop(window);
    std::fs::rename(folder.at("copy of 23.jpg"), folder.at("elsewhere.txt")).expect("renamed");
    folder.jpeg("copy of 21.jpg", &crate::support::scene(99, 480, 360), 90);
    let mut window = reopened(home.path(), &trash);
    window.get_by_label("Changed since last time");
    window.get_by_label("copy of 23.jpg");
    window.get_by_label("Missing: moved, renamed or removed");
    window.get_by_label("copy of 21.jpg");
    click(&mut window, "Continue");
    window.get_by_label_contains("3 photos marked");
}

#[test]
fn a_folder_that_is_not_there_keeps_its_review() {
    let (folder, trash, home) = (library(), Arc::new(FakeTrash::new()), tempfile::tempdir().expect("a home"));
    let mut window = window_at_home(home.path(), &trash);
    scan(&mut window, &folder);
    press(&mut window, Key::Enter);
    drop(window);
    let (here, away) = (folder.path(), folder.path().with_extension("away"));
    std::fs::rename(&here, &away).expect("renamed");
    let mut window = window_at_home(home.path(), &trash);
    wait_for(&mut window, "Is the drive connected?");
    drop(window);
    std::fs::rename(&away, &here).expect("renamed back");
    reopened(home.path(), &trash).get_by_label_contains("1 photo marked");
}

#[test]
fn damaged_settings_are_said_once_and_kept() {
    let (home, trash) = (tempfile::tempdir().expect("a home"), Arc::new(FakeTrash::new()));
    let file = home.path().join("config/settings.json");
    std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
    std::fs::write(&file, "{ nonsense").expect("written");
    let says_so = |window: &mut Window| {
        window.run_steps(4);
        window.query_all_by_label_contains("settings.unreadable-1").next().is_some()
    };
    assert!(says_so(&mut window_at_home(home.path(), &trash)));
    assert_eq!(std::fs::read(file.with_extension("unreadable-1")).expect("kept"), b"{ nonsense");
    assert!(!says_so(&mut window_at_home(home.path(), &trash)));
}
