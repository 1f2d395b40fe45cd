//! Whether what a photo has around another was added to it, as a border, bars or the corners that turning leaves, or is the
//! plain ground of the photograph that the other was cut out of: a ground goes on inside, an added one ends at an edge.

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
    let map = placement.transform();
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let colour = |spot: Point| -> Option<[i32; 3]> {
        let [x, y] = map.apply(spot);
        let inside = (0.0..1.0).contains(&x) && (0.0..1.0).contains(&y);
        inside.then(|| mean(picture, (x * width) as u32, (y * height) as u32))
    };
    let (mut compared, mut edges) = (0, 0);
    for place in 0..PLACES {
        let along = (place as f64 + 0.5) / PLACES as f64;
        for (inside, outside) in [
            ([along, ASIDE], [along, -ASIDE]),
            ([along, 1.0 - ASIDE], [along, 1.0 + ASIDE]),
            ([ASIDE, along], [-ASIDE, along]),
            ([1.0 - ASIDE, along], [1.0 + ASIDE, along]),
        ] {
            let (Some(inside), Some(outside)) = (colour(inside), colour(outside)) else { continue };
            compared += 1;
            edges += usize::from(inside.iter().zip(outside).any(|(one, other)| (one - other).abs() > EDGE));
        }
    }
    compared > 0 && edges as f32 >= ADDED * compared as f32
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
