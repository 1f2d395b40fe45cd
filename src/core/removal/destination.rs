//! A folder of the user's that photos are moved to instead of the trash, keeping their structure; and what speaks against it,
//! found out before anything moves.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Destination, Disk, Place};
use super::plan::RemovalPlan;

/// Names tried for the file that shows whether the folder can be written to.
const PROBES: u32 = 100;

/// What that file holds while it is there.
pub(super) const PROBE: &[u8] = b"Lookalike looks whether this folder can be written to.\n";

impl Destination {
    /// The place that files of this plan are moved to, or what speaks against it. Moves nothing.
    pub fn check(&self, plan: &RemovalPlan, disk: &dyn Disk) -> Result<Place, Unfit> {
        self.resolved(plan, disk)
            .map(Place::Folder)
            .map_err(|because| Unfit { folder: self.folder.clone(), because })
    }

    fn resolved(&self, plan: &RemovalPlan, disk: &dyn Disk) -> Result<Self, Obstacle> {
        let closed = |error: io::Error| Obstacle::Closed(error.to_string());
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
                return Err(Obstacle::Scanned(root.clone()));
            }
        }
        if let Some(protected) = plan.protected.iter().map(true_path).find(|folder| within(folder)) {
            return Err(Obstacle::Protected(protected));
        }
        let moved = plan.removals.iter().flat_map(|removal| {
            let companions = removal.companions.iter().map(|companion| companion.path.as_path());
            companions.chain([removal.goes.path.as_path()])
        });
        for file in moved {
            // One that cannot be looked at is refused by itself, as from any other removal.
            if disk.stat(file).is_ok_and(|(of, _)| of.volume != id.volume) {
                return Err(Obstacle::OtherDrive(file.to_owned()));
            }
        }
        resolved.write_probe(disk)?;
        Ok(resolved)
    }

    /// Writes a small file there and takes it away again.
    fn write_probe(&self, disk: &dyn Disk) -> Result<(), Obstacle> {
        for number in 0..PROBES {
            let probe = self.folder.join(format!(".lookalike-probe-{number}"));
            match disk.create(&probe, PROBE) {
                Ok(()) => {
                    let gone = disk.discard(&probe);
                    return gone.map_err(|error| Obstacle::Stuck(error.to_string()));
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error)
                    if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) =>
                {
                    return Err(Obstacle::Full);
                }
                Err(error) => return Err(Obstacle::ReadOnly(error.to_string())),
            }
        }
        Err(Obstacle::ReadOnly(io::Error::from(io::ErrorKind::AlreadyExists).to_string()))
    }
}

/// A folder that cannot take the photos of a plan. Its `Display` is one sentence in English without its full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// The folder, as the user named it.
    pub folder: PathBuf,
    /// What speaks against it.
    pub because: Obstacle,
}

/// What speaks against a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// It is not there, or cannot be opened: what the system says.
    Closed(String),
    /// Photos would come to lie in this folder, which is scanned.
    Scanned(PathBuf),
    /// It lies in this protected folder.
    Protected(PathBuf),
    /// This photo lies on another drive.
    OtherDrive(PathBuf),
    /// Its drive has no room.
    Full,
    /// Nothing can be written there: what the system says.
    ReadOnly(String),
    /// What was written there cannot be moved any more: what the system says.
    Stuck(String),
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let folder = self.folder.display();
        match &self.because {
            Obstacle::Closed(why) => write!(f, "the folder {folder} cannot be opened: {why}"),
            Obstacle::Scanned(root) => write!(
                f,
                "photos moved to {folder} would lie in the scanned folder {}; choose a folder outside of it",
                root.display()
            ),
            Obstacle::Protected(protected) => {
                write!(f, "{folder} lies in the protected folder {}; choose another one", protected.display())
            }
            Obstacle::OtherDrive(file) => write!(
                f,
                "{folder} is on another drive than {}; photos are only moved within a drive, never copied and deleted",
                file.display()
            ),
            Obstacle::Full => write!(f, "the drive of {folder} is full"),
            Obstacle::ReadOnly(why) => write!(f, "nothing can be written to {folder}: {why}"),
            Obstacle::Stuck(why) => write!(f, "files in {folder} cannot be moved: {why}"),
        }
    }
}

impl std::error::Error for Unfit {}
