//! The command line as scripts see it: output, exit codes, and one sentence for every bad input.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "tests may fail")]

mod support;

use std::path::Path;
use std::process::Output;

use serde_json::Value;
use support::{PhotoFolder, Program, scene};

fn text(path: &Path) -> String {
    path.to_str().expect("a plain path").to_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("JSON on standard output")
}

/// File names of every group, keeper first.
fn groups(report: &Value, folder: &Path) -> Vec<Vec<String>> {
    let name = |photo: &Value| {
        let path = Path::new(photo["path"].as_str().unwrap()).strip_prefix(folder).unwrap();
        path.to_str().unwrap().replace('\\', "/")
    };
    let photos = |group: &Value| group["photos"].as_array().unwrap().iter().map(name).collect();
    report["groups"].as_array().unwrap().iter().map(photos).collect()
}

#[test]
fn scan_finds_the_copies_and_says_so() {
    let (folder, program) = (PhotoFolder::small_library(), Program::new());
    let output = program.run(&["scan", &text(&folder.path()), "--json"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let report = json(&output);
    let found = groups(&report, &folder.path());
    assert_eq!(found.len(), 2, "{found:?}");
    let mut one = found[0].clone();
    one.sort();
    assert_eq!(one, ["backup/one.jpg", "one-messenger.jpg", "one-small.jpg", "one.jpg"]);
    assert_eq!(found[1], ["two.png", "two.jpg"]);
    assert_eq!(report["skipped"].as_array().unwrap().len(), 1);
}

#[test]
fn a_second_scan_reads_nothing_and_prints_the_same() {
    let (folder, program) = (PhotoFolder::small_library(), Program::new());
    let (all, backup) = (text(&folder.path()), text(&folder.at("backup")));
    let first = program.run(&["scan", &all, "--json"]);
    let second = program.run(&["scan", &all, "--json"]);
    let shuffled = program.run(&["scan", &backup, &all, &backup, "--json", "--threads", "1"]);
    assert!(stderr(&second).contains("(0 read, 8 remembered, 1 skipped)"), "{}", stderr(&second));
    assert_eq!(first.stdout, second.stdout);
    assert_eq!(first.stdout, shuffled.stdout);
    let anew = program.run(&["scan", &all, "--json", "--threads", "1", "--no-cache"]);
    assert!(stderr(&anew).contains("(8 read, 0 remembered, 1 skipped)"), "{}", stderr(&anew));
    assert_eq!(first.stdout, anew.stdout);
}

#[test]
fn what_belongs_to_a_photo_is_one_photo_with_it() {
    let (folder, program) = (PhotoFolder::new(), Program::new());
    let picture = scene(1, 640, 480);
    folder.jpeg("camera/DSC_1.JPG", &picture, 92);
    folder.bytes("camera/DSC_1.NEF", b"II*\0\x08\0\0\0raw");
    folder.bytes("camera/DSC_1.xmp", b"<x:xmpmeta/>");
    folder.jpeg("phone/IMG_1.JPG", &scene(2, 640, 480), 92);
    folder.jpeg("phone/IMG_E1.JPG", &scene(2, 640, 480), 70);
    folder.jpeg("shared/small.jpg", &image::imageops::thumbnail(&picture, 400, 300), 85);
    let output = program.run(&["scan", &text(&folder.path()), "--json"]);
    let report = json(&output);
    assert_eq!(groups(&report, &folder.path()), [["camera/DSC_1.JPG", "shared/small.jpg"]]);
    let group = &report["groups"][0];
    assert_eq!(group["reason"], "It has more that belongs to it: RAW, sidecar.");
    let kinds: Vec<_> =
        group["photos"][0]["companions"].as_array().unwrap().iter().map(|c| c["kind"].clone()).collect();
    assert_eq!(kinds, ["raw", "sidecar"]);
    assert!(stderr(&output).starts_with("3 photos (3 read, 0 remembered, 0 skipped)"), "{}", stderr(&output));
}

#[test]
fn verdicts_outlive_renaming_moving_and_the_cache() {
    let (folder, program) = (PhotoFolder::with_copies(), Program::new());
    let all = text(&folder.path());
    let first = json(&program.run(&["scan", &all, "--json"]));
    let contents = |group: usize| -> Vec<String> {
        let photos = first["groups"][group]["photos"].as_array().unwrap();
        photos.iter().map(|photo| photo["content"].as_str().unwrap().to_owned()).collect()
    };
    let judged = |group: usize| -> Vec<Value> {
        contents(group).iter().map(|content| serde_json::json!({"content": content})).collect()
    };
    let said = serde_json::json!({"version": 1, "verdicts": [
        {"verdict": "keep_all", "photos": judged(0)},
        {"verdict": "not_duplicates", "photos": judged(1)},
    ]});
    let file = program.home().join("said.json");
    std::fs::write(&file, said.to_string()).unwrap();
    let listed = program.run(&["verdicts", "--import", &text(&file)]);
    assert_eq!(listed.status.code(), Some(0), "{}", stderr(&listed));
    assert_eq!(String::from_utf8_lossy(&listed.stdout).lines().count(), 2);

    let check = |report: &Value, code: Option<i32>| {
        assert_eq!(code, Some(0), "all is decided");
        assert_eq!(report["groups"].as_array().unwrap().len(), 1);
        let photos = report["groups"][0]["photos"].as_array().unwrap();
        assert!(photos.iter().all(|photo| photo["decision"] == "keep"));
        assert_eq!(report["verdicts"].as_array().unwrap().len(), 2);
    };
    std::fs::create_dir(folder.at("moved")).unwrap();
    std::fs::rename(folder.at("one.jpg"), folder.at("moved/写真.jpg")).unwrap();
    std::fs::rename(folder.at("two small.jpg"), folder.at("a two.jpg")).unwrap();
    let scan = program.run(&["scan", &all, "--json"]);
    check(&json(&scan), scan.status.code());
    std::fs::rename(program.home().join("cache"), program.home().join("lost")).unwrap();
    let scan = program.run(&["scan", &all, "--json"]);
    check(&json(&scan), scan.status.code());

    // What a report holds, another computer takes over.
    std::fs::write(&file, &scan.stdout).unwrap();
    let other = Program::new();
    other.run(&["verdicts", "--import", &text(&file)]);
    let scan = other.run(&["scan", &all, "--json"]);
    check(&json(&scan), scan.status.code());
}

#[test]
fn reports_are_written_in_all_formats() {
    let (folder, program) = (PhotoFolder::small_library(), Program::new());
    let names = ["r.html", "r.csv", "r.json"].map(|name| text(&program.home().join(name)));
    let [html, csv, json] = &names;
    let all = text(&folder.path());
    let output = program.run(&["scan", &all, "--report", html, "--report", csv, "--report", json]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(std::fs::read_to_string(html).unwrap().contains("data:image/jpeg;base64,"));
    assert_eq!(std::fs::read_to_string(csv).unwrap().lines().count(), 1 + 6);
    let report: Value = serde_json::from_slice(&std::fs::read(json).unwrap()).unwrap();
    assert_eq!(report["version"], 1);
}

#[test]
fn embed_writes_one_row_a_photo() {
    let (folder, program) = (PhotoFolder::small_library(), Program::new());
    let out = text(&program.home().join("e.npy"));
    let output = program.run(&["embed", &text(&folder.path()), "--out", &out]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let rows: ndarray::Array2<f32> = ndarray_npy::read_npy(&out).unwrap();
    assert_eq!(rows.dim(), (7, 256));
    assert!(rows.rows().into_iter().all(|row| (row.dot(&row) - 1.0).abs() < 1e-3));
    let paths = std::fs::read_to_string(program.home().join("e.txt")).unwrap();
    assert_eq!(paths.lines().next(), Some(text(&folder.at("backup/one.jpg")).as_str()));
}

#[test]
fn devices_names_what_is_used_and_why_not_the_others() {
    let output = Program::new().run(&["devices"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(said.starts_with("In use: CPU, "), "{said}");
    assert!(said.contains("+ Built-in engine") && said.contains("- ONNX Runtime"), "{said}");
}

#[test]
fn bad_input_gets_one_sentence_and_code_2() {
    let (folder, program) = (PhotoFolder::small_library(), Program::new());
    let all = text(&folder.path());
    let check = |arguments: &[&str], part: &str| {
        let output = program.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let said = stderr(&output);
        assert!(said.contains(part) && !said.contains("panicked"), "{said}");
    };
    check(&["scan", "/no/such/folder"], "/no/such/folder: the folder cannot be opened");
    check(&["scan", &all, "--report", "r.pdf"], "must end in .html, .csv or .json");
    check(&["scan", &all, "--threshold", "7"], "must lie between 0 and 0.3");
    check(&["scan"], "FOLDER");
    check(&["embed", &all, "--out", "/no/such/folder/e.npy"], "writing /no/such/folder/e.npy");
}

#[test]
fn an_empty_folder_and_a_lonely_photo_are_no_failure() {
    let (folder, program) = (PhotoFolder::new(), Program::new());
    let empty = program.run(&["scan", &text(&folder.path()), "--json"]);
    assert_eq!((empty.status.code(), json(&empty)["groups"].as_array().unwrap().len()), (Some(0), 0));
    folder.jpeg("写真.jpg", &scene(4, 320, 240), 90);
    let one = program.run(&["scan", &text(&folder.path())]);
    assert_eq!(one.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&one.stdout).contains("1 photos (1 read"));
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_display_the_window_ends_with_one_sentence() {
    let output = Program::new().run(&[]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.starts_with("lookalike: ") && !said.contains("panicked"), "{said}");
    assert_eq!(said.trim().lines().count(), 1, "{said}");
}
