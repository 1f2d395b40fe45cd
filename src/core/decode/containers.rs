//! Where formats keep EXIF that the reader of EXIF does not know.

use std::borrow::Cow;
use std::io::Read;

use brotli_decompressor::Decompressor;
use memchr::memmem;

use super::heif::{boxed, boxes};
use crate::photo::Format;

/// A packed box of a JPEG XL is not read any further.
const MAX_BOX: u64 = 1 << 20;

/// Most packed boxes that are looked at.
const MAX_BOXES: usize = 8;

/// Bytes that are unpacked at a time.
const STEP: usize = 4096;

/// What a file says about itself, in the place of a JPEG XL in which some of that is packed, as `cjxl` writes it (ISO/IEC 18181-2,
/// box `brob`); any other file as it is.
pub fn with_plain_boxes(format: Format, bytes: &[u8]) -> Cow<'_, [u8]> {
    let is_packed = |(kind, _): &([u8; 4], &[u8])| kind == b"brob";
    if format != Format::Jxl || !boxes(bytes).any(|part| is_packed(&part)) {
        return bytes.into();
    }
    let plain = boxes(bytes).filter(|(kind, _)| is_metadata(kind)).map(|(kind, body)| boxed(&kind, &[body]));
    let packed = boxes(bytes).filter(is_packed).take(MAX_BOXES).filter_map(|(_, body)| unpacked(body));
    plain.chain(packed).flatten().collect::<Vec<_>>().into()
}

fn is_metadata(kind: &[u8; 4]) -> bool {
    matches!(kind, b"Exif" | b"xml ")
}

/// The box that is packed in this body, as far as it can be unpacked.
fn unpacked(body: &[u8]) -> Option<Vec<u8>> {
    let (kind, packed) = body.split_first_chunk()?;
    let mut plain = Vec::new();
    let unpack = || Decompressor::new(packed, STEP).take(MAX_BOX).read_to_end(&mut plain).ok();
    is_metadata(kind).then(unpack)?;
    Some(boxed(kind, &[&plain]))
}

/// The block of EXIF in a file of this format, from its byte order on.
pub fn exif(format: Format, bytes: &[u8]) -> Option<&[u8]> {
    match format {
        Format::Jxl => {
            let (_, body) = boxes(bytes).find(|(kind, _)| kind == b"Exif")?;
            // How many bytes lie before the block.
            let (before, rest) = body.split_first_chunk::<4>()?;
            rest.get(u32::from_be_bytes(*before) as usize..)
        }
        Format::Jpeg2000 => {
            let universal = boxes(bytes).filter(|(kind, _)| kind == b"uuid");
            universal.map(|(_, body)| body).find_map(|body| body.strip_prefix(b"JpgTiffExif->JP2"))
        }
        Format::Psd => {
            // A resource: its number, an empty name, its length.
            let from = &bytes[memmem::find(bytes, b"8BIM\x04\x22\0\0")? + 8..];
            let (length, rest) = from.split_first_chunk::<4>()?;
            rest.get(..u32::from_be_bytes(*length) as usize)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(format: Format, bytes: &[u8]) {
        assert_eq!(exif(format, bytes), Some(&b"MM\0*block"[..]), "{format:?}");
        (0..bytes.len()).for_each(|end| assert_ne!(exif(format, &bytes[..end]), Some(&b"MM\0*block"[..])));
    }

    #[test]
    fn exif_is_found_where_each_format_keeps_it() {
        check(Format::Jxl, b"\0\0\0\x0CJXL \r\n\x87\n\0\0\0\x17Exif\0\0\0\x02..MM\0*block");
        check(Format::Jpeg2000, b"\0\0\0\x0CjP  \r\n\x87\n\0\0\0\x21uuidJpgTiffExif->JP2MM\0*block");
        check(Format::Psd, b"8BPS....8BIM\x04\x22\0\0\0\0\0\x09MM\0*block");
        assert_eq!(exif(Format::Png, b"\x89PNG"), None);
    }

    /// Brotli of bytes as they are: a window of 64 KiB, one block that is not packed, an empty last one (RFC 7932, 9).
    fn brotli(bytes: &[u8]) -> Vec<u8> {
        // One bit for the window, then: not the last, four digits of length, the length less one, not packed.
        let head = (bytes.len() as u32 - 1) << 4 | 1 << 20;
        [&head.to_le_bytes()[..3], bytes, &[3]].concat()
    }

    #[test]
    fn what_a_jpeg_xl_holds_packed_is_read() {
        let start = b"\0\0\0\x0CJXL \r\n\x87\n";
        let packed = |kind: &[u8; 4], body: &[u8]| boxed(b"brob", &[kind, &brotli(body)]);
        let exif_body = b"\0\0\0\x02..MM\0*block";
        let xmp = b"<rdf:RDF>as it is</rdf:RDF>";
        let file = [&start[..], &packed(b"Exif", exif_body), &packed(b"jumb", b"no metadata")].concat();
        let file = [&file[..], &boxed(b"xml ", &[xmp]), &packed(b"xml ", b"<packed/>")].concat();
        let plain = with_plain_boxes(Format::Jxl, &file);
        let expected =
            [boxed(b"xml ", &[xmp]), boxed(b"Exif", &[exif_body]), boxed(b"xml ", &[b"<packed/>"])].concat();
        assert_eq!(plain, expected);
        assert_eq!(exif(Format::Jxl, &plain), Some(&b"MM\0*block"[..]));
        for other in [&file[..12], &[start, &*boxed(b"xml ", &[xmp])].concat()] {
            assert!(matches!(with_plain_boxes(Format::Jxl, other), Cow::Borrowed(_)));
        }
        assert!(matches!(with_plain_boxes(Format::Heic, &file), Cow::Borrowed(_)));
        // What is broken says less, and nothing else.
        (0..file.len()).for_each(|end| drop(with_plain_boxes(Format::Jxl, &file[..end])));
    }
}
