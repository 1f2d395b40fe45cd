//! The markers of a JPEG, up to the next scan that may hold means.

use super::huffman::{Codes, Steps};

/// A file of more tables of codes keeps whoever makes them ready busy for minutes: four for each of the most scans that are
/// read.
const MAX_TABLES: usize = 2000;

/// A component of the picture: luminance, or one of the two of colour.
pub struct Component {
    id: u8,
    /// Blocks across and down in a unit of a scan of several components.
    pub blocks: [usize; 2],
    /// Which of the quantisers.
    pub quantiser: usize,
}

/// What a scan says of the means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Each is followed by the other coefficients of its block: the file is baseline.
    Blocks,
    /// All but so many of their last bits.
    FirstBits {
        /// Bits that are left out.
        but: u8,
    },
    /// One bit more, before which so many follow.
    NextBit {
        /// Bits that are left out even now.
        but: u8,
    },
    /// Nothing: other coefficients.
    NoMeans {
        /// Bits that are left out of those.
        but: u8,
    },
}

/// What the head of a scan says.
pub struct Scan {
    /// Its components' places among those of the picture, and their tables of means and of other coefficients.
    pub components: Vec<(usize, [usize; 2])>,
    /// What it says of the means.
    pub holds: Holds,
    /// The first and the last of the 64 coefficients that it tells.
    pub band: [u8; 2],
    /// It tells a bit more of what other scans told.
    pub is_refinement: bool,
}

/// What the markers say, as far as they were read.
pub struct Markers<'a> {
    bytes: &'a [u8],
    /// Where the next marker, or a scan's data, begins.
    at: usize,
    is_progressive: bool,
    is_jfif: bool,
    adobe: Option<u8>,
    /// Pixels across and down.
    pub size: [usize; 2],
    /// In grey one, else luminance and two of colour.
    pub components: Vec<Component>,
    /// Of the first coefficient; 0: not told.
    pub quantisers: [i32; 4],
    /// Codes of means.
    pub means: [Option<Codes>; 4],
    /// Codes of other coefficients.
    pub others: [Option<Steps>; 4],
    tables: usize,
    /// Units between two restarts; 0: there are none.
    pub restart: usize,
}

impl<'a> Markers<'a> {
    /// None of them read yet.
    pub fn of(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 2,
            is_progressive: false,
            is_jfif: false,
            adobe: None,
            size: [0; 2],
            components: Vec::new(),
            quantisers: [0; 4],
            means: Default::default(),
            others: Default::default(),
            tables: 0,
            restart: 0,
        }
    }

    /// Reads up to the data of the next scan. `None` at the end, and for everything but a baseline or progressive picture
    /// with Huffman codes.
    pub fn next_scan(&mut self) -> Option<Scan> {
        loop {
            while *self.bytes.get(self.at)? == 0xFF && *self.bytes.get(self.at + 1)? == 0xFF {
                self.at += 1;
            }
            let [0xFF, kind, high, low] = *self.bytes.get(self.at..)?.first_chunk()? else { return None };
            let end = self.at + 2 + usize::from(u16::from_be_bytes([high, low]));
            let segment = self.bytes.get(self.at + 4..end)?;
            if matches!(kind, 0xD8 | 0xD9) {
                return None;
            }
            self.at = end;
            match kind {
                0xC0..=0xC2 if self.components.is_empty() => {
                    self.is_progressive = kind == 0xC2;
                    self.read_frame(segment)?;
                }
                0xC4 => self.read_codes(segment)?,
                0xDB => self.read_quantisers(segment)?,
                0xDD => self.restart = usize::from(u16::from_be_bytes(*segment.first_chunk()?)),
                0xE0 => self.is_jfif |= segment.starts_with(b"JFIF\0"),
                0xEE if segment.starts_with(b"Adobe") => self.adobe = segment.get(11).copied(),
                0xE1..=0xEF | 0xFE => {}
                0xDA => return self.scan(segment),
                _ => return None,
            }
        }
    }

    /// The data of a scan whose head was read, and all that follows.
    pub fn data(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Goes on so many bytes behind that.
    pub fn go_on(&mut self, after: usize) {
        self.at += after;
    }

    /// Goes on behind the data.
    pub fn skip_data(&mut self) {
        let data = self.data();
        let is_marker = |at: &usize| !matches!(data.get(at + 1), Some(0 | 0xD0..=0xD7 | 0xFF));
        self.at += memchr::memchr_iter(0xFF, data).find(is_marker).unwrap_or(data.len());
    }

    /// The data ends without an end marker: what follows is no marker, or nothing.
    pub fn are_cut(&self) -> bool {
        self.data().first() != Some(&0xFF)
    }

    /// The most blocks of a component across and down in a unit.
    pub fn most_blocks(&self) -> Option<[usize; 2]> {
        let most = |axis: usize| self.components.iter().map(|component| component.blocks[axis]).max();
        Some([most(0)?, most(1)?])
    }

    /// The picture is grey, or luminance and two colours at the same size or half of it.
    pub fn are_plain(&self) -> bool {
        let Some(Component { blocks: most, .. }) = self.components.first() else { return false };
        let fits = |component: &Component| {
            most.iter().zip(&component.blocks).all(|(most, own)| *most == *own || *most == 2 * own)
        };
        matches!(self.components.len(), 1 | 3) && self.components.iter().all(fits) && !self.is_rgb()
    }

    /// As libjpeg tells it.
    fn is_rgb(&self) -> bool {
        let ids = || self.components.iter().map(|component| component.id);
        self.components.len() == 3
            && !self.is_jfif
            && self.adobe.map_or_else(|| ids().eq(*b"RGB"), |transform| transform == 0)
    }

    fn read_frame(&mut self, segment: &[u8]) -> Option<()> {
        let [8, h1, h0, w1, w0, count @ 1..=4, described @ ..] = segment else { return None };
        self.size = [[*w1, *w0], [*h1, *h0]].map(|side| usize::from(u16::from_be_bytes(side)));
        for [id, sampling, quantiser] in described.as_chunks().0 {
            let blocks = [sampling >> 4, sampling & 15].map(usize::from);
            self.components.push(Component { id: *id, blocks, quantiser: usize::from(*quantiser) });
        }
        let is_whole = self.components.len() == usize::from(*count)
            && self
                .components
                .iter()
                .flat_map(|component| component.blocks)
                .all(|blocks| (1..=4).contains(&blocks));
        (is_whole && self.size.iter().all(|side| *side > 0)).then_some(())
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
            self.tables += 1;
            if self.tables > MAX_TABLES {
                return None;
            }
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

    fn scan(&self, segment: &[u8]) -> Option<Scan> {
        let (count, rest) = segment.split_first()?;
        let (described, [first, last, bits]) = rest.split_at_checked(2 * usize::from(*count))? else {
            return None;
        };
        let holds = match (self.is_progressive, *first, *last, bits >> 4, bits & 15) {
            (false, 0, 63, 0, 0) => Holds::Blocks,
            (true, 0, 0, 0, but) => Holds::FirstBits { but },
            (true, 0, 0, before, but) if before == but + 1 => Holds::NextBit { but },
            (true, 1..=63, ..) if first <= last && *last < 64 && *count == 1 => {
                Holds::NoMeans { but: bits & 15 }
            }
            _ => return None,
        };
        let (band, is_refinement) = ([*first, *last], bits >> 4 > 0);
        let mut components = Vec::with_capacity(self.components.len());
        for [id, tables] in described.as_chunks().0 {
            let place = self.components.iter().position(|component| component.id == *id)?;
            if components.iter().any(|(known, _)| *known >= place) {
                return None;
            }
            components.push((place, [tables >> 4, tables & 15].map(usize::from)));
        }
        (!components.is_empty()).then_some(Scan { components, holds, band, is_refinement })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_countless_tables_is_left_to_libjpeg() {
        let frame = [0xFF, 0xC0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0];
        let table = [&[0xFF, 0xC4, 0, 20, 0][..], &[1], &[0; 15], &[0]].concat();
        let scan = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0];
        let file = |tables| [&[0xFF, 0xD8][..], &frame, &table.repeat(tables), &scan].concat();
        assert!(Markers::of(&file(MAX_TABLES)).next_scan().is_some());
        assert!(Markers::of(&file(MAX_TABLES + 1)).next_scan().is_none());
    }
}
