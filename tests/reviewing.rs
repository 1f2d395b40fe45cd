//! The review by keyboard, and what the list can do: keepers, steps back and forth, filter, order, threshold.

use std::sync::Arc;

use crate::support::trash::FakeTrash;
use crate::support::window::*;
use eframe::egui::{Event, Key, Modifiers, PointerButton, accesskit::Role, vec2};
use egui_kittest::kittest::{By, NodeT, Queryable};
use lookalike::photo::{Edit, Link, Pair, Pairs, PhotoId, Relation};

fn reviewing(groups: u32) -> Window {
    let mut window = window(Vec::new(), &Arc::new(FakeTrash::new()));
    window.state_mut().open_review(groups_of_three(groups));
    window.run_steps(3);
    window
}

fn redo(window: &mut Window) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    window.run_steps(4);
}

/// The rows of the list from the top, by their keepers.
fn rows(window: &Window) -> Vec<String> {
    let names = window.query_all_by_label_contains("Group of ");
    let mut rows: Vec<(f64, String)> = names
        .filter_map(|node| {
            let node = node.accesskit_node();
            let keeper = node.label()?.strip_prefix("Group of ")?.split(':').next()?.to_owned();
            Some((node.bounding_box()?.y0, keeper))
        })
        .collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.into_iter().map(|(_, keeper)| keeper).collect()
}

#[test]
fn twenty_groups_without_a_mouse() {
    let mut window = reviewing(20);
    for group in 0..20 {
        let key = match group % 3 {
            0 => Key::Num1,
            1 => Key::Num3,
            _ => Key::K,
        };
        press(&mut window, key);
    }
    window.get_by_label("20 of 20 groups decided");
    window.get_by_label_contains("28 photos marked");
    window.get_by_label("Done 20");
    window.get_by_label("All groups are decided. Choose Apply… to check what will be removed.");
    window.key_press_modifiers(Modifiers::COMMAND, Key::PageDown);
    window.run_steps(4);
    assert_eq!(window.query_all_by_label_contains(", decided").count(), rows(&window).len());
    window.key_press_modifiers(Modifiers::COMMAND, Key::PageUp);
    window.run_steps(4);
    window.get_by_label("No similar shots left to review at this distance.");
    window.get_by_label("Review finished");
}

#[test]
fn another_keeper_takes_the_marks_with_it() {
    let mut window = reviewing(2);
    window.get_by_label_contains("Photo 000000.jpg, keeper");
    press(&mut window, Key::Num3);
    press(&mut window, Key::ArrowUp);
    window.get_by_label_contains("Photo 000002.jpg, keeper");
    window.get_by_label_contains("2 photos marked");
    window.get_by_label("You chose this keeper.");
    // Who comes back finds the keeper first.
    window.get_by_label("2: 000000.jpg, marked");
    press(&mut window, Key::Num2);
    press(&mut window, Key::ArrowUp);
    window.get_by_label_contains("Photo 000000.jpg, keeper");
    window.get_by_label_contains("2 photos marked");
}

#[test]
fn five_steps_back_and_forth_again() {
    let mut window = reviewing(6);
    for _ in 0..5 {
        press(&mut window, Key::Num1);
    }
    window.get_by_label("5 of 6 groups decided");
    for left in (0..5).rev() {
        press(&mut window, Key::U);
        window.get_by_label(&format!("{left} of 6 groups decided"));
    }
    window.get_by_label("Nothing marked");
    for _ in 0..5 {
        redo(&mut window);
    }
    window.get_by_label("5 of 6 groups decided");
    window.get_by_label_contains("10 photos marked");
    redo(&mut window);
    window.get_by_label("5 of 6 groups decided");
}

#[test]
fn the_list_is_filtered_and_ordered() {
    let trash = Arc::new(FakeTrash::new());
    let mut window = window(Vec::new(), &trash);
    let mut findings = groups_of_three(4);
    findings.photos[3].file.stamp.bytes = 9_000_000;
    findings.photos[6].metadata.taken = Some("2025-01-01 00:00:00".to_owned());
    window.state_mut().open_review(findings);
    window.run_steps(3);
    assert_eq!(rows(&window), ["000000.jpg", "000003.jpg", "000006.jpg", "000009.jpg"]);
    for (order, first) in [("Size of the keeper", "000003.jpg"), ("Date taken", "000006.jpg")] {
        window.get_by_label_contains("Sort by: ").click();
        window.run_steps(4);
        click(&mut window, order);
        assert_eq!(rows(&window)[0], first, "{order}");
    }
    type_into(&mut window, "Filter by name, folder or keyword", "000010");
    assert_eq!(rows(&window), ["000009.jpg"]);
    window.get_by_label("Similar shots 1");
    window.get_by_label_contains("Photo 000009.jpg, keeper");
    click(&mut window, "Clear filter");
    window.get_by_label("Similar shots 4");
    type_into(&mut window, "Filter by name, folder or keyword", "2025");
    assert_eq!(rows(&window), ["000006.jpg"]);
    type_into(&mut window, "Filter by name, folder or keyword", " nothing");
    assert_eq!(window.query_all_by_label("No group matches the filter.").count(), 2);
    assert!(window.query_by_label("Keep all").is_none(), "nothing is on the stage that is not listed");
    click(&mut window, "Clear filter");
    window.get_by_label("Keep all");
}

#[test]
fn what_is_typed_right_after_a_click_into_the_filter_is_no_shortcut() {
    let mut window = reviewing(3);
    let filter = window.get_by_role_and_label(Role::TextInput, "Filter by name, folder or keyword").rect();
    let pos = filter.center();
    let press = |pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    let key = |pressed| Event::Key {
        key: Key::X,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    // All in one slow frame.
    let events = [
        Event::PointerMoved(pos),
        press(true),
        key(true),
        Event::Text("x".to_owned()),
        key(false),
        press(false),
    ];
    window.input_mut().events.extend(events);
    window.run_steps(4);
    window.get_by_label("Nothing marked");
}

#[test]
fn the_keyboard_goes_through_the_header_from_the_left() {
    let mut window = reviewing(3);
    let mut order = Vec::new();
    for _ in 0..10 {
        window.key_press(Key::Tab);
        window.run_steps(2);
        let focused = window.query_all(By::new().predicate(|node| node.is_focused()));
        let bounds = focused.filter_map(|node| node.accesskit_node().bounding_box());
        order.extend(bounds.map(|bounds| (bounds.y0 < 60.0).then_some(bounds.x0)));
    }
    let header: Vec<f64> = order.iter().map_while(|x| *x).collect();
    assert!(header.len() > 5 && header.is_sorted(), "{order:?}");
}

#[test]
fn another_list_begins_where_its_selected_row_is() {
    let mut window = reviewing(60);
    for _ in 0..25 {
        press(&mut window, Key::Num1);
    }
    // The rows in sight; those beyond are laid out as little as the first.
    assert!(!rows(&window).contains(&"000000.jpg".to_owned()));
    click(&mut window, "Done 25");
    assert_eq!(rows(&window)[0], "000000.jpg");
    window.get_by_label_contains("Photo 000000.jpg, keeper");
}

#[test]
fn copies_of_the_same_bytes_are_marked_at_once_wherever_they_are() {
    let mut window = window(Vec::new(), &Arc::new(FakeTrash::new()));
    let mut findings = groups_of_three(2);
    // The second photo of each group has the bytes of the first, the third was made from it.
    let proof = Some(Edit { same_pixels: false, ..Edit::SAME_PIXELS });
    let link = Link { distance: 0.05, relation: Relation::Edited, proof };
    let pairs = [0, 3].map(|at| Pair { a: PhotoId(at), b: PhotoId(at + 2), link });
    findings.pairs = Pairs::new([0, 0, 2, 3, 3, 5].map(PhotoId).to_vec(), pairs);
    window.state_mut().open_review(findings);
    window.run_steps(3);
    window.get_by_label("Exact copies 0");
    // A filter limits what is marked to what it shows.
    type_into(&mut window, "Filter by name, folder or keyword", "000004");
    click(&mut window, "Mark 1 exact copy…");
    click(&mut window, "Mark 1 copy");
    window.get_by_label_contains("1 photo marked");
    click(&mut window, "Clear filter");
    click(&mut window, "Mark 1 exact copy…");
    click(&mut window, "Mark 1 copy");
    window.get_by_label_contains("2 photos marked");
    assert!(window.query_by_label_contains("exact copies…").is_none(), "nothing is left to mark");
}

#[test]
fn the_suggestion_speaks_of_the_photo_on_the_right() {
    let mut window = window(Vec::new(), &Arc::new(FakeTrash::new()));
    let mut findings = groups_of_three(1);
    // The second has the bytes of the first; the third is saved again, and as good as they are.
    let proof = Some(Edit { same_pixels: false, ..Edit::SAME_PIXELS });
    let link = Link { distance: 0.05, relation: Relation::Edited, proof };
    let pairs = [Pair { a: PhotoId(0), b: PhotoId(2), link }];
    findings.pairs = Pairs::new([0, 0, 2].map(PhotoId).to_vec(), pairs);
    // Nothing is suggested of a photo that is missing.
    let dir = tempfile::tempdir().expect("a folder");
    for photo in &mut findings.photos {
        photo.file.path = dir.path().join(photo.path().file_name().expect("a name"));
        std::fs::write(photo.path(), "").expect("written");
    }
    window.state_mut().open_review(findings);
    window.run_steps(3);
    window.get_by_label("Accept: mark 1 photo");
    window.get_by_label_contains("Photo 000001.jpg, suggested for removal");
    window.get_by_label("Remove 000001.jpg.");
    window.get_by_label("An identical file is kept: 000000.jpg.");
    assert!(window.query_by_label("No clear winner. Your choice.").is_none());
    press(&mut window, Key::ArrowRight);
    window.get_by_label("No clear winner. Your choice.");
    assert!(window.query_by_label_contains("Remove 00000").is_none());
    // What Enter would not mark is not called safe.
    window.get_by_label("In favour of the keeper");
    assert!(window.query_by_label("Safe to remove because").is_none());
}

#[test]
fn what_enter_marks_is_seen_on_the_filmstrip_before() {
    let mut window = window(Vec::new(), &Arc::new(FakeTrash::new()));
    let mut findings = groups_of_three(2);
    // The second has the bytes of the first; the third was made from it, and has a place that the others lack.
    let proof = Some(Edit { same_pixels: false, ..Edit::SAME_PIXELS });
    let link = Link { distance: 0.05, relation: Relation::Edited, proof };
    let pairs = [0, 3].map(|at| Pair { a: PhotoId(at), b: PhotoId(at + 2), link });
    findings.pairs = Pairs::new([0, 0, 2, 3, 3, 5].map(PhotoId).to_vec(), pairs);
    findings.photos[0].metadata.width *= 2;
    findings.photos[1].metadata.width *= 2;
    findings.photos[2].metadata.gps = Some((52.5, 13.4));
    window.state_mut().open_review(findings);
    window.run_steps(3);
    window.get_by_label("Accept: mark 1 photo");
    window.get_by_label("1: 000000.jpg, keeper");
    window.get_by_label("2: 000001.jpg, suggested for removal");
    window.get_by_label("3: 000002.jpg");
    window.get_by_label_contains("Photo 000001.jpg, suggested for removal");
    for (cell, why) in [
        ("2: 000001.jpg, suggested for removal", "An identical file is kept: 000000.jpg."),
        ("3: 000002.jpg", "Not suggested for removal: It has something the keeper lacks: a place (GPS)."),
    ] {
        window.get_by_label(cell).hover();
        wait_for(&mut window, why);
    }
    // The table says the same of all groups in sight.
    press(&mut window, Key::T);
    let suggested = window.query_all_by_label_contains(", suggested for removal");
    let suggested: Vec<String> = suggested.filter_map(|node| node.accesskit_node().label()).collect();
    let rows =
        ["000001.jpg", "000004.jpg"].map(|name| format!("Photo {name}, Exact copy, suggested for removal"));
    assert_eq!(suggested, rows);
    press(&mut window, Key::T);
    press(&mut window, Key::Enter);
    press(&mut window, Key::ArrowUp);
    // Not the tooltip, which says the same.
    window.get_by_role_and_label(Role::Button, "2: 000001.jpg, marked");
    window.get_by_role_and_label(Role::Button, "3: 000002.jpg, stays");
}

#[test]
fn parting_and_undo_leave_a_list_that_says_what_it_shows() {
    let mut window = window(Vec::new(), &Arc::new(FakeTrash::new()));
    let link = Link::similar(0.05);
    // A chain: who is parted from the first goes to the third, and there are as many groups as before.
    let pairs = [(0, 1), (0, 2), (1, 3), (4, 5)].map(|(a, b)| Pair { a: PhotoId(a), b: PhotoId(b), link });
    window.state_mut().open_review(findings(6, pairs.to_vec()));
    window.run_steps(3);
    let before = rows(&window);
    press(&mut window, Key::N);
    let parted = rows(&window);
    assert_ne!(parted, before);
    press(&mut window, Key::U);
    assert_eq!(rows(&window), before);
    press(&mut window, Key::ArrowDown);
    window.get_by_label_contains("Photo 000004.jpg, keeper");
}

#[test]
fn rows_stay_where_they_are_while_groups_are_decided() {
    let mut window = reviewing(4);
    let before = rows(&window);
    press(&mut window, Key::Num2);
    press(&mut window, Key::K);
    // The first group has another keeper now, and its row is where it was.
    assert_eq!(rows(&window)[1..], before[1..]);
    assert_eq!(rows(&window)[0], "000001.jpg");
    window.get_by_label("Similar shots 2");
    window.get_by_label("Done 2");
}

#[test]
fn the_slider_moves_with_a_thousand_groups() {
    let mut window = reviewing(1000);
    window.get_by_label("1,000 groups");
    for (distance, groups) in [(0.03, "0 groups"), (0.05, "1,000 groups"), (0.3, "1,000 groups")] {
        window.get_by_role_and_label(Role::Slider, "Maximum distance").set_value_accesskit(distance);
        // A slow regrouping waits until the slider rests.
        wait_for(&mut window, groups);
    }
}

#[test]
fn a_decided_group_says_so_and_can_be_taken_back() {
    let mut window = reviewing(2);
    press(&mut window, Key::K);
    press(&mut window, Key::ArrowUp);
    window.get_by_label("Decided");
    assert!(window.query_by_label("Keep all").is_none());
    // Who goes on by Enter decides nothing here once more.
    press(&mut window, Key::Enter);
    window.get_by_label("1 of 2 groups decided");
    press(&mut window, Key::ArrowUp);
    click(&mut window, "Decide again");
    window.get_by_label("0 of 2 groups decided");
    window.get_by_label("Keep all");
    press(&mut window, Key::U);
    window.get_by_label("1 of 2 groups decided");
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::K);
    window.get_by_label("All groups are decided. Nothing is marked, so every photo is kept.");
}

#[test]
fn the_last_group_of_a_list_names_the_lists_that_are_open() {
    let mut window = window(Vec::new(), &Arc::new(FakeTrash::new()));
    let mut findings = pairs_of_photos(2);
    let link = Link::similar(0.05);
    findings.pairs =
        Pairs::new([0, 0, 2, 3].map(PhotoId).to_vec(), [Pair { a: PhotoId(2), b: PhotoId(3), link }]);
    window.state_mut().open_review(findings);
    window.run_steps(3);
    press(&mut window, Key::K);
    window.get_by_label("That was the last open group in this list. Still open: Similar shots.");
}

#[test]
fn the_buttons_stay_where_they_are_from_group_to_group_and_in_a_small_window() {
    let mut window = window(Vec::new(), &Arc::new(FakeTrash::new()));
    let link = Link::similar(0.05);
    let star = (1..30).map(|b| Pair { a: PhotoId(0), b: PhotoId(b), link });
    let pairs: Vec<Pair> = star.chain([Pair { a: PhotoId(30), b: PhotoId(31), link }]).collect();
    window.state_mut().open_review(findings(32, pairs));
    for size in [vec2(1280.0, 800.0), vec2(800.0, 600.0)] {
        window.set_size(size);
        window.run_steps(4);
        let place = |window: &Window, label: &str| window.get_by_label_contains(label).rect();
        let many = place(&window, "Mark 0000").min.y;
        press(&mut window, Key::ArrowDown);
        assert_eq!(place(&window, "Mark 0000").min.y, many, "{size:?}");
        for label in ["Undo", "Find similar", "Apply…"] {
            let button = window.get_by_label(label).rect();
            assert!(button.max.x <= size.x && button.width() > 40.0, "{label} at {button:?}");
        }
        press(&mut window, Key::ArrowUp);
    }
    // With the loupe the photo on the stage is in sight among the thirty.
    for _ in 0..20 {
        press(&mut window, Key::ArrowRight);
    }
    press(&mut window, Key::L);
    window.run_steps(8);
    let cell = window.get_by_label("22: 000021.jpg").rect();
    assert!(cell.min.x >= 270.0 && cell.max.x <= 800.0, "{cell:?}");
}
