//! How likely it is that one of two pictures was made from the other, from what their comparison comes to.
//!
//! Two additive models with monotone steps, trained by `models/train/verdict.py` on pairs of many kinds and validated on
//! kinds that were left out; `models/README.md` has the figures.

use std::sync::LazyLock;

use super::evidence::{self, Evidence, NAMES};

/// `model,input,above,adds`: where the input is larger than `above`, `adds` is added to the model's score; the row without
/// an input is where it begins.
const TABLE: &str = include_str!("../../../models/verdict.csv");

/// Below this likelihood two pictures are two.
const LIKELY: f32 = 0.7;
/// The same where an area differs: what is on one of them may be all that matters.
const LIKELY_COVERED: f32 = 0.97;
/// Hues farther apart than this, in degrees, are other hues: the light of another lamp moves them by 10.
const OTHER_HUE: f32 = 20.0;

/// Where more than this share of both differs, in area, what they have in common is the backdrop: a sticker over a quarter of a
/// photograph comes to 0.32 at most (25 of `make_modern.py`).
const MOST_COVERED: f32 = 0.34;
/// On a page or before a plain ground one thing in another colour leaves a fiftieth of the windows so many levels off the one
/// map of colours. Copies of photographs that were saved, cut, turned or made smaller leave 5.5 at most, brightened ones up to 17
/// (`make_copies.py`, `cargo bench --bench evidence`).
const OTHER_COLOUR: f32 = 8.0;
/// There, all colours together turned so far, in degrees, are those of another thing. Saving and making smaller turn them by 4 at
/// most (`make_copies.py`, `make_confusable.py --copies`), a photographed sheet by 7.8, a mug in the next colour by 14.
const TURNED_HUE: f32 = 9.0;

/// What the comparison of two pictures says about them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likelihood {
    /// How likely it is that one was made from the other, 0 to 1.
    pub share: f32,
    /// It is likely enough to be said.
    pub is_edit: bool,
    /// Colours have another hue.
    pub other_hue: bool,
}

/// What this evidence says.
pub fn of(evidence: &Evidence) -> Likelihood {
    let of = |name: &str| evidence::of_name(evidence, name);
    let (is_page, other_hue) = (evidence::is_page(evidence), of("hue") >= OTHER_HUE);
    if of("areas") > 0.0 {
        let share = COVERED.share(evidence);
        let is_covered = !is_page && !other_hue && of("share") <= MOST_COVERED;
        return Likelihood { share, is_edit: is_covered && share >= LIKELY_COVERED, other_hue };
    }
    let share = SAME.share(evidence);
    let is_other_colour = of("colour_98") >= OTHER_COLOUR || of("hue_shift") >= TURNED_HUE;
    let is_other_thing = is_page && (other_hue || is_other_colour);
    Likelihood { share, is_edit: !is_other_thing && share >= LIKELY, other_hue }
}

/// Nothing differs.
static SAME: LazyLock<Model> = LazyLock::new(|| Model::read("same"));
/// What differs was put over one of the two.
static COVERED: LazyLock<Model> = LazyLock::new(|| Model::read("covered"));

struct Model {
    begin: f32,
    /// Place of the input among [`NAMES`], the threshold, and what is added above it.
    steps: Vec<(usize, f32, f32)>,
}

impl Model {
    fn read(name: &str) -> Self {
        let mut model = Self { begin: 0.0, steps: Vec::new() };
        for line in TABLE.lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let &[model_name, input, above, adds] = fields.as_slice() else { continue };
            let (above, adds) = (above.parse().unwrap_or(f32::INFINITY), adds.parse().unwrap_or(0.0));
            match NAMES.iter().position(|known| *known == input) {
                Some(at) if model_name == name => model.steps.push((at, above, adds)),
                None if model_name == name => model.begin += adds,
                _ => {}
            }
        }
        model
    }

    fn share(&self, evidence: &Evidence) -> f32 {
        let steps = self.steps.iter().filter(|(at, above, _)| evidence[*at] > *above);
        let score: f32 = self.begin + steps.map(|(_, _, adds)| adds).sum::<f32>();
        1.0 / (1.0 + (-score).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        let rows = TABLE.lines().count() - 1;
        assert_eq!(SAME.steps.len() + COVERED.steps.len() + 2, rows);
        assert!(rows > 20);
    }

    #[test]
    fn what_differs_more_is_never_likelier_to_be_the_same() {
        for at in ["structure_top", "offset_top", "colour_top", "apart_top", "shift_50"] {
            let at = NAMES.iter().position(|name| *name == at).expect("a name");
            let shares = [0.0, 0.1, 0.5, 1.0, 5.0, 50.0].map(|value| {
                let mut evidence = [0.0; NAMES.len()];
                evidence[at] = value;
                SAME.share(&evidence)
            });
            assert!(shares.is_sorted_by(|one, other| one >= other), "{shares:?}");
        }
    }
}
