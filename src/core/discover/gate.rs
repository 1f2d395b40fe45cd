//! Which folders and files a walk enters, and what it passed over.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::system::{self, Known};
use super::{Folders, Libraries};
use crate::exclude::Exclusions;
use crate::photo::{LeftOut, LeftOutKind};

/// What lies in a folder.
pub enum Entry {
    /// A folder, and which folder of the system or of another program it is.
    Folder(PathBuf, Option<&'static Known>),
    File(PathBuf),
    Link(PathBuf),
}

/// The library of another program that a folder lies in.
#[derive(Clone)]
pub struct Inside {
    library: PathBuf,
    known: &'static Known,
}

/// Decides entry by entry.
pub struct Gate {
    /// The program's own folders.
    own: Vec<PathBuf>,
    /// Folders that were chosen: entered whatever they are.
    chosen: BTreeSet<PathBuf>,
    /// What the user leaves out.
    excluded: Exclusions,
    libraries: Libraries,
    /// Libraries that were entered.
    entered: BTreeSet<PathBuf>,
    left_out: BTreeMap<(LeftOutKind, String), (usize, PathBuf)>,
}

impl Gate {
    pub fn new(folders: &Folders, own: Vec<PathBuf>, chosen: &[PathBuf]) -> Self {
        let chosen: BTreeSet<PathBuf> = chosen.iter().cloned().collect();
        // Chosen inside a library, or one itself.
        let entered = chosen.iter().flat_map(|folder| folder.ancestors()).filter(|folder| is_library(folder));
        let entered = entered.map(Path::to_owned).collect();
        let (libraries, excluded) = (folders.libraries, folders.excluded.clone());
        Self { own, chosen, excluded, libraries, entered, left_out: BTreeMap::new() }
    }

    /// The library that a starting folder is, if it is one.
    pub fn start(&mut self, root: &Path, known: Option<&'static Known>) -> Option<Inside> {
        self.enter(root, known)
    }

    /// Whether an entry of a folder is entered, and the library it is in then. `inside` is the library the folder is in.
    pub fn enters(&mut self, entry: &Entry, inside: Option<&Inside>) -> Option<Option<Inside>> {
        let (path, known) = match entry {
            Entry::Folder(path, known) => (path, *known),
            Entry::File(path) | Entry::Link(path) => (path, None),
        };
        if self.chosen.contains(path) {
            return Some(self.enter(path, known).or_else(|| inside.cloned()));
        }
        let name = path.file_name().unwrap_or_default();
        match known {
            Some(known) if known.kind == LeftOutKind::Library && self.libraries == Libraries::Originals => {
                return Some(self.enter(path, Some(known)));
            }
            Some(known) => {
                self.leave_out(known.kind, name, path);
                return None;
            }
            None => {}
        }
        if let Some(pattern) = self.excluded.pattern_for(path).map(OsString::from) {
            self.leave_out(LeftOutKind::Excluded, &pattern, path);
            return None;
        }
        if name.as_encoded_bytes().starts_with(b".") || self.own.contains(path) {
            return None;
        }
        match entry {
            Entry::Link(_) => {
                self.leave_out(LeftOutKind::Link, OsStr::new(""), path);
                return None;
            }
            Entry::File(_) => {
                if let Some(made) = system::made_file(name) {
                    self.leave_out(LeftOutKind::Cache, OsStr::new(made), path);
                    return None;
                }
            }
            Entry::Folder(..) => {}
        }
        let holds_originals = inside.is_none_or(|Inside { library, known }| {
            let below = path.strip_prefix(library).unwrap_or(path);
            match entry {
                Entry::Folder(..) => system::leads_to_originals(known, below),
                Entry::File(_) | Entry::Link(_) => system::is_original(known, below),
            }
        });
        holds_originals.then(|| inside.cloned())
    }

    fn enter(&mut self, folder: &Path, known: Option<&'static Known>) -> Option<Inside> {
        let known = known.filter(|known| known.kind == LeftOutKind::Library)?;
        self.entered.insert(folder.to_owned());
        Some(Inside { library: folder.to_owned(), known })
    }

    fn leave_out(&mut self, kind: LeftOutKind, name: &OsStr, path: &Path) {
        let name = name.to_string_lossy().into_owned();
        let (count, first) = self.left_out.entry((kind, name)).or_insert_with(|| (0, path.to_owned()));
        *count += 1;
        // Whatever the order in which folders are listed.
        if path < first.as_path() {
            *first = path.to_owned();
        }
    }

    /// The libraries that were entered, and what was passed over.
    pub fn passed(self) -> (Vec<PathBuf>, Vec<LeftOut>) {
        let left_out = self.left_out.into_iter();
        let left_out = left_out.map(|((kind, name), (count, first))| LeftOut { kind, name, count, first });
        (self.entered.into_iter().collect(), left_out.collect())
    }
}

/// Whether it is the folder of another program's library.
fn is_library(folder: &Path) -> bool {
    system::folder(folder).is_some_and(|known| known.kind == LeftOutKind::Library)
}
