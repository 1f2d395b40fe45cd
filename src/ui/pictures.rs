//! Photos as textures: decoded by a few threads, what is on screen now before everything else, uploaded a
//! few a frame, and forgotten, the longest unseen first, when their bytes pass a limit. The queue is made
//! anew from what each frame lacked, so a photo that was scrolled away is never decoded for nobody.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use egui::{ColorImage, TextureFilter, TextureHandle, TextureOptions};

use crate::cache::Thumbnails;
use crate::decode;
use crate::photo::{Photo, PhotoId, SharedFindings};

/// How large, how many at once, how much in all.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Long side of the textures, in pixels.
    pub max_side: u32,
    /// Decoding threads.
    pub threads: usize,
    /// Texture bytes kept, what is on screen excepted.
    pub bytes: usize,
    /// Textures handed to the graphics processor in one frame.
    pub uploads: usize,
}

/// Small pictures remembered on disk.
pub type Store = Arc<Thumbnails>;

/// A photo as it can be drawn now.
#[derive(Clone)]
pub enum Picture {
    /// Draw this.
    Ready(TextureHandle),
    /// On its way.
    Pending,
    /// It cannot be shown, for this reason.
    Failed(String),
}

enum State {
    Ready(TextureHandle),
    Failed(String),
}

struct Entry {
    state: State,
    bytes: usize,
    seen_in_frame: u64,
}

type Decoded = (PhotoId, Result<ColorImage, String>);

#[derive(Default)]
struct Queue {
    wanted: VecDeque<PhotoId>,
    /// Being decoded, or decoded and not yet taken over.
    under_way: HashSet<PhotoId>,
    stop: bool,
}

#[derive(Default)]
struct Desk {
    queue: Mutex<Queue>,
    changed: Condvar,
}

impl Desk {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next photo to decode; `None` when the window has no use for any more.
    fn next(&self) -> Option<PhotoId> {
        let mut queue = self.lock();
        loop {
            if queue.stop {
                return None;
            }
            if let Some(photo) = queue.wanted.pop_front() {
                queue.under_way.insert(photo);
                return Some(photo);
            }
            queue = self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Textures of one size for the photos of one scan.
pub struct Pictures {
    ctx: egui::Context,
    limits: Limits,
    entries: HashMap<PhotoId, Entry>,
    missing: Vec<PhotoId>,
    /// What the last frame lacked.
    queued: HashSet<PhotoId>,
    frame: u64,
    bytes: usize,
    desk: Arc<Desk>,
    decoded: Receiver<Decoded>,
}

impl Pictures {
    /// Starts the decoding threads. A system without threads left shows photos as pending.
    pub fn new(
        ctx: &egui::Context,
        findings: &SharedFindings,
        limits: Limits,
        store: Option<&Store>,
    ) -> Self {
        let desk = Arc::new(Desk::default());
        let (send, decoded) = channel();
        for at in 0..limits.threads {
            let worker = Worker {
                ctx: ctx.clone(),
                findings: Arc::clone(findings),
                max_side: limits.max_side,
                store: store.cloned(),
                desk: Arc::clone(&desk),
                send: send.clone(),
            };
            let thread = std::thread::Builder::new().name(format!("pictures-{}-{at}", limits.max_side));
            if let Err(error) = thread.spawn(move || worker.run()) {
                log::warn!("one thread less to decode pictures: {error}");
            }
        }
        let ctx = ctx.clone();
        let (entries, missing, queued) = (HashMap::new(), Vec::new(), HashSet::new());
        Self { ctx, limits, entries, missing, queued, frame: 0, bytes: 0, desk, decoded }
    }

    /// Once a frame, before anything is drawn: takes over what was decoded, drops what is too much, and
    /// queues what the last frame lacked.
    pub fn begin_frame(&mut self) {
        self.frame += 1;
        self.take_over();
        self.evict();
        let mut missing = std::mem::take(&mut self.missing);
        let mut queue = self.desk.lock();
        self.queued = missing.iter().copied().collect();
        missing.retain(|photo| !queue.under_way.contains(photo) && !self.entries.contains_key(photo));
        queue.wanted = missing.into();
        drop(queue);
        self.desk.changed.notify_all();
    }

    /// The photo's picture, and a wish to have it when it is not there. Wishes are served in the order in
    /// which they are made within a frame, so ask for neighbours last.
    pub fn get(&mut self, photo: PhotoId) -> Picture {
        let Some(entry) = self.entries.get_mut(&photo) else {
            self.missing.push(photo);
            if !self.queued.contains(&photo) {
                // The wish is queued when the next frame begins, so there must be one.
                self.ctx.request_repaint();
            }
            return Picture::Pending;
        };
        entry.seen_in_frame = self.frame;
        match &entry.state {
            State::Ready(texture) => Picture::Ready(texture.clone()),
            State::Failed(reason) => Picture::Failed(reason.clone()),
        }
    }

    fn take_over(&mut self) {
        for _ in 0..self.limits.uploads {
            let Ok((photo, result)) = self.decoded.try_recv() else { return };
            self.desk.lock().under_way.remove(&photo);
            let (state, bytes) = match result {
                Ok(image) => {
                    let bytes = image.pixels.len() * 4;
                    let name = format!("photo-{}-{}", self.limits.max_side, photo.0);
                    (State::Ready(self.ctx.load_texture(name, image, OPTIONS)), bytes)
                }
                Err(reason) => (State::Failed(reason), 0),
            };
            self.bytes += bytes;
            self.entries.insert(photo, Entry { state, bytes, seen_in_frame: self.frame });
        }
        // There may be more to take over, and nothing else would ask for the frame to do it in.
        self.ctx.request_repaint();
    }

    fn evict(&mut self) {
        if self.bytes <= self.limits.bytes {
            return;
        }
        let unseen = |entry: &Entry| entry.bytes > 0 && entry.seen_in_frame + 2 < self.frame;
        let mut oldest: Vec<(u64, PhotoId)> = self
            .entries
            .iter()
            .filter(|(_, entry)| unseen(entry))
            .map(|(photo, entry)| (entry.seen_in_frame, *photo))
            .collect();
        oldest.sort_unstable();
        for (_, photo) in oldest {
            if self.bytes <= self.limits.bytes / 10 * 9 {
                break;
            }
            if let Some(entry) = self.entries.remove(&photo) {
                self.bytes -= entry.bytes;
            }
        }
    }
}

impl Drop for Pictures {
    fn drop(&mut self) {
        self.desk.lock().stop = true;
        self.desk.changed.notify_all();
    }
}

/// Photos are mostly drawn smaller than their texture; mipmaps keep fine detail from flickering.
const OPTIONS: TextureOptions =
    TextureOptions { mipmap_mode: Some(TextureFilter::Linear), ..TextureOptions::LINEAR };

struct Worker {
    ctx: egui::Context,
    findings: SharedFindings,
    max_side: u32,
    store: Option<Store>,
    desk: Arc<Desk>,
    send: Sender<Decoded>,
}

impl Worker {
    fn run(self) {
        while let Some(photo) = self.desk.next() {
            let picture = decode(self.findings.photo(photo), self.max_side, self.store.as_deref());
            if self.send.send((photo, picture)).is_err() {
                return;
            }
            self.ctx.request_repaint();
        }
    }
}

/// From the store if it is there, else from the file; then the store has it for the next time.
fn decode(photo: &Photo, max_side: u32, store: Option<&Thumbnails>) -> Result<ColorImage, String> {
    let pixels = match store.and_then(|store| store.get(photo.content)) {
        Some(pixels) => pixels,
        None => {
            let pixels = decode::preview(photo.path(), max_side)?;
            store.into_iter().for_each(|store| store.put(photo.content, &pixels));
            pixels
        }
    };
    Ok(ColorImage::from_rgb([pixels.width() as usize, pixels.height() as usize], pixels.as_raw()))
}
