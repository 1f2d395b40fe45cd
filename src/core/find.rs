//! The order of the stages of finding, and nothing else: examples and a library → the library by distance to them
//! (`nearest`), with what lies between the examples and the first of them proved (`prove`).

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::door;
use crate::fingerprint::{self, ScanContext};
use crate::identity;
use crate::nearest::{self, Metric, Near};
use crate::pairs;
use crate::photo::{
    Candidate, ContentHash, FileId, Findings, Link, Pairs, Photo, PhotoFile, PhotoId, SkipReason, Skipped,
};
use crate::progress::{Progress, Stop};
use crate::prove;

/// How many of the nearest are proved: three screens of them, done in a moment.
const PROVED: usize = 64;

/// What was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The library, the examples that do not lie in it at its end. Its pairs tell what lies between the examples
    /// and the nearest photos.
    pub findings: Findings,
    /// The examples, in the order they were given.
    pub examples: Vec<PhotoId>,
    /// The library without the examples, nearest first.
    pub near: Vec<Near>,
}

impl Found {
    /// What lies between the examples and a photo: the closest relation that it has to one of them, seen from that one.
    pub fn link(&self, photo: PhotoId) -> Option<Link> {
        let links = self.examples.iter().filter_map(|example| self.findings.pairs.link(*example, photo));
        links.min_by(|a, b| a.relation.cmp(&b.relation).then(a.distance.total_cmp(&b.distance)))
    }

    /// Leaves out photos that have gone since the library was read; returns how many.
    pub fn leave_out_gone(&mut self, progress: &Progress) -> Result<usize, Stop> {
        let before = self.near.len();
        let paths = self.near.iter().map(|near| self.findings.photo(near.photo).path().to_owned());
        let mut there = door::each(progress, paths.collect(), |path: &PathBuf| path.exists())?.into_iter();
        self.near.retain(|_| there.next() == Some(Ok(true)));
        Ok(before - self.near.len())
    }
}

/// Puts the photos of `library` in the order of their distance to `examples`, which may but need not lie in it.
/// Several examples count as one in the middle of them.
pub fn find(
    library: Findings,
    examples: &[PathBuf],
    metric: Metric,
    context: &ScanContext<'_>,
    progress: &Progress,
) -> Result<Found, Stop> {
    let mut findings = library;
    let examples = locate(&mut findings, examples, context, progress)?;
    let embeddings = examples.iter().map(|example| &findings.photo(*example).embedding);
    let target = nearest::mean(embeddings).context("these examples have nothing in common")?;
    let mut near = nearest::nearest(&findings.photos, &target, metric);
    let own: Vec<FileId> = examples.iter().map(|example| findings.photo(*example).file.id).collect();
    near.retain(|near| !own.contains(&findings.photo(near.photo).file.id));
    let mut found = Found { findings, examples, near };
    prove_first(&mut found, context, progress)?;
    Ok(found)
}

/// Where the examples lie in the findings. Those that are not there, or have changed since, are read and added.
fn locate(
    findings: &mut Findings,
    examples: &[PathBuf],
    context: &ScanContext<'_>,
    progress: &Progress,
) -> Result<Vec<PhotoId>, Stop> {
    let known: HashMap<FileId, PhotoId> = findings.ids().map(|id| (findings.photo(id).file.id, id)).collect();
    let mut places = Vec::with_capacity(examples.len());
    for example in examples {
        let file = stat_example(example, progress)?;
        let place = known.get(&file.id).filter(|id| findings.photo(**id).file.stamp == file.stamp);
        let place = match place {
            Some(id) => *id,
            None => {
                findings.photos.push(read(file, context, progress)?);
                PhotoId(findings.photos.len() as u32 - 1)
            }
        };
        places.push(place);
    }
    let representative = pairs::representatives(&findings.photos);
    findings.pairs = Pairs::new(representative, findings.pairs.between_representatives());
    Ok(places)
}

fn stat_example(example: &Path, progress: &Progress) -> Result<PhotoFile, Stop> {
    let sentence = || format!("{}: the example cannot be opened", example.display());
    let asked = example.to_owned();
    let look = move || -> io::Result<_> {
        let path = identity::true_path(&asked)?;
        let (id, stamp) = identity::stat(&path)?;
        Ok((path, id, stamp))
    };
    let looked = door::pass(progress, look)?.unwrap_or_else(|lost| {
        Err(io::Error::new(io::ErrorKind::TimedOut, SkipReason::from(lost).to_string()))
    });
    let (path, id, stamp) = looked.with_context(sentence)?;
    Ok(PhotoFile { path, id, stamp, protected: false, preferred: None, companions: Vec::new() })
}

fn read(file: PhotoFile, context: &ScanContext<'_>, progress: &Progress) -> Result<Photo, Stop> {
    let path = file.path.clone();
    let mut read = fingerprint::fingerprint(vec![file], context, progress, &mut |_| ())?;
    let skipped = || {
        let unknown = || Skipped { path, reason: SkipReason::NoPicture };
        read.skipped.pop().unwrap_or_else(unknown)
    };
    Ok(read.photos.pop().ok_or_else(|| anyhow::Error::from(skipped()))?)
}

/// Adds to the pairs what the pixels say about the examples and the nearest photos.
fn prove_first(found: &mut Found, context: &ScanContext<'_>, progress: &Progress) -> Result<(), Stop> {
    let Found { findings, examples, near } = found;
    let first = || near.iter().take(PROVED).map(|near| near.photo);
    let subjects: Vec<PhotoId> = examples.iter().copied().chain(first()).collect();
    have_features(findings, &subjects, context, progress)?;
    let mut candidates = Vec::new();
    for example in &*examples {
        candidates.extend(first().filter_map(|photo| candidate(findings, *example, photo)));
    }
    let fresh = prove::prove_each(&findings.photos, &candidates, context.cache, progress)?;
    let known = findings.pairs.between_representatives();
    let representative = findings.ids().map(|id| findings.pairs.representative(id)).collect();
    findings.pairs = Pairs::new(representative, known.chain(fresh));
    Ok(())
}

/// What is to be proved between two photos; nothing where it is known already.
fn candidate(findings: &Findings, one: PhotoId, other: PhotoId) -> Option<Candidate> {
    if findings.pairs.link(one, other).is_some_and(|link| link.is_proven()) {
        return None;
    }
    let [one, other] = [one, other].map(|photo| findings.pairs.representative(photo));
    let [first, second] = [one.min(other), one.max(other)].map(|photo| findings.photo(photo));
    if first.metadata.is_blank() || second.metadata.is_blank() {
        return None;
    }
    let distance = first.embedding.distance(&second.embedding);
    Some(Candidate { a: one.min(other), b: one.max(other), distance })
}

/// Reads the photos whose local features are not remembered, so that they can be compared.
fn have_features(
    findings: &Findings,
    photos: &[PhotoId],
    context: &ScanContext<'_>,
    progress: &Progress,
) -> Result<(), Stop> {
    let contents: Vec<ContentHash> = photos.iter().map(|photo| findings.photo(*photo).content).collect();
    let known = context.cache.features(&contents);
    let missing = photos.iter().zip(known).filter(|(_, known)| known.is_none());
    let files: Vec<PhotoFile> = missing.map(|(photo, _)| findings.photo(*photo).file.clone()).collect();
    if !files.is_empty() {
        fingerprint::fingerprint(files, context, progress, &mut |_| ())?;
    }
    Ok(())
}
