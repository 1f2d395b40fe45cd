//! The part of the cache that keeps maps of whole libraries, by what is in them.

use redb::{ReadableDatabase, TableDefinition};

use super::Cache;

/// Model, method and contents in 32 bytes → places, each two little-endian floats.
pub(super) const TABLE: TableDefinition<&[u8], &[u8]> = TableDefinition::new("maps-1");

impl Cache {
    /// The map of these contents made by this method, if it is remembered.
    pub fn map(&self, method: &str, contents: &[u8; 32]) -> anyhow::Result<Option<Vec<[f32; 2]>>> {
        let table = self.database.begin_read()?.open_table(TABLE)?;
        let stored = table.get(self.map_key(method, contents).as_slice())?;
        Ok(stored.map(|stored| stored.value().chunks_exact(8).map(place).collect()))
    }

    /// Remembers a map.
    pub fn keep_map(&self, method: &str, contents: &[u8; 32], places: &[[f32; 2]]) -> anyhow::Result<()> {
        let bytes: Vec<u8> = places.iter().flatten().flat_map(|value| value.to_le_bytes()).collect();
        let write = self.database.begin_write()?;
        write.open_table(TABLE)?.insert(self.map_key(method, contents).as_slice(), bytes.as_slice())?;
        Ok(write.commit()?)
    }

    fn map_key(&self, method: &str, contents: &[u8; 32]) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        for part in [self.made_by.as_bytes(), method.as_bytes(), contents] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
        *hasher.finalize().as_bytes()
    }
}

fn place(bytes: &[u8]) -> [f32; 2] {
    [0, 4].map(|at| f32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]))
}
