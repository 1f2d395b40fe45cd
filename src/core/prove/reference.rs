//! References: in a family, the photo that would be kept is proven to show what many others show, so that it says how any
//! two of these lie over each other. Then nothing has to be sought: the pixels are asked at once.

use std::collections::HashMap;

use crate::photo::{Pair, PhotoId, Placement};

/// What a third photo says about two.
#[derive(Clone, Copy)]
pub struct Reference {
    /// The third.
    pub photo: PhotoId,
    /// Where the spots of the first of the two lie in the second.
    pub placement: Placement,
}

/// The reference of each photo that has one.
#[derive(Default)]
pub struct References {
    /// The reference, and where its spots lie in the photo.
    of: HashMap<PhotoId, (PhotoId, Placement)>,
}

impl References {
    /// `best` is the photo that each photo's family would keep; it counts for those that are proven to be edited copies
    /// of it, or it of them.
    pub fn new(best: &HashMap<PhotoId, PhotoId>, pairs: &[Pair]) -> Self {
        let mut of = HashMap::new();
        for pair in pairs {
            let Some(edit) = pair.link.edit() else { continue };
            if best.get(&pair.b) == Some(&pair.a) {
                of.insert(pair.b, (pair.a, edit.placement));
            } else if best.get(&pair.a) == Some(&pair.b) {
                of.insert(pair.a, (pair.b, edit.placement.reversed()));
            }
        }
        Self { of }
    }

    /// The reference that two photos have in common.
    pub fn of(&self, [one, other]: [PhotoId; 2]) -> Option<Reference> {
        let ((photo, to_one), (other_photo, to_other)) = (self.of.get(&one)?, self.of.get(&other)?);
        let map = to_one.transform().inverse()?.then(&to_other.transform());
        let placement = Placement::new(&map).filter(|_| photo == other_photo)?;
        Some(Reference { photo: *photo, placement })
    }
}
