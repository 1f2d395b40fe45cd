//! Photos as textures: decoded by a few threads, what is on screen now before everything else, uploaded a
//! few a frame, and forgotten, the longest unseen first, when their bytes pass a limit.

use std::collections::HashMap;
use std::hash::Hash;
use std::path::Path;
use std::sync::Arc;

use egui::{ColorImage, TextureFilter, TextureHandle, TextureOptions};
use image::RgbImage;

use super::paths;
use super::request_queue::{Pace, RequestQueue};
use crate::cache::Thumbnails;
use crate::decode;
use crate::photo::{ContentHash, Photo, PhotoId, SharedFindings, SkipReason};

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

impl Limits {
    /// The threads stay ahead by what the next two frames can upload, so that neither waits for the other.
    fn pace(self) -> Pace {
        Pace { threads: self.threads, ahead: 2 * self.uploads }
    }
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
    Failed(SkipReason),
}

enum State {
    Ready(TextureHandle),
    Failed(SkipReason),
}

struct Entry {
    state: State,
    bytes: usize,
    seen_in_frame: u64,
}

/// Textures of one size, by default for the photos of one scan.
pub struct Pictures<K = PhotoId> {
    ctx: egui::Context,
    limits: Limits,
    entries: HashMap<K, Entry>,
    frame: u64,
    bytes: usize,
    /// Textures made so far; each has a name of its own.
    made: usize,
    requests: RequestQueue<K, Result<ColorImage, SkipReason>>,
}

impl Pictures {
    /// Pictures of the photos of a scan.
    pub fn new(
        ctx: &egui::Context,
        findings: &SharedFindings,
        limits: Limits,
        store: Option<&Store>,
    ) -> Self {
        let (findings, store) = (Arc::clone(findings), store.cloned());
        let make = move |photo: PhotoId| decode(findings.photo(photo), limits.max_side, store.as_deref());
        Self::made_by(ctx, limits, make)
    }
}

impl<K: Copy + Eq + Hash + Ord + Send + 'static> Pictures<K> {
    /// Starts the threads that `make` pictures. A system without threads left shows photos as pending.
    pub fn made_by(
        ctx: &egui::Context,
        limits: Limits,
        make: impl Fn(K) -> Result<ColorImage, SkipReason> + Clone + Send + 'static,
    ) -> Self {
        let requests = RequestQueue::new(ctx, &format!("pictures-{}", limits.max_side), limits.pace(), make);
        Self { ctx: ctx.clone(), limits, entries: HashMap::new(), frame: 0, bytes: 0, made: 0, requests }
    }

    /// Once a frame, before anything is drawn: takes over what was decoded, drops what is too much, and
    /// queues what the last frame lacked.
    pub fn begin_frame(&mut self) {
        self.frame += 1;
        self.take_over();
        self.evict();
        self.requests.begin_frame();
    }

    /// The photo's picture, and a request for it when it is not there. Requests are served in the order in
    /// which they are made within a frame, so ask for neighbours last.
    pub fn get(&mut self, photo: K) -> Picture {
        let Some(entry) = self.entries.get_mut(&photo) else {
            self.requests.request(photo);
            return Picture::Pending;
        };
        entry.seen_in_frame = self.frame;
        match &entry.state {
            State::Ready(texture) => Picture::Ready(texture.clone()),
            State::Failed(reason) => Picture::Failed(reason.clone()),
        }
    }

    /// The picture is there, or there will be none.
    pub fn is_settled(&self, photo: K) -> bool {
        self.entries.contains_key(&photo)
    }

    /// The file is another one now, or there again: what is known of it is stale.
    pub fn forget(&mut self, photo: K) {
        if let Some(entry) = self.entries.remove(&photo) {
            self.bytes -= entry.bytes;
        }
    }

    fn take_over(&mut self) {
        for _ in 0..self.limits.uploads {
            let Some((photo, result)) = self.requests.take() else { return };
            let (state, bytes) = match result {
                Ok(image) => {
                    let bytes = with_mipmaps(image.pixels.len());
                    let name = format!("photo-{}-{}", self.limits.max_side, self.made);
                    self.made += 1;
                    (State::Ready(self.ctx.load_texture(name, image, OPTIONS)), bytes)
                }
                Err(reason) => (State::Failed(reason), 0),
            };
            self.forget(photo);
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
        let mut oldest: Vec<(u64, K)> = self
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
            self.forget(photo);
        }
    }
}

/// Photos are mostly drawn smaller than their texture; mipmaps keep fine detail from flickering.
pub const OPTIONS: TextureOptions =
    TextureOptions { mipmap_mode: Some(TextureFilter::Linear), ..TextureOptions::LINEAR };

/// Bytes of a texture with so many pixels that is made with [`OPTIONS`]: each smaller copy has a quarter of the pixels.
pub fn with_mipmaps(pixels: usize) -> usize {
    pixels * 4 * 4 / 3
}

/// The file is in the state that the scan saw.
fn is_unchanged(photo: &Photo) -> bool {
    paths::stat(photo.path()).is_ok_and(|(_, stamp)| stamp == photo.file.stamp)
}

/// From the store if it is there, else from the file; then the store has it for the next time.
fn decode(photo: &Photo, max_side: u32, store: Option<&Thumbnails>) -> Result<ColorImage, SkipReason> {
    let pixels = match store.and_then(|store| store.get(photo.content)) {
        Some(pixels) => pixels,
        None => {
            let pixels = decode::preview(photo.path(), max_side)?;
            // What was changed since the scan is shown as it is now, and not remembered as what it was.
            if let Some(store) = store.filter(|_| is_unchanged(photo)) {
                store.put(photo.content, &pixels);
            }
            pixels
        }
    };
    Ok(drawable(&pixels))
}

/// The small picture of a file with these bytes, wherever it lies; nothing is remembered of it.
pub fn small_picture(
    content: ContentHash,
    path: &Path,
    max_side: u32,
    store: Option<&Thumbnails>,
) -> Result<ColorImage, SkipReason> {
    match store.and_then(|store| store.get(content)) {
        Some(pixels) => Ok(drawable(&pixels)),
        None => Ok(drawable(&decode::preview(path, max_side)?)),
    }
}

fn drawable(pixels: &RgbImage) -> ColorImage {
    ColorImage::from_rgb([pixels.width() as usize, pixels.height() as usize], pixels.as_raw())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::sample;

    #[test]
    fn a_picture_of_a_changed_file_is_not_remembered_as_what_it_was() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a.png");
        image::RgbImage::new(40, 30).save(&path).expect("saved");
        let mut photo = sample::photo("a.png");
        photo.file.path = path.clone();
        // What is put there is on disk once the store is closed.
        let store = || Thumbnails::at(&dir.path().join("thumbnails.sqlite"), 1 << 20);
        assert!(decode(&photo, 20, Some(&store())).is_ok());
        assert!(store().get(photo.content).is_none(), "the scan saw another file");
        photo.file.stamp = paths::stat(&path).expect("there").1;
        assert!(decode(&photo, 20, Some(&store())).is_ok());
        assert!(store().get(photo.content).is_some());
    }
}
