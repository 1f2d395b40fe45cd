//! What the report for people says: its phrases, in the language of the window.

use super::super::numbers;
use super::super::numbers::{bytes, distance};
use super::{changes, failures, review, scanning};
use crate::photo::{Confidence, Kind, Level, MayGo, Relation};
use crate::report::{Label, Phrase};

messages! {
    report_language;
    report_title;
    report_scanned;
    report_show;
    report_marked;
    report_nothing;
    report_no_reason;
    report_keep;
    report_remove;
    report_undecided;
    report_copy_of_another;
    report_similar;
    report_photos(photos: usize);
    report_differs(areas: usize);
    report_frees(size: u64 => bytes);
    report_threshold(far: f32 => distance);
    report_model(model: &str);
    report_group(number: usize);
    report_weakest(far: f32 => distance);
    report_thumbnail(name: &str);
    report_no_thumbnail(why: &str);
    sure_in_a_word(level: &str, share: usize);
    level_certain;
    level_almost;
    level_likely;
    level_possible;
    level_unlikely;
    may_go_identical(name: &str);
    may_go_in_keeper;
    may_go_but_border;
}

/// A phrase of the report.
pub fn report_phrase(phrase: &Phrase<'_>) -> String {
    match *phrase {
        Phrase::Label(label) => self::label(label).to_owned(),
        Phrase::Kind(kind) => review::kind(kind).to_owned(),
        Phrase::Meaning(kind) => meaning(kind).to_owned(),
        Phrase::Groups(groups) => review::groups_found(groups),
        Phrase::Photos(photos) => report_photos(photos),
        Phrase::Frees(bytes) => report_frees(bytes),
        Phrase::Threshold(threshold) => report_threshold(threshold),
        Phrase::Model(model) => report_model(model),
        Phrase::Device(device) => failures::processors(device),
        Phrase::Group(number) => report_group(number),
        Phrase::WeakestLink(distance) => report_weakest(distance),
        Phrase::Reason(reason) => changes::reason(reason),
        Phrase::Size(bytes) => numbers::bytes(bytes),
        Phrase::Taken(taken) => numbers::date(taken),
        Phrase::Companions(file) => changes::companions(file),
        Phrase::Relation(relation) => self::relation(relation).to_owned(),
        Phrase::Edit(edit) => changes::edit(edit),
        Phrase::Confidence(confidence) => self::confidence(confidence),
        Phrase::Differs(areas) => report_differs(areas.into()),
        Phrase::Distance(distance) => super::found_distance(distance),
        Phrase::MayGo(may_go, findings) => {
            self::may_go(may_go, |place| findings.photo(place).path().display().to_string())
        }
        Phrase::Doubt(doubt) => changes::doubt(doubt),
        Phrase::Thumbnail(name) => report_thumbnail(name),
        Phrase::NoThumbnail(reason) => report_no_thumbnail(&scanning::skip_reason(reason)),
        Phrase::Skipped(files) => scanning::skipped(files),
        Phrase::SkipReason(reason) => scanning::skip_reason(reason),
        Phrase::LeftOut(left_out) => scanning::left_out(left_out),
    }
}

fn label(label: Label) -> &'static str {
    match label {
        Label::Language => report_language(),
        Label::Title => report_title(),
        Label::Scanned => report_scanned(),
        Label::Show => report_show(),
        Label::Marked => report_marked(),
        Label::Suggested => review::suggested_state(),
        Label::NoGroups => report_nothing(),
        Label::Keeper => review::keeper(),
        Label::NoReason => report_no_reason(),
        Label::Protected => review::is_protected(),
        Label::Keep => report_keep(),
        Label::Remove => report_remove(),
        Label::Undecided => report_undecided(),
        Label::NoMatch => super::table_no_match(),
        Label::CopyOfAnother => report_copy_of_another(),
        Label::FoldersLeftOut => scanning::left_out_title(),
    }
}

fn meaning(kind: Kind) -> &'static str {
    match kind {
        Kind::Exact => review::tab_exact_help(),
        Kind::Edited => review::tab_edited_help(),
        Kind::Similar => review::tab_similar_help(),
    }
}

fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Exact => super::relation_copy(),
        Relation::Edited => super::relation_edit(),
        Relation::Similar => report_similar(),
    }
}

/// How sure a pair is: "likely (97 %)".
fn confidence(confidence: Confidence) -> String {
    let word = match confidence.level() {
        Level::Certain => return level_certain().to_owned(),
        Level::AlmostCertain => level_almost(),
        Level::Likely => level_likely(),
        Level::Possible => level_possible(),
        Level::Unlikely => level_unlikely(),
    };
    sure_in_a_word(word, usize::from(confidence.per_cent()))
}

/// Why a photo is suggested to go; `name` says which photo it is that stays.
pub fn may_go(may_go: MayGo, name: impl FnOnce(crate::photo::PhotoId) -> String) -> String {
    match may_go {
        MayGo::Identical(place) => may_go_identical(&name(place)),
        MayGo::InKeeper => may_go_in_keeper().to_owned(),
        MayGo::InKeeperButBorder => may_go_but_border().to_owned(),
    }
}
