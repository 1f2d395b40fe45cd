//! What the cache keeps of a drawn library, held against digests: the names of its kinds are raised by hand, and a change that
//! made old rows wrong without a new name is noticed here. It is noticed as far as these pictures show it.
//!
//! The digests are the same on every machine: what is stored is computed from whole numbers, or from floats in one order by code
//! that is compiled for no kind of processor in particular, and these are rounded, because `sin` and `atan2` are the system's.
//! Left out is what depends on the processor: the network, whose place an [`Embed`]der of whole numbers takes (the model is part
//! of [`embed::made_by`]), and where t-SNE puts photos, so that of maps only the shape is held. Thumbnails are JPEGs, whoever
//! made them.

use std::path::Path;
use std::sync::Arc;

use image::codecs::jpeg::JpegEncoder;
use image::{RgbImage, imageops};
use tempfile::TempDir;

use super::*;
use crate::cache::{Fingerprint, ProofKey, Proved, Question, Remembered};
use crate::decode;
use crate::embed::{Embed, MakeEmbedder, Reply};
use crate::features::drawn::scene;
use crate::photo::{
    Annotations, CloseLook, ContentHash, EMBEDDING_LEN, Edit, Embedding, Extras, FileStamp, Metadata,
    Neighbours, PhotoFile, Placement, SkipReason, Transform, sample,
};
use crate::resize;

/// The bytes of the drawn files. Where these change, the libraries that write pictures have changed: all digests are to be
/// written anew, and no name is to be raised because of it.
const FILES: &str = "e809b4e473d58c53";

/// The names of all kinds, in the order of [`Cache::names`], each with a digest of what it stores.
const GOLDEN: [(&str, &str); 11] = [
    ("fingerprints-14/6", "fc89e8e5bfb2169f"),
    ("features-6", "f9f86b5c172ea5ad"),
    ("proofs-16", "e1114b64a44b231c"),
    ("looks-8", "50982867537925ca"),
    ("neighbours-5", "64a12a0d1df07827"),
    ("words-4", "0e067c6d1d07aa47"),
    ("sharing-4", "fa14eb803759d0ff"),
    ("answers-4", "f28e6f1fbcb4a4ab"),
    ("detail-2", "3ff619185b51cc1f"),
    ("pixels-1", "af936e0c75a1dd8b"),
    ("maps-1", "fe01ccff3d5dbda9"),
];

/// The mean colours of eight by eight parts, in place of the network.
struct MeanColours;

impl Embed for MeanColours {
    fn embed(&mut self, picture: RgbImage, reply: Reply) {
        let mut values = [0.0; EMBEDDING_LEN];
        for (value, mean) in values.iter_mut().zip(resize::to_size(picture, 8, 8).into_raw()) {
            *value = f32::from(mean) - 127.5;
        }
        reply(Embedding::new(&values).ok_or_else(|| "no colours".to_owned()));
    }
}

fn jpeg(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(picture).expect("encoded");
    bytes
}

fn saved(picture: &RgbImage, format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("encoded");
    bytes.into_inner()
}

/// One scene in all the ways that leave rows of some kind, other ones, and a page and a collage with parts of them.
fn drawn() -> Vec<(&'static str, Vec<u8>)> {
    use image::ImageFormat::{Bmp, Pnm};
    let (one, other) = (scene(1, 400, 300), scene(2, 400, 300));
    let good = jpeg(&one, 90);
    let unpacked = image::load_from_memory(&good).expect("decoded").into_rgb8();
    let mut framed = RgbImage::from_pixel(460, 360, image::Rgb([250; 3]));
    imageops::replace(&mut framed, &one, 30, 30);
    let mut page = scene(3, 750, 750);
    let large = imageops::resize(&one, 600, 450, imageops::FilterType::Triangle);
    imageops::replace(&mut page, &large, 60, 40);
    let mut collage = RgbImage::new(400, 150);
    for (picture, left) in [(&one, 0), (&other, 200)] {
        imageops::replace(&mut collage, &imageops::thumbnail(picture, 200, 150), left, 0);
    }
    let blurred = |picture: &RgbImage| imageops::filter3x3(picture, &[1.0 / 9.0; 9]);
    // Grain, because only where there are edges everywhere is one of two pictures the sharper one.
    let mut lone = scene(6, 400, 300);
    for (x, y, pixel) in lone.enumerate_pixels_mut() {
        let grain = ((x * 7 + y * 13 + x * y) % 29) as u8;
        pixel.0 = pixel.0.map(|level| (level / 2 + 40).saturating_add(grain));
    }
    let mut covered = one.clone();
    imageops::replace(&mut covered, &scene(4, 80, 60), 200, 120);
    vec![
        ("blurred.jpg", jpeg(&blurred(&one), 90)),
        ("collage.jpg", jpeg(&collage, 90)),
        ("covered.jpg", jpeg(&covered, 85)),
        ("crop.jpg", jpeg(&imageops::crop_imm(&one, 40, 30, 300, 225).to_image(), 88)),
        ("framed.bmp", saved(&framed, Bmp)),
        ("lone blurred.jpg", jpeg(&blurred(&blurred(&lone)), 90)),
        ("lone.jpg", jpeg(&lone, 90)),
        ("mirrored.jpg", jpeg(&imageops::flip_horizontal(&one), 80)),
        ("one.bmp", saved(&one, Bmp)),
        ("one.jpg", good),
        ("one.ppm", saved(&one, Pnm)),
        ("other.jpg", jpeg(&other, 92)),
        ("page.jpg", jpeg(&page, 90)),
        ("raw.dng", decode::sample::dng(&scene(5, 640, 480), [800, 600], 1)),
        ("small.jpg", jpeg(&imageops::thumbnail(&one, 200, 150), 88)),
        ("unpacked.bmp", saved(&unpacked, Bmp)),
    ]
}

/// The drawn files, what a scan found among them, and its cache.
struct Library {
    _folder: TempDir,
    cache: Cache,
    findings: Findings,
}

impl Library {
    fn scanned(drawn: &[(&str, Vec<u8>)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, bytes) in drawn {
            std::fs::write(folder.path().join(name), bytes).expect("written");
        }
        let cache = Cache::temporary("golden");
        let folders = Folders { scanned: vec![folder.path().to_owned()], ..Folders::default() };
        let request = ScanRequest { folders, threads: 1, cache: cache.clone() };
        let make_embedder: MakeEmbedder = Arc::new(|_| Ok(Box::new(MeanColours)));
        let context = ScanContext { make_embedder: &make_embedder, cache: &cache, threads: 1 };
        let (engine, progress) = (Engine::open(None), Progress::default());
        let mut findings = read(&request, &context, &engine, &progress).expect("read");
        assert_eq!(findings.photos.len(), drawn.len(), "{:?}", findings.skipped);
        compare(&mut findings, &cache, &progress).expect("compared");
        Self { _folder: folder, cache, findings }
    }

    fn contents(&self) -> Vec<ContentHash> {
        self.findings.photos.iter().map(|photo| photo.content).collect()
    }

    /// All pairs of different contents, in both orders.
    fn pairs(&self) -> Vec<[ContentHash; 2]> {
        let all = self.contents();
        let others = |one: &ContentHash| {
            let one = *one;
            all.iter().map(move |other| [one, *other]).filter(|[one, other]| one != other)
        };
        all.iter().flat_map(others).collect()
    }

    /// Caches with the rows of one kind each, in the order of [`GOLDEN`]: what the scan has kept, floats rounded and places on
    /// disk replaced by others, kept once more.
    fn by_kind(&self) -> [Cache; GOLDEN.len()] {
        let caches = std::array::from_fn(|_| Cache::temporary("golden"));
        let [prints, features, proofs, looks, near, words, sharing, answers, detail, pixels, maps] = &caches;
        let (contents, pairs) = (self.contents(), self.pairs());
        let scanned = [Path::new("/photos").to_owned()];
        prints.remember(&self.fingerprints());
        features.keep_features(&known(&contents, self.cache.features(&contents)));
        proofs.keep_proofs(&self.proofs());
        let of_pairs = known(&pairs, self.cache.looks(&pairs));
        looks.keep_looks(
            &of_pairs.into_iter().map(|(pair, look)| (pair, rounded_look(look))).collect::<Vec<_>>(),
        );
        near.keep_neighbours(&scanned, &self.neighbours());
        words.keep_words(&known(&contents, self.cache.words(&contents)));
        let mut compared = contents.clone();
        compared.sort_unstable();
        compared.dedup();
        let shared = self.cache.sharing(&self.findings.scanned, &compared).expect("compared");
        assert!(!shared.is_empty(), "nothing shares its features");
        sharing.keep_sharing(&scanned, &compared, &shared);
        let asked = [Question::Added, Question::Unpacked, Question::EnlargedInside, Question::Joined]
            .map(|question| pairs.iter().map(|pair| (question, *pair)).collect::<Vec<_>>());
        for asked in asked {
            let answered = known(&asked, self.cache.answers(&asked));
            assert!(!answered.is_empty(), "nothing is asked as {:?}", asked[0].0);
            answers.keep_answers(&answered);
        }
        detail.keep_detail(&self.detail());
        pixels.keep_pixels(&known(&contents, self.cache.pixels(&contents)));
        maps.keep_map("method", &[7; 32], &[[0.25, 0.5], [1.0, 0.0]]);
        caches
    }

    /// What was remembered of the files, one with everything that a photo can say, and one that is none.
    fn fingerprints(&self) -> Vec<(PhotoFile, Remembered)> {
        let files: Vec<PhotoFile> = self.findings.photos.iter().map(|photo| photo.file.clone()).collect();
        let placed = |file: &PhotoFile| {
            let name = file.path.file_name().expect("a name");
            let path = format!("/photos/{}", name.to_string_lossy()).into();
            PhotoFile { path, stamp: FileStamp { bytes: file.stamp.bytes, modified_ns: 5 }, ..file.clone() }
        };
        let recalled = files.iter().zip(self.cache.recall(&files));
        let mut rows: Vec<_> = recalled
            .map(|(file, recalled)| {
                let Fingerprint { metadata, content, embedding } =
                    recalled.expect("remembered").expect("a photo");
                let Metadata { damage, contrast, .. } = metadata;
                let metadata = Metadata { damage: rounded(damage), contrast: rounded(contrast), ..metadata };
                (placed(file), Ok(Fingerprint { metadata, content, embedding }))
            })
            .collect();
        let talkative = sample::photo("talkative.jpg");
        let metadata = full(talkative.metadata);
        let fingerprint =
            Fingerprint { metadata, content: talkative.content, embedding: talkative.embedding };
        rows.push((talkative.file, Ok(fingerprint)));
        let damaged = SkipReason::Damaged("JPEG".to_owned(), "it ends early".to_owned());
        rows.push((sample::photo("damaged.jpg").file, Err(damaged)));
        rows
    }

    fn proofs(&self) -> Vec<(ProofKey, Proved)> {
        let mut references = vec![None];
        references.extend(self.contents().into_iter().map(Some));
        let keys: Vec<ProofKey> = references
            .iter()
            .flat_map(|reference| {
                self.pairs().into_iter().map(|contents| ProofKey { contents, reference: *reference })
            })
            .collect();
        let mut rows = known(&keys, self.cache.proofs(&keys));
        let pictures = rows.iter().filter(|(_, proved)| matches!(proved, Proved::Picture(_))).count();
        let by_reference = rows.iter().filter(|(key, _)| key.reference.is_some()).count();
        assert!(pictures > 20 && by_reference > 10, "{pictures} pictures, {by_reference} by reference");
        for (_, proved) in &mut rows {
            if let Proved::Picture(edit) = proved {
                *edit = rounded_edit(edit);
            }
        }
        // What a scan need not have found among these, in the shape in which it would be kept.
        let close = CloseLook { areas: 3, share: 0.25, other_hue: true, relit: true, ..CloseLook::SAME };
        let looked_at = Edit { close: Some(close), ..sample::EDIT };
        let shapes = [Proved::Picture(looked_at), Proved::Frame, Proved::Nothing];
        rows.extend((0..).zip(shapes).map(|(number, proved)| {
            let contents = [number, 9].map(|byte| ContentHash([byte; 32]));
            (ProofKey { contents, reference: None }, proved)
        }));
        rows
    }

    /// With numbers in place of the names, which are made of paths.
    fn neighbours(&self) -> Neighbours {
        let (found, mut numbered) = (self.cache.neighbours(&self.findings.scanned), Neighbours::default());
        let places = 0..found.names().len();
        places.for_each(|place| numbered.push(place as u128, found.of(place).iter().copied()));
        numbered
    }

    fn detail(&self) -> Vec<((ContentHash, f32), f32)> {
        let scales = self.findings.pairs.related().iter().filter_map(|pair| Some(pair.link.proof?.scale));
        let times = scales.flat_map(|scale| [scale, 1.0 / scale]).chain([0.0]);
        let contents = self.contents();
        let mut asked: Vec<_> =
            times.flat_map(|times| contents.iter().map(move |content| (*content, times))).collect();
        asked.sort_by(|(a, s), (b, t)| a.cmp(b).then(s.total_cmp(t)));
        asked.dedup();
        let rows = known(&asked, self.cache.detail(&asked));
        let fine = rows.iter().filter(|((_, times), _)| *times == 0.0).count();
        assert!(fine > 0 && rows.len() > fine, "{fine} of {} ask for fine detail", rows.len());
        rows.into_iter()
            .map(|((content, times), share)| ((content, rounded(times)), rounded(share)))
            .collect()
    }
}

/// Those keys of which something is known, with it.
fn known<K: Clone, V>(keys: &[K], known: Vec<Option<V>>) -> Vec<(K, V)> {
    keys.iter().cloned().zip(known).filter_map(|(key, value)| Some((key, value?))).collect()
}

/// To hundredths; never a negative zero.
fn rounded(value: f32) -> f32 {
    (value * 100.0).round() / 100.0 + 0.0
}

fn rounded_look(look: CloseLook) -> CloseLook {
    CloseLook { share: rounded(look.share), likelihood: rounded(look.likelihood), ..look }
}

fn rounded_edit(edit: &Edit) -> Edit {
    let map = Transform(edit.placement.transform().0.map(|entry| f64::from(rounded(entry as f32))));
    Edit {
        shown: rounded(edit.shown),
        filled: rounded(edit.filled),
        scale: rounded(edit.scale),
        turn: rounded(edit.turn),
        covered: rounded(edit.covered),
        placement: Placement::new(&map).expect("a map"),
        close: edit.close.map(rounded_look),
        ..*edit
    }
}

/// Everything that metadata can hold.
fn full(metadata: Metadata) -> Metadata {
    let text = |text: &str| Some(text.to_owned());
    let annotations = Annotations {
        rating: Some(4),
        caption: text("caption"),
        keywords: vec!["keyword".to_owned()],
        people: vec!["somebody".to_owned()],
    };
    let extras = Extras {
        further_pictures: 3,
        film_ms: Some(1500),
        gain_map: true,
        wide_gamut: true,
        exposure: true,
        comment: text("comment"),
        artist: text("artist"),
        copyright: text("copyright"),
        ..Extras::NONE
    };
    Metadata {
        preview: Some([1600, 1200]),
        thousandths: Some(250),
        lens: text("lens"),
        gps: Some((48.5, 9.25)),
        damage: 0.5,
        annotations: Some(Box::new(annotations)),
        extras: Some(Box::new(extras)),
        grey: true,
        corners: crate::photo::PictureCorners::Round,
        ..metadata
    }
}

fn digest(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}

/// What is wrong with a kind that is called `name` and stores what has this digest, in one sentence.
fn wrong(name: &str, file: &str, digest: &str) -> Option<String> {
    match GOLDEN.iter().find(|(known, _)| *known == name) {
        Some((_, golden)) if *golden == digest => None,
        Some(_) => Some(format!(
            "what {name} stores has changed: raise its name in {file}, and write the new digest {digest} in \
             src/core/scan/golden.rs"
        )),
        None => {
            Some(format!("{name} is a new name: write it and its digest {digest} in src/core/scan/golden.rs"))
        }
    }
}

#[test]
fn what_a_kind_stores_changes_with_its_name() {
    let drawn = drawn();
    let files: Vec<u8> = drawn.iter().flat_map(|(_, bytes)| bytes.clone()).collect();
    let library = Library::scanned(&drawn);
    let digests = library.by_kind().map(|cache| {
        let rows = cache.rows();
        assert!(!rows.is_empty());
        digest(&rows)
    });
    let preprocessing = embed::made_by();
    let names = Cache::names(preprocessing.rsplit('/').next().unwrap_or_default());
    let mut wrong: Vec<String> =
        names.iter().zip(&digests).filter_map(|((name, file), digest)| wrong(name, file, digest)).collect();
    if digest(&files) != FILES {
        let files = digest(&files);
        wrong.insert(
            0,
            format!("the drawn files have changed, and all digests with them: they are {files} now"),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
