//! Binary local features of a photo: what a proof needs, from the pixels the scan has in its hands.
//!
//! Comes after decoding and before `verify`: [`extract`] turns upright RGB into [`Features`], about 500 corners
//! with a 256-bit description each and a small grey picture, 26 KB in all, which outlive the pixels.
//! The method is oriented FAST and rotated BRIEF (Rublee et al., "ORB", ICCV 2011) on a pyramid of eight sizes.

mod brief;
mod corners;
#[cfg(test)]
pub(crate) mod drawn;
mod inset;
mod plane;
mod rounded;
mod words;

use std::f32::consts::TAU;

use image::RgbImage;

use brief::Patch;

pub use brief::Descriptor;
pub use inset::Inset;
pub use plane::Plane;
pub use rounded::picture_corners;

use crate::simd;

/// Long side of the frame in which corners are sought and all coordinates are given, in pixels.
/// 384 was chosen by measurement: 320 px loses a fifth of the strong crops (notes on matching, section 2).
pub const FRAME_PX: u32 = 384;
/// A smaller photo is enlarged to the frame, but by no more than this: beyond it there is only blur.
const MAX_ENLARGEMENT: f32 = 4.0;
/// Long side of the small grey picture that the overlap of two photos is compared in, in pixels.
pub const SMALL_PX: u32 = 96;
/// Corners kept of one photo at most.
pub const MAX_CORNERS: usize = 500;
/// Sizes of the pyramid, and the ratio between two of them (both as in ORB).
const PYRAMID_LEVELS: u8 = 8;
/// Ratio of two neighbouring sizes of the pyramid.
pub const LEVEL_RATIO: f32 = 1.2;

/// Below this mean spread of the channels a photo is greyscale.
pub const GREY_BELOW: u8 = 3;
/// Grey levels that count as one grey, and the share of a photo in one grey from which it has low texture. Of 420 photographs 6
/// in 100 have that much; drawn pages, screens, maps and products all have.
const ONE_GREY_LEVELS: usize = 16;
const LOW_TEXTURE_SHARE: f32 = 0.45;
/// Fewer corners than this are as good as none.
const FEW_CORNERS: usize = 40;

/// Steps of a stored coordinate in a pixel of the frame: 384 * 128 fits 16 bits.
const STEPS_PER_PX: f32 = 128.0;
/// First byte of the stored form; another number is refused.
const BYTES_VERSION: u8 = 2;
const HEADER_BYTES: usize = 12;
const CORNER_BYTES: usize = 6 + 32;

/// One corner of a photo, in the photo's frame.
///
/// Everything is kept in the steps of the stored form, so that a cached photo proves exactly what a fresh one does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Corner {
    x_steps: u16,
    y_steps: u16,
    level: u8,
    turn: u8,
}

impl Corner {
    /// Pixels from the left edge of the frame to the corner; the centre of the first pixel is at 0.
    pub fn x(self) -> f32 {
        f32::from(self.x_steps) / STEPS_PER_PX
    }

    /// Pixels from the upper edge of the frame.
    pub fn y(self) -> f32 {
        f32::from(self.y_steps) / STEPS_PER_PX
    }

    /// Level of the pyramid, 0 (the frame itself) to 7; each is [`LEVEL_RATIO`] times coarser than the one before.
    pub fn level(self) -> u8 {
        self.level
    }

    /// Direction of the corner in radians, 0 to 2π, from the x axis towards the y axis.
    pub fn angle(self) -> f32 {
        f32::from(self.turn) * (TAU / f32::from(brief::TURNS))
    }
}

/// The local features of one photo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Features {
    width: u16,
    height: u16,
    colourfulness: u8,
    corners: Vec<Corner>,
    descriptors: Vec<Descriptor>,
    small: Plane,
    insets: Vec<Inset>,
}

impl Features {
    /// Width and height of the frame in pixels; the longer is [`FRAME_PX`], unless the photo is tiny.
    pub fn frame(&self) -> (u16, u16) {
        (self.width, self.height)
    }

    /// Mean difference between the strongest and the weakest channel of a pixel, 0 (greyscale) to 255.
    pub fn colourfulness(&self) -> u8 {
        self.colourfulness
    }

    /// The corners, at most [`MAX_CORNERS`].
    pub fn corners(&self) -> &[Corner] {
        &self.corners
    }

    /// The descriptions of the corners, in the same order.
    pub fn descriptors(&self) -> &[Descriptor] {
        &self.descriptors
    }

    /// The whole photo in grey, long side [`SMALL_PX`] at most.
    pub fn small(&self) -> &Plane {
        &self.small
    }

    /// The pictures on it, if it is a page.
    pub fn insets(&self) -> &[Inset] {
        &self.insets
    }

    /// It has no colours; JPEG leaves a trace of some.
    pub fn is_grey(&self) -> bool {
        self.colourfulness < GREY_BELOW
    }

    /// Much of it is of one grey, or it has hardly a corner: a page, a screen, a product before white, a sky. That two
    /// such photos are alike says nothing.
    pub fn is_low_texture(&self) -> bool {
        has_much_of_one_grey(&self.small)
            || self.has_few_corners()
            || self.width.max(self.height) < FRAME_PX as u16
    }

    /// It has hardly a corner: a sky, a wall, something out of focus, and no letters.
    pub fn has_few_corners(&self) -> bool {
        self.corners.len() < FEW_CORNERS
    }

    /// The features that the photo mirrored left to right would have, without its pixels and without what lies on it.
    pub fn mirrored(&self) -> Features {
        let right_edge = (f32::from(self.width) - 1.0).max(0.0) * STEPS_PER_PX;
        let mirror = |corner: &Corner| Corner {
            x_steps: (right_edge as u16).saturating_sub(corner.x_steps),
            turn: (brief::TURNS + brief::TURNS / 2 - corner.turn) % brief::TURNS,
            ..*corner
        };
        Features {
            corners: self.corners.iter().map(mirror).collect(),
            descriptors: self.descriptors.iter().map(|&descriptor| brief::mirrored(descriptor)).collect(),
            small: self.small.mirrored(),
            insets: Vec::new(),
            ..*self
        }
    }

    /// The stored form, little-endian; [`Features::from_bytes`] reads it back.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes =
            Vec::with_capacity(HEADER_BYTES + self.corners.len() * CORNER_BYTES + self.small.pixels().len());
        bytes.extend([BYTES_VERSION, self.colourfulness]);
        let (small_width, small_height) = (self.small.width() as u16, self.small.height() as u16);
        for number in [self.width, self.height, self.corners.len() as u16, small_width, small_height] {
            bytes.extend(number.to_le_bytes());
        }
        for (corner, descriptor) in self.corners.iter().zip(&self.descriptors) {
            bytes.extend(corner.x_steps.to_le_bytes());
            bytes.extend(corner.y_steps.to_le_bytes());
            bytes.extend([corner.level, corner.turn]);
            bytes.extend(descriptor.iter().flat_map(|word| word.to_le_bytes()));
        }
        bytes.extend(self.small.pixels());
        self.insets.iter().for_each(|inset| inset.append_to(&mut bytes));
        bytes
    }

    /// Reads the stored form; `None` if it is of another version, cut short or makes no sense.
    pub fn from_bytes(bytes: &[u8]) -> Option<Features> {
        let (header, rest) = bytes.split_at_checked(HEADER_BYTES)?;
        let number = |place: usize| u16::from_le_bytes([header[2 + 2 * place], header[3 + 2 * place]]);
        let (width, height, count) = (number(0), number(1), usize::from(number(2)));
        if header[0] != BYTES_VERSION || count > MAX_CORNERS || u32::from(width.max(height)) > FRAME_PX {
            return None;
        }
        let (small_width, small_height) = (usize::from(number(3)), usize::from(number(4)));
        let (stored, rest) = rest.split_at_checked(count * CORNER_BYTES)?;
        let (small, insets) = rest.split_at_checked(small_width * small_height)?;
        let small = Plane::new(small_width, small_height, small.to_vec())?;
        let mut corners = Vec::with_capacity(count);
        let mut descriptors = Vec::with_capacity(count);
        for one in stored.chunks_exact(CORNER_BYTES) {
            let x_steps = u16::from_le_bytes([one[0], one[1]]);
            let y_steps = u16::from_le_bytes([one[2], one[3]]);
            if one[4] >= PYRAMID_LEVELS || one[5] >= brief::TURNS {
                return None;
            }
            corners.push(Corner { x_steps, y_steps, level: one[4], turn: one[5] });
            let (words, _) = one[6..].as_chunks::<8>();
            descriptors.push(std::array::from_fn(|word| u64::from_le_bytes(words[word])));
        }
        let insets = Inset::all_from(insets)?;
        Some(Features { width, height, colourfulness: header[1], corners, descriptors, small, insets })
    }
}

/// Finds the features of a photo: upright RGB, short side 256 or more where the photo has that many pixels.
///
/// A flat, tiny or very thin photo has no corners; it can never be proved to relate to another.
pub fn extract(photo: &RgbImage) -> Features {
    let mut features = of_whole(photo);
    // Only a page has pictures on it, and they have none.
    if features.is_low_texture() {
        features.insets = inset::all_of(photo, [features.width, features.height]);
    }
    features
}

/// Much of the photo is of one grey, as a page, a screen and what stands before a plain ground are.
pub fn is_much_of_one_grey(photo: &RgbImage) -> bool {
    has_much_of_one_grey(&Plane::from_rgb(photo))
}

fn has_much_of_one_grey(plane: &Plane) -> bool {
    of_one_grey(plane.pixels(), ONE_GREY_LEVELS) as f32 >= LOW_TEXTURE_SHARE * plane.pixels().len() as f32
}

/// How many of these pixels lie within the same few levels, at most.
fn of_one_grey<'a>(pixels: impl IntoIterator<Item = &'a u8>, within: usize) -> usize {
    let mut levels = [0_usize; 256];
    pixels.into_iter().for_each(|pixel| levels[usize::from(*pixel)] += 1);
    levels.windows(within).map(|window| window.iter().sum()).max().unwrap_or(0)
}

fn of_whole(photo: &RgbImage) -> Features {
    simd::vectorized(
        #[inline(always)]
        || of_whole_inner(photo),
    )
}

#[inline(always)]
fn of_whole_inner(photo: &RgbImage) -> Features {
    let grey = Plane::from_rgb(photo);
    let long_px = grey.width().max(grey.height()).max(1) as f32;
    let frame = grey.scaled((FRAME_PX as f32 / long_px).min(MAX_ENLARGEMENT));
    let small = frame.scaled((SMALL_PX as f32 / FRAME_PX as f32).min(1.0));

    let mut features = Features {
        width: frame.width() as u16,
        height: frame.height() as u16,
        colourfulness: colourfulness(photo),
        corners: Vec::with_capacity(MAX_CORNERS),
        descriptors: Vec::with_capacity(MAX_CORNERS),
        small,
        insets: Vec::new(),
    };
    let mut shrunk = frame;
    for level in 0..PYRAMID_LEVELS {
        if level > 0 {
            shrunk = shrunk.interpolated(1.0 / LEVEL_RATIO);
        }
        describe_level(&shrunk, level, &mut features);
    }
    features
}

/// The mean spread of a pixel's channels.
#[inline(always)]
fn colourfulness(photo: &RgbImage) -> u8 {
    let (triples, _) = photo.as_raw().as_chunks::<3>();
    let mut total = 0_u64;
    // In parts whose sum fits 32 bits, which are added up many at once.
    for part in triples.chunks(1 << 16) {
        let mut sum = 0_u32;
        for &[r, g, b] in part {
            sum += u32::from(r.max(g).max(b) - r.min(g).min(b));
        }
        total += u64::from(sum);
    }
    (total / triples.len().max(1) as u64) as u8
}

/// Finds and describes the corners of one size of the photo.
#[inline(always)]
fn describe_level(plane: &Plane, level: u8, features: &mut Features) {
    let found = corners::find(plane, quota(level));
    if found.is_empty() {
        return;
    }
    let blurred = plane.blurred();
    let to_frame = |at: f32, frame_px: u16, level_px: usize| {
        let in_frame = (at + 0.5) * f32::from(frame_px) / level_px as f32 - 0.5;
        (in_frame.clamp(0.0, f32::from(frame_px) - 1.0) * STEPS_PER_PX).round() as u16
    };
    for spot in found {
        let turn = Patch::of(plane, spot.x, spot.y).turn();
        features.corners.push(Corner {
            x_steps: to_frame(spot.fine_x, features.width, plane.width()),
            y_steps: to_frame(spot.fine_y, features.height, plane.height()),
            level,
            turn,
        });
        features.descriptors.push(Patch::of(&blurred, spot.x, spot.y).describe(turn));
    }
}

/// How many corners a level may give: each level fewer than the one before by the ratio of their sides, as in ORB.
fn quota(level: u8) -> usize {
    let shrink = 1.0 / LEVEL_RATIO;
    let first = MAX_CORNERS as f32 * (1.0 - shrink) / (1.0 - shrink.powi(i32::from(PYRAMID_LEVELS)));
    (first * shrink.powi(i32::from(level))) as usize
}

#[cfg(test)]
mod tests {
    use image::{Rgb, imageops};

    use super::*;

    /// Extracts a photo, stores it and reads it back; returns how many corners it has.
    fn check(photo: &RgbImage) -> usize {
        let features = extract(photo);
        assert_eq!(Features::from_bytes(&features.to_bytes()).as_ref(), Some(&features));
        features.corners().len()
    }

    #[test]
    fn a_busy_photo_has_many_corners_and_a_small_form() {
        let photo = drawn::scene(1, 640, 480);
        assert!(check(&photo) > 300);
        assert!(extract(&photo).to_bytes().len() < 28_000);
    }

    #[test]
    fn photos_with_nothing_in_them_have_none() {
        for (width, height) in [(0, 0), (1, 1), (1, 20_000), (20_000, 1), (7, 7), (400, 300), (4000, 20)] {
            assert_eq!(check(&RgbImage::new(width, height)), 0, "{width} x {height}");
        }
        assert_eq!(check(&RgbImage::from_fn(500, 400, |x, _| Rgb([(x / 2) as u8; 3]))), 0);
    }

    #[test]
    fn a_damaged_form_is_refused() {
        let bytes = extract(&drawn::scene(2, 300, 300)).to_bytes();
        for length in [0, 1, 11, 12, 100, bytes.len() - 1] {
            assert_eq!(Features::from_bytes(&bytes[..length]), None);
        }
        let mut other_version = bytes;
        other_version[0] += 1;
        assert_eq!(Features::from_bytes(&other_version), None);
    }

    #[test]
    fn mirroring_features_is_extracting_the_mirrored_photo() {
        let photo = drawn::scene(3, 384, 300);
        let (turned, extracted) = (extract(&photo).mirrored(), extract(&imageops::flip_horizontal(&photo)));
        let known = |corner: &Corner, descriptor: &Descriptor| {
            let same = |(other, described): (&Corner, &Descriptor)| {
                let bits: u32 = descriptor.iter().zip(described).map(|(x, y)| (x ^ y).count_ones()).sum();
                bits < 30 && (corner.x() - other.x()).hypot(corner.y() - other.y()) < 1.5
            };
            extracted.corners().iter().zip(extracted.descriptors()).any(same)
        };
        let found = turned
            .corners()
            .iter()
            .zip(turned.descriptors())
            .filter(|(corner, descriptor)| known(corner, descriptor));
        assert!(found.count() * 10 > turned.corners().len() * 8);
    }
}
