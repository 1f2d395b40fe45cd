//! What was typed over the list, understood: parts of a path, words said about a photo, a date, sizes. A group is shown if one of its photos
//! fits all of it.

use std::cell::OnceCell;

use crate::photo::{Findings, Group, Photo, PhotoId};

/// A filter, read once when it is typed.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Filter {
    words: Vec<String>,
    /// Bytes of the file, from and to.
    sizes: Option<(u64, u64)>,
}

impl Filter {
    /// Reads `holiday 2024-05 >2MB`: words stand anywhere in the path, the caption, the keywords
    /// or the names of people, or begin the date, sizes are the file's.
    pub fn read(typed: &str) -> Self {
        let mut filter = Self::default();
        for part in typed.split_whitespace() {
            match size(part) {
                Some((from, to)) => {
                    let (least, most) = filter.sizes.unwrap_or((0, u64::MAX));
                    filter.sizes = Some((least.max(from), most.min(to)));
                }
                None => filter.words.push(part.to_lowercase()),
            }
        }
        filter
    }

    /// Everything fits.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.sizes.is_none()
    }

    /// One of the group's photos fits.
    pub fn fits(&self, findings: &Findings, texts: &Texts, group: &Group) -> bool {
        self.is_empty() || group.photos().any(|photo| self.fits_photo(findings, texts, photo))
    }

    fn fits_photo(&self, findings: &Findings, texts: &Texts, id: PhotoId) -> bool {
        let photo = findings.photo(id);
        let size = photo.file.stamp.bytes;
        let taken = photo.metadata.taken.as_deref().unwrap_or_default();
        self.sizes.is_none_or(|(least, most)| (least..=most).contains(&size))
            && self.words.iter().all(|word| taken.starts_with(word) || texts.of(findings, id).contains(word))
    }
}

/// `>2MB`, `<300kB`, `>=1.5GB`: from and to in bytes.
fn size(part: &str) -> Option<(u64, u64)> {
    let larger = part.starts_with('>');
    let number = part.strip_prefix(['>', '<'])?.trim_start_matches('=').to_lowercase().replace(',', ".");
    let digits = number.trim_end_matches(|letter: char| letter.is_alphabetic());
    let unit = match &number[digits.len()..] {
        "" | "b" => 1.0,
        "k" | "kb" => 1e3,
        "m" | "mb" => 1e6,
        "g" | "gb" => 1e9,
        _ => return None,
    };
    let bytes = (digits.parse::<f64>().ok()? * unit) as u64;
    Some(if larger { (bytes, u64::MAX) } else { (0, bytes) })
}

/// Where words are looked for in each photo, in small letters, made when a filter first asks for it.
#[derive(Debug, Default)]
pub struct Texts(OnceCell<Vec<String>>);

impl Texts {
    fn of(&self, findings: &Findings, photo: PhotoId) -> &str {
        &self.0.get_or_init(|| findings.photos.iter().map(text_of).collect())[photo.index()]
    }
}

fn text_of(photo: &Photo) -> String {
    let mut text = photo.path().to_string_lossy().into_owned();
    let annotations = photo.metadata.annotations();
    for said in annotations.caption.iter().chain(&annotations.keywords).chain(&annotations.people) {
        text.push('\n');
        text.push_str(said);
    }
    text.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::{Annotations, sample};

    fn fits(typed: &str) -> bool {
        let mut findings = sample::findings(2, &[(0, 1, 0.05)]);
        findings.photos[1].file.stamp.bytes = 500_000;
        let (keywords, people) = (vec!["Lake".to_owned()], vec!["Anna".to_owned()]);
        findings.photos[1].metadata.annotations =
            Some(Box::new(Annotations { keywords, people, ..Annotations::NONE }));
        let group = &crate::groups::form(&findings, 0.1, &Default::default())[0];
        Filter::read(typed).fits(&findings, &Texts::default(), group)
    }

    #[test]
    fn words_dates_and_sizes_of_one_photo() {
        for typed in ["", " 001.JPG ", "2024-05", ">2MB", "001 <0,5mb >=400kB", "anna lake 001"] {
            assert!(fits(typed), "{typed:?}");
        }
        for typed in ["photos 002", "000 lake", "2023", "001 >2MB", "<100", ">x"] {
            assert!(!fits(typed), "{typed:?}");
        }
    }
}
