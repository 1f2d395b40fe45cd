//! The order of the stages, and nothing else: discover → fingerprint → pairs → prove → [`Findings`]; the last two only
//! where the cache does not know what they come to.

use std::path::{Path, PathBuf};

use crate::bundle;
use crate::cache::{Cache, Comparison, Opened};
use crate::discover::{self, Discovered, Folders};
use crate::early::Early;
use crate::embed::{self, Engine};
use crate::fingerprint::{self, Means, SoFar};
use crate::job;
use crate::pairs;
use crate::photo::{Findings, Neighbours, Pairs};
use crate::progress::{Progress, Stage, Stop};
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
    compare(&mut findings, &cache, progress)?;
    bundle::read_sidecars(&mut findings, progress)?;
    findings.notices.splice(..0, notice);
    Ok(findings)
}

/// The second half of a scan: pairs → prove. Of photos that were compared before, just as they are, the outcome is
/// remembered; what is wrong with that in the cache costs time only.
fn compare(findings: &mut Findings, cache: &Cache, progress: &Progress) -> Result<(), Stop> {
    progress.enter(Stage::Pairing, findings.photos.len() as u64)?;
    match cache.comparison(&findings.scanned, &findings.photos) {
        Ok(Some(known)) => return take_over(findings, known, progress),
        Ok(None) => {}
        Err(error) => log::warn!("the photos are compared anew: {error:#}"),
    }
    let known = cache.neighbours(&findings.scanned).unwrap_or_else(|error| {
        log::warn!("every photo is compared with every other: {error:#}");
        Neighbours::default()
    });
    let (candidates, neighbours) = job::apart(|| pairs::find(&findings.photos, &known, progress))??;
    if let Err(error) = cache.keep_neighbours(&findings.scanned, &neighbours) {
        log::warn!("who is nearest to whom is not remembered: {error:#}");
    }
    drop((known, neighbours));
    findings.pairs = job::apart(|| prove::prove(&mut findings.photos, candidates, cache, progress))??;
    if let Err(error) = remember(findings, cache) {
        log::warn!("how the photos compare is not remembered: {error:#}");
    }
    Ok(())
}

fn take_over(findings: &mut Findings, known: Comparison, progress: &Progress) -> Result<(), Stop> {
    progress.enter(Stage::Proving, (known.proven.len() + known.alike.len()) as u64)?;
    known.note(&mut findings.photos);
    let representative = findings.ids().map(|id| findings.pairs.representative(id)).collect();
    findings.pairs = Pairs::of_related(representative, known.proven).and_alike(known.alike);
    Ok(())
}

/// Remembers how the photos compare, unless another scan may find out more: because the cache did not take all that this
/// one saw, or because a photo could not be looked at again.
fn remember(findings: &Findings, cache: &Cache) -> anyhow::Result<()> {
    let Findings { scanned, photos, pairs, notices, .. } = findings;
    if notices.is_empty() && prove::is_settled(photos, pairs, cache)? {
        cache.keep_comparison(scanned, photos, pairs)?;
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::drawn::scene;
    use crate::photo::PhotoId;

    /// Pairs of a scan; those that the cache says there are, which need not be true.
    fn pairs(request: &ScanRequest, engine: &Engine) -> Vec<(PhotoId, PhotoId)> {
        let found = scan(request, engine, &Progress::default()).expect("scanned");
        found.pairs.between_representatives().map(|pair| (pair.a, pair.b)).collect()
    }

    /// Makes the cache say that no photo of the folders is like another.
    fn deny(request: &ScanRequest, engine: &Engine) {
        let found = scan(request, engine, &Progress::default()).expect("scanned");
        let (cache, _) = open_cache(request.cache.as_deref()).expect("a cache");
        cache.keep_comparison(&found.scanned, &found.photos, &Pairs::default()).expect("kept");
    }

    #[test]
    fn photos_are_compared_again_only_if_something_about_them_has_changed() {
        let dir = tempfile::tempdir().expect("a folder");
        let at = |name: &str| dir.path().join("photos").join(name);
        std::fs::create_dir_all(at("album")).expect("made");
        let picture = scene(1, 320, 240);
        for name in ["a.png", "b.bmp"] {
            picture.save(at(name)).expect("saved");
        }
        let folders = Folders { scanned: vec![at("")], ..Folders::default() };
        let cache = Some(dir.path().join("cache.redb"));
        let mut request = ScanRequest { folders, threads: 1, cache };
        let engine = Engine::open(None);
        let [a, b, c] = [0, 1, 2].map(PhotoId);
        for _ in 0..2 {
            assert_eq!(pairs(&request, &engine), [(a, b)]);
        }

        deny(&request, &engine);
        assert_eq!(pairs(&request, &engine), [], "taken over");
        std::fs::rename(at("b.bmp"), at("album/b.bmp")).expect("moved");
        assert_eq!(pairs(&request, &engine), [(a, b)]);

        deny(&request, &engine);
        let file = std::fs::File::options().write(true).open(at("a.png")).expect("a file");
        file.set_modified(std::time::UNIX_EPOCH).expect("set");
        assert_eq!(pairs(&request, &engine), [(a, b)]);

        deny(&request, &engine);
        request.folders.preferred = vec![at("album")];
        assert_eq!(pairs(&request, &engine), [(a, b)]);

        deny(&request, &engine);
        picture.save(at("c.tiff")).expect("saved");
        assert_eq!(pairs(&request, &engine), [(a, b), (a, c), (b, c)]);
        std::fs::rename(at("a.png"), dir.path().join("a.png")).expect("moved away");
        assert_eq!(pairs(&request, &engine), [(a, b)]);
    }
}
