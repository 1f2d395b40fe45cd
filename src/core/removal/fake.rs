//! A disk in memory for the tests of removal: any operation can fail, be done and reported as failed, or be the
//! last one before everything stops; somebody else can change files in between.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::disk::{Disk, Place};
use crate::photo::{ContentHash, FileId, FileStamp};

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
    fault: Fault,
    stopped: bool,
    /// Folders nothing can be written into.
    read_only: BTreeSet<PathBuf>,
    /// What lies on drives that are away.
    unplugged: BTreeMap<PathBuf, u128>,
    /// Done by somebody else just before an operation.
    outside: BTreeMap<usize, (PathBuf, Vec<u8>)>,
}

/// What the sidecars of tests say.
pub const SIDECAR: &str = "<?xpacket what only the other photo had?>";

/// Two volumes: `/a` has a trash, `/b` has none; all else is a third.
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
        let id = match self.names.get(path) {
            Some(id) => *id,
            None => self.nodes.len() as u128 + 1,
        };
        self.names.insert(path.to_owned(), id);
        let modified_ns = 1_000_000_007 * (self.nodes.len() as i128 + 1) + self.operations as i128;
        self.nodes.insert(id, Node { bytes: bytes.to_owned(), modified_ns });
    }

    fn node(&self, path: &Path) -> io::Result<(u128, &Node)> {
        let id = self.names.get(path).ok_or(io::ErrorKind::NotFound)?;
        Ok((*id, &self.nodes[id]))
    }

    fn check_writable(&self, path: &Path) -> io::Result<()> {
        let closed = self.read_only.iter().any(|folder| path.starts_with(folder));
        if closed { Err(io::ErrorKind::PermissionDenied.into()) } else { Ok(()) }
    }
}

fn volume(path: &Path) -> u64 {
    ["/a", "/b"].iter().position(|top| path.starts_with(top)).map_or(3, |at| at as u64 + 1)
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

impl Disk for FakeDisk {
    fn look(&self, path: &Path) -> io::Result<(FileId, FileStamp)> {
        self.read_only(|state| {
            let (file, node) = state.node(path)?;
            let stamp = FileStamp { bytes: node.bytes.len() as u64, modified_ns: node.modified_ns };
            Ok((FileId { volume: volume(path), file }, stamp))
        })
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.read_only(|_| Ok(path.to_owned()))
    }

    fn is_taken(&self, path: &Path) -> io::Result<bool> {
        self.read_only(|state| Ok(state.names.contains_key(path)))
    }

    fn hash(&self, path: &Path) -> io::Result<ContentHash> {
        self.read_only(|state| Ok(ContentHash(*blake3::hash(&state.node(path)?.1.bytes).as_bytes())))
    }

    fn decode(&self, path: &Path) -> Result<(), String> {
        let bytes = self.read(path).map_err(|error| error.to_string())?;
        if bytes.starts_with(b"broken") { Err("it is broken".to_owned()) } else { Ok(()) }
    }

    fn places(&self, path: &Path) -> Vec<Place> {
        match volume(path) {
            1 => vec![Place::Trash { folder: "/a/Trash".into(), top: None }, Place::Quarantine("/a".into())],
            2 => vec![Place::Quarantine("/b".into())],
            _ => Vec::new(),
        }
    }

    fn create_folders(&self, folder: &Path) -> io::Result<()> {
        self.read_only(|state| {
            let hides =
                state.unplugged.keys().any(|away| volume(away) == volume(folder) && volume(folder) < 3);
            assert!(!hides, "{folder:?} would lie where a drive is mounted");
            state.check_writable(folder)
        })
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let half = |state: &mut State| {
            if !state.names.contains_key(path) && state.check_writable(path).is_ok() {
                state.write(path, &bytes[..bytes.len() / 2]);
            }
        };
        self.operation(half, |state| {
            state.check_writable(path)?;
            if state.names.contains_key(path) {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            state.write(path, bytes);
            Ok(())
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        // Where names are held by an empty file first, that may be all that is done.
        let half = |state: &mut State| {
            let possible = state.names.contains_key(from) && !state.names.contains_key(to);
            if possible && volume(from) == volume(to) && state.check_writable(to).is_ok() {
                state.write(to, b"");
            }
        };
        self.operation(half, |state| {
            if state.fault == Fault::Feigns(state.operations - 1) {
                return Ok(());
            }
            state.check_writable(to)?;
            if volume(from) != volume(to) {
                return Err(io::ErrorKind::CrossesDevices.into());
            }
            if state.names.contains_key(to) {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            let id = state.names.remove(from).ok_or(io::ErrorKind::NotFound)?;
            state.names.insert(to.to_owned(), id);
            Ok(())
        })
    }

    fn set_modified(&self, path: &Path, modified_ns: i128) -> io::Result<()> {
        self.read_only(|state| {
            let (id, _) = state.node(path)?;
            state.nodes.get_mut(&id).unwrap().modified_ns = modified_ns;
            Ok(())
        })
    }

    fn discard(&self, path: &Path) -> io::Result<()> {
        self.read_only(|state| {
            let (_, node) = state.node(path)?;
            // Whatever is discarded is a note of the trash or a sidecar; a whole one, or one that was torn.
            let begins = |with: &[u8]| with.iter().zip(&node.bytes).all(|(a, b)| a == b);
            assert!(begins(b"[Trash Info]\nPath=") || begins(SIDECAR.as_bytes()), "{path:?}");
            state.names.remove(path);
            Ok(())
        })
    }

    fn discard_placeholder(&self, path: &Path) -> io::Result<()> {
        self.read_only(|state| {
            if !state.node(path)?.1.bytes.is_empty() {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            state.names.remove(path);
            Ok(())
        })
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let add = |state: &mut State, bytes: &[u8]| {
            let mut whole = state.node(path).map(|(_, node)| node.bytes.clone()).unwrap_or_default();
            whole.extend(bytes);
            state.write(path, &whole);
        };
        self.operation(
            |state| add(state, &bytes[..bytes.len() / 2]),
            |state| {
                add(state, bytes);
                Ok(())
            },
        )
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.read_only(|state| Ok(state.node(path)?.1.bytes.clone()))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.read_only(|state| {
            Ok(state.names.keys().filter(|path| path.parent() == Some(folder)).cloned().collect())
        })
    }

    fn lock(&self, _: &Path) -> io::Result<Option<File>> {
        self.read_only(|_| Ok(None))
    }

    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_790_000_000)
    }
}
