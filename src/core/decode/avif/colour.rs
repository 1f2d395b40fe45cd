//! Luminance and colours of an AV1 picture → red, green and blue of 8 bits.

use image::RgbImage;
use re_rav1d::{Picture, PixelLayout, PlanarImageComponent, pixel};
use zenavif_parse::ColorInformation;

use crate::decode::tone::Tone;

/// Code points of ITU-T H.273.
const IDENTITY: u16 = 0;
const YCGCO: u16 = 8;

/// What the numbers of a picture stand for.
pub struct Colours {
    /// Red, green and blue, each from 0 to 1, as sums of so many times the three numbers of a pixel, and of the last one.
    mixed: [[f32; 4]; 3],
    tone: Option<Tone>,
}

/// As a container or a picture says it.
struct Described {
    primaries: u16,
    transfer: u16,
    matrix: u16,
    is_full: bool,
    depth: u32,
}

impl Colours {
    /// As the container tells it, else as the picture does.
    pub fn of(told: Option<&ColorInformation>, picture: &Picture) -> Self {
        let depth = picture.bits_per_component().map_or(8, |bits| bits.0 as u32);
        let described = match told {
            Some(ColorInformation::Nclx {
                color_primaries,
                transfer_characteristics,
                matrix_coefficients,
                full_range,
            }) => Described {
                primaries: *color_primaries,
                transfer: *transfer_characteristics,
                matrix: *matrix_coefficients,
                is_full: *full_range,
                depth,
            },
            _ => Described {
                primaries: picture.color_primaries() as u16,
                transfer: picture.transfer_characteristic() as u16,
                matrix: picture.matrix_coefficients() as u16,
                is_full: matches!(picture.color_range(), pixel::YUVRange::Full),
                depth,
            },
        };
        let tone = Tone::of(described.primaries, described.transfer);
        Self { mixed: described.mixed(picture.pixel_layout()), tone }
    }

    /// The picture; high dynamic range and wide gamut are brought down to what a page shows.
    pub fn rgb(&self, picture: &Picture) -> RgbImage {
        let mut pixels = RgbImage::new(picture.width(), picture.height());
        let width = picture.width() as usize;
        let parts = [PlanarImageComponent::Y, PlanarImageComponent::U, PlanarImageComponent::V];
        let used = if picture.pixel_layout() == PixelLayout::I400 { 1 } else { 3 };
        let held = parts[..used].iter().map(|part| (picture.plane(*part), *part)).collect::<Vec<_>>();
        let planes: Vec<Plane> = held.iter().map(|(bytes, part)| Plane::of(bytes, picture, *part)).collect();
        let mut numbers = [(); 3].map(|()| vec![0.0; width]);
        let mut narrow = Vec::with_capacity(width);
        for (y, out) in pixels.chunks_exact_mut(3 * width).enumerate() {
            for (plane, numbers) in planes.iter().zip(&mut numbers) {
                plane.read_row(y, &mut narrow, numbers);
            }
            let [of_y, of_u, of_v] = &numbers;
            let numbers = of_y.iter().zip(of_u).zip(of_v).map(|((y, u), v)| [*y, *u, *v]);
            for (out, numbers) in out.as_chunks_mut::<3>().0.iter_mut().zip(numbers) {
                let colour = self.rgb_of(numbers);
                *out = match &self.tone {
                    Some(tone) => tone.shown(colour),
                    None => colour.map(|part| (part * 255.0 + 0.5) as u8),
                };
            }
        }
        pixels
    }

    /// Luminance alone, row after row, as 8 bits.
    pub fn light(&self, picture: &Picture) -> Vec<u8> {
        let bytes = picture.plane(PlanarImageComponent::Y);
        let plane = Plane::of(&bytes, picture, PlanarImageComponent::Y);
        let [scale, .., least] = self.mixed[0];
        let mut row = vec![0.0; picture.width() as usize];
        let mut light = Vec::with_capacity(row.len() * picture.height() as usize);
        for y in 0..picture.height() as usize {
            plane.read_row(y, &mut Vec::new(), &mut row);
            let levels = row.iter().map(|number| (number * scale + least).clamp(0.0, 1.0) * 255.0 + 0.5);
            light.extend(levels.map(|level| level as u8));
        }
        light
    }

    /// Red, green and blue of a pixel, from 0 to 1.
    #[inline(always)]
    fn rgb_of(&self, [y, u, v]: [f32; 3]) -> [f32; 3] {
        self.mixed.map(|[of_y, of_u, of_v, more]| (of_y * y + of_u * u + of_v * v + more).clamp(0.0, 1.0))
    }
}

impl Described {
    /// See [`Colours::mixed`].
    fn mixed(&self, layout: PixelLayout) -> [[f32; 4]; 3] {
        let unit = (1 << (self.depth - 8)) as f32;
        let all = ((1 << self.depth) - 1) as f32;
        // So many times a number and so much more is luminance from 0 to 1, or a colour from -0.5 to 0.5.
        let light = if self.is_full { [1.0 / all, 0.0] } else { [1.0 / (219.0 * unit), -16.0 / 219.0] };
        let range = if self.is_full { all } else { 224.0 * unit };
        let colour = if self.matrix == IDENTITY { light } else { [1.0 / range, -128.0 * unit / range] };
        let [[of_light, dark], [of_colour, none]] = [light, colour];
        self.parts(layout)
            .map(|[y, u, v]| [y * of_light, u * of_colour, v * of_colour, y * dark + (u + v) * none])
    }

    /// Red, green and blue as sums of so many times luminance and the two colours.
    fn parts(&self, layout: PixelLayout) -> [[f32; 3]; 3] {
        let [of_red, of_blue] = match self.matrix {
            _ if layout == PixelLayout::I400 => return [[1.0, 0.0, 0.0]; 3],
            // Green lies where luminance does, blue and red where the colours do.
            IDENTITY => return [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]],
            YCGCO => return [[1.0, -1.0, 1.0], [1.0, 1.0, 0.0], [1.0, -1.0, -1.0]],
            1 | 12 => [0.2126, 0.0722],
            7 => [0.212, 0.087],
            9 | 10 | 13 | 14 => [0.2627, 0.0593],
            _ => [0.299, 0.114],
        };
        let [red, blue] = [2.0 * (1.0 - of_red), 2.0 * (1.0 - of_blue)];
        let of_green = 1.0 - of_red - of_blue;
        [[1.0, 0.0, red], [1.0, -of_blue * blue / of_green, -of_red * red / of_green], [1.0, blue, 0.0]]
    }
}

/// Numbers of one part of a picture.
struct Plane<'a> {
    bytes: &'a [u8],
    /// Bytes of a row.
    stride: usize,
    /// Of two bytes each.
    is_wide: bool,
    /// Rows.
    height: usize,
    /// It has one number for two pixels across, and down.
    is_halved: [bool; 2],
}

impl<'a> Plane<'a> {
    /// `bytes` are those of this part of the picture.
    fn of(bytes: &'a [u8], picture: &Picture, part: PlanarImageComponent) -> Self {
        let is_halved = match (part, picture.pixel_layout()) {
            (PlanarImageComponent::Y, _) | (_, PixelLayout::I444 | PixelLayout::I400) => [false; 2],
            (_, PixelLayout::I422) => [true, false],
            (_, PixelLayout::I420) => [true; 2],
        };
        let height = picture.height() as usize;
        let height = if is_halved[1] { height.div_ceil(2) } else { height };
        let stride = picture.stride(part) as usize;
        Self { bytes, stride, is_wide: picture.bit_depth() > 8, height, is_halved }
    }

    /// Row `y` of the whole picture: where this plane has half the numbers, three parts of the nearest and one of the next.
    /// `narrow` is room for a row of the plane.
    fn read_row(&self, y: usize, narrow: &mut Vec<f32>, row: &mut [f32]) {
        let [is_narrow, is_low] = self.is_halved;
        if !is_narrow {
            self.add(y, 1.0, row, Sum::New);
            return;
        }
        narrow.clear();
        narrow.resize(row.len().div_ceil(2), 0.0);
        if is_low {
            let beside = if y.is_multiple_of(2) {
                (y / 2).saturating_sub(1)
            } else {
                (y / 2 + 1).min(self.height - 1)
            };
            self.add(y / 2, 0.75, narrow, Sum::New);
            self.add(beside, 0.25, narrow, Sum::Onto);
        } else {
            self.add(y, 1.0, narrow, Sum::New);
        }
        let (mut before, mut rest) = (narrow[0], &narrow[..]);
        for pair in row.chunks_mut(2) {
            let [own, after @ ..] = rest else { break };
            pair[0] = 0.75 * own + 0.25 * before;
            if let Some(second) = pair.get_mut(1) {
                *second = 0.75 * own + 0.25 * after.first().unwrap_or(own);
            }
            (before, rest) = (*own, after);
        }
    }

    /// So many times each number of the plane's row `y`.
    fn add(&self, y: usize, times: f32, row: &mut [f32], sum: Sum) {
        let bytes = &self.bytes[y * self.stride..];
        let put = |out: &mut f32, number: f32| match sum {
            Sum::New => *out = times * number,
            Sum::Onto => *out += times * number,
        };
        if self.is_wide {
            let numbers =
                bytes.as_chunks::<2>().0.iter().map(|number| f32::from(u16::from_ne_bytes(*number)));
            row.iter_mut().zip(numbers).for_each(|(out, number)| put(out, number));
        } else {
            row.iter_mut().zip(bytes).for_each(|(out, number)| put(out, f32::from(*number)));
        }
    }
}

/// What is done with what a row holds.
#[derive(Clone, Copy)]
enum Sum {
    New,
    Onto,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_for_colours() {
        let colours = |matrix, is_full| {
            let described = Described { primaries: 1, transfer: 13, matrix, is_full, depth: 8 };
            Colours { mixed: described.mixed(PixelLayout::I444), tone: None }
        };
        let close = |ours: [f32; 3], theirs: [f32; 3]| {
            assert!(ours.iter().zip(theirs).all(|(a, b)| (a - b).abs() < 0.01), "{ours:?} {theirs:?}");
        };
        close(colours(6, true).rgb_of([76.0, 85.0, 255.0]), [1.0, 0.0, 0.0]);
        close(colours(1, false).rgb_of([235.0, 128.0, 128.0]), [1.0; 3]);
        close(colours(IDENTITY, true).rgb_of([255.0, 0.0, 127.5]), [0.5, 1.0, 0.0]);
        close(colours(YCGCO, true).rgb_of([127.5, 128.0, 255.0]), [1.0, 0.5, 0.0]);
        let grey = Described { primaries: 1, transfer: 13, matrix: 6, is_full: false, depth: 10 };
        let grey = Colours { mixed: grey.mixed(PixelLayout::I400), tone: None };
        close(grey.rgb_of([940.0, 7.0, 7.0]), [1.0; 3]);
    }
}
