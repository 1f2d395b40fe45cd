//! What screens ask for. `app` has the one place that carries it out.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use egui::ColorImage;

use super::chosen::ChosenFolder;
use super::command::Command;
use super::rules::Rule;
use super::toast::Toast;
use crate::photo::{PhotoId, Scope, SharedFindings};
use crate::progress::Stop;
use crate::removal::Receipt;
use crate::settings::Theme;

/// What to find photos like.
#[derive(Debug, Clone)]
pub enum Example {
    /// These photos, which may lie anywhere.
    Photos(Vec<PathBuf>),
    /// A picture from the clipboard.
    Pasted(Arc<ColorImage>),
}

/// What a screen asks for; it changes itself only where nobody else is concerned.
pub enum Action {
    /// Scan these folders.
    Scan(Vec<ChosenFolder>),
    /// Offer to scan these folders when the scan that runs has ended.
    ScanLater(Vec<PathBuf>),
    /// The scan ended.
    ScanEnded(Result<SharedFindings, Stop>),
    /// Give the scan up.
    CancelScan,
    /// Review what was found before the scan was given up.
    ReviewCancelled,
    /// Review what was found so far; the scan goes on.
    ReviewSoFar,
    /// Review also what the scan has found since.
    ShowMore,
    /// From the review back to the scan that goes on behind it.
    BackToScan,
    /// Show what would be removed.
    Apply,
    /// Return to the review, without the photos that are gone.
    BackToReview,
    /// Carry out what the page shows.
    Remove,
    /// The removal ended.
    Removed(Result<Receipt, Stop>),
    /// Undo the removal with this name.
    Undo(String),
    /// Put back this photo of it, told by its place in the receipt.
    UndoOne(String, usize),
    /// The undo ended.
    Restored(Result<Receipt, Stop>),
    /// Show all removals there were.
    OpenHistory,
    /// Back to where the history was opened.
    LeaveHistory,
    /// Ask where to write a report.
    OpenExport,
    /// Back to the start; asks first if marks would be forgotten.
    NewScan,
    /// Back to the start.
    LeaveReview,
    /// Use this theme from now on.
    SetTheme(Theme),
    /// Speak the language with this code from now on; `None`: the system's.
    SetLanguage(Option<String>),
    /// Show the settings.
    OpenPreferences,
    /// Close the settings.
    ClosePreferences,
    /// Do this to the review.
    Review(Command),
    /// Find photos like these.
    FindLike(Example),
    /// Back to the review from what was found; says why there was nothing to show.
    FindEnded(Option<String>),
    /// Mark this photo that was found in the review, or take its mark back.
    MarkFound(PhotoId),
    /// Show the map.
    OpenMap,
    /// Back to the review from the map; says why there was none.
    LeaveMap(Option<String>),
    /// Back to the review, at the group of this photo.
    OpenGroup(PhotoId),
    /// Back to the review, with groups of these photos only.
    ReviewOnly(BTreeSet<PhotoId>),
    /// Say this about a folder, for this review and all scans from now on.
    AddRule(Rule),
    /// Say it no longer; what is on the screen stays as it is.
    DropRule(Rule),
    /// Take back what was said last about a folder, in the review too.
    TakeBackRule,
    /// Show these groups from now on.
    SetScope(Scope),
    /// Tell the user something.
    Tell(Toast),
    /// Close the question on top.
    CloseQuestion,
}
