//! One of the parsers of `decode`: `src/core/decode/fuzzing.rs` says what it reads.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| lookalike_core::decode::fuzzing::run("annotations", bytes));
