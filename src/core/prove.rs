//! Candidates → [`Pairs`]: the network proposes, pixels prove. What proves to show the same picture, and shows no difference
//! at a closer look, is an edited copy, at whatever distance; what does not is a similar shot if it is near enough, else nothing.

mod answers;
mod canvas;
mod closely;
mod derived;
mod detail;
mod evidence;
mod family;
mod pictures;
mod reference;
mod same_pixels;
mod shared;
mod undecoded;

use crate::cache::{Cache, Proved};
use crate::pairs::Candidates;
use crate::photo::{Candidate, LOOSEST_DISTANCE, Link, Metadata, Pair, Pairs, Photo, PhotoId, Relation};
use crate::progress::{Progress, Stage, Stop};
use answers::Answers;
use evidence::Found;
use family::Families;
use pictures::Pictures;
use reference::References;

pub use shared::propose as propose_sharing;

/// How often the nearest candidates that may join two families are looked at before all others are. After four, of many pages and
/// screens that are near each other, a photo in a chat is not yet with its family (`make_modern.py --seed 922`).
const ROUNDS: usize = 8;

/// What was taken farther apart than this, a day, belongs to two visits.
const ONE_VISIT_SECONDS: u64 = 24 * 3600;

/// Proves the proposed candidates, then what follows from them; notes which photos are framed, cropped, enlarged,
/// blurred or unpacked ones, and which could not be decoded.
///
/// Families are found first, by few proofs; within them the photo that would be kept is the [reference](References) of all
/// other pairs. That the work is done in this order depends on the photos alone, so that the same are found again.
pub fn prove(
    photos: &mut [Photo],
    candidates: Candidates,
    cache: &Cache,
    progress: &Progress,
) -> Result<Pairs, Stop> {
    // There may be millions that are merely near: they stay where they are.
    let Candidates { representative, proposed, mut near } = candidates;
    progress.enter(Stage::Proving, proposed.len() as u64)?;
    let mut work = Work::new((photos, &representative), cache, progress);
    let (mut asked, open) = work.join(proposed)?;
    work.note_derived()?;
    let mut wanted = family::follow_up(work.photos, [&asked, &open], &work.found.related);
    progress.add_total(wanted.len() as u64);
    wanted.extend(open);
    asked.extend(work.look_in_families(wanted)?);

    // Among many pictures in one frame the nearest are not all; those within a family have been asked.
    asked.sort_unstable_by_key(Candidate::photos);
    let frames = &work.found.frames;
    let is_framed = |c: &&Candidate| frames.contains(&c.a) || frames.contains(&c.b);
    let framed: Vec<Candidate> =
        near.iter().filter(is_framed).filter(|c| !is_among(&asked, c)).copied().collect();
    work.note()?;
    let mut wanted = family::follow_up(work.photos, [&asked, &framed], &work.found.related);
    wanted.extend(framed);
    progress.enter(Stage::Proving, wanted.len() as u64)?;
    asked.extend(work.look_in_families(wanted)?);

    let transitive = family::transitive(work.photos, &work.found.related);
    work.found.related.extend(evidence::verify_transitive(work.photos, &transitive, cache, progress)?);
    closely::compare_all(work.photos, &mut work.found.related, cache, &work.pictures)?;
    undecoded::note(work.photos, work.representative, &work.found.related, progress)?;
    work.note()?;
    let Found { related, alike, .. } = work.found;
    asked.sort_unstable_by_key(Candidate::photos);
    near.retain(|c| !is_among(&asked, c) && judged(photos, c, Proved::Nothing).is_some());
    Ok(Pairs::of_related(representative, related).and_alike(alike).and_alike(near))
}

/// Whether a candidate is one of these, which are sorted by photos.
fn is_among(sorted: &[Candidate], candidate: &Candidate) -> bool {
    sorted.binary_search_by_key(&candidate.photos(), Candidate::photos).is_ok()
}

/// Proofs under way.
struct Work<'a> {
    photos: &'a mut [Photo],
    representative: &'a [PhotoId],
    cache: &'a Cache,
    progress: &'a Progress,
    found: Found,
    answers: Answers,
    pictures: Pictures<'a>,
}

impl<'a> Work<'a> {
    fn new(
        (photos, representative): (&'a mut [Photo], &'a [PhotoId]),
        cache: &'a Cache,
        progress: &'a Progress,
    ) -> Self {
        let (found, answers) = (Found::default(), Answers::default());
        let pictures = Pictures::new(progress);
        Self { photos, representative, cache, progress, found, answers, pictures }
    }

    /// Proves the nearest candidates that join photos to families, until hardly any is left that might; returns these,
    /// and the others.
    fn join(&mut self, mut open: Vec<Candidate>) -> Result<(Vec<Candidate>, Vec<Candidate>), Stop> {
        open.sort_unstable_by(|one, other| {
            one.distance.total_cmp(&other.distance).then_with(|| one.photos().cmp(&other.photos()))
        });
        let (mut asked, mut families) = (Vec::new(), Families::new(self.photos.len()));
        for _ in 0..ROUNDS {
            let joining = families.joining(&mut open);
            let found = self.verify(&joining, &References::default())?;
            families.join(&found.related);
            self.found.and(found);
            asked.extend(joining);
        }
        Ok((asked, open))
    }

    /// Proves all of these, within families first those with the photo that is to be kept; returns them.
    fn look_in_families(&mut self, candidates: Vec<Candidate>) -> Result<Vec<Candidate>, Stop> {
        let best = family::best(self.photos, &self.found.related);
        let with_best = |c: &Candidate| best.get(&c.a) == Some(&c.b) || best.get(&c.b) == Some(&c.a);
        let (mut candidates, mut others): (Vec<_>, Vec<_>) = candidates.into_iter().partition(with_best);
        let found = self.verify(&candidates, &References::default())?;
        self.found.and(found);
        // Photos are read once for all their pairs that lie side by side.
        others.sort_unstable_by_key(Candidate::photos);
        let found = self.verify(&others, &References::new(&best, &self.found.related))?;
        self.found.and(found);
        candidates.append(&mut others);
        Ok(candidates)
    }

    fn verify(&self, candidates: &[Candidate], references: &References) -> Result<Found, Stop> {
        evidence::verify_all(self.photos, candidates, references, self.cache, self.progress)
    }

    /// Notes what the pairs found so far say about single photos.
    fn note(&mut self) -> Result<(), Stop> {
        detail::note(self.photos, &self.found.related, self.cache, &self.pictures)?;
        self.note_derived()
    }

    fn note_derived(&mut self) -> Result<(), Stop> {
        self.answers.ask(self.photos, &self.found.related, self.cache, &self.pictures)?;
        derived::note(self.photos, self.representative, &self.found.related, &self.answers);
        Ok(())
    }
}

/// Proves these candidates and nothing that follows from them; the pairs among them.
pub fn prove_each(
    photos: &[Photo],
    candidates: &[Candidate],
    cache: &Cache,
    progress: &Progress,
) -> Result<Vec<Pair>, Stop> {
    progress.enter(Stage::Proving, candidates.len() as u64)?;
    let mut found = evidence::verify_all(photos, candidates, &References::default(), cache, progress)?;
    closely::compare_all(photos, &mut found.related, cache, &Pictures::new(progress))?;
    Ok(found.related.into_iter().chain(found.alike.into_iter().map(Pair::from)).collect())
}

/// What a proof, or its absence, makes of a candidate. Frames of a burst can line up like copies do: what
/// the camera took at two moments, or what shows more on either side, is not one photo made from the other.
fn judged(photos: &[Photo], candidate: &Candidate, proved: Proved) -> Option<Pair> {
    let Candidate { a, b, distance } = *candidate;
    let two_moments = photos[a.index()].metadata.at_another_moment(&photos[b.index()].metadata);
    let link = match proved {
        Proved::Picture(edit) if two_moments || !edit.is_one_of_the_other() => {
            Link { distance, relation: Relation::Similar, proof: Some(edit) }
        }
        Proved::Picture(edit) => Link { distance, relation: Relation::Edited, proof: Some(edit) },
        Proved::Nothing | Proved::Frame
            if distance <= LOOSEST_DISTANCE && likeness_counts(photos, candidate, proved) =>
        {
            Link::similar(distance)
        }
        Proved::Nothing | Proved::Frame => return None,
    };
    Some(Pair { a, b, link })
}

/// Whether being alike makes two photos similar shots: not two visits to one view, and not with a page, a screen, a sky
/// or a frame around something else unless one camera took both one right after the other.
fn likeness_counts(photos: &[Photo], candidate: &Candidate, proved: Proved) -> bool {
    let [a, b] = [candidate.a, candidate.b].map(|id| &photos[id.index()].metadata);
    let apart = a.seconds_apart(b);
    let same_burst = a.same_camera(b) && apart.is_some_and(|seconds| seconds <= Metadata::ONE_GO_SECONDS);
    apart.is_none_or(|seconds| seconds <= ONE_VISIT_SECONDS)
        && (same_burst || !(a.low_texture || b.low_texture || proved == Proved::Frame))
}

#[cfg(test)]
mod tests;
