//! Pairs and a threshold → groups, without touching a file. Every group is a star: each member is a
//! pair with the keeper itself, never only through a third photo.

use rayon::prelude::*;

use crate::keeper;
use crate::photo::{Edit, Facts, Findings, Group, Link, Member, Pair, PhotoId, Reason, Relation};
use crate::verdicts::Standing;

/// How much farther than the threshold photos may lie that were taken in one go.
const IN_ONE_GO: f32 = 1.3;

/// A photo with so many pixels for one of another, along a side, shows more detail.
const FINER: f32 = 1.2;

/// Share of a copy's proven pairs that a photo must have itself to choose members among the first.
const MANY_PAIRS: f32 = 0.9;

/// Groups of all photos that have a pair within `threshold`, each photo in one group at most, ordered
/// by their keeper's path. The best photos choose their members first, so the same findings always give
/// the same groups; but a collage, say, which is proven a copy of fewer photos than its copies are, waits until they
/// have chosen, or it would tear their group apart. A photo with copies of
/// its own groups with them, and not as a similar shot with another photo's copies. What the user said to be no
/// duplicates is no pair.
pub fn form(findings: &Findings, threshold: f32, standing: &Standing) -> Vec<Group> {
    let neighbours = Neighbours::within(findings, threshold, standing);
    let order = findings.ids().filter(|id| neighbours.has_any(*id));
    let mut order: Vec<(bool, PhotoId)> = order.map(|id| (!neighbours.has_many(id), id)).collect();
    order.par_sort_unstable_by(|(last_a, a), (last_b, b)| {
        last_a.cmp(last_b).then_with(|| keeper::compare(findings.photo(*a), findings.photo(*b)))
    });

    let mut taken = vec![false; findings.photos.len()];
    let mut stars: Vec<(PhotoId, Vec<Member>)> = Vec::new();
    for (_, centre) in order {
        if std::mem::replace(&mut taken[centre.index()], true) {
            continue;
        }
        let belongs = |(photo, link): &(PhotoId, Link)| {
            let has_nearer = match link.relation {
                Relation::Exact | Relation::Edited => false,
                Relation::Similar if link.is_of_one_picture() => neighbours.has_free_double(*photo, &taken),
                Relation::Similar => neighbours.has_free_copy(*photo, &taken),
            };
            !taken[photo.index()] && !has_nearer
        };
        let members: Vec<Member> = neighbours
            .of(centre)
            .filter(belongs)
            .map(|(photo, link)| Member { photo, link: Some(link) })
            .collect();
        members.iter().for_each(|member| taken[member.photo.index()] = true);
        if members.is_empty() {
            taken[centre.index()] = false;
            continue;
        }
        stars.push((centre, members));
    }
    stars.sort_unstable_by_key(|(keeper, _)| *keeper);
    let group = |(keeper, mut members): (PhotoId, Vec<Member>)| {
        members.sort_by(nearest_first);
        with_reason(findings, keeper, members)
    };
    stars.into_par_iter().map(group).collect()
}

/// The same photos around another keeper, chosen by the user. Members that are no pair with it stay in
/// sight without a link. `None` if `keeper` is not in the group.
pub fn around(findings: &Findings, group: &Group, keeper: PhotoId, standing: &Standing) -> Option<Group> {
    group.photos().find(|photo| *photo == keeper)?;
    let mut members: Vec<Member> = group
        .photos()
        .filter(|photo| *photo != keeper)
        .map(|photo| {
            let link = findings.pairs.link(keeper, photo).filter(|_| !standing.parts(keeper, photo));
            Member { photo, link }
        })
        .collect();
    members.sort_by(nearest_first);
    Some(with_reason(findings, keeper, members))
}

fn with_reason(findings: &Findings, keeper: PhotoId, members: Vec<Member>) -> Group {
    let others = members.iter().map(|member| findings.photo(member.photo));
    let reason = keeper::reason(findings.photo(keeper), others)
        .filter(|reason| !members.iter().any(|member| is_doubted(reason, member, findings)));
    Group { keeper, reason, members }
}

/// Whether the pixels of a member speak against deciding about it by this reason.
fn is_doubted(reason: &Reason, member: &Member, findings: &Findings) -> bool {
    let Some(edit) = member.link.and_then(|link| link.proof) else { return false };
    // A caption is in one of two photos, and a larger or older file does not say in which; and two pages may differ in a
    // number that the proof is too coarse to see.
    if edit.is_for_people_to_judge() {
        return true;
    }
    let photo = findings.photo(member.photo);
    let may_differ = edit.covered >= Edit::COVERED || (photo.facts.plain && !edit.same_pixels);
    // Whether more of a picture or more detail of it is worth more, nobody can say.
    let shows_more = edit.shown < Edit::WHOLE && edit.scale > FINER && !photo.enlarged;
    (may_differ && reason.because.is_slight()) || shows_more
}

/// Within the threshold; what one camera took in one go may be a third as far again, as people move and cameras pan.
fn is_near(findings: &Findings, pair: &Pair, threshold: f32) -> bool {
    let [a, b] = [pair.a, pair.b].map(|id| &findings.photo(id).facts);
    let in_one_go =
        || a.same_camera(b) && a.seconds_apart(b).is_some_and(|apart| apart <= Facts::ONE_GO_SECONDS);
    pair.link.distance <= threshold || (pair.link.distance <= threshold * IN_ONE_GO && in_one_go())
}

fn nearest_first(a: &Member, b: &Member) -> std::cmp::Ordering {
    let distance = |member: &Member| member.link.map_or(f32::INFINITY, |link| link.distance);
    distance(a).total_cmp(&distance(b)).then(a.photo.cmp(&b.photo))
}

/// Who is within the threshold of whom, exact copies spelled out again.
struct Neighbours<'a> {
    findings: &'a Findings,
    /// Further photos with the same bytes, by representative; empty for all others.
    copies: Vec<Vec<PhotoId>>,
    /// Who is near, and the pair's place among those between representatives: of one photo after another, the proven ones
    /// of each first.
    near: Vec<(PhotoId, u32)>,
    /// Where among them those of each photo begin, and where all end.
    starts: Vec<u32>,
    /// How many of those of each photo are proven.
    proven: Vec<u32>,
}

impl<'a> Neighbours<'a> {
    fn within(findings: &'a Findings, threshold: f32, standing: &Standing) -> Self {
        let (pairs, photos) = (&findings.pairs, findings.photos.len());
        let mut copies = vec![Vec::new(); photos];
        for id in findings.ids().filter(|id| pairs.representative(*id) != *id) {
            copies[pairs.representative(id).index()].push(id);
        }
        // Proven pairs, which come first, are shown at whatever distance; the threshold decides about mere likeness.
        let is_shown = |place: usize| {
            let pair = pairs.at(place);
            let is_near = pair.link.is_proven() || is_near(findings, &pair, threshold);
            is_near && !standing.parts(pair.a, pair.b)
        };
        let shown: Vec<bool> = (0..pairs.len()).into_par_iter().map(is_shown).collect();
        let shown_pairs = || {
            let all = pairs.between_representatives().zip(0_u32..).zip(&shown);
            all.filter_map(|(pair, is_shown)| is_shown.then_some(pair))
        };
        let (mut starts, mut proven) = (vec![0_u32; photos + 1], vec![0; photos]);
        for (pair, _) in shown_pairs() {
            for photo in [pair.a, pair.b] {
                starts[photo.index() + 1] += 1;
                proven[photo.index()] += u32::from(pair.link.is_proven());
            }
        }
        (1..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
        let total = starts.last().map_or(0, |last| *last as usize);
        let (mut near, mut next) = (vec![(PhotoId(0), 0); total], starts.clone());
        for (pair, place) in shown_pairs() {
            for (one, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
                near[next[one.index()] as usize] = (other, place);
                next[one.index()] += 1;
            }
        }
        Self { findings, copies, near, starts, proven }
    }

    /// Who is near a representative.
    fn near(&self, representative: PhotoId) -> &[(PhotoId, u32)] {
        let [start, end] = [0, 1].map(|more| self.starts[representative.index() + more] as usize);
        &self.near[start..end]
    }

    /// Those of them that are proven to show the same picture.
    fn proven(&self, representative: PhotoId) -> impl Iterator<Item = PhotoId> + '_ {
        let count = self.proven[representative.index()] as usize;
        self.near(representative)[..count].iter().map(|(other, _)| *other)
    }

    fn has_any(&self, id: PhotoId) -> bool {
        let representative = self.findings.pairs.representative(id);
        !self.copies[representative.index()].is_empty() || !self.near(representative).is_empty()
    }

    /// The photo has not many fewer proven pairs than any photo that it is proven a copy of.
    fn has_many(&self, id: PhotoId) -> bool {
        let representative = self.findings.pairs.representative(id);
        let own = self.proven[representative.index()] as f32;
        !self.proven(representative).any(|other| own < MANY_PAIRS * self.proven[other.index()] as f32)
    }

    /// The photo has a copy that is in no group yet: the two belong together, and the photo not with others as a
    /// similar shot.
    fn has_free_copy(&self, photo: PhotoId, taken: &[bool]) -> bool {
        let representative = self.findings.pairs.representative(photo);
        let proven = &self.near(representative)[..self.proven[representative.index()] as usize];
        // Frames of a burst that line up are proven as well, and no copies.
        let is_copy = |place: u32| self.findings.pairs.at(place as usize).link.is_of_one_picture();
        let mut copies = std::iter::once(representative)
            .chain(proven.iter().filter(|(_, place)| is_copy(*place)).map(|(other, _)| *other))
            .flat_map(|one| self.same(one))
            .filter(|copy| *copy != photo);
        copies.any(|copy| !taken[copy.index()])
    }

    /// A photo of the same bytes is in no group yet.
    fn has_free_double(&self, photo: PhotoId, taken: &[bool]) -> bool {
        let mut doubles = self.same(self.findings.pairs.representative(photo)).filter(|one| *one != photo);
        doubles.any(|double| !taken[double.index()])
    }

    /// The photos with the bytes of a representative, itself first.
    fn same(&self, representative: PhotoId) -> impl Iterator<Item = PhotoId> + '_ {
        std::iter::once(representative).chain(self.copies[representative.index()].iter().copied())
    }

    fn of(&self, id: PhotoId) -> impl Iterator<Item = (PhotoId, Link)> + '_ {
        let pairs = &self.findings.pairs;
        let representative = pairs.representative(id);
        let itself = std::iter::once((representative, Link::EXACT));
        let seen = move |(other, place): &(PhotoId, u32)| {
            let Pair { a, link, .. } = pairs.at(*place as usize);
            (*other, if a == representative { link } else { link.reversed() })
        };
        itself
            .chain(self.near(representative).iter().map(seen))
            .flat_map(|(other, link)| self.same(other).map(move |copy| (copy, link)))
            .filter(move |(copy, _)| *copy != id)
    }
}

#[cfg(test)]
mod tests;
