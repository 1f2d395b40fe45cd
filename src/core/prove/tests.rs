//! What proofs make of candidates, on drawn pictures.

use super::*;
use crate::cache::Question;
use crate::features::{self, drawn::scene};
use crate::pairs;
use crate::photo::{ContentHash, Edit, ExtraContent, Format, sample};
use image::{RgbImage, imageops};

fn drawn(seed: u64) -> RgbImage {
    scene(seed, 480, 360)
}

/// Photos of these pictures, all of them candidates of each other at this distance, and the pairs found.
fn proved(pictures: &[RgbImage], distance: f32) -> (Vec<Photo>, Pairs) {
    let cache = Cache::temporary("model");
    let mut photos: Vec<Photo> = (0..pictures.len()).map(|n| sample::photo(&format!("{n}.jpg"))).collect();
    for (photo, picture) in photos.iter_mut().zip(pictures) {
        (photo.metadata.width, photo.metadata.height) = picture.dimensions();
        let features = features::extract(picture).to_bytes();
        cache.keep_features(&[(photo.content, features)]);
    }
    let ids: Vec<PhotoId> = (0..pictures.len() as u32).map(PhotoId).collect();
    let pairs = ids.iter().flat_map(|a| ids.iter().map(move |b| (*a, *b))).filter(|(a, b)| a < b);
    let candidates = pairs::Candidates {
        representative: ids.clone(),
        proposed: pairs.map(|(a, b)| Candidate { a, b, distance }).collect(),
        near: Vec::new(),
    };
    let fresh = prove(&mut photos, candidates.clone(), &cache, &Progress::default()).expect("proved");
    let again = prove(&mut photos, candidates, &cache, &Progress::default()).expect("remembered");
    assert!(fresh.between_representatives().eq(again.between_representatives()));
    (photos, fresh)
}

fn edit(pictures: &[RgbImage]) -> Edit {
    let (_, pairs) = proved(pictures, LOOSEST_DISTANCE + 0.1);
    let link = pairs.link(PhotoId(0), PhotoId(1)).expect("a pair");
    link.edit().expect("an edited copy")
}

#[test]
fn a_copy_is_proved_at_any_distance_and_a_stranger_at_none() {
    let (one, other) = (drawn(1), drawn(2));
    let (_, far) = proved(&[one.clone(), other, imageops::flip_horizontal(&one)], LOOSEST_DISTANCE + 0.1);
    let seen: Vec<_> = far.between_representatives().map(|p| (p.a.0, p.b.0)).collect();
    assert_eq!(seen, [(0, 2)]);
    let (_, near) = proved(&[drawn(1), drawn(2)], 0.05);
    assert_eq!(near.link(PhotoId(0), PhotoId(1)), Some(Link::similar(0.05)));
}

#[test]
fn two_copies_are_laid_over_each_other_by_their_original() {
    let original = scene(7, 640, 480);
    let crop = imageops::crop_imm(&original, 64, 48, 480, 360).to_image();
    let small = imageops::resize(&original, 400, 300, imageops::FilterType::Triangle);
    let turned = imageops::rotate90(&imageops::flip_horizontal(&small));
    let pictures = [original, crop, turned];
    let (photos, pairs) = proved(&pictures, 0.2);
    let best = family::best(&photos, pairs.related());
    assert_eq!(best.values().collect::<Vec<_>>(), [&PhotoId(0); 3]);
    let references = References::new(&best, pairs.related());
    assert!(references.of([PhotoId(0), PhotoId(1)]).is_none(), "no photo is its own reference");
    let reference = references.of([PhotoId(1), PhotoId(2)]).expect("both are proven to show the original");
    assert_eq!(reference.photo, PhotoId(0));

    let found = pairs.link(PhotoId(1), PhotoId(2)).and_then(Link::edit).expect("an edited copy");
    let sought = edit(&pictures[1..]);
    let near =
        |one: f32, other: f32, within: f32| assert!((one - other).abs() < within, "{found:?}\n{sought:?}");
    near(found.shown, sought.shown, 0.01);
    near(found.filled, sought.filled, 0.01);
    near(found.scale, sought.scale, 0.005);
    near(found.turn, sought.turn, 0.3);
    assert_eq!((found.mirrored, found.beyond), (sought.mirrored, sought.beyond));
    let [x, y] = [0.3, 0.6];
    let ([u, v], [s, t]) =
        (found.placement.transform().apply([x, y]), sought.placement.transform().apply([x, y]));
    assert!((u - s).hypot(v - t) < 0.005);
}

#[test]
fn a_reference_does_not_make_copies_of_what_the_pixels_tell_apart() {
    // Both are proven to show the left and the right half of one picture: each lies beside the other.
    let original = scene(8, 800, 360);
    let half = |left| imageops::crop_imm(&original, left, 0, 440, 360).to_image();
    let (_, pairs) = proved(&[original.clone(), half(0), half(360)], 0.6);
    let seen: Vec<_> = pairs.between_representatives().map(|p| (p.a.0, p.b.0)).collect();
    assert_eq!(seen, [(0, 1), (0, 2)]);
}

#[test]
fn what_was_taken_at_two_moments_is_no_copy() {
    let mut photos = [sample::photo("a.jpg"), sample::photo("b.jpg")];
    let candidate = Candidate { a: PhotoId(0), b: PhotoId(1), distance: 0.02 };
    let relation =
        |photos: &[Photo]| judged(photos, &candidate, Proved::Picture(sample::EDIT)).map(|p| p.link.relation);
    assert_eq!(relation(&photos), Some(Relation::Edited));
    photos[1].metadata.taken = Some("2024-05-01 12:00:01".to_owned());
    assert_eq!(relation(&photos), Some(Relation::Similar));
    photos[1].metadata.taken = None;
    assert_eq!(relation(&photos), Some(Relation::Edited));
}

#[test]
fn the_same_pixels_are_one_photo_whatever_is_said_about_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let cache = Cache::temporary("model");
    let mut photos: Vec<Photo> = ["a.png", "b.bmp", "c.png"].map(sample::photo).into();
    for (photo, seed) in photos.iter_mut().zip([1, 1, 2]) {
        photo.file.path = folder.path().join(photo.path().file_name().expect("a name"));
        drawn(seed).save(photo.path()).expect("written");
        photo.content = ContentHash(*blake3::hash(&std::fs::read(photo.path()).expect("read")).as_bytes());
        // Without corners nothing else can prove a pair.
        cache.keep_features(&[(photo.content, features::extract(&RgbImage::new(8, 8)).to_bytes())]);
    }
    for photo in &mut photos {
        photo.metadata.format = Format::Png;
    }
    photos[1].metadata.taken = Some("2024-05-01 12:00:01".to_owned());
    let found = |photos: &[Photo], distance: f32| {
        let candidates = [(0, 1), (0, 2)].map(|(a, b)| Candidate { a: PhotoId(a), b: PhotoId(b), distance });
        evidence::verify_all(photos, &candidates, &References::default(), &cache, &Progress::default())
            .expect("proved")
            .related
    };
    assert_eq!(found(&photos, 0.1), [], "nothing is opened that the network tells apart");
    photos[1].metadata.format = Format::Bmp;
    photos.iter_mut().for_each(|photo| (photo.metadata.width, photo.metadata.height) = (400, 300));
    assert_eq!(found(&photos, 0.001), [], "nor of what is read alike in all formats");
    photos.iter_mut().for_each(|photo| (photo.metadata.width, photo.metadata.height) = (4000, 3000));
    assert_eq!(found(&photos, 0.001).len(), 1);
    photos[1].metadata.format = Format::Png;
    let same = found(&photos, 0.0);
    assert_eq!(same.iter().map(|pair| (pair.a, pair.b)).collect::<Vec<_>>(), [(PhotoId(0), PhotoId(1))]);
    assert_eq!(same[0].link.relation, Relation::Edited);
    assert!(same[0].link.edit().is_some_and(|edit| edit.same_pixels));
    // Nothing is said of bytes that are no longer there.
    let mut changed = photos.clone();
    changed[1].content = sample::photo("another").content;
    assert_eq!(found(&changed, 0.0), []);
    // What was seen once is remembered, also of photos that are gone by now.
    let mut gone = photos.clone();
    gone.iter_mut().for_each(|photo| photo.file.path = "/gone.png".into());
    assert_eq!(found(&gone, 0.0), same);
    photos[0].metadata.format = Format::Jpeg;
    derived::note(&mut photos, &[0, 1, 2].map(PhotoId), &same, &Answers::default());
    assert_eq!(photos.iter().map(|photo| photo.unpacked).collect::<Vec<_>>(), [false, true, false]);
    photos[1].metadata.width += 1;
    assert_eq!(found(&photos, 0.0), []);
}

#[test]
fn likeness_alone_counts_within_a_visit_and_not_among_pages() {
    let mut photos = [sample::photo("a.jpg"), sample::photo("b.jpg")];
    let candidate = Candidate { a: PhotoId(0), b: PhotoId(1), distance: 0.05 };
    let is_pair = |photos: &[Photo]| judged(photos, &candidate, Proved::Nothing).is_some();
    let mut taken = |time: &str| {
        photos[1].metadata.taken = Some(time.to_owned());
        let alike = is_pair(&photos);
        photos.iter_mut().for_each(|photo| photo.metadata.low_texture = true);
        let plain = is_pair(&photos);
        photos.iter_mut().for_each(|photo| photo.metadata.low_texture = false);
        (alike, plain)
    };
    assert_eq!(taken("2024-05-01 12:00:40"), (true, true));
    assert_eq!(taken("2024-05-01 18:00:00"), (true, false));
    assert_eq!(taken("2025-05-01 12:00:00"), (false, false));
    photos[1].metadata.taken = None;
    assert!(is_pair(&photos));
}

#[test]
fn what_shares_only_a_frame_is_alike_only_if_taken_in_one_go() {
    let mut photos = [sample::photo("a.jpg"), sample::photo("b.jpg")];
    let candidate = Candidate { a: PhotoId(0), b: PhotoId(1), distance: 0.05 };
    let is_pair = |photos: &[Photo]| judged(photos, &candidate, Proved::Frame).is_some();
    photos[1].metadata.taken = Some("2024-05-01 12:00:40".to_owned());
    assert!(is_pair(&photos));
    photos[1].metadata.taken = None;
    assert!(!is_pair(&photos));
}

#[test]
fn pictures_in_one_frame_are_no_pair_however_near() {
    let frame = drawn(40);
    let framed = |seed| {
        let mut photo = frame.clone();
        imageops::replace(&mut photo, &scene(seed, 360, 260), 60, 50);
        photo
    };
    let cache = Cache::temporary("model");
    let mut photos: Vec<Photo> = (0..2).map(|n| sample::photo(&format!("{n}.jpg"))).collect();
    for (photo, seed) in photos.iter_mut().zip([41, 42]) {
        photo.metadata.taken = None;
        let features = features::extract(&framed(seed)).to_bytes();
        cache.keep_features(&[(photo.content, features)]);
    }
    let candidate = Candidate { a: PhotoId(0), b: PhotoId(1), distance: 0.05 };
    let found =
        evidence::verify_all(&photos, &[candidate], &References::default(), &cache, &Progress::default())
            .expect("proved");
    assert_eq!((found.related.len(), found.alike.len(), found.frames.len()), (0, 0, 2));
}

#[test]
fn the_edit_says_what_was_done() {
    let original = drawn(3);
    let crop = imageops::crop_imm(&original, 60, 40, 384, 288).to_image();
    let small = imageops::resize(&crop, 192, 144, imageops::FilterType::Triangle);
    let cropped = edit(&[original.clone(), small]);
    assert!((cropped.shown - 0.64).abs() < 0.03 && cropped.filled > 0.97, "{cropped:?}");
    assert!((cropped.scale - 0.5).abs() < 0.02 && !cropped.mirrored, "{cropped:?}");
    let [x, y] = cropped.placement.transform().apply([0.525, 0.511]);
    assert!((x - 0.5).abs() < 0.01 && (y - 0.5).abs() < 0.01, "{x} {y}");
    let turned = edit(&[original.clone(), imageops::rotate90(&original)]);
    assert_eq!(turned.placement.transform().apply([0.0, 0.0]), [1.0, 0.0]);
    assert!((turned.turn - 90.0).abs() < 1.0 && turned.shown > 0.97, "{turned:?}");
    let mirrored = edit(&[original.clone(), imageops::flip_horizontal(&original)]);
    assert!(mirrored.mirrored);
    assert_eq!(mirrored.placement.transform().apply([0.25, 0.5]), [0.75, 0.5]);
}

#[test]
fn a_framed_copy_is_known_as_one() {
    let original = drawn(4);
    let mut framed = RgbImage::from_pixel(560, 440, image::Rgb([255; 3]));
    imageops::replace(&mut framed, &original, 40, 40);
    let (photos, _) = proved(&[original, framed], 0.2);
    assert_eq!(photos.iter().map(|photo| photo.framed).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn a_collage_that_shows_a_photo_smaller_than_it_is_counts_as_framed() {
    let collage = |times: f32| {
        let parts = [4, 9].map(|seed| {
            let part = drawn(seed);
            let side = |px: u32| (px as f32 * times) as u32;
            imageops::resize(&part, side(480), side(360), imageops::FilterType::Triangle)
        });
        let mut collage = RgbImage::new(2 * parts[0].width(), parts[0].height());
        let right = i64::from(parts[0].width());
        imageops::replace(&mut collage, &parts[0], 0, 0);
        imageops::replace(&mut collage, &parts[1], right, 0);
        let (photos, _) = proved(&[drawn(4), collage], 0.2);
        photos.iter().map(|photo| photo.framed).collect::<Vec<_>>()
    };
    assert_eq!(collage(0.6), [false, true]);
    assert_eq!(collage(1.0), [false, false]);
}

#[test]
fn a_photo_with_a_sky_is_no_frame_around_its_crop() {
    let mut original = drawn(5);
    for (x, y, pixel) in original.enumerate_pixels_mut().filter(|(_, y, _)| *y < 120) {
        *pixel = image::Rgb([(120 + y) as u8, (150 + y / 2 + x / 24) as u8, 250]);
    }
    let crop = imageops::crop_imm(&original, 0, 110, 480, 250).to_image();
    let (photos, _) = proved(&[original.clone(), crop], 0.2);
    assert!(photos.iter().all(|photo| !photo.framed));
    // Nor is a sky without any shade, which a cut takes away on one side only.
    for (_, _, pixel) in original.enumerate_pixels_mut().filter(|(_, y, _)| *y < 120) {
        *pixel = image::Rgb([255; 3]);
    }
    let crop = imageops::crop_imm(&original, 0, 110, 480, 250).to_image();
    let (photos, _) = proved(&[original, crop], 0.2);
    assert!(photos.iter().all(|photo| !photo.framed));
}

#[test]
fn a_frame_counts_against_a_photo_that_shows_no_more_than_another() {
    let is_framed = |other_beyond: ExtraContent, scale: f32| {
        let mut photos = [sample::photo("a.jpg"), sample::photo("b.jpg")];
        let edit = Edit { filled: 0.8, other_beyond, scale, ..sample::EDIT };
        let link = Link { distance: 0.1, relation: Relation::Edited, proof: Some(edit) };
        let pairs = [Pair { a: PhotoId(0), b: PhotoId(1), link }];
        derived::note(&mut photos, &[0, 1].map(PhotoId), &pairs, &Answers::default());
        photos.map(|photo| photo.framed)
    };
    assert_eq!(is_framed(ExtraContent::Frame, 1.0), [false, true]);
    assert_eq!(is_framed(ExtraContent::Frame, 0.3), [false, true]);
    assert_eq!(is_framed(ExtraContent::Frame, 6.0), [false, false], "the other is a thumbnail of it");
}

#[test]
fn cut_corners_count_against_a_photo_of_which_another_has_them() {
    use crate::photo::PictureCorners::{self, Differ, MayBeCut, Other, Round};
    let framed = |corners: [PictureCorners; 2], scale: f32| {
        let mut photos = [sample::photo("a.jpg"), sample::photo("b.png")];
        photos.iter_mut().zip(corners).for_each(|(photo, corners)| photo.metadata.corners = corners);
        let edit = Edit { shown: 1.0, filled: 1.0, scale, ..sample::EDIT };
        let link = Link { distance: 0.01, relation: Relation::Edited, proof: Some(edit) };
        let pairs = [Pair { a: PhotoId(0), b: PhotoId(1), link }];
        derived::note(&mut photos, &[0, 1].map(PhotoId), &pairs, &Answers::default());
        photos.map(|photo| photo.framed)
    };
    for kinds in [[Other, Round], [Differ, Round], [MayBeCut, Round], [Differ, MayBeCut]] {
        assert_eq!(framed(kinds, 1.0), [false, true], "{kinds:?}");
        assert_eq!(framed(kinds, 6.0), [false, false], "the other is a thumbnail of it");
    }
    for kinds in [[Round, Round], [MayBeCut, MayBeCut], [Other, MayBeCut], [Other, Differ]] {
        assert_eq!(framed(kinds, 1.0), [false, false], "{kinds:?}");
    }
}

#[test]
fn a_collage_of_two_counts_as_framed_beside_each_of_them() {
    let framed = |joined: bool, scale: f32| {
        let mut photos = [sample::photo("a.jpg"), sample::photo("collage.jpg")];
        let edit = Edit { filled: 0.5, other_beyond: ExtraContent::Picture, scale, ..sample::EDIT };
        let link = Link { distance: 0.1, relation: Relation::Edited, proof: Some(edit) };
        let pairs = [Pair { a: PhotoId(0), b: PhotoId(1), link }];
        let answers = Answers::told(&[(Question::Added, true), (Question::Joined, joined)]);
        derived::note(&mut photos, &[0, 1].map(PhotoId), &pairs, &answers);
        photos.map(|photo| photo.framed)
    };
    assert_eq!(framed(true, 1.0), [false, true]);
    assert_eq!(framed(false, 1.0), [false, false], "what goes on beyond a crop");
    assert_eq!(framed(true, 2.0), [false, false], "the other is a thumbnail of what is in there");
}
