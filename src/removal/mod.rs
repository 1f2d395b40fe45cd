//! The end of the story: decisions → [`RemovalPlan`] → [`Receipt`]. The only module that moves a user's
//! file, and only what a plan names, into the system trash. There is no permanent delete.

mod bin;
mod carry_out;
mod plan;

pub use bin::{Bin, SystemTrash};
pub use carry_out::{Entry, Outcome, Receipt, carry_out};
pub use plan::{Removal, RemovalPlan, Subject};
