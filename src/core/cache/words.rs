//! The part of the cache that keeps the words of photos' corners, by content, and which photos of the scanned folders share
//! most of them.

use std::path::PathBuf;

use super::store::{Entry, Kind, Table};
use super::{Cache, folders_key};
use crate::photo::ContentHash;

/// Content → words, four bytes each. A new name whenever a corner gets another word.
pub(super) const WORDS: Kind = Kind { name: "words-4", table: Table::Results };

/// The scanned folders → in sixteen bytes which contents were compared, then pairs of their places, four bytes each. A new name
/// whenever `prove` finds others.
pub(super) const SHARING: Kind = Kind { name: "sharing-4", table: Table::Results };

impl Cache {
    /// The words of photos with these contents, in their order; `None` where they are not known.
    pub fn words(&self, contents: &[ContentHash]) -> Vec<Option<Vec<u32>>> {
        let rows = self.store.get(WORDS, contents.iter().map(|content| content.0[..].into()));
        rows.into_iter().map(|row| row.map(|row| numbers(&row))).collect()
    }

    /// Keeps the words of these.
    pub fn keep_words(&self, rows: &[(ContentHash, Vec<u32>)]) {
        let bytes = |words: &[u32]| words.iter().flat_map(|word| word.to_le_bytes()).collect();
        let rows: Vec<Entry> =
            rows.iter().map(|(content, words)| (content.0.to_vec(), bytes(words))).collect();
        self.store.keep(WORDS, &rows);
    }

    /// Which of these contents share most, by their places, if the folders `scanned` held exactly them when this was last
    /// found out.
    pub fn sharing(&self, scanned: &[PathBuf], contents: &[ContentHash]) -> Option<Vec<[u32; 2]>> {
        let row = self.store.get(SHARING, std::iter::once(folders_key(scanned)[..].into())).pop()??;
        let places = numbers(row.strip_prefix(&edition(contents))?);
        let exist = places.iter().all(|place| (*place as usize) < contents.len());
        exist.then(|| places.as_chunks().0.to_vec())
    }

    /// Remembers this in place of what was known of these folders.
    pub fn keep_sharing(&self, scanned: &[PathBuf], contents: &[ContentHash], pairs: &[[u32; 2]]) {
        let mut bytes = edition(contents).to_vec();
        bytes.extend(pairs.iter().flatten().flat_map(|place| place.to_le_bytes()));
        self.store.keep(SHARING, &[(folders_key(scanned).to_vec(), bytes)]);
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks().0.iter().map(|number| u32::from_le_bytes(*number)).collect()
}

/// Another one for other contents.
fn edition(contents: &[ContentHash]) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    for content in contents {
        hasher.update(&content.0);
    }
    let mut edition = [0; 16];
    hasher.finalize_xof().fill(&mut edition);
    edition
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_and_who_shares_them_while_the_photos_are_the_same() {
        let cache = Cache::temporary("model");
        let [one, two, three] = [1, 2, 3].map(|n| ContentHash([n; 32]));
        cache.keep_words(&[(one, vec![1, 2, u32::MAX]), (two, vec![])]);
        assert_eq!(cache.words(&[two, three, one]), [Some(vec![]), None, Some(vec![1, 2, u32::MAX])]);

        let folders = [PathBuf::from("/photos")];
        cache.keep_sharing(&folders, &[one, two], &[[0, 1]]);
        assert_eq!(cache.sharing(&folders, &[one, two]), Some(vec![[0, 1]]));
        assert_eq!(cache.sharing(&folders, &[one, three]), None);
        assert_eq!(cache.sharing(&["/others".into()], &[one, two]), None);
    }
}
