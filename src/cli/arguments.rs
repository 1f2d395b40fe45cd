//! What can be typed, and the help for it.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::exclude::Exclusions;
use crate::nearest::Metric;
use crate::photo::{DEFAULT_THRESHOLD, LOOSEST_DISTANCE};

const AFTER_HELP: &str = "\
Exit codes: 0 nothing found or done, 1 look-alikes found, 2 failed, 130 interrupted.

Environment: ORT_DYLIB_PATH names an ONNX Runtime library to use in place of the built-in engine;
LOOKALIKE_DEVICE=cpu keeps it on the processor, LOOKALIKE_DEVICE=gpu uses the graphics processor even
if it is slower; cuda, directml, coreml and webgpu are those of ONNX Runtime.

Examples:
  lookalike ~/Pictures                                   review the look-alikes of a folder
  lookalike scan ~/Pictures --report look-alikes.html    write them down instead
  lookalike scan ~/Pictures /media/backup --protect /media/backup --json > groups.json
  lookalike remove --from groups.json --exact            print what would go; with --yes move it
  lookalike find example.jpg ~/Pictures --limit 5        the five photos most like this one
  lookalike find cat.jpg ~/Pictures --like cat2.jpg      more of what these two show";

/// Finds duplicate and near-duplicate photos and shows them side by side. Nothing is ever deleted: photos
/// go to the system trash, and only when you say so.
#[derive(Debug, Parser)]
#[command(name = "lookalike", version = env!("LOOKALIKE_VERSION"), after_help = AFTER_HELP, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// Without a subcommand: the window.
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Folders to scan as soon as the window is open
    #[arg(value_name = "FOLDER")]
    pub folders: Vec<PathBuf>,
}

/// What to do without a window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find look-alikes and print them, or write reports; touches no photo
    Scan(ScanOptions),
    /// List what you said about look-alikes for good, or take over what a JSON report says
    Verdicts(VerdictOptions),
    /// Move photos to the trash as a JSON report says; without --yes only print what would be moved
    Remove(RemoveOptions),
    /// Put back what a removal moved
    Undo(UndoOptions),
    /// Find the photos most like an example, nearest first; touches no photo
    Find(FindOptions),
    /// Show what the inference can run on, what it uses, and why not the others
    Devices,
    /// Write the photos' embeddings as a NumPy array, for people who measure
    Embed(EmbedOptions),
}

/// Options of `scan`.
#[derive(Debug, Args)]
pub struct ScanOptions {
    /// Folders to scan, with everything below them
    #[arg(value_name = "FOLDER", required = true)]
    pub folders: Vec<PathBuf>,

    /// Cosine distance up to which photos are grouped: 0 is the same, lower is stricter
    #[arg(long, value_name = "D", default_value_t = DEFAULT_THRESHOLD, value_parser = threshold, allow_negative_numbers = true)]
    pub threshold: f32,

    /// Write a report; the ending chooses HTML, CSV or JSON; may be given several times
    #[arg(long, value_name = "FILE.html|.csv|.json")]
    pub report: Vec<PathBuf>,

    /// Print the groups as JSON
    #[arg(long)]
    pub json: bool,

    /// Never suggest to remove anything from this folder, which is one of those scanned or lies in one; may be given
    /// several times
    #[arg(long, value_name = "DIR")]
    pub protect: Vec<PathBuf>,

    /// Of photos that are equally good, keep the one in this folder; may be given several times, the first one counts most
    #[arg(long, value_name = "DIR")]
    pub prefer: Vec<PathBuf>,

    /// Also scan the originals in the libraries of other programs (Apple Photos, iPhoto, Aperture, Lightroom, Capture
    /// One and others); nothing is ever removed from them
    #[arg(long)]
    pub include_libraries: bool,

    /// Show only look-alikes in different ones of the folders, as between a library and its backup
    #[arg(long, conflicts_with = "within")]
    pub across: bool,

    /// Show only look-alikes in the same one of the folders
    #[arg(long)]
    pub within: bool,

    /// How to scan.
    #[command(flatten)]
    pub pace: Pace,
}

/// Options of `verdicts`.
#[derive(Debug, Args)]
pub struct VerdictOptions {
    /// Add the verdicts of this report to your own
    #[arg(long, value_name = "REPORT.json")]
    pub import: Option<PathBuf>,
}

/// Options of `remove`.
#[derive(Debug, Args)]
pub struct RemoveOptions {
    /// A report as `scan --report` or the window's export writes it: the photos whose decision in it is
    /// "remove" go
    #[arg(long, value_name = "REPORT.json")]
    pub from: PathBuf,

    /// Also every exact copy of a keeper, except those decided to be kept
    #[arg(long)]
    pub exact: bool,

    /// Move the photos to this folder instead of the trash, keeping their structure; it must be on the same drive and
    /// outside the scanned folders
    #[arg(long, value_name = "FOLDER")]
    pub move_to: Option<PathBuf>,

    /// Do it
    #[arg(long)]
    pub yes: bool,
}

/// Options of `undo`.
#[derive(Debug, Args)]
pub struct UndoOptions {
    /// The removal's name, as it was printed and as the history shows it [default: the last one of which
    /// something can be put back]
    #[arg(value_name = "RECEIPT")]
    pub receipt: Option<String>,

    /// Only list the removals there were
    #[arg(long)]
    pub list: bool,
}

/// Options of `find`.
#[derive(Debug, Args)]
pub struct FindOptions {
    /// The example, in the folders or elsewhere
    #[arg(value_name = "PHOTO")]
    pub photo: PathBuf,

    /// Folders to search, with everything below them
    #[arg(value_name = "FOLDER", required = true)]
    pub folders: Vec<PathBuf>,

    /// One more example of the same thing; may be given several times
    #[arg(long, value_name = "PHOTO")]
    pub like: Vec<PathBuf>,

    /// Photos to print at most
    #[arg(long, value_name = "N", default_value = "20")]
    pub limit: NonZeroUsize,

    /// How the distance is measured; the order is the same in all of them, since embeddings have length 1
    #[arg(long, value_enum, default_value_t)]
    pub metric: MetricName,

    /// Print the photos as JSON
    #[arg(long)]
    pub json: bool,

    /// How to scan.
    #[command(flatten)]
    pub pace: Pace,
}

/// A metric as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum MetricName {
    /// 1 minus the cosine, 0 (the same) to 2
    #[default]
    Cosine,
    /// The dot product with its sign turned, -1 (the same) to 1
    Dot,
    /// The length of the difference, 0 (the same) to 2
    L2,
}

impl From<MetricName> for Metric {
    fn from(name: MetricName) -> Self {
        match name {
            MetricName::Cosine => Self::Cosine,
            MetricName::Dot => Self::Dot,
            MetricName::L2 => Self::L2,
        }
    }
}

/// Options of `embed`.
#[derive(Debug, Args)]
pub struct EmbedOptions {
    /// Folders to scan, with everything below them
    #[arg(value_name = "FOLDER", required = true)]
    pub folders: Vec<PathBuf>,

    /// Where the array goes: float32, one row of 256 for each photo
    #[arg(long, value_name = "FILE.npy")]
    pub out: PathBuf,

    /// Where the photos' paths go, one line for each row [default: the array's name ending in .txt]
    #[arg(long, value_name = "FILE.txt")]
    pub paths: Option<PathBuf>,

    /// How to scan.
    #[command(flatten)]
    pub pace: Pace,
}

/// What is read, and how.
#[derive(Debug, Args)]
pub struct Pace {
    /// Leave out files and folders that match, as '*.png', 'Exports' or '/photos/2019'; may be given several times
    #[arg(long, value_name = "PATTERN", value_parser = pattern)]
    pub exclude: Vec<String>,

    /// Worker threads [default: one for each core]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub threads: usize,

    /// Read every photo anew and remember nothing
    #[arg(long)]
    pub no_cache: bool,
}

fn pattern(text: &str) -> Result<String, String> {
    let pattern = text.to_owned();
    Exclusions::read(std::slice::from_ref(&pattern)).map_err(|bad| bad.mistake.to_string())?;
    Ok(pattern)
}

fn threshold(text: &str) -> Result<f32, String> {
    let distance: f32 = text.parse().map_err(|_| "it is no number".to_owned())?;
    if (0.0..=LOOSEST_DISTANCE).contains(&distance) {
        Ok(distance)
    } else {
        Err(format!("it must lie between 0 and {LOOSEST_DISTANCE}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_version_names_the_commit_and_the_engine() {
        let said = Arguments::command().render_version();
        let (version, rest) = said.trim_end().split_once(" (").expect("more than a version");
        assert_eq!(version, concat!("lookalike ", env!("CARGO_PKG_VERSION")));
        let named: Vec<&str> = rest.split(", ").collect();
        let is_commit = |text: &str| text.len() >= 7 && text.chars().all(|digit| digit.is_ascii_hexdigit());
        assert!(
            matches!(named[..], ["built-in engine)"])
                || is_commit(named[0]) && named[1] == "built-in engine)"
        );
    }

    #[test]
    fn folders_open_the_window_and_subcommands_do_not() {
        let window = Arguments::parse_from(["lookalike", "/photos", "/more"]);
        assert!(window.command.is_none() && window.folders.len() == 2);
        let scan = Arguments::parse_from(["lookalike", "scan", "/photos", "--threshold", "0.2"]);
        assert!(matches!(scan.command, Some(Command::Scan(options)) if options.threshold == 0.2));
        for wrong in [["--threshold", "0.9"], ["--exclude", "[a"], ["--across", "--within"]] {
            assert!(
                Arguments::try_parse_from(["lookalike", "scan", "/p"].iter().chain(&wrong)).is_err(),
                "{wrong:?}"
            );
        }
    }

    #[test]
    fn the_first_path_of_find_is_the_example() {
        let typed = ["lookalike", "find", "a.jpg", "/photos", "--like", "b.jpg", "/more", "--metric", "l2"];
        let Some(Command::Find(find)) = Arguments::parse_from(typed).command else { panic!("it is find") };
        assert_eq!((find.photo, find.like), (PathBuf::from("a.jpg"), vec![PathBuf::from("b.jpg")]));
        assert_eq!((find.folders.len(), find.metric), (2, MetricName::L2));
        assert!(Arguments::try_parse_from(["lookalike", "find", "a.jpg"]).is_err());
        assert!(
            Arguments::try_parse_from(["lookalike", "find", "a.jpg", "/photos", "--limit", "0"]).is_err()
        );
    }
}
