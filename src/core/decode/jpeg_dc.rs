//! A JPEG at an eighth of its size: every block of 8 x 8 pixels becomes one, its mean, which is the first of its 64
//! coefficients. The 63 others are stepped over in a baseline file, and whole scans of them in a progressive one, where
//! libjpeg decodes them one by one to throw them away; nearly all the time that a large photo takes goes there. What is
//! neither, or is damaged, is left to libjpeg.

pub mod damage;
mod huffman;
mod markers;
mod scan;

use image::{Rgb, RgbImage};

use self::markers::{Holds, Markers};
use self::scan::{BlockMeans, Data};

/// Zeros in a row that make a part of a file a lost one.
const BLANK: usize = 64;

/// The picture at an eighth of its size, rounded up; `None` where libjpeg is to be asked.
pub fn decode(bytes: &[u8]) -> Option<RgbImage> {
    let mut markers = Markers::of(bytes);
    let mut components: Vec<BlockMeans> = Vec::new();
    while components.is_empty() || !components.iter().all(BlockMeans::are_known) {
        let scan = markers.next_scan()?;
        if components.is_empty() {
            if !markers.are_plain() {
                return None;
            }
            components = described(&markers)?;
        }
        match scan.holds {
            Holds::NoMeans { .. } => markers.skip_data(),
            _ if scan::read(&scan, &mut markers, &mut components)? == Data::Torn => return None,
            _ => {}
        }
    }
    let planes: Vec<Plane> = components.into_iter().map(BlockMeans::into_plane).collect();
    coloured(&planes, markers.size.map(|side| side.div_ceil(8)))
}

/// Where so many bytes in a row are zero as they are where a disk or a transfer has lost some. Hardly a picture has them,
/// but a large one of one colour may.
pub fn find_blank(bytes: &[u8]) -> Option<usize> {
    let is_blank = |bytes: &[u8]| bytes.iter().all(|byte| *byte == 0);
    let mut at = 0;
    // A stretch of that length has one half that begins at a multiple of its length.
    while let Some(half) = bytes.get(at..at + BLANK / 2) {
        at += BLANK / 2;
        if is_blank(half) {
            let before = bytes[..at].iter().rev().take_while(|byte| **byte == 0).count();
            let after = bytes[at..].iter().take(BLANK).take_while(|byte| **byte == 0).count();
            if before + after >= BLANK {
                return Some(at - before);
            }
        }
    }
    None
}

fn described(markers: &Markers<'_>) -> Option<Vec<BlockMeans>> {
    markers.components.iter().map(|component| BlockMeans::new(component, markers)).collect()
}

/// The picture of grey, or of luminance and two colours.
fn coloured(planes: &[Plane], [width, height]: [usize; 2]) -> Option<RgbImage> {
    let mut picture = RgbImage::new(width as u32, height as u32);
    match planes {
        [grey] => {
            let rows = picture.chunks_exact_mut(3 * width).zip(grey.rows());
            for (out, row) in rows {
                out.as_chunks_mut().0.iter_mut().zip(row).for_each(|(out, grey)| *out = [*grey; 3]);
            }
        }
        [light, blue, red] => {
            let full = [width, height];
            let (blue, red) = (blue.enlarged_to(light, full), red.enlarged_to(light, full));
            for (y, out) in picture.chunks_exact_mut(3 * width).enumerate() {
                let row = |plane: &Plane| y * plane.stride..y * plane.stride + width;
                let light = &light.values[row(light)];
                let colours = blue.values[row(&blue)].iter().zip(&red.values[row(&red)]);
                for (out, (light, (blue, red))) in
                    out.as_chunks_mut().0.iter_mut().zip(light.iter().zip(colours))
                {
                    *out = rgb(*light, *blue, *red).0;
                }
            }
        }
        _ => return None,
    }
    Some(picture)
}

/// One value a block.
struct Plane {
    stride: usize,
    values: Vec<u8>,
}

impl Plane {
    fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.values.chunks_exact(self.stride)
    }

    /// As large as luminance, whose first `size` values across and down count: each value drawn three parts from the block
    /// it lies in and one from the nearest beside that.
    fn enlarged_to(&self, light: &Self, size: [usize; 2]) -> Self {
        let sides = |plane: &Self| [plane.stride, plane.values.len() / plane.stride];
        let (own, full) = (sides(self), sides(light));
        let [columns, rows] = [0, 1].map(|axis| nearest_two(size[axis], full[axis] / own[axis]));
        let mut values = Vec::with_capacity(light.values.len());
        for [own, beside] in rows {
            let [own, beside] = [own, beside].map(|row| &self.values[row * self.stride..][..self.stride]);
            let at = |column: usize| 3 * u32::from(own[column]) + u32::from(beside[column]);
            values.extend(columns.iter().map(|[own, beside]| ((3 * at(*own) + at(*beside) + 8) >> 4) as u8));
        }
        Self { stride: size[0], values }
    }
}

/// For so many places the one each lies in and the nearest beside it, where one lies under `times` places, 1 or 2.
fn nearest_two(count: usize, times: usize) -> Vec<[usize; 2]> {
    let last = count.div_ceil(times) - 1;
    let beside = |place: usize| match (times, place % 2) {
        (1, _) => place,
        (_, 0) => (place / 2).saturating_sub(1),
        (_, _) => (place / 2 + 1).min(last),
    };
    (0..count).map(|place| [place / times, beside(place)]).collect()
}

/// ITU-T T.871, in 16-bit fixed point.
fn rgb(light: u8, blue: u8, red: u8) -> Rgb<u8> {
    let [light, blue, red] = [i32::from(light), i32::from(blue) - 128, i32::from(red) - 128];
    let rounded = |parts: i32| (light + ((parts + (1 << 15)) >> 16)).clamp(0, 255) as u8;
    Rgb([rounded(91_881 * red), rounded(-22_554 * blue - 46_802 * red), rounded(116_130 * blue)])
}

#[cfg(test)]
mod tests;
