//! One file under two names on real file systems: exFAT through FUSE, which numbers a file for each spelling, and folders
//! shown a second time. Mounting needs root and the tools; where they are missing, a line says so.

use std::path::{Path, PathBuf};
use std::process::Command;

use lookalike::discover::{self, Discovered, Folders};
use lookalike::photo::Relation;
use lookalike::progress::Progress;
use lookalike::removal::{Outcome, Removal, RemovalPlan};

use super::{carried_out, outcomes, subject};
use crate::support::trash::FakeTrash;
use crate::support::{PhotoFolder, scene};

fn done(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A volume as long as it lives, and the loop device under it.
struct Mounted(PathBuf, Option<String>);

impl Drop for Mounted {
    fn drop(&mut self) {
        Command::new("umount").arg(&self.0).status().ok();
        if let Some(device) = &self.1 {
            Command::new("losetup").args(["-d", device]).status().ok();
        }
    }
}

/// An exFAT volume by exfat-fuse.
fn exfat(folder: &PhotoFolder) -> Option<Mounted> {
    let (image, at) = (folder.at("exfat.img"), folder.at("volume"));
    std::fs::create_dir(&at).unwrap();
    std::fs::File::create(&image).unwrap().set_len(64 << 20).unwrap();
    let mounted = done(Command::new("mkfs.exfat").arg(&image)).and_then(|_| {
        let device = done(Command::new("losetup").args(["-f", "--show"]).arg(&image))?;
        let mounted = Mounted(at.clone(), Some(device.clone()));
        done(Command::new("mount.exfat-fuse").arg(device).arg(&at)).map(|_| mounted)
    });
    if mounted.is_none() {
        eprintln!("skipped: no exFAT volume can be mounted here by exfat-fuse");
    }
    mounted
}

/// `shown` is what lies in `folders`, joined by `:`, shown by a program such as `mergerfs`.
fn shown_by(program: &str, folders: &str, shown: &Path) -> Option<Mounted> {
    std::fs::create_dir_all(shown).unwrap();
    let mounted = done(Command::new(program).arg(folders).arg(shown));
    if mounted.is_none() {
        eprintln!("skipped: {program} cannot show a folder here");
    }
    mounted.map(|_| Mounted(shown.to_owned(), None))
}

fn found(scanned: &[PathBuf], protected: &[PathBuf]) -> Discovered {
    let folders = Folders { scanned: scanned.to_vec(), protected: protected.to_vec(), ..Folders::default() };
    discover::discover(&folders, &Progress::default()).unwrap()
}

/// Each photo of `first` goes for the one of the same name in `second`.
fn plan(first: &Path, second: &Path) -> RemovalPlan {
    let removal = |name: &str| {
        let (companions, alike) = (Vec::new(), Vec::new());
        let (goes, keeper) = (subject(&first.join(name)), subject(&second.join(name)));
        Removal { goes, companions, keeper, relation: Relation::Exact, alike, sidecar: None }
    };
    RemovalPlan {
        removals: ["0.jpg", "1.jpg", "2.jpg"].map(removal).into(),
        protected: Vec::new(),
        destination: None,
    }
}

fn draw(folder: &PhotoFolder, into: &str) {
    for number in 0..3 {
        folder.jpeg(&format!("{into}/{number}.jpg"), &scene(number, 64, 48), 90);
    }
}

/// Nothing goes from `first` for the same file in `second`.
fn check_nothing_goes(first: &Path, second: &Path) {
    let trash = FakeTrash::new();
    let plan = plan(first, second);
    let receipt = carried_out(&plan, &trash);
    let is_told =
        |outcome: &Outcome| matches!(outcome, Outcome::Failed(why) if why.to_string().contains("two names"));
    assert!(outcomes(&receipt).iter().all(|outcome| is_told(outcome)), "{receipt:?}");
    assert!(!receipt.can_undo());
    for removal in &plan.removals {
        assert!(std::fs::read(&removal.goes.path).is_ok_and(|bytes| !bytes.is_empty()));
    }
}

#[test]
fn two_spellings_of_a_folder_are_one() {
    let folder = PhotoFolder::new();
    let Some(_volume) = exfat(&folder) else { return };
    draw(&folder, "volume/Pics");
    let [pics, other] = ["volume/Pics", "volume/PICS"].map(|name| folder.at(name));
    if std::fs::metadata(&other).is_err() {
        eprintln!("skipped: case makes a difference on this volume");
        return;
    }
    let both = found(&[other.clone(), pics.clone()], &[]);
    assert_eq!((both.files.len(), &both.scanned), (3, &vec![pics.clone()]));
    let protected = found(std::slice::from_ref(&pics), std::slice::from_ref(&other));
    assert!(protected.files.iter().all(|file| file.protected));
    check_nothing_goes(&other, &pics);
    check_nothing_goes(&pics, &other);

    let elsewhere = folder.bytes("elsewhere.jpg", &std::fs::read(pics.join("0.jpg")).unwrap());
    let mut plan = plan(&pics, &pics);
    plan.removals.truncate(1);
    plan.removals[0].keeper = subject(&elsewhere);
    plan.protected = vec![other];
    let receipt = carried_out(&plan, &FakeTrash::new());
    assert!(
        matches!(outcomes(&receipt)[..], [Outcome::Refused(why)] if why.to_string().contains("protected folder"))
    );
}

#[test]
fn a_folder_and_the_pool_that_shows_it_hold_the_same_files() {
    for program in ["mergerfs", "bindfs"] {
        let folder = PhotoFolder::new();
        draw(&folder, "disk/Pics");
        let [disk, pool] = ["disk", "pool"].map(|name| folder.at(name));
        let Some(_pool) = shown_by(program, &disk.display().to_string(), &pool) else { continue };
        let both = found(&[disk.clone(), pool.clone()], &[]);
        assert_eq!(both.files.len(), 3, "{program}: {:?}", both.files);
        for (scanned, protected) in [(&disk, &pool), (&pool, &disk)] {
            let found = found(std::slice::from_ref(scanned), std::slice::from_ref(protected));
            assert!(found.files.len() == 3 && found.files.iter().all(|file| file.protected), "{program}");
        }
        check_nothing_goes(&disk.join("Pics"), &pool.join("Pics"));
        check_nothing_goes(&pool.join("Pics"), &disk.join("Pics"));
    }
}

#[test]
fn a_copy_in_a_pool_is_a_file_of_its_own() {
    let folder = PhotoFolder::new();
    draw(&folder, "disk/Pics");
    let copied = Command::new("cp").arg("-a").args([folder.at("disk"), folder.at("other")]).status();
    assert!(copied.unwrap().success());
    let pool = folder.at("pool");
    let Some(_pool) = shown_by("mergerfs", &folder.at("other").display().to_string(), &pool) else { return };
    assert_eq!(found(&[folder.at("disk"), pool], &[]).files.len(), 6);
}

#[test]
fn what_is_bound_to_a_protected_folder_is_protected() {
    let folder = PhotoFolder::new();
    draw(&folder, "kept/Pics");
    folder.bytes("copy.jpg", &std::fs::read(folder.at("kept/Pics/0.jpg")).unwrap());
    let bound = folder.at("bound");
    std::fs::create_dir(&bound).unwrap();
    if done(Command::new("mount").arg("--bind").arg(folder.at("kept")).arg(&bound)).is_none() {
        eprintln!("skipped: no folder can be bound here");
        return;
    }
    let _bound = Mounted(bound.clone(), None);
    let mut plan = plan(&bound.join("Pics"), &bound.join("Pics"));
    plan.removals.truncate(1);
    plan.removals[0].keeper = subject(&folder.at("copy.jpg"));
    plan.protected = vec![folder.at("kept/Pics")];
    let receipt = carried_out(&plan, &FakeTrash::new());
    assert!(
        matches!(outcomes(&receipt)[..], [Outcome::Refused(why)] if why.to_string().contains("protected folder"))
    );
}
