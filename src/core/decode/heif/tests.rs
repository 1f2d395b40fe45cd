//! HEIC files through their decoder: what the thumbnail stands for and what it does not.

use super::*;
use crate::decode::sample::heic::{Item, file, with_thumbnail};

/// What a fingerprint is made from.
const SMALL: Bound = Bound::ShortSideAtLeast(256);

/// The sides of what is decoded for a fingerprint, and those of the photo.
fn sides(file: &[u8]) -> [(u32, u32); 2] {
    let raw = decode(file, SMALL).expect("decoded");
    [raw.pixels.dimensions(), (raw.width, raw.height)]
}

/// The drawn picture as its decoder gives it.
pub fn picture() -> DecodedImage {
    heic_decoder::decode(&file(&[Item::picture()], &[])).expect("decoded")
}

/// The mean difference of two pictures' channels, one of them made as small as the other.
pub fn difference(small: &RgbImage, large: RgbImage) -> f64 {
    let large = crate::resize::to_size(large, small.width(), small.height());
    let sum: u64 = small.iter().zip(large.iter()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 / small.len() as f64
}

const WHOLE: [(u32, u32); 2] = [(640, 480); 2];

#[test]
fn a_fingerprint_is_made_from_the_thumbnail_and_everything_else_from_the_picture() {
    let photo = with_thumbnail(Item::picture(), Item::thumbnail());
    assert_eq!(sides(&photo), [(416, 312), (640, 480)]);
    let pixels = |bound| decode(&photo, bound).expect("decoded").pixels;
    for long in [64, 400, 416, 1024, u32::MAX] {
        assert_eq!(pixels(Bound::LongSideAtMost(long)).dimensions(), (640, 480));
    }
    let apart = difference(&pixels(SMALL), pixels(Bound::LongSideAtMost(1024)));
    assert!(apart < 10.0, "{apart}");
}

#[test]
fn a_thumbnail_is_turned_once_as_the_picture_is() {
    for turns in [
        &[(b"irot", &[1][..])][..],
        &[(b"irot", &[2])],
        &[(b"imir", &[1])],
        &[(b"irot", &[3]), (b"imir", &[0])],
    ] {
        let photo = with_thumbnail(Item::picture().with(turns), Item::thumbnail().with(turns));
        let (small, large) = (
            decode(&photo, SMALL).expect("decoded"),
            decode(&photo, Bound::LongSideAtMost(1024)).expect("decoded"),
        );
        let is_tall = turns[0].1 != [2] && turns[0].0 == b"irot";
        assert_eq!(small.pixels.dimensions(), if is_tall { (312, 416) } else { (416, 312) });
        assert_eq!((small.width, small.height), (large.width, large.height));
        let apart = difference(&small.pixels, large.pixels);
        assert!(apart < 10.0, "{turns:?}: {apart}");
    }
}

#[test]
fn a_thumbnail_that_may_show_something_else_is_not_looked_at() {
    let plain = || (Item::picture(), Item::thumbnail());
    let turned = |item: Item, angle: u8| item.with(&[(b"irot", &[angle])]);
    let (picture, thumbnail) = plain();
    assert_eq!(sides(&with_thumbnail(picture, turned(thumbnail, 2))), WHOLE, "turned by itself");
    let (picture, thumbnail) = plain();
    assert_eq!(sides(&with_thumbnail(turned(picture, 2), thumbnail)), WHOLE, "not turned with the picture");
    // A cut of 400 × 312 pixels out of the middle.
    let cut = [400, 1, 312, 1, 0, 1, 0, 1].map(u32::to_be_bytes).concat();
    let (picture, thumbnail) = plain();
    assert_eq!(sides(&with_thumbnail(picture, thumbnail.with(&[(b"clap", &cut)]))), WHOLE, "another shape");
    let small = [200, 1, 150, 1, 0, 1, 0, 1].map(u32::to_be_bytes).concat();
    let (picture, thumbnail) = plain();
    assert_eq!(sides(&with_thumbnail(picture, thumbnail.with(&[(b"clap", &small)]))), WHOLE, "too small");
    let half = [416, 1, 312, 1, 0, 1, 0, 1].map(u32::to_be_bytes).concat();
    let (picture, thumbnail) = plain();
    let [seen, photo] = sides(&with_thumbnail(picture.with(&[(b"clap", &half)]), thumbnail));
    assert_eq!([seen, photo], [(416, 312); 2], "the picture's own cut");
    let (picture, thumbnail) = plain();
    let alpha = picture.clone().with(&[(b"auxC", b"\0\0\0\0urn:mpeg:hevc:2015:auxid:1\0")]);
    let links: [(_, _, &[u16]); 2] = [(b"thmb", 2, &[1]), (b"auxl", 3, &[1])];
    assert_eq!(sides(&file(&[picture, thumbnail, alpha], &links)), WHOLE, "transparent");
    let (picture, thumbnail) = plain();
    assert_eq!(sides(&file(&[picture, thumbnail], &[])), WHOLE, "no thumbnail of it");
    let (picture, thumbnail) = plain();
    assert_eq!(sides(&file(&[picture, thumbnail], &[(b"thmb", 1, &[2])])), WHOLE, "the other way round");
}

#[test]
fn the_picture_is_read_where_its_thumbnail_is_broken() {
    assert_eq!(sides(&with_thumbnail(Item::picture(), Item::thumbnail().broken())), WHOLE);
    let both = with_thumbnail(Item::picture().broken(), Item::thumbnail().broken());
    assert!(matches!(decode(&both, SMALL), Err(SkipReason::Damaged(..) | SkipReason::KindNotReadYet(_))));
}

#[test]
fn of_a_broken_picture_nothing_but_the_thumbnail_is_seen() {
    let photo = with_thumbnail(Item::picture().broken(), Item::thumbnail());
    assert_eq!(sides(&photo), [(416, 312), (640, 480)]);
    assert!(decode(&photo, Bound::LongSideAtMost(64)).is_err());
}
