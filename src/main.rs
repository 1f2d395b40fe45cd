//! The program: with a subcommand the command line, otherwise the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

use clap::Parser;
use lookalike::cli::{self, Arguments};
use lookalike::settings::OwnFolders;
use lookalike::ui::{self, Launch};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let own = OwnFolders::of_user();
    match arguments.command {
        Some(command) => cli::run(&command, own.as_ref()),
        None => {
            match ui::run(Launch { folders: arguments.folders, own, languages: ui::system_languages() }) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => cli::fail(&error),
            }
        }
    }
}
