//! What a photo holds or says, and why one is not suggested to go, in words.

use super::changes;
use crate::photo::{Doubt, Holding};

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
    doubt_no_reason;
    doubt_only_alike;
    doubt_holds(what: &str);
    doubt_companions(what: &str);
    doubt_shows_more;
    doubt_finer;
    doubt_covered;
    doubt_preview_only;
    doubt_several_pictures;
    doubt_in_collage;
    doubt_may_be_enlarged;
    doubt_stays(why: &str);
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

/// Why a photo is not suggested to go.
pub fn doubt(doubt: &Doubt) -> String {
    let why = match doubt {
        Doubt::NoReason => doubt_no_reason().to_owned(),
        Doubt::OnlyAlike => doubt_only_alike().to_owned(),
        Doubt::Holds(held) => doubt_holds(&holdings(held)),
        Doubt::Companions(own) => doubt_companions(&changes::kinds(own)),
        Doubt::ShowsMore => doubt_shows_more().to_owned(),
        Doubt::Finer => doubt_finer().to_owned(),
        Doubt::Covered => doubt_covered().to_owned(),
        Doubt::PreviewOnly => doubt_preview_only().to_owned(),
        Doubt::SeveralPictures => doubt_several_pictures().to_owned(),
        Doubt::InCollage => doubt_in_collage().to_owned(),
        Doubt::MayBeEnlarged => doubt_may_be_enlarged().to_owned(),
    };
    doubt_stays(&why)
}
