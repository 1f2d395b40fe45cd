//! What is said about rules for folders, and about what a scan compares.

use std::path::Path;

use super::super::rules::Rule;
use super::name;

messages! {
    // Menu of a photo
    protect_this(folder: &str);
    prefer_this(folder: &str);
    leave_out_folder(folder: &str);
    leave_out_help;
    leave_out(name: &str);
    leave_out_all(pattern: &str);
    folders_above;
    // What came of it
    rule_protects(folder: &str);
    rule_prefers(folder: &str);
    rule_leaves_out(pattern: &str, photos: usize);
    // Options of a scan
    scan_options;
    compare_title;
    between_everywhere;
    between_across;
    between_within;
    hide_protected;
    excluded_title;
    excluded_count(rules: usize);
    excluded_help;
    excluded_field;
    excluded_hint;
    excluded_add;
    always_title;
    always_protected(path: &Path);
    always_preferred(path: &Path);
    drop_rule(rule: &str);
}

/// What was said about a folder, and what came of it. `left_out`: photos that the review does not show any more.
pub fn rule_added(rule: &Rule, left_out: usize) -> String {
    match rule {
        Rule::Protect(folder) => rule_protects(&name(folder)),
        Rule::Prefer(folder) => rule_prefers(&name(folder)),
        Rule::LeaveOut(pattern) => rule_leaves_out(pattern, left_out),
    }
}

/// A rule in a list of them.
pub fn rule(rule: &Rule) -> String {
    match rule {
        Rule::Protect(folder) => always_protected(folder),
        Rule::Prefer(folder) => always_preferred(folder),
        Rule::LeaveOut(pattern) => pattern.clone(),
    }
}
