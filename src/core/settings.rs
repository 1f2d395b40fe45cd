//! The few preferences that outlive the window, and where the program keeps its own files.

use std::path::{Path, PathBuf};

use anyhow::Context;
use directories::ProjectDirs;
use serde::{Deserialize, Serialize};

use crate::files;
use crate::photo::{Between, DEFAULT_THRESHOLD, LOOSEST_DISTANCE, Notice, Scope};

/// Recent folders remembered at most.
const MAX_RECENT: usize = 8;

/// Light, dark, or as the system is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system is.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Preferences. Unknown fields in the file are ignored and missing ones take their default, so that
/// older and newer versions read each other's file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Folders scanned before, the latest first.
    pub recent: Vec<PathBuf>,
    /// Light or dark.
    pub theme: Theme,
    /// Code of the language to speak, as `de`; `None`: the system's.
    pub language: Option<String>,
    /// Patterns of folders and files that are left out of every scan.
    pub excluded: Vec<String>,
    /// Folders that are protected in every scan.
    pub protected: Vec<PathBuf>,
    /// Folders that are preferred in every scan, the first one most.
    pub preferred: Vec<PathBuf>,
    /// Between which of the chosen folders look-alikes are shown.
    between: StoredBetween,
    /// Groups of protected photos only are not shown.
    hides_protected: bool,
    /// Distance up to which photos are grouped, if the user has chosen another one than the default.
    threshold: Option<Chosen>,
}

/// [`Between`], as it is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum StoredBetween {
    #[default]
    Everywhere,
    Across,
    Within,
}

/// A distance that the user has chosen. Another network has other distances, and another default: what was chosen beside that
/// one means nothing beside this one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Chosen {
    distance: f32,
    /// The default then.
    default: f32,
}

impl Settings {
    /// The saved preferences; the defaults where there are none or they cannot be read, and then what the user should know.
    /// A file that makes no sense is set aside, so that this is said once.
    pub fn load(file: &Path) -> (Self, Option<Notice>) {
        let closed = |why: String| (Self::default(), Some(Notice::SettingsClosed(file.to_owned(), why)));
        match Self::read(file) {
            Ok(Some(settings)) => (settings, None),
            Err(error) => closed(error.to_string()),
            // Another process may have replaced it meanwhile.
            Ok(None) => match files::lock(file).and_then(|_lock| Self::read_or_set_aside(file)) {
                Ok(read) => read,
                Err(error) => closed(format!("{error:#}")),
            },
        }
    }

    /// Replaces the saved preferences. Those that make no sense are set aside, and the notice says so; those that cannot be
    /// opened are left alone, and that is an error.
    pub fn save(&self, file: &Path) -> anyhow::Result<Option<Notice>> {
        let _lock = files::lock(file)?;
        let (_, notice) = Self::read_or_set_aside(file)?;
        files::replace_with(file, &serde_json::to_vec_pretty(self)?)?;
        Ok(notice)
    }

    /// For who holds the lock.
    fn read_or_set_aside(file: &Path) -> anyhow::Result<(Self, Option<Notice>)> {
        match Self::read(file).with_context(|| format!("reading {}", file.display()))? {
            Some(settings) => Ok((settings, None)),
            None => {
                let aside = files::set_aside(file)?;
                Ok((Self::default(), Some(Notice::SettingsSetAside(file.to_owned(), aside))))
            }
        }
    }

    /// The defaults if there is no file; `None` if it makes no sense.
    fn read(file: &Path) -> std::io::Result<Option<Self>> {
        match std::fs::read(file) {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Some(Self::default())),
            Err(error) => Err(error),
        }
    }

    /// Distance up to which photos are grouped.
    pub fn threshold(&self) -> f32 {
        let chosen = self.threshold.as_ref().filter(|chosen| chosen.default == DEFAULT_THRESHOLD);
        chosen.map_or(DEFAULT_THRESHOLD, |chosen| chosen.distance.clamp(0.0, LOOSEST_DISTANCE))
    }

    /// Takes over what the user has chosen.
    pub fn set_threshold(&mut self, threshold: f32) {
        let chosen = Chosen { distance: threshold, default: DEFAULT_THRESHOLD };
        self.threshold = (threshold != DEFAULT_THRESHOLD).then_some(chosen);
    }

    /// Which groups are shown.
    pub fn scope(&self) -> Scope {
        let between = match self.between {
            StoredBetween::Everywhere => Between::Everywhere,
            StoredBetween::Across => Between::Across,
            StoredBetween::Within => Between::Within,
        };
        Scope { between, hides_protected: self.hides_protected }
    }

    /// Takes over what the user has chosen.
    pub fn set_scope(&mut self, scope: Scope) {
        self.hides_protected = scope.hides_protected;
        self.between = match scope.between {
            Between::Everywhere => StoredBetween::Everywhere,
            Between::Across => StoredBetween::Across,
            Between::Within => StoredBetween::Within,
        };
    }

    /// Puts a folder at the head of the recent ones.
    pub fn remember_folder(&mut self, folder: &Path) {
        self.recent.retain(|known| known != folder);
        self.recent.insert(0, folder.to_owned());
        self.recent.truncate(MAX_RECENT);
    }
}

/// Where the program keeps its own files; every one of these folders is left out of scans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnFolders {
    /// Preferences.
    pub config: PathBuf,
    /// What can be made again: the fingerprint cache.
    pub cache: PathBuf,
    /// The history of removals, what the user said about look-alikes, and what the user may add: an ONNX Runtime library.
    pub data: PathBuf,
}

impl OwnFolders {
    /// The folders of this user; `None` if the system names no home.
    pub fn of_user() -> Option<Self> {
        let dirs = ProjectDirs::from("io.github", "lookalike-photos", "Lookalike")?;
        Some(Self {
            config: dirs.config_dir().to_owned(),
            cache: dirs.cache_dir().to_owned(),
            data: dirs.data_dir().to_owned(),
        })
    }

    /// All of them, to be left out of scans.
    pub fn all(&self) -> Vec<PathBuf> {
        vec![self.config.clone(), self.cache.clone(), self.data.clone()]
    }

    /// The preferences' file.
    pub fn settings_file(&self) -> PathBuf {
        self.config.join("settings.json")
    }

    /// The small pictures' file.
    pub fn thumbnails_file(&self) -> PathBuf {
        self.cache.join("thumbnails.sqlite")
    }

    /// The file of the verdicts.
    pub fn verdicts_file(&self) -> PathBuf {
        self.data.join("verdicts.json")
    }

    /// The folder of the journals of all removals.
    pub fn history_folder(&self) -> PathBuf {
        self.data.join("history")
    }

    /// The file of what scans found out.
    pub fn cache_file(&self) -> PathBuf {
        self.cache.join("scans.sqlite")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_survive_saving_and_nonsense() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("deep/settings.json");
        let mut settings = Settings { theme: Theme::Dark, ..Settings::default() };
        settings.set_threshold(0.2);
        settings.set_scope(Scope { between: Between::Across, hides_protected: true });
        settings.excluded.push("*.png".to_owned());
        settings.remember_folder(Path::new("/one"));
        settings.remember_folder(Path::new("/two"));
        settings.remember_folder(Path::new("/one"));
        assert_eq!(settings.save(&file).expect("saved"), None);
        assert_eq!(Settings::load(&file), (settings.clone(), None));
        assert_eq!(settings.recent, [Path::new("/one"), Path::new("/two")]);
        // Found when it is read, and when it is written.
        for number in [1, 2] {
            let nonsense = format!("{{ nonsense {number}");
            std::fs::write(&file, &nonsense).expect("written");
            let notice = match number {
                1 => Settings::load(&file).1,
                _ => settings.save(&file).expect("saved"),
            };
            let aside = file.with_extension(format!("unreadable-{number}"));
            assert_eq!(notice, Some(Notice::SettingsSetAside(file.clone(), aside.clone())));
            assert_eq!(std::fs::read_to_string(aside).expect("kept"), nonsense);
            let after = if number == 1 { Settings::default() } else { settings.clone() };
            assert_eq!(Settings::load(&file), (after, None), "it is said once");
        }
    }

    #[test]
    fn settings_that_cannot_be_opened_are_no_damage() {
        let dir = tempfile::tempdir().expect("a folder");
        // Reading a folder is an error, for every user.
        let (settings, notice) = Settings::load(dir.path());
        assert_eq!(settings, Settings::default());
        assert!(matches!(&notice, Some(Notice::SettingsClosed(file, _)) if file == dir.path()), "{notice:?}");
        assert!(settings.save(dir.path()).is_err(), "what cannot be read is not written over");
        assert!(dir.path().is_dir());
    }

    #[test]
    fn only_a_threshold_that_was_chosen_stays() {
        let read = |text: &str| serde_json::from_str::<Settings>(text).expect("settings").threshold();
        let beside = |distance: f32, default: f32| {
            read(&format!(r#"{{"threshold": {{"distance": {distance}, "default": {default}}}}}"#))
        };
        assert_eq!(read("{}"), DEFAULT_THRESHOLD);
        assert_eq!(beside(0.2, DEFAULT_THRESHOLD), 0.2);
        assert_eq!(beside(7.0, DEFAULT_THRESHOLD), LOOSEST_DISTANCE);
        assert_eq!(beside(0.2, DEFAULT_THRESHOLD - 0.1), DEFAULT_THRESHOLD, "another network's");
        let mut settings = Settings::default();
        settings.set_threshold(0.2);
        assert_eq!(settings.threshold(), 0.2);
        settings.set_threshold(DEFAULT_THRESHOLD);
        assert_eq!(settings, Settings::default());
    }
}
