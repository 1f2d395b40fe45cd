//! A disk in memory for the tests of removal: any operation can fail, be done and reported as failed, or be the
//! last one before everything stops; somebody else can change files in between.

mod operations;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use crate::photo::{FileId, FileStamp};

/// What goes wrong, at which operation counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fault {
    #[default]
    None,
    /// It is not done.
    Fails(usize),
    /// It is done and reported as failed.
    Lies(usize),
    /// It is not done and reported as done; of moving a file only.
    Feigns(usize),
    /// It is not done, or half done where it can be, and nothing after it.
    Stops(usize),
}

/// What the system's own trash does with what is handed over to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bin {
    #[default]
    Keeps,
    /// It keeps the file, and does not tell where.
    KeepsInSilence,
    /// It keeps the file, and says that it is another one.
    TellsWrong,
    /// It says that it took the file, which is where it was.
    Leaves,
    Refuses,
    Destroys,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Node {
    bytes: Vec<u8>,
    modified_ns: i128,
}

#[derive(Default)]
struct State {
    names: BTreeMap<PathBuf, u128>,
    nodes: BTreeMap<u128, Node>,
    operations: usize,
    /// Folders that were listed, each time.
    listed: Vec<PathBuf>,
    fault: Fault,
    stopped: bool,
    /// Folders nothing can be written into.
    read_only: BTreeSet<PathBuf>,
    /// Folders in which nothing can be seen.
    closed: BTreeSet<PathBuf>,
    /// There is room for nothing new but what is appended.
    full: bool,
    bin: Bin,
    /// Files have but one name.
    is_single_named: bool,
    /// Nothing tells which folder is which but its path.
    has_numberless_folders: bool,
    /// Second paths of folders, in which every file has another number.
    aliases: Vec<(PathBuf, PathBuf)>,
    /// What was seen in those, as the system may remember it: a name stays although its file has gone.
    cached: BTreeMap<PathBuf, (FileId, FileStamp)>,
    /// What lies on drives that are away.
    unplugged: BTreeMap<PathBuf, u128>,
    /// Done by somebody else just before an operation.
    outside: BTreeMap<usize, (PathBuf, Vec<u8>)>,
}

/// What the sidecars of tests say.
pub const SIDECAR: &str = "<?xpacket what only the other photo had?>";

/// Three volumes: `/a` has a trash folder, `/b` no trash, `/c` the system's own trash; all else is a fourth.
#[derive(Clone, Default)]
pub struct FakeDisk(Arc<Mutex<State>>);

/// Every path with its bytes and its time.
pub type Snapshot = BTreeMap<PathBuf, (Vec<u8>, i128)>;

impl FakeDisk {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    /// Writes a file as somebody else would.
    pub fn put(&self, path: &Path, bytes: &[u8]) {
        self.state().write(path, bytes);
    }

    /// A second name for a file.
    pub fn link(&self, from: &Path, to: &Path) {
        let mut state = self.state();
        let node = state.names[from];
        state.names.insert(to.to_owned(), node);
    }

    /// Changes a file's time as somebody else would.
    pub fn touch(&self, path: &Path) {
        let mut state = self.state();
        let node = state.names[path];
        state.nodes.get_mut(&node).unwrap().modified_ns += 1;
    }

    /// Takes the drive away that is mounted here.
    pub fn unplug(&self, top: &Path) {
        let mut state = self.state();
        let (away, here) =
            std::mem::take(&mut state.names).into_iter().partition(|(path, _)| path.starts_with(top));
        (state.unplugged, state.names) = (away, here);
    }

    /// Brings back what was taken away.
    pub fn plug_in(&self) {
        let mut state = self.state();
        let back = std::mem::take(&mut state.unplugged);
        state.names.extend(back);
    }

    /// Gives every file another number, as some file systems do when they are mounted.
    pub fn renumber(&self) {
        let mut state = self.state();
        let others = |id: &u128| id + 1000;
        state.names.values_mut().for_each(|id| *id = others(id));
        state.nodes =
            std::mem::take(&mut state.nodes).into_iter().map(|(id, node)| (others(&id), node)).collect();
    }

    /// Changes bytes and nothing else.
    pub fn rot(&self, path: &Path) {
        let mut state = self.state();
        let node = state.names[path];
        state.nodes.get_mut(&node).unwrap().bytes.iter_mut().for_each(|byte| *byte ^= 1);
    }

    /// Deletes a file as somebody else would.
    pub fn lose(&self, path: &Path) {
        self.state().names.remove(path);
    }

    pub fn set_read_only(&self, folder: &Path) {
        self.state().read_only.insert(folder.to_owned());
    }

    /// Lets nobody see what lies in a folder.
    pub fn close(&self, folder: &Path) {
        self.state().closed.insert(folder.to_owned());
    }

    /// How often a folder was listed.
    pub fn listed(&self, folder: &Path) -> usize {
        self.state().listed.iter().filter(|listed| *listed == folder).count()
    }

    /// What becomes of files that are handed over to the system's own trash.
    pub fn set_bin(&self, bin: Bin) {
        self.state().bin = bin;
    }

    /// Lets files have but one name.
    pub fn set_single_named(&self) {
        self.state().is_single_named = true;
    }

    /// Gives folders no number.
    pub fn set_numberless_folders(&self) {
        self.state().has_numberless_folders = true;
    }

    /// Fills all volumes.
    pub fn fill(&self) {
        self.state().full = true;
    }

    /// Gives the folder `to` a second path, in which its files have other numbers, as some file systems do for other
    /// spellings, and some systems for a folder that is mounted twice.
    pub fn alias(&self, from: &Path, to: &Path) {
        self.state().aliases.push((from.to_owned(), to.to_owned()));
    }

    /// Counts operations from 0 again and has one of them go wrong; nobody else does anything.
    pub fn set_fault(&self, fault: Fault) {
        let mut state = self.state();
        (state.fault, state.operations, state.stopped) = (fault, 0, false);
        state.outside.clear();
    }

    /// Has somebody else write a file just before an operation.
    pub fn set_outside(&self, at: usize, path: &Path, bytes: &[u8]) {
        self.state().outside.insert(at, (path.to_owned(), bytes.to_owned()));
    }

    /// What lies below a folder.
    pub fn snapshot(&self, folder: &Path) -> Snapshot {
        let state = self.state();
        let below = state.names.iter().filter(|(path, _)| path.starts_with(folder));
        let seen = |(path, id): (&PathBuf, &u128)| {
            (path.clone(), (state.nodes[id].bytes.clone(), state.nodes[id].modified_ns))
        };
        below.map(seen).collect()
    }
}

impl State {
    fn write(&mut self, path: &Path, bytes: &[u8]) {
        self.cached.remove(path);
        let path = self.true_path(path);
        let id = match self.names.get(&path) {
            Some(id) => *id,
            None => self.nodes.len() as u128 + 1,
        };
        self.names.insert(path, id);
        let modified_ns = 1_000_000_007 * (self.nodes.len() as i128 + 1) + self.operations as i128;
        self.nodes.insert(id, Node { bytes: bytes.to_owned(), modified_ns });
    }

    /// Takes a name away. The system knows of what was done under that very path.
    fn unlink(&mut self, path: &Path) -> Option<u128> {
        self.cached.remove(path);
        self.names.remove(&self.true_path(path))
    }

    fn node(&self, path: &Path) -> io::Result<(u128, &Node)> {
        self.check_open(path)?;
        let id = self.names.get(&self.true_path(path)).ok_or(io::ErrorKind::NotFound)?;
        Ok((*id, &self.nodes[id]))
    }

    /// Where a path leads, and that it is a second one.
    fn behind(&self, path: &Path) -> Option<PathBuf> {
        self.aliases.iter().find_map(|(from, to)| path.strip_prefix(from).ok().map(|rest| to.join(rest)))
    }

    fn true_path(&self, path: &Path) -> PathBuf {
        self.behind(path).unwrap_or_else(|| path.to_owned())
    }

    fn check_open(&self, path: &Path) -> io::Result<()> {
        let closed = self.closed.iter().any(|folder| path != folder && path.starts_with(folder));
        if closed { Err(io::ErrorKind::PermissionDenied.into()) } else { Ok(()) }
    }

    fn check_writable(&self, path: &Path) -> io::Result<()> {
        self.check_open(path)?;
        let closed = self.read_only.iter().any(|folder| path.starts_with(folder));
        if closed { Err(io::ErrorKind::PermissionDenied.into()) } else { Ok(()) }
    }

    fn check_room(&self) -> io::Result<()> {
        if self.full { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
    }
}

/// The volume of the program's own data.
const DATA: u64 = 4;

fn volume(path: &Path) -> u64 {
    ["/a", "/b", "/c"].iter().position(|top| path.starts_with(top)).map_or(DATA, |at| at as u64 + 1)
}

impl FakeDisk {
    /// One operation: what is done, and what is done of it if everything stops in its middle.
    fn operation<T>(
        &self,
        half: impl FnOnce(&mut State),
        whole: impl FnOnce(&mut State) -> io::Result<T>,
    ) -> io::Result<T> {
        let mut state = self.state();
        let at = state.operations;
        state.operations += 1;
        if let Some((path, bytes)) = state.outside.remove(&at) {
            state.write(&path, &bytes);
        }
        if state.stopped {
            return Err(io::Error::other("everything has stopped"));
        }
        match state.fault {
            Fault::Fails(number) if number == at => Err(io::Error::other("a fault")),
            Fault::Lies(number) if number == at => {
                whole(&mut state)?;
                Err(io::Error::other("a fault"))
            }
            Fault::Stops(number) if number == at => {
                half(&mut state);
                state.stopped = true;
                Err(io::Error::other("everything has stopped"))
            }
            _ => whole(&mut state),
        }
    }

    fn read_only<T>(&self, whole: impl FnOnce(&mut State) -> io::Result<T>) -> io::Result<T> {
        self.operation(|_| (), whole)
    }
}
