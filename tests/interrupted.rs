//! A program that is told to end does so, whoever tells it: a terminal with Ctrl+C, or a system that shuts down.

#![expect(clippy::expect_used, reason = "tests may fail")]

use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, Output};
use std::time::Duration;

use crate::support::{PhotoFolder, Program, scene};

/// What shells see of a program that was interrupted.
const INTERRUPTED: Option<i32> = Some(130);

/// Waits until `begun`; fails if the program ends before.
fn await_begin(child: &mut Child, begun: impl Fn() -> bool) {
    while !begun() {
        assert!(child.try_wait().expect("asked").is_none(), "it ended before it was told to");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Starts the program, sends it a signal once it has `begun`, and waits for its end.
fn interrupted(program: &Program, arguments: &[&str], signal: &str, begun: impl Fn() -> bool) -> Output {
    // Files, because nobody reads a pipe meanwhile.
    let said = ["stdout", "stderr"].map(|name| program.home().join(name));
    let [stdout, stderr] = said.each_ref().map(|file| File::create(file).expect("made"));
    let mut child = program.command(arguments).stdout(stdout).stderr(stderr).spawn().expect("it starts");
    await_begin(&mut child, begun);
    let sent = Command::new("sh").args(["-c", &format!("kill -{signal} {}", child.id())]).status();
    assert!(sent.expect("a shell").success());
    let status = child.wait().expect("it ends");
    let [stdout, stderr] = said.map(|file| std::fs::read(file).expect("written"));
    Output { status, stdout, stderr }
}

/// So many photos with other bytes each, all of one picture.
fn many(count: usize, side: u32) -> PhotoFolder {
    let folder = PhotoFolder::new();
    let bytes = std::fs::read(folder.jpeg("0.jpg", &scene(1, side, side), 90)).expect("written");
    for number in 1..count {
        folder.bytes(&format!("{number}.jpg"), &[&bytes[..], &number.to_le_bytes()].concat());
    }
    folder
}

fn entries(folder: &Path) -> usize {
    std::fs::read_dir(folder).map_or(0, Iterator::count)
}

#[test]
fn a_scan_ends_alike_at_every_signal() {
    let folder = many(600, 800);
    let path = folder.path().display().to_string();
    let ended = ["INT", "TERM", "HUP"].map(|signal| {
        let program = Program::new();
        // Photos are read as soon as there is a cache.
        let begun = || program.home().join("cache/lookalike/scans.sqlite").exists();
        interrupted(&program, &["scan", &path, "--threads", "1"], signal, begun)
    });
    for output in &ended {
        assert_eq!(output.status.code(), INTERRUPTED, "{output:?}");
        assert_eq!((&output.stdout, &output.stderr), (&ended[0].stdout, &ended[0].stderr));
    }
}

#[test]
fn a_removal_ends_between_two_photos_and_says_how_far_it_came() {
    let (folder, program) = (PhotoFolder::new(), Program::new());
    let bytes = std::fs::read(folder.jpeg("0.jpg", &scene(1, 96, 96), 90)).expect("written");
    let count = 400;
    (1..count).for_each(|number| drop(folder.bytes(&format!("{number}.jpg"), &bytes)));
    let report = program.home().join("r.json").display().to_string();
    let path = folder.path().display().to_string();
    assert_eq!(program.run(&["scan", &path, "--report", &report]).status.code(), Some(1));
    let begun = || entries(&folder.path()) < count;
    let output = interrupted(&program, &["remove", "--from", &report, "--exact", "--yes"], "TERM", begun);
    let left = entries(&folder.path());
    assert_eq!(output.status.code(), INTERRUPTED, "{left} are left: {output:?}");
    assert!(left > 1, "it went on to its end");
    assert_eq!(program.run(&["undo"]).status.code(), Some(0));
    assert_eq!(entries(&folder.path()), count, "what was moved is known");
}
