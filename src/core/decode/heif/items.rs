//! The items of a HEIC file, as its `meta` box tells them: which is the picture, which are its thumbnails, and how each is turned.

use super::extents::{Numbers, boxes};

/// The name of an item, unique in its file.
pub type ItemId = u64;

/// What the boxes of a file say.
pub struct Items<'a> {
    file: &'a [u8],
    /// The body of `meta`.
    meta: &'a [u8],
    /// Where the name of the primary item stands in the file, and its bytes there.
    primary_at: (usize, usize),
    /// The item that is the picture.
    pub primary: ItemId,
}

impl<'a> Items<'a> {
    /// `None` if the file names no primary item.
    pub fn of(file: &'a [u8]) -> Option<Self> {
        let meta = boxes(file).find(|(kind, _)| kind == b"meta")?.1.get(4..)?;
        let (_, body) = boxes(meta).find(|(kind, _)| kind == b"pitm")?;
        let of_id = if *body.first()? == 0 { 2 } else { 4 };
        let primary = Numbers(body.get(4..)?).take(of_id)?;
        let at = body.as_ptr().addr() - file.as_ptr().addr() + 4;
        Some(Self { file, meta, primary_at: (at, of_id), primary })
    }

    /// The bodies of all boxes of this kind in `meta`.
    fn parts(&self, kind: &'static [u8; 4]) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        boxes(self.meta).filter(move |(found, _)| found == kind).map(|(_, body)| body)
    }

    /// The file as it would be if `item` were its picture; `None` if its name does not fit.
    pub fn with_primary(&self, item: ItemId) -> Option<Vec<u8>> {
        let (at, of_id) = self.primary_at;
        let name = item.to_be_bytes();
        let (unused, name) = name.split_at(name.len() - of_id);
        if unused.iter().any(|byte| *byte != 0) {
            return None;
        }
        let mut file = self.file.to_vec();
        file[at..at + of_id].copy_from_slice(name);
        Some(file)
    }

    /// What an item is, as `hvc1` for one coded picture (ISO/IEC 14496-12, 8.11.6).
    pub fn kind(&self, item: ItemId) -> Option<[u8; 4]> {
        let entries = self.parts(b"iinf").flat_map(|body| {
            let of_count = if body.first() == Some(&0) { 2 } else { 4 };
            boxes(body.get(4 + of_count..).unwrap_or_default())
        });
        entries.filter(|(kind, _)| kind == b"infe").find_map(|(_, body)| {
            let of_id = if *body.first()? == 2 { 2 } else { 4 };
            let mut numbers = Numbers(body.get(4..)?);
            let is_wanted = numbers.take(of_id)? == item;
            numbers.take(2)?;
            is_wanted.then_some(*numbers.0.first_chunk()?)
        })
    }

    /// The thumbnails of the picture (8.11.12; ISO/IEC 23008-12, 6.4.4), in the order of the file.
    pub fn thumbnails(&self) -> Vec<ItemId> {
        let mut thumbnails = Vec::new();
        for body in self.parts(b"iref") {
            let of_id = if body.first() == Some(&0) { 2 } else { 4 };
            let links = boxes(body.get(4..).unwrap_or_default()).filter(|(kind, _)| kind == b"thmb");
            for (_, link) in links {
                let mut numbers = Numbers(link);
                let Some((from, count)) = numbers.take(of_id).zip(numbers.take(2)) else { continue };
                if (0..count).map_while(|_| numbers.take(of_id)).any(|to| to == self.primary) {
                    thumbnails.push(from);
                }
            }
        }
        thumbnails
    }

    /// The turns and mirrorings of an item, in the order in which they are applied: kind and body. `None` if what is told of
    /// properties cannot be read.
    pub fn turns(&self, item: ItemId) -> Option<Vec<([u8; 4], &'a [u8])>> {
        let mut turns = Vec::new();
        for properties in self.parts(b"iprp") {
            let all: Vec<_> =
                boxes(properties).find(|(kind, _)| kind == b"ipco").map(|(_, body)| boxes(body))?.collect();
            for (_, body) in boxes(properties).filter(|(kind, _)| kind == b"ipma") {
                let of_item = properties_of(body, item)?;
                let named = of_item.into_iter().filter_map(|index| all.get(index.checked_sub(1)?).copied());
                turns.extend(named.filter(|(kind, _)| matches!(kind, b"irot" | b"imir")));
            }
        }
        Some(turns)
    }
}

/// The properties of an item by their places, from 1 on, as an `ipma` box associates them (14496-12, 8.11.14).
fn properties_of(ipma: &[u8], item: ItemId) -> Option<Vec<usize>> {
    let mut numbers = Numbers(ipma);
    let head = numbers.take(4)?;
    let of_id = if head >> 24 == 0 { 2 } else { 4 };
    // The uppermost bit says whether a property is essential.
    let (of_index, mask) = if head & 1 == 1 { (2, 0x7FFF) } else { (1, 0x7F) };
    let mut found = Vec::new();
    for _ in 0..numbers.take(4)? {
        let is_wanted = numbers.take(of_id)? == item;
        for _ in 0..numbers.take(1)? {
            let index = (numbers.take(of_index)? & mask) as usize;
            if is_wanted {
                found.push(index);
            }
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::sample::heic::{Item, boxed, with_thumbnail};

    #[test]
    fn items_are_what_the_boxes_say() {
        let thumbnail = Item::thumbnail().with(&[(b"imir", &[0]), (b"irot", &[3])]);
        let file = with_thumbnail(Item::picture().with(&[(b"irot", &[1])]), thumbnail);
        let items = Items::of(&file).expect("items");
        assert_eq!((items.primary, items.thumbnails()), (1, vec![2]));
        assert_eq!((items.kind(1), items.kind(2), items.kind(9)), (Some(*b"hvc1"), Some(*b"hvc1"), None));
        assert_eq!(items.turns(1), Some(vec![(*b"irot", &[1][..])]));
        assert_eq!(items.turns(2), Some(vec![(*b"imir", &[0][..]), (*b"irot", &[3][..])]));
        let other = items.with_primary(2).expect("the file");
        let items = Items::of(&other).expect("items");
        assert_eq!((items.primary, items.thumbnails()), (2, Vec::new()));
        assert_eq!(items.with_primary(1).as_ref(), Some(&file));
        assert_eq!(items.with_primary(0x1_0000), None, "two bytes do not hold it");
    }

    #[test]
    fn a_cut_file_has_fewer_items_and_no_others() {
        let file = with_thumbnail(Item::picture(), Item::thumbnail());
        for end in 0..file.len() {
            let Some(items) = Items::of(&file[..end]) else { continue };
            assert!(items.thumbnails().iter().all(|item| *item == 2));
            assert!(items.turns(1).is_none_or(|turns| turns.is_empty()));
        }
        let pitm = boxed(b"pitm", &[&[0; 4], &[0]]);
        assert!(Items::of(&boxed(b"meta", &[&[0; 4], &pitm])).is_none());
    }
}
