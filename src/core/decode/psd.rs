//! Photoshop documents: the merged picture that they hold beside their layers, as "Adobe Photoshop File Formats
//! Specification" (2019) describes it. Where the document is transparent this picture lies on white already, so that channels
//! beside those of colour are left out.

use image::RgbImage;

use super::icc::Profile;
use super::{Raw, check_size, guard};
use crate::photo::SkipReason;

/// Colours of a document.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Grey,
    /// 256 colours: all reds, all greens, all blues.
    Indexed,
    Rgb,
    /// Ink that is missing: 0 is all of it.
    Cmyk,
}

impl Mode {
    fn channels(self) -> usize {
        match self {
            Self::Grey | Self::Indexed => 1,
            Self::Rgb => 3,
            Self::Cmyk => 4,
        }
    }
}

/// What comes before the picture.
struct Header<'a> {
    /// Lengths take eight bytes where they take four otherwise, and four where they take two.
    is_big: bool,
    channels: usize,
    size: [u32; 2],
    /// Bytes of a sample.
    depth: usize,
    mode: Mode,
    palette: &'a [u8],
    resources: &'a [u8],
}

pub fn decode(bytes: &[u8]) -> Result<Raw, SkipReason> {
    let mut rest = bytes;
    let header = Header::read(&mut rest)?;
    let [width, height] = header.size;
    check_size(width, height)?;
    let pixels = u64::from(width) * u64::from(height);
    // Each channel by itself, and the picture made of them.
    let _memory = guard::memory(pixels * (header.mode.channels() as u64 + 4))?;
    let planes = header.planes(rest).ok_or_else(damaged)?;
    let pixels = header.picture(&planes).ok_or_else(damaged)?;
    let reduced = header.depth > 1 || header.mode == Mode::Cmyk;
    let profile = profile(header.resources).map(Profile::Icc);
    Ok(Raw { reduced, upright: true, ..Raw::whole(pixels, profile) })
}

/// The ICC profile among the resources of a document: each is a mark, a number, a name and its bytes, name and bytes of an even
/// length.
fn profile(mut resources: &[u8]) -> Option<Vec<u8>> {
    const ICC_PROFILE: u64 = 1039;
    let rest = &mut resources;
    loop {
        skip(rest, 4)?;
        let number = take(rest, 2)?;
        let of_name = take(rest, 1)? as usize;
        skip(rest, of_name + (of_name + 1) % 2)?;
        let length = take(rest, 4)? as usize;
        let body = skip(rest, length)?;
        if number == ICC_PROFILE {
            return Some(body.to_vec());
        }
        skip(rest, length % 2)?;
    }
}

/// How many layers there are beside the merged picture.
pub fn layers(bytes: &[u8]) -> Option<u32> {
    let mut rest = bytes;
    let of_length = if skip(&mut rest, 6)?.ends_with(&[2]) { 8 } else { 4 };
    skip(&mut rest, 20)?;
    for _ in ["palette", "resources"] {
        let length = take(&mut rest, 4)? as usize;
        skip(&mut rest, length)?;
    }
    let of_all = take(&mut rest, of_length)?;
    let of_layers = take(&mut rest, of_length)?;
    if of_all == 0 || of_layers == 0 {
        return Some(0);
    }
    // A negative count says that the picture has transparency.
    let count = take(&mut rest, 2)? as u16;
    Some(count.cast_signed().unsigned_abs().into())
}

fn damaged() -> SkipReason {
    SkipReason::Damaged("PSD".to_owned(), "it ends early or its lengths are wrong".to_owned())
}

/// The next number of so many bytes.
fn take(rest: &mut &[u8], length: usize) -> Option<u64> {
    let number = skip(rest, length)?;
    Some(number.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// The next bytes.
fn skip<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (bytes, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(bytes)
}

impl<'a> Header<'a> {
    /// Reads up to the picture.
    fn read(rest: &mut &'a [u8]) -> Result<Self, SkipReason> {
        let numbers = |rest: &mut &'a [u8]| {
            skip(rest, 4)?;
            let is_big = take(rest, 2)? == 2;
            skip(rest, 6)?;
            let channels = take(rest, 2)? as usize;
            let [height, width] = [take(rest, 4)? as u32, take(rest, 4)? as u32];
            Some((is_big, channels, [width, height], take(rest, 2)?, take(rest, 2)?))
        };
        let (is_big, channels, size, bits, mode) = numbers(rest).ok_or_else(damaged)?;
        let mode = match mode {
            1 | 8 => Mode::Grey,
            2 => Mode::Indexed,
            3 => Mode::Rgb,
            4 => Mode::Cmyk,
            _ => return Err(SkipReason::KindNotReadYet("PSD".to_owned())),
        };
        let depth = match bits {
            8 => 1,
            16 => 2,
            _ => return Err(SkipReason::KindNotReadYet("PSD".to_owned())),
        };
        let sections = |rest: &mut &'a [u8]| {
            let of_palette = take(rest, 4)? as usize;
            let palette = skip(rest, of_palette)?;
            let of_resources = take(rest, 4)? as usize;
            let resources = skip(rest, of_resources)?;
            let of_layers = usize::try_from(take(rest, if is_big { 8 } else { 4 })?).ok()?;
            skip(rest, of_layers)?;
            Some((palette, resources))
        };
        let (palette, resources) = sections(rest).ok_or_else(damaged)?;
        if channels < mode.channels() || mode == Mode::Indexed && palette.len() < 768 {
            return Err(damaged());
        }
        Ok(Self { is_big, channels, size, depth, mode, palette, resources })
    }

    /// Eight bits of each sample, colour after colour.
    fn planes(&self, mut rest: &[u8]) -> Option<Vec<Vec<u8>>> {
        let [width, height] = self.size.map(|side| side as usize);
        let of_row = width * self.depth;
        let is_packed = match take(&mut rest, 2)? {
            0 => false,
            1 => true,
            _ => return None,
        };
        let of_length = if self.is_big { 4 } else { 2 };
        let rows = self.channels.checked_mul(height)?;
        let mut lengths = if is_packed { skip(&mut rest, rows.checked_mul(of_length)?)? } else { &[][..] };
        let mut planes = Vec::with_capacity(self.mode.channels());
        for _ in 0..self.mode.channels() {
            let mut plane = Vec::with_capacity(width * height);
            let mut unpacked = Vec::with_capacity(of_row);
            for _ in 0..height {
                let row = if is_packed {
                    let length = take(&mut lengths, of_length)? as usize;
                    unpack(skip(&mut rest, length)?, of_row, &mut unpacked);
                    &unpacked[..]
                } else {
                    skip(&mut rest, of_row)?
                };
                plane.extend(row.iter().step_by(self.depth));
            }
            planes.push(plane);
        }
        Some(planes)
    }

    fn picture(&self, planes: &[Vec<u8>]) -> Option<RgbImage> {
        let [width, height] = self.size;
        let level = |channel: usize, at: usize| planes[channel][at];
        let colour = |at: usize| match self.mode {
            Mode::Grey => [level(0, at); 3],
            Mode::Indexed => [0, 256, 512].map(|from| self.palette[from + usize::from(level(0, at))]),
            Mode::Rgb => [0, 1, 2].map(|channel| level(channel, at)),
            Mode::Cmyk => [0, 1, 2].map(|channel| {
                let without_ink = u32::from(level(channel, at)) * u32::from(level(3, at));
                (without_ink / 255) as u8
            }),
        };
        let pixels = planes.first()?.len();
        RgbImage::from_raw(width, height, (0..pixels).flat_map(colour).collect())
    }
}

/// A row that PackBits has packed; zeros where it says less than the row has.
fn unpack(mut packed: &[u8], length: usize, row: &mut Vec<u8>) {
    row.clear();
    while let [count, after @ ..] = packed {
        packed = match (*count, after) {
            (0..=127, _) => {
                let (literal, after) = after.split_at(after.len().min(usize::from(*count) + 1));
                row.extend(literal);
                after
            }
            (128, _) => after,
            (129.., [value, after @ ..]) => {
                row.extend(std::iter::repeat_n(*value, 257 - usize::from(*count)));
                after
            }
            (129.., []) => after,
        };
    }
    row.resize(length, 0);
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A document of 3 x 2 pixels; what follows its sections is the picture.
    fn document(mode: u16, channels: u16, bits: u16, picture: &[u8]) -> Vec<u8> {
        let palette: Vec<u8> =
            if mode == 2 { (0..768).map(|at| (at % 256) as u8).collect() } else { Vec::new() };
        let mut bytes = b"8BPS\0\x01\0\0\0\0\0\0".to_vec();
        bytes.extend(channels.to_be_bytes());
        bytes.extend([0, 0, 0, 2, 0, 0, 0, 3]);
        bytes.extend(bits.to_be_bytes());
        bytes.extend(mode.to_be_bytes());
        bytes.extend((palette.len() as u32).to_be_bytes());
        bytes.extend(palette);
        bytes.extend([0; 4]);
        bytes.extend([0, 0, 0, 2, 9, 9]);
        bytes.extend(picture);
        bytes
    }

    #[test]
    fn the_profile_is_found_among_the_resources() {
        let resource = |number: u16, name: &[u8], body: &[u8]| {
            let padded = |part: &[u8]| [part, &[0][..part.len() % 2]].concat();
            let name = padded(&[&[name.len() as u8], name].concat());
            [b"8BIM", &number.to_be_bytes()[..], &name, &(body.len() as u32).to_be_bytes(), &padded(body)]
                .concat()
        };
        let resources = [resource(1005, b"", b"odd"), resource(1039, b"ab", b"a profile")].concat();
        assert_eq!(profile(&resources).as_deref(), Some(&b"a profile"[..]));
        assert_eq!(profile(&resources[..resources.len() - 4]), None);
        assert_eq!((profile(&resources[..30]), profile(&[])), (None, None));
        let mut bytes = document(3, 3, 8, &plain(&[200, 10, 20]));
        bytes.splice(30..34, [&(resources.len() as u32).to_be_bytes()[..], &resources].concat());
        assert_eq!(decode(&bytes).expect("decoded").profile, Some(Profile::Icc(b"a profile".to_vec())));
    }

    fn check(bytes: &[u8], expected: [u8; 3]) {
        let raw = decode(bytes).expect("decoded");
        assert_eq!((raw.width, raw.height), (3, 2));
        assert_eq!(raw.pixels.get_pixel(2, 1).0, expected);
        for end in 0..bytes.len() {
            decode(&bytes[..end]).map(drop).unwrap_or_default();
        }
    }

    /// Each channel of one level, plain.
    fn plain(levels: &[u8]) -> Vec<u8> {
        [&[0, 0][..], &levels.iter().flat_map(|level| [*level; 6]).collect::<Vec<_>>()].concat()
    }

    #[test]
    fn colours_of_all_modes_are_read() {
        check(&document(3, 3, 8, &plain(&[200, 10, 20])), [200, 10, 20]);
        check(&document(1, 1, 8, &plain(&[77])), [77; 3]);
        check(&document(2, 1, 8, &plain(&[9])), [9; 3]);
        check(&document(4, 4, 8, &plain(&[255, 128, 0, 255])), [255, 128, 0]);
        check(&document(3, 5, 8, &plain(&[200, 10, 20, 0, 7])), [200, 10, 20]);
        let deep = [&[0, 0][..], &[200, 1].repeat(6), &[10, 2].repeat(6), &[20, 3].repeat(6)].concat();
        check(&document(3, 3, 16, &deep), [200, 10, 20]);
    }

    /// A document of packed rows.
    pub fn packed() -> Vec<u8> {
        let lengths = [0, 2, 0, 2, 0, 4, 0, 4, 0, 2, 0, 3];
        let rows =
            [&[254, 200][..], &[254, 200], &[2, 10, 10, 10], &[2, 10, 10, 10], &[254, 20], &[128, 254, 20]];
        document(3, 3, 8, &[&[0, 1][..], &lengths, &rows.concat()].concat())
    }

    #[test]
    fn packed_rows_are_unpacked() {
        check(&packed(), [200, 10, 20]);
    }

    #[test]
    fn layers_are_counted() {
        let flat = document(3, 3, 8, &plain(&[200, 10, 20]));
        assert_eq!(layers(&flat[..flat.len() - 22]), None);
        let head = flat[..34].to_vec();
        let with = |sections: &[u8]| layers(&[&head[..], sections].concat());
        assert_eq!(with(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9]), Some(0));
        assert_eq!(with(&[0, 0, 0, 12, 0, 0, 0, 6, 0, 3, 9, 9, 9, 9]), Some(3));
        assert_eq!(with(&[0, 0, 0, 12, 0, 0, 0, 6, 0xFF, 0xFE, 9, 9, 9, 9]), Some(2));
    }

    #[test]
    fn what_is_not_read_is_said() {
        let reason = decode(&document(9, 3, 8, &plain(&[1, 2, 3]))).err().expect("refused");
        assert_eq!(reason, SkipReason::KindNotReadYet("PSD".to_owned()));
        let mut large = document(3, 3, 8, &plain(&[1, 2, 3]));
        large[14..22].fill(0x7F);
        assert!(matches!(decode(&large).err(), Some(SkipReason::TooManyPixels(..))));
    }
}
