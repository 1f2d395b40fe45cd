//! Photos that do not exist, for tests and benchmarks of what comes after reading them.

use std::path::PathBuf;

use lookalike::photo::{
    ContentHash, EMBEDDING_LEN, Embedding, FileId, FileStamp, Format, Metadata, Photo, PhotoFile,
};

/// A photo of twelve megapixels with a content of its own; all of them have one embedding.
#[expect(clippy::expect_used, reason = "these numbers are a direction")]
pub fn photo(number: u32) -> Photo {
    let mut content = [0; 32];
    content[..4].copy_from_slice(&number.to_le_bytes());
    let file = PhotoFile {
        path: PathBuf::from(format!("/nowhere/{number:06}.jpg")),
        id: FileId { volume: 0, file: u128::from(number) },
        stamp: FileStamp { bytes: 1_000_000, modified_ns: 0 },
        protected: false,
        preferred: None,
        companions: Vec::new(),
    };
    let metadata = Metadata {
        format: Format::Jpeg,
        width: 4000,
        height: 3000,
        preview: None,
        taken: None,
        thousandths: None,
        camera: None,
        lens: None,
        gps: None,
        jpeg_quality: Some(90),
        damage: 0.0,
        contrast: 50.0,
        annotations: None,
        extras: None,
        grey: false,
        low_texture: false,
        corners: lookalike::photo::PictureCorners::Other,
    };
    let embedding = Embedding::new(&[1.0; EMBEDDING_LEN]).expect("a direction");
    Photo::new(file, metadata, ContentHash(content), embedding)
}
