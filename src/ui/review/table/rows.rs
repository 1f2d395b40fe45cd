//! Which rows the table has, and in which order: made anew only when the list of groups is arranged anew or another column
//! sorts, so that no row moves while photos are decided about.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::super::list::GroupList;
use crate::photo::{Findings, PhotoId, Relation};
use crate::review::{Decision, Review};

/// What the rows say, and can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Number of the group in the list.
    Group,
    /// Name of the file.
    Name,
    /// The folder it lies in.
    Folder,
    /// What it is to its group's keeper.
    Relation,
    /// Bytes, with what belongs to it.
    Size,
    /// Width times height.
    Pixels,
    /// When it was taken.
    Taken,
    /// How sharp it is among the similar shots of its group.
    Sharpness,
}

/// A photo of a listed group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Which one.
    pub photo: PhotoId,
    /// Its group, as an index into the review's.
    pub group: usize,
    /// The group's number in the list, from 1.
    pub number: usize,
}

/// The state of the table.
#[derive(Debug)]
pub struct Table {
    /// It is shown instead of the two photos.
    pub shown: bool,
    /// The row that was ticked last.
    pub anchor: Option<PhotoId>,
    /// How far it is scrolled; `None` before it was drawn.
    pub offset: Option<f32>,
    column: Column,
    descending: bool,
    rows: Vec<Row>,
    row_of: HashMap<PhotoId, usize>,
    /// The arrangement of the list that the rows were made from.
    arrangement: Option<u64>,
    selected: Option<PhotoId>,
    /// The selected row is to be brought into sight.
    reveal: bool,
    /// Of similar shots, as far as they can be compared by it.
    sharpness: HashMap<PhotoId, f32>,
    /// The rows stand in the order of their sharpness, if that sorts.
    measured: bool,
    /// Some rows are of similar shots.
    has_shots: bool,
}

impl Default for Table {
    fn default() -> Self {
        Self {
            shown: false,
            anchor: None,
            offset: None,
            column: Column::Group,
            descending: false,
            rows: Vec::new(),
            row_of: HashMap::new(),
            arrangement: None,
            selected: None,
            reveal: true,
            sharpness: HashMap::new(),
            measured: false,
            has_shots: false,
        }
    }
}

impl Table {
    /// Makes the rows anew if the list was arranged anew.
    pub fn follow(&mut self, review: &Review, list: &GroupList) {
        if self.arrangement == Some(list.arrangement()) {
            return;
        }
        self.arrangement = Some(list.arrangement());
        let of_group = |(at, group): (usize, &usize)| {
            let (group, number) = (*group, at + 1);
            review.groups()[group].photos().map(move |photo| Row { photo, group, number }).collect::<Vec<_>>()
        };
        self.rows = list.rows().iter().enumerate().flat_map(of_group).collect();
        self.measured = false;
        let is_shot = |group: &usize| review.groups()[*group].kind() == Relation::Similar;
        self.has_shots = list.rows().iter().any(is_shot);
        self.arrange(review);
        let there = |photo: &PhotoId| self.row_of.contains_key(photo);
        self.anchor = self.anchor.filter(there);
        self.selected = self.selected.filter(there).or(self.rows.first().map(|row| row.photo));
    }

    /// Sorts by a column, the second time the other way round.
    pub fn sort(&mut self, review: &Review, column: Column) {
        self.descending = self.column == column && !self.descending;
        self.column = column;
        self.measured = false;
        self.arrange(review);
        self.reveal = true;
    }

    /// Some rows are of similar shots, of which the sharpness can be compared.
    pub fn has_shots(&self) -> bool {
        self.has_shots
    }

    /// It is to be sorted by sharpness, and is not yet.
    pub fn waits_for_sharpness(&self) -> bool {
        self.column == Column::Sharpness && !self.measured
    }

    /// Sorts the similar shots of each group by what was measured of them.
    pub fn sort_by_sharpness(&mut self, review: &Review, sharpness: HashMap<PhotoId, f32>) {
        (self.sharpness, self.measured) = (sharpness, true);
        self.arrange(review);
        self.reveal = true;
    }

    /// The column that sorts, and whether it does the other way round.
    pub fn sorted(&self) -> (Column, bool) {
        (self.column, self.descending)
    }

    /// The rows in their order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The photo of the selected row.
    pub fn selected(&self) -> Option<PhotoId> {
        self.selected
    }

    /// Selects the row of a photo, and brings it into sight.
    pub fn select(&mut self, photo: PhotoId) {
        self.selected = Some(photo);
        self.reveal = true;
    }

    /// The photo so many rows below the selected one, or above, the last and the first one at most.
    pub fn beside_selected(&self, by: isize) -> Option<PhotoId> {
        let at = self.selected.and_then(|photo| self.row_of.get(&photo));
        let next = at.map_or(0, |at| at.saturating_add_signed(by).min(self.rows.len().saturating_sub(1)));
        self.rows.get(next).map(|row| row.photo)
    }

    /// The photos of the rows from one to another, both included.
    pub fn between(&self, one: PhotoId, other: PhotoId) -> Vec<PhotoId> {
        let (Some(one), Some(other)) = (self.row_of.get(&one), self.row_of.get(&other)) else {
            return Vec::new();
        };
        self.rows[*one.min(other)..=*one.max(other)].iter().map(|row| row.photo).collect()
    }

    /// The offset at which the selected row is in sight, once, where it is not.
    pub fn offset_to_reveal(&mut self, row_height: f32, room: f32) -> Option<f32> {
        if !std::mem::take(&mut self.reveal) {
            return None;
        }
        let at = *self.row_of.get(&self.selected?)?;
        let (top, bottom) = (at as f32 * row_height, (at + 1) as f32 * row_height);
        let Some(offset) = self.offset else { return Some(((top + bottom - room) / 2.0).max(0.0)) };
        if top < offset {
            return Some(top);
        }
        (bottom > offset + room).then_some(bottom - room)
    }

    fn arrange(&mut self, review: &Review) {
        let findings = review.findings();
        // Within what is equal the rows stand as the list has their groups, the keeper first.
        self.rows.sort_by_key(|row| (row.number, review.groups()[row.group].keeper != row.photo));
        if self.descending {
            self.rows.reverse();
        }
        match self.column {
            Column::Group => self.rows.sort_by_key(|row| row.number),
            Column::Name => {
                self.rows.sort_by_cached_key(|row| {
                    let name = findings.photo(row.photo).path().file_name().unwrap_or_default();
                    name.to_string_lossy().to_lowercase()
                });
            }
            Column::Folder => self.rows.sort_by(|a, b| folder(findings, a).cmp(&folder(findings, b))),
            Column::Relation => {
                let standings = standings(review, &self.rows);
                self.rows.sort_by_key(|row| standings.get(&row.photo).copied());
            }
            Column::Size => self.rows.sort_by_key(|row| findings.photo(row.photo).file.bundle_bytes()),
            Column::Pixels => self.rows.sort_by_key(|row| findings.photo(row.photo).metadata.pixels()),
            Column::Taken => self.rows.sort_by(|a, b| taken(findings, a).cmp(&taken(findings, b))),
            // Between groups it says nothing. Of numbers that are not negative the bits have the order of the numbers.
            Column::Sharpness => {
                let sharpness = &self.sharpness;
                self.rows.sort_by_key(|row| {
                    (row.number, Reverse(sharpness.get(&row.photo).map(|value| value.to_bits())))
                });
            }
        }
        if self.descending {
            self.rows.reverse();
        }
        self.row_of = self.rows.iter().enumerate().map(|(at, row)| (row.photo, at)).collect();
    }
}

fn folder<'a>(findings: &'a Findings, row: &Row) -> Option<&'a std::path::Path> {
    findings.photo(row.photo).path().parent()
}

fn taken<'a>(findings: &'a Findings, row: &Row) -> Option<&'a str> {
    findings.photo(row.photo).metadata.taken.as_deref()
}

/// Of each photo its place among those of its group: the keeper first, then the copies, then what is only alike, the nearest
/// first; what does not match the keeper last.
fn standings(review: &Review, rows: &[Row]) -> HashMap<PhotoId, (u8, u32)> {
    let groups: BTreeSet<usize> = rows.iter().map(|row| row.group).collect();
    let mut standings = HashMap::with_capacity(rows.len());
    for group in groups.into_iter().map(|at| &review.groups()[at]) {
        standings.insert(group.keeper, (0, 0));
        for member in &group.members {
            let place = member.twin_of.filter(|place| review.decision(*place) != Decision::Remove);
            let relation = place.map_or(member.link.map(|link| link.relation), |_| Some(Relation::Exact));
            // Of numbers that are not negative the bits have the order of the numbers.
            let distance = member.link.map_or(0.0, |link| link.distance.max(0.0)).to_bits();
            let rank = relation.map_or(u8::MAX, |relation| 1 + relation as u8);
            standings.insert(member.photo, (rank, distance));
        }
    }
    standings
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::photo::sample;

    /// Two groups, of two and of three photos; the first photo is the largest file, the first two are not dated.
    fn review() -> Review {
        let mut findings = sample::findings(5, &[(0, 1, 0.05), (2, 3, 0.02), (2, 4, 0.04), (3, 4, 0.04)]);
        for (at, photo) in findings.photos.iter_mut().enumerate() {
            photo.file.stamp.bytes = 1_100 - at as u64;
            photo.metadata.taken = (at > 1).then(|| format!("2025-01-0{} 00:00:00", 9 - at));
        }
        Review::new(Arc::new(findings), 0.1)
    }

    fn photos(table: &Table) -> Vec<u32> {
        table.rows().iter().map(|row| row.photo.0).collect()
    }

    #[test]
    fn rows_are_sorted_both_ways_and_stay_while_photos_are_decided_about() {
        let mut review = review();
        let mut list = GroupList::new(&review);
        let mut table = Table::default();
        table.follow(&review, &list);
        assert_eq!(photos(&table), [2, 3, 4, 0, 1]);
        table.sort(&review, Column::Size);
        assert_eq!(photos(&table), [4, 3, 2, 1, 0]);
        table.sort(&review, Column::Size);
        assert_eq!(photos(&table), [0, 1, 2, 3, 4]);
        table.sort(&review, Column::Taken);
        assert_eq!(photos(&table), [0, 1, 4, 3, 2]);
        table.sort(&review, Column::Relation);
        assert_eq!(photos(&table), [2, 0, 3, 4, 1]);
        review.keep_all(0);
        list.decided_all(&review);
        table.follow(&review, &list);
        assert_eq!(photos(&table), [2, 0, 3, 4, 1]);
        list.narrow(&review, "000.jpg".to_owned());
        table.follow(&review, &list);
        assert_eq!(photos(&table), [] as [u32; 0]);
    }

    #[test]
    fn the_sharpest_of_each_group_comes_first_once_all_are_measured() {
        let review = review();
        let mut table = Table::default();
        table.follow(&review, &GroupList::new(&review));
        table.sort(&review, Column::Sharpness);
        assert!(table.waits_for_sharpness());
        assert_eq!(photos(&table), [2, 3, 4, 0, 1]);
        let known = HashMap::from([(PhotoId(4), 9.0), (PhotoId(2), 3.0), (PhotoId(1), 5.0)]);
        table.sort_by_sharpness(&review, known);
        assert!(!table.waits_for_sharpness());
        assert_eq!(photos(&table), [4, 2, 3, 1, 0]);
    }

    #[test]
    fn the_selection_moves_by_rows_and_stays_in_the_table() {
        let review = review();
        let mut list = GroupList::new(&review);
        let mut table = Table::default();
        table.follow(&review, &list);
        assert_eq!((table.selected(), table.beside_selected(-1)), (Some(PhotoId(2)), Some(PhotoId(2))));
        table.select(PhotoId(0));
        assert_eq!(
            (table.beside_selected(-1), table.beside_selected(5)),
            (Some(PhotoId(4)), Some(PhotoId(1)))
        );
        assert_eq!(table.between(PhotoId(0), PhotoId(3)), [3, 4, 0].map(PhotoId));
        list.narrow(&review, "003.jpg".to_owned());
        table.follow(&review, &list);
        assert_eq!(table.selected(), Some(PhotoId(2)));
        assert!(table.between(PhotoId(0), PhotoId(3)).is_empty());
    }
}
