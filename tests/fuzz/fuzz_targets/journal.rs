//! The journal of a removal: each line of the input is an event, which gets the checksum that makes it count.
#![no_main]

use std::fmt::Write;
use std::sync::Arc;

use lookalike_core::removal::{History, RealDisk};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut journal = "Lookalike removal journal 1".to_owned();
    for line in String::from_utf8_lossy(bytes).lines() {
        let _ = write!(journal, "\n{} {line}", &blake3::hash(line.as_bytes()).to_hex()[..16]);
    }
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("20260101-000000.journal"), journal).expect("written");
    let disk = Arc::new(RealDisk::with_home_trash(None));
    let _ = History::new(folder.path().to_owned(), disk).receipts();
});
