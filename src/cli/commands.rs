//! The subcommands.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow, bail, ensure};
use ndarray::Array2;

use super::arguments::{EmbedOptions, Pace, ScanOptions, VerdictOptions};
use super::{DONE, FOUND, watch};
use crate::discover::{Folders, Libraries};
use crate::embed::Engine;
use crate::exclude::Exclusions;
use crate::fingerprint::ScanContext;
use crate::identity;
use crate::photo::{
    Between, EMBEDDING_LEN, Findings, Group, Kind, LeftOutKind, Link, Photo, Relation, Scope, SkipReason,
};
use crate::progress::{Progress, Stop};
use crate::report::{self, Spelled};
use crate::review::Review;
use crate::scan::{self, ScanRequest};
use crate::settings::OwnFolders;
use crate::verdicts::{self, Change, Loaded};
use crate::words;

pub fn scan(options: &ScanOptions, own: Option<&OwnFolders>) -> Result<u8, Stop> {
    for path in &options.report {
        report::check_name(path)?;
    }
    let folders = Folders {
        protected: options.protect.clone(),
        preferred: options.prefer.clone(),
        scope: Scope { between: between(options), ..Scope::default() },
        libraries: if options.include_libraries { Libraries::Originals } else { Libraries::LeftOut },
        ..folders(&options.folders, &options.pace, own)?
    };
    if options.across && options.folders.len() < 2 {
        return Err(anyhow!("--across compares different folders, and there is only one").into());
    }
    are_there(options.protect.iter().chain(&options.prefer))?;
    let progress = watch::interruptible()?;
    let findings = scanned(folders, &options.pace, own, &progress)?;
    let Loaded { verdicts, notice } = own.map(|own| verdicts::load(&own.verdicts_file())).unwrap_or_default();
    let mut review = Review::new(Arc::new(findings), options.threshold);
    review.set_verdicts(verdicts);
    let (findings, groups): (&Findings, _) = (review.findings(), review.groups());
    let summary = summary(findings, groups);
    report::on(&review, &report::in_english, |report| -> Result<(), Stop> {
        for path in &options.report {
            watch::watched(&progress, || report::write(path, report, &progress))?;
        }
        if options.json {
            print(|out| report::json::write(report, out))?;
            watch::say(&summary);
        }
        Ok(())
    })?;
    if !options.json {
        print(|out| {
            list_groups(out, &review)?;
            list_skipped(out, findings)?;
            list_left_out(out, findings)?;
            Ok(writeln!(out, "{summary}")?)
        })?;
    }
    findings.notices.iter().chain(&notice).for_each(|notice| watch::say(&notice.to_string()));
    let all_decided = (0..groups.len()).all(|group| review.is_done(group));
    // The program ends here: the system takes its memory back in one go, which for a large library is a tenth of the time.
    std::mem::forget(review);
    Ok(if all_decided { DONE } else { FOUND })
}

/// Lists what was said about look-alikes, after adding what the report holds, if one is given.
pub fn verdicts(options: &VerdictOptions, own: Option<&OwnFolders>) -> Result<u8, Stop> {
    let file = own.map(OwnFolders::verdicts_file).context("this system names no folder for it")?;
    if let Some(report) = &options.import {
        let given: Vec<Change> = verdicts::import(report)?.into_iter().map(Change::Given).collect();
        verdicts::change(&file, &given)?.iter().for_each(|notice| watch::say(&notice.to_string()));
        watch::say(&format!(
            "{} taken over from {}",
            words::counted(given.len(), "verdict"),
            report.display()
        ));
    }
    let Loaded { verdicts, notice } = verdicts::load(&file);
    print(|out| {
        for verdict in verdicts.iter() {
            let names = verdict.photos().iter().map(|judged| words::visible(&judged.name));
            let names: Vec<_> = names.collect();
            writeln!(out, "{}: {}", words::ruling(verdict.ruling()), names.join(", "))?;
        }
        Ok(())
    })?;
    notice.iter().for_each(|notice| watch::say(&notice.to_string()));
    Ok(DONE)
}

pub fn embed(options: &EmbedOptions, own: Option<&OwnFolders>) -> Result<u8, Stop> {
    let out = &options.out;
    let paths = options.paths.clone().unwrap_or_else(|| out.with_extension("txt"));
    [out, &paths].into_iter().try_for_each(|path| is_new(path))?;
    let folders = folders(&options.folders, &options.pace, own)?;
    let (engine, request) = asked(folders, &options.pace, own);
    let (make_embedder, threads) = (engine.make_embedder(), request.threads());
    let context = ScanContext { make_embedder: &make_embedder, cache: &request.cache, threads };
    let progress = watch::interruptible()?;
    let findings = watch::watched(&progress, || scan::read(&request, &context, &engine, &progress))?;
    let mut rows = Array2::zeros((findings.photos.len(), EMBEDDING_LEN));
    for (mut row, photo) in rows.rows_mut().into_iter().zip(&findings.photos) {
        row.as_slice_mut().unwrap_or_default().copy_from_slice(&photo.embedding.values());
    }
    ndarray_npy::write_npy(out, &rows).with_context(|| format!("writing {}", out.display()))?;
    write_paths(&paths, &findings).with_context(|| format!("writing {}", paths.display()))?;
    list_skipped(&mut Spelled::in_lines(&mut io::stderr().lock()), &findings).ok();
    findings.notices.iter().for_each(|notice| watch::say(&notice.to_string()));
    let rows = words::counted(rows.nrows(), "embedding");
    watch::say(&format!("{rows} of {EMBEDDING_LEN} numbers in {}", out.display()));
    Ok(DONE)
}

pub fn devices(own: Option<&OwnFolders>) -> Result<u8, Stop> {
    let engine = Engine::open(own.map(|own| own.data.as_path()));
    engine.wait_for_verdicts();
    print(|out| {
        writeln!(out, "In use: {}", engine.in_use())?;
        for candidate in engine.candidates() {
            let mark = if candidate.used { "+" } else { "-" };
            writeln!(out, "{mark} {}: {}", candidate.name, candidate.verdict)?;
        }
        Ok(())
    })?;
    Ok(DONE)
}

/// Folders that were typed. A scan passes over those that are gone; of a slip of the pen it must be said.
pub(super) fn folders(scanned: &[PathBuf], pace: &Pace, own: Option<&OwnFolders>) -> anyhow::Result<Folders> {
    are_there(scanned.iter())?;
    let left_out = own.map(OwnFolders::all).unwrap_or_default();
    let excluded = Exclusions::read(&pace.exclude)?;
    Ok(Folders { scanned: scanned.to_vec(), left_out, excluded, ..Folders::default() })
}

fn between(options: &ScanOptions) -> Between {
    match (options.across, options.within) {
        (true, _) => Between::Across,
        (_, true) => Between::Within,
        (false, false) => Between::Everywhere,
    }
}

fn are_there<'a>(mut folders: impl Iterator<Item = &'a PathBuf>) -> anyhow::Result<()> {
    folders.try_for_each(|folder| match identity::resolve(folder) {
        Ok(_) => Ok(()),
        Err(error) => bail!("{}: {}", folder.display(), SkipReason::Closed(error.to_string())),
    })
}

/// Embeddings are never written over anything: one wrong word, and it would be a photo.
fn is_new(path: &Path) -> anyhow::Result<()> {
    ensure!(!path.exists(), "{} is there already; embeddings are written to new files only", path.display());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    ensure!(folder.is_none_or(Path::is_dir), "writing {}: there is no such folder", path.display());
    Ok(())
}

fn scanned(
    folders: Folders,
    pace: &Pace,
    own: Option<&OwnFolders>,
    progress: &Progress,
) -> Result<Findings, Stop> {
    let (engine, request) = asked(folders, pace, own);
    watch::watched(progress, || scan::scan(&request, &engine, progress))
}

/// What to scan and what with.
pub(super) fn asked(folders: Folders, pace: &Pace, own: Option<&OwnFolders>) -> (Engine, ScanRequest) {
    let cache = own.filter(|_| !pace.no_cache).map(OwnFolders::cache_file);
    let engine = Engine::open(own.map(|own| own.data.as_path()));
    (engine, ScanRequest { folders, threads: pace.threads, cache: scan::cache(cache.as_deref()) })
}

/// One line for each photo, the keeper of its group marked.
fn list_groups(out: &mut dyn Write, review: &Review) -> io::Result<()> {
    let findings = review.findings();
    for (number, group) in review.groups().iter().enumerate() {
        let kind = kind_name(group.kind());
        let kept = if review.is_done(number) { ", all kept as you said" } else { "" };
        let photos = words::counted(group.len(), "photo");
        writeln!(out, "Group {}: {kind}, {photos}{kept}", number + 1)?;
        writeln!(out, "  keep  {}", named(findings.photo(group.keeper)))?;
        for member in &group.members {
            let path = named(findings.photo(member.photo));
            match member.link {
                Some(link) if link.relation == Relation::Exact => writeln!(out, "  same  {path}")?,
                Some(Link { distance, relation: Relation::Edited, proof: Some(edit) }) => {
                    writeln!(out, "  {distance:.3} {path} ({})", words::edit(&edit))?;
                }
                Some(link) => match link.areas() {
                    Some(areas) if areas > 0 => {
                        writeln!(out, "  {:.3} {path} ({})", link.distance, words::differing(areas))?;
                    }
                    _ => writeln!(out, "  {:.3} {path}", link.distance)?,
                },
                None => writeln!(out, "        {path}")?,
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

pub(super) fn list_skipped(out: &mut dyn Write, findings: &Findings) -> io::Result<()> {
    for skipped in &findings.skipped {
        writeln!(out, "Skipped {}: {}", shown(&skipped.path), skipped.reason)?;
    }
    Ok(())
}

fn list_left_out(out: &mut dyn Write, findings: &Findings) -> io::Result<()> {
    for left_out in &findings.left_out {
        writeln!(out, "Left out {}", words::visible(&left_out.to_string()))?;
    }
    if findings.left_out.iter().any(|left_out| left_out.kind == LeftOutKind::Library) {
        writeln!(out, "With --include-libraries the originals of other programs are scanned, too.")?;
    }
    Ok(())
}

/// A photo's path and what belongs to it.
fn named(photo: &Photo) -> String {
    let (path, companions) = (shown(photo.path()), words::companions(&photo.file));
    if companions.is_empty() { path } else { format!("{path} + {companions}") }
}

/// A path without the characters that could play tricks on a terminal.
pub(super) fn shown(path: &Path) -> String {
    words::visible(&path.to_string_lossy())
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Relation::Exact => "exact copies",
        Relation::Edited => "edited copies",
        Relation::Similar => "similar shots",
    }
}

fn summary(findings: &Findings, groups: &[Group]) -> String {
    let of_kind = |kind| groups.iter().filter(|group| group.kind() == kind).count();
    format!(
        "{} ({} read, {} remembered, {} skipped) on {}: {}: {} exact, {} edited, {} similar",
        words::counted(findings.photos.len(), "photo"),
        findings.decoded,
        findings.remembered,
        findings.skipped.len(),
        findings.device,
        words::counted(groups.len(), "group"),
        of_kind(Relation::Exact),
        of_kind(Relation::Edited),
        of_kind(Relation::Similar),
    )
}

/// Writes to standard output, without what could play tricks on a terminal; a reader that has seen enough (`| head`) is no failure.
pub(super) fn print(write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    let written = write(&mut Spelled::in_lines(&mut out));
    let written = written.and_then(|()| Ok(out.flush()?));
    let closed = |error: &anyhow::Error| {
        error.chain().any(|cause| {
            cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
        })
    };
    match written {
        Err(error) if closed(&error) => Ok(()),
        other => other,
    }
}

/// The paths as the system has them, one on a line.
fn write_paths(file: &Path, findings: &Findings) -> io::Result<()> {
    let mut out = BufWriter::new(std::fs::File::create(file)?);
    for photo in &findings.photos {
        out.write_all(photo.path().as_os_str().as_encoded_bytes())?;
        out.write_all(b"\n")?;
    }
    out.flush()
}
