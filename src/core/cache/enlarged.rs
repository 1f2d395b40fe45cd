//! The part of the cache that knows which photos are enlarged ones, by content and what they were compared with.

use super::Cache;
use super::store::{Entry, Kind, Table};
use crate::photo::ContentHash;

/// Content, then how many times as large as another it may be, a little-endian `f32` → one byte: whether the photo shows no
/// more than that other.
const ENLARGED: Kind = Kind { name: "enlarged-2", table: Table::Results };

/// A photo, and how many times as large as the other it may be, along a side.
pub type Doubt = (ContentHash, f32);

fn key((content, times): &Doubt) -> Vec<u8> {
    [&content.0[..], &times.to_le_bytes()].concat()
}

impl Cache {
    /// What is known of these, in their order.
    pub fn enlarged(&self, doubts: &[Doubt]) -> Vec<Option<bool>> {
        let rows = self.store.get(ENLARGED, doubts.iter().map(|doubt| key(doubt).into()));
        rows.into_iter().map(|row| Some(row?.first()? == &1)).collect()
    }

    /// Keeps what was found out about these.
    pub fn keep_enlarged(&self, rows: &[(Doubt, bool)]) {
        let rows: Vec<Entry> =
            rows.iter().map(|(doubt, enlarged)| (key(doubt), vec![u8::from(*enlarged)])).collect();
        self.store.keep(ENLARGED, &rows);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_comes_back() {
        let cache = Cache::temporary("model");
        let [one, two] = [1, 2].map(|n| ContentHash([n; 32]));
        cache.keep_enlarged(&[((one, 3.0), true)]);
        let known = cache.enlarged(&[(two, 3.0), (one, 3.0), (one, 9.0)]);
        assert_eq!(
            known,
            [None, Some(true), None],
            "who is three times as large may still be smaller than nine"
        );
    }
}
