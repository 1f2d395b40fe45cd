//! What lies between two photos: how they relate, how one was made from the other, and every pair of a scan.

use super::{PhotoId, Placement};

/// How one photo came from, or relates to, another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// The same bytes.
    Exact,
    /// One was made from the other.
    Edited,
    /// They look alike; nothing says that one was made from the other.
    Similar,
}

/// What a group is; each kind has its own tab, its own defaults and its own care.
/// A group is of the weakest kind among the copies in it, or of similar shots.
pub type Kind = Relation;

/// What a photo has beyond the part that another photo shows too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    /// Nothing, or a sliver.
    Nothing,
    /// A border, a bar or canvas with nothing to see.
    Plain,
    /// The same on opposite sides: a frame or bars.
    Frame,
    /// More picture.
    Picture,
}

/// How one photo shows (a part of) another, as the pixels prove it. Seen from one of the two; the other
/// sees it [reversed](Edit::reversed).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edit {
    /// Share of this photo's area that the other shows, 0 to 1.
    pub shown: f32,
    /// Share of the other's area that this photo fills, 0 to 1.
    pub filled: f32,
    /// What this photo has beyond what the other shows.
    pub beyond: Beyond,
    /// What the other has beyond what this photo shows.
    pub other_beyond: Beyond,
    /// Pixels of the other for one pixel of this photo, along a side: 0.5 is half as large.
    pub scale: f32,
    /// Degrees this photo was turned clockwise, above -180 to 180.
    pub turn: f32,
    /// It was mirrored left to right, before it was turned.
    pub mirrored: bool,
    /// Brightness, contrast or colour differ.
    pub toned: bool,
    /// Share of what both show that is covered by something in one of them, 0 to 1.
    pub covered: f32,
    /// Where the spots of this photo lie in the other.
    pub placement: Placement,
}

impl Edit {
    /// The same seen from the other photo.
    pub fn reversed(self) -> Self {
        Self {
            shown: self.filled,
            filled: self.shown,
            beyond: self.other_beyond,
            other_beyond: self.beyond,
            scale: 1.0 / self.scale,
            // A mirrored photo is turned back in the mirror, where clockwise is the other way round.
            turn: if self.mirrored || self.turn == 180.0 { self.turn } else { -self.turn },
            placement: self.placement.reversed(),
            ..self
        }
    }

    /// One photo lies within the other: what both show more of was not made one from the other, though both
    /// may be cut out of a third.
    pub fn is_one_of_the_other(&self) -> bool {
        self.beyond != Beyond::Picture || self.other_beyond != Beyond::Picture
    }

    /// The other photo is this one with a border, bars or canvas around it.
    pub fn other_is_framed(&self) -> bool {
        self.beyond == Beyond::Nothing && self.other_beyond == Beyond::Frame
    }
}

/// What lies between two photos that look alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Cosine distance, 0 to 2; at most [`super::LOOSEST_DISTANCE`] for similar shots.
    pub distance: f32,
    /// What it means.
    pub relation: Relation,
    /// How one shows the other, where the pixels prove it: always of edited copies, of similar shots where
    /// the two line up and neither was made from the other.
    pub proof: Option<Edit>,
}

impl Link {
    /// Between two photos with the same bytes.
    pub const EXACT: Self = Self { distance: 0.0, relation: Relation::Exact, proof: None };

    /// Between two photos that look alike, with nothing more known.
    pub fn similar(distance: f32) -> Self {
        Self { distance, relation: Relation::Similar, proof: None }
    }

    /// The same seen from the other photo.
    pub fn reversed(self) -> Self {
        Self { proof: self.proof.map(Edit::reversed), ..self }
    }

    /// How one was made from the other; of edited copies only.
    pub fn edit(self) -> Option<Edit> {
        self.proof.filter(|_| self.relation == Relation::Edited)
    }
}

/// Two different photos that look alike; `a < b`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The one that comes first in [`Findings::photos`].
    pub a: PhotoId,
    /// The other.
    pub b: PhotoId,
    /// What lies between them, seen from `a`.
    pub link: Link,
}

/// Every pair of a scan. Exact copies stand behind one representative, so that a thousand copies of
/// one file are one row here and not half a million pairs.
#[derive(Debug, Clone, Default)]
pub struct Pairs {
    representative: Vec<PhotoId>,
    /// Between representatives, sorted by photos. There may be millions.
    rows: Vec<Row>,
    proofs: Vec<Edit>,
}

/// A pair as it is held.
#[derive(Debug, Clone, Copy)]
struct Row {
    photos: [PhotoId; 2],
    distance: f32,
    relation: Relation,
    /// Place among the proofs, or [`UNPROVEN`].
    proof: u32,
}

/// The proof of a pair that has none.
const UNPROVEN: u32 = u32::MAX;

impl Pairs {
    /// `representative[i]` is the first photo with the bytes of photo `i`; `pairs` lie between
    /// representatives and are sorted here.
    pub fn new(representative: Vec<PhotoId>, pairs: impl IntoIterator<Item = Pair>) -> Self {
        let (mut rows, mut proofs) = (Vec::new(), Vec::new());
        for Pair { a, b, link: Link { distance, relation, proof } } in pairs {
            let at = if proof.is_some() { proofs.len() as u32 } else { UNPROVEN };
            proofs.extend(proof);
            rows.push(Row { photos: [a, b], distance, relation, proof: at });
        }
        rows.sort_by_key(|row| row.photos);
        rows.dedup_by_key(|row| row.photos);
        rows.shrink_to_fit();
        Self { representative, rows, proofs }
    }

    /// Pairs between representatives, sorted by `(a, b)`.
    pub fn between_representatives(&self) -> impl ExactSizeIterator<Item = Pair> + '_ {
        self.rows.iter().map(|row| self.pair(row))
    }

    /// The pair at this place among those between representatives.
    pub fn at(&self, place: usize) -> Pair {
        self.pair(&self.rows[place])
    }

    fn pair(&self, row: &Row) -> Pair {
        let Row { photos: [a, b], distance, relation, proof } = *row;
        let proof = self.proofs.get(proof as usize).copied();
        Pair { a, b, link: Link { distance, relation, proof } }
    }

    /// The first photo with the same bytes; itself if there is no other.
    pub fn representative(&self, photo: PhotoId) -> PhotoId {
        self.representative[photo.index()]
    }

    /// What lies between two photos, seen from `one`, if they are a pair. A photo is never a pair with
    /// itself.
    pub fn link(&self, one: PhotoId, other: PhotoId) -> Option<Link> {
        if one == other {
            return None;
        }
        let (a, b) = (self.representative(one), self.representative(other));
        if a == b {
            return Some(Link::EXACT);
        }
        let at = self.rows.binary_search_by_key(&[a.min(b), a.max(b)], |row| row.photos).ok()?;
        let link = self.at(at).link;
        Some(if a < b { link } else { link.reversed() })
    }
}
