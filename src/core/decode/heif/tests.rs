//! HEIC files through their decoder: what the thumbnail stands for and what it does not.

use super::*;
use crate::decode::sample::heic::{Item, file, grid, with_thumbnail};

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
    for (long, sides) in [(64, (80, 60)), (160, (160, 120)), (400, (640, 480)), (u32::MAX, (640, 480))] {
        assert_eq!(pixels(Bound::LongSideAtMost(long)).dimensions(), sides);
    }
    let apart = difference(&pixels(SMALL), pixels(Bound::LongSideAtMost(1024)));
    assert!(apart < 10.0, "{apart}");
}

#[test]
fn a_small_thumbnail_stands_for_a_photograph_and_for_no_page() {
    let seen = |thumbnail: Item| sides(&with_thumbnail(Item::picture(), thumbnail))[0];
    assert_eq!(seen(Item::small_photo()), (320, 240));
    assert_eq!(seen(Item::small_page()), WHOLE[0]);
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
fn of_a_broken_picture_nothing_but_the_thumbnail_is_seen_and_that_is_said() {
    let photo = with_thumbnail(Item::picture().broken(), Item::thumbnail());
    assert_eq!(sides(&photo), [(416, 312), (640, 480)]);
    assert!(decode(&photo, Bound::LongSideAtMost(64)).is_err());
    let raw = decode(&photo, SMALL).expect("decoded");
    assert_eq!((raw.damage, raw.preview), (1.0, Some([416, 312])));
    let raw = decode(&with_thumbnail(Item::picture(), Item::thumbnail()), SMALL).expect("decoded");
    assert_eq!((raw.damage, raw.preview), (0.0, None));
}

/// What is said to be missing of a picture of four tiles, by the thumbnail and by the tiles.
fn damage(file: &[u8]) -> [Option<f32>; 2] {
    [SMALL, Bound::LongSideAtMost(1024)].map(|bound| decode(file, bound).ok().map(|raw| raw.damage))
}

#[test]
fn a_tile_that_was_overwritten_or_cut_off_is_found_though_nobody_decodes_it() {
    let tiles = [(); 4].map(|()| Item::picture());
    let whole = grid([2, 2], [1280, 960], &tiles, &[]);
    assert_eq!(damage(&whole), [Some(0.0); 2]);
    let (tile, thumbnail) = (tiles[0].data.len(), Item::thumbnail().data.len());
    let last_tile_at = whole.len() - thumbnail - tile;
    let is_a_quarter = |share: &Option<f32>| share.is_some_and(|share| (0.2..=0.25).contains(&share));
    // As a card or a transfer loses a cluster: from the beginning of a tile on, and from somewhere inside.
    for (from, value) in [(0, 0), (0, 0xFF), (30, 0)] {
        let mut bytes = whole.clone();
        bytes[last_tile_at + from..last_tile_at + tile].fill(value);
        assert!(damage(&bytes).iter().all(is_a_quarter), "{from}, {value}: {:?}", damage(&bytes));
    }
    let cut = &whole[..last_tile_at + tile / 2];
    assert!(damage(cut).iter().all(is_a_quarter), "{:?}", damage(cut));
    let nothing_left = &whole[..last_tile_at - 3 * tile + 10];
    assert_eq!(damage(nothing_left), [None; 2]);
    let mut only_the_thumbnail = whole.clone();
    only_the_thumbnail[last_tile_at - 3 * tile..last_tile_at + tile].fill(0);
    assert_eq!(damage(&only_the_thumbnail), [Some(1.0), None]);
}

#[test]
fn a_profile_is_told_unless_the_colours_are_brought_to_a_page_already() {
    let prof = [b"prof", &b"a profile"[..]].concat();
    let nclx = |primaries: u8| [b"nclx", &[0, primaries, 0, 13, 0, 6, 0x80][..]].concat();
    let profile = |colours: &[&[u8]]| {
        let colours: Vec<(&[u8; 4], &[u8])> = colours.iter().map(|body| (b"colr", *body)).collect();
        let tile = Item::picture().with(&colours);
        let tiles = [tile, Item::picture(), Item::picture(), Item::picture()];
        let files = [
            file(&[Item::picture().with(&colours)], &[]),
            grid([2, 2], [1280, 960], &[(); 4].map(|()| Item::picture()), &colours),
            grid([2, 2], [1280, 960], &tiles, &[]),
        ];
        let told = files.map(|file| decode(&file, Bound::LongSideAtMost(u32::MAX)).expect("decoded").profile);
        assert!(told[0] == told[1] && told[1] == told[2], "alone, of a picture in tiles, of its first tile");
        told[0].clone()
    };
    assert_eq!(profile(&[]), None);
    let icc = Some(Profile::Icc(b"a profile".to_vec()));
    assert_eq!((profile(&[&prof]), profile(&[&nclx(1), &prof])), (icc.clone(), icc));
    assert_eq!((profile(&[&nclx(1)]), profile(&[&nclx(12)])), (None, Some(Profile::DisplayP3)));
    assert_eq!(profile(&[&nclx(9), &prof]), None);
}

#[test]
fn colours_of_television_are_shown_as_on_a_page() {
    let colours = |primaries: u8, transfer: u8| {
        let colr = [b"nclx", &[0, primaries, 0, transfer, 0, 6, 0x80][..]].concat();
        let tiles = [(); 4].map(|()| Item::picture());
        let files = [
            file(&[Item::picture().with(&[(b"colr", &colr)])], &[]),
            grid([2, 2], [1280, 960], &tiles, &[(b"colr", &colr)]),
        ];
        files.map(|file| decode(&file, Bound::LongSideAtMost(u32::MAX)).expect("decoded").pixels)
    };
    let plain = colours(1, 13);
    for (primaries, transfer) in [(9, 13), (9, 16), (1, 18)] {
        let tone = Tone::of(primaries.into(), transfer.into()).expect("a tone");
        for (toned, plain) in colours(primaries, transfer).iter().zip(&plain) {
            let shown = |pixel: &image::Rgb<u8>| tone.shown(pixel.0.map(|part| f32::from(part) / 255.0));
            assert!(toned.pixels().zip(plain.pixels()).all(|(toned, plain)| toned.0 == shown(plain)));
            assert_ne!(toned, plain);
        }
    }
}
