//! Pages with nothing to show say why, and offer what to do next.

use std::sync::Arc;

use crate::support::trash::FakeTrash;
use crate::support::window::*;
use crate::support::{PhotoFolder, scene};
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use lookalike::photo::{Link, Pair, PhotoId};

fn press_with_control(window: &mut Window, key: Key) {
    window.key_press_modifiers(Modifiers::COMMAND, key);
    window.run_steps(4);
}

#[test]
fn a_history_without_removals_says_how_one_comes_about() {
    let mut window = window(Vec::new(), &Arc::new(FakeTrash::new()));
    click(&mut window, "History");
    wait_for(&mut window, "Nothing removed yet");
    window.get_by_label_contains("choose Apply");
    click(&mut window, "Back");
    window.get_by_label("Choose folder…");
}

#[test]
fn a_scan_of_one_photo_leads_to_other_folders() {
    let (folder, trash) = (PhotoFolder::new(), Arc::new(FakeTrash::new()));
    folder.jpeg("alone.jpg", &scene(1, 320, 240), 90);
    let mut window = window(vec![folder.path()], &trash);
    wait_for(&mut window, "The scan found a single photo.");
    assert!(window.query_by_label("Try the largest distance").is_none());
    click(&mut window, "Map of all photos");
    wait_for(&mut window, "Map of 1 photo");
    press(&mut window, Key::Escape);
    click(&mut window, "Scan other folders");
    window.get_by_label("Choose folder…");
}

#[test]
fn what_is_alike_only_at_a_larger_distance_is_one_click_away() {
    let mut window = window(Vec::new(), &Arc::new(FakeTrash::new()));
    let pair = Pair { a: PhotoId(0), b: PhotoId(1), link: Link::similar(0.5) };
    window.state_mut().open_review(findings(2, vec![pair]));
    window.run_steps(3);
    window.get_by_label("No look-alikes found");
    click(&mut window, "Try the largest distance");
    wait_for(&mut window, "0 of 1 group decided");
}

#[test]
fn a_filter_without_hits_can_be_taken_back() {
    let mut window = window(Vec::new(), &Arc::new(FakeTrash::new()));
    window.state_mut().open_review(groups_of_three(2));
    window.run_steps(3);
    type_into(&mut window, "Filter by name, folder or keyword", "elsewhere");
    wait_for(&mut window, "No group matches the filter.");
    click(&mut window, "Show all groups");
    window.get_by_label("Similar shots 2");
}

#[test]
fn exact_copies_in_groups_of_another_kind_are_pointed_out() {
    let (folder, trash) = (PhotoFolder::small_library(), Arc::new(FakeTrash::new()));
    let mut window = reviewed(&folder, &trash);
    click(&mut window, "Exact copies 0");
    assert_eq!(window.query_all_by_label("No groups of exact copies only").count(), 2);
    window.get_by_label_contains("1 exact copy is in a group with edited copies");
    window.get_by_label("Mark 1 exact copy…");
}

#[test]
fn a_finished_review_leads_to_what_was_marked() {
    let mut window = window(Vec::new(), &Arc::new(FakeTrash::new()));
    window.state_mut().open_review(groups_of_three(1));
    window.run_steps(3);
    press(&mut window, Key::Num1);
    press_with_control(&mut window, Key::PageUp);
    window.get_by_label("Review finished");
    window.get_by_label_contains("2 photos are marked for removal");
    click(&mut window, "Check and apply…");
    window.get_by_label("Check before removing");
}
