//! How many bytes the items of a HEIC file come to. The decoder copies every one of them, and a tile as often as it is used;
//! as the parts of items may overlap, a small file can ask for any amount of memory.

/// The name of an item, unique in its file.
pub type ItemId = u64;

/// Items, in bytes, as the file's `meta` box tells them; `None` if there is none that can be read, which the decoder will
/// say itself.
pub fn bytes_of_items(file: &[u8]) -> Option<u64> {
    let meta = boxes(file).find(|(kind, _)| kind == b"meta")?.1.get(4..)?;
    let part = |wanted: &[u8; 4]| boxes(meta).find(|(kind, _)| kind == wanted).map(|(_, body)| body);
    let mut items: Vec<(ItemId, u64)> = Vec::new();
    for_each_extent(part(b"iloc")?, |extent| match items.last_mut() {
        Some((item, bytes)) if *item == extent.item => *bytes = bytes.saturating_add(extent.length),
        _ => items.push((extent.item, extent.length)),
    })?;
    let once: u64 = items.iter().fold(0, |sum, (_, bytes)| sum.saturating_add(*bytes));
    let tiles = part(b"iref").and_then(tiles).unwrap_or_default();
    let of_tile = |tile: &u64| items.iter().find(|(id, _)| id == tile).map_or(0, |(_, bytes)| *bytes);
    Some(tiles.iter().map(of_tile).fold(once, u64::saturating_add))
}

/// A box with a body of these parts.
pub fn boxed(kind: &[u8; 4], body: &[&[u8]]) -> Vec<u8> {
    let body = body.concat();
    [&(body.len() as u32 + 8).to_be_bytes()[..], kind, &body].concat()
}

/// The boxes that lie one after another.
pub fn boxes(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut rest = Numbers(bytes);
    std::iter::from_fn(move || {
        let all = rest.0.len() as u64;
        let size = rest.take(4)?;
        let kind = *rest.0.first_chunk()?;
        rest.0 = &rest.0[4..];
        let (size, head) = match size {
            0 => (all, 8),
            1 => (rest.take(8)?, 16),
            size => (size, 8),
        };
        let (body, after) = rest.0.split_at_checked(usize::try_from(size.checked_sub(head)?).ok()?)?;
        rest.0 = after;
        Some((kind, body))
    })
}

/// What the offsets of an item count from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// The beginning of the file.
    File,
    /// The body of `idat`.
    Idat,
    /// Another item, or another file.
    Elsewhere,
}

/// Bytes in a row that are an item or a part of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    pub item: ItemId,
    pub within: Within,
    pub from: u64,
    pub length: u64,
}

/// Shows all extents in the order of the file (ISO/IEC 14496-12, 8.11.3); `None` if the box ends early.
pub fn for_each_extent(iloc: &[u8], mut each: impl FnMut(Extent)) -> Option<()> {
    let mut numbers = Numbers(iloc);
    let version = numbers.take(4)? >> 24;
    let sizes = numbers.take(2)?;
    let [of_offset, of_length, of_base, of_index] = [12, 8, 4, 0].map(|shift| (sizes >> shift & 15) as usize);
    let of_index = if version == 0 { 0 } else { of_index };
    let of_id = if version < 2 { 2 } else { 4 };
    let count = numbers.take(of_id)?;
    for _ in 0..count {
        let item = numbers.take(of_id)?;
        let method = if version == 0 { 0 } else { numbers.take(2)? & 15 };
        let within = match (method, numbers.take(2)?) {
            (0, 0) => Within::File,
            (1, 0) => Within::Idat,
            _ => Within::Elsewhere,
        };
        let base = numbers.take(of_base)?;
        let extents = numbers.take(2)?;
        if of_index + of_offset + of_length == 0 && extents > 1 {
            // Thousands of them take no bytes: more than any file holds.
            each(Extent { item, within, from: base, length: u64::MAX });
            continue;
        }
        for _ in 0..extents {
            numbers.take(of_index)?;
            let from = base.saturating_add(numbers.take(of_offset)?);
            each(Extent { item, within, from, length: numbers.take(of_length)? });
        }
    }
    Some(())
}

/// The items that pictures are put together from, each as often as it is used (8.11.12).
fn tiles(iref: &[u8]) -> Option<Vec<u64>> {
    let of_id = if *iref.first()? == 0 { 2 } else { 4 };
    let mut tiles = Vec::new();
    for (_, body) in boxes(iref.get(4..)?).filter(|(kind, _)| kind == b"dimg") {
        let mut numbers = Numbers(body);
        numbers.take(of_id)?;
        for _ in 0..numbers.take(2)? {
            tiles.push(numbers.take(of_id)?);
        }
    }
    Some(tiles)
}

/// Big-endian numbers one after another.
pub struct Numbers<'a>(pub &'a [u8]);

impl Numbers<'_> {
    /// The next one of so many bytes, of which the last eight count.
    pub fn take(&mut self, bytes: usize) -> Option<u64> {
        let (number, rest) = self.0.split_at_checked(bytes)?;
        self.0 = rest;
        Some(number.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of one item of so many parts of 1,000 bytes each, and a picture of so many tiles that are all that item.
    fn file(parts: u16, tiles: u16) -> Vec<u8> {
        let part = [0, 0, 0, 9, 0, 0, 3, 0xE8];
        let head = [0, 0, 0, 0, 0x44, 0, 0, 1, 0, 7, 0, 0];
        let iloc = boxed(b"iloc", &[&head, &parts.to_be_bytes(), &part.repeat(parts.into())]);
        let dimg = boxed(b"dimg", &[&[0, 9], &tiles.to_be_bytes(), &[0, 7].repeat(tiles.into())]);
        let iref = boxed(b"iref", &[&[0; 4], &dimg]);
        [boxed(b"ftyp", &[b"heic"]), boxed(b"meta", &[&[0; 4], &iloc, &iref])].concat()
    }

    #[test]
    fn parts_count_though_they_overlap_and_tiles_as_often_as_they_are_used() {
        assert_eq!(bytes_of_items(&file(1, 0)), Some(1000));
        assert_eq!(bytes_of_items(&file(60_000, 0)), Some(60_000_000));
        assert_eq!(bytes_of_items(&file(1, 400)), Some(401_000));
        let many_of_no_bytes = [0, 0, 0, 0, 0, 0, 0, 1, 0, 7, 0, 0, 0xFF, 0xFF];
        let meta = boxed(b"meta", &[&[0; 4], &boxed(b"iloc", &[&many_of_no_bytes])]);
        assert_eq!(bytes_of_items(&meta), Some(u64::MAX));
        assert_eq!(bytes_of_items(b"nothing of that kind"), None);
        let cut = file(5, 5);
        (0..cut.len())
            .for_each(|end| assert!(bytes_of_items(&cut[..end]).is_none_or(|bytes| bytes <= 10_000)));
    }
}
