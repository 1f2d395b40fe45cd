//! The order of the stages, and nothing else: discover → fingerprint → pairs → prove → [`Findings`].

use std::path::{Path, PathBuf};

use crate::cache::{Cache, Opened};
use crate::discover::{self, Discovered, Folders};
use crate::early::Early;
use crate::embed::{self, Engine};
use crate::fingerprint::{self, Means, SoFar};
use crate::pairs;
use crate::photo::{Findings, Pairs};
use crate::progress::{Progress, Stop};
use crate::prove;

/// What to scan, and how.
#[derive(Debug, Clone, Default)]
pub struct ScanRequest {
    /// What to walk and what to stay out of.
    pub folders: Folders,
    /// Worker threads; 0: one for each core.
    pub threads: usize,
    /// The cache's file; `None`: nothing is remembered.
    pub cache: Option<PathBuf>,
}

impl ScanRequest {
    /// Worker threads, at least 1.
    pub fn threads(&self) -> usize {
        match self.threads {
            0 => std::thread::available_parallelism().map_or(1, Into::into),
            threads => threads,
        }
    }
}

/// Scans. Touches nothing but the cache.
pub fn scan(request: &ScanRequest, engine: &Engine, progress: &Progress) -> Result<Findings, Stop> {
    run(request, engine, progress, None)
}

/// Scans, and gives `show` what is found so far while photos are still being read.
pub fn scan_showing(
    request: &ScanRequest,
    engine: &Engine,
    progress: &Progress,
    show: &mut dyn FnMut(Findings),
) -> Result<Findings, Stop> {
    run(request, engine, progress, Some(show))
}

fn run(
    request: &ScanRequest,
    engine: &Engine,
    progress: &Progress,
    show: Option<&mut dyn FnMut(Findings)>,
) -> Result<Findings, Stop> {
    let (cache, notice) = open_cache(request.cache.as_deref())?;
    let means = Means { make_embedder: &engine.make_embedder(), cache: &cache, threads: request.threads() };
    let found = discover::discover(&request.folders, progress)?;
    let mut findings = read_found(found, &means, &engine.device(), progress, show)?;
    findings.notices.splice(..0, notice);
    let candidates = pairs::find(&findings.photos, progress)?;
    findings.pairs = prove::prove(&mut findings.photos, candidates, &cache, progress)?;
    Ok(findings)
}

/// The cache at `file`, a temporary one if there is none to be used, and what the user should know about that.
pub fn open_cache(file: Option<&Path>) -> anyhow::Result<(Cache, Option<String>)> {
    let made_by = embed::made_by();
    let Opened { cache, notice } = file.map(|file| Cache::open(file, &made_by)).unwrap_or_default();
    Ok((cache.map_or_else(|| Cache::temporary(&made_by), Ok)?, notice))
}

/// The first half of a scan: discover → fingerprint. Of the pairs only exact copies are known. `device` is what
/// the means run on, in words.
pub fn read(
    request: &ScanRequest,
    means: &Means<'_>,
    device: &str,
    progress: &Progress,
) -> Result<Findings, Stop> {
    let found = discover::discover(&request.folders, progress)?;
    read_found(found, means, device, progress, None)
}

fn read_found(
    found: Discovered,
    means: &Means<'_>,
    device: &str,
    progress: &Progress,
    show: Option<&mut dyn FnMut(Findings)>,
) -> Result<Findings, Stop> {
    let about = Findings {
        scanned: found.scanned,
        protected: found.protected,
        model: embed::MODEL_NAME.to_owned(),
        device: device.to_owned(),
        ..Findings::default()
    };
    let mut early = show.map(|show| Early::new(means.cache, about.clone(), show));
    let mut watch = |so_far: &mut SoFar<'_, '_>| early.iter_mut().for_each(|early| early.watch(so_far));
    let read = fingerprint::fingerprint(found.files, means, progress, &mut watch)?;
    let mut skipped = found.skipped;
    skipped.extend(read.skipped);
    skipped.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Findings {
        pairs: Pairs::new(pairs::representatives(&read.photos), Vec::new()),
        photos: read.photos,
        skipped,
        decoded: read.decoded,
        remembered: read.remembered,
        notices: read.notices,
        ..about
    })
}
