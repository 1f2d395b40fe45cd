//! The means that a scan's data holds.

use super::Plane;
use super::huffman::{Bits, Codes, Steps};
use super::markers::{Component, Holds, Markers, Scan};

/// Bytes after the data that may be looked at and do not count.
pub(super) const PADDING: usize = 16;

/// Bytes that may be left where the last block ends; some cameras fill up their files.
pub(super) const MOST_LEFT: usize = 64;

/// The means of a component's blocks, as far as scans have told them.
pub struct BlockMeans {
    quantiser: i32,
    /// Blocks across and down in a unit of a scan of several components.
    blocks: [usize; 2],
    /// Blocks across and down that show, which a scan of this component alone holds.
    shown: [usize; 2],
    /// Blocks across, those included that fill up the last unit.
    stride: usize,
    /// In units of the quantiser.
    values: Vec<i16>,
    /// Last bits that are not known; `None`: none are.
    missing: Option<u8>,
}

impl BlockMeans {
    /// Nothing is known of them. `None` if their quantiser is not told.
    pub fn new(component: &Component, markers: &Markers<'_>) -> Option<Self> {
        let quantiser = *markers.quantisers.get(component.quantiser)?;
        let units = units(markers)?;
        let blocks = component.blocks;
        let most = markers.components.first()?.blocks;
        let shown =
            std::array::from_fn(|axis| (markers.size[axis] * blocks[axis]).div_ceil(most[axis]).div_ceil(8));
        let [stride, down] = [units[0] * blocks[0], units[1] * blocks[1]];
        Some(Self {
            quantiser: Some(quantiser).filter(|quantiser| *quantiser > 0)?,
            blocks,
            shown,
            stride,
            values: vec![0; stride * down],
            missing: None,
        })
    }

    /// To the last bit.
    pub fn are_known(&self) -> bool {
        self.missing == Some(0)
    }

    /// The levels they stand for.
    pub fn into_plane(self) -> Plane {
        let level = |mean: i16| (((i32::from(mean) * self.quantiser + 4) >> 3) + 128).clamp(0, 255) as u8;
        Plane { stride: self.stride, values: self.values.into_iter().map(level).collect() }
    }
}

/// Units of a scan of all components, across and down.
fn units(markers: &Markers<'_>) -> Option<[usize; 2]> {
    let most = markers.components.first()?.blocks;
    Some(std::array::from_fn(|axis| markers.size[axis].div_ceil(8 * most[axis])))
}

/// What a scan's data is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Data {
    /// As many blocks as the picture has, to the last byte.
    Whole,
    /// Something else: a part of the file is lost or overwritten.
    Torn,
}

/// Reads a scan's means into those of the picture's components, and goes on behind its data. `None`: the scan is not one that
/// is understood.
pub fn read(scan: &Scan, markers: &mut Markers<'_>, picture: &mut [BlockMeans]) -> Option<Data> {
    let (data, restarts, after) = unstuffed(markers.data());
    let mut units = units(markers)?;
    let asked = picture.iter_mut().enumerate().filter_map(|(place, means)| {
        let (_, tables) = scan.components.iter().find(|(wanted, _)| *wanted == place)?;
        Some(Reading::new(scan.holds, means, *tables, markers))
    });
    let mut components: Vec<Reading<'_>> = asked.collect::<Option<_>>()?;
    if let [alone] = &mut components[..] {
        (units, alone.blocks) = (alone.shown, [1, 1]);
    }
    let is_whole = walk(&data, &restarts, units, markers.restart, &mut components).is_some();
    markers.go_on(after);
    Some(if is_whole { Data::Whole } else { Data::Torn })
}

/// Reads all units of a scan; `None` if their data does not end where it should.
fn walk(
    data: &[u8],
    restarts: &[usize],
    units: [usize; 2],
    restart: usize,
    components: &mut [Reading<'_>],
) -> Option<()> {
    let count = units[0] * units[1];
    let stretch = if restart == 0 { count } else { restart };
    let ends = restarts.iter().copied().chain([data.len() - PADDING]);
    let starts = std::iter::once(0).chain(restarts.iter().copied());
    let mut unit = 0;
    for (start, end) in starts.zip(ends) {
        let mut bits = Bits::new(data, start);
        components.iter_mut().for_each(|component| component.mean = 0);
        for unit in unit..count.min(unit + stretch) {
            let place = [unit % units[0], unit / units[0]];
            for component in components.iter_mut() {
                component.read(&mut bits, place)?;
            }
        }
        unit = count.min(unit + stretch);
        if bits.end() > end || end - bits.end() > MOST_LEFT {
            return None;
        }
    }
    (unit == count).then_some(())
}

/// How a block's mean is told.
#[derive(Clone, Copy)]
enum Told<'a> {
    /// By its difference from the last one, before the other coefficients.
    InBlock(&'a Codes, &'a Steps),
    /// By its difference from the last one, so many bits short.
    Short(&'a Codes, u8),
    /// By a bit more, before so many.
    Bit(u8),
}

/// A component while it is read.
struct Reading<'a> {
    told: Told<'a>,
    blocks: [usize; 2],
    shown: [usize; 2],
    /// Of the block read last.
    mean: i32,
    stride: usize,
    values: &'a mut [i16],
}

impl<'a> Reading<'a> {
    /// `None` if its codes are not known, or if the scan is not the one that comes next.
    fn new(
        holds: Holds,
        means: &'a mut BlockMeans,
        [codes, others]: [usize; 2],
        markers: &'a Markers<'_>,
    ) -> Option<Self> {
        let codes = || markers.means.get(codes)?.as_ref();
        let (told, before, missing) = match holds {
            Holds::Blocks => (Told::InBlock(codes()?, markers.others.get(others)?.as_ref()?), None, 0),
            Holds::FirstBits { but } => (Told::Short(codes()?, but), None, but),
            Holds::NextBit { but } => (Told::Bit(but), Some(but + 1), but),
            Holds::NoMeans { .. } => return None,
        };
        if means.missing.replace(missing) != before {
            return None;
        }
        let BlockMeans { blocks, shown, stride, .. } = *means;
        Some(Self { told, blocks, shown, mean: 0, stride, values: &mut means.values })
    }

    /// Reads the blocks of one unit.
    #[inline(always)]
    fn read(&mut self, bits: &mut Bits<'_>, [x, y]: [usize; 2]) -> Option<()> {
        let [across, down] = self.blocks;
        for row in y * down..(y + 1) * down {
            for column in x * across..(x + 1) * across {
                self.read_block(bits, row * self.stride + column)?;
            }
        }
        Some(())
    }

    #[inline(always)]
    fn read_block(&mut self, bits: &mut Bits<'_>, at: usize) -> Option<()> {
        let missing = match self.told {
            Told::InBlock(codes, others) => {
                self.mean += bits.difference(codes)?;
                bits.step_over(others)?;
                0
            }
            Told::Short(codes, missing) => {
                self.mean += bits.difference(codes)?;
                missing
            }
            Told::Bit(missing) => {
                self.values[at] |= i16::from(bits.bit()?) << missing;
                return Some(());
            }
        };
        // More than the largest there are is damage.
        self.values[at] = i16::try_from(self.mean << missing).ok()?;
        Some(())
    }
}

/// The data of a scan without the bytes that only keep it from looking like a marker, padded; where it begins anew after a
/// restart; and its bytes before the next marker.
pub(super) fn unstuffed(scan: &[u8]) -> (Vec<u8>, Vec<usize>, usize) {
    let mut data = Vec::with_capacity(scan.len() + PADDING);
    let mut restarts = Vec::new();
    let mut rest = scan;
    let mut after = scan.len();
    while let Some(mark) = memchr::memchr(0xFF, rest) {
        data.extend_from_slice(&rest[..mark]);
        let marker = scan.len() - rest.len() + mark;
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
                after = marker;
                break;
            }
        }
    }
    data.extend_from_slice(rest);
    data.extend([0; PADDING]);
    (data, restarts, after)
}
