//! Work for a few background threads, asked for anew in every frame: the newest frame's requests replace those before, so
//! that nothing is made for somebody who has moved on. Pictures of any size and what is found out about pairs of them
//! come about here. Threads that are ahead of the frames wait, so that memory holds only a few results that nobody has
//! taken.

use std::collections::{HashSet, VecDeque};
use std::hash::Hash;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// How many threads there are, and how far they may get ahead of who takes their results.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// Threads, at least 1.
    pub threads: usize,
    /// Results that may wait to be taken while all threads are at work on the next ones.
    pub ahead: usize,
}

impl Pace {
    /// One thread that finds out what takes next to no memory.
    pub const SMALL: Self = Self { threads: 1, ahead: 64 };
}

struct Queue<K, V> {
    wanted: VecDeque<K>,
    /// Being made, or made and not yet taken.
    under_way: HashSet<K>,
    /// Made and not yet taken, the oldest first.
    made: VecDeque<(K, V)>,
    stop: bool,
}

struct Shared<K, V> {
    queue: Mutex<Queue<K, V>>,
    changed: Condvar,
    /// Keys under way at most.
    most: usize,
}

impl<K, V> Shared<K, V> {
    fn lock(&self) -> MutexGuard<'_, Queue<K, V>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Copy + Eq + Hash, V> Shared<K, V> {
    /// The next thing to make; `None` when nobody has a use for any more.
    fn next(&self) -> Option<K> {
        let mut queue = self.lock();
        loop {
            if queue.stop {
                return None;
            }
            if queue.under_way.len() < self.most
                && let Some(key) = queue.wanted.pop_front()
            {
                queue.under_way.insert(key);
                return Some(key);
            }
            queue = self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Threads that make a `V` for a `K`. Dropping the requests ends them after what they are at.
pub struct RequestQueue<K, V> {
    ctx: egui::Context,
    shared: Arc<Shared<K, V>>,
    requests: Vec<K>,
    /// What the last frame asked for.
    queued: HashSet<K>,
}

impl<K, V> RequestQueue<K, V>
where
    K: Copy + Eq + Hash + Send + 'static,
    V: Send + 'static,
{
    /// Starts the threads. A system without threads left makes less, or nothing.
    pub fn new(
        ctx: &egui::Context,
        name: &str,
        pace: Pace,
        make: impl Fn(K) -> V + Clone + Send + 'static,
    ) -> Self {
        let queue =
            Queue { wanted: VecDeque::new(), under_way: HashSet::new(), made: VecDeque::new(), stop: false };
        let most = pace.threads + pace.ahead;
        let shared = Arc::new(Shared { queue: Mutex::new(queue), changed: Condvar::new(), most });
        for at in 0..pace.threads {
            let worker = Worker { ctx: ctx.clone(), shared: Arc::clone(&shared), make: make.clone() };
            let thread = std::thread::Builder::new().name(format!("{name}-{at}"));
            if let Err(error) = thread.spawn(move || worker.run()) {
                log::warn!("one thread less for {name}: {error}");
            }
        }
        Self { ctx: ctx.clone(), shared, requests: Vec::new(), queued: HashSet::new() }
    }

    /// Once a frame, before new requests: queues what the last frame asked for, in its order.
    pub fn begin_frame(&mut self) {
        let mut requests = std::mem::take(&mut self.requests);
        self.queued = requests.iter().copied().collect();
        let mut queue = self.shared.lock();
        requests.retain(|key| !queue.under_way.contains(key));
        queue.wanted = requests.into();
        drop(queue);
        self.shared.changed.notify_all();
    }

    /// Asks for something; asked for again in every frame in which it is still wanted. Wishes are served in the order in
    /// which they are made within a frame, so ask for what may be wanted next last.
    pub fn request(&mut self, key: K) {
        self.requests.push(key);
        if !self.queued.contains(&key) {
            // The request is queued when the next frame begins, so there must be one.
            self.ctx.request_repaint();
        }
    }

    /// Something that was made, once; never blocks. What has been asked for since the last frame began comes first.
    pub fn take(&mut self) -> Option<(K, V)> {
        let mut queue = self.shared.lock();
        let at = queue.made.iter().position(|(key, _)| self.requests.contains(key)).unwrap_or(0);
        let (key, value) = queue.made.remove(at)?;
        queue.under_way.remove(&key);
        drop(queue);
        self.shared.changed.notify_one();
        Some((key, value))
    }
}

impl<K, V> Drop for RequestQueue<K, V> {
    fn drop(&mut self) {
        self.shared.lock().stop = true;
        self.shared.changed.notify_all();
    }
}

struct Worker<K, V, F> {
    ctx: egui::Context,
    shared: Arc<Shared<K, V>>,
    make: F,
}

impl<K: Copy + Eq + Hash, V, F: Fn(K) -> V> Worker<K, V, F> {
    fn run(self) {
        while let Some(key) = self.shared.next() {
            let value = (self.make)(key);
            self.shared.lock().made.push_back((key, value));
            self.ctx.request_repaint();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc::channel;

    const ONE_THREAD: Pace = Pace { threads: 1, ahead: 8 };

    #[test]
    fn the_newest_requests_are_served_once_and_in_order() {
        let (begin, may_begin) = channel::<()>();
        let gate = Arc::new(Mutex::new(may_begin));
        let mut requests =
            RequestQueue::new(&egui::Context::default(), "doubles", ONE_THREAD, move |key: u32| {
                gate.lock().expect("no panic").recv().expect("a go");
                key * 2
            });
        requests.request(1);
        requests.begin_frame();
        // The thread is at 1, or about to be; 2 is never wanted again.
        while !requests.shared.lock().under_way.contains(&1) {
            std::thread::yield_now();
        }
        requests.request(2);
        requests.begin_frame();
        [1, 4, 3].into_iter().for_each(|key| requests.request(key));
        requests.begin_frame();
        (0..3).for_each(|_| begin.send(()).expect("the thread waits"));
        let mut made = Vec::new();
        while made.len() < 3 {
            made.extend(requests.take());
        }
        assert_eq!(made, [(1, 2), (4, 8), (3, 6)]);
    }

    #[test]
    fn threads_wait_for_whoever_takes_what_they_made() {
        let pace = Pace { threads: 2, ahead: 1 };
        let (begun, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (at_work, seen) = (Arc::clone(&begun), Arc::clone(&most));
        let mut requests =
            RequestQueue::new(&egui::Context::default(), "slow reader", pace, move |key: u32| {
                let now = at_work.fetch_add(1, Ordering::SeqCst) + 1;
                seen.fetch_max(now, Ordering::SeqCst);
                key
            });
        let wanted: Vec<u32> = (0..40).collect();
        let mut taken = Vec::new();
        while taken.len() < wanted.len() {
            wanted.iter().filter(|key| !taken.contains(*key)).for_each(|key| requests.request(*key));
            requests.begin_frame();
            while requests.shared.lock().made.len() < (wanted.len() - taken.len()).min(3) {
                std::thread::yield_now();
            }
            let (key, _) = requests.take().expect("three are made");
            taken.push(key);
            // Only now may the threads begin another.
            begun.fetch_sub(1, Ordering::SeqCst);
        }
        taken.sort_unstable();
        assert_eq!(taken, wanted);
        assert!(most.load(Ordering::SeqCst) <= 4, "{most:?}");
    }

    #[test]
    fn what_is_wanted_now_is_taken_before_what_was_wanted_once() {
        let mut requests =
            RequestQueue::new(&egui::Context::default(), "ordered", ONE_THREAD, |key: u32| key);
        [1, 2, 3].into_iter().for_each(|key| requests.request(key));
        requests.begin_frame();
        while requests.shared.lock().made.len() < 3 {
            std::thread::yield_now();
        }
        requests.request(3);
        let taken: Vec<u32> = std::iter::from_fn(|| requests.take()).map(|(key, _)| key).collect();
        assert_eq!(taken, [3, 1, 2]);
    }
}
