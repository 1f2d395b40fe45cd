//! How much of a JPEG's picture is missing or broken, told by reading every code of every scan.

use super::find_blank;
use super::huffman::{Bits, Codes, Steps};
use super::markers::{Holds, Markers, Scan};
use super::scan::{MOST_LEFT, PADDING, unstuffed};

/// Bits that a coefficient is counted with: one that no scan has told is eight times the loss of one without its last bit.
const COEFFICIENT_BITS: u8 = 8;

/// A file of more scans is measured no further; libjpeg writes 10.
const MAX_SCANS: usize = 100;

/// The share of the picture's coefficients that is missing or broken, 0 to 1: in a baseline file this is the share of the
/// picture's area. An end marker is not asked for, and bytes behind the picture do not count. 0 also where the file is
/// neither baseline nor progressive with Huffman codes.
pub fn share(bytes: &[u8]) -> f32 {
    let mut markers = Markers::of(bytes);
    let mut picture: Option<Picture> = None;
    for _ in 0..MAX_SCANS {
        let Some(scan) = markers.next_scan() else { break };
        if picture.is_none() {
            picture = Picture::of(&markers);
        }
        let Some(picture) = &mut picture else { return 0.0 };
        if picture.read(&scan, &mut markers).is_none() {
            break;
        }
    }
    picture.map_or(0.0, |picture| picture.missing(&markers))
}

/// What is known of a picture, as far as its scans were read.
struct Picture {
    components: Vec<Component>,
    /// Units of a scan of several components, across and down.
    units: [usize; 2],
    /// Bits of coefficients that scans told of and that are not there.
    lost: f64,
}

struct Component {
    /// Blocks across and down in a unit.
    blocks: [usize; 2],
    /// Blocks across and down that a scan of this component alone holds.
    shown: [usize; 2],
    /// Blocks across and down in all units.
    padded: [usize; 2],
    /// For each block which of its 64 coefficients are not zero, so far as is known.
    nonzero: Vec<u64>,
    /// Bits of each coefficient that scans told of.
    told: [u8; 64],
}

impl Picture {
    fn of(markers: &Markers<'_>) -> Option<Self> {
        let most = markers.most_blocks()?;
        let units: [usize; 2] = std::array::from_fn(|axis| markers.size[axis].div_ceil(8 * most[axis]));
        let component = |blocks: [usize; 2]| {
            let padded = [units[0] * blocks[0], units[1] * blocks[1]];
            let shown = |axis: usize| (markers.size[axis] * blocks[axis]).div_ceil(most[axis]).div_ceil(8);
            let nonzero = vec![0; padded[0] * padded[1]];
            Component { blocks, shown: [shown(0), shown(1)], padded, nonzero, told: [0; 64] }
        };
        let components = markers.components.iter().map(|described| component(described.blocks)).collect();
        Some(Self { components, units, lost: 0.0 })
    }

    /// Reads a scan's codes and goes on behind its data; `None` if its tables are not there.
    fn read(&mut self, scan: &Scan, markers: &mut Markers<'_>) -> Option<()> {
        let data = Stretches::of(markers.data());
        let mut units = self.units;
        let mut blocks = 0;
        let mut parts = Vec::with_capacity(scan.components.len());
        let is_alone = scan.components.len() == 1;
        for (place, component) in self.components.iter_mut().enumerate() {
            let Some((_, tables)) = scan.components.iter().find(|(wanted, _)| *wanted == place) else {
                continue;
            };
            let of_unit = if is_alone { [1, 1] } else { component.blocks };
            if is_alone {
                units = component.shown;
            }
            component.count(scan);
            blocks += of_unit[0] * of_unit[1];
            let codes = Told::by(scan, *tables, markers)?;
            let (stride, nonzero) = (component.padded[0], &mut component.nonzero[..]);
            parts.push(Part { codes, band: scan.band, of_unit, stride, nonzero, run: 0 });
        }
        let lost = data.count_lost(units, markers.restart, &mut parts);
        self.lost += lost * (blocks * scan.band_len() * usize::from(scan.bits())) as f64;
        let after = data.after;
        markers.go_on(after);
        Some(())
    }

    /// The share that is missing, once nothing more is read.
    fn missing(&self, markers: &Markers<'_>) -> f32 {
        let (mut all, mut lost) = (0.0, self.lost);
        for component in &self.components {
            let blocks = (component.padded[0] * component.padded[1]) as f64;
            all += blocks * 64.0 * f64::from(COEFFICIENT_BITS);
            if markers.are_cut() {
                let untold =
                    component.told.iter().map(|bits| f64::from(COEFFICIENT_BITS.saturating_sub(*bits)));
                lost += blocks * untold.sum::<f64>();
            }
        }
        (lost / all).clamp(0.0, 1.0) as f32
    }
}

impl Component {
    fn count(&mut self, scan: &Scan) {
        let [first, last] = scan.band.map(usize::from);
        self.told[first..=last].iter_mut().for_each(|told| *told = told.saturating_add(scan.bits()));
    }
}

impl Scan {
    fn band_len(&self) -> usize {
        usize::from(self.band[1] - self.band[0]) + 1
    }

    /// Bits of each coefficient that it tells.
    fn bits(&self) -> u8 {
        match self.holds {
            Holds::Blocks => COEFFICIENT_BITS,
            _ if self.is_refinement => 1,
            Holds::FirstBits { but } | Holds::NextBit { but } | Holds::NoMeans { but } => {
                COEFFICIENT_BITS.saturating_sub(but).max(1)
            }
        }
    }
}

/// A scan's data between restarts.
struct Stretches {
    data: Vec<u8>,
    restarts: Vec<usize>,
    /// Bytes of the file up to the next marker.
    after: usize,
    /// Where the last stretch ends.
    end: usize,
    /// Only zeros follow the end, or what was appended to the photo.
    may_be_left: bool,
}

impl Stretches {
    fn of(scan: &[u8]) -> Self {
        // A film that was appended does not look like a marker.
        let film =
            memchr::memmem::find(scan, b"ftyp").filter(|at| *at >= 4 && scan[at - 4..].starts_with(&[0, 0]));
        let (data, restarts, after) = unstuffed(&scan[..film.map_or(scan.len(), |at| at - 4)]);
        let mut end = data.len() - PADDING;
        let is_last = film.is_some() || !is_marker(&scan[after..]);
        if is_last {
            // What was never written is zero. A last code may end in a byte of zeros.
            end = data.iter().rposition(|byte| *byte != 0).map_or(0, |last| (last + 2).min(end));
        }
        let may_be_left = is_last && scan.ends_with(b"SEFT");
        Self { data, restarts, after, end, may_be_left }
    }

    /// Units of the scan that are missing or broken.
    fn count_lost(&self, units: [usize; 2], restart: usize, parts: &mut [Part<'_>]) -> f64 {
        let count = units[0] * units[1];
        let length = if restart == 0 { count } else { restart };
        let ends = self.restarts.iter().copied().chain([self.end]);
        let starts = std::iter::once(0).chain(self.restarts.iter().copied());
        let (mut unit, mut lost) = (0, 0.0);
        for (start, end) in starts.zip(ends) {
            let until = count.min(unit + length);
            if unit == until {
                break;
            }
            parts.iter_mut().for_each(|part| part.run = 0);
            lost += self.lost_between([start, end.max(start)], [unit, until], units[0], parts);
            unit = until;
        }
        lost + (count - unit) as f64
    }

    /// Units `from..until` that are missing or broken in the bytes `start..end`.
    fn lost_between(
        &self,
        [start, end]: [usize; 2],
        [from, until]: [usize; 2],
        across: usize,
        parts: &mut [Part<'_>],
    ) -> f64 {
        let blank = find_blank(&self.data[start..end]).map_or(usize::MAX, |at| start + at);
        let mut bits = Bits::new(&self.data, start);
        let mut at_blank = until;
        for unit in from..until {
            let place = [unit % across, unit / across];
            let whole = parts.iter_mut().try_for_each(|part| part.read(&mut bits, place));
            if at_blank == until && bits.end() > blank {
                at_blank = unit;
            }
            if whole.is_none() || bits.end() > end {
                return (until - unit.min(at_blank)) as f64;
            }
        }
        // Hardly a block has so many zeros among these codes, and blocks without coefficients take none.
        if parts.iter().any(|part| matches!(part.codes, Told::Others(_) | Told::NextBitOfOthers(_)))
            && at_blank < until
        {
            return (until - at_blank) as f64;
        }
        let left = end - bits.end();
        if left <= MOST_LEFT || self.may_be_left && end == self.end {
            return 0.0;
        }
        // Codes were lost on the way, so that more bytes are there than blocks.
        let by_bytes = (until - from) as f64 * left as f64 / (end - start) as f64;
        by_bytes.max((until - at_blank) as f64)
    }
}

/// What may follow a scan's data in a whole file.
fn is_marker(bytes: &[u8]) -> bool {
    matches!(bytes, [0xFF, 0xC4 | 0xD9..=0xDD | 0xE0..=0xEF | 0xFE, ..])
}

/// How a scan tells the coefficients of a component.
enum Told<'a> {
    Blocks(&'a Codes, &'a Steps),
    Mean(&'a Codes),
    NextBitOfMean,
    Others(&'a Codes),
    NextBitOfOthers(&'a Codes),
}

impl<'a> Told<'a> {
    fn by(scan: &Scan, [means, others]: [usize; 2], markers: &'a Markers<'_>) -> Option<Self> {
        let means = || markers.means.get(means)?.as_ref();
        let others = || markers.others.get(others)?.as_ref();
        Some(match scan.holds {
            Holds::Blocks => Self::Blocks(means()?, others()?),
            Holds::FirstBits { .. } => Self::Mean(means()?),
            Holds::NextBit { .. } => Self::NextBitOfMean,
            Holds::NoMeans { .. } if scan.is_refinement => Self::NextBitOfOthers(others()?.codes()),
            Holds::NoMeans { .. } => Self::Others(others()?.codes()),
        })
    }
}

/// A component of a scan while it is read.
struct Part<'a> {
    codes: Told<'a>,
    /// The first and the last coefficient.
    band: [u8; 2],
    of_unit: [usize; 2],
    stride: usize,
    nonzero: &'a mut [u64],
    /// Blocks that follow in which no coefficient becomes other than zero.
    run: u32,
}

impl Part<'_> {
    fn read(&mut self, bits: &mut Bits<'_>, [x, y]: [usize; 2]) -> Option<()> {
        let [across, down] = self.of_unit;
        for row in y * down..(y + 1) * down {
            for column in x * across..(x + 1) * across {
                self.read_block(bits, row * self.stride + column)?;
            }
        }
        Some(())
    }

    fn read_block(&mut self, bits: &mut Bits<'_>, at: usize) -> Option<()> {
        match self.codes {
            Told::Blocks(means, others) => {
                bits.difference(means)?;
                bits.step_over(others)
            }
            Told::Mean(means) => bits.difference(means).map(drop),
            Told::NextBitOfMean => bits.bit().map(drop),
            Told::Others(codes) => self.read_others(bits, codes, at),
            Told::NextBitOfOthers(codes) => self.read_next_bits(bits, codes, at),
        }
    }

    /// ITU-T T.81, G.1.2.2.
    fn read_others(&mut self, bits: &mut Bits<'_>, codes: &Codes, at: usize) -> Option<()> {
        if self.run > 0 {
            self.run -= 1;
            return Some(());
        }
        let [mut place, last] = self.band;
        while place <= last {
            let symbol = bits.symbol(codes)?;
            match (symbol >> 4, symbol & 15) {
                (15, 0) => place += 16,
                (run, 0) => {
                    self.run = (1 << run) - 1 + bits.number(run)?;
                    return Some(());
                }
                (run, size) => {
                    place += run;
                    bits.number(size)?;
                    self.nonzero[at] |= 1_u64.checked_shl(place.into()).filter(|_| place <= last)?;
                    place += 1;
                }
            }
        }
        Some(())
    }

    /// ITU-T T.81, G.1.2.3: a bit more of each coefficient that is not zero, and those that become other than zero by it.
    fn read_next_bits(&mut self, bits: &mut Bits<'_>, codes: &Codes, at: usize) -> Option<()> {
        let [mut place, last] = self.band;
        while self.run == 0 && place <= last {
            let symbol = bits.symbol(codes)?;
            let (mut zeros, size) = (symbol >> 4, symbol & 15);
            if size == 0 && zeros < 15 {
                self.run = (1 << zeros) + bits.number(zeros)?;
                break;
            }
            bits.number(size)?;
            while place <= last {
                if self.nonzero[at] >> place & 1 == 1 {
                    bits.bit()?;
                } else if zeros == 0 {
                    break;
                } else {
                    zeros -= 1;
                }
                place += 1;
            }
            if size > 0 && place <= last {
                self.nonzero[at] |= 1 << place;
            }
            place += 1;
        }
        if self.run > 0 {
            self.run -= 1;
            let rest = u64::MAX.checked_shl(place.into()).unwrap_or(0) & (u64::MAX >> (63 - last));
            (0..(self.nonzero[at] & rest).count_ones()).try_for_each(|_| bits.bit().map(drop))?;
        }
        Some(())
    }
}
