//! What is found in files that are made here, whole, torn and lying.

use image::{Frame, Rgba, RgbaImage};

use super::*;

fn extras(format: Format, bytes: &[u8]) -> Extras {
    of(format, bytes, &Exif::of(format, bytes), Depth::Whole).map_or(Extras::NONE, |extras| *extras)
}

/// A JPEG's markers up to its first scan with these segments, and a byte of its picture.
fn jpeg(segments: &[(u8, &[u8])]) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8];
    for (marker, body) in segments {
        bytes.extend([0xFF, *marker]);
        bytes.extend((body.len() as u16 + 2).to_be_bytes());
        bytes.extend(*body);
    }
    bytes.extend(b"\xFF\xC0\0\x0B\x08\0\x08\0\x08\x01\x01\x11\0\xFF\xDA\0\x08\x01\x01\0\0\x3F\0\x42\xFF\xD9");
    bytes
}

/// A film of 2.9 seconds, without its pictures.
fn film() -> Vec<u8> {
    let mut film = b"\0\0\0\x14ftypmp42\0\0\0\0mp42".to_vec();
    film.extend(b"\0\0\0\x74moov\0\0\0\x6Cmvhd\0\0\0\0\0\0\0\0\0\0\0\0");
    film.extend(1000_u32.to_be_bytes());
    film.extend(2900_u32.to_be_bytes());
    film.extend([0; 80]);
    film
}

#[test]
fn a_film_behind_a_photo_is_found_by_what_is_there() {
    let still = jpeg(&[(0xE1, b"GCamera:MotionPhoto=\"1\" Item:Length=\"999999999\"")]);
    assert_eq!(extras(Format::Jpeg, &still).film_ms, None, "it only claims one");
    let with = |film: &[u8]| extras(Format::Jpeg, &[&still[..], b"MotionPhoto_Data", film].concat()).film_ms;
    assert_eq!(with(&film()), Some(2900));
    assert_eq!(with(&film()[..22]), Some(0), "cut off");
    assert_eq!(with(b"\0\0\0\x14ftyp no film \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), None);
    assert_eq!(with(b"ftyp"), None);
    let heic = b"\0\0\0\x10ftypheic\0\0\0\0\0\0\0\x08mdat".to_vec();
    assert_eq!(extras(Format::Heic, &heic).film_ms, None);
    assert_eq!(extras(Format::Heic, &[heic, film()].concat()).film_ms, Some(2900));
}

#[test]
fn maps_count_where_there_is_a_second_picture() {
    let announced =
        jpeg(&[(0xE1, b"xmlns:hdrgm=\"http://ns.adobe.com/hdr-gain-map/1.0/\" Item:Semantic=\"Depth\"")]);
    assert!(!extras(Format::Jpeg, &announced).gain_map);
    let found = extras(Format::Jpeg, &[announced, jpeg(&[])].concat());
    assert!(found.gain_map && found.depth_map);
}

#[test]
fn frames_of_animations_are_counted() {
    let mut gif = Vec::new();
    let frames = (0..12).map(|n| Frame::new(RgbaImage::from_pixel(8, 8, Rgba([n * 20, 0, 0, 255]))));
    image::codecs::gif::GifEncoder::new(&mut gif).encode_frames(frames).expect("encoded");
    assert_eq!(extras(Format::Gif, &gif).further_pictures, 11);
    let counts = (0..gif.len()).map(|length| extras(Format::Gif, &gif[..length]).further_pictures);
    assert!(counts.collect::<Vec<_>>().is_sorted(), "torn ones have fewer");
    let chunk =
        |name: &[u8; 4], body: &[u8]| [&(body.len() as u32).to_be_bytes()[..], name, body, &[0; 4]].concat();
    let claims = chunk(b"acTL", &100_000_u32.to_be_bytes());
    let png =
        [b"\x89PNG\r\n\x1a\n".to_vec(), claims, chunk(b"fcTL", &[0; 26]), chunk(b"fcTL", &[0; 26])].concat();
    assert_eq!(extras(Format::Png, &png).further_pictures, 1, "what is there counts");
    let frame = b"ANMF\x04\0\0\0abcd";
    let webp = [&b"RIFF\0\0\0\0WEBP"[..], b"ANIM\x01\0\0\0x\0", frame, frame, frame].concat();
    assert_eq!(extras(Format::WebP, &webp).further_pictures, 2);
}

/// A TIFF of these directories, each with the place of the next one and its kind.
fn tiff(pages: &[(u32, u32)]) -> Vec<u8> {
    let mut bytes = b"II*\0\x08\0\0\0".to_vec();
    for (next, kind) in pages {
        bytes.extend(1_u16.to_le_bytes());
        bytes.extend(254_u16.to_le_bytes());
        bytes.extend(4_u16.to_le_bytes());
        bytes.extend(1_u32.to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend(next.to_le_bytes());
    }
    bytes
}

#[test]
fn pages_are_counted_without_thumbnails_and_a_loop_ends() {
    let pages = |pages: &[(u32, u32)]| extras(Format::Tiff, &tiff(pages)).further_pictures;
    assert_eq!(pages(&[(26, 2), (44, 2), (0, 2)]), 2);
    assert_eq!(pages(&[(26, 0), (44, 1), (0, 0)]), 1, "one is smaller");
    assert_eq!(pages(&[(26, 0), (44, 0), (8, 0)]), 2, "back to the first");
    assert_eq!(pages(&[(8, 0)]), 0);
    assert_eq!(pages(&[(u32::MAX, 0)]), 0);
}

#[test]
fn stereo_pictures_are_pictures_and_previews_are_none() {
    let list = |kinds: &[u32]| {
        let mut body = b"MPF\0II*\0\x08\0\0\0\x01\0\x02\xB0\x07\0".to_vec();
        body.extend((16 * kinds.len() as u32).to_le_bytes());
        body.extend(26_u32.to_le_bytes());
        body.extend([0; 4]);
        kinds.iter().for_each(|kind| body.extend([&kind.to_le_bytes()[..], &[0; 12]].concat()));
        extras(Format::Jpeg, &jpeg(&[(0xE2, &body)])).further_pictures
    };
    assert_eq!(list(&[0x2002_0002, 0x0002_0002]), 1);
    assert_eq!(list(&[0x2003_0000, 0x0001_0001, 0]), 0);
}

#[test]
fn what_people_wrote_is_taken_and_what_programs_wrote_is_not() {
    let comment = |text: &str| extras(Format::Jpeg, &jpeg(&[(0xFE, text.as_bytes())])).comment;
    assert_eq!(comment("Grandma at the lake\0"), Some("Grandma at the lake".to_owned()));
    for automatic in ["CREATOR: gd-jpeg v1.0 (using IJG JPEG v80), quality = 90", "Lavc58.13.100", "", "***"]
    {
        assert_eq!(comment(automatic), None, "{automatic}");
    }
    let chunk = |body: &[u8]| [&(body.len() as u32).to_be_bytes()[..], b"tEXt", body, &[0; 4]].concat();
    let png = |body: &[u8]| extras(Format::Png, &[&b"\x89PNG\r\n\x1a\n"[..], &chunk(body)].concat());
    assert!(png(b"parameters\0a cat, Steps: 20").parameters);
    assert_eq!(png(b"Author\0Anna").artist, Some("Anna".to_owned()));
    let xmp = br#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
        xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:rights><rdf:Alt><rdf:li>(c) Anna</rdf:li></rdf:Alt>
        </dc:rights></rdf:Description></rdf:RDF>"#;
    assert_eq!(extras(Format::Jpeg, &jpeg(&[(0xE1, xmp)])).copyright, Some("(c) Anna".to_owned()));
}
