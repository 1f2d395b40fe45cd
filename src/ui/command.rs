//! What the user can ask of a review; `keys` gives these, and so does everything that is drawn.

use super::review::{Column, Sort, Tab};
use super::rules::Rule;
use crate::photo::PhotoId;

/// Everything the user can do to a review, by key or by pointer.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Go to the row below.
    NextGroup,
    /// Go to the row above.
    PreviousGroup,
    /// Compare with the next photo of the group.
    NextPhoto,
    /// Compare with the previous photo of the group.
    PreviousPhoto,
    /// Take the suggestion.
    Accept,
    /// Keep the photo with this number, counted from 0.
    KeepNumber(usize),
    /// Keep this photo.
    Keep(PhotoId),
    /// Mark or unmark the photo on the right.
    ToggleMark,
    /// Keep all photos of the group, in this review.
    KeepAll,
    /// Keep all photos of the group, also when they are scanned again.
    KeepAllForGood,
    /// The two photos are no duplicates, for good.
    NotDuplicates,
    /// The page of what was said for good.
    Verdicts,
    /// Take this verdict back, counted from the oldest.
    TakeBack(usize),
    /// Take back what was decided about the group.
    Reopen,
    /// Take the last decision back.
    Undo,
    /// Decide once more what was taken back.
    Redo,
    /// Swap the two photos while held.
    Flick,
    /// Closer.
    ZoomIn,
    /// Further away.
    ZoomOut,
    /// The whole photo, or a pixel a pixel.
    ToggleFit,
    /// The photo on the right is better than the one on the left: keep it, and compare it with the next.
    TakeOver,
    /// Look at the same spot of all photos of the group.
    ToggleLoupe,
    /// Number similar shots by their sharpness, or as they were.
    ToggleSharpest,
    /// Show where the two photos differ.
    ToggleDifference,
    /// Lay the two photos over each other with a line between them.
    ToggleSwipe,
    /// The page of keys.
    Help,
    /// Go to this group.
    Select(usize),
    /// Compare with this photo.
    Show(PhotoId),
    /// Show the list below.
    NextTab,
    /// Show the list above.
    PreviousTab,
    /// Show another list.
    ShowTab(Tab),
    /// Order the list.
    Order(Sort),
    /// Ask before all exact copies are marked.
    AskMarkExact,
    /// Mark all exact copies.
    MarkExact,
    /// The page about this scan and what it skipped.
    AboutScan,
    /// Show or hide the panel with the details.
    ToggleWhy,
    /// What is asked of the table.
    Table(TableCommand),
    /// Give the whole screen to the photos, or take it back.
    ToggleFullScreen,
    /// Close the page on top.
    CloseOverlay,
    /// Find photos like this one, or like the one on the right.
    FindLike(Option<PhotoId>),
    /// The page before a removal.
    Apply,
    /// Choose other folders.
    NewScan,
    /// Show all groups of the list.
    ClearFilter,
    /// Group photos up to this distance.
    SetThreshold(f32),
    /// The map of all photos.
    OpenMap,
    /// Say this about a folder from now on.
    Rule(Rule),
}

/// What the user can ask of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableCommand {
    /// Show it, or the two photos of its selected row.
    Toggle,
    /// Select the row so many below, or above.
    Step(isize),
    /// Select the row of this photo.
    Select(PhotoId),
    /// Mark or unmark the photo of this row.
    Tick(PhotoId),
    /// The same for all rows from the one that was ticked last.
    TickTo(PhotoId),
    /// Mark or unmark the photo of the selected row.
    TickSelected,
    /// Keep all photos of the selected row's group, in this review.
    KeepAll,
    /// The same, also when they are scanned again.
    KeepAllForGood,
    /// Sort the rows by this column.
    Sort(Column),
}

impl Command {
    /// A key held down may give it again and again: it moves, and decides nothing. To egui a key is also held down whose release
    /// it takes for that of another one, as of "?" when Shift is let go first.
    pub fn may_repeat(&self) -> bool {
        use Command::*;
        matches!(
            self,
            Table(TableCommand::Step(_))
                | NextGroup
                | PreviousGroup
                | NextPhoto
                | PreviousPhoto
                | ZoomIn
                | ZoomOut
                | Help
        )
    }
}
