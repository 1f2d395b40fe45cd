//! The part of the cache that keeps how the photos of whole folders compare, so that a second scan of the same photos
//! compares none of them again.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use redb::{ReadableDatabase, TableDefinition, TableHandle};
use serde::{Deserialize, Serialize};

use super::proofs::{self, FEATURES, PROOFS, StoredEdit};
use super::{Cache, enlarged, pixels};
use crate::photo::{Candidate, Edit, Link, Pair, Pairs, Photo, PhotoId, Relation};

/// The scanned folders in 32 bytes and a number → under 0 what was compared in 32 bytes, then [`Row`]; under the numbers from
/// 1 on the pieces of the proven pairs, then those of the pairs that are merely alike, [`ALIKE_BYTES`] each. A new name
/// whenever one of these changes its shape.
pub(super) const TABLE: TableDefinition<(&[u8], u32), &[u8]> = TableDefinition::new("comparisons-4");

/// Must be raised whenever `pairs`, `prove`, `relate` or the order of `keeper` find something else in the same photos. That
/// proofs are remembered under a new name counts by itself.
pub(super) const COMPARED_BY: u32 = 5;

/// Photos that are described and hashed together.
const AT_ONCE: usize = 1024;

/// Pairs written and read in one piece: there may be millions, which are not to be in memory a second time.
const PROVEN_AT_ONCE: usize = 1 << 12;
const ALIKE_AT_ONCE: usize = 1 << 16;

/// Two photos and their distance, four little-endian bytes each.
const ALIKE_BYTES: usize = 12;

/// All that comparing the photos of a scan came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Pairs between representatives that the pixels prove, sorted by photos.
    pub proven: Vec<Pair>,
    /// Those that are merely alike, sorted by photos.
    pub alike: Vec<Candidate>,
    /// Photos that are another one with a border or bars around it.
    pub framed: Vec<PhotoId>,
    /// Photos that are a smaller one made larger.
    pub enlarged: Vec<PhotoId>,
    /// Photos that hold the pixels of a JPEG in a format that keeps more.
    pub unpacked: Vec<PhotoId>,
}

/// A comparison as it lies on disk, but for its pairs.
#[derive(Serialize, Deserialize)]
struct Row {
    proven_pieces: u32,
    alike_pieces: u32,
    framed: Vec<u32>,
    enlarged: Vec<u32>,
    unpacked: Vec<u32>,
}

#[derive(Serialize, Deserialize)]
struct Proven {
    a: u32,
    b: u32,
    distance: f32,
    /// One was made from the other.
    edited: bool,
    same_pixels: bool,
    /// Seen from `a`.
    edit: StoredEdit,
}

impl Cache {
    /// How `photos`, all that were found in the folders `scanned`, compare; `None` if anything about them has changed since
    /// that was found out.
    pub fn comparison(&self, scanned: &[PathBuf], photos: &[Photo]) -> anyhow::Result<Option<Comparison>> {
        let (table, key) = (self.database.begin_read()?.open_table(TABLE)?, key(scanned));
        let Some(stored) = table.get((key.as_slice(), 0))? else { return Ok(None) };
        let Some((compared, row)) = stored.value().split_at_checked(32) else { return Ok(None) };
        if compared != self.compared(photos) {
            return Ok(None);
        }
        let Ok(row) = postcard::from_bytes::<Row>(row) else { return Ok(None) };
        let (mut proven, mut alike) = (Vec::new(), Vec::new());
        for number in 1..=row.proven_pieces.saturating_add(row.alike_pieces) {
            let Some(stored) = table.get((key.as_slice(), number))? else { return Ok(None) };
            if number <= row.proven_pieces {
                let Some(piece) = proven_from(stored.value(), photos.len()) else { return Ok(None) };
                proven.extend(piece);
            } else {
                let Some(piece) = alike_from(stored.value(), photos.len()) else { return Ok(None) };
                alike.extend(piece);
            }
        }
        let ids = |noted: Vec<u32>| -> Option<Vec<PhotoId>> {
            let exist = noted.iter().all(|at| (*at as usize) < photos.len());
            exist.then(|| noted.into_iter().map(PhotoId).collect())
        };
        let noted = [row.framed, row.enlarged, row.unpacked].map(ids);
        let [Some(framed), Some(enlarged), Some(unpacked)] = noted else { return Ok(None) };
        Ok(Some(Comparison { proven, alike, framed, enlarged, unpacked }))
    }

    /// Remembers how `photos` compare, in place of how those compared that were in these folders before.
    pub fn keep_comparison(
        &self,
        scanned: &[PathBuf],
        photos: &[Photo],
        pairs: &Pairs,
    ) -> anyhow::Result<()> {
        let key = key(scanned);
        let (proven, alike) = (pairs.related().chunks(PROVEN_AT_ONCE), pairs.alike().chunks(ALIKE_AT_ONCE));
        let row = row(photos, proven.len() as u32, alike.len() as u32);
        let bytes = postcard::to_extend(&row, self.compared(photos).to_vec())?;
        let write = self.database.begin_write()?;
        {
            let mut table = write.open_table(TABLE)?;
            table.retain_in((key.as_slice(), 0)..=(key.as_slice(), u32::MAX), |_, _| false)?;
            table.insert((key.as_slice(), 0), bytes.as_slice())?;
            let pieces = proven.map(bytes_of_proven).chain(alike.map(|piece| Ok(bytes_of(piece))));
            for (number, piece) in (1..).zip(pieces) {
                table.insert((key.as_slice(), number), piece?.as_slice())?;
            }
        }
        Ok(write.commit()?)
    }

    /// Everything that comparing looks at, in 32 bytes. What a photo shows and says follows from its content.
    fn compared(&self, photos: &[Photo]) -> [u8; 32] {
        let mut bytes = Vec::new();
        bytes.extend(COMPARED_BY.to_le_bytes());
        for part in
            [&*self.made_by, FEATURES.name(), PROOFS.name(), enlarged::TABLE.name(), pixels::TABLE.name()]
        {
            put(&mut bytes, part.as_bytes());
        }
        let described = |photos: &[Photo]| {
            let mut bytes = Vec::new();
            photos.iter().for_each(|photo| describe(photo, &mut bytes));
            *blake3::hash(&bytes).as_bytes()
        };
        let parts: Vec<[u8; 32]> = photos.par_chunks(AT_ONCE).map(described).collect();
        put(&mut bytes, parts.as_flattened());
        *blake3::hash(&bytes).as_bytes()
    }
}

pub(super) fn key(scanned: &[PathBuf]) -> [u8; 32] {
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

fn row(photos: &[Photo], proven_pieces: u32, alike_pieces: u32) -> Row {
    let noted = |is: fn(&Photo) -> bool| {
        photos.iter().enumerate().filter(|(_, photo)| is(photo)).map(|(at, _)| at as u32).collect()
    };
    let (framed, enlarged) = (noted(|photo| photo.framed), noted(|photo| photo.enlarged));
    Row { proven_pieces, alike_pieces, framed, enlarged, unpacked: noted(|photo| photo.unpacked) }
}

fn bytes_of_proven(pairs: &[Pair]) -> Result<Vec<u8>, postcard::Error> {
    let stored = |pair: &Pair| {
        let Link { distance, relation, proof } = pair.link;
        let edited = relation == Relation::Edited;
        let edit = proof?;
        let (same_pixels, edit) = (edit.same_pixels, proofs::store(&edit));
        Some(Proven { a: pair.a.0, b: pair.b.0, distance, edited, same_pixels, edit })
    };
    postcard::to_stdvec(&pairs.iter().filter_map(stored).collect::<Vec<Proven>>())
}

/// `None` if these cannot be pairs of so many photos.
fn proven_from(bytes: &[u8], photos: usize) -> Option<Vec<Pair>> {
    let pair = |Proven { a, b, distance, edited, same_pixels, edit }: &Proven| {
        let pair = Candidate { a: PhotoId(*a), b: PhotoId(*b), distance: *distance };
        let relation = if *edited { Relation::Edited } else { Relation::Similar };
        let edit = Edit { same_pixels: *same_pixels, ..proofs::restore(edit)? };
        let link = Link { distance: *distance, relation, proof: Some(edit) };
        fits(&pair, photos).then_some(Pair { a: pair.a, b: pair.b, link })
    };
    postcard::from_bytes::<Vec<Proven>>(bytes).ok()?.iter().map(pair).collect()
}

fn bytes_of(alike: &[Candidate]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(alike.len() * ALIKE_BYTES);
    for pair in alike {
        bytes.extend(pair.a.0.to_le_bytes());
        bytes.extend(pair.b.0.to_le_bytes());
        bytes.extend(pair.distance.to_le_bytes());
    }
    bytes
}

/// `None` if these cannot be pairs of so many photos.
fn alike_from(bytes: &[u8], photos: usize) -> Option<Vec<Candidate>> {
    let (pairs, rest) = bytes.as_chunks::<ALIKE_BYTES>();
    let pair = |[a0, a1, a2, a3, b0, b1, b2, b3, d0, d1, d2, d3]: &[u8; ALIKE_BYTES]| Candidate {
        a: PhotoId(u32::from_le_bytes([*a0, *a1, *a2, *a3])),
        b: PhotoId(u32::from_le_bytes([*b0, *b1, *b2, *b3])),
        distance: f32::from_le_bytes([*d0, *d1, *d2, *d3]),
    };
    let pairs: Vec<Candidate> = pairs.iter().map(pair).collect();
    (rest.is_empty() && pairs.iter().all(|pair| fits(pair, photos))).then_some(pairs)
}

/// It may be a pair of so many photos.
fn fits(pair: &Candidate, photos: usize) -> bool {
    pair.a < pair.b && pair.b.index() < photos && (0.0..=2.0).contains(&pair.distance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::sample::{EDIT, companion, photo};
    use crate::photo::{Beyond, CompanionKind};
    use redb::ReadableTable;

    fn folders() -> [PathBuf; 1] {
        ["/photos".into()]
    }

    fn compared() -> (Vec<Photo>, Pairs) {
        let mut photos: Vec<Photo> = ["a.jpg", "b.jpg", "c.jpg", "d.jpg"].map(photo).into();
        (photos[1].framed, photos[2].enlarged, photos[3].unpacked) = (true, true, true);
        let edit = Edit {
            shown: 0.6,
            beyond: Beyond::Picture,
            turn: -90.0,
            mirrored: true,
            same_pixels: true,
            ..EDIT
        };
        let proven = |relation| Link { distance: 0.4, relation, proof: Some(edit) };
        let links =
            [(0, 1, Link::similar(0.1)), (0, 2, proven(Relation::Edited)), (1, 3, proven(Relation::Similar))];
        let pairs = links.map(|(a, b, link)| Pair { a: PhotoId(a), b: PhotoId(b), link });
        (photos, Pairs::new((0..4).map(PhotoId).collect(), pairs))
    }

    fn kept() -> (Cache, Vec<Photo>, Pairs) {
        let cache = Cache::temporary("model").expect("a cache");
        let (photos, pairs) = compared();
        assert_eq!(cache.comparison(&folders(), &photos).expect("read"), None);
        cache.keep_comparison(&folders(), &photos, &pairs).expect("kept");
        (cache, photos, pairs)
    }

    #[test]
    fn what_was_compared_comes_back_to_the_bit() {
        let (cache, mut photos, pairs) = kept();
        // What comparing finds out is not yet known when it is asked for.
        for photo in &mut photos {
            (photo.framed, photo.enlarged, photo.unpacked) = (false, false, false);
        }
        let known = cache.comparison(&folders(), &photos).expect("read").expect("remembered");
        assert_eq!((known.proven.as_slice(), known.alike.as_slice()), (pairs.related(), pairs.alike()));
        assert_eq!([known.framed, known.enlarged, known.unpacked], [1, 2, 3].map(|at| vec![PhotoId(at)]));
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
        cache.keep_comparison(&folders(), &with_raw, &Pairs::default()).expect("kept");
        assert!(cache.comparison(&folders(), &with_raw).expect("read").is_some());
        with_raw[0].file.companions[0] = raw(2);
        assert_eq!(cache.comparison(&folders(), &with_raw).expect("read"), None);
        assert_eq!(cache.comparison(&folders(), &photos).expect("read"), None, "one row for these folders");
        let other_model = Cache { made_by: "other".to_owned(), ..cache };
        assert_eq!(other_model.comparison(&folders(), &with_raw).expect("read"), None);
    }

    #[test]
    fn pairs_in_many_pieces_replace_those_in_fewer() {
        let (cache, photos, few) = kept();
        let pairs = |count: u32| {
            let pair = |at| Candidate { a: PhotoId(at), b: PhotoId(count), distance: 0.3 };
            Pairs::default().and_alike((0..count).map(pair).collect())
        };
        let many = pairs(2 * ALIKE_AT_ONCE as u32 + 1);
        let crowd = vec![photos[0].clone(); many.len() + 1];
        for (photos, pairs) in [(&crowd, &many), (&photos, &few), (&crowd, &pairs(ALIKE_AT_ONCE as u32))] {
            cache.keep_comparison(&folders(), photos, pairs).expect("kept");
            let known = cache.comparison(&folders(), photos).expect("read").expect("remembered");
            assert_eq!(known.alike, pairs.alike());
        }
        let table = cache.database.begin_read().expect("a read").open_table(TABLE).expect("a table");
        assert_eq!(table.iter().expect("read").count(), 2, "nothing is left of the others");
    }

    #[test]
    fn a_damaged_row_is_as_good_as_none() {
        let (cache, photos, pairs) = kept();
        let row = |proven, alike| {
            let row = super::row(&photos, proven, alike);
            postcard::to_extend(&row, cache.compared(&photos).to_vec()).expect("stored")
        };
        let proven = bytes_of_proven(pairs.related()).expect("stored");
        let (whole, alike) = (row(1, 1), bytes_of(pairs.alike()));
        let read = |row: &[u8], proven: &[u8], alike: &[u8]| {
            let write = cache.database.begin_write().expect("a write");
            let (mut table, key) = (write.open_table(TABLE).expect("a table"), key(&folders()));
            for (number, bytes) in [(0, row), (1, proven), (2, alike)] {
                table.insert((key.as_slice(), number), bytes).expect("written");
            }
            drop(table);
            write.commit().expect("written");
            cache.comparison(&folders(), &photos).expect("read")
        };
        assert!(read(&whole, &proven, &alike).is_some());
        (0..whole.len()).for_each(|length| assert_eq!(read(&whole[..length], &proven, &alike), None));
        (0..proven.len()).for_each(|length| assert_eq!(read(&whole, &proven[..length], &alike), None));
        (1..alike.len()).for_each(|length| assert_eq!(read(&whole, &proven, &alike[..length]), None));
        let changed = |at: usize, value: u8| [&alike[..at], &[value], &alike[at + 1..]].concat();
        assert_eq!(read(&whole, &proven, &changed(0, 1)), None, "a photo with itself");
        assert_eq!(read(&whole, &proven, &changed(4, 4)), None, "with none");
        assert_eq!(read(&whole, &proven, &changed(11, 0xFF)), None, "at no distance");
        for missing in [row(1, 2), row(2, 1), row(u32::MAX, u32::MAX)] {
            assert_eq!(read(&missing, &proven, &alike), None, "a piece is missing");
        }
    }
}
