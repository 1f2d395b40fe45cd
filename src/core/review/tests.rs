//! Decisions in every order, by example and at random.

use super::*;
use crate::photo::{MayGo, sample};
use proptest::prelude::*;
use std::sync::Arc;

const P: [PhotoId; 4] = [PhotoId(0), PhotoId(1), PhotoId(2), PhotoId(3)];

fn review(photos: u32, links: &[(u32, u32, f32)]) -> Review {
    Review::new(Arc::new(sample::findings(photos, links)), 0.1)
}

#[test]
fn similar_shots_are_kept_unless_one_is_chosen() {
    let mut review = review(3, &[(0, 1, 0.05), (0, 2, 0.05), (1, 2, 0.05)]);
    review.accept(0);
    assert_eq!(review.totals(), Totals { marked: 0, marked_bytes: 0, done: 1, groups: 1 });
    review.keep_only(0, P[1]);
    assert_eq!(review.marked().collect::<Vec<_>>(), [(P[0], P[1]), (P[2], P[1])]);
}

#[test]
fn a_copy_with_a_raw_file_that_the_keeper_lacks_is_not_suggested() {
    use crate::photo::CompanionKind::Raw;
    let mut findings = sample::findings(3, &[]);
    findings.pairs = crate::photo::Pairs::new(vec![P[0]; 3], Vec::new());
    findings.photos[0].file.protected = true;
    findings.photos[1].file.companions.push(sample::companion("001.cr2", Raw, 20_000_000));
    let mut review = Review::new(Arc::new(findings), 0.1);
    assert_eq!(review.suggested(0), [(P[2], MayGo::Identical(P[0]))]);
    assert_eq!(review.open_exact(), [P[2]]);
    review.accept(0);
    assert_eq!(review.marked().collect::<Vec<_>>(), [(P[2], P[0])]);
    assert_eq!(review.toggle_mark(P[1]), Ok(Decision::Remove));
    assert_eq!(review.totals().marked_bytes, 26_000_000);
}

#[test]
fn only_the_same_bytes_are_marked_in_bulk() {
    use crate::photo::{Link, Pair, Pairs, Relation};
    let edited = Link { distance: 0.01, relation: Relation::Edited, proof: Some(sample::EDIT) };
    let mut findings = sample::findings(3, &[]);
    // The second has the bytes of the first, the third is an edited copy of both.
    let pair = Pair { a: P[0], b: P[2], link: edited };
    findings.pairs = Pairs::new(vec![P[0], P[0], P[2]], vec![pair]);
    findings.photos[0].file.protected = true;
    let mut review = Review::new(Arc::new(findings), 0.1);
    assert_eq!(review.suggested(0), [(P[1], MayGo::Identical(P[0])), (P[2], MayGo::InKeeper)]);
    assert_eq!((review.open_exact(), review.accept_exact()), (vec![P[1]], 1));
    assert_eq!(review.marked().collect::<Vec<_>>(), [(P[1], P[0])]);
}

#[test]
fn a_place_goes_for_another_place_and_all_of_them_for_the_keeper() {
    use crate::photo::{Link, Pair, Pairs, Relation};
    let edited = Link { distance: 0.01, relation: Relation::Edited, proof: Some(sample::EDIT) };
    let mut findings = sample::findings(4, &[]);
    // The second is an edited copy of the first and lies in three places.
    findings.pairs = Pairs::new(vec![P[0], P[1], P[1], P[1]], vec![Pair { a: P[0], b: P[1], link: edited }]);
    (findings.photos[0].metadata.width, findings.photos[0].metadata.height) = (9000, 6750);
    let mut review = Review::new(Arc::new(findings.clone()), 0.1);
    assert_eq!(review.accept_exact(), 2);
    assert_eq!(review.marked().collect::<Vec<_>>(), [(P[2], P[1]), (P[3], P[1])]);
    assert!(!review.is_done(0), "the copy itself is not decided about");
    assert_eq!(review.suggested(0), [1, 2, 3].map(|at| (P[at], MayGo::InKeeper)));
    review.accept(0);
    assert_eq!(review.marked().collect::<Vec<_>>(), [1, 2, 3].map(|at| (P[at], P[0])));
    review.undo();
    assert_eq!(review.marked().collect::<Vec<_>>(), [(P[2], P[1]), (P[3], P[1])]);
    // Two contents of which nothing says which is better: their places do not block each other.
    findings.photos[0].metadata = findings.photos[1].metadata.clone();
    findings.photos[1].metadata.gps = Some((1.0, 2.0));
    findings.photos[0].metadata.jpeg_quality = Some(99);
    for at in [2, 3] {
        findings.photos[at].metadata = findings.photos[1].metadata.clone();
    }
    let mut tied = Review::new(Arc::new(findings), 0.1);
    assert_eq!(tied.groups()[0].reason, None);
    assert_eq!(tied.suggested(0), [2, 3].map(|at| (P[at], MayGo::Identical(P[1]))));
    tied.accept(0);
    assert_eq!(tied.marked().count(), 2);
}

#[test]
fn the_keeper_and_strangers_to_it_cannot_be_marked() {
    let mut review = review(3, &[(0, 1, 0.05), (0, 2, 0.05)]);
    assert_eq!(review.toggle_mark(P[0]), Err(Refusal::Keeper));
    assert_eq!(review.toggle_mark(P[1]), Ok(Decision::Remove));
    review.choose_keeper(0, P[2]);
    assert_eq!(review.decision(P[1]), Decision::Undecided);
    assert_eq!(review.toggle_mark(P[1]), Err(Refusal::NoLink));
    assert_eq!(review.toggle_mark(P[0]), Ok(Decision::Remove));
}

#[test]
fn what_is_kept_for_good_is_decided_next_time() {
    use crate::verdicts::Change;
    let mut first = review(5, &[(0, 1, 0.05), (2, 3, 0.05), (2, 4, 0.05)]);
    first.keep_all_for_good(0);
    assert!(first.is_done(0));
    let next = |verdicts: &Verdicts, photos, links: &[(u32, u32, f32)]| {
        let mut review = review(photos, links);
        review.set_verdicts(verdicts.clone());
        review
    };
    let again = next(first.verdicts(), 5, &[(0, 1, 0.05), (2, 3, 0.05), (2, 4, 0.05)]);
    assert_eq!((again.is_done(0), again.is_done(1), again.can_undo()), (true, false, false));
    assert!(!next(first.verdicts(), 3, &[(0, 1, 0.05), (0, 2, 0.05)]).is_done(0), "a third photo is news");
    let said = first.verdicts().iter().next().cloned().expect("one");
    first.undo();
    assert!(first.verdicts().is_empty() && !first.is_done(0));
    assert_eq!(first.take_changes(), [Change::Given(said.clone()), Change::TakenBack(said.clone())]);
    let mut again = again;
    again.take_back(&said);
    assert!(again.verdicts().is_empty() && !again.is_done(0));
    again.undo();
    assert!(again.is_done(0));
}

#[test]
fn photos_said_to_be_no_duplicates_leave_each_other() {
    let mut review = review(3, &[(0, 1, 0.05), (0, 2, 0.05)]);
    review.toggle_mark(P[1]).expect("a member");
    assert!(review.part(P[0], P[1]));
    assert_eq!(review.groups()[0].photos().collect::<Vec<_>>(), [P[0], P[2]]);
    assert_eq!(review.totals().marked, 0);
    assert_eq!(review.undo(), Some(0));
    assert_eq!((review.groups()[0].len(), review.totals().marked), (3, 1));
    assert!(!review.part(P[0], P[0]));
}

#[test]
fn undo_and_redo_go_all_the_way() {
    let mut review = review(3, &[(0, 1, 0.05), (0, 2, 0.05), (1, 2, 0.05)]);
    review.keep_only(0, P[2]);
    review.toggle_mark(P[0]).expect("a member");
    assert_eq!(review.undo(), Some(0));
    assert_eq!(review.decision(P[0]), Decision::Remove);
    review.undo();
    assert_eq!((review.groups()[0].keeper, review.totals().marked), (P[0], 0));
    assert_eq!(review.undo(), None);
    review.redo();
    assert_eq!((review.groups()[0].keeper, review.totals().marked), (P[2], 2));
}

#[test]
fn a_mark_whose_pair_is_not_shown_sleeps_until_it_is() {
    let mut review = review(3, &[(0, 1, 0.02), (0, 2, 0.08)]);
    review.keep_only(0, P[0]);
    assert_eq!(review.totals().marked, 2);
    review.set_threshold(0.05);
    assert_eq!(review.marked().collect::<Vec<_>>(), [(P[1], P[0])]);
    review.set_threshold(0.01);
    assert_eq!((review.totals(), review.sleeping()), (Totals::default(), 2));
    let resumed = Review::resumed(SharedFindings::clone(review.findings()), review.snapshot());
    for mut review in [review, resumed] {
        review.set_threshold(0.1);
        assert_eq!((review.marked().count(), review.sleeping()), (2, 0));
        review.undo();
        assert_eq!((review.marked().count(), review.sleeping()), (0, 0));
    }
}

#[test]
fn a_mark_does_not_wait_behind_a_photo_that_was_chosen_to_stay() {
    let mut review = review(2, &[(0, 1, 0.02)]);
    review.toggle_mark(P[1]).expect("a member");
    review.choose_keeper(0, P[1]);
    review.choose_keeper(0, P[0]);
    assert_eq!((review.decision(P[1]), review.sleeping()), (Decision::Undecided, 0));
    review.undo();
    review.undo();
    assert_eq!(review.decision(P[1]), Decision::Remove);
}

#[test]
fn a_mark_made_on_an_exact_copy_does_not_outlive_it_for_a_similar_shot() {
    use crate::photo::Relation::{Edited, Exact, Similar};
    let after = |on: Option<Relation>| {
        let decisions = BTreeMap::from([(P[1], Decided { decision: Decision::Remove, on })]);
        let redo = vec![Step { decisions: decisions.clone().into_iter().collect(), ..Step::default() }];
        let findings = Arc::new(sample::findings(2, &[(0, 1, 0.05)]));
        let snapshot = Snapshot { threshold: 0.1, decisions, redo, ..Snapshot::default() };
        let mut review = Review::resumed(findings, snapshot);
        let resumed = review.decision(P[1]);
        review.redo();
        (resumed, review.decision(P[1]))
    };
    // Of the exact copy that was kept only a similar shot is left; nothing brings the mark back.
    for on in [Some(Exact), Some(Edited), None] {
        assert_eq!(after(on), (Decision::Undecided, Decision::Undecided), "{on:?}");
    }
    assert_eq!(after(Some(Similar)), (Decision::Remove, Decision::Remove));
}

#[test]
fn a_mark_does_not_pass_from_a_copy_that_is_none_to_a_similar_shot() {
    use crate::photo::{Link, Pair, Pairs};
    let mut findings = sample::findings(3, &[]);
    let edited = Link { distance: 0.01, relation: Relation::Edited, proof: Some(sample::EDIT) };
    let pairs = [(P[0], P[2], edited), (P[1], P[2], Link::similar(0.05))];
    findings.pairs = Pairs::new(P[..3].to_vec(), pairs.map(|(a, b, link)| Pair { a, b, link }));
    let mut review = Review::new(Arc::new(findings), 0.1);
    assert_eq!(review.toggle_mark(P[2]), Ok(Decision::Remove));
    assert_eq!(review.marked().collect::<Vec<_>>(), [(P[2], P[0])]);
    assert!(review.part(P[0], P[2]));
    assert_eq!(review.groups()[0].photos().collect::<Vec<_>>(), [P[1], P[2]]);
    assert_eq!(review.decision(P[2]), Decision::Undecided);
    review.undo();
    assert_eq!(review.marked().collect::<Vec<_>>(), [(P[2], P[0])]);
}

#[test]
fn of_many_rows_only_what_is_suggested_is_marked_and_all_of_it_in_one_step() {
    use crate::photo::{Link, Pair, Pairs};
    let edited = Link { distance: 0.01, relation: Relation::Edited, proof: Some(sample::EDIT) };
    let mut findings = sample::findings(5, &[]);
    // The second is an edited copy of the first, the third has the second's bytes; the last two are similar shots.
    let pairs = [(P[0], P[1], edited), (P[3], PhotoId(4), Link::similar(0.05))];
    let pairs = pairs.map(|(a, b, link)| Pair { a, b, link });
    findings.pairs = Pairs::new(vec![P[0], P[1], P[1], P[3], PhotoId(4)], pairs);
    (findings.photos[0].metadata.width, findings.photos[0].metadata.height) = (9000, 6750);
    let mut review = Review::new(Arc::new(findings), 0.1);
    let all: Vec<PhotoId> = review.findings().ids().collect();
    assert_eq!(review.mark_suggested(&all), 2);
    assert_eq!(review.marked().collect::<Vec<_>>(), [(P[1], P[0]), (P[2], P[0])]);
    assert_eq!((review.mark_suggested(&all), review.unmark(&all[..2])), (0, 1));
    review.undo();
    assert_eq!(review.totals().marked, 2);
    review.undo();
    assert_eq!((review.totals().marked, review.can_undo()), (0, false));
}

#[derive(Debug, Clone)]
enum Act {
    Accept(usize),
    KeepOnly(usize, u32),
    Choose(usize, u32),
    Toggle(u32),
    MarkSuggested(u32, u32),
    Unmark(u32, u32),
    KeepAll(usize),
    AcceptExact,
    Threshold(f32),
    Undo,
    Redo,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        (0..8usize).prop_map(Act::Accept),
        (0..8usize, 0..12u32).prop_map(|(g, p)| Act::KeepOnly(g, p)),
        (0..8usize, 0..12u32).prop_map(|(g, p)| Act::Choose(g, p)),
        (0..12u32).prop_map(Act::Toggle),
        (0..12u32, 0..12u32).prop_map(|(from, to)| Act::MarkSuggested(from, to)),
        (0..12u32, 0..12u32).prop_map(|(from, to)| Act::Unmark(from, to)),
        (0..8usize).prop_map(Act::KeepAll),
        Just(Act::AcceptExact),
        (0.0..0.3f32).prop_map(Act::Threshold),
        Just(Act::Undo),
        Just(Act::Redo),
    ]
}

fn carry_out(review: &mut Review, act: Act) {
    let groups = review.groups().len();
    match act {
        Act::Accept(g) if g < groups => review.accept(g),
        Act::KeepOnly(g, p) if g < groups => {
            let photos: Vec<PhotoId> = review.groups()[g].photos().collect();
            review.keep_only(g, photos[p as usize % photos.len()]);
        }
        Act::Choose(g, p) if g < groups => {
            let photos: Vec<PhotoId> = review.groups()[g].photos().collect();
            review.choose_keeper(g, photos[p as usize % photos.len()]);
        }
        Act::Toggle(p) => drop(review.toggle_mark(PhotoId(p))),
        Act::MarkSuggested(from, to) => {
            review.mark_suggested(&(from..to).map(PhotoId).collect::<Vec<_>>());
        }
        Act::Unmark(from, to) => {
            review.unmark(&(from..to).map(PhotoId).collect::<Vec<_>>());
        }
        Act::KeepAll(g) if g < groups => review.keep_all(g),
        Act::AcceptExact => drop(review.accept_exact()),
        Act::Threshold(t) => review.set_threshold(t),
        Act::Undo => drop(review.undo()),
        Act::Redo => drop(review.redo()),
        _ => {}
    }
}

proptest! {
    #[test]
    fn no_keeper_is_ever_marked(
        links in proptest::collection::vec((0..12u32, 0..12u32, 0.0..0.3f32), 0..30),
        acts in proptest::collection::vec(act(), 0..40),
    ) {
        // The last four photos have the bytes of others, and of those one has three places.
        let place = |photo: u32| [8, 9, 10, 11].iter().position(|at| *at == photo).map_or(photo, |at| [0, 1, 2, 2][at]);
        let links: Vec<_> = links.into_iter().map(|(a, b, apart)| (place(a), place(b), apart)).filter(|(a, b, _)| a < b).collect();
        let mut findings = sample::findings(12, &links);
        let pairs: Vec<_> = findings.pairs.between_representatives().collect();
        findings.pairs = crate::photo::Pairs::new((0..12).map(place).map(PhotoId).collect(), pairs);
        let mut review = Review::new(Arc::new(findings), 0.1);
        for act in acts {
            carry_out(&mut review, act);
            // Whatever the threshold does, a mark holds or sleeps, and none is lost.
            let mut moved = review.clone();
            moved.set_threshold(0.15);
            moved.set_threshold(review.threshold());
            prop_assert_eq!(moved.all_marks().collect::<Vec<_>>(), review.all_marks().collect::<Vec<_>>());
            prop_assert_eq!(moved.marked().count() + moved.sleeping(), moved.all_marks().count());
            let marked: Vec<(PhotoId, PhotoId)> = review.marked().collect();
            for (photo, keeper) in &marked {
                prop_assert!(marked.iter().all(|(other, _)| other != keeper));
                prop_assert!(review.findings().pairs.link(*photo, *keeper).is_some());
            }
        }
    }
}
