//! The page before a removal, the receipt and the history: rows that are unticked, a folder instead of the trash, single photos
//! put back, and what nobody can put back any more.

#![expect(clippy::expect_used, reason = "a test without its folder has failed")]

use std::path::Path;
use std::sync::Arc;

use crate::support::trash::FakeTrash;
use crate::support::window::*;
use crate::support::{PhotoFolder, scene};
use eframe::egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::Queryable;

/// Two photos, each with a copy in another folder; the window is at the page before those copies go.
fn applying(trash: &Arc<FakeTrash>) -> (PhotoFolder, Window) {
    let folder = PhotoFolder::new();
    for (seed, name) in [(1, "a.jpg"), (2, "b.jpg")] {
        let original = folder.jpeg(&format!("album/{name}"), &scene(seed, 480, 360), 90);
        folder.bytes(&format!("backup/{name}"), &std::fs::read(original).expect("written"));
    }
    let mut window = reviewed(&folder, trash);
    press(&mut window, Key::Enter);
    press(&mut window, Key::Enter);
    click(&mut window, "Apply…");
    (folder, window)
}

fn type_instead(window: &mut Window, field: &str, text: &Path) {
    window.get_by_role_and_label(Role::TextInput, field).focus();
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_steps(2);
    type_into(window, field, &text.display().to_string());
}

#[test]
fn an_unticked_photo_stays_this_time_and_stays_marked() {
    let trash = Arc::new(FakeTrash::new());
    let (folder, mut window) = applying(&trash);
    window.get_by_label("The folder “backup” loses all its photos.");
    click(&mut window, "Remove a.jpg");
    assert!(window.query_by_label_contains("loses all its photos").is_none());
    window.get_by_label("1 unticked photo stays for now, and stays marked.");
    click(&mut window, "Move 1 photo to the trash");
    wait_for(&mut window, "1 photo moved to the trash");
    assert!(folder.at("backup/a.jpg").exists() && !folder.at("backup/b.jpg").exists());
    click(&mut window, "Back to review");
    window.get_by_label_contains("1 photo marked");
}

#[test]
fn a_copy_that_came_back_is_named_in_the_review() {
    let trash = Arc::new(FakeTrash::new());
    let (folder, mut window) = applying(&trash);
    click(&mut window, "Move 2 photos to the trash");
    wait_for(&mut window, "2 photos moved to the trash");
    assert_eq!(window.query_all_by_label_contains("Kept instead · ").count(), 2);
    wait(&mut window, "the pictures of both and of what stayed", |window| pictures(window) >= 4);
    drop(window);
    folder.bytes("import/c.jpg", &std::fs::read(folder.at("album/a.jpg")).expect("it stayed"));
    let mut window = reviewed(&folder, &trash);
    wait_for(&mut window, "You removed a copy of c.jpg on ");
    window.get_by_label("Photo c.jpg, suggested for removal, removed before");
    assert!(window.query_by_label_contains("You removed a copy of a.jpg").is_none(), "it was there before");
}

#[test]
fn photos_move_to_a_folder_and_single_ones_come_back() {
    let (trash, out) = (Arc::new(FakeTrash::new()), tempfile::tempdir().expect("a folder"));
    let (folder, mut window) = applying(&trash);
    click(&mut window, "To a folder, keeping their structure");
    type_instead(&mut window, "Folder to move photos to", &folder.at("album"));
    click(&mut window, "Move 2 photos to the folder");
    wait_for(&mut window, "would lie in the scanned folder");
    assert!(folder.at("backup/a.jpg").exists());
    type_instead(&mut window, "Folder to move photos to", out.path());
    click(&mut window, "Move 2 photos to the folder");
    wait_for(&mut window, "2 photos moved to the folder");
    let moved = out.path().join(folder.path().file_name().expect("a name")).join("backup/a.jpg");
    assert!(moved.exists() && !folder.at("backup/a.jpg").exists());
    click(&mut window, "Restore a.jpg");
    wait_for(&mut window, "1 photo restored.");
    assert!(folder.at("backup/a.jpg").exists() && !folder.at("backup/b.jpg").exists());
    click(&mut window, "Undo");
    wait_for(&mut window, "2 photos marked");
    assert!(folder.at("backup/b.jpg").exists());
}

#[test]
fn the_history_offers_no_undo_for_what_is_not_in_the_trash_any_more() {
    let trash = Arc::new(FakeTrash::new());
    let (_folder, mut window) = applying(&trash);
    click(&mut window, "Move 2 photos to the trash");
    wait_for(&mut window, "2 photos moved to the trash");
    click(&mut window, "Back to review");
    let emptied = |at: usize| {
        std::fs::rename(&trash.contents()[0], trash.folder().join(format!("emptied {at}"))).expect("emptied");
    };
    emptied(0);
    click(&mut window, "History");
    wait_for(&mut window, "No longer in the trash");
    window.get_by_label("Undo");
    window.get_by_label("Restore b.jpg");
    assert!(window.query_by_label("Restore a.jpg").is_none());
    click(&mut window, "Back");
    emptied(1);
    click(&mut window, "History");
    wait_for(&mut window, "No longer in the trash");
    assert!(window.query_by_label("Undo").is_none());
}
