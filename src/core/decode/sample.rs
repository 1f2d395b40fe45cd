//! Camera raw files for tests, written here because complete ones of cameras take tens of megabytes.

pub mod heic;

use image::RgbImage;
use image::codecs::jpeg::JpegEncoder;

/// Types of TIFF 6.0.
const BYTE: u16 = 1;
const ASCII: u16 = 2;
const SHORT: u16 = 3;
const LONG: u16 = 4;
const SIGNED_RATIONAL: u16 = 10;

/// Bytes before the first directory.
const HEADER: u32 = 8;

/// A tag, its type and its value, in the order of tags.
type Entry = (u16, u16, Vec<u8>);

/// A DNG of the camera "Maker Camera 1", taken on 2024-05-01 at 12:00:00: the sensor's data is uncompressed and of one grey;
/// `preview` is kept as a JPEG, as it is stored, to be turned by `orientation` (EXIF, 1 to 8) like the sensor's data.
pub fn dng(preview: &RgbImage, sensor: [u32; 2], orientation: u16) -> Vec<u8> {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 95).encode_image(preview).unwrap_or_default();
    let first = |at: [u32; 3]| main(preview, jpeg.len(), orientation, at);
    let of_main = directory(HEADER, &first([0; 3])).len() as u32;
    let exif = vec![ascii(0x9003, "2024:05:01 12:00:00")];
    let exif_at = HEADER + of_main;
    let sensor_at = exif_at + directory(exif_at, &exif).len() as u32;
    let jpeg_at = sensor_at + directory(sensor_at, &raw(sensor, 0)).len() as u32;
    let data_at = jpeg_at + jpeg.len() as u32;
    let mut bytes = b"II*\0\x08\0\0\0".to_vec();
    bytes.extend(directory(HEADER, &first([sensor_at, exif_at, jpeg_at])));
    bytes.extend(directory(exif_at, &exif));
    bytes.extend(directory(sensor_at, &raw(sensor, data_at)));
    bytes.extend(jpeg);
    bytes.resize(bytes.len() + (sensor[0] * sensor[1]) as usize, 128);
    bytes
}

/// The directory of the preview, which leads to the others.
fn main(preview: &RgbImage, length: usize, orientation: u16, at: [u32; 3]) -> Vec<Entry> {
    let [sensor_at, exif_at, jpeg_at] = at;
    let matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1].into_iter().flat_map(|part: i32| [part, 1]);
    vec![
        long(254, 1),
        long(256, preview.width()),
        long(257, preview.height()),
        shorts(258, &[8, 8, 8]),
        shorts(259, &[7]),
        shorts(262, &[6]),
        ascii(271, "Maker"),
        ascii(272, "Camera 1"),
        long(273, jpeg_at),
        shorts(274, &[orientation]),
        shorts(277, &[3]),
        long(278, preview.height()),
        long(279, length as u32),
        long(330, sensor_at),
        long(0x8769, exif_at),
        (50706, BYTE, vec![1, 4, 0, 0]),
        (50707, BYTE, vec![1, 1, 0, 0]),
        ascii(50708, "Maker Camera 1"),
        (50721, SIGNED_RATIONAL, matrix.flat_map(i32::to_le_bytes).collect()),
    ]
}

/// The directory of the sensor's data.
fn raw([width, height]: [u32; 2], data_at: u32) -> Vec<Entry> {
    vec![
        long(254, 0),
        long(256, width),
        long(257, height),
        shorts(258, &[8]),
        shorts(259, &[1]),
        shorts(262, &[32803]),
        long(273, data_at),
        shorts(277, &[1]),
        long(278, height),
        long(279, width * height),
        shorts(33421, &[2, 2]),
        (33422, BYTE, vec![0, 1, 1, 2]),
    ]
}

fn long(tag: u16, value: u32) -> Entry {
    (tag, LONG, value.to_le_bytes().to_vec())
}

fn shorts(tag: u16, values: &[u16]) -> Entry {
    (tag, SHORT, values.iter().flat_map(|value| value.to_le_bytes()).collect())
}

fn ascii(tag: u16, text: &str) -> Entry {
    (tag, ASCII, [text.as_bytes(), b"\0"].concat())
}

/// A directory at this place in a file, and behind it the values that are longer than four bytes.
fn directory(at: u32, entries: &[Entry]) -> Vec<u8> {
    let mut bytes = (entries.len() as u16).to_le_bytes().to_vec();
    let values_at = at + 2 + 12 * entries.len() as u32 + 4;
    let mut values: Vec<u8> = Vec::new();
    for (tag, kind, value) in entries {
        let of_one = match *kind {
            BYTE | ASCII => 1,
            SHORT => 2,
            LONG => 4,
            _ => 8,
        };
        bytes.extend(tag.to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend((value.len() as u32 / of_one).to_le_bytes());
        let mut field = value.clone();
        if value.len() > 4 {
            field = (values_at + values.len() as u32).to_le_bytes().to_vec();
            values.extend(value);
        }
        field.resize(4, 0);
        bytes.extend(field);
    }
    bytes.extend([0; 4]);
    bytes.extend(values);
    bytes
}
