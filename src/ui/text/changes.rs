//! What the core found out, in words: how one photo was made from another, why one is the keeper or not suggested to go, why one
//! cannot be marked.

use super::super::numbers::percent;
use crate::photo::{Among, Because, CompanionKind, Doubt, Edit, PhotoFile, Reason};
use crate::review::Refusal;
use crate::words::{self, Change};

messages! {
    change_cropped(share: f32 => percent);
    change_bordered;
    change_within(share: f32 => percent);
    change_mirrored;
    change_upside_down;
    change_turned_right(degrees: String);
    change_turned_left(degrees: String);
    change_resized(scale: f32 => percent);
    change_enlarged(scale: f32 => percent);
    change_other_hue;
    change_toned;
    change_covered;
    change_saved_again;
    change_same_pixels;
    relation_edited(edit: &str);
    relation_same_pixels;
    companion_raw;
    companion_edit;
    companion_movie;
    companion_sidecar;
    because_protected;
    because_preferred;
    because_whole;
    because_complete(what: &str);
    because_contents(what: &str);
    because_unframed;
    because_fuller;
    because_sharp;
    because_colour;
    because_detail;
    because_source;
    because_metadata;
    because_pixels(width: String, height: String);
    because_format(format: &str);
    because_quality(quality: String);
    because_bytes;
    because_name;
    because_folder;
    because_age;
    because_path;
    among_unframed(sentence: &str);
    among_equal(sentence: &str);
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
    refusal_keeper;
    refusal_no_link;
    refusal_protected;
    refusal_no_group;
}

/// How the other photo was made from this one.
pub fn edit(edit: &Edit) -> String {
    let changes: Vec<String> = words::changes(edit).into_iter().map(change).collect();
    changes.join("; ")
}

/// The same of the photo on the right, in a sentence.
pub fn made(edit: &Edit) -> String {
    if edit.same_pixels { relation_same_pixels().to_owned() } else { relation_edited(&self::edit(edit)) }
}

fn change(change: Change) -> String {
    match change {
        Change::Cropped(share) => change_cropped(share),
        Change::Bordered => change_bordered().to_owned(),
        Change::Within(share) => change_within(share),
        Change::Mirrored => change_mirrored().to_owned(),
        Change::UpsideDown => change_upside_down().to_owned(),
        Change::Turned(degrees) if degrees < 0 => change_turned_left(degrees.abs().to_string()),
        Change::Turned(degrees) => change_turned_right(degrees.to_string()),
        Change::Resized(scale) => change_resized(scale),
        Change::Enlarged(scale) => change_enlarged(scale),
        Change::OtherHue => change_other_hue().to_owned(),
        Change::Toned => change_toned().to_owned(),
        Change::Covered => change_covered().to_owned(),
        Change::SavedAgain => change_saved_again().to_owned(),
        Change::SamePixels => change_same_pixels().to_owned(),
    }
}

/// Why the keeper is the one to keep.
pub fn reason(reason: &Reason) -> String {
    let sentence = match &reason.because {
        Because::Protected => because_protected().to_owned(),
        Because::Whole => because_whole().to_owned(),
        Because::Contents(held) => because_contents(&super::holdings(held)),
        Because::Unframed => because_unframed().to_owned(),
        Because::Fuller => because_fuller().to_owned(),
        Because::Sharp => because_sharp().to_owned(),
        Because::Colour => because_colour().to_owned(),
        Because::Detail => because_detail().to_owned(),
        Because::Source => because_source().to_owned(),
        Because::Metadata => because_metadata().to_owned(),
        Because::Complete(own) => because_complete(&kinds(own)),
        Because::Pixels { width, height } => because_pixels(width.to_string(), height.to_string()),
        Because::Format(format) => because_format(format.name()),
        Because::Quality(quality) => because_quality(quality.to_string()),
        Because::Preferred => because_preferred().to_owned(),
        Because::Bytes => because_bytes().to_owned(),
        Because::Name => because_name().to_owned(),
        Because::Folder => because_folder().to_owned(),
        Because::Age => because_age().to_owned(),
        Because::Path => because_path().to_owned(),
    };
    match reason.among {
        Among::All => sentence,
        Among::Unframed => among_unframed(&sentence),
        Among::EqualOtherwise => among_equal(&sentence),
    }
}

/// What belongs to a photo: "RAW, sidecar"; nothing of nothing.
pub fn companions(file: &PhotoFile) -> String {
    kinds(&file.companion_kinds())
}

pub(super) fn kinds(kinds: &[CompanionKind]) -> String {
    kinds.iter().map(|kind| companion_kind(*kind)).collect::<Vec<_>>().join(", ")
}

/// What a file is to the photo it belongs to.
pub fn companion_kind(kind: CompanionKind) -> &'static str {
    match kind {
        CompanionKind::Raw => companion_raw(),
        CompanionKind::Edit => companion_edit(),
        CompanionKind::Movie => companion_movie(),
        CompanionKind::Sidecar => companion_sidecar(),
    }
}

/// Why a photo is not suggested to go.
pub fn doubt(doubt: &Doubt) -> String {
    let why = match doubt {
        Doubt::NoReason => doubt_no_reason().to_owned(),
        Doubt::OnlyAlike => doubt_only_alike().to_owned(),
        Doubt::Holds(held) => doubt_holds(&super::holdings(held)),
        Doubt::Companions(own) => doubt_companions(&kinds(own)),
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

pub fn refusal(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Keeper => refusal_keeper(),
        Refusal::NoLink => refusal_no_link(),
        Refusal::Protected => refusal_protected(),
        Refusal::NoGroup => refusal_no_group(),
    }
}
