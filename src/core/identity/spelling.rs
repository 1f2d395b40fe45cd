//! The spelling that a folder lists its names in. Where case or the way that accents are written makes no difference, a
//! name can be opened in many spellings, and some file systems number the file anew for each.

use std::collections::{HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::path::{Component, Path, PathBuf};

/// Spells paths as the folders list them; each folder is listed once.
#[derive(Default)]
pub struct Spellings {
    /// Empty where a folder cannot be listed.
    listed: HashMap<PathBuf, HashSet<OsString>>,
}

impl Spellings {
    /// A path without links, each name in it as its folder lists it. A name stays as it is where its folder cannot be
    /// listed or lists several that differ in nothing else. Opens and writes nothing.
    pub fn of(&mut self, path: &Path) -> PathBuf {
        let mut spelled = PathBuf::new();
        for component in path.components() {
            let listed = match component {
                Component::Normal(name) => self.listed_as(&spelled, name),
                _ => None,
            };
            match listed {
                Some(name) => spelled.push(name),
                None => spelled.push(component),
            }
        }
        spelled
    }

    /// The name that the folder lists in place of this one; `None` if it lists this one.
    fn listed_as(&mut self, folder: &Path, name: &OsStr) -> Option<OsString> {
        let names = self.listed.entry(folder.to_owned()).or_insert_with(|| names_in(folder));
        if names.contains(name) {
            return None;
        }
        let folded = name.to_string_lossy().to_lowercase();
        let mut alike = names.iter().filter(|listed| listed.to_string_lossy().to_lowercase() == folded);
        match (alike.next(), alike.next()) {
            (Some(listed), None) => Some(listed.clone()),
            (None, _) if !name.is_ascii() => same_file(folder, name, names),
            _ => None,
        }
    }
}

fn names_in(folder: &Path) -> HashSet<OsString> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name()).collect()
}

/// The listed name that leads to the same file or folder: one with its accents written in the other way.
fn same_file(folder: &Path, name: &OsStr, names: &HashSet<OsString>) -> Option<OsString> {
    let id = |name: &OsStr| {
        let path = folder.join(name);
        super::file_id(&path, &std::fs::symlink_metadata(&path).ok()?).ok()
    };
    let wanted = id(name)?;
    names.iter().find(|listed| !listed.is_ascii() && id(listed) == Some(wanted)).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(listed: &[&str], name: &str, expected: Option<&str>) {
        let listed = HashMap::from([(PathBuf::from("/p"), listed.iter().map(OsString::from).collect())]);
        let found = Spellings { listed }.listed_as(Path::new("/p"), OsStr::new(name));
        assert_eq!(found, expected.map(OsString::from));
    }

    #[test]
    fn a_name_is_spelled_as_it_is_listed() {
        check(&["Pics", "other"], "PICS", Some("Pics"));
        check(&["Pics", "PICS"], "PICS", None);
        check(&["Pics", "PICS"], "pics", None);
        check(&["\u{c9}t\u{e9}"], "\u{e9}t\u{c9}", Some("\u{c9}t\u{e9}"));
        check(&[], "PICS", None);
    }

    #[test]
    fn what_is_there_is_spelled_as_it_was_made() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = super::super::resolve(dir.path()).expect("a path");
        std::fs::create_dir_all(root.join("Pics/a b")).expect("made");
        let mut spellings = Spellings::default();
        assert_eq!(spellings.of(&root.join("Pics/a b")), root.join("Pics/a b"));
        // Gone since it was opened, or on a file system where case makes no difference.
        assert_eq!(spellings.of(&root.join("PICS/A B")), root.join("Pics/a b"));
    }
}
