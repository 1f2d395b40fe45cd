//! Relations in words that a person understands, the same on the screen, on the command line and in reports.

use crate::photo::{Beyond, CompanionKind, Edit, PhotoFile};

/// Shares closer to the whole than this are the whole: corners are found to about a pixel.
const WHOLE: f32 = 0.97;

/// Sizes closer to 1 than this are the same size.
const SAME_SIZE: f32 = 0.02;

/// Smaller turns, in degrees, are none.
const NO_TURN: f32 = 1.0;

/// A smaller covered share is noise.
const COVERED: f32 = 0.04;

/// How the other photo was made from this one: "crop, 62 % of the photo; resized to 25 %".
pub fn edit(edit: &Edit) -> String {
    let mut parts = Vec::new();
    if edit.shown < WHOLE {
        parts.push(format!("crop, {} of the photo", percent(edit.shown)));
    }
    match (edit.filled < WHOLE, edit.other_beyond) {
        (true, Beyond::Plain | Beyond::Frame) => parts.push("border or bars added".to_owned()),
        (true, Beyond::Picture) => parts.push(format!("fills {} of a larger picture", percent(edit.filled))),
        _ => {}
    }
    if edit.mirrored {
        parts.push("mirrored".to_owned());
    }
    if edit.turn.abs() >= NO_TURN {
        parts.push(turned(edit.turn));
    }
    if edit.scale < 1.0 - SAME_SIZE {
        parts.push(format!("resized to {}", percent(edit.scale)));
    } else if edit.scale > 1.0 + SAME_SIZE {
        parts.push(format!("enlarged to {}", percent(edit.scale)));
    }
    if edit.toned {
        parts.push("other brightness or colours".to_owned());
    }
    if edit.covered >= COVERED {
        parts.push("something on it".to_owned());
    }
    if parts.is_empty() { "saved again".to_owned() } else { parts.join("; ") }
}

/// What belongs to a photo: "RAW, sidecar"; nothing of nothing.
pub fn companions(file: &PhotoFile) -> String {
    let mut kinds: Vec<&str> =
        file.companions.iter().map(|companion| companion_kind(companion.kind)).collect();
    kinds.dedup();
    kinds.join(", ")
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

fn percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}

fn turned(degrees: f32) -> String {
    let way = if degrees < 0.0 { " to the left" } else { " to the right" };
    let degrees = format!("{:.0}°", degrees.abs());
    if degrees == "180°" { "upside down".to_owned() } else { format!("turned {degrees}{way}") }
}

#[cfg(test)]
mod tests {
    use super::*;
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
    fn edits_are_said_as_people_say_them() {
        check(EDIT, "saved again");
        check(Edit { shown: 0.62, scale: 0.25, ..EDIT }, "crop, 62 % of the photo; resized to 25 %");
        check(Edit { turn: -90.1, mirrored: true, ..EDIT }, "mirrored; turned 90° to the left");
        check(Edit { turn: 179.8, toned: true, ..EDIT }, "upside down; other brightness or colours");
        check(Edit { filled: 0.8, other_beyond: Beyond::Plain, ..EDIT }, "border or bars added");
        check(Edit { filled: 0.3, other_beyond: Beyond::Picture, ..EDIT }, "fills 30 % of a larger picture");
        check(Edit { scale: 2.0, covered: 0.1, ..EDIT }, "enlarged to 200 %; something on it");
    }
}
