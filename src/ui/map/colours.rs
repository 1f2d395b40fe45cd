//! What the dots' colours mean: the kind of a photo's group, the year it was taken, or its folder. The commonest have
//! colours of their own, all others share a grey.

use std::collections::HashMap;

use egui::Color32;

use super::super::text;
use crate::photo::{Photo, PhotoId};
use crate::review::Review;

/// What the colours tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colouring {
    /// The kind of its group.
    Kind,
    /// The year it was taken.
    Year,
    /// The folder it lies in.
    Folder,
}

impl Colouring {
    /// All, as they are offered.
    pub const ALL: [Self; 3] = [Self::Kind, Self::Year, Self::Folder];

    /// The place among them.
    pub fn index(self) -> usize {
        self as usize
    }
}

/// Told apart also by people who see fewer colours (Okabe and Ito 2008, black left out), and on both themes' grounds.
const INKS: [Color32; 7] = [
    Color32::from_rgb(0x56, 0xb4, 0xe9),
    Color32::from_rgb(0xe6, 0x9f, 0x00),
    Color32::from_rgb(0x00, 0x9e, 0x73),
    Color32::from_rgb(0xd5, 0x5e, 0x00),
    Color32::from_rgb(0xcc, 0x79, 0xa7),
    Color32::from_rgb(0x00, 0x72, 0xb2),
    Color32::from_rgb(0xd8, 0xc8, 0x2a),
];
const OTHERS: Color32 = Color32::from_gray(0x85);

/// One line of the legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub name: String,
    /// How many photos.
    pub photos: usize,
    /// Their colour.
    pub ink: Color32,
}

/// A colour for each photo, and what the colours mean.
pub struct Colours {
    colouring: Colouring,
    inks: Vec<Color32>,
    legend: Vec<Entry>,
}

impl Colours {
    /// Colours for the photos of a review.
    pub fn by(colouring: Colouring, review: &Review) -> Self {
        let findings = review.findings();
        let name = |id: PhotoId| match colouring {
            Colouring::Kind => {
                review.group_of(id).map(|at| text::kind(review.groups()[at].kind()).to_owned())
            }
            Colouring::Year => year(findings.photo(id)),
            Colouring::Folder => Some(text::folder(findings.photo(id).path())),
        };
        let names: Vec<Option<String>> = findings.ids().map(name).collect();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        names.iter().flatten().for_each(|name| *counts.entry(name).or_default() += 1);
        let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let ink_of: HashMap<&str, Color32> =
            counts.iter().zip(INKS).map(|((name, _), ink)| (*name, ink)).collect();
        let entry = |((name, photos), ink): (&(&str, usize), Color32)| Entry {
            name: (*name).to_owned(),
            photos: *photos,
            ink,
        };
        let mut legend: Vec<Entry> = counts.iter().zip(INKS).map(entry).collect();
        let coloured: usize = legend.iter().map(|entry| entry.photos).sum();
        if coloured < names.len() {
            let name = text::uncoloured()[colouring.index()].to_owned();
            legend.push(Entry { name, photos: names.len() - coloured, ink: OTHERS });
        }
        let ink = |name: &Option<String>| {
            name.as_deref().and_then(|name| ink_of.get(name)).copied().unwrap_or(OTHERS)
        };
        Self { colouring, inks: names.iter().map(ink).collect(), legend }
    }

    /// What the colours tell.
    pub fn colouring(&self) -> Colouring {
        self.colouring
    }

    /// The colour of a photo.
    pub fn ink(&self, photo: PhotoId) -> Color32 {
        self.inks.get(photo.index()).copied().unwrap_or(OTHERS)
    }

    /// What the colours mean, the commonest first.
    pub fn legend(&self) -> &[Entry] {
        &self.legend
    }
}

fn year(photo: &Photo) -> Option<String> {
    photo.metadata.taken.as_deref().and_then(|taken| taken.get(..4)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::sample;
    use std::sync::Arc;

    #[test]
    fn the_commonest_have_colours_and_the_rest_share_one() {
        let mut findings = sample::findings(20, &[(0, 1, 0.05)]);
        for (at, photo) in findings.photos.iter_mut().enumerate() {
            photo.metadata.taken = (at < 18).then(|| format!("{}-05-01 12:00:00", 2000 + at / 2));
        }
        let review = Review::new(Arc::new(findings), 0.1);
        let years = Colours::by(Colouring::Year, &review);
        assert_eq!(years.legend().len(), INKS.len() + 1);
        assert_eq!((years.legend()[0].name.as_str(), years.legend()[0].photos), ("2000", 2));
        assert_eq!(years.legend()[INKS.len()].photos, 6);
        assert_eq!(years.ink(PhotoId(0)), INKS[0]);
        assert_eq!(years.ink(PhotoId(19)), OTHERS);
        let kinds = Colours::by(Colouring::Kind, &review);
        assert_eq!((kinds.ink(PhotoId(1)), kinds.ink(PhotoId(2))), (INKS[0], OTHERS));
        let folders = Colours::by(Colouring::Folder, &review);
        assert_eq!(folders.legend().iter().map(|entry| entry.photos).collect::<Vec<_>>(), [20]);
    }
}
