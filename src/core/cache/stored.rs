//! What a photo comes to, as it lies on disk: texts and the embedding are read where they lie.

use half::f16;
use serde::{Deserialize, Serialize};

use super::Fingerprint;
use crate::photo::{
    Annotations, ContentHash, EMBEDDING_LEN, Embedding, Extras, Format, Metadata, PictureCorners,
};

/// What a photo comes to.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredFingerprint<'a> {
    format: u8,
    width: u32,
    height: u32,
    preview: Option<[u32; 2]>,
    taken: Option<&'a str>,
    thousandths: Option<u16>,
    camera: Option<&'a str>,
    lens: Option<&'a str>,
    gps: Option<(f64, f64)>,
    jpeg_quality: Option<u8>,
    damage: f32,
    contrast: f32,
    #[serde(borrow)]
    annotations: Option<StoredAnnotations<'a>>,
    extras: Option<StoredExtras<'a>>,
    grey: bool,
    low_texture: bool,
    corners: PictureCorners,
    content: [u8; 32],
    /// Little-endian half floats.
    embedding: &'a [u8],
}

/// What people say about it.
#[derive(Serialize, Deserialize)]
struct StoredAnnotations<'a> {
    rating: Option<u8>,
    caption: Option<&'a str>,
    #[serde(borrow)]
    keywords: Vec<&'a str>,
    people: Vec<&'a str>,
}

/// What else is in its file.
#[derive(Serialize, Deserialize)]
struct StoredExtras<'a> {
    further_pictures: u32,
    film_ms: Option<u32>,
    gain_map: bool,
    depth_map: bool,
    deep: bool,
    wide_gamut: bool,
    parameters: bool,
    exposure: bool,
    altitude: bool,
    comment: Option<&'a str>,
    artist: Option<&'a str>,
    copyright: Option<&'a str>,
}

/// As it is to be written, with the embedding's bytes.
pub(super) fn store<'a>(fingerprint: &'a Fingerprint, embedding: &'a [u8]) -> StoredFingerprint<'a> {
    let metadata = &fingerprint.metadata;
    StoredFingerprint {
        format: Format::ALL.iter().position(|format| *format == metadata.format).unwrap_or_default() as u8,
        width: metadata.width,
        height: metadata.height,
        preview: metadata.preview,
        taken: metadata.taken.as_deref(),
        thousandths: metadata.thousandths,
        camera: metadata.camera.as_deref(),
        lens: metadata.lens.as_deref(),
        gps: metadata.gps,
        jpeg_quality: metadata.jpeg_quality,
        damage: metadata.damage,
        contrast: metadata.contrast,
        annotations: metadata.annotations.as_deref().map(|annotations| StoredAnnotations {
            rating: annotations.rating,
            caption: annotations.caption.as_deref(),
            keywords: annotations.keywords.iter().map(String::as_str).collect(),
            people: annotations.people.iter().map(String::as_str).collect(),
        }),
        extras: metadata.extras.as_deref().map(store_extras),
        grey: metadata.grey,
        low_texture: metadata.low_texture,
        corners: metadata.corners,
        content: fingerprint.content.0,
        embedding,
    }
}

fn store_extras(extras: &Extras) -> StoredExtras<'_> {
    StoredExtras {
        further_pictures: extras.further_pictures,
        film_ms: extras.film_ms,
        gain_map: extras.gain_map,
        depth_map: extras.depth_map,
        deep: extras.deep,
        wide_gamut: extras.wide_gamut,
        parameters: extras.parameters,
        exposure: extras.exposure,
        altitude: extras.altitude,
        comment: extras.comment.as_deref(),
        artist: extras.artist.as_deref(),
        copyright: extras.copyright.as_deref(),
    }
}

fn restore_extras(stored: StoredExtras<'_>) -> Extras {
    Extras {
        further_pictures: stored.further_pictures,
        film_ms: stored.film_ms,
        gain_map: stored.gain_map,
        depth_map: stored.depth_map,
        deep: stored.deep,
        wide_gamut: stored.wide_gamut,
        parameters: stored.parameters,
        exposure: stored.exposure,
        altitude: stored.altitude,
        comment: stored.comment.map(str::to_owned),
        artist: stored.artist.map(str::to_owned),
        copyright: stored.copyright.map(str::to_owned),
    }
}

/// `None` if it holds nonsense.
pub(super) fn restore(stored: StoredFingerprint<'_>) -> Option<Fingerprint> {
    let embedding: &[u8; 2 * EMBEDDING_LEN] = stored.embedding.try_into().ok()?;
    let halves = std::array::from_fn(|at| f16::from_le_bytes([embedding[2 * at], embedding[2 * at + 1]]));
    let metadata = Metadata {
        format: *Format::ALL.get(usize::from(stored.format))?,
        width: stored.width,
        height: stored.height,
        preview: stored.preview,
        taken: stored.taken.map(str::to_owned),
        thousandths: stored.thousandths,
        camera: stored.camera.map(str::to_owned),
        lens: stored.lens.map(str::to_owned),
        gps: stored.gps,
        jpeg_quality: stored.jpeg_quality,
        damage: stored.damage,
        contrast: stored.contrast,
        annotations: stored.annotations.map(|annotations| {
            let all = |texts: Vec<&str>| texts.into_iter().map(str::to_owned).collect();
            let (caption, rating) = (annotations.caption.map(str::to_owned), annotations.rating);
            Box::new(Annotations {
                rating,
                caption,
                keywords: all(annotations.keywords),
                people: all(annotations.people),
            })
        }),
        extras: stored.extras.map(|extras| Box::new(restore_extras(extras))),
        grey: stored.grey,
        low_texture: stored.low_texture,
        corners: stored.corners,
    };
    Some(Fingerprint {
        metadata,
        content: ContentHash(stored.content),
        embedding: Embedding::from_halves(halves)?,
    })
}
