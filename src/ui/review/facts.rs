//! What the panel beside the photos says, as plain data: what speaks against removing the candidate, why
//! the keeper is the keeper, and both photos' facts side by side with the better value marked.

use std::cmp::Ordering;

use super::super::{numbers, text};
use crate::photo::{Facts, Format, Link, Photo, Relation};

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

/// Words in the language of the window.
pub type Words = fn() -> &'static str;

/// Whether a photo says something about itself.
pub type Has = fn(&Facts) -> bool;

/// What a photo can say about itself that another may lack.
pub const METADATA: [(Words, Has); 3] = [
    (text::has_place, |facts| facts.gps.is_some()),
    (text::has_date, |facts| facts.taken.is_some()),
    (text::has_camera, |facts| facts.camera.is_some()),
];

/// The table of both photos. `link`: what lies between them.
pub fn table(left: &Photo, right: &Photo, link: Option<Link>) -> Vec<Row> {
    let (a, b) = (&left.facts, &right.facts);
    let pixels = |facts: &Facts| {
        format!("{} × {}\n{}", facts.width, facts.height, numbers::megapixels(facts.pixels()))
    };
    let size = |photo: &Photo| numbers::bytes(photo.file.stamp.bytes);
    let folder = |photo: &Photo| text::folder(photo.path());
    let quality = |facts: &Facts| facts.jpeg_quality.map(|quality| text::about_quality(quality.to_string()));
    let place = |facts: &Facts| facts.gps.map(|(north, east)| format!("{north:.4}, {east:.4}"));
    let mut rows = vec![
        row(text::fact_pixels(), [Some(pixels(a)), Some(pixels(b))], a.pixels().cmp(&b.pixels())),
        row(
            text::fact_size(),
            [Some(size(left)), Some(size(right))],
            left.file.stamp.bytes.cmp(&right.file.stamp.bytes),
        ),
        row(
            text::fact_format(),
            [Some(a.format.name().into()), Some(b.format.name().into())],
            lossless(a, b),
        ),
        row(text::fact_quality(), [quality(a), quality(b)], better_quality(a, b)),
        row(text::fact_taken(), [taken(a), taken(b)], a.taken.is_some().cmp(&b.taken.is_some())),
        row(
            text::fact_camera(),
            [a.camera.clone(), b.camera.clone()],
            a.camera.is_some().cmp(&b.camera.is_some()),
        ),
        row(text::fact_lens(), [a.lens.clone(), b.lens.clone()], a.lens.is_some().cmp(&b.lens.is_some())),
        row(text::fact_place(), [place(a), place(b)], a.gps.is_some().cmp(&b.gps.is_some())),
        row(
            text::fact_companions(),
            [companions(left), companions(right)],
            left.file.companions.len().cmp(&right.file.companions.len()),
        ),
        row(text::fact_folder(), [Some(folder(left)), Some(folder(right))], Ordering::Equal),
    ];
    rows.retain(|row| row.left != text::no_value() || row.right != text::no_value());
    if let Some(link) = link.filter(|link| link.relation != Relation::Exact) {
        let distance = numbers::distance(link.distance);
        rows.insert(0, row(text::fact_distance(), [Some(distance.clone()), Some(distance)], Ordering::Equal));
    }
    rows
}

/// What speaks against removing `goes` while `stays` stays, in sentences.
pub fn against(stays: &Photo, goes: &Photo) -> Vec<String> {
    let lacks = METADATA.iter().filter(|(_, has)| has(&goes.facts) && !has(&stays.facts));
    let mut sentences: Vec<String> = lacks.map(|(what, _)| text::only_there(what())).collect();
    let beyond = goes.file.companions_beyond(&stays.file);
    sentences
        .extend(beyond.map(|own| text::goes_too(&text::name(&own.path), text::companion_kind(own.kind))));
    // A border's pixels are no gain.
    if goes.facts.pixels() > stays.facts.pixels() && !goes.framed {
        sentences.push(text::more_pixels().to_owned());
    }
    if let (Some(one), Some(other)) = (&stays.facts.taken, &goes.facts.taken)
        && one != other
    {
        sentences.push(text::differs(text::moments()));
    }
    if let (Some(one), Some(other)) = (&stays.facts.camera, &goes.facts.camera)
        && one != other
    {
        sentences.push(text::differs(text::cameras()));
    }
    sentences
}

/// `order` of left to right: `Greater` means that the left one is better.
fn row([label, word]: [&'static str; 2], [left, right]: [Option<String>; 2], order: Ordering) -> Row {
    let better = match order {
        Ordering::Greater => Better::Left,
        Ordering::Less => Better::Right,
        Ordering::Equal => Better::Neither,
    };
    let or_none = |value: Option<String>| value.unwrap_or_else(|| text::no_value().to_owned());
    Row { label, left: or_none(left), right: or_none(right), better, word }
}

fn lossless(a: &Facts, b: &Facts) -> Ordering {
    let lossless = |facts: &Facts| matches!(facts.format, Format::Png | Format::Tiff | Format::Bmp);
    lossless(a).cmp(&lossless(b))
}

fn better_quality(a: &Facts, b: &Facts) -> Ordering {
    match (a.jpeg_quality, b.jpeg_quality) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => Ordering::Equal,
    }
}

/// Names of the files that belong to a photo, one a line.
fn companions(photo: &Photo) -> Option<String> {
    let names: Vec<String> =
        photo.file.companions.iter().map(|companion| text::name(&companion.path)).collect();
    (!names.is_empty()).then(|| names.join("\n"))
}

fn taken(facts: &Facts) -> Option<String> {
    facts.taken.as_deref().map(numbers::date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::sample;

    #[test]
    fn the_better_value_is_marked_and_empty_rows_are_left_out() {
        let (left, mut right) = (sample::photo("a.jpg"), sample::photo("b.jpg"));
        right.facts.width = 8000;
        right.facts.jpeg_quality = Some(40);
        right.facts.camera = None;
        let link = Link::similar(0.0342);
        let rows = table(&left, &right, Some(link));
        let better = |label: &str| rows.iter().find(|row| row.label == label).map(|row| row.better);
        assert_eq!(better("Pixels"), Some(Better::Right));
        assert_eq!(better("JPEG quality"), Some(Better::Left));
        assert_eq!(better("Camera"), Some(Better::Left));
        assert_eq!(better("Size"), Some(Better::Neither));
        assert_eq!(better("Lens"), None);
        assert_eq!(rows[0].left, "0.034");
    }

    #[test]
    fn what_would_be_lost_is_said() {
        let (stays, mut goes) = (sample::photo("a.jpg"), sample::photo("b.jpg"));
        assert_eq!(against(&stays, &goes), Vec::<String>::new());
        goes.facts.gps = Some((52.5, 13.4));
        goes.facts.taken = Some("2024-05-01 12:00:01".to_owned());
        let said = ["It has a place (GPS); the keeper has not.", "Different moments."];
        assert_eq!(against(&stays, &goes), said);
    }
}
