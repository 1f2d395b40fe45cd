//! The means of blocks against libjpeg's.

use super::*;
use mozjpeg::{ColorSpace, Compress, Decompress};
use proptest::prelude::*;

/// A picture with edges of light, gradients of colour and grain.
fn picture(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let grain = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(2_246_822_519)) >> 27;
        let light = if (x / 37 + y / 23) % 2 == 0 { 20 } else { 120 } + grain;
        Rgb([light, light + x * 90 / width, light + y * 90 / height].map(|level| level.min(255) as u8))
    })
}

/// The picture as a JPEG whose colours are sampled once for so many pixels across and down.
fn jpeg(picture: &RgbImage, quality: f32, sampling: (u8, u8)) -> Vec<u8> {
    encoded(picture, quality, sampling, |_| ())
}

/// The same coefficients as libjpeg orders them in a progressive file.
fn progressive(picture: &RgbImage, quality: f32, sampling: (u8, u8)) -> Vec<u8> {
    encoded(picture, quality, sampling, Compress::set_progressive_mode)
}

/// Where the scans of a JPEG begin.
fn scans(bytes: &[u8]) -> Vec<usize> {
    let scans = bytes.windows(2).zip(0..).filter(|(pair, _)| *pair == [0xFF, 0xDA]);
    scans.map(|(_, at)| at).collect()
}

fn encoded(
    picture: &RgbImage,
    quality: f32,
    sampling: (u8, u8),
    change: impl FnOnce(&mut Compress),
) -> Vec<u8> {
    let mut encoder = Compress::new(ColorSpace::JCS_RGB);
    encoder.set_size(picture.width() as usize, picture.height() as usize);
    encoder.set_fastest_defaults();
    encoder.set_quality(quality);
    encoder.set_chroma_sampling_pixel_sizes(sampling, sampling);
    change(&mut encoder);
    let mut encoder = encoder.start_compress(Vec::new()).expect("started");
    encoder.write_scanlines(picture).expect("written");
    encoder.finish().expect("finished")
}

fn grey(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let grey = image::DynamicImage::from(picture.clone()).into_luma8();
    let mut bytes = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, quality);
    grey.write_with_encoder(encoder).expect("encoded");
    bytes
}

fn by_libjpeg(bytes: &[u8]) -> RgbImage {
    let mut jpeg = Decompress::new_mem(bytes).expect("a header");
    jpeg.scale(1);
    jpeg.do_block_smoothing(false);
    let mut started = jpeg.rgb().expect("started");
    let (width, height) = (started.width() as u32, started.height() as u32);
    RgbImage::from_raw(width, height, started.read_scanlines().expect("decoded")).expect("whole")
}

/// The largest and the mean difference of two pictures' levels.
fn difference(one: &RgbImage, other: &RgbImage) -> (u8, f64) {
    assert_eq!(one.dimensions(), other.dimensions());
    let differences = one.iter().zip(other.iter()).map(|(a, b)| a.abs_diff(*b));
    let sum: f64 = differences.clone().map(f64::from).sum();
    (differences.max().unwrap_or(0), sum / one.len() as f64)
}

#[test]
fn without_smaller_colours_it_is_what_libjpeg_gives() {
    for (width, height) in [(640, 480), (333, 257), (9, 8), (1, 1)] {
        for quality in [35, 75, 92, 100] {
            let picture = picture(width, height);
            let coloured = [jpeg, progressive].map(|jpeg| jpeg(&picture, f32::from(quality), (1, 1)));
            for bytes in [grey(&picture, quality)].into_iter().chain(coloured) {
                let ours = decode(&bytes).expect("whole");
                assert_eq!(ours, by_libjpeg(&bytes), "{width} x {height} at {quality}");
            }
        }
    }
}

#[test]
fn smaller_colours_are_spread_smoothly() {
    for sampling in [(2, 2), (2, 1), (1, 2)] {
        for (width, height) in [(640, 480), (333, 257)] {
            for jpeg in [jpeg, progressive] {
                let bytes = jpeg(&picture(width, height), 90.0, sampling);
                let (_, mean) = difference(&decode(&bytes).expect("whole"), &by_libjpeg(&bytes));
                assert!(mean < 1.5, "{sampling:?}, {width} x {height}: {mean}");
            }
        }
    }
}

#[test]
fn a_progressive_file_has_the_means_of_its_baseline_twin() {
    for sampling in [(1, 1), (2, 2), (2, 1), (1, 2)] {
        for (width, height) in [(640, 480), (333, 257), (9, 8), (1, 1)] {
            let picture = picture(width, height);
            let twins = [jpeg, progressive].map(|jpeg| decode(&jpeg(&picture, 90.0, sampling)));
            assert!(twins[0].is_some() && twins[0] == twins[1], "{sampling:?}, {width} x {height}");
        }
    }
}

#[test]
fn a_progressive_file_is_read_as_far_as_its_means_go() {
    let whole = progressive(&picture(333, 257), 90.0, (2, 2));
    let expected = decode(&whole).expect("progressive");
    let scans = scans(&whole);
    // As libjpeg writes it: means without their last bit, four scans of others, their refinement, and then the last bit.
    let until = |scan: usize| decode(&whole[..scans[scan]]);
    assert_eq!(scans.len(), 10);
    assert!((1..=6).all(|scan| until(scan).is_none()));
    assert!((7..10).all(|scan| until(scan).as_ref() == Some(&expected)));
}

#[test]
fn what_is_neither_is_left_to_libjpeg() {
    let picture = picture(64, 64);
    // Four times as wide.
    assert!(decode(&jpeg(&picture, 90.0, (4, 1))).is_none());
    let whole = jpeg(&picture, 90.0, (2, 2));
    assert!(decode(&whole[..whole.len() / 2]).is_none());
    assert!(decode(&whole[..10]).is_none());
}

/// A grey JPEG of one row of flat blocks, each a step of the quantiser brighter or darker than the last; after every
/// `restart` blocks it begins anew.
fn flat_blocks(steps: &[i8], restart: u8) -> Vec<u8> {
    let mut bytes = b"\xFF\xD8\xFF\xDB\0\x43\0".to_vec();
    bytes.extend([16; 64]);
    let [high, low] = (8 * steps.len() as u16).to_be_bytes();
    bytes.extend([0xFF, 0xC0, 0, 11, 8, 0, 8, high, low, 1, 1, 0x11, 0]);
    // One code each: a difference of three bits, and the end of the block.
    for class in [0, 0x10] {
        bytes.extend([0xFF, 0xC4, 0, 20, class, 1]);
        bytes.extend([0; 15]);
        bytes.push(if class == 0 { 3 } else { 0 });
    }
    bytes.extend([0xFF, 0xDD, 0, 4, 0, restart, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0]);
    for (part, steps) in steps.chunks(usize::from(restart)).enumerate() {
        if part > 0 {
            bytes.extend([0xFF, 0xD0 + (part as u8 - 1) % 8]);
        }
        let mut bits: Vec<bool> = Vec::new();
        for step in steps {
            let value = if *step < 0 { *step + 7 } else { *step };
            bits.push(false);
            bits.extend([4, 2, 1].map(|bit| value & bit != 0));
            bits.push(false);
        }
        bytes.extend(packed(bits));
    }
    bytes.extend([0xFF, 0xD9]);
    bytes
}

/// Bits as entropy-coded data.
fn packed(mut bits: Vec<bool>) -> Vec<u8> {
    bits.resize(bits.len().next_multiple_of(8), true);
    let bytes = bits.chunks(8).map(|byte| byte.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit)));
    bytes.flat_map(|byte| if byte == 0xFF { vec![0xFF, 0] } else { vec![byte] }).collect()
}

/// A progressive JPEG of flat blocks in three components of these numbers of blocks, luminance of twice the resolution. Each
/// has two scans of its own: all but the last bit of its means, then that bit.
fn flat_blocks_apart(side: u16, blocks: [usize; 3]) -> Vec<u8> {
    let mut bytes = b"\xFF\xD8\xFF\xDB\0\x43\0".to_vec();
    bytes.extend([16; 64]);
    let [high, low] = side.to_be_bytes();
    bytes.extend([0xFF, 0xC2, 0, 17, 8, high, low, high, low, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0]);
    // Two codes: no difference, and one of three bits.
    bytes.extend([0xFF, 0xC4, 0, 21, 0, 1, 1]);
    bytes.extend([0; 14]);
    bytes.extend([0, 3]);
    let scan = |component: usize, bits: u8| [0xFF, 0xDA, 0, 8, 1, component as u8 + 1, 0, 0, 0, bits];
    for (component, count) in blocks.into_iter().enumerate() {
        bytes.extend(scan(component, 0x01));
        // Luminance rises and falls, colour is the same all over.
        let differs = |block: usize| component == 0 || block == 0;
        let rises = |block: usize| block % 3 != 1;
        let told = |block: usize| match (differs(block), rises(block)) {
            (false, _) => vec![false],
            (true, true) => vec![true, false, true, false, true],
            (true, false) => vec![true, false, false, true, false],
        };
        bytes.extend(packed((0..count).flat_map(told).collect()));
    }
    for (component, count) in blocks.into_iter().enumerate() {
        bytes.extend(scan(component, 0x10));
        bytes.extend(packed((0..count).map(|block| component == 0 && block % 2 == 0).collect()));
    }
    bytes.extend([0xFF, 0xD9]);
    bytes
}

#[test]
fn means_may_lie_in_a_scan_for_each_component() {
    // 3 x 3 blocks of luminance, where the units of a scan of all components would have 4 x 4; 2 x 2 of colour.
    let bytes = flat_blocks_apart(24, [9, 4, 4]);
    let ours = decode(&bytes).expect("progressive");
    assert_eq!(ours, by_libjpeg(&bytes));
    let first_row: Vec<u8> = ours.pixels().take(3).map(|pixel| pixel.0[1]).collect();
    assert!(first_row[0] > first_row[1] && first_row[1] < first_row[2], "{first_row:?}");
    // Without the last bit of the last component.
    let last = scans(&bytes)[5];
    assert!(decode(&bytes[..last]).is_none());
}

#[test]
fn after_a_restart_means_are_counted_anew() {
    let steps = [4, 5, -6, 7, 4, -4, -7, 6, 5, 7, 7];
    let bytes = flat_blocks(&steps, 3);
    let ours = decode(&bytes).expect("baseline");
    assert_eq!(ours, by_libjpeg(&bytes));
    let levels: Vec<u8> = ours.pixels().map(|pixel| pixel.0[0]).collect();
    assert_eq!(levels, [136, 146, 134, 142, 150, 142, 114, 126, 136, 142, 156]);
    // A part that was lost is libjpeg's to guess.
    let lost = bytes.windows(2).position(|pair| pair == [0xFF, 0xD1]).expect("a restart");
    assert!(decode(&[&bytes[..lost], &bytes[lost + 2..]].concat()).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn damage_costs_no_more_than_the_picture(places in proptest::collection::vec((0.0..1.0f64, any::<u8>()), 1..20)) {
        for jpeg in [jpeg, progressive] {
            let mut bytes = jpeg(&picture(96, 80), 90.0, (2, 2));
            for (place, value) in &places {
                let at = (place * bytes.len() as f64) as usize;
                bytes[at] = *value;
            }
            if let Some(decoded) = decode(&bytes) {
                let mut markers = Markers::of(&bytes);
                markers.next_scan().expect("it was decoded");
                let sides = markers.size.map(|side| side.div_ceil(8) as u32);
                prop_assert_eq!(decoded.dimensions(), (sides[0], sides[1]));
            }
        }
    }
}

/// With `damage` done to it.
fn damaged(bytes: &[u8], damage: impl FnOnce(&mut Vec<u8>)) -> f32 {
    let mut bytes = bytes.to_vec();
    damage(&mut bytes);
    damage::share(&bytes)
}

#[test]
fn what_is_lost_in_the_middle_is_missed_and_one_colour_is_no_loss() {
    let photograph = picture(640, 480);
    let of_one_colour = RgbImage::from_pixel(1600, 1200, Rgb([255; 3]));
    for jpeg in [jpeg, progressive] {
        let whole = jpeg(&photograph, 90.0, (2, 2));
        assert_eq!(damage::share(&whole), 0.0);
        for part in [2, 3, 5] {
            let from = whole.len() * (part - 1) / part;
            let share = damaged(&whole, |bytes| bytes[from..from + 1024].fill(0));
            assert!(share > 0.001 && share < 0.9, "{part}: {share}");
        }
    }
    let optimised = encoded(&of_one_colour, 90.0, (1, 1), |encoder| encoder.set_optimize_coding(true));
    assert!(find_blank(&optimised[scans(&optimised)[0]..]).is_some(), "the shortest codes are zeros");
    assert_eq!(damage::share(&optimised), 0.0);
    assert_eq!(damage::share(&progressive(&of_one_colour, 90.0, (1, 1))), 0.0);
}

/// What phones append, without an end marker before it: names and numbers, then their directory.
const TRAILER: &[u8] = b"\0\0\x01\x0A\x0E\0\0\0Image_UTC_Data1610000000000 and enough more to be no padding of \xFF\xA0SEFHdirectory\x20\0\0\0SEFT";

#[test]
fn a_picture_is_whole_without_its_end_marker() {
    let photograph = picture(640, 480);
    for sampling in [(1, 1), (2, 2), (4, 1)] {
        for jpeg in [jpeg, progressive] {
            let whole = jpeg(&photograph, 90.0, sampling);
            let ends = whole.len() - 2;
            for appended in
                [&b""[..], &[0; 4096], TRAILER, b"\0\0\0\x18ftypmp42\0\0\0\0isommp42\0\0\0\x08mdat"]
            {
                let share = damaged(&whole, |bytes| {
                    bytes.truncate(ends);
                    bytes.extend(appended);
                });
                assert_eq!(share, 0.0, "{sampling:?}, {} bytes appended", appended.len());
            }
        }
    }
}

#[test]
fn damage_is_the_share_of_the_picture_that_is_not_there() {
    let whole = jpeg(&picture(640, 480), 90.0, (2, 2));
    let film = [&b"\0\0\0\x18ftypmp42"[..], &[7; 9000]].concat();
    for kept in [0.2, 0.5, 0.9] {
        let kept_bytes = (whole.len() as f32 * kept) as usize;
        let cut = damaged(&whole, |bytes| bytes.truncate(kept_bytes));
        assert!((cut - (1.0 - kept)).abs() < 0.1, "{kept}: {cut}");
        let never_written = damaged(&whole, |bytes| bytes[kept_bytes..].fill(0));
        assert!((never_written - cut).abs() < 0.01, "{kept}: {never_written} and {cut}");
        let before_a_film = damaged(&whole, |bytes| {
            bytes.truncate(kept_bytes);
            bytes.extend(&film);
        });
        assert!((before_a_film - cut).abs() < 0.01, "{kept}: {before_a_film} and {cut}");
    }
    // The last scans of a progressive file tell the last bits.
    let whole = progressive(&picture(640, 480), 90.0, (2, 2));
    let shares = [0.3, 0.6, 0.95]
        .map(|kept| damaged(&whole, |bytes| bytes.truncate((whole.len() as f32 * kept) as usize)));
    assert!(shares.is_sorted_by(|more, less| more > less) && shares[2] > 0.0, "{shares:?}");
    assert!(shares[2] < 0.05, "{shares:?}");
}

#[test]
fn a_restart_ends_the_loss() {
    let steps = [4, 5, -6, 7, 4, -4, -7, 6, 5, 7, 7, 4];
    let bytes = flat_blocks(&steps, 3);
    assert_eq!(damage::share(&bytes), 0.0);
    let second = bytes.windows(2).position(|pair| pair == [0xFF, 0xD0]).expect("a restart");
    let third = bytes.windows(2).position(|pair| pair == [0xFF, 0xD1]).expect("a restart");
    let lost = [&bytes[..second + 2], &bytes[third..]].concat();
    assert_eq!(damage::share(&lost), 0.25);
}
