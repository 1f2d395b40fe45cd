//! The thumbnail that most cameras store in a HEIC beside its tiles: a picture of the whole at a few hundred pixels, which costs a
//! hundredth of the tiles to decode. It stands for the picture only where nothing in the file speaks against that.

use heic_decoder::ImageInfo;
use image::RgbImage;

use super::items::{ItemId, Items};
use super::{guard, rgb};

/// Pixels of the long side from which on a thumbnail says as much as the picture: the embedding moves by 0.02 at most. Measured
/// by `tests/accuracy/heic_thumbnails.py` on phones' files: at 416 and 512 pixels by 0.015 at most (3 files), at 320 by 0.024 on
/// average and by 0.061 at most (63 files).
const LEAST_SIDE: usize = 400;

/// Pixels by which a side may differ from that of the picture made as small: encoders round to sides that two or four divide.
const ROUNDING: f64 = 2.0;

/// Thumbnails of one picture that are looked at, at most.
const MOST: usize = 8;

/// The picture by its smallest thumbnail that is large enough, the right way up; `None` if there is none that shows the same, or
/// if it cannot be decoded. `whole` is what the file says of the picture itself.
pub fn decode(file: &[u8], whole: &ImageInfo) -> Option<RgbImage> {
    let items = Items::of(file)?;
    let is_coded = |item: ItemId| items.kind(item) == Some(*b"hvc1");
    // A picture derived in another way, or cut by the container, may have been changed after its thumbnail was made.
    if !(is_coded(items.primary) || items.kind(items.primary) == Some(*b"grid")) || is_cut(whole) {
        return None;
    }
    let turns = items.turns(items.primary)?;
    let thumbnails = items.thumbnails().into_iter().take(MOST);
    let alike = thumbnails.filter(|item| is_coded(*item) && items.turns(*item).as_ref() == Some(&turns));
    let described = alike.filter_map(|item| {
        let _memory = guard::memory(file.len() as u64).ok()?;
        let info = heic_decoder::probe(&items.with_primary(item)?).ok()?;
        shows_the_same(&info, whole).then_some((info.width * info.height, item))
    });
    let (pixels, item) = described.min()?;
    let _memory = guard::memory(file.len() as u64 + 15 * pixels as u64).ok()?;
    let decoded = heic_decoder::decode(&items.with_primary(item)?).ok()?;
    rgb(&decoded).ok()?
}

/// The container shows less than what is coded.
fn is_cut(info: &ImageInfo) -> bool {
    let shown = [info.width, info.height];
    shown != [info.coded_width, info.coded_height] && shown != [info.coded_height, info.coded_width]
}

/// It is large enough, and nothing that is said of the two tells them apart but their sizes.
fn shows_the_same(thumbnail: &ImageInfo, whole: &ImageInfo) -> bool {
    let kind = |info: &ImageInfo| (info.bit_depth_luma, info.chroma_format_idc == 0, info.alpha_bit_depth);
    let long = thumbnail.width.max(thumbnail.height);
    let is_smaller = thumbnail.width < whole.width && thumbnail.height < whole.height;
    long >= LEAST_SIDE
        && is_smaller
        && kind(thumbnail) == kind(whole)
        && whole.alpha_bit_depth.is_none()
        && has_shape([thumbnail.width, thumbnail.height], [whole.width, whole.height])
}

/// The sides are in the same proportion, as far as whole pixels allow.
fn has_shape(small: [usize; 2], large: [usize; 2]) -> bool {
    let [[width, height], [wide, high]] = [small, large].map(|sides| sides.map(|side| side as f64));
    let is_near = |side: f64, exact: f64| (side - exact).abs() <= ROUNDING;
    is_near(width, height * wide / high) || is_near(height, width * high / wide)
}
