//! HEIC, as phones write it, by a decoder in Rust alone. The container's own turn is applied by it, so
//! EXIF orientation must not be applied once more.

mod extents;

use image::RgbImage;
use rayon::ThreadPoolBuilder;

use super::{Raw, check_size, guard};
use crate::door;
use crate::photo::SkipReason;

fn damaged(why: String) -> SkipReason {
    SkipReason::Damaged("HEIC".to_owned(), why)
}

pub fn decode(bytes: &[u8]) -> Result<Raw, SkipReason> {
    let refused = |error: heic_decoder::HeifError| damaged(error.to_string());
    // A picture uses each byte of its file once; its tiles are counted twice.
    if extents::bytes_of_items(bytes).is_some_and(|items| items > 3 * bytes.len() as u64) {
        return Err(damaged("its parts overlap".to_owned()));
    }
    let info = heic_decoder::probe(bytes).map_err(refused)?;
    let side = |pixels: usize| u32::try_from(pixels).unwrap_or(u32::MAX);
    check_size(side(info.width), side(info.height))?;
    // Planes of tiles and of the whole, and the converted picture beside them: measured.
    let _memory = guard::memory(info.width as u64 * info.height as u64 * 15)?;
    let rgb = on_fair_threads(|| heic_decoder::decode(bytes)?.to_rgb8()).map_err(refused)?;
    let pixels = RgbImage::from_raw(side(rgb.width), side(rgb.height), rgb.data)
        .ok_or_else(|| damaged("fewer pixels than it claims".to_owned()))?;
    let (width, height) = pixels.dimensions();
    Ok(Raw { pixels, width, height, jpeg_quality: None, damaged: false, reduced: true, upright: true })
}

/// The decoder works on its tiles in parallel: with threads of its own where processors are idle, which no other file shares,
/// and else on this one.
fn on_fair_threads<R: Send>(decode: impl FnOnce() -> R + Send) -> R {
    let threads = door::fair_threads();
    if threads == 1 {
        return decode();
    }
    let tiles = ThreadPoolBuilder::new()
        .num_threads(threads)
        .thread_name(|at| format!("heic-{at}"))
        .start_handler(|_| guard::belongs_to_decoder())
        .build();
    match tiles {
        Ok(tiles) => tiles.install(decode),
        Err(_) => decode(),
    }
}
