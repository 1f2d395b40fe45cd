//! The end of the story: decisions → [`RemovalPlan`] → [`Receipt`], and back again. The only module that moves a
//! user's file, and only what a plan names: into the system trash, into quarantine on a volume that has none, or into a
//! folder that the user names. There is no permanent delete. What is done is in a journal before it is done, and can be undone.

mod beside;
mod carry_out;
mod destination;
mod guard;
mod disk;
mod history;
mod history_error;
mod journal;
mod places;
mod plan;
mod problem;
mod real;
mod receipt;
mod recover;
mod restore;
mod removed_before;
mod settled;
mod records;
mod sidecar;
mod system_trash;
mod mover;
mod undo;

pub use carry_out::carry_out;
pub use destination::{Obstacle, Unfit};
pub use disk::{Access, Destination, Disk, Place};
pub use history::{Damaged, History};
pub use history_error::HistoryError;
pub use plan::{FileSnapshot, Removal, RemovalPlan, removal};
pub use problem::{Problem, Subject};
pub use real::RealDisk;
pub use receipt::{Entry, Lies, Moved, Outcome, Receipt};
pub use recover::{Recovered, recover};
pub use removed_before::RemovedBefore;
pub use sidecar::Sidecar;
pub use system_trash::Sent;
pub use undo::{undo, undo_one};

#[cfg(test)]
mod fake;
#[cfg(test)]
mod tests;
