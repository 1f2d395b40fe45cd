//! The part of the cache that knows photos by all their pixels, by content.

use super::Cache;
use super::store::{Entry, Kind, Table};
use crate::decode::Pixels;
use crate::photo::ContentHash;

/// Content → the 32 bytes of [`Pixels`], none of a photo that has none.
pub(super) const PIXELS: Kind = Kind { name: "pixels-1", table: Table::Results };

impl Cache {
    /// What is known of photos with these contents, in their order: nothing, or what [`crate::decode::pixels`] said.
    pub fn pixels(&self, contents: &[ContentHash]) -> Vec<Option<Option<Pixels>>> {
        let rows = self.store.get(PIXELS, contents.iter().map(|content| content.0[..].into()));
        rows.into_iter().map(|row| row.map(|row| row.try_into().ok().map(Pixels))).collect()
    }

    /// Keeps what was found out about these.
    pub fn keep_pixels(&self, rows: &[(ContentHash, Option<Pixels>)]) {
        let bytes =
            |pixels: &Option<Pixels>| pixels.as_ref().map_or_else(Vec::new, |pixels| pixels.0.to_vec());
        let rows: Vec<Entry> =
            rows.iter().map(|(content, pixels)| (content.0.to_vec(), bytes(pixels))).collect();
        self.store.keep(PIXELS, &rows);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_comes_back() {
        let cache = Cache::temporary("model");
        let [one, two, three] = [1, 2, 3].map(|n| ContentHash([n; 32]));
        let rows = [(one, Some(Pixels([9; 32]))), (two, None)];
        cache.keep_pixels(&rows);
        let known = cache.pixels(&[two, three, one]);
        assert_eq!(known, [Some(None), None, Some(Some(Pixels([9; 32])))]);
    }
}
