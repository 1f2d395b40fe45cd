//! What EXIF says: the way up, when, where and with what. Read from the container whatever it is; nothing
//! here can fail, a photo without EXIF just says less.

use std::io::Cursor;

use exif::{Context, Field, In, Reader, Tag, Value};
use image::metadata::Orientation;
use image::{DynamicImage, RgbImage};

use super::dates::{self, Moment};
use super::{camera_raw, containers, jpeg, png_text, tiff};
use crate::photo::Format;

/// Longest text taken over from a photo; cameras write a few dozen letters.
const MAX_TEXT: usize = 100;

/// The date and the fraction of its second, the best first.
const DATES: [(Tag, Tag); 3] = [
    (Tag::DateTimeOriginal, Tag::SubSecTimeOriginal),
    (Tag::DateTimeDigitized, Tag::SubSecTimeDigitized),
    (Tag::DateTime, Tag::SubSecTime),
];

/// Keywords of a PNG's texts that tell when the picture was made; what ImageMagick calls `date:create` is the file's time.
const PNG_DATES: [&str; 3] = ["exif:DateTimeOriginal", "exif:DateTimeDigitized", "Creation Time"];

/// The EXIF of one file: its blocks in their order, of which some programs write a second one beside the camera's.
pub struct Exif {
    blocks: Vec<exif::Exif>,
    /// Counts where these say nothing.
    told: Told,
}

/// What a file says about itself elsewhere than in EXIF.
#[derive(Debug, Default)]
pub struct Told {
    /// When the picture was made, the best first.
    pub dates: Vec<String>,
    /// Maker of the camera.
    pub make: Option<String>,
    /// Model of the camera.
    pub model: Option<String>,
    /// The lens.
    pub lens: Option<String>,
    /// Latitude and longitude in degrees.
    pub place: Option<(f64, f64)>,
}

impl Exif {
    /// Of a file of this format.
    pub fn of(format: Format, bytes: &[u8]) -> Self {
        let (mut blocks, mut told) = (Vec::new(), Told::default());
        if format == Format::Jpeg {
            let segments = jpeg::exif_segments(bytes);
            blocks.extend(segments.into_iter().filter_map(|segment| Self::read_block(segment.to_vec())));
        } else if format == Format::Raw {
            blocks.extend(camera_raw::exif_blocks(bytes).into_iter().filter_map(Self::read_block));
            told = camera_raw::told(bytes);
        } else {
            let kept = containers::exif(format, bytes).and_then(|block| Self::read_block(block.to_vec()));
            blocks.extend(kept.or_else(|| Self::read_container(bytes)));
        }
        if format == Format::Png {
            let all = png_text::texts(bytes);
            blocks.extend(png_text::raw_exif(&all).and_then(Self::read_block));
            let of =
                |keyword: &str| all.iter().find(|(known, _)| known == keyword).map(|(_, text)| text.clone());
            told.dates.extend(PNG_DATES.into_iter().filter_map(of));
        }
        Self { blocks, told }
    }

    fn read_container(bytes: &[u8]) -> Option<exif::Exif> {
        let mut reader = Reader::new();
        reader.continue_on_error(true);
        let read = reader.read_from_container(&mut Cursor::new(bytes));
        let block = read.or_else(|error| error.distill_partial_result(|_| ())).ok()?;
        match tiff::with_plain_pointers(block.buf()) {
            Some(plain) => Self::read_block(plain),
            None => Some(block),
        }
    }

    fn read_block(block: Vec<u8>) -> Option<exif::Exif> {
        let mut reader = Reader::new();
        reader.continue_on_error(true);
        let read = reader.read_raw(tiff::with_plain_pointers(&block).unwrap_or(block));
        read.or_else(|error| error.distill_partial_result(|_| ())).ok()
    }

    /// Turns a picture the right way up; also says whether width and height swapped.
    pub fn turn_upright(&self, picture: RgbImage) -> (RgbImage, bool) {
        let number = self.number(Tag::Orientation).and_then(|number| u8::try_from(number).ok());
        turned(picture, number.and_then(Orientation::from_exif))
    }

    /// When it was taken, else when it was digitised, else when it was last changed; `None` if none of these is a date
    /// (cameras write zeros, and blanks).
    pub fn taken(&self) -> Option<Moment> {
        let of_tags = DATES.into_iter().find_map(|(date, fraction)| {
            let moment = self.all_texts(date).find_map(|text| dates::read(&text))?;
            let of_field = || self.text(fraction).and_then(|digits| dates::thousandths(&digits));
            Some(Moment { thousandths: moment.thousandths.or_else(of_field), ..moment })
        });
        of_tags.or_else(|| self.told.dates.iter().find_map(|text| dates::read(text)))
    }

    /// Maker and model; the maker is left out where the model begins with it.
    pub fn camera(&self) -> Option<String> {
        let make = self.text(Tag::Make).or_else(|| self.told.make.clone());
        let model = self.text(Tag::Model).or_else(|| self.told.model.clone());
        match (make, model) {
            (Some(make), Some(model)) if model.to_lowercase().starts_with(&make.to_lowercase()) => {
                Some(model)
            }
            (Some(make), Some(model)) => Some(format!("{make} {model}")),
            (make, model) => model.or(make),
        }
    }

    pub fn lens(&self) -> Option<String> {
        self.text(Tag::LensModel).or_else(|| self.told.lens.clone())
    }

    /// Stars from 0 to 5, as Windows and photo managers write them into EXIF.
    pub fn rating(&self) -> Option<u8> {
        const RATING: Tag = Tag(Context::Tiff, 0x4746);
        self.number(RATING).filter(|stars| *stars <= 5).map(|stars| stars as u8)
    }

    /// What somebody, or the camera by itself, wrote about the photo.
    pub fn caption(&self) -> Option<String> {
        self.text(Tag::ImageDescription)
    }

    /// Degrees, north and east positive; `None` also for the 0, 0 that some phones write.
    pub fn gps(&self) -> Option<(f64, f64)> {
        let latitude = self.degrees(Tag::GPSLatitude, Tag::GPSLatitudeRef, "S");
        let longitude = self.degrees(Tag::GPSLongitude, Tag::GPSLongitudeRef, "W");
        let (latitude, longitude) = latitude.zip(longitude).or(self.told.place)?;
        let real = latitude.abs() <= 90.0 && longitude.abs() <= 180.0 && (latitude, longitude) != (0.0, 0.0);
        real.then_some((latitude, longitude))
    }

    fn degrees(&self, tag: Tag, reference: Tag, negative: &str) -> Option<f64> {
        let Value::Rational(parts) = &self.field(tag)?.value else { return None };
        let [degrees, minutes, seconds] = [0, 1, 2].map(|at| parts.get(at).map_or(0.0, |part| part.to_f64()));
        let value = degrees + minutes / 60.0 + seconds / 3600.0;
        let sign = if self.text(reference).as_deref() == Some(negative) { -1.0 } else { 1.0 };
        value.is_finite().then_some(sign * value)
    }

    pub(super) fn text(&self, tag: Tag) -> Option<String> {
        self.all_texts(tag).next()
    }

    /// The text of each block that has one.
    fn all_texts(&self, tag: Tag) -> impl Iterator<Item = String> {
        self.fields(tag).filter_map(|field| {
            let Value::Ascii(texts) = &field.value else { return None };
            let text = String::from_utf8_lossy(texts.first()?);
            let text: String = text.chars().filter(|c| !c.is_control()).take(MAX_TEXT).collect();
            let text = text.trim();
            (!text.is_empty()).then(|| text.to_owned())
        })
    }

    fn number(&self, tag: Tag) -> Option<u32> {
        self.field(tag)?.value.get_uint(0)
    }

    pub(super) fn field(&self, tag: Tag) -> Option<&Field> {
        self.fields(tag).next()
    }

    fn fields(&self, tag: Tag) -> impl Iterator<Item = &Field> {
        self.blocks.iter().filter_map(move |block| block.get_field(tag, In::PRIMARY))
    }
}

/// Turns a picture; also says whether width and height swapped.
pub fn turned(picture: RgbImage, orientation: Option<Orientation>) -> (RgbImage, bool) {
    let Some(orientation) = orientation.filter(|o| *o != Orientation::NoTransforms) else {
        return (picture, false);
    };
    let swaps_sides = matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    let mut picture = DynamicImage::from(picture);
    picture.apply_orientation(orientation);
    (picture.into_rgb8(), swaps_sides)
}

#[cfg(test)]
mod tests {
    use super::*;
    use exif::Rational;
    use exif::experimental::Writer;

    fn exif(fields: &[(Tag, Value)]) -> Exif {
        let fields: Vec<Field> = fields
            .iter()
            .map(|(tag, value)| Field { tag: *tag, ifd_num: In::PRIMARY, value: value.clone() })
            .collect();
        let mut writer = Writer::new();
        fields.iter().for_each(|field| writer.push_field(field));
        let mut bytes = Cursor::new(Vec::new());
        writer.write(&mut bytes, false).expect("written");
        let block = Reader::new().read_raw(bytes.into_inner()).expect("read back");
        Exif { blocks: vec![block], told: Told::default() }
    }

    fn text(text: &str) -> Value {
        Value::Ascii(vec![text.as_bytes().to_vec()])
    }

    fn rationals(parts: &[u32]) -> Value {
        Value::Rational(parts.iter().map(|num| Rational { num: *num, denom: 1 }).collect())
    }

    #[test]
    fn facts_come_out_clean() {
        let exif = exif(&[
            (Tag::Make, text("Canon")),
            (Tag::Model, text("Canon EOS R5 ")),
            (Tag::ImageDescription, text("Grandma at the lake")),
            (Tag(Context::Tiff, 0x4746), Value::Short(vec![4])),
            (Tag::DateTimeOriginal, text("2024:05:01 12:30:00")),
            (Tag::SubSecTimeOriginal, text("25")),
            (Tag::GPSLatitude, rationals(&[48, 30, 0])),
            (Tag::GPSLatitudeRef, text("S")),
            (Tag::GPSLongitude, rationals(&[9, 0, 36])),
            (Tag::GPSLongitudeRef, text("E")),
        ]);
        assert_eq!(exif.camera().as_deref(), Some("Canon EOS R5"));
        let taken = exif.taken().expect("a date");
        assert_eq!((taken.second.as_str(), taken.thousandths), ("2024-05-01 12:30:00", Some(250)));
        assert_eq!(exif.gps(), Some((-48.5, 9.01)));
        assert_eq!(exif.lens(), None);
        assert_eq!((exif.rating(), exif.caption().as_deref()), (Some(4), Some("Grandma at the lake")));
    }

    #[test]
    fn zeros_are_no_date_and_nothing_is_no_exif() {
        assert_eq!(exif(&[(Tag::DateTimeOriginal, text("0000:00:00 00:00:00"))]).taken(), None);
        assert_eq!(Exif::of(Format::Tiff, b"no container at all").camera(), None);
    }

    fn second(exif: &Exif) -> Option<String> {
        exif.taken().map(|moment| moment.second)
    }

    #[test]
    fn where_one_date_is_none_another_is() {
        let (zeros, blanks) = ("0000:00:00 00:00:00", "    :  :     :  :  ");
        for (original, digitised, changed) in [
            ("2004:01:11 22:45:15", "2005:01:01 00:00:01", "2006:01:01 00:00:01"),
            (zeros, "2004-01-11T22:45:15", "2006:01:01 00:00:01"),
            (blanks, "2004/01/11 22:45:15", zeros),
            (zeros, blanks, "2004:01:11 22:45:15"),
        ] {
            let exif = exif(&[
                (Tag::DateTimeOriginal, text(original)),
                (Tag::DateTimeDigitized, text(digitised)),
                (Tag::DateTime, text(changed)),
            ]);
            assert_eq!(
                second(&exif).as_deref(),
                Some("2004-01-11 22:45:15"),
                "{original} {digitised} {changed}"
            );
        }
        // The fraction belongs to its own date.
        let digitised = exif(&[
            (Tag::DateTimeDigitized, text("2004:01:11 22:45:15")),
            (Tag::SubSecTimeOriginal, text("25")),
            (Tag::SubSecTimeDigitized, text("75")),
        ]);
        assert_eq!(digitised.taken().and_then(|moment| moment.thousandths), Some(750));
    }

    /// A block of EXIF with a date, behind a pointer of this TIFF type.
    fn block(pointer: u16) -> Vec<u8> {
        let mut block = b"MM\0*\0\0\0\x08\0\x01\x87\x69\0\0\0\0\0\x01\0\0\0\x1A\0\0\0\0".to_vec();
        block[12..14].copy_from_slice(&pointer.to_be_bytes());
        block.extend(b"\0\x01\x90\x03\0\x02\0\0\0\x14\0\0\0\x2C\0\0\0\x002004:01:11 22:45:15\0");
        block
    }

    #[test]
    fn the_pointer_to_a_date_may_be_of_a_newer_type() {
        for pointer in [4, 13] {
            assert!(second(&Exif::of(Format::Tiff, &block(pointer))).is_some(), "{pointer}");
        }
    }

    #[test]
    fn a_second_block_counts_where_the_first_says_nothing() {
        let segment = |block: &[u8]| {
            let length = (block.len() as u16 + 8).to_be_bytes();
            [b"\xFF\xE1", &length[..], b"Exif\0\0", block].concat()
        };
        let scan = b"\xFF\xC0\0\x0B\x08\0\x08\0\x08\x01\x01\x11\0\xFF\xDA\0\x08\x01\x01\0\0\x3F\0";
        let empty = segment(b"MM\0*\0\0\0\x08\0\0\0\0\0\0");
        let jpeg = [b"\xFF\xD8", &empty[..], &segment(&block(4)), scan].concat();
        assert!(second(&Exif::of(Format::Jpeg, &jpeg)).is_some());
    }

    #[test]
    fn a_png_tells_its_date_in_exif_or_in_a_text() {
        let date =
            |chunks: &[(&[u8; 4], &[u8])]| second(&Exif::of(Format::Png, &png_text::tests::png(chunks)));
        let header = (b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0][..]);
        assert!(date(&[header, (b"tEXt", b"Creation Time\x002004:01:11 22:45:15")]).is_some());
        assert!(date(&[header, (b"tEXt", b"exif:DateTimeOriginal\x002004:01:11 22:45:15")]).is_some());
        assert!(date(&[header, (b"tEXt", b"date:create\x002004-01-11T22:45:15+00:00")]).is_none());
        let digits: String = block(4).iter().map(|byte| format!("{byte:02x}")).collect();
        let profile = format!("Raw profile type exif\0\nexif\n {}\n{digits}\n", block(4).len());
        assert!(date(&[header, (b"tEXt", profile.as_bytes())]).is_some());
    }

    #[test]
    fn a_quarter_turn_swaps_the_sides() {
        let turn = |n| exif(&[(Tag::Orientation, Value::Short(vec![n]))]).turn_upright(RgbImage::new(4, 2));
        assert_eq!((turn(6).0.dimensions(), turn(6).1), ((2, 4), true));
        assert_eq!((turn(3).0.dimensions(), turn(3).1), ((4, 2), false));
        // 262 is none, though its last eight bits are a quarter turn.
        for none in [99, 262, 0] {
            assert_eq!((turn(none).0.dimensions(), turn(none).1), ((4, 2), false));
        }
    }
}
