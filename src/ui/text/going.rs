//! Where photos go, and where they went: into the trash, into quarantine where a drive has none, or into a folder.

use std::path::Path;

use super::super::numbers::bytes;
use super::{
    apply_summary, apply_summary_folder, finished, finished_folder, finished_none, move_to_folder,
    move_to_trash, restore_help, restore_help_folder, system, to_folder_help, to_trash, trash_help,
};
use crate::removal::{Entry, Lies, Obstacle, Outcome, Receipt, Unfit};

messages! {
    apply_summary_quarantine(photos: usize, size: u64 => bytes, kept: usize);
    apply_summary_both(photos: usize, size: u64 => bytes, trash: usize, quarantine: usize, kept: usize);
    to_quarantine;
    to_trash_or_quarantine;
    quarantine_help_before;
    both_help_before;
    move_to_quarantine(photos: usize);
    move_to_both(photos: usize);
    finished_quarantine(photos: usize);
    finished_both(trash: usize, quarantine: usize);
    restore_help_both;
    unfit_closed(folder: &Path, why: &str => system);
    unfit_scanned(folder: &Path, root: &Path);
    unfit_protected(folder: &Path, protected: &Path);
    unfit_other_drive(folder: &Path, file: &Path);
    unfit_full(folder: &Path);
    unfit_read_only(folder: &Path, why: &str => system);
    unfit_stuck(folder: &Path, why: &str => system);
}

/// Where the photos of a removal go, or went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Going {
    /// All of them into the trash of their drives, as far as is known.
    Trash,
    /// All of them into quarantine: none of their drives has a trash.
    Quarantine,
    /// Into both.
    Both {
        /// So many into the trash.
        trash: usize,
        /// So many into quarantine.
        quarantine: usize,
    },
    /// All of them into a folder of the user's.
    Folder,
}

impl Going {
    /// So many into the trash and so many into quarantine.
    pub fn of(trash: usize, quarantine: usize) -> Self {
        match (trash, quarantine) {
            (_, 0) => Self::Trash,
            (0, _) => Self::Quarantine,
            (trash, quarantine) => Self::Both { trash, quarantine },
        }
    }

    /// Where the photos of a receipt went.
    pub fn to(receipt: &Receipt) -> Self {
        if receipt.is_into_folder() {
            return Self::Folder;
        }
        let removed = receipt.entries.iter().filter(|entry| entry.outcome == Outcome::Removed);
        let in_quarantine =
            |entry: &&Entry| entry.moved.first().is_some_and(|moved| moved.lies() == Lies::InQuarantine);
        let (quarantine, trash): (Vec<&Entry>, Vec<&Entry>) = removed.partition(in_quarantine);
        Self::of(trash.len(), quarantine.len())
    }
}

/// How much goes, where, and how much stays.
pub fn apply_line(going: Going, photos: usize, size: u64, kept: usize) -> String {
    match going {
        Going::Trash => apply_summary(photos, size, kept),
        Going::Quarantine => apply_summary_quarantine(photos, size, kept),
        Going::Both { trash, quarantine } => apply_summary_both(photos, size, trash, quarantine, kept),
        Going::Folder => apply_summary_folder(photos, size, kept),
    }
}

/// What the button says that carries it out.
pub fn move_button(going: Going, photos: usize) -> String {
    match going {
        Going::Trash => move_to_trash(photos),
        Going::Quarantine => move_to_quarantine(photos),
        Going::Both { .. } => move_to_both(photos),
        Going::Folder => move_to_folder(photos),
    }
}

/// What happens to them there.
pub fn going_help(going: Going) -> &'static str {
    match going {
        Going::Trash => trash_help(),
        Going::Quarantine => quarantine_help_before(),
        Going::Both { .. } => both_help_before(),
        Going::Folder => to_folder_help(),
    }
}

/// The choice that is no folder.
pub fn no_folder(going: Going) -> &'static str {
    match going {
        Going::Trash | Going::Folder => to_trash(),
        Going::Quarantine => to_quarantine(),
        Going::Both { .. } => to_trash_or_quarantine(),
    }
}

/// What a removal came to.
pub fn finished_line(receipt: &Receipt) -> String {
    let photos = receipt.removed().count();
    match Going::to(receipt) {
        _ if photos == 0 => finished_none().to_owned(),
        Going::Trash => finished(photos, receipt.freed_bytes()),
        Going::Quarantine => finished_quarantine(photos),
        Going::Both { trash, quarantine } => finished_both(trash, quarantine),
        Going::Folder => finished_folder(photos),
    }
}

/// Why a folder cannot take the photos.
pub fn unfit(Unfit { folder, because }: &Unfit) -> String {
    match because {
        Obstacle::Closed(why) => unfit_closed(folder, why),
        Obstacle::Scanned(root) => unfit_scanned(folder, root),
        Obstacle::Protected(protected) => unfit_protected(folder, protected),
        Obstacle::OtherDrive(file) => unfit_other_drive(folder, file),
        Obstacle::Full => unfit_full(folder),
        Obstacle::ReadOnly(why) => unfit_read_only(folder, why),
        Obstacle::Stuck(why) => unfit_stuck(folder, why),
    }
}

/// How they come back.
pub fn restore_line(receipt: &Receipt) -> &'static str {
    match Going::to(receipt) {
        Going::Trash => restore_help(),
        Going::Quarantine | Going::Folder => restore_help_folder(),
        Going::Both { .. } => restore_help_both(),
    }
}
