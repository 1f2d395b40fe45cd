//! The report for people: one page with its thumbnails inside, to be read anywhere and sent to anyone.
//! It holds no script and loads nothing; all that came from a photo or its name is escaped.

use std::io::{self, Write};
use std::path::Path;

use anyhow::Context;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::RgbImage;
use image::codecs::jpeg::JpegEncoder;
use rayon::prelude::*;

use super::{Entry, Report, Role, decision_word, rounded};
use crate::decode;
use crate::job;
use crate::photo::{Findings, Group, Kind, PhotoFile, Relation};
use crate::progress::{Cancelled, Progress, Stop};
use crate::review::Decision;
use crate::words::{self, visible};

/// Long side of a thumbnail, in pixels.
const THUMBNAIL_SIDE: u32 = 240;

/// On the scale of the JPEG library; about 12 kB for a thumbnail.
const THUMBNAIL_QUALITY: u8 = 80;

/// Thumbnails held in memory at a time.
const CHUNK: usize = 64;

/// The page cannot run or fetch anything, whatever is in it.
const POLICY: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/// Writes the page; each photo with its thumbnail is a step of `progress`.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write, progress: &Progress) -> Result<(), Stop> {
    write_head(report, out).context("writing the HTML report")?;
    for kind in [Kind::Exact, Kind::Edited, Kind::Similar] {
        write_kind(kind, report, out, progress)?;
    }
    write_foot(report.findings, out).context("writing the HTML report")?;
    Ok(())
}

fn write_head(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let findings = report.findings;
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Lookalike report</title>\n<style>\n{}</style>\n</head>\n<body>\n\
         <header>\n<h1>Lookalike report</h1>\n<dl class=\"totals\">\n",
        include_str!("html.css")
    )?;
    write_total(out, "Photos scanned", &findings.photos.len().to_string(), "")?;
    for kind in [Kind::Exact, Kind::Edited, Kind::Similar] {
        let (name, id, _) = about_kind(kind);
        let groups = report.groups.iter().filter(|group| group.kind() == kind).count();
        let link = if groups == 0 { String::new() } else { format!("<a href=\"#{id}\">Show</a>") };
        write_total(out, name, &words::counted(groups, "group"), &link)?;
    }
    let (marked, bytes) = marked(report, report.groups);
    write_total(
        out,
        "Marked for removal",
        &words::counted(marked, "photo"),
        &format!("frees {}", size(bytes)),
    )?;
    writeln!(
        out,
        "</dl>\n<p class=\"quiet\">Distance threshold {} · model {} · {}</p>",
        rounded(report.threshold),
        escape(&findings.model),
        escape(&findings.device.to_string())
    )?;
    if report.groups.is_empty() {
        writeln!(out, "<p>No photos look alike within this threshold.</p>")?;
    }
    writeln!(out, "</header>\n<main>")
}

/// A figure of the header; `note` is markup.
fn write_total(out: &mut dyn Write, name: &str, figure: &str, note: &str) -> io::Result<()> {
    writeln!(out, "<div><dt>{name}</dt><dd>{figure}<small>{note}</small></dd></div>")
}

/// The groups of one kind under a heading, if there are any. Photos go through in chunks across the
/// groups' borders: enough of them to keep every core at thumbnails, few enough to hold in memory.
fn write_kind(kind: Kind, report: &Report<'_>, out: &mut dyn Write, progress: &Progress) -> Result<(), Stop> {
    let numbered = report.groups.iter().enumerate().filter(|(_, group)| group.kind() == kind);
    let entries: Vec<(usize, usize, Entry<'_>)> = numbered
        .flat_map(|(at, group)| {
            report.entries(group).enumerate().map(move |(place, entry)| (at, place, entry))
        })
        .collect();
    if entries.is_empty() {
        return Ok(());
    }
    let (name, id, meaning) = about_kind(kind);
    let heading = format!("<h2 id=\"{id}\">{name}</h2>\n<p class=\"quiet\">{meaning}</p>");
    writeln!(out, "{heading}").context("writing the HTML report")?;
    for chunk in entries.chunks(CHUNK) {
        let drawn = |(.., entry): &(usize, usize, Entry<'_>)| -> Result<String, Cancelled> {
            let card = card(entry, progress)?;
            progress.step()?;
            Ok(card)
        };
        let cards: Vec<String> = job::apart(|| chunk.par_iter().map(drawn).collect::<Result<_, _>>())??;
        for ((at, place, entry), card) in chunk.iter().zip(cards) {
            let open = if *place == 0 { group_head(report, *at, entry) } else { String::new() };
            let last = place + 1 == report.groups[*at].len();
            let close = if last { "</ol>\n</section>\n" } else { "" };
            write!(out, "{open}{card}{close}").context("writing the HTML report")?;
        }
    }
    Ok(())
}

fn group_head(report: &Report<'_>, at: usize, keeper: &Entry<'_>) -> String {
    let (group, number) = (&report.groups[at], at + 1);
    let (marked, bytes) = marked(report, std::slice::from_ref(group));
    let freed = if marked == 0 { String::new() } else { format!(" · frees {}", size(bytes)) };
    let (name, _) = names(keeper.photo.path());
    let reason = match &group.reason {
        Some(reason) => format!("<p>Keeper: <bdi>{name}</bdi>. {}</p>\n", escape(&words::reason(reason))),
        None => format!("<p>Keeper: <bdi>{name}</bdi>. Nothing speaks for it over the others.</p>\n"),
    };
    format!(
        "<section class=\"group\" aria-labelledby=\"group-{number}\">\n\
         <h3 id=\"group-{number}\">Group {number}</h3>\n\
         <p class=\"quiet\">{} · weakest link {:.4}{freed}</p>\n{reason}<ol class=\"photos\">\n",
        words::counted(group.len(), "photo"),
        group.weakest_link()
    )
}

/// One photo: thumbnail, name, what it is to the keeper, what was decided.
fn card(entry: &Entry<'_>, progress: &Progress) -> Result<String, Cancelled> {
    let (file, metadata) = (&entry.photo.file, &entry.photo.metadata);
    let (name, folder) = names(&file.path);
    let (class, badge) = match entry.role {
        Role::Keeper => (" keeper", "<span class=\"keeper\">★ Keeper</span>"),
        Role::Member(_) => ("", ""),
    };
    let protected = if file.protected { "<span>Protected</span>" } else { "" };
    let shown = [metadata.taken.as_deref(), metadata.camera.as_deref()];
    let shown: Vec<String> = shown.into_iter().flatten().map(escape).collect();
    let shot = if shown.is_empty() { String::new() } else { format!("<p>{}</p>\n", shown.join(" · ")) };
    Ok(format!(
        "<li class=\"photo{class}\">\n{picture}\n<div class=\"about\">\n\
         <p class=\"marks\">{badge}<span class=\"{decision}\">{decided}</span>{protected}</p>\n\
         <p class=\"name\"><bdi>{name}</bdi></p>\n<p class=\"quiet\"><bdi>{folder}</bdi></p>\n\
         <p>{width} × {height} · {format}{with} · {size}</p>\n{shot}{link}</div>\n</li>\n",
        decision = decision_word(entry.decision),
        picture = picture(&file.path, &name, progress)?,
        decided = match entry.decision {
            Decision::Keep => "✓ Keep",
            Decision::Remove => "✕ Remove",
            Decision::Undecided => "Undecided",
        },
        width = metadata.width,
        height = metadata.height,
        format = metadata.format.name(),
        with = with_companions(file),
        size = size(file.bundle_bytes()),
        link = link(entry),
    ))
}

/// The files that belong to a photo, by kind.
fn with_companions(file: &PhotoFile) -> String {
    let companions = words::companions(file);
    if companions.is_empty() { companions } else { format!(" + {companions}") }
}

/// What lies between a member and the keeper.
fn link(entry: &Entry<'_>) -> String {
    let link = match entry.role {
        Role::Keeper => return String::new(),
        Role::Member(link) => link,
    };
    let what = match link.map(|link| link.relation) {
        Some(_) if entry.twin_of.is_some() => "Exact copy of another photo here",
        Some(Relation::Exact) => "Exact copy",
        Some(Relation::Edited) => "Edited copy",
        Some(Relation::Similar) => "Similar shot",
        None => return "<p>Does not match the keeper</p>\n".to_owned(),
    };
    let how = entry.edit().map(|edit| format!(": {}", words::edit(&edit))).unwrap_or_default();
    let sure = entry.confidence().map(words::confidence).unwrap_or_default();
    let stays = entry.doubt.as_ref().map(|doubt| format!("<p>{}</p>\n", escape(&words::doubt(doubt))));
    let distance = entry.distance().unwrap_or_default();
    format!("<p>{what}{how} · {sure} · distance {distance:.4}</p>\n{}", stays.unwrap_or_default())
}

/// The thumbnail, or why there is none; `name` is escaped already.
fn picture(path: &Path, name: &str, progress: &Progress) -> Result<String, Cancelled> {
    let picture = decode::preview_for(progress, path, THUMBNAIL_SIDE)?;
    Ok(match picture.map_err(|reason| reason.to_string()).and_then(|picture| thumbnail(&picture)) {
        Ok((jpeg, width, height)) => format!(
            "<img src=\"data:image/jpeg;base64,{}\" width=\"{width}\" height=\"{height}\" \
             alt=\"Thumbnail of {name}\" decoding=\"async\">",
            STANDARD.encode(jpeg)
        ),
        Err(reason) => format!("<p class=\"missing\">No thumbnail: {}</p>", escape(&reason)),
    })
}

/// JPEG bytes, width and height; the error is one sentence.
fn thumbnail(picture: &RgbImage) -> Result<(Vec<u8>, u32, u32), String> {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, THUMBNAIL_QUALITY)
        .encode_image(picture)
        .map_err(|error| error.to_string())?;
    Ok((jpeg, picture.width(), picture.height()))
}

fn write_foot(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "</main>")?;
    if !findings.skipped.is_empty() {
        let skipped = words::counted(findings.skipped.len(), "file");
        writeln!(out, "<details>\n<summary>{skipped} skipped</summary>\n<ul class=\"skipped\">")?;
        for skipped in &findings.skipped {
            let path = escape(&skipped.path.to_string_lossy());
            writeln!(
                out,
                "<li><bdi>{path}</bdi><p class=\"quiet\">{}</p></li>",
                escape(&skipped.reason.to_string())
            )?;
        }
        writeln!(out, "</ul>\n</details>")?;
    }
    if !findings.left_out.is_empty() {
        writeln!(out, "<details>\n<summary>Folders left out</summary>\n<ul class=\"skipped\">")?;
        for left_out in &findings.left_out {
            writeln!(out, "<li><bdi>{}</bdi></li>", escape(&left_out.to_string()))?;
        }
        writeln!(out, "</ul>\n</details>")?;
    }
    writeln!(out, "</body>\n</html>")
}

/// Heading, anchor and meaning.
fn about_kind(kind: Kind) -> (&'static str, &'static str, &'static str) {
    match kind {
        Kind::Exact => ("Exact copies", "exact", "The same photo byte for byte."),
        Kind::Edited => ("Edited copies", "edited", "One photo made from the other."),
        Kind::Similar => (
            "Similar shots",
            "similar",
            "Photos that look alike; nothing says that one was made from another.",
        ),
    }
}

/// Photos marked for removal in these groups, and their bytes.
fn marked(report: &Report<'_>, groups: &[Group]) -> (usize, u64) {
    let photos = groups.iter().flat_map(Group::photos);
    photos
        .filter(|photo| (report.decision)(*photo) == Decision::Remove)
        .fold((0, 0), |(photos, bytes), id| {
            (photos + 1, bytes + report.findings.photo(id).file.bundle_bytes())
        })
}

/// Name and folder of a path, escaped.
fn names(path: &Path) -> (String, String) {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let folder = path.parent().unwrap_or(Path::new("")).to_string_lossy();
    (escape(&name), escape(&folder))
}

/// A number of bytes as people say it, in powers of 1000 as file managers show it.
fn size(bytes: u64) -> String {
    if bytes < 1000 {
        return format!("{bytes} B");
    }
    let mut value = bytes as f64 / 1000.0;
    for unit in ["kB", "MB", "GB"] {
        if value < 999.95 {
            return format!("{value:.1} {unit}");
        }
        value /= 1000.0;
    }
    format!("{value:.1} TB")
}

/// Text that shows as itself between tags and within quotes.
fn escape(text: &str) -> String {
    visible(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
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
            "<p>Exact copy · certain · distance 0.0000</p>",
            "<p>Does not match the keeper</p>",
            "<p>Similar shot · almost certain (99 %) · distance 0.0500</p>",
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

    #[test]
    fn sizes_are_readable() {
        let sizes = [0, 999, 1000, 999_949, 999_950, 3_000_000_000, 5_000_000_000_000];
        let said = ["0 B", "999 B", "1.0 kB", "999.9 kB", "1.0 MB", "3.0 GB", "5.0 TB"];
        assert_eq!(sizes.map(size), said);
    }
}
