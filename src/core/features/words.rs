//! Words for local features, so that photos can be sought by what they have in common: the same corner has the same word in
//! many of the photos that show it, mirrored ones too, and other corners hardly ever.

use super::{Descriptor, Features};

/// Comparisons of each half of a description that make its word. Tried with comparisons drawn at random on 1,286 photos
/// of three benchmarks: six nearest by words tie 0.92 of insets and all halves of collages to their family with 20, 0.92 and 0.96 with
/// 16. What it comes to now: `make_hard.py`, which `tests/accuracy/run.py` runs.
const OF_EACH_HALF: u32 = 20;

impl Features {
    /// The words of all corners, also of those of the pictures on a page, sorted, each once.
    pub fn words(&self) -> Vec<u32> {
        let insets = self.insets.iter().flat_map(|inset| &inset.features().descriptors);
        let mut words: Vec<u32> = self.descriptors.iter().chain(insets).map(word).collect();
        words.sort_unstable();
        words.dedup();
        words
    }
}

/// The halves of a description are each other's reflection, so that a word takes them in no order.
fn word(descriptor: &Descriptor) -> u32 {
    let [one, other] = [descriptor[0], descriptor[2]].map(|bits| bits & ((1 << OF_EACH_HALF) - 1));
    let both = one.min(other) << OF_EACH_HALF | one.max(other);
    // Fibonacci hashing (Knuth, "The Art of Computer Programming", volume 3, 6.4).
    (both.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use crate::features::{drawn::scene, extract};
    use image::imageops;

    #[test]
    fn a_mirrored_copy_has_the_same_words_and_a_stranger_others() {
        let photo = extract(&scene(1, 500, 400));
        let shared =
            |other: &[u32]| photo.words().iter().filter(|word| other.binary_search(word).is_ok()).count();
        let mirrored = extract(&imageops::flip_horizontal(&scene(1, 500, 400)));
        let stranger = extract(&scene(2, 500, 400));
        let [mirrored, stranger] = [mirrored, stranger].map(|other| shared(&other.words()));
        assert!(mirrored > 5 * stranger && mirrored > 200, "{mirrored} {stranger}");
        assert_eq!(shared(&photo.mirrored().words()), photo.words().len());
    }
}
