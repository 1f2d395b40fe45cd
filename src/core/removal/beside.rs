//! What lies beside the photos that go: a folder is listed once for many removals from it, and by name.

use std::collections::HashMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::disk::Disk;
use crate::bundle;

/// How old a listing may be, unless it takes so long that most of the time would go into listing.
const FRESH: Duration = Duration::from_secs(1);

/// A listing may be so many times as old as it took, which bounds the share of listing in a removal to a tenth.
const WORTH: u32 = 10;

/// The last folder that was listed.
#[derive(Default)]
pub struct Beside {
    folder: PathBuf,
    /// Files by what their names have in common with those of their photos.
    by_stem: HashMap<OsString, Vec<PathBuf>>,
    /// When it was listed, and until when that may be used.
    used: Option<[SystemTime; 2]>,
}

impl Beside {
    /// What lies in the folder of `photo` under its name, itself included; hidden files are left out. Something may have
    /// come and gone within the last second.
    pub fn of(&mut self, disk: &dyn Disk, photo: &Path) -> io::Result<Vec<PathBuf>> {
        let folder = photo.parent().unwrap_or(photo);
        let now = disk.now();
        let is_fresh = self.used.is_some_and(|[from, until]| from <= now && now <= until);
        if self.folder != folder || !is_fresh {
            self.used = None;
            self.list(disk, folder)?;
            let took = disk.now().duration_since(now).unwrap_or_default();
            self.used = Some([now, now + took + FRESH.max(took * WORTH)]);
        }
        let found = bundle::stems(photo);
        let mut found: Vec<PathBuf> =
            found.iter().filter_map(|stem| self.by_stem.get(stem)).flatten().cloned().collect();
        found.sort();
        found.dedup();
        Ok(found)
    }

    fn list(&mut self, disk: &dyn Disk, folder: &Path) -> io::Result<()> {
        self.by_stem.clear();
        folder.clone_into(&mut self.folder);
        for path in disk.list(folder)? {
            if path.file_name().unwrap_or_default().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            for stem in bundle::stems(&path) {
                self.by_stem.entry(stem).or_default().push(path.clone());
            }
        }
        Ok(())
    }
}
