//! The photos of one scan as pictures, in the sizes the window needs, and whether their files are still there.

use egui::{Color32, Painter, TextureHandle};

use super::canvas::{self, Patch};
use super::originals::Originals;
use super::pictures::{Limits, Picture, Pictures, Store};
use super::presence::{Presence, Presences};
use crate::photo::{PhotoId, SharedFindings, SkipReason, Transform};

/// Long side of a thumbnail: twice what rows show at 200 % scale, and good enough to stand in for a preview
/// for a blink.
const THUMBNAIL: Limits = Limits { max_side: 256, threads: 2, bytes: 128 << 20, uploads: 12 };
/// Long side of a preview: fills half a 4K screen.
const PREVIEW: Limits = Limits { max_side: 2048, threads: 2, bytes: 320 << 20, uploads: 1 };
/// A preview is enough for a photo drawn so many times its own size.
const ENOUGH: f32 = 1.1;

/// What a photo looks like so far, for drawing it large.
pub enum Large {
    /// This texture shows all of it.
    Whole(TextureHandle),
    /// On its way.
    Pending,
    /// It cannot be shown, for this reason.
    Failed(SkipReason),
}

/// Pictures in all sizes.
pub struct Album {
    findings: SharedFindings,
    thumbnails: Pictures,
    previews: Pictures,
    originals: Originals,
    presences: Presences,
    store: Option<Store>,
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
            findings: SharedFindings::clone(findings),
            thumbnails: pictures(THUMBNAIL, store),
            previews: pictures(PREVIEW, None),
            originals: Originals::new(ctx, findings),
            presences: Presences::new(ctx, findings),
            store: store.cloned(),
        }
    }

    /// Once a frame, before drawing.
    pub fn begin_frame(&mut self) {
        for photo in self.presences.begin_frame() {
            self.previews.forget(photo);
            self.originals.forget(photo);
        }
        self.thumbnails.begin_frame();
        self.previews.begin_frame();
        self.originals.begin_frame();
    }

    /// The small pictures remembered on disk.
    pub fn store(&self) -> Option<&Store> {
        self.store.as_ref()
    }

    /// A small picture.
    pub fn thumbnail(&mut self, photo: PhotoId) -> Picture {
        self.thumbnails.get(photo)
    }

    /// What became of the photo's file since the scan, as far as it is known.
    pub fn presence(&mut self, photo: PhotoId) -> Presence {
        self.presences.of(photo)
    }

    /// The best whole picture there is for a photo; asks for a preview, and stands in with the thumbnail meanwhile, so
    /// that nothing flashes.
    pub fn large(&mut self, photo: PhotoId) -> Large {
        let picture = match self.previews.get(photo) {
            Picture::Pending => self.thumbnails.get(photo),
            ready_or_failed => ready_or_failed,
        };
        match picture {
            Picture::Ready(texture) => Large::Whole(texture),
            Picture::Pending => Large::Pending,
            Picture::Failed(reason) => Large::Failed(reason),
        }
    }

    /// The preview is there, or there will be none.
    pub fn is_settled(&self, photo: PhotoId) -> bool {
        self.previews.is_settled(photo)
    }

    /// Draws a photo as well as it can be drawn now, and asks for what is missing to draw it better; `on_screen` carries
    /// fractions of the photo to points. Returns what there was to draw.
    pub fn paint(
        &mut self,
        painter: &Painter,
        photo: PhotoId,
        on_screen: &Transform,
        tint: Color32,
    ) -> Large {
        let large = self.large(photo);
        let Large::Whole(texture) = &large else { return large };
        canvas::paint(painter, &Patch::whole(texture), on_screen, tint);
        let metadata = &self.findings.photo(photo).metadata;
        let long = metadata.width.max(metadata.height) as f32;
        let scale = self.pixels_per_pixel(painter, photo, on_screen);
        let is_preview = texture.size().into_iter().max() > Some(THUMBNAIL.max_side as usize);
        if is_preview
            && long * scale > PREVIEW.max_side as f32 * ENOUGH
            && long > PREVIEW.max_side as f32
            && let Some(seen) = canvas::seen_through(painter.clip_rect(), on_screen)
        {
            for square in self.originals.squares(photo, seen, scale) {
                let patch = Patch { texture: &square.texture, part: square.part, inner: square.inner };
                canvas::paint(painter, &patch, on_screen, tint);
            }
        }
        large
    }

    /// Has the large picture made for later; ask after what is on screen.
    pub fn prefetch(&mut self, photo: PhotoId) {
        self.previews.get(photo);
    }

    /// Has every pixel of it made for later as well, at so many pixels of the screen for one of its own.
    pub fn prefetch_original(&mut self, photo: PhotoId, scale: f32) {
        let metadata = &self.findings.photo(photo).metadata;
        if metadata.width.max(metadata.height) as f32 * scale > PREVIEW.max_side as f32 * ENOUGH {
            self.originals.prefetch(photo, scale);
        }
    }

    /// Pixels of the screen for one of the photo, in its middle.
    fn pixels_per_pixel(&self, painter: &Painter, photo: PhotoId, on_screen: &Transform) -> f32 {
        let pixels = self.findings.photo(photo).metadata.pixels().max(1) as f64;
        (on_screen.size_at([0.5, 0.5]) / pixels.sqrt()) as f32 * painter.pixels_per_point()
    }
}
