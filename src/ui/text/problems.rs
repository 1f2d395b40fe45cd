//! Why a photo was not moved, or not put back.

use std::io::{self, ErrorKind};

use crate::door::NO_ANSWER;
use crate::removal::{Problem, Subject};

messages! {
    problem_back_in_place(problem: &str);
    problem_changed(subject: &str, name: &str);
    problem_not_found(subject: &str, name: &str, why: &str => system);
    problem_unreadable(subject: &str, name: &str, why: &str => system);
    problem_keeper_not_opened(why: &str);
    problem_same_file;
    problem_named_twice;
    problem_keeper_goes;
    problem_kept_for_another;
    problem_folder_unreadable(why: &str => system);
    problem_new_companion;
    problem_protected;
    problem_protected_elsewhere;
    problem_folder_is_link;
    problem_no_longer_identical;
    problem_differs_from_copy(subject: &str, name: &str);
    problem_keeper_went_too;
    problem_place_unseen(why: &str => system);
    problem_place_taken;
    problem_other_arrived;
    problem_not_arrived(why: &str => system);
    problem_not_trashed(why: &str => system);
    problem_not_quarantined(why: &str => system);
    problem_not_taken(why: &str => system);
    problem_no_place;
    problem_no_name(why: &str => system);
    problem_drive_full;
    problem_drive_full_on_the_way;
    problem_not_written(why: &str => system);
    problem_turn_never_came(why: &str => system);
    problem_sidecar_not_written(name: &str, why: &str => system);
    problem_sidecar_taken(name: &str);
    problem_stopped;
    problem_stopped_and_gone;
    problem_stopped_on_the_way;
    problem_out_of_sight;
    problem_other_file(path: &str);
    problem_not_there(path: &str);
    problem_unreadable_at(path: &str, why: &str => system);
    problem_not_put_back(why: &str => system);
    problem_not_returned;
    system_not_found;
    system_no_access;
    system_read_only;
    system_full;
    system_taken;
    system_no_folder;
    system_is_folder;
    system_busy;
    system_timed_out;
    system_name;
}

/// A problem as a sentence without its full stop.
pub fn problem(problem: &Problem) -> String {
    match problem {
        Problem::Changed(file) => about(file, problem_changed),
        Problem::NotFound(file, why) => about(file, |file, name| problem_not_found(file, name, why)),
        Problem::Unreadable(file, why) => about(file, |file, name| problem_unreadable(file, name, why)),
        Problem::DiffersFromCopy(file) => about(file, problem_differs_from_copy),
        Problem::KeeperNotOpened(why) => {
            problem_keeper_not_opened(super::skip_reason(why).trim_end_matches('.'))
        }
        Problem::FolderUnreadable(why) => problem_folder_unreadable(why),
        Problem::PlaceUnseen(why) => problem_place_unseen(why),
        Problem::NotArrived(why) => problem_not_arrived(why),
        Problem::NotTrashed(why) => problem_not_trashed(why),
        Problem::NotQuarantined(why) => problem_not_quarantined(why),
        Problem::NotTaken(why) => problem_not_taken(why),
        Problem::NoName(why) => problem_no_name(why),
        Problem::NotWritten(why) => problem_not_written(why),
        Problem::TurnNeverCame(why) => problem_turn_never_came(why),
        Problem::SidecarNotWritten(name, why) => problem_sidecar_not_written(name, why),
        Problem::SidecarTaken(name) => problem_sidecar_taken(name),
        Problem::OtherFile(path) => problem_other_file(path),
        Problem::NotThere(path) => problem_not_there(path),
        Problem::UnreadableAt(path, why) => problem_unreadable_at(path, why),
        Problem::NotPutBack(why) => problem_not_put_back(why),
        Problem::BackInPlace(inner) => problem_back_in_place(&self::problem(inner)),
        Problem::Said(clause) => clause.clone(),
        Problem::SameFile => problem_same_file().to_owned(),
        Problem::NamedTwice => problem_named_twice().to_owned(),
        Problem::KeeperGoes => problem_keeper_goes().to_owned(),
        Problem::KeptForAnother => problem_kept_for_another().to_owned(),
        Problem::NewCompanion => problem_new_companion().to_owned(),
        Problem::Protected => problem_protected().to_owned(),
        Problem::ProtectedElsewhere => problem_protected_elsewhere().to_owned(),
        Problem::FolderIsLink => problem_folder_is_link().to_owned(),
        Problem::NoLongerIdentical => problem_no_longer_identical().to_owned(),
        Problem::KeeperWentToo => problem_keeper_went_too().to_owned(),
        Problem::PlaceTaken => problem_place_taken().to_owned(),
        Problem::OtherArrived => problem_other_arrived().to_owned(),
        Problem::NoPlace => problem_no_place().to_owned(),
        Problem::DriveFull => problem_drive_full().to_owned(),
        Problem::DriveFullOnTheWay => problem_drive_full_on_the_way().to_owned(),
        Problem::Stopped => problem_stopped().to_owned(),
        Problem::StoppedAndGone => problem_stopped_and_gone().to_owned(),
        Problem::StoppedOnTheWay => problem_stopped_on_the_way().to_owned(),
        Problem::OutOfSight => problem_out_of_sight().to_owned(),
        Problem::NotReturned => problem_not_returned().to_owned(),
    }
}

/// Says something about a file, by what it is to the removal and, if it only belongs to the photo, its name.
fn about(file: &Subject, say: impl Fn(&str, &str) -> String) -> String {
    match file {
        Subject::Photo => say("photo", ""),
        Subject::Companion(name) => say("companion", name),
        Subject::Keeper => say("keeper", ""),
    }
}

/// An error of the system by its number, which stands at its end, or of the door; one that is not known stays as it is.
pub fn system(why: &str) -> String {
    let number = why.rsplit_once("(os error ").and_then(|(_, number)| number.strip_suffix(')')?.parse().ok());
    let kind = number.map(|number| io::Error::from_raw_os_error(number).kind());
    let known = match kind {
        Some(ErrorKind::NotFound) => system_not_found(),
        Some(ErrorKind::PermissionDenied) => system_no_access(),
        Some(ErrorKind::ReadOnlyFilesystem) => system_read_only(),
        Some(ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => system_full(),
        Some(ErrorKind::AlreadyExists) => system_taken(),
        Some(ErrorKind::NotADirectory) => system_no_folder(),
        Some(ErrorKind::IsADirectory) => system_is_folder(),
        Some(ErrorKind::ResourceBusy) => system_busy(),
        Some(ErrorKind::TimedOut) => system_timed_out(),
        Some(ErrorKind::InvalidFilename) => system_name(),
        _ if why == NO_ANSWER => system_timed_out(),
        _ => why,
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::SkipReason;

    #[test]
    fn problems_are_said_in_the_language_of_the_window() {
        super::super::choose_language(Some("de"), &[]);
        let check = |found: Problem, words: &str| assert_eq!(problem(&found), words);
        check(Problem::Changed(Subject::Photo), "Es hat sich seit der Suche geändert");
        check(
            Problem::Changed(Subject::Companion("a.xmp".to_owned())),
            "a.xmp, eine Datei zu diesem Foto, hat sich seit der Suche geändert",
        );
        check(
            Problem::BackInPlace(Box::new(Problem::NotTrashed("No space left (os error 28)".to_owned()))),
            "Der Papierkorb nahm es nicht an: Es ist kein Platz mehr frei. Es ist wieder an seinem Platz",
        );
        check(
            Problem::KeeperNotOpened(SkipReason::Empty),
            "Das Foto, das stattdessen bleibt, lässt sich nicht öffnen: Die Datei ist leer",
        );
        check(Problem::Said("nobody knows why".to_owned()), "nobody knows why");
    }

    #[test]
    fn errors_of_the_system_are_told_by_their_numbers() {
        super::super::choose_language(Some("de"), &[]);
        assert_eq!(system(&io::Error::from_raw_os_error(2).to_string()), "Es ist nicht vorhanden");
        assert_eq!(system(NO_ANSWER), "Es antwortete nicht rechtzeitig");
        assert_eq!(system("something else"), "something else");
        assert_eq!(system("odd (os error x)"), "odd (os error x)");
    }
}
