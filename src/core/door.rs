//! The one door to whatever may hang: a `stat` on a drive that is gone, a decoder in a hostile file. Work behind the door runs
//! on a thread lent for it, while the caller waits no longer than [`PATIENCE`] and no longer than the user wants. Work that
//! hangs keeps its thread and what it was at; everybody else goes on with another thread.
//!
//! Two rules make waiting safe. Whoever waits in front of the door holds no lock and no memory of the budget, which only
//! work behind the door takes. Work behind the door waits for nobody but the budget: each thread is a rayon pool of its
//! own, so that a decoder's parallel loop never picks up a job of somebody else, and a second door behind the first is no
//! other thread.

use std::cell::RefCell;
use std::io;
use std::iter;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded, unbounded};
use rayon::ThreadPoolBuilder;

use crate::progress::{Cancelled, Progress};

/// Work that makes no step for this long is given up; time spent waiting for memory is not counted.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The same for somebody who can do nothing else meanwhile, such as the window between two frames.
const GLANCE: Duration = Duration::from_secs(3);

/// What is said of a disk that did not answer within that time.
pub const NO_ANSWER: &str = "it did not answer in time";

/// How often the caller checks whether the work hangs and whether the user cancelled.
const TICK: Duration = Duration::from_millis(50);

/// Of the items of one list, so many may hang before the rest is given up untried: then it is the drive.
pub const MOST_HUNG: usize = 3;

/// Stack of a thread: decoders of nested formats recurse.
const STACK: usize = 8 << 20;

/// Why work came to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// It made no step for [`PATIENCE`].
    Hung,
    /// It panicked.
    Broke,
    /// The system has no thread left for it.
    NoThread,
}

impl From<Lost> for io::Error {
    fn from(lost: Lost) -> Self {
        match lost {
            Lost::Hung => Self::new(io::ErrorKind::TimedOut, NO_ANSWER),
            Lost::Broke => Self::other("the program broke down on it"),
            Lost::NoThread => Self::other("no thread was left for it"),
        }
    }
}

/// What an iterator behind the door gave, and what became of the rest.
#[derive(Debug)]
pub struct Passed<T> {
    /// In the iterator's order.
    pub items: Vec<T>,
    /// Why the iterator did not come to its end.
    pub lost: Option<Lost>,
}

/// Runs `work` behind the door.
pub fn pass<T: Send + 'static>(
    progress: &Progress,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<Result<T, Lost>, Cancelled> {
    let Passed { mut items, lost } = gather(progress, || iter::once_with(work))?;
    Ok(items.pop().ok_or(lost.unwrap_or(Lost::Broke)))
}

/// Runs `work` on each of `items` behind the door, in their order: an item that hangs is lost, and the others are not.
/// After [`MOST_HUNG`] of them the rest is lost, too.
pub fn each<I, T>(
    progress: &Progress,
    items: Vec<I>,
    work: impl Fn(&I) -> T + Copy + Send + 'static,
) -> Result<Vec<Result<T, Lost>>, Cancelled>
where
    I: Send + Sync + 'static,
    T: Send + 'static,
{
    each_within(PATIENCE, progress, items, work)
}

/// Looks at a disk behind the door, for work that nobody cancels while it looks: what is lost is an error.
pub fn look<T: Send + 'static>(look: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    match pass(&Progress::default(), look) {
        Ok(looked) => looked?,
        Err(Cancelled) => Err(io::ErrorKind::Interrupted.into()),
    }
}

/// Looks at each of `items` behind the door for somebody who cannot wait: three seconds for each, and nothing more is looked
/// at once that was not enough.
pub fn glance<I, T>(items: Vec<I>, look: impl Fn(I) -> T + Send + 'static) -> Vec<Result<T, Lost>>
where
    I: Send + 'static,
    T: Send + 'static,
{
    glance_within(GLANCE, items, look)
}

/// Collects an iterator behind the door; each item is a step.
pub fn gather<T, I>(
    progress: &Progress,
    make: impl FnOnce() -> I + Send + 'static,
) -> Result<Passed<T>, Cancelled>
where
    T: Send + 'static,
    I: Iterator<Item = T>,
{
    gather_within(PATIENCE, progress, make)
}

/// How many threads each piece of work behind the door may use without taking processors from the others: at least 1.
pub fn fair_threads() -> usize {
    let cores = thread::available_parallelism().map_or(1, Into::into);
    (cores / AT_WORK.load(Ordering::Relaxed).max(1)).max(1)
}

/// Work behind the door, as its caller and the memory budget see it.
#[derive(Debug, Default)]
pub struct Visit {
    lost: AtomicBool,
    waits: AtomicBool,
}

impl Visit {
    /// The work on this thread, if it is behind the door.
    pub fn current() -> Option<Arc<Self>> {
        CURRENT.with_borrow(Clone::clone)
    }

    /// Nobody waits for what comes of it any more.
    pub fn is_lost(&self) -> bool {
        self.lost.load(Ordering::Relaxed)
    }

    /// Does `wait`, which is no fault of the work and does not count against its time.
    pub fn excused<R>(visit: Option<&Self>, wait: impl FnOnce() -> R) -> R {
        let Some(visit) = visit else { return wait() };
        visit.waits.store(true, Ordering::Relaxed);
        let waited = wait();
        visit.waits.store(false, Ordering::Relaxed);
        waited
    }
}

thread_local! {
    static CURRENT: RefCell<Option<Arc<Visit>>> = const { RefCell::new(None) };
}

/// Threads at work, those that hang included only until they are given up.
static AT_WORK: AtomicUsize = AtomicUsize::new(0);

/// Where each idle thread takes its next work from.
static IDLE: Mutex<Vec<Sender<Task>>> = Mutex::new(Vec::new());

struct Task {
    visit: Arc<Visit>,
    work: Box<dyn FnOnce() + Send>,
    /// Told when the thread is idle again.
    done: Sender<()>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The items so far, and whether there are no more.
struct Tray<T>(Mutex<(Vec<T>, bool)>);

fn gather_within<T, I>(
    patience: Duration,
    progress: &Progress,
    make: impl FnOnce() -> I + Send + 'static,
) -> Result<Passed<T>, Cancelled>
where
    T: Send + 'static,
    I: Iterator<Item = T>,
{
    if Visit::current().is_some() {
        return Ok(Passed { items: make().collect(), lost: None });
    }
    let tray = Arc::new(Tray(Mutex::new((Vec::new(), false))));
    let filled = Arc::clone(&tray);
    let work = Box::new(move || {
        make().for_each(|item| lock(&filled.0).0.push(item));
        lock(&filled.0).1 = true;
    });
    let visit = Arc::<Visit>::default();
    let (done, ended) = bounded(1);
    if let Err(lost) = lend(Task { visit: Arc::clone(&visit), work, done }) {
        return Ok(Passed { items: Vec::new(), lost: Some(lost) });
    }
    let _at_work = AtWork::begin();
    let steps = || lock(&tray.0).0.len();
    let ended = await_end(patience, progress, &visit, &ended, &steps);
    // What is done in spite of that stays in a tray that nobody looks at.
    visit.lost.store(ended != Ok(true), Ordering::Relaxed);
    let (items, is_whole) = std::mem::take(&mut *lock(&tray.0));
    let lost = match ended? {
        _ if is_whole => None,
        true => Some(Lost::Broke),
        false => Some(Lost::Hung),
    };
    Ok(Passed { items, lost })
}

/// Whether the work ended by itself; it may go on for as long as it makes steps.
fn await_end(
    patience: Duration,
    progress: &Progress,
    visit: &Visit,
    ended: &Receiver<()>,
    steps: &dyn Fn() -> usize,
) -> Result<bool, Cancelled> {
    let (mut made, mut since) = (0, Instant::now());
    loop {
        match ended.recv_timeout(TICK) {
            Ok(()) | Err(RecvTimeoutError::Disconnected) => return Ok(true),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if progress.is_cancelled() {
            return Err(Cancelled);
        }
        let steps = steps();
        if steps != made || visit.waits.load(Ordering::Relaxed) {
            (made, since) = (steps, Instant::now());
        } else if since.elapsed() >= patience {
            return Ok(false);
        }
    }
}

fn each_within<I, T>(
    patience: Duration,
    progress: &Progress,
    items: Vec<I>,
    work: impl Fn(&I) -> T + Copy + Send + 'static,
) -> Result<Vec<Result<T, Lost>>, Cancelled>
where
    I: Send + Sync + 'static,
    T: Send + 'static,
{
    let items = Arc::new(items);
    let (mut done, mut hung) = (Vec::with_capacity(items.len()), 0);
    while done.len() < items.len() {
        if hung >= MOST_HUNG {
            done.resize_with(items.len(), || Err(Lost::Hung));
            break;
        }
        let (from, items) = (done.len(), Arc::clone(&items));
        let rest = move || (from..items.len()).map(move |at| work(&items[at]));
        let passed = gather_within(patience, progress, rest)?;
        done.extend(passed.items.into_iter().map(Ok));
        hung += usize::from(passed.lost == Some(Lost::Hung));
        done.extend(passed.lost.map(Err));
    }
    Ok(done)
}

fn glance_within<I, T>(
    patience: Duration,
    items: Vec<I>,
    look: impl Fn(I) -> T + Send + 'static,
) -> Vec<Result<T, Lost>>
where
    I: Send + 'static,
    T: Send + 'static,
{
    let count = items.len();
    let looks = move || items.into_iter().map(look);
    // Nobody can cancel it.
    let passed = gather_within(patience, &Progress::default(), looks).ok();
    let Passed { items, lost } = passed.unwrap_or(Passed { items: Vec::new(), lost: None });
    let mut looked: Vec<_> = items.into_iter().map(Ok).collect();
    looked.resize_with(count, || Err(lost.unwrap_or(Lost::Hung)));
    looked
}

/// Counts a thread as at work for as long as somebody waits for it.
struct AtWork;

impl AtWork {
    fn begin() -> Self {
        AT_WORK.fetch_add(1, Ordering::Relaxed);
        Self
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        AT_WORK.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Has an idle thread do the task, or a new one. There are never more than callers and threads that hang.
fn lend(mut task: Task) -> Result<(), Lost> {
    loop {
        let Some(idle) = lock(&IDLE).pop() else { break };
        match idle.send(task) {
            Ok(()) => return Ok(()),
            Err(unsent) => task = unsent.0,
        }
    }
    let (own, tasks) = unbounded();
    let first = own.clone();
    let thread = thread::Builder::new().name("door".to_owned()).stack_size(STACK);
    thread.spawn(move || serve(&own, &tasks)).map_err(|_| Lost::NoThread)?;
    first.send(task).map_err(|_| Lost::NoThread)
}

/// What a lent thread does for all its life.
fn serve(own: &Sender<Task>, tasks: &Receiver<Task>) {
    // The pool lives as long as the thread. Without it, decoders that use rayon share the pool that rayon has for everybody.
    let alone = ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
    if let Err(error) = &alone {
        log::warn!("a thread behind the door has no pool of its own: {error}");
    }
    for Task { visit, work, done } in tasks {
        CURRENT.set(Some(Arc::clone(&visit)));
        // A panic is told by what is missing.
        catch_unwind(AssertUnwindSafe(work)).ok();
        CURRENT.set(None);
        // Idle before anybody knows, so that the caller's next work finds it.
        lock(&IDLE).push(own.clone());
        done.send(()).ok();
    }
}

#[cfg(test)]
mod tests;
