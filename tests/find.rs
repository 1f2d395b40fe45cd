//! `lookalike find` as scripts see it: order, relations, exit codes, and one sentence for every bad input.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "tests may fail")]

use std::path::Path;
use std::process::Output;

use crate::support::{PhotoFolder, Program, scene};
use image::imageops;
use serde_json::Value;

fn text(path: &Path) -> String {
    path.to_str().expect("a plain path").to_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("JSON on standard output")
}

/// File name and relation of every photo found, nearest first.
fn found(output: &Output) -> Vec<(String, Option<String>)> {
    let row = |photo: &Value| {
        let path = Path::new(photo["path"].as_str().unwrap());
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, photo["relation"].as_str().map(str::to_owned))
    };
    json(output)["photos"].as_array().unwrap().iter().map(row).collect()
}

#[test]
fn the_nearest_come_first_with_what_they_are() {
    let (folder, program) = (PhotoFolder::small_library(), Program::new());
    let (all, example) = (text(&folder.path()), text(&folder.at("one.jpg")));
    let output = program.run(&["find", &example, &all, "--json"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let rows = found(&output);
    assert_eq!(rows.len(), 6, "all but the example: {rows:?}");
    assert_eq!(rows[0], ("one.jpg".to_owned(), Some("exact".to_owned())));
    for row in &rows[1..3] {
        assert!(row.0.starts_with("one-") && row.1.as_deref() == Some("edited"), "{rows:?}");
    }
    assert_eq!(json(&output)["example"], example);
    let distances: Vec<f64> =
        json(&output)["photos"].as_array().unwrap().iter().map(|p| p["distance"].as_f64().unwrap()).collect();
    assert!(distances.is_sorted(), "{distances:?}");
}

#[test]
fn the_library_is_remembered_and_the_metrics_agree() {
    let (folder, program) = (PhotoFolder::small_library(), Program::new());
    let (all, example) = (text(&folder.path()), text(&folder.at("two.jpg")));
    let order = |metric: &str, limit: &str, cache: &[&str]| {
        let mut arguments = vec!["find", &example, &all, "--json", "--metric", metric, "--limit", limit];
        arguments.extend(cache);
        let output = program.run(&arguments);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        found(&output)
    };
    let cosine = order("cosine", "100", &[]);
    assert_eq!(cosine[0].0, "two.png");
    assert_eq!(order("dot", "100", &[]), cosine);
    assert_eq!(order("l2", "100", &[]), cosine);
    assert_eq!(order("cosine", "100", &["--no-cache"]), cosine);
    assert_eq!(order("cosine", "2", &[]), cosine[..2]);
    let scan = program.run(&["scan", &all]);
    assert!(String::from_utf8_lossy(&scan.stdout).contains("(0 read, 8 remembered"), "{}", stderr(&scan));
}

#[test]
fn a_photo_from_outside_finds_what_it_was_cut_from() {
    let (folder, elsewhere, program) = (PhotoFolder::small_library(), PhotoFolder::new(), Program::new());
    let crop = imageops::crop_imm(&scene(3, 640, 480), 80, 60, 480, 360).to_image();
    let example = elsewhere.jpeg("切り抜き.jpg", &crop, 90);
    let output = program.run(&["find", &text(&example), &text(&folder.path()), "--json", "--limit", "1"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert_eq!(found(&output), [("three.jpg".to_owned(), Some("edited".to_owned()))]);
    assert!(json(&output)["photos"][0]["edit"]["words"].is_string());
}

#[test]
fn several_examples_look_for_what_they_share() {
    let (folder, program) = (PhotoFolder::small_library(), Program::new());
    let [one, two, all] = [folder.at("one.jpg"), folder.at("two.jpg"), folder.path()].map(|path| text(&path));
    let output = program.run(&["find", &one, "--like", &two, &all, "--json"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert_eq!(json(&output)["like"], serde_json::json!([two]));
    let rows = found(&output);
    assert_eq!(rows.len(), 5, "{rows:?}");
    // All copies of either come before the third scene.
    assert_eq!(rows[4].0, "three.jpg");
}

#[test]
fn an_empty_folder_and_a_lonely_example_are_no_failure() {
    let (folder, elsewhere, program) = (PhotoFolder::new(), PhotoFolder::new(), Program::new());
    let example = text(&elsewhere.jpeg("a.jpg", &scene(4, 320, 240), 90));
    for library in [&folder, &elsewhere] {
        let output = program.run(&["find", &example, &text(&library.path()), "--json"]);
        assert_eq!((output.status.code(), found(&output).len()), (Some(0), 0));
        assert_eq!(stderr(&output).trim(), "There is no other photo in these folders.");
    }
}

#[test]
fn photos_that_are_all_the_same_come_in_the_order_of_their_paths() {
    let (folder, program) = (PhotoFolder::new(), Program::new());
    let first = folder.jpeg("0.jpg", &scene(4, 320, 240), 90);
    let bytes = std::fs::read(&first).expect("written above");
    (1..5).for_each(|n| drop(folder.bytes(&format!("{n}.jpg"), &bytes)));
    let output = program.run(&["find", &text(&first), &text(&folder.path()), "--json"]);
    let expected =
        ["1.jpg", "2.jpg", "3.jpg", "4.jpg"].map(|name| (name.to_owned(), Some("exact".to_owned())));
    assert_eq!(found(&output), expected);
}

#[test]
fn bad_input_gets_one_sentence_and_code_2() {
    let (folder, program) = (PhotoFolder::small_library(), Program::new());
    let (all, one) = (text(&folder.path()), text(&folder.at("one.jpg")));
    let check = |arguments: &[&str], part: &str| {
        let output = program.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let said = stderr(&output);
        assert!(said.contains(part) && !said.contains("panicked"), "{said}");
        assert!(output.stdout.is_empty());
    };
    check(&["find", "/no/such.jpg", &all], "/no/such.jpg: the example cannot be opened");
    check(&["find", &text(&folder.at("broken.jpg")), &all], "broken.jpg: ");
    check(&["find", &all, &all], "the example cannot be opened: it is not a file of its own");
    check(&["find", &one, "/no/such/folder"], "/no/such/folder: it cannot be opened");
    check(&["find", &one, &all, "--metric", "l3"], "possible values: cosine, dot, l2");
    check(&["find", &one, &all, "--limit", "0"], "--limit");
    check(&["find", &one], "FOLDER");
}
