//! What `find --json` prints: the photos most like an example, for programs.
//!
//! Version 1 is this object; fields may be added to it, none will change or go while it is 1:
//!
//! | field | value |
//! |---|---|
//! | `version` | 1 |
//! | `example` | path of the example |
//! | `like` | only if there are several examples: the paths of the others |
//! | `photos` | array of photos, nearest first, the examples left out |
//!
//! A photo: `path` (and `path_bytes`, as in the JSON report), `distance` (in the metric that was asked for),
//! `relation` to the example that it is closest to, and `edit` of edited copies, as in the JSON report. The relation
//! is `"exact"`, `"edited"`, `"similar"`, or null: they do not look alike. Only the nearest are compared by their
//! pixels; what lies further down and was not compared has the relation null.

use std::io::Write;

use anyhow::Context;
use serde::Serialize;

use super::json::{EditRecord, PathRecord, VERSION, write_record};
use super::{relation_word, rounded};
use crate::find::Found;
use crate::nearest::Near;
use crate::photo::Link;

/// Writes what was found, indented, with a line end after it.
pub fn write(found: &Found, out: &mut dyn Write) -> anyhow::Result<()> {
    write_record(&FoundRecord::of(found), out).context("writing the JSON")
}

#[derive(Serialize)]
struct FoundRecord {
    version: u32,
    example: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    like: Vec<String>,
    photos: Vec<NearRecord>,
}

#[derive(Serialize)]
struct NearRecord {
    #[serde(flatten)]
    path: PathRecord,
    distance: f64,
    relation: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edit: Option<EditRecord>,
}

impl FoundRecord {
    fn of(found: &Found) -> Self {
        let path = |id| found.findings.photo(id).path().to_string_lossy().into_owned();
        let mut examples = found.examples.iter().map(|example| path(*example));
        Self {
            version: VERSION,
            example: examples.next().unwrap_or_default(),
            like: examples.collect(),
            photos: found.near.iter().map(|near| NearRecord::of(found, near)).collect(),
        }
    }
}

impl NearRecord {
    fn of(found: &Found, near: &Near) -> Self {
        let link = found.link(near.photo);
        Self {
            path: PathRecord::of(found.findings.photo(near.photo).path()),
            distance: rounded(near.distance),
            relation: link.map(|link| relation_word(link.relation)),
            edit: link.and_then(Link::edit).map(EditRecord::of),
        }
    }
}
