//! The workers with a stand-in for the network.

use super::*;
use crate::decode::hanging;
use crate::embed::Reply;
use crate::identity;
use crate::photo::{EMBEDDING_LEN, Embedding};
use image::RgbImage;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The mean colour, three times, in place of the network; counts what it was asked.
struct MeanColour(Arc<AtomicUsize>);

impl Embed for MeanColour {
    fn embed(&mut self, picture: RgbImage, reply: Reply) {
        self.0.fetch_add(1, Ordering::Relaxed);
        let mut values = [0.0; EMBEDDING_LEN];
        for pixel in picture.pixels() {
            (0..3).for_each(|channel| values[channel] += f32::from(pixel.0[channel]));
        }
        reply(Embedding::new(&values).ok_or_else(|| "black".to_owned()));
    }
}

/// The same, but it breaks, for good, on a picture of this red.
struct Breaking(MeanColour, u8, bool);

impl Embed for Breaking {
    fn embed(&mut self, picture: RgbImage, reply: Reply) {
        self.2 |= picture.get_pixel(0, 0).0[0] == self.1;
        assert!(!self.2, "broken");
        self.0.embed(picture, reply);
    }
}

fn files(folder: &Path, count: u8) -> Vec<PhotoFile> {
    (0..count)
        .map(|n| {
            let path = folder.join(format!("{n}.png"));
            RgbImage::from_pixel(8, 8, image::Rgb([n + 1, 100, 200])).save(&path).expect("saved");
            if n == 3 {
                std::fs::write(&path, b"not a picture").expect("written");
            }
            let (id, stamp) = identity::stat(&path).expect("a file");
            PhotoFile { path, id, stamp, protected: false, preferred: None, companions: Vec::new() }
        })
        .collect()
}

fn run(
    files: &[PhotoFile],
    cache: &Cache,
    threads: usize,
    progress: &Progress,
) -> (Result<Fingerprinted, Stop>, usize) {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let make: MakeEmbedder = Arc::new(move |_| Ok(Box::new(MeanColour(Arc::clone(&counted)))));
    let context = ScanContext { make_embedder: &make, cache, threads };
    let done = fingerprint(files.to_vec(), &context, progress, &mut |_| ());
    (done, asked.load(Ordering::Relaxed))
}

fn nowhere() -> Cache {
    Cache::temporary("model")
}

#[test]
fn what_breaks_the_engine_costs_one_photo() {
    let dir = tempfile::tempdir().expect("a folder");
    let make: MakeEmbedder = Arc::new(|_| Ok(Box::new(Breaking(MeanColour(Arc::default()), 2, false))));
    let (cache, progress) = (nowhere(), Progress::default());
    let context = ScanContext { make_embedder: &make, cache: &cache, threads: 1 };
    let done = fingerprint(files(dir.path(), 3), &context, &progress, &mut |_| ()).expect("not stopped");
    let names: Vec<_> = done.photos.iter().filter_map(|photo| photo.path().file_name()).collect();
    assert_eq!(names, ["0.png", "2.png"]);
    let [skipped] = &done.skipped[..] else { panic!("{:?}", done.skipped) };
    assert_eq!(skipped.path, dir.path().join("1.png"));
    assert_eq!(skipped.reason, SkipReason::Other("the program broke down on it".to_owned()));
}

#[test]
fn every_file_is_a_photo_or_skipped_whatever_the_threads() {
    let dir = tempfile::tempdir().expect("a folder");
    let files = files(dir.path(), 12);
    let (one, _) = run(&files, &nowhere(), 1, &Progress::default());
    let (four, asked) = run(&files, &nowhere(), 4, &Progress::default());
    let (one, four) = (one.expect("done"), four.expect("done"));
    assert_eq!((one.photos.len(), one.skipped.len(), asked), (11, 1, 11));
    let paths = |f: &Fingerprinted| f.photos.iter().map(|p| p.path().to_owned()).collect::<Vec<_>>();
    assert_eq!(paths(&one), paths(&four));
    assert_eq!(one.skipped, four.skipped);
}

#[test]
fn a_second_scan_opens_nothing_and_finds_the_same() {
    let dir = tempfile::tempdir().expect("a folder");
    let files = files(dir.path(), 6);
    let cache = Cache::at(&dir.path().join("cache"), "model");
    let (first, _) = run(&files, &cache, 2, &Progress::default());
    let (second, asked) = run(&files, &cache, 2, &Progress::default());
    let (first, second) = (first.expect("done"), second.expect("done"));
    assert_eq!((second.decoded, second.remembered, asked), (0, 6, 0));
    let embeddings = |f: &Fingerprinted| f.photos.iter().map(|p| p.embedding.clone()).collect::<Vec<_>>();
    assert_eq!(embeddings(&first), embeddings(&second));
    assert_eq!(first.skipped, second.skipped);
}

#[test]
fn a_photo_that_was_moved_is_known_by_its_content() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut files = files(dir.path(), 3);
    let cache = Cache::at(&dir.path().join("cache"), "model");
    let (before, _) = run(&files, &cache, 2, &Progress::default());
    let elsewhere = dir.path().join("elsewhere.png");
    std::fs::rename(&files[2].path, &elsewhere).expect("moved");
    files[2].path = elsewhere;
    let (after, asked) = run(&files, &cache, 2, &Progress::default());
    let (before, after) = (before.expect("done"), after.expect("done"));
    assert_eq!((after.decoded, asked), (1, 0));
    assert_eq!(before.photos[2].embedding, after.photos[2].embedding);
    assert_eq!(before.photos[2].metadata, after.photos[2].metadata);
}

#[test]
fn a_cancelled_scan_stops() {
    let dir = tempfile::tempdir().expect("a folder");
    let files = files(dir.path(), 6);
    let progress = Progress::default();
    progress.cancel();
    assert!(matches!(run(&files, &nowhere(), 2, &progress).0, Err(Stop::Cancelled)));
}

#[test]
fn a_vanished_file_is_skipped_and_not_remembered() {
    let dir = tempfile::tempdir().expect("a folder");
    let files = files(dir.path(), 3);
    let cache = Cache::at(&dir.path().join("cache"), "model");
    std::fs::rename(&files[0].path, dir.path().join("elsewhere")).expect("moved");
    let (done, _) = run(&files, &cache, 2, &Progress::default());
    assert_eq!(done.expect("done").skipped.len(), 1);
    assert_eq!(cache.recall(&files[..1]), [None]);
}

#[test]
fn a_decoder_that_hangs_does_not_hold_a_cancel() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut files = files(dir.path(), 3);
    files[1].path = dir.path().join(hanging::NAME);
    let hung = files[1].path.clone();
    let (ended, _) = hanging::cancelled_at(&hung, |progress| run(&files, &nowhere(), 2, progress));
    assert!(matches!(ended, Err(Stop::Cancelled)));
}

/// Answers later and from elsewhere, as a device does; what it is given at the end of a full hand it drops.
struct Later(Sender<(RgbImage, Reply)>);

impl Embed for Later {
    fn embed(&mut self, picture: RgbImage, reply: Reply) {
        self.0.send((picture, reply)).expect("somebody answers");
    }
}

#[test]
fn nobody_waits_for_an_answer_and_one_that_never_comes_costs_one_photo() {
    let dir = tempfile::tempdir().expect("a folder");
    let files = files(dir.path(), 12);
    let (hand_in, given) = unbounded::<(RgbImage, Reply)>();
    // One worker, and all eleven pictures before the first answer.
    let device = std::thread::spawn(move || {
        let all: Vec<_> = (0..11).map(|_| given.recv().expect("handed in")).collect();
        for (at, (picture, reply)) in all.into_iter().enumerate() {
            if at != 5 {
                MeanColour(Arc::default()).embed(picture, reply);
            }
        }
    });
    let make: MakeEmbedder = Arc::new(move |photos| {
        assert_eq!(photos, 12);
        Ok(Box::new(Later(hand_in.clone())))
    });
    let cache = nowhere();
    let context = ScanContext { make_embedder: &make, cache: &cache, threads: 1 };
    let done = fingerprint(files, &context, &Progress::default(), &mut |_| ()).expect("not stopped");
    device.join().expect("no panic");
    assert_eq!((done.photos.len(), done.skipped.len()), (10, 2));
    let reasons: Vec<_> = done.skipped.iter().map(|skipped| skipped.reason.clone()).collect();
    assert!(reasons.contains(&SkipReason::Other("the program broke down on it".to_owned())), "{reasons:?}");
}
