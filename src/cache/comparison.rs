//! The part of the cache that keeps how the photos of whole folders compare, so that a second scan of the same photos
//! compares none of them again.

use std::path::{Path, PathBuf};

use redb::{ReadableDatabase, TableDefinition, TableHandle, WriteTransaction};
use serde::{Deserialize, Serialize};

use super::proofs::{self, FEATURES, PROOFS, StoredEdit};
use super::{Cache, enlarged};
use crate::photo::{Link, Pair, Photo, PhotoId, Relation};

/// The scanned folders in 32 bytes → what was compared in 32 bytes, then [`Row`]. A new name whenever [`Row`] changes its
/// shape.
const TABLE: TableDefinition<&[u8], &[u8]> = TableDefinition::new("comparisons-1");

/// Must be raised whenever `pairs`, `prove`, `relate` or the order of `keeper` find something else in the same photos. That
/// proofs are remembered under a new name counts by itself.
const COMPARED_BY: u32 = 1;

/// Photos that are described between two rounds of hashing, which is fast only on many bytes.
const AT_ONCE: usize = 1024;

/// All that comparing the photos of a scan came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Two photos and their distance; kept small, because there may be millions.
    alike: Vec<(u32, u32, f32)>,
    proven: Vec<Pair>,
    /// Photos that are another one with a border or bars around it.
    pub framed: Vec<PhotoId>,
    /// Photos that are a smaller one made larger.
    pub enlarged: Vec<PhotoId>,
}

impl Comparison {
    /// The pairs between representatives, in no order.
    pub fn pairs(&self) -> impl Iterator<Item = Pair> {
        let alike = self.alike.iter().map(|(a, b, distance)| Pair {
            a: PhotoId(*a),
            b: PhotoId(*b),
            link: Link::similar(*distance),
        });
        alike.chain(self.proven.iter().copied())
    }
}

/// A comparison as it lies on disk, where two photos that are merely alike take about ten bytes.
#[derive(Serialize, Deserialize)]
struct Row {
    alike: Vec<(u32, u32, f32)>,
    proven: Vec<Proven>,
    framed: Vec<u32>,
    enlarged: Vec<u32>,
}

#[derive(Serialize, Deserialize)]
struct Proven {
    a: u32,
    b: u32,
    distance: f32,
    /// One was made from the other.
    edited: bool,
    /// Seen from `a`.
    edit: StoredEdit,
}

pub(super) fn create_table(write: &WriteTransaction) -> anyhow::Result<()> {
    write.open_table(TABLE)?;
    Ok(())
}

impl Cache {
    /// How `photos`, all that were found in the folders `scanned`, compare; `None` if anything about them has changed since
    /// that was found out.
    pub fn comparison(&self, scanned: &[PathBuf], photos: &[Photo]) -> anyhow::Result<Option<Comparison>> {
        let table = self.database.begin_read()?.open_table(TABLE)?;
        let Some(stored) = table.get(key(scanned).as_slice())? else { return Ok(None) };
        let Some((compared, row)) = stored.value().split_at_checked(32) else { return Ok(None) };
        if compared != self.compared(photos) {
            return Ok(None);
        }
        Ok(postcard::from_bytes(row).ok().and_then(|row| restore(row, photos.len())))
    }

    /// Remembers how `photos` compare, in place of how those compared that were in these folders before.
    pub fn keep_comparison(
        &self,
        scanned: &[PathBuf],
        photos: &[Photo],
        pairs: impl Iterator<Item = Pair>,
    ) -> anyhow::Result<()> {
        let bytes = postcard::to_extend(&store(photos, pairs), self.compared(photos).to_vec())?;
        let write = self.database.begin_write()?;
        write.open_table(TABLE)?.insert(key(scanned).as_slice(), bytes.as_slice())?;
        Ok(write.commit()?)
    }

    /// Everything that comparing looks at, in 32 bytes. What a photo shows and says follows from its content.
    fn compared(&self, photos: &[Photo]) -> [u8; 32] {
        let mut bytes = Vec::new();
        bytes.extend(COMPARED_BY.to_le_bytes());
        for part in [&*self.made_by, FEATURES.name(), PROOFS.name(), enlarged::TABLE.name()] {
            put(&mut bytes, part.as_bytes());
        }
        let mut hasher = blake3::Hasher::new();
        for photos in photos.chunks(AT_ONCE) {
            photos.iter().for_each(|photo| describe(photo, &mut bytes));
            hasher.update(&bytes);
            bytes.clear();
        }
        *hasher.finalize().as_bytes()
    }
}

fn key(scanned: &[PathBuf]) -> [u8; 32] {
    let mut bytes = Vec::new();
    scanned.iter().for_each(|folder| put_path(&mut bytes, folder));
    *blake3::hash(&bytes).as_bytes()
}

fn describe(photo: &Photo, bytes: &mut Vec<u8>) {
    let file = &photo.file;
    bytes.extend(photo.content.0);
    put_path(bytes, &file.path);
    bytes.extend(file.stamp.bytes.to_le_bytes());
    bytes.extend(file.stamp.modified_ns.to_le_bytes());
    bytes.extend([u8::from(file.protected), u8::from(file.preferred)]);
    bytes.extend((file.companions.len() as u64).to_le_bytes());
    for companion in &file.companions {
        bytes.push(companion.kind as u8);
        put_path(bytes, &companion.path);
        bytes.extend(companion.stamp.bytes.to_le_bytes());
        bytes.extend(companion.stamp.modified_ns.to_le_bytes());
    }
}

fn put_path(bytes: &mut Vec<u8>, path: &Path) {
    put(bytes, path.as_os_str().as_encoded_bytes());
}

/// With its length, so that what comes next is not taken for a part of it.
fn put(bytes: &mut Vec<u8>, part: &[u8]) {
    bytes.extend((part.len() as u64).to_le_bytes());
    bytes.extend(part);
}

fn store(photos: &[Photo], pairs: impl Iterator<Item = Pair>) -> Row {
    let noted = |is: fn(&Photo) -> bool| {
        photos.iter().enumerate().filter(|(_, photo)| is(photo)).map(|(at, _)| at as u32).collect()
    };
    let (framed, enlarged) = (noted(|photo| photo.framed), noted(|photo| photo.enlarged));
    let mut row = Row { alike: Vec::new(), proven: Vec::new(), framed, enlarged };
    for Pair { a: PhotoId(a), b: PhotoId(b), link } in pairs {
        let distance = link.distance;
        match link.proof {
            None => row.alike.push((a, b, distance)),
            Some(edit) => {
                let edited = link.relation == Relation::Edited;
                row.proven.push(Proven { a, b, distance, edited, edit: proofs::store(&edit) });
            }
        }
    }
    row
}

/// `None` if the row cannot be one of so many photos.
fn restore(row: Row, photos: usize) -> Option<Comparison> {
    let exists = |at: &u32| (*at as usize) < photos;
    let fits = |a: u32, b: u32, distance: f32| a < b && exists(&b) && (0.0..=2.0).contains(&distance);
    let proven = |Proven { a, b, distance, edited, edit }: &Proven| {
        let relation = if *edited { Relation::Edited } else { Relation::Similar };
        let link = Link { distance: *distance, relation, proof: Some(proofs::restore(edit)?) };
        fits(*a, *b, *distance).then_some(Pair { a: PhotoId(*a), b: PhotoId(*b), link })
    };
    let proven = row.proven.iter().map(proven).collect::<Option<_>>()?;
    let sound = row.alike.iter().all(|(a, b, distance)| fits(*a, *b, *distance))
        && row.framed.iter().chain(&row.enlarged).all(exists);
    let ids = |noted: Vec<u32>| noted.into_iter().map(PhotoId).collect();
    let (framed, enlarged) = (ids(row.framed), ids(row.enlarged));
    sound.then_some(Comparison { alike: row.alike, proven, framed, enlarged })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::sample::{EDIT, companion, photo};
    use crate::photo::{Beyond, CompanionKind, Edit};

    fn folders() -> [PathBuf; 1] {
        ["/photos".into()]
    }

    fn compared() -> (Vec<Photo>, Vec<Pair>) {
        let mut photos: Vec<Photo> = ["a.jpg", "b.jpg", "c.jpg", "d.jpg"].map(photo).into();
        (photos[1].framed, photos[2].enlarged) = (true, true);
        let edit = Edit { shown: 0.6, beyond: Beyond::Picture, turn: -90.0, mirrored: true, ..EDIT };
        let proven = |relation| Link { distance: 0.4, relation, proof: Some(edit) };
        let links =
            [(0, 1, Link::similar(0.1)), (0, 2, proven(Relation::Edited)), (1, 3, proven(Relation::Similar))];
        (photos, links.map(|(a, b, link)| Pair { a: PhotoId(a), b: PhotoId(b), link }).into())
    }

    fn kept() -> (Cache, Vec<Photo>, Vec<Pair>) {
        let cache = Cache::temporary("model").expect("a cache");
        let (photos, pairs) = compared();
        assert_eq!(cache.comparison(&folders(), &photos).expect("read"), None);
        cache.keep_comparison(&folders(), &photos, pairs.iter().copied()).expect("kept");
        (cache, photos, pairs)
    }

    #[test]
    fn what_was_compared_comes_back_to_the_bit() {
        let (cache, mut photos, pairs) = kept();
        // What comparing finds out is not yet known when it is asked for.
        photos.iter_mut().for_each(|photo| (photo.framed, photo.enlarged) = (false, false));
        let known = cache.comparison(&folders(), &photos).expect("read").expect("remembered");
        let mut seen: Vec<Pair> = known.pairs().collect();
        seen.sort_by_key(|pair| (pair.a, pair.b));
        assert_eq!(seen, pairs);
        assert_eq!((known.framed, known.enlarged), (vec![PhotoId(1)], vec![PhotoId(2)]));
        let other: [PathBuf; 2] = ["/photos".into(), "/more".into()];
        assert_eq!(cache.comparison(&other, &photos).expect("read"), None);
    }

    #[test]
    fn any_change_counts() {
        let (cache, photos, _) = kept();
        let raw = |bytes| companion("a.cr2", CompanionKind::Raw, bytes);
        let changes: [fn(&mut Vec<Photo>); 8] = [
            |photos| photos[1].file.path = "/photos/renamed.jpg".into(),
            |photos| photos[1].file.stamp.modified_ns += 1,
            |photos| photos[1].file.stamp.bytes += 1,
            |photos| photos[1].content.0[31] ^= 1,
            |photos| photos[1].file.protected = true,
            |photos| photos[1].file.preferred = true,
            |photos| photos.push(photo("e.jpg")),
            |photos| drop(photos.pop()),
        ];
        for change in changes {
            let mut changed = photos.clone();
            change(&mut changed);
            assert_eq!(cache.comparison(&folders(), &changed).expect("read"), None);
        }
        let mut with_raw = photos.clone();
        with_raw[0].file.companions.push(raw(1));
        assert_eq!(cache.comparison(&folders(), &with_raw).expect("read"), None);
        cache.keep_comparison(&folders(), &with_raw, [].into_iter()).expect("kept");
        assert!(cache.comparison(&folders(), &with_raw).expect("read").is_some());
        with_raw[0].file.companions[0] = raw(2);
        assert_eq!(cache.comparison(&folders(), &with_raw).expect("read"), None);
        assert_eq!(cache.comparison(&folders(), &photos).expect("read"), None, "one row for these folders");
        let other_model = Cache { made_by: "other".to_owned(), ..cache };
        assert_eq!(other_model.comparison(&folders(), &with_raw).expect("read"), None);
    }

    #[test]
    fn a_damaged_row_is_as_good_as_none() {
        let (cache, photos, pairs) = kept();
        let whole = postcard::to_extend(&store(&photos, pairs.into_iter()), cache.compared(&photos).to_vec());
        let whole = whole.expect("stored");
        let read = |bytes: &[u8]| {
            let write = cache.database.begin_write().expect("a write");
            let mut table = write.open_table(TABLE).expect("a table");
            table.insert(key(&folders()).as_slice(), bytes).expect("written");
            drop(table);
            write.commit().expect("written");
            cache.comparison(&folders(), &photos).expect("read")
        };
        assert!(read(&whole).is_some());
        (0..whole.len()).for_each(|length| assert_eq!(read(&whole[..length]), None));
        // The first pair, after the number of them.
        let changed = |at: usize, value: u8| [&whole[..at], &[value], &whole[at + 1..]].concat();
        assert_eq!(read(&changed(33, 1)), None, "a photo with itself");
        assert_eq!(read(&changed(34, 4)), None, "with none");
        assert_eq!(read(&changed(38, 0xFF)), None, "at no distance");
    }
}
