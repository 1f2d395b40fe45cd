//! A report that is read back for a removal.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("report.json");
    std::fs::write(&path, bytes).expect("written");
    let _ = lookalike_core::report::read(&path);
});
