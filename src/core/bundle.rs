//! Which files belong to one photo, by name and folder: RAW and JPEG, what photo editors and Google Takeout write beside it,
//! notes and voice memos, the movie of a live or motion photo, the edited version beside a phone's original. `discover` gathers them before anything is opened, so
//! that they are one photo from then on and never duplicates of each other.

mod sidecars;
mod takeout;

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use rayon::prelude::*;

pub use self::sidecars::read_sidecars;
use crate::decode::format;
use crate::photo::{Companion, CompanionKind, PhotoFile};

/// A larger movie is that of no live or motion photo, which lasts three seconds, but a film of the same name.
const LARGEST_MOVIE: u64 = 64 << 20;

/// Endings of files that are looked at only because they may belong to a photo.
const COMPANION_ENDINGS: [&str; 15] = [
    "xmp", "aae", "pp3", "dop", "on1", "cos", "json", "txt", "wav", "thm", "mov", "mp4", "mp", "mp4~", "mov~",
];

/// Those among them of movies: Apple's, Google's and Samsung's; with "~" what Google Takeout cut off from a motion photo.
const MOVIE_ENDINGS: [&str; 5] = ["mov", "mp4", "mp", "mp4~", "mov~"];

/// Endings of what cameras write beside a RAW file and phones beside a movie, the likelier first.
const CAMERA_ENDINGS: [&[&str]; 2] = [&["heic", "heif", "hif"], &["jpg", "jpeg", "jpe", "jfif", "mpo"]];

/// What Google Takeout adds to the name of an edited version, in the languages that the program speaks.
const EDITED: [&str; 2] = ["-edited", "-bearbeitet"];

/// The name says that it may belong to a photo, though it is none.
pub fn may_be_companion(path: &Path) -> bool {
    format::has_ending(path, &COMPANION_ENDINGS)
}

/// What the names of files that may belong to one photo have in common, without their folder: two files of which
/// none of these are the same do not.
pub fn stems(path: &Path) -> Vec<OsString> {
    let stem = |path: &Path| Part::of(path).name.1;
    let mut stems = [path, &path.with_extension("")].map(stem).to_vec();
    stems.extend(takeout::named(path).iter().map(|name| stem(Path::new(name))));
    stems.extend(takeout::cut_name(path).map(OsString::from));
    stems
}

/// Gives each photo among `files` what belongs to it. Files that found their photo are gone from the list; a
/// photo is protected if anything that belongs to it is.
pub fn gather(files: Vec<PhotoFile>) -> Vec<PhotoFile> {
    let owners = owners(&files);
    // Many libraries hold nothing but photos.
    if owners.iter().all(Option::is_none) { files } else { assemble(files, owners) }
}

/// Of each file the one that it belongs to, if any, and as what.
fn owners(files: &[PhotoFile]) -> Vec<Option<(usize, CompanionKind)>> {
    let parts: Vec<Part> = files.par_iter().map(|file| Part::of(&file.path)).collect();
    // Wanted by what may belong to a photo, of which many libraries have nothing.
    let leaders = LazyLock::new(|| leaders(files, &parts));
    // Wanted by sidecars only; where case tells names apart, the very name comes first.
    let by_very_name: LazyLock<HashMap<&Path, usize>, _> =
        LazyLock::new(|| files.iter().enumerate().map(|(at, file)| (file.path.as_path(), at)).collect());
    let by_name: LazyLock<HashMap<PathBuf, usize>, _> =
        LazyLock::new(|| files.iter().enumerate().map(|(at, file)| (without_case(&file.path), at)).collect());
    let takeout: LazyLock<takeout::Names, _> = LazyLock::new(|| takeout::Names::of(files));
    let by_stem = |at: usize| {
        let kind = parts[at].companion_kind(files[at].stamp.bytes)?;
        let owner = leaders.get(&parts[at].name).copied();
        owner.filter(|owner| *owner != at && parts[*owner].may_own(kind)).map(|owner| (owner, kind))
    };
    // `IMG_1.CR2.xmp` names its file in full; that file may belong to another one itself.
    let named = |at: usize| {
        let name = files[at].path.with_extension("");
        by_very_name.get(name.as_path()).or_else(|| by_name.get(&without_case(&name))).copied()
    };
    let owner = |at: usize| {
        let is_sidecar = parts[at].role == Role::Sidecar;
        // Takeout's own files name theirs in ways of their own.
        let named = |at: usize| named(at).or_else(|| takeout.owner(&files[at].path));
        match is_sidecar.then(|| named(at)).flatten() {
            Some(named) => {
                let owner = by_stem(named).map_or(named, |(owner, _)| owner);
                parts[owner].may_own(CompanionKind::Sidecar).then_some((owner, CompanionKind::Sidecar))
            }
            None => by_stem(at),
        }
    };
    (0..files.len()).into_par_iter().map(owner).collect()
}

fn assemble(files: Vec<PhotoFile>, owners: Vec<Option<(usize, CompanionKind)>>) -> Vec<PhotoFile> {
    let mut photos: Vec<Option<PhotoFile>> = files.into_iter().map(Some).collect();
    for (at, owner) in owners.into_iter().enumerate() {
        let Some((owner, kind)) = owner else { continue };
        let Some(PhotoFile { path, id, stamp, protected, .. }) = photos[at].take() else { continue };
        if let Some(photo) = &mut photos[owner] {
            photo.protected |= protected;
            photo.companions.push(Companion { kind, path, id, stamp, content: None });
        }
    }
    let mut photos: Vec<PhotoFile> = photos.into_iter().flatten().collect();
    for photo in &mut photos {
        photo.companions.sort_by(|a, b| (a.kind, &a.path).cmp(&(b.kind, &b.path)));
    }
    photos
}

/// For each name that several files share: the photo all others belong to.
fn leaders<'a>(files: &[PhotoFile], parts: &'a [Part<'a>]) -> HashMap<&'a Name<'a>, usize> {
    let mut leaders: HashMap<&Name, usize> = HashMap::new();
    for (at, part) in parts.iter().enumerate() {
        let Role::Photo { .. } = part.role else { continue };
        let order = |at: usize| (parts[at].role, &files[at].path);
        leaders
            .entry(&part.name)
            .and_modify(|first| {
                if order(at) < order(*first) {
                    *first = at;
                }
            })
            .or_insert(at);
    }
    leaders
}

/// Folder, and name without its ending and without what cameras and phones add to tell the parts of one photo.
type Name<'a> = (&'a OsStr, OsString);

/// A file as its name has it.
struct Part<'a> {
    name: Name<'a>,
    role: Role,
}

/// What a file can be to others of its name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    /// A photo: the original before the edited version, then the camera's formats before others.
    Photo {
        is_edit: bool,
        rank: usize,
    },
    Raw,
    Movie,
    Sidecar,
}

impl<'a> Part<'a> {
    fn of(path: &'a Path) -> Self {
        let ending = ending(path).unwrap_or_default();
        let stem = path.file_stem().unwrap_or_default().to_ascii_lowercase();
        let (stem, is_edit) = plain_stem(&stem);
        let rank = CAMERA_ENDINGS.iter().position(|endings| endings.iter().any(|known| ending == *known));
        let role = match ending.to_str() {
            Some(ending) if MOVIE_ENDINGS.contains(&ending) => Role::Movie,
            Some(ending) if COMPANION_ENDINGS.contains(&ending) => Role::Sidecar,
            _ if format::is_named_like_raw(path) => Role::Raw,
            _ => Role::Photo { is_edit, rank: rank.unwrap_or(CAMERA_ENDINGS.len()) },
        };
        Self { name: (path.parent().unwrap_or(Path::new("")).as_os_str(), stem), role }
    }

    /// What it may be to a photo of its name.
    fn companion_kind(&self, bytes: u64) -> Option<CompanionKind> {
        match self.role {
            Role::Photo { is_edit, .. } => is_edit.then_some(CompanionKind::Edit),
            Role::Raw => Some(CompanionKind::Raw),
            Role::Movie => (bytes <= LARGEST_MOVIE).then_some(CompanionKind::Movie),
            Role::Sidecar => Some(CompanionKind::Sidecar),
        }
    }

    /// Cameras write RAW files and movies beside their own formats only; sidecars lie beside anything.
    fn may_own(&self, kind: CompanionKind) -> bool {
        match (self.role, kind) {
            (Role::Photo { is_edit, .. }, CompanionKind::Edit) => !is_edit,
            (Role::Photo { rank, .. }, CompanionKind::Raw | CompanionKind::Movie) => {
                rank < CAMERA_ENDINGS.len()
            }
            (Role::Photo { .. }, CompanionKind::Sidecar) => true,
            _ => false,
        }
    }
}

/// The name that the parts of a photo share, and whether this one is the edited version: phones write `IMG_E1234`
/// beside `IMG_1234` (and `IMG_O1234.AAE`), and `PXL_1.RAW-01.COVER` beside `PXL_1.RAW-02.ORIGINAL`; the photo to the movie
/// `PXL_1.MP` is `PXL_1.MP.jpg`; Google Takeout writes `IMG_1234-edited` beside `IMG_1234`, in the user's language.
fn plain_stem(stem: &OsStr) -> (OsString, bool) {
    let Some(text) = stem.to_str() else { return (stem.to_owned(), false) };
    let of_phone = ["img_e", "img_o"].into_iter().find_map(|start| Some((start, text.strip_prefix(start)?)));
    match of_phone {
        Some((start, number)) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            (format!("img_{number}").into(), start == "img_e")
        }
        _ => {
            let text = text.split(".raw-0").next().unwrap_or(text);
            let text = text.strip_suffix(".mp").unwrap_or(text);
            let original =
                EDITED.iter().find_map(|end| text.strip_suffix(end)).filter(|rest| !rest.is_empty());
            (original.unwrap_or(text).into(), original.is_some())
        }
    }
}

fn ending(path: &Path) -> Option<OsString> {
    Some(path.extension()?.to_ascii_lowercase())
}

fn without_case(path: &Path) -> PathBuf {
    path.with_file_name(path.file_name().unwrap_or_default().to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::sample;

    /// Photos as `"name: companion companion"`, in the order of their names.
    fn check(names: &[&str], expected: &[&str]) {
        let seen: Vec<String> = gather(files(names)).iter().map(shown).collect();
        assert_eq!(seen, expected);
    }

    fn files(names: &[&str]) -> Vec<PhotoFile> {
        names.iter().map(|name| sample::photo(name).file).collect()
    }

    fn shown(file: &PhotoFile) -> String {
        let name = |path: &Path| path.strip_prefix("/photos").expect("below").display().to_string();
        let companions = file.companions.iter().map(|companion| format!(" {}", name(&companion.path)));
        format!("{}:{}", name(&file.path), companions.collect::<String>())
    }

    #[test]
    fn raw_and_sidecars_belong_to_the_jpeg_of_their_folder() {
        check(
            &["a/DSC_1.JPG", "a/DSC_1.nef", "a/dsc_1.xmp", "a/DSC_1.NEF.xmp", "b/DSC_1.JPG", "b/DSC_2.NEF"],
            &["a/DSC_1.JPG: a/DSC_1.nef a/DSC_1.NEF.xmp a/dsc_1.xmp", "b/DSC_1.JPG:", "b/DSC_2.NEF:"],
        );
        check(
            &["PXL_1.RAW-01.COVER.jpg", "PXL_1.RAW-02.ORIGINAL.dng"],
            &["PXL_1.RAW-01.COVER.jpg: PXL_1.RAW-02.ORIGINAL.dng"],
        );
    }

    #[test]
    fn a_phones_edit_movie_and_aae_belong_to_the_original() {
        check(
            &["IMG_1.HEIC", "IMG_1.MOV", "IMG_1.AAE", "IMG_O1.AAE", "IMG_E1.JPG", "IMG_E1.MOV"],
            &["IMG_1.HEIC: IMG_E1.JPG IMG_1.MOV IMG_E1.MOV IMG_1.AAE IMG_O1.AAE"],
        );
        check(&["IMG_E1.HEIC", "IMG_E1.JPG", "IMG_E1.AAE"], &["IMG_E1.HEIC: IMG_E1.AAE", "IMG_E1.JPG:"]);
        check(&["IMG_EARLY.JPG", "IMG_ARLY.JPG"], &["IMG_EARLY.JPG:", "IMG_ARLY.JPG:"]);
    }

    #[test]
    fn what_editors_and_recorders_write_beside_a_photo_belongs_to_it() {
        check(
            &["1.jpg", "1.jpg.pp3", "1.jpg.dop", "1.on1", "1.jpg.cos", "1.xmp", "1.txt", "1.wav", "1.thm"],
            &["1.jpg: 1.jpg.cos 1.jpg.dop 1.jpg.pp3 1.on1 1.thm 1.txt 1.wav 1.xmp"],
        );
        check(&["1.jpg", "2.txt"], &["1.jpg:", "2.txt:"]);
    }

    #[test]
    fn the_movie_of_a_motion_photo_belongs_to_it() {
        check(&["PXL_1.MP.jpg", "PXL_1.MP"], &["PXL_1.MP.jpg: PXL_1.MP"]);
        check(&["IMG_1.HEIC", "IMG_1.MP4"], &["IMG_1.HEIC: IMG_1.MP4"]);
        check(&["PXL_1.MP.jpg", "PXL_1.mp4~"], &["PXL_1.MP.jpg: PXL_1.mp4~"]);
        check(&["1.png", "1.mp4"], &["1.png:", "1.mp4:"]);
    }

    #[test]
    fn what_takeout_writes_belongs_to_its_photo_however_the_name_was_cut() {
        let long = "Screenshot_20240501-120000_A very long name.jpg";
        let cut = "Screenshot_20240501-120000_A very long name.jp.json";
        check(
            &[
                "1.JPG",
                "1.JPG.supplemental-metadata.json",
                "1-edited.JPG",
                "2.jpg",
                "2.jpg.suppl.json",
                "3.jpg",
            ],
            &["1.JPG: 1-edited.JPG 1.JPG.supplemental-metadata.json", "2.jpg: 2.jpg.suppl.json", "3.jpg:"],
        );
        check(&[long, cut], &[&format!("{long}: {cut}")]);
        check(
            &["1.jpg", "1(1).jpg", "1.jpg.json", "1.jpg(1).json", "1.jpg.supplemental-metadata(1).json"],
            &["1.jpg: 1.jpg.json", "1(1).jpg: 1.jpg(1).json 1.jpg.supplemental-metadata(1).json"],
        );
        check(&["1.jpg", "metadata.json"], &["1.jpg:", "metadata.json:"]);
        let stems_of = |name: &str| stems(Path::new(name));
        for (photo, beside) in [
            ("1.jpg", "1.jpg.supplemental-metadata.json"),
            ("1(1).jpg", "1.jpg(1).json"),
            (long, cut),
            ("PXL_1.MP.jpg", "PXL_1.MP"),
        ] {
            assert!(stems_of(photo).iter().any(|stem| stems_of(beside).contains(stem)), "{beside}");
        }
    }

    #[test]
    fn of_two_photos_with_one_name_the_cameras_has_the_rest() {
        check(&["1.png", "1.jpg", "1.cr2", "1.xmp"], &["1.png:", "1.jpg: 1.cr2 1.xmp"]);
        check(&["1.png", "1.jpg", "1.png.xmp"], &["1.png: 1.png.xmp", "1.jpg:"]);
        check(&["1.jpg", "1.heic", "1.mov"], &["1.jpg:", "1.heic: 1.mov"]);
        check(&["1.png", "1.cr2", "1.mov", "1.xmp"], &["1.png: 1.xmp", "1.cr2:", "1.mov:"]);
    }

    #[test]
    fn of_names_that_differ_in_case_a_sidecar_means_its_own() {
        check(
            &["IMG_1.JPG", "IMG_1.JPG.xmp", "IMG_1.jpg", "IMG_1.jpg.xmp"],
            &["IMG_1.JPG: IMG_1.JPG.xmp", "IMG_1.jpg: IMG_1.jpg.xmp"],
        );
        check(&["img_1.jpg", "IMG_1.JPG.xmp"], &["img_1.jpg: IMG_1.JPG.xmp"]);
    }

    #[test]
    fn a_film_of_the_same_name_is_no_live_photo() {
        let mut found = files(&["1.jpg", "1.mov"]);
        found[1].stamp.bytes = LARGEST_MOVIE + 1;
        assert_eq!(gather(found).len(), 2);
    }

    #[test]
    fn one_protected_part_protects_the_photo() {
        let mut found = files(&["1.jpg", "1.cr2"]);
        found[1].protected = true;
        assert!(gather(found)[0].protected);
    }
}
