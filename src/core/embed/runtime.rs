//! What runs the network: an ONNX Runtime found on this machine, or the built-in engine. Chosen once for the life of
//! the process.

use std::path::{Path, PathBuf};

use anyhow::anyhow;
use ort::environment::Environment;

use super::candidate::{Availability, BUILT_IN, Candidate};

/// What networks are made with.
pub enum Backend {
    /// An ONNX Runtime; kept alive as long as any session may be made.
    OnnxRuntime(Environment),
    /// The built-in engine.
    BuiltIn,
}

/// A started runtime.
pub struct Runtime {
    /// What it makes networks with.
    pub backend: Backend,
    /// Its name for people.
    pub name: String,
    /// The libraries that were looked at, and what became of each.
    pub candidates: Vec<Candidate>,
}

impl Runtime {
    /// Starts the first ONNX Runtime that works, else the built-in engine. `data` is the program's own
    /// data folder.
    pub fn start(data: Option<&Path>) -> Self {
        let mut candidates = Vec::new();
        for path in libraries(data) {
            let started = ort::init_from(&path)
                .map_err(|error| anyhow!("{error}"))
                .and_then(|builder| Ok(builder.with_name("lookalike").with_telemetry(false).build()?));
            let name = format!("ONNX Runtime ({})", path.display());
            match started {
                Ok(environment) => {
                    candidates.push(Candidate::used(name.clone(), Availability::Loaded));
                    let backend = Backend::OnnxRuntime(environment);
                    return Self { backend, name: "ONNX Runtime".to_owned(), candidates };
                }
                Err(error) => {
                    candidates.push(Candidate::refused(name, Availability::NotLoaded(error.to_string())))
                }
            }
        }
        if candidates.is_empty() {
            let verdict = Availability::NoLibrary(data.map(|data| data.join("onnxruntime")));
            candidates.push(Candidate::refused("ONNX Runtime".to_owned(), verdict));
        }
        candidates.push(Candidate::used(BUILT_IN.to_owned(), Availability::NeedsNothing));
        Self { backend: Backend::BuiltIn, name: "built-in engine".to_owned(), candidates }
    }
}

/// Libraries to try, in order: the one the user names, beside the executable, in the data folder.
fn libraries(data: Option<&Path>) -> Vec<PathBuf> {
    if let Some(named) = std::env::var_os("ORT_DYLIB_PATH").filter(|path| !path.is_empty()) {
        return vec![PathBuf::from(named)];
    }
    let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.to_owned()));
    let folders = beside.iter().flat_map(|folder| [folder.clone(), folder.join("lib")]);
    let folders = folders.chain(data.map(|data| data.join("onnxruntime")));
    folders.filter_map(|folder| library_in(&folder)).collect()
}

/// The library of that name in a folder, with or without a version behind it.
fn library_in(folder: &Path) -> Option<PathBuf> {
    let name = format!("{}onnxruntime{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    let exact = folder.join(&name);
    if exact.is_file() {
        return Some(exact);
    }
    let entries = std::fs::read_dir(folder).ok()?;
    let mut versioned: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.file_name().and_then(|n| n.to_str()).is_some_and(|n| n.starts_with(&name)))
        .collect();
    versioned.sort();
    versioned.pop()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_versioned_library_is_found_and_an_exact_name_comes_first() {
        let dir = tempfile::tempdir().expect("a folder");
        let name = format!("{}onnxruntime{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
        assert_eq!(library_in(dir.path()), None);
        let versioned = dir.path().join(format!("{name}.1.32.0"));
        std::fs::write(&versioned, b"").expect("written");
        assert_eq!(library_in(dir.path()), Some(versioned));
        let exact = dir.path().join(&name);
        std::fs::write(&exact, b"").expect("written");
        assert_eq!(library_in(dir.path()), Some(exact));
    }
}
