//! Ready-made photos for the tests of the stages.

use super::*;

/// A photo as a phone would take it; all calls with the same name give the same photo.
pub fn photo(name: &str) -> Photo {
    let content = ContentHash(*blake3::hash(name.as_bytes()).as_bytes());
    let mut values = [0.0; EMBEDDING_LEN];
    for (value, byte) in values.iter_mut().zip(content.0) {
        *value = f32::from(byte) - 127.5;
    }
    Photo {
        file: PhotoFile {
            path: PathBuf::from("/photos").join(name),
            id: FileId { volume: 1, file: u128::from(content.0[0]) << 8 | u128::from(content.0[1]) },
            stamp: FileStamp { bytes: 3_000_000, modified_ns: 1_500_000_000_000_000_000 },
            protected: false,
            preferred: None,
            companions: Vec::new(),
        },
        metadata: Metadata {
            format: Format::Jpeg,
            width: 4000,
            height: 3000,
            preview: None,
            taken: Some("2024-05-01 12:00:00".to_owned()),
            thousandths: None,
            camera: Some("Maker Model 1".to_owned()),
            lens: None,
            gps: None,
            jpeg_quality: Some(90),
            damage: 0.0,
            contrast: 50.0,
            annotations: None,
            extras: None,
            grey: false,
            low_texture: false,
            corners: PictureCorners::Other,
        },
        content,
        embedding: Embedding::new(&values).unwrap_or_else(|| unreachable!("the values are not all zero")),
        framed: false,
        enlarged: Enlarged::No,
        cropped: false,
        blurred: false,
        unpacked: false,
    }
}

/// The same with so many stars.
pub fn rated(metadata: &Metadata, stars: u8) -> Metadata {
    let annotations = Annotations { rating: Some(stars), ..Annotations::NONE };
    Metadata { annotations: Some(Box::new(annotations)), ..metadata.clone() }
}

/// A file beside the photos, of this many bytes.
pub fn companion(name: &str, kind: CompanionKind, bytes: u64) -> Companion {
    let PhotoFile { path, id, stamp, .. } = photo(name).file;
    Companion { kind, path, id, stamp: FileStamp { bytes, ..stamp }, content: None }
}

/// A whole photo saved again, with nothing changed.
pub const EDIT: Edit = Edit { same_pixels: false, ..Edit::SAME_PIXELS };

/// Photos `000.jpg`, `001.jpg`, …, better ones first, with similar pairs `(a, b, distance)`.
pub fn findings(photos: u32, links: &[(u32, u32, f32)]) -> Findings {
    let pair = |&(a, b, d): &(u32, u32, f32)| Pair { a: PhotoId(a), b: PhotoId(b), link: Link::similar(d) };
    Findings {
        photos: (0..photos).map(|i| photo(&format!("{i:03}.jpg"))).collect(),
        pairs: Pairs::new((0..photos).map(PhotoId).collect(), links.iter().map(pair)),
        ..Findings::default()
    }
}
