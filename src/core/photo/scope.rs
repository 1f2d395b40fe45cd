//! Between which photos look-alikes are looked for.

/// Between which of the chosen folders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Between {
    /// All photos, wherever they lie.
    #[default]
    Everywhere,
    /// Only photos in different ones of the chosen folders.
    Across,
    /// Only photos in the same one.
    Within,
}

/// Which groups are shown of all that could be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scope {
    /// Between which of the chosen folders. One that lies in another counts as part of that one.
    pub between: Between,
    /// Groups of protected photos only are not shown: nothing can be removed from them.
    pub hides_protected: bool,
}
