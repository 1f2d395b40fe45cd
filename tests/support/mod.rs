//! What the tests share: a folder of drawn photos and the copies people make of them, a trash that is not
//! the user's, and a renderer without a graphics processor.

#![allow(dead_code, reason = "each test file uses its own part of this")]
#![allow(clippy::expect_used, reason = "a fixture that cannot be made has failed the test")]

pub mod soft;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use image::{Rgb, RgbImage};
use lookalike::removal::Bin;

/// A temporary folder of photos that are drawn, the same ones in every run.
pub struct PhotoFolder {
    dir: tempfile::TempDir,
}

impl PhotoFolder {
    /// Nothing in it yet.
    pub fn empty() -> Self {
        Self { dir: tempfile::tempdir().expect("a temporary folder") }
    }

    /// Three photos; of the first an exact copy, of the second a smaller one.
    pub fn with_copies() -> Self {
        let folder = Self::empty();
        for seed in 1..=3 {
            folder.photo(&format!("photo {seed}.jpg"), seed);
        }
        folder.exact_copy("photo 1.jpg", "copies/photo 1 again.jpg");
        folder.resized("photo 2.jpg", "copies/photo 2 small.jpg", 320);
        folder
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// The path of a photo in it.
    pub fn file(&self, name: &str) -> PathBuf {
        let path = self.dir.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("created");
        path
    }

    /// A photo of 640 × 480 pixels; another scene for every seed.
    pub fn photo(&self, name: &str, seed: u64) -> PathBuf {
        self.write(name, &scene(seed, 640, 480), 92)
    }

    /// The same bytes under another name.
    pub fn exact_copy(&self, of: &str, name: &str) -> PathBuf {
        let to = self.file(name);
        std::fs::copy(self.file(of), &to).expect("copied");
        to
    }

    /// Scaled down to this width.
    pub fn resized(&self, of: &str, name: &str, width: u32) -> PathBuf {
        let picture = self.read(of);
        let height = picture.height() * width / picture.width();
        self.write(name, &imageops::resize(&picture, width, height, FilterType::CatmullRom), 88)
    }

    /// The middle of it; `percent` of each side stays.
    pub fn cropped(&self, of: &str, name: &str, percent: u32) -> PathBuf {
        let picture = self.read(of);
        let (width, height) = (picture.width() * percent / 100, picture.height() * percent / 100);
        let (left, top) = ((picture.width() - width) / 2, (picture.height() - height) / 2);
        self.write(name, &imageops::crop_imm(&picture, left, top, width, height).to_image(), 90)
    }

    /// Turned by a quarter.
    pub fn rotated(&self, of: &str, name: &str) -> PathBuf {
        self.write(name, &imageops::rotate90(&self.read(of)), 90)
    }

    /// Saved once more with less quality, 1 to 100.
    pub fn recompressed(&self, of: &str, name: &str, quality: u8) -> PathBuf {
        self.write(name, &self.read(of), quality)
    }

    /// Its first half.
    pub fn truncated(&self, of: &str, name: &str) -> PathBuf {
        let bytes = std::fs::read(self.file(of)).expect("read");
        let to = self.file(name);
        std::fs::write(&to, &bytes[..bytes.len() / 2]).expect("written");
        to
    }

    /// A file that is named like a photo and is none.
    pub fn corrupt(&self, name: &str) -> PathBuf {
        let to = self.file(name);
        std::fs::write(&to, b"this is no photo").expect("written");
        to
    }

    fn read(&self, name: &str) -> RgbImage {
        image::open(self.file(name)).expect("a photo").to_rgb8()
    }

    /// JPEG or PNG, by the name's ending.
    fn write(&self, name: &str, picture: &RgbImage, quality: u8) -> PathBuf {
        let to = self.file(name);
        if to.extension().is_some_and(|ending| ending == "png") {
            picture.save(&to).expect("written");
        } else {
            let out = BufWriter::new(File::create(&to).expect("created"));
            JpegEncoder::new_with_quality(out, quality).encode_image(picture).expect("written");
        }
        to
    }
}

/// A drawn scene with a little noise: landscape, wall, bubbles or stripes in turn, so that scenes with
/// neighbouring seeds do not look alike to a network that has only seen photos.
pub fn scene(seed: u64, width: u32, height: u32) -> RgbImage {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let colours: Vec<[f32; 3]> =
        (0..12).map(|_| [0; 3].map(|_: u8| random.below(220) as f32 + 20.0)).collect();
    let spots: Vec<[f32; 3]> =
        (0..12).map(|_| [0; 3].map(|_: u8| random.below(100) as f32 / 100.0)).collect();
    let turn = random.below(60) as f32 / 60.0;
    RgbImage::from_fn(width, height, |x, y| {
        let (u, v) = (x as f32 / width as f32, y as f32 / height as f32);
        let [base, light] = match seed % 4 {
            0 => [colours[usize::from(v > 0.4 + 0.1 * (u * 9.0 + turn * 6.0).sin())], [1.2 - v; 3]],
            1 => {
                let row = (v * 9.0) as usize;
                let brick = (u * 6.0 + (row % 2) as f32 * 0.5) as usize;
                [colours[(row * 5 + brick * 3) % 12], [if v * 9.0 % 1.0 < 0.12 { 0.4 } else { 1.0 }; 3]]
            }
            2 => [[235.0, 238.0, 240.0], [1.0 - 0.3 * v; 3]],
            _ => [colours[((u * (1.0 - turn) + v * turn) * 14.0) as usize % 12], [0.8 + 0.3 * u; 3]],
        };
        let things = if seed % 4 == 2 { &spots[..] } else { &spots[..2] };
        let mut pixel: [f32; 3] = std::array::from_fn(|at| base[at] * light[at]);
        for (at, [left, top, size]) in things.iter().enumerate() {
            let (dx, dy) = ((u - left) / (0.05 + size * 0.15), (v - top) / (0.05 + size * 0.2));
            if dx * dx + dy * dy < 1.0 {
                pixel = colours[at].map(|c| c * (1.1 - 0.4 * (dx + dy).abs().min(1.0)));
            }
        }
        let noise = random.below(13) as f32 - 6.0;
        Rgb(pixel.map(|c| (c + noise).clamp(0.0, 255.0) as u8))
    })
}

/// Xorshift: the same numbers everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// A trash in a temporary folder.
pub struct FakeTrash {
    dir: tempfile::TempDir,
    held: Mutex<BTreeSet<PathBuf>>,
}

impl FakeTrash {
    /// Nothing in it yet.
    pub fn new() -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        Self { dir, held: Mutex::new(BTreeSet::new()) }
    }

    /// Where its photos came from.
    pub fn contents(&self) -> Vec<PathBuf> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

impl Bin for FakeTrash {
    fn put(&self, path: &Path) -> Result<(), String> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let to = self.dir.path().join(held.len().to_string());
        std::fs::copy(path, to)
            .and_then(|_| std::fs::remove_file(path))
            .map_err(|error| error.to_string())?;
        held.insert(path.to_owned());
        Ok(())
    }

    fn holds(&self, path: &Path) -> Option<bool> {
        Some(self.held.lock().unwrap_or_else(PoisonError::into_inner).contains(path))
    }
}
