//! Why a file was skipped, as it lies on disk.

use serde::{Deserialize, Serialize};

use crate::photo::SkipReason;

#[derive(Serialize, Deserialize)]
pub enum StoredReason {
    Closed(String),
    NeverScanned,
    NotAFile,
    Empty,
    LargerThan(u64),
    NotReadYet(String),
    KindNotReadYet(String),
    NoPicture,
    NoPixels,
    TooManyPixels([u32; 2], u64),
    Damaged(String, String),
    BrokeDecoder,
    TookLongerThan(u64),
    Other(String),
    InTheCloud,
    NoPreview,
}

/// Both ways, variant by variant.
macro_rules! the_same_in_both {
    ($($variant:ident $(($($part:ident),+))?),+) => {
        impl From<&SkipReason> for StoredReason {
            fn from(reason: &SkipReason) -> Self {
                match reason.clone() {
                    $(SkipReason::$variant $(($($part),+))? => Self::$variant $(($($part),+))?),+
                }
            }
        }

        impl From<StoredReason> for SkipReason {
            fn from(reason: StoredReason) -> Self {
                match reason {
                    $(StoredReason::$variant $(($($part),+))? => Self::$variant $(($($part),+))?),+
                }
            }
        }
    };
}

the_same_in_both!(
    Closed(why),
    NeverScanned,
    NotAFile,
    Empty,
    LargerThan(mebibytes),
    NotReadYet(format),
    KindNotReadYet(format),
    NoPicture,
    NoPixels,
    TooManyPixels(size, megapixels),
    Damaged(format, why),
    BrokeDecoder,
    TookLongerThan(seconds),
    Other(why),
    InTheCloud,
    NoPreview
);
