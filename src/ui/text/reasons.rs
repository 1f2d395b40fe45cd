//! Why a photo was not moved, or not put back: journals keep it as a clause in English; the window words it.

messages! {
    reason_back_in_place(why: &str);
    reason_changed;
    reason_keeper_changed;
    reason_not_found(why: &str);
    reason_keeper_not_found(why: &str);
    reason_same_file;
    reason_twice;
    reason_keeper_goes;
    reason_other_goes;
    reason_unreadable(why: &str);
    reason_folder_closed(why: &str);
    reason_new_companion;
    reason_in_protected;
    reason_in_protected_elsewhere;
    reason_link;
    reason_keeper_unreadable(why: &str);
    reason_not_same;
    reason_keeper_not_opened(why: &str);
    reason_differs;
    reason_one_file;
    reason_keeper_gone(why: &str);
    reason_trash(why: &str);
    reason_quarantine(why: &str);
    reason_folder(why: &str);
    reason_place_taken;
    reason_not_what_was_sent;
    reason_not_arrived(why: &str);
    reason_journal(why: &str);
    reason_metadata(why: &str);
    reason_stopped;
    reason_other_now(why: &str);
    reason_not_there(why: &str);
    reason_not_put_back(why: &str);
}

/// How a clause is said.
enum Worded {
    Plain(fn() -> &'static str),
    /// With what stands in the clause where its pattern has `{}`.
    With(fn(&str) -> String),
}

/// What `removal` writes down, with `{}` for what differs from time to time.
const KNOWN: [(&str, Worded); 32] = [
    ("it has changed since the scan", Worded::Plain(reason_changed)),
    ("the photo kept for it has changed since the scan", Worded::Plain(reason_keeper_changed)),
    ("it cannot be found: {}", Worded::With(reason_not_found)),
    ("the photo kept for it cannot be found: {}", Worded::With(reason_keeper_not_found)),
    ("it is the same file as the photo kept for it", Worded::Plain(reason_same_file)),
    ("the same file belongs to it twice", Worded::Plain(reason_twice)),
    ("the photo kept for it is to be removed too", Worded::Plain(reason_keeper_goes)),
    ("another photo goes because this one stays", Worded::Plain(reason_other_goes)),
    ("it cannot be read: {}", Worded::With(reason_unreadable)),
    ("its folder cannot be looked through: {}", Worded::With(reason_folder_closed)),
    ("something new belongs to it; scan its folder again", Worded::Plain(reason_new_companion)),
    ("it lies in a protected folder", Worded::Plain(reason_in_protected)),
    (
        "it lies in a protected folder, which has another path as well",
        Worded::Plain(reason_in_protected_elsewhere),
    ),
    ("one of its folders has become a link since the scan", Worded::Plain(reason_link)),
    ("the photo kept for it cannot be read: {}", Worded::With(reason_keeper_unreadable)),
    ("the two files are no longer the same", Worded::Plain(reason_not_same)),
    ("the photo kept for it cannot be opened: {}", Worded::With(reason_keeper_not_opened)),
    ("it differs from its copy beside the photo kept for it", Worded::Plain(reason_differs)),
    ("the photo kept for it went with it: they are one file under two names", Worded::Plain(reason_one_file)),
    ("the photo kept for it cannot be read any more: {}", Worded::With(reason_keeper_gone)),
    ("the trash did not take it: {}", Worded::With(reason_trash)),
    ("no quarantine could be made for it: {}", Worded::With(reason_quarantine)),
    ("the folder did not take it: {}", Worded::With(reason_folder)),
    ("something lies in its place", Worded::Plain(reason_place_taken)),
    ("what arrived is not what was sent", Worded::Plain(reason_not_what_was_sent)),
    ("it left its place and was not found where it should be: {}", Worded::With(reason_not_arrived)),
    ("the journal cannot be written, so it was not moved: {}", Worded::With(reason_journal)),
    ("its metadata cannot be kept: {}", Worded::With(reason_metadata)),
    ("the program was stopped before it was moved", Worded::Plain(reason_stopped)),
    ("{} is another file now", Worded::With(reason_other_now)),
    ("{} is not there any more", Worded::With(reason_not_there)),
    ("it could not be put back: {}", Worded::With(reason_not_put_back)),
];

/// A clause of a journal as a sentence without its full stop; one that is not known stays as it is.
pub fn reason_of(clause: &str) -> String {
    if let Some(inner) = clause.strip_suffix(BACK) {
        return reason_back_in_place(&reason_of(inner));
    }
    let worded = |(pattern, worded): &(&str, Worded)| {
        let hole = filled(pattern, clause)?;
        Some(match worded {
            Worded::Plain(say) => say().to_owned(),
            Worded::With(say) => say(hole),
        })
    };
    KNOWN.iter().find_map(worded).unwrap_or_else(|| clause.to_owned())
}

/// Ends what was undone at once.
const BACK: &str = "; it is back in its place";

/// What stands in `clause` where `pattern` has its `{}`, if that is its pattern.
fn filled<'a>(pattern: &str, clause: &'a str) -> Option<&'a str> {
    let Some((before, after)) = pattern.split_once("{}") else { return (pattern == clause).then_some("") };
    clause.strip_prefix(before)?.strip_suffix(after).filter(|hole| !hole.is_empty())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// The sources of `removal`, with what a line break parts put together again.
    fn sources() -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/core/removal");
        let files = std::fs::read_dir(folder).expect("the sources");
        let text = |file: std::io::Result<std::fs::DirEntry>| std::fs::read_to_string(file.ok()?.path()).ok();
        files.filter_map(text).collect()
    }

    #[test]
    fn what_is_worded_is_what_removals_say() {
        let sources = sources();
        let said = |text: &str| {
            let literal = text.replace("{}", "");
            [&literal[..], literal.strip_prefix("it ").unwrap_or(&literal)]
                .into_iter()
                .chain(literal.strip_prefix("the photo kept for it "))
                .any(|part| sources.contains(part.trim_end_matches(": ")))
        };
        for (pattern, _) in &KNOWN {
            assert!(said(pattern), "{pattern:?} is nowhere in the sources");
        }
        assert!(said(BACK));
    }

    #[test]
    fn clauses_are_said_in_the_language_of_the_window() {
        super::super::choose_language(Some("de"), &[]);
        assert_eq!(reason_of("it has changed since the scan"), "Es hat sich seit der Suche geändert");
        assert_eq!(
            reason_of("the trash did not take it: kein Platz; it is back in its place"),
            "Der Papierkorb nahm es nicht: kein Platz. Es ist wieder an seinem Platz"
        );
        assert_eq!(reason_of("nobody knows why"), "nobody knows why");
    }
}
