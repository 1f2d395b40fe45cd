//! The part of the cache that keeps maps of whole libraries, by what is in them.

use super::Cache;
use super::store::{Kind, Table};

/// Model, method and contents → places, each two little-endian floats.
pub(super) const MAPS: Kind = Kind { name: "maps-1", table: Table::Results };

impl Cache {
    /// The map of these contents made by this method, if it is remembered.
    pub fn map(&self, method: &str, contents: &[u8; 32]) -> Option<Vec<[f32; 2]>> {
        let key = self.map_key(method, contents);
        let stored = self.store.get(MAPS, std::iter::once(key.into())).pop()??;
        Some(stored.as_chunks::<8>().0.iter().map(place).collect())
    }

    /// Remembers a map.
    pub fn keep_map(&self, method: &str, contents: &[u8; 32], places: &[[f32; 2]]) {
        let bytes: Vec<u8> = places.iter().flatten().flat_map(|value| value.to_le_bytes()).collect();
        self.store.keep(MAPS, &[(self.map_key(method, contents), bytes)]);
    }

    fn map_key(&self, method: &str, contents: &[u8; 32]) -> Vec<u8> {
        [&self.made_by.to_le_bytes(), &contents[..], method.as_bytes()].concat()
    }
}

fn place([a, b, c, d, e, f, g, h]: &[u8; 8]) -> [f32; 2] {
    [f32::from_le_bytes([*a, *b, *c, *d]), f32::from_le_bytes([*e, *f, *g, *h])]
}
