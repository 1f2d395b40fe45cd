//! What holds for groups whatever was found.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::photo::{CloseLook, Edit, Enlarged, Pair, Pairs, Relation, sample, sample::findings};

/// Up to 30 photos, and pairs between any of them: alike at some distance, or proven.
fn found() -> impl Strategy<Value = Findings> {
    let pair = (0..30_u32, 0..30_u32, 0.0..0.3_f32, prop::bool::weighted(0.3));
    let photos = prop::collection::vec((0..4_u8, 0..5_u64), 30);
    (photos, prop::collection::vec(pair, 0..90)).prop_map(|(photos, pairs)| {
        let mut findings = sample::findings(30, &[]);
        for (photo, (content, seconds)) in findings.photos.iter_mut().zip(photos) {
            // A few photos share their bytes with another one; some were taken in one go.
            if content == 0 {
                photo.content = sample::photo("the same").content;
            }
            photo.metadata.taken = Some(format!("2024-05-01 12:0{seconds}:00"));
        }
        let first = |id: PhotoId| {
            let content = findings.photo(id).content;
            findings.ids().find(|other| findings.photo(*other).content == content).unwrap_or(id)
        };
        let representatives: Vec<PhotoId> = findings.ids().map(first).collect();
        let pairs = pairs.into_iter().filter_map(|(one, other, distance, proven)| {
            let (one, other) = (representatives[one as usize], representatives[other as usize]);
            let proof = proven.then_some(sample::EDIT);
            let relation = if proven { Relation::Edited } else { Relation::Similar };
            let link = Link { distance, relation, proof };
            (one != other).then(|| Pair { a: one.min(other), b: one.max(other), link })
        });
        findings.pairs = Pairs::new(representatives.clone(), pairs);
        findings
    })
}

pub(in crate::groups) fn formed(findings: &Findings, threshold: f32) -> Vec<Group> {
    form(findings, threshold, &VerdictIndex::default())
}

proptest! {
    // A whole library of photos is too long a thing to be kept as a regression.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_member_relates_to_its_keeper_and_nobody_is_in_two_groups(
        findings in found(), threshold in 0.0..0.3_f32,
    ) {
        let groups = formed(&findings, threshold);
        let mut seen = BTreeSet::new();
        for group in &groups {
            prop_assert!(group.len() > 1);
            for photo in group.photos() {
                prop_assert!(seen.insert(photo));
            }
            for member in &group.members {
                prop_assert_eq!(member.link, findings.pairs.link(group.keeper, member.photo));
                prop_assert!(member.link.is_some());
            }
            let files: BTreeSet<_> = group.photos().map(|id| findings.photo(id).file.path.clone()).collect();
            prop_assert_eq!(files.len(), group.len());
        }
    }

    #[test]
    fn the_order_of_the_pairs_decides_nothing(findings in found(), threshold in 0.0..0.3_f32, seed in any::<u64>()) {
        let mut pairs = findings.pairs.between_representatives().collect::<Vec<_>>();
        pairs.sort_by_key(|pair| (u64::from(pair.a.0) * 31 + u64::from(pair.b.0)).wrapping_mul(seed | 1));
        let representatives = findings.ids().map(|id| findings.pairs.representative(id)).collect();
        let shuffled = Findings { pairs: Pairs::new(representatives, pairs), ..findings.clone() };
        prop_assert_eq!(formed(&findings, threshold), formed(&shuffled, threshold));
    }

    #[test]
    fn a_looser_threshold_shows_every_pair_that_a_tighter_one_shows(
        findings in found(), one in 0.0..0.3_f32, other in 0.0..0.3_f32,
    ) {
        let shown = |threshold: f32| {
            let neighbours = Neighbours::within(&findings, threshold, &VerdictIndex::default());
            let pairs = findings.ids().flat_map(|id| neighbours.of(id).map(move |(near, _)| (id, near)));
            pairs.collect::<BTreeSet<_>>()
        };
        let (tight, loose) = (shown(one.min(other)), shown(one.max(other)));
        prop_assert!(tight.is_subset(&loose));
        // And no pair is left out altogether: one of its two photos is in a group.
        let grouped: BTreeSet<_> =
            formed(&findings, one).iter().flat_map(|group| group.photos().collect::<Vec<_>>()).collect();
        prop_assert!(shown(one).iter().all(|(a, b)| grouped.contains(a) || grouped.contains(b)));
    }
}

#[test]
fn a_burst_is_one_group_and_two_visits_are_two() {
    // Forty frames of one second each, the last ones farther from the first than the threshold says.
    let links: Vec<(u32, u32, f32)> = (0..40_u32)
        .flat_map(|a| (a + 1..40).map(move |b| (a, b, 0.05 + 0.004 * (b - a) as f32)))
        .filter(|(.., distance)| *distance < 0.16 * IN_ONE_GO)
        .collect();
    let mut findings = sample::findings(40, &links);
    for (at, photo) in findings.photos.iter_mut().enumerate() {
        photo.metadata.taken = Some(format!("2024-05-01 12:00:{at:02}"));
    }
    let groups = formed(&findings, 0.16);
    assert_eq!(groups.iter().map(Group::len).collect::<Vec<_>>(), [40]);
    findings.photos.iter_mut().for_each(|photo| photo.metadata.taken = None);
    assert!(formed(&findings, 0.16).len() > 1, "without times the threshold is the threshold");
}

/// Groups as sorted member indices, keeper first.
fn check(photos: u32, links: &[(u32, u32, f32)], threshold: f32, expected: &[&[u32]]) {
    let findings = findings(photos, links);
    let groups = form(&findings, threshold, &VerdictIndex::default());
    let seen: Vec<Vec<u32>> = groups.iter().map(|g| g.photos().map(|p| p.0).collect()).collect();
    assert_eq!(seen, expected);
}

#[test]
fn a_star_never_chains() {
    // 0 is like 1, 1 is like 2, but 0 is not like 2: the best photo keeps what is like it.
    check(3, &[(0, 1, 0.05), (1, 2, 0.05)], 0.1, &[&[0, 1]]);
    check(4, &[(0, 1, 0.05), (1, 2, 0.05), (2, 3, 0.05)], 0.1, &[&[0, 1], &[2, 3]]);
}

#[test]
fn the_threshold_decides_and_the_nearest_comes_first() {
    let links = [(0, 1, 0.08), (0, 2, 0.02), (3, 4, 0.2)];
    check(5, &links, 0.1, &[&[0, 2, 1]]);
    check(5, &links, 0.25, &[&[0, 2, 1], &[3, 4]]);
    check(5, &links, 0.01, &[]);
}

#[test]
fn exact_copies_need_no_pair_and_share_those_of_their_representative() {
    let mut findings = findings(4, &[(0, 2, 0.05)]);
    let representatives = [0, 0, 2, 3].map(PhotoId).to_vec();
    findings.pairs = crate::photo::Pairs::new(
        representatives,
        findings.pairs.between_representatives().collect::<Vec<_>>(),
    );
    let groups = form(&findings, 0.1, &VerdictIndex::default());
    assert_eq!(groups.len(), 1);
    assert_eq!(groups[0].photos().map(|p| p.0).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(groups[0].kind(), Relation::Exact);
}

#[test]
fn copies_group_with_their_own_and_lone_shots_with_the_best() {
    // 0 and 1 are copies, 2 and 3 are copies, all four look alike, and so does 4, which has no copy.
    let near = [(0, 2, 0.05), (0, 3, 0.05), (1, 2, 0.05), (1, 3, 0.05), (0, 4, 0.05), (2, 4, 0.05)];
    let mut findings = findings(5, &near);
    let mut pairs = findings.pairs.between_representatives().collect::<Vec<_>>();
    for (a, b) in [(0, 1), (2, 3)] {
        let proof = Some(crate::photo::sample::EDIT);
        let link = Link { distance: 0.4, relation: Relation::Edited, proof };
        pairs.push(crate::photo::Pair { a: PhotoId(a), b: PhotoId(b), link });
    }
    findings.pairs = crate::photo::Pairs::new((0..5).map(PhotoId).collect(), pairs);
    let groups = form(&findings, 0.1, &VerdictIndex::default());
    let seen: Vec<Vec<u32>> = groups.iter().map(|g| g.photos().map(|p| p.0).collect()).collect();
    assert_eq!(seen, [vec![0, 4, 1], vec![2, 3]]);
    assert_eq!(groups.iter().map(Group::kind).collect::<Vec<_>>(), [Relation::Edited; 2]);
}

/// These photos with these pairs, each proven to be an edit of this kind.
pub(in crate::groups) fn proven(photos: u32, pairs: &[(u32, u32)], edit: crate::photo::Edit) -> Findings {
    let mut findings = findings(photos, &[]);
    let link = Link { distance: 0.1, relation: Relation::Edited, proof: Some(edit) };
    let pairs = pairs.iter().map(|(a, b)| Pair { a: PhotoId(*a), b: PhotoId(*b), link });
    findings.pairs = Pairs::new((0..photos).map(PhotoId).collect(), pairs);
    findings
}

#[test]
fn a_collage_does_not_tear_the_group_of_its_copies_apart() {
    // The first is the largest, and no copy of the last.
    let mut findings = proven(4, &[(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)], sample::EDIT);
    findings.photos[0].metadata.width *= 2;
    let groups = formed(&findings, 0.1);
    assert_eq!((groups.len(), groups[0].keeper, groups[0].len()), (1, PhotoId(1), 4));
    // Nothing is suggested: by its pixels the collage would have to stay.
    assert_eq!(groups[0].reason, None);
}

#[test]
fn the_original_is_kept_though_its_part_or_a_small_copy_has_more_edited_copies() {
    // The first is the original, with something added that the second does not show and that the last two were made before.
    let keeper = |change: fn(&mut [crate::photo::Photo])| {
        let mut findings = proven(5, &[(0, 1), (0, 2), (1, 2), (1, 3), (1, 4)], sample::EDIT);
        change(&mut findings.photos);
        formed(&findings, 0.1)[0].keeper
    };
    assert_eq!(keeper(|_| ()), PhotoId(1));
    assert_eq!(keeper(|photos| photos[1].cropped = true), PhotoId(0));
    assert_eq!(keeper(|photos| (photos[1].metadata.width, photos[1].metadata.height) = (96, 72)), PhotoId(0));
    assert_ne!(
        keeper(|photos| (photos[1].cropped, photos[0].framed) = (true, true)),
        PhotoId(0),
        "in a frame"
    );
}

#[test]
fn a_caption_is_not_decided_about_by_size_or_age() {
    use crate::photo::{Because, Edit};
    let because = |covered, change: fn(&mut crate::photo::Metadata)| {
        let mut findings = proven(2, &[(0, 1)], Edit { covered, ..sample::EDIT });
        change(&mut findings.photos[0].metadata);
        formed(&findings, 0.1)[0].reason.clone().map(|reason| reason.because)
    };
    let better: fn(&mut crate::photo::Metadata) = |metadata| metadata.jpeg_quality = Some(99);
    let larger: fn(&mut crate::photo::Metadata) = |metadata| (metadata.width, metadata.height) = (9000, 6750);
    assert_eq!(because(0.0, better), Some(Because::Quality(99)));
    assert_eq!(because(0.2, better), None);
    let of_page: fn(&mut crate::photo::Metadata) =
        |metadata| (metadata.jpeg_quality, metadata.low_texture) = (Some(99), true);
    assert_eq!(because(0.0, of_page), Some(Because::Quality(99)), "the other is none");
    let mut pages = proven(2, &[(0, 1)], sample::EDIT);
    pages.photos[0].metadata.jpeg_quality = Some(99);
    pages.photos.iter_mut().for_each(|photo| photo.metadata.low_texture = true);
    assert_eq!(formed(&pages, 0.1)[0].reason, None);
    assert_eq!(because(0.2, larger), Some(Because::Pixels { width: 9000, height: 6750 }));
}

#[test]
fn one_that_the_rules_cannot_decide_about_does_not_keep_them_from_deciding_about_others() {
    use crate::photo::{Because, Doubt};
    let mut findings = proven(3, &[], sample::EDIT);
    findings.photos[0].metadata.jpeg_quality = Some(99);
    let close = Some(CloseLook { areas: 1, ..CloseLook::SAME });
    let captioned = Edit { covered: 0.2, close, ..sample::EDIT };
    let pairs = [(1, captioned), (2, sample::EDIT)].map(|(b, edit)| {
        let link = Link { distance: 0.1, relation: Relation::Edited, proof: Some(edit) };
        Pair { a: PhotoId(0), b: PhotoId(b), link }
    });
    findings.pairs = Pairs::new((0..3).map(PhotoId).collect(), pairs);
    let groups = formed(&findings, 0.1);
    assert_eq!(groups[0].reason.as_ref().map(|reason| &reason.because), Some(&Because::Quality(99)));
    let tie = |photo| {
        let member = groups[0].members.iter().find(|member| member.photo == photo).expect("a member");
        tie(&findings, groups[0].keeper, member)
    };
    assert_eq!([tie(PhotoId(1)), tie(PhotoId(2))], [Some(Doubt::Covered), None]);
}

#[test]
fn what_is_a_part_of_a_third_photo_is_no_part_of_one_that_it_shows_whole() {
    let is_decided = |shown: f32| {
        let mut findings = proven(2, &[(0, 1)], Edit { shown, ..sample::EDIT });
        findings.photos[1].cropped = true;
        formed(&findings, 0.1)[0].reason.is_some()
    };
    assert!(is_decided(0.6) && !is_decided(1.0));
}

#[test]
fn more_detail_of_a_part_is_not_decided_about_by_the_number_of_pixels() {
    use crate::photo::Edit;
    let is_decided = |edit: Edit, enlarged: bool| {
        let mut findings = proven(2, &[(0, 1)], edit);
        (findings.photos[0].metadata.width, findings.photos[0].metadata.height) = (9000, 6750);
        findings.photos[1].enlarged = if enlarged { Enlarged::Yes } else { Enlarged::No };
        formed(&findings, 0.1)[0].reason.is_some()
    };
    assert!(is_decided(Edit { shown: 0.1, ..sample::EDIT }, false));
    assert!(is_decided(Edit { scale: 2.0, ..sample::EDIT }, false));
    assert!(!is_decided(Edit { shown: 0.1, scale: 2.0, ..sample::EDIT }, false));
    assert!(is_decided(Edit { shown: 0.1, scale: 2.0, ..sample::EDIT }, true));
}

#[test]
fn a_backup_of_each_frame_does_not_split_a_burst() {
    // Three frames, each with a backup of the same bytes.
    let mut findings = findings(6, &[]);
    let link = Link { proof: Some(sample::EDIT), ..Link::similar(0.01) };
    let frames = [(0, 2), (0, 4), (2, 4)].map(|(a, b)| Pair { a: PhotoId(a), b: PhotoId(b), link });
    findings.pairs = Pairs::new([0, 0, 2, 2, 4, 4].map(PhotoId).to_vec(), frames);
    let seen = |findings: &Findings| -> Vec<Vec<u32>> {
        formed(findings, 0.1).iter().map(|group| group.photos().map(|p| p.0).collect()).collect()
    };
    assert_eq!(seen(&findings), [[0, 1, 2, 3, 4, 5]]);
    let twins = |findings: &Findings| -> Vec<Option<u32>> {
        formed(findings, 0.1)[0].members.iter().map(|member| member.twin_of.map(|twin| twin.0)).collect()
    };
    assert_eq!(twins(&findings), [Some(0), None, Some(2), None, Some(4)]);
    assert_eq!(formed(&findings, 0.1)[0].kind(), Relation::Exact, "nothing else in it is a copy");
    // So do parts cut out of one picture, each beyond the other.
    let mut parts = findings.clone();
    let beyond = crate::photo::ExtraContent::Picture;
    let proof = Some(crate::photo::Edit { beyond, other_beyond: beyond, ..sample::EDIT });
    parts.pairs = Pairs::new(
        [0, 0, 2, 2, 4, 4].map(PhotoId).to_vec(),
        frames.map(|frame| Pair { link: Link { proof, ..link }, ..frame }),
    );
    assert_eq!(seen(&parts), [[0, 1, 2, 3, 4, 5]]);
    // As without their backups.
    findings.pairs = Pairs::new((0..6).map(PhotoId).collect(), frames);
    assert_eq!(seen(&findings), [[0, 2, 4]]);
}

#[test]
fn what_was_said_to_be_no_duplicate_is_none() {
    use crate::verdicts::{Change, Ruling, Verdict, Verdicts};
    let findings = findings(3, &[(0, 1, 0.05), (0, 2, 0.05), (1, 2, 0.05)]);
    let mut verdicts = Verdicts::default();
    let said = Verdict::on(Ruling::NotDuplicates, findings.photos[..2].iter());
    verdicts.apply(&Change::Given(said));
    let standing = verdicts.about(&findings.photos);
    let groups = form(&findings, 0.1, &standing);
    let seen: Vec<Vec<u32>> = groups.iter().map(|g| g.photos().map(|p| p.0).collect()).collect();
    assert_eq!(seen, [[0, 2]]);
    let whole = &form(&findings, 0.1, &VerdictIndex::default())[0];
    let around_one = around(&findings, whole, PhotoId(1), &standing).expect("a member");
    let linked: Vec<bool> = around_one.members.iter().map(|member| member.link.is_some()).collect();
    assert_eq!(linked, [true, false]);
}

#[test]
fn another_keeper_loses_the_links_it_has_not() {
    let findings = findings(3, &[(0, 1, 0.05), (0, 2, 0.05)]);
    let group = &form(&findings, 0.1, &VerdictIndex::default())[0];
    let around_two = around(&findings, group, PhotoId(2), &VerdictIndex::default()).expect("a member");
    assert_eq!(around_two.keeper, PhotoId(2));
    assert_eq!(around_two.members[0].photo, PhotoId(0));
    assert_eq!(around_two.members[1], Member { photo: PhotoId(1), link: None, twin_of: None });
    assert_eq!(around(&findings, group, PhotoId(9), &VerdictIndex::default()), None);
}

#[test]
fn what_only_a_closer_look_tells_apart_stays_in_one_group() {
    let mut findings = findings(3, &[]);
    let differs = CloseLook { areas: 2, is_edit: false, ..CloseLook::SAME };
    let told_apart =
        Link { proof: Some(Edit { close: Some(differs), ..sample::EDIT }), ..Link::similar(0.6) };
    let copy = Link { relation: Relation::Edited, proof: Some(sample::EDIT), distance: 0.1 };
    let pairs = [(0, 1, told_apart), (0, 2, told_apart), (1, 2, copy)];
    let pairs = pairs.map(|(a, b, link)| Pair { a: PhotoId(a), b: PhotoId(b), link });
    findings.pairs = Pairs::new((0..3).map(PhotoId).collect(), pairs);
    // The copies of one another do not leave the photo that both line up with.
    let seen: Vec<Vec<u32>> =
        formed(&findings, 0.1).iter().map(|group| group.photos().map(|p| p.0).collect()).collect();
    // One of them is the keeper, so that the other can go.
    assert_eq!(seen, [[1, 2, 0]]);
}
