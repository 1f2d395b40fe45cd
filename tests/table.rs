//! The review as a table: every photo of the list in a row, sorted and ticked.

use std::sync::Arc;

use crate::support::PhotoFolder;
use crate::support::trash::FakeTrash;
use crate::support::window::*;
use eframe::egui::accesskit::Toggled;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use lookalike::photo::{Edit, Findings, Link, Pair, PhotoId, Relation};

/// The window with a review of these findings, as a table.
fn table(findings: Findings) -> Window {
    let mut window = window(Vec::new(), &Arc::new(FakeTrash::new()));
    window.state_mut().open_review(findings);
    window.run_steps(3);
    press(&mut window, Key::T);
    window
}

/// The rows in sight, from top to bottom, without what they say of the photo.
fn rows(window: &Window) -> Vec<String> {
    let said = said(window);
    let rows = said.iter().filter_map(|said| said.strip_prefix("Photo "));
    rows.map(|row| row.split(',').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn photos_are_marked_in_rows_by_keyboard_and_pointer_as_in_the_comparison() {
    let mut window = table(groups_of_three(5));
    window.get_by_label("15 photos in 5 groups");
    let keeper = rows(&window)[0].clone();
    press(&mut window, Key::ArrowUp);
    press(&mut window, Key::X);
    window.get_by_label_contains("This photo is the keeper.");
    window.get_by_label("Nothing marked");
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::X);
    window.get_by_label_contains("1 photo marked");
    let marked = rows(&window)[1].clone();
    assert!(window.query_by_label(&format!("Mark {keeper}")).is_none(), "a keeper has no box");
    let third = format!("Mark {}", rows(&window)[2]);
    click(&mut window, &third);
    window.get_by_label_contains("2 photos marked");
    window.get_by_label_contains("1 of 5 groups decided");
    // Decided or not, every row stays where it is.
    assert_eq!(rows(&window)[1], marked);
    press(&mut window, Key::U);
    press(&mut window, Key::U);
    window.get_by_label("Nothing marked");
    press(&mut window, Key::K);
    window.get_by_label_contains("1 of 5 groups decided");
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    // The row that was selected beside its keeper; the way back leads to it.
    assert!(window.query_by_label("15 photos in 5 groups").is_none());
    window.get_by_label("Not duplicates");
    press(&mut window, Key::T);
    window.get_by_label("15 photos in 5 groups");
}

#[test]
fn rows_are_sorted_by_any_column_and_filtered_as_the_list_is() {
    let mut findings = groups_of_three(3);
    for (at, photo) in findings.photos.iter_mut().enumerate() {
        photo.file.stamp.bytes = 9_000_000 - at as u64 * 10_000;
    }
    let mut window = table(findings);
    click(&mut window, "Sort rows by: Size");
    let ascending = rows(&window);
    click(&mut window, "Rows sorted by: Size");
    let descending = rows(&window);
    assert_eq!(ascending.len(), 9);
    assert_eq!(descending.iter().rev().collect::<Vec<_>>(), ascending.iter().collect::<Vec<_>>());
    click(&mut window, "Sort rows by: Name");
    let mut names = rows(&window);
    names.sort();
    assert_eq!(names, rows(&window));
    type_into(&mut window, "Filter by name, folder or keyword", &names[4]);
    window.get_by_label("3 photos in 1 group");
    assert!(rows(&window).contains(&names[4]));
}

#[test]
fn of_a_range_only_suggested_copies_are_marked() {
    let copy = Link { distance: 0.001, relation: Relation::Edited, proof: Some(Edit::SAME_PIXELS) };
    let pair = |a, b, link| Pair { a: PhotoId(a), b: PhotoId(b), link };
    let mut findings = findings(6, vec![pair(0, 1, copy), pair(2, 3, copy), pair(4, 5, Link::similar(0.02))]);
    for keeper in [0, 2, 4] {
        (findings.photos[keeper].metadata.width, findings.photos[keeper].metadata.height) = (9_000, 6_750);
    }
    let mut window = table(findings);
    let boxes: Vec<String> = rows(&window).into_iter().map(|name| format!("Mark {name}")).collect();
    assert_eq!(boxes.len(), 4, "two groups of edited copies");
    click(&mut window, &boxes[1]);
    window.get_by_label_contains("1 photo marked");
    window.get_by_label(&boxes[3]).click_modifiers(Modifiers::SHIFT);
    window.run_steps(4);
    window.get_by_label_contains("2 photos marked");
    window.get_by_label("1 suggested copy marked. Mark similar shots one by one.");
    press(&mut window, Key::U);
    window.get_by_label_contains("1 photo marked");
}

#[test]
fn the_table_is_shown_again_where_the_review_is_taken_up() {
    let (folder, home) = (PhotoFolder::with_copies(), tempfile::tempdir().expect("a home"));
    let trash = Arc::new(FakeTrash::new());
    let mut window = window_at_home(home.path(), &trash);
    scan(&mut window, &folder);
    press(&mut window, Key::T);
    window.get_by_label("2 photos in 1 group");
    press(&mut window, Key::X);
    drop(window);
    let mut window = window_at_home(home.path(), &trash);
    scan(&mut window, &folder);
    wait_for(&mut window, "1 photo marked");
    window.get_by_label_contains("Relation to keeper");
}

#[test]
fn of_fifty_thousand_rows_only_those_in_sight_are_laid_out() {
    let mut window = table(pairs_of_photos(25_000));
    window.get_by_label("50,000 photos in 25,000 groups");
    assert!(rows(&window).len() < 40, "{}", rows(&window).len());
    click(&mut window, "Sort rows by: Name");
    click(&mut window, "Rows sorted by: Name");
    press(&mut window, Key::ArrowDown);
    let selected = window
        .get_all_by_label_contains("Photo ")
        .filter(|row| row.accesskit_node().toggled() == Some(Toggled::True));
    assert_eq!(selected.count(), 1);
}
