//! Photos moved to a folder of the user's: their structure stays, nothing is replaced, everything comes back; and what speaks
//! against the folder is said before anything moves.

use super::*;

/// Two copies of one photo in a scanned folder, one with a sidecar, and the one that is kept.
fn library_and_plan() -> (FakeDisk, RemovalPlan) {
    let disk = FakeDisk::default();
    for name in ["keep.jpg", "2019/a.jpg", "2020/b.jpg"] {
        disk.put(&Path::new("/a/Pics").join(name), b"content 1");
    }
    disk.put(Path::new("/a/Pics/2019/a.xmp"), b"sidecar");
    let subject = |name: &str| {
        let path = Path::new("/a/Pics").join(name);
        let (id, stamp) = disk.stat(&path).expect("there");
        FileSnapshot { content: disk.hash(&path).expect("there"), path, id, stamp }
    };
    let removal = |name: &str, companions| {
        let (relation, alike) = (Relation::Exact, Vec::new());
        Removal {
            goes: subject(name),
            companions,
            keeper: subject("keep.jpg"),
            relation,
            alike,
            sidecar: None,
        }
    };
    let FileSnapshot { path, id, stamp, .. } = subject("2019/a.xmp");
    let sidecar = Companion { kind: CompanionKind::Sidecar, path, id, stamp, content: None };
    let removals = vec![removal("2019/a.jpg", vec![sidecar]), removal("2020/b.jpg", Vec::new())];
    let destination = Destination { folder: "/a/Removed".into(), roots: vec!["/a/Pics".into()] };
    let plan = RemovalPlan { removals, protected: vec!["/a/Kept".into()], destination: Some(destination) };
    (disk, plan)
}

fn carried_out(disk: &FakeDisk, plan: &RemovalPlan) -> anyhow::Result<Receipt> {
    carry_out(plan, &History::new(HISTORY.into(), Arc::new(disk.clone())), &Progress::default())
}

#[test]
fn photos_keep_their_structure_and_come_back() {
    let (disk, plan) = library_and_plan();
    disk.put(Path::new("/a/Removed/Pics/2019/a.xmp"), b"somebody's");
    let before = disk.snapshot(Path::new("/a"));
    let receipt = carried_out(&disk, &plan).expect("a receipt");
    assert_eq!(receipt.removed().count(), 2, "{receipt:?}");
    assert!(receipt.is_into_folder() && receipt.quarantined_bytes() == 0);
    let there: Vec<PathBuf> = disk.snapshot(Path::new("/a/Removed")).into_keys().collect();
    let expected = ["2019/a (2).jpg", "2019/a (2).xmp", "2019/a.xmp", "2020/b.jpg"];
    assert_eq!(there, expected.map(|name| Path::new("/a/Removed/Pics").join(name)));
    let history = History::new(HISTORY.into(), Arc::new(disk.clone()));
    let one = undo_one(&receipt.id, 1, &history, &Progress::default()).expect("undone");
    assert_eq!((one.restored().count(), one.removed().count()), (1, 1));
    undo(&receipt.id, &history, &Progress::default()).expect("undone");
    assert_eq!(disk.snapshot(Path::new("/a")), before);
}

#[test]
fn what_speaks_against_a_folder_is_one_sentence_and_nothing_moves() {
    let check = |folder: &str, spoil: fn(&FakeDisk), part: &str| {
        let (disk, mut plan) = library_and_plan();
        let roots = vec!["/a/Pics".into()];
        plan.destination = Some(Destination { folder: folder.into(), roots });
        spoil(&disk);
        let before = disk.snapshot(Path::new("/"));
        let said = carried_out(&disk, &plan).expect_err("refused").to_string();
        assert!(said.contains(part), "{said}");
        assert_eq!(disk.snapshot(Path::new("/")), before);
    };
    let nothing = |_: &FakeDisk| ();
    check("/a/Pics", nothing, "would lie in the scanned folder /a/Pics");
    check("/a/Pics/2019/out", nothing, "would lie in the scanned folder /a/Pics");
    check("/a", nothing, "would lie in the scanned folder /a/Pics");
    check("/a/Kept/out", nothing, "lies in the protected folder /a/Kept");
    check("/b/out", nothing, "is on another drive than /a/Pics/2019/a.");
    check(
        "/a/Removed",
        |disk| disk.set_read_only(Path::new("/a/Removed")),
        "nothing can be written to /a/Removed",
    );
    check("/a/Removed", FakeDisk::fill, "the drive of /a/Removed is full");
}
