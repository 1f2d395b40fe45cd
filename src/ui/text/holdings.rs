//! What a photo holds or says, in words.

use crate::photo::Holding;

messages! {
    has_raw;
    has_pictures;
    has_film;
    has_gain_map;
    has_depth_map;
    has_deep_pixels;
    has_wide_gamut;
    has_place;
    has_altitude;
    has_date;
    has_camera;
    has_lens;
    has_exposure;
    has_rating;
    has_caption;
    has_keywords;
    has_people;
    has_comment;
    has_parameters;
    has_artist;
    has_copyright;
}

/// One thing that a photo holds or says.
pub fn holding(holding: Holding) -> &'static str {
    match holding {
        Holding::Raw => has_raw(),
        Holding::Pictures => has_pictures(),
        Holding::Film => has_film(),
        Holding::GainMap => has_gain_map(),
        Holding::DepthMap => has_depth_map(),
        Holding::DeepPixels => has_deep_pixels(),
        Holding::WideGamut => has_wide_gamut(),
        Holding::Place => has_place(),
        Holding::Altitude => has_altitude(),
        Holding::Date => has_date(),
        Holding::Camera => has_camera(),
        Holding::Lens => has_lens(),
        Holding::Exposure => has_exposure(),
        Holding::Rating => has_rating(),
        Holding::Caption => has_caption(),
        Holding::Keywords => has_keywords(),
        Holding::People => has_people(),
        Holding::Comment => has_comment(),
        Holding::Parameters => has_parameters(),
        Holding::Artist => has_artist(),
        Holding::Copyright => has_copyright(),
    }
}

/// Several of them, with commas.
pub fn holdings(held: &[Holding]) -> String {
    held.iter().map(|one| holding(*one)).collect::<Vec<_>>().join(", ")
}
