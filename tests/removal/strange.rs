//! Folders with pipes, links and other users' things in them, on real files.

use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::channel;
use std::time::Duration;

use lookalike::discover::QUARANTINE;
use lookalike::removal::{Disk, Outcome, Place, Receipt, RemovalPlan};

use super::{carried_out, copies_to_go, outcomes, undone};
use crate::support::trash::FakeTrash;
use crate::support::{PhotoFolder, Program};

/// More than a removal takes; one that waits for a pipe never ends.
const PATIENCE: Duration = Duration::from_secs(120);

fn carried_out_in_time(plan: RemovalPlan) -> Receipt {
    let (send, received) = channel();
    std::thread::spawn(move || send.send(carried_out(&plan, &FakeTrash::new())));
    received.recv_timeout(PATIENCE).expect("the removal ends")
}

fn make_pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn a_pipe_or_a_socket_beside_a_photo_holds_nothing_up() {
    for name in ["one", "one.xmp", "one.jpg.xmp", "one.png", "keeper.jpg.xmp"] {
        let folder = PhotoFolder::new();
        let plan = copies_to_go(&folder, &["one.jpg".as_ref()]);
        make_pipe(&folder.at(name));
        assert_eq!(outcomes(&carried_out_in_time(plan)), [&Outcome::Removed], "{name}");
    }
    let folder = PhotoFolder::new();
    let plan = copies_to_go(&folder, &["one.jpg".as_ref()]);
    let _socket = std::os::unix::net::UnixListener::bind(folder.at("one")).unwrap();
    assert_eq!(outcomes(&carried_out_in_time(plan)), [&Outcome::Removed]);
}

#[test]
fn a_pipe_in_the_place_of_a_photo_is_not_read() {
    for name in ["one.jpg", "keeper.jpg"] {
        let folder = PhotoFolder::new();
        let plan = copies_to_go(&folder, &["one.jpg".as_ref()]);
        std::fs::rename(folder.at(name), folder.at("away")).unwrap();
        make_pipe(&folder.at(name));
        let receipt = carried_out_in_time(plan);
        assert!(matches!(outcomes(&receipt)[..], [Outcome::Refused(_)]), "{receipt:?}");
    }
}

/// Whether this user may give files to another one.
fn give_away(path: &Path) -> bool {
    let given = std::os::unix::fs::chown(path, Some(4321), None).is_ok();
    if !given {
        eprintln!("skipped: this user cannot give files away");
    }
    given
}

#[test]
fn nothing_goes_into_another_users_quarantine() {
    let (folder, trash) = (PhotoFolder::new(), FakeTrash::new());
    let plan = copies_to_go(&folder, &["in/one.jpg".as_ref()]);
    let theirs = folder.at(QUARANTINE);
    std::fs::create_dir(&theirs).unwrap();
    std::fs::set_permissions(&theirs, std::fs::Permissions::from_mode(0o777)).unwrap();
    if !give_away(&theirs) {
        return;
    }
    let places = trash.disk().places(&plan.removals[0].goes.path);
    let tops = |top: &Path| places.contains(&Place::Quarantine(top.to_owned()));
    assert!(!tops(&folder.path()) && tops(&folder.at("in")), "{places:?}");
}

#[test]
fn a_folder_that_was_deleted_comes_back_as_folders_are_made() {
    let (folder, trash) = (PhotoFolder::new(), FakeTrash::new());
    let plan = copies_to_go(&folder, &["deep/er/one.jpg".as_ref()]);
    let mode = |name: &str| std::fs::metadata(folder.at(name)).unwrap().mode();
    let made = mode("deep/er");
    let receipt = carried_out(&plan, &trash);
    std::fs::rename(folder.at("deep"), folder.at("away")).unwrap();
    undone(&receipt, &trash);
    assert_eq!((mode("deep"), mode("deep/er")), (made, made));
}

#[test]
fn a_removal_whose_trash_was_emptied_is_not_listed_as_one_that_can_be_undone() {
    let (folder, program) = (PhotoFolder::with_copies(), Program::new());
    let report = program.home().join("r.json");
    let (path, report) = (folder.path(), report.to_str().unwrap());
    program.run(&["scan", path.to_str().unwrap(), "--report", report]);
    let removed = program.run(&["remove", "--from", report, "--exact", "--yes"]);
    assert!(removed.status.success(), "{removed:?}");
    let listed = || String::from_utf8(program.run(&["undo", "--list"]).stdout).unwrap();
    assert!(listed().contains("1 of 1 photo can be put back"), "{}", listed());
    std::fs::rename(program.home().join("data/Trash"), program.home().join("emptied")).unwrap();
    assert!(listed().contains("0 of 1 photo can be put back"), "{}", listed());
}

/// The trash folder of this user on a volume of its own.
#[cfg(target_os = "linux")]
#[test]
fn a_trash_that_is_a_link_or_another_users_is_not_used() {
    let folder = PhotoFolder::new();
    let volume = folder.at("volume");
    std::fs::create_dir(&volume).unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "tmpfs"]).arg(&volume).status();
    if !mounted.is_ok_and(|mounted| mounted.success()) {
        eprintln!("skipped: no volume can be mounted here");
        return;
    }
    let user = std::fs::metadata("/proc/self").unwrap().uid();
    let own = volume.join(format!(".Trash-{user}"));
    for is_link in [true, false] {
        let plan = copies_to_go(&folder, &["volume/one.jpg".as_ref()]);
        let target = volume.join("elsewhere");
        if is_link {
            std::fs::create_dir(&target).unwrap();
            symlink(&target, &own).unwrap();
        } else {
            std::fs::rename(&own, volume.join("link")).unwrap();
            std::fs::create_dir(&own).unwrap();
            std::os::unix::fs::chown(&own, Some(4321), None).unwrap();
        }
        let trash = FakeTrash::new();
        let receipt = carried_out(&plan, &trash);
        assert_eq!(outcomes(&receipt), [&Outcome::Removed]);
        assert!(receipt.entries[0].moved[0].to.starts_with(volume.join(QUARANTINE)), "{receipt:?}");
        undone(&receipt, &trash);
    }
    Command::new("umount").arg("-l").arg(&volume).status().unwrap();
}
