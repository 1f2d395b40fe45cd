//! What the user said about look-alikes, remembered by the photos' content: it outlives renaming, moving, a new
//! scan, a lost cache and a new version. `groups` and `review` ask; `verdicts::file` keeps them on disk.

mod file;

use std::collections::{HashMap, HashSet};

pub use file::{Loaded, VerdictRecord, change, import, load};

use crate::photo::{ContentHash, Group, Photo, PhotoId};

/// What was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ruling {
    /// These are no duplicates of each other: they are never a pair again.
    NotDuplicates,
    /// All of these stay: as a group of no other photos they are decided.
    KeepAll,
}

/// One of the photos something was said about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Judged {
    /// Its bytes in 32.
    pub content: ContentHash,
    /// Its file's name at that time, for the eye only.
    pub name: String,
}

/// Something the user said about two or more photos.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Verdict {
    ruling: Ruling,
    /// Sorted; several copies of one content are several entries.
    photos: Vec<Judged>,
}

impl Verdict {
    /// A verdict on these photos, in whatever order.
    pub fn new(ruling: Ruling, mut photos: Vec<Judged>) -> Self {
        photos.sort();
        Self { ruling, photos }
    }

    /// A verdict on photos of a scan.
    pub fn on<'a>(ruling: Ruling, photos: impl Iterator<Item = &'a Photo>) -> Self {
        let name =
            |photo: &Photo| photo.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self::new(ruling, photos.map(|photo| Judged { content: photo.content, name: name(photo) }).collect())
    }

    /// What was said.
    pub fn ruling(&self) -> Ruling {
        self.ruling
    }

    /// About which photos.
    pub fn photos(&self) -> &[Judged] {
        &self.photos
    }

    /// The same said about the same contents, whatever the photos were called.
    pub fn is_same_as(&self, other: &Self) -> bool {
        let contents = |verdict: &Self| verdict.photos.iter().map(|p| p.content).collect::<Vec<_>>();
        self.ruling == other.ruling && contents(self) == contents(other)
    }
}

/// All verdicts, in the order they were given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdicts(Vec<Verdict>);

/// A change to the verdicts, to be carried out on the file too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// This was said.
    Given(Verdict),
    /// This was taken back.
    TakenBack(Verdict),
}

impl Change {
    /// The change that undoes it.
    pub fn reversed(self) -> Self {
        match self {
            Self::Given(verdict) => Self::TakenBack(verdict),
            Self::TakenBack(verdict) => Self::Given(verdict),
        }
    }
}

impl Verdicts {
    /// Nothing was ever said.
    pub fn none() -> &'static Self {
        static NONE: Verdicts = Verdicts(Vec::new());
        &NONE
    }

    /// In the order they were given.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Verdict> {
        self.0.iter()
    }

    /// Nothing was said yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Carries a change out; what was said before about the same photos stands only once.
    pub fn apply(&mut self, change: &Change) {
        let (Change::Given(verdict) | Change::TakenBack(verdict)) = change;
        self.0.retain(|known| !known.is_same_as(verdict));
        if let Change::Given(verdict) = change {
            self.0.push(verdict.clone());
        }
    }

    /// Those that two or more of these photos are named in.
    pub fn concerning(&self, photos: &[Photo]) -> impl Iterator<Item = &Verdict> {
        let here: HashSet<ContentHash> =
            if self.is_empty() { HashSet::new() } else { photos.iter().map(|photo| photo.content).collect() };
        self.iter().filter(move |verdict| {
            verdict.photos.iter().filter(|judged| here.contains(&judged.content)).count() > 1
        })
    }

    /// What they say about the photos of a scan.
    pub fn about(&self, photos: &[Photo]) -> VerdictIndex {
        let mut named_in: HashMap<ContentHash, Vec<usize>> = HashMap::new();
        for (at, verdict) in self.iter().enumerate().filter(|(_, v)| v.ruling == Ruling::NotDuplicates) {
            for judged in &verdict.photos {
                named_in.entry(judged.content).or_default().push(at);
            }
        }
        let mut apart = HashMap::new();
        if !named_in.is_empty() {
            let ids = (0..photos.len() as u32).map(PhotoId).zip(photos);
            apart.extend(ids.filter_map(|(id, photo)| Some((id, named_in.get(&photo.content)?.clone()))));
        }
        VerdictIndex { apart }
    }

    /// The user has said that all of the group stay: of these photos, no more of any, and together.
    pub fn keep_all_of(&self, group: &Group, photos: &[Photo]) -> bool {
        self.keeping_all(group, photos).is_some()
    }

    /// The first verdict that says so.
    pub fn keeping_all(&self, group: &Group, photos: &[Photo]) -> Option<&Verdict> {
        let mut contents: Vec<ContentHash> = group.photos().map(|id| photos[id.index()].content).collect();
        contents.sort_unstable();
        let mut keep_all = self.iter().filter(|verdict| verdict.ruling == Ruling::KeepAll);
        keep_all.find(|verdict| {
            let mut judged = verdict.photos.iter().map(|judged| judged.content);
            contents.iter().all(|content| judged.any(|known| known == *content))
        })
    }
}

/// Which photos of a scan are said to be no duplicates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VerdictIndex {
    /// For photos that something was said about: the verdicts they are named in.
    apart: HashMap<PhotoId, Vec<usize>>,
}

impl VerdictIndex {
    /// One verdict says of both that they are no duplicates.
    pub fn separates(&self, one: PhotoId, other: PhotoId) -> bool {
        if self.apart.is_empty() {
            return false;
        }
        match (self.apart.get(&one), self.apart.get(&other)) {
            (Some(of_one), Some(of_other)) => of_one.iter().any(|verdict| of_other.contains(verdict)),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::{Member, sample};

    fn group(photos: &[u32]) -> Group {
        let members =
            photos[1..].iter().map(|id| Member { photo: PhotoId(*id), link: None, twin_of: None }).collect();
        Group { keeper: PhotoId(photos[0]), reason: None, members }
    }

    fn given(ruling: Ruling, photos: &[Photo]) -> Verdicts {
        let mut verdicts = Verdicts::default();
        verdicts.apply(&Change::Given(Verdict::on(ruling, photos.iter())));
        verdicts
    }

    #[test]
    fn a_verdict_stands_once_and_can_be_taken_back() {
        let photos = ["a.jpg", "b.jpg"].map(sample::photo);
        let mut verdicts = given(Ruling::KeepAll, &photos);
        let mut renamed = photos.clone();
        renamed[0].file.path = "/elsewhere/z.jpg".into();
        let again = Verdict::on(Ruling::KeepAll, renamed.iter().rev());
        verdicts.apply(&Change::Given(again.clone()));
        assert_eq!(verdicts.iter().count(), 1);
        verdicts.apply(&Change::Given(again).reversed());
        assert!(verdicts.is_empty());
    }

    #[test]
    fn no_duplicates_are_parted_whatever_they_are_called() {
        let mut photos = ["a.jpg", "b.jpg", "c.jpg"].map(sample::photo).to_vec();
        let verdicts = given(Ruling::NotDuplicates, &photos[..2]);
        photos[0].file.path = "/elsewhere/z.jpg".into();
        photos.reverse();
        let standing = verdicts.about(&photos);
        assert!(standing.separates(PhotoId(1), PhotoId(2)) && standing.separates(PhotoId(2), PhotoId(1)));
        assert!(!standing.separates(PhotoId(0), PhotoId(1)));
    }

    #[test]
    fn keep_all_holds_for_these_photos_and_no_more() {
        let mut photos = ["a.jpg", "b.jpg", "c.jpg", "d.jpg"].map(sample::photo);
        photos[1].content = photos[0].content;
        photos[3].content = photos[0].content;
        let verdicts = given(Ruling::KeepAll, &photos[..3]);
        let kept = |ids: &[u32]| verdicts.keep_all_of(&group(ids), &photos);
        assert!(kept(&[0, 1, 2]) && kept(&[2, 0]) && kept(&[3, 2, 1]));
        assert!(!kept(&[0, 1, 2, 3]), "a third copy is news");
    }
}
