//! What EXIF says: the way up, when, where and with what. Read from the container whatever it is; nothing
//! here can fail, a photo without EXIF just says less.

use std::io::Cursor;

use exif::{Context, Field, In, Reader, Tag, Value};
use image::metadata::Orientation;
use image::{DynamicImage, RgbImage};

use super::jpeg;
use crate::photo::Format;

/// Longest text taken over from a photo; cameras write a few dozen letters.
const MAX_TEXT: usize = 100;

/// The EXIF of one file; empty where there is none.
pub struct Exif(Option<exif::Exif>);

impl Exif {
    /// Of a file of this format.
    pub fn of(format: Format, bytes: &[u8]) -> Self {
        Self::read(if format == Format::Jpeg { jpeg::head(bytes) } else { bytes })
    }

    fn read(bytes: &[u8]) -> Self {
        let mut reader = Reader::new();
        reader.continue_on_error(true);
        let read = reader.read_from_container(&mut Cursor::new(bytes));
        Self(read.or_else(|error| error.distill_partial_result(|_| ())).ok())
    }

    /// Turns a picture the right way up; also says whether width and height swapped.
    pub fn turn_upright(&self, picture: RgbImage) -> (RgbImage, bool) {
        let orientation = self.number(Tag::Orientation).and_then(|n| Orientation::from_exif(n as u8));
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

    /// `YYYY-MM-DD HH:MM:SS`, or `None` if there is none or it is no date (cameras write zeros).
    pub fn taken(&self) -> Option<String> {
        let field = self.field(Tag::DateTimeOriginal).or_else(|| self.field(Tag::DateTimeDigitized))?;
        let Value::Ascii(texts) = &field.value else { return None };
        let date = exif::DateTime::from_ascii(texts.first()?).ok()?;
        let real = date.year > 0 && (1..=12).contains(&date.month) && (1..=31).contains(&date.day);
        real.then(|| date.to_string())
    }

    /// Thousandths of the second in which it was taken, 0 to 999.
    pub fn thousandths(&self) -> Option<u16> {
        let text = self.text(Tag::SubSecTimeOriginal).or_else(|| self.text(Tag::SubSecTimeDigitized))?;
        let digits: String = text.chars().chain("000".chars()).take(3).collect();
        digits.parse().ok()
    }

    /// Maker and model; the maker is left out where the model begins with it.
    pub fn camera(&self) -> Option<String> {
        match (self.text(Tag::Make), self.text(Tag::Model)) {
            (Some(make), Some(model)) if model.to_lowercase().starts_with(&make.to_lowercase()) => {
                Some(model)
            }
            (Some(make), Some(model)) => Some(format!("{make} {model}")),
            (make, model) => model.or(make),
        }
    }

    pub fn lens(&self) -> Option<String> {
        self.text(Tag::LensModel)
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
        let latitude = self.degrees(Tag::GPSLatitude, Tag::GPSLatitudeRef, "S")?;
        let longitude = self.degrees(Tag::GPSLongitude, Tag::GPSLongitudeRef, "W")?;
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
        let Value::Ascii(texts) = &self.field(tag)?.value else { return None };
        let text = String::from_utf8_lossy(texts.first()?);
        let text: String = text.chars().filter(|c| !c.is_control()).take(MAX_TEXT).collect();
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn number(&self, tag: Tag) -> Option<u32> {
        self.field(tag)?.value.get_uint(0)
    }

    pub(super) fn field(&self, tag: Tag) -> Option<&Field> {
        self.0.as_ref()?.get_field(tag, In::PRIMARY)
    }
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
        Exif(Some(Reader::new().read_raw(bytes.into_inner()).expect("read back")))
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
        assert_eq!(exif.taken().as_deref(), Some("2024-05-01 12:30:00"));
        assert_eq!(exif.thousandths(), Some(250));
        assert_eq!(exif.gps(), Some((-48.5, 9.01)));
        assert_eq!(exif.lens(), None);
        assert_eq!((exif.rating(), exif.caption().as_deref()), (Some(4), Some("Grandma at the lake")));
    }

    #[test]
    fn zeros_are_no_date_and_nothing_is_no_exif() {
        assert_eq!(exif(&[(Tag::DateTimeOriginal, text("0000:00:00 00:00:00"))]).taken(), None);
        assert_eq!(Exif::read(b"no container at all").camera(), None);
    }

    #[test]
    fn a_quarter_turn_swaps_the_sides() {
        let turn = |n| exif(&[(Tag::Orientation, Value::Short(vec![n]))]).turn_upright(RgbImage::new(4, 2));
        assert_eq!((turn(6).0.dimensions(), turn(6).1), ((2, 4), true));
        assert_eq!((turn(3).0.dimensions(), turn(3).1), ((4, 2), false));
        assert_eq!((turn(99).0.dimensions(), turn(99).1), ((4, 2), false));
    }
}
