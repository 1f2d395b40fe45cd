//! The thumbnail that most cameras store in a HEIC beside its tiles: a picture of the whole at a few hundred pixels, which costs a
//! hundredth of the tiles to decode. It stands for the picture only where nothing in the file speaks against that.

use heic_decoder::ImageInfo;
use image::RgbImage;

use super::grid::turned;
use super::items::Items;
use super::{MEMORY_OF_PIXEL, guard, rgb};
use crate::features;

/// Pixels of the long side from which on a thumbnail stands for the picture; phones store 320. Measured by
/// `tests/accuracy/heic_thumbnails.py` on phones' files: at 416 and 512 pixels the embedding moves by 0.015 at most (3 files), at
/// 320 by 0.024 on average and by 0.061 at most (63 files). Of photographs the same copies are found all the same
/// (`tests/accuracy/heic_sets.py`).
const LEAST_SIDE: usize = 300;

/// And pixels of the short side, which are those that the network looks at.
const LEAST_SHORT_SIDE: usize = 160;

/// The first of a picture that may be a page: below it letters are lost, and with them what tells one page from another.
const LEAST_SIDE_OF_PAGE: u32 = 400;

/// What is as bright as paper in a room, and has as little colour; and the share of a picture from which it may be a page on a desk: 96 of
/// those that `make_modern.py` makes have 0.48 and more, and of 177 photographs three in four have less than 0.4.
const PAPER_LEVEL: u8 = 110;
const PAPER_COLOUR: u8 = 40;
const PAPER_SHARE: f32 = 0.4;

/// Pixels by which a side may differ from that of the picture made as small: encoders round to sides that two or four divide.
const ROUNDING: f64 = 2.0;

/// Thumbnails of one picture that are looked at, at most.
const MOST: usize = 8;

/// The picture by its smallest thumbnail that is large enough, the right way up; `None` if there is none that shows the same, or
/// if it cannot be decoded. `whole` is what the file says of the picture itself.
pub fn decode(items: &Items<'_>, whole: &ImageInfo) -> Option<RgbImage> {
    // A picture derived in another way, or cut by the container, may have been changed after its thumbnail was made.
    if !matches!(&items.kind(items.primary)?, b"hvc1" | b"grid") || is_cut(whole) {
        return None;
    }
    let turns = items.changes(items.primary);
    let thumbnails = items.about_the_picture(b"thmb").into_iter().take(MOST);
    let alike = thumbnails.filter(|item| items.changes(*item) == turns);
    let described = alike.filter_map(|item| {
        let file = items.coded(item, None)?.alone();
        let info = heic_decoder::probe(&file).ok()?;
        shows_the_same(&info, whole).then_some((info.width * info.height, file))
    });
    let (pixels, file) = described.min()?;
    let _memory = guard::memory(file.len() as u64 + MEMORY_OF_PIXEL * pixels as u64).ok()?;
    let thumbnail = rgb(&heic_decoder::decode(&file).ok()?).ok()??;
    let long = thumbnail.width().max(thumbnail.height());
    let is_enough = long >= LEAST_SIDE_OF_PAGE || !may_be_page(&thumbnail);
    is_enough.then(|| turned(thumbnail, &turns))
}

/// A page, a screen, or a sheet that lies on a desk.
fn may_be_page(picture: &RgbImage) -> bool {
    let is_paper = |&&[r, g, b]: &&[u8; 3]| {
        let (least, most) = (r.min(g).min(b), r.max(g).max(b));
        g > PAPER_LEVEL && most - least < PAPER_COLOUR
    };
    let (pixels, _) = picture.as_raw().as_chunks::<3>();
    let paper = pixels.iter().filter(is_paper).count() as f32;
    paper >= PAPER_SHARE * pixels.len() as f32 || features::is_much_of_one_grey(picture)
}

/// The container shows less than what is coded.
fn is_cut(info: &ImageInfo) -> bool {
    let shown = [info.width, info.height];
    shown != [info.coded_width, info.coded_height] && shown != [info.coded_height, info.coded_width]
}

/// It is large enough, and nothing that is said of the two, before they are turned, tells them apart but their sizes.
fn shows_the_same(thumbnail: &ImageInfo, whole: &ImageInfo) -> bool {
    let kind = |info: &ImageInfo| (info.bit_depth_luma, info.chroma_format_idc == 0, info.alpha_bit_depth);
    let long = thumbnail.width.max(thumbnail.height);
    let is_smaller = thumbnail.width < whole.coded_width && thumbnail.height < whole.coded_height;
    long >= LEAST_SIDE
        && thumbnail.width.min(thumbnail.height) >= LEAST_SHORT_SIDE
        && is_smaller
        && kind(thumbnail) == kind(whole)
        && whole.alpha_bit_depth.is_none()
        && has_shape([thumbnail.width, thumbnail.height], [whole.coded_width, whole.coded_height])
}

/// The sides are in the same proportion, as far as whole pixels allow.
fn has_shape(small: [usize; 2], large: [usize; 2]) -> bool {
    let [[width, height], [wide, high]] = [small, large].map(|sides| sides.map(|side| side as f64));
    let is_near = |side: f64, exact: f64| (side - exact).abs() <= ROUNDING;
    is_near(width, height * wide / high) || is_near(height, width * high / wide)
}
