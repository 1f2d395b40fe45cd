//! A camera's raw file: shown is the largest JPEG preview in it, the way up that the file says. What counts as the photo's size
//! is that of the developed sensor data, which is never decoded.

use flashraw::{Error, FlashRaw, Limits, PreviewEncoding, PreviewInfo};
use image::metadata::Orientation;

use super::exif::{Told, turned};
use super::{Bound, FINGERPRINT_SHORT_SIDE, MAX_PIXELS, Raw, jpeg};
use crate::photo::SkipReason;

/// A smaller preview, in pixels of its short side, is a thumbnail: too coarse to be compared, and often with black borders.
const LEAST_SIDE: u32 = FINGERPRINT_SHORT_SIDE;

/// Bytes in which directories and EXIF lie: cameras write them first.
const HEAD: usize = 4 << 20;

pub fn decode(bytes: &[u8], bound: Bound) -> Result<Raw, SkipReason> {
    let file = opened(bytes)?;
    let (info, coded, preview) = largest(&file).ok_or(SkipReason::NoPreview)?;
    let decoded = jpeg::decode(coded, bound)?;
    let sensor = match (file.metadata().width, file.metadata().height) {
        (0, _) | (_, 0) => preview,
        (width, height) => [width, height],
    };
    let is_tall = |[width, height]: [u32; 2]| height > width;
    // Some cameras turn the preview themselves and not the sensor data.
    let is_turned = info.orientation.swaps_dimensions() && is_tall(preview) != is_tall(sensor);
    let orientation = if is_turned { None } else { Orientation::from_exif(info.orientation as u8) };
    let (pixels, swaps_sides) = turned(decoded.pixels, orientation);
    let upright =
        |[width, height]: [u32; 2], swaps: bool| if swaps { [height, width] } else { [width, height] };
    let [width, height] = upright(sensor, file.metadata().orientation.swaps_dimensions());
    Ok(Raw {
        pixels,
        width,
        height,
        preview: Some(upright(preview, swaps_sides)),
        jpeg_quality: None,
        damage: decoded.damage,
        reduced: true,
        upright: true,
        profile: decoded.profile,
    })
}

/// What the file says in records of the camera's maker.
pub fn told(bytes: &[u8]) -> Told {
    let Ok(file) = opened(bytes) else { return Told::default() };
    let known = file.metadata();
    let some = |text: &String| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let place = known.gps.as_ref().and_then(|gps| gps.latitude.zip(gps.longitude));
    Told {
        dates: known.capture_time.iter().cloned().collect(),
        make: some(&known.make),
        model: some(&known.model),
        lens: known.lens.model.as_ref().and_then(some),
        place,
    }
}

/// Blocks of EXIF: that of the file, if it is a TIFF whatever its maker calls it, then those of its preview.
pub fn exif_blocks(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut blocks = Vec::new();
    let version: &[u8] = match bytes.get(..2) {
        Some(b"II") => &[42, 0],
        Some(b"MM") => &[0, 42],
        _ => &[],
    };
    if !version.is_empty() && bytes.len() > 8 {
        let mut head = bytes[..bytes.len().min(HEAD)].to_vec();
        head[2..4].copy_from_slice(version);
        blocks.push(head);
    }
    let of_preview = opened(bytes).ok().and_then(|file| {
        let (_, coded, _) = largest(&file)?;
        Some(jpeg::exif_segments(coded).into_iter().map(<[u8]>::to_vec).collect::<Vec<_>>())
    });
    blocks.extend(of_preview.unwrap_or_default());
    blocks
}

/// Reads the directories; no sensor data.
fn opened(bytes: &[u8]) -> Result<FlashRaw<'_>, SkipReason> {
    FlashRaw::open_with(bytes, Limits::default().with_max_samples(MAX_PIXELS)).map_err(refused)
}

fn refused(error: Error) -> SkipReason {
    match error {
        Error::CorruptFile { .. } | Error::InvalidMetadata(_) => {
            SkipReason::Damaged("RAW".to_owned(), error.to_string())
        }
        _ => SkipReason::KindNotReadYet("RAW".to_owned()),
    }
}

/// The preview with the most pixels, by its own header, as coded, and its size as stored; `None` if none is large enough.
fn largest<'a>(file: &'a FlashRaw<'_>) -> Option<(&'a PreviewInfo, &'a [u8], [u32; 2])> {
    let readable = |info: &'a PreviewInfo| {
        let coded = file.preview_bytes(info).ok().filter(|_| info.encoding == PreviewEncoding::Jpeg)?;
        let size = jpeg::size(coded).filter(|[width, height]| *width.min(height) >= LEAST_SIDE)?;
        Some((info, coded, size))
    };
    let previews = file.previews().iter().filter_map(readable);
    previews.max_by_key(|(_, _, [width, height])| u64::from(*width) * u64::from(*height))
}

#[cfg(test)]
mod tests;
