//! What the user says about folders: protected, preferred, left out, and which folders are compared.

#![expect(clippy::expect_used, reason = "a test without its folder has failed")]

use std::sync::Arc;

use crate::support::trash::FakeTrash;
use crate::support::window::*;
use crate::support::{PhotoFolder, Program, scene};
use eframe::egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::Queryable;

/// Two photos, each in the album and in the backup, and a third twice in the backup.
fn library() -> PhotoFolder {
    let folder = PhotoFolder::new();
    for (seed, places) in [
        (1, ["album/one.jpg", "backup/one.jpg"]),
        (2, ["album/two.jpg", "backup/two.jpg"]),
        (3, ["backup/three.jpg", "backup/deep/three.jpg"]),
    ] {
        let original = folder.jpeg(places[0], &scene(seed, 480, 360), 90);
        folder.bytes(places[1], &std::fs::read(original).expect("written"));
    }
    folder
}

/// Opens the menu of what has this name in it, and presses an entry.
fn choose(window: &mut Window, of: &str, entry: &str) {
    window.query_all_by_label_contains(of).last().expect("it is there").click_secondary();
    window.run_steps(4);
    click(window, entry);
}

/// Presses Undo in the message, which is drawn over the button that undoes decisions.
fn take_back(window: &mut Window) {
    window.query_all_by_label("Undo").last().expect("a message").click();
    window.run_steps(4);
}

#[test]
fn a_folder_is_protected_preferred_and_left_out_during_the_review() {
    let (folder, trash, home) = (library(), Arc::new(FakeTrash::new()), tempfile::tempdir().expect("a home"));
    let mut window = window_at_home(home.path(), &trash);
    scan(&mut window, &folder);
    while window.query_by_label_contains("3 photos marked").is_none() {
        press(&mut window, Key::Enter);
    }
    window.get_by_label("Done 3").click();
    window.run_steps(4);
    window.get_by_label_contains("Group of one.jpg").click();
    window.run_steps(4);

    choose(&mut window, ".jpg, marked", "Protect folder “backup”");
    window.get_by_label("Nothing is removed from “backup”, now and in later scans.");
    window.get_by_label("Nothing marked");
    window.get_by_label("3 on hold");
    take_back(&mut window);
    window.get_by_label_contains("3 photos marked");

    choose(&mut window, ".jpg, marked", "Leave folder “backup” out from now on");
    window.get_by_label_contains("4 photos left this review");
    window.get_by_label("Nothing to decide");
    take_back(&mut window);
    window.get_by_label_contains("3 photos marked");
    window.get_by_label_contains("Group of one.jpg").click();
    window.run_steps(4);
    choose(&mut window, ".jpg, marked", "Leave folder “backup” out from now on");
    drop(window);

    let mut window = window_at_home(home.path(), &trash);
    wait_for(&mut window, "Continue ");
    click(&mut window, "Options · 1 left out");
    let left_out = folder.at("backup").display().to_string();
    window.get_by_label(&left_out);
    click(&mut window, &format!("Remove “{left_out}” from the list"));
    click(&mut window, "Options");
    window.get_by_label_contains("Continue ").click();
    window.run_steps(2);
    wait_for(&mut window, " of 3 groups decided");
}

#[test]
fn a_pattern_is_typed_and_the_folders_are_compared_across() {
    let (folder, trash) = (library(), Arc::new(FakeTrash::new()));
    let mut window = window(Vec::new(), &trash);
    click(&mut window, "Options");
    type_into(&mut window, "Name, pattern or path to leave out", "[a");
    click(&mut window, "Leave this out");
    window.get_by_label_contains("The pattern “[a” can’t be used: A [ is not closed by a ].");
    window.get_by_role_and_label(Role::TextInput, "Name, pattern or path to leave out").focus();
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_steps(2);
    type_into(&mut window, "Name, pattern or path to leave out", "two.*");
    click(&mut window, "Leave this out");
    window.get_by_label("two.*");
    click(&mut window, "Only photos in different folders of the list");
    for name in ["album", "backup"] {
        type_into(&mut window, "Folder path", &folder.at(name).display().to_string());
        click(&mut window, "Add");
    }
    click(&mut window, "Options · Only photos in different folders of the list · 1 left out");
    click(&mut window, "Scan");
    wait_for(&mut window, "0 of 1 group decided");
    click(&mut window, "More");
    click(&mut window, "About this scan");
    window.get_by_label_contains("two.*, 2 times: left out by you");
}

#[test]
fn a_skipped_file_is_left_out_from_its_menu() {
    let (folder, trash, home) = (library(), Arc::new(FakeTrash::new()), tempfile::tempdir().expect("a home"));
    folder.bytes("album/broken.jpg", b"\xFF\xD8\xFF\xE0 no photo");
    let mut window = window_at_home(home.path(), &trash);
    scan(&mut window, &folder);
    click(&mut window, "1 file skipped");
    window.get_by_label("broken.jpg").click_secondary();
    window.run_steps(4);
    click(&mut window, "Leave “broken.jpg” out from now on");
    window.get_by_label_contains("broken.jpg is left out of every scan.");
    window.key_press(Key::Escape);
    window.run_steps(4);
    click(&mut window, "New scan");
    wait_for(&mut window, "Continue ");
    window.get_by_label_contains("Continue ").click();
    window.run_steps(2);
    wait_for(&mut window, " decided");
    click(&mut window, "More");
    window.get_by_label("About this scan");
}

fn shown(path: &std::path::Path) -> String {
    path.display().to_string()
}

#[test]
fn patterns_leave_out_and_folders_are_compared_across_or_within() {
    let (folder, program) = (PhotoFolder::new(), Program::new());
    let picture = scene(4, 320, 240);
    for name in ["library/a.jpg", "library/again.jpg", "backup/a.jpg", "backup/export/a.jpg"] {
        folder.jpeg(name, &picture, 90);
    }
    let [library, backup] = ["library", "backup"].map(|name| shown(&folder.at(name)));
    let groups = |options: &[&str]| -> Vec<usize> {
        let output = program.run(&[&["scan", &library, &backup, "--json"], options].concat());
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let groups = json["groups"].as_array().expect("readable").clone();
        groups.iter().map(|group| group["photos"].as_array().expect("readable").len()).collect()
    };
    assert_eq!(groups(&[]), [4]);
    assert_eq!(groups(&["--exclude", "EXPORT", "--exclude", "again.*"]), [2]);
    assert_eq!(groups(&["--within"]), [2, 2]);
    assert_eq!(groups(&["--across"]), [3]);
    assert_eq!(groups(&["--across", "--exclude", "export"]).len(), 1);
}
