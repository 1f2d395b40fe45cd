//! The order of the stages, and nothing else: discover → fingerprint → pairs → prove → [`Findings`].

use std::path::PathBuf;

use crate::cache::{Cache, Opened};
use crate::discover::{self, Folders};
use crate::embed::{self, Engine};
use crate::fingerprint::{self, Means};
use crate::pairs;
use crate::photo::Findings;
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

/// Scans. Touches nothing but the cache.
pub fn scan(request: &ScanRequest, engine: &Engine, progress: &Progress) -> Result<Findings, Stop> {
    let found = discover::discover(&request.folders, progress)?;
    let made_by = embed::made_by();
    let Opened { cache, notice } =
        request.cache.as_deref().map(|file| Cache::open(file, &made_by)).unwrap_or_default();
    let cache = cache.map_or_else(|| Cache::temporary(&made_by), Ok)?;
    let threads = match request.threads {
        0 => std::thread::available_parallelism().map_or(1, Into::into),
        threads => threads,
    };
    let means = Means { make_embedder: &engine.make_embedder(), cache: &cache, threads };
    let mut read = fingerprint::fingerprint(found.files, &means, progress)?;
    let candidates = pairs::find(&read.photos, progress)?;
    let pairs = prove::prove(&mut read.photos, candidates, &cache, progress)?;

    let mut skipped = found.skipped;
    skipped.extend(read.skipped);
    skipped.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Findings {
        photos: read.photos,
        pairs,
        skipped,
        scanned: found.scanned,
        protected: found.protected,
        model: embed::MODEL_NAME.to_owned(),
        device: engine.device(),
        decoded: read.decoded,
        remembered: read.remembered,
        notices: notice.into_iter().chain(read.notices).collect(),
    })
}
