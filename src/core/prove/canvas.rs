//! Whether what a photo has around another was added to it, as a border, bars, the corners that turning leaves or another
//! picture of a collage, or belongs to the photograph that the other was cut out of: this goes on inside, what was added ends
//! at an edge.

use image::RgbImage;

use crate::photo::{Edit, Placement, Point};

/// Long side of the picture that is looked at, in pixels.
pub const LOOKED_AT: u32 = 1024;

/// So far from the edge, in fractions of the inner photo's sides, both sides of it are compared: farther than the blocks of a
/// JPEG smear it.
const ASIDE: f64 = 0.02;

/// Places along each side.
const PLACES: usize = 64;

/// Levels of a colour that are more than noise and shade.
const EDGE: i32 = 16;

/// An added ground shows its edge along so much of it, and the ground of a photograph along less.
const ADDED: f32 = 0.35;

/// A turn that is so many degrees from a quarter turn leaves corners.
const ASKEW: f32 = 2.0;

/// Turned by less or more than quarter turns: what is plain around it are corners without a picture.
pub fn is_askew(edit: &Edit) -> bool {
    let beyond_quarter = edit.turn.rem_euclid(90.0);
    beyond_quarter.min(90.0 - beyond_quarter) > ASKEW
}

/// `picture` is the photo with more around it, `placement` where the spots of the other lie in it. No if nothing is around.
pub fn is_added(picture: &RgbImage, placement: &Placement) -> bool {
    let colour = colours(picture, placement);
    let (mut compared, mut edges) = (0, 0);
    for (along, spot) in (0..PLACES).flat_map(|place| SIDES.map(|spot| (along(place), spot))) {
        let [Some(inside), Some(outside)] = [ASIDE, -ASIDE].map(|aside| colour(spot(along, aside))) else {
            continue;
        };
        compared += 1;
        edges += usize::from(inside.iter().zip(outside).any(|(one, other)| (one - other).abs() > EDGE));
    }
    compared > 0 && edges as f32 >= ADDED * compared as f32
}

/// Colours on two sides of a seam differ so many times as much as those as far apart on either side of it, and by so many levels
/// more, in the mean. With these 1 of 7 collages that are kept goes unseen (`make_hard.py --seed 906`), and 1 of 150 crops is taken for a
/// part of one (`make_copies.py --seed 777`).
const SEAM_RATIO: f32 = 1.5;
const SEAM_LEVELS: f32 = 10.0;

/// Whether another picture begins at an edge of the inner photo: along a side, colours change much more across it than beside
/// it. `picture` and `placement` as for [`is_added`].
pub fn has_seam(picture: &RgbImage, placement: &Placement) -> bool {
    let colour = colours(picture, placement);
    let apart = |one: [i32; 3], other: [i32; 3]| {
        one.iter().zip(other).map(|(one, other)| (one - other).abs() as f32 / 3.0).sum::<f32>()
    };
    SIDES.into_iter().any(|spot| {
        let (mut sums, mut count) = ([0.0_f32; 3], 0);
        for along in (0..PLACES).map(along) {
            let depths = [3.0, 1.0, -1.0, -3.0].map(|times| colour(spot(along, times * ASIDE)));
            let [Some(deep), Some(inside), Some(outside), Some(far)] = depths else { continue };
            count += 1;
            let steps = [apart(deep, inside), apart(inside, outside), apart(outside, far)];
            sums.iter_mut().zip(steps).for_each(|(sum, step)| *sum += step);
        }
        let [before, across, after] = sums.map(|sum| sum / count.max(1) as f32);
        let beside = before.max(after);
        count >= PLACES / 4 && across > SEAM_RATIO * beside && across > beside + SEAM_LEVELS
    })
}

/// Spots so far along a side of the inner photo and so far inside of it, by side, in fractions of its sides.
const SIDES: [fn(f64, f64) -> Point; 4] = [
    |along, aside| [along, aside],
    |along, aside| [along, 1.0 - aside],
    |along, aside| [aside, along],
    |along, aside| [1.0 - aside, along],
];

fn along(place: usize) -> f64 {
    (place as f64 + 0.5) / PLACES as f64
}

/// The colour that `picture` has at a spot of the inner photo; `None` beyond its edge.
fn colours(picture: &RgbImage, placement: &Placement) -> impl Fn(Point) -> Option<[i32; 3]> {
    let map = placement.transform();
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    move |spot| {
        let [x, y] = map.apply(spot);
        let inside = (0.0..1.0).contains(&x) && (0.0..1.0).contains(&y);
        inside.then(|| mean(picture, (x * width) as u32, (y * height) as u32))
    }
}

/// The mean colour around a pixel.
fn mean(picture: &RgbImage, x: u32, y: u32) -> [i32; 3] {
    let (mut sum, mut count) = ([0; 3], 0);
    for y in y.saturating_sub(1)..(y + 2).min(picture.height()) {
        for x in x.saturating_sub(1)..(x + 2).min(picture.width()) {
            let pixel = picture.get_pixel(x, y).0;
            (0..3).for_each(|channel| sum[channel] += i32::from(pixel[channel]));
            count += 1;
        }
    }
    sum.map(|sum| sum / count.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::Transform;
    use image::Rgb;

    #[test]
    fn another_picture_begins_at_a_seam_and_a_crop_at_none() {
        let wave = |x: u32, y: u32, seed: f32| {
            let level = |n: f32| {
                128.0
                    + 60.0 * ((x as f32 * n + seed) / 41.0).sin()
                    + 60.0 * ((y as f32 + seed * n) / 33.0).cos()
            };
            Rgb([level(1.0) as u8, level(1.4) as u8, level(0.7) as u8])
        };
        let whole = RgbImage::from_fn(400, 300, |x, y| wave(x, y, 0.0));
        let half = Placement::new(&Transform([0.5, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0])).expect("a map");
        assert!(
            !has_seam(&whole, &half) && !has_seam(&whole, &inner()) && !has_seam(&whole, &Placement::WHOLE)
        );
        let collage =
            RgbImage::from_fn(400, 300, |x, y| if x < 200 { wave(x, y, 0.0) } else { wave(3 * y, x, 500.0) });
        assert!(has_seam(&collage, &half));
    }

    /// The inner half of each side.
    fn inner() -> Placement {
        Placement::new(&Transform([0.5, 0.0, 0.25, 0.0, 0.5, 0.25, 0.0, 0.0, 1.0])).expect("a map")
    }

    #[test]
    fn a_border_ends_at_an_edge_and_a_ground_goes_on() {
        let is_inner = |x: u32, y: u32| (100..300).contains(&x) && (75..225).contains(&y);
        let texture = |x: u32, y: u32| Rgb([(x * 7 % 200) as u8, (y * 5 % 180) as u8, 90]);
        let bordered =
            RgbImage::from_fn(400, 300, |x, y| if is_inner(x, y) { texture(x, y) } else { Rgb([255; 3]) });
        assert!(is_added(&bordered, &inner()));
        let object = |x: u32, y: u32| (130..270).contains(&x) && (105..195).contains(&y);
        let ground = RgbImage::from_fn(400, 300, |x, y| {
            if object(x, y) { texture(x, y) } else { Rgb([(200 + y / 10) as u8; 3]) }
        });
        assert!(!is_added(&ground, &inner()));
        assert!(!is_added(&bordered, &Placement::WHOLE), "there is nothing around it");
    }
}
