//! Whether a photo really shows the detail that its pixels promise. The larger of two photos of one picture may be the smaller
//! one enlarged, and one of two of the same size may be blurred. Asked only where this decides what is kept, because it
//! costs a look at all pixels; what was measured is remembered by content.

use std::collections::{BTreeMap, BTreeSet};

use image::RgbImage;
use rayon::prelude::*;

use super::pictures::Pictures;
use crate::cache::{Cache, Doubt};
use crate::difference;
use crate::photo::{Edit, Enlarged, Pair, Photo, PhotoId, Placement};
use crate::progress::{Cancelled, Stop};
use crate::resize;

/// Asked only if one side of the larger photo has so many pixels for one of the smaller.
const LARGER: f32 = 1.3;

/// Photos whose sides differ by no more are of one size.
const SAME_SIZE: f32 = 0.02;

/// Below this share of detail (see [`detail`]) a larger photo has none of its own. `tests/accuracy/detail.py` on 60 photographs of 500
/// pixels at JPEG quality 75 and 94: enlarged 1.2 to 3 times, half of them sharpened afterwards, 95 of 100 have 0.56 at most; what was
/// only saved has 0.60 at least at 1.2 times the size, 0.65 at 1.3 and 0.97 at twice.
const NO_DETAIL: f32 = 0.53;

/// From these shares on, at so many times the size, it has detail of its own. The same photographs enlarged have 0.65 at most below
/// 1.8 times the size, 0.76 at twice and 0.64 at three times; another that was sharpened until black and white were clipped has 0.70 at
/// 1.5. Of those that were only saved 95 of 100 have 0.71 at 1.3, 0.85 at 1.5 and 1.07 at twice the size. Between the two shares the
/// pixels do not tell. What a network enlarges was not measured.
const ENOUGH_DETAIL: [(f32, f32); 4] = [(3.0, 0.9), (1.8, 0.82), (1.3, 0.74), (0.0, 0.62)];

/// What is lost is compared with what is lost of the rest when that is made so many times smaller. By the next octave, 2.0, 3
/// of 100 photographs have no more than some sharpened enlargement of 1.5 times, by the next half octave 1 of 100.
const NEXT: f32 = 1.5;

/// Of two photos of the same size the one with less than this share of the other's [fine detail](fineness) is blurred.
/// Measured on 25 photographs: saved again at JPEG quality 30 they keep 0.71 at least, blurred by a Gaussian of one pixel 0.28
/// at most; a sharpened copy leaves its original 0.60.
const BLURRED: f32 = 0.5;

/// Asks for [`fineness`] where others ask how many times smaller.
const FINE: f32 = 0.0;

/// Long side that is looked at, at most, in pixels.
pub const LOOKED_AT: u32 = 4096;

/// Notes which photos are enlarged and which are blurred ones.
pub fn note(
    photos: &mut [Photo],
    pairs: &[Pair],
    cache: &Cache,
    pictures: &Pictures<'_>,
) -> Result<(), Stop> {
    let doubts = Doubts::among(photos, pairs);
    let wanted = doubts.wanted();
    let contents: Vec<Doubt> =
        wanted.iter().map(|(id, times)| (photos[id.index()].content, *times)).collect();
    let known = cache.detail(&contents);
    let look = |((id, times), known): (&(PhotoId, f32), Option<f32>)| -> Result<Option<f32>, Stop> {
        pictures.progress.check()?;
        Ok(if known.is_some() { known } else { detail_of(&photos[id.index()], *times, pictures)? })
    };
    let seen: Vec<Option<f32>> =
        wanted.par_iter().zip(known.clone()).map(look).collect::<Result<_, Stop>>()?;
    let fresh = contents.iter().zip(&seen).zip(known).filter(|(_, known)| known.is_none());
    let fresh: Vec<(Doubt, f32)> = fresh.filter_map(|((doubt, seen), _)| Some((*doubt, (*seen)?))).collect();
    cache.keep_detail(&fresh);
    let key = |(id, times): (PhotoId, f32)| (id, times.to_bits());
    let measured: BTreeMap<(PhotoId, u32), f32> =
        wanted.iter().zip(seen).filter_map(|(of, seen)| Some((key(*of), seen?))).collect();
    let share = |id: PhotoId, times: f32| measured.get(&key((id, times))).copied();
    for (id, times) in &doubts.larger {
        photos[id.index()].enlarged =
            share(*id, *times).map_or(Enlarged::Perhaps, |share| judged(share, *times));
    }
    for (one, other) in doubts.same_size {
        let (Some(of_one), Some(of_other)) = (share(one, FINE), share(other, FINE)) else { continue };
        let (softer, less, more) =
            if of_one < of_other { (one, of_one, of_other) } else { (other, of_other, of_one) };
        photos[softer.index()].blurred |= less < BLURRED * more;
    }
    Ok(())
}

fn judged(share: f32, times: f32) -> Enlarged {
    let enough = ENOUGH_DETAIL.iter().find(|(from, _)| times >= *from).map_or(0.0, |(_, enough)| *enough);
    match share {
        _ if share < NO_DETAIL => Enlarged::Yes,
        _ if share < enough => Enlarged::Perhaps,
        _ => Enlarged::No,
    }
}

/// Inside of another one a photo counts as enlarged from so many times its size on: at 1.2 times the size 95 of 100 of the enlarged
/// have 0.54 of the detail at most, and half of those that were only saved have 0.78.
pub const ENLARGED_INSIDE: f32 = 1.2;

/// Of a photo that lies inside of another one, here of `picture`, the outermost part is not looked at: an edge is nobody's detail.
const EDGE: f64 = 0.05;

/// Shorter sides, in pixels, say nothing.
const LEAST_SIDE: u32 = 48;

/// Whether a photo that lies upright in `picture` at this placement, `times` as large as it is itself, shows nothing finer there.
pub fn is_enlarged_inside(picture: &RgbImage, placement: &Placement, times: f32) -> bool {
    let sides = [picture.width(), picture.height()].map(f64::from);
    let map = placement.transform();
    let [one, other] = [EDGE, 1.0 - EDGE].map(|at| map.apply([at, at]));
    let spot = |axis: usize, [a, b]: [f64; 2]| (a * sides[axis]).clamp(0.0, b) as u32;
    let ends = [0, 1].map(|axis| [one, other].map(|corner| spot(axis, [corner[axis], sides[axis]])));
    let [[left, right], [top, bottom]] = ends.map(|[a, b]| [a.min(b), a.max(b)]);
    let (width, height) = (right - left, bottom - top);
    if times < ENLARGED_INSIDE || width.min(height) < LEAST_SIDE {
        return false;
    }
    let inside = image::imageops::crop_imm(picture, left, top, width, height).to_image();
    judged(detail(&image::imageops::grayscale(&inside), times) as f32, times) != Enlarged::No
}

/// What has to be looked at.
struct Doubts {
    /// Photos that may be enlarged, and how many times as large as the largest of the smaller ones each is, along a side.
    larger: BTreeMap<PhotoId, f32>,
    /// Photos of one size of which one may be blurred.
    same_size: Vec<(PhotoId, PhotoId)>,
}

impl Doubts {
    fn among(photos: &[Photo], pairs: &[Pair]) -> Self {
        let (mut larger, mut same_size): (BTreeMap<PhotoId, f32>, _) = (BTreeMap::new(), Vec::new());
        for pair in pairs {
            // A blurred photo may be no more than alike to a sharp one.
            let Some(edit) = pair.link.proof.filter(|edit| !edit.same_pixels) else { continue };
            let whole = edit.shown.min(edit.filled) >= Edit::WHOLE;
            if (edit.scale - 1.0).abs() <= SAME_SIZE && whole && may_be_blurred(photos, pair) {
                same_size.push((pair.a, pair.b));
            }
            if pair.link.edit().is_none() {
                continue;
            }
            let (large, small, times) = if edit.scale > 1.0 {
                (pair.b, pair.a, edit.scale)
            } else {
                (pair.a, pair.b, 1.0 / edit.scale)
            };
            let by_sizes = long_side(photos, large) / long_side(photos, small);
            // A hundredth beside the ratio at which it was enlarged, a photo seems to have a tenth more of its own.
            let is_exact = whole && (by_sizes / times - 1.0).abs() <= SAME_SIZE;
            let times = if is_exact { by_sizes } else { times };
            let metadata = &photos[large.index()].metadata;
            // A camera took it at this size; a preview does not have all of a raw file's detail.
            if times >= LARGER && metadata.camera.is_none() && metadata.preview.is_none() {
                let known = larger.entry(large).or_insert(times);
                *known = known.min(times);
            }
        }
        Self { larger, same_size }
    }

    /// Photos and how many times smaller each is made, or that its fine detail is asked for; once each.
    fn wanted(&self) -> Vec<(PhotoId, f32)> {
        let finest: BTreeSet<PhotoId> =
            self.same_size.iter().flat_map(|(one, other)| [*one, *other]).collect();
        let larger = self.larger.iter().map(|(id, times)| (*id, *times));
        larger.chain(finest.into_iter().map(|id| (id, FINE))).collect()
    }
}

fn long_side(photos: &[Photo], id: PhotoId) -> f32 {
    let metadata = &photos[id.index()].metadata;
    metadata.width.max(metadata.height).max(1) as f32
}

/// One of two photos of one size may be blurred, and this would decide which one is kept: neither says more about itself
/// than the other, and the close look did not see all their pixels and found them as sharp as each other.
fn may_be_blurred(photos: &[Photo], pair: &Pair) -> bool {
    let [a, b] = [pair.a, pair.b].map(|id| &photos[id.index()].metadata);
    let seen_whole = a.width.max(a.height) <= difference::LOOKED_AT_PX;
    let close = pair.link.proof.and_then(|edit| edit.close);
    let is_whole = a.preview.or(b.preview).is_none();
    is_whole
        && a.metadata_score() == b.metadata_score()
        && close.is_some_and(|close| !(close.as_sharp && seen_whole))
}

/// `None` if the photo cannot be looked at now.
fn detail_of(photo: &Photo, times: f32, pictures: &Pictures<'_>) -> Result<Option<f32>, Cancelled> {
    let Some(picture) = pictures.at_most(photo, LOOKED_AT)? else { return Ok(None) };
    let grey = image::imageops::grayscale(&*picture);
    if times == FINE {
        return Ok(Some(fineness(&grey) as f32));
    }
    let long = photo.metadata.width.max(photo.metadata.height).max(1) as f32;
    // What is looked at smaller than it is shows nothing of what is finer.
    let times = times * picture.width().max(picture.height()) as f32 / long;
    Ok(Some(if times < LARGER { f32::INFINITY } else { detail(&grey, times) as f32 }))
}

/// What a picture loses when it is halved, compared with what it shows at a fourth and not at an eighth of its size: of two
/// pictures of one thing at one size the blurred one has less.
fn fineness(picture: &image::GrayImage) -> f64 {
    let [half, fourth, eighth] = [2.0, 4.0, 8.0].map(|times| resize::through(picture, times));
    lost(picture, &half) / lost(&fourth, &eighth).max(1.0)
}

/// What a picture loses when it is made `times` smaller, compared with what it loses when it is made [`NEXT`] times smaller once
/// more: more than 1 for a photo, less where there was little to lose.
fn detail(picture: &image::GrayImage, times: f32) -> f64 {
    let coarse = resize::through(picture, times);
    let coarser = resize::through(picture, NEXT * times);
    lost(picture, &coarse) / lost(&coarse, &coarser).max(1.0)
}

/// The root of the sum of squares of what two pictures of one size differ by.
fn lost(one: &image::GrayImage, other: &image::GrayImage) -> f64 {
    let squares = one.iter().zip(other.iter()).map(|(a, b)| u64::from(a.abs_diff(*b)).pow(2));
    (squares.sum::<u64>() as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::hanging;
    use crate::photo::{Link, Relation, sample};
    use image::imageops::{self, FilterType};

    /// Waves of every size, each size as strong as the others, as in a photograph.
    fn photograph() -> image::GrayImage {
        let waves = |x: f32, y: f32| -> f32 {
            let wave = |n: u32| {
                let length = 256.0 / 2.0_f32.powf(n as f32 / 3.0);
                let (dx, dy) = ((n as f32 * 2.4).cos(), (n as f32 * 2.4).sin());
                8.0 * ((x * dx + y * dy) * std::f32::consts::TAU / length + n as f32).sin()
            };
            (0..21).map(wave).sum()
        };
        image::GrayImage::from_fn(320, 240, |x, y| {
            image::Luma([(128.0 + waves(x as f32, y as f32)).clamp(0.0, 255.0) as u8])
        })
    }

    #[test]
    fn a_decoder_that_hangs_does_not_hold_a_cancel() {
        let mut photo = sample::photo("a.jpg");
        photo.file.path = std::path::Path::new("detail").join(hanging::NAME);
        let ended =
            hanging::cancelled_at(photo.path(), |progress| detail_of(&photo, 4.0, &Pictures::new(progress)));
        assert_eq!(ended, Err(Cancelled));
    }

    #[test]
    fn an_enlarged_picture_has_no_detail_of_its_own() {
        let photo = photograph();
        for times in [1.3, 1.5, 2.0, 4.0_f32] {
            let of = |picture: &image::GrayImage| judged(detail(picture, times) as f32, times);
            // Hardly enlarged, the pixels of this one do not tell.
            let expected = if times < 1.5 { Enlarged::Perhaps } else { Enlarged::No };
            assert_eq!(of(&photo), expected, "{times}: {}", detail(&photo, times));
            let side = |side: u32| (side as f32 / times).round() as u32;
            let small = imageops::resize(&photo, side(320), side(240), FilterType::Lanczos3);
            for filter in [FilterType::CatmullRom, FilterType::Triangle, FilterType::Lanczos3] {
                let enlarged = imageops::resize(&small, 320, 240, filter);
                assert_ne!(of(&enlarged), Enlarged::No, "{times}: {}", detail(&enlarged, times));
            }
        }
    }

    #[test]
    fn of_whole_photos_their_sizes_say_how_many_times_one_was_enlarged() {
        let sized = |name: &str, [width, height]: [u32; 2]| {
            let mut photo = sample::photo(name);
            (photo.metadata.width, photo.metadata.height, photo.metadata.camera) = (width, height, None);
            photo
        };
        let photos = [sized("small.jpg", [500, 351]), sized("large.jpg", [526, 750])];
        let times = |shown: f32, scale: f32| {
            let proof = Some(Edit { shown, filled: 1.0, scale, ..sample::EDIT });
            let link = Link { distance: 0.1, relation: Relation::Edited, proof };
            let pair = Pair { a: PhotoId(0), b: PhotoId(1), link };
            Doubts::among(&photos, &[pair]).larger.into_values().next()
        };
        assert_eq!(times(1.0, 1.497), Some(1.5), "turned upright");
        assert_eq!(times(0.5, 1.497), Some(1.497), "a crop has another size");
        assert_eq!(times(1.0, 1.7), Some(1.7), "squeezed");
    }

    #[test]
    fn a_photo_inside_another_is_enlarged_if_nothing_finer_is_seen_there() {
        let photo = image::DynamicImage::from(photograph()).to_rgb8();
        let small = imageops::resize(&photo, 200, 150, FilterType::Lanczos3);
        let enlarged = imageops::resize(&small, 320, 240, FilterType::Lanczos3);
        let inside = |picture: &RgbImage, times: f32| {
            let mut ground = RgbImage::from_pixel(500, 600, image::Rgb([90; 3]));
            imageops::replace(&mut ground, picture, 90, 180);
            let map = crate::photo::Transform([0.64, 0.0, 0.18, 0.0, 0.4, 0.3, 0.0, 0.0, 1.0]);
            is_enlarged_inside(&ground, &Placement::new(&map).expect("a map"), times)
        };
        assert!(inside(&enlarged, 1.6) && !inside(&photo, 1.6));
        assert!(!inside(&enlarged, 1.0), "no larger than it is");
    }

    #[test]
    fn a_blurred_picture_has_much_less_detail_than_a_sharp_one() {
        let photo = photograph();
        let blurred = imageops::blur(&photo, 1.5);
        assert!(fineness(&blurred) < f64::from(BLURRED) * fineness(&photo));
        assert!(fineness(&imageops::unsharpen(&photo, 1.5, 2)) * f64::from(BLURRED) < fineness(&photo));
    }
}
