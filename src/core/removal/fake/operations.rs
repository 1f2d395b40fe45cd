//! The operations of the disk in memory.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::super::destination::PROBE;
use super::super::disk::{Access, Disk, Place};
use super::super::places::trash_note;
use super::super::system_trash::Sent;
use super::{Bin, DATA, FakeDisk, Fault, SIDECAR, State, volume};
use crate::photo::{ContentHash, FileId, FileStamp, SkipReason};

/// The system's own trash.
const BIN: &str = "/c/Bin";

impl Disk for FakeDisk {
    fn stat(&self, path: &Path) -> io::Result<(FileId, FileStamp)> {
        self.read_only(|state| {
            if let Some(seen) = state.cached.get(path) {
                return Ok(*seen);
            }
            let (file, node) = state.node(path)?;
            let stamp = FileStamp { bytes: node.bytes.len() as u64, modified_ns: node.modified_ns };
            let is_second = state.behind(path).is_some();
            let file = if is_second { file + 1_000_000 } else { file };
            let seen = (FileId { volume: volume(path), file }, stamp);
            if is_second {
                state.cached.insert(path.to_owned(), seen);
            }
            Ok(seen)
        })
    }

    fn true_path(&self, path: &Path) -> io::Result<PathBuf> {
        self.read_only(|state| Ok(state.true_path(path)))
    }

    fn folder_id(&self, path: &Path) -> io::Result<FileId> {
        self.read_only(|state| {
            if state.has_numberless_folders {
                return Err(io::ErrorKind::Unsupported.into());
            }
            let name = state.true_path(path).components().collect::<PathBuf>();
            let name = blake3::hash(name.as_os_str().as_encoded_bytes());
            let file = u128::from_le_bytes(*name.as_bytes().first_chunk().unwrap());
            Ok(FileId { volume: volume(path), file })
        })
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.read_only(|_| Ok(path.to_owned()))
    }

    fn is_taken(&self, path: &Path) -> io::Result<bool> {
        self.read_only(|state| {
            state.check_open(path)?;
            Ok(state.names.contains_key(&state.true_path(path)))
        })
    }

    fn hash(&self, path: &Path) -> io::Result<ContentHash> {
        self.read_only(|state| Ok(ContentHash(*blake3::hash(&state.node(path)?.1.bytes).as_bytes())))
    }

    fn decode(&self, path: &Path) -> Result<(), SkipReason> {
        let bytes = self.read(path).map_err(|error| SkipReason::Closed(error.to_string()))?;
        if bytes.starts_with(b"broken") { Err(SkipReason::BrokeDecoder) } else { Ok(()) }
    }

    fn places(&self, path: &Path) -> Vec<Place> {
        match volume(path) {
            1 => vec![Place::Trash { folder: "/a/Trash".into(), top: None }, Place::Quarantine("/a".into())],
            2 => vec![Place::Quarantine("/b".into())],
            3 => vec![Place::System("/c".into()), Place::Quarantine("/c".into())],
            _ => Vec::new(),
        }
    }

    fn create_folders(&self, folder: &Path, _: Access) -> io::Result<()> {
        self.read_only(|state| {
            // Those of the data folder are there.
            if volume(folder) < DATA {
                state.check_room()?;
            }
            let hides =
                state.unplugged.keys().any(|away| volume(away) == volume(folder) && volume(folder) < DATA);
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
            state.check_room()?;
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
            let is_taken = |path| state.names.contains_key(&state.true_path(path));
            let possible = is_taken(from) && !is_taken(to);
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
            if state.names.contains_key(&state.true_path(to)) {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            let id = state.unlink(from).ok_or(io::ErrorKind::NotFound)?;
            state.cached.remove(to);
            state.names.insert(state.true_path(to), id);
            Ok(())
        })
    }

    fn hard_link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.read_only(|state| {
            state.check_writable(to)?;
            state.check_room()?;
            if state.is_single_named || volume(from) != volume(to) {
                return Err(io::ErrorKind::Unsupported.into());
            }
            if state.names.contains_key(to) {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            let (id, _) = state.node(from)?;
            state.names.insert(to.to_owned(), id);
            Ok(())
        })
    }

    fn send_to_trash(&self, path: &Path) -> io::Result<Option<Sent>> {
        let send = |state: &mut State| {
            let (id, _) = state.node(path)?;
            let others = state.names.iter().filter(|(name, other)| **other == id && *name != path);
            assert!(others.count() > 0, "{path:?} would be lost with the trash");
            let name = path.file_name().unwrap().to_string_lossy();
            let [to, note] = ["R", "I"].map(|kind| Path::new(BIN).join(format!("{kind}{id}-{name}")));
            match state.bin {
                Bin::Refuses => return Err(io::Error::other("no room in the trash")),
                Bin::Leaves => return Ok(None),
                Bin::Destroys => {}
                Bin::Keeps | Bin::KeepsInSilence | Bin::TellsWrong => {
                    state.names.insert(to.clone(), id);
                    state.write(&note, &trash_note(path, None, UNIX_EPOCH));
                }
            }
            state.unlink(path);
            let to = if state.bin == Bin::TellsWrong { note.clone() } else { to };
            Ok((state.bin != Bin::KeepsInSilence).then_some(Sent { to, note: Some(note) }))
        };
        self.operation(|state| drop(send(state)), send)
    }

    fn discard_second_name(&self, path: &Path, other: &Path) -> io::Result<()> {
        self.read_only(|state| {
            if path == other || state.node(path)?.0 != state.node(other)?.0 {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            state.unlink(path);
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
            // Whatever is discarded is a note of the trash, a sidecar or a probe; a whole one, or one that was torn.
            let begins = |with: &[u8]| with.iter().zip(&node.bytes).all(|(a, b)| a == b);
            let is_ours = begins(b"[Trash Info]\nPath=") || begins(SIDECAR.as_bytes()) || begins(PROBE);
            assert!(is_ours, "{path:?}");
            state.unlink(path);
            Ok(())
        })
    }

    fn discard_placeholder(&self, path: &Path) -> io::Result<()> {
        self.read_only(|state| {
            if !state.node(path)?.1.bytes.is_empty() {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            state.unlink(path);
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
            state.listed.push(folder.to_owned());
            let names = state.names.keys().filter(|path| path.parent() == Some(&state.true_path(folder)));
            Ok(names.map(|path| folder.join(path.file_name().unwrap())).collect())
        })
    }

    fn lock(&self, _: &Path) -> io::Result<Option<File>> {
        self.read_only(|_| Ok(None))
    }

    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_790_000_000)
    }
}
