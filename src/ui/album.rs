//! The photos of one scan as pictures, in the three sizes the window needs.

use super::pictures::{Limits, Picture, Pictures, Store};
use crate::photo::{PhotoId, SharedFindings};

/// Long side of a thumbnail: twice what rows show at 200 % scale, and good enough to stand in for a preview
/// for a blink.
const THUMBNAIL: Limits = Limits { max_side: 256, threads: 2, bytes: 128 << 20, uploads: 12 };
/// Long side of a preview: fills half a 4K screen.
const PREVIEW: Limits = Limits { max_side: 2048, threads: 2, bytes: 320 << 20, uploads: 1 };
/// Every pixel there is, for looking closely; a graphics processor's own limit applies.
const ORIGINAL: Limits = Limits { max_side: u32::MAX, threads: 1, bytes: 256 << 20, uploads: 1 };

/// Three caches, three sizes.
pub struct Album {
    thumbnails: Pictures,
    previews: Pictures,
    originals: Pictures,
}

impl Album {
    /// Nothing is decoded before it is asked for, and no thumbnail that `store` has.
    pub fn new(ctx: &egui::Context, findings: &SharedFindings, store: Option<&Store>) -> Self {
        let largest = ctx.input(|input| input.max_texture_side) as u32;
        let pictures = |limits: Limits, store: Option<&Store>| {
            let limits = Limits { max_side: limits.max_side.min(largest), ..limits };
            Pictures::new(ctx, findings, limits, store)
        };
        Self {
            thumbnails: pictures(THUMBNAIL, store),
            previews: pictures(PREVIEW, None),
            originals: pictures(ORIGINAL, None),
        }
    }

    /// Once a frame, before drawing.
    pub fn begin_frame(&mut self) {
        self.thumbnails.begin_frame();
        self.previews.begin_frame();
        self.originals.begin_frame();
    }

    /// A small picture.
    pub fn thumbnail(&mut self, photo: PhotoId) -> Picture {
        self.thumbnails.get(photo)
    }

    /// The best picture there is for a photo drawn `side` pixels long; asks for a better one if that is
    /// not good enough, and stands in with a smaller one meanwhile, so that nothing flashes.
    pub fn large(&mut self, photo: PhotoId, side: f32) -> Picture {
        let preview = self.previews.get(photo);
        let wants_more = matches!(preview, Picture::Ready(_)) && side > PREVIEW.max_side as f32 * 1.1;
        if wants_more && let Picture::Ready(original) = self.originals.get(photo) {
            return Picture::Ready(original);
        }
        match preview {
            Picture::Pending => self.thumbnails.get(photo),
            ready_or_failed => ready_or_failed,
        }
    }

    /// Has the large picture made for later; ask after what is on screen.
    pub fn prefetch(&mut self, photo: PhotoId) {
        self.previews.get(photo);
    }
}
