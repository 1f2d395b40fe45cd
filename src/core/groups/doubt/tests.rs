//! What keeps the rules from deciding between a keeper and one of its members.

use super::*;
use crate::groups::tests::{formed, proven};
use crate::photo::{CloseLook, Placement, sample};

#[test]
fn a_border_goes_and_a_page_with_the_photo_on_it_stays() {
    use crate::photo::{Doubt, ExtraContent};
    let doubted = |filled: f32, other_beyond: ExtraContent| {
        let edit = Edit { filled, other_beyond, ..sample::EDIT };
        let mut findings = proven(2, &[(0, 1)], edit);
        findings.photos[1].framed = true;
        let group = &formed(&findings, 0.1)[0];
        doubt(&findings, group, &group.members[0]) == Some(Doubt::ShowsMore)
    };
    assert!(!doubted(0.6, ExtraContent::Frame) && !doubted(0.3, ExtraContent::Plain));
    assert!(doubted(0.06, ExtraContent::Frame), "a screenshot of a chat");
    assert!(doubted(0.6, ExtraContent::Picture), "a story");
}

#[test]
fn more_pixels_decide_nothing_where_a_photo_was_turned_or_squeezed() {
    let is_decided = |turn: f32, squeezed: bool| {
        let mut findings = proven(2, &[(0, 1)], Edit { turn, ..sample::EDIT });
        let metadata = &mut findings.photos[1].metadata;
        (metadata.width, metadata.height) = if squeezed { (1500, 1500) } else { (2000, 1500) };
        formed(&findings, 0.1)[0].reason.is_some()
    };
    assert!(is_decided(0.0, false) && is_decided(-90.3, false));
    assert!(!is_decided(89.0, false), "straightened");
    assert!(!is_decided(0.0, true));
}

#[test]
fn more_pixels_along_one_side_alone_decide_nothing() {
    let is_decided = |turn: f32, width: u32, height: u32| {
        let quarter = Transform([0.0, -1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0]);
        let lies = if turn == 0.0 { Transform::IDENTITY } else { quarter };
        let placement = Placement::new(&lies).expect("a map");
        let mut findings = proven(2, &[(0, 1)], Edit { turn, placement, ..sample::EDIT });
        let whole = &findings.photos[0].metadata;
        let sides = (whole.width - width, whole.height - height);
        (findings.photos[1].metadata.width, findings.photos[1].metadata.height) =
            if turn == 0.0 { sides } else { (sides.1, sides.0) };
        formed(&findings, 0.1)[0].reason.is_some()
    };
    for turn in [0.0, 90.0] {
        assert!(is_decided(turn, 120, 90), "smaller");
        assert!(!is_decided(turn, 120, 0) && !is_decided(turn, 0, 90), "a strip less, or squeezed");
    }
}

#[test]
fn which_of_two_lights_was_meant_people_judge() {
    let close = Some(CloseLook { relit: true, ..CloseLook::SAME });
    let mut findings = proven(2, &[(0, 1)], Edit { close, ..sample::EDIT });
    findings.photos[0].metadata.jpeg_quality = Some(99);
    assert_eq!(formed(&findings, 0.1)[0].reason, None);
}
