//! The command line as scripts see it: output, exit codes, and one sentence for every bad input.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "tests may fail")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::SystemTime;

use crate::support::{PhotoFolder, Program, scene};
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
    assert_eq!(group["reason"], "More files belong to it: RAW, sidecar.");
    let kinds: Vec<_> =
        group["photos"][0]["companions"].as_array().unwrap().iter().map(|c| c["kind"].clone()).collect();
    assert_eq!(kinds, ["raw", "sidecar"]);
    assert!(stderr(&output).starts_with("3 photos (3 read, 0 remembered, 0 skipped)"), "{}", stderr(&output));
}

#[test]
fn verdicts_outlive_renaming_moving_and_the_cache() {
    let (folder, program) = (PhotoFolder::with_copies(), Program::new());
    let all = text(&folder.path());
    // Drawn scenes are more alike than photos: the pair that is parted must not group with another one.
    let scan = |program: &Program| program.run(&["scan", &all, "--json", "--threshold", "0.2"]);
    let first = json(&scan(&program));
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
    let found = scan(&program);
    check(&json(&found), found.status.code());
    std::fs::rename(program.home().join("cache"), program.home().join("lost")).unwrap();
    let found = scan(&program);
    check(&json(&found), found.status.code());

    // What a report holds, another computer takes over.
    std::fs::write(&file, &found.stdout).unwrap();
    let other = Program::new();
    other.run(&["verdicts", "--import", &text(&file)]);
    let found = scan(&other);
    check(&json(&found), found.status.code());
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
    check(&["scan", "/no/such/folder"], "/no/such/folder: it cannot be opened");
    check(&["scan", &all, "/no/such/folder"], "/no/such/folder: it cannot be opened");
    check(&["scan", &all, "--protect", "/no/such/folder"], "/no/such/folder: it cannot be opened");
    check(&["scan", &all, "--threshold", "-1"], "must lie between 0 and 0.52");
    check(&["embed", &all, "--out", &text(&folder.at("one.jpg"))], "one.jpg is there already");
    check(&["scan", &all, "--report", "r.pdf"], "must end in .html, .csv or .json");
    check(&["scan", &all, "--threshold", "7"], "must lie between 0 and 0.52");
    check(&["scan", &all, "--across"], "there is only one");
    check(&["scan", &all, "--exclude", "[a"], "'[a' for '--exclude <PATTERN>'");
    check(&["scan"], "FOLDER");
    check(&["remove", "--from", "no.json"], "the report no.json cannot be used");
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
    assert!(String::from_utf8_lossy(&one.stdout).contains("1 photo (1 read"));
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

/// A library with one exact and one edited copy, scanned to `r.json` by a program of its own.
fn reported() -> (PhotoFolder, Program, String) {
    let (folder, program) = (PhotoFolder::with_copies(), Program::new());
    let report = text(&program.home().join("r.json"));
    let output = program.run(&["scan", &text(&folder.path()), "--report", &report]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    (folder, program, report)
}

fn change(report: &str, change: impl FnOnce(&mut Value)) {
    let mut value = serde_json::from_slice(&std::fs::read(report).unwrap()).unwrap();
    change(&mut value);
    std::fs::write(report, value.to_string()).unwrap();
}

/// The members of all groups in a report.
fn members(report: &mut Value) -> impl Iterator<Item = &mut Value> {
    let groups = report["groups"].as_array_mut().unwrap().iter_mut();
    groups.flat_map(|group| group["photos"].as_array_mut().unwrap().iter_mut().skip(1))
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Paths after `word` at the beginning of a line.
fn listed(output: &Output, word: &str) -> Vec<String> {
    said(output).lines().filter_map(|line| line.strip_prefix(word)).map(str::to_owned).collect()
}

#[test]
fn remove_does_what_its_dry_run_prints_and_undo_takes_it_back() {
    let (folder, program, report) = reported();
    let before = contents(&folder.path());
    let dry = program.run(&["remove", "--from", &report, "--exact"]);
    assert_eq!(dry.status.code(), Some(0), "{}", stderr(&dry));
    assert_eq!(listed(&dry, "remove "), [text(&folder.at("one again.jpg"))]);
    assert_eq!(listed(&dry, "  keep "), [text(&folder.at("one.jpg"))]);
    assert!(stderr(&dry).contains("Nothing was moved"));
    assert_eq!(contents(&folder.path()), before);

    let done = program.run(&["remove", "--from", &report, "--exact", "--yes"]);
    assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
    assert_eq!(listed(&done, "remove "), listed(&dry, "remove "));
    let gone: Vec<String> =
        before.keys().filter(|path| !contents(&folder.path()).contains_key(*path)).map(|p| text(p)).collect();
    assert_eq!(gone, listed(&dry, "remove "));
    let again = program.run(&["remove", "--from", &report, "--exact", "--yes"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(stderr(&again).contains("nothing is removed"), "{}", stderr(&again));

    let list = program.run(&["undo", "--list"]);
    assert!(said(&list).contains("1 of 1 photo can be put back"), "{}", said(&list));
    let undone = program.run(&["undo"]);
    assert_eq!(undone.status.code(), Some(0), "{}", stderr(&undone));
    assert_eq!(contents(&folder.path()), before);
    assert!(said(&program.run(&["undo"])).contains("Nothing to put back"));
    let unknown = program.run(&["undo", "20000101-000000"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("there is no removal with the name"), "{}", stderr(&unknown));
}

/// Every file below a folder with its bytes and its time.
fn contents(folder: &Path) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let content = |path: PathBuf| {
        let time = std::fs::metadata(&path).unwrap().modified().unwrap();
        (path.clone(), (std::fs::read(&path).unwrap(), time))
    };
    entries.filter(|path| path.is_file()).map(content).collect()
}

#[test]
fn what_is_decided_in_the_report_goes_and_what_is_kept_stays() {
    let (folder, program, report) = reported();
    change(&report, |report| {
        for member in members(report) {
            let edited = member["relation"] == "edited";
            member["decision"] = if edited { "remove" } else { "keep" }.into();
        }
    });
    let done = program.run(&["remove", "--from", &report, "--exact", "--yes"]);
    assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
    assert_eq!(listed(&done, "remove "), [text(&folder.at("two small.jpg"))]);
    assert!(!folder.at("two small.jpg").exists() && folder.at("one again.jpg").exists());
}

#[test]
fn a_report_that_is_hostile_or_out_of_date_removes_nothing_and_says_why() {
    let check = |spoil: &dyn Fn(&PhotoFolder, &mut Value), part: &str| {
        let (folder, program, report) = reported();
        change(&report, |report| {
            members(report).for_each(|member| member["decision"] = "remove".into());
            spoil(&folder, report);
        });
        let before = contents(&folder.path());
        let output = program.run(&["remove", "--from", &report, "--exact", "--yes"]);
        assert_eq!(output.status.code(), Some(2), "{part}: {}", said(&output));
        assert!(stderr(&output).contains(part), "{part}: {}", stderr(&output));
        assert_eq!(contents(&folder.path()), before);
    };
    let photo = |report: &mut Value, field: &str, value: Value| {
        report["groups"][0]["photos"][1][field] = value;
    };
    check(&|_, report| report["version"] = 2.into(), "version is 2");
    check(&|_, report| photo(report, "path", "/etc/hostname".into()), "does not lie in a folder");
    check(
        &|folder, report| {
            let outside = folder.at("../other.jpg");
            photo(report, "path", text(&outside).into());
        },
        "does not lie in a folder",
    );
    check(&|_, report| report["groups"][0]["photos"][0]["decision"] = "remove".into(), "is to be removed");
    check(
        &|_, report| {
            report["groups"][0]["photos"].as_array_mut().unwrap().remove(0);
        },
        "is not in it",
    );
    // A photo that nothing relates to the keeper, whatever the report says.
    check(
        &|folder, report| {
            let three = folder.at("three.jpg");
            let state = std::fs::metadata(&three).unwrap();
            let time = state.modified().unwrap().duration_since(SystemTime::UNIX_EPOCH).unwrap();
            photo(report, "path", text(&three).into());
            photo(report, "relation", "similar".into());
            photo(report, "bytes", state.len().into());
            photo(report, "modified_ns", time.as_nanos().to_string().into());
            photo(report, "content", blake3::hash(&std::fs::read(&three).unwrap()).to_string().into());
        },
        "does not match the photo kept for it",
    );
    check(&|folder, _| std::fs::write(folder.at("one again.jpg"), "new").unwrap(), "one again.jpg");
    check(&|folder, _| std::fs::write(folder.at("one.jpg"), "new").unwrap(), "the photo kept for it");
    check(
        &|folder, _| {
            std::fs::rename(folder.at("one.jpg"), folder.at("elsewhere.jpg")).unwrap();
        },
        "the photo kept for it",
    );
    check(
        &|folder, report| {
            report["protected"] = serde_json::json!([{"path": text(&folder.path())}]);
        },
        "protected folder",
    );
}

#[test]
fn of_equally_good_photos_the_one_in_a_preferred_folder_is_kept() {
    let (folder, program) = (PhotoFolder::with_copies(), Program::new());
    std::fs::create_dir(folder.at("album")).expect("a folder");
    std::fs::rename(folder.at("one again.jpg"), folder.at("album/one.jpg")).expect("moved");
    let keepers = |preferred: &[&str]| {
        let scanned = text(&folder.path());
        let output = program.run(&[&["scan", &scanned, "--json", "--no-cache"], preferred].concat());
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let groups = report["groups"].as_array().expect("groups").clone();
        groups.iter().map(|group| group["keeper"].as_str().expect("a path").to_owned()).collect::<Vec<_>>()
    };
    let album = text(&folder.at("album"));
    assert!(keepers(&[]).contains(&text(&folder.at("one.jpg"))));
    assert!(keepers(&["--prefer", &album]).contains(&text(&folder.at("album/one.jpg"))));
}

#[test]
fn what_belongs_to_a_photo_goes_with_it_and_holds_it_back_in_bulk() {
    let (folder, program, report) = reported();
    let sidecar = folder.bytes("one again.xmp", b"<xmp/>");
    let bulk = program.run(&["remove", "--from", &report, "--exact", "--yes"]);
    assert_eq!(bulk.status.code(), Some(0), "{}", stderr(&bulk));
    assert!(stderr(&bulk).contains("one again.jpg stays: something belongs to it"), "{}", stderr(&bulk));
    assert!(folder.at("one again.jpg").exists());
    change(&report, |report| {
        let copy = |member: &&mut Value| member["relation"] == "exact";
        members(report).filter(copy).for_each(|member| member["decision"] = "remove".into());
    });
    let done = program.run(&["remove", "--from", &report, "--yes"]);
    assert_eq!(listed(&done, "   and "), [text(&sidecar)], "{}", stderr(&done));
    assert!(!sidecar.exists() && !folder.at("one again.jpg").exists());
    program.run(&["undo"]);
    assert!(sidecar.exists() && folder.at("one again.jpg").exists());
}
