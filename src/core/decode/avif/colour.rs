//! Luminance and colours of an AV1 picture → red, green and blue of 8 bits.

use image::RgbImage;
use re_rav1d::{Picture, PixelLayout, PlanarImageComponent, pixel};
use zenavif_parse::ColorInformation;

/// Light of a display at the level of white paper, in candela per square metre (ITU-R BT.2408), and how many times brighter
/// the brightest is that still tells from others.
const WHITE: f32 = 203.0;
const BRIGHTEST: f32 = 5.0;

/// Code points of ITU-T H.273.
const IDENTITY: u16 = 0;
const YCGCO: u16 = 8;
const PQ: u16 = 16;
const HLG: u16 = 18;

/// Levels of a transfer that are looked up.
const LEVELS: usize = 1024;

/// What the numbers of a picture stand for.
pub struct Colours {
    matrix: u16,
    transfer: u16,
    is_full: bool,
    depth: u32,
}

impl Colours {
    /// As the container tells it, else as the picture does.
    pub fn of(told: Option<&ColorInformation>, picture: &Picture) -> Self {
        let depth = picture.bits_per_component().map_or(8, |bits| bits.0 as u32);
        match told {
            Some(ColorInformation::Nclx {
                transfer_characteristics,
                matrix_coefficients,
                full_range,
                ..
            }) => Self {
                matrix: *matrix_coefficients,
                transfer: *transfer_characteristics,
                is_full: *full_range,
                depth,
            },
            _ => Self {
                matrix: picture.matrix_coefficients() as u16,
                transfer: picture.transfer_characteristic() as u16,
                is_full: matches!(picture.color_range(), pixel::YUVRange::Full),
                depth,
            },
        }
    }

    /// The picture; high dynamic range is brought down to what a page shows.
    pub fn rgb(&self, picture: &Picture) -> RgbImage {
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let mut pixels = RgbImage::new(picture.width(), picture.height());
        let parts = [PlanarImageComponent::Y, PlanarImageComponent::U, PlanarImageComponent::V];
        let light = picture.plane(parts[0]);
        let light = Plane::of(&light, picture, parts[0]);
        let layout = picture.pixel_layout();
        let colours =
            (layout != PixelLayout::I400).then(|| [parts[1], parts[2]].map(|part| picture.plane(part)));
        let colours = colours
            .as_ref()
            .map(|[blue, red]| [Plane::of(blue, picture, parts[1]), Plane::of(red, picture, parts[2])]);
        let halved = [matches!(layout, PixelLayout::I420 | PixelLayout::I422), layout == PixelLayout::I420];
        let levels = self.levels();
        let mut row_of = [vec![0.0; width], vec![0.0; width]];
        for (y, out) in pixels.chunks_exact_mut(3 * width).enumerate().take(height) {
            if let Some(planes) = &colours {
                for (plane, row) in planes.iter().zip(&mut row_of) {
                    plane.enlarge_row(y, halved, row);
                }
            }
            for (x, out) in out.as_chunks_mut::<3>().0.iter_mut().enumerate() {
                let light = self.light_of(light.at(x, y));
                let rgb = if colours.is_some() {
                    self.rgb_of(light, [row_of[0][x], row_of[1][x]])
                } else {
                    [light; 3]
                };
                *out = rgb.map(|part| levels[(part.clamp(0.0, 1.0) * (LEVELS - 1) as f32 + 0.5) as usize]);
            }
        }
        pixels
    }

    /// Luminance alone, row after row, as 8 bits.
    pub fn light(&self, picture: &Picture) -> Vec<u8> {
        let light = picture.plane(PlanarImageComponent::Y);
        let plane = Plane::of(&light, picture, PlanarImageComponent::Y);
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let level = |at: usize| self.light_of(plane.at(at % width, at / width)).clamp(0.0, 1.0) * 255.0 + 0.5;
        (0..width * height).map(|at| level(at) as u8).collect()
    }

    /// Luminance from 0 to 1.
    fn light_of(&self, number: f32) -> f32 {
        let unit = (1 << (self.depth - 8)) as f32;
        if self.is_full { number / ((1 << self.depth) - 1) as f32 } else { (number / unit - 16.0) / 219.0 }
    }

    fn rgb_of(&self, light: f32, colours: [f32; 2]) -> [f32; 3] {
        let unit = (1 << (self.depth - 8)) as f32;
        if self.matrix == IDENTITY {
            // Green lies where luminance does.
            let [blue, red] = colours.map(|number| self.light_of(number));
            return [red, light, blue];
        }
        let [blue, red] = colours.map(|number| {
            let range = if self.is_full { ((1 << self.depth) - 1) as f32 } else { 224.0 * unit };
            (number - 128.0 * unit) / range
        });
        if self.matrix == YCGCO {
            let (green, orange) = (blue, red);
            return [light - green + orange, light + green, light - green - orange];
        }
        let [of_red, of_blue] = match self.matrix {
            1 | 12 => [0.2126, 0.0722],
            7 => [0.212, 0.087],
            9 | 10 | 13 | 14 => [0.2627, 0.0593],
            _ => [0.299, 0.114],
        };
        let r = light + 2.0 * (1.0 - of_red) * red;
        let b = light + 2.0 * (1.0 - of_blue) * blue;
        [r, (light - of_red * r - of_blue * b) / (1.0 - of_red - of_blue), b]
    }

    /// What a page shows for each level of red, green or blue.
    fn levels(&self) -> Vec<u8> {
        let shown = |level: usize| {
            let level = level as f32 / (LEVELS - 1) as f32;
            let shown = match self.transfer {
                PQ => on_page(light_of_pq(level) / WHITE),
                // White paper is at three quarters.
                HLG => on_page(light_of_hlg(level) / light_of_hlg(0.75)),
                _ => level,
            };
            (shown * 255.0 + 0.5) as u8
        };
        (0..LEVELS).map(shown).collect()
    }
}

/// Candela per square metre (SMPTE ST 2084).
fn light_of_pq(level: f32) -> f32 {
    let power = level.powf(1.0 / 78.84375);
    let light = (power - 0.835_937_5).max(0.0) / (18.851_562 - 18.6875 * power);
    10_000.0 * light.powf(1.0 / 0.159_301_76)
}

/// Light of the scene, 0 to 1 (ITU-R BT.2100).
fn light_of_hlg(level: f32) -> f32 {
    if level <= 0.5 {
        level * level / 3.0
    } else {
        (((level - 0.559_910_7) / 0.178_832_77).exp() + 0.284_668_92) / 12.0
    }
}

/// What sRGB shows of light, 1 being white paper: the brighter, the more it is held back (Reinhard and others, 2002).
fn on_page(light: f32) -> f32 {
    let light = light * (1.0 + light / (BRIGHTEST * BRIGHTEST)) / (1.0 + light);
    if light <= 0.003_130_8 { 12.92 * light } else { (1.055 * light.powf(1.0 / 2.4) - 0.055).min(1.0) }
}

/// Numbers of one part of a picture.
struct Plane<'a> {
    bytes: &'a [u8],
    /// Bytes of a row.
    stride: usize,
    /// Of two bytes each.
    is_wide: bool,
    /// Numbers across and down.
    size: [usize; 2],
}

impl<'a> Plane<'a> {
    /// `bytes` are those of this part of the picture.
    fn of(bytes: &'a [u8], picture: &Picture, part: PlanarImageComponent) -> Self {
        let halved = |side: u32| (side as usize).div_ceil(2);
        let (width, height) = (picture.width(), picture.height());
        let size = match (part, picture.pixel_layout()) {
            (PlanarImageComponent::Y, _) | (_, PixelLayout::I444 | PixelLayout::I400) => {
                [width as usize, height as usize]
            }
            (_, PixelLayout::I422) => [halved(width), height as usize],
            (_, PixelLayout::I420) => [halved(width), halved(height)],
        };
        let is_wide = picture.bit_depth() > 8;
        Self { bytes, stride: picture.stride(part) as usize, is_wide, size }
    }

    #[inline(always)]
    fn at(&self, x: usize, y: usize) -> f32 {
        let row = y * self.stride;
        if self.is_wide {
            let at = row + 2 * x;
            f32::from(u16::from_ne_bytes([self.bytes[at], self.bytes[at + 1]]))
        } else {
            f32::from(self.bytes[row + x])
        }
    }

    /// Row `y` of the whole picture: where this plane has half the numbers, three parts of the nearest and one of the next.
    fn enlarge_row(&self, y: usize, [is_narrow, is_low]: [bool; 2], row: &mut [f32]) {
        let two = |place: usize, is_halved: bool, last: usize| match (is_halved, place % 2) {
            (false, _) => [place; 2],
            (_, 0) => [place / 2, (place / 2).saturating_sub(1)],
            (_, _) => [place / 2, (place / 2 + 1).min(last)],
        };
        let [own, beside] = two(y, is_low, self.size[1] - 1);
        let mixed = |x: usize| 0.75 * self.at(x, own) + 0.25 * self.at(x, beside);
        for (x, out) in row.iter_mut().enumerate() {
            let [own, beside] = two(x, is_narrow, self.size[0] - 1);
            *out = 0.75 * mixed(own) + 0.25 * mixed(beside);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_paper_is_bright_and_the_brightest_is_white() {
        for (level_of_white, brightest, light) in
            [(0.58, 1.0, light_of_pq as fn(f32) -> f32), (0.75, 1.0, light_of_hlg)]
        {
            let white = light(level_of_white);
            let [paper, most] = [white, light(brightest)].map(|light| on_page(light / white));
            assert!((0.6..0.9).contains(&paper) && most > 0.9, "{paper} {most}");
        }
        assert!((light_of_pq(0.5) - 92.2).abs() < 1.0);
        assert!((light_of_hlg(0.5) - 1.0 / 12.0).abs() < 1e-3);
    }

    #[test]
    fn numbers_stand_for_colours() {
        let colours = |matrix, is_full| Colours { matrix, transfer: 13, is_full, depth: 8 };
        let close = |ours: [f32; 3], theirs: [f32; 3]| {
            assert!(ours.iter().zip(theirs).all(|(a, b)| (a - b).abs() < 0.01), "{ours:?} {theirs:?}");
        };
        let full = colours(6, true);
        close(full.rgb_of(full.light_of(76.0), [85.0, 255.0]), [1.0, 0.0, 0.0]);
        let narrow = colours(1, false);
        close(narrow.rgb_of(narrow.light_of(235.0), [128.0, 128.0]), [1.0; 3]);
        close(colours(IDENTITY, true).rgb_of(1.0, [0.0, 127.5]), [0.5, 1.0, 0.0]);
    }
}
