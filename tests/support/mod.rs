//! What the integration tests share: a folder of drawn photos with copies derived from them, the program's
//! binary run on it, a trash that is not the user's, and a renderer without a graphics processor.

#![allow(dead_code, clippy::allow_attributes, reason = "each test binary uses a part of it")]
#![expect(clippy::expect_used, reason = "a test without its folder has failed")]

pub mod soft;
pub mod trash;
pub mod window;

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage, imageops};
use tempfile::TempDir;

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

/// A picture with the statistics of a photograph: soft light, a horizon, and things in it. The same for the
/// same seed, and as different as two photographs for different ones.
pub fn scene(seed: u64, width: u32, height: u32) -> RgbImage {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let sky = random.colour();
    let ground = random.colour();
    let horizon = 0.3 + 0.4 * random.unit();
    let things: Vec<Thing> = (0..14).map(|_| Thing::new(&mut random)).collect();
    RgbImage::from_fn(width, height, |x, y| {
        let (u, v) = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(height));
        let (base, light) = if v < horizon { (sky, 1.0 - 0.5 * v) } else { (ground, 0.4 + 0.6 * v) };
        let thing = things.iter().rev().find(|thing| thing.covers(u, v));
        let (colour, shade) = thing.map_or((base, light), |thing| (thing.colour, thing.shade(u, v)));
        let grain = 0.06 * ((u * 91.0 + seed as f64).sin() * (v * 73.0).cos());
        Rgb(colour.map(|c| (c * (shade + grain)).clamp(0.0, 255.0) as u8))
    })
}

/// A box or a ball.
struct Thing {
    centre: (f64, f64),
    size: (f64, f64),
    round: bool,
    stripes: f64,
    colour: [f64; 3],
}

impl Thing {
    fn new(random: &mut Random) -> Self {
        Self {
            centre: (random.unit(), random.unit()),
            size: (0.04 + 0.2 * random.unit(), 0.04 + 0.2 * random.unit()),
            round: random.unit() < 0.5,
            stripes: 40.0 * random.unit(),
            colour: random.colour(),
        }
    }

    fn offset(&self, u: f64, v: f64) -> (f64, f64) {
        ((u - self.centre.0) / self.size.0, (v - self.centre.1) / self.size.1)
    }

    fn covers(&self, u: f64, v: f64) -> bool {
        let (du, dv) = self.offset(u, v);
        if self.round { du * du + dv * dv < 1.0 } else { du.abs() < 1.0 && dv.abs() < 1.0 }
    }

    fn shade(&self, u: f64, v: f64) -> f64 {
        let (du, dv) = self.offset(u, v);
        0.75 - 0.3 * dv + 0.15 * (self.stripes * (du + 0.5 * dv)).sin()
    }
}

/// Numbers that look random and are the same everywhere (xorshift64*, Vigna 2016).
struct Random(u64);

impl Random {
    /// 0 to 1.
    fn unit(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn colour(&mut self) -> [f64; 3] {
        [0, 1, 2].map(|_| 30.0 + 220.0 * self.unit())
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
        command.output().expect("it starts")
    }
}
