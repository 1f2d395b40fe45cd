//! Files that are not what they seem: each becomes a photo or a skipped line, and costs nothing else.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "tests may fail")]

use crate::support::{PhotoFolder, Program, scene};
use serde_json::Value;

/// Scans the folder; the number of photos in groups, and the reasons of what was skipped by file name.
fn scan(folder: &PhotoFolder) -> (usize, Vec<(String, String)>) {
    let output = Program::new().run(&["scan", folder.path().to_str().unwrap(), "--json"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!said.contains("panicked"), "{said}");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let skipped = report["skipped"].as_array().unwrap().iter().map(|skipped| {
        let path = std::path::PathBuf::from(skipped["path"].as_str().unwrap());
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, skipped["reason"].as_str().unwrap().to_owned())
    });
    let groups = report["groups"].as_array().unwrap();
    let grouped = groups.iter().map(|group| group["photos"].as_array().unwrap().len()).sum();
    (grouped, skipped.collect())
}

#[test]
fn broken_files_are_skipped_with_a_reason_each() {
    let folder = PhotoFolder::new();
    let jpeg = std::fs::read(folder.jpeg("whole.jpg", &scene(1, 640, 480), 90)).unwrap();
    let png = std::fs::read(folder.png("whole.png", &scene(1, 640, 480))).unwrap();
    folder.bytes("1-empty.jpg", b"");
    folder.bytes("2-text.png", b"no picture, only words");
    folder.bytes("3-cut.png", &png[..png.len() / 2]);
    folder.bytes("4-header.jpg", &jpeg[..20]);
    let mut absurd = jpeg.clone();
    let frame = absurd.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    absurd[frame + 5..frame + 9].fill(0xFF);
    folder.bytes("5-absurd.jpg", &absurd);
    let (grouped, skipped) = scan(&folder);
    assert_eq!(grouped, 2, "the whole ones still find each other");
    let expected = ["empty", "no picture format", "PNG", "JPEG is damaged", "65535 × 65535"];
    assert_eq!(skipped.len(), expected.len(), "{skipped:?}");
    for ((name, reason), part) in skipped.iter().zip(expected) {
        assert!(reason.contains(part), "{name}: {reason}");
    }
}

#[test]
fn endings_do_not_matter_and_a_cut_photo_is_still_one() {
    let folder = PhotoFolder::new();
    let picture = scene(2, 640, 480);
    let jpeg = std::fs::read(folder.jpeg("a.jpg", &picture, 90)).unwrap();
    folder.bytes("b.png", &jpeg);
    folder.bytes("c", &jpeg);
    folder.bytes("d.jpg", &jpeg[..jpeg.len() * 9 / 10]);
    folder.bytes("notes.txt", b"passed over without a word");
    assert_eq!(scan(&folder), (4, Vec::new()));
}

#[test]
fn blank_pictures_glue_nobody_together() {
    let folder = PhotoFolder::new();
    for (name, grey) in [("black.png", 0), ("white.png", 255), ("sky.png", 180), ("grey.png", 100)] {
        folder.png(name, &image::RgbImage::from_pixel(400, 300, image::Rgb([grey; 3])));
    }
    folder.png("line.png", &image::RgbImage::from_fn(20_000, 1, |x, _| image::Rgb([(x % 256) as u8; 3])));
    folder.png("dot.png", &image::RgbImage::new(1, 1));
    assert_eq!(scan(&folder), (0, Vec::new()));
}

#[cfg(unix)]
#[test]
fn strange_names_and_links_are_no_trouble() {
    use std::os::unix::ffi::OsStrExt;
    let folder = PhotoFolder::new();
    let original = folder.jpeg("plain.jpg", &scene(3, 640, 480), 90);
    let strange = [b"new\nline.jpg".as_slice(), b"=cmd()\".jpg", b"<b>&amp;.jpg", b"not-utf8-\xFF.jpg"];
    for name in strange {
        std::fs::copy(&original, folder.path().join(std::ffi::OsStr::from_bytes(name))).unwrap();
    }
    std::os::unix::fs::symlink(folder.path(), folder.at("loop")).unwrap();
    std::os::unix::fs::symlink(folder.at("gone.jpg"), folder.at("dangling.jpg")).unwrap();
    std::fs::hard_link(&original, folder.at("second-name.jpg")).unwrap();
    assert_eq!(scan(&folder), (5, Vec::new()));
}

#[test]
fn without_a_display_one_sentence_says_so() {
    let (folder, program) = (PhotoFolder::with_copies(), Program::new());
    let output = program.run(&[folder.path().to_str().expect("text")]);
    let said = String::from_utf8(output.stderr).expect("text");
    assert_eq!((output.status.code(), said.lines().count()), (Some(2), 1), "{said}");
    assert!(said.contains("DISPLAY") && !said.contains(".rs"), "{said}");
}
