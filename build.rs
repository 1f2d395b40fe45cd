//! Two things that the compiler cannot know: which commit this is, for `--version`, and what Windows shows of the program,
//! its icon and its version. A language that was added to the folder must be noticed as well.

use std::error::Error;
use std::path::Path;
use std::process::Command;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=src/ui/text/languages");
    println!("cargo::rerun-if-env-changed=LOOKALIKE_COMMIT");
    let package = std::env::var("CARGO_MANIFEST_DIR")?;
    // A development build is of no commit, as its sources change; and a check for Windows needs no resource compiler.
    let is_release = std::env::var("PROFILE")? == "release";
    let commit = if is_release { commit(Path::new(&package)) } else { None };
    let commit = commit.map(|commit| format!("{commit}, ")).unwrap_or_default();
    println!("cargo::rustc-env=LOOKALIKE_VERSION={} ({commit}built-in engine)", env!("CARGO_PKG_VERSION"));
    if is_release && std::env::var("CARGO_CFG_TARGET_OS")? == "windows" {
        windows_resource()?;
    }
    Ok(())
}

/// What a package says that is built without the history, or what git says of this very folder.
fn commit(package: &Path) -> Option<String> {
    if let Ok(told) = std::env::var("LOOKALIKE_COMMIT") {
        return Some(told).filter(|told| !told.is_empty());
    }
    let git = |arguments: &[&str]| {
        let said =
            Command::new("git").arg("-C").arg(package).arg("rev-parse").args(arguments).output().ok()?;
        let said = said.status.success().then(|| String::from_utf8(said.stdout).ok())??;
        Some(said.trim().to_owned())
    };
    // Sources without a history may lie in somebody else's.
    let top = std::fs::canonicalize(git(&["--show-toplevel"])?).ok()?;
    if top != std::fs::canonicalize(package).ok()? {
        return None;
    }
    let log = package.join(git(&["--git-path", "logs/HEAD"])?);
    if log.exists() {
        println!("cargo::rerun-if-changed={}", log.display());
    }
    git(&["--short=7", "HEAD"])
}

/// The icon, and the table of the version that the properties of a file show.
fn windows_resource() -> Result<(), Box<dyn Error>> {
    const ICON: &str = "assets/windows/lookalike.ico";
    println!("cargo::rerun-if-changed={ICON}");
    println!("cargo::rerun-if-changed=assets/windows/lookalike.manifest");
    let mut resource = winresource::WindowsResource::new();
    resource
        .set_icon(ICON)
        .set_manifest_file("assets/windows/lookalike.manifest")
        .set("ProductName", "Lookalike")
        .set("FileDescription", "Lookalike")
        .set("OriginalFilename", "lookalike.exe")
        .set("LegalCopyright", "Lookalike contributors, MIT or Apache-2.0");
    resource.compile()?;
    Ok(())
}
