//! The part of the cache that knows whether what is around a picture in another photo was added to it, by the contents of both.

use super::Cache;
use super::store::{Entry, Kind, Table};
use crate::photo::ContentHash;

/// The contents of the inner photo and of the other → one byte: whether what is around was added. A new name whenever that is
/// told in another way.
const CANVASES: Kind = Kind { name: "canvases-4", table: Table::Results };

/// A photo, and the one that shows it with something around.
pub type Canvas = [ContentHash; 2];

fn key([inner, outer]: &Canvas) -> Vec<u8> {
    [inner.0, outer.0].concat()
}

impl Cache {
    /// What is known of these, in their order.
    pub fn canvases(&self, canvases: &[Canvas]) -> Vec<Option<bool>> {
        let rows = self.store.get(CANVASES, canvases.iter().map(|canvas| key(canvas).into()));
        rows.into_iter().map(|row| Some(row?.first()? == &1)).collect()
    }

    /// Keeps what was found out about these.
    pub fn keep_canvases(&self, rows: &[(Canvas, bool)]) {
        let rows: Vec<Entry> =
            rows.iter().map(|(canvas, added)| (key(canvas), vec![u8::from(*added)])).collect();
        self.store.keep(CANVASES, &rows);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_comes_back_for_the_same_two_in_the_same_order() {
        let cache = Cache::temporary("model");
        let [one, two] = [1, 2].map(|n| ContentHash([n; 32]));
        cache.keep_canvases(&[([one, two], true)]);
        assert_eq!(cache.canvases(&[[one, two], [two, one]]), [Some(true), None]);
    }
}
