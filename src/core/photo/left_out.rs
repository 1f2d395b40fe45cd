//! What a scan passes over because it is no album of the user's.

use std::fmt;
use std::path::PathBuf;

/// Why something is passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftOutKind {
    /// What was thrown away lies there until it is emptied. Never scanned.
    Trash,
    /// Earlier states, which go by themselves. Never scanned.
    Snapshot,
    /// Thumbnails and the like, which a program can make again. Scanned if it is one of the chosen folders.
    Cache,
    /// Files that another program keeps in an order of its own. Its originals can be scanned, and nothing in it is removed.
    Library,
    /// It matches a pattern of the user's, which is its name here.
    Excluded,
    /// A link, which is followed only if it is one of the chosen folders.
    Link,
}

impl LeftOutKind {
    /// Its name in the reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Trash => "trash",
            Self::Snapshot => "snapshot",
            Self::Cache => "cache",
            Self::Library => "library",
            Self::Excluded => "excluded",
            Self::Link => "link",
        }
    }
}

/// Folders of one name that were passed over, or all links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Why.
    pub kind: LeftOutKind,
    /// The name they have; empty for links.
    pub name: String,
    /// How many there are.
    pub count: usize,
    /// The first of them.
    pub first: PathBuf,
}

impl fmt::Display for LeftOut {
    /// `@eaDir, 12 times: thumbnails that a program made`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, name, count, first } = self;
        let times = if *count == 1 { String::new() } else { format!(", {count} times") };
        match kind {
            LeftOutKind::Link if *count == 1 => write!(f, "{}: a link", first.display()),
            LeftOutKind::Link => write!(f, "{count} links, the first one {}", first.display()),
            LeftOutKind::Trash => write!(f, "{name}{times}: a trash"),
            LeftOutKind::Snapshot => write!(f, "{name}{times}: earlier states of files"),
            LeftOutKind::Cache => write!(f, "{name}{times}: files that a program can make again"),
            LeftOutKind::Excluded => write!(f, "{name}{times}: left out by you"),
            LeftOutKind::Library => write!(f, "{name}{times}: files of another program"),
        }
    }
}
