//! What is remembered comes back or is made anew, whatever becomes of the file and whoever else uses it.

use std::fs;

use proptest::prelude::*;
use proptest::test_runner::TestRng;
use rusqlite::types::ValueRef;
use tempfile::TempDir;

use super::store::NOTED_EVERY;
use super::*;
use crate::photo::sample::photo;

const NONE: [Notice; 0] = [];

fn sample(name: &str) -> (PhotoFile, Fingerprint) {
    let photo = photo(name);
    let fingerprint =
        Fingerprint { metadata: photo.metadata, content: photo.content, embedding: photo.embedding };
    (photo.file, fingerprint)
}

/// Photos, each with a content of its own.
fn library(count: usize) -> Vec<(PhotoFile, Fingerprint)> {
    let one = |at: usize| {
        let (file, mut fingerprint) = sample(&format!("album {}/{at:05}.jpg", at % 7));
        fingerprint.content = ContentHash(*blake3::hash(&at.to_le_bytes()).as_bytes());
        (file, fingerprint)
    };
    (0..count).map(one).collect()
}

fn remember(cache: &Cache, library: &[(PhotoFile, Fingerprint)]) {
    for some in library.chunks(50) {
        let rows: Vec<_> = some.iter().map(|(file, print)| (file.clone(), Ok(print.clone()))).collect();
        let features: Vec<_> =
            some.iter().map(|(_, print)| (print.content, features(print.content))).collect();
        cache.keep_features(&features);
        cache.remember(&rows);
    }
}

/// Bytes that follow from a content.
fn features(content: ContentHash) -> Vec<u8> {
    let mut bytes = vec![0; 12_000];
    blake3::Hasher::new().update(&content.0).finalize_xof().fill(&mut bytes);
    bytes
}

impl Cache {
    /// What a cache may lose of photos whose fingerprints it still has.
    pub fn lose_features_and_proofs(&self) {
        self.store.write(|connection| connection.execute_batch("DELETE FROM features; DELETE FROM results"));
    }

    /// All rows as they lie on disk, but for the days on which they were used.
    pub fn rows(&self) -> Vec<u8> {
        const FROM_ALL: [&str; 3] = [
            "SELECT path, content, value FROM fingerprints ORDER BY path",
            "SELECT id, value FROM features ORDER BY id",
            "SELECT id, value FROM results ORDER BY id",
        ];
        let mut bytes = Vec::new();
        for select in FROM_ALL {
            let append = |connection: &Connection| {
                let mut statement = connection.prepare(select)?;
                let (columns, mut rows) = (statement.column_count(), statement.query([])?);
                while let Some(row) = rows.next()? {
                    for column in 0..columns {
                        match row.get_ref(column)? {
                            ValueRef::Integer(number) => bytes.extend(number.to_le_bytes()),
                            ValueRef::Blob(value) => bytes.extend(value),
                            _ => bytes.push(0),
                        }
                    }
                }
                Ok(())
            };
            self.store.read(append).expect("read");
        }
        bytes
    }

    /// The name of each kind, and where it is raised. Fingerprints have that of their preprocessing as well.
    pub fn names(preprocessing: &str) -> [(String, &'static str); 11] {
        let prints = format!("{FINGERPRINTS}/{preprocessing}");
        [
            (prints, "src/core/cache/mod.rs, or PREPROCESSING in src/core/embed/model.rs"),
            (proofs::FEATURES.name.to_owned(), "src/core/cache/proofs.rs"),
            (proofs::PROOFS.name.to_owned(), "src/core/cache/proofs.rs"),
            (looks::LOOKS.name.to_owned(), "src/core/cache/looks.rs"),
            (neighbours::NEIGHBOURS.name.to_owned(), "src/core/cache/neighbours.rs"),
            (words::WORDS.name.to_owned(), "src/core/cache/words.rs"),
            (words::SHARING.name.to_owned(), "src/core/cache/words.rs"),
            (answers::ANSWERS.name.to_owned(), "src/core/cache/answers.rs"),
            (detail::DETAIL.name.to_owned(), "src/core/cache/detail.rs"),
            (pixels::PIXELS.name.to_owned(), "src/core/cache/pixels.rs"),
            (maps::MAPS.name.to_owned(), "src/core/cache/maps.rs"),
        ]
    }
}

/// The same cache so many days later.
fn after(days: i64, file: &Path) -> Cache {
    let mut store = Store::new(Some(file));
    store.now += days;
    Cache { store: Arc::new(store), ..Cache::at(file, "model") }
}

fn folder() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("deep/cache.sqlite");
    (dir, file)
}

#[test]
fn what_was_remembered_comes_back_to_the_bit() {
    let (_dir, file) = folder();
    let ((one, fingerprint), (two, _), (three, _)) = (sample("a"), sample("b"), sample("c"));
    let damaged = Err(SkipReason::Damaged("JPEG".to_owned(), "why".to_owned()));
    let cache = Cache::at(&file, "model 1");
    cache.remember(&[(one.clone(), Ok(fingerprint.clone())), (two.clone(), damaged.clone())]);
    drop(cache);
    let files = [one, two, three];
    let cache = Cache::at(&file, "model 1");
    assert_eq!(cache.recall(&files), [Some(Ok(fingerprint)), Some(damaged), None]);
    let mut changed = files.clone();
    changed[0].stamp.modified_ns += 1;
    assert_eq!(cache.recall(&changed)[0], None);
    assert_eq!(Cache::at(&file, "model 2").recall(&files), [None, None, None]);
    assert_eq!(cache.notices(), NONE);
}

#[test]
fn a_photo_is_known_by_its_content_until_its_file_changes() {
    let cache = Cache::temporary("model");
    let ((mut file, fingerprint), mut other) = (sample("a"), sample("b").1);
    other.content = ContentHash([9; 32]);
    assert_eq!(cache.recall_content(fingerprint.content), None);
    cache.remember(&[(file.clone(), Ok(fingerprint.clone()))]);
    assert_eq!(cache.recall_content(fingerprint.content), Some(fingerprint.clone()));
    // What was known of the file's former content goes with it.
    file.stamp.bytes += 1;
    cache.remember(&[(file, Ok(other.clone()))]);
    assert_eq!(cache.recall_content(fingerprint.content), None);
    assert_eq!(cache.recall_content(other.content), Some(other));
}

#[test]
fn several_handles_share_a_file() {
    let (_dir, file) = folder();
    let library = library(400);
    let caches: Vec<Cache> = (0..4).map(|_| Cache::at(&file, "model")).collect();
    std::thread::scope(|scope| {
        for (cache, part) in caches.iter().zip(library.chunks(100)) {
            scope.spawn(move || {
                part.chunks(5).for_each(|few| remember(cache, few));
                assert_eq!(cache.recall(&[part[99].0.clone()]), [Some(Ok(part[99].1.clone()))]);
            });
        }
    });
    let files: Vec<_> = library.iter().map(|(file, _)| file.clone()).collect();
    for cache in &caches {
        assert!(cache.recall(&files).iter().all(Option::is_some));
        assert_eq!(cache.notices(), NONE);
    }
}

#[test]
fn what_is_no_cache_is_left_as_it_is_and_said_once() {
    let (dir, file) = folder();
    let library = library(3);
    fs::create_dir_all(file.parent().expect("a folder")).expect("made");
    fs::write(&file, "no database at all").expect("written");
    let cache = Cache::at(&file, "model");
    remember(&cache, &library);
    let notices = cache.notices();
    assert!(notices.len() == 1 && notices[0].to_string().contains("cache.sqlite"), "{notices:?}");
    assert_eq!(fs::read(&file).expect("there still"), b"no database at all");
    let again = Cache::at(&file, "model");
    assert_eq!(again.recall(&[library[0].0.clone()]), [Some(Ok(library[0].1.clone()))]);
    assert_eq!(again.notices(), NONE);
    assert!(dir.path().join("deep/cache-2.sqlite").exists());
}

#[test]
fn without_a_place_everything_is_remembered_for_this_time() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("file"), "").expect("written");
    let library = library(3);
    // A file where its folder should be, and a folder where it should be itself.
    for file in [dir.path().join("file/cache.sqlite"), dir.path().to_owned()] {
        let cache = Cache::at(&file, "model");
        remember(&cache, &library);
        assert_eq!(cache.recall(&[library[2].0.clone()]), [Some(Ok(library[2].1.clone()))]);
        let notices = cache.notices();
        assert!(
            notices.len() == 1 && notices[0].to_string().contains("nothing is remembered"),
            "{notices:?}"
        );
        assert!(Cache::at(&file, "model").recall(&[library[2].0.clone()]) == [None]);
    }
}

#[test]
fn another_process_that_holds_the_file_costs_time_only() {
    let (_dir, file) = folder();
    let library = library(2);
    let cache = Cache::at(&file, "model");
    remember(&cache, &library[..1]);
    let other = Connection::open(&file).expect("opened");
    other.execute_batch("BEGIN EXCLUSIVE").expect("locked");
    cache.store.database().expect("open").writer().busy_timeout(std::time::Duration::ZERO).expect("set");
    remember(&cache, &library[1..]);
    let files = [library[0].0.clone(), library[1].0.clone()];
    assert_eq!(cache.recall(&files), [Some(Ok(library[0].1.clone())), None]);
    let notices = cache.notices();
    assert!(notices.len() == 1 && notices[0].to_string().contains("could not be written"), "{notices:?}");
}

#[test]
fn what_nobody_uses_for_long_goes_and_what_is_used_stays() {
    let (_dir, file) = folder();
    let library = library(2);
    let files = [library[0].0.clone(), library[1].0.clone()];
    let contents = [library[0].1.content, library[1].1.content];
    remember(&after(0, &file), &library);
    after(0, &file).keep_pixels(&contents.map(|content| (content, None)));
    for day in (NOTED_EVERY..=120).step_by(NOTED_EVERY as usize) {
        let cache = after(day, &file);
        assert!(cache.recall(&files[..1])[0].is_some() && cache.pixels(&contents[..1])[0].is_some());
    }
    let cache = after(125, &file);
    remember(&cache, &[]);
    cache.store.evict();
    assert!(cache.recall(&files)[0].is_some() && cache.recall(&files)[1].is_none());
    assert!(cache.pixels(&contents)[0].is_some() && cache.pixels(&contents)[1].is_none());
    assert!(cache.features(&contents)[0].is_some() && cache.features(&contents)[1].is_none());
}

#[test]
fn too_much_loses_what_was_used_the_longest_ago() {
    let (_dir, file) = folder();
    let library = library(300);
    for (at, some) in library.chunks(100).enumerate() {
        remember(&after(at as i64 * 20, &file), some);
    }
    let known = |cache: &Cache| {
        let files: Vec<_> = library.iter().map(|(file, _)| file.clone()).collect();
        let known = cache.recall(&files);
        [0, 100, 200].map(|start| known[start..start + 100].iter().flatten().count())
    };
    let cache = after(41, &file);
    let before = cache.space().bytes();
    cache.store.evict_beyond(before * 3 / 4);
    assert_eq!(known(&cache), [0, 100, 100]);
    assert!(cache.space().bytes() < before * 4 / 5, "{} of {before} are left", cache.space().bytes());
    cache.store.evict_beyond(1);
    assert_eq!(known(&cache), [0, 100, 100], "what was asked for just now stays");
}

#[test]
fn a_cleared_cache_is_small_and_empty() {
    let (_dir, file) = folder();
    let (cache, library) = (Cache::at(&file, "model"), library(500));
    cache.space().clear().expect("nothing to clear");
    remember(&cache, &library);
    let before = cache.space().bytes();
    cache.space().clear().expect("cleared");
    assert!(cache.space().bytes() < before / 4, "{} of {before} are left", cache.space().bytes());
    assert_eq!(cache.recall(&[library[0].0.clone()]), [None]);
    assert_eq!(cache.notices(), NONE);
}

#[test]
fn a_row_that_lies_under_another_key_is_not_believed() {
    let (cache, library) = (Cache::temporary("model"), library(2));
    let (files, contents) = ([0, 1].map(|at| library[at].0.clone()), [0, 1].map(|at| library[at].1.content));
    remember(&cache, &library[..1]);
    cache.keep_pixels(&[(contents[0], None)]);
    cache.store.write(|connection| {
        let [one, other] = [0, 1].map(|at| path_bytes(&files[at]));
        connection.execute("UPDATE fingerprints SET path = ?2 WHERE path = ?1", params![one, other])?;
        let [one, other] = contents.map(content_number);
        connection.execute("UPDATE fingerprints SET content = ?2 WHERE content = ?1", params![one, other])?;
        connection.execute("UPDATE features SET id = ?2 WHERE id = ?1", params![one, other])?;
        let [one, other] = contents.map(|content| store::id(pixels::PIXELS, &content.0));
        connection.execute("UPDATE results SET id = ?2 WHERE id = ?1", params![one, other]).map(drop)
    });
    assert_eq!(cache.recall(&files), [None, None]);
    assert_eq!(contents.map(|content| cache.recall_content(content)), [None, None]);
    assert_eq!(cache.features(&contents), [None, None]);
    assert_eq!(cache.pixels(&contents), [None, None]);
    assert_eq!(cache.notices(), [Notice::CacheRowsDamaged]);
}

/// Damages a cache at random and uses it: nothing may fail, and nothing that is wrong may be believed. Returns whether
/// something was lost, and whether anything was said.
fn use_damaged(bytes: &[u8], library: &[(PhotoFile, Fingerprint)], rng: &mut TestRng) -> (bool, bool) {
    let mut bytes = bytes.to_vec();
    for _ in 0..rng.random_range(1..=16) {
        let at = rng.random_range(0..bytes.len());
        match rng.random_range(0..4) {
            0 => bytes[at] ^= 1 << rng.random_range(0..8),
            1 => bytes[at] = rng.random(),
            2 => {
                let end = bytes.len().min(at + rng.random_range(1..5000));
                bytes[at..end].fill(0);
            }
            _ if rng.random_range(0..8) == 0 => bytes.truncate(at.max(1)),
            _ => bytes[rng.random_range(0..100)] = rng.random(),
        }
        if bytes.len() < 100 {
            break;
        }
    }
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("cache.sqlite");
    fs::write(&file, &bytes).expect("written");
    let cache = Cache::at(&file, "model");
    let files: Vec<_> = library.iter().map(|(file, _)| file.clone()).collect();
    let recalled = cache.recall(&files);
    let contents: Vec<_> = library.iter().map(|(_, print)| print.content).collect();
    let kept = cache.features(&contents);
    for (((_, print), recalled), kept) in library.iter().zip(&recalled).zip(&kept) {
        assert!(recalled.as_ref().is_none_or(|recalled| recalled.as_ref() == Ok(print)));
        assert!(kept.as_ref().is_none_or(|kept| *kept == features(print.content)));
        assert!(cache.recall_content(print.content).is_none_or(|known| known == *print));
    }
    let lost = recalled.iter().any(Option::is_none) || kept.iter().any(Option::is_none);
    // It is made anew, and whole from then on.
    remember(&cache, library);
    cache.store.evict_beyond(0);
    let again = Cache::at(&file, "model");
    let whole = again.recall(&files).iter().all(Option::is_some);
    let said = [cache.notices(), again.notices()].concat();
    assert!(whole || !said.is_empty(), "what cannot be kept is said");
    (lost, !said.is_empty())
}

#[test]
fn a_damaged_cache_costs_time_only() {
    let (_dir, file) = folder();
    let library = library(60);
    let cache = Cache::at(&file, "model");
    remember(&cache, &library);
    drop(cache);
    let bytes = fs::read(&file).expect("written");
    let rounds = std::env::var("ROUNDS").ok().and_then(|typed| typed.parse().ok()).unwrap_or(200);
    let mut rng = TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha);
    let mut silent = 0;
    let mut lossy = 0;
    for _ in 0..rounds {
        let (lost, said) = use_damaged(&bytes, &library, &mut rng);
        lossy += usize::from(lost);
        silent += usize::from(lost && !said);
    }
    assert!(lossy > rounds / 4, "{lossy} of {rounds} lost something");
    // A row whose key was hit is not found, as if it had never been written.
    assert!(silent * 10 <= rounds, "{silent} of {lossy} were not said");
}
