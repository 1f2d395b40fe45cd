//! Every visible string, in one place. The words lie in `languages/`, one file a language, written as
//! [Project Fluent](https://projectfluent.org) describes; which words there are, and what they are told, is
//! declared here, one file a screen. A message that is declared and not in every language, or the other way
//! round, fails a test.
//!
//! Another language is one more file in `languages/`, named by its code, and nothing else.

/// Declares messages under the names they have in the files of the languages. `name;` becomes a function
/// that returns a `&'static str`; `name(photos: usize, size: u64 => bytes);` one that takes these arguments
/// and returns a `String`. What stands after `=>` turns an argument into words that is no text and no count.
macro_rules! messages {
    (@message $name:ident) => {
        pub fn $name() -> &'static str {
            $crate::ui::text::language::plain(stringify!($name))
        }
    };
    (@message $name:ident ($($argument:ident : $kind:ty $(=> $worded:path)?),+)) => {
        pub fn $name($($argument: $kind),+) -> String {
            use $crate::ui::text::language::{Argument, with};
            with(stringify!($name), [$((stringify!($argument), Argument::value($($worded)? ($argument)))),+])
        }
    };
    ($($name:ident $(($($argument:ident : $kind:ty $(=> $worded:path)?),+))?;)+) => {
        $(messages!(@message $name $(($($argument : $kind $(=> $worded)?),+))?);)+

        /// What is declared here: names, and the names of the arguments.
        #[cfg(test)]
        pub(super) const DECLARED: &[(&str, &[&str])] =
            &[$((stringify!($name), &[$($(stringify!($argument)),+)?])),+];
    };
}

mod afterwards;
mod changes;
mod comparing;
mod everywhere;
mod failures;
mod finding;
mod going;
mod history;
mod holdings;
mod ideas;
mod language;
mod map;
mod numbers;
mod problems;
mod report;
mod review;
mod rules;
mod scanning;
mod start;
mod table;
mod verdicts;

#[cfg(test)]
mod tests;

pub use self::afterwards::*;
pub use self::changes::*;
pub use self::comparing::*;
pub use self::everywhere::*;
pub use self::failures::*;
pub use self::finding::*;
pub use self::going::*;
pub use self::history::*;
pub use self::holdings::*;
pub use self::ideas::*;
pub use self::language::{choose_language, languages, spoken};
pub use self::map::*;
pub use self::numbers::*;
pub use self::problems::{problem, system};
pub use self::report::{may_go, report_phrase};
pub use self::review::*;
pub use self::rules::*;
pub use self::scanning::*;
pub use self::start::*;
pub use self::table::*;
pub use self::verdicts::*;
