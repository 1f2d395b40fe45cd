//! What the user should know about a scan or about what is remembered, as data and in English.

use std::fmt;
use std::path::PathBuf;

/// Something that went wrong and cost time, never a photo. Its `Display` is a sentence in English; a `String` is what the
/// system or a library says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The cache was damaged; this file of it is not used any more.
    CacheDamaged(PathBuf),
    /// The cache has another form now; this file of it is not used any more.
    CacheReplaced(PathBuf),
    /// There is no file for a cache.
    CacheUnusable(String),
    /// The cache cannot be read now.
    CacheNotRead(String),
    /// The cache cannot be written now.
    CacheNotWritten(String),
    /// Rows of the cache were not what was written.
    CacheRowsDamaged,
    /// A device, by its name, failed while it was used.
    DeviceFailed(String, String),
    /// The verdicts in this file cannot be read now.
    VerdictsClosed(PathBuf, String),
    /// The verdicts in this file were written by a newer version.
    VerdictsNewer(PathBuf),
    /// This file holds no verdicts.
    VerdictsDamaged(PathBuf),
    /// The same, and it was kept under the second name.
    VerdictsSetAside(PathBuf, PathBuf),
    /// The preferences in this file cannot be read now.
    SettingsClosed(PathBuf, String),
    /// This file held no preferences, and was kept under the second name.
    SettingsSetAside(PathBuf, PathBuf),
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CacheDamaged(file) => write!(
                f,
                "The cache was damaged and is made anew; the damaged file {} is not used any more and may be deleted.",
                file.display()
            ),
            Self::CacheReplaced(file) => write!(
                f,
                "The cache is kept in another form now and made anew; {} is not used any more and may be deleted.",
                file.display()
            ),
            Self::CacheUnusable(why) => {
                write!(f, "There is no usable cache ({why}): nothing is remembered this time.")
            }
            Self::CacheNotRead(why) => write!(f, "The cache could not be read ({why}): this takes longer."),
            Self::CacheNotWritten(why) => {
                write!(f, "The cache could not be written ({why}): the next scan takes longer.")
            }
            Self::CacheRowsDamaged => f.write_str("Parts of the cache were damaged and are made anew."),
            Self::DeviceFailed(name, why) => {
                write!(f, "{name} failed ({why}); the scan went on with the processor")
            }
            Self::VerdictsClosed(file, why) => {
                write!(
                    f,
                    "What was said about look-alikes before is not used: {} cannot be opened: {why}",
                    file.display()
                )
            }
            Self::VerdictsNewer(file) => write!(
                f,
                "What was said about look-alikes before is not used: {} was written by a newer Lookalike",
                file.display()
            ),
            Self::VerdictsDamaged(file) => write!(
                f,
                "What was said about look-alikes before is not used: {} holds no verdicts that can be read",
                file.display()
            ),
            Self::VerdictsSetAside(file, aside) => write!(
                f,
                "{} holds no verdicts that can be read; it was kept as {}",
                file.display(),
                aside.display()
            ),
            Self::SettingsClosed(file, why) => {
                write!(f, "The settings are not used: {} cannot be opened: {why}", file.display())
            }
            Self::SettingsSetAside(file, aside) => write!(
                f,
                "{} holds no settings that can be read; it was kept as {}",
                file.display(),
                aside.display()
            ),
        }
    }
}

impl std::error::Error for Notice {}
