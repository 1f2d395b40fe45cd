//! Which folders and files a walk enters, and what it passed over.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use walkdir::DirEntry;

use super::system::{self, Known};
use super::{Folders, Libraries};
use crate::photo::{LeftOut, LeftOutKind};

/// Decides entry by entry, in the order of the walk.
pub struct Gate {
    /// The program's own folders.
    own: Vec<PathBuf>,
    /// Folders that were chosen: entered whatever they are.
    chosen: BTreeSet<PathBuf>,
    libraries: Libraries,
    /// The library that the walk is in, and how deep it lies.
    inside: Option<(usize, PathBuf, &'static Known)>,
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
        let libraries = folders.libraries;
        Self { own, chosen, libraries, inside: None, entered, left_out: BTreeMap::new() }
    }

    pub fn enters(&mut self, entry: &DirEntry) -> bool {
        let (path, kind) = (entry.path(), entry.file_type());
        if self.inside.as_ref().is_some_and(|(depth, ..)| entry.depth() <= *depth) {
            self.inside = None;
        }
        let known = kind.is_dir().then(|| system::folder(path)).flatten();
        if entry.depth() == 0 || self.chosen.contains(path) {
            self.enter(entry, known);
            return true;
        }
        let name = entry.file_name();
        let is_hidden = name.as_encoded_bytes().starts_with(b".");
        match known {
            Some(known) if known.kind == LeftOutKind::Library && self.libraries == Libraries::Originals => {
                self.enter(entry, Some(known));
                return true;
            }
            Some(known) => {
                self.leave_out(known.kind, name, path);
                return false;
            }
            None => {}
        }
        if is_hidden || self.own.iter().any(|own| path == own) {
            return false;
        }
        if kind.is_symlink() {
            self.leave_out(LeftOutKind::Link, OsStr::new(""), path);
            return false;
        }
        if let Some(made) = system::made_file(name).filter(|_| kind.is_file()) {
            self.leave_out(LeftOutKind::Cache, OsStr::new(made), path);
            return false;
        }
        self.inside.as_ref().is_none_or(|(_, library, known)| {
            let below = path.strip_prefix(library).unwrap_or(path);
            if kind.is_dir() {
                system::leads_to_originals(known, below)
            } else {
                system::is_original(known, below)
            }
        })
    }

    fn enter(&mut self, entry: &DirEntry, known: Option<&'static Known>) {
        let Some(known) = known.filter(|known| known.kind == LeftOutKind::Library) else { return };
        self.inside = Some((entry.depth(), entry.path().to_owned(), known));
        self.entered.insert(entry.path().to_owned());
    }

    fn leave_out(&mut self, kind: LeftOutKind, name: &OsStr, path: &Path) {
        let name = name.to_string_lossy().into_owned();
        self.left_out.entry((kind, name)).or_insert_with(|| (0, path.to_owned())).0 += 1;
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
