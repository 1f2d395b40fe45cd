//! All tests of the whole program, in one binary: linking the window and the engine takes longer than most of them.

mod applying;
mod architecture;
mod circles;
mod cli;
mod comparing;
mod empty;
mod find;
mod hostile;
#[cfg(unix)]
mod interrupted;
mod journeys;
mod keepers;
mod looking;
mod model;
mod removal;
mod reviewing;
mod rules;
mod sessions;
mod support;
mod table;
