//! Which photo is kept and which are suggested to go, by what lies in the files and beside them: each of these is a library
//! that somebody has reported as one where a photo was lost.

#![expect(clippy::expect_used, reason = "tests may fail")]

use std::path::Path;
use std::time::{Duration, SystemTime};

use image::imageops::FilterType;
use image::{Frame, RgbImage, Rgba, RgbaImage, imageops};
use lookalike::decode::sample::dng;
use lookalike::decode::sample::heic::{Item, with_thumbnail};
use serde_json::Value;

use crate::support::{PhotoFolder, Program, scene};

/// What a scan says of one group: its keeper, the photos that are suggested to go, and why the others stay.
#[derive(Debug)]
struct Said {
    keeper: String,
    goes: Vec<String>,
    stays: Vec<(String, String)>,
}

fn scanned(folder: &PhotoFolder, more: &[&str]) -> Vec<Said> {
    let root = folder.path();
    let path = root.to_str().expect("a plain path").to_owned();
    let output = Program::new().run(&[&["scan", &path, "--json", "--no-cache"], more].concat());
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let name = |photo: &Value| {
        let path = Path::new(photo["path"].as_str().expect("a path"));
        path.strip_prefix(&root).expect("below").to_str().expect("plain").replace('\\', "/")
    };
    let said = |group: &Value| {
        let photos = group["photos"].as_array().expect("photos");
        let mut said = Said { keeper: name(&photos[0]), goes: Vec::new(), stays: Vec::new() };
        for photo in &photos[1..] {
            match photo["stays"].as_str() {
                None => said.goes.push(name(photo)),
                Some(why) => said.stays.push((name(photo), why.to_owned())),
            }
        }
        said
    };
    report["groups"].as_array().expect("groups").iter().map(said).collect()
}

fn one_group(folder: &PhotoFolder) -> Said {
    let mut groups = scanned(folder, &[]);
    assert_eq!(groups.len(), 1, "{groups:?}");
    groups.remove(0)
}

/// The same bytes under several names, all written at one time.
fn places(folder: &PhotoFolder, names: &[&str], bytes: &[u8]) {
    for name in names {
        let file = folder.bytes(name, bytes);
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_500_000_000);
        std::fs::File::options()
            .write(true)
            .open(file)
            .and_then(|file| file.set_modified(time))
            .expect("set");
    }
}

fn jpeg(seed: u64, width: u32, height: u32) -> Vec<u8> {
    let folder = PhotoFolder::new();
    std::fs::read(folder.jpeg("a.jpg", &scene(seed, width, height), 92)).expect("written")
}

/// A JPEG with texts in its EXIF, by their tags.
fn with_exif(jpeg: &[u8], texts: &[(u16, &str)]) -> Vec<u8> {
    let mut directory = (texts.len() as u16).to_be_bytes().to_vec();
    let mut values = Vec::new();
    for (tag, text) in texts {
        let at = 8 + 2 + 12 * texts.len() as u32 + 4 + values.len() as u32;
        directory.extend(tag.to_be_bytes());
        directory.extend(2_u16.to_be_bytes());
        directory.extend((text.len() as u32 + 1).to_be_bytes());
        directory.extend(at.to_be_bytes());
        values.extend([text.as_bytes(), &[0]].concat());
    }
    let exif = [&b"Exif\0\0MM\0*\0\0\0\x08"[..], &directory, &[0; 4], &values].concat();
    let length = (exif.len() as u16 + 2).to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1], &length, &exif, &jpeg[2..]].concat()
}

#[test]
fn of_copies_in_one_folder_the_plain_name_is_kept() {
    let folder = PhotoFolder::new();
    let copies = [
        "Copy of IMG_1975.JPG",
        "IMG_1975 (1).JPG",
        "IMG_1975 - Copy.JPG",
        "IMG_1975(1).JPG",
        "IMG_1975-Copy(1).JPG",
        "IMG_1975 - Kopie.JPG",
    ];
    places(&folder, &copies, &jpeg(1, 640, 480));
    places(&folder, &["IMG_1975.JPG"], &jpeg(1, 640, 480));
    let said = one_group(&folder);
    assert_eq!((said.keeper.as_str(), said.goes.len()), ("IMG_1975.JPG", copies.len()));
}

#[test]
fn of_several_preferred_folders_the_first_one_counts() {
    let folder = PhotoFolder::new();
    places(&folder, &["a/1.jpg", "b/1.jpg", "c/1.jpg"], &jpeg(1, 640, 480));
    let keeper = |order: [&str; 2]| {
        let order = order.map(|name| folder.at(name).to_str().expect("plain").to_owned());
        scanned(&folder, &["--prefer", &order[0], "--prefer", &order[1]]).remove(0).keeper
    };
    assert_eq!(keeper(["c", "b"]), "c/1.jpg");
    assert_eq!(keeper(["b", "c"]), "b/1.jpg");
}

#[test]
fn the_copy_with_what_belongs_to_it_is_kept() {
    for (photo, beside) in [
        ("P.JPG", "P.MP4"),
        ("PXL_1.MP.jpg", "PXL_1.MP"),
        ("P.JPG", "P.JPG.pp3"),
        ("P.JPG", "P.JPG.dop"),
        ("P.JPG", "P.JPG.json"),
        ("P.JPG", "P.JPG.supplemental-metad.json"),
        ("P.JPG", "P.txt"),
        ("P.JPG", "P.WAV"),
    ] {
        let folder = PhotoFolder::new();
        let names = ["a_copy", "b_work"].map(|place| format!("{place}/{photo}"));
        places(&folder, &names.each_ref().map(String::as_str), &jpeg(1, 640, 480));
        folder.bytes(&format!("b_work/{beside}"), b"no JSON, and no film");
        let said = one_group(&folder);
        assert_eq!((&said.keeper, &said.goes), (&names[1], &vec![names[0].clone()]), "{beside}");
    }
}

#[test]
fn what_takeout_wrote_stays_and_goes_with_its_photo() {
    let folder = PhotoFolder::new();
    let (one, two) = (jpeg(1, 640, 480), jpeg(2, 640, 480));
    places(&folder, &["Photos from 2018/IMG_1.JPG", "Wedding/IMG_1.JPG"], &one);
    places(&folder, &["Photos from 2018/IMG_2.JPG", "Wedding/IMG_2.JPG"], &two);
    folder.jpeg(
        "Photos from 2018/IMG_2-edited.JPG",
        &imageops::crop_imm(&scene(2, 640, 480), 40, 40, 480, 360).to_image(),
        92,
    );
    for name in ["Photos from 2018/IMG_1.JPG", "Wedding/IMG_1.JPG", "Photos from 2018/IMG_2.JPG"] {
        folder.bytes(&format!("{name}.supplemental-metadata.json"), b"{\"title\": \"IMG_1.JPG\"}");
    }
    let said = scanned(&folder, &[]);
    assert_eq!(
        said.iter().map(|said| said.keeper.as_str()).collect::<Vec<_>>(),
        ["Photos from 2018/IMG_1.JPG", "Photos from 2018/IMG_2.JPG"]
    );
    assert_eq!(said[0].goes, ["Wedding/IMG_1.JPG"], "its JSON is the same");
    assert_eq!(said[1].goes, ["Wedding/IMG_2.JPG"]);
    assert_eq!(said[1].stays, [], "the edited version belongs to the original");
}

#[test]
fn a_motion_photo_never_goes_for_a_still() {
    let folder = PhotoFolder::new();
    let still = jpeg(1, 640, 480);
    let film = b"\0\0\0\x14ftypmp42\0\0\0\0mp42\0\0\0\x08mdat";
    folder.bytes("PXL_1.MP.jpg", &[&still[..], film].concat());
    folder.bytes("still.jpg", &with_exif(&still, &[(0x010E, "Grandma at the lake")]));
    let said = one_group(&folder);
    assert_eq!((said.keeper.as_str(), said.goes.len()), ("PXL_1.MP.jpg", 0), "{said:?}");
    assert!(said.stays[0].1.contains("caption"), "{said:?}");
}

#[test]
fn an_animation_never_goes_for_its_first_picture() {
    let folder = PhotoFolder::new();
    let first = scene(1, 320, 240);
    let frame = |n: u8| {
        let tinted = RgbaImage::from_fn(320, 240, |x, y| {
            let [r, g, b] = first.get_pixel(x, y).0;
            Rgba([r.saturating_add(n), g, b, 255])
        });
        Frame::new(tinted)
    };
    let mut gif = Vec::new();
    image::codecs::gif::GifEncoder::new(&mut gif)
        .encode_frames((0..4).map(|n| frame(n * 20)))
        .expect("encoded");
    folder.bytes("clip.gif", &gif);
    folder.png("clip_thumb.png", &first);
    let said = one_group(&folder);
    assert_eq!((said.keeper.as_str(), said.goes.len()), ("clip.gif", 0), "{said:?}");
}

#[test]
fn an_animated_webp_never_goes_for_a_larger_still() {
    let folder = PhotoFolder::new();
    let still = scene(1, 480, 360);
    let first = imageops::resize(&still, 320, 240, imageops::FilterType::Lanczos3);
    let mut webp = Vec::new();
    image::codecs::webp::WebPEncoder::new_lossless(&mut webp)
        .encode(&first, 320, 240, image::ExtendedColorType::Rgb8)
        .expect("encoded");
    let chunk = |name: &[u8; 4], body: &[u8]| {
        [name, &(body.len() as u32).to_le_bytes()[..], body, &vec![0; body.len() % 2]].concat()
    };
    let size = |side: u32| (side - 1).to_le_bytes()[..3].to_vec();
    let sides = [size(320), size(240)].concat();
    let frame = chunk(b"ANMF", &[&[0; 6][..], &sides, &[100, 0, 0, 0], &webp[12..]].concat());
    let header = chunk(b"VP8X", &[&[2, 0, 0, 0][..], &sides].concat());
    let body = [header, chunk(b"ANIM", &[0; 6]), frame.clone(), frame].concat();
    folder
        .bytes("clip.webp", &[b"RIFF", &(body.len() as u32 + 4).to_le_bytes()[..], b"WEBP", &body].concat());
    folder.jpeg("still.jpg", &still, 90);
    let said = one_group(&folder);
    assert_eq!((said.keeper.as_str(), said.goes.len()), ("clip.webp", 0), "{said:?}");
}

/// Uncompressed pages of one size.
fn tiff(pages: &[RgbImage]) -> Vec<u8> {
    let mut bytes = b"II*\0\x08\0\0\0".to_vec();
    for (at, page) in pages.iter().enumerate() {
        let start = bytes.len() as u32;
        let (bits, pixels) = (start + 2 + 9 * 12 + 4, start + 2 + 9 * 12 + 4 + 6);
        let next = if at + 1 < pages.len() { pixels + page.as_raw().len() as u32 } else { 0 };
        bytes.extend(9_u16.to_le_bytes());
        for (tag, kind, count, value) in [
            (256_u16, 4_u16, 1_u32, page.width()),
            (257, 4, 1, page.height()),
            (258, 3, 3, bits),
            (259, 3, 1, 1),
            (262, 3, 1, 2),
            (273, 4, 1, pixels),
            (277, 3, 1, 3),
            (278, 4, 1, page.height()),
            (279, 4, 1, page.as_raw().len() as u32),
        ] {
            bytes.extend(tag.to_le_bytes());
            bytes.extend(kind.to_le_bytes());
            bytes.extend(count.to_le_bytes());
            bytes.extend(value.to_le_bytes());
        }
        bytes.extend(next.to_le_bytes());
        bytes.extend([8, 0, 8, 0, 8, 0]);
        bytes.extend(page.as_raw());
    }
    bytes
}

#[test]
fn a_stack_of_pages_never_goes_for_a_larger_scan_of_its_first() {
    let folder = PhotoFolder::new();
    let scan = scene(1, 800, 600);
    let first = imageops::resize(&scan, 400, 300, imageops::FilterType::Lanczos3);
    folder.bytes("album.tif", &tiff(&[first, scene(2, 400, 300), scene(3, 400, 300)]));
    folder.jpeg("page1.jpg", &scan, 92);
    let said = one_group(&folder);
    assert_eq!((said.keeper.as_str(), said.goes.len()), ("album.tif", 0), "{said:?}");
}

#[test]
fn a_copyright_and_an_author_are_not_lost_without_a_word() {
    let folder = PhotoFolder::new();
    let photo = jpeg(1, 640, 480);
    folder.bytes("a_rights.jpg", &with_exif(&photo, &[(0x013B, "Anna"), (0x8298, "(c) Anna")]));
    let camera = [(0x010F, "Maker"), (0x0110, "Model"), (0x010E, "Grandma at the lake")];
    folder.bytes("b_plain.jpg", &[&with_exif(&photo, &camera)[..], &[0; 99]].concat());
    let said = one_group(&folder);
    assert_eq!(said.goes.len(), 0, "{said:?}");
    assert!(
        said.stays[0].1.contains("author, a copyright") || said.stays[0].1.contains("camera"),
        "{said:?}"
    );
}

#[test]
fn the_sharp_one_is_kept_whatever_the_jpeg_quality() {
    let folder = PhotoFolder::new();
    let mut photo = scene(1, 1200, 900);
    for (x, y, pixel) in photo.enumerate_pixels_mut() {
        // Texture as fine as pixels are, as drawn pictures have none.
        let grain =
            (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(2_246_822_519)).wrapping_mul(3_266_489_917) >> 27;
        pixel.0 = pixel.0.map(|level| level.saturating_add(grain as u8));
    }
    folder.jpeg("sharp.jpg", &photo, 85);
    folder.jpeg("soft.jpg", &imageops::blur(&photo, 2.5), 95);
    assert_eq!(one_group(&folder).keeper, "sharp.jpg");
}

#[test]
fn an_original_never_goes_for_what_was_enlarged_from_it() {
    let folder = PhotoFolder::new();
    let photo = scene(1, 400, 300);
    folder.jpeg("original.jpg", &photo, 92);
    let enlarged = imageops::resize(&photo, 1600, 1200, imageops::FilterType::Lanczos3);
    folder.jpeg("large.jpg", &enlarged, 95);
    folder.jpeg("sharpened.jpg", &imageops::unsharpen(&enlarged, 2.0, 2), 95);
    let said = one_group(&folder);
    assert!(!said.goes.contains(&"original.jpg".to_owned()), "{said:?}");
}

#[test]
fn a_turned_copy_with_empty_corners_is_not_kept() {
    let folder = PhotoFolder::new();
    let photo = scene(1, 640, 480);
    folder.jpeg("photo.jpg", &photo, 85);
    let (sin, cos) = 25_f32.to_radians().sin_cos();
    let turned = RgbImage::from_fn(784, 706, |x, y| {
        let (x, y) = (x as f32 - 392.0, y as f32 - 353.0);
        let (u, v) = (cos * x + sin * y + 320.0, cos * y - sin * x + 240.0);
        let inside = (0.0..640.0).contains(&u) && (0.0..480.0).contains(&v);
        if inside { *photo.get_pixel(u as u32, v as u32) } else { image::Rgb([0; 3]) }
    });
    folder.jpeg("turned.jpg", &turned, 95);
    assert_eq!(one_group(&folder).keeper, "photo.jpg");
}

#[test]
fn twins_of_photos_that_are_no_keepers_go_in_bulk() {
    let folder = PhotoFolder::new();
    let photo = scene(1, 640, 480);
    let small = PhotoFolder::new().jpeg("s.jpg", &imageops::thumbnail(&photo, 480, 360), 85);
    drop(small);
    folder.jpeg("photo.jpg", &photo, 92);
    let made = folder.jpeg("small.jpg", &imageops::thumbnail(&photo, 480, 360), 85);
    let bytes = std::fs::read(made).expect("written");
    places(&folder, &["backup/small.jpg", "backup/small (1).jpg"], &bytes);
    let program = Program::new();
    let report = folder.at("groups.json");
    let [root, report] = [folder.path(), report].map(|path| path.to_str().expect("plain").to_owned());
    program.run(&["scan", &root, "--report", &report]);
    let output = program.run(&["remove", "--from", &report, "--exact"]);
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(printed.contains("2 photos,"), "{printed}");
    assert_eq!(printed.matches("remove ").count(), 2, "{printed}");
    assert!(!printed.contains("remove photo.jpg") && printed.contains("backup"), "{printed}");
}

#[test]
fn a_raw_file_is_no_lesser_copy_of_what_was_made_of_it() {
    let folder = PhotoFolder::new();
    let photo = scene(1, 1200, 800);
    let preview = imageops::thumbnail(&photo, 600, 400);
    folder.bytes("raw/1.dng", &dng(&preview, [1200, 800], 1));
    // Larger, of high quality, and enlarged: more than the preview shows.
    folder.jpeg("export/1.jpg", &imageops::resize(&photo, 1500, 1000, FilterType::CatmullRom), 97);
    folder.png("export/1.png", &photo);
    let said = one_group(&folder);
    assert_eq!((said.keeper.as_str(), said.goes.len(), said.stays.len()), ("raw/1.dng", 0, 2), "{said:?}");
    assert!(said.stays.iter().all(|(_, why)| why.contains("preview")), "{said:?}");
}

#[test]
fn two_raw_files_of_one_moment_are_edited_copies_and_both_stay() {
    let folder = PhotoFolder::new();
    let photo = scene(1, 1200, 800);
    let mut converted = imageops::thumbnail(&photo, 510, 340);
    converted.pixels_mut().for_each(|pixel| pixel.0 = pixel.0.map(|level| level / 8 * 7 + 20));
    folder.bytes("camera/1.dng", &dng(&photo, [1200, 800], 1));
    folder.bytes("converted/1.dng", &dng(&converted, [1200, 800], 1));
    let said = one_group(&folder);
    assert_eq!((said.goes.len(), said.stays.len()), (0, 1), "{said:?}");
}

#[test]
fn a_raw_file_beside_its_jpeg_is_one_photo_with_it() {
    let folder = PhotoFolder::new();
    let photo = scene(1, 640, 480);
    folder.bytes("1.dng", &dng(&photo, [640, 480], 1));
    folder.jpeg("1.jpg", &photo, 92);
    folder.jpeg("copy.jpg", &imageops::thumbnail(&photo, 480, 360), 80);
    let said = one_group(&folder);
    assert_eq!((said.keeper.as_str(), said.goes), ("1.jpg", vec!["copy.jpg".to_owned()]));
}

#[test]
fn a_heic_is_kept_for_its_picture_and_not_for_its_thumbnail() {
    let whole = with_thumbnail(Item::picture(), Item::thumbnail());
    let broken = with_thumbnail(Item::picture().broken(), Item::thumbnail());
    let folder = PhotoFolder::new();
    let seen = lookalike::decode::preview(&folder.bytes("large.heic", &whole), 640).expect("a picture");
    folder.png("small.png", &imageops::resize(&seen, 512, 384, FilterType::Triangle));
    let said = one_group(&folder);
    assert_eq!((said.keeper.as_str(), said.stays.len()), ("large.heic", 0), "{said:?}");

    places(&folder, &["large.heic", "twin.heic"], &broken);
    let said = one_group(&folder);
    assert_eq!(said.keeper, "small.png", "{said:?}");
    assert_eq!(
        (said.goes.len(), said.stays.len()),
        (1, 1),
        "one of two places of the same bytes goes: {said:?}"
    );
    assert!(said.stays[0].1.contains("preview"), "{said:?}");
}
