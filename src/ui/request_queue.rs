//! Work for a few background threads, asked for anew in every frame: the newest frame's requests replace those before, so
//! that nothing is made for somebody who has moved on. Pictures of any size and what is found out about pairs of them
//! come about here.

use std::collections::{HashSet, VecDeque};
use std::hash::Hash;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

struct Queue<K> {
    wanted: VecDeque<K>,
    /// Being made, or made and not yet taken over.
    under_way: HashSet<K>,
    stop: bool,
}

struct Shared<K> {
    queue: Mutex<Queue<K>>,
    changed: Condvar,
}

impl<K: Copy + Eq + Hash> Shared<K> {
    fn lock(&self) -> MutexGuard<'_, Queue<K>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next thing to make; `None` when nobody has a use for any more.
    fn next(&self) -> Option<K> {
        let mut queue = self.lock();
        loop {
            if queue.stop {
                return None;
            }
            if let Some(key) = queue.wanted.pop_front() {
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
    shared: Arc<Shared<K>>,
    done: Receiver<(K, V)>,
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
        threads: usize,
        make: impl Fn(K) -> V + Clone + Send + 'static,
    ) -> Self {
        let queue = Queue { wanted: VecDeque::new(), under_way: HashSet::new(), stop: false };
        let shared = Arc::new(Shared { queue: Mutex::new(queue), changed: Condvar::new() });
        let (send, done) = channel();
        for at in 0..threads {
            let worker = Worker {
                ctx: ctx.clone(),
                shared: Arc::clone(&shared),
                send: send.clone(),
                make: make.clone(),
            };
            let thread = std::thread::Builder::new().name(format!("{name}-{at}"));
            if let Err(error) = thread.spawn(move || worker.run()) {
                log::warn!("one thread less for {name}: {error}");
            }
        }
        Self { ctx: ctx.clone(), shared, done, requests: Vec::new(), queued: HashSet::new() }
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

    /// Something that was made, once; never blocks.
    pub fn take(&mut self) -> Option<(K, V)> {
        let (key, value) = self.done.try_recv().ok()?;
        self.shared.lock().under_way.remove(&key);
        Some((key, value))
    }
}

impl<K, V> Drop for RequestQueue<K, V> {
    fn drop(&mut self) {
        self.shared.queue.lock().unwrap_or_else(PoisonError::into_inner).stop = true;
        self.shared.changed.notify_all();
    }
}

struct Worker<K, V, F> {
    ctx: egui::Context,
    shared: Arc<Shared<K>>,
    send: Sender<(K, V)>,
    make: F,
}

impl<K: Copy + Eq + Hash, V, F: Fn(K) -> V> Worker<K, V, F> {
    fn run(self) {
        while let Some(key) = self.shared.next() {
            if self.send.send((key, (self.make)(key))).is_err() {
                return;
            }
            self.ctx.request_repaint();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_requests_are_served_once_and_in_order() {
        let (begin, may_begin) = channel::<()>();
        let gate = Arc::new(Mutex::new(may_begin));
        let mut requests = RequestQueue::new(&egui::Context::default(), "doubles", 1, move |key: u32| {
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
}
