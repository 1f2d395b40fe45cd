//! Groups: photos that look like one of them, which is kept.

use super::{Kind, Link, PhotoId, Reason, Relation};

/// A photo of a group other than its keeper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Member {
    /// Which photo.
    pub photo: PhotoId,
    /// What lies between the keeper and it, seen from the keeper; `None` after the user chose a keeper that this photo is
    /// no pair with. Such a photo cannot be marked.
    pub link: Option<Link>,
    /// Another photo of the group with the same bytes, which stays of the places that this content lies in; `None` for that
    /// one itself. The keeper may be that photo.
    pub twin_of: Option<PhotoId>,
}

/// Photos that look like one of them, the keeper.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The photo the group keeps.
    pub keeper: PhotoId,
    /// Why this one; `None` where nothing speaks for it over the others. Further places of a content have no say in it
    /// unless the group holds nothing else.
    pub reason: Option<Reason>,
    /// All others, nearest first, each followed by the further places of its content.
    pub members: Vec<Member>,
}

impl Group {
    /// The weakest relation among the copies in it, places of one content included; one that is only alike makes no similar
    /// shots of them.
    pub fn kind(&self) -> Kind {
        let twins = self.members.iter().filter(|member| member.twin_of.is_some()).map(|_| Relation::Exact);
        let relations = self.links().map(|link| link.relation);
        let copies = relations.filter(|relation| *relation != Relation::Similar).chain(twins);
        copies.max().unwrap_or(Relation::Similar)
    }

    /// The largest distance between the keeper and a member.
    pub fn weakest_link(&self) -> f32 {
        self.links().map(|link| link.distance).fold(0.0, f32::max)
    }

    /// The keeper, then the members.
    pub fn photos(&self) -> impl Iterator<Item = PhotoId> + '_ {
        std::iter::once(self.keeper).chain(self.members.iter().map(|m| m.photo))
    }

    /// The photo that stays of the places that the content of `photo` lies in, if it is another one.
    pub fn twin_of(&self, photo: PhotoId) -> Option<PhotoId> {
        self.members.iter().find(|member| member.photo == photo)?.twin_of
    }

    /// Photos in it, the keeper included.
    pub fn len(&self) -> usize {
        self.members.len() + 1
    }

    /// Never: a group has its keeper.
    pub fn is_empty(&self) -> bool {
        false
    }

    fn links(&self) -> impl Iterator<Item = Link> + '_ {
        self.members.iter().filter_map(|member| member.link)
    }
}
