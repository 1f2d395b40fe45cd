//! Texts in a PNG: keyword and value, stored as they are or compressed.

use std::io::Read;

use flate2::read::ZlibDecoder;

/// A text is not read any further: EXIF written as hexadecimal digits takes two letters a byte.
const MAX_TEXT: u64 = 1 << 18;

/// Most texts that are looked at.
const MAX_TEXTS: usize = 100;

/// The keywords under which ImageMagick keeps the EXIF of other formats, as hexadecimal digits.
const RAW_PROFILES: [&str; 2] = ["Raw profile type exif", "Raw profile type APP1"];

/// Keyword and value of each text, in the order of the file.
pub fn texts(png: &[u8]) -> Vec<(String, String)> {
    chunks(png).filter_map(|(kind, body)| text(kind, body)).take(MAX_TEXTS).collect()
}

/// EXIF that is kept in a text, without the letters that JPEG has before it.
pub fn raw_exif(texts: &[(String, String)]) -> Option<Vec<u8>> {
    let (_, profile) = texts.iter().find(|(keyword, _)| RAW_PROFILES.contains(&&**keyword))?;
    // A line with the name, one with the number of bytes, and the digits.
    let mut lines = profile.trim_start().lines();
    lines.next()?;
    lines.next()?;
    let digits: Vec<u8> = lines.flat_map(str::chars).filter_map(|c| Some(c.to_digit(16)? as u8)).collect();
    let bytes: Vec<u8> = digits.as_chunks().0.iter().map(|[high, low]| high << 4 | low).collect();
    Some(bytes.strip_prefix(b"Exif\0\0").map_or(bytes.clone(), <[u8]>::to_vec))
}

/// Kind and body of each chunk.
fn chunks(png: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = png.get(8..).unwrap_or_default();
    std::iter::from_fn(move || {
        let length = u32::from_be_bytes(*rest.first_chunk()?) as usize;
        let (kind, after) = rest.get(4..)?.split_at_checked(4)?;
        let (body, after) = after.split_at_checked(length)?;
        rest = after.get(4..)?;
        Some((kind, body))
    })
}

fn text(kind: &[u8], body: &[u8]) -> Option<(String, String)> {
    if !matches!(kind, b"tEXt" | b"zTXt" | b"iTXt") {
        return None;
    }
    let (keyword, rest) = split_at_zero(body)?;
    let value = match (kind, rest) {
        (b"tEXt", value) => value.to_vec(),
        (b"zTXt", [0, packed @ ..]) => unpacked(packed),
        (b"iTXt", [packed @ (0 | 1), 0, rest @ ..]) => {
            let (_language, rest) = split_at_zero(rest)?;
            let (_translated, value) = split_at_zero(rest)?;
            if *packed == 1 { unpacked(value) } else { value.to_vec() }
        }
        _ => return None,
    };
    let plain = |bytes: Vec<u8>| {
        let bytes: Vec<u8> = bytes.into_iter().take(MAX_TEXT as usize).collect();
        // Latin-1, whose letters are the first of Unicode, where it is no UTF-8.
        String::from_utf8(bytes)
            .unwrap_or_else(|error| error.into_bytes().into_iter().map(char::from).collect())
    };
    Some((plain(keyword.to_vec()), plain(value)))
}

fn split_at_zero(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = memchr::memchr(0, bytes)?;
    Some((&bytes[..at], &bytes[at + 1..]))
}

/// As far as it can be unpacked.
fn unpacked(packed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    ZlibDecoder::new(packed).take(MAX_TEXT).read_to_end(&mut bytes).ok();
    bytes
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::read::ZlibEncoder;

    /// A PNG that consists of these chunks alone, without their checksums.
    pub fn png(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let chunk = |(kind, body): &(&[u8; 4], &[u8])| {
            [&(body.len() as u32).to_be_bytes()[..], *kind, body, &[0; 4]].concat()
        };
        [b"\x89PNG\r\n\x1a\n".to_vec(), chunks.iter().flat_map(chunk).collect()].concat()
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut packed = Vec::new();
        ZlibEncoder::new(bytes, Compression::fast()).read_to_end(&mut packed).expect("packed");
        packed
    }

    #[test]
    fn texts_are_read_plain_and_packed() {
        let packed_text = [b"Comment\0\0", &packed(b"words")[..]].concat();
        let packed_international = [b"Title\0\x01\0de\0Titel\0", &packed("Zürich".as_bytes())[..]].concat();
        let png = png(&[
            (b"tEXt", b"Creation Time\x002004:01:11 22:45:15"),
            (b"zTXt", &packed_text),
            (b"iTXt", &packed_international),
            (b"tEXt", b"no end"),
            (b"tEXt", b"Author\0Ren\xE9"),
        ]);
        let expected = [
            ("Creation Time", "2004:01:11 22:45:15"),
            ("Comment", "words"),
            ("Title", "Zürich"),
            ("Author", "René"),
        ];
        assert_eq!(texts(&png), expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
        for end in 0..png.len() {
            assert!(texts(&png[..end]).len() <= expected.len());
        }
    }

    #[test]
    fn a_text_that_unpacks_to_any_length_is_cut() {
        let bomb = [b"Comment\0\0", &packed(&vec![b'a'; 1 << 22])[..]].concat();
        assert_eq!(texts(&png(&[(b"zTXt", &bomb)]))[0].1.len() as u64, MAX_TEXT);
    }

    #[test]
    fn exif_is_found_in_a_raw_profile() {
        let profile =
            [b"Raw profile type exif\0\0", &packed(b"\nexif\n       9\n45786966\n00004d4d2a\n")[..]].concat();
        assert_eq!(raw_exif(&texts(&png(&[(b"zTXt", &profile)]))), Some(b"MM*".to_vec()));
    }
}
