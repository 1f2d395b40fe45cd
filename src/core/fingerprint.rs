//! [`PhotoFile`]s → [`Photo`]s: what is remembered comes from the cache, everything else is opened once, by
//! worker threads that have it decoded and embed it. One worker's decoding overlaps another's inference.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};

use crate::cache::{Cache, Fingerprint, Remembered};
use crate::decode::{self, Opened};
use crate::embed::{Embed, MakeEmbedder, UNDERWAY};
use crate::features;
use crate::photo::{ContentHash, Metadata, Photo, PhotoFile, SkipReason, Skipped};
use crate::progress::{Progress, Stage, Stop};

/// How often the cache is written: by then so many files, or so much time, have gone by.
const BATCH: usize = 500;
const BATCH_TIME: Duration = Duration::from_secs(5);

/// How long to wait for a worker before looking after the user.
const TICK: Duration = Duration::from_millis(100);

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
}

/// What a scan makes fingerprints with.
pub struct ScanContext<'a> {
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
    writer: &'a mut CacheWriter<'b>,
    /// Files that were opened.
    pub decoded: usize,
    /// Files that were not, because they are remembered.
    pub remembered: usize,
}

impl SoFar<'_, '_> {
    /// The photos known so far, and the files skipped; all about them is in the cache.
    pub fn sorted(&mut self) -> Fingerprinted {
        self.writer.flush();
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
    context: &ScanContext<'_>,
    progress: &Progress,
    watch: &mut dyn FnMut(&mut SoFar<'_, '_>),
) -> Result<Fingerprinted, Stop> {
    progress.enter(Stage::Fingerprinting, files.len() as u64)?;
    let mut outcomes = context.cache.recall(&files);
    let missing: Vec<usize> = (0..files.len()).filter(|at| outcomes[*at].is_none()).collect();
    for outcome in outcomes.iter().flatten() {
        progress.remembered();
        count(outcome, progress)?;
    }
    let (decoded, remembered) = (missing.len(), files.len() - missing.len());

    let mut writer = CacheWriter::new(context.cache);
    let mut read = 0;
    let opened = open_all(&files, &missing, context, progress, &mut |done| {
        if let Some(done) = done {
            let at = done.at;
            outcomes[at] = Some(writer.note(&files[at], done));
            read += 1;
        }
        let (outcomes, writer) = (&outcomes, &mut writer);
        watch(&mut SoFar { files: &files, outcomes, writer, decoded: read, remembered });
    });
    writer.flush();
    opened?;

    let photos = Vec::with_capacity(files.len());
    let mut done = Fingerprinted { photos, decoded, remembered, ..Fingerprinted::default() };
    for (file, outcome) in files.into_iter().zip(outcomes) {
        done.sort_in(file, outcome);
    }
    Ok(done)
}

impl Fingerprinted {
    fn sort_in(&mut self, file: PhotoFile, outcome: Option<Remembered>) {
        let fingerprint = outcome.unwrap_or_else(|| Err(SkipReason::Other("it was not reached".to_owned())));
        match fingerprint {
            Ok(Fingerprint { metadata, content, embedding }) => {
                self.photos.push(Photo::new(file, metadata, content, embedding));
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
struct CacheWriter<'a> {
    cache: &'a Cache,
    rows: Vec<(PhotoFile, Remembered)>,
    features: Vec<(ContentHash, Vec<u8>)>,
    written: Instant,
}

impl<'a> CacheWriter<'a> {
    fn new(cache: &'a Cache) -> Self {
        Self { cache, rows: Vec::new(), features: Vec::new(), written: Instant::now() }
    }

    /// Notes what holds as long as the file's bytes do; gives the outcome back.
    fn note(&mut self, file: &PhotoFile, done: Done) -> Remembered {
        let holds = done.outcome.as_ref().err().is_none_or(SkipReason::is_in_the_bytes);
        if holds {
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
        self.cache.keep_features(&self.features);
        self.cache.remember(&self.rows);
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
}

/// What is heard of a task.
enum Report {
    /// Its worker has handed the picture in and is free again.
    HandedIn,
    /// It is done; `handed_in`: its worker was free before.
    Done { done: Box<Done>, handed_in: bool },
}

/// Has workers open the files at `missing`; `take` gets every outcome, in any order, and `None` while it waits for the next.
fn open_all(
    files: &[PhotoFile],
    missing: &[usize],
    context: &ScanContext<'_>,
    progress: &Progress,
    take: &mut dyn FnMut(Option<Done>),
) -> Result<(), Stop> {
    let (tasks, todo) = unbounded::<Task>();
    let (report, reports) = unbounded::<Report>();
    let workers = context.threads.max(1).min(missing.len());
    for _ in 0..workers {
        let embedder = (context.make_embedder)(missing.len())?;
        let worker = Worker { embedder, cache: context.cache.clone(), photos: missing.len() };
        worker.start(Arc::clone(context.make_embedder), (todo.clone(), report.clone()))?;
    }
    // Held by the workers and for the files in their hands alone, so that it is known when the last of them ended.
    drop(report);
    // Whoever ends, the user first of all, leaves the workers nothing to do.
    let _rest = Rest(todo);
    let mut waiting = missing.iter();
    // Tasks that are not done, and those of them that are in the queue or in a worker's hands.
    let (mut open, mut in_hand) = (0, 0);
    loop {
        progress.check()?;
        // Two tasks a worker, one in hand and one ready, so that neither memory nor a cancel nor a pause waits long.
        while in_hand < workers * 2
            && open < workers * 2 + UNDERWAY
            && let Some(at) = waiting.next()
        {
            (open, in_hand) = (open + 1, in_hand + 1);
            tasks.send(Task { at: *at, file: files[*at].clone() }).context("no worker is left")?;
        }
        if open == 0 {
            return Ok(());
        }
        match reports.recv_timeout(TICK) {
            Ok(Report::HandedIn) => in_hand -= 1,
            Ok(Report::Done { done, handed_in }) => {
                (open, in_hand) = (open - 1, in_hand - usize::from(!handed_in));
                let counted = count(&done.outcome, progress);
                take(Some(*done));
                counted?;
            }
            Err(RecvTimeoutError::Timeout) => take(None),
            Err(RecvTimeoutError::Disconnected) => return Err(anyhow::anyhow!("all workers ended").into()),
        }
    }
}

/// The tasks that no worker has taken; dropped, they are gone.
struct Rest(Receiver<Task>);

impl Drop for Rest {
    fn drop(&mut self) {
        self.0.try_iter().for_each(drop);
    }
}

/// A file in work: its outcome is reported once, also if the ticket is dropped without one.
struct Ticket {
    at: usize,
    handed_in: bool,
    reports: Option<Sender<Report>>,
}

impl Ticket {
    /// Says that the worker needs nothing more for this file.
    fn hand_in(&mut self) {
        self.handed_in = true;
        self.send(Report::HandedIn);
    }

    fn report(mut self, outcome: Remembered, features: Option<(ContentHash, Vec<u8>)>) {
        let (done, handed_in) = (Done { at: self.at, outcome, features }, self.handed_in);
        self.send(Report::Done { done: Box::new(done), handed_in });
        self.reports = None;
    }

    fn send(&self, report: Report) {
        // Nobody listens any more once the user has stopped.
        if let Some(reports) = &self.reports {
            reports.send(report).ok();
        }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if let Some(reports) = self.reports.take() {
            let unanswered = Self { at: self.at, handed_in: self.handed_in, reports: Some(reports) };
            unanswered.report(Err("the program broke down on it".to_owned().into()), None);
        }
    }
}

/// What opens files on a thread of its own.
struct Worker {
    embedder: Box<dyn Embed>,
    cache: Cache,
    /// Files that all workers open together.
    photos: usize,
}

impl Worker {
    fn start(
        mut self,
        make_embedder: MakeEmbedder,
        (todo, reports): (Receiver<Task>, Sender<Report>),
    ) -> anyhow::Result<()> {
        let work = move || {
            for Task { at, file } in todo {
                let ticket = Ticket { at, handed_in: false, reports: Some(reports.clone()) };
                if catch_unwind(AssertUnwindSafe(|| self.open(&file.path, ticket))).is_err() {
                    // What it left half done is not gone on with.
                    match make_embedder(self.photos) {
                        Ok(another) => self.embedder = another,
                        Err(error) => log::warn!("a broken engine is gone on with: {error:#}"),
                    }
                }
            }
        };
        let thread = std::thread::Builder::new().name("fingerprint".to_owned());
        thread.spawn(work).context("no thread is left to read photos")?;
        Ok(())
    }

    /// Opens one photo, once: metadata, content, features and embedding all come from the same bytes. What is known of these
    /// bytes, under whatever name they lay, is not made again.
    fn open(&mut self, path: &Path, mut ticket: Ticket) {
        let cache = self.cache.clone();
        let recall = move |content| cache.recall_content(content);
        let (content, decoded) = match decode::photo(path, recall) {
            Ok(Opened::Known(known)) => return ticket.report(Ok(known), None),
            Ok(Opened::Fresh(content, decoded)) => (content, decoded),
            Err(reason) => return ticket.report(Err(reason), None),
        };
        let features = features::extract(&decoded.pixels);
        let metadata = Metadata {
            grey: features.is_grey(),
            low_texture: features.is_low_texture(),
            corners: features::picture_corners(&decoded.pixels),
            ..decoded.metadata
        };
        let features = features.to_bytes();
        ticket.hand_in();
        let reply = move |embedding| match embedding {
            Ok(embedding) => {
                ticket.report(Ok(Fingerprint { metadata, content, embedding }), Some((content, features)));
            }
            Err(reason) => ticket.report(Err(SkipReason::from(reason)), None),
        };
        self.embedder.embed(decoded.pixels, Box::new(reply));
    }
}

#[cfg(test)]
mod tests;
