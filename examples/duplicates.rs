//! Lists what looks alike in folders: `cargo run --release --example duplicates FOLDER…`.

use std::io::{self, Write};

use lookalike::discover::Folders;
use lookalike::embed::Engine;
use lookalike::groups;
use lookalike::photo::DEFAULT_THRESHOLD;
use lookalike::progress::{Progress, Stop};
use lookalike::scan::{self, ScanRequest};
use lookalike::verdicts::VerdictIndex;

fn main() -> anyhow::Result<()> {
    let folders =
        Folders { scanned: std::env::args_os().skip(1).map(Into::into).collect(), ..Folders::default() };
    let request = ScanRequest { folders, threads: 0, cache: scan::cache(None) };
    let findings = match scan::scan(&request, &Engine::open(None), &Progress::default()) {
        Ok(findings) => findings,
        Err(Stop::Failed(error)) => return Err(error),
        Err(Stop::Cancelled) => return Ok(()),
    };
    let mut out = io::stdout().lock();
    for group in groups::form(&findings, DEFAULT_THRESHOLD, &VerdictIndex::default()) {
        writeln!(out, "{}", findings.photo(group.keeper).path().display())?;
        for member in &group.members {
            writeln!(out, "    {}", findings.photo(member.photo).path().display())?;
        }
    }
    Ok(())
}
