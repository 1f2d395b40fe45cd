//! Where formats keep EXIF that the reader of EXIF does not know.

use memchr::memmem;

use super::heif::boxes;
use crate::photo::Format;

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
}
