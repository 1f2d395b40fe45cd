//! The invariants of the nouns.

use super::*;

fn embedding(first: f32, second: f32) -> Embedding {
    let mut values = [0.0; EMBEDDING_LEN];
    (values[0], values[1]) = (first, second);
    Embedding::new(&values).expect("a usable vector")
}

#[test]
fn embeddings_have_unit_length_and_symmetric_distances() {
    let (a, b) = (embedding(3.0, 4.0), embedding(4.0, 3.0));
    assert!((a.values()[0] - 0.6).abs() < 1e-3);
    assert_eq!(a.distance(&b), b.distance(&a));
    assert!((a.distance(&b) - 0.04).abs() < 1e-3);
    assert!(a.distance(&a) < 1e-6);
}

#[test]
fn useless_vectors_are_refused() {
    assert_eq!(Embedding::new(&[0.0; EMBEDDING_LEN]), None);
    assert_eq!(Embedding::new(&[f32::NAN; EMBEDDING_LEN]), None);
    assert_eq!(Embedding::new(&[1.0; 3]), None);
}

#[test]
fn links_go_through_representatives_and_never_to_oneself() {
    let [p0, p1, p2] = [0, 1, 2].map(PhotoId);
    let link = Link::similar(0.1);
    let pairs = Pairs::new(vec![p0, p1, p0], vec![Pair { a: p0, b: p1, link }]);
    assert_eq!(pairs.link(p2, p1), Some(link));
    assert_eq!(pairs.link(p1, p2), Some(link));
    assert_eq!(pairs.link(p0, p2).map(|l| l.relation), Some(Relation::Exact));
    assert_eq!(pairs.link(p2, p2), None);
}

#[test]
fn an_edit_seen_from_the_other_side_is_its_inverse() {
    let edit = Edit { shown: 0.5, beyond: ExtraContent::Picture, scale: 0.25, turn: 90.0, ..sample::EDIT };
    let back =
        Edit { filled: 0.5, other_beyond: ExtraContent::Picture, scale: 4.0, turn: -90.0, ..sample::EDIT };
    assert_eq!(edit.reversed(), back);
    assert_eq!(back.reversed(), edit);
    let halved =
        Placement::new(&Transform([2.0, 0.0, -0.5, 0.0, 2.0, 0.0, 0.0, 0.0, 1.0])).expect("a way back");
    let (there, back_again) = (halved.transform(), halved.reversed().transform());
    assert_eq!(back_again.apply(there.apply([0.25, 0.75])), [0.25, 0.75]);
    assert_eq!(Edit { placement: halved, ..edit }.reversed().placement, halved.reversed());
    assert_eq!(Placement::new(&Transform([0.0; 9])), None);
    let mirrored = Edit { mirrored: true, ..edit };
    assert_eq!(mirrored.reversed().turn, 90.0);
    let [p0, p1] = [0, 1].map(PhotoId);
    let link = Link { distance: 0.4, relation: Relation::Edited, proof: Some(edit) };
    let pairs = Pairs::new(vec![p0, p1], vec![Pair { a: p0, b: p1, link }]);
    assert_eq!(pairs.link(p0, p1), Some(link));
    assert_eq!(pairs.link(p1, p0).and_then(|link| link.edit()), Some(back));
}
