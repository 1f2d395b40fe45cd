//! What the comparison of pairs of photos comes to, as a table: what `models/train/verdict.py` is trained on.
//!
//! Reads `a,b,label,kind,source` a line from standard input, the first two being paths, and writes the same with what the
//! coarse proof and the close look say.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;

use image::RgbImage;
use lookalike::decode::Opened;
use lookalike::features::{self, Features};
use lookalike::verify::{self, MatchOutcome};
use lookalike::{decode, difference};

/// A photo as both looks need it.
struct Read {
    picture: RgbImage,
    features: Features,
    size: (u32, u32),
}

fn read(path: &str) -> Option<Read> {
    let path = Path::new(path);
    let Ok(Opened::Fresh(_, decoded)) = decode::photo(path, |_| None::<()>) else { return None };
    let picture = decode::preview(path, difference::LOOKED_AT_PX).ok()?;
    let size = (decoded.metadata.width, decoded.metadata.height);
    Some(Read { picture, features: features::extract(&decoded.pixels), size })
}

/// `None` if nothing says how the two lie over each other.
fn row(one: &Read, other: &Read) -> Option<String> {
    let proof = verify::align(&one.features, &other.features)?;
    let said = format!("{:?},{},{}", proof.outcome, proof.parts.kept_of_a, proof.parts.kept_of_b);
    if proof.outcome == MatchOutcome::Unproven {
        return Some(said);
    }
    let placement = proof.transform.placement(&one.features, &other.features, [one.size, other.size])?;
    let shown = [proof.parts.kept_of_a as f32, proof.parts.kept_of_b as f32];
    let found = if difference::is_ground(&one.picture, &other.picture, shown) {
        difference::compare(&one.picture, &other.picture, &placement.transform())
    } else {
        difference::compare(&other.picture, &one.picture, &placement.reversed().transform())
    };
    let evidence = found?.evidence.map(|number| format!("{number:.4}"));
    Some(format!("{said},{}", evidence.join(",")))
}

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    let mut photos: HashMap<String, Option<Read>> = HashMap::new();
    writeln!(out, "a,b,label,kind,source,coarse,shown,filled,{}", difference::NAMES.join(","))?;
    for line in io::stdin().lines() {
        let line = line?;
        let mut fields = line.split(',');
        let (Some(one), Some(other)) = (fields.next(), fields.next()) else { continue };
        for path in [one, other] {
            photos.entry(path.to_owned()).or_insert_with(|| read(path));
        }
        let read = |path: &str| photos.get(path).and_then(Option::as_ref);
        let said = read(one).zip(read(other)).and_then(|(one, other)| row(one, other));
        writeln!(out, "{line},{}", said.unwrap_or_else(|| "none".to_owned()))?;
    }
    Ok(())
}
