//! No circles between the files of one module: what a file imports must be readable without it. A file may import what the
//! files above it in its own folder declare, as they only put their parts together.

#![expect(clippy::expect_used, reason = "a test that cannot read the sources has failed")]

use std::collections::{BTreeMap, BTreeSet};

use crate::architecture::{Source, sources};

/// Imports that close a circle and stay, with the reason.
const STAY: &[(&str, &str, &str)] = &[
    ("ui::numbers", "ui::text", "how numbers are written is a message, and messages hold numbers"),
    (
        "decode::exif",
        "decode::camera_raw",
        "the metadata of a raw file is that of the TIFF in it, with more of it",
    ),
];

/// A module as its names from the outermost on, without that of the crate.
type Name = Vec<String>;

/// The modules with what they import, paths spelled out.
struct Modules(BTreeMap<Name, Vec<String>>);

/// The module of a source; `None` for the roots of the crates.
fn name(source: &Source) -> Option<Name> {
    let path = source.path.strip_prefix(crate::architecture::root().join("src")).expect("below src");
    let text = path.with_extension("").to_string_lossy().into_owned();
    let mut parts: Name = text.split('/').map(str::to_owned).collect();
    if ["core", "kernels", "gpu"].contains(&parts[0].as_str()) {
        parts.remove(0);
    }
    parts.pop_if(|last| last == "mod");
    (!matches!(parts.last().map(String::as_str), None | Some("lib" | "main"))).then_some(parts)
}

/// `a::{b, c::{d, e}}` as `a::b`, `a::c::d` and `a::c::e`.
fn spelled_out(tree: &str) -> Vec<String> {
    let Some(open) = tree.find('{') else {
        return vec![tree.split(" as ").next().unwrap_or(tree).to_owned()];
    };
    let inner = &tree[open + 1..tree.rfind('}').unwrap_or(tree.len())];
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for letter in inner.chars() {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        match letter {
            ',' if depth == 0 => parts.push(String::new()),
            letter => parts.last_mut().expect("one").push(letter),
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts.iter().flat_map(|part| spelled_out(&format!("{}{}", &tree[..open], part.trim()))).collect()
}

/// Everything that the code names by a path from itself, from above or from the crate.
fn paths(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for statement in code.split(';') {
        // What stands before it in the file has ended with a line of its own.
        let begin =
            |line: &str| ["use ", "pub use ", "pub(super) use "].iter().any(|word| line.starts_with(word));
        let lines = statement.lines().map(str::trim).skip_while(|line| !begin(line));
        let tree = lines.collect::<Vec<_>>().join(" ");
        found.extend(tree.split_once("use ").map(|(_, tree)| spelled_out(tree)).into_iter().flatten());
    }
    for start in ["self::", "super::", "crate::"] {
        for (at, _) in code.match_indices(start) {
            let is_name = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
            if !code[..at].ends_with(is_name) {
                found.push(code[at..].chars().take_while(|letter| is_name(*letter)).collect());
            }
        }
    }
    // What stands before a brace is spelled out above.
    found.retain(|path: &String| !path.ends_with(':'));
    found
}

impl Modules {
    fn read() -> Self {
        let code = |source: &Source| Some((name(source)?, paths(&source.code())));
        Self(sources("src").iter().filter(|source| !source.is_test()).filter_map(code).collect())
    }

    /// The file that a path from `own` leads to, through what others hand on.
    fn resolve(&self, own: &Name, path: &str, depth: usize) -> Option<Name> {
        let mut parts = path.split("::").filter(|part| !part.is_empty()).peekable();
        let mut at = match parts.peek().copied()? {
            "crate" => Name::new(),
            "self" | "super" => own.clone(),
            child if self.0.contains_key(&[own.as_slice(), &[child.to_owned()]].concat()) => own.clone(),
            _ => return None,
        };
        for part in parts {
            let next = [at.as_slice(), &[part.to_owned()]].concat();
            match part {
                "crate" | "self" => {}
                "super" => drop(at.pop()),
                _ if self.0.contains_key(&next) => at = next,
                item => {
                    let handed_on = |path: &&String| path.rsplit("::").next() == Some(item);
                    let mut ways = self.0.get(&at)?.iter().filter(handed_on).filter(|_| depth < 4);
                    let from = at.clone();
                    let way =
                        ways.find_map(|path| self.resolve(&from, path, depth + 1).filter(|to| *to != from));
                    return Some(way.unwrap_or(at));
                }
            }
        }
        self.0.contains_key(&at).then_some(at)
    }

    /// Which file imports which other one of its module, but for those above it.
    fn imports(&self) -> BTreeSet<(String, String)> {
        let mut imports = BTreeSet::new();
        for (own, paths) in &self.0 {
            let to = paths.iter().filter_map(|path| self.resolve(own, path, 0));
            let to = to.filter(|to| to[0] == own[0] && !own.starts_with(to));
            imports.extend(to.map(|to| (own.join("::"), to.join("::"))));
        }
        imports
    }
}

/// The imports from whose end a way leads back to their beginning.
fn circles(imports: &BTreeSet<(String, String)>) -> BTreeSet<&(String, String)> {
    let leads_to = |from: &str, to: &str| {
        let (mut seen, mut next) = (BTreeSet::from([from]), vec![from]);
        while let Some(at) = next.pop() {
            let beside = imports.iter().filter(|(one, _)| one == at).map(|(_, other)| other.as_str());
            next.extend(beside.filter(|other| seen.insert(other)));
        }
        seen.contains(to)
    };
    imports.iter().filter(|(from, to)| leads_to(to, from)).collect()
}

#[test]
fn the_files_of_a_module_import_each_other_in_one_direction() {
    let mut imports = Modules::read().imports();
    assert!(imports.len() > 300, "{} imports are found", imports.len());
    for (from, to, why) in STAY {
        assert!(
            imports.remove(&((*from).to_owned(), (*to).to_owned())),
            "{from} no longer imports {to}: {why}"
        );
    }
    let circles = circles(&imports);
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn circles_are_seen() {
    let import = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    let straight = BTreeSet::from([import("a", "b"), import("b", "c"), import("a", "c")]);
    assert!(circles(&straight).is_empty());
    let mut round = straight;
    round.insert(import("c", "b"));
    assert_eq!(circles(&round), BTreeSet::from([&import("b", "c"), &import("c", "b")]));
    assert_eq!(spelled_out("a::{self, b::{c as d, e}}"), ["a::self", "a::b::c", "a::b::e"]);
}
