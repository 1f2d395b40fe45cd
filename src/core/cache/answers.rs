//! The part of the cache that knows what the pixels of two photos, of which one shows the other with something around it,
//! say about the outer one: by question and the contents of both.

use super::Cache;
use super::store::{Entry, Kind, Table};
use crate::photo::ContentHash;

/// The question, the contents of the inner photo and of the outer one → one byte: yes or no. A new name whenever one is
/// answered in another way.
pub(super) const ANSWERS: Kind = Kind { name: "answers-4", table: Table::Results };

/// What is asked of the pixels of two photos.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// Whether what is around the inner photo was added: as a border, as another picture, or as a blurred ground.
    Added,
    /// Whether the outer photo was made from the inner one, a JPEG, and saved without loss.
    Unpacked,
    /// Whether the outer photo shows the inner one larger than it is, and nothing finer.
    EnlargedInside,
    /// Whether another picture begins at a line where the inner photo ends, as in a collage of two.
    Joined,
}

/// A question, the content of the inner photo, and that of the outer one.
pub type Asked = (Question, [ContentHash; 2]);

fn key((question, [inner, outer]): &Asked) -> Vec<u8> {
    [&[*question as u8][..], &inner.0, &outer.0].concat()
}

impl Cache {
    /// What is known of these, in their order.
    pub fn answers(&self, asked: &[Asked]) -> Vec<Option<bool>> {
        let rows = self.store.get(ANSWERS, asked.iter().map(|asked| key(asked).into()));
        rows.into_iter().map(|row| Some(row?.first()? == &1)).collect()
    }

    /// Keeps what was found out about these.
    pub fn keep_answers(&self, rows: &[(Asked, bool)]) {
        let rows: Vec<Entry> =
            rows.iter().map(|(asked, answer)| (key(asked), vec![u8::from(*answer)])).collect();
        self.store.keep(ANSWERS, &rows);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_comes_back_for_the_same_question_about_the_same_two_in_the_same_order() {
        let cache = Cache::temporary("model");
        let [one, two] = [1, 2].map(|n| ContentHash([n; 32]));
        cache.keep_answers(&[((Question::Added, [one, two]), true)]);
        let asked = [[one, two], [two, one]].map(|of| (Question::Added, of));
        assert_eq!(cache.answers(&asked), [Some(true), None]);
        assert_eq!(cache.answers(&[(Question::Unpacked, [one, two])]), [None]);
    }
}
