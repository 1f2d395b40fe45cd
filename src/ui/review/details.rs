//! What the panel beside the photos says, as plain data: what speaks against removing the candidate, then what speaks for
//! it, and both photos' metadata side by side with the better value marked.

use std::cmp::Ordering;

use super::super::{numbers, text};
use crate::photo::{
    Companion, Confidence, Enlarged, ExtraContent, Format, Level, Link, Metadata, Photo, Relation,
};

/// Which of two values is the better one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// The left one.
    Left,
    /// The right one.
    Right,
    /// Neither, or there is no better or worse.
    Neither,
}

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What is compared.
    pub label: &'static str,
    /// Of the left photo.
    pub left: String,
    /// Of the right photo.
    pub right: String,
    /// Which one is better.
    pub better: Better,
    /// What is better about it, in a word.
    pub word: &'static str,
}

/// A sharpness this many times as large is plainly better; smaller differences are noise of the scene.
const SHARPER: f32 = 1.15;
/// From this share on something covers a part of one photo.
const COVERED: f32 = 0.04;
/// Letters of a text that are shown in the table.
const LONG_TEXT: usize = 120;
/// A side of a copy that is no longer than this one of the keeper was not made smaller there; sides are measured.
const AS_LARGE: f32 = 1.02;
/// Shares closer to the whole than this are the whole.
const WHOLE: f32 = 0.97;

/// The two photos of a decision: one stays, one may go, and what lies between them, seen from the one that stays.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// The keeper.
    pub stays: &'a Photo,
    /// The other.
    pub goes: &'a Photo,
    /// Seen from the keeper; `None` if they do not match.
    pub link: Option<Link>,
    /// Sharpness of both, the keeper's first, where it was measured.
    pub sharpness: [Option<f32>; 2],
}

/// How sure the relation of the two is, in words; nothing where the relation leaves no doubt.
pub fn confidence(link: Link) -> Option<String> {
    Some(match link.relation {
        Relation::Exact => return None,
        Relation::Edited if has_same_pixels(link) => return None,
        Relation::Edited => text::sure_copy(usize::from(Confidence::of(link).per_cent())),
        Relation::Similar => match link.proof {
            Some(edit) => match edit.close.filter(|close| close.areas > 0) {
                Some(close) => text::sure_differs(close.areas.into()),
                None => text::sure_lines_up(link.distance),
            },
            None => by_distance(link),
        },
    })
}

fn has_same_pixels(link: Link) -> bool {
    link.proof.is_some_and(|edit| edit.same_pixels)
}

fn by_distance(link: Link) -> String {
    let confidence = Confidence::of(link);
    let say = match confidence.level() {
        Level::Certain | Level::AlmostCertain => text::sure_certain,
        Level::Likely => text::sure_likely,
        Level::Possible => text::sure_possible,
        Level::Unlikely => text::sure_unlikely,
    };
    say(usize::from(confidence.per_cent()), link.distance)
}

/// What speaks against removing the one that may go, in sentences; what cannot be had back first.
pub fn against(case: &Case<'_>) -> Vec<String> {
    let Case { stays, goes, link, .. } = *case;
    let lacks = goes.metadata.beyond(&stays.metadata);
    let mut sentences: Vec<String> = lacks.map(|what| text::only_there(text::holding(what))).collect();
    let beyond = goes.file.companions_beyond(&stays.file);
    let goes_too = |own: &Companion| text::goes_too(&text::name(&own.path), text::companion_kind(own.kind));
    sentences.extend(beyond.map(goes_too));
    let mut say = |holds: bool, sentence: &str| {
        if holds {
            sentences.push(sentence.to_owned());
        }
    };
    say(link.is_none(), text::relation_none());
    say(stays.metadata.is_damaged() && !goes.metadata.is_damaged(), text::keeper_damaged());
    let proof = link.and_then(|link| link.proof);
    say(proof.is_some_and(|edit| edit.other_beyond == ExtraContent::Picture), text::shows_more());
    // Pixels of a border are no gain, nor are those of an enlargement.
    let enlarged = goes.enlarged == Enlarged::Yes;
    let gains = !goes.framed && !enlarged;
    say(goes.metadata.pixels() > stays.metadata.pixels() && gains, text::more_pixels());
    let same_size = goes.metadata.pixels() >= stays.metadata.pixels() && !enlarged;
    say(same_size && lossless(goes, stays).is_gt(), text::is_lossless());
    say(same_size && better_quality(&goes.metadata, &stays.metadata).is_gt(), text::higher_quality());
    say(is_sharper([case.sharpness[1], case.sharpness[0]]), text::is_sharper());
    // What is missing of a damaged photo covers nothing.
    let whole = !stays.metadata.is_damaged() && !goes.metadata.is_damaged();
    say(whole && proof.is_some_and(|edit| edit.covered >= COVERED), text::something_covers());
    let [ours, theirs] = [stays, goes].map(|photo| (&photo.metadata, photo.metadata.annotations()));
    say(differ(&ours.0.taken, &theirs.0.taken), &text::differs(text::moments()));
    say(differ(&ours.0.camera, &theirs.0.camera), &text::differs(text::cameras()));
    say(differ(&ours.1.stars(), &theirs.1.stars()), &text::differs(text::ratings()));
    say(differ(&ours.1.caption, &theirs.1.caption), &text::differs(text::captions()));
    sentences
}

/// What speaks for removing it, in sentences.
pub fn in_favour(case: &Case<'_>) -> Vec<String> {
    let Case { stays, goes, link, .. } = *case;
    let mut sentences = Vec::new();
    let mut say = |holds: bool, sentence: &str| {
        if holds {
            sentences.push(sentence.to_owned());
        }
    };
    say(goes.metadata.is_damaged() && !stays.metadata.is_damaged(), text::keeper_whole());
    say(goes.enlarged == Enlarged::Yes && stays.enlarged == Enlarged::No, text::is_enlarged());
    let exact = link.is_some_and(|link| link.relation == Relation::Exact);
    // That of two such photos nothing is lost is what the panel begins with.
    let same_pixels = link.is_some_and(has_same_pixels);
    if let Some(edit) = link.and_then(|link| link.edit()).filter(|_| !same_pixels) {
        // A smaller keeper shows all of it, and less of each spot; what was added is in one of them only.
        let is_all_in_keeper = edit.filled >= WHOLE && edit.scale <= AS_LARGE;
        let has_more = edit.covered >= COVERED || edit.is_for_people_to_judge();
        say(is_all_in_keeper && !has_more, text::all_of_it_stays());
        say(goes.framed, text::only_a_border());
    }
    if !exact {
        say(stays.metadata.pixels() > goes.metadata.pixels(), text::keeper_more_pixels());
        say(lossless(stays, goes).is_gt(), text::keeper_lossless());
        say(better_quality(&stays.metadata, &goes.metadata).is_gt(), text::keeper_higher_quality());
        say(is_sharper(case.sharpness), text::keeper_sharper());
    }
    let lacks = stays.metadata.beyond(&goes.metadata);
    sentences.extend(lacks.map(|what| text::only_keeper_has(text::holding(what))));
    sentences
}

fn differ<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
    one.is_some() && other.is_some() && one != other
}

fn is_sharper([one, other]: [Option<f32>; 2]) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one > other * SHARPER)
}

/// The table of both photos; `sharpness` where it was measured.
pub fn table([left, right]: [&Photo; 2], link: Option<Link>, sharpness: [Option<f32>; 2]) -> Vec<Row> {
    let (a, b) = (&left.metadata, &right.metadata);
    let pixels = |metadata: &Metadata| {
        format!("{} × {}\n{}", metadata.width, metadata.height, numbers::megapixels(metadata.pixels()))
    };
    let size = |photo: &Photo| numbers::bytes(photo.file.stamp.bytes);
    let quality =
        |metadata: &Metadata| metadata.jpeg_quality.map(|quality| text::about_quality(quality.to_string()));
    let sharp = |value: Option<f32>| value.map(|value| format!("{value:.0}"));
    let format = |metadata: &Metadata| Some(metadata.format.name().to_owned());
    let told = |fact, of: fn(&Metadata) -> Option<String>| {
        let (left, right) = (of(a), of(b));
        let order = left.is_some().cmp(&right.is_some());
        row(fact, [left, right], order)
    };
    let [sharp_left, sharp_right] = sharpness;
    let sharper = match (is_sharper(sharpness), is_sharper([sharp_right, sharp_left])) {
        (true, _) => Ordering::Greater,
        (_, true) => Ordering::Less,
        _ => Ordering::Equal,
    };
    let bytes = left.file.stamp.bytes.cmp(&right.file.stamp.bytes);
    let mut rows = vec![
        row(text::detail_pixels(), [Some(pixels(a)), Some(pixels(b))], a.pixels().cmp(&b.pixels())),
        row(text::detail_preview(), [preview(a), preview(b)], Ordering::Equal),
        row(text::detail_size(), [Some(size(left)), Some(size(right))], bytes),
        row(text::detail_format(), [format(a), format(b)], lossless(left, right)),
        row(text::detail_quality(), [quality(a), quality(b)], better_quality(a, b)),
        row(text::detail_sharpness(), [sharp(sharp_left), sharp(sharp_right)], sharper),
        told(text::detail_taken(), taken),
        told(text::detail_camera(), |metadata| metadata.camera.clone()),
        told(text::detail_lens(), |metadata| metadata.lens.clone()),
        told(text::detail_place(), place),
        told(text::detail_rating(), rating),
        told(text::detail_caption(), |metadata| metadata.annotations().caption.as_deref().map(shortened)),
        told(text::detail_keywords(), |metadata| listed(&metadata.annotations().keywords)),
        told(text::detail_people(), |metadata| listed(&metadata.annotations().people)),
        row(
            text::detail_companions(),
            [companions(left), companions(right)],
            left.file.companions.len().cmp(&right.file.companions.len()),
        ),
        row(
            text::detail_folder(),
            [left, right].map(|photo| Some(text::folder(photo.path()))),
            Ordering::Equal,
        ),
    ];
    rows.retain(|row| row.left != text::no_value() || row.right != text::no_value());
    if link.is_some_and(|link| link.relation == Relation::Exact) {
        // Of identical files only what differs helps to choose.
        rows.sort_by_key(|row| row.left == row.right);
    }
    if let Some(link) = link.filter(|link| link.relation != Relation::Exact) {
        let distance = numbers::distance(link.distance);
        rows.insert(
            0,
            row(text::detail_distance(), [Some(distance.clone()), Some(distance)], Ordering::Equal),
        );
    }
    rows
}

/// `order` of left to right: `Greater` means that the left one is better.
fn row([label, word]: text::Fact, [left, right]: [Option<String>; 2], order: Ordering) -> Row {
    let better = match order {
        Ordering::Greater => Better::Left,
        Ordering::Less => Better::Right,
        Ordering::Equal => Better::Neither,
    };
    let or_none = |value: Option<String>| value.unwrap_or_else(|| text::no_value().to_owned());
    Row { label, left: or_none(left), right: or_none(right), better, word }
}

fn lossless(a: &Photo, b: &Photo) -> Ordering {
    let lossless = |photo: &Photo| {
        matches!(photo.metadata.format, Format::Png | Format::Tiff | Format::Bmp | Format::Qoi | Format::Psd)
            && !photo.unpacked
    };
    lossless(a).cmp(&lossless(b))
}

fn better_quality(a: &Metadata, b: &Metadata) -> Ordering {
    match (a.jpeg_quality, b.jpeg_quality) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => Ordering::Equal,
    }
}

/// What is seen of a raw file.
fn preview(metadata: &Metadata) -> Option<String> {
    metadata.preview.map(|[width, height]| format!("{width} × {height}"))
}

fn taken(metadata: &Metadata) -> Option<String> {
    metadata.taken.as_deref().map(numbers::date)
}

fn place(metadata: &Metadata) -> Option<String> {
    metadata.gps.map(|(north, east)| format!("{north:.4}, {east:.4}"))
}

fn rating(metadata: &Metadata) -> Option<String> {
    metadata.annotations().stars().map(|stars| text::stars(usize::from(stars)))
}

fn listed(texts: &[String]) -> Option<String> {
    (!texts.is_empty()).then(|| shortened(&texts.join(", ")))
}

/// As much of a long text as tells which one it is.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONG_TEXT) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

fn companions(photo: &Photo) -> Option<String> {
    Some(text::companions(&photo.file)).filter(|companions| !companions.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::{Annotations, sample};

    #[test]
    fn the_better_value_is_marked_and_empty_rows_are_left_out() {
        let (left, mut right) = (sample::photo("a.jpg"), sample::photo("b.jpg"));
        right.metadata.width = 8000;
        right.metadata.jpeg_quality = Some(40);
        right.metadata.camera = None;
        let rows = table([&left, &right], Some(Link::similar(0.0342)), [Some(30.0), Some(20.0)]);
        let better = |label: &str| rows.iter().find(|row| row.label == label).map(|row| row.better);
        assert_eq!(better("Pixels"), Some(Better::Right));
        assert_eq!(better("JPEG quality"), Some(Better::Left));
        assert_eq!(better("Camera"), Some(Better::Left));
        assert_eq!(better("Sharpness"), Some(Better::Left));
        assert_eq!(better("Size"), Some(Better::Neither));
        assert_eq!(better("Lens"), None);
        assert_eq!(rows[0].left, "0.034");
    }

    fn case<'a>(stays: &'a Photo, goes: &'a Photo, link: Link) -> Case<'a> {
        Case { stays, goes, link: Some(link), sharpness: [None; 2] }
    }

    #[test]
    fn what_would_be_lost_is_said() {
        let (mut stays, mut goes) = (sample::photo("a.jpg"), sample::photo("b.jpg"));
        let similar = Link::similar(0.02);
        assert_eq!(against(&case(&stays, &goes, similar)), Vec::<String>::new());
        goes.metadata.gps = Some((52.5, 13.4));
        goes.metadata.taken = Some("2024-05-01 12:00:01".to_owned());
        goes.metadata.jpeg_quality = Some(98);
        let said = [
            "It has a place (GPS); the keeper does not.",
            "It is less compressed than the keeper.",
            "Different moments.",
        ];
        assert_eq!(against(&case(&stays, &goes, similar)), said);
        goes.metadata = sample::photo("b.jpg").metadata;
        let noted = |keywords: &[&str], stars, caption: &str| {
            let keywords = keywords.iter().map(|keyword| (*keyword).to_owned()).collect();
            let caption = Some(caption.to_owned());
            Some(Box::new(Annotations { rating: Some(stars), caption, keywords, ..Annotations::NONE }))
        };
        stays.metadata.annotations = noted(&["Lake", "Anna"], 4, "At the lake");
        goes.metadata.annotations = noted(&["lake"], 4, "At the lake");
        assert_eq!(against(&case(&stays, &goes, similar)), Vec::<String>::new());
        assert_eq!(in_favour(&case(&stays, &goes, similar)), ["The keeper has keywords; this one does not."]);
        goes.metadata.annotations = noted(&["lake", "ice"], 2, "Winter");
        let said = ["It has keywords; the keeper does not.", "Different ratings.", "Different captions."];
        assert_eq!(against(&case(&stays, &goes, similar)), said);
        let unrelated = Case { link: None, ..case(&stays, &goes, similar) };
        assert!(
            against(&unrelated).contains(&"These two photos do not match each other directly.".to_owned())
        );
    }

    #[test]
    fn a_crop_that_shows_more_is_no_gain_to_lose() {
        let (stays, goes) = (sample::photo("a.jpg"), sample::photo("b.jpg"));
        let edit = crate::photo::Edit { other_beyond: ExtraContent::Picture, filled: 0.6, ..sample::EDIT };
        let link = Link { distance: 0.1, relation: Relation::Edited, proof: Some(edit) };
        assert_eq!(against(&case(&stays, &goes, link)), ["It shows more of the scene than the keeper."]);
        let same = crate::photo::Edit { same_pixels: true, ..sample::EDIT };
        let said = in_favour(&case(&stays, &goes, Link { proof: Some(same), ..link }));
        assert_eq!(said, Vec::<String>::new(), "the relation says it");
        let said = in_favour(&case(&stays, &goes, Link { proof: Some(sample::EDIT), ..link }));
        assert_eq!(said, ["Everything it shows is also in the keeper."]);
        let close = Some(crate::photo::CloseLook { areas: 1, ..crate::photo::CloseLook::SAME });
        let captioned = crate::photo::Edit { close, ..sample::EDIT };
        let said = in_favour(&case(&stays, &goes, Link { proof: Some(captioned), ..link }));
        assert_eq!(said, Vec::<String>::new(), "a caption is not in the keeper");
        let larger = crate::photo::Edit { scale: 4.7, ..sample::EDIT };
        let said = in_favour(&case(&stays, &goes, Link { proof: Some(larger), ..link }));
        assert_eq!(said, Vec::<String>::new(), "the keeper is a small copy");
        assert_eq!(
            in_favour(&case(&stays, &goes, Link::EXACT)),
            Vec::<String>::new(),
            "the relation says it"
        );
    }

    #[test]
    fn what_an_enlargement_or_a_damaged_file_has_more_of_is_no_gain() {
        let (stays, mut goes) = (sample::photo("a.jpg"), sample::photo("b.jpg"));
        (goes.enlarged, goes.metadata.width, goes.metadata.jpeg_quality) = (Enlarged::Yes, 9000, Some(99));
        let link = Link { distance: 0.01, relation: Relation::Edited, proof: Some(sample::EDIT) };
        assert_eq!(against(&case(&stays, &goes, link)), Vec::<String>::new());
        let said = in_favour(&case(&stays, &goes, link));
        assert!(said.contains(&"It was enlarged and shows no more detail.".to_owned()), "{said:?}");
    }

    #[test]
    fn how_sure_it_is_is_said_in_words() {
        assert_eq!(confidence(Link::EXACT), None);
        let same = crate::photo::Edit { same_pixels: true, ..sample::EDIT };
        let same = Link { relation: Relation::Edited, proof: Some(same), ..Link::EXACT };
        assert_eq!(confidence(same), None);
        assert_eq!(
            confidence(Link::similar(0.0342)).unwrap_or_default(),
            "Very much alike. In tests, 99\u{a0}% of pairs this close (0.034) were the same picture."
        );
    }
}
