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
pub enum ExtraContent {
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
    pub beyond: ExtraContent,
    /// What the other has beyond what this photo shows.
    pub other_beyond: ExtraContent,
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
    /// Both show the same to the last pixel: they differ in how they are stored, or in what they say about themselves.
    pub same_pixels: bool,
    /// Where the spots of this photo lie in the other.
    pub placement: Placement,
    /// What a look at a larger size says; `None` before it, or where it could not be taken.
    pub close: Option<CloseLook>,
}

/// How two photos compare where they show the same, at a size at which a digit of a page can be seen. The same from both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CloseLook {
    /// Areas that differ.
    pub areas: u16,
    /// Their share of what both show, 0 to 1.
    pub share: f32,
    /// Colours have another hue.
    pub other_hue: bool,
    /// How likely it is that one was made from the other, 0 to 1.
    pub likelihood: f32,
    /// It is likely enough to say so.
    pub is_edit: bool,
    /// At that size neither photo is sharper than the other.
    pub as_sharp: bool,
    /// One place is brighter or darker in one of them than another, as by light from one side.
    pub relit: bool,
}

impl CloseLook {
    /// At two photos that are the same.
    pub const SAME: Self = Self {
        areas: 0,
        share: 0.0,
        other_hue: false,
        likelihood: 1.0,
        is_edit: true,
        as_sharp: true,
        relit: false,
    };
}

impl Edit {
    /// Shares closer to the whole than this are the whole: corners are found to about a pixel.
    pub const WHOLE: f32 = 0.97;

    /// From this share on something covers a part of one of two photos; less is noise.
    pub const COVERED: f32 = 0.04;

    /// Of two photos with the same pixels.
    pub const SAME_PIXELS: Self = Self {
        shown: 1.0,
        filled: 1.0,
        beyond: ExtraContent::Nothing,
        other_beyond: ExtraContent::Nothing,
        scale: 1.0,
        turn: 0.0,
        mirrored: false,
        toned: false,
        covered: 0.0,
        same_pixels: true,
        placement: Placement::WHOLE,
        close: Some(CloseLook::SAME),
    };

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

    /// Nothing tells which of the two shows what was meant: something lies over one of them, colours have another hue, or it is lit
    /// otherwise.
    pub fn is_for_people_to_judge(&self) -> bool {
        self.close.is_some_and(|close| close.areas > 0 || close.other_hue || close.relit)
    }

    /// One photo lies within the other: what both show more of was not made one from the other, though both
    /// may be cut out of a third.
    pub fn is_one_of_the_other(&self) -> bool {
        self.beyond != ExtraContent::Picture || self.other_beyond != ExtraContent::Picture
    }

    /// Degrees from the nearest quarter turn, 0 to 45.
    pub fn skew(&self) -> f32 {
        let beyond_quarter = self.turn.rem_euclid(90.0);
        beyond_quarter.min(90.0 - beyond_quarter)
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

    /// The two show the same picture, whatever their distance: by their bytes or by their pixels.
    pub fn is_proven(&self) -> bool {
        self.relation != Relation::Similar || self.proof.is_some()
    }

    /// One was made from the other, both may be cut out of a third, or they line up and only a closer look tells them apart.
    pub fn is_of_one_picture(&self) -> bool {
        let told_apart = |edit: &Edit| edit.close.is_some_and(|close| !close.is_edit);
        self.relation != Relation::Similar
            || self.proof.is_some_and(|edit| !edit.is_one_of_the_other() || told_apart(&edit))
    }

    /// The same seen from the other photo.
    pub fn reversed(self) -> Self {
        Self { proof: self.proof.map(Edit::reversed), ..self }
    }

    /// Areas in which two similar shots that line up differ, where that was looked at.
    pub fn areas(&self) -> Option<u16> {
        let close = self.proof?.close?;
        (self.relation == Relation::Similar).then_some(close.areas)
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

/// Two different photos and how far apart they lie: enough to say of those that are merely alike, of which there may be
/// millions. `a < b`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The one that comes first in [`super::Findings::photos`].
    pub a: PhotoId,
    /// The other.
    pub b: PhotoId,
    /// Cosine distance.
    pub distance: f32,
}

impl Candidate {
    /// Both photos, the first one first.
    pub fn photos(&self) -> (PhotoId, PhotoId) {
        (self.a, self.b)
    }
}

/// Every pair of a scan. Exact copies stand behind one representative, so that a thousand copies of
/// one file are one pair here and not half a million.
#[derive(Debug, Clone, Default)]
pub struct Pairs {
    representative: Vec<PhotoId>,
    /// Proven pairs between representatives, sorted by photos.
    related: Vec<Pair>,
    /// The others, sorted by photos.
    alike: Vec<Candidate>,
}

impl Pairs {
    /// `representative[i]` is the first photo with the bytes of photo `i`; `pairs` lie between representatives, in any
    /// order. Of two that name the same photos the first counts, but a proven one before one that is merely alike.
    pub fn new(representative: Vec<PhotoId>, pairs: impl IntoIterator<Item = Pair>) -> Self {
        let (mut related, mut alike) = (Vec::new(), Vec::new());
        for pair in pairs {
            let Pair { a, b, link } = pair;
            if link.is_proven() {
                related.push(pair);
            } else {
                alike.push(Candidate { a, b, distance: link.distance });
            }
        }
        Self::of_related(representative, related).and_alike(alike)
    }

    /// The same, only of pairs that are proven.
    pub fn of_related(representative: Vec<PhotoId>, mut related: Vec<Pair>) -> Self {
        related.sort_by_key(|pair| (pair.a, pair.b));
        related.dedup_by_key(|pair| (pair.a, pair.b));
        Self { representative, related, alike: Vec::new() }
    }

    /// Adds pairs between representatives that are merely alike, in any order.
    pub fn and_alike(mut self, mut alike: Vec<Candidate>) -> Self {
        alike.append(&mut self.alike);
        alike.sort_by_key(Candidate::photos);
        alike.dedup_by_key(|pair| pair.photos());
        // Both in one order: side by side, as searching for each of millions takes long.
        let mut related = self.related.iter().map(|pair| (pair.a, pair.b)).peekable();
        alike.retain(|pair| {
            while related.next_if(|known| *known < pair.photos()).is_some() {}
            related.peek() != Some(&pair.photos())
        });
        self.alike = alike;
        self
    }

    /// All pairs between representatives: those that are proven, then those that are merely alike; each sorted by photos.
    pub fn between_representatives(&self) -> impl Iterator<Item = Pair> + '_ {
        self.related.iter().copied().chain(self.alike.iter().copied().map(Pair::from))
    }

    /// The proven pairs between representatives, sorted by photos.
    pub fn related(&self) -> &[Pair] {
        &self.related
    }

    /// The other pairs between representatives, sorted by photos.
    pub fn alike(&self) -> &[Candidate] {
        &self.alike
    }

    /// The pair at this place among [all](Self::between_representatives) between representatives.
    pub fn at(&self, place: usize) -> Pair {
        match self.related.get(place) {
            Some(pair) => *pair,
            None => self.alike[place - self.related.len()].into(),
        }
    }

    /// How many pairs there are between representatives.
    pub fn len(&self) -> usize {
        self.related.len() + self.alike.len()
    }

    /// There are none between representatives; there may be exact copies.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
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
        let photos = (a.min(b), a.max(b));
        let merely_alike = || {
            let at = self.alike.binary_search_by_key(&photos, Candidate::photos).ok()?;
            Some(Link::similar(self.alike[at].distance))
        };
        let link = self.among_related(photos).or_else(merely_alike)?;
        Some(if a < b { link } else { link.reversed() })
    }

    fn among_related(&self, photos: (PhotoId, PhotoId)) -> Option<Link> {
        let at = self.related.binary_search_by_key(&photos, |pair| (pair.a, pair.b)).ok()?;
        Some(self.related[at].link)
    }
}

impl From<Candidate> for Pair {
    /// Two photos that are merely alike.
    fn from(Candidate { a, b, distance }: Candidate) -> Self {
        Self { a, b, link: Link::similar(distance) }
    }
}
