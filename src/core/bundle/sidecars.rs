//! Which sidecars are the same: a rating or a keyword more does not change a sidecar's size, so their bytes are read.

use crate::decode;
use crate::door;
use crate::photo::{Companion, CompanionKind, Findings, PhotoFile, PhotoId};
use crate::progress::{Cancelled, Progress};
use std::collections::HashMap;

/// Reads those sidecars of photos in pairs that another one has the size of. One that cannot be read stays unread.
pub fn read_sidecars(findings: &mut Findings, progress: &Progress) -> Result<(), Cancelled> {
    let paired = paired(findings);
    let files = || findings.photos.iter().zip(&paired).filter(|(_, paired)| **paired);
    let mut of_size: HashMap<u64, usize> = HashMap::new();
    for sidecar in files().flat_map(|(photo, _)| sidecars(&photo.file)) {
        *of_size.entry(sidecar.stamp.bytes).or_default() += 1;
    }
    for (photo, _) in findings.photos.iter_mut().zip(&paired).filter(|(_, paired)| **paired) {
        for sidecar in photo.file.companions.iter_mut().filter(|own| own.kind == CompanionKind::Sidecar) {
            progress.check()?;
            if of_size.get(&sidecar.stamp.bytes).is_some_and(|count| *count > 1) {
                let path = sidecar.path.clone();
                sidecar.content = door::pass(progress, move || decode::content_at(&path))?.ok().flatten();
            }
        }
    }
    Ok(())
}

fn sidecars(file: &PhotoFile) -> impl Iterator<Item = &Companion> {
    file.companions.iter().filter(|own| own.kind == CompanionKind::Sidecar)
}

/// Of each photo, whether it is a pair with another.
fn paired(findings: &Findings) -> Vec<bool> {
    let pairs = &findings.pairs;
    let mut alike = vec![false; findings.photos.len()];
    for pair in pairs.between_representatives() {
        (alike[pair.a.index()], alike[pair.b.index()]) = (true, true);
    }
    let ids = || (0..findings.photos.len() as u32).map(PhotoId);
    for copy in ids().filter(|photo| pairs.representative(*photo) != *photo) {
        alike[pairs.representative(copy).index()] = true;
    }
    ids().map(|photo| alike[pairs.representative(photo).index()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::{Pairs, sample};

    #[test]
    fn sidecars_of_one_size_are_the_same_only_if_their_bytes_are() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut findings = sample::findings(4, &[]);
        findings.pairs = Pairs::new(vec![PhotoId(0); 4], Vec::new());
        for (at, said) in ["Rating=0", "Rating=5", "Rating=0", "unreadable"].iter().enumerate() {
            let mut sidecar = sample::companion("x.xmp", CompanionKind::Sidecar, 8);
            sidecar.path = dir.path().join(format!("{at}.xmp"));
            if at < 3 {
                std::fs::write(&sidecar.path, said).expect("written");
            }
            findings.photos[at].file.companions.push(sidecar);
        }
        read_sidecars(&mut findings, &Progress::default()).expect("read");
        let beyond = |one: usize, other: usize| {
            findings.photos[one].file.companions_beyond(&findings.photos[other].file).count()
        };
        assert_eq!((beyond(0, 1), beyond(1, 0), beyond(0, 2), beyond(2, 0)), (1, 1, 0, 0));
        assert_eq!((beyond(0, 3), beyond(3, 0)), (1, 1));
    }

    #[test]
    fn sidecars_that_nothing_can_be_like_are_not_read() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut findings = sample::findings(3, &[(0, 1, 0.05)]);
        for (at, bytes) in [8, 9, 8].into_iter().enumerate() {
            let mut sidecar = sample::companion("x.xmp", CompanionKind::Sidecar, bytes);
            sidecar.path = dir.path().join(format!("{at}.xmp"));
            std::fs::write(&sidecar.path, vec![0; bytes as usize]).expect("written");
            findings.photos[at].file.companions.push(sidecar);
        }
        read_sidecars(&mut findings, &Progress::default()).expect("read");
        assert!(findings.photos.iter().all(|photo| photo.file.companions[0].content.is_none()));
    }
}
