//! The one list of what a photo can hold or say that another lacks. The keeper's rules, the review, the page before a removal
//! and the sidecars that are written all ask it.

use super::{Format, Metadata};

/// One thing that a photo can hold, or say about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Holding {
    /// What the sensor saw, not yet developed.
    Raw,
    /// Further pictures: frames, pages.
    Pictures,
    /// A film (motion photo).
    Film,
    /// A gain map (HDR).
    GainMap,
    /// A depth map.
    DepthMap,
    /// Transparency in use, or more than eight bits a colour.
    DeepPixels,
    /// Colours beyond sRGB.
    WideGamut,
    /// Latitude and longitude.
    Place,
    /// Height above the sea.
    Altitude,
    /// When it was taken.
    Date,
    /// The camera.
    Camera,
    /// The lens.
    Lens,
    /// Exposure time, aperture or sensitivity.
    Exposure,
    /// Stars.
    Rating,
    /// A caption.
    Caption,
    /// Keywords.
    Keywords,
    /// Names of people.
    People,
    /// A comment.
    Comment,
    /// What it was generated from.
    Parameters,
    /// Who made it.
    Artist,
    /// Who holds the rights.
    Copyright,
}

impl Holding {
    /// All, what cannot be had back first.
    pub const ALL: [Self; 21] = [
        Self::Raw,
        Self::Pictures,
        Self::Film,
        Self::GainMap,
        Self::DepthMap,
        Self::DeepPixels,
        Self::WideGamut,
        Self::Place,
        Self::Altitude,
        Self::Date,
        Self::Camera,
        Self::Lens,
        Self::Exposure,
        Self::Rating,
        Self::Caption,
        Self::Keywords,
        Self::People,
        Self::Comment,
        Self::Parameters,
        Self::Artist,
        Self::Copyright,
    ];

    /// It is a part of the picture, and nothing that is said about it.
    pub fn is_of_picture(self) -> bool {
        self <= Self::WideGamut
    }

    /// The photo has it.
    pub fn is_in(self, metadata: &Metadata) -> bool {
        let (annotations, extras) = (metadata.annotations(), metadata.extras());
        match self {
            Self::Raw => metadata.format == Format::Raw,
            Self::Pictures => extras.further_pictures > 0,
            Self::Film => extras.film_ms.is_some(),
            Self::GainMap => extras.gain_map,
            Self::DepthMap => extras.depth_map,
            Self::DeepPixels => extras.deep,
            Self::WideGamut => extras.wide_gamut,
            Self::Place => metadata.gps.is_some(),
            Self::Altitude => extras.altitude,
            Self::Date => metadata.taken.is_some(),
            Self::Camera => metadata.camera.is_some(),
            Self::Lens => metadata.lens.is_some(),
            Self::Exposure => extras.exposure,
            Self::Rating => annotations.stars().is_some(),
            Self::Caption => annotations.caption.is_some(),
            Self::Keywords => !annotations.keywords.is_empty(),
            Self::People => !annotations.people.is_empty(),
            Self::Comment => extras.comment.is_some(),
            Self::Parameters => extras.parameters,
            Self::Artist => extras.artist.is_some(),
            Self::Copyright => extras.copyright.is_some(),
        }
    }

    /// `one` has it, or more of it, and `other` has not.
    pub fn is_beyond(self, one: &Metadata, other: &Metadata) -> bool {
        match self {
            Self::Pictures => one.extras().further_pictures > other.extras().further_pictures,
            Self::Keywords => one.annotations().keywords_beyond(other.annotations()).next().is_some(),
            Self::People => one.annotations().people_beyond(other.annotations()).next().is_some(),
            _ => self.is_in(one) && !self.is_in(other),
        }
    }
}

impl Metadata {
    /// What this photo holds or says and `other` lacks.
    pub fn beyond(&self, other: &Self) -> impl Iterator<Item = Holding> {
        Holding::ALL.into_iter().filter(|holding| holding.is_beyond(self, other))
    }

    /// How many things the photo says about itself: copies lose them on the way, so the one that says more is nearer to the
    /// original.
    pub fn metadata_score(&self) -> usize {
        Holding::ALL.iter().filter(|holding| !holding.is_of_picture() && holding.is_in(self)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::{Annotations, Extras, sample};

    #[test]
    fn everything_on_the_list_is_told_of_who_has_it_and_of_nobody_else() {
        let none = Metadata { taken: None, camera: None, ..sample::photo("a.jpg").metadata };
        let all = Metadata {
            format: Format::Raw,
            taken: Some("2024-05-01 12:00:00".to_owned()),
            camera: Some("M".to_owned()),
            lens: Some("L".to_owned()),
            gps: Some((1.0, 2.0)),
            annotations: Some(Box::new(Annotations {
                rating: Some(3),
                caption: Some("c".to_owned()),
                keywords: vec!["k".to_owned()],
                people: vec!["p".to_owned()],
            })),
            extras: Some(Box::new(Extras {
                further_pictures: 4,
                film_ms: Some(0),
                gain_map: true,
                depth_map: true,
                deep: true,
                wide_gamut: true,
                parameters: true,
                exposure: true,
                altitude: true,
                comment: Some("c".to_owned()),
                artist: Some("a".to_owned()),
                copyright: Some("r".to_owned()),
            })),
            ..none.clone()
        };
        assert_eq!(all.beyond(&none).collect::<Vec<_>>(), Holding::ALL);
        assert_eq!((all.beyond(&all).count(), none.beyond(&all).count()), (0, 0));
        assert_eq!((all.metadata_score(), none.metadata_score()), (14, 0));
    }

    #[test]
    fn more_pictures_and_other_keywords_are_beyond_fewer_and_some() {
        let with = |pictures, keyword: &str| Metadata {
            extras: Some(Box::new(Extras { further_pictures: pictures, ..Extras::NONE })),
            annotations: Some(Box::new(Annotations {
                keywords: vec![keyword.to_owned()],
                ..Annotations::NONE
            })),
            ..sample::photo("a.jpg").metadata
        };
        let (one, other) = (with(11, "lake"), with(3, "Lake"));
        assert_eq!(one.beyond(&other).collect::<Vec<_>>(), [Holding::Pictures]);
        assert_eq!(with(3, "ice").beyond(&one).collect::<Vec<_>>(), [Holding::Keywords]);
    }
}
