//! The part of the cache that knows how much detail photos show, by content and how many times smaller they were made.

use super::Cache;
use super::store::{Entry, Kind, Table};
use crate::photo::ContentHash;

/// Content, then how many times smaller it was made, a little-endian `f32` → the share of detail that `prove` measured, a
/// little-endian `f32`. A new name whenever that is measured in another way.
pub(super) const DETAIL: Kind = Kind { name: "detail-2", table: Table::Results };

/// A photo, and how many times smaller it is made, along a side.
pub type Doubt = (ContentHash, f32);

fn key((content, times): &Doubt) -> Vec<u8> {
    [&content.0[..], &times.to_le_bytes()].concat()
}

impl Cache {
    /// What is known of these, in their order.
    pub fn detail(&self, doubts: &[Doubt]) -> Vec<Option<f32>> {
        let rows = self.store.get(DETAIL, doubts.iter().map(|doubt| key(doubt).into()));
        let share = |row: Option<Vec<u8>>| Some(f32::from_le_bytes(row?.try_into().ok()?));
        rows.into_iter().map(share).collect()
    }

    /// Keeps what was found out about these.
    pub fn keep_detail(&self, rows: &[(Doubt, f32)]) {
        let rows: Vec<Entry> =
            rows.iter().map(|(doubt, share)| (key(doubt), share.to_le_bytes().to_vec())).collect();
        self.store.keep(DETAIL, &rows);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_comes_back() {
        let cache = Cache::temporary("model");
        let [one, two] = [1, 2].map(|n| ContentHash([n; 32]));
        cache.keep_detail(&[((one, 3.0), 0.25)]);
        let known = cache.detail(&[(two, 3.0), (one, 3.0), (one, 9.0)]);
        assert_eq!(known, [None, Some(0.25), None], "another content, and another size");
    }
}
