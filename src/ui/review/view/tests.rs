//! Where photos are on the screen.

use super::*;
use crate::photo::{Edit, Placement, sample};
use egui::vec2;

const PANES: [Rect; 2] = [
    Rect { min: pos2(0.0, 0.0), max: pos2(400.0, 400.0) },
    Rect { min: pos2(412.0, 0.0), max: pos2(812.0, 400.0) },
];
const PIXELS: Vec2 = vec2(4000.0, 3000.0);

fn edited(sizes: [Vec2; 2], map: [f64; 9]) -> Pairing {
    let placement = Placement::new(&Transform(map)).expect("a way back");
    let proof = Some(Edit { placement, ..sample::EDIT });
    Pairing::new(sizes, Some(Link { distance: 0.1, relation: Relation::Edited, proof }))
}

/// The same pixels of the left photo and the right one lie at the same offset from the middle of their panes.
fn check_same_spot(pairing: &Pairing, view: &View, left: Point, right: Point) {
    let layout = view.layout(pairing, PANES, 1.0);
    let offset = |side: Side, spot| point(layout.of(side).apply(spot)) - layout.pane(side).center();
    let (one, other) = (offset(Side::Left, left), offset(Side::Right, right));
    assert!((one - other).length() < 0.1, "{one:?} is not {other:?}");
}

#[test]
fn photos_fit_until_zoomed() {
    let pairing = Pairing::new([PIXELS, PIXELS], Some(Link::EXACT));
    let mut view = View::default();
    let layout = view.layout(&pairing, PANES, 1.0);
    assert_eq!(point(layout.of(Side::Left).apply([0.0, 0.0])), pos2(0.0, 50.0));
    assert_eq!(point(layout.of(Side::Right).apply([1.0, 1.0])), pos2(812.0, 350.0));
    view.toggle_fit();
    let layout = view.layout(&pairing, PANES, 2.0);
    assert_eq!(layout.scale(Side::Left), 0.5);
    view.toggle_fit();
    assert!(view.is_fit());
}

#[test]
fn a_crop_lies_where_it_was_cut_out() {
    // The middle half of the photo, saved at a quarter of its size.
    let pairing = edited([PIXELS, vec2(500.0, 375.0)], [2.0, 0.0, -0.5, 0.0, 2.0, -0.5, 0.0, 0.0, 1.0]);
    let mut view = View::default();
    check_same_spot(&pairing, &view, [0.25, 0.25], [0.0, 0.0]);
    check_same_spot(&pairing, &view, [0.75, 0.75], [1.0, 1.0]);
    view.actual_size();
    check_same_spot(&pairing, &view, [0.5, 0.5], [0.5, 0.5]);
    let layout = view.layout(&pairing, PANES, 1.0);
    assert!((layout.scale(Side::Right) - 4.0).abs() < 1e-3);
}

#[test]
fn a_turned_photo_is_shown_upright_in_its_pane_and_laid_over_its_partner() {
    // Turned clockwise: what was at the left upper corner is at the right upper one.
    let pairing = edited([PIXELS, vec2(3000.0, 4000.0)], [0.0, -1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0]);
    let layout = View::default().layout(&pairing, PANES, 1.0);
    let corner = point(layout.of(Side::Right).apply([0.0, 0.0]));
    assert!(corner.distance(pos2(462.0, 0.0)) < 0.1, "{corner:?}");
    let laid_over = point(layout.partner_in(Side::Left).apply([1.0, 0.0]));
    assert!(laid_over.distance(point(layout.of(Side::Left).apply([0.0, 0.0]))) < 0.1);
    let spot = layout.same_spot(Side::Left, point(layout.of(Side::Left).apply([0.0, 0.0])));
    assert!(spot.is_some_and(|spot| spot.distance(pos2(762.0, 0.0)) < 0.1), "{spot:?}");
}

#[test]
fn the_spot_under_the_pointer_stays_in_either_pane() {
    let pairing = edited([PIXELS, PIXELS], [-1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);
    for (side, pointer) in [(Side::Left, pos2(150.0, 220.0)), (Side::Right, pos2(700.0, 180.0))] {
        let mut view = View::default();
        view.step(4, &view.layout(&pairing, PANES, 1.0));
        let before = view.layout(&pairing, PANES, 1.0);
        let spot = before
            .of(side)
            .inverse()
            .expect("a way back")
            .apply([f64::from(pointer.x), f64::from(pointer.y)]);
        view.zoom_at(side, pointer, 2.0, &before);
        let after = view.layout(&pairing, PANES, 1.0);
        assert!(point(after.of(side).apply(spot)).distance(pointer) < 0.1);
    }
}

#[test]
fn a_mirrored_photo_follows_the_pointer_in_its_own_direction() {
    let pairing = edited([PIXELS, PIXELS], [-1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);
    let mut view = View::default();
    view.step(6, &view.layout(&pairing, PANES, 1.0));
    let before = view.layout(&pairing, PANES, 1.0);
    view.drag(Side::Right, vec2(30.0, 0.0), &before);
    let after = view.layout(&pairing, PANES, 1.0);
    let moved = |side: Side| after.of(side).apply([0.5, 0.5])[0] - before.of(side).apply([0.5, 0.5])[0];
    assert!((moved(Side::Right) - 30.0).abs() < 0.1 && (moved(Side::Left) + 30.0).abs() < 0.1);
}

#[test]
fn panning_ends_at_the_edge_and_turns_back_at_once() {
    let pairing = Pairing::new([PIXELS, PIXELS], Some(Link::EXACT));
    let mut view = View::default();
    view.step(6, &view.layout(&pairing, PANES, 1.0));
    view.drag(Side::Left, vec2(1e6, 1e6), &view.layout(&pairing, PANES, 1.0));
    let at_edge = view.layout(&pairing, PANES, 1.0);
    assert!(at_edge.of(Side::Left).apply([0.0, 0.0])[0].abs() < 0.1);
    view.drag(Side::Left, vec2(-10.0, 0.0), &at_edge);
    let back = view.layout(&pairing, PANES, 1.0);
    assert!((back.of(Side::Left).apply([0.0, 0.0])[0] + 10.0).abs() < 0.1);
}

#[test]
fn frames_of_a_burst_are_aligned_when_looked_at_closely_and_stay_where_they_are_until_then() {
    let plain = Pairing::new([PIXELS, PIXELS], Some(Link::similar(0.1)));
    let shifted = Transform([1.0, 0.0, 0.05, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);
    let pairing = plain.or_found(Some(shifted));
    let mut view = View::default();
    assert_eq!(view.layout(&pairing, PANES, 1.0), view.layout(&plain, PANES, 1.0));
    view.actual_size();
    check_same_spot(&pairing, &view, [0.5, 0.5], [0.55, 0.5]);
    assert!(view.layout(&pairing, PANES, 1.0).is_aligned());
}

#[test]
fn the_loupe_looks_at_the_same_spot_of_a_smaller_copy() {
    let spot = looking_at([PIXELS, PIXELS / 4.0], None, ([0.25, 0.5], 1.0), pos2(80.0, 80.0));
    assert!(point(spot.apply([0.25, 0.5])).distance(pos2(80.0, 80.0)) < 0.01);
    assert!(point(spot.apply([0.5, 0.5])).distance(pos2(1080.0, 80.0)) < 0.01);
}

#[test]
fn photos_that_are_not_aligned_each_fit_their_pane() {
    let pairing = Pairing::new([PIXELS, vec2(300.0, 600.0)], Some(Link::similar(0.1)));
    let layout = View::default().layout(&pairing, PANES, 1.0);
    assert!(!layout.is_aligned());
    let corner = |side: Side| point(layout.of(side).apply([0.0, 0.0]));
    assert!(corner(Side::Left).distance(pos2(0.0, 50.0)) < 0.01);
    assert!(corner(Side::Right).distance(pos2(512.0, 0.0)) < 0.01);
}

#[test]
fn no_rounding_is_a_mistake() {
    for tenths in 0..4000 {
        let side = 100.0 + tenths as f32 / 10.0;
        let whole = Rect::from_min_size(pos2(-0.3 * side, 956.8715), vec2(side, 0.1 * side));
        for window in [whole.size(), whole.size() * 0.999_999_9, whole.size() * 1.000_000_1] {
            assert!(whole.expand(0.01).contains(kept_within(pos2(1e6, -1e6), whole, window)));
        }
    }
}
