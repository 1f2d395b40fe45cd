//! Pairs and a threshold → groups, without touching a file. Groups are formed over contents: files with the same bytes are
//! one photo that lies in several places, and the places follow the one that stays. Every group is a star: each member is a
//! pair with the keeper itself, never only through a third photo.

mod doubt;
mod neighbours;

use rayon::prelude::*;

pub use self::doubt::{doubt, tie};
use self::neighbours::Neighbours;
use crate::keeper;
use crate::photo::{
    Among, Because, Findings, Group, Link, Member, Metadata, Pair, PhotoId, Reason, Relation,
};
use crate::verdicts::VerdictIndex;

/// How much farther than the threshold photos may lie that were taken in one go.
const IN_ONE_GO: f32 = 1.3;

/// Groups of all photos that have a pair within `threshold` or lie in several places, each photo in one group at most,
/// ordered by their keeper's path. The best photos choose their members first, so the same findings always give
/// the same groups; but a collage, say, which is proven a copy of fewer photos than its copies are, waits until they
/// have chosen, or it would tear their group apart. A photo with copies of
/// its own groups with them, and not as a similar shot with another photo's copies. What the user said to be no
/// duplicates is no pair.
pub fn form(findings: &Findings, threshold: f32, standing: &VerdictIndex) -> Vec<Group> {
    let neighbours = Neighbours::within(findings, threshold, standing);
    let contents = findings.ids().filter(|id| findings.pairs.representative(*id) == *id);
    let order = contents.filter(|content| neighbours.has_any(*content));
    let mut order: Vec<(bool, PhotoId)> = order.map(|id| (!neighbours.has_many(id), id)).collect();
    order.par_sort_unstable_by(|(last_a, a), (last_b, b)| {
        let photo = |content: &PhotoId| findings.photo(neighbours.place(*content));
        last_a.cmp(last_b).then_with(|| keeper::compare(photo(a), photo(b)))
    });

    let mut taken = vec![false; findings.photos.len()];
    let mut stars: Vec<(PhotoId, Vec<Member>)> = Vec::new();
    for (_, centre) in order {
        if std::mem::replace(&mut taken[centre.index()], true) {
            continue;
        }
        let belongs = |(content, link): &(PhotoId, Link)| {
            let has_nearer = match link.relation {
                Relation::Exact | Relation::Edited => false,
                Relation::Similar if link.is_of_one_picture() => false,
                Relation::Similar => neighbours.has_free_copy(*content, &taken),
            };
            !taken[content.index()] && !has_nearer
        };
        let related: Vec<(PhotoId, Link)> = neighbours.of(centre).filter(belongs).collect();
        related.iter().for_each(|(content, _)| taken[content.index()] = true);
        let keeper = neighbours.place(centre);
        let mut members: Vec<Member> =
            neighbours.twins(centre, keeper).map(|twin| twin_of(twin, keeper)).collect();
        for (content, link) in related {
            let place = neighbours.place(content);
            members.push(Member { photo: place, link: Some(link), twin_of: None });
            let twin = |photo: PhotoId| Member { photo, link: Some(link), twin_of: Some(place) };
            members.extend(neighbours.twins(content, place).map(twin));
        }
        if members.is_empty() {
            taken[centre.index()] = false;
            continue;
        }
        stars.push((keeper, members));
    }
    stars.sort_unstable_by_key(|(keeper, _)| *keeper);
    stars.into_par_iter().map(|(keeper, members)| with_reason(findings, keeper, members)).collect()
}

fn twin_of(photo: PhotoId, keeper: PhotoId) -> Member {
    Member { photo, link: Some(Link::EXACT), twin_of: Some(keeper) }
}

/// The same photos around another keeper, chosen by the user, which is then the place of its content that stays. Members
/// that are no pair with it stay in sight without a link. `None` if `keeper` is not in the group.
pub fn around(findings: &Findings, group: &Group, keeper: PhotoId, standing: &VerdictIndex) -> Option<Group> {
    group.photos().find(|photo| *photo == keeper)?;
    let content = |photo: PhotoId| findings.pairs.representative(photo);
    let member = |photo: PhotoId| {
        if content(photo) == content(keeper) {
            return twin_of(photo, keeper);
        }
        let link = findings.pairs.link(keeper, photo).filter(|_| !standing.separates(keeper, photo));
        // The keeper so far may have been a place of another content, and has stayed the one of it.
        Member { photo, link, twin_of: group.twin_of(photo) }
    };
    let members = group.photos().filter(|photo| *photo != keeper).map(member).collect();
    Some(with_reason(findings, keeper, members))
}

fn with_reason(findings: &Findings, keeper: PhotoId, mut members: Vec<Member>) -> Group {
    members.sort_by(nearest_first);
    let photo = |member: &Member| findings.photo(member.photo);
    let is_twin = |member: &&Member| member.twin_of.is_some();
    let reason = if members.iter().all(|member| is_twin(&member)) {
        let by_path = Reason { because: Because::Path, among: Among::All };
        let is_first = |other: &Member| keeper::compare(findings.photo(keeper), photo(other)).is_lt();
        let is_best = members.iter().all(is_first);
        keeper::reason(findings.photo(keeper), members.iter().map(photo)).or(is_best.then_some(by_path))
    } else {
        let others = members.iter().filter(|member| !is_twin(member));
        let lesser = others.clone().filter(|member| tie(findings, keeper, member).is_none());
        keeper::reason_among(findings.photo(keeper), lesser.map(photo), others.map(photo))
    };
    Group { keeper, reason, members }
}

/// Within the threshold; what one camera took in one go may be a third as far again, as people move and cameras pan.
fn is_near(findings: &Findings, pair: &Pair, threshold: f32) -> bool {
    let [a, b] = [pair.a, pair.b].map(|id| &findings.photo(id).metadata);
    let same_burst =
        || a.same_camera(b) && a.seconds_apart(b).is_some_and(|apart| apart <= Metadata::ONE_GO_SECONDS);
    pair.link.distance <= threshold || (pair.link.distance <= threshold * IN_ONE_GO && same_burst())
}

fn nearest_first(a: &Member, b: &Member) -> std::cmp::Ordering {
    let distance = |member: &Member| member.link.map_or(f32::INFINITY, |link| link.distance);
    let place = |member: &Member| member.twin_of.unwrap_or(member.photo);
    let of_content = |member: &Member| (place(member), member.twin_of.is_some(), member.photo);
    distance(a).total_cmp(&distance(b)).then_with(|| of_content(a).cmp(&of_content(b)))
}

#[cfg(test)]
mod tests;
