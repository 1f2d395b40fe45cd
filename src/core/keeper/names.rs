//! What the name of a file and those of its folders say about whether it is a copy. Only ever asked of photos that nothing else
//! sets apart, so that a photo that was called "copy" by its owner loses nothing but a tie.

use std::path::{Component, Path};

/// "copy" in the languages that systems with many users name copies in, in small letters.
const COPY: [&str; 14] = [
    "copy",
    "copie",
    "copia",
    "cópia",
    "kopie",
    "kopia",
    "kópia",
    "kopi",
    "kopio",
    "kopya",
    "копия",
    "コピー",
    "副本",
    "复制",
];

/// What stands between "copy" and the name where it comes first: "Copy of a.jpg", "Kopie von a.jpg".
const OF: [&str; 8] = ["of", "von", "de", "di", "da", "van", "av", "af"];

/// Words in the names of folders that hold what came from elsewhere, in small letters.
const LESSER: [&str; 25] = [
    "backup",
    "backups",
    "sicherung",
    "sicherungen",
    "old",
    "alt",
    "altes",
    "export",
    "exports",
    "exported",
    "exportiert",
    "download",
    "downloads",
    "whatsapp",
    "telegram",
    "trash",
    "trashes",
    "recycle",
    "papierkorb",
    "bin",
    "tmp",
    "temp",
    "kopie",
    "kopien",
    "copies",
];

/// A number of more digits behind a name is no count of copies.
const COUNT_DIGITS: usize = 2;

/// A name that a camera gave has so many digits.
const CAMERA_DIGITS: usize = 4;

/// How many marks of a copy the name of a file has: "a.jpg" none, "a (1).jpg" and "a - Copy.jpg" one, "a - Copy (2).jpg" two.
pub fn copy_marks(path: &Path) -> usize {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let mut rest = stem.trim();
    let mut marks = 0;
    while let Some(shorter) = without_mark(rest) {
        rest = shorter.trim_end();
        marks += 1;
    }
    marks + usize::from(is_copy_of(rest))
}

/// In how many folders for backups, downloads and the like a file lies, one in the other.
pub fn lesser_folders(path: &Path) -> usize {
    let folders = path.parent().into_iter().flat_map(Path::components);
    let is_lesser = |folder: &Component<'_>| match folder {
        Component::Normal(name) => {
            let name = name.to_string_lossy().to_lowercase();
            name.split(|letter: char| !letter.is_alphanumeric()).any(|word| LESSER.contains(&word))
        }
        _ => false,
    };
    folders.filter(is_lesser).count()
}

/// The name without the mark at its end; `None` if there is none, or nothing else.
fn without_mark(name: &str) -> Option<&str> {
    let rest = without_count_in_brackets(name).or_else(|| without_word(name)).or_else(|| without_count(name));
    rest.filter(|rest| rest.chars().any(char::is_alphanumeric))
}

/// "a (1)", "a(12)".
fn without_count_in_brackets(name: &str) -> Option<&str> {
    let (rest, count) = name.strip_suffix(')')?.rsplit_once('(')?;
    is_count(count).then_some(rest)
}

/// "a - copy", "a_kopie", "a copy".
fn without_word(name: &str) -> Option<&str> {
    let rest = COPY.iter().find_map(|word| name.strip_suffix(word))?;
    let before = rest.trim_end_matches([' ', '-', '_', '.']);
    (before.len() < rest.len()).then_some(before)
}

/// "img_1975_1", "img_1975 2", "img_1975~3": only behind what looks like a camera's number, or behind "copy".
fn without_count(name: &str) -> Option<&str> {
    let rest = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let before = rest.strip_suffix(['_', ' ', '~', '-'])?;
    let digits = before.chars().rev().take_while(char::is_ascii_digit).count();
    let counts = digits >= CAMERA_DIGITS || without_word(before).is_some();
    (is_count(&name[rest.len()..]) && counts).then_some(before)
}

fn is_count(text: &str) -> bool {
    (1..=COUNT_DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// "copy of a".
fn is_copy_of(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let first = words.next().is_some_and(|word| COPY.contains(&word));
    first && words.next().is_some_and(|word| OF.contains(&word)) && words.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_copies_are_told_from_names() {
        let marks = |name: &str| copy_marks(Path::new(name));
        for plain in [
            "IMG_1975.JPG",
            "a.jpg",
            "holiday_1.jpg",
            "2024 (summer).jpg",
            "copy.jpg",
            "(1).jpg",
            "x 1234.jpg",
        ] {
            assert_eq!(marks(plain), 0, "{plain}");
        }
        for copy in [
            "IMG_1975 (1).JPG",
            "IMG_1975(1).JPG",
            "IMG_1975 - Copy.JPG",
            "Copy of IMG_1975.JPG",
            "IMG_1975 Kopie.JPG",
            "Kopie von IMG_1975.JPG",
            "IMG_1975_1.JPG",
            "IMG_1975 2.JPG",
            "IMG_1975~2.jpg",
            "photo copia.png",
        ] {
            assert_eq!(marks(copy), 1, "{copy}");
        }
        assert_eq!(marks("IMG_1975-Copy(1).JPG"), 2);
        assert_eq!(marks("IMG_1975 - Kopie (2) - Kopie.JPG"), 3);
        assert_eq!(marks("IMG_1975 copy 2.JPG"), 2);
    }

    #[test]
    fn folders_for_what_came_from_elsewhere_are_counted() {
        let lesser = |path: &str| lesser_folders(Path::new(path));
        assert_eq!(lesser("/home/anna/Photos 2022/old.jpg"), 0);
        assert_eq!(lesser("/home/anna/Gold/Salt/a.jpg"), 0);
        assert_eq!(lesser("/home/anna/Backup 2019/a.jpg"), 1);
        assert_eq!(lesser("/home/anna/Downloads/WhatsApp Images/a.jpg"), 2);
        assert_eq!(lesser("/media/.Trashes/501/a.jpg"), 1);
    }
}
