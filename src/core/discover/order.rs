//! Puts the files of a walk in the order of their paths. A walk gives so many, with such long common starts, that
//! comparing them as paths is a tenth of a second scan.

use std::cmp::Ordering;

use rayon::prelude::*;

use crate::photo::PhotoFile;

/// Bytes of a path that are compared at once, as one number.
const PIECE: usize = size_of::<u128>();

/// Fewer files than this are put in order by comparing them.
const FEW: usize = 32;

/// Sorts by path as paths compare themselves, component by component; for whole and absolute ones.
pub fn sort(files: &mut [PhotoFile]) {
    sort_from(0, files);
}

/// The same for files whose paths are alike up to there.
fn sort_from(start: usize, files: &mut [PhotoFile]) {
    if files.len() < FEW || files.iter().all(|file| bytes(file).len() <= start) {
        files.sort_unstable_by(|a, b| compare(bytes(a), bytes(b)));
        return;
    }
    let first = bytes(&files[0]);
    let common = files.iter().fold(first.len(), |common, file| same(&first[..common], bytes(file)));
    let start = common.max(start);
    files.par_sort_by_cached_key(|file| piece(bytes(file), start));
    let alike = |a: &PhotoFile, b: &PhotoFile| piece(bytes(a), start) == piece(bytes(b), start);
    files
        .chunk_by_mut(alike)
        .filter(|alike| alike.len() > 1)
        .for_each(|alike| sort_from(start + PIECE, alike));
}

fn bytes(file: &PhotoFile) -> &[u8] {
    file.path.as_os_str().as_encoded_bytes()
}

/// So many bytes at their start are the same.
fn same(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one == other).count()
}

/// A separator comes before everything else. Nothing is smaller than it, so that what ends there may be filled up with it.
fn rank(byte: u8) -> u8 {
    if std::path::is_separator(char::from(byte)) { 0 } else { byte }
}

/// What follows the first `start` bytes of a path, as a number that is ordered as the path is.
fn piece(path: &[u8], start: usize) -> u128 {
    let mut piece = [0; PIECE];
    piece.iter_mut().zip(path.get(start..).unwrap_or_default()).for_each(|(to, from)| *to = rank(*from));
    u128::from_be_bytes(piece)
}

fn compare(one: &[u8], other: &[u8]) -> Ordering {
    let start = same(one, other);
    one[start..].iter().map(|byte| rank(*byte)).cmp(other[start..].iter().map(|byte| rank(*byte)))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::photo::sample::photo;

    #[test]
    fn files_are_ordered_as_paths() {
        let names = ["p", "p/a", "p/a/b", "p/a b", "p/a-b/c", "p/a.jpg", "p/ab", "p/\u{e4}", "q"];
        let long = "long/".repeat(9);
        let starts = ["", &long, "p/a/", "fifteen letters"];
        let mut names: Vec<String> =
            starts.iter().flat_map(|start| names.map(|name| format!("{start}{name}"))).collect();
        names.extend((0..100).map(|n| format!("p/IMG_{:03}.jpg", n * 37 % 100)));
        names.extend(vec!["the/same/all/of/them".to_owned(); 50]);
        for start in ["/", "/very/deep/down/and/deeper/still/"] {
            let mut files: Vec<PhotoFile> =
                names.iter().map(|name| photo(&format!("{start}{name}")).file).collect();
            let mut expected: Vec<PathBuf> = files.iter().map(|file| file.path.clone()).collect();
            expected.sort();
            sort(&mut files);
            assert_eq!(files.into_iter().map(|file| file.path).collect::<Vec<_>>(), expected);
        }
    }
}
