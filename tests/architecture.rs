//! The rules of `ARCHITECTURE.md` that a machine can check: who may import whom, one home for each foreign
//! crate, a `//!` on every file, and the size budgets.

#![expect(clippy::expect_used, reason = "a test that cannot read the sources has failed")]

use std::fs;
use std::path::{Path, PathBuf};

/// Lines a file may have.
const MAX_LINES: usize = 400;

/// Lowest first: a module may import only those of the layers before its own.
const LAYERS: &[&[&str]] = &[
    &["simd", "resize", "tsne"],
    &["dot", "network"],
    &["gpu"],
    &["photo", "progress", "files", "exclude"],
    &["identity", "features", "verdicts", "job", "door"],
    &["decode", "verify", "words"],
    &["embed", "difference"],
    &["cache", "bundle"],
    &["discover", "fingerprint", "pairs", "nearest", "keeper"],
    &["prove"],
    &["groups", "early"],
    &["scan", "find", "map", "review"],
    &["removal", "report"],
    &["settings", "saved"],
    &["cli", "ui"],
];

/// Foreign crates and the only module that may name them.
const HOMES: &[(&str, &[&str])] = &[
    ("fearless_simd", &["simd", "dot", "network"]),
    ("bhtsne", &["tsne"]),
    ("egui", &["ui"]),
    ("eframe", &["ui"]),
    ("rfd", &["ui"]),
    ("fluent_bundle", &["ui"]),
    ("fluent_syntax", &["ui"]),
    ("include_dir", &["ui"]),
    ("sys_locale", &["ui"]),
    ("ort", &["embed"]),
    ("wgpu", &["gpu"]),
    ("bytemuck", &["gpu"]),
    ("lookalike_gpu", &["embed"]),
    ("prost", &["network"]),
    ("globset", &["exclude"]),
    ("walkdir", &["discover"]),
    ("mozjpeg", &["decode"]),
    ("heic_decoder", &["decode"]),
    ("exif", &["decode"]),
    ("hayro_jpeg2000", &["decode"]),
    ("jxl_image_rs_integration", &["decode"]),
    ("re_rav1d", &["decode"]),
    ("flashraw", &["decode"]),
    ("zenavif_parse", &["decode"]),
    ("roxmltree", &["decode"]),
    ("sysinfo", &["decode"]),
    ("lru", &["prove"]),
    ("moxcms", &["decode"]),
    ("fast_image_resize", &["resize"]),
    ("file_id", &["identity"]),
    ("dunce", &["identity"]),
    ("rustix", &["removal", "identity"]),
    ("trash", &["removal"]),
    ("objc2_foundation", &["removal"]),
    ("chrono", &["decode", "removal", "ui", "cli"]),
    ("flate2", &["decode"]),
    ("brotli_decompressor", &["decode"]),
    ("percent_encoding", &["removal", "report"]),
    ("clap", &["cli", "main"]),
    ("env_logger", &["main"]),
    ("rusqlite", &["cache"]),
    ("directories", &["settings"]),
    ("indicatif", &["cli"]),
];

pub struct Source {
    pub path: PathBuf,
    /// The top-level module it belongs to.
    module: String,
    text: String,
}

impl Source {
    /// Everything before the tests at the foot of the file, comments left out.
    pub fn code(&self) -> String {
        let code = self.text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        lines.collect::<Vec<_>>().join("\n")
    }

    pub fn is_test(&self) -> bool {
        self.path.file_name().is_some_and(|name| name == "tests.rs" || name == "sample.rs")
    }
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

pub fn sources(folder: &str) -> Vec<Source> {
    let base = root().join(folder);
    let mut paths = Vec::new();
    files(&base, &mut paths);
    paths.sort();
    let source = |path: PathBuf| {
        let below = path.strip_prefix(&base).expect("below");
        // The modules of the core and of the kernels lie in crates, and thus in folders, of their own.
        let below =
            ["core", "kernels"].iter().find_map(|member| below.strip_prefix(member).ok()).unwrap_or(below);
        let first = below.components().next().expect("a name").as_os_str().to_string_lossy();
        let module = first.trim_end_matches(".rs").to_owned();
        Source { module, text: fs::read_to_string(&path).expect("readable"), path }
    };
    paths.into_iter().map(source).collect()
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// Modules of ours that the code names as `crate::module`, in single paths and in nested uses.
fn imports(code: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    assert!(!code.contains("crate::{"), "one use for each module of ours, so that imports can be read");
    code.match_indices("crate::").map(|(at, found)| name(&code[at + found.len()..])).collect()
}

#[test]
fn imports_point_downwards() {
    let mut wrong = Vec::new();
    for source in sources("src").iter().filter(|source| !source.is_test()) {
        let Some(own) = layer(&source.module) else {
            assert!(["lib", "main"].contains(&source.module.as_str()), "{} has no layer", source.module);
            continue;
        };
        for imported in imports(&source.code()) {
            let below = layer(&imported).is_some_and(|layer| layer < own);
            if imported != source.module && !below {
                wrong.push(format!("{}: imports {imported}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_foreign_crate_has_one_home() {
    let mut wrong = Vec::new();
    for source in sources("src") {
        let code = source.code();
        for (foreign, homes) in HOMES {
            let named = code.match_indices(&format!("{foreign}::")).any(|(at, _)| {
                let before = code[..at].chars().next_back().unwrap_or(' ');
                !before.is_alphanumeric() && before != '_' && before != ':'
            });
            if named && !homes.contains(&source.module.as_str()) {
                wrong.push(format!("{}: names {foreign}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_says_what_it_is_for_and_stays_small() {
    let mut wrong = Vec::new();
    for source in sources("src").iter().chain(&sources("tests")) {
        let lines = source.text.lines().count();
        if !source.text.starts_with("//!") {
            wrong.push(format!("{}: does not open with //!", source.path.display()));
        }
        if lines > MAX_LINES {
            wrong.push(format!("{}: {lines} lines", source.path.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_core_never_prints() {
    let prints = ["println!", "print!", "eprintln!", "eprint!", "stdout()", "stderr()"];
    let mut wrong = Vec::new();
    for source in sources("src").iter().filter(|source| source.module != "cli" && !source.is_test()) {
        wrong.extend(
            prints
                .iter()
                .filter(|print| source.code().contains(*print))
                .map(|print| format!("{}: {print}", source.path.display())),
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nothing_is_deleted() {
    let mut wrong = Vec::new();
    let exempt = |source: &&Source| source.module == "removal";
    for source in sources("src").iter().filter(|source| !exempt(source) && !source.is_test()) {
        let deletes = ["remove_file", "remove_dir"];
        for delete in deletes.into_iter().filter(|delete| source.code().contains(delete)) {
            wrong.push(format!("{}: {delete}", source.path.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_window_looks_at_disks_behind_the_door() {
    // `paths` passes through it. The picture of a map is written by a job of its own, where a dialog has just been.
    let exempt = ["src/ui/paths.rs", "src/ui/map/export.rs"].map(|file| root().join(file));
    let looks = ["fs::", "identity::", ".is_file()", ".is_dir()", ".exists()", ".canonicalize()"];
    let mut wrong = Vec::new();
    for source in sources("src").iter().filter(|source| source.module == "ui" && !source.is_test()) {
        let code = source.code();
        let found = looks.iter().filter(|look| code.contains(**look) && !exempt.contains(&source.path));
        wrong.extend(found.map(|look| format!("{}: {look}", source.path.display())));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
