//! Finding photos like one and walking the map, by the names a screen reader would say: nothing is decided there, and
//! the review waits as it was left.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::support::{PhotoFolder, scene};
use eframe::egui::{ColorImage, Event, Key, Modifiers, Pos2, Rect, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{By, NodeT, Queryable};
use image::imageops;
use lookalike::ui::{App, Launch};

type Window = Harness<'static, App>;

/// The review of a folder.
fn reviewed(folder: &PhotoFolder) -> Window {
    let launch = Launch { folders: vec![folder.path()], ..Launch::default() };
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(60)
        .allow_missing_glyphs()
        .renderer(crate::support::soft::Soft::default())
        .build_eframe(move |cc| App::new(&cc.egui_ctx, launch, None));
    wait_for(&mut window, " decided");
    window
}

/// Everything a screen reader could say.
fn said(window: &Window) -> Vec<String> {
    window.query_all(By::new().predicate(|_| true)).filter_map(|node| node.accesskit_node().label()).collect()
}

/// Steps until something with this in its name is there; the deadline is for a machine that does ten other things.
fn wait_for(window: &mut Window, label: &str) {
    let deadline = Instant::now() + Duration::from_secs(120);
    while window.query_all_by_label_contains(label).next().is_none() {
        assert!(
            Instant::now() < deadline,
            "waited too long for {label}; the window says: {:?}",
            said(window)
        );
        std::thread::sleep(Duration::from_millis(5));
        window.step();
    }
    window.run_steps(4);
}

fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_steps(4);
}

fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run_steps(4);
}

/// The photos in the list, as they are read out.
fn rows(window: &Window) -> Vec<String> {
    said(window)
        .into_iter()
        .filter(|label| label.starts_with("Photo ") && label.contains(", distance "))
        .collect()
}

#[test]
fn photos_like_one_of_the_review_and_back_again() {
    let folder = PhotoFolder::with_copies();
    let mut window = reviewed(&folder);
    click(&mut window, "Edited copies 1");
    window.get_by_label_contains("Group of two");
    press(&mut window, Key::A);
    wait_for(&mut window, "4 of 4 photos look alike, nearest first");
    let found = rows(&window);
    assert!(found[0].ends_with("edited copy"), "{found:?}");
    window.get_by_label("Photo 1 of 4");
    press(&mut window, Key::ArrowDown);
    window.get_by_label("Photo 2 of 4");
    // A suggestion is accepted only where it is seen.
    press(&mut window, Key::Enter);
    press(&mut window, Key::Escape);
    window.get_by_label("Nothing marked");
    window.get_by_label("Accept: mark 1 photo");
    window.get_by_label_contains("Edited copies · group 1 of 1");
}

#[test]
fn a_found_photo_is_marked_in_the_review() {
    let folder = PhotoFolder::with_copies();
    let mut window = reviewed(&folder);
    click(&mut window, "Edited copies 1");
    press(&mut window, Key::A);
    wait_for(&mut window, "nearest first");
    // It is the keeper.
    press(&mut window, Key::X);
    wait_for(&mut window, "This photo is the keeper. Choose another keeper first.");
    press(&mut window, Key::A);
    wait_for(&mut window, "Photos similar to two.jpg");
    press(&mut window, Key::X);
    assert!(rows(&window)[0].to_lowercase().ends_with("marked"), "{:?}", rows(&window));
    press(&mut window, Key::Escape);
    window.get_by_label_contains("1 photo marked");
}

#[test]
fn from_a_found_photo_to_its_group_and_to_what_is_like_it() {
    let folder = PhotoFolder::with_copies();
    let mut window = reviewed(&folder);
    click(&mut window, "Edited copies 1");
    press(&mut window, Key::A);
    wait_for(&mut window, "nearest first");
    let copy = rows(&window).into_iter().find(|row| row.contains("one")).expect("a row");
    click(&mut window, &copy);
    click(&mut window, "Find similar");
    wait_for(&mut window, "Photos similar to one");
    assert!(rows(&window)[0].ends_with("distance 0.000, exact copy"), "{:?}", rows(&window));
    click(&mut window, "Show its group");
    window.get_by_label_contains("Exact copies · group 1 of 1");
}

#[test]
fn a_pasted_photo_finds_what_it_was_cut_from() {
    let (folder, elsewhere) = (PhotoFolder::with_copies(), PhotoFolder::new());
    let crop = imageops::crop_imm(&scene(3, 640, 480), 80, 60, 480, 360).to_image();
    let mut window = reviewed(&folder);
    let size = [crop.width() as usize, crop.height() as usize];
    window.event(Event::PasteImage(Arc::new(ColorImage::from_rgb(size, crop.as_raw()))));
    wait_for(&mut window, "Photos similar to the pasted image");
    let found = rows(&window);
    assert!(found[0].starts_with("Photo three.jpg") && found[0].ends_with("edited copy"), "{found:?}");
    assert_eq!(found.len(), 5);
    press(&mut window, Key::Escape);
    let path = elsewhere.jpeg("切り抜き.jpg", &crop, 90);
    window.event(Event::Paste(path.display().to_string()));
    wait_for(&mut window, "Photos similar to 切り抜き.jpg");
    assert!(rows(&window)[0].starts_with("Photo three.jpg"));
}

#[test]
fn what_is_no_photo_gets_one_sentence_and_the_review_stays() {
    let folder = PhotoFolder::with_copies();
    let mut window = reviewed(&folder);
    window.event(Event::Paste("some words".to_owned()));
    window.run_steps(4);
    window.get_by_label("The clipboard contains no image and no path to one.");
    let broken = folder.bytes("broken.jpg", b"this is no photo");
    window.event(Event::Paste(broken.display().to_string()));
    wait_for(&mut window, "Not an image format Lookalike can read.");
    window.get_by_label_contains("0 of 2 groups decided");
}

#[test]
fn a_photo_that_has_gone_since_the_scan_is_left_out() {
    let folder = PhotoFolder::with_copies();
    let mut window = reviewed(&folder);
    std::fs::rename(folder.at("three.jpg"), folder.at("three.gone")).expect("renamed");
    press(&mut window, Key::A);
    wait_for(&mut window, "of 3 photos look alike, nearest first. 1 photo is missing since the scan.");
}

#[test]
fn the_map_is_walked_by_keyboard() {
    let folder = PhotoFolder::with_copies();
    let mut window = reviewed(&folder);
    press(&mut window, Key::M);
    wait_for(&mut window, "Map of 5 photos");
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::X);
    window.get_by_label("Review only 1 photo");
    click(&mut window, "Clear");
    click(&mut window, "Year");
    click(&mut window, "Folder");
    press(&mut window, Key::Escape);
    window.get_by_label_contains("0 of 2 groups decided");

    press(&mut window, Key::M);
    wait_for(&mut window, "Map of 5 photos");
    click(&mut window, "Photo two.jpg, Edited copies");
    window.get_by_label("Photo two.jpg, Edited copies").focus();
    press(&mut window, Key::Enter);
    window.get_by_label_contains("Edited copies · group 1 of 1");
}

#[test]
fn a_lasso_limits_the_review() {
    let folder = PhotoFolder::with_copies();
    let mut window = reviewed(&folder);
    press(&mut window, Key::M);
    wait_for(&mut window, "Map of 5 photos");
    click(&mut window, "Lasso");
    let canvas = window.get_by_label_contains("the list next to it names them").rect();
    let corners = |rect: Rect| [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()];
    drag_along(&mut window, &corners(canvas.shrink(8.0)));
    window.get_by_label("Review only 5 photos");
    click(&mut window, "Clear");
    click(&mut window, "Select two.jpg");
    click(&mut window, "Review only 1 photo");
    window.get_by_label("Exact copies 0");
    window.get_by_label("Edited copies 1");
    window.get_by_label("Only groups of 1 photo from the map");
    click(&mut window, "Show all groups");
    window.get_by_label("Exact copies 1");
}

fn drag_along(window: &mut Window, line: &[Pos2]) {
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: eframe::egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    let (first, last) = (line.first().copied().unwrap_or(pos2(0.0, 0.0)), line.last().copied());
    window.event(Event::PointerMoved(first));
    window.event(button(first, true));
    window.step();
    for corner in line {
        window.event(Event::PointerMoved(*corner));
        window.step();
    }
    window.event(button(last.unwrap_or(first), false));
    window.run_steps(4);
}
