//! What the integration tests share: a folder of drawn photos with copies derived from them, the program's
//! binary run on it, a trash that is not the user's, and a renderer without a graphics processor.

#![allow(dead_code, clippy::allow_attributes, reason = "each test binary uses a part of it")]
#![expect(clippy::expect_used, reason = "a test without its folder has failed")]

pub mod photo;
pub mod scene;
pub mod soft;
pub mod trash;
pub mod window;

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use image::codecs::jpeg::JpegEncoder;
use image::{RgbImage, imageops};
use tempfile::TempDir;

pub use scene::scene;

/// A temporary folder that photos are drawn into.
pub struct PhotoFolder {
    dir: TempDir,
}

impl PhotoFolder {
    /// An empty folder.
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().expect("a temporary folder") }
    }

    /// Three scenes: the first with a recompressed and a smaller copy and an exact one, the second with a
    /// PNG, the third alone; and a file that is no photo.
    pub fn small_library() -> Self {
        let folder = Self::new();
        let [one, two, three] = [1, 2, 3].map(|seed| scene(seed, 640, 480));
        let original = folder.jpeg("one.jpg", &one, 92);
        folder.bytes("backup/one.jpg", &std::fs::read(original).expect("written above"));
        folder.jpeg("one-messenger.jpg", &one, 60);
        folder.jpeg("one-small.jpg", &imageops::thumbnail(&one, 400, 300), 85);
        folder.jpeg("two.jpg", &two, 92);
        folder.png("two.png", &two);
        folder.jpeg("three.jpg", &three, 92);
        folder.bytes("broken.jpg", b"\xFF\xD8\xFF\xE0 cut off");
        folder
    }

    /// Three scenes: of the first an exact copy, of the second a smaller one.
    pub fn with_copies() -> Self {
        let folder = Self::new();
        let [one, two, three] = [1, 2, 3].map(|seed| scene(seed, 640, 480));
        let original = folder.jpeg("one.jpg", &one, 92);
        let copy = folder.bytes("one again.jpg", &std::fs::read(&original).expect("written above"));
        // File systems differ in how finely they tell time, and the oldest copy is kept.
        let written = std::fs::metadata(original).and_then(|metadata| metadata.modified()).expect("a time");
        let later = std::fs::File::options().write(true).open(copy).expect("written above");
        later.set_modified(written + std::time::Duration::from_secs(60)).expect("set");
        folder.jpeg("two.jpg", &two, 92);
        folder.jpeg("two small.jpg", &imageops::thumbnail(&two, 400, 300), 88);
        folder.jpeg("three.jpg", &three, 92);
        folder
    }

    /// A scene, and a copy of it that is compressed more and has something else in a part of it.
    pub fn with_a_sticker() -> Self {
        let folder = Self::new();
        let original = scene(4, 1200, 900);
        folder.jpeg("original.jpg", &original, 92);
        let mut sticker = original;
        imageops::replace(&mut sticker, &scene(11, 320, 240), 500, 300);
        folder.jpeg("sticker.jpg", &sticker, 80);
        folder
    }

    /// Where it is, links resolved as the program does.
    pub fn path(&self) -> PathBuf {
        self.dir.path().canonicalize().expect("it exists")
    }

    /// The path of a name in it.
    pub fn at(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Writes a JPEG of that quality, 1 to 100.
    pub fn jpeg(&self, name: &str, picture: &RgbImage, quality: u8) -> PathBuf {
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(picture).expect("encoded");
        self.bytes(name, &bytes)
    }

    /// Writes a JPEG with this EXIF orientation, 1 to 8, and nothing else in its EXIF.
    pub fn jpeg_turned(&self, name: &str, picture: &RgbImage, orientation: u8) -> PathBuf {
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, 92).encode_image(picture).expect("encoded");
        let mut exif = b"\xFF\xE1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
        bytes.splice(2..2, exif);
        self.bytes(name, &bytes)
    }

    /// Writes a PNG.
    pub fn png(&self, name: &str, picture: &RgbImage) -> PathBuf {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, image::ImageFormat::Png).expect("encoded");
        self.bytes(name, &bytes.into_inner())
    }

    /// Writes a file as it is.
    pub fn bytes(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.at(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(&path, bytes).expect("written");
        path
    }
}

/// The program with a home of its own, so that no test sees another's cache or the user's.
pub struct Program {
    home: TempDir,
}

impl Program {
    /// A program never started before.
    pub fn new() -> Self {
        Self { home: tempfile::tempdir().expect("a temporary home") }
    }

    /// Its home.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Runs it without a display and waits for its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("it starts")
    }

    /// The same, about to start.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lookalike"));
        let home = self.home.path();
        command.args(arguments).env("HOME", home).current_dir(home);
        for variable in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "ORT_DYLIB_PATH", "LOOKALIKE_DEVICE"]
        {
            command.env_remove(variable);
        }
        for (variable, folder) in [
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_RUNTIME_DIR", "run"),
        ] {
            command.env(variable, home.join(folder));
        }
        command
    }
}
