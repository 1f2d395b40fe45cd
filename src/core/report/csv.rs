//! The report for spreadsheets: one row per grouped photo. UTF-8 without a byte order mark, because
//! readers that do not expect one take it for a part of the first column's name.
//!
//! Spreadsheets run cells that begin like a formula, and photos come from strangers: in text cells such
//! a beginning gets an apostrophe before it, and control characters are spelled out. A path with such
//! characters is therefore for reading only; the JSON report has it as it is.

use std::io::Write;

use ::csv::{QuoteStyle, WriterBuilder};
use anyhow::Context;

use super::{Entry, Report, Role, decision_word, relation_word};
use crate::photo::{Group, PhotoFile};
use crate::words::{self, visible};

const COLUMNS: [&str; 21] = [
    "group",
    "kind",
    "role",
    "decision",
    "path",
    "bytes",
    "width",
    "height",
    "format",
    "taken",
    "camera",
    "distance",
    "relation",
    "edit",
    "reason",
    "companions",
    "confidence",
    "twin of",
    "stays",
    "suggested",
    "differs in",
];

/// Writes the header and a row for every photo of every group; groups are numbered from 1.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut table = WriterBuilder::new().quote_style(QuoteStyle::Necessary).from_writer(out);
    table.write_record(COLUMNS).context("writing the CSV report")?;
    for (at, group) in report.groups.iter().enumerate() {
        for entry in report.entries(group) {
            table.write_record(row(at + 1, report, (group, &entry))).context("writing the CSV report")?;
        }
    }
    table.flush().context("writing the CSV report")
}

fn row(number: usize, report: &Report<'_>, (group, entry): (&Group, &Entry<'_>)) -> [String; COLUMNS.len()] {
    let (file, metadata) = (&entry.photo.file, &entry.photo.metadata);
    let (role, reason) = match entry.role {
        Role::Keeper => ("keeper", group.reason.as_ref().map(words::reason)),
        Role::Member(_) => ("member", None),
    };
    [
        number.to_string(),
        relation_word(group.kind()).to_owned(),
        role.to_owned(),
        decision_word(entry.decision).to_owned(),
        harmless(&file.path.to_string_lossy()),
        file.stamp.bytes.to_string(),
        metadata.width.to_string(),
        metadata.height.to_string(),
        metadata.format.name().to_owned(),
        harmless(metadata.taken.as_deref().unwrap_or_default()),
        harmless(metadata.camera.as_deref().unwrap_or_default()),
        entry.distance().map(|distance| format!("{distance:.4}")).unwrap_or_default(),
        entry.relation().to_owned(),
        entry.edit().map(|edit| words::edit(&edit)).unwrap_or_default(),
        harmless(&reason.unwrap_or_default()),
        harmless(&companions(&entry.photo.file)),
        entry.confidence().map(|confidence| format!("{} %", confidence.per_cent())).unwrap_or_default(),
        harmless(&entry.twin_of.map(|place| place.path().to_string_lossy()).unwrap_or_default()),
        harmless(&entry.doubt.as_ref().map(words::doubt).unwrap_or_default()),
        harmless(&entry.may_go.map(|why| words::may_go(why, report.findings)).unwrap_or_default()),
        entry.differs().map(|areas| areas.to_string()).unwrap_or_default(),
    ]
}

/// Paths of the files that belong to the photo and go with it.
fn companions(file: &PhotoFile) -> String {
    let paths = file.companions.iter().map(|companion| companion.path.to_string_lossy());
    paths.collect::<Vec<_>>().join(" | ")
}

/// Text that no spreadsheet takes for a formula. Where lists are separated by semicolons a cell may be
/// split there, so what follows one, or a quote, counts as a beginning too. Tabs and line ends, the
/// other beginnings, are spelled out like all controls.
fn harmless(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    let mut beginning = true;
    for letter in visible(text).chars() {
        if beginning && matches!(letter, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') {
            cell.push('\'');
        }
        beginning = matches!(letter, ';' | '"');
        cell.push(letter);
    }
    cell
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::report::sample;

    fn written(names: &[&str]) -> String {
        sample::written(names, |report, out| write(report, out).expect("written"))
    }

    /// Rows below the header; the reader itself refuses rows of another length.
    fn rows(text: &str) -> Vec<Vec<String>> {
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        assert_eq!(reader.headers().expect("a header"), &COLUMNS[..]);
        let row = |row: Result<::csv::StringRecord, ::csv::Error>| {
            row.expect("as many cells as columns").iter().map(str::to_owned).collect()
        };
        reader.records().map(row).collect()
    }

    fn check(text: &str, cell: &str) {
        assert_eq!(harmless(text), cell);
    }

    #[test]
    fn formulas_become_text() {
        check("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0");
        check("+1", "'+1");
        check("-1", "'-1");
        check("@SUM(A1)", "'@SUM(A1)");
        check("＝1", "'＝1");
        check("\t=1", "\\u{9}=1");
        check("a;=1;\"@2", "a;'=1;\"'@2");
        check("/photos/a=b-c+d@e.jpg", "/photos/a=b-c+d@e.jpg");
        check("'quoted'", "'quoted'");
    }

    #[test]
    fn one_row_per_photo() {
        let rows = rows(&written(&["a.jpg", "b.jpg", "c.jpg", "d.jpg"]));
        let keeper = [
            "1",
            "exact",
            "keeper",
            "keep",
            "/photos/a.jpg",
            "3000000",
            "4000",
            "3000",
            "JPEG",
            "2024-05-01 12:00:00",
            "Maker Model 1",
            "0.0000",
            "keeper",
            "",
            "It is the oldest.",
            "",
            "",
            "",
            "",
            "",
            "",
        ];
        assert_eq!(rows[0], keeper);
        let told = |at: usize| [&rows[at][2], &rows[at][3], &rows[at][11], &rows[at][12], &rows[at][14]];
        assert_eq!(told(1), ["member", "remove", "0.0000", "exact", ""]);
        assert_eq!(told(2), ["member", "undecided", "", "none", ""]);
        assert_eq!(told(3), ["member", "undecided", "0.0500", "similar", ""]);
        assert_eq!(
            [&rows[2][18], &rows[3][18]],
            ["Neither photo is clearly better.", "It only looks alike."]
        );
        assert_eq!(rows[1][19], "An identical file is kept: /photos/a.jpg.");
        assert_eq!([&rows[2][19], &rows[3][19]], ["", ""]);
        assert_eq!(rows.len(), 4);
    }

    #[test]
    fn hostile_names_stay_in_their_cell() {
        let rows = rows(&written(&sample::HOSTILE));
        assert_eq!(rows.len(), sample::HOSTILE.len());
        assert_eq!(rows[3][4], "/photos/line\\u{a}break\\u{d}\\u{9}.jpg");
        assert_eq!(rows[5][4], "/photos/sum;'=1+1 & &lt;.jpg");
    }

    proptest! {
        #[test]
        fn no_name_breaks_the_table(name in "\\PC*|(.|[=+@;,\"\n\r\t-])*") {
            let text = written(&[&name, &name]);
            let rows = rows(&text);
            prop_assert_eq!(rows.len(), 2);
            prop_assert_eq!(text.lines().count(), 3);
            let starts = |cell: &String| cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
            prop_assert!(!rows.iter().flatten().any(starts));
        }
    }
}
