//! `remove` and `undo`: a report → what it asks for → the same photos scanned again → a plan that is printed and,
//! with `--yes`, carried out by the same code as in the window.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow};

use super::arguments::{RemoveOptions, UndoOptions};
use super::commands::{print, shown};
use super::{DONE, FAILED, INTERRUPTED, watch};
use crate::bundle;
use crate::discover::{Folders, QUARANTINE};
use crate::embed::Engine;
use crate::photo::{ContentHash, Findings, PhotoId, Relation};
use crate::progress::{Progress, Stop};
use crate::removal::{
    self, Destination, Disk, Entry, History, Outcome, RealDisk, Receipt, Recovered, Removal, RemovalPlan,
};
use crate::report::{self, Reported, ReportedPhoto};
use crate::review::Decision;
use crate::scan::{self, ScanRequest};
use crate::settings::OwnFolders;
use crate::words;

pub fn remove(options: &RemoveOptions, own: Option<&OwnFolders>) -> Result<u8, Stop> {
    let reported = report::read(&options.from)?;
    let wishes = wishes(&reported, options);
    if wishes.is_empty() {
        let also = if options.exact { ", and none is an exact copy that nobody decided about" } else { "" };
        print(|out| Ok(writeln!(out, "Nothing to remove: no photo in the report is decided to go{also}.")?))?;
        return Ok(DONE);
    }
    let progress = watch::interruptible()?;
    let history = history(own)?;
    let findings = look_again(&wishes, &reported, own, &progress)?;
    let mut plan = plan(&wishes, &findings, &progress)?;
    if let Some(folder) = &options.move_to {
        let folder = std::path::absolute(folder).with_context(|| shown(folder).to_string())?;
        let destination = Destination { folder, roots: reported.folders.clone() };
        destination.check(&plan, &**history.disk()).map_err(anyhow::Error::new)?;
        plan.destination = Some(destination);
    }
    print(|out| Ok(list_plan(out, &plan, &**history.disk())?))?;
    if plan.removals.is_empty() {
        return Ok(DONE);
    }
    if !options.yes {
        watch::say("Nothing was moved. The same command with --yes does it.");
        return Ok(DONE);
    }
    let receipt = watch::watched(&progress, || Ok(removal::carry_out(&plan, &history, &progress)?))?;
    print(|out| Ok(list_receipt(out, &receipt)?))?;
    Ok(ended(plan.removals.len() - receipt.removed().count(), &progress))
}

pub fn undo(options: &UndoOptions, own: Option<&OwnFolders>) -> Result<u8, Stop> {
    let history = history(own)?;
    let (receipts, damaged) = history.receipts()?;
    for journal in damaged {
        watch::say(&journal.reason.to_string());
    }
    if options.list {
        print(|out| Ok(list_receipts(out, &receipts, &**history.disk())?))?;
        return Ok(DONE);
    }
    let within_reach = |receipt: &&Receipt| receipt.within_reach(&**history.disk()).next().is_some();
    let last = || receipts.iter().find(within_reach).map(|receipt| receipt.id.clone());
    let Some(id) = options.receipt.clone().or_else(last) else {
        print(|out| Ok(writeln!(out, "Nothing to put back.")?))?;
        return Ok(DONE);
    };
    let progress = watch::interruptible()?;
    let before = receipts.iter().find(|receipt| receipt.id == id);
    let away = before.map_or(0, |receipt| receipt.entries.iter().filter(|e| !e.moved.is_empty()).count());
    let receipt = watch::watched(&progress, || Ok(removal::undo(&id, &history, &progress)?))?;
    print(|out| Ok(list_undone(out, &receipt, away)?))?;
    Ok(ended(receipt.entries.iter().filter(|entry| !entry.moved.is_empty()).count(), &progress))
}

/// The exit code of work that was interrupted, or did for `missed` photos not what it should.
fn ended(missed: usize, progress: &Progress) -> u8 {
    match missed {
        _ if progress.is_cancelled() => INTERRUPTED,
        0 => DONE,
        _ => FAILED,
    }
}

/// The history, with what was cut short in it mended.
fn history(own: Option<&OwnFolders>) -> anyhow::Result<History> {
    let own = own.context("this system names no home folder to keep the journal of removals in")?;
    let history = History::new(own.history_folder(), Arc::new(RealDisk::of_user()));
    removal::recover(&history)?.iter().for_each(|recovered| watch::say(&mended(recovered)));
    Ok(history)
}

fn mended(recovered: &Recovered) -> String {
    let Recovered { receipt, finished, rolled_back, stranded, not_attempted } = recovered;
    format!(
        "The removal {} was cut short: {} photos of it are in the trash; {finished} half-done moves were finished, \
         {rolled_back} taken back, {stranded} could not be mended, {not_attempted} photos were not reached.",
        receipt.id,
        receipt.removed().count(),
    )
}

/// What a report asks for.
struct Wish<'a> {
    goes: &'a ReportedPhoto,
    /// The photo that stays for it.
    keeper: &'a ReportedPhoto,
    /// What the report says lies between them.
    relation: Relation,
    /// Nobody decided about this photo: all exact copies were asked for.
    in_bulk: bool,
}

fn wishes<'a>(reported: &'a Reported, options: &RemoveOptions) -> Vec<Wish<'a>> {
    let mut wishes = Vec::new();
    for group in &reported.groups {
        // Of the places that a content lies in, the one that stays comes first.
        let mut places: HashMap<ContentHash, &ReportedPhoto> = HashMap::new();
        places.insert(group.keeper.content, &group.keeper);
        for (goes, relation) in &group.members {
            let place = *places.entry(goes.content).or_insert(goes);
            let place =
                Some(place).filter(|place| place.path != goes.path && place.decision != Decision::Remove);
            let protected = reported.protected.iter().any(|folder| goes.path.starts_with(folder));
            let undecided = goes.decision == Decision::Undecided;
            let in_bulk = options.exact && place.is_some() && undecided && !protected;
            let stays = match (place, *relation) {
                (Some(place), _) => Some((place, Relation::Exact)),
                (None, Some(relation)) => Some((&group.keeper, relation)),
                (None, None) => None,
            };
            if let Some((keeper, relation)) = stays.filter(|_| goes.decision == Decision::Remove || in_bulk) {
                wishes.push(Wish { goes, keeper, relation, in_bulk });
            }
        }
    }
    wishes.sort_by(|a, b| a.goes.path.cmp(&b.goes.path));
    wishes
}

/// Scans the photos concerned, and nothing else: what the report says about them is not relied on.
fn look_again(
    wishes: &[Wish<'_>],
    reported: &Reported,
    own: Option<&OwnFolders>,
    progress: &Progress,
) -> Result<Findings, Stop> {
    let engine = Engine::open(own.map(|own| own.data.as_path()));
    let folders = Folders {
        scanned: concerned(wishes, progress)?,
        protected: reported.protected.clone(),
        left_out: own.map(OwnFolders::all).unwrap_or_default(),
        ..Folders::default()
    };
    let request =
        ScanRequest { folders, threads: 0, cache: scan::cache(own.map(OwnFolders::cache_file).as_deref()) };
    watch::watched(progress, || scan::scan(&request, &engine, progress))
}

/// The photos, and what lies beside them under their names and so may belong to them.
fn concerned(wishes: &[Wish<'_>], progress: &Progress) -> Result<Vec<PathBuf>, Stop> {
    let photos = || wishes.iter().flat_map(|wish| [&wish.goes.path, &wish.keeper.path]);
    let mut names: BTreeMap<&Path, BTreeSet<OsString>> = BTreeMap::new();
    for path in photos() {
        names.entry(path.parent().unwrap_or(path)).or_default().extend(bundle::stems(path));
    }
    let mut concerned: Vec<PathBuf> = photos().cloned().collect();
    for (folder, names) in names {
        progress.check()?;
        // In a folder that cannot be listed no photo will be found either, and that is said of each.
        let beside = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        concerned.extend(beside.filter(|path| bundle::stems(path).iter().any(|stem| names.contains(stem))));
    }
    Ok(concerned)
}

/// The plan, if the photos are what the report says, all of them; otherwise what is wrong with each, and an error.
fn plan(wishes: &[Wish<'_>], findings: &Findings, progress: &Progress) -> Result<RemovalPlan, Stop> {
    let mut removals = Vec::new();
    let mut wrong = 0;
    for wish in wishes {
        progress.check()?;
        let path = shown(&wish.goes.path);
        match removal_of(wish, findings) {
            Ok(Some(removal)) => removals.push(removal),
            Ok(None) => watch::say(&format!(
                "{path} stays: something belongs to it that the photo kept for it lacks, so only a decision \
                 about it removes it"
            )),
            Err(why) => {
                watch::say(&format!("{path}: {why}"));
                wrong += 1;
            }
        }
    }
    match wrong {
        0 => Ok(RemovalPlan { removals, protected: findings.protected.clone(), destination: None }),
        _ => Err(anyhow!(
            "the report does not fit {wrong} of {} photos any more, so nothing is removed; scan again",
            wishes.len()
        )
        .into()),
    }
}

/// `None` for a photo that is not removed in bulk.
fn removal_of(wish: &Wish<'_>, findings: &Findings) -> Result<Option<Removal>, String> {
    let goes = found(wish.goes, findings)?;
    let stays = found(wish.keeper, findings).map_err(|why| format!("the photo kept for it: {why}"))?;
    let file = |photo: PhotoId| &findings.photo(photo).file;
    if file(goes).protected {
        return Err("it lies in a protected folder".to_owned());
    }
    let link = findings.pairs.link(goes, stays);
    if link.is_none_or(|link| link.relation > wish.relation) {
        return Err("it does not match the photo kept for it as the report says".to_owned());
    }
    if wish.in_bulk && file(goes).companions_beyond(file(stays)).next().is_some() {
        return Ok(None);
    }
    Ok(removal::removal(findings, (goes, stays)))
}

/// The photo as it is now, if it is what was reported.
fn found(reported: &ReportedPhoto, findings: &Findings) -> Result<PhotoId, String> {
    let at = findings.photos.binary_search_by(|photo| photo.path().cmp(&reported.path));
    let Ok(at) = at else {
        let skipped = findings.skipped.binary_search_by(|skipped| skipped.path.cmp(&reported.path));
        return Err(skipped.map_or_else(
            |_| "it is not there, or is another file of the report under a second name".to_owned(),
            |at| findings.skipped[at].reason.to_string(),
        ));
    };
    let photo = &findings.photos[at];
    let same = photo.content == reported.content && photo.file.stamp == reported.stamp;
    same.then_some(PhotoId(at as u32)).ok_or_else(|| "it has changed since the report".to_owned())
}

fn list_plan(out: &mut dyn Write, plan: &RemovalPlan, disk: &dyn Disk) -> io::Result<()> {
    for removal in &plan.removals {
        writeln!(out, "remove {}", shown(&removal.goes.path))?;
        for companion in &removal.companions {
            writeln!(out, "   and {}", shown(&companion.path))?;
        }
        writeln!(out, "  keep {}", shown(&removal.keeper.path))?;
    }
    for (folder, photos) in plan.quarantined(disk) {
        let (photos, folder) = (words::counted(photos, "photo"), shown(&folder.join(QUARANTINE)));
        writeln!(out, "no trash there: {photos} would go to {folder}")?;
    }
    writeln!(out, "{}, {} bytes", words::counted(plan.removals.len(), "photo"), plan.bytes())
}

fn list_receipt(out: &mut dyn Write, receipt: &Receipt) -> io::Result<()> {
    for Entry { removal, outcome, moved } in &receipt.entries {
        let path = shown(&removal.goes.path);
        match outcome {
            Outcome::Removed => {}
            Outcome::Restored(_) => writeln!(out, "back {path}")?,
            Outcome::Refused(why) => writeln!(out, "stays {path}: {why}")?,
            Outcome::Failed(why) if moved.is_empty() => writeln!(out, "failed {path}: {why}")?,
            Outcome::Failed(why) => {
                let places: Vec<_> = moved.iter().map(|moved| shown(&moved.to)).collect();
                writeln!(out, "failed {path}: {why}; look in {}", places.join(", "))?;
            }
            Outcome::NotAttempted => writeln!(out, "not reached {path}")?,
        }
    }
    let quarantined = receipt.quarantined_bytes();
    if quarantined > 0 {
        writeln!(
            out,
            "{quarantined} bytes lie in {QUARANTINE} on their own volume: its trash did not take them"
        )?;
    }
    let removed = receipt.removed().count();
    let all = words::counted(receipt.entries.len(), "photo");
    let done = if receipt.is_into_folder() { "moved" } else { "removed" };
    writeln!(out, "{removed} of {all} {done}, {} bytes", receipt.freed_bytes())?;
    if removed > 0 {
        writeln!(out, "Receipt {0}: lookalike undo {0} puts them back", receipt.id)?;
    }
    Ok(())
}

fn list_undone(out: &mut dyn Write, receipt: &Receipt, away: usize) -> io::Result<()> {
    let mut left = 0;
    for Entry { removal, outcome, moved } in &receipt.entries {
        match outcome {
            Outcome::Restored(place) if *place != removal.goes.path => {
                writeln!(out, "{} is taken: put back as {}", shown(&removal.goes.path), shown(place))?;
            }
            Outcome::Failed(why) if !moved.is_empty() => {
                writeln!(out, "failed {}: {why}", shown(&removal.goes.path))?;
            }
            _ => {}
        }
        left += usize::from(!moved.is_empty());
    }
    writeln!(out, "{} of {} put back", away.saturating_sub(left), words::counted(away, "photo"))
}

fn list_receipts(out: &mut dyn Write, receipts: &[Receipt], disk: &dyn Disk) -> io::Result<()> {
    for receipt in receipts {
        let away = receipt.within_reach(disk).count();
        let (all, bytes) = (words::counted(receipt.entries.len(), "photo"), receipt.freed_bytes());
        writeln!(out, "{}: {away} of {all} can be put back, {bytes} bytes", receipt.id)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::{ContentHash, FileStamp};
    use crate::report::ReportedGroup;

    fn reported(name: &str, content: u8, decision: Decision) -> ReportedPhoto {
        let (path, content) = (Path::new("/photos").join(name), ContentHash([content; 32]));
        ReportedPhoto { path, stamp: FileStamp { bytes: 1, modified_ns: 1 }, content, decision }
    }

    #[test]
    fn in_bulk_go_the_further_places_of_every_content_and_nothing_else() {
        let (undecided, exact) = (Decision::Undecided, Some(Relation::Exact));
        let (edited, similar) = (Some(Relation::Edited), Some(Relation::Similar));
        let members = [
            ("copy.jpg", 0, undecided, exact),
            ("kept.jpg", 0, Decision::Keep, exact),
            ("small.jpg", 1, undecided, edited),
            ("twin of small.jpg", 1, undecided, edited),
            ("next shot.jpg", 2, undecided, similar),
            ("chosen.jpg", 3, Decision::Remove, similar),
            ("twin of chosen.jpg", 3, undecided, similar),
            ("stranger.jpg", 4, undecided, None),
            ("twin of stranger.jpg", 4, Decision::Remove, None),
        ];
        let members =
            members.map(|(name, content, decision, relation)| (reported(name, content, decision), relation));
        let keeper = reported("keeper.jpg", 0, undecided);
        let report = Reported {
            folders: vec![],
            protected: vec![],
            groups: vec![ReportedGroup { keeper, members: members.into() }],
        };
        let wished = |exact| {
            let options = RemoveOptions { from: "r.json".into(), exact, move_to: None, yes: true };
            let name = |photo: &ReportedPhoto| {
                photo.path.file_stem().map(|name| name.to_string_lossy().into_owned())
            };
            let wishes = wishes(&report, &options);
            let named =
                wishes.iter().map(|wish| [name(wish.goes), name(wish.keeper)].map(Option::unwrap_or_default));
            named.map(|names| names.join(" for ")).collect::<Vec<_>>()
        };
        let chosen = ["chosen for keeper", "twin of stranger for stranger"];
        assert_eq!(wished(false), chosen);
        assert_eq!(
            wished(true),
            [
                "chosen for keeper",
                "copy for keeper",
                "twin of small for small",
                "twin of stranger for stranger"
            ]
        );
    }
}
