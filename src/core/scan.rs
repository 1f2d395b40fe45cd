//! The order of the stages, and nothing else: discover → fingerprint → pairs → prove → [`Findings`].

use std::path::Path;

use crate::bundle;
use crate::cache::Cache;
use crate::discover::{self, Discovered, Folders};
use crate::early::Early;
use crate::embed::{self, Engine};
use crate::fingerprint::{self, ScanContext, SoFar};
use crate::job;
use crate::pairs;
use crate::photo::{Findings, Pairs};
use crate::progress::{Progress, Stage, Stop};
use crate::prove;

/// What to scan, and how.
#[derive(Debug, Clone)]
pub struct ScanRequest {
    /// What to walk and what to stay out of.
    pub folders: Folders,
    /// Worker threads; 0: one for each core.
    pub threads: usize,
    /// What earlier scans found out.
    pub cache: Cache,
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
    let cache = &request.cache;
    let context = ScanContext { make_embedder: &engine.make_embedder(), cache, threads: request.threads() };
    let found = discover::discover(&request.folders, progress)?;
    let about = Findings { scope: request.folders.scope, ..Findings::default() };
    let mut findings = read_found((found, about), &context, engine, progress, show)?;
    compare(&mut findings, cache, progress)?;
    bundle::read_sidecars(&mut findings, progress)?;
    findings.notices.extend(cache.notices());
    Ok(findings)
}

/// The second half of a scan: pairs → prove. Who was nearest to whom, and what was proved, is remembered.
fn compare(findings: &mut Findings, cache: &Cache, progress: &Progress) -> Result<(), Stop> {
    progress.enter(Stage::Pairing, findings.photos.len() as u64)?;
    let known = cache.neighbours(&findings.scanned);
    let (mut candidates, neighbours) = job::apart(|| pairs::find(&findings.photos, &known, progress))??;
    if neighbours != known {
        cache.keep_neighbours(&findings.scanned, &neighbours);
    }
    drop((known, neighbours));
    let (photos, scanned) = (&findings.photos, &findings.scanned);
    job::apart(|| prove::propose_sharing(photos, scanned, &mut candidates, cache, progress))??;
    findings.pairs = job::apart(|| prove::prove(&mut findings.photos, candidates, cache, progress))??;
    Ok(())
}

/// The cache at `file` for what this program makes of photos; a temporary one where there is no file.
pub fn cache(file: Option<&Path>) -> Cache {
    let made_by = embed::made_by();
    file.map_or_else(|| Cache::temporary(&made_by), |file| Cache::at(file, &made_by))
}

/// The first half of a scan: discover → fingerprint. Of the pairs only exact copies are known. `engine` is what the means
/// run on.
pub fn read(
    request: &ScanRequest,
    context: &ScanContext<'_>,
    engine: &Engine,
    progress: &Progress,
) -> Result<Findings, Stop> {
    let found = discover::discover(&request.folders, progress)?;
    read_found((found, Findings::default()), context, engine, progress, None)
}

fn read_found(
    (found, about): (Discovered, Findings),
    context: &ScanContext<'_>,
    engine: &Engine,
    progress: &Progress,
    show: Option<&mut dyn FnMut(Findings)>,
) -> Result<Findings, Stop> {
    let about = Findings {
        scanned: found.scanned,
        protected: found.protected,
        left_out: found.left_out,
        model: embed::MODEL_NAME.to_owned(),
        device: engine.device(),
        ..about
    };
    let mut early = show.map(|show| Early::new(context.cache, about.clone(), show));
    let mut watch = |so_far: &mut SoFar<'_, '_>| early.iter_mut().for_each(|early| early.watch(so_far));
    let read = fingerprint::fingerprint(found.files, context, progress, &mut watch)?;
    let mut skipped = found.skipped;
    skipped.extend(read.skipped);
    skipped.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Findings {
        pairs: Pairs::new(pairs::representatives(&read.photos), Vec::new()),
        photos: read.photos,
        skipped,
        decoded: read.decoded,
        remembered: read.remembered,
        // Known only now: a device is opened while photos are read, and may fail.
        device: engine.device(),
        notices: engine.take_notice().into_iter().collect(),
        ..about
    })
}

#[cfg(test)]
mod golden;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::drawn::scene;
    use crate::photo::PhotoId;

    /// Pairs of a scan.
    fn pairs(request: &ScanRequest, engine: &Engine) -> Vec<(PhotoId, PhotoId)> {
        let found = scan(request, engine, &Progress::default()).expect("scanned");
        found.pairs.between_representatives().map(|pair| (pair.a, pair.b)).collect()
    }

    #[test]
    fn the_same_is_found_whatever_has_become_of_the_cache() {
        let dir = tempfile::tempdir().expect("a folder");
        let at = |name: &str| dir.path().join("photos").join(name);
        std::fs::create_dir_all(at("album")).expect("made");
        let picture = scene(1, 320, 240);
        for name in ["a.png", "b.bmp"] {
            picture.save(at(name)).expect("saved");
        }
        let folders = Folders { scanned: vec![at("")], ..Folders::default() };
        let file = dir.path().join("cache.sqlite");
        let request = || ScanRequest { folders: folders.clone(), threads: 1, cache: cache(Some(&file)) };
        let engine = Engine::open(None);
        let [a, b, c] = [0, 1, 2].map(PhotoId);
        for _ in 0..2 {
            assert_eq!(pairs(&request(), &engine), [(a, b)]);
        }
        std::fs::rename(at("b.bmp"), at("album/b.bmp")).expect("moved");
        assert_eq!(pairs(&request(), &engine), [(a, b)]);

        // Fingerprints without features, as a damaged file may have them.
        let lossy = request();
        lossy.cache.lose_features_and_proofs();
        picture.save(at("c.tiff")).expect("saved");
        assert_eq!(pairs(&lossy, &engine), [(a, b), (a, c), (b, c)]);
        std::fs::rename(at("a.png"), dir.path().join("a.png")).expect("moved away");
        assert_eq!(pairs(&request(), &engine), [(a, b)]);

        // A file that cannot be made.
        std::fs::write(dir.path().join("file"), "").expect("written");
        let nowhere = cache(Some(&dir.path().join("file/cache.sqlite")));
        let found = scan(&ScanRequest { cache: nowhere, ..request() }, &engine, &Progress::default());
        let found = found.expect("scanned");
        assert_eq!(found.pairs.between_representatives().count(), 1);
        assert!(
            found.notices.len() == 1 && found.notices[0].to_string().contains("nothing is remembered"),
            "{:?}",
            found.notices
        );
    }
}
