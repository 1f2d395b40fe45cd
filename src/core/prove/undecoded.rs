//! Photos of which only a thumbnail in their file was seen, because their picture turns out to be damaged or of a kind that is
//! not read. A scan reads thumbnails where cameras store them; the close look at a pair is the first to decode the picture. What
//! it could not see is not suggested away, and is not kept rather than a photo that is whole.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::decode;
use crate::difference;
use crate::photo::{Pair, Photo, PhotoId, SkipReason};
use crate::progress::{Progress, Stop};

/// All of the picture.
const ALL: f32 = 1.0;

/// What is left to see of a photo, and whether the rest is damaged.
struct Seen {
    preview: [u32; 2],
    is_damaged: bool,
}

/// Notes it of both photos of each edited copy that could not be looked at closely, and of all photos with the same bytes.
pub fn note(
    photos: &mut [Photo],
    representative: &[PhotoId],
    pairs: &[Pair],
    progress: &Progress,
) -> Result<(), Stop> {
    let unseen = pairs.iter().filter(|pair| pair.link.edit().is_some_and(|edit| edit.close.is_none()));
    let doubtful: BTreeSet<PhotoId> = unseen.flat_map(|pair| [pair.a, pair.b]).collect();
    let look = |id: PhotoId| Ok((id, seen(&photos[id.index()], progress)?));
    let seen: Vec<(PhotoId, Option<Seen>)> =
        doubtful.into_par_iter().map(look).collect::<Result<_, Stop>>()?;
    for (id, seen) in seen {
        let Some(Seen { preview, is_damaged }) = seen else { continue };
        for (photo, _) in photos.iter_mut().zip(representative).filter(|(_, first)| **first == id) {
            photo.metadata.preview = Some(preview);
            if is_damaged {
                photo.metadata.damage = ALL;
            }
        }
    }
    Ok(())
}

/// `None` if the picture can be decoded, or if the file is another one by now or cannot be opened.
fn seen(photo: &Photo, progress: &Progress) -> Result<Option<Seen>, Stop> {
    progress.check()?;
    let picture = decode::preview_again(progress, photo, difference::LOOKED_AT_PX)?;
    let Some(reason) = picture.err().filter(SkipReason::is_in_the_bytes) else { return Ok(None) };
    let Ok(small) = decode::photo_again(progress, photo)? else { return Ok(None) };
    let is_damaged = matches!(reason, SkipReason::Damaged(..) | SkipReason::BrokeDecoder);
    Ok(Some(Seen { preview: small.pixels.dimensions().into(), is_damaged }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::sample::heic::{Item, with_thumbnail};
    use crate::photo::{ContentHash, Edit, Link, Relation, sample};

    /// Photos in a folder with these bytes, and the first and each other as an edited copy that was not looked at closely.
    fn noted(files: &[Vec<u8>], edit: Edit) -> Vec<Photo> {
        let folder = tempfile::tempdir().expect("a folder");
        let photo = |(at, bytes): (usize, &Vec<u8>)| {
            let mut photo = sample::photo(&format!("{at}.heic"));
            photo.file.path = folder.path().join(format!("{at}.heic"));
            std::fs::write(&photo.file.path, bytes).expect("written");
            photo.content = ContentHash(*blake3::hash(bytes).as_bytes());
            photo
        };
        let mut photos: Vec<Photo> = files.iter().enumerate().map(photo).collect();
        let first = |at: usize| files.iter().position(|bytes| *bytes == files[at]).unwrap_or(at) as u32;
        let representative: Vec<PhotoId> = (0..files.len()).map(|at| PhotoId(first(at))).collect();
        let link = Link { distance: 0.1, relation: Relation::Edited, proof: Some(edit) };
        let pair = |b: &PhotoId| Pair { a: PhotoId(0), b: *b, link };
        let pairs: Vec<Pair> = representative.iter().filter(|b| b.0 > 0).map(pair).collect();
        note(&mut photos, &representative, &pairs, &Progress::default()).expect("noted");
        photos
    }

    const UNSEEN: Edit = Edit { close: None, ..sample::EDIT };

    #[test]
    fn a_broken_picture_is_damaged_though_its_thumbnail_is_whole() {
        let whole = with_thumbnail(Item::picture(), Item::thumbnail());
        let broken = with_thumbnail(Item::picture().broken(), Item::thumbnail());
        let photos = noted(&[whole.clone(), broken.clone(), broken.clone()], UNSEEN);
        let said: Vec<_> =
            photos.iter().map(|photo| (photo.metadata.preview, photo.metadata.damage)).collect();
        assert_eq!(said, [(None, 0.0), (Some([416, 312]), 1.0), (Some([416, 312]), 1.0)]);
        let seen = Edit { close: Some(crate::photo::CloseLook::SAME), ..sample::EDIT };
        assert!(noted(&[whole, broken], seen).iter().all(|photo| photo.metadata.preview.is_none()));
    }

    #[test]
    fn what_is_no_thumbnail_or_no_more_there_is_not_called_damaged() {
        let broken = with_thumbnail(Item::picture().broken(), Item::thumbnail().broken());
        let photos = noted(&[with_thumbnail(Item::picture(), Item::thumbnail()), broken], UNSEEN);
        assert!(photos.iter().all(|photo| photo.metadata.preview.is_none() && !photo.metadata.is_damaged()));
    }
}
