//! The part of the cache that is kept by content, so that it outlives renaming and moving: the local features
//! of photos, and what the pixels said about pairs of them.

use redb::{ReadableDatabase, TableDefinition};
use serde::{Deserialize, Serialize};

use super::Cache;
use crate::photo::{Beyond, CloseLook, ContentHash, Edit, Placement, Transform};

/// Content → features as `features` stores them. A new name whenever they are made in another way.
pub(super) const FEATURES: TableDefinition<&[u8], &[u8]> = TableDefinition::new("features-2");

/// [`ProofKey`] → [`Row`]. A new name whenever proofs are made in another way.
pub(super) const PROOFS: TableDefinition<&[u8], &[u8]> = TableDefinition::new("proofs-7");

/// What a proof is kept by.
#[derive(Debug, Clone, Copy)]
pub struct ProofKey {
    /// The two photos, the smaller content first.
    pub contents: [ContentHash; 2],
    /// The photo that told how they lie over each other, if one did.
    pub witness: Option<ContentHash>,
}

/// What the pixels say about two photos, seen from the one with the smaller content.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Proved {
    /// Nothing.
    Nothing,
    /// They share a frame, a caption or a screen around different pictures.
    Frame,
    /// They show one picture.
    Picture(Edit),
}

/// A proof as it lies on disk.
#[derive(Serialize, Deserialize)]
enum Row {
    Nothing,
    Frame,
    Picture(StoredEdit),
}

/// An edit as it lies on disk.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredEdit {
    shown: f32,
    filled: f32,
    /// Places in [`BEYOND`].
    beyond: [u8; 2],
    scale: f32,
    turn: f32,
    mirrored: bool,
    toned: bool,
    covered: f32,
    placement: [f32; 8],
    close: Option<StoredLook>,
}

/// A close look as it lies on disk.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredLook {
    areas: u16,
    share: f32,
    other_hue: bool,
    likelihood: f32,
    is_edit: bool,
}

pub(super) fn store_look(look: &CloseLook) -> StoredLook {
    let CloseLook { areas, share, other_hue, likelihood, is_edit } = *look;
    StoredLook { areas, share, other_hue, likelihood, is_edit }
}

pub(super) fn restore_look(stored: &StoredLook) -> CloseLook {
    let StoredLook { areas, share, other_hue, likelihood, is_edit } = *stored;
    CloseLook { areas, share, other_hue, likelihood, is_edit }
}

const BEYOND: [Beyond; 4] = [Beyond::Nothing, Beyond::Plain, Beyond::Frame, Beyond::Picture];

impl Cache {
    /// The stored features of photos with these contents, in their order.
    pub fn features(&self, contents: &[ContentHash]) -> anyhow::Result<Vec<Option<Vec<u8>>>> {
        let table = self.database.begin_read()?.open_table(FEATURES)?;
        contents
            .iter()
            .map(|content| Ok(table.get(content.0.as_slice())?.map(|v| v.value().to_vec())))
            .collect()
    }

    /// Keeps the features of photos with these contents.
    pub fn keep_features(&self, rows: &[(ContentHash, Vec<u8>)]) -> anyhow::Result<()> {
        let write = self.database.begin_write()?;
        {
            let mut table = write.open_table(FEATURES)?;
            for (content, features) in rows {
                table.insert(content.0.as_slice(), features.as_slice())?;
            }
        }
        Ok(write.commit()?)
    }

    /// What is known of these pairs; `None` where nothing is.
    pub fn proofs(&self, pairs: &[ProofKey]) -> anyhow::Result<Vec<Option<Proved>>> {
        let table = self.database.begin_read()?.open_table(PROOFS)?;
        let proof = |pair: &ProofKey| -> anyhow::Result<Option<Proved>> {
            let row = table.get(pair.bytes().as_slice())?;
            let known = row.and_then(|row| postcard::from_bytes(row.value()).ok());
            Ok(known.and_then(|row| match row {
                Row::Nothing => Some(Proved::Nothing),
                Row::Frame => Some(Proved::Frame),
                Row::Picture(stored) => restore(&stored).map(Proved::Picture),
            }))
        };
        pairs.iter().map(proof).collect()
    }

    /// Keeps what was found out about these pairs.
    pub fn keep_proofs(&self, rows: &[(ProofKey, Proved)]) -> anyhow::Result<()> {
        let write = self.database.begin_write()?;
        {
            let mut table = write.open_table(PROOFS)?;
            for (pair, proved) in rows {
                let row = match proved {
                    Proved::Nothing => Row::Nothing,
                    Proved::Frame => Row::Frame,
                    Proved::Picture(edit) => Row::Picture(store(edit)),
                };
                table.insert(pair.bytes().as_slice(), postcard::to_stdvec(&row)?.as_slice())?;
            }
        }
        Ok(write.commit()?)
    }
}

impl ProofKey {
    fn bytes(&self) -> Vec<u8> {
        self.contents.iter().chain(&self.witness).flat_map(|content| content.0).collect()
    }
}

pub(super) fn store(edit: &Edit) -> StoredEdit {
    let place = |beyond| BEYOND.iter().position(|known| *known == beyond).unwrap_or_default() as u8;
    StoredEdit {
        shown: edit.shown,
        filled: edit.filled,
        beyond: [place(edit.beyond), place(edit.other_beyond)],
        scale: edit.scale,
        turn: edit.turn,
        mirrored: edit.mirrored,
        toned: edit.toned,
        covered: edit.covered,
        placement: edit.placement.entries(),
        close: edit.close.as_ref().map(store_look),
    }
}

/// `None` if it holds nonsense.
pub(super) fn restore(stored: &StoredEdit) -> Option<Edit> {
    let [beyond, other_beyond] = stored.beyond.map(|place| BEYOND.get(usize::from(place)).copied());
    let placement = stored.placement.map(f64::from);
    let map = Transform(std::array::from_fn(|index| placement.get(index).copied().unwrap_or(1.0)));
    Some(Edit {
        shown: stored.shown,
        filled: stored.filled,
        beyond: beyond?,
        other_beyond: other_beyond?,
        scale: stored.scale,
        turn: stored.turn,
        mirrored: stored.mirrored,
        toned: stored.toned,
        covered: stored.covered,
        // Told without a proof.
        same_pixels: false,
        placement: Placement::new(&map)?,
        close: stored.close.as_ref().map(restore_look),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::sample::EDIT;

    #[test]
    fn features_and_proofs_come_back() {
        let cache = Cache::temporary("model").expect("a cache");
        let [one, two, three, four] = [1, 2, 3, 4].map(|n| ContentHash([n; 32]));
        cache.keep_features(&[(one, vec![7; 300])]).expect("kept");
        assert_eq!(cache.features(&[two, one]).expect("read"), [None, Some(vec![7; 300])]);
        let edit = Edit { shown: 0.6, beyond: Beyond::Picture, turn: -90.0, mirrored: true, ..EDIT };
        let found = [Proved::Picture(edit), Proved::Nothing, Proved::Frame];
        let between = |one, other| ProofKey { contents: [one, other], witness: None };
        let pairs = [between(one, two), between(one, three), between(one, four)];
        let rows: Vec<_> = pairs.into_iter().zip(found).collect();
        cache.keep_proofs(&rows).expect("kept");
        assert_eq!(cache.proofs(&pairs).expect("read"), found.map(Some));
        let by_witness = ProofKey { witness: Some(four), ..between(one, two) };
        assert_eq!(cache.proofs(&[between(two, three), by_witness]).expect("read"), [None, None]);
    }
}
