//! Which photo of a group to keep, and why. Pure rules over facts: what is better is
//! decided by the first rule on which two photos differ, so the same photos always give the same keeper.

use std::cmp::Ordering;

use crate::photo::{Among, Because, Facts, Format, Photo, Reason};

/// The rules in the order they are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    Protected,
    Whole,
    Complete,
    Unframed,
    Colour,
    Detail,
    Pixels,
    Metadata,
    Source,
    Format,
    Quality,
    Preferred,
    Bytes,
    Age,
}

const RULES: [Rule; 14] = [
    Rule::Protected,
    Rule::Whole,
    Rule::Complete,
    Rule::Unframed,
    Rule::Colour,
    Rule::Detail,
    Rule::Pixels,
    Rule::Metadata,
    Rule::Source,
    Rule::Format,
    Rule::Quality,
    Rule::Preferred,
    Rule::Bytes,
    Rule::Age,
];

impl Rule {
    /// `Less`: `a` is the better one to keep.
    fn compare(self, a: &Photo, b: &Photo) -> Ordering {
        match self {
            Self::Protected => b.file.protected.cmp(&a.file.protected),
            Self::Whole => a.facts.is_damaged().cmp(&b.facts.is_damaged()),
            Self::Complete => b.file.companions.len().cmp(&a.file.companions.len()),
            Self::Unframed => a.framed.cmp(&b.framed),
            Self::Colour => a.facts.grey.cmp(&b.facts.grey),
            Self::Detail => a.enlarged.cmp(&b.enlarged),
            Self::Pixels => b.facts.pixels().cmp(&a.facts.pixels()),
            Self::Metadata => told(&b.facts).cmp(&told(&a.facts)),
            Self::Source => a.unpacked.cmp(&b.unpacked),
            Self::Format => format_rank(a.facts.format).cmp(&format_rank(b.facts.format)),
            Self::Quality => b.facts.jpeg_quality.cmp(&a.facts.jpeg_quality),
            Self::Preferred => b.file.preferred.cmp(&a.file.preferred),
            Self::Bytes => b.file.stamp.bytes.cmp(&a.file.stamp.bytes),
            Self::Age => age(a).cmp(&age(b)),
        }
    }

    /// Its reason is true only if it sets the keeper apart from every other photo.
    fn speaks_of_all(self) -> bool {
        !matches!(self, Self::Detail | Self::Source)
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
            Self::Colour => Because::Colour,
            Self::Detail => Because::Detail,
            Self::Metadata => Because::Metadata,
            Self::Source => Because::Source,
            Self::Format => Because::Format(facts.format),
            // A known quality is more than an unknown one.
            Self::Quality => Because::Quality(facts.jpeg_quality.unwrap_or_default()),
            Self::Preferred => Because::Preferred,
            Self::Bytes => Because::Bytes,
            Self::Age => Because::Age,
        }
    }
}

/// How much a photo says about itself: copies lose it on the way, so the one that says more is nearer to the original.
fn told(facts: &Facts) -> usize {
    let told = [
        facts.taken.is_some(),
        facts.camera.is_some(),
        facts.gps.is_some(),
        facts.notes().stars().is_some(),
        facts.notes().caption.is_some(),
        !facts.notes().keywords.is_empty(),
        !facts.notes().people.is_empty(),
    ];
    told.into_iter().filter(|told| *told).count()
}

/// What speaks for `other` so much that `rule` alone must not decide against it.
fn disagrees(rule: Rule, keeper: &Photo, other: &Photo) -> bool {
    let (ours, theirs) = (&keeper.facts, &other.facts);
    let says_more = told(theirs) > told(ours);
    // A border's pixels are no gain, nor are those of an enlargement.
    let much_larger =
        theirs.intact_pixels() > ours.intact_pixels() * 3 / 2 && !other.framed && !other.enlarged;
    let much_better = matches!((ours.jpeg_quality, theirs.jpeg_quality), (Some(a), Some(b)) if b > a + 5);
    match rule {
        Rule::Protected => false,
        // More may be left in a damaged photo than a small copy has in all.
        Rule::Whole => much_larger,
        Rule::Complete | Rule::Unframed | Rule::Colour => says_more || much_larger,
        Rule::Detail | Rule::Pixels => says_more,
        Rule::Metadata => much_better,
        Rule::Source | Rule::Format | Rule::Quality | Rule::Preferred | Rule::Bytes | Rule::Age => false,
    }
}

/// Lossless first; then what cameras write, of which JPEG is what others are turned into; then what re-encoders write;
/// then 256 colours.
fn format_rank(format: Format) -> u8 {
    match format {
        Format::Tiff | Format::Png | Format::Bmp => 0,
        Format::Heic => 1,
        Format::Jpeg => 2,
        Format::WebP => 3,
        Format::Gif => 4,
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
/// `None` if all rules tie or disagree, or if `keeper` is not the best.
pub fn reason<'a>(keeper: &Photo, others: impl Iterator<Item = &'a Photo> + Clone) -> Option<Reason> {
    let rival = others.clone().min_by(|a, b| compare(a, b))?;
    let at = RULES.iter().position(|rule| rule.compare(keeper, rival).is_ne())?;
    let rule = RULES[at];
    if rule.compare(keeper, rival).is_gt() || others.clone().any(|other| disagrees(rule, keeper, other)) {
        return None;
    }
    // Whoever lost by a weightier rule may have more of anything and still not be the one to keep.
    let mut rest = others.filter(|other| rule.speaks_of_all() && rule.compare(keeper, other).is_ge());
    let among = if rest.clone().next().is_none() {
        Among::All
    } else if RULES[..at].contains(&Rule::Unframed) && rest.all(|other| other.framed) {
        Among::Unframed
    } else {
        Among::EqualOtherwise
    };
    Some(Reason { because: rule.because(keeper), among })
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
        let expected = because.map(|because| Reason { because, among: Among::All });
        assert_eq!(reason(&keeper, [&rival].into_iter()), expected);
        assert_eq!(compare(&keeper, &rival), if wins { Ordering::Less } else { Ordering::Greater });
    }

    #[test]
    fn each_rule_decides_and_says_so() {
        check(|p| p.file.protected = true, Some(Because::Protected));
        let raw = || sample::companion("b.cr2", CompanionKind::Raw, 1);
        check(|p| p.file.companions.push(raw()), Some(Because::Complete(vec![CompanionKind::Raw])));
        check(|p| p.facts.width = 9000, Some(Because::Pixels { width: 9000, height: 3000 }));
        let (small, mut large) = (photo("a.jpg"), photo("b.jpg"));
        (large.facts.width, large.enlarged) = (9000, true);
        assert_eq!(reason(&small, [&large].into_iter()).map(|r| r.because), Some(Because::Detail));
        check(|p| p.facts = sample::rated(&p.facts, 3), Some(Because::Metadata));
        let (jpeg, mut png) = (photo("b.jpg"), photo("a.png"));
        (png.facts.format, png.unpacked) = (Format::Png, true);
        assert_eq!(reason(&jpeg, [&png].into_iter()).map(|r| r.because), Some(Because::Source));
        check(|p| p.facts.format = Format::Png, Some(Because::Format(Format::Png)));
        check(|p| p.facts.jpeg_quality = Some(97), Some(Because::Quality(97)));
        check(|p| p.file.preferred = true, Some(Because::Preferred));
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
        assert_eq!(said, Some(Reason { because, among: Among::Unframed }));
    }

    #[test]
    fn a_reason_is_not_said_of_those_that_lost_by_a_weightier_one() {
        let [mut keeper, mut smaller, mut grey] = ["a.jpg", "b.jpg", "c.jpg"].map(photo);
        (keeper.facts.grey, smaller.facts.grey, grey.facts.grey) = (false, false, true);
        (smaller.facts.width, grey.facts.width) = (100, 4500);
        let said = |others: [&Photo; 2]| reason(&keeper, others.into_iter()).map(|reason| reason.among);
        assert_eq!(said([&smaller, &grey]), Some(Among::EqualOtherwise));
        grey.facts.width = 3999;
        assert_eq!(said([&smaller, &grey]), Some(Among::All));
    }

    #[test]
    fn no_three_photos_beat_each_other_in_a_circle() {
        let jpeg = |quality: u8, bytes: u64| {
            let mut photo = photo("a.jpg");
            (photo.facts.jpeg_quality, photo.file.stamp.bytes) = (Some(quality), bytes);
            photo
        };
        let (good, fair, mut heic) = (jpeg(95, 1_800_000), jpeg(90, 2_200_000), jpeg(95, 2_000_000));
        (heic.facts.format, heic.facts.jpeg_quality) = (Format::Heic, None);
        let mut photos = [&fair, &good, &heic];
        photos.sort_by(|a, b| compare(a, b));
        assert_eq!(photos.map(|photo| photo.file.stamp.bytes), [2_000_000, 1_800_000, 2_200_000]);
        assert!(photos.is_sorted_by(|a, b| compare(a, b).is_lt()));
        assert_eq!(compare(photos[0], photos[2]), Ordering::Less);
    }

    #[test]
    fn rules_that_disagree_give_no_reason() {
        let check = |change: fn(&mut Photo, &mut Photo)| {
            let (mut keeper, mut other) = (photo("a.jpg"), photo("b.jpg"));
            change(&mut keeper, &mut other);
            assert_eq!(compare(&keeper, &other), Ordering::Less);
            assert_eq!(reason(&keeper, [&other].into_iter()), None);
        };
        check(|keeper, other| (keeper.facts.width, other.facts.gps) = (9000, Some((1.0, 2.0))));
        check(|keeper, other| (other.facts.grey, other.facts.width, keeper.facts.grey) = (true, 9000, false));
        check(|keeper, other| {
            (keeper.facts, other.facts.jpeg_quality) = (sample::rated(&keeper.facts, 5), Some(99));
        });
        let (mut protected, mut other) = (photo("a.jpg"), photo("b.jpg"));
        (protected.file.protected, other.facts.gps) = (true, Some((1.0, 2.0)));
        assert!(reason(&protected, [&other].into_iter()).is_some());
    }

    #[test]
    fn a_small_copy_is_no_reason_to_let_a_damaged_photo_go() {
        let (mut small, mut damaged) = (photo("a.jpg"), photo("b.jpg"));
        (small.facts.width, small.facts.height) = (640, 427);
        let said =
            |small: &Photo, damaged: &Photo| reason(small, [damaged].into_iter()).map(|said| said.because);
        damaged.facts.damage = 0.5;
        assert_eq!(said(&small, &damaged), None);
        // Two hundredths of twelve megapixels are less than the small one has.
        damaged.facts.damage = 0.98;
        assert_eq!(said(&small, &damaged), Some(Because::Whole));
        (small.facts.width, small.facts.height) = (damaged.facts.width, damaged.facts.height);
        damaged.facts.damage = 0.001;
        assert_eq!(said(&small, &damaged), Some(Because::Whole));
    }

    #[test]
    fn a_tie_gives_no_reason_and_damage_loses() {
        check(|_| (), None);
        check(|p| (p.framed, p.facts.width) = (true, 9000), None);
        check(|p| (p.facts.damage, p.facts.width) = (0.9, 9000), None);
    }
}
