//! Steps of a review, taken back and done once more.

use super::{Review, Step};

impl Review {
    /// Takes the last step back; returns the group it happened in, as far as it still exists.
    pub fn undo(&mut self) -> Option<usize> {
        let step = self.undo.pop()?;
        self.revision += 1;
        let (place, back) = self.replay(step);
        self.redo.push(back);
        place
    }

    /// Does the last step taken back once more; returns the group it happened in.
    pub fn redo(&mut self) -> Option<usize> {
        let step = self.redo.pop()?;
        self.revision += 1;
        let (place, back) = self.replay(step);
        self.undo.push(back);
        place
    }

    /// There is a step to take back.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    pub(super) fn remember(&mut self, step: Step) {
        if !step.decisions.is_empty() || !step.keepers.is_empty() || step.verdict.is_some() {
            self.undo.push(step);
            self.redo.clear();
            self.revision += 1;
        }
    }

    /// Changes everything back as `step` says; returns its place and the step that undoes this one.
    fn replay(&mut self, step: Step) -> (Option<usize>, Step) {
        let mut back = Step { place: step.place, ..Step::default() };
        if let Some(change) = step.verdict {
            self.change_verdicts(change, &mut back);
        }
        for (photo, by) in step.keepers.into_iter().rev() {
            self.choose(photo, by, &mut back);
        }
        if !back.keepers.is_empty() || back.verdict.is_some() {
            self.regroup();
        }
        for (photo, decided) in step.decisions.into_iter().rev() {
            self.put(photo, decided, &mut back);
        }
        let place = step.place.and_then(|photo| self.group_of(photo));
        // The threshold may have moved since: what is put back holds only where it stands on a pair.
        self.settle_marks(self.all_marks().collect());
        (place, back)
    }
}
