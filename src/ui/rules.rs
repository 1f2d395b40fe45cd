//! What the user said about folders for every scan: protected, preferred, left out. How that is asked of a scan, and how it is
//! applied to findings that are on the screen already.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::review_after_removal;
use crate::exclude::{self, Exclusions};
use crate::photo::{Photo, PhotoId, SharedFindings};
use crate::review::Review;
use crate::saved::{self, Resumed, Whereabouts};
use crate::settings::Settings;

/// One thing said about folders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// Nothing is removed from this folder.
    Protect(PathBuf),
    /// Of photos that are equally good the one in this folder is kept.
    Prefer(PathBuf),
    /// What matches this pattern is not scanned.
    LeaveOut(String),
}

impl Rule {
    /// That this folder or file is not scanned.
    pub fn leave_out(path: &Path) -> Self {
        Self::LeaveOut(exclude::literally(path))
    }

    /// Notes it down, once.
    pub fn add_to(&self, settings: &mut Settings) {
        match self {
            Self::Protect(folder) => add(&mut settings.protected, folder),
            Self::Prefer(folder) => add(&mut settings.preferred, folder),
            Self::LeaveOut(pattern) => add(&mut settings.excluded, pattern),
        }
    }

    /// Takes it back.
    pub fn take_from(&self, settings: &mut Settings) {
        match self {
            Self::Protect(folder) => settings.protected.retain(|known| known != folder),
            Self::Prefer(folder) => settings.preferred.retain(|known| known != folder),
            Self::LeaveOut(pattern) => settings.excluded.retain(|known| known != pattern),
        }
    }
}

fn add<T: PartialEq + Clone>(list: &mut Vec<T>, what: &T) {
    if !list.contains(what) {
        list.push(what.clone());
    }
}

/// All of them.
pub fn all(settings: &Settings) -> Vec<Rule> {
    let protected = settings.protected.iter().cloned().map(Rule::Protect);
    let preferred = settings.preferred.iter().cloned().map(Rule::Prefer);
    protected.chain(preferred).chain(settings.excluded.iter().cloned().map(Rule::LeaveOut)).collect()
}

/// The patterns that can be read; one that cannot is told where it is typed, and a file that was changed by hand leaves out
/// nothing with it.
pub fn excluded(settings: &Settings) -> Exclusions {
    let readable = |pattern: &&String| Exclusions::read(&[String::clone(pattern)]).is_ok();
    let patterns: Vec<String> = settings.excluded.iter().filter(readable).cloned().collect();
    Exclusions::read(&patterns).unwrap_or_default()
}

/// Those of some folders that have to do with what is scanned: they lie in it, or it in them.
pub fn concerned(folders: &[PathBuf], scanned: &[PathBuf]) -> Vec<PathBuf> {
    let near = |folder: &&PathBuf| scanned.iter().any(|of| of.starts_with(folder) || folder.starts_with(of));
    folders.iter().filter(near).cloned().collect()
}

/// The findings as a scan by these rules would have them, as far as that can be told without a look at the disk.
pub fn applied(settings: &Settings, findings: &SharedFindings) -> SharedFindings {
    let excluded = excluded(settings);
    let is_left_out = |photo: &PhotoId| excluded.leaves_out(findings.photo(*photo).path(), &findings.scanned);
    let gone: BTreeSet<PhotoId> = findings.ids().filter(is_left_out).collect();
    let (mut left, _) = review_after_removal::without(findings, &gone);
    for folder in concerned(&settings.protected, &left.scanned) {
        add(&mut left.protected, &folder);
    }
    // After those that were chosen for this scan.
    let chosen = left.photos.iter().filter_map(|photo| photo.file.preferred).max().map_or(0, |last| last + 1);
    for photo in &mut left.photos {
        let file = &mut photo.file;
        let mut places = file.companions.iter().map(|companion| &companion.path).chain([&file.path]);
        file.protected |= places.any(|path| left.protected.iter().any(|folder| path.starts_with(folder)));
        let preferred =
            settings.preferred.iter().zip(chosen..).find(|(folder, _)| file.path.starts_with(folder));
        file.preferred = file.preferred.or(preferred.map(|(_, order)| order));
    }
    Arc::new(left)
}

/// The review as it was before a rule, with all that was decided since.
pub fn taken_back(before: &Review, (now, whereabouts): (&Review, &Whereabouts)) -> Resumed {
    let findings = before.findings();
    let mut carried = saved::carry_over(&[], now, whereabouts, findings);
    let mut snapshot = carried.review.snapshot();
    let here: BTreeSet<&Path> = now.findings().photos.iter().map(Photo::path).collect();
    // Photos that were left out have the decisions that they had.
    let was_left_out = |photo: &PhotoId| !here.contains(findings.photo(*photo).path());
    let earlier = before.snapshot();
    snapshot.decisions.extend(earlier.decisions.into_iter().filter(|(photo, _)| was_left_out(photo)));
    snapshot.chosen.extend(earlier.chosen.into_iter().filter(was_left_out));
    carried.review = Review::resumed(SharedFindings::clone(findings), snapshot);
    carried
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::sample;

    /// The first of two similar shots is kept by its path; the rule says otherwise, and the mark of the second sleeps.
    #[test]
    fn a_rule_changes_the_suggestion_and_no_decision_is_lost() {
        let mut findings = sample::findings(4, &[(0, 3, 0.05), (1, 2, 0.05)]);
        for (photo, name) in findings.photos.iter_mut().zip(["a/1", "a/2", "a/3", "b/1"]) {
            photo.file.path = Path::new("/p").join(name).with_extension("jpg");
        }
        findings.scanned = vec!["/p".into()];
        let findings: SharedFindings = Arc::new(findings);
        let mut review = Review::new(SharedFindings::clone(&findings), 0.1);
        review.keep_only(0, PhotoId(0));
        review.keep_only(1, PhotoId(1));
        let after = |rule: Rule| {
            let mut settings = Settings::default();
            rule.add_to(&mut settings);
            saved::carry_over(&[], &review, &Default::default(), &applied(&settings, &findings)).review
        };
        let protected = after(Rule::Protect("/p/b".into()));
        assert_eq!(protected.findings().protected, [Path::new("/p/b")]);
        assert_eq!(protected.marked().collect::<Vec<_>>(), [(PhotoId(2), PhotoId(1))]);
        let group = protected.group_of(PhotoId(0)).expect("a group");
        assert_eq!((protected.groups()[group].keeper, protected.sleeping()), (PhotoId(0), 1));
        assert_eq!(after(Rule::Prefer("/p/b".into())).findings().photo(PhotoId(3)).file.preferred, Some(0));
        let left = after(Rule::leave_out(Path::new("/p/b")));
        assert_eq!((left.groups().len(), left.marked().count(), left.findings().photos.len()), (1, 1, 3));
        let mut left = left;
        left.keep_all(0);
        let back = taken_back(&review, (&left, &Whereabouts::default())).review;
        assert_eq!(
            back.marked().collect::<Vec<_>>(),
            [(PhotoId(3), PhotoId(0))],
            "and what was decided since"
        );
    }
}
