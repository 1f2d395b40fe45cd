//! What the page says beside names and pictures, as data and in English. The window words the same data in its own language.

use super::rounded;
use crate::photo::{
    Confidence, Doubt, Edit, Findings, Kind, LeftOut, MayGo, PhotoFile, Processors, Reason, Relation,
    SkipReason,
};
use crate::words;

/// Words that are the same for every report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// Code of the language, as `de`.
    Language,
    /// Title of the page.
    Title,
    /// Heading of the number of photos.
    Scanned,
    /// A link to the groups of a kind.
    Show,
    /// Heading of the photos marked for removal.
    Marked,
    /// Heading of the photos suggested for removal, and the label of each.
    Suggested,
    /// Instead of groups.
    NoGroups,
    /// The photo that a group keeps.
    Keeper,
    /// Nothing speaks for the keeper.
    NoReason,
    /// The photo lies in a protected folder.
    Protected,
    /// It was decided that the photo stays.
    Keep,
    /// It was decided that the photo goes.
    Remove,
    /// Nothing was decided about the photo.
    Undecided,
    /// The photo is no pair with the keeper.
    NoMatch,
    /// The photo has the bytes of another member.
    CopyOfAnother,
    /// Heading of the folders that were left out.
    FoldersLeftOut,
}

/// One thing that the page says.
#[derive(Clone, Copy)]
pub enum Phrase<'a> {
    /// Words that are the same for every report.
    Label(Label),
    /// Groups of a kind.
    Kind(Kind),
    /// What a kind means.
    Meaning(Kind),
    /// So many groups.
    Groups(usize),
    /// So many photos.
    Photos(usize),
    /// So many bytes are freed.
    Frees(u64),
    /// The distance up to which photos were grouped.
    Threshold(f32),
    /// The model that made the embeddings.
    Model(&'a str),
    /// What the inference ran on.
    Device(&'a Processors),
    /// The number of a group.
    Group(usize),
    /// The largest distance between the keeper of a group and a member.
    WeakestLink(f32),
    /// Why the keeper is the one.
    Reason(&'a Reason),
    /// So many bytes.
    Size(u64),
    /// `YYYY-MM-DD HH:MM:SS` by the camera's own clock.
    Taken(&'a str),
    /// What belongs to a photo; nothing of nothing.
    Companions(&'a PhotoFile),
    /// What a member is to the keeper.
    Relation(Relation),
    /// How it was made from the keeper.
    Edit(&'a Edit),
    /// How sure that is.
    Confidence(Confidence),
    /// In so many places it differs from the keeper, with which it lines up.
    Differs(u16),
    /// The distance of a member to the keeper.
    Distance(f32),
    /// Why it may go.
    MayGo(MayGo, &'a Findings),
    /// Why it is not suggested to go.
    Doubt(&'a Doubt),
    /// What the picture of this name is, for those who do not see it.
    Thumbnail(&'a str),
    /// Why there is no picture.
    NoThumbnail(&'a SkipReason),
    /// So many files were skipped.
    Skipped(usize),
    /// Why one was.
    SkipReason(&'a SkipReason),
    /// What was left out, of one kind.
    LeftOut(&'a LeftOut),
}

/// A phrase in English.
pub fn in_english(phrase: &Phrase<'_>) -> String {
    match *phrase {
        Phrase::Label(label) => self::label(label).to_owned(),
        Phrase::Kind(kind) => self::kind(kind).to_owned(),
        Phrase::Meaning(kind) => meaning(kind).to_owned(),
        Phrase::Groups(groups) => words::counted(groups, "group"),
        Phrase::Photos(photos) => words::counted(photos, "photo"),
        Phrase::Frees(bytes) => format!("frees {}", size(bytes)),
        Phrase::Threshold(threshold) => format!("Distance threshold {}", rounded(threshold)),
        Phrase::Model(model) => format!("model {model}"),
        Phrase::Device(device) => device.to_string(),
        Phrase::Group(number) => format!("Group {number}"),
        Phrase::WeakestLink(distance) => format!("weakest link {distance:.4}"),
        Phrase::Reason(reason) => words::reason(reason),
        Phrase::Size(bytes) => size(bytes),
        Phrase::Taken(taken) => taken.to_owned(),
        Phrase::Companions(file) => words::companions(file),
        Phrase::Relation(relation) => self::relation(relation).to_owned(),
        Phrase::Edit(edit) => words::edit(edit),
        Phrase::Confidence(confidence) => words::confidence(confidence),
        Phrase::Differs(areas) => {
            format!("lines up, but differs in {}", words::counted(areas.into(), "place"))
        }
        Phrase::Distance(distance) => format!("distance {distance:.4}"),
        Phrase::MayGo(may_go, findings) => words::may_go(may_go, findings),
        Phrase::Doubt(doubt) => format!("Not suggested for removal: {}", words::doubt(doubt)),
        Phrase::Thumbnail(name) => format!("Thumbnail of {name}"),
        Phrase::NoThumbnail(reason) => format!("No thumbnail: {reason}"),
        Phrase::Skipped(files) => format!("{} skipped", words::counted(files, "file")),
        Phrase::SkipReason(reason) => reason.to_string(),
        Phrase::LeftOut(left_out) => left_out.to_string(),
    }
}

fn label(label: Label) -> &'static str {
    match label {
        Label::Language => "en",
        Label::Title => "Lookalike report",
        Label::Scanned => "Photos scanned",
        Label::Show => "Show",
        Label::Marked => "Marked for removal",
        Label::Suggested => "Suggested for removal",
        Label::NoGroups => "No photos look alike within this threshold.",
        Label::Keeper => "Keeper",
        Label::NoReason => "Nothing speaks for it over the others.",
        Label::Protected => "Protected",
        Label::Keep => "Keep",
        Label::Remove => "Remove",
        Label::Undecided => "Undecided",
        Label::NoMatch => "Does not match the keeper",
        Label::CopyOfAnother => "Exact copy of another photo here",
        Label::FoldersLeftOut => "Folders left out",
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Exact => "Exact copies",
        Kind::Edited => "Edited copies",
        Kind::Similar => "Similar shots",
    }
}

fn meaning(kind: Kind) -> &'static str {
    match kind {
        Kind::Exact => "The same photo byte for byte.",
        Kind::Edited => "One photo made from the other.",
        Kind::Similar => "Photos that look alike; nothing says that one was made from another.",
    }
}

fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Exact => "Exact copy",
        Relation::Edited => "Edited copy",
        Relation::Similar => "Similar shot",
    }
}

/// A number of bytes as people say it, in powers of 1000 as file managers show it.
fn size(bytes: u64) -> String {
    if bytes < 1000 {
        return format!("{bytes} B");
    }
    let mut value = bytes as f64 / 1000.0;
    for unit in ["kB", "MB", "GB"] {
        if value < 999.95 {
            return format!("{value:.1} {unit}");
        }
        value /= 1000.0;
    }
    format!("{value:.1} TB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_readable() {
        let sizes = [0, 999, 1000, 999_949, 999_950, 3_000_000_000, 5_000_000_000_000];
        let said = ["0 B", "999 B", "1.0 kB", "999.9 kB", "1.0 MB", "3.0 GB", "5.0 TB"];
        assert_eq!(sizes.map(size), said);
    }
}
