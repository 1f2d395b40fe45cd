//! What the pixels say about two photos of which one shows the other with more around it, or in a format that keeps more.
//! Each question is asked once, of photos that are read once for all their pairs; answers are remembered by content.

use std::collections::HashMap;

use rayon::prelude::*;

use super::pictures::Pictures;
use super::{canvas, detail};
use crate::cache::{Asked, Cache, Question};
use crate::photo::{Edit, ExtraContent, Format, Pair, Photo, PhotoId};
use crate::progress::{Cancelled, Stop};

/// Share of the pixels of a photo that are those of a JPEG, to the last bit, if it was made from it. Of 60 photographs saved
/// as JPEG at quality 100 without subsampling 0.91 at most are those of the original, at 98 0.70 (`tests/accuracy/detail.py`).
const UNPACKED: f64 = 0.95;

/// Long side that is asked for where nothing but the whole photo will do.
const WHOLE_PX: u32 = u32::MAX;

/// Sides of two photos, turns in degrees: what is more is not one picture at one place.
const SAME_SIZE: f32 = 0.005;
const SAME_TURN: f32 = 0.5;

/// The inner photo, the outer one, and what is known.
#[derive(Default)]
pub struct Answers(HashMap<(Question, PhotoId, PhotoId), bool>);

/// A question about two photos.
#[derive(Clone, Copy)]
struct Wanted {
    question: Question,
    inner: PhotoId,
    outer: PhotoId,
    edit: Edit,
}

impl Answers {
    /// What is told of the first photo and the second.
    #[cfg(test)]
    pub fn told(answers: &[(Question, bool)]) -> Self {
        Self(
            answers.iter().map(|(question, answer)| ((*question, PhotoId(0), PhotoId(1)), *answer)).collect(),
        )
    }

    /// Asks what nobody has asked about these pairs.
    pub fn ask(
        &mut self,
        photos: &[Photo],
        pairs: &[Pair],
        cache: &Cache,
        pictures: &Pictures<'_>,
    ) -> Result<(), Stop> {
        let pixels = Pixels { photos, pictures };
        self.ask_all(&[Question::Added, Question::Unpacked], pairs, cache, &pixels)?;
        // Only of what turns out to be added is it asked how large the photo is in there, and whether it is a half.
        self.ask_all(&[Question::EnlargedInside, Question::Joined], pairs, cache, &pixels)
    }

    fn ask_all(
        &mut self,
        questions: &[Question],
        pairs: &[Pair],
        cache: &Cache,
        pixels: &Pixels<'_>,
    ) -> Result<(), Stop> {
        let seen = pairs.iter().flat_map(seen_both_ways);
        let asked = seen.flat_map(|(inner, outer, edit)| {
            questions.iter().map(move |question| Wanted { question: *question, inner, outer, edit })
        });
        let mut wanted: Vec<Wanted> = asked.filter(|wanted| self.is_open(pixels.photos, wanted)).collect();
        wanted.sort_by_key(|wanted| (wanted.outer, wanted.question, wanted.inner));
        let content = |id: PhotoId| pixels.photos[id.index()].content;
        let keys: Vec<Asked> =
            wanted.iter().map(|of| (of.question, [content(of.inner), content(of.outer)])).collect();
        let known = cache.answers(&keys);
        let open: Vec<usize> = (0..wanted.len()).filter(|at| known[*at].is_none()).collect();
        let is_one_look = |a: &usize, b: &usize| {
            (wanted[*a].outer, wanted[*a].question) == (wanted[*b].outer, wanted[*b].question)
        };
        let looks: Vec<&[usize]> = open.chunk_by(is_one_look).collect();
        let answered: Vec<Vec<Option<bool>>> = looks
            .par_iter()
            .map(|places| pixels.look(&places.iter().map(|at| wanted[*at]).collect::<Vec<_>>()))
            .collect::<Result<_, Cancelled>>()?;
        let mut answers = known;
        for (at, answer) in open.iter().zip(answered.into_iter().flatten()) {
            answers[*at] = answer;
        }
        let fresh = open.iter().filter_map(|at| Some((keys[*at], answers[*at]?)));
        cache.keep_answers(&fresh.collect::<Vec<_>>());
        for (of, answer) in wanted.iter().zip(answers) {
            self.0.insert((of.question, of.inner, of.outer), answer.unwrap_or_else(|| of.unread()));
        }
        Ok(())
    }

    /// It is worth a question, and has not been asked.
    fn is_open(&self, photos: &[Photo], of: &Wanted) -> bool {
        let Wanted { question, inner, outer, edit } = of;
        let is_asked = match question {
            Question::Added => is_plain(edit) || is_part_of_picture(edit),
            Question::Unpacked => may_be_unpacked(&photos[inner.index()], &photos[outer.index()], edit),
            Question::Joined => {
                is_part_of_picture(edit)
                    && is_upright(edit)
                    && canvas::fills_one_end(&edit.placement)
                    && self.is(Question::Added, *inner, *outer) == Some(true)
            }
            Question::EnlargedInside => {
                edit.scale >= detail::ENLARGED_INSIDE
                    && is_upright(edit)
                    && photos[outer.index()].metadata.camera.is_none()
                    && self.is(Question::Added, *inner, *outer) == Some(true)
            }
        };
        is_asked && self.is(*question, *inner, *outer).is_none()
    }

    /// The answer, if it was asked.
    pub fn is(&self, question: Question, inner: PhotoId, outer: PhotoId) -> Option<bool> {
        self.0.get(&(question, inner, outer)).copied()
    }
}

impl Wanted {
    /// What is believed of photos that cannot be read now: what the proof says.
    fn unread(&self) -> bool {
        self.question == Question::Added && self.edit.other_beyond != ExtraContent::Plain
    }
}

/// Where the pixels come from.
struct Pixels<'a> {
    photos: &'a [Photo],
    pictures: &'a Pictures<'a>,
}

impl Pixels<'_> {
    /// Answers one question about one outer photo and those inside of it; `None` where one cannot be read now.
    fn look(&self, wanted: &[Wanted]) -> Result<Vec<Option<bool>>, Cancelled> {
        let Some(Wanted { question, outer, .. }) = wanted.first() else { return Ok(Vec::new()) };
        let long_side = match question {
            Question::Added | Question::Joined => canvas::LOOKED_AT,
            Question::Unpacked => WHOLE_PX,
            Question::EnlargedInside => detail::LOOKED_AT,
        };
        let photo = |id: &PhotoId| &self.photos[id.index()];
        let Some(picture) = self.pictures.at_most(photo(outer), long_side)? else {
            return Ok(vec![None; wanted.len()]);
        };
        Ok(match question {
            Question::Added => {
                let ground = canvas::Ground::new(&picture);
                let is_added = |Wanted { edit, .. }: &Wanted| match is_plain(edit) {
                    true => ground.is_added(&edit.placement),
                    false => ground.has_seam(&edit.placement),
                };
                wanted.iter().map(|of| Some(is_added(of))).collect()
            }
            Question::Joined => {
                let ground = canvas::Ground::new(&picture);
                wanted.iter().map(|of| Some(ground.is_joined(&of.edit.placement))).collect()
            }
            Question::Unpacked => {
                let mut answers = Vec::with_capacity(wanted.len());
                for Wanted { inner, .. } in wanted {
                    let inner = self.pictures.at_most(photo(inner), long_side)?;
                    answers.push(inner.map(|inner| share_of_equal(&inner, &picture) >= UNPACKED));
                }
                answers
            }
            Question::EnlargedInside => {
                let metadata = &photo(outer).metadata;
                let shrunk = picture.width() as f32 / metadata.width.max(1) as f32;
                let is_enlarged = |Wanted { edit, .. }: &Wanted| {
                    detail::is_enlarged_inside(&picture, &edit.placement, edit.scale * shrunk)
                };
                wanted.iter().map(|of| Some(is_enlarged(of))).collect()
            }
        })
    }
}

/// Share of the pixels that two pictures have in common at the same places, 0 to 1; 0 if they are not of one size.
fn share_of_equal(one: &image::RgbImage, other: &image::RgbImage) -> f64 {
    let count = one.pixels().len();
    if one.dimensions() != other.dimensions() || count == 0 {
        return 0.0;
    }
    one.pixels().zip(other.pixels()).filter(|(one, other)| one == other).count() as f64 / count as f64
}

/// One lies over the other as it is, and only the other's format loses nothing.
fn may_be_unpacked(inner: &Photo, outer: &Photo, edit: &Edit) -> bool {
    let [one, other] = [&inner.metadata, &outer.metadata];
    one.format == Format::Jpeg
        && other.format.is_lossless()
        && [one.width, one.height] == [other.width, other.height]
        && (edit.scale - 1.0).abs() <= SAME_SIZE
        && edit.turn.abs() <= SAME_TURN
        && !edit.mirrored
        && !edit.same_pixels
}

/// The inner photo, the outer one, and the edit seen from the inner one.
pub fn seen_both_ways(pair: &Pair) -> impl Iterator<Item = (PhotoId, PhotoId, Edit)> + use<> {
    let (a, b) = (pair.a, pair.b);
    pair.link.proof.into_iter().flat_map(move |edit| [(a, b, edit), (b, a, edit.reversed())])
}

/// What is around the inner photo is a plain ground, as a border is.
pub fn is_plain(edit: &Edit) -> bool {
    matches!(edit.other_beyond, ExtraContent::Plain | ExtraContent::Frame) && edit.filled < Edit::WHOLE
}

/// The inner photo is whole, and around it is more to see.
pub fn is_part_of_picture(edit: &Edit) -> bool {
    edit.other_beyond == ExtraContent::Picture && edit.shown >= Edit::WHOLE && edit.filled < Edit::WHOLE
}

/// Pictures are put beside others as they are, or in quarter turns; what is askew is a part that was cut out.
pub fn is_upright(edit: &Edit) -> bool {
    !canvas::is_askew(edit) && !edit.placement.transform().is_projective()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::drawn::scene;
    use crate::photo::{ContentHash, sample};
    use crate::progress::Progress;
    use image::codecs::jpeg::JpegEncoder;

    #[test]
    fn what_was_made_of_a_jpeg_and_saved_without_loss_is_told_from_the_source_of_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let photo = |name: &str, format: Format| {
            let mut photo = sample::photo(name);
            photo.file.path = folder.path().join(name);
            let bytes = std::fs::read(photo.path()).expect("read");
            photo.content = ContentHash(*blake3::hash(&bytes).as_bytes());
            (photo.metadata.width, photo.metadata.height, photo.metadata.format) = (480, 360, format);
            photo
        };
        let drawn = scene(3, 480, 360);
        let at = |name: &str| folder.path().join(name);
        drawn.save(at("source.png")).expect("written");
        let file = std::fs::File::create(at("photo.jpg")).expect("made");
        JpegEncoder::new_with_quality(file, 92).encode_image(&drawn).expect("written");
        let mut cut = image::open(at("photo.jpg")).expect("read").to_rgb8();
        (0..12).for_each(|x| (0..12 - x).for_each(|y| cut.put_pixel(x, y, image::Rgb([255; 3]))));
        cut.save(at("corner.png")).expect("written");

        let photos = [
            photo("photo.jpg", Format::Jpeg),
            photo("corner.png", Format::Png),
            photo("source.png", Format::Png),
        ];
        let progress = Progress::default();
        let pixels = Pixels { photos: &photos, pictures: &Pictures::new(&progress) };
        let is_unpacked = |outer: u32| {
            let (inner, outer, edit) = (PhotoId(0), PhotoId(outer), sample::EDIT);
            pixels.look(&[Wanted { question: Question::Unpacked, inner, outer, edit }]).expect("looked at")
        };
        assert_eq!([is_unpacked(1), is_unpacked(2)], [[Some(true)], [Some(false)]]);
        let whole = Edit { scale: 1.0, turn: 0.0, mirrored: false, same_pixels: false, ..sample::EDIT };
        assert!(may_be_unpacked(&photos[0], &photos[1], &whole));
        assert!(!may_be_unpacked(&photos[1], &photos[0], &whole));
        assert!(!may_be_unpacked(&photos[0], &photos[1], &Edit { turn: 90.0, ..whole }));
    }
}
