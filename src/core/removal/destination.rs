//! A folder of the user's that photos are moved to instead of the trash, keeping their structure; and what speaks against it,
//! found out before anything moves.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Disk, Place};
use super::plan::RemovalPlan;

/// Names tried for the file that shows whether the folder can be written to.
const PROBES: u32 = 100;

/// What that file holds while it is there.
pub(super) const PROBE: &[u8] = b"Lookalike looks whether this folder can be written to.\n";

/// Where photos go, and the folders that their structure is told from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// The folder, which must be there.
    pub folder: PathBuf,
    /// The scanned folders.
    pub roots: Vec<PathBuf>,
}

impl Destination {
    /// Where a file comes to lie: below the name of the scanned folder that it is in, at the same path as there.
    pub(super) fn path_of(&self, file: &Path) -> PathBuf {
        let above = |root: &&PathBuf| file.starts_with(root);
        let root = self.roots.iter().filter(above).max_by_key(|root| root.as_os_str().len());
        let Some(below) = root.and_then(|root| file.strip_prefix(root).ok()) else {
            return self.folder.join(file.file_name().unwrap_or_default());
        };
        let name = root.and_then(|root| root.file_name()).unwrap_or_default();
        // A photo that was scanned by itself has nothing below its root.
        if below.as_os_str().is_empty() { self.folder.join(name) } else { self.folder.join(name).join(below) }
    }

    /// The place that files of this plan are moved to; the reason why not, in one sentence. Moves nothing.
    pub fn check(&self, plan: &RemovalPlan, disk: &dyn Disk) -> Result<Place, String> {
        let shown = self.folder.display();
        let closed = |error: io::Error| format!("the folder {shown} cannot be opened: {error}");
        let id = disk.folder_id(&self.folder).map_err(closed)?;
        let true_path = |path: &PathBuf| disk.true_path(path).unwrap_or_else(|_| path.clone());
        let resolved = Self {
            folder: disk.true_path(&self.folder).map_err(closed)?,
            roots: self.roots.iter().map(true_path).collect(),
        };
        let within = |folder: &Path| -> bool {
            let same = disk.folder_id(folder);
            let by_id =
                |above: &Path| same.as_ref().is_ok_and(|id| disk.folder_id(above).is_ok_and(|of| of == *id));
            resolved.folder.ancestors().any(|above| above == folder || by_id(above))
        };
        for root in &resolved.roots {
            let into =
                plan.removals.iter().any(|removal| resolved.path_of(&removal.goes.path).starts_with(root));
            if into || within(root) {
                let root = root.display();
                return Err(format!(
                    "photos moved to {shown} would lie in the scanned folder {root}; choose a folder outside of it"
                ));
            }
        }
        if let Some(folder) = plan.protected.iter().map(true_path).find(|folder| within(folder)) {
            return Err(format!(
                "{shown} lies in the protected folder {}; choose another one",
                folder.display()
            ));
        }
        let moved = plan.removals.iter().flat_map(|removal| {
            let companions = removal.companions.iter().map(|companion| companion.path.as_path());
            companions.chain([removal.goes.path.as_path()])
        });
        for file in moved {
            // One that cannot be looked at is refused by itself, as from any other removal.
            if disk.stat(file).is_ok_and(|(of, _)| of.volume != id.volume) {
                let file = file.display();
                return Err(format!(
                    "{shown} is on another drive than {file}; photos are only moved within a drive, never copied and deleted"
                ));
            }
        }
        resolved.is_writable(disk)?;
        Ok(Place::Folder(resolved))
    }

    /// Writes a small file there and takes it away again.
    fn is_writable(&self, disk: &dyn Disk) -> Result<(), String> {
        let shown = self.folder.display();
        for number in 0..PROBES {
            let probe = self.folder.join(format!(".lookalike-probe-{number}"));
            match disk.create(&probe, PROBE) {
                Ok(()) => {
                    let gone = disk.discard(&probe);
                    return gone.map_err(|error| format!("files in {shown} cannot be moved: {error}"));
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error)
                    if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) =>
                {
                    return Err(format!("the drive of {shown} is full"));
                }
                Err(error) => return Err(format!("nothing can be written to {shown}: {error}")),
            }
        }
        Err(format!("nothing can be written to {shown}"))
    }
}
