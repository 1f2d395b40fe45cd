//! Reviews come back as they were, and as far as their photos did.

use std::sync::Arc;

use super::*;
use crate::photo::sample;

fn folders() -> Vec<SavedFolder> {
    vec![SavedFolder { path: "/photos".into(), protected: false, preferred: true }]
}

fn findings() -> Findings {
    sample::findings(6, &[(0, 1, 0.05), (2, 3, 0.05), (4, 5, 0.05)])
}

/// Decided: the first group by choosing its second photo, the second by keeping all; the third undone.
fn decided() -> Review {
    let mut review = Review::new(Arc::new(findings()), 0.1);
    review.keep_only(0, PhotoId(1));
    review.keep_all(1);
    review.keep_all(2);
    review.undo();
    review
}

fn save(dir: &Path, review: &Review, whereabouts: &Whereabouts) -> PathBuf {
    let file = file_of(dir, &folders());
    let saver = Saver::start().expect("a thread");
    saver.put(file.clone(), b"an earlier state".to_vec());
    saver.put(file.clone(), encode(&folders(), review, whereabouts).expect("encoded"));
    drop(saver);
    file
}

#[test]
fn a_review_comes_back_as_it_was() {
    let dir = tempfile::tempdir().expect("a folder");
    let whereabouts =
        Whereabouts { tab: 2, sort: 1, filter: "holiday".into(), photos: Some([PhotoId(4), PhotoId(5)]) };
    let review = decided();
    let file = save(dir.path(), &review, &whereabouts);
    let mut resumed = resume(&file, &Arc::new(findings())).expect("resumed");
    assert_eq!(resumed.review.snapshot(), review.snapshot());
    assert_eq!(resumed.review.groups(), review.groups());
    assert_eq!(resumed.whereabouts, whereabouts);
    assert!(resumed.vanished.is_empty() && resumed.changed.is_empty());
    assert_eq!(resumed.review.redo(), Some(2));
    assert_eq!(
        (resumed.review.undo(), resumed.review.undo(), resumed.review.undo()),
        (Some(2), Some(1), Some(0))
    );
    assert_eq!(resumed.review.totals(), Review::new(Arc::new(findings()), 0.1).totals());
    let [summary] = &all(dir.path())[..] else { panic!("one review") };
    assert_eq!((&summary.folders, summary.totals), (&folders(), review.totals()));
}

#[test]
fn photos_that_are_gone_or_changed_are_told_and_their_marks_dropped() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = save(dir.path(), &decided(), &Whereabouts::default());
    // The first photo, which was marked, is gone; the third, which was kept, has other bytes.
    let mut now = sample::findings(5, &[(1, 2, 0.05), (3, 4, 0.05)]);
    let paths: Vec<PathBuf> = findings().photos.iter().map(|photo| photo.path().to_owned()).collect();
    for (photo, before) in now.photos.iter_mut().zip(findings().photos.into_iter().skip(1)) {
        *photo = before;
    }
    now.photos[1].content = ContentHash([7; 32]);
    let resumed = resume(&file, &Arc::new(now)).expect("resumed");
    assert_eq!(resumed.vanished, paths[..1]);
    assert_eq!(resumed.changed, paths[2..3]);
    assert_eq!(resumed.review.totals().marked, 0);
    assert_eq!(resumed.review.decision(PhotoId(0)), Decision::Keep);
    assert_eq!(resumed.review.decision(PhotoId(1)), Decision::Undecided);
}

#[test]
fn files_of_another_version_are_left_alone() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = save(dir.path(), &decided(), &Whereabouts::default());
    std::fs::write(&file, b"lookalike review 9\nsomething").expect("written");
    assert!(resume(&file, &Arc::new(findings())).is_err());
    assert!(all(dir.path()).is_empty());
    assert_eq!(std::fs::read(&file).expect("there"), b"lookalike review 9\nsomething");
}

#[test]
fn the_order_of_folders_does_not_matter() {
    let folder = |path: &str| SavedFolder { path: path.into(), protected: false, preferred: false };
    let data = Path::new("/data");
    let (one, two) = (folder("/one"), folder("/two"));
    let both = file_of(data, &[one.clone(), two.clone()]);
    assert_eq!(both, file_of(data, &[two.clone(), one.clone(), one.clone()]));
    assert_ne!(both, file_of(data, &[one]));
    assert_ne!(file_of(data, &[folder("/a"), folder("/b")]), file_of(data, &[folder("/a/b")]));
}

#[test]
fn no_damaged_review_is_believed_and_none_that_cannot_be_opened_is_called_damaged() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = save(dir.path(), &decided(), &Whereabouts::default());
    let whole = std::fs::read(&file).expect("there");
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << bit;
            assert!(stored(&bytes).is_none(), "bit {bit} of byte {at}");
        }
        assert!(stored(&whole[..at]).is_none());
    }
    assert!(matches!(resume(dir.path(), &Arc::new(findings())), Err(Unreadable::Closed(_))));
    assert!(!is_covered(dir.path(), &findings()), "it may hold more");
}
