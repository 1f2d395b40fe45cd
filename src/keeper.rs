//! Which photo of a group to keep, and why. Pure rules over facts: what is better is
//! decided by the first rule on which two photos differ, so the same photos always give the same keeper.

use std::cmp::Ordering;

use crate::photo::{Because, Format, Photo, Reason};

/// The rules in the order they are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    Protected,
    Whole,
    Complete,
    Unframed,
    Pixels,
    Format,
    Quality,
    Bytes,
    Age,
}

const RULES: [Rule; 9] = [
    Rule::Protected,
    Rule::Whole,
    Rule::Complete,
    Rule::Unframed,
    Rule::Pixels,
    Rule::Format,
    Rule::Quality,
    Rule::Bytes,
    Rule::Age,
];

impl Rule {
    /// `Less`: `a` is the better one to keep.
    fn compare(self, a: &Photo, b: &Photo) -> Ordering {
        match self {
            Self::Protected => b.file.protected.cmp(&a.file.protected),
            Self::Whole => a.facts.damaged.cmp(&b.facts.damaged),
            Self::Complete => b.file.companions.len().cmp(&a.file.companions.len()),
            Self::Unframed => a.framed.cmp(&b.framed),
            Self::Pixels => b.facts.pixels().cmp(&a.facts.pixels()),
            Self::Format => format_rank(a.facts.format).cmp(&format_rank(b.facts.format)),
            Self::Quality => match (a.facts.jpeg_quality, b.facts.jpeg_quality) {
                (Some(a), Some(b)) => b.cmp(&a),
                _ => Ordering::Equal,
            },
            Self::Bytes => b.file.stamp.bytes.cmp(&a.file.stamp.bytes),
            Self::Age => age(a).cmp(&age(b)),
        }
    }

    /// What the keeper, which won by this rule, has ahead of the others.
    fn because(self, keeper: &Photo) -> Because {
        let facts = &keeper.facts;
        match self {
            Self::Protected => Because::Protected,
            Self::Whole => Because::Whole,
            Self::Complete => Because::Complete(keeper.file.companion_kinds()),
            Self::Unframed => Because::Unframed,
            Self::Pixels => Because::Pixels { width: facts.width, height: facts.height },
            Self::Format => Because::Format(facts.format),
            // The rule compares known qualities only.
            Self::Quality => Because::Quality(facts.jpeg_quality.unwrap_or_default()),
            Self::Bytes => Because::Bytes,
            Self::Age => Because::Age,
        }
    }
}

/// Lossless first; then what cameras write; then what re-encoders write; then 256 colours.
fn format_rank(format: Format) -> u8 {
    match format {
        Format::Tiff | Format::Png | Format::Bmp => 0,
        Format::Heic | Format::Jpeg => 1,
        Format::WebP => 2,
        Format::Gif => 3,
    }
}

/// The date the photo was taken, known before unknown, then the file's own time.
fn age(photo: &Photo) -> (bool, Option<&str>, i128) {
    let taken = photo.facts.taken.as_deref();
    (taken.is_none(), taken, photo.file.stamp.modified_ns)
}

/// Total order of photos by how much they deserve to be kept, best first. Path decides last, so that
/// no two photos are ever equal.
pub fn compare(a: &Photo, b: &Photo) -> Ordering {
    RULES
        .iter()
        .map(|rule| rule.compare(a, b))
        .find(|order| order.is_ne())
        .unwrap_or_else(|| a.path().cmp(b.path()))
}

/// Why `keeper` is to be kept rather than `others`: the rule that set it apart from the best of them.
/// `None` if all rules tie, or if `keeper` is not the best.
pub fn reason<'a>(keeper: &Photo, others: impl Iterator<Item = &'a Photo> + Clone) -> Option<Reason> {
    let rival = others.clone().min_by(|a, b| compare(a, b))?;
    let at = RULES.iter().position(|rule| rule.compare(keeper, rival).is_ne())?;
    let rule = RULES[at];
    if rule.compare(keeper, rival).is_gt() {
        return None;
    }
    // A framed photo may have more of anything and still not be the one to keep.
    let among_unframed = RULES[..at].contains(&Rule::Unframed) && others.clone().any(|other| other.framed);
    Some(Reason { because: rule.because(keeper), among_unframed })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::CompanionKind;
    use crate::photo::sample::{self, photo};

    fn check(change: impl Fn(&mut Photo), because: Option<Because>) {
        let (mut keeper, rival) = (photo("b.jpg"), photo("a.jpg"));
        change(&mut keeper);
        let wins = because.is_some();
        let expected = because.map(|because| Reason { because, among_unframed: false });
        assert_eq!(reason(&keeper, [&rival].into_iter()), expected);
        assert_eq!(compare(&keeper, &rival), if wins { Ordering::Less } else { Ordering::Greater });
    }

    #[test]
    fn each_rule_decides_and_says_so() {
        check(|p| p.file.protected = true, Some(Because::Protected));
        let raw = || sample::companion("b.cr2", CompanionKind::Raw, 1);
        check(|p| p.file.companions.push(raw()), Some(Because::Complete(vec![CompanionKind::Raw])));
        check(|p| p.facts.width = 9000, Some(Because::Pixels { width: 9000, height: 3000 }));
        check(|p| p.facts.format = Format::Png, Some(Because::Format(Format::Png)));
        check(|p| p.facts.jpeg_quality = Some(97), Some(Because::Quality(97)));
        check(|p| p.file.stamp.bytes += 1, Some(Because::Bytes));
        check(|p| p.file.stamp.modified_ns -= 1, Some(Because::Age));
    }

    #[test]
    fn a_framed_photo_does_not_make_the_reason_untrue() {
        let [keeper, mut smaller, mut framed] = ["a.jpg", "b.jpg", "c.jpg"].map(photo);
        smaller.facts.width = 100;
        (framed.framed, framed.facts.width) = (true, 9000);
        let because = Because::Pixels { width: 4000, height: 3000 };
        let said = reason(&keeper, [&smaller, &framed].into_iter());
        assert_eq!(said, Some(Reason { because, among_unframed: true }));
    }

    #[test]
    fn a_tie_gives_no_reason_and_damage_loses() {
        check(|_| (), None);
        check(|p| (p.framed, p.facts.width) = (true, 9000), None);
        check(|p| (p.facts.damaged, p.facts.width) = (true, 9000), None);
    }
}
