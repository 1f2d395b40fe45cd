//! Pictures drawn for tests: each seed gives another scene with plenty of corners.

use image::{Rgb, RgbImage};

/// A scene of overlapping rectangles and discs over a gradient.
pub fn scene(seed: u64, width: u32, height: u32) -> RgbImage {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut random = move |below: u32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u32 % below.max(1)
    };
    let mut photo = RgbImage::from_fn(width, height, |x, y| {
        Rgb([(60 + 100 * x / width) as u8, (80 + 80 * y / height) as u8, 120])
    });
    for _ in 0..90 {
        let colour = Rgb([random(256) as u8, random(256) as u8, random(256) as u8]);
        let (left, top) = (random(width), random(height));
        let (wide, high) = (8 + random(width / 8), 8 + random(height / 8));
        let is_disc = random(2) == 0;
        for (x, y) in (top..(top + high).min(height))
            .flat_map(|y| (left..(left + wide).min(width)).map(move |x| (x, y)))
        {
            let across =
                (2.0 * (x - left) as f32 / wide as f32 - 1.0, 2.0 * (y - top) as f32 / high as f32 - 1.0);
            if !is_disc || across.0.hypot(across.1) <= 1.0 {
                photo.put_pixel(x, y, colour);
            }
        }
    }
    photo
}
