//! What the user leaves out of scans: folders, files and patterns over both.

use std::fmt;
use std::path::{Path, PathBuf};

use globset::{ErrorKind, GlobBuilder, GlobSet, GlobSetBuilder};

/// Patterns that were read. A pattern without a slash matches a name at any depth, one with a slash the end of a path, and one
/// that begins at the root a whole path; what lies in a matching folder is left out with it. Upper and lower case are the same.
#[derive(Debug, Clone, Default)]
pub struct Exclusions {
    patterns: Vec<String>,
    set: GlobSet,
}

/// A pattern that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadPattern {
    /// As it was typed.
    pub pattern: String,
    /// Why.
    pub mistake: Mistake,
}

/// What is wrong with a pattern. Its `Display` is a few words in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistake {
    /// It has no letters.
    Empty,
    /// A `[` without its `]`.
    UnclosedClass,
    /// A range, as in `[z-a]`, that ends before it begins.
    BackwardRange(char, char),
    /// A `}` without its `{`.
    UnopenedAlternates,
    /// A `{` without its `}`.
    UnclosedAlternates,
    /// A `\\` at its end.
    DanglingEscape,
    /// Something else, as the library says it.
    Other(String),
}

impl From<&ErrorKind> for Mistake {
    fn from(kind: &ErrorKind) -> Self {
        match kind {
            ErrorKind::UnclosedClass => Self::UnclosedClass,
            ErrorKind::InvalidRange(from, to) => Self::BackwardRange(*from, *to),
            ErrorKind::UnopenedAlternates => Self::UnopenedAlternates,
            ErrorKind::UnclosedAlternates => Self::UnclosedAlternates,
            ErrorKind::DanglingEscape => Self::DanglingEscape,
            other => Self::Other(other.to_string()),
        }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("it is empty"),
            Self::UnclosedClass => f.write_str("a [ is not closed by a ]"),
            Self::BackwardRange(from, to) => write!(f, "the range {from}-{to} ends before it begins"),
            Self::UnopenedAlternates => f.write_str("a } has no { before it"),
            Self::UnclosedAlternates => f.write_str("a { is not closed by a }"),
            Self::DanglingEscape => f.write_str("nothing follows the \\ at its end"),
            Self::Other(said) => f.write_str(said),
        }
    }
}

impl fmt::Display for BadPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the pattern {:?} cannot be read: {}", self.pattern, self.mistake)
    }
}

impl std::error::Error for BadPattern {}

impl Exclusions {
    /// Reads patterns; the first one that cannot be read is the error.
    pub fn read(patterns: &[String]) -> Result<Self, BadPattern> {
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            let bad = |mistake: Mistake| BadPattern { pattern: pattern.clone(), mistake };
            let typed = pattern.trim().trim_end_matches(['/', '\\']);
            if typed.is_empty() {
                return Err(bad(Mistake::Empty));
            }
            let whole = if Path::new(typed).is_absolute() { typed.to_owned() } else { format!("**/{typed}") };
            let glob = GlobBuilder::new(&whole).literal_separator(true).case_insensitive(true).build();
            set.add(glob.map_err(|error| bad(error.kind().into()))?);
        }
        let bad = |error: globset::Error| BadPattern {
            pattern: error.glob().unwrap_or_default().to_owned(),
            mistake: error.kind().into(),
        };
        Ok(Self { patterns: patterns.to_vec(), set: set.build().map_err(bad)? })
    }

    /// The pattern that matches this very path, if one does.
    pub fn pattern_for(&self, path: &Path) -> Option<&str> {
        let at = self.set.matches(path).first().copied()?;
        self.patterns.get(at).map(String::as_str)
    }

    /// Whether a file, or a folder between it and the one of `roots` that it lies in, matches. A chosen folder itself counts for
    /// nothing: it is scanned because it was chosen.
    pub fn leaves_out(&self, file: &Path, roots: &[PathBuf]) -> bool {
        let below_root = file.ancestors().take_while(|path| !roots.iter().any(|root| root == path));
        !self.set.is_empty() && below_root.into_iter().any(|path| self.set.is_match(path))
    }

    /// Nothing is left out.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty()
    }
}

/// The pattern that matches this path and nothing else. Bytes that are no text match any others.
pub fn literally(path: &Path) -> String {
    globset::escape(&path.to_string_lossy()).replace(char::REPLACEMENT_CHARACTER, "*")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves_out(pattern: &str, file: &str) -> bool {
        let exclusions = Exclusions::read(&[pattern.to_owned()]).expect("readable");
        exclusions.leaves_out(Path::new(file), &[PathBuf::from("/p")])
    }

    #[test]
    fn names_ends_of_paths_and_whole_paths_match_with_all_that_lies_in_them() {
        for pattern in ["*.PNG", "old", "Old/", "o?d", "2019/old", "/p/2019/old", "/p/*/old", "{old,new}"] {
            assert!(leaves_out(pattern, "/p/2019/old/a.png"), "{pattern}");
        }
        for pattern in ["*.jpg", "ol", "2019/a.png", "/p/old", "/p", "p", "a"] {
            assert!(!leaves_out(pattern, "/p/2019/old/a.png"), "{pattern}");
        }
    }

    #[test]
    fn a_path_taken_literally_matches_itself_alone() {
        let pattern = literally(Path::new("/p/[2019] {old}"));
        assert!(leaves_out(&pattern, "/p/[2019] {old}/a.png"));
        assert!(!leaves_out(&pattern, "/p/2 old/a.png"));
    }

    #[test]
    fn a_pattern_that_cannot_be_read_is_one_sentence() {
        let said = |pattern: &str| Exclusions::read(&[pattern.to_owned()]).map(drop).unwrap_err().to_string();
        assert!(said("[a").starts_with("the pattern \"[a\" cannot be read: "), "{}", said("[a"));
        assert_eq!(said(" / "), "the pattern \" / \" cannot be read: it is empty");
    }
}
