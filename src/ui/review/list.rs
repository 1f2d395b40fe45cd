//! Which groups the list shows, in which order: an index over a review, made anew only when the groups,
//! the tab, the order or the filter change. A group that gets decided keeps its row until then, so that
//! no row ever moves under the pointer.

use std::collections::BTreeSet;

use super::filter::{Filter, Texts};
use crate::photo::{Group, Kind, PhotoId, Relation};
use crate::review::Review;

/// Height of a row of the list where it is drawn, gap included.
pub const ROW_HEIGHT: f32 = 74.0;

/// The lists a group can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// Open groups of a kind.
    Open(Kind),
    /// Groups in which every photo is decided.
    Done,
}

/// All tabs, as they stand side by side.
pub const TABS: [Tab; 4] =
    [Tab::Open(Relation::Exact), Tab::Open(Relation::Edited), Tab::Open(Relation::Similar), Tab::Done];

/// The order of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Most bytes to free first.
    Space,
    /// Latest first, undated last.
    Date,
    /// Largest keeper first.
    Size,
    /// Most alike first.
    Distance,
    /// By the keeper's path.
    Name,
}

/// All orders, as they are offered.
pub const SORTS: [Sort; 5] = [Sort::Space, Sort::Date, Sort::Size, Sort::Distance, Sort::Name];

/// What the list knows of a group without looking at its photos again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// Its kind.
    pub kind: Kind,
    /// Bytes of all its photos but the keeper.
    pub to_free: u64,
    /// Every photo is decided.
    pub done: bool,
}

/// The index.
#[derive(Debug)]
pub struct GroupList {
    tab: Tab,
    sort: Sort,
    filter: String,
    texts: Texts,
    /// Only groups with one of these photos.
    only: Option<BTreeSet<PhotoId>>,
    summaries: Vec<Summary>,
    /// Of each group, whether filter and limit let it through.
    through: Vec<bool>,
    /// Groups let through that belong in each of the tabs.
    counts: [usize; 4],
    rows: Vec<usize>,
    /// Another number whenever the rows are arranged anew.
    arrangement: u64,
    /// The row of each group that has one.
    row_of: Vec<Option<usize>>,
}

impl GroupList {
    /// The first tab that has something to decide.
    pub fn new(review: &Review) -> Self {
        let mut list = Self {
            tab: TABS[0],
            sort: Sort::Space,
            filter: String::new(),
            texts: Texts::default(),
            only: None,
            summaries: Vec::new(),
            through: Vec::new(),
            counts: [0; 4],
            rows: Vec::new(),
            arrangement: 0,
            row_of: Vec::new(),
        };
        list.regrouped(review);
        list.tab = TABS.into_iter().find(|tab| list.count(*tab) > 0).unwrap_or(TABS[0]);
        list.arrange(review);
        list
    }

    /// Groups to show, as indices into the review's.
    pub fn rows(&self) -> &[usize] {
        &self.rows
    }

    /// Another number whenever the rows are arranged anew.
    pub fn arrangement(&self) -> u64 {
        self.arrangement
    }

    /// What is known of a group.
    pub fn summary(&self, group: usize) -> Summary {
        self.summaries[group]
    }

    /// The tab that is shown.
    pub fn tab(&self) -> Tab {
        self.tab
    }

    /// The order of the rows.
    pub fn sort(&self) -> Sort {
        self.sort
    }

    /// What was typed: every shown group fits it.
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// Groups that belong in a tab now and that the filter lets through.
    pub fn count(&self, tab: Tab) -> usize {
        TABS.iter().position(|other| *other == tab).map_or(0, |at| self.counts[at])
    }

    /// The row that shows a group.
    pub fn row_of(&self, group: usize) -> Option<usize> {
        self.row_of.get(group).copied().flatten()
    }

    /// The tab a group belongs in now.
    pub fn tab_of(&self, group: usize) -> Tab {
        let summary = self.summaries[group];
        if summary.done { Tab::Done } else { Tab::Open(summary.kind) }
    }

    /// The groups are new ones.
    pub fn regrouped(&mut self, review: &Review) {
        self.summaries = (0..review.groups().len()).map(|group| summary(review, group)).collect();
        self.sift(review);
    }

    /// Something was decided in this group; its row stays where it is.
    pub fn decided(&mut self, review: &Review, group: usize) {
        self.look_again(review, group);
        self.count_all();
    }

    /// Something was decided in many groups; all rows stay where they are.
    pub fn decided_all(&mut self, review: &Review) {
        for group in 0..self.summaries.len() {
            self.look_again(review, group);
        }
        self.count_all();
    }

    /// Shows another tab.
    pub fn show(&mut self, review: &Review, tab: Tab) {
        self.tab = tab;
        self.arrange(review);
    }

    /// Orders the rows.
    pub fn order(&mut self, review: &Review, sort: Sort) {
        self.sort = sort;
        self.arrange(review);
    }

    /// Shows only groups that fit what was typed.
    pub fn narrow(&mut self, review: &Review, filter: String) {
        self.filter = filter;
        self.sift(review);
    }

    /// Shows only groups with one of these photos; `None`: all.
    pub fn only(&mut self, review: &Review, photos: Option<BTreeSet<PhotoId>>) {
        self.only = photos;
        self.sift(review);
        if self.rows.is_empty() {
            self.tab = TABS.into_iter().find(|tab| self.count(*tab) > 0).unwrap_or(self.tab);
            self.arrange(review);
        }
    }

    /// How many photos the list is limited to.
    pub fn limited_to(&self) -> Option<usize> {
        self.only.as_ref().map(BTreeSet::len)
    }

    /// Whether the filter, and what the list is limited to, show this group at all.
    pub fn lets_through(&self, group: usize) -> bool {
        self.through[group]
    }

    /// Makes the list one that has a row for this group, if it has none.
    pub fn bring(&mut self, review: &Review, group: usize) {
        if self.row_of(group).is_some() {
            return;
        }
        if !self.lets_through(group) {
            (self.only, self.filter) = (None, String::new());
        }
        self.tab = self.tab_of(group);
        self.sift(review);
    }

    fn look_again(&mut self, review: &Review, group: usize) {
        self.summaries[group] = summary(review, group);
    }

    fn sift(&mut self, review: &Review) {
        let wanted = Filter::read(&self.filter);
        let only = self.only.as_ref();
        let fits = |group: &Group| {
            only.is_none_or(|only| group.photos().any(|photo| only.contains(&photo)))
                && wanted.fits(review.findings(), &self.texts, group)
        };
        self.through = review.groups().iter().map(fits).collect();
        self.count_all();
        self.arrange(review);
    }

    fn count_all(&mut self) {
        let through = self.summaries.iter().zip(&self.through).filter(|(_, through)| **through);
        let through: Vec<&Summary> = through.map(|(summary, _)| summary).collect();
        self.counts = TABS.map(|tab| through.iter().filter(|summary| belongs(summary, tab)).count());
    }

    fn arrange(&mut self, review: &Review) {
        self.arrangement += 1;
        let (findings, groups) = (review.findings(), review.groups());
        self.rows = (0..groups.len())
            .filter(|at| self.through[*at] && belongs(&self.summaries[*at], self.tab))
            .collect();
        let taken = |at: &usize| findings.photo(groups[*at].keeper).metadata.taken.as_deref();
        match self.sort {
            Sort::Space => self.rows.sort_by_key(|at| std::cmp::Reverse(self.summaries[*at].to_free)),
            Sort::Date => self.rows.sort_by(|a, b| taken(b).cmp(&taken(a))),
            Sort::Size => {
                let bytes = |at: &usize| findings.photo(groups[*at].keeper).file.stamp.bytes;
                self.rows.sort_by_key(|at| std::cmp::Reverse(bytes(at)));
            }
            Sort::Distance => {
                self.rows.sort_by(|a, b| groups[*a].weakest_link().total_cmp(&groups[*b].weakest_link()));
            }
            // The groups of a review come in this order.
            Sort::Name => {}
        }
        self.row_of = vec![None; groups.len()];
        for (row, group) in self.rows.iter().enumerate() {
            self.row_of[*group] = Some(row);
        }
    }
}

fn belongs(summary: &Summary, tab: Tab) -> bool {
    match tab {
        Tab::Open(kind) => !summary.done && summary.kind == kind,
        Tab::Done => summary.done,
    }
}

fn summary(review: &Review, at: usize) -> Summary {
    let (findings, group) = (review.findings(), &review.groups()[at]);
    let bytes = |photo: PhotoId| findings.photo(photo).file.bundle_bytes();
    let to_free = group.members.iter().map(|member| bytes(member.photo)).sum();
    Summary { kind: group.kind(), to_free, done: review.is_done(at) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::sample;
    use std::sync::Arc;

    fn review() -> Review {
        let mut findings = sample::findings(6, &[(0, 1, 0.05), (2, 3, 0.05), (4, 5, 0.05)]);
        for (one, other) in [(2, 4), (3, 5)] {
            findings.photos[one].file.stamp.bytes = 9_000_000;
            findings.photos[other].metadata.taken = Some("2025-01-01 00:00:00".to_owned());
        }
        Review::new(Arc::new(findings), 0.1)
    }

    #[test]
    fn tabs_count_themselves_and_rows_stay_until_the_list_is_arranged() {
        let mut review = review();
        let mut list = GroupList::new(&review);
        assert_eq!(list.tab(), Tab::Open(Relation::Similar));
        assert_eq!(list.rows(), [1, 0, 2]);
        review.keep_all(1);
        list.decided(&review, 1);
        assert_eq!((list.count(Tab::Open(Relation::Similar)), list.count(Tab::Done)), (2, 1));
        assert_eq!(list.rows().len(), 3);
        list.show(&review, Tab::Done);
        assert_eq!(list.rows(), [1]);
    }

    #[test]
    fn rows_are_ordered_and_narrowed() {
        let review = review();
        let mut list = GroupList::new(&review);
        assert_eq!(list.rows()[0], 1);
        list.order(&review, Sort::Date);
        assert_eq!(list.rows()[0], 2);
        list.order(&review, Sort::Name);
        assert_eq!(list.rows(), [0, 1, 2]);
        list.order(&review, Sort::Size);
        assert_eq!(list.rows(), [1, 0, 2]);
        list.order(&review, Sort::Distance);
        assert_eq!(list.rows(), [0, 1, 2]);
        list.narrow(&review, " 003.JPG ".to_owned());
        assert_eq!(list.rows(), [1]);
    }

    #[test]
    fn tabs_count_what_the_filter_lets_through_and_a_group_it_hides_can_be_brought_back() {
        let mut review = review();
        let mut list = GroupList::new(&review);
        review.keep_all(2);
        list.decided(&review, 2);
        list.narrow(&review, "003.jpg".to_owned());
        assert_eq!((list.count(Tab::Open(Relation::Similar)), list.count(Tab::Done)), (1, 0));
        assert!(list.lets_through(1) && !list.lets_through(2));
        list.bring(&review, 2);
        assert_eq!((list.tab(), list.rows(), list.filter()), (Tab::Done, &[2][..], ""));
        assert_eq!((list.count(Tab::Open(Relation::Similar)), list.count(Tab::Done)), (2, 1));
    }
}
