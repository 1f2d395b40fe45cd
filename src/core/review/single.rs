//! A review of one group that no threshold made: photos around one that was given, to look at.

use super::Review;
use crate::photo::{Group, SharedFindings};

impl Review {
    /// A review of this group alone.
    pub fn of_group(findings: SharedFindings, group: Group) -> Self {
        let mut review = Self::without_groups(findings, 0.0);
        review.set_groups(vec![group]);
        review
    }
}
