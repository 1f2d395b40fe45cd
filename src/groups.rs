//! Pairs and a threshold → groups, without touching a file. Every group is a star: each member is a
//! pair with the keeper itself, never only through a third photo.

use crate::keeper;
use crate::photo::{Findings, Group, Link, Member, PhotoId, Relation};

/// Groups of all photos that have a pair within `threshold`, each photo in one group at most, ordered
/// by their keeper's path. The best photos choose their members first, so the same findings always give
/// the same groups, and nobody is grouped under a worse keeper than it could be. A photo with copies of
/// its own groups with them, and not as a similar shot with another photo's copies.
pub fn form(findings: &Findings, threshold: f32) -> Vec<Group> {
    let neighbours = Neighbours::within(findings, threshold);
    let mut order: Vec<PhotoId> = findings.ids().filter(|id| neighbours.has_any(*id)).collect();
    order.sort_by(|a, b| keeper::compare(findings.photo(*a), findings.photo(*b)));

    let mut taken = vec![false; findings.photos.len()];
    let mut groups = Vec::new();
    for centre in order {
        if std::mem::replace(&mut taken[centre.index()], true) {
            continue;
        }
        let mut members: Vec<Member> = neighbours
            .of(centre)
            .filter(|(photo, link)| is_proven(link) || neighbours.is_lone(*photo))
            .filter(|(photo, _)| !std::mem::replace(&mut taken[photo.index()], true))
            .map(|(photo, link)| Member { photo, link: Some(link) })
            .collect();
        if members.is_empty() {
            taken[centre.index()] = false;
            continue;
        }
        members.sort_by(nearest_first);
        groups.push(with_reason(findings, centre, members));
    }
    groups.sort_by_key(|group| group.keeper);
    groups
}

/// The same photos around another keeper, chosen by the user. Members that are no pair with it stay in
/// sight without a link. `None` if `keeper` is not in the group.
pub fn around(findings: &Findings, group: &Group, keeper: PhotoId) -> Option<Group> {
    group.photos().find(|photo| *photo == keeper)?;
    let mut members: Vec<Member> = group
        .photos()
        .filter(|photo| *photo != keeper)
        .map(|photo| Member { photo, link: findings.pairs.link(keeper, photo) })
        .collect();
    members.sort_by(nearest_first);
    Some(with_reason(findings, keeper, members))
}

fn with_reason(findings: &Findings, keeper: PhotoId, members: Vec<Member>) -> Group {
    let others = members.iter().map(|member| findings.photo(member.photo));
    let reason = keeper::reason(findings.photo(keeper), others);
    Group { keeper, reason, members }
}

/// The two show the same picture, whatever their distance.
fn is_proven(link: &Link) -> bool {
    link.relation == Relation::Exact || link.proof.is_some()
}

fn nearest_first(a: &Member, b: &Member) -> std::cmp::Ordering {
    let distance = |member: &Member| member.link.map_or(f32::INFINITY, |link| link.distance);
    distance(a).total_cmp(&distance(b)).then(a.photo.cmp(&b.photo))
}

/// Who is within the threshold of whom, exact copies spelled out again.
struct Neighbours<'a> {
    findings: &'a Findings,
    /// Photos with the same bytes, by representative; empty for all others.
    copies: Vec<Vec<PhotoId>>,
    /// Pairs between representatives, seen from both sides.
    near: Vec<Vec<(PhotoId, Link)>>,
}

impl<'a> Neighbours<'a> {
    fn within(findings: &'a Findings, threshold: f32) -> Self {
        let pairs = &findings.pairs;
        let mut copies = vec![Vec::new(); findings.photos.len()];
        for id in findings.ids() {
            copies[pairs.representative(id).index()].push(id);
        }
        let mut near = vec![Vec::new(); findings.photos.len()];
        for pair in pairs.between_representatives() {
            // Proven pairs are shown at whatever distance; the threshold decides about mere likeness.
            if pair.link.distance <= threshold || pair.link.proof.is_some() {
                near[pair.a.index()].push((pair.b, pair.link));
                near[pair.b.index()].push((pair.a, pair.link.reversed()));
            }
        }
        Self { findings, copies, near }
    }

    fn has_any(&self, id: PhotoId) -> bool {
        let representative = self.findings.pairs.representative(id).index();
        self.copies[representative].len() > 1 || !self.near[representative].is_empty()
    }

    /// The photo has no copy, so that it may stand with others as a similar shot.
    fn is_lone(&self, photo: PhotoId) -> bool {
        let representative = self.findings.pairs.representative(photo).index();
        self.copies[representative].len() == 1
            && !self.near[representative].iter().any(|(_, link)| is_proven(link))
    }

    fn of(&self, id: PhotoId) -> impl Iterator<Item = (PhotoId, Link)> + '_ {
        let representative = self.findings.pairs.representative(id);
        let itself = std::iter::once((representative, Link::EXACT));
        itself
            .chain(self.near[representative.index()].iter().copied())
            .flat_map(|(other, link)| self.copies[other.index()].iter().map(move |copy| (*copy, link)))
            .filter(move |(copy, _)| *copy != id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::sample::findings;

    /// Groups as sorted member indices, keeper first.
    fn check(photos: u32, links: &[(u32, u32, f32)], threshold: f32, expected: &[&[u32]]) {
        let findings = findings(photos, links);
        let groups = form(&findings, threshold);
        let seen: Vec<Vec<u32>> = groups.iter().map(|g| g.photos().map(|p| p.0).collect()).collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn a_star_never_chains() {
        // 0 is like 1, 1 is like 2, but 0 is not like 2: the best photo keeps what is like it.
        check(3, &[(0, 1, 0.05), (1, 2, 0.05)], 0.1, &[&[0, 1]]);
        check(4, &[(0, 1, 0.05), (1, 2, 0.05), (2, 3, 0.05)], 0.1, &[&[0, 1], &[2, 3]]);
    }

    #[test]
    fn the_threshold_decides_and_the_nearest_comes_first() {
        let links = [(0, 1, 0.08), (0, 2, 0.02), (3, 4, 0.2)];
        check(5, &links, 0.1, &[&[0, 2, 1]]);
        check(5, &links, 0.25, &[&[0, 2, 1], &[3, 4]]);
        check(5, &links, 0.01, &[]);
    }

    #[test]
    fn exact_copies_need_no_pair_and_share_those_of_their_representative() {
        let mut findings = findings(4, &[(0, 2, 0.05)]);
        let representatives = [0, 0, 2, 3].map(PhotoId).to_vec();
        findings.pairs =
            crate::photo::Pairs::new(representatives, findings.pairs.between_representatives().to_vec());
        let groups = form(&findings, 0.1);
        assert_eq!(groups.len(), 1);
        assert_eq!(groups[0].photos().map(|p| p.0).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(groups[0].kind(), Relation::Similar);
    }

    #[test]
    fn copies_group_with_their_own_and_lone_shots_with_the_best() {
        // 0 and 1 are copies, 2 and 3 are copies, all four look alike, and so does 4, which has no copy.
        let near = [(0, 2, 0.05), (0, 3, 0.05), (1, 2, 0.05), (1, 3, 0.05), (0, 4, 0.05), (2, 4, 0.05)];
        let mut findings = findings(5, &near);
        let mut pairs = findings.pairs.between_representatives().to_vec();
        for (a, b) in [(0, 1), (2, 3)] {
            let proof = Some(crate::photo::sample::EDIT);
            let link = Link { distance: 0.4, relation: Relation::Edited, proof };
            pairs.push(crate::photo::Pair { a: PhotoId(a), b: PhotoId(b), link });
        }
        findings.pairs = crate::photo::Pairs::new((0..5).map(PhotoId).collect(), pairs);
        let groups = form(&findings, 0.1);
        let seen: Vec<Vec<u32>> = groups.iter().map(|g| g.photos().map(|p| p.0).collect()).collect();
        assert_eq!(seen, [vec![0, 4, 1], vec![2, 3]]);
        assert_eq!(groups.iter().map(Group::kind).collect::<Vec<_>>(), [Relation::Similar, Relation::Edited]);
    }

    #[test]
    fn another_keeper_loses_the_links_it_has_not() {
        let findings = findings(3, &[(0, 1, 0.05), (0, 2, 0.05)]);
        let group = &form(&findings, 0.1)[0];
        let around_two = around(&findings, group, PhotoId(2)).expect("a member");
        assert_eq!(around_two.keeper, PhotoId(2));
        assert_eq!(around_two.members[0].photo, PhotoId(0));
        assert_eq!(around_two.members[1], Member { photo: PhotoId(1), link: None });
        assert_eq!(around(&findings, group, PhotoId(9)), None);
    }
}
