//! Small pictures of photos, remembered by content within a limit on disk: a list of thousands of groups is drawn
//! without opening their photos again. In two halves: what is used goes into the young one; when that is full, the
//! old one, which nobody asked for since, is forgotten and the young one grows old.

use std::io::Cursor;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use image::RgbImage;
use image::codecs::jpeg::JpegEncoder;
use redb::{Database, ReadableDatabase, ReadableTableMetadata, TableDefinition};

use crate::photo::ContentHash;

type Table = TableDefinition<'static, &'static [u8; 32], &'static [u8]>;

const YOUNG: Table = TableDefinition::new("thumbnails-young-1");
const OLD: Table = TableDefinition::new("thumbnails-old-1");

/// Good enough at twice the size a list shows; a picture of 256 pixels takes about 12 kB.
const QUALITY: u8 = 82;
/// Pictures that are written in one go.
const BATCH: usize = 24;
/// Bytes of the file that the database keeps in memory.
const MEMORY: usize = 8 << 20;

/// An open store.
pub struct Thumbnails {
    database: RwLock<Database>,
    waiting: Mutex<Vec<(ContentHash, Vec<u8>)>>,
    /// Bytes of pictures kept, roughly.
    limit: u64,
}

impl Thumbnails {
    /// Opens the store at `file` and keeps it within `limit` bytes of pictures. The error says why there is none:
    /// another Lookalike uses it, or the disk does not let it.
    pub fn open(file: &Path, limit: u64) -> anyhow::Result<Self> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let create = || Database::builder().set_cache_size(MEMORY).create(file);
        let database = match create() {
            Err(error) if !matches!(error, redb::DatabaseError::DatabaseAlreadyOpen) => {
                // A file that is no store is set aside, never overwritten.
                std::fs::rename(file, super::aside(file))?;
                create()?
            }
            result => result?,
        };
        let write = database.begin_write()?;
        write.open_table(YOUNG)?;
        write.open_table(OLD)?;
        write.commit()?;
        Ok(Self { database: RwLock::new(database), waiting: Mutex::default(), limit })
    }

    /// The small picture of a photo with this content, if it is remembered.
    pub fn get(&self, content: ContentHash) -> Option<RgbImage> {
        match self.look_up(content) {
            Ok(Some((bytes, young))) => {
                let picture = image::load_from_memory_with_format(&bytes, image::ImageFormat::Jpeg).ok()?;
                if !young {
                    self.keep(content, bytes);
                }
                Some(picture.into_rgb8())
            }
            Ok(None) => None,
            Err(error) => {
                log::warn!("thumbnails cannot be read: {error:#}");
                None
            }
        }
    }

    /// Remembers the small picture of a photo with this content.
    pub fn put(&self, content: ContentHash, picture: &RgbImage) {
        let mut bytes = Cursor::new(Vec::new());
        match JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(picture) {
            Ok(()) => self.keep(content, bytes.into_inner()),
            Err(error) => log::warn!("a thumbnail cannot be written down: {error}"),
        }
    }

    /// Bytes of all pictures.
    pub fn bytes(&self) -> u64 {
        let stored = || -> anyhow::Result<u64> {
            let read = self.database.read().unwrap_or_else(PoisonError::into_inner).begin_read()?;
            let young = read.open_table(YOUNG)?.stats()?.stored_bytes();
            Ok(young + read.open_table(OLD)?.stats()?.stored_bytes())
        };
        stored().unwrap_or(0)
    }

    /// Forgets all pictures and gives their room back to the disk.
    pub fn clear(&self) -> anyhow::Result<()> {
        self.waiting().clear();
        let mut database = self.database.write().unwrap_or_else(PoisonError::into_inner);
        let write = database.begin_write()?;
        for table in [YOUNG, OLD] {
            write.delete_table(table)?;
            write.open_table(table)?;
        }
        write.commit()?;
        while database.compact()? {}
        Ok(())
    }

    /// The bytes, and whether they are young.
    fn look_up(&self, content: ContentHash) -> anyhow::Result<Option<(Vec<u8>, bool)>> {
        let read = self.database.read().unwrap_or_else(PoisonError::into_inner).begin_read()?;
        for (table, young) in [(YOUNG, true), (OLD, false)] {
            if let Some(bytes) = read.open_table(table)?.get(&content.0)? {
                return Ok(Some((bytes.value().to_vec(), young)));
            }
        }
        Ok(None)
    }

    fn keep(&self, content: ContentHash, bytes: Vec<u8>) {
        let mut waiting = self.waiting();
        waiting.push((content, bytes));
        let batch = if waiting.len() >= BATCH { std::mem::take(&mut *waiting) } else { Vec::new() };
        drop(waiting);
        self.write(batch);
    }

    fn write(&self, batch: Vec<(ContentHash, Vec<u8>)>) {
        if let Err(error) = self.try_to_write(&batch) {
            log::warn!("thumbnails cannot be written: {error:#}");
        }
    }

    fn try_to_write(&self, batch: &[(ContentHash, Vec<u8>)]) -> anyhow::Result<()> {
        if batch.is_empty() {
            return Ok(());
        }
        let database = self.database.read().unwrap_or_else(PoisonError::into_inner);
        let write = database.begin_write()?;
        let full = {
            let mut young = write.open_table(YOUNG)?;
            for (content, bytes) in batch {
                young.insert(&content.0, bytes.as_slice())?;
            }
            young.stats()?.stored_bytes() > self.limit / 2
        };
        if full {
            write.delete_table(OLD)?;
            write.rename_table(YOUNG, OLD)?;
            write.open_table(YOUNG)?;
        }
        write.commit()?;
        Ok(())
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<(ContentHash, Vec<u8>)>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Thumbnails {
    fn drop(&mut self) {
        let batch = std::mem::take(&mut *self.waiting());
        self.write(batch);
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
    fn pictures_come_back_and_a_second_window_is_told_to_do_without() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("deep/thumbnails.redb");
        {
            let store = Thumbnails::open(&file, 1 << 20).expect("a store");
            store.put(content(1), &picture(30));
            assert!(Thumbnails::open(&file, 1 << 20).is_err());
        }
        let store = Thumbnails::open(&file, 1 << 20).expect("a store");
        let back = store.get(content(1)).expect("remembered");
        assert_eq!(back.dimensions(), (64, 48));
        assert!(back.get_pixel(30, 20).0[0].abs_diff(30) < 6);
        assert!(store.get(content(2)).is_none());
        store.clear().expect("cleared");
        assert!(store.get(content(1)).is_none());
        assert_eq!(store.bytes(), 0);
    }

    #[test]
    fn what_nobody_asks_for_is_forgotten_first() {
        let dir = tempfile::tempdir().expect("a folder");
        let store = Thumbnails::open(&dir.path().join("t.redb"), 200_000).expect("a store");
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
        assert!(store.bytes() < 250_000, "{}", store.bytes());
        assert!(store.get(content(1)).is_none());
        assert!(store.get(content(230)).is_some() || store.waiting().len() < BATCH);
    }

    #[test]
    fn a_file_that_is_no_store_is_set_aside() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("t.redb");
        std::fs::write(&file, "no database").expect("written");
        Thumbnails::open(&file, 1 << 20).expect("a store").put(content(1), &picture(1));
        assert_eq!(std::fs::read(dir.path().join("t.unreadable-1")).expect("kept"), b"no database");
    }
}
