//! [`PhotoFile`]s → [`Photo`]s: what is remembered comes from the cache, everything else is opened once, by
//! worker threads that read, decode and embed. One worker's decoding overlaps another's inference; a file
//! that hangs its decoder is given up and costs one thread, not the scan.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

use anyhow::Context;
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};

use crate::cache::{Cache, Fingerprint, Remembered};
use crate::decode;
use crate::embed::{Embed, MakeEmbedder};
use crate::features;
use crate::photo::{ContentHash, Facts, Photo, PhotoFile, SkipReason, Skipped};
use crate::progress::{Progress, Stage, Stop};

/// A file that keeps its worker longer than this is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often the cache is written: by then so many files, or so much time, have gone by.
const BATCH: usize = 500;
const BATCH_TIME: Duration = Duration::from_secs(5);

/// How long to wait for a worker before looking after the others and the user.
const TICK: Duration = Duration::from_millis(100);

/// Stack of a worker: decoders of nested formats recurse.
const STACK: usize = 8 << 20;

/// All files opened, or known without.
#[derive(Debug, Default)]
pub struct Fingerprinted {
    /// In the order of the files.
    pub photos: Vec<Photo>,
    /// In the order of the files.
    pub skipped: Vec<Skipped>,
    /// Files that were opened.
    pub decoded: usize,
    /// Files that were not, because they are remembered.
    pub remembered: usize,
    /// What the user should know, in sentences.
    pub notices: Vec<String>,
}

/// What a scan makes fingerprints with.
pub struct Means<'a> {
    /// Makes one embedder for each worker.
    pub make_embedder: &'a MakeEmbedder,
    /// What earlier scans found out; a temporary one if they are not to be remembered.
    pub cache: &'a Cache,
    /// Worker threads, at least 1.
    pub threads: usize,
}

/// What is known while files are still being read.
pub struct SoFar<'a, 'b> {
    files: &'a [PhotoFile],
    outcomes: &'a [Option<Remembered>],
    notebook: &'a mut Notebook<'b>,
    /// Files that were opened.
    pub decoded: usize,
    /// Files that were not, because they are remembered.
    pub remembered: usize,
}

impl SoFar<'_, '_> {
    /// The photos known so far, and the files skipped; all about them is in the cache.
    pub fn sorted(&mut self) -> Fingerprinted {
        self.notebook.flush();
        let (decoded, remembered) = (self.decoded, self.remembered);
        let mut done = Fingerprinted { decoded, remembered, ..Fingerprinted::default() };
        for (file, outcome) in self.files.iter().zip(self.outcomes) {
            if outcome.is_some() {
                done.sort_in(file.clone(), outcome.clone());
            }
        }
        done
    }
}

/// Fingerprints `files`. What was done is in the cache also when it ends by `Cancelled`. `watch` is shown what is
/// known after every file, and at least ten times a second.
pub fn fingerprint(
    files: Vec<PhotoFile>,
    means: &Means<'_>,
    progress: &Progress,
    watch: &mut dyn FnMut(&mut SoFar<'_, '_>),
) -> Result<Fingerprinted, Stop> {
    progress.enter(Stage::Fingerprinting, files.len() as u64)?;
    let mut notices = Vec::new();
    let mut outcomes: Vec<Option<Remembered>> = means.cache.recall(&files).unwrap_or_else(|error| {
        notices.push(format!("The cache could not be read ({error}): photos are read anew."));
        vec![None; files.len()]
    });
    let missing: Vec<usize> = (0..files.len()).filter(|at| outcomes[*at].is_none()).collect();
    for outcome in outcomes.iter().flatten() {
        progress.remembered();
        count(outcome, progress)?;
    }
    let (decoded, remembered) = (missing.len(), files.len() - missing.len());

    let mut notebook = Notebook::new(means.cache);
    let mut read = 0;
    let opened = open_all(&files, &missing, means, progress, &mut |done| {
        if let Some(done) = done {
            let at = done.at;
            outcomes[at] = Some(notebook.note(&files[at], done));
            read += 1;
        }
        let (outcomes, notebook) = (&outcomes, &mut notebook);
        watch(&mut SoFar { files: &files, outcomes, notebook, decoded: read, remembered });
    });
    notebook.flush();
    notices.extend(notebook.trouble);
    opened?;

    let photos = Vec::with_capacity(files.len());
    let mut done = Fingerprinted { photos, decoded, remembered, notices, ..Fingerprinted::default() };
    for (file, outcome) in files.into_iter().zip(outcomes) {
        done.sort_in(file, outcome);
    }
    Ok(done)
}

impl Fingerprinted {
    fn sort_in(&mut self, file: PhotoFile, outcome: Option<Remembered>) {
        let fingerprint = outcome.unwrap_or_else(|| Err(SkipReason::Other("it was not reached".to_owned())));
        match fingerprint {
            Ok(Fingerprint { facts, content, embedding }) => {
                self.photos.push(Photo::new(file, facts, content, embedding));
            }
            Err(reason) => self.skipped.push(Skipped { path: file.path, reason }),
        }
    }
}

fn count(outcome: &Remembered, progress: &Progress) -> Result<(), Stop> {
    if outcome.is_err() {
        progress.skipped();
    }
    Ok(progress.step()?)
}

/// Collects outcomes and writes them to the cache a batch at a time.
struct Notebook<'a> {
    cache: &'a Cache,
    rows: Vec<(PhotoFile, Remembered)>,
    features: Vec<(ContentHash, Vec<u8>)>,
    written: Instant,
    trouble: Option<String>,
}

impl<'a> Notebook<'a> {
    fn new(cache: &'a Cache) -> Self {
        Self { cache, rows: Vec::new(), features: Vec::new(), written: Instant::now(), trouble: None }
    }

    /// Notes what holds as long as the file's bytes do; gives the outcome back.
    fn note(&mut self, file: &PhotoFile, done: Done) -> Remembered {
        if done.holds == Holds::WithTheBytes && self.trouble.is_none() {
            self.features.extend(done.features);
            self.rows.push((file.clone(), done.outcome.clone()));
        }
        if self.rows.len() >= BATCH || self.written.elapsed() >= BATCH_TIME {
            self.flush();
        }
        done.outcome
    }

    fn flush(&mut self) {
        // Features first: a photo that is remembered has its features.
        let kept = self.cache.keep_features(&self.features).and_then(|()| self.cache.remember(&self.rows));
        if let Err(error) = kept {
            self.trouble = Some(format!(
                "The cache could not be written ({error:#}), so edited copies may be missing. Make room for it and scan again."
            ));
        }
        self.rows.clear();
        self.features.clear();
        self.written = Instant::now();
    }
}

/// A file for a worker, and its place among the files.
struct Task {
    at: usize,
    file: PhotoFile,
}

/// What a worker made of a file.
struct Done {
    at: usize,
    outcome: Remembered,
    /// The photo's local features, stored form.
    features: Option<(ContentHash, Vec<u8>)>,
    holds: Holds,
}

/// How long an outcome holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// As long as the file's bytes do, because it follows from them alone.
    WithTheBytes,
    /// This time only: another time the file may be readable, or the machine less busy.
    Now,
}

impl Done {
    /// No fingerprint came of the file.
    fn failed(at: usize, reason: SkipReason, holds: Holds) -> Self {
        Self { at, outcome: Err(reason), features: None, holds }
    }
}

/// The file that a worker is at, and since when.
type Busy = Arc<Mutex<Option<(usize, Instant)>>>;

/// A worker thread as the collector sees it.
struct Worker {
    busy: Busy,
    /// It was given up and must not take another task.
    retired: Arc<AtomicBool>,
    thread: ThreadId,
}

/// Has workers open the files at `missing`; `take` gets every outcome, in any order, and `None` while it waits for the next.
fn open_all(
    files: &[PhotoFile],
    missing: &[usize],
    means: &Means<'_>,
    progress: &Progress,
    take: &mut dyn FnMut(Option<Done>),
) -> Result<(), Stop> {
    let (tasks, todo) = unbounded::<Task>();
    let (report, done) = unbounded::<Done>();
    let hire = || start_worker(todo.clone(), report.clone(), means);
    let count_wanted = means.threads.max(1).min(missing.len());
    let mut workers = (0..count_wanted).map(|_| hire()).collect::<anyhow::Result<Vec<_>>>()?;
    let mut waiting = missing.iter();
    let mut open: Vec<usize> = Vec::new();
    loop {
        progress.check()?;
        // Two tasks a worker: one in hand and one ready, so that neither memory nor a cancel waits long.
        while open.len() < workers.len() * 2
            && let Some(at) = waiting.next()
        {
            open.push(*at);
            tasks.send(Task { at: *at, file: files[*at].clone() }).context("no worker is left")?;
        }
        if open.is_empty() {
            return Ok(());
        }
        match done.recv_timeout(TICK) {
            Ok(done) => {
                if let Some(place) = open.iter().position(|open| *open == done.at) {
                    open.swap_remove(place);
                    let counted = count(&done.outcome, progress);
                    take(Some(done));
                    counted?;
                }
            }
            Err(RecvTimeoutError::Timeout) => take(None),
            Err(RecvTimeoutError::Disconnected) => return Err(anyhow::anyhow!("all workers ended").into()),
        }
        for worker in &mut workers {
            if let Some(at) = worker.stuck_at() {
                worker.retired.store(true, Ordering::Relaxed);
                decode::give_up(worker.thread);
                *worker = hire()?;
                open.retain(|open| *open != at);
                let reason = SkipReason::TookLongerThan(PATIENCE.as_secs());
                let given_up = Done::failed(at, reason, Holds::Now);
                count(&given_up.outcome, progress)?;
                take(Some(given_up));
            }
        }
    }
}

impl Worker {
    fn stuck_at(&self) -> Option<usize> {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        // What waits for others to give memory back has not begun.
        if let Some((_, since)) = busy.as_mut().filter(|_| decode::is_waiting(self.thread)) {
            *since = Instant::now();
        }
        busy.filter(|(_, since)| since.elapsed() > PATIENCE).map(|(at, _)| at)
    }
}

fn start_worker(todo: Receiver<Task>, report: Sender<Done>, means: &Means<'_>) -> anyhow::Result<Worker> {
    let (busy, retired) = (Busy::default(), Arc::<AtomicBool>::default());
    let of_worker = (Arc::clone(&busy), Arc::clone(&retired));
    let (make_embedder, cache) = (Arc::clone(means.make_embedder), means.cache.clone());
    let mut embedder = make_embedder()?;
    let work = move || {
        for Task { at, file } in todo {
            *busy.lock().unwrap_or_else(PoisonError::into_inner) = Some((at, Instant::now()));
            let opened = catch_unwind(AssertUnwindSafe(|| open(at, &file.path, embedder.as_mut(), &cache)));
            let done = opened.unwrap_or_else(|_| {
                // What it left half done is not gone on with.
                match make_embedder() {
                    Ok(another) => embedder = another,
                    Err(error) => log::warn!("a broken engine is gone on with: {error:#}"),
                }
                Done::failed(at, "the program broke down on it".to_owned().into(), Holds::Now)
            });
            *busy.lock().unwrap_or_else(PoisonError::into_inner) = None;
            if report.send(done).is_err() || retired.load(Ordering::Relaxed) {
                return;
            }
        }
    };
    let thread = std::thread::Builder::new().name("fingerprint".to_owned()).stack_size(STACK);
    let thread = thread.spawn(work).context("no thread is left to read photos")?;
    let (busy, retired) = of_worker;
    Ok(Worker { busy, retired, thread: thread.thread().id() })
}

/// Opens one photo, once: facts, content, features and embedding all come from the same bytes. What is known of these
/// bytes, under whatever name they lay, is not made again.
fn open(at: usize, path: &Path, embedder: &mut dyn Embed, cache: &Cache) -> Done {
    let bytes = match decode::read(path) {
        Ok(bytes) => bytes,
        Err(reason) => return Done::failed(at, reason, Holds::Now),
    };
    if let Err(reason) = decode::format_of(path, &bytes) {
        return Done::failed(at, reason, Holds::WithTheBytes);
    }
    let content = ContentHash(*blake3::hash(&bytes).as_bytes());
    // A cache that cannot be read costs time only.
    if let Ok(Some(known)) = cache.recall_content(content) {
        return Done { at, outcome: Ok(known), features: None, holds: Holds::WithTheBytes };
    }
    let decoded = match decode::photo(path, &bytes) {
        Ok(decoded) => decoded,
        Err(reason) => return Done::failed(at, reason, Holds::WithTheBytes),
    };
    drop(bytes);
    let features = features::extract(&decoded.pixels);
    let facts = Facts { grey: features.is_grey(), plain: features.is_plain(), ..decoded.facts };
    let features = features.to_bytes();
    match embedder.embed(decoded.pixels) {
        Ok(embedding) => {
            let fingerprint = Fingerprint { facts, content, embedding };
            Done {
                at,
                outcome: Ok(fingerprint),
                features: Some((content, features)),
                holds: Holds::WithTheBytes,
            }
        }
        Err(reason) => Done::failed(at, reason.into(), Holds::Now),
    }
}

#[cfg(test)]
mod tests;
