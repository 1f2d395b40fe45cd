//! What arrives at the window from outside of it: results of background work, folders and photos dropped, pictures and
//! paths pasted.

use std::path::PathBuf;
use std::task::Poll;

use egui::Event;

use super::super::action::{Action, Example};
use super::super::export::Export;
use super::super::paths::{self, Lies};
use super::super::preferences::Preferences;
use super::super::questions::Question;
use super::super::screen::Screen;
use super::super::text;
use super::super::toast::Toast;
use super::App;
use crate::photo::SharedFindings;

impl App {
    /// What finished in the background since the last frame.
    pub(super) fn take_results(&mut self) {
        self.shared.engine.poll();
        self.shared.reviews.poll();
        self.tell_what_was_mended();
        self.take_what_was_removed();
        self.tell_of_caches();
        self.poll_behind();
        let ended = match &mut self.screen {
            Screen::Start(start) => {
                start.poll_dialog();
                None
            }
            Screen::Scanning(scanning) => {
                scanning.poll_so_far();
                scanning.poll().map(|found| Action::ScanEnded(found.map(SharedFindings::new)))
            }
            Screen::Removing(removing) => removing.poll().map(Action::Removed),
            Screen::Restoring(restoring) => restoring.poll().map(Action::Restored),
            Screen::History(page) => {
                page.poll(&self.ctx);
                None
            }
            Screen::Finding(finding) => finding.poll(&self.ctx),
            Screen::Map(map) => map.poll(),
            Screen::Review(_) | Screen::Apply(_) | Screen::Finished(_) => None,
        };
        let told = match self.export.as_mut().map(Export::poll) {
            Some(Poll::Ready(toast)) => {
                self.export = None;
                Some(Action::Tell(toast))
            }
            Some(Poll::Pending) | None => None,
        };
        let cleared = self.preferences.as_mut().and_then(Preferences::poll).map(Action::Tell);
        ended.into_iter().chain(told).chain(cleared).for_each(|action| self.act(action));
        self.offer_what_waits();
    }

    /// Folders dropped anywhere on the window; of a file, the folder it lies in.
    pub(super) fn take_drops(&mut self) {
        let dropped = self.ctx.input(|input| input.raw.dropped_files.clone());
        let paths: Vec<PathBuf> = dropped.iter().map(|file| file.path().to_owned()).collect();
        if paths.is_empty() {
            return;
        }
        let are_files = are_files(&paths);
        if self.screen.finds() && are_files.iter().all(|is_file| *is_file) {
            return self.act(Action::FindLike(Example::Photos(paths)));
        }
        let folder = |(path, is_file): (&PathBuf, bool)| match path.parent() {
            Some(folder) if is_file => folder.to_owned(),
            _ => path.clone(),
        };
        let folders: Vec<PathBuf> = paths.iter().zip(are_files).map(folder).collect();
        let (marked, ends_scan) = (self.marks_at_stake(), self.scan_runs());
        match &mut self.screen {
            Screen::Start(start) => start.add_all(&folders),
            Screen::Removing(_) | Screen::Restoring(_) => {
                self.toasts.show(&self.ctx, Toast::plain(text::busy()));
            }
            Screen::Scanning(_)
            | Screen::Review(_)
            | Screen::Finding(_)
            | Screen::Map(_)
            | Screen::Apply(_)
            | Screen::Finished(_)
            | Screen::History(_) => {
                self.question = Some(Question::Dropped { folders, marked, ends_scan });
            }
        }
    }

    /// A picture pasted where photos like it can be found, or the paths of some.
    pub(super) fn take_pastes(&mut self) {
        let busy = self.question.is_some()
            || self.export.is_some()
            || self.preferences.is_some()
            || self.ctx.text_edit_focused();
        if busy || !self.screen.finds() {
            return;
        }
        let pasted = self.ctx.input(|input| {
            input.events.iter().find_map(|event| match event {
                Event::PasteImage(image) => Some(Some(Example::Pasted(image.clone()))),
                Event::Paste(text) => Some(photos_named(text)),
                _ => None,
            })
        });
        match pasted {
            Some(Some(example)) => self.act(Action::FindLike(example)),
            Some(None) => self.toasts.show(&self.ctx, Toast::plain(text::nothing_pasted())),
            None => {}
        }
    }
}

/// The files that a text names, as file managers write them: a path or a `file://` address a line.
fn photos_named(text: &str) -> Option<Example> {
    let path = |line: &str| match line.trim().strip_prefix("file://") {
        Some(address) => PathBuf::from(decoded(address)),
        None => PathBuf::from(line.trim()),
    };
    let named: Vec<PathBuf> = text.lines().map(path).filter(|path| path.is_absolute()).collect();
    let are_files = are_files(&named);
    let files = named.into_iter().zip(are_files).filter_map(|(path, is_file)| is_file.then_some(path));
    let files: Vec<PathBuf> = files.collect();
    (!files.is_empty()).then_some(Example::Photos(files))
}

fn are_files(paths: &[PathBuf]) -> Vec<bool> {
    paths::look(paths.to_vec()).iter().map(|lies| matches!(lies, Lies::File)).collect()
}

/// An address with its `%20`s spelled out.
fn decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let [first, after @ ..] = rest {
        let code = match (first, after) {
            (b'%', [high, low, ..]) => {
                std::str::from_utf8(&[*high, *low]).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok())
            }
            _ => None,
        };
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_paths_and_addresses_are_found() {
        let dir = tempfile::tempdir().expect("a folder");
        let photo = dir.path().join("ein Foto 写真.jpg");
        std::fs::write(&photo, b"photo").expect("written");
        let address = format!("copy\nfile://{}/ein%20Foto%20%E5%86%99%E7%9C%9F.jpg", dir.path().display());
        for text in [photo.display().to_string(), format!("{}\n/no/such.jpg", photo.display()), address] {
            let Some(Example::Photos(paths)) = photos_named(&text) else { panic!("{text} names a photo") };
            assert_eq!(paths, std::slice::from_ref(&photo));
        }
        assert!(photos_named("some words\nand more").is_none());
        assert_eq!(decoded("100%25%zz%4"), "100%%zz%4");
    }
}
