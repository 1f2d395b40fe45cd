//! Which photo of a group to keep, and of one content which place, and why. Pure rules over metadata: what is better is
//! decided by the first rule on which two photos differ, so the same photos always give the same keeper. Photos with the
//! same bytes differ only in where they lie and in what lies beside them, so that the same rules choose the place.

mod names;

use std::cmp::Ordering;

use crate::photo::{Among, Because, Enlarged, Extras, Format, Holding, Metadata, Photo, Reason};

/// The rules in the order they are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    Protected,
    Whole,
    Complete,
    Contents,
    Unframed,
    Colour,
    Fuller,
    Detail,
    Sharp,
    Pixels,
    Metadata,
    Source,
    Format,
    Quality,
    Preferred,
    Bytes,
    Taken,
    Name,
    Folder,
    Age,
}

const RULES: [Rule; 20] = [
    Rule::Protected,
    Rule::Whole,
    Rule::Complete,
    Rule::Contents,
    Rule::Unframed,
    Rule::Colour,
    Rule::Fuller,
    Rule::Detail,
    Rule::Sharp,
    Rule::Pixels,
    Rule::Metadata,
    Rule::Source,
    Rule::Format,
    Rule::Quality,
    Rule::Preferred,
    Rule::Bytes,
    Rule::Taken,
    Rule::Name,
    Rule::Folder,
    Rule::Age,
];

impl Rule {
    /// `Less`: `a` is the better one to keep.
    fn compare(self, a: &Photo, b: &Photo) -> Ordering {
        match self {
            Self::Protected => b.file.protected.cmp(&a.file.protected),
            Self::Whole => a.metadata.is_damaged().cmp(&b.metadata.is_damaged()),
            Self::Complete => b.file.companions.len().cmp(&a.file.companions.len()),
            Self::Contents => contents(&b.metadata).cmp(&contents(&a.metadata)),
            Self::Unframed => a.framed.cmp(&b.framed),
            Self::Colour => a.metadata.grey.cmp(&b.metadata.grey),
            Self::Fuller => a.cropped.cmp(&b.cropped),
            Self::Detail => is_enlarged(a).cmp(&is_enlarged(b)),
            Self::Sharp => a.blurred.cmp(&b.blurred),
            Self::Pixels => b.metadata.pixels().cmp(&a.metadata.pixels()),
            Self::Metadata => b.metadata.metadata_score().cmp(&a.metadata.metadata_score()),
            Self::Source => a.unpacked.cmp(&b.unpacked),
            Self::Format => format_rank(a.metadata.format).cmp(&format_rank(b.metadata.format)),
            Self::Quality => b.metadata.jpeg_quality.cmp(&a.metadata.jpeg_quality),
            Self::Preferred => preference(a).cmp(&preference(b)),
            Self::Bytes => b.file.stamp.bytes.cmp(&a.file.stamp.bytes),
            Self::Taken => taken(a).cmp(&taken(b)),
            Self::Name => names::copy_marks(a.path()).cmp(&names::copy_marks(b.path())),
            Self::Folder => names::lesser_folders(a.path()).cmp(&names::lesser_folders(b.path())),
            Self::Age => a.file.stamp.modified_ns.cmp(&b.file.stamp.modified_ns),
        }
    }

    /// Its reason is true only if it sets the keeper apart from every other photo.
    fn speaks_of_all(self) -> bool {
        !matches!(self, Self::Detail | Self::Source)
    }

    /// What the keeper, which won by this rule, has ahead of the others.
    fn because(self, keeper: &Photo) -> Because {
        let metadata = &keeper.metadata;
        match self {
            Self::Protected => Because::Protected,
            Self::Whole => Because::Whole,
            Self::Complete => Because::Complete(keeper.file.companion_kinds()),
            Self::Contents => Because::Contents(held(metadata)),
            Self::Unframed => Because::Unframed,
            Self::Pixels => Because::Pixels { width: metadata.width, height: metadata.height },
            Self::Colour => Because::Colour,
            Self::Fuller => Because::Fuller,
            Self::Detail => Because::Detail,
            Self::Sharp => Because::Sharp,
            Self::Metadata => Because::Metadata,
            Self::Source => Because::Source,
            Self::Format => Because::Format(metadata.format),
            // A known quality is more than an unknown one.
            Self::Quality => Because::Quality(metadata.jpeg_quality.unwrap_or_default()),
            Self::Preferred => Because::Preferred,
            Self::Bytes => Because::Bytes,
            Self::Name => Because::Name,
            Self::Folder => Because::Folder,
            Self::Taken | Self::Age => Because::Age,
        }
    }
}

/// What a file holds beside one developed picture: a copy of it may have come from that picture, but never the other way round.
fn contents(metadata: &Metadata) -> (bool, u32, bool, bool, bool) {
    let Extras { further_pictures, film_ms, gain_map, depth_map, .. } = metadata.extras();
    (Holding::Raw.is_in(metadata), *further_pictures, film_ms.is_some(), *gain_map, *depth_map)
}

fn held(metadata: &Metadata) -> Vec<Holding> {
    let wanted = [Holding::Raw, Holding::Pictures, Holding::Film, Holding::GainMap, Holding::DepthMap];
    wanted.into_iter().filter(|holding| holding.is_in(metadata)).collect()
}

fn is_enlarged(photo: &Photo) -> bool {
    photo.enlarged == Enlarged::Yes
}

/// The place of its folder in the user's order; a folder that is not in it comes last.
fn preference(photo: &Photo) -> u32 {
    photo.file.preferred.unwrap_or(u32::MAX)
}

/// What speaks for `other` so much that `rule` alone must not decide against it.
fn disagrees(rule: Rule, keeper: &Photo, other: &Photo) -> bool {
    let (ours, theirs) = (&keeper.metadata, &other.metadata);
    let says_more = theirs.metadata_score() > ours.metadata_score();
    // A border's pixels are no gain, nor are those of an enlargement.
    let much_larger =
        theirs.intact_pixels() > ours.intact_pixels() * 3 / 2 && !other.framed && !is_enlarged(other);
    match rule {
        Rule::Protected => false,
        // More may be left in a damaged photo than a small copy has in all.
        Rule::Whole => much_larger,
        Rule::Complete | Rule::Contents => says_more || much_larger,
        // What lies in a frame may be the better copy.
        Rule::Unframed => says_more || much_larger || is_saved_better(theirs, ours),
        Rule::Colour | Rule::Fuller => says_more || much_larger,
        Rule::Detail | Rule::Sharp | Rule::Pixels => says_more,
        Rule::Metadata => has_much_higher_quality(theirs, ours),
        // A lossless file may be one that somebody saved a good photo of a camera in.
        Rule::Format => {
            let is_camera_format = matches!(theirs.format, Format::Jpeg | Format::Heic);
            let is_good = theirs.jpeg_quality.is_none_or(|quality| quality >= GOOD_QUALITY);
            ours.format.is_lossless() && is_camera_format && is_good
        }
        _ => false,
    }
}

/// Both are JPEGs, and one has lost visibly less.
fn has_much_higher_quality(one: &Metadata, other: &Metadata) -> bool {
    matches!((one.jpeg_quality, other.jpeg_quality), (Some(one), Some(other)) if one > other + 5)
}

/// The other is a poor JPEG, and all that it lost may be in this one: it lost nothing in being saved, or much less. Of a good
/// one that was edited and saved again at a higher quality this says nothing.
fn is_saved_better(one: &Metadata, other: &Metadata) -> bool {
    let is_poor = other.jpeg_quality.is_some_and(|quality| quality < GOOD_QUALITY);
    is_poor && (one.format.is_lossless() || has_much_higher_quality(one, other))
}

/// Turning and straightening leave a few pixels more or less, which say nothing of which photo was first.
fn is_hardly_larger(rule: Rule, keeper: &Photo, rival: &Photo) -> bool {
    matches!(rule, Rule::Pixels) && keeper.metadata.pixels() * 100 <= rival.metadata.pixels() * 102
}

/// JPEG quality from which a photo may be what a camera wrote; messengers save at 85 at most.
const GOOD_QUALITY: u8 = 90;

/// Lossless first; then what cameras write, of which JPEG is what others are turned into; then what re-encoders write;
/// then 256 colours.
fn format_rank(format: Format) -> u8 {
    match format {
        _ if format.is_lossless() => 0,
        Format::Heic | Format::Jxl => 1,
        Format::Jpeg => 2,
        Format::WebP | Format::Avif | Format::Jpeg2000 => 3,
        _ => 4,
    }
}

/// The date the photo was taken, known before unknown.
fn taken(photo: &Photo) -> (bool, Option<&str>) {
    let taken = photo.metadata.taken.as_deref();
    (taken.is_none(), taken)
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
    reason_among(keeper, others.clone(), others)
}

/// The same, said of `others` in words that are true among `all`.
pub fn reason_among<'a>(
    keeper: &Photo,
    others: impl Iterator<Item = &'a Photo> + Clone,
    all: impl Iterator<Item = &'a Photo>,
) -> Option<Reason> {
    let rival = others.clone().min_by(|a, b| compare(a, b))?;
    let at = RULES.iter().position(|rule| rule.compare(keeper, rival).is_ne())?;
    let rule = RULES[at];
    let is_decided = rule.compare(keeper, rival).is_lt() && !is_hardly_larger(rule, keeper, rival);
    if !is_decided || others.clone().any(|other| disagrees(rule, keeper, other)) {
        return None;
    }
    // Whoever lost by a weightier rule may have more of anything and still not be the one to keep.
    let is_equal = |other: &&Photo| rule.speaks_of_all() && rule.compare(keeper, other).is_ge();
    let rest: Vec<&Photo> = all.filter(is_equal).collect();
    let among = if rest.is_empty() {
        Among::All
    } else if RULES[..at].contains(&Rule::Unframed) && rest.iter().all(|other| other.framed) {
        Among::Unframed
    } else {
        Among::EqualOtherwise
    };
    Some(Reason { because: rule.because(keeper), among })
}

#[cfg(test)]
mod tests;
