//! Groups with every kind of name, link and decision for the tests of the formats.

use std::path::PathBuf;

use super::*;
use crate::photo::{Among, Because, Member, Processors, Reason, SkipReason, Skipped, sample};

/// Names that attack a page, a spreadsheet, a terminal or a reader's eye.
pub(super) const HOSTILE: [&str; 6] = [
    "<script>alert(1)</script>.jpg",
    "\"onerror=\"alert(1)\" '.jpg",
    "=cmd|' /C calc'!A0",
    "line\nbreak\r\t.jpg",
    "\u{202e}gpj.exe",
    "sum;=1+1 & &lt;.jpg",
];

/// One group: `names[0]` keeps, the second is an exact copy, the third has no link, the others are
/// similar at a distance of 0.05. All are skipped files too.
pub(super) fn findings(names: &[&str]) -> (Findings, Vec<Group>) {
    let mut findings = sample::findings(0, &[]);
    findings.photos = names.iter().map(|name| sample::photo(name)).collect();
    findings.skipped = names
        .iter()
        .map(|name| Skipped {
            path: PathBuf::from(name),
            reason: SkipReason::Other(format!("{name} is no photo")),
        })
        .collect();
    (findings.model, findings.device) = ("model 0".to_owned(), Processors::default());
    let link = |at: u32| match at {
        1 => Some(Link::EXACT),
        2 => None,
        _ => Some(Link::similar(0.05)),
    };
    let members = (1..names.len() as u32)
        .map(|at| Member { photo: PhotoId(at), link: link(at), twin_of: None })
        .collect();
    let reason = Some(Reason { because: Because::Age, among: Among::All });
    let groups = vec![Group { keeper: PhotoId(0), reason, members }];
    (findings, groups)
}

/// The keeper stays, its copy goes, the rest is open.
pub(super) fn decision(photo: PhotoId) -> Decision {
    match photo.0 {
        0 => Decision::Keep,
        1 => Decision::Remove,
        _ => Decision::Undecided,
    }
}

/// The copy of the keeper is suggested to go.
pub(super) fn suggested(photo: PhotoId) -> Option<MayGo> {
    (photo == PhotoId(1)).then_some(MayGo::Identical(PhotoId(0)))
}

/// A report on these.
pub(super) fn report<'a>(findings: &'a Findings, groups: &'a [Group]) -> Report<'a> {
    Report {
        findings,
        groups,
        threshold: 0.10,
        decision: &decision,
        suggested: &suggested,
        verdicts: Verdicts::none(),
        wording: &in_english,
    }
}

/// What `write` makes of a group of photos with these names.
pub(super) fn written(names: &[&str], write: impl Fn(&Report<'_>, &mut Vec<u8>)) -> String {
    let (findings, groups) = findings(names);
    written_of(&findings, &groups, write)
}

/// What `write` makes of these groups; the same each time.
pub(super) fn written_of(
    findings: &Findings,
    groups: &[Group],
    write: impl Fn(&Report<'_>, &mut Vec<u8>),
) -> String {
    let report = report(findings, groups);
    let (mut out, mut again) = (Vec::new(), Vec::new());
    write(&report, &mut out);
    write(&report, &mut again);
    assert_eq!(out, again, "the same findings give the same report");
    String::from_utf8(out).expect("reports are UTF-8")
}
