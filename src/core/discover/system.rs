//! Folders that are no albums of the user's, told by name: trashes, snapshots, thumbnails, and the libraries of other
//! programs. One table; add a row for a program that it lacks.
//!
//! | kind | in a scan | chosen itself |
//! |---|---|---|
//! | `Trash`, `Snapshot` | left out | refused: a photo there goes by itself, and must not be what another one goes for |
//! | `Cache` | left out | scanned |
//! | `Library` | left out, or its originals only | its originals; nothing is ever removed from it |

use std::ffi::OsStr;
use std::path::Path;

use super::QUARANTINE;
use crate::photo::LeftOutKind::{self, Cache, Library, Snapshot, Trash};

/// How a name is compared, whatever its case.
#[derive(Debug, Clone, Copy)]
enum Name {
    Is(&'static str),
    Starts(&'static str),
    Ends(&'static str),
}
use Name::{Ends, Is, Starts};

/// A row of the table.
#[derive(Debug)]
pub struct Known {
    name: Name,
    pub kind: LeftOutKind,
    /// Where a library has its originals, from its own folder on; `*` is any name.
    originals: &'static [&'static str],
}

const fn row(kind: LeftOutKind, name: Name) -> Known {
    Known { name, kind, originals: &[] }
}

const fn library(name: Name, originals: &'static [&'static str]) -> Known {
    Known { name, kind: Library, originals }
}

/// Sources: the freedesktop.org trash specification; the manuals of Synology DSM, QNAP QTS, NetApp ONTAP, Samba
/// (`vfs_recycle`, `vfs_shadow_copy2`), Nextcloud, Syncthing, Resilio, Dropbox and MEGA; what the programs write.
const FOLDERS: &[Known] = &[
    // Windows, Linux, macOS.
    row(Trash, Is("$RECYCLE.BIN")),
    row(Trash, Is("RECYCLER")),
    row(Trash, Is("RECYCLED")),
    row(Trash, Is(".Trash")),
    row(Trash, Is(".Trashes")),
    row(Trash, Starts(".Trash-")),
    row(Trash, Is("Network Trash Folder")),
    row(Trash, Is(QUARANTINE)),
    // Synology, QNAP, Samba, Unraid; clouds and photo managers.
    row(Trash, Is("#recycle")),
    row(Trash, Is("@Recycle")),
    row(Trash, Starts("Network Recycle Bin")),
    row(Trash, Is(".recycle")),
    row(Trash, Is(".Recycle.Bin")),
    row(Trash, Is("files_trashbin")),
    row(Trash, Is(".dropbox.cache")),
    row(Trash, Is(".debris")),
    row(Trash, Is(".dtrash")),
    // QNAP, Synology, NetApp, ZFS, snapper; what clouds and Time Machine keep of earlier states.
    row(Snapshot, Is("@Recently-Snapshot")),
    row(Snapshot, Is("#snapshot")),
    row(Snapshot, Is(".snapshot")),
    row(Snapshot, Is("~snapshot")),
    row(Snapshot, Is(".snapshots")),
    row(Snapshot, Is(".zfs")),
    row(Snapshot, Is("files_versions")),
    row(Snapshot, Is(".stversions")),
    row(Snapshot, Is("Backups.backupdb")),
    // Thumbnails, and what systems keep for themselves.
    row(Cache, Is("@eaDir")),
    row(Cache, Is(".@__thumb")),
    row(Cache, Is(".thumbnails")),
    row(Cache, Is(".thumbs")),
    row(Cache, Is("CaptureOne")),
    row(Cache, Is("__MACOSX")),
    row(Cache, Is("lost+found")),
    row(Cache, Is("System Volume Information")),
    // Apple Photos, iPhoto, Aperture.
    library(Ends(".photoslibrary"), &["originals", "Masters"]),
    library(Ends(".photolibrary"), &["originals", "Masters"]),
    library(Is("iPhoto Library"), &["originals", "Masters"]),
    library(Ends(".migratedphotolibrary"), &["originals", "Masters"]),
    library(Ends(".aplibrary"), &["Masters"]),
    library(Ends(".migratedaplibrary"), &["Masters"]),
    library(Ends(".apvault"), &[]),
    // Lightroom, Capture One, DEVONthink, films, programs.
    library(Ends(".lrdata"), &[]),
    library(Ends(".lrcat-data"), &[]),
    library(Ends(".lrlibrary"), &["*/originals"]),
    library(Ends(".cocatalog"), &["Originals"]),
    library(Ends(".dtMedia"), &[]),
    library(Ends(".dtMediaCollection"), &[]),
    library(Ends(".dtBase2"), &["Files.noindex"]),
    library(Ends(".imovielibrary"), &["*/Original Media"]),
    library(Ends(".fcpbundle"), &["*/Original Media"]),
    library(Ends(".app"), &[]),
    // Originals of what was edited in Picasa and in ACDSee.
    library(Is(".picasaoriginals"), &[""]),
    library(Is("[Originals]"), &[""]),
];

/// Thumbnails that lie among photos.
const FILES: &[&str] = &["SYNOFILE_THUMB", "SYNOPHOTO_THUMB"];

impl Name {
    fn matches(self, name: &[u8]) -> bool {
        let same = |found: Option<&[u8]>, known: &str| {
            found.is_some_and(|found| found.eq_ignore_ascii_case(known.as_bytes()))
        };
        match self {
            Is(known) => same(Some(name), known),
            Starts(known) => same(name.get(..known.len()), known),
            Ends(known) => name.len() > known.len() && same(name.get(name.len() - known.len()..), known),
        }
    }
}

/// What a folder is by its name; the trash of a desktop, in a folder that is not hidden, by its two halves.
pub fn folder(path: &Path) -> Option<&'static Known> {
    static HALVES: Known = row(Trash, Is("Trash"));
    let name = path.file_name()?;
    let known = FOLDERS.iter().find(|known| known.name.matches(name.as_encoded_bytes()));
    let is_trash =
        || name == OsStr::new("Trash") && path.join("info").is_dir() && path.join("files").is_dir();
    known.or_else(|| is_trash().then_some(&HALVES))
}

/// The start of its name, if a file is a thumbnail by it.
pub fn made_file(name: &OsStr) -> Option<&'static str> {
    FILES.iter().copied().find(|known| Starts(known).matches(name.as_encoded_bytes()))
}

/// Whether a folder or file of a library lies among its originals, or on the way there; `below` starts in the library.
pub fn leads_to_originals(known: &Known, below: &Path) -> bool {
    let mut originals = known.originals.iter();
    originals.any(|originals| {
        let mut pairs = Path::new(originals).iter().zip(below);
        pairs.all(|(known, name)| known == "*" || known.eq_ignore_ascii_case(name))
    })
}

/// The same for a file, which lies in the last of these folders or deeper.
pub fn is_original(known: &Known, below: &Path) -> bool {
    let depth = |originals: &&&str| Path::new(originals).iter().count();
    let deep = below.iter().count();
    leads_to_originals(known, below) && known.originals.iter().any(|originals| depth(&originals) < deep)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: Option<LeftOutKind>) {
        assert_eq!(folder(&Path::new("/photos").join(name)).map(|known| known.kind), expected, "{name}");
    }

    #[test]
    fn folders_are_told_by_their_names_whatever_their_case() {
        for name in ["@Recycle", "#Recycle", "$Recycle.Bin", ".Trash-1000", "files_trashbin", "recycler"] {
            check(name, Some(Trash));
        }
        for name in ["@Recently-Snapshot", "#snapshot", ".snapshot", "files_versions"] {
            check(name, Some(Snapshot));
        }
        for name in ["@eaDir", ".thumbnails", "CaptureOne"] {
            check(name, Some(Cache));
        }
        for name in
            ["Photos Library.photoslibrary", "Catalog Previews.lrdata", "x.COCATALOG", ".picasaoriginals"]
        {
            check(name, Some(Library));
        }
        for name in ["Trash", "recycle", ".photoslibrary", "originals", "photos.library", "snapshots", "app"]
        {
            check(name, None);
        }
        assert!(made_file(OsStr::new("SYNOFILE_THUMB_XL.jpg")).is_some());
        assert!(made_file(OsStr::new("thumb.jpg")).is_none());
    }

    #[test]
    fn of_a_library_only_the_originals_are_led_to() {
        let known = folder(Path::new("a.photoslibrary")).expect("known");
        for (below, leads, is) in [
            ("originals", true, false),
            ("ORIGINALS/0/1.jpg", true, true),
            ("resources/derivatives/masters/0/1.jpg", false, false),
            ("1.jpg", false, false),
        ] {
            let below = Path::new(below);
            assert_eq!(
                (leads_to_originals(known, below), is_original(known, below)),
                (leads, is),
                "{below:?}"
            );
        }
        let deeper = folder(Path::new("a.lrlibrary")).expect("known");
        assert!(leads_to_originals(deeper, Path::new("0123")));
        assert!(!is_original(deeper, Path::new("0123/1.jpg")));
        assert!(is_original(deeper, Path::new("0123/originals/1.jpg")));
        let whole = folder(Path::new(".picasaoriginals")).expect("known");
        assert!(is_original(whole, Path::new("1.jpg")));
        assert!(!is_original(folder(Path::new("a.lrdata")).expect("known"), Path::new("0/1.jpg")));
    }
}
