//! The part of the cache that is kept by content, so that it outlives renaming and moving: the local features
//! of photos, and what the pixels said about pairs of them.

use serde::{Deserialize, Serialize};

use super::Cache;
use super::store::{Entry, Kind, Table};
use crate::photo::{CloseLook, ContentHash, Edit, ExtraContent, Placement, Transform};

/// Content → features as `features` stores them.
pub(super) const FEATURES: Kind = Kind { name: "features-6", table: Table::Features };

/// [`ProofKey`] → [`Row`]. A new name also whenever proofs are made in another way.
pub(super) const PROOFS: Kind = Kind { name: "proofs-16", table: Table::Results };

/// What a proof is kept by.
#[derive(Debug, Clone, Copy)]
pub struct ProofKey {
    /// The two photos, the smaller content first.
    pub contents: [ContentHash; 2],
    /// The photo that told how they lie over each other, if one did.
    pub reference: Option<ContentHash>,
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
struct StoredEdit {
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
    as_sharp: bool,
    relit: bool,
}

pub(super) fn store_look(look: &CloseLook) -> StoredLook {
    let CloseLook { areas, share, other_hue, likelihood, is_edit, as_sharp, relit } = *look;
    StoredLook { areas, share, other_hue, likelihood, is_edit, as_sharp, relit }
}

pub(super) fn restore_look(stored: &StoredLook) -> CloseLook {
    let StoredLook { areas, share, other_hue, likelihood, is_edit, as_sharp, relit } = *stored;
    CloseLook { areas, share, other_hue, likelihood, is_edit, as_sharp, relit }
}

const BEYOND: [ExtraContent; 4] =
    [ExtraContent::Nothing, ExtraContent::Plain, ExtraContent::Frame, ExtraContent::Picture];

impl Cache {
    /// The stored features of photos with these contents, in their order.
    pub fn features(&self, contents: &[ContentHash]) -> Vec<Option<Vec<u8>>> {
        self.store.get(FEATURES, contents.iter().map(|content| content.0[..].into()))
    }

    /// Keeps the features of photos with these contents.
    pub fn keep_features(&self, rows: &[(ContentHash, Vec<u8>)]) {
        let rows: Vec<(&[u8], &[u8])> =
            rows.iter().map(|(content, bytes)| (&content.0[..], &bytes[..])).collect();
        self.store.keep(FEATURES, &rows);
    }

    /// What is known of these pairs; `None` where nothing is.
    pub fn proofs(&self, pairs: &[ProofKey]) -> Vec<Option<Proved>> {
        let rows = self.store.get(PROOFS, pairs.iter().map(|pair| pair.bytes().into()));
        let proof = |row: Option<Vec<u8>>| match postcard::from_bytes(&row?).ok()? {
            Row::Nothing => Some(Proved::Nothing),
            Row::Frame => Some(Proved::Frame),
            Row::Picture(stored) => restore(&stored).map(Proved::Picture),
        };
        rows.into_iter().map(proof).collect()
    }

    /// Keeps what was found out about these pairs.
    pub fn keep_proofs(&self, rows: &[(ProofKey, Proved)]) {
        let row = |(pair, proved): &(ProofKey, Proved)| {
            let row = match proved {
                Proved::Nothing => Row::Nothing,
                Proved::Frame => Row::Frame,
                Proved::Picture(edit) => Row::Picture(store(edit)),
            };
            Some((pair.bytes(), postcard::to_stdvec(&row).ok()?))
        };
        let rows: Vec<Entry> = rows.iter().filter_map(row).collect();
        self.store.keep(PROOFS, &rows);
    }
}

impl ProofKey {
    fn bytes(&self) -> Vec<u8> {
        self.contents.iter().chain(&self.reference).flat_map(|content| content.0).collect()
    }
}

fn store(edit: &Edit) -> StoredEdit {
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
fn restore(stored: &StoredEdit) -> Option<Edit> {
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
        let cache = Cache::temporary("model");
        let [one, two, three, four] = [1, 2, 3, 4].map(|n| ContentHash([n; 32]));
        cache.keep_features(&[(one, vec![7; 300])]);
        assert_eq!(cache.features(&[two, one]), [None, Some(vec![7; 300])]);
        let edit = Edit { shown: 0.6, beyond: ExtraContent::Picture, turn: -90.0, mirrored: true, ..EDIT };
        let found = [Proved::Picture(edit), Proved::Nothing, Proved::Frame];
        let between = |one, other| ProofKey { contents: [one, other], reference: None };
        let pairs = [between(one, two), between(one, three), between(one, four)];
        let rows: Vec<_> = pairs.into_iter().zip(found).collect();
        cache.keep_proofs(&rows);
        assert_eq!(cache.proofs(&pairs), found.map(Some));
        let by_reference = ProofKey { reference: Some(four), ..between(one, two) };
        assert_eq!(cache.proofs(&[between(two, three), by_reference]), [None, None]);
    }
}
