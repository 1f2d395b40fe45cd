//! What outlives the screens of the window.

use super::engine::EngineState;
use super::pictures::Store;
use super::recent::RecentReviews;
use crate::cache::Cache;
use crate::removal::History;
use crate::settings::{OwnFolders, Settings};

/// What outlives the screens.
pub struct Shared {
    /// Preferences.
    pub settings: Settings,
    /// Where the program keeps its own files.
    pub own: Option<OwnFolders>,
    /// Codes of the languages the user prefers, the best first.
    pub languages: Vec<String>,
    /// What the scan will run on.
    pub engine: EngineState,
    /// What scans found out, for all work of the window.
    pub cache: Cache,
    /// Small pictures remembered on disk; none if there is no place for them.
    pub thumbnails: Option<Store>,
    /// The reviews that can be gone on with.
    pub reviews: RecentReviews,
    /// Every removal there was; `None` without a folder to keep it in.
    pub history: Option<History>,
}
