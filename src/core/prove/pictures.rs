//! Photos decoded to be looked at: the stages of a proof ask for the same photos one after the other, and what fits into a
//! bounded store is decoded once for all of them.

use std::sync::{Arc, Mutex, PoisonError};

use image::RgbImage;
use lru::LruCache;

use crate::decode;
use crate::photo::{ContentHash, Photo};
use crate::progress::{Cancelled, Progress};

/// Bytes of all pictures kept, at most: some hundred at [`KEPT_PX`].
const MOST_BYTES: usize = 256 << 20;

/// A picture with a longer side is not kept.
const KEPT_PX: u32 = 1024;

/// Decodes photos, and keeps the small pictures that were asked for last.
pub struct Pictures<'a> {
    /// Of the scan: also what stops the decoding.
    pub progress: &'a Progress,
    kept: Mutex<Kept>,
}

struct Kept {
    pictures: LruCache<(ContentHash, u32), Arc<RgbImage>>,
    bytes: usize,
}

impl<'a> Pictures<'a> {
    /// None yet.
    pub fn new(progress: &'a Progress) -> Self {
        Self { progress, kept: Mutex::new(Kept { pictures: LruCache::unbounded(), bytes: 0 }) }
    }

    /// The photo with a long side of at most `max_side` pixels; `None` if it cannot be read now.
    pub fn at_most(&self, photo: &Photo, max_side: u32) -> Result<Option<Arc<RgbImage>>, Cancelled> {
        self.progress.check()?;
        // The same picture for whoever asks for no less than all of it.
        let long = photo.metadata.width.max(photo.metadata.height);
        let key = (photo.content, max_side.min(long));
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept().pictures.get(&key) {
            return Ok(Some(Arc::clone(known)));
        }
        let Ok(picture) = decode::preview_again(self.progress, photo, max_side)? else { return Ok(None) };
        let picture = Arc::new(picture);
        if picture.width().max(picture.height()) <= KEPT_PX {
            kept().keep(key, Arc::clone(&picture));
        }
        Ok(Some(picture))
    }
}

impl Kept {
    fn keep(&mut self, key: (ContentHash, u32), picture: Arc<RgbImage>) {
        self.bytes += picture.as_raw().len();
        // Another thread may have decoded the same.
        if let Some((_, before)) = self.pictures.push(key, picture) {
            self.bytes -= before.as_raw().len();
        }
        while self.bytes > MOST_BYTES
            && let Some((_, oldest)) = self.pictures.pop_lru()
        {
            self.bytes -= oldest.as_raw().len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_bounded_and_the_oldest_goes_first() {
        let mut kept = Kept { pictures: LruCache::unbounded(), bytes: 0 };
        let picture = Arc::new(RgbImage::new(1024, 1024));
        let one = picture.as_raw().len();
        let fit = MOST_BYTES / one;
        let key = |n: usize| (ContentHash([n as u8; 32]), n as u32);
        for n in 0..fit + 2 {
            kept.keep(key(n), Arc::clone(&picture));
            kept.keep(key(n), Arc::clone(&picture));
        }
        assert_eq!((kept.pictures.len(), kept.bytes), (fit, fit * one));
        assert!(!kept.pictures.contains(&key(1)) && kept.pictures.contains(&key(fit + 1)));
    }
}
