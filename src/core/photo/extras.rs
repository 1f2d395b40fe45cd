//! What lies in a photo's file beside its picture and what people say about it.

use super::Metadata;

/// What else is in a file, and what the camera or a program wrote into it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extras {
    /// Pictures after the first: frames of an animation, pages, pictures of a stereo pair.
    pub further_pictures: u32,
    /// A film around the moment of the photo lies in the file (motion photo): its length in milliseconds, 0 if unknown.
    pub film_ms: Option<u32>,
    /// A gain map says how bright it is on a brighter screen (Ultra HDR, Apple HDR).
    pub gain_map: bool,
    /// A map says how far away everything is.
    pub depth_map: bool,
    /// Its pixels hold more than eight bits of red, green and blue: transparency in use, or more bits.
    pub deep: bool,
    /// Its colours are those of a wider profile than sRGB.
    pub wide_gamut: bool,
    /// A prompt and parameters that a program generated it from.
    pub parameters: bool,
    /// Exposure time, aperture or sensitivity.
    pub exposure: bool,
    /// Height above the sea.
    pub altitude: bool,
    /// What somebody wrote into the comment.
    pub comment: Option<String>,
    /// Who made it.
    pub artist: Option<String>,
    /// Who holds the rights.
    pub copyright: Option<String>,
}

impl Extras {
    /// Nothing.
    pub const NONE: Self = Self {
        further_pictures: 0,
        film_ms: None,
        gain_map: false,
        depth_map: false,
        deep: false,
        wide_gamut: false,
        parameters: false,
        exposure: false,
        altitude: false,
        comment: None,
        artist: None,
        copyright: None,
    };
}

impl Metadata {
    /// What else is in its file.
    pub fn extras(&self) -> &Extras {
        static NONE: Extras = Extras::NONE;
        self.extras.as_deref().unwrap_or(&NONE)
    }
}
