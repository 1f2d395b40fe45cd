//! Which journals leave nothing to mend, by name and length: a start reads only the others. Journals only ever grow, so one of
//! the same length says the same. What is lost of this list costs time only.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::disk::Disk;

/// The list's file, beside the journals.
const NAME: &str = "settled";

/// The list, as far as it is known.
pub struct Settled<'a> {
    disk: &'a dyn Disk,
    file: PathBuf,
    known: BTreeMap<String, u64>,
    /// Lines to be written.
    new: String,
}

impl<'a> Settled<'a> {
    /// Reads the list of the journals in `folder`; an empty one where there is none.
    pub fn read(disk: &'a dyn Disk, folder: &Path) -> Self {
        let file = folder.join(NAME);
        let bytes = disk.read(&file).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        // A line that was torn has no mark at its end.
        let line = |line: &str| {
            let (name, bytes) = line.strip_suffix(';')?.split_once(' ')?;
            Some((name.to_owned(), bytes.parse().ok()?))
        };
        let known = text.lines().filter_map(line).collect();
        Self { disk, file, known, new: String::new() }
    }

    /// The journal is as long as it was when it left nothing to mend.
    pub fn has(&self, journal: &Path) -> bool {
        let known = name(journal).and_then(|name| self.known.get(name));
        known.is_some_and(|known| length(self.disk, journal) == Some(*known))
    }

    /// Notes that a journal leaves nothing to mend as it is now.
    pub fn add(&mut self, journal: &Path) {
        if let (Some(name), Some(bytes)) = (name(journal), length(self.disk, journal)) {
            self.new.push_str(&format!("\n{name} {bytes};"));
        }
    }

    /// Writes down what was noted.
    pub fn write(self) {
        if !self.new.is_empty()
            && let Err(error) = self.disk.append(&self.file, self.new.as_bytes())
        {
            log::info!("the next start reads every journal: {error}");
        }
    }
}

fn name(journal: &Path) -> Option<&str> {
    journal.file_stem()?.to_str()
}

fn length(disk: &dyn Disk, journal: &Path) -> Option<u64> {
    disk.stat(journal).ok().map(|(_, stamp)| stamp.bytes)
}

#[cfg(test)]
mod tests {
    use super::super::fake::FakeDisk;
    use super::*;

    #[test]
    fn a_journal_that_has_grown_and_a_line_that_was_torn_are_not_believed() {
        let (disk, folder) = (FakeDisk::default(), Path::new("/data/history"));
        let [one, two] =
            ["20260101-000000", "20260101-000000-2"].map(|name| folder.join(name).with_extension("journal"));
        for journal in [&one, &two] {
            disk.put(journal, b"all of it");
        }
        let mut settled = Settled::read(&disk, folder);
        assert!(!settled.has(&one));
        settled.add(&one);
        settled.write();
        // A list that was cut off in the name of another journal.
        disk.append(&folder.join(NAME), b"\n20260101-000000-2 9").expect("appended");
        let settled = Settled::read(&disk, folder);
        assert!(settled.has(&one) && !settled.has(&two));
        disk.append(&one, b" and more").expect("appended");
        assert!(!settled.has(&one));
    }
}
