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

use super::{Entry, Label, Phrase, Report, Role, decision_word};
use crate::decode;
use crate::job;
use crate::photo::{Group, Kind, PhotoId, SkipReason};
use crate::progress::{Cancelled, Progress, Stop};
use crate::review::Decision;
use crate::words::visible;

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
    write_foot(report, out).context("writing the HTML report")?;
    Ok(())
}

impl Report<'_> {
    /// A phrase in the language of the report, as markup.
    fn say(&self, phrase: Phrase<'_>) -> String {
        escape(&(self.wording)(&phrase))
    }

    fn label(&self, label: Label) -> String {
        self.say(Phrase::Label(label))
    }
}

fn write_head(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let findings = report.findings;
    write!(
        out,
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n\
         <header>\n<h1>{title}</h1>\n<dl class=\"totals\">\n",
        language = report.label(Label::Language),
        title = report.label(Label::Title),
        style = include_str!("html.css")
    )?;
    write_total(out, &report.label(Label::Scanned), &findings.photos.len().to_string(), "")?;
    for kind in [Kind::Exact, Kind::Edited, Kind::Similar] {
        let groups = report.groups.iter().filter(|group| group.kind() == kind).count();
        let show = || format!("<a href=\"#{}\">{}</a>", anchor(kind), report.label(Label::Show));
        let link = if groups == 0 { String::new() } else { show() };
        write_total(out, &report.say(Phrase::Kind(kind)), &report.say(Phrase::Groups(groups)), &link)?;
    }
    let is_open = |photo: PhotoId| {
        (report.decision)(photo) == Decision::Undecided && (report.suggested)(photo).is_some()
    };
    for (label, (photos, bytes)) in [
        (Label::Suggested, counted(report, report.groups, is_open)),
        (Label::Marked, counted(report, report.groups, |photo| is_marked(report, photo))),
    ] {
        let frees = report.say(Phrase::Frees(bytes));
        write_total(out, &report.label(label), &report.say(Phrase::Photos(photos)), &frees)?;
    }
    let made_with = [
        Phrase::Threshold(report.threshold),
        Phrase::Model(&findings.model),
        Phrase::Device(&findings.device),
    ];
    let made_with = made_with.map(|phrase| report.say(phrase)).join(" · ");
    writeln!(out, "</dl>\n<p class=\"quiet\">{made_with}</p>")?;
    if report.groups.is_empty() {
        writeln!(out, "<p>{}</p>", report.label(Label::NoGroups))?;
    }
    writeln!(out, "</header>\n<main>")
}

/// A figure of the header; all three are markup.
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
    let [name, meaning] = [Phrase::Kind(kind), Phrase::Meaning(kind)].map(|phrase| report.say(phrase));
    let heading = format!("<h2 id=\"{}\">{name}</h2>\n<p class=\"quiet\">{meaning}</p>", anchor(kind));
    writeln!(out, "{heading}").context("writing the HTML report")?;
    for chunk in entries.chunks(CHUNK) {
        let drawn = |(.., entry): &(usize, usize, Entry<'_>)| -> Result<String, Cancelled> {
            let card = card(report, entry, progress)?;
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
    let (marked, bytes) = counted(report, std::slice::from_ref(group), |photo| is_marked(report, photo));
    let mut line = vec![Phrase::Photos(group.len()), Phrase::WeakestLink(group.weakest_link())];
    line.extend((marked > 0).then_some(Phrase::Frees(bytes)));
    let line: Vec<String> = line.into_iter().map(|phrase| report.say(phrase)).collect();
    let (name, _) = names(keeper.photo.path());
    let reason = group.reason.as_ref().map_or(Phrase::Label(Label::NoReason), Phrase::Reason);
    format!(
        "<section class=\"group\" aria-labelledby=\"group-{number}\">\n\
         <h3 id=\"group-{number}\">{heading}</h3>\n\
         <p class=\"quiet\">{line}</p>\n<p>{keeper}: <bdi>{name}</bdi>. {reason}</p>\n<ol class=\"photos\">\n",
        heading = report.say(Phrase::Group(number)),
        line = line.join(" · "),
        keeper = report.label(Label::Keeper),
        reason = report.say(reason),
    )
}

/// One photo: thumbnail, name, what it is to the keeper, what was decided and what is suggested.
fn card(report: &Report<'_>, entry: &Entry<'_>, progress: &Progress) -> Result<String, Cancelled> {
    let (file, metadata) = (&entry.photo.file, &entry.photo.metadata);
    let (name, folder) = names(&file.path);
    let is_keeper = entry.role == Role::Keeper;
    let class = if is_keeper { " keeper" } else { "" };
    let protected = if file.protected {
        format!("<span>{}</span>", report.label(Label::Protected))
    } else {
        String::new()
    };
    let taken = metadata.taken.as_deref().map(|taken| report.say(Phrase::Taken(taken)));
    let shown: Vec<String> = taken.into_iter().chain(metadata.camera.as_deref().map(escape)).collect();
    let shot = if shown.is_empty() { String::new() } else { format!("<p>{}</p>\n", shown.join(" · ")) };
    let companions = report.say(Phrase::Companions(file));
    let with = if companions.is_empty() { companions } else { format!(" + {companions}") };
    Ok(format!(
        "<li class=\"photo{class}\">\n{picture}\n<div class=\"about\">\n\
         <p class=\"marks\">{labels}{protected}</p>\n\
         <p class=\"name\"><bdi>{name}</bdi></p>\n<p class=\"quiet\"><bdi>{folder}</bdi></p>\n\
         <p>{width} × {height} · {format}{with} · {size}</p>\n{shot}{link}</div>\n</li>\n",
        picture = picture(report, &file.path, progress)?,
        labels = labels(report, entry),
        width = metadata.width,
        height = metadata.height,
        format = metadata.format.name(),
        size = report.say(Phrase::Size(file.bundle_bytes())),
        link = link(report, entry),
    ))
}

/// That it is the keeper, and what was decided about it; before that, what is suggested.
fn labels(report: &Report<'_>, entry: &Entry<'_>) -> String {
    let (sign, label) = match entry.decision {
        Decision::Keep => ("✓ ", Label::Keep),
        Decision::Remove => ("✕ ", Label::Remove),
        Decision::Undecided if entry.may_go.is_some() => ("", Label::Suggested),
        Decision::Undecided => ("", Label::Undecided),
    };
    let class = if label == Label::Suggested { "suggested" } else { decision_word(entry.decision) };
    let decided = format!("<span class=\"{class}\">{sign}{}</span>", report.label(label));
    match entry.role {
        Role::Keeper => format!("<span class=\"keeper\">★ {}</span>{decided}", report.label(Label::Keeper)),
        Role::Member(_) => decided,
    }
}

/// What lies between a member and the keeper, and why it may go or is not suggested to.
fn link(report: &Report<'_>, entry: &Entry<'_>) -> String {
    let link = match entry.role {
        Role::Keeper => return String::new(),
        Role::Member(None) => return format!("<p>{}</p>\n", report.label(Label::NoMatch)),
        Role::Member(Some(link)) => link,
    };
    let what = match entry.twin_of {
        Some(_) => report.label(Label::CopyOfAnother),
        None => report.say(Phrase::Relation(link.relation)),
    };
    let how = entry.edit().map(|edit| format!(": {}", report.say(Phrase::Edit(&edit)))).unwrap_or_default();
    let differs = entry.differs().map(Phrase::Differs);
    let sure = differs.or(entry.confidence().map(Phrase::Confidence));
    let sure = sure.map(|sure| format!(" · {}", report.say(sure)));
    let may_go = entry.may_go.map(|why| report.say(Phrase::MayGo(why, report.findings)));
    let doubt = entry.doubt.as_ref().map(|doubt| report.say(Phrase::Doubt(doubt)));
    let why = may_go.or(doubt).filter(|_| entry.decision != Decision::Keep);
    format!(
        "<p>{what}{how}{sure} · {distance}</p>\n{why}",
        sure = sure.unwrap_or_default(),
        distance = report.say(Phrase::Distance(link.distance)),
        why = why.map(|why| format!("<p>{why}</p>\n")).unwrap_or_default(),
    )
}

/// The thumbnail, or why there is none.
fn picture(report: &Report<'_>, path: &Path, progress: &Progress) -> Result<String, Cancelled> {
    let picture = decode::preview_for(progress, path, THUMBNAIL_SIDE)?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    Ok(match picture.and_then(|picture| thumbnail(&picture)) {
        Ok((jpeg, width, height)) => format!(
            "<img src=\"data:image/jpeg;base64,{}\" width=\"{width}\" height=\"{height}\" \
             alt=\"{}\" decoding=\"async\">",
            STANDARD.encode(jpeg),
            report.say(Phrase::Thumbnail(&name))
        ),
        Err(reason) => format!("<p class=\"missing\">{}</p>", report.say(Phrase::NoThumbnail(&reason))),
    })
}

/// JPEG bytes, width and height.
fn thumbnail(picture: &RgbImage) -> Result<(Vec<u8>, u32, u32), SkipReason> {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, THUMBNAIL_QUALITY)
        .encode_image(picture)
        .map_err(|error| SkipReason::Other(error.to_string()))?;
    Ok((jpeg, picture.width(), picture.height()))
}

fn write_foot(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let findings = report.findings;
    writeln!(out, "</main>")?;
    if !findings.skipped.is_empty() {
        let skipped = report.say(Phrase::Skipped(findings.skipped.len()));
        writeln!(out, "<details>\n<summary>{skipped}</summary>\n<ul class=\"skipped\">")?;
        for skipped in &findings.skipped {
            let path = escape(&skipped.path.to_string_lossy());
            let reason = report.say(Phrase::SkipReason(&skipped.reason));
            writeln!(out, "<li><bdi>{path}</bdi><p class=\"quiet\">{reason}</p></li>")?;
        }
        writeln!(out, "</ul>\n</details>")?;
    }
    if !findings.left_out.is_empty() {
        let heading = report.label(Label::FoldersLeftOut);
        writeln!(out, "<details>\n<summary>{heading}</summary>\n<ul class=\"skipped\">")?;
        for left_out in &findings.left_out {
            writeln!(out, "<li><bdi>{}</bdi></li>", report.say(Phrase::LeftOut(left_out)))?;
        }
        writeln!(out, "</ul>\n</details>")?;
    }
    writeln!(out, "</body>\n</html>")
}

/// Where the groups of a kind begin.
fn anchor(kind: Kind) -> &'static str {
    match kind {
        Kind::Exact => "exact",
        Kind::Edited => "edited",
        Kind::Similar => "similar",
    }
}

fn is_marked(report: &Report<'_>, photo: PhotoId) -> bool {
    (report.decision)(photo) == Decision::Remove
}

/// How many photos of these groups are `wanted`, and their bytes.
fn counted(report: &Report<'_>, groups: &[Group], wanted: impl Fn(PhotoId) -> bool) -> (usize, u64) {
    let photos = groups.iter().flat_map(Group::photos).filter(|photo| wanted(*photo));
    photos.fold((0, 0), |(photos, bytes), id| {
        (photos + 1, bytes + report.findings.photo(id).file.bundle_bytes())
    })
}

/// Name and folder of a path, escaped.
fn names(path: &Path) -> (String, String) {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let folder = path.parent().unwrap_or(Path::new("")).to_string_lossy();
    (escape(&name), escape(&folder))
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
mod tests;
