//! A decoded picture made smaller before it is converted to RGB: only as many pixels are converted as are wanted.

use heic_decoder::{ChromaSampling, DecodedImage};

/// The picture `times` smaller along each side: each pixel is the mean of a square, as where a JPEG is decoded at an eighth.
/// As it is if it is transparent, or if `times` is not 2, 4 or 8.
pub fn shrunk(mut image: DecodedImage, times: usize) -> DecodedImage {
    let of_chroma =
        [image.chroma_sampling.sub_x, image.chroma_sampling.sub_y].map(|sub| times / sub.max(1) as usize);
    if image.alpha.is_some() || ![2, 4, 8].contains(&times) || of_chroma.contains(&0) {
        return image;
    }
    let chroma = (image.cb_width, image.cb_height);
    for plane in [&mut image.cb, &mut image.cr] {
        *plane = means(plane, chroma.0, of_chroma);
    }
    image.y = means(&image.y, image.width, [times; 2]);
    let [width, height] = [image.width, image.height].map(|side| side.div_ceil(times));
    (image.width, image.height) = (width, height);
    if image.chroma_format_idc != 0 {
        (image.cb_width, image.cb_height) = (width, height);
        image.chroma_format_idc = 3;
    }
    image.chroma_sampling = ChromaSampling { sub_x: 1, sub_y: 1, origin_x: 0.0, origin_y: 0.0 };
    image
}

/// The means of all blocks of so many samples across and down; what lies beyond the edges counts for none.
fn means(plane: &[i32], width: usize, [across, down]: [usize; 2]) -> Vec<i32> {
    if width == 0 {
        return Vec::new();
    }
    let mut out = Vec::with_capacity(plane.len() / (across * down) + width);
    let mut sums = vec![0_i64; width.div_ceil(across)];
    for rows in plane.chunks(width * down) {
        sums.fill(0);
        let high = rows.len().div_ceil(width);
        for row in rows.chunks(width) {
            for (sum, block) in sums.iter_mut().zip(row.chunks(across)) {
                *sum += block.iter().map(|sample| i64::from(*sample)).sum::<i64>();
            }
        }
        let wide = |at: usize| across.min(width - at * across);
        let mean = |(at, sum): (usize, &i64)| {
            let samples = (wide(at) * high) as i64;
            ((sum + samples / 2) / samples) as i32
        };
        out.extend(sums.iter().enumerate().map(mean));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sample_is_the_mean_of_its_block() {
        let plane = [0, 2, 10, 12, 7, 2, 4, 14, 16, 7, 100, 100, 50, 50, 9];
        assert_eq!(means(&plane, 5, [2, 2]), [2, 13, 7, 100, 50, 9]);
        assert_eq!(means(&plane, 5, [1, 1]), plane);
        assert!(means(&[], 0, [2, 2]).is_empty());
    }

    #[test]
    fn a_smaller_picture_has_the_same_colours() {
        use crate::decode::heif::tests::{difference, picture};
        let whole = picture().to_rgb8().expect("colours");
        let whole = image::RgbImage::from_raw(640, 480, whole.data).expect("pixels");
        for times in [2, 4, 8] {
            let small = shrunk(picture(), times);
            let sides = [640, 480].map(|side| side / times);
            assert_eq!([small.width, small.height], sides);
            let small = small.to_rgb8().expect("colours");
            let small =
                image::RgbImage::from_raw(sides[0] as u32, sides[1] as u32, small.data).expect("pixels");
            let apart = difference(&small, whole.clone());
            assert!(apart < 4.0, "{times}: {apart}");
        }
        assert_eq!(shrunk(picture(), 1).width, 640);
    }
}
