//! A HEIC that is put together from tiles, as phones write it, decoded tile by tile: only as many pixels of all tiles are held as
//! are wanted, and of a damaged file what is left is shown.

use heic_decoder::{HeifError, ImageInfo};
use image::{Rgb, RgbImage, imageops};
use rayon::prelude::*;

use super::coded::Coded;
use super::extents::Numbers;
use super::items::Items;
use super::{MEMORY_OF_PIXEL, damaged, guard, on_fair_threads, refused, rgb, shrunk};
use crate::door;
use crate::photo::SkipReason;

/// What is shown where a tile is missing, as in a JPEG of which the end is missing.
const MISSING: Rgb<u8> = Rgb([128; 3]);

/// Bytes of a pixel of the picture as it is put together: of the tiles and of the whole, or of the whole before and after it is
/// turned.
const OF_PIXEL: u64 = 6;

/// A picture of tiles of one size.
pub struct Grid<'a> {
    /// Pixels across and down, before it is turned.
    sides: [u32; 2],
    /// The same of a tile.
    tile: [u32; 2],
    columns: u32,
    /// Row after row.
    tiles: Vec<Coded<'a>>,
    /// The share of each that is missing or broken, as far as it shows without decoding.
    lost: Vec<f32>,
    /// How the whole is turned and mirrored: kind and body.
    turns: Vec<([u8; 4], &'a [u8])>,
    described: ImageInfo,
}

impl<'a> Grid<'a> {
    /// `None` if the picture is none, or if there is more to it than tiles: opacity, a cut, tiles of several sizes.
    pub fn of(items: &Items<'a>) -> Option<Self> {
        let picture = items.primary;
        let turns = items.changes(picture);
        if items.kind(picture) != Some(*b"grid")
            || turns.iter().any(|(kind, _)| kind == b"clap")
            || items.opacity().is_some()
            || !items.linked_from(picture, b"pred").is_empty()
        {
            return None;
        }
        let [rows, columns, width, height] = layout(&items.bytes(picture)?)?;
        let names = items.linked_from(picture, b"dimg");
        if names.len() != (rows * columns) as usize {
            return None;
        }
        let colours = || names.iter().find_map(|tile| items.colours(*tile));
        let colours = items.colours(picture).or_else(colours);
        let tiles: Vec<_> = names.iter().map(|tile| items.coded(*tile, colours)).collect::<Option<_>>()?;
        let described = heic_decoder::probe(&tiles.first()?.alone()).ok()?;
        let tile = [described.width, described.height].map(|side| u32::try_from(side).unwrap_or(u32::MAX));
        // The last of them lie at least partly inside.
        let fits = |side: u32, tile: u32, count: u32| {
            u64::from(tile) * u64::from(count) >= u64::from(side)
                && u64::from(tile) * u64::from(count - 1) < u64::from(side)
        };
        if !fits(width, tile[0], columns) || !fits(height, tile[1], rows) {
            return None;
        }
        let lost = tiles.iter().map(Coded::lost_share).collect();
        Some(Self { sides: [width, height], tile, columns, tiles, lost, turns, described })
    }

    /// What [`heic_decoder::probe`] would say, though bytes may be missing.
    pub fn info(&self) -> ImageInfo {
        let [coded_width, coded_height] = self.sides.map(|side| side as usize);
        let is_turned = |(kind, body): &&([u8; 4], &[u8])| {
            kind == b"irot" && body.first().is_some_and(|turns| turns & 1 == 1)
        };
        let (mut width, mut height) = (coded_width, coded_height);
        if self.turns.iter().filter(is_turned).count() % 2 == 1 {
            (width, height) = (height, width);
        }
        ImageInfo { width, height, coded_width, coded_height, ..self.described }
    }

    /// The share that is missing or broken, 0 to 1, as far as it shows without decoding.
    pub fn lost_share(&self) -> f32 {
        self.lost.iter().sum::<f32>() / self.lost.len().max(1) as f32
    }

    /// The picture the right way up, `times` smaller along each side (1, 2, 4 or 8), and the share of it that is missing or broken.
    /// `None` where whole pixels do not allow it.
    pub fn decode(&self, times: u32) -> Option<Result<(RgbImage, f32), SkipReason>> {
        let is_divisible = self.tile.iter().all(|side| side.is_multiple_of(times));
        is_divisible.then(|| self.put_together(times))
    }

    fn put_together(&self, times: u32) -> Result<(RgbImage, f32), SkipReason> {
        let [width, height] = self.sides.map(|side| side.div_ceil(times));
        let of_tile = u64::from(self.tile[0]) * u64::from(self.tile[1]) * MEMORY_OF_PIXEL;
        let at_once = (door::fair_threads() as u64).min(self.tiles.len() as u64);
        let _memory = guard::memory(u64::from(width) * u64::from(height) * OF_PIXEL + at_once * of_tile)?;
        let decode = |tile: &Coded<'_>| self.decode_tile(tile, times);
        let decoded: Vec<_> = on_fair_threads(|| self.tiles.par_iter().map(decode).collect());
        let mut picture = RgbImage::from_pixel(width, height, MISSING);
        let mut missing = 0.0;
        let mut refusal = None;
        for (at, (tile, &lost)) in (0_u32..).zip(decoded.into_iter().zip(&self.lost)) {
            match tile {
                Ok(tile) => {
                    let place = [at % self.columns, at / self.columns];
                    let [x, y] = std::array::from_fn(|axis| place[axis] * (self.tile[axis] / times));
                    imageops::replace(&mut picture, &tile, x.into(), y.into());
                    missing += lost;
                }
                Err(reason) if lost > 0.0 || matches!(reason, SkipReason::Damaged(..)) => {
                    missing += 1.0;
                    refusal = Some(reason);
                }
                Err(reason) => return Err(reason),
            }
        }
        let share = missing / self.tiles.len() as f32;
        match refusal {
            Some(reason) if share >= 1.0 => Err(reason),
            _ => Ok((turned(picture, &self.turns), share)),
        }
    }

    fn decode_tile(&self, tile: &Coded<'_>, times: u32) -> Result<RgbImage, SkipReason> {
        if tile.bytes.is_none() {
            return Err(damaged("its end is missing".to_owned()));
        }
        let file = tile.alone();
        let info = heic_decoder::probe(&file).map_err(refused)?;
        let is_alike = [info.width, info.height] == self.tile.map(|side| side as usize)
            && info.bit_depth_luma == self.described.bit_depth_luma;
        if !is_alike {
            return Err(refused(HeifError::Unsupported("tiles of several kinds")));
        }
        let decode = || rgb(&shrunk::shrunk(heic_decoder::decode(&file)?, times as usize));
        decode().map_err(refused)?.ok_or_else(|| damaged("fewer pixels than it claims".to_owned()))
    }
}

/// Rows, columns, and the pixels across and down (ISO/IEC 23008-12, 6.6.2.3.2).
fn layout(described: &[u8]) -> Option<[u32; 4]> {
    let mut numbers = Numbers(described);
    let of_side = if numbers.take(2)? & 1 == 1 { 4 } else { 2 };
    let [rows, columns] = [numbers.take(1)?, numbers.take(1)?].map(|count| count as u32 + 1);
    let [width, height] = [numbers.take(of_side)?, numbers.take(of_side)?].map(|side| side as u32);
    (width > 0 && height > 0).then_some([rows, columns, width, height])
}

/// Turned and mirrored as properties say (6.5.10, 6.5.12): kind and body of each, in their order.
pub fn turned(picture: RgbImage, turns: &[([u8; 4], &[u8])]) -> RgbImage {
    turns.iter().fold(picture, |picture, (kind, body)| {
        let number = body.first().copied().unwrap_or_default();
        match (kind, number & 3) {
            // Counter-clockwise.
            (b"irot", 1) => imageops::rotate270(&picture),
            (b"irot", 2) => imageops::rotate180(&picture),
            (b"irot", 3) => imageops::rotate90(&picture),
            (b"imir", axis) if axis & 1 == 0 => imageops::flip_vertical(&picture),
            (b"imir", _) => imageops::flip_horizontal(&picture),
            _ => picture,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::difference;
    use super::*;
    use crate::decode::sample::heic::{Item, grid};

    /// Four tiles of 640 × 480 pixels, cut to 1272 × 952 and turned.
    fn file(tiles: [Item; 4]) -> Vec<u8> {
        grid([2, 2], [1272, 952], &tiles, &[(b"irot", &[1]), (b"imir", &[0])])
    }

    fn decoded(file: &[u8], times: u32) -> Result<(RgbImage, f32), SkipReason> {
        let items = Items::of(file).expect("items");
        Grid::of(&items).expect("a grid").decode(times).expect("whole pixels")
    }

    #[test]
    fn a_picture_is_the_same_tile_by_tile() {
        let file = file([(); 4].map(|()| Item::picture()));
        let info = heic_decoder::probe(&file).expect("described");
        let items = Items::of(&file).expect("items");
        assert_eq!(Grid::of(&items).expect("a grid").info(), info);
        for times in [1, 2, 4, 8] {
            let (ours, share) = decoded(&file, times).expect("decoded");
            let whole = super::super::whole(&file, &info, times).expect("decoded");
            assert_eq!((ours.dimensions(), share), (whole.dimensions(), 0.0));
            // Colours are spread up to the edges of a tile, not across them.
            let apart = difference(&ours, whole);
            assert!(apart < 0.1, "{times}: {apart}");
        }
    }

    #[test]
    fn of_a_damaged_picture_what_is_left_is_shown() {
        let [one, two, three, four] = [(); 4].map(|()| Item::picture());
        let (whole, _) = decoded(&file([one, two, three, four.clone()]), 1).expect("decoded");
        let mut cut = four.clone();
        cut.data.truncate(100);
        for broken in [four.broken(), cut] {
            let tiles = [Item::picture(), Item::picture(), Item::picture(), broken];
            let (left, share) = decoded(&file(tiles), 1).expect("decoded");
            assert!((0.24..=0.25).contains(&share), "{share}");
            let same = left.pixels().zip(whole.pixels()).filter(|(left, whole)| left == whole).count();
            let [all, lost] = [1272 * 952, 632 * 472];
            assert!((all - lost..all - lost / 2).contains(&same), "{same}");
        }
        assert!(matches!(
            decoded(&file([(); 4].map(|()| Item::picture().broken())), 1),
            Err(SkipReason::Damaged(..))
        ));
    }

    #[test]
    fn what_is_more_than_tiles_of_one_size_is_left_to_the_decoder() {
        let tiles = [(); 4].map(|()| Item::picture());
        let is_grid = |file: &[u8]| Items::of(file).as_ref().and_then(Grid::of).is_some();
        assert!(is_grid(&grid([2, 2], [1272, 952], &tiles, &[])));
        assert!(!is_grid(&grid([2, 2], [1272, 480], &tiles, &[])), "a row too many");
        assert!(!is_grid(&grid([2, 2], [1282, 952], &tiles, &[])), "too small");
        assert!(!is_grid(&grid([4, 2], [1272, 952], &tiles, &[])), "tiles are missing");
        let cut = [640, 1, 480, 1, 0, 1, 0, 1].map(u32::to_be_bytes).concat();
        assert!(!is_grid(&grid([2, 2], [1272, 952], &tiles, &[(b"clap", &cut)])), "cut");
    }
}
