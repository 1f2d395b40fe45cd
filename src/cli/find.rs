//! `find`: the photos most like an example, as lines or as JSON.

use std::io::{self, Write};

use super::arguments::FindOptions;
use super::commands::{asked, folders, list_skipped, print, shown};
use super::{DONE, FOUND, watch};
use crate::find::{self, Found};
use crate::fingerprint::ScanContext;
use crate::nearest::Near;
use crate::photo::Link;
use crate::progress::{Progress, Stop};
use crate::report::{found, relation_word};
use crate::scan;
use crate::settings::OwnFolders;
use crate::words;

pub fn find(options: &FindOptions, own: Option<&OwnFolders>) -> Result<u8, Stop> {
    let progress = watch::interruptible()?;
    let mut found = watch::watched(&progress, || search(options, own, &progress))?;
    let library = found.near.len();
    found.near.truncate(options.limit.get());
    if options.json {
        print(|out| found::write(&found, out))?;
        list_skipped(&mut io::stderr().lock(), &found.findings).ok();
    } else {
        print(|out| {
            list(out, &found)?;
            Ok(list_skipped(out, &found.findings)?)
        })?;
    }
    found.findings.notices.iter().for_each(|notice| watch::say(&notice.to_string()));
    watch::say(&summary(&found, library));
    let related = found.near.iter().any(|near| found.link(near.photo).is_some());
    Ok(if related { FOUND } else { DONE })
}

fn search(options: &FindOptions, own: Option<&OwnFolders>, progress: &Progress) -> Result<Found, Stop> {
    let (engine, request) = asked(folders(&options.folders, &options.pace, own)?, &options.pace, own);
    let (make_embedder, threads) = (engine.make_embedder(), request.threads());
    let context = ScanContext { make_embedder: &make_embedder, cache: &request.cache, threads };
    let library = scan::read(&request, &context, &engine, progress)?;
    let examples: Vec<_> = std::iter::once(&options.photo).chain(&options.like).cloned().collect();
    let mut found = find::find(library, &examples, options.metric.into(), &context, progress)?;
    found.findings.notices.extend(request.cache.notices());
    Ok(found)
}

fn list(out: &mut dyn Write, found: &Found) -> io::Result<()> {
    for Near { photo, distance } in &found.near {
        let path = shown(found.findings.photo(*photo).path());
        let link = found.link(*photo);
        let word = link.map_or("", |link| relation_word(link.relation));
        match link.and_then(Link::edit) {
            Some(edit) => writeln!(out, "{distance:.3}  {word:7}  {path} ({})", words::edit(&edit))?,
            None => writeln!(out, "{distance:.3}  {word:7}  {path}")?,
        }
    }
    Ok(())
}

fn summary(found: &Found, library: usize) -> String {
    match library {
        0 => "There is no other photo in these folders.".to_owned(),
        _ => format!("The nearest {} of {library} photos.", found.near.len()),
    }
}
