//! The items of a HEIC file, as its `meta` box tells them: which is the picture, what belongs to it, where the bytes of each lie,
//! and how each is turned.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::coded::Coded;
use super::extents::{Extent, ItemId, Numbers, Within, boxes, for_each_extent};

/// A kind of box, item, property or reference.
type Kind = [u8; 4];

/// Bytes that describe the items of a file, at most: cameras need a hundred for each, and a picture has 65,536 tiles at most.
const MOST_DESCRIBED: usize = 16 << 20;

/// What the boxes of a file say.
pub struct Items<'a> {
    file: &'a [u8],
    /// The body of `meta`.
    meta: &'a [u8],
    /// The item that is the picture.
    pub primary: ItemId,
    kinds: BTreeMap<ItemId, Kind>,
    /// The parts of each item.
    extents: BTreeMap<ItemId, Vec<Extent>>,
    /// All properties.
    all: Vec<(Kind, &'a [u8])>,
    /// Those of each item by their places among all, from 1 on.
    of_item: BTreeMap<ItemId, Vec<u16>>,
}

impl<'a> Items<'a> {
    /// `None` if the file names no primary item, or if what it says of its items cannot be read.
    pub fn of(file: &'a [u8]) -> Option<Self> {
        let meta = boxes(file).find(|(kind, _)| kind == b"meta")?.1.get(4..)?;
        let described = boxes(meta).filter(|(kind, _)| kind != b"idat").map(|(_, body)| body.len());
        if described.sum::<usize>() > MOST_DESCRIBED {
            return None;
        }
        let part = |wanted: &[u8; 4]| boxes(meta).find(|(kind, _)| kind == wanted).map(|(_, body)| body);
        let pitm = part(b"pitm")?;
        let primary = Numbers(pitm.get(4..)?).take(if *pitm.first()? == 0 { 2 } else { 4 })?;
        let mut extents: BTreeMap<ItemId, Vec<Extent>> = BTreeMap::new();
        for_each_extent(part(b"iloc")?, |extent| extents.entry(extent.item).or_default().push(extent))?;
        let mut items = Self {
            file,
            meta,
            primary,
            kinds: part(b"iinf").map(kinds).unwrap_or_default(),
            extents,
            all: Vec::new(),
            of_item: BTreeMap::new(),
        };
        if let Some(properties) = part(b"iprp") {
            let (_, all) = boxes(properties).find(|(kind, _)| kind == b"ipco")?;
            items.all = boxes(all).collect();
            for (_, body) in boxes(properties).filter(|(kind, _)| kind == b"ipma") {
                associate(body, &mut items.of_item)?;
            }
        }
        Some(items)
    }

    /// What an item is, as `hvc1` for one coded picture (ISO/IEC 14496-12, 8.11.6).
    pub fn kind(&self, item: ItemId) -> Option<[u8; 4]> {
        self.kinds.get(&item).copied()
    }

    /// All references of this kind, from which item and to which, in the order of the file (8.11.12).
    fn links(&self, kind: &'static [u8; 4]) -> Vec<(ItemId, Vec<ItemId>)> {
        let mut found = Vec::new();
        for (_, body) in boxes(self.meta).filter(|(kind, _)| kind == b"iref") {
            let of_id = if body.first() == Some(&0) { 2 } else { 4 };
            let links = boxes(body.get(4..).unwrap_or_default()).filter(|(found, _)| found == kind);
            for (_, link) in links {
                let mut numbers = Numbers(link);
                let Some((from, count)) = numbers.take(of_id).zip(numbers.take(2)) else { continue };
                found.push((from, (0..count).map_while(|_| numbers.take(of_id)).collect()));
            }
        }
        found
    }

    /// The items that refer to the picture in this way: `thmb` its thumbnails (ISO/IEC 23008-12, 6.4.4), `auxl` what else is
    /// known of its pixels.
    pub fn about_the_picture(&self, kind: &'static [u8; 4]) -> Vec<ItemId> {
        let about = self.links(kind).into_iter().filter(|(_, to)| to.contains(&self.primary));
        about.map(|(from, _)| from).collect()
    }

    /// The item that tells how opaque the picture is.
    pub fn opacity(&self) -> Option<ItemId> {
        let says_opacity = |item: &ItemId| {
            let kind = self.property(*item, b"auxC").unwrap_or_default();
            kind.ends_with(b"auxid:1\0") || kind.ends_with(b":alpha\0")
        };
        self.about_the_picture(b"auxl").into_iter().find(says_opacity)
    }

    /// The items that `item` refers to in this way: `dimg` its tiles.
    pub fn linked_from(&self, item: ItemId, kind: &'static [u8; 4]) -> Vec<ItemId> {
        self.links(kind).into_iter().filter(|(from, _)| *from == item).flat_map(|(_, to)| to).collect()
    }

    /// The properties of an item, their kinds and bodies, in the order in which they are applied (14496-12, 8.11.14).
    pub fn properties(&self, item: ItemId) -> impl Iterator<Item = ([u8; 4], &'a [u8])> {
        let indices = self.of_item.get(&item).into_iter().flatten();
        indices.filter_map(|index| self.all.get(usize::from(*index).checked_sub(1)?).copied())
    }

    /// The body of an item's property of this kind.
    pub fn property(&self, item: ItemId, kind: &[u8; 4]) -> Option<&'a [u8]> {
        self.properties(item).find(|(found, _)| found == kind).map(|(_, body)| body)
    }

    /// The turns, mirrorings and cuts of an item, in the order in which they are applied: kind and body.
    pub fn changes(&self, item: ItemId) -> Vec<([u8; 4], &'a [u8])> {
        self.properties(item).filter(|(kind, _)| matches!(kind, b"irot" | b"imir" | b"clap")).collect()
    }

    /// What an item's own `colr` says of its colours in numbers.
    pub fn colours(&self, item: ItemId) -> Option<&'a [u8]> {
        let colours = self.properties(item).filter(|(kind, _)| kind == b"colr");
        colours.map(|(_, body)| body).find(|body| body.starts_with(b"nclx"))
    }

    /// The ICC profile that an item's own `colr` holds.
    pub fn colour_profile(&self, item: ItemId) -> Option<&'a [u8]> {
        let colours = self.properties(item).filter(|(kind, _)| kind == b"colr");
        colours
            .into_iter()
            .find_map(|(_, body)| body.strip_prefix(b"prof").or_else(|| body.strip_prefix(b"rICC")))
    }

    /// The bytes of an item; `None` if the file does not hold all of them.
    pub fn bytes(&self, item: ItemId) -> Option<Cow<'a, [u8]>> {
        let [first, rest @ ..] = &self.extents.get(&item)?[..] else { return None };
        let mut bytes = Cow::Borrowed(self.stretch(first)?);
        for extent in rest {
            bytes.to_mut().extend(self.stretch(extent)?);
        }
        Some(bytes)
    }

    fn stretch(&self, extent: &Extent) -> Option<&'a [u8]> {
        let within = match extent.within {
            Within::File => self.file,
            Within::Idat => boxes(self.meta).find(|(kind, _)| kind == b"idat")?.1,
            Within::Elsewhere => return None,
        };
        let from = usize::try_from(extent.from).ok()?;
        within.get(from..from.checked_add(usize::try_from(extent.length).ok()?)?)
    }

    /// One coded picture; `None` if the item is none, or if its bytes do not lie in the file itself. `colours` are what is said
    /// of its colours where it says nothing itself.
    pub fn coded(&self, item: ItemId, colours: Option<&'a [u8]>) -> Option<Coded<'a>> {
        let extents = self.extents.get(&item)?;
        if self.kind(item) != Some(*b"hvc1") || extents.iter().any(|part| part.within == Within::Elsewhere) {
            return None;
        }
        let codec = self.property(item, b"hvcC")?;
        Some(Coded { codec, colours: self.colours(item).or(colours), bytes: self.bytes(item) })
    }
}

/// What each item is (14496-12, 8.11.6).
fn kinds(iinf: &[u8]) -> BTreeMap<ItemId, Kind> {
    let of_count = if iinf.first() == Some(&0) { 2 } else { 4 };
    let entries = boxes(iinf.get(4 + of_count..).unwrap_or_default());
    let kind = |body: &[u8]| {
        let mut numbers = Numbers(body.get(4..)?);
        let item = numbers.take(if *body.first()? == 2 { 2 } else { 4 })?;
        numbers.take(2)?;
        Some((item, *numbers.0.first_chunk()?))
    };
    entries.filter(|(kind, _)| kind == b"infe").filter_map(|(_, body)| kind(body)).collect()
}

/// Adds the properties of all items by their places, as an `ipma` box tells them (8.11.14).
fn associate(ipma: &[u8], of_item: &mut BTreeMap<ItemId, Vec<u16>>) -> Option<()> {
    let mut numbers = Numbers(ipma);
    let head = numbers.take(4)?;
    let of_id = if head >> 24 == 0 { 2 } else { 4 };
    // The uppermost bit says whether a property is essential.
    let (of_index, mask) = if head & 1 == 1 { (2, 0x7FFF) } else { (1, 0x7F) };
    for _ in 0..numbers.take(4)? {
        let indices = of_item.entry(numbers.take(of_id)?).or_default();
        for _ in 0..numbers.take(1)? {
            indices.push((numbers.take(of_index)? & mask) as u16);
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::super::extents::boxed;
    use super::*;
    use crate::decode::sample::heic::{Item, with_thumbnail};

    #[test]
    fn items_are_what_the_boxes_say() {
        let thumbnail = Item::thumbnail().with(&[(b"imir", &[0]), (b"irot", &[3])]);
        let coded = thumbnail.data.clone();
        let file = with_thumbnail(Item::picture().with(&[(b"irot", &[1])]), thumbnail);
        let items = Items::of(&file).expect("items");
        assert_eq!((items.primary, items.about_the_picture(b"thmb")), (1, vec![2]));
        assert_eq!((items.linked_from(2, b"thmb"), items.linked_from(1, b"thmb")), (vec![1], Vec::new()));
        assert_eq!((items.kind(1), items.kind(2), items.kind(9)), (Some(*b"hvc1"), Some(*b"hvc1"), None));
        assert_eq!(items.changes(1), vec![(*b"irot", &[1][..])]);
        assert_eq!(items.changes(2), vec![(*b"imir", &[0][..]), (*b"irot", &[3][..])]);
        assert_eq!((items.bytes(2).as_deref(), items.bytes(9)), (Some(&coded[..]), None));
        assert!(items.coded(2, None).is_some() && items.coded(9, None).is_none());
    }

    #[test]
    fn a_cut_file_has_fewer_items_and_no_others() {
        let file = with_thumbnail(Item::picture(), Item::thumbnail());
        for end in 0..file.len() {
            let Some(items) = Items::of(&file[..end]) else { continue };
            assert!(items.about_the_picture(b"thmb").iter().all(|item| *item == 2));
            assert!(items.changes(1).is_empty());
        }
        let pitm = boxed(b"pitm", &[&[0; 4], &[0]]);
        assert!(Items::of(&boxed(b"meta", &[&[0; 4], &pitm])).is_none());
    }
}
