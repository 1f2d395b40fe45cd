//! Names of photos and of what Google Takeout and others lay beside them, a line each: no file is lost and none is made up.
#![no_main]

use std::path::PathBuf;

use lookalike_core::photo::{FileId, FileStamp, PhotoFile};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let file = |(at, name): (usize, &str)| PhotoFile {
        path: PathBuf::from("/photos").join(name),
        id: FileId { volume: 1, file: at as u128 },
        stamp: FileStamp { bytes: 1, modified_ns: 0 },
        protected: false,
        preferred: None,
        companions: Vec::new(),
    };
    let files: Vec<PhotoFile> = text.lines().take(64).enumerate().map(file).collect();
    let count = files.len();
    let gathered = lookalike_core::bundle::gather(files);
    let kept: usize = gathered.iter().map(|file| 1 + file.companions.len()).sum();
    assert!(kept <= count);
});
