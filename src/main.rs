//! The program: with a subcommand the command line, otherwise the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

use clap::Parser;
use log::LevelFilter;
use lookalike::cli::{self, Arguments};
use lookalike::settings::OwnFolders;
use lookalike::ui::{self, Launch};

fn main() -> ExitCode {
    // Silent unless `RUST_LOG` asks for more, as in `RUST_LOG=lookalike_core=info`.
    env_logger::Builder::new().filter_level(LevelFilter::Off).parse_default_env().init();
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
