//! How the distances of similar shots are spread, behind the slider that cuts them off: where a valley is, a
//! threshold parts look-alikes from strangers.

use egui::{CornerRadius, Rect, Sense, Ui, pos2, vec2};

use super::super::theme::palette;
use crate::photo::{Findings, LOOSEST_DISTANCE};

const BARS: usize = 60;

/// Pairs of similar shots by their distance, in bars of equal width from 0 to the loosest distance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Histogram([u32; BARS]);

impl Histogram {
    /// Counts the pairs that the threshold decides about.
    pub fn of(findings: &Findings) -> Self {
        let mut bars = [0; BARS];
        let decided = findings.pairs.between_representatives().filter(|pair| pair.link.proof.is_none());
        for pair in decided {
            let share = pair.link.distance / LOOSEST_DISTANCE;
            bars[((share * BARS as f32) as usize).min(BARS - 1)] += 1;
        }
        Self(bars)
    }

    /// Draws it over the width of the slider below; what the threshold takes in has the accent. `inset` is how
    /// far the slider's ends are from its sides.
    pub fn ui(&self, ui: &mut Ui, threshold: f32, inset: f32) {
        const HEIGHT: f32 = 26.0;
        let most = self.0.iter().copied().max().unwrap_or(0);
        if most == 0 {
            return;
        }
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
        let colours = palette(ui);
        let step = (rect.width() - 2.0 * inset) / BARS as f32;
        for (at, pairs) in self.0.iter().enumerate().filter(|(_, pairs)| **pairs > 0) {
            // The root keeps the few near ones in sight beside the many far ones.
            let height = ((*pairs as f32 / most as f32).sqrt() * HEIGHT).max(2.0);
            let left = rect.left() + inset + at as f32 * step;
            let bar = Rect::from_min_max(
                pos2(left, rect.bottom() - height),
                pos2(left + (step - 1.0).max(1.0), rect.bottom()),
            );
            let within = (at as f32 + 0.5) / BARS as f32 * LOOSEST_DISTANCE <= threshold;
            let ink = if within { colours.accent } else { colours.button[2] };
            ui.painter().rect_filled(bar, CornerRadius::same(1), ink);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::sample;

    #[test]
    fn pairs_fall_into_the_bar_of_their_distance() {
        let Histogram(bars) =
            Histogram::of(&sample::findings(4, &[(0, 1, 0.0), (1, 2, 0.0049), (2, 3, LOOSEST_DISTANCE)]));
        assert_eq!((bars[0], bars[BARS - 1]), (2, 1));
        assert_eq!(bars.iter().sum::<u32>(), 3);
    }
}
