//! The map as a picture to keep or send: asks where to, draws it and writes it, all in one job.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, ensure};
use egui::Color32;

use super::super::dialogs::{self, Picked};
use super::super::text;
use crate::job::Job;
use crate::map::picture::{self, Drawn};
use crate::photo::{PhotoId, SharedFindings};
use crate::progress::{Progress, Stop};

/// What is drawn.
pub struct Picture {
    /// The photos.
    pub findings: SharedFindings,
    /// Where they lie.
    pub places: Arc<Vec<[f32; 2]>>,
    /// Which are tied.
    pub ties: Vec<[PhotoId; 2]>,
    /// A colour for each photo.
    pub inks: Vec<Color32>,
}

/// What came of it.
pub enum Export {
    /// It lies here.
    Written(PathBuf),
    /// The user closed the dialog.
    NotWanted,
}

/// Asks where to, then writes. Where there is no dialog it goes into the user's home under a name that is free.
pub fn ask(ctx: &egui::Context, picture: Picture) -> io::Result<Job<Export>> {
    let wake = ctx.clone();
    Job::start(
        "map-picture",
        move || wake.request_repaint(),
        move |progress| {
            let path = match dialogs::picture_place(text::export_map(), text::map_file_name()) {
                Picked::Paths(paths) => paths.into_iter().next(),
                Picked::Nothing => None,
                Picked::NoDialog => Some(free_name()),
            };
            match path {
                Some(path) => write(&picture, &as_png(path)?, progress).map(Export::Written),
                None => Ok(Export::NotWanted),
            }
        },
    )
}

/// The dialog has asked about the name that was typed, and about no other.
fn as_png(path: PathBuf) -> anyhow::Result<PathBuf> {
    let named = path.with_extension("png");
    ensure!(named == path || !named.exists(), "{} is there already", named.display());
    Ok(named)
}

fn free_name() -> PathBuf {
    let folder = std::env::home_dir().unwrap_or_default();
    let name = |n: u32| folder.join(format!("{}-{n}.png", text::map_file_name()));
    (1..).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(0))
}

fn write(picture: &Picture, path: &Path, progress: &Progress) -> Result<PathBuf, Stop> {
    let inks: Vec<[u8; 3]> = picture.inks.iter().map(|ink| [ink.r(), ink.g(), ink.b()]).collect();
    let ties: Vec<[usize; 2]> = picture.ties.iter().map(|tie| tie.map(PhotoId::index)).collect();
    let drawn = Drawn { photos: &picture.findings.photos, places: &picture.places, ties: &ties, inks: &inks };
    let pixels = picture::draw(&drawn, progress)?;
    pixels.save(path).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(path.to_owned())
}
