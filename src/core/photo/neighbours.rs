//! Who is nearest to whom, as it is remembered from one scan to the next, so that `pairs` compares only what is new.

/// Of each photo that was compared, in their order, what names it and which others are its nearest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Neighbours {
    names: Vec<u128>,
    /// Where in `near` each photo's end.
    ends: Vec<u32>,
    /// Places among the photos.
    near: Vec<u32>,
}

impl Neighbours {
    /// Adds a photo; `near` are places among all photos, those to come included.
    pub fn push(&mut self, name: u128, near: impl IntoIterator<Item = u32>) {
        self.names.push(name);
        self.near.extend(near);
        self.ends.push(self.near.len() as u32);
    }

    /// What names each photo.
    pub fn names(&self) -> &[u128] {
        &self.names
    }

    /// The nearest of the photo at this place, nearest first.
    pub fn of(&self, place: usize) -> &[u32] {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.near[start as usize..self.ends[place] as usize]
    }
}
