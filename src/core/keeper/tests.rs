//! Which photo the rules keep, and what they say about it.

use super::*;
use crate::photo::CompanionKind;
use crate::photo::sample::{self, photo};

fn check(change: impl Fn(&mut Photo), because: Option<Because>) {
    let (mut keeper, rival) = (photo("b.jpg"), photo("a.jpg"));
    change(&mut keeper);
    let wins = because.is_some();
    let expected = because.map(|because| Reason { because, among: Among::All });
    assert_eq!(reason(&keeper, [&rival].into_iter()), expected);
    assert_eq!(compare(&keeper, &rival), if wins { Ordering::Less } else { Ordering::Greater });
}

#[test]
fn each_rule_decides_and_says_so() {
    check(|p| p.file.protected = true, Some(Because::Protected));
    let raw = || sample::companion("b.cr2", CompanionKind::Raw, 1);
    check(|p| p.file.companions.push(raw()), Some(Because::Complete(vec![CompanionKind::Raw])));
    check(|p| p.metadata.width = 9000, Some(Because::Pixels { width: 9000, height: 3000 }));
    let (one, mut other) = (photo("a.jpg"), photo("b.jpg"));
    other.metadata.width += other.metadata.width / 80;
    assert_eq!(reason(&other, [&one].into_iter()), None, "a few pixels more decide nothing");
    let (small, mut large) = (photo("a.jpg"), photo("b.jpg"));
    (large.metadata.width, large.enlarged) = (9000, Enlarged::Yes);
    assert_eq!(reason(&small, [&large].into_iter()).map(|r| r.because), Some(Because::Detail));
    check(|p| p.metadata = sample::rated(&p.metadata, 3), Some(Because::Metadata));
    let (jpeg, mut png) = (photo("b.jpg"), photo("a.png"));
    (png.metadata.format, png.unpacked) = (Format::Png, true);
    assert_eq!(reason(&jpeg, [&png].into_iter()).map(|r| r.because), Some(Because::Source));
    let over_jpeg = |quality| {
        let (mut png, mut jpeg) = (photo("b.png"), photo("a.jpg"));
        (png.metadata.format, jpeg.metadata.jpeg_quality) = (Format::Png, quality);
        assert_eq!(compare(&png, &jpeg), Ordering::Less);
        reason(&png, [&jpeg].into_iter()).map(|reason| reason.because)
    };
    assert_eq!(over_jpeg(Some(85)), Some(Because::Format(Format::Png)));
    assert_eq!([over_jpeg(Some(95)), over_jpeg(None)], [None, None], "it may have been saved from that one");
    check(|p| p.metadata.jpeg_quality = Some(97), Some(Because::Quality(97)));
    check(|p| p.file.preferred = Some(3), Some(Because::Preferred));
    check(|p| p.file.stamp.bytes += 1, Some(Because::Bytes));
    check(|p| p.file.stamp.modified_ns -= 1, Some(Because::Age));
    let film = |p: &mut Photo| {
        p.metadata.extras = Some(Box::new(Extras { film_ms: Some(2900), ..Extras::NONE }));
    };
    check(film, Some(Because::Contents(vec![Holding::Film])));
}

#[test]
fn a_frame_alone_does_not_decide_against_what_was_saved_better() {
    let decided = |ours: u8, format: Format, theirs: Option<u8>| {
        let (mut keeper, mut framed) = (photo("a.jpg"), photo("b"));
        (keeper.metadata.jpeg_quality, framed.framed) = (Some(ours), true);
        (framed.metadata.format, framed.metadata.jpeg_quality) = (format, theirs);
        reason(&keeper, [&framed].into_iter()).is_some()
    };
    assert!(decided(92, Format::Png, None) && decided(80, Format::Jpeg, Some(84)));
    assert!(!decided(60, Format::Png, None) && !decided(60, Format::Jpeg, Some(92)));
}

#[test]
fn a_framed_photo_does_not_make_the_reason_untrue() {
    let [keeper, mut smaller, mut framed] = ["a.jpg", "b.jpg", "c.jpg"].map(photo);
    smaller.metadata.width = 100;
    (framed.framed, framed.metadata.width) = (true, 9000);
    let because = Because::Pixels { width: 4000, height: 3000 };
    let said = reason(&keeper, [&smaller, &framed].into_iter());
    assert_eq!(said, Some(Reason { because, among: Among::Unframed }));
}

#[test]
fn a_reason_is_not_said_of_those_that_lost_by_a_weightier_one() {
    let [mut keeper, mut smaller, mut grey] = ["a.jpg", "b.jpg", "c.jpg"].map(photo);
    (keeper.metadata.grey, smaller.metadata.grey, grey.metadata.grey) = (false, false, true);
    (smaller.metadata.width, grey.metadata.width) = (100, 4500);
    let said = |others: [&Photo; 2]| reason(&keeper, others.into_iter()).map(|reason| reason.among);
    assert_eq!(said([&smaller, &grey]), Some(Among::EqualOtherwise));
    grey.metadata.width = 3999;
    assert_eq!(said([&smaller, &grey]), Some(Among::All));
}

#[test]
fn no_three_photos_beat_each_other_in_a_circle() {
    let jpeg = |quality: u8, bytes: u64| {
        let mut photo = photo("a.jpg");
        (photo.metadata.jpeg_quality, photo.file.stamp.bytes) = (Some(quality), bytes);
        photo
    };
    let (good, fair, mut heic) = (jpeg(95, 1_800_000), jpeg(90, 2_200_000), jpeg(95, 2_000_000));
    (heic.metadata.format, heic.metadata.jpeg_quality) = (Format::Heic, None);
    let mut photos = [&fair, &good, &heic];
    photos.sort_by(|a, b| compare(a, b));
    assert_eq!(photos.map(|photo| photo.file.stamp.bytes), [2_000_000, 1_800_000, 2_200_000]);
    assert!(photos.is_sorted_by(|a, b| compare(a, b).is_lt()));
    assert_eq!(compare(photos[0], photos[2]), Ordering::Less);
}

#[test]
fn rules_that_disagree_give_no_reason() {
    let check = |change: fn(&mut Photo, &mut Photo)| {
        let (mut keeper, mut other) = (photo("a.jpg"), photo("b.jpg"));
        change(&mut keeper, &mut other);
        assert_eq!(compare(&keeper, &other), Ordering::Less);
        assert_eq!(reason(&keeper, [&other].into_iter()), None);
    };
    check(|keeper, other| (keeper.metadata.width, other.metadata.gps) = (9000, Some((1.0, 2.0))));
    check(|keeper, other| {
        (other.metadata.grey, other.metadata.width, keeper.metadata.grey) = (true, 9000, false)
    });
    check(|keeper, other| {
        (keeper.metadata, other.metadata.jpeg_quality) = (sample::rated(&keeper.metadata, 5), Some(99));
    });
    let (mut protected, mut other) = (photo("a.jpg"), photo("b.jpg"));
    (protected.file.protected, other.metadata.gps) = (true, Some((1.0, 2.0)));
    assert!(reason(&protected, [&other].into_iter()).is_some());
}

#[test]
fn a_small_copy_is_no_reason_to_let_a_damaged_photo_go() {
    let (mut small, mut damaged) = (photo("a.jpg"), photo("b.jpg"));
    (small.metadata.width, small.metadata.height) = (640, 427);
    let said = |small: &Photo, damaged: &Photo| reason(small, [damaged].into_iter()).map(|said| said.because);
    damaged.metadata.damage = 0.5;
    assert_eq!(said(&small, &damaged), None);
    // Two hundredths of twelve megapixels are less than the small one has.
    damaged.metadata.damage = 0.98;
    assert_eq!(said(&small, &damaged), Some(Because::Whole));
    (small.metadata.width, small.metadata.height) = (damaged.metadata.width, damaged.metadata.height);
    damaged.metadata.damage = 0.001;
    assert_eq!(said(&small, &damaged), Some(Because::Whole));
}

#[test]
fn a_tie_gives_no_reason_and_damage_loses() {
    check(|_| (), None);
    check(|p| (p.framed, p.metadata.width) = (true, 9000), None);
    check(|p| (p.metadata.damage, p.metadata.width) = (0.9, 9000), None);
}

#[test]
fn what_is_less_of_the_picture_loses_whatever_its_size() {
    for (change, because) in [
        ((|p| p.cropped = true) as fn(&mut Photo), Because::Fuller),
        (|p| p.blurred = true, Because::Sharp),
        (|p| p.framed = true, Because::Unframed),
    ] {
        let (keeper, mut other) = (photo("b.jpg"), photo("a.jpg"));
        change(&mut other);
        (other.metadata.width, other.metadata.jpeg_quality) = (4400, Some(99));
        assert_eq!(reason(&keeper, [&other].into_iter()).map(|reason| reason.because), Some(because));
    }
}

#[test]
fn of_one_content_the_place_is_chosen_by_folders_name_and_age_in_this_order() {
    let place = |path: &str, preferred: Option<u32>, age: i128| {
        let mut place = photo("same.jpg");
        place.file.path = path.into();
        place.file.preferred = preferred;
        place.file.stamp.modified_ns += age;
        place
    };
    let mut places = [
        place("/p/z.jpg", Some(0), 9),
        place("/p/y (1).jpg", Some(1), 9),
        place("/p/album/b.jpg", None, 3),
        place("/p/album/c.jpg", None, 4),
        place("/p/Backup 2019/a.jpg", None, 1),
        place("/p/album/a - Kopie.jpg", None, 0),
    ];
    let wanted: Vec<_> = places.iter().map(|place| place.path().to_owned()).collect();
    places.reverse();
    places.sort_by(compare);
    assert_eq!(places.iter().map(|place| place.path().to_owned()).collect::<Vec<_>>(), wanted);
    let because = |at: usize| reason(&places[at], [&places[at + 1]].into_iter()).map(|r| r.because);
    let expected = [Because::Preferred, Because::Preferred, Because::Age, Because::Folder, Because::Name];
    assert_eq!([0, 1, 2, 3, 4].map(because), expected.map(Some));
}
