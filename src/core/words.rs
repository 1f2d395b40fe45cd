//! What was found out about photos, in words that a person understands: the same on the command line and in
//! reports. The window says it in its own language, from the same data.

use std::borrow::Cow;

use crate::photo::{
    Among, Because, CompanionKind, Confidence, Doubt, Edit, ExtraContent, Findings, Holding, Level, MayGo,
    PhotoFile, Reason,
};
use crate::verdicts::Ruling;

/// Sizes closer to 1 than this are the same size.
const SAME_SIZE: f32 = 0.02;

/// Smaller turns, in degrees, are none.
const NO_TURN: f32 = 1.0;

/// So many of something: "1 photo", "2 photos".
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// Text with those characters spelled out, as in `\u{202e}`, that act instead of showing: controls, line
/// and paragraph separators, and the marks that reverse or isolate the direction of writing.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if acts(letter) {
            shown.extend(letter.escape_unicode());
        } else {
            shown.push(letter);
        }
    }
    shown
}

/// The letter acts instead of showing.
pub fn acts(letter: char) -> bool {
    let turns = matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || letter.is_control()
}

/// One thing that was done to a photo.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Change {
    /// Cut down to this share of its area, 0 to 1.
    Cropped(f32),
    /// A border or bars were added.
    Bordered,
    /// It fills this share of a larger picture, 0 to 1.
    Within(f32),
    /// Left and right were swapped.
    Mirrored,
    /// Turned by half a circle.
    UpsideDown,
    /// Turned clockwise by so many degrees; negative: to the left.
    Turned(i32),
    /// Made smaller, to this share of a side.
    Resized(f32),
    /// Made larger, to this share of a side.
    Enlarged(f32),
    /// Colours have another hue.
    OtherHue,
    /// Brightness, contrast or saturation differ.
    Toned,
    /// Text or an object was added, or something covered.
    Covered,
    /// Nothing but that.
    SavedAgain,
    /// Nothing that can be seen: stored in another way, or with other things said about it.
    SamePixels,
}

/// How sure a pair is: "likely (97 %)".
pub fn confidence(confidence: Confidence) -> String {
    let word = match confidence.level() {
        Level::Certain => return "certain".to_owned(),
        Level::AlmostCertain => "almost certain",
        Level::Likely => "likely",
        Level::Possible => "possible",
        Level::Unlikely => "unlikely",
    };
    format!("{word} ({} %)", confidence.per_cent())
}

/// How the other photo was made from this one, what changes the picture most first; at least one change.
pub fn changes(edit: &Edit) -> Vec<Change> {
    if edit.same_pixels {
        return vec![Change::SamePixels];
    }
    let mut changes = Vec::new();
    if edit.shown < Edit::WHOLE {
        changes.push(Change::Cropped(edit.shown));
    }
    match (edit.filled < Edit::WHOLE, edit.other_beyond) {
        (true, ExtraContent::Plain | ExtraContent::Frame) => changes.push(Change::Bordered),
        (true, ExtraContent::Picture) => changes.push(Change::Within(edit.filled)),
        _ => {}
    }
    if edit.mirrored {
        changes.push(Change::Mirrored);
    }
    if edit.turn.abs() >= NO_TURN {
        let degrees = edit.turn.round() as i32;
        changes.push(if degrees.abs() == 180 { Change::UpsideDown } else { Change::Turned(degrees) });
    }
    if edit.scale < 1.0 - SAME_SIZE {
        changes.push(Change::Resized(edit.scale));
    } else if edit.scale > 1.0 + SAME_SIZE {
        changes.push(Change::Enlarged(edit.scale));
    }
    if edit.close.is_some_and(|close| close.other_hue) {
        changes.push(Change::OtherHue);
    }
    if edit.toned {
        changes.push(Change::Toned);
    }
    if edit.covered >= Edit::COVERED || edit.close.is_some_and(|close| close.areas > 0) {
        changes.push(Change::Covered);
    }
    if changes.is_empty() {
        changes.push(Change::SavedAgain);
    }
    changes
}

/// The same in words: "crop, 62 % of the photo; resized to 25 %".
pub fn edit(edit: &Edit) -> String {
    changes(edit).into_iter().map(change).collect::<Vec<_>>().join("; ")
}

fn change(change: Change) -> Cow<'static, str> {
    Cow::Borrowed(match change {
        Change::Cropped(share) => return format!("crop, {} of the photo", percent(share)).into(),
        Change::Within(share) => return format!("fills {} of a larger picture", percent(share)).into(),
        Change::Turned(degrees) if degrees < 0 => return format!("turned {}° to the left", -degrees).into(),
        Change::Turned(degrees) => return format!("turned {degrees}° to the right").into(),
        Change::Resized(scale) => return format!("resized to {}", percent(scale)).into(),
        Change::Enlarged(scale) => return format!("enlarged to {}", percent(scale)).into(),
        Change::Bordered => "border or bars added",
        Change::Mirrored => "mirrored",
        Change::UpsideDown => "upside down",
        Change::OtherHue => "different hue",
        Change::Toned => "different brightness or colours",
        Change::Covered => "text or object added",
        Change::SavedAgain => "re-saved",
        Change::SamePixels => "same pixels",
    })
}

/// Why a photo is the keeper, in one sentence.
pub fn reason(reason: &Reason) -> String {
    let sentence = match &reason.because {
        Because::Protected => "It is in a protected folder.".to_owned(),
        Because::Whole => "The other files are damaged.".to_owned(),
        Because::Complete(own) => format!("More files belong to it: {}.", kinds(own)),
        Because::Contents(held) => format!("It contains more: {}.", holdings(held)),
        Because::Unframed => {
            "The others have a border, empty corners or other pictures around it.".to_owned()
        }
        Because::Colour => "The others are black and white.".to_owned(),
        Because::Fuller => "The others show only a part of it.".to_owned(),
        Because::Sharp => "The others are blurred.".to_owned(),
        Because::Detail => "The larger ones are enlargements without more detail.".to_owned(),
        Because::Metadata => "It has more metadata.".to_owned(),
        Because::Source => "The larger files were made from it and show no more.".to_owned(),
        Because::Pixels { width, height } => format!("It has the most pixels, {width} × {height}."),
        Because::Format(format) => format!("{} keeps more detail than the other formats.", format.name()),
        Because::Quality(quality) => format!("It has the highest JPEG quality, about {quality}."),
        Because::Preferred => "It is as good as the others, and in a preferred folder.".to_owned(),
        Because::Bytes => "It has the largest file for the same number of pixels.".to_owned(),
        Because::Name => "The others are named like copies.".to_owned(),
        Because::Folder => "The others are in a folder for backups, exports or downloads.".to_owned(),
        Because::Age => "It is the oldest.".to_owned(),
        Because::Path => "All are the same; its path comes first.".to_owned(),
    };
    match reason.among {
        Among::All => sentence,
        Among::Unframed => format!("Among those without a border: {sentence}"),
        Among::EqualOtherwise => format!("Among otherwise equal photos: {sentence}"),
    }
}

/// Why a photo is not suggested to go, in one sentence.
pub fn doubt(doubt: &Doubt) -> String {
    match doubt {
        Doubt::NoReason => "Neither photo is clearly better.".to_owned(),
        Doubt::OnlyAlike => "It only looks alike.".to_owned(),
        Doubt::Holds(held) => format!("It has something the keeper lacks: {}.", holdings(held)),
        Doubt::Companions(own) => format!("It has more related files than the keeper: {}.", kinds(own)),
        Doubt::ShowsMore => "It shows more of the picture.".to_owned(),
        Doubt::Finer => "It shows a part of the picture in more detail.".to_owned(),
        Doubt::Covered => "Text or an object covers part of one of them.".to_owned(),
        Doubt::PreviewOnly => "Only the preview inside one of the two files could be compared.".to_owned(),
        Doubt::SeveralPictures => "Only the first picture of each file was compared.".to_owned(),
        Doubt::InCollage => "The keeper may be a collage that contains this photo.".to_owned(),
        Doubt::MayBeEnlarged => "The keeper may be an enlargement of this photo.".to_owned(),
    }
}

/// Why a photo is suggested to go, in one sentence.
pub fn may_go(may_go: MayGo, findings: &Findings) -> String {
    match may_go {
        MayGo::Identical(place) => {
            format!("An identical file is kept: {}.", findings.photo(place).path().display())
        }
        MayGo::InKeeper => "The keeper shows all of it and has all of its metadata.".to_owned(),
        MayGo::InKeeperButBorder => {
            "The keeper shows all of it but the border, and has all of its metadata.".to_owned()
        }
    }
}

/// Things that photos hold or say: "film, caption".
pub fn holdings(held: &[Holding]) -> String {
    held.iter().map(|holding| self::holding(*holding)).collect::<Vec<_>>().join(", ")
}

/// One thing that a photo can hold or say.
pub fn holding(holding: Holding) -> &'static str {
    match holding {
        Holding::Raw => "raw sensor data",
        Holding::Pictures => "more pictures",
        Holding::Film => "a film",
        Holding::GainMap => "a gain map (HDR)",
        Holding::DepthMap => "a depth map",
        Holding::DeepPixels => "transparency or more than 8 bits a colour",
        Holding::WideGamut => "a wide colour profile",
        Holding::Place => "a place",
        Holding::Altitude => "an altitude",
        Holding::Date => "a date",
        Holding::Camera => "a camera",
        Holding::Lens => "a lens",
        Holding::Exposure => "exposure data",
        Holding::Rating => "a rating",
        Holding::Caption => "a caption",
        Holding::Keywords => "keywords",
        Holding::People => "names of people",
        Holding::Comment => "a comment",
        Holding::Parameters => "generation parameters",
        Holding::Artist => "an author",
        Holding::Copyright => "a copyright",
    }
}

/// What belongs to a photo: "RAW, sidecar"; nothing of nothing.
pub fn companions(file: &PhotoFile) -> String {
    kinds(&file.companion_kinds())
}

fn kinds(kinds: &[CompanionKind]) -> String {
    kinds.iter().map(|kind| companion_kind(*kind)).collect::<Vec<_>>().join(", ")
}

/// What was said about look-alikes.
pub fn ruling(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::NotDuplicates => "not duplicates",
        Ruling::KeepAll => "keep all",
    }
}

/// What a file is to the photo it belongs to.
pub fn companion_kind(kind: CompanionKind) -> &'static str {
    match kind {
        CompanionKind::Raw => "RAW",
        CompanionKind::Edit => "edited version",
        CompanionKind::Movie => "Live Photo movie",
        CompanionKind::Sidecar => "sidecar",
    }
}

/// In how many areas two similar shots that line up differ: "differs in 3 places".
pub fn differing(areas: u16) -> String {
    format!("differs in {}", counted(usize::from(areas), "place"))
}

fn percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::CloseLook;
    use crate::photo::sample::{self, EDIT};

    fn check(change: Edit, words: &str) {
        assert_eq!(edit(&change), words);
    }

    #[test]
    fn what_belongs_to_a_photo_is_told_once_a_kind() {
        let mut file = sample::photo("a.jpg").file;
        assert_eq!(companions(&file), "");
        let sidecar = || sample::companion("a.xmp", CompanionKind::Sidecar, 1);
        file.companions = vec![sample::companion("a.cr2", CompanionKind::Raw, 9), sidecar(), sidecar()];
        assert_eq!(companions(&file), "RAW, sidecar");
    }

    #[test]
    fn acting_characters_become_visible_and_all_others_stay() {
        assert_eq!(visible("a\n\u{202e}\u{7f}\u{200f}b"), "a\\u{a}\\u{202e}\\u{7f}\\u{200f}b");
        assert_eq!(visible("ünïcödé 写真 صور 🎞"), "ünïcödé 写真 صور 🎞");
    }

    #[test]
    fn edits_are_said_as_people_say_them() {
        check(EDIT, "re-saved");
        check(Edit { shown: 0.62, scale: 0.25, ..EDIT }, "crop, 62 % of the photo; resized to 25 %");
        check(Edit { turn: -90.1, mirrored: true, ..EDIT }, "mirrored; turned 90° to the left");
        check(Edit { turn: 179.8, toned: true, ..EDIT }, "upside down; different brightness or colours");
        check(Edit { filled: 0.8, other_beyond: ExtraContent::Plain, ..EDIT }, "border or bars added");
        check(
            Edit { filled: 0.3, other_beyond: ExtraContent::Picture, ..EDIT },
            "fills 30 % of a larger picture",
        );
        let close = Some(CloseLook { other_hue: true, ..CloseLook::SAME });
        check(Edit { close, ..EDIT }, "different hue");
        check(Edit { scale: 2.0, covered: 0.1, ..EDIT }, "enlarged to 200 %; text or object added");
    }

    #[test]
    fn reasons_are_whole_sentences() {
        let check = |because, among, words: &str| {
            assert_eq!(reason(&Reason { because, among }), words);
        };
        check(Because::Age, Among::All, "It is the oldest.");
        check(Because::Age, Among::EqualOtherwise, "Among otherwise equal photos: It is the oldest.");
        let pixels = Because::Pixels { width: 4000, height: 3000 };
        check(pixels, Among::Unframed, "Among those without a border: It has the most pixels, 4000 × 3000.");
    }
}
