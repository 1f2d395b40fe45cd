//! The page before anything happens: how much goes, what speaks against it, and every single photo that goes with the one that
//! stays for it. Rows can be unticked: those photos stay this time, and stay marked.

mod page;
mod target;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::task::Poll;

pub use self::page::ui;
use self::target::Target;
use super::review::ReviewScreen;
use super::text::{self, Going};
use crate::discover::QUARANTINE;
use crate::job::Job;
use crate::photo::{Enlarged, Findings, Holding, PhotoId, Relation};
use crate::progress::Progress;
use crate::removal::{Disk, Place, Removal, RemovalPlan};

/// Photos on drives without a trash, each with the folder in which quarantine is made there.
type Quarantined = BTreeMap<PathBuf, PathBuf>;

/// More than this at once deserves a second look.
const MANY: usize = 1000;

/// A photo that goes, and the one that stays for it.
struct Row {
    goes: PhotoId,
    stays: PhotoId,
    relation: Relation,
    /// What speaks against it, in sentences.
    warnings: Vec<String>,
    /// It goes; otherwise it stays this time.
    ticked: bool,
}

/// The state of the page.
pub struct Apply {
    review: Box<ReviewScreen>,
    rows: Vec<Row>,
    /// The removals of all rows, in their order.
    whole: RemovalPlan,
    /// What the button carries out but for the sidecars.
    plan: RemovalPlan,
    /// The same, and what keepers would lose is written beside them.
    plan_with_sidecars: RemovalPlan,
    keep_metadata: bool,
    warnings: Vec<String>,
    target: Target,
    /// Which of the photos lie where there is no trash is being found out.
    looking: Option<Job<Quarantined>>,
    without_trash: Quarantined,
    /// How many of the photos that are ticked lie there.
    quarantined: usize,
    /// The button was pressed before that was known.
    pressed: bool,
}

impl Apply {
    /// Shows what the marks of this review come to. `disk` says where there is no trash.
    pub fn new(ctx: &egui::Context, review: Box<ReviewScreen>, disk: Option<Arc<dyn Disk>>) -> Self {
        let whole = RemovalPlan::from_review(review.review());
        let findings = review.findings();
        let id = |path: &Path| {
            let at = findings.photos.binary_search_by(|photo| photo.path().cmp(path)).ok()?;
            Some(PhotoId(at as u32))
        };
        let row = |removal: &Removal| {
            let (goes, stays) = (id(&removal.goes.path)?, id(&removal.keeper.path)?);
            let warnings = row_warnings(findings, goes, stays);
            Some(Row { goes, stays, relation: removal.relation, warnings, ticked: true })
        };
        let rows: Vec<Row> = whole.removals.iter().filter_map(row).collect();
        let looking = disk.and_then(|disk| look_for_trash(ctx, &whole, disk));
        let mut apply = Self {
            review,
            rows,
            plan: whole.clone(),
            plan_with_sidecars: RemovalPlan::default(),
            whole,
            keep_metadata: false,
            warnings: Vec::new(),
            target: Target::default(),
            looking,
            without_trash: Quarantined::new(),
            quarantined: 0,
            pressed: false,
        };
        apply.renew();
        apply
    }

    /// The page once more after it was refused, with the reason.
    pub fn refused(mut self, why: &anyhow::Error) -> Self {
        self.target.problem = Some(text::failure(why));
        self
    }

    /// What the button carries out.
    pub fn plan(&self) -> RemovalPlan {
        let plan = if self.keep_metadata { &self.plan_with_sidecars } else { &self.plan };
        let destination = self.target.destination(&self.review.findings().scanned);
        RemovalPlan { destination, ..plan.clone() }
    }

    /// The review the marks were made in.
    pub fn review(&self) -> &ReviewScreen {
        &self.review
    }

    /// Back to it.
    pub fn into_review(self) -> Box<ReviewScreen> {
        self.review
    }

    /// Takes over what was found out and chosen since the last frame; whether the plan is to be carried out now.
    fn poll(&mut self) -> bool {
        self.target.poll();
        let Some(Poll::Ready(looked)) = self.looking.as_ref().map(Job::poll) else { return false };
        self.looking = None;
        self.without_trash = looked.unwrap_or_default();
        let told = self.warnings.clone();
        self.renew();
        // Somebody who pressed the button has not read what is told only now.
        std::mem::take(&mut self.pressed) && told == self.warnings
    }

    /// Carries the plan out, as soon as all that speaks against it is told.
    fn press(&mut self) -> bool {
        self.pressed = self.looking.is_some();
        !self.pressed
    }

    /// Makes everything anew that follows from the rows that are ticked.
    fn renew(&mut self) {
        let ticked = self.rows.iter().filter(|row| row.ticked).map(|row| row.goes);
        let findings = self.review.findings();
        let paths: BTreeSet<&Path> = ticked.map(|photo| findings.photo(photo).path()).collect();
        let removals =
            self.whole.removals.iter().filter(|removal| paths.contains(removal.goes.path.as_path()));
        self.plan = RemovalPlan { removals: removals.cloned().collect(), ..self.whole.clone() };
        self.plan_with_sidecars = self.plan.clone().with_sidecars(findings);
        self.quarantined = self.without_trash().count();
        self.warnings = self.all_warnings();
    }

    /// What speaks against all that is ticked, in sentences.
    fn all_warnings(&self) -> Vec<String> {
        let findings = self.review.findings();
        let pairs: Vec<_> =
            self.rows.iter().filter(|row| row.ticked).map(|row| (row.goes, row.stays)).collect();
        let mut warnings = losses(findings, &pairs);
        let smaller = pairs.iter().filter(|(goes, stays)| is_larger(findings, *goes, *stays)).count();
        warnings.extend((smaller > 0).then(|| text::smaller_stays(smaller)));
        if !self.target.is_folder {
            let mut drives: BTreeMap<&Path, usize> = BTreeMap::new();
            self.without_trash().for_each(|folder| *drives.entry(folder).or_default() += 1);
            let told = |(folder, photos): (&Path, usize)| text::no_trash(photos, &folder.join(QUARANTINE));
            warnings.extend(drives.into_iter().map(told));
        }
        warnings.extend(emptied(findings, &pairs));
        warnings.extend((pairs.len() > MANY).then(|| text::many(pairs.len())));
        warnings
    }

    /// Of each ticked photo on a drive without a trash, the folder in which quarantine is made there.
    fn without_trash(&self) -> impl Iterator<Item = &Path> {
        let going = self.plan.removals.iter().map(|removal| &removal.goes.path);
        going.filter_map(|path| self.without_trash.get(path).map(PathBuf::as_path))
    }

    /// Where the photos that are ticked go, as far as is known.
    fn going(&self) -> Going {
        if self.target.is_folder { Going::Folder } else { self.going_without_folder() }
    }

    /// Where they go unless it is to a folder.
    fn going_without_folder(&self) -> Going {
        Going::of(self.ticked() - self.quarantined, self.quarantined)
    }

    fn ticked(&self) -> usize {
        self.plan.removals.len()
    }

    /// Photos that stay for those that are ticked.
    fn keepers(&self) -> usize {
        let keepers: BTreeSet<PhotoId> =
            self.rows.iter().filter(|row| row.ticked).map(|row| row.stays).collect();
        keepers.len()
    }
}

/// Finds out which photos lie where there is no trash; a drive may take long to answer.
fn look_for_trash(ctx: &egui::Context, plan: &RemovalPlan, disk: Arc<dyn Disk>) -> Option<Job<Quarantined>> {
    let mut by_folder: BTreeMap<Option<PathBuf>, Vec<PathBuf>> = BTreeMap::new();
    for removal in &plan.removals {
        let path = &removal.goes.path;
        by_folder.entry(path.parent().map(Path::to_owned)).or_default().push(path.clone());
    }
    let wake = ctx.clone();
    let look = move |progress: &Progress| {
        let mut without = Quarantined::new();
        for files in by_folder.into_values() {
            progress.check()?;
            let Some(file) = files.first() else { continue };
            let folder = match disk.places(file).into_iter().next() {
                Some(Place::Trash { .. } | Place::System(_) | Place::Folder(_)) => continue,
                Some(Place::Quarantine(folder)) => folder,
                // It has no place to go to, and the removal will say why.
                None => continue,
            };
            without.extend(files.into_iter().map(|file| (file, folder.clone())));
        }
        Ok(without)
    };
    Job::start("trash", move || wake.request_repaint(), look).ok()
}

/// Pixels of a border are no gain, nor are those of an enlargement.
fn is_larger(findings: &Findings, goes: PhotoId, stays: PhotoId) -> bool {
    let (goes, stays) = (findings.photo(goes), findings.photo(stays));
    let gains = !goes.framed && goes.enlarged != Enlarged::Yes;
    gains && goes.metadata.pixels() > stays.metadata.pixels()
}

fn takes_along(findings: &Findings, goes: PhotoId, stays: PhotoId) -> bool {
    let file = |photo: PhotoId| &findings.photo(photo).file;
    file(goes).companions_beyond(file(stays)).next().is_some()
}

/// What speaks against removing one photo, in sentences.
fn row_warnings(findings: &Findings, goes: PhotoId, stays: PhotoId) -> Vec<String> {
    let metadata = |photo: PhotoId| &findings.photo(photo).metadata;
    let beyond = Holding::ALL.into_iter().filter(|what| what.is_beyond(metadata(goes), metadata(stays)));
    let mut warnings: Vec<String> = beyond.map(|what| text::only_there(text::holding(what))).collect();
    if takes_along(findings, goes, stays) {
        warnings.push(text::only_there(text::has_companions()));
    }
    if is_larger(findings, goes, stays) {
        warnings.push(text::is_larger().to_owned());
    }
    warnings
}

/// What would be lost that the keepers do not have, in sentences.
fn losses(findings: &Findings, pairs: &[(PhotoId, PhotoId)]) -> Vec<String> {
    let metadata = |photo: &PhotoId| &findings.photo(*photo).metadata;
    let lost = |what: Holding| {
        pairs.iter().filter(|(goes, keeper)| what.is_beyond(metadata(goes), metadata(keeper))).count()
    };
    let mut warnings: Vec<String> = Holding::ALL
        .into_iter()
        .map(|what| (lost(what), what))
        .filter(|(photos, _)| *photos > 0)
        .map(|(photos, what)| text::lose(photos, text::holding(what)))
        .collect();
    match pairs.iter().filter(|(goes, keeper)| takes_along(findings, *goes, *keeper)).count() {
        0 => {}
        photos => warnings.push(text::lose(photos, text::has_companions())),
    }
    warnings
}

/// Folders of which no photo would be left.
fn emptied(findings: &Findings, pairs: &[(PhotoId, PhotoId)]) -> Option<String> {
    let folder = |photo: &PhotoId| findings.photo(*photo).path().parent();
    let mut going: BTreeMap<&Path, usize> = BTreeMap::new();
    pairs.iter().filter_map(|(goes, _)| folder(goes)).for_each(|at| *going.entry(at).or_default() += 1);
    for photo in findings.ids() {
        if let Some(left) = folder(&photo).and_then(|at| going.get_mut(at)) {
            // Nothing is left of the count only where every photo of the folder goes.
            *left = left.wrapping_sub(1);
        }
    }
    let emptied: Vec<&Path> = going.into_iter().filter(|(_, left)| *left == 0).map(|(at, _)| at).collect();
    let first = emptied.first()?;
    Some(text::emptied(emptied.len(), &text::name(first)))
}
