//! The one transform between two photos that most of their matches agree on.
//!
//! No chance is involved: each pair of matches that is plausible by the corners' own size and direction gives a
//! similarity, the best one is refined to an affine and, where that explains more, to a projective map. The same two
//! photos always give the same answer.

use std::collections::HashSet;
use std::f32::consts::{PI, TAU};

use super::fit::{fit_affine, fit_projective, similarity_of_two};
use super::matching::{Match, guided, matches};
use super::transform::{Point, SCALES, Transform};
use crate::features::{Features, LEVEL_RATIO};

/// A match agrees with a transform if it lands this near, in pixels of the coarser of the two frames.
const AGREE_PX: f64 = 4.0;
/// The same for a similarity from only two matches, which a stretch or perspective bends away.
const LOOSE_AGREE_PX: f64 = 8.0;
/// Side of the cells whose number counts as evidence, in pixels of the frame (notes on matching, section 2).
const CELL_PX: f64 = 24.0;
/// At most so many similarities are tried.
const MAX_TRIED: usize = 200;
/// At most so many matches, nearest first, are paired up.
const MAX_PAIRED: usize = 200;
/// Two matches closer than this in either photo fix no turn, in pixels.
const MIN_APART_PX: f32 = 16.0;
/// How far the turn of a corner may be off, in radians (25 degrees).
const TURN_SLACK: f32 = 0.44;
/// How far the size of a corner may be off, as the logarithm of a ratio (1.6 either way).
const SIZE_SLACK: f32 = 0.47;
/// Fewer matches than this are never a consensus.
const MIN_CORNERS: usize = 4;
/// With fewer corners than this the transform is refined by corners sought where it says.
const FEW_CORNERS: usize = 40;
/// A projective map must be agreed on by this many corners before it is believed.
const MIN_PROJECTIVE: usize = 12;
/// A projective map must be supported so much better than an affine one.
const PROJECTIVE_GAIN: f64 = 1.05;
/// How often a fit is repeated with those who then agree.
const AFFINE_ROUNDS: usize = 3;
const PROJECTIVE_ROUNDS: usize = 3;
/// Once this share of the matches agrees, no further similarity is tried.
const ENOUGH: f64 = 0.6;

/// A transform and who agrees with it.
#[derive(Clone, Debug)]
pub struct Consensus {
    /// From the frame of the first photo to that of the second.
    pub transform: Transform,
    /// The agreeing matches, crowded ones counted once: no more than twice the cells they reach in either photo.
    pub places: usize,
}

/// A match with all that the search looks at.
struct Candidate {
    a: Point,
    b: Point,
    turn: f32,
    log_size: f32,
}

/// Seeks the transform from one photo to another; `None` if too few matches agree on any, or if so few match that no
/// more than `known` places could.
pub fn seek(a: &Features, b: &Features, known: usize) -> Option<Consensus> {
    let candidates: Vec<Candidate> = matches(a, b).iter().map(candidate).collect();
    if candidates.len() < MIN_CORNERS || candidates.len() <= known {
        return None;
    }
    let frame = (f64::from(a.frame().0), f64::from(a.frame().1));
    let first = best_similarity(&candidates)?;
    let (mut transform, mut agreeing) = refine(first, &candidates, frame)?;
    if agreeing.len() < FEW_CORNERS {
        // A better transform from corners sought where it says; evidence are only those found without it.
        let guided: Vec<Candidate> = guided(a, b, &transform).iter().map(candidate).collect();
        if let Some(better) =
            refine(transform, &guided, frame).filter(|better| better.1.len() > agreeing.len())
        {
            transform = better.0;
            agreeing = those_who_agree(&transform, &candidates, AGREE_PX);
        }
    }
    Some(Consensus { transform, places: places(&agreeing) })
}

fn candidate(found: &Match) -> Candidate {
    Candidate {
        a: [f64::from(found.a.x()), f64::from(found.a.y())],
        b: [f64::from(found.b.x()), f64::from(found.b.y())],
        turn: found.b.angle() - found.a.angle(),
        log_size: (f32::from(found.b.level()) - f32::from(found.a.level())) * LEVEL_RATIO.ln(),
    }
}

/// The similarity with the most agreeing matches, of all that two matches propose.
fn best_similarity(candidates: &[Candidate]) -> Option<Transform> {
    let mut best: Option<(usize, Transform)> = None;
    let mut tried = 0;
    let paired = &candidates[..candidates.len().min(MAX_PAIRED)];
    for (later, one) in paired.iter().enumerate() {
        for other in &paired[..later] {
            let Some(transform) = propose(one, other) else { continue };
            let count =
                candidates.iter().filter(|candidate| agrees(&transform, candidate, LOOSE_AGREE_PX)).count();
            if best.is_none_or(|(most, _)| count > most) {
                best = Some((count, transform));
            }
            tried += 1;
            if tried >= MAX_TRIED || count as f64 >= ENOUGH * candidates.len() as f64 {
                return best.map(|(_, transform)| transform);
            }
        }
    }
    best.map(|(_, transform)| transform)
}

/// The similarity of two matches, if their corners' own sizes and directions allow it.
fn propose(one: &Candidate, other: &Candidate) -> Option<Transform> {
    let near = |x: f32, y: f32| turn_between(x, y) <= TURN_SLACK;
    if !near(one.turn, other.turn) || (one.log_size - other.log_size).abs() > SIZE_SLACK {
        return None;
    }
    let step = |from: Point, to: Point| ((to[0] - from[0]) as f32, (to[1] - from[1]) as f32);
    let ((dx, dy), (ex, ey)) = (step(one.a, other.a), step(one.b, other.b));
    let (length_a, length_b) = (dx.hypot(dy), ex.hypot(ey));
    if length_a < MIN_APART_PX || length_b < MIN_APART_PX {
        return None;
    }
    let log_size = (length_b / length_a).ln();
    if (log_size - (one.log_size + other.log_size) / 2.0).abs() > SIZE_SLACK
        || !SCALES.contains(&f64::from(log_size.exp()))
    {
        return None;
    }
    let turn = ey.atan2(ex) - dy.atan2(dx);
    if !near(turn, one.turn) || !near(turn, other.turn) {
        return None;
    }
    similarity_of_two([one.a, other.a], [one.b, other.b])
}

/// The angle between two directions, 0 to π.
fn turn_between(x: f32, y: f32) -> f32 {
    let turned = (x - y).rem_euclid(TAU);
    if turned > PI { TAU - turned } else { turned }
}

/// Whether a match lands where the transform says.
#[inline(always)]
fn agrees(transform: &Transform, candidate: &Candidate, within_px: f64) -> bool {
    miss(transform, candidate) <= within_px * within_px
}

fn those_who_agree(transform: &Transform, candidates: &[Candidate], within_px: f64) -> Vec<(Point, Point)> {
    candidates
        .iter()
        .filter(|candidate| agrees(transform, candidate, within_px))
        .map(|candidate| (candidate.a, candidate.b))
        .collect()
}

/// The squared distance between where a match lands and where it should, in pixels of the coarser of the two frames.
#[inline(always)]
fn miss(transform: &Transform, candidate: &Candidate) -> f64 {
    let [x, y] = transform.apply(candidate.a);
    let (dx, dy) = (x - candidate.b[0], y - candidate.b[1]);
    let m = &transform.0;
    // Squared size; where the second frame shows more detail, its pixels are the smaller ones.
    (dx * dx + dy * dy) / (m[0] * m[4] - m[1] * m[3]).abs().max(1.0)
}

/// Fits the transform to those who agree, and asks again who does; from affine to projective where that fits better.
fn refine(
    first: Transform,
    candidates: &[Candidate],
    (width, height): (f64, f64),
) -> Option<(Transform, Vec<(Point, Point)>)> {
    let agreeing = |transform: &Transform, within_px: f64| those_who_agree(transform, candidates, within_px);
    let mut best = (support(&first, candidates), first);
    let mut pairs = agreeing(&first, LOOSE_AGREE_PX);
    for round in 0..AFFINE_ROUNDS + PROJECTIVE_ROUNDS {
        let projective = round >= AFFINE_ROUNDS;
        if projective && pairs.len() < MIN_PROJECTIVE {
            break;
        }
        let fitted = if projective { fit_projective(&pairs) } else { fit_affine(&pairs) };
        let Some(transform) = fitted.filter(|transform| transform.is_believable(width, height)) else {
            break;
        };
        let supported = support(&transform, candidates);
        let needed = if projective && !best.1.is_projective() { PROJECTIVE_GAIN } else { 1.0 };
        if supported > best.0 * needed {
            best = (supported, transform);
        }
        // The last affine map looks farther around, for what perspective has bent away.
        pairs = agreeing(&transform, if round + 1 == AFFINE_ROUNDS { LOOSE_AGREE_PX } else { AGREE_PX });
    }
    let pairs = agreeing(&best.1, AGREE_PX);
    (pairs.len() >= MIN_CORNERS && best.1.is_believable(width, height)).then_some((best.1, pairs))
}

/// How well the matches support a transform: each counts the more, the nearer it lands (as in MSAC, Torr 2000).
fn support(transform: &Transform, candidates: &[Candidate]) -> f64 {
    candidates
        .iter()
        .map(|candidate| (1.0 - miss(transform, candidate) / (AGREE_PX * AGREE_PX)).max(0.0))
        .sum()
}

/// How many agreeing matches count: those crowded on a few spots of either photo prove little.
fn places(agreeing: &[(Point, Point)]) -> usize {
    let cells = |places: &mut dyn Iterator<Item = Point>| {
        places.map(|[x, y]| ((x / CELL_PX) as i32, (y / CELL_PX) as i32)).collect::<HashSet<_>>().len()
    };
    let cells_a = cells(&mut agreeing.iter().map(|pair| pair.0));
    let cells_b = cells(&mut agreeing.iter().map(|pair| pair.1));
    agreeing.len().min(2 * cells_a.min(cells_b))
}
