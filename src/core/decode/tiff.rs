//! What the directories of a TIFF say before anything is decoded: cameras keep their raw data in TIFFs whose first picture
//! is but a thumbnail.

/// Most directories that are looked at, and most entries of one.
const MAX_DIRECTORIES: usize = 8;
const MAX_ENTRIES: u64 = 512;

/// Tags of TIFF 6.0, TIFF/EP and DNG 1.7.
const NEW_SUBFILE_TYPE: u16 = 254;
const WIDTH: u16 = 256;
const COMPRESSION: u16 = 259;
const PHOTOMETRIC: u16 = 262;
const SAMPLES: u16 = 277;
const PLANES: u16 = 284;
const TILE_WIDTH: u16 = 322;
const SUB_DIRECTORIES: u16 = 330;
const DNG_VERSION: u16 = 50706;
/// Of Leaf and Kodak, whose raw files may have nothing else to tell them by.
const MAKER_TAGS: [u16; 2] = [34310, 33424];

/// Colour filter array, and the values of one that were only made linear.
const RAW_PHOTOMETRIC: [u64; 2] = [32803, 34892];

/// Compressions of nothing but raw data: Sony, Samsung, Kodak, Nikon, Pentax, Panasonic.
const RAW_COMPRESSIONS: [u64; 9] = [32767, 32769, 32770, 32867, 34316, 34713, 65000, 65024, 65535];

/// What a TIFF is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Its first picture is what it shows.
    Picture,
    /// A camera's raw file.
    CameraRaw,
    /// Tiles, in each of which only one of several colours is: the decoder breaks down on them.
    PlanarTiles,
}

/// The kind of a TIFF, classic or BigTIFF; what has no directory that can be read is a picture.
pub fn kind(bytes: &[u8]) -> Kind {
    let Some((file, first)) = File::open(bytes) else { return Kind::Picture };
    let Some(first) = file.directory(first) else { return Kind::Picture };
    let places = first.numbers(SUB_DIRECTORIES).into_iter().take(MAX_DIRECTORIES);
    let below: Vec<Directory> = places.filter_map(|at| file.directory(at)).collect();
    let number = |directory: &Directory<'_>, tag| directory.numbers(tag).first().copied();
    let is_raw = |directory: &Directory<'_>| {
        number(directory, PHOTOMETRIC).is_some_and(|kind| RAW_PHOTOMETRIC.contains(&kind))
            || number(directory, COMPRESSION).is_some_and(|kind| RAW_COMPRESSIONS.contains(&kind))
    };
    let is_reduced = number(&first, NEW_SUBFILE_TYPE).is_some_and(|kind| kind & 1 == 1);
    let is_larger = |other: &Directory<'_>| number(other, WIDTH) > number(&first, WIDTH);
    let has_maker_tag = first.has(DNG_VERSION) || MAKER_TAGS.iter().any(|tag| first.has(*tag));
    if has_maker_tag || is_raw(&first) || below.iter().any(|d| is_raw(d) || is_reduced && is_larger(d)) {
        return Kind::CameraRaw;
    }
    let is_planar = number(&first, PLANES) == Some(2) && number(&first, SAMPLES) > Some(1);
    if is_planar && first.has(TILE_WIDTH) { Kind::PlanarTiles } else { Kind::Picture }
}

/// The block with its pointers to the directories of EXIF and GPS as numbers, where they are of the newer type that says it of
/// them (TIFF Technical Note 1) and that the reader of EXIF does not follow; `None` where there are no such pointers.
pub fn with_plain_pointers(block: &[u8]) -> Option<Vec<u8>> {
    const POINTERS: [u64; 2] = [0x8769, 0x8825];
    const NEWER: u64 = 13;
    let (file, first) = File::open(block).filter(|(file, _)| !file.is_big_tiff)?;
    let count = file.number(first, 2)?.min(MAX_ENTRIES);
    let entries = (0..count).map(|entry| first + 2 + 12 * entry);
    let is_newer = |at: &u64| {
        file.number(*at, 2).is_some_and(|tag| POINTERS.contains(&tag))
            && file.number(at + 2, 2) == Some(NEWER)
    };
    let mut plain: Option<Vec<u8>> = None;
    for at in entries.filter(is_newer) {
        let kind = if file.is_little { [4, 0] } else { [0, 4] };
        plain.get_or_insert_with(|| block.to_vec())[at as usize + 2..at as usize + 4].copy_from_slice(&kind);
    }
    plain
}

/// How numbers lie in the file.
#[derive(Clone, Copy)]
struct File<'a> {
    bytes: &'a [u8],
    is_little: bool,
    is_big_tiff: bool,
}

/// The entries of a directory, each as it lies in the file.
struct Directory<'a> {
    file: File<'a>,
    entries: Vec<&'a [u8]>,
}

impl<'a> File<'a> {
    /// The file and where its first directory lies.
    fn open(bytes: &'a [u8]) -> Option<(Self, u64)> {
        let is_little = match bytes.get(..2)? {
            b"II" => true,
            b"MM" => false,
            _ => return None,
        };
        let file = Self { bytes, is_little, is_big_tiff: false };
        let is_big_tiff = file.number(2, 2)? == 43;
        let first = if is_big_tiff { file.number(8, 8) } else { file.number(4, 4) };
        Some((Self { is_big_tiff, ..file }, first?))
    }

    /// The number of so many bytes at this place.
    fn number(self, at: u64, length: usize) -> Option<u64> {
        let at = usize::try_from(at).ok()?;
        let bytes = self.bytes.get(at..at.checked_add(length)?)?;
        let join = |number: u64, byte: &u8| number << 8 | u64::from(*byte);
        Some(if self.is_little { bytes.iter().rev().fold(0, join) } else { bytes.iter().fold(0, join) })
    }

    fn directory(self, at: u64) -> Option<Directory<'a>> {
        let (of_count, of_entry) = if self.is_big_tiff { (8, 20) } else { (2, 12) };
        let count = self.number(at, of_count)?.min(MAX_ENTRIES) as usize;
        let from = usize::try_from(at).ok()?.checked_add(of_count)?;
        let entries = self.bytes.get(from..)?.chunks_exact(of_entry).take(count).collect();
        Some(Directory { file: self, entries })
    }
}

impl Directory<'_> {
    fn has(&self, tag: u16) -> bool {
        self.entry(tag).is_some()
    }

    fn entry(&self, tag: u16) -> Option<File<'_>> {
        let entries = self.entries.iter().map(|entry| File { bytes: entry, ..self.file });
        entries.into_iter().find(|entry| entry.number(0, 2) == Some(tag.into()))
    }

    /// The whole numbers that a tag holds, at most so many as directories are looked at.
    fn numbers(&self, tag: u16) -> Vec<u64> {
        let Some(entry) = self.entry(tag) else { return Vec::new() };
        let big = self.file.is_big_tiff;
        let (of_count, value) = if big { (8, 12) } else { (4, 8) };
        let length = match entry.number(2, 2) {
            Some(1) => 1,
            Some(3) => 2,
            Some(4 | 13) => 4,
            Some(16 | 18) => 8,
            _ => return Vec::new(),
        };
        let count = entry.number(4, of_count).unwrap_or_default().min(MAX_DIRECTORIES as u64);
        let fits = count * length as u64 <= of_count as u64;
        let (lies_in, from) =
            if fits { (entry, Some(value)) } else { (self.file, entry.number(value, of_count)) };
        let at = |place: u64| lies_in.number(from?.checked_add(place * length as u64)?, length);
        (0..count).filter_map(at).collect()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A TIFF whose directories hold these tags, each with a number; the first leads to the others.
    pub fn tiff(directories: &[&[(u16, u32)]]) -> Vec<u8> {
        let mut bytes = b"II*\0\x08\0\0\0".to_vec();
        let length = |tags: usize| 2 + 12 * tags + 4;
        let first = directories[0].len() + usize::from(directories.len() > 1);
        let mut places = vec![8];
        for (number, tags) in directories.iter().enumerate() {
            let own = if number == 0 { first } else { tags.len() };
            places.push(places[number] + length(own));
        }
        let end = places[directories.len()];
        for (number, tags) in directories.iter().enumerate() {
            let mut entries: Vec<(u16, u16, u32, u32)> =
                tags.iter().map(|(tag, value)| (*tag, 4, 1, *value)).collect();
            if number == 0 && directories.len() > 1 {
                let count = directories.len() as u32 - 1;
                let value = if count == 1 { places[1] } else { end };
                entries.push((SUB_DIRECTORIES, 13, count, value as u32));
                entries.sort();
            }
            bytes.extend((entries.len() as u16).to_le_bytes());
            for (tag, kind, count, value) in entries {
                bytes.extend(tag.to_le_bytes());
                bytes.extend(kind.to_le_bytes());
                bytes.extend(count.to_le_bytes());
                bytes.extend(value.to_le_bytes());
            }
            bytes.extend([0; 4]);
        }
        places[1..directories.len()].iter().for_each(|place| bytes.extend((*place as u32).to_le_bytes()));
        bytes
    }

    #[test]
    fn a_raw_file_is_told_from_a_picture_whatever_its_name() {
        let thumbnail = &[(NEW_SUBFILE_TYPE, 1), (WIDTH, 160), (PHOTOMETRIC, 2)][..];
        let picture = &[(WIDTH, 4000), (PHOTOMETRIC, 2)][..];
        assert_eq!(kind(&tiff(&[picture])), Kind::Picture);
        // A picture with smaller copies of itself.
        assert_eq!(kind(&tiff(&[picture, thumbnail])), Kind::Picture);
        assert_eq!(kind(&tiff(&[thumbnail, &[(WIDTH, 6000), (COMPRESSION, 6)]])), Kind::CameraRaw);
        assert_eq!(kind(&tiff(&[picture, thumbnail, &[(WIDTH, 10), (PHOTOMETRIC, 32803)]])), Kind::CameraRaw);
        assert_eq!(kind(&tiff(&[&[(WIDTH, 160), (COMPRESSION, 34713)]])), Kind::CameraRaw);
        assert_eq!(kind(&tiff(&[&[(WIDTH, 160), (DNG_VERSION, 0x0401)]])), Kind::CameraRaw);
        let planar = &[(WIDTH, 64), (SAMPLES, 3), (PLANES, 2), (TILE_WIDTH, 16)][..];
        assert_eq!(kind(&tiff(&[planar])), Kind::PlanarTiles);
        assert_eq!(kind(&tiff(&[&planar[..3]])), Kind::Picture);
    }

    #[test]
    fn nonsense_is_a_picture_that_the_decoder_may_refuse() {
        let whole = tiff(&[&[(WIDTH, 160)], &[(WIDTH, 9), (PHOTOMETRIC, 32803)], &[(WIDTH, 1)]]);
        assert_eq!(kind(&whole), Kind::CameraRaw);
        for end in 0..whole.len() {
            kind(&whole[..end]);
        }
        for at in 0..whole.len() {
            let mut broken = whole.clone();
            broken[at] = 0xFF;
            kind(&broken);
        }
    }
}
