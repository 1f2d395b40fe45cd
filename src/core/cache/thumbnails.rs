//! Small pictures of photos, remembered by content within a limit on disk: a list of thousands of groups is drawn
//! without opening their photos again. Two generations of them are kept: what is used goes into the young one; when
//! that is full, the old one, which nobody asked for since, is forgotten and the young one grows old.

use std::io::Cursor;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use image::RgbImage;
use image::codecs::jpeg::JpegEncoder;
use rusqlite::{OptionalExtension, params};

use super::evict::{Space, bytes_in_use, number};
use super::store::{Kind, Store, Table, id, sealed, unsealed};
use crate::photo::{ContentHash, Notice};

/// Content → JPEG.
const THUMBNAILS: Kind = Kind { name: "thumbnails-2", table: Table::Results };

/// Good enough at twice the size a list shows; a picture of 256 pixels takes about 12 kB.
const QUALITY: u8 = 82;
/// Pictures that are written in one go.
const BATCH: usize = 24;

/// The small pictures of this process.
pub struct Thumbnails {
    store: Arc<Store>,
    waiting: Mutex<Vec<(ContentHash, Vec<u8>)>>,
    /// Bytes of the file at most, roughly.
    limit: u64,
}

impl Thumbnails {
    /// The pictures in `file`, kept within `limit` bytes. As [`super::Cache::at`] it is opened when it is first needed, and
    /// whatever is wrong with it costs time only.
    pub fn at(file: &Path, limit: u64) -> Self {
        Self { store: Arc::new(Store::new(Some(file))), waiting: Mutex::default(), limit }
    }

    /// What the user should know by now, in sentences, each once.
    pub fn notices(&self) -> Vec<Notice> {
        self.store.notices()
    }

    /// The room they take on disk.
    pub fn space(&self) -> Space {
        Space(Arc::clone(&self.store))
    }

    /// The small picture of a photo with this content, if it is remembered.
    pub fn get(&self, content: ContentHash) -> Option<RgbImage> {
        let (bytes, is_old) = self.look_up(content)?;
        let picture = image::load_from_memory_with_format(&bytes, image::ImageFormat::Jpeg).ok()?;
        if is_old {
            self.keep(content, bytes);
        }
        Some(picture.into_rgb8())
    }

    /// Remembers the small picture of a photo with this content.
    pub fn put(&self, content: ContentHash, picture: &RgbImage) {
        let mut bytes = Cursor::new(Vec::new());
        match JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(picture) {
            Ok(()) => self.keep(content, bytes.into_inner()),
            Err(error) => log::warn!("a thumbnail cannot be written down: {error}"),
        }
    }

    /// The bytes, and whether they were written in a former generation.
    fn look_up(&self, content: ContentHash) -> Option<(Vec<u8>, bool)> {
        let (kind, key) = (THUMBNAILS, &content.0);
        let (value, is_old) = self.store.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT value, used FROM results WHERE id = ?1")?;
            let generation = number(connection, "user_version")?;
            let row = statement.query_row([id(kind, key)], |row| {
                let value = unsealed(kind.name, key, row.get_ref(0)?).map(<[u8]>::to_vec);
                Ok((value, row.get_ref(1)?.as_i64().is_ok_and(|used| used < generation)))
            });
            row.optional()
        })??;
        if value.is_none() {
            self.store.tell_of_rows();
        }
        Some((value?, is_old))
    }

    fn keep(&self, content: ContentHash, bytes: Vec<u8>) {
        let mut waiting = self.waiting();
        waiting.push((content, bytes));
        let batch = if waiting.len() >= BATCH { std::mem::take(&mut *waiting) } else { Vec::new() };
        drop(waiting);
        self.write(&batch);
    }

    fn write(&self, batch: &[(ContentHash, Vec<u8>)]) {
        if batch.is_empty() {
            return;
        }
        self.store.write(|connection| {
            let generation = number(connection, "user_version")?;
            let mut statement = connection
                .prepare_cached("INSERT OR REPLACE INTO results (id, value, used) VALUES (?1, ?2, ?3)")?;
            for (content, bytes) in batch {
                let value = sealed(THUMBNAILS.name, &content.0, bytes);
                statement.execute(params![id(THUMBNAILS, &content.0), value, generation])?;
            }
            // The first generation has half of the room, as each later one has once the one before it is gone.
            let most = if generation == 0 { self.limit / 2 } else { self.limit };
            if bytes_in_use(connection)? > most {
                connection.execute("DELETE FROM results WHERE used < ?1", [generation])?;
                connection.pragma_update(None, "user_version", generation + 1)?;
            }
            Ok(())
        });
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<(ContentHash, Vec<u8>)>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Thumbnails {
    fn drop(&mut self) {
        let batch = std::mem::take(&mut *self.waiting());
        self.write(&batch);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(number: u8) -> ContentHash {
        ContentHash([number; 32])
    }

    fn picture(shade: u8) -> RgbImage {
        RgbImage::from_pixel(64, 48, image::Rgb([shade, 90, 200]))
    }

    #[test]
    fn pictures_come_back_in_this_window_and_another() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("deep/thumbnails.sqlite");
        let other = Thumbnails::at(&file, 1 << 20);
        Thumbnails::at(&file, 1 << 20).put(content(1), &picture(30));
        let store = Thumbnails::at(&file, 1 << 20);
        for store in [&store, &other] {
            let back = store.get(content(1)).expect("remembered");
            assert_eq!(back.dimensions(), (64, 48));
            assert!(back.get_pixel(30, 20).0[0].abs_diff(30) < 6);
            assert!(store.get(content(2)).is_none());
        }
        store.space().clear().expect("cleared");
        assert!(store.get(content(1)).is_none() && other.get(content(1)).is_none());
        assert_eq!([store.notices(), other.notices()], [const { Vec::<Notice>::new() }; 2]);
    }

    #[test]
    fn what_nobody_asks_for_is_forgotten_first() {
        let dir = tempfile::tempdir().expect("a folder");
        let store = Thumbnails::at(&dir.path().join("t.sqlite"), 400_000);
        let grain = |seed: u32| {
            RgbImage::from_fn(64, 64, |x, y| {
                image::Rgb([x * 7, y * 13, x * y].map(|v| ((v + seed * 31) % 251) as u8))
            })
        };
        for number in 0..240 {
            store.put(content(number), &grain(u32::from(number)));
            assert!(
                number < BATCH as u8 || store.get(content(0)).is_some(),
                "asked for all the time, after {number}"
            );
        }
        let bytes = store.store.read(bytes_in_use).expect("read");
        assert!(bytes < 500_000, "{bytes}");
        assert!(store.get(content(1)).is_none());
        assert!(store.get(content(230)).is_some() || store.waiting().len() < BATCH);
    }
}
