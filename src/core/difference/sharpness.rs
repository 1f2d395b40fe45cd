//! How sharp a picture is where it is sharpest, for telling frames of a burst apart.

use image::RgbImage;

use crate::features::Plane;

/// Side of a block, in pixels.
const BLOCK_PX: usize = 32;
/// The block that counts has this share of all blocks below it: what is in focus fills a tenth of most photos.
const RANK: f32 = 0.9;

/// Mean bend of the grey levels (the Laplacian's amount) in the sharpest tenth of a picture, in levels; of pictures at the
/// same size, the larger one is the sharper. `None` of a picture smaller than a few blocks.
pub fn sharpness(picture: &RgbImage) -> Option<f32> {
    let plane = Plane::from_rgb(picture);
    let (columns, rows) = (plane.width() / BLOCK_PX, plane.height() / BLOCK_PX);
    let mut blocks: Vec<f32> = Vec::with_capacity(columns * rows);
    for row in 0..rows {
        for column in 0..columns {
            blocks.push(bend(&plane, column * BLOCK_PX, row * BLOCK_PX));
        }
    }
    if blocks.len() < 16 {
        return None;
    }
    blocks.sort_by(f32::total_cmp);
    blocks.get((blocks.len() as f32 * RANK) as usize).copied()
}

/// The mean over a block, its outermost pixels left out.
fn bend(plane: &Plane, left: usize, top: usize) -> f32 {
    let mut sum = 0;
    for y in top + 1..top + BLOCK_PX - 1 {
        let rows = [y - 1, y, y + 1].map(|y| &plane.row(y)[left..left + BLOCK_PX]);
        for x in 1..BLOCK_PX - 1 {
            let around = [rows[0][x], rows[2][x], rows[1][x - 1], rows[1][x + 1]].map(i32::from);
            sum += (around.iter().sum::<i32>() - 4 * i32::from(rows[1][x])).abs();
        }
    }
    sum as f32 / ((BLOCK_PX - 2) * (BLOCK_PX - 2)) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::drawn::scene;
    use image::imageops;

    #[test]
    fn a_blurred_picture_is_less_sharp() {
        let photo = scene(1, 600, 450);
        let sharp = sharpness(&photo).expect("large enough");
        let blurred = sharpness(&imageops::blur(&photo, 2.0)).expect("large enough");
        assert!(sharp > 2.0 * blurred, "{sharp} {blurred}");
        assert_eq!(sharpness(&RgbImage::new(40, 40)), None);
    }
}
