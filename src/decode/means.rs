//! A baseline JPEG at an eighth of its size: every block of 8 x 8 pixels becomes one, its mean, which is the first of its
//! 64 coefficients. The 63 others are stepped over, where libjpeg decodes them one by one to throw them away; nearly all
//! the time that a large photo takes goes there. What is not plain baseline, or is damaged, is left to libjpeg.

mod huffman;

use image::{Rgb, RgbImage};

use self::huffman::{Bits, Codes, Steps};

/// Bytes after the data that may be looked at and do not count.
const PADDING: usize = 16;

/// A component of the picture: luminance, or one of the two of colour.
struct Component {
    id: u8,
    /// Blocks across and down in a unit of the scan.
    blocks: [usize; 2],
    quantiser: usize,
    /// Tables of the first coefficient and of the others.
    tables: [usize; 2],
}

/// What the markers before the scan say.
#[derive(Default)]
struct Header {
    /// Pixels across and down.
    size: [usize; 2],
    components: Vec<Component>,
    /// Of the first coefficient; 0: not told.
    quantisers: [i32; 4],
    means: [Option<Codes>; 4],
    others: [Option<Steps>; 4],
    /// Units between two restarts; 0: there are none.
    restart: usize,
    /// Where the scan's data begins.
    data_at: usize,
}

/// The picture at an eighth of its size, rounded up; `None` where libjpeg is to be asked.
pub fn decode(bytes: &[u8]) -> Option<RgbImage> {
    let header = Header::read(bytes)?;
    let (data, restarts) = unstuffed(bytes.get(header.data_at..)?);
    let planes = header.planes(&data, &restarts)?;
    let [width, height] = header.size.map(|side| side.div_ceil(8));
    let mut picture = RgbImage::new(width as u32, height as u32);
    match &planes[..] {
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

impl Header {
    /// `None` for everything but one scan of a baseline picture in grey, or in luminance and two colours at the same size
    /// or half of it.
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut header = Self::default();
        let mut at = 2;
        let (mut is_jfif, mut adobe) = (false, None);
        loop {
            while *bytes.get(at)? == 0xFF && *bytes.get(at + 1)? == 0xFF {
                at += 1;
            }
            let [0xFF, kind, high, low] = *bytes.get(at..)?.first_chunk()? else { return None };
            let end = at + 2 + usize::from(u16::from_be_bytes([high, low]));
            let segment = bytes.get(at + 4..end)?;
            match kind {
                0xC0 | 0xC1 => header.read_frame(segment)?,
                0xC4 => header.read_codes(segment)?,
                0xDB => header.read_quantisers(segment)?,
                0xDD => header.restart = usize::from(u16::from_be_bytes(*segment.first_chunk()?)),
                0xE0 => is_jfif |= segment.starts_with(b"JFIF\0"),
                0xEE if segment.starts_with(b"Adobe") => adobe = segment.get(11).copied(),
                0xE1..=0xEF | 0xFE => {}
                0xDA => {
                    header.read_scan(segment)?;
                    header.data_at = end;
                    break;
                }
                _ => return None,
            }
            at = end;
        }
        let ids: Vec<u8> = header.components.iter().map(|component| component.id).collect();
        // As libjpeg tells it.
        let is_rgb = !is_jfif && adobe.map_or(ids == *b"RGB", |transform| transform == 0);
        (header.components.len() == 1 || !is_rgb).then_some(header)
    }

    fn read_frame(&mut self, segment: &[u8]) -> Option<()> {
        let [8, h1, h0, w1, w0, count @ (1 | 3), described @ ..] = segment else { return None };
        self.size = [[*w1, *w0], [*h1, *h0]].map(|side| usize::from(u16::from_be_bytes(side)));
        for [id, sampling, quantiser] in described.as_chunks().0 {
            let blocks = [sampling >> 4, sampling & 15].map(usize::from);
            // A scan of one component is told block by block, whatever its sampling.
            let blocks = if *count == 1 { [1, 1] } else { blocks };
            self.components.push(Component {
                id: *id,
                blocks,
                quantiser: usize::from(*quantiser),
                tables: [0; 2],
            });
        }
        let most = self.components.first()?.blocks;
        let fits = |component: &Component| {
            most.iter().zip(&component.blocks).all(|(most, own)| *most == *own || *most == 2 * own)
        };
        let whole = self.components.len() == usize::from(*count)
            && most.iter().all(|blocks| (1..=4).contains(blocks));
        (whole && self.size.iter().all(|side| *side > 0) && self.components.iter().all(fits)).then_some(())
    }

    fn read_quantisers(&mut self, mut segment: &[u8]) -> Option<()> {
        while let [kind, values @ ..] = segment {
            let bytes = if kind >> 4 == 0 { 64 } else { 128 };
            let first = match kind >> 4 {
                0 => i32::from(*values.first()?),
                _ => i32::from(u16::from_be_bytes(*values.first_chunk()?)),
            };
            *self.quantisers.get_mut(usize::from(kind & 15))? = first;
            segment = values.get(bytes..)?;
        }
        Some(())
    }

    fn read_codes(&mut self, mut segment: &[u8]) -> Option<()> {
        while let [kind, rest @ ..] = segment {
            let (counts, rest) = rest.split_first_chunk::<16>()?;
            let (symbols, rest) =
                rest.split_at_checked(counts.iter().map(|count| usize::from(*count)).sum())?;
            let (codes, table) = (Codes::new(counts, symbols)?, usize::from(kind & 15));
            match kind >> 4 {
                0 => *self.means.get_mut(table)? = Some(codes),
                1 => *self.others.get_mut(table)? = Some(Steps::new(codes)),
                _ => return None,
            }
            segment = rest;
        }
        Some(())
    }

    fn read_scan(&mut self, segment: &[u8]) -> Option<()> {
        let (count, rest) = segment.split_first()?;
        let (described, [0, 63, 0]) = rest.split_at_checked(2 * usize::from(*count))? else { return None };
        if usize::from(*count) != self.components.len() {
            return None;
        }
        for (component, [id, tables]) in self.components.iter_mut().zip(described.as_chunks().0) {
            component.tables = [tables >> 4, tables & 15].map(usize::from);
            if component.id != *id {
                return None;
            }
        }
        Some(())
    }

    /// The mean of every block of every component.
    fn planes(&self, data: &[u8], restarts: &[usize]) -> Option<Vec<Plane>> {
        let most = self.components.first()?.blocks;
        let units: [usize; 2] = std::array::from_fn(|axis| self.size[axis].div_ceil(8 * most[axis]));
        let mut components: Vec<Reading<'_>> = self
            .components
            .iter()
            .map(|component| Reading::new(self, component, units))
            .collect::<Option<_>>()?;
        let count = units[0] * units[1];
        let stretch = if self.restart == 0 { count } else { self.restart };
        let ends = restarts.iter().copied().chain([data.len() - PADDING]);
        let starts = std::iter::once(0).chain(restarts.iter().copied());
        let mut unit = 0;
        for (start, end) in starts.zip(ends) {
            let mut bits = Bits::new(data, start);
            components.iter_mut().for_each(|component| component.mean = 0);
            for unit in unit..count.min(unit + stretch) {
                let place = [unit % units[0], unit / units[0]];
                for component in &mut components {
                    component.read(&mut bits, place)?;
                }
            }
            unit = count.min(unit + stretch);
            if bits.end() > end {
                return None;
            }
        }
        (unit == count).then(|| components.into_iter().map(|component| component.plane).collect())
    }
}

/// A component while it is read.
struct Reading<'a> {
    means: &'a Codes,
    others: &'a Steps,
    quantiser: i32,
    blocks: [usize; 2],
    /// Of the block read last, in units of the quantiser.
    mean: i32,
    plane: Plane,
}

impl<'a> Reading<'a> {
    fn new(header: &'a Header, component: &Component, units: [usize; 2]) -> Option<Self> {
        let [means, others] = component.tables;
        let quantiser = *header.quantisers.get(component.quantiser)?;
        let [across, down] = [units[0] * component.blocks[0], units[1] * component.blocks[1]];
        Some(Self {
            means: header.means.get(means)?.as_ref()?,
            others: header.others.get(others)?.as_ref()?,
            quantiser: Some(quantiser).filter(|quantiser| *quantiser > 0)?,
            blocks: component.blocks,
            mean: 0,
            plane: Plane { stride: across, values: vec![0; across * down] },
        })
    }

    /// Reads the blocks of one unit.
    #[inline(always)]
    fn read(&mut self, bits: &mut Bits<'_>, [x, y]: [usize; 2]) -> Option<()> {
        let [across, down] = self.blocks;
        for row in y * down..(y + 1) * down {
            for column in x * across..(x + 1) * across {
                self.mean += bits.difference(self.means)?;
                bits.step_over(self.others)?;
                // The largest there are: more is damage.
                if self.mean.unsigned_abs() > 1 << 15 {
                    return None;
                }
                let value = ((self.mean * self.quantiser + 4) >> 3) + 128;
                self.plane.values[row * self.plane.stride + column] = value.clamp(0, 255) as u8;
            }
        }
        Some(())
    }
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

/// The data of a scan without the bytes that only keep it from looking like a marker, padded; and where it begins anew
/// after a restart.
fn unstuffed(scan: &[u8]) -> (Vec<u8>, Vec<usize>) {
    let mut data = Vec::with_capacity(scan.len() + PADDING);
    let mut restarts = Vec::new();
    let mut rest = scan;
    while let Some(mark) = memchr::memchr(0xFF, rest) {
        data.extend_from_slice(&rest[..mark]);
        rest = &rest[mark + 1..];
        while let [0xFF, after @ ..] = rest {
            rest = after;
        }
        match rest {
            [0, after @ ..] => {
                data.push(0xFF);
                rest = after;
            }
            [0xD0..=0xD7, after @ ..] => {
                restarts.push(data.len());
                rest = after;
            }
            _ => {
                rest = &[];
                break;
            }
        }
    }
    data.extend_from_slice(rest);
    data.extend([0; PADDING]);
    (data, restarts)
}

#[cfg(test)]
mod tests;
