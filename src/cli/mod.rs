//! The command line: arguments → the same calls the window makes → exit codes. Results go to standard
//! output, everything else to standard error, progress only if that is a terminal.

mod arguments;
mod commands;
mod find;
mod removal;
mod watch;

use std::process::ExitCode;

pub use arguments::{Arguments, Command};

use crate::progress::Stop;
use crate::settings::OwnFolders;

/// Nothing found, or done.
const DONE: u8 = 0;
/// Look-alikes found.
const FOUND: u8 = 1;
/// It could not be done.
const FAILED: u8 = 2;
/// The user interrupted it, as shells count it.
const INTERRUPTED: u8 = 130;

/// Runs a subcommand; `own` are the program's own folders.
pub fn run(command: &Command, own: Option<&OwnFolders>) -> ExitCode {
    let outcome = match command {
        Command::Scan(options) => commands::scan(options, own),
        Command::Find(options) => find::find(options, own),
        Command::Embed(options) => commands::embed(options, own),
        Command::Verdicts(options) => commands::verdicts(options, own),
        Command::Remove(options) => removal::remove(options, own),
        Command::Undo(options) => removal::undo(options, own),
        Command::Devices => commands::devices(own),
    };
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(Stop::Cancelled) => ExitCode::from(INTERRUPTED),
        Err(Stop::Failed(error)) => fail(&error),
    }
}

/// Says in one sentence why it could not be done.
pub fn fail(error: &anyhow::Error) -> ExitCode {
    watch::say(&format!("lookalike: {error:#}"));
    ExitCode::from(FAILED)
}
