//! One picture coded with HEVC in a HEIC file: a tile, a thumbnail or the whole. It can be taken out of its file, and much of what
//! disks and transfers do to it can be seen without decoding it.

use std::borrow::Cow;

use memchr::memmem;

use super::extents::boxed;

/// Where the codec's parameters tell how many bytes each length takes, less one, in the lowest two bits (ISO/IEC 14496-15, 8.3.2).
const LENGTH_SIZE_AT: usize = 21;

/// Units up to this type hold a part of the picture (ITU-T H.265, table 7-1).
const LAST_SLICE_TYPE: u8 = 31;

/// What decoding a picture takes.
pub struct Coded<'a> {
    /// The body of `hvcC`.
    pub codec: &'a [u8],
    /// The body of a `colr` that tells its colours in numbers.
    pub colours: Option<&'a [u8]>,
    /// What is coded; `None` if the file ends before it does.
    pub bytes: Option<Cow<'a, [u8]>>,
}

impl Coded<'_> {
    /// A file of this picture alone; its bytes are missing where they were.
    pub fn alone(&self) -> Vec<u8> {
        let bytes = self.bytes.as_deref().unwrap_or_default();
        let mut properties = boxed(b"hvcC", &[self.codec]);
        let mut indices = vec![1];
        if let Some(colours) = self.colours {
            properties.extend(boxed(b"colr", &[colours]));
            indices.push(2);
        }
        let infe = boxed(b"infe", &[&[2, 0, 0, 0, 0, 1, 0, 0], b"hvc1\0"]);
        let ipma = boxed(b"ipma", &[&[0, 0, 0, 0, 0, 0, 0, 1, 0, 1, indices.len() as u8], &indices]);
        // All of the data in `meta` itself, from its first byte on.
        let place = [&[1, 0, 0, 0, 0x44, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0][..]];
        let parts = [
            boxed(b"pitm", &[&[0, 0, 0, 0, 0, 1]]),
            boxed(b"iloc", &[place[0], &(bytes.len() as u32).to_be_bytes()]),
            boxed(b"iinf", &[&[0, 0, 0, 0, 0, 1], &infe]),
            boxed(b"iprp", &[&boxed(b"ipco", &[&properties]), &ipma]),
            boxed(b"idat", &[bytes]),
        ];
        [boxed(b"ftyp", &[b"heic\0\0\0\0mif1heic"]), boxed(b"meta", &[&[0; 4], &parts.concat()])].concat()
    }

    /// The share that is missing or broken, 0 to 1, as far as it shows without decoding. A decoder refuses all of a picture whose
    /// units do not follow one another to the last byte; what is overwritten with zeros inside of a unit spoils what comes
    /// after, too.
    pub fn lost_share(&self) -> f32 {
        let Some(bytes) = self.bytes.as_deref() else { return 1.0 };
        let Some(units) = self.units(bytes) else { return 1.0 };
        let first = units.into_iter().find_map(|unit| Some(offset_in(bytes, unit) + blank_in(unit)?));
        first.map_or(0.0, |at| (bytes.len() - at) as f32 / bytes.len() as f32)
    }

    /// The units of which a coded picture consists; `None` if these are none, or no part of a picture is among them.
    fn units<'b>(&self, bytes: &'b [u8]) -> Option<Vec<&'b [u8]>> {
        let of_length = usize::from(self.codec.get(LENGTH_SIZE_AT)? & 3) + 1;
        let (mut rest, mut units, mut has_slice) = (bytes, Vec::new(), false);
        while !rest.is_empty() {
            let (length, after) = rest.split_at_checked(of_length)?;
            let length = length.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
            let (unit, after) = after.split_at_checked(length)?;
            // A bit that is always 0, the type, the layer, and the temporal layer plus one (H.265, 7.3.1.2).
            let [first, second, ..] = unit else { return None };
            if first & 0x80 != 0 || second & 7 == 0 {
                return None;
            }
            has_slice |= first >> 1 <= LAST_SLICE_TYPE;
            units.push(unit);
            rest = after;
        }
        has_slice.then_some(units)
    }
}

/// Where three bytes stand that no encoder writes: it puts a 3 after any two zeros that a byte below 4 would follow (H.265, 7.3.1.1).
fn blank_in(unit: &[u8]) -> Option<usize> {
    memmem::find_iter(unit, b"\0\0").find(|at| unit.get(at + 2).is_some_and(|next| *next < 3))
}

fn offset_in(bytes: &[u8], part: &[u8]) -> usize {
    part.as_ptr().addr() - bytes.as_ptr().addr()
}

#[cfg(test)]
mod tests {
    use super::super::items::Items;
    use crate::decode::sample::heic::{Item, file};

    /// What is lost of a picture with these bytes.
    fn lost(bytes: Vec<u8>) -> f32 {
        let file = file(&[Item { data: bytes, ..Item::picture() }], &[]);
        Items::of(&file).and_then(|items| items.coded(1, None)).expect("a picture").lost_share()
    }

    #[test]
    fn a_picture_taken_out_of_its_file_is_the_same() {
        let file = file(&[Item::picture()], &[]);
        let alone = Items::of(&file).and_then(|items| items.coded(1, None)).expect("a picture").alone();
        let decoded = |file: &[u8]| heic_decoder::decode(file).expect("decoded");
        assert!(decoded(&alone).y == decoded(&file).y && decoded(&alone).cb == decoded(&file).cb);
    }

    #[test]
    fn a_whole_picture_has_lost_nothing_and_a_cut_one_all() {
        let whole = Item::picture().data;
        assert_eq!(lost(whole.clone()), 0.0);
        assert_eq!(lost(whole[..whole.len() - 1].to_vec()), 1.0);
        assert_eq!(lost([&whole[..], &[0]].concat()), 1.0);
        assert_eq!(lost(Vec::new()), 1.0);
        assert_eq!(lost(vec![0; whole.len()]), 1.0);
    }

    #[test]
    fn what_is_overwritten_with_zeros_is_lost_and_so_is_what_follows() {
        let whole = Item::picture().data;
        for at in [whole.len() / 4, whole.len() / 2, whole.len() * 3 / 4] {
            let mut bytes = whole.clone();
            bytes[at..at + 40].fill(0);
            let expected = 1.0 - at as f32 / whole.len() as f32;
            assert!((lost(bytes) - expected).abs() < 0.001);
        }
    }
}
