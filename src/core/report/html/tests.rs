//! The page for people: its words, its markup whatever the names, its pictures.

use proptest::prelude::*;

use super::*;
use crate::report::sample;

fn page(report: &Report<'_>, out: &mut Vec<u8>) {
    write(report, out, &Progress::default()).expect("written");
}

/// The page of a group of four photos, the second of which has this name.
fn html_of(name: &str) -> String {
    sample::written(&["a.jpg", name, "c.jpg", "d.jpg"], page)
}

/// A photo of this name is shown as `shown`, and the markup stays what it is for others.
fn check(name: &str, shown: &str) {
    let html = html_of(name);
    assert!(html.contains(&format!("<p class=\"name\"><bdi>{shown}</bdi></p>")), "{html}");
    assert_eq!(html.matches('<').count(), html_of("b.jpg").matches('<').count());
}

#[test]
fn hostile_names_are_only_text() {
    check("b.jpg", "b.jpg");
    check("<script>.jpg", "&lt;script&gt;.jpg");
    check("\"onerror='1'.jpg", "&quot;onerror=&#39;1&#39;.jpg");
    check("&lt;.jpg", "&amp;lt;.jpg");
    check("line\nbreak.jpg", "line\\u{a}break.jpg");
    check("\u{202e}gpj.exe", "\\u{202e}gpj.exe");
    check("写真 صور.jpg", "写真 صور.jpg");
}

proptest! {
    #[test]
    fn no_name_changes_the_markup(name in "\\PC*|(.|[<>&\"'/=!\\-\n])*") {
        let marks = |html: String| -> Vec<usize> {
            ['<', '>', '"'].iter().map(|mark| html.matches(*mark).count()).collect()
        };
        prop_assert_eq!(marks(html_of(&format!("{name}b"))), marks(html_of("b.jpg")));
    }
}

#[test]
fn the_page_says_what_was_found_and_decided() {
    let html = html_of("b.jpg");
    for text in [
        POLICY,
        "<html lang=\"en\">",
        "<dt>Photos scanned</dt><dd>4<",
        "<dt>Similar shots</dt><dd>0 groups<",
        "<dt>Exact copies</dt><dd>1 group<small><a href=\"#exact\">",
        "<dt>Marked for removal</dt><dd>1 photo<small>frees 3.0 MB<",
        "Distance threshold 0.1 · model model 0 · CPU (built-in engine)",
        "4 photos · weakest link 0.0500 · frees 3.0 MB",
        "<p>Keeper: <bdi>a.jpg</bdi>. It is the oldest.</p>",
        "<p>Exact copy · certain · distance 0.0000</p>\n<p>An identical file is kept: /photos/a.jpg.</p>",
        "<p>Does not match the keeper</p>",
        "<p>Similar shot · almost certain (99 %) · distance 0.0500</p>\n\
         <p>Not suggested for removal: It only looks alike.</p>",
        "✓ Keep",
        "✕ Remove",
        "<p class=\"missing\">No thumbnail: ",
        "<summary>4 files skipped</summary>",
    ] {
        assert!(html.contains(text), "{text}\n{html}");
    }
    assert!(!html.contains("<script") && !html.contains("file:"));
}

#[test]
fn what_is_suggested_is_said_until_it_is_decided() {
    let (findings, groups) = sample::findings(&["a.jpg", "b.jpg"]);
    let page_of = |decision: Decision| {
        let decision = move |_: PhotoId| decision;
        let mut out = Vec::new();
        page(&Report { decision: &decision, ..sample::report(&findings, &groups) }, &mut out);
        String::from_utf8(out).expect("reports are UTF-8")
    };
    let open = page_of(Decision::Undecided);
    assert!(open.contains("<dt>Suggested for removal</dt><dd>1 photo<small>frees 3.0 MB<"), "{open}");
    assert!(open.contains("<span class=\"suggested\">Suggested for removal</span>"), "{open}");
    assert!(open.contains("<p>An identical file is kept: /photos/a.jpg.</p>"), "{open}");
    let kept = page_of(Decision::Keep);
    assert!(kept.contains("<dt>Suggested for removal</dt><dd>0 photos<"), "{kept}");
    assert!(!kept.contains("class=\"suggested\"") && !kept.contains("An identical file"), "{kept}");
}

#[test]
fn every_word_of_the_page_is_the_one_that_was_asked_for() {
    let (mut findings, groups) = sample::findings(&["a.jpg", "b.jpg", "c.jpg", "d.jpg"]);
    findings.photos[0].metadata.camera = None;
    let wording = |_: &Phrase<'_>| "<ß>".to_owned();
    let mut out = Vec::new();
    page(&Report { wording: &wording, ..sample::report(&findings, &groups) }, &mut out);
    let html = String::from_utf8(out).expect("reports are UTF-8");
    let (_, body) = html.split_once("<body>").expect("a body");
    let mut words = String::new();
    for part in body.split('<').filter_map(|part| part.split_once('>')) {
        words += part.1;
    }
    let own =
        ["&lt;ß&gt;", "/photos", "a.jpg", "b.jpg", "c.jpg", "d.jpg", " is no photo", "Maker Model 1", "JPEG"];
    let left = own.iter().fold(words, |words, own| words.replace(own, ""));
    assert!(!left.contains(char::is_alphabetic), "{left}");
}

#[test]
fn thumbnails_lie_inside() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut findings, groups) = sample::findings(&["a.png", "b.png"]);
    findings.photos[0].file.path = folder.path().join("a.png");
    let drawn = image::RgbImage::from_fn(480, 360, |x, y| image::Rgb([x as u8, y as u8, 99]));
    drawn.save(findings.photos[0].path()).expect("saved");
    let html = sample::written_of(&findings, &groups, page);
    let (_, data) = html.split_once("<img src=\"data:image/jpeg;base64,").expect("a thumbnail");
    let (data, rest) = data.split_once('"').expect("its end");
    assert!(rest.starts_with(" width=\"240\" height=\"180\" alt=\"Thumbnail of a.png\""), "{rest}");
    let jpeg = STANDARD.decode(data).expect("base64");
    let seen = image::load_from_memory(&jpeg).expect("a JPEG");
    assert_eq!((seen.width(), seen.height()), (240, 180));
    assert_eq!(html.matches("No thumbnail").count(), 1);
}

#[test]
fn every_photo_is_a_step() {
    let (findings, groups) = sample::findings(&sample::HOSTILE);
    let report = sample::report(&findings, &groups);
    let progress = Progress::default();
    write(&report, &mut Vec::new(), &progress).expect("written");
    assert_eq!(progress.snapshot().done, sample::HOSTILE.len() as u64);
}
