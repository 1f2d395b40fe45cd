//! What users do with the window, step by step, found by the names a screen reader would say. Photos are
//! drawn, the network is the real one, the trash is not the user's.

use std::sync::Arc;

use crate::support::PhotoFolder;
use crate::support::trash::FakeTrash;
use crate::support::window::*;
use eframe::egui::{Event, Key, Modifiers, Theme, accesskit::Role, vec2};
use egui_kittest::kittest::Queryable;
use lookalike::photo::{Link, Pair, PhotoId};

#[test]
fn from_a_folder_to_the_trash() {
    let (folder, trash) = (PhotoFolder::with_copies(), Arc::new(FakeTrash::new()));
    let mut window = reviewed(&folder, &trash);
    window.get_by_label("Exact copies 1");
    window.get_by_label("Nothing marked");
    click(&mut window, "Accept: mark 1 photo");
    window.get_by_label_contains("1 photo marked");
    press(&mut window, Key::U);
    window.get_by_label("Nothing marked");
    press(&mut window, Key::Enter);
    window.get_by_label_contains("1 photo marked");

    click(&mut window, "Apply…");
    window.get_by_label_contains("1 photo (");
    click(&mut window, "Back to review");
    click(&mut window, "Apply…");
    press(&mut window, Key::Escape);
    window.get_by_label_contains("1 photo marked");
    click(&mut window, "Apply…");
    assert!(trash.contents().is_empty());
    click(&mut window, "Move 1 photo to the trash");
    wait_for(&mut window, "1 photo moved to the trash");
    assert_eq!(trash.contents().len(), 1);
    assert!(trash.contents()[0].ends_with("one again.jpg") && !folder.at("one again.jpg").exists());

    click(&mut window, "Back to review");
    window.get_by_label("Exact copies 0");
    window.get_by_label("Nothing marked");
    window.get_by_label_contains("1 photo moved to the trash");
}

#[test]
fn the_page_before_a_removal_says_where_photos_go_that_no_trash_takes() {
    let (folder, trash) = (PhotoFolder::with_copies(), Arc::new(FakeTrash::absent()));
    let mut window = reviewed(&folder, &trash);
    press(&mut window, Key::Enter);
    click(&mut window, "Apply…");
    wait_for(&mut window, "1 photo is on a drive without a trash. It moves to /");
    window.get_by_label_contains("/.lookalike-quarantine and keeps using disk space.");
    window.get_by_label_contains(") will move to quarantine; 1 is kept.");
    window.get_by_label("To quarantine on the same drive");
    click(&mut window, "Move 1 photo to quarantine");
    wait_for(&mut window, "1 photo moved to quarantine");
    click(&mut window, "Undo");
    wait_for(&mut window, "1 photo restored.");
    assert!(folder.at("one again.jpg").exists());
}

#[test]
fn a_removal_is_undone_from_the_receipt_the_toast_and_the_history() {
    let (folder, trash) = (PhotoFolder::with_copies(), Arc::new(FakeTrash::new()));
    let copy = folder.at("one again.jpg");
    let bytes = std::fs::read(&copy).expect("a copy");
    let remove = |window: &mut Window| {
        click(window, "Apply…");
        click(window, "Move 1 photo to the trash");
        wait_for(window, "1 photo moved to the trash");
        assert!(!copy.exists());
    };
    let mut window = reviewed(&folder, &trash);
    press(&mut window, Key::Enter);
    remove(&mut window);
    click(&mut window, "Undo");
    wait_for(&mut window, "1 photo restored.");
    // The review is as it was, the mark included.
    window.get_by_label_contains("1 photo marked");
    assert_eq!(std::fs::read(&copy).expect("it is back"), bytes);

    remove(&mut window);
    click(&mut window, "Back to review");
    click(&mut window, "Restore");
    wait(&mut window, "the copy", |_| copy.exists());
    // It is in the review that has gone on meanwhile, marked as it was.
    wait_for(&mut window, "1 photo marked");
    window.get_by_label("Done 1");
    remove(&mut window);
    press(&mut window, Key::Escape);
    window.get_by_label("Nothing marked");
    click(&mut window, "History");
    wait_for(&mut window, "3 removals, most recent first.");
    wait_for(&mut window, "1 photo removed");
    wait_for(&mut window, "Undo");
    click(&mut window, "Undo");
    wait_for(&mut window, "1 photo restored.");
    click(&mut window, "Back");
    window.get_by_label_contains("1 photo marked");

    let mut window = reviewed(&folder, &trash);
    press(&mut window, Key::Enter);
    remove(&mut window);
    drop(window);
    // After a restart.
    let mut window = self::window(Vec::new(), &trash);
    click(&mut window, "History");
    wait_for(&mut window, "4 removals, most recent first.");
    wait_for(&mut window, "1 photo removed");
    wait_for(&mut window, "Undo");
    click(&mut window, "Undo");
    wait_for(&mut window, "1 photo restored.");
    wait(&mut window, "the history", |window| window.query_by_label("Undo").is_none());
    assert_eq!(std::fs::read(&copy).expect("it is back"), bytes);
    click(&mut window, "Back");
    window.get_by_label("Choose folder…");
}

#[test]
fn a_review_by_keyboard_alone() {
    let trash = Arc::new(FakeTrash::new());
    let mut window = window(Vec::new(), &trash);
    window.state_mut().open_review(groups_of_three(5));
    window.run_steps(3);
    window.get_by_label_contains("0 of 5 groups decided");
    press(&mut window, Key::Num2);
    window.get_by_label_contains("1 of 5 groups decided");
    window.get_by_label_contains("2 photos marked");
    press(&mut window, Key::K);
    press(&mut window, Key::Enter);
    window.get_by_label_contains("3 of 5 groups decided");
    press(&mut window, Key::X);
    window.get_by_label_contains("3 photos marked");
    press(&mut window, Key::ArrowRight);
    press(&mut window, Key::X);
    window.get_by_label_contains("4 photos marked");
    window.get_by_label_contains("4 of 5 groups decided");
    for _ in 0..4 {
        press(&mut window, Key::U);
    }
    window.get_by_label_contains("1 of 5 groups decided");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_steps(4);
    window.get_by_label("Nothing marked");
    press(&mut window, Key::Questionmark);
    window.get_by_label("Accept the suggestion and continue");
    press(&mut window, Key::K);
    window.get_by_label_contains("0 of 5 groups decided");
    press(&mut window, Key::Escape);
    assert!(window.query_by_label("Accept the suggestion and continue").is_none());
}

#[test]
fn a_key_held_down_decides_nothing() {
    let trash = Arc::new(FakeTrash::new());
    let mut window = window(Vec::new(), &trash);
    window.state_mut().open_review(groups_of_three(5));
    window.run_steps(3);
    for _ in 0..10 {
        // The window system sends a key that is held again and again.
        window.key_down(Key::Enter);
        window.step();
    }
    window.get_by_label_contains("1 of 5 groups decided");
}

#[test]
fn the_slider_groups_anew() {
    let trash = Arc::new(FakeTrash::new());
    let mut window = window(Vec::new(), &trash);
    window.state_mut().open_review(groups_of_three(7));
    window.run_steps(3);
    window.get_by_label("7 groups");
    window.get_by_role_and_label(Role::Slider, "Maximum distance").set_value_accesskit(0.01);
    window.run_steps(3);
    window.get_by_label("0 groups");
    window.get_by_label("No look-alikes found");
    window.get_by_role_and_label(Role::Slider, "Maximum distance").set_value_accesskit(0.2);
    window.run_steps(3);
    window.get_by_label("7 groups");
}

#[test]
fn the_slider_moved_down_and_up_again_loses_no_mark() {
    let trash = Arc::new(FakeTrash::new());
    let mut window = window(Vec::new(), &trash);
    let pair = |a, b, distance| Pair { a: PhotoId(a), b: PhotoId(b), link: Link::similar(distance) };
    window.state_mut().open_review(findings(4, vec![pair(0, 1, 0.05), pair(2, 3, 0.15)]));
    window.run_steps(3);
    let slide = |window: &mut Window, distance| {
        window.get_by_role_and_label(Role::Slider, "Maximum distance").set_value_accesskit(distance);
        window.run_steps(3);
    };
    slide(&mut window, 0.2);
    press(&mut window, Key::Num1);
    press(&mut window, Key::Num1);
    window.get_by_label_contains("2 photos marked");
    slide(&mut window, 0.1);
    window.get_by_label_contains("1 photo marked");
    window.get_by_label("1 on hold");
    click(&mut window, "Apply…");
    window.get_by_label_contains("1 more mark is on hold because its match is not shown");
    window.get_by_label_contains("Move 1 photo to ");
    click(&mut window, "Back to review");
    slide(&mut window, 0.2);
    window.get_by_label_contains("2 photos marked");
    assert!(window.query_by_label("1 on hold").is_none());
}

#[test]
fn a_bad_folder_gets_one_sentence_and_an_empty_one_a_page() {
    let (folder, trash) = (PhotoFolder::new(), Arc::new(FakeTrash::new()));
    let mut window = window(Vec::new(), &trash);
    click(&mut window, "Scan");
    window.get_by_label("Type a folder path first.");
    type_into(&mut window, "Folder path", "/no/such/folder");
    click(&mut window, "Add");
    window.get_by_label_contains("does not exist");
    drop(window);
    let mut window = self::window(vec![folder.path()], &trash);
    wait_for(&mut window, "No photos found");
}

#[test]
fn files_that_are_no_photos_are_listed_with_the_reason() {
    let (folder, trash) = (PhotoFolder::with_copies(), Arc::new(FakeTrash::new()));
    folder.bytes("写真.jpg", b"this is no photo");
    let mut window = reviewed(&folder, &trash);
    click(&mut window, "1 file skipped");
    window.get_by_label("写真.jpg");
    window.get_by_label_contains("Not an image format");
    click(&mut window, "Close");
    assert!(window.query_by_label("写真.jpg").is_none());
}

#[test]
fn help_opens_however_its_key_is_let_go_and_no_tooltip_stays_above_it() {
    let (folder, trash) = (PhotoFolder::with_copies(), Arc::new(FakeTrash::new()));
    let mut window = reviewed(&folder, &trash);
    window.get_by_label("Swipe between them").hover();
    wait_for(&mut window, "Swipe between them   S");
    let key = |key, pressed| Event::Key {
        key,
        physical_key: Some(Key::Slash),
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    for _ in 0..2 {
        // Shift is let go first, so that what is released is another key.
        window.input_mut().events.extend([key(Key::Questionmark, true), key(Key::Slash, false)]);
        window.run_steps(4);
        window.get_by_label("Keyboard shortcuts");
        assert!(window.query_by_label("Swipe between them   S").is_none(), "the tooltip stands above Help");
        press(&mut window, Key::Escape);
        assert!(window.query_by_label("Keyboard shortcuts").is_none());
    }
}

#[test]
fn skipped_files_are_listed_as_far_as_there_is_room() {
    let (folder, trash) = (PhotoFolder::with_copies(), Arc::new(FakeTrash::new()));
    for at in 0..10 {
        folder.bytes(&format!("empty {at}.jpg"), b"");
    }
    let mut window = reviewed(&folder, &trash);
    click(&mut window, "10 files skipped");
    window.run_steps(10);
    let rows = window.query_all_by_label("The file is empty.").count();
    assert!(rows >= 8, "{rows} of 10 rows are in sight");
}

#[test]
fn exact_copies_are_marked_at_once_after_a_look() {
    let (folder, trash) = (PhotoFolder::with_copies(), Arc::new(FakeTrash::new()));
    let mut window = reviewed(&folder, &trash);
    click(&mut window, "Mark 1 exact copy…");
    click(&mut window, "Mark 1 copy");
    window.get_by_label("1 exact copy marked.");
    window.get_by_label_contains("1 photo marked");
}

#[test]
fn a_hundred_thousand_groups_are_only_laid_out_in_sight() {
    let trash = Arc::new(FakeTrash::new());
    let mut window = window(Vec::new(), &trash);
    window.state_mut().open_review(pairs_of_photos(100_000));
    window.run_steps(3);
    window.get_by_label_contains("0 of 100,000 groups decided");
    let rows = window.query_all_by_label_contains("Group of").count();
    assert!((3..25).contains(&rows), "{rows} rows are laid out");
}

#[test]
fn a_report_is_written_where_the_user_says() {
    let (folder, trash) = (PhotoFolder::with_copies(), Arc::new(FakeTrash::new()));
    let mut window = reviewed(&folder, &trash);
    let report = folder.path().join("report.csv");
    click(&mut window, "Export report…");
    let field = window.get_by_role_and_label(Role::TextInput, "Report path");
    field.set_text_value_accesskit(&report.display().to_string());
    window.run_steps(2);
    click(&mut window, "Save");
    wait_for(&mut window, "Report saved as");
    assert!(report.exists());
}

#[test]
fn options_fit_the_page_in_german_too() {
    let mut window = german_window(&Arc::new(FakeTrash::new()));
    let before = window.get_by_label("Durchsuchen").rect().center().x;
    click(&mut window, "Optionen");
    window.run_steps(20);
    assert_eq!(window.get_by_label("Durchsuchen").rect().center().x, before);
}

#[test]
fn the_report_speaks_the_language_of_the_window() {
    let (folder, trash) = (PhotoFolder::with_copies(), Arc::new(FakeTrash::new()));
    folder.bytes("leer.jpg", b"");
    let mut window = german_window(&trash);
    type_into(&mut window, "Pfad des Ordners", &folder.path().display().to_string());
    click(&mut window, "Durchsuchen");
    wait_for(&mut window, " entschieden");
    let report = folder.path().join("bericht.html");
    click(&mut window, "Bericht …");
    let field = window.get_by_role_and_label(Role::TextInput, "Pfad des Berichts");
    field.set_text_value_accesskit(&report.display().to_string());
    window.run_steps(2);
    click(&mut window, "Speichern");
    wait_for(&mut window, "Bericht gespeichert");
    let html = std::fs::read_to_string(report).expect("a report");
    for said in [
        "<html lang=\"de\">",
        "<h1>Lookalike-Bericht</h1>",
        "<dt>Bearbeitete Kopien</dt><dd>1 Gruppe<",
        "Zum Entfernen vorgeschlagen</span>",
        "<p>Eine identische Datei bleibt: ",
        "Das bleibende Foto zeigt alles davon und hat alle seine Metadaten.",
        "Prozessor (integrierte Engine)",
        "1 Datei übersprungen",
    ] {
        assert!(html.contains(said), "{said}");
    }
}

#[test]
fn a_german_user_reads_german_and_can_change_that() {
    let (folder, trash) = (PhotoFolder::with_copies(), Arc::new(FakeTrash::new()));
    let mut window = german_window(&trash);
    type_into(&mut window, "Pfad des Ordners", &folder.path().display().to_string());
    click(&mut window, "Durchsuchen");
    wait_for(&mut window, " entschieden");
    window.get_by_label("Exakte Kopien 1");
    window.get_by_label("Es ist das älteste.");
    click(&mut window, "Bearbeitete Kopien 1");
    // To 62.5 %, which may be rounded either way.
    let told =
        |percent: u8| window.query_by_label_contains(&format!("verkleinert auf {percent} %")).is_some();
    assert!(told(62) || told(63));
    press(&mut window, Key::Questionmark);
    window.get_by_label("Vorschlag annehmen und weiter");
    press(&mut window, Key::Escape);
    click(&mut window, "Neue Suche");
    click(&mut window, "Einstellungen");
    // The page finds its size and its place in the middle first.
    window.run_steps(10);
    click(&mut window, "English");
    click(&mut window, "Close");
    window.get_by_label("Choose folder…");
}

#[test]
fn the_dark_review_looks_as_designed() {
    check_looks(Theme::Dark, "review-dark");
}

#[test]
fn the_light_review_looks_as_designed() {
    check_looks(Theme::Light, "review-light");
}

fn check_looks(theme: Theme, name: &str) {
    let (folder, trash) = (PhotoFolder::with_copies(), Arc::new(FakeTrash::new()));
    let mut window = themed_window(theme, vec![folder.path()], &trash);
    wait_for(&mut window, " decided");
    // Too narrow for the details, which name the temporary folder.
    window.set_size(vec2(900.0, 600.0));
    wait(&mut window, "two thumbnails and two previews", |window| pictures(window) == 4);
    window.snapshot(name);
}
