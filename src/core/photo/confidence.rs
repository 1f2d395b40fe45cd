//! How sure it is that two photos which form a pair show the same picture: from what was measured on photos with
//! known copies, not from the distance as such. Shown beside each pair on the screen and in reports.

use std::sync::LazyLock;

use super::{Link, Relation};

/// The bundled model's calibration: `distance,precision,recall,confidence`, each row up to its distance and none
/// missing in between. Made by `models/train/evaluate.py --table` from photos that were neither trained on nor are
/// in a benchmark; `models/README.md` says which.
const CALIBRATION: &str = include_str!("../../../models/calibration.csv");

/// Counting cannot prove that two photos are one: no likelihood is greater.
const MOST: f32 = 0.9999;

/// Of two photos that line up and could not be looked at closely. Set with care and not measured.
const LINES_UP: f32 = 0.9;

/// How likely it is that two photos show the same picture, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Confidence(f32);

/// A confidence in as many words as a person can tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Less than one in two.
    Unlikely,
    /// From one in two.
    Possible,
    /// From nine in ten.
    Likely,
    /// From 99 in a hundred.
    AlmostCertain,
    /// The same bytes, or the same pixels.
    Certain,
}

impl Confidence {
    /// Of a pair: exact copies and the same pixels are certain; edited copies are as likely as their pixels say
    /// (`models/verdict.csv`), the rest as pairs at their distance were in the calibration.
    pub fn of(link: Link) -> Self {
        match link.relation {
            Relation::Exact => Self(1.0),
            Relation::Edited if link.proof.is_some_and(|edit| edit.same_pixels) => Self(1.0),
            Relation::Edited => {
                let close = link.proof.and_then(|edit| edit.close);
                Self(close.map_or(LINES_UP, |close| close.likelihood.min(MOST)))
            }
            Relation::Similar => Self::at(link.distance),
        }
    }

    /// Of a pair known by its cosine distance alone.
    pub fn at(distance: f32) -> Self {
        let row = ROWS.iter().find(|row| distance <= row.distance);
        Self(row.map_or(0.0, |row| row.confidence))
    }

    /// Share of pairs like this one that are right, 0 to 1.
    pub fn share(self) -> f32 {
        self.0
    }

    /// In whole per cent; 100 only where nothing is left to doubt.
    pub fn per_cent(self) -> u8 {
        (self.0 * 100.0).floor() as u8
    }

    /// In a word.
    pub fn level(self) -> Level {
        match self.0 {
            1.0.. => Level::Certain,
            0.99.. => Level::AlmostCertain,
            0.9.. => Level::Likely,
            0.5.. => Level::Possible,
            _ => Level::Unlikely,
        }
    }
}

/// One row of the calibration.
struct Row {
    distance: f32,
    confidence: f32,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| CALIBRATION.lines().skip(1).filter_map(row).collect());

fn row(line: &str) -> Option<Row> {
    let mut fields = line.split(',').map(|field| field.parse::<f32>().ok());
    let (distance, confidence) = (fields.next()??, fields.nth(2)??);
    // Counting cannot prove that a likeness is certain.
    Some(Row { distance, confidence: confidence.min(MOST) })
}

#[cfg(test)]
mod tests {
    use super::super::{CloseLook, DEFAULT_THRESHOLD, Edit, LOOSEST_DISTANCE, sample};
    use super::*;

    #[test]
    fn the_whole_table_is_read_and_falls_with_the_distance() {
        assert_eq!(ROWS.len(), CALIBRATION.lines().count() - 1);
        assert!(
            ROWS.windows(2).all(|pair| {
                pair[0].distance < pair[1].distance && pair[0].confidence >= pair[1].confidence
            })
        );
        assert!(ROWS.last().is_some_and(|last| last.distance >= LOOSEST_DISTANCE));
    }

    #[test]
    fn the_default_threshold_is_the_loosest_with_999_of_1000_pairs_right() {
        let precision = |line: &str| -> Option<(f32, f32)> {
            let mut fields = line.split(',');
            Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
        };
        let rows = CALIBRATION.lines().skip(1).filter_map(precision);
        let loosest = rows.take_while(|(_, precision)| *precision >= 0.999).last();
        assert_eq!(loosest.map(|(distance, _)| distance), Some(DEFAULT_THRESHOLD));
    }

    #[test]
    fn confidence_falls_from_exact_over_proved_to_alike() {
        assert_eq!(Confidence::of(Link::EXACT).per_cent(), 100);
        let similar = |distance| Confidence::of(Link::similar(distance));
        assert_eq!(similar(0.0).per_cent(), 99);
        assert!(similar(0.01) > similar(LOOSEST_DISTANCE));
        assert_eq!(similar(1.5).share(), 0.0);
        let looked = CloseLook { likelihood: 0.97, ..CloseLook::SAME };
        let of = |close| {
            let proof = Some(Edit { close, ..sample::EDIT });
            Confidence::of(Link { relation: Relation::Edited, distance: 0.5, proof }).share()
        };
        assert_eq!([of(Some(looked)), of(None), of(Some(CloseLook::SAME))], [0.97, LINES_UP, MOST]);
        assert_eq!(Confidence(0.995).level(), Level::AlmostCertain);
        assert_eq!(Confidence(0.5).level(), Level::Possible);
    }
}
