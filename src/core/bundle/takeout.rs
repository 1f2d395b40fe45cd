//! How Google Takeout names the JSON beside a photo: `NAME.json`, `NAME.supplemental-metadata.json` and every shorter form of
//! that, as the whole name is cut at 46 letters, also within the photo's own; a count goes behind everything.

use std::ffi::OsStr;
use std::path::Path;

use crate::photo::PhotoFile;

/// Letters of a name, without `.json`, that Takeout leaves.
const LONGEST: usize = 46;

/// So many letters tell long names of a folder apart well enough to look at the files.
const TOLD_BY: usize = 40;

const FULL: &str = "supplemental-metadata";

/// The names of photos, in small letters, that a JSON file may be written for; none for other files.
pub fn named(path: &Path) -> Vec<String> {
    let Some(base) = base(path) else { return Vec::new() };
    let (plain, count) = without_count(&base);
    let whole = |name: &str| match (count, name.rsplit_once('.')) {
        (Some(count), Some((stem, ending))) => format!("{stem}{count}.{ending}"),
        _ => name.to_owned(),
    };
    let described =
        plain.rsplit_once('.').filter(|(_, end)| FULL.starts_with(end)).map(|(name, _)| whole(name));
    [whole(plain)].into_iter().chain(described).collect()
}

/// The beginning of a long name, in small letters: what a JSON file with a cut name and its photo have in common.
pub fn cut_name(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?.to_lowercase();
    (name.chars().count() >= LONGEST).then(|| name.chars().take(TOLD_BY).collect())
}

/// The name of a JSON file without its ending, in small letters.
fn base(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?.to_lowercase();
    Some(name.strip_suffix(".json")?.to_owned())
}

/// "a.jpg(1)" → "a.jpg" and "(1)".
fn without_count(base: &str) -> (&str, Option<&str>) {
    let count = base
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
        .filter(|(_, count)| !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit()));
    match count {
        Some((plain, _)) => (plain, Some(&base[plain.len()..])),
        None => (base, None),
    }
}

/// The names of files, by folder, in small letters.
pub struct Names<'a> {
    sorted: Vec<(&'a OsStr, String, usize)>,
}

impl<'a> Names<'a> {
    /// Of these files.
    pub fn of(files: &'a [PhotoFile]) -> Self {
        let name = |(at, file): (usize, &'a PhotoFile)| {
            let name = file.path.file_name()?.to_str()?.to_lowercase();
            (!name.ends_with(".json")).then(|| (folder(&file.path), name, at))
        };
        let mut sorted: Vec<_> = files.iter().enumerate().filter_map(name).collect();
        sorted.sort_unstable();
        Self { sorted }
    }

    /// The file that a JSON file was written for; none where a cut name fits several.
    pub fn owner(&self, path: &Path) -> Option<usize> {
        let base = base(path)?;
        let exactly = named(path).into_iter().find_map(|name| {
            let mut fitting = self.beginning(folder(path), &name);
            fitting.next().filter(|(found, _)| **found == name).map(|(_, at)| at)
        });
        let (plain, count) = without_count(&base);
        let is_cut = count.is_none() && base.chars().count() == LONGEST;
        let by_beginning = || {
            let mut fitting = self.beginning(folder(path), plain);
            fitting.next().filter(|_| fitting.next().is_none()).map(|(_, at)| at)
        };
        exactly.or_else(|| is_cut.then(by_beginning).flatten())
    }

    /// The files of a folder whose names begin so.
    fn beginning(&self, folder: &'a OsStr, name: &str) -> impl Iterator<Item = (&String, usize)> {
        let from = self.sorted.partition_point(|(of, known, _)| (*of, known.as_str()) < (folder, name));
        let name = name.to_owned();
        let fits = move |(of, known, _): &&(&OsStr, String, usize)| *of == folder && known.starts_with(&name);
        self.sorted[from..].iter().take_while(fits).map(|(_, known, at)| (known, *at))
    }
}

fn folder(path: &Path) -> &OsStr {
    path.parent().unwrap_or(Path::new("")).as_os_str()
}
