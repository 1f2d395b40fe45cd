//! Killed at every single operation: a child process carries out a removal, or undoes one, on real files and is
//! killed just before its nth operation on the disk. At the next start nothing is lost and undo works.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

use lookalike::discover::QUARANTINE;
use lookalike::photo::{Companion, CompanionKind, ContentHash, FileId, FileStamp, SkipReason};
use lookalike::progress::Progress;
use lookalike::removal::{
    Access, Disk, History, Outcome, Place, RealDisk, RemovalPlan, Sent, carry_out, recover, undo,
};

use super::{copies_to_go, subject};
use crate::support::PhotoFolder;

/// What the child is told: `remove` or `undo`, the folder, the operation to stop before.
const TOLD: &str = "LOOKALIKE_TEST_CHILD";

/// The real disk; before one operation it says so and waits for its end.
struct StoppingDisk {
    disk: RealDisk,
    /// Takes the part of the system's own trash.
    bin: Option<PathBuf>,
    done: AtomicUsize,
    stop_before: usize,
}

impl StoppingDisk {
    fn next(&self) -> &RealDisk {
        if self.done.fetch_add(1, Ordering::SeqCst) == self.stop_before {
            println!("ready to be killed");
            io::stdout().flush().unwrap();
            std::thread::sleep(std::time::Duration::from_secs(600));
        }
        &self.disk
    }
}

impl Disk for StoppingDisk {
    fn stat(&self, path: &Path) -> io::Result<(FileId, FileStamp)> {
        self.next().stat(path)
    }
    fn true_path(&self, path: &Path) -> io::Result<PathBuf> {
        self.next().true_path(path)
    }
    fn folder_id(&self, path: &Path) -> io::Result<FileId> {
        self.next().folder_id(path)
    }
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.next().resolve(path)
    }
    fn is_taken(&self, path: &Path) -> io::Result<bool> {
        self.next().is_taken(path)
    }
    fn hash(&self, path: &Path) -> io::Result<ContentHash> {
        self.next().hash(path)
    }
    fn decode(&self, path: &Path) -> Result<(), SkipReason> {
        self.next().decode(path)
    }
    fn places(&self, path: &Path) -> Vec<Place> {
        let places = self.next().places(path);
        match &self.bin {
            Some(bin) => vec![Place::System(bin.with_file_name("photos"))],
            None => places,
        }
    }
    fn create_folders(&self, folder: &Path, access: Access) -> io::Result<()> {
        self.next().create_folders(folder, access)
    }
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.next().create(path, bytes)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.next().rename(from, to)
    }
    fn hard_link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.next().hard_link(from, to)
    }
    fn send_to_trash(&self, path: &Path) -> io::Result<Option<Sent>> {
        self.next();
        match &self.bin {
            Some(bin) => bin_takes(bin, path).map(Some),
            None => self.disk.send_to_trash(path),
        }
    }
    fn discard_second_name(&self, path: &Path, other: &Path) -> io::Result<()> {
        self.next().discard_second_name(path, other)
    }
    fn set_modified(&self, path: &Path, modified_ns: i128) -> io::Result<()> {
        self.next().set_modified(path, modified_ns)
    }
    fn discard(&self, path: &Path) -> io::Result<()> {
        self.next().discard(path)
    }
    fn discard_placeholder(&self, path: &Path) -> io::Result<()> {
        self.next().discard_placeholder(path)
    }
    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.next().append(path, bytes)
    }
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.next().read(path)
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.next().list(folder)
    }
    fn lock(&self, path: &Path) -> io::Result<Option<File>> {
        self.next().lock(path)
    }
    fn now(&self) -> SystemTime {
        self.next().now()
    }
}

/// Two exact copies, one of them with a sidecar, and their keeper.
fn library(folder: &PhotoFolder) -> RemovalPlan {
    let mut plan = copies_to_go(folder, &["photos/a.jpg".as_ref(), "photos/b c.jpg".as_ref()]);
    let sidecar = subject(&folder.bytes("photos/a.jpg.xmp", b"<xmp/>"));
    let companion = Companion {
        kind: CompanionKind::Sidecar,
        path: sidecar.path,
        id: sidecar.id,
        stamp: sidecar.stamp,
        content: None,
    };
    plan.removals[0].companions.push(companion);
    plan
}

/// Puts a file into a folder under a name of its own, as the trash of Windows and macOS does.
fn bin_takes(bin: &Path, path: &Path) -> io::Result<Sent> {
    std::fs::create_dir_all(bin)?;
    let to = bin.join(format!("$R{}", path.file_name().unwrap().to_string_lossy()));
    std::fs::rename(path, &to)?;
    Ok(Sent { to, note: None })
}

/// `trash` is `folder` or `system`.
fn history(folder: &Path, trash: &str, stop_before: usize) -> (History, Arc<StoppingDisk>) {
    let disk = RealDisk::with_home_trash(Some(folder.join("Trash")));
    let bin = (trash == "system").then(|| folder.join("Bin"));
    let disk = Arc::new(StoppingDisk { disk, bin, done: AtomicUsize::new(0), stop_before });
    (History::new(folder.join("history"), disk.clone()), disk)
}

/// Not a test of its own: what the child does.
#[test]
fn the_child() {
    let Ok(told) = std::env::var(TOLD) else { return };
    let [what, trash, stop_before, folder] = told.splitn(4, ' ').collect::<Vec<_>>().try_into().unwrap();
    let folder = Path::new(folder);
    let (history, _) = history(folder, trash, stop_before.parse().unwrap());
    if what == "remove" {
        let files = ["photos/a.jpg", "photos/b c.jpg", "photos/a.jpg.xmp", "keeper.jpg"];
        let [a, b, sidecar, keeper] = files.map(|name| subject(&folder.join(name)));
        let companion = Companion {
            kind: CompanionKind::Sidecar,
            path: sidecar.path,
            id: sidecar.id,
            stamp: sidecar.stamp,
            content: None,
        };
        let removal = |goes, companions| lookalike::removal::Removal {
            goes,
            companions,
            keeper: keeper.clone(),
            relation: lookalike::photo::Relation::Exact,
            alike: Vec::new(),
            sidecar: None,
        };
        let removals = vec![removal(a, vec![companion]), removal(b, Vec::new())];
        carry_out(
            &RemovalPlan { removals, protected: Vec::new(), destination: None },
            &history,
            &Progress::default(),
        )
        .unwrap();
    } else {
        let id = history.receipts().unwrap().0[0].id.clone();
        undo(&id, &history, &Progress::default()).unwrap();
    }
    println!("reached the end");
}

/// Has a child do `what`, say `remove system`, and kills it before operation `stop_before`; whether it got that far.
fn kill(what: &str, folder: &Path, stop_before: usize) -> bool {
    // The name of a test has no crate in it.
    let module = module_path!().split_once("::").unwrap().1;
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([&format!("{module}::the_child"), "--exact", "--nocapture"])
        .env(TOLD, format!("{what} {stop_before} {}", folder.display()))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    let mut out = child.stdout.take().unwrap();
    let mut byte = [0];
    while !said.contains("ready to be killed") && out.read(&mut byte).unwrap() == 1 {
        said.push(char::from(byte[0]));
    }
    let killed = said.contains("ready to be killed");
    assert!(killed || said.contains("reached the end"), "{said}");
    child.kill().unwrap();
    child.wait().unwrap();
    killed
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Kills a child at every operation of `what` with this trash; how many those were.
fn kill_everywhere(what: &str, trash: &str) -> usize {
    for stop_before in 0.. {
        let folder = PhotoFolder::new();
        let plan = library(&folder);
        let (history, _) = history(&folder.path(), trash, usize::MAX);
        if what == "undo" {
            carry_out(&plan, &history, &Progress::default()).unwrap();
        }
        let killed = kill(&format!("{what} {trash}"), &folder.path(), stop_before);
        let recovered = recover(&history).unwrap();
        assert!(recovered.iter().all(|recovered| recovered.stranded == 0), "{stop_before}: {recovered:?}");
        let (receipts, damaged) = history.receipts().unwrap();
        assert!(damaged.is_empty(), "{stop_before}: {damaged:?}");
        for receipt in receipts {
            let removed = |outcome: &Outcome| *outcome == Outcome::Removed;
            for entry in receipt.entries.iter().filter(|entry| removed(&entry.outcome)) {
                assert!(!entry.removal.goes.path.exists(), "{stop_before}: {entry:?}");
                assert!(entry.moved.iter().all(|moved| moved.to.exists()), "{stop_before}: {entry:?}");
            }
            let undone = undo(&receipt.id, &history, &Progress::default()).unwrap();
            assert!(!undone.can_undo(), "{stop_before}: {undone:?}");
        }
        for removal in &plan.removals {
            assert_eq!(subject(&removal.goes.path), removal.goes, "{stop_before}");
        }
        let sidecar = &plan.removals[0].companions[0];
        assert_eq!(lookalike::identity::stat(&sidecar.path).unwrap(), (sidecar.id, sidecar.stamp));
        let left = files(&folder.path().join("photos").join(QUARANTINE));
        assert!(left.is_empty(), "{stop_before}: second names are left: {left:?}");
        if !killed {
            return stop_before;
        }
    }
    unreachable!("a removal ends")
}

#[test]
fn killed_at_any_moment_of_a_removal_nothing_is_lost() {
    for trash in ["folder", "system"] {
        let points = kill_everywhere("remove", trash);
        println!("killed at {points} points of a removal to a trash of the kind {trash}");
        assert!(points > 40);
    }
}

#[test]
fn killed_at_any_moment_of_an_undo_nothing_is_lost() {
    for trash in ["folder", "system"] {
        let points = kill_everywhere("undo", trash);
        println!("killed at {points} points of an undo from a trash of the kind {trash}");
        assert!(points > 20);
    }
}
