//! Which groups are shown of those that were formed: between all folders, only across the chosen ones or only within one, and
//! with or without those that nothing can be removed from.

use std::path::Path;

use crate::groups;
use crate::keeper;
use crate::photo::{Between, Findings, Group, Member, PhotoId};
use crate::verdicts::VerdictIndex;

/// Leaves of `groups` what the findings' [`Scope`](crate::photo::Scope) shows.
pub fn narrow(groups: Vec<Group>, findings: &Findings, standing: &VerdictIndex) -> Vec<Group> {
    let folder = |photo: PhotoId| folder_of(findings, findings.photo(photo).path());
    let mut shown: Vec<Group> = match findings.scope.between {
        Between::Everywhere => groups,
        // Of one folder there is nothing across.
        Between::Across if findings.scanned.len() < 2 => groups,
        Between::Across => groups
            .into_iter()
            .filter_map(|group| {
                let own = folder(group.keeper);
                limited(group, |member| folder(member.photo) != own)
            })
            .collect(),
        Between::Within => groups.iter().flat_map(|group| by_folder(group, findings, standing)).collect(),
    };
    if findings.scope.hides_protected {
        let is_open = |photo: PhotoId| !findings.photo(photo).file.protected;
        shown.retain(|group| group.photos().any(is_open));
    }
    shown.sort_by_key(|group| group.keeper);
    shown
}

/// The chosen folder that a file lies in, as its place among them.
fn folder_of(findings: &Findings, path: &Path) -> Option<usize> {
    findings.scanned.iter().position(|folder| path.starts_with(folder))
}

/// The group of the keeper and some of its members; `None` if there are none.
fn limited(mut group: Group, stays: impl Fn(&Member) -> bool) -> Option<Group> {
    group.members.retain(stays);
    let here: Vec<PhotoId> = group.photos().collect();
    for member in &mut group.members {
        // Without the place that stays of its content it goes for the keeper.
        member.twin_of = member.twin_of.filter(|place| here.contains(place));
    }
    (!group.members.is_empty()).then_some(group)
}

/// For each folder a group of the photos in it, around the best of them.
fn by_folder(group: &Group, findings: &Findings, standing: &VerdictIndex) -> Vec<Group> {
    let folder = |photo: PhotoId| folder_of(findings, findings.photo(photo).path());
    let mut folders: Vec<Option<usize>> = group.photos().map(folder).collect();
    folders.sort_unstable();
    folders.dedup();
    let part = |at: &Option<usize>| {
        let photos = group.photos().filter(|photo| folder(*photo) == *at);
        let best = photos.min_by(|a, b| keeper::compare(findings.photo(*a), findings.photo(*b)))?;
        let around = match best == group.keeper {
            true => group.clone(),
            false => groups::around(findings, group, best, standing)?,
        };
        limited(around, |member| folder(member.photo) == *at && member.link.is_some())
    };
    folders.iter().filter_map(part).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::photo::{Pairs, Scope, sample};
    use crate::review::Review;

    /// The same bytes twice in each of two folders; two similar shots in the first folder, and one more in the second.
    fn shown(scope: Scope, protected: &[u32]) -> Vec<Vec<u32>> {
        let mut findings = sample::findings(7, &[(4, 5, 0.05), (4, 6, 0.05)]);
        let names = ["a/1", "a/2", "b/1", "b/2", "a/0", "a/3", "b/3"];
        for (photo, name) in findings.photos.iter_mut().zip(names) {
            photo.file.path = Path::new("/p").join(name).with_extension("jpg");
        }
        for photo in protected {
            findings.photos[*photo as usize].file.protected = true;
        }
        let pairs: Vec<_> = findings.pairs.between_representatives().collect();
        findings.pairs = Pairs::new([0, 0, 0, 0, 4, 5, 6].map(PhotoId).to_vec(), pairs);
        findings.scanned = ["/p/a", "/p/b"].map(Into::into).to_vec();
        findings.scope = scope;
        let review = Review::new(Arc::new(findings), 0.1);
        let photos = |group: &Group| {
            let mut photos: Vec<u32> = group.photos().map(|photo| photo.0).collect();
            photos.sort_unstable();
            photos
        };
        review.groups().iter().map(photos).collect()
    }

    #[test]
    fn groups_lie_across_the_chosen_folders_or_within_one() {
        let scope = |between| Scope { between, ..Scope::default() };
        assert_eq!(shown(scope(Between::Everywhere), &[]), [vec![0, 1, 2, 3], vec![4, 5, 6]]);
        assert_eq!(shown(scope(Between::Across), &[]), [vec![0, 2, 3], vec![4, 6]]);
        assert_eq!(shown(scope(Between::Within), &[]), [vec![0, 1], vec![2, 3], vec![4, 5]]);
    }

    #[test]
    fn groups_that_nothing_can_be_removed_from_are_hidden_when_asked() {
        let hidden = Scope { hides_protected: true, ..Scope::default() };
        assert_eq!(shown(hidden, &[4, 5, 6, 0]), [[0, 1, 2, 3]]);
        assert_eq!(shown(Scope::default(), &[4, 5, 6, 0]).len(), 2);
    }
}
