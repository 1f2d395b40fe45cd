//! The window.
use crate::settings::OwnFolders;
use std::path::PathBuf;
/// How the window starts.
pub struct Launch {
    /// Folders.
    pub folders: Vec<PathBuf>,
    /// Own.
    pub own: Option<OwnFolders>,
}
/// Runs it.
pub fn run(_: Launch) -> anyhow::Result<()> {
    anyhow::bail!("no window")
}
