//! What a photo comes to, as it lies on disk: texts and the embedding are read where they lie.

use half::f16;
use serde::{Deserialize, Serialize};

use super::Fingerprint;
use crate::photo::{ContentHash, EMBEDDING_LEN, Embedding, Facts, Format, Notes};

/// What a photo comes to.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredFingerprint<'a> {
    format: u8,
    width: u32,
    height: u32,
    taken: Option<&'a str>,
    thousandths: Option<u16>,
    camera: Option<&'a str>,
    lens: Option<&'a str>,
    gps: Option<(f64, f64)>,
    jpeg_quality: Option<u8>,
    damage: f32,
    contrast: f32,
    #[serde(borrow)]
    notes: Option<StoredNotes<'a>>,
    grey: bool,
    plain: bool,
    content: [u8; 32],
    /// Little-endian half floats.
    embedding: &'a [u8],
}

/// What people say about it.
#[derive(Serialize, Deserialize)]
struct StoredNotes<'a> {
    rating: Option<u8>,
    caption: Option<&'a str>,
    #[serde(borrow)]
    keywords: Vec<&'a str>,
    people: Vec<&'a str>,
}

/// As it is to be written, with the embedding's bytes.
pub(super) fn store<'a>(fingerprint: &'a Fingerprint, embedding: &'a [u8]) -> StoredFingerprint<'a> {
    let facts = &fingerprint.facts;
    StoredFingerprint {
        format: Format::ALL.iter().position(|format| *format == facts.format).unwrap_or_default() as u8,
        width: facts.width,
        height: facts.height,
        taken: facts.taken.as_deref(),
        thousandths: facts.thousandths,
        camera: facts.camera.as_deref(),
        lens: facts.lens.as_deref(),
        gps: facts.gps,
        jpeg_quality: facts.jpeg_quality,
        damage: facts.damage,
        contrast: facts.contrast,
        notes: facts.notes.as_deref().map(|notes| StoredNotes {
            rating: notes.rating,
            caption: notes.caption.as_deref(),
            keywords: notes.keywords.iter().map(String::as_str).collect(),
            people: notes.people.iter().map(String::as_str).collect(),
        }),
        grey: facts.grey,
        plain: facts.plain,
        content: fingerprint.content.0,
        embedding,
    }
}

/// `None` if it holds nonsense.
pub(super) fn restore(stored: StoredFingerprint<'_>) -> Option<Fingerprint> {
    let embedding: &[u8; 2 * EMBEDDING_LEN] = stored.embedding.try_into().ok()?;
    let halves = std::array::from_fn(|at| f16::from_le_bytes([embedding[2 * at], embedding[2 * at + 1]]));
    let facts = Facts {
        format: *Format::ALL.get(usize::from(stored.format))?,
        width: stored.width,
        height: stored.height,
        taken: stored.taken.map(str::to_owned),
        thousandths: stored.thousandths,
        camera: stored.camera.map(str::to_owned),
        lens: stored.lens.map(str::to_owned),
        gps: stored.gps,
        jpeg_quality: stored.jpeg_quality,
        damage: stored.damage,
        contrast: stored.contrast,
        notes: stored.notes.map(|notes| {
            let all = |texts: Vec<&str>| texts.into_iter().map(str::to_owned).collect();
            let (caption, rating) = (notes.caption.map(str::to_owned), notes.rating);
            Box::new(Notes { rating, caption, keywords: all(notes.keywords), people: all(notes.people) })
        }),
        grey: stored.grey,
        plain: stored.plain,
    };
    Some(Fingerprint {
        facts,
        content: ContentHash(stored.content),
        embedding: Embedding::from_halves(halves)?,
    })
}
