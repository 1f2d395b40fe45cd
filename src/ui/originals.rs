//! Photos at every pixel they have, for looking closely. A photo is decoded whole in the background at the size it is looked
//! at (full, half, quarter, …) and kept in memory within a limit; only the squares of it that are in sight become textures,
//! a few a frame. So a photo may be larger than any texture, and no upload makes a frame wait.

use std::collections::HashMap;
use std::sync::Arc;

use egui::{ColorImage, Rect, TextureHandle, pos2};
use image::RgbImage;

use super::pictures::{OPTIONS, with_mipmaps};
use super::request_queue::{Pace, RequestQueue};
use crate::decode;
use crate::photo::{Metadata, PhotoId, SharedFindings};

/// Side of a square that becomes a texture, in pixels.
const TILE_PX: u32 = 512;
/// Pixels around a square that its texture has as well, so that its edges blend into its neighbours'.
const APRON_PX: u32 = 1;
/// Bytes of textures kept, what is on screen excepted.
const TEXTURE_BYTES: usize = 96 << 20;
/// Bytes of decoded photos kept, what is on screen excepted.
const MEMORY_BYTES: usize = 288 << 20;
/// Squares that become textures in one frame: 4 MB, two milliseconds.
const UPLOADS: usize = 4;
/// A photo with more pixels is shown at half its size, or a quarter: 64 million take 192 MB while they are looked at.
const MOST_PIXELS: u64 = 64_000_000;
/// A photo may take 192 MB, so none waits while others are decoded.
const PACE: Pace = Pace { threads: 2, ahead: 0 };

/// A photo at a size: halved so many times.
type Key = (PhotoId, u8);

struct Decoded {
    pixels: Option<Arc<RgbImage>>,
    seen_in_frame: u64,
}

struct Tile {
    texture: TextureHandle,
    seen_in_frame: u64,
}

/// A square of a photo, ready to be drawn.
pub struct Square {
    /// The texture.
    pub texture: TextureHandle,
    /// What of the photo it shows, in fractions of its sides.
    pub part: Rect,
    /// The part of the texture that shows it, in fractions of the texture.
    pub inner: Rect,
}

/// Decoded photos and the squares of them that were looked at last.
pub struct Originals {
    ctx: egui::Context,
    findings: SharedFindings,
    decoded: HashMap<Key, Decoded>,
    /// Width and height of what was decoded once, whether or not it is kept.
    sizes: HashMap<Key, (u32, u32)>,
    tiles: HashMap<(Key, u32, u32), Tile>,
    requests: RequestQueue<Key, Option<Arc<RgbImage>>>,
    frame: u64,
    uploads_left: usize,
}

impl Originals {
    /// Nothing is decoded before it is asked for.
    pub fn new(ctx: &egui::Context, findings: &SharedFindings) -> Self {
        let (shared, findings) = (Arc::clone(findings), Arc::clone(findings));
        let requests = RequestQueue::new(ctx, "originals", PACE, move |(photo, halvings): Key| {
            let photo = shared.photo(photo);
            let long = photo.metadata.width.max(photo.metadata.height);
            decode::preview(photo.path(), halved(long, halvings)).ok().map(Arc::new)
        });
        let ctx = ctx.clone();
        Self {
            ctx,
            findings,
            decoded: HashMap::new(),
            sizes: HashMap::new(),
            tiles: HashMap::new(),
            requests,
            frame: 0,
            uploads_left: 0,
        }
    }

    /// Once a frame, before drawing.
    pub fn begin_frame(&mut self) {
        self.frame += 1;
        self.uploads_left = UPLOADS;
        while let Some((key, pixels)) = self.requests.take() {
            self.sizes.extend(pixels.as_ref().map(|pixels| (key, pixels.dimensions())));
            self.decoded.insert(key, Decoded { pixels, seen_in_frame: self.frame });
        }
        self.evict();
        self.requests.begin_frame();
    }

    /// The squares of a photo that are ready, of those that show this part of it (in fractions of its sides) at so many
    /// pixels of the screen for one of the photo; asks for those that are not. The decoded photo is kept for as long as
    /// squares of it are lacking, and then only while there is room.
    pub fn squares(&mut self, photo: PhotoId, seen: Rect, scale: f32) -> Vec<Square> {
        let key = (photo, halvings(&self.findings.photo(photo).metadata, scale));
        let Some(&size) = self.sizes.get(&key) else {
            self.want(key);
            return Vec::new();
        };
        let mut squares = Vec::new();
        for (column, row) in tiles_of(size, seen) {
            if let Some(texture) = self.tile(key, (column, row)) {
                squares.push(square(texture, core(size, column, row), with_apron(size, column, row), size));
            }
        }
        squares
    }

    /// Has the photo decoded for later at this scale; ask after what is on screen.
    pub fn prefetch(&mut self, photo: PhotoId, scale: f32) {
        let key = (photo, halvings(&self.findings.photo(photo).metadata, scale));
        self.want(key);
    }

    /// The file is another one now, or there again: what is known of it is stale.
    pub fn forget(&mut self, photo: PhotoId) {
        self.decoded.retain(|key, _| key.0 != photo);
        self.sizes.retain(|key, _| key.0 != photo);
        self.tiles.retain(|(key, _, _), _| key.0 != photo);
    }

    /// The decoded photo, as soon as it is there; `None` inside if it cannot be decoded.
    fn want(&mut self, key: Key) -> Option<Option<Arc<RgbImage>>> {
        let Some(decoded) = self.decoded.get_mut(&key) else {
            self.requests.request(key);
            return None;
        };
        decoded.seen_in_frame = self.frame;
        Some(decoded.pixels.clone())
    }

    fn tile(&mut self, key: Key, (column, row): (u32, u32)) -> Option<TextureHandle> {
        if let Some(tile) = self.tiles.get_mut(&(key, column, row)) {
            tile.seen_in_frame = self.frame;
            return Some(tile.texture.clone());
        }
        let pixels = self.want(key)??;
        if self.uploads_left == 0 {
            self.ctx.request_repaint();
            return None;
        }
        self.uploads_left -= 1;
        let image = cut(&pixels, with_apron(pixels.dimensions(), column, row));
        let texture = self.ctx.load_texture(format!("tile-{}-{column}-{row}", key.0.0), image, OPTIONS);
        self.tiles.insert((key, column, row), Tile { texture: texture.clone(), seen_in_frame: self.frame });
        Some(texture)
    }

    fn evict(&mut self) {
        let frame = self.frame;
        let stale = |seen_in_frame: u64| seen_in_frame + 2 < frame;
        let decoded = self.decoded.iter().map(|(key, decoded)| {
            let bytes = decoded.pixels.as_ref().map_or(0, |pixels| pixels.as_raw().len());
            (*key, bytes, decoded.seen_in_frame)
        });
        for key in too_many(decoded.collect(), MEMORY_BYTES) {
            if stale(self.decoded[&key].seen_in_frame) {
                self.decoded.remove(&key);
            }
        }
        let tiles = self.tiles.iter().map(|(key, tile)| (*key, bytes_of(&tile.texture), tile.seen_in_frame));
        for key in too_many(tiles.collect(), TEXTURE_BYTES) {
            if stale(self.tiles[&key].seen_in_frame) {
                self.tiles.remove(&key);
            }
        }
    }
}

fn square(texture: TextureHandle, core: [u32; 4], whole: [u32; 4], (width, height): (u32, u32)) -> Square {
    let of_photo = |x: u32, y: u32| pos2(x as f32 / width as f32, y as f32 / height as f32);
    let [across, down] = [whole[2] - whole[0], whole[3] - whole[1]].map(|side| side as f32);
    let of_texture = |x: u32, y: u32| pos2((x - whole[0]) as f32 / across, (y - whole[1]) as f32 / down);
    Square {
        texture,
        part: Rect::from_min_max(of_photo(core[0], core[1]), of_photo(core[2], core[3])),
        inner: Rect::from_min_max(of_texture(core[0], core[1]), of_texture(core[2], core[3])),
    }
}

/// The share of a photo's size at which it can be looked at: 1, or less where it has too many pixels.
pub fn largest_share(metadata: &Metadata) -> f32 {
    1.0 / f32::from(1_u16 << least_halvings(metadata))
}

/// How often to halve a photo that is shown at so many pixels of the screen for one of its own.
fn halvings(metadata: &Metadata, scale: f32) -> u8 {
    let enough = (1.0 / scale.max(1e-3)).log2().floor().clamp(0.0, 8.0) as u8;
    enough.max(least_halvings(metadata))
}

fn least_halvings(metadata: &Metadata) -> u8 {
    (0..8).find(|halvings| metadata.pixels() >> (2 * halvings) <= MOST_PIXELS).unwrap_or(8)
}

fn halved(side: u32, halvings: u8) -> u32 {
    side.div_ceil(1 << halvings)
}

/// The squares that show a part, told in fractions of the sides, of a picture of this size.
fn tiles_of((width, height): (u32, u32), seen: Rect) -> Vec<(u32, u32)> {
    let range = |from: f32, to: f32, side: u32| {
        let last = side.saturating_sub(1);
        let at = |fraction: f32| ((fraction * side as f32).max(0.0) as u32).min(last) / TILE_PX;
        at(from)..=at(to)
    };
    let columns = range(seen.left(), seen.right(), width);
    range(seen.top(), seen.bottom(), height)
        .flat_map(|row| columns.clone().map(move |column| (column, row)))
        .collect()
}

/// Left, top, right and bottom of a square in pixels.
fn core((width, height): (u32, u32), column: u32, row: u32) -> [u32; 4] {
    let (left, top) = (column * TILE_PX, row * TILE_PX);
    [left, top, (left + TILE_PX).min(width), (top + TILE_PX).min(height)]
}

fn with_apron((width, height): (u32, u32), column: u32, row: u32) -> [u32; 4] {
    let [left, top, right, bottom] = core((width, height), column, row);
    [
        left.saturating_sub(APRON_PX),
        top.saturating_sub(APRON_PX),
        (right + APRON_PX).min(width),
        (bottom + APRON_PX).min(height),
    ]
}

fn cut(pixels: &RgbImage, [left, top, right, bottom]: [u32; 4]) -> ColorImage {
    let (width, stride) = ((right - left) as usize, pixels.width() as usize * 3);
    let mut rgb = Vec::with_capacity(width * (bottom - top) as usize * 3);
    for row in pixels.as_raw().chunks_exact(stride.max(3)).take(bottom as usize).skip(top as usize) {
        rgb.extend_from_slice(&row[left as usize * 3..right as usize * 3]);
    }
    ColorImage::from_rgb([width, (bottom - top) as usize], &rgb)
}

fn bytes_of(texture: &TextureHandle) -> usize {
    let [width, height] = texture.size();
    with_mipmaps(width * height)
}

/// What is over the limit, the longest unseen first.
fn too_many<K: Copy>(mut kept: Vec<(K, usize, u64)>, limit: usize) -> Vec<K> {
    let mut bytes: usize = kept.iter().map(|(_, bytes, _)| bytes).sum();
    if bytes <= limit {
        return Vec::new();
    }
    kept.sort_by_key(|(_, _, seen)| *seen);
    let mut over = Vec::new();
    for (key, of_this, _) in kept {
        if bytes <= limit {
            break;
        }
        bytes -= of_this;
        over.push(key);
    }
    over
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::sample;

    fn metadata(width: u32, height: u32) -> Metadata {
        Metadata { width, height, ..sample::photo("a.jpg").metadata }
    }

    #[test]
    fn a_photo_is_decoded_as_large_as_it_is_shown() {
        let twelve = metadata(4000, 3000);
        assert_eq!([2.0, 1.0, 0.6, 0.5, 0.3, 0.2].map(|scale| halvings(&twelve, scale)), [0, 0, 0, 1, 1, 2]);
        let huge = metadata(16_320, 12_240);
        assert_eq!((halvings(&huge, 1.0), largest_share(&huge)), (1, 0.5));
        assert_eq!((largest_share(&twelve), halved(4001, 1)), (1.0, 2001));
    }

    #[test]
    fn squares_cover_what_is_seen_and_no_more() {
        let all = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        assert_eq!(tiles_of((1024, 513), all), [(0, 0), (1, 0), (0, 1), (1, 1)]);
        let corner = Rect::from_min_max(pos2(0.9, 0.9), pos2(1.0, 1.0));
        assert_eq!(tiles_of((4000, 3000), corner), [(7, 5)]);
        assert_eq!(core((1024, 513), 1, 1), [512, 512, 1024, 513]);
        assert_eq!(with_apron((1024, 513), 1, 1), [511, 511, 1024, 513]);
    }

    #[test]
    fn a_square_is_cut_out_as_it_is() {
        let pixels = RgbImage::from_fn(40, 30, |x, y| image::Rgb([x as u8, y as u8, 7]));
        let image = cut(&pixels, [10, 20, 13, 22]);
        assert_eq!(image.size, [3, 2]);
        assert_eq!(image.pixels[4].to_array(), [11, 21, 7, 255]);
    }

    #[test]
    fn the_longest_unseen_goes_first_and_no_more_than_must() {
        assert_eq!(too_many(vec![('a', 10, 5), ('b', 10, 1), ('c', 10, 9)], 20), ['b']);
        assert_eq!(too_many(vec![('a', 10, 5)], 20), [' '; 0]);
    }
}
