//! What is against suggesting that a photo of a group goes, asked of each for itself: that one stays in doubt costs the others
//! nothing.

use crate::keeper;
use crate::photo::{
    Because, Doubt, Edit, Enlarged, ExtraContent, Findings, Format, Group, Holding, Member, Photo, PhotoId,
    Reason, Relation, Transform,
};

/// A photo with so many pixels for one of another, along a side, shows more detail.
const FINER: f32 = 1.2;

/// A photo with so many pixels for one of another, along a side, may be that one enlarged.
const ENLARGED: f32 = 1.3;

/// A photo that fills less of a plain ground lies on a page, which says something around it, and has no border. Between bars
/// on an upright screen it fills 0.3.
const MOSTLY_FRAME: f32 = 0.25;

/// A turn that is so many degrees from a quarter turn, and sides so many times as far apart as they were, are no errors of
/// measurement.
const TURNED: f32 = 0.7;
const STRETCHED: f64 = 1.04;

/// Why `member` is not to go because the keeper of `group` stays; `None` if nothing is against it. A further place of a
/// content goes because another place stays, whatever the keeper is.
pub fn doubt(findings: &Findings, group: &Group, member: &Member) -> Option<Doubt> {
    let (stays, goes) = (findings.photo(group.keeper), findings.photo(member.photo));
    if let Some(place) = member.twin_of {
        return companions(findings.photo(place), goes);
    }
    let Some(link) = member.link else { return Some(Doubt::NoReason) };
    match link.relation {
        Relation::Exact => return companions(stays, goes),
        Relation::Similar => return Some(Doubt::OnlyAlike),
        Relation::Edited => {}
    }
    let holds: Vec<Holding> = goes.metadata.beyond(&stays.metadata).collect();
    if !holds.is_empty() {
        return Some(Doubt::Holds(holds));
    }
    if stays.metadata.preview.or(goes.metadata.preview).is_some() {
        return Some(Doubt::PreviewOnly);
    }
    companions(stays, goes).or_else(|| of_pixels(stays, goes, &link.proof?))
}

fn companions(stays: &Photo, goes: &Photo) -> Option<Doubt> {
    let mut kinds: Vec<_> =
        goes.file.companions_beyond(&stays.file).map(|companion| companion.kind).collect();
    kinds.dedup();
    (!kinds.is_empty()).then_some(Doubt::Companions(kinds))
}

/// `edit` is seen from the photo that stays.
fn of_pixels(stays: &Photo, goes: &Photo, edit: &Edit) -> Option<Doubt> {
    let several = |photo: &Photo| Holding::Pictures.is_in(&photo.metadata);
    let palette = |photo: &Photo| photo.metadata.format == Format::Gif;
    if (several(stays) && several(goes)) || (palette(stays) && !palette(goes)) {
        return Some(Doubt::SeveralPictures);
    }
    let has_frame_only =
        goes.framed && edit.other_beyond != ExtraContent::Picture && edit.filled >= MOSTLY_FRAME;
    if edit.other_beyond != ExtraContent::Nothing && edit.filled < Edit::WHOLE && !has_frame_only {
        return Some(Doubt::ShowsMore);
    }
    if is_finer(edit, goes) {
        return Some(Doubt::Finer);
    }
    let lies_in_it =
        edit.filled >= Edit::WHOLE && edit.shown < Edit::WHOLE && edit.beyond != ExtraContent::Nothing;
    if lies_in_it && !goes.cropped {
        return Some(Doubt::InCollage);
    }
    // Which of the two is covered, the proof does not say: where it does one day, only the clean one is to stay here.
    if edit.covered >= Edit::COVERED && stays.metadata.pixels() <= goes.metadata.pixels() {
        return Some(Doubt::Covered);
    }
    let may_be_enlarged = stays.enlarged == Enlarged::Perhaps && edit.scale * ENLARGED <= 1.0;
    may_be_enlarged.then_some(Doubt::MayBeEnlarged)
}

/// A side that is so many times as long is hardly longer.
const ONE_SIZE: f32 = 1.01;

/// Why the rules cannot say that `keeper` is better than this member; `None` if they can. Not to be asked of a keeper that the
/// user chose.
pub fn tie(findings: &Findings, keeper: PhotoId, member: &Member) -> Option<Doubt> {
    let better = keeper::reason(findings.photo(keeper), std::iter::once(findings.photo(member.photo)));
    let Some(reason) = better else { return Some(Doubt::NoReason) };
    let edit = member.link.and_then(|link| link.proof)?;
    // It may be a part of a third photo, and shows all of this one.
    if reason.because == Because::Fuller && edit.shown >= Edit::WHOLE {
        return Some(Doubt::NoReason);
    }
    let is_larger = matches!(reason.because, Because::Pixels { .. });
    let both = [findings.photo(keeper), findings.photo(member.photo)];
    if is_larger && (is_larger_one_way(&edit, both) || is_reshaped(&edit, both)) {
        return Some(Doubt::NoReason);
    }
    // A caption is in one of two photos, and a larger or older file does not say in which.
    if edit.is_for_people_to_judge() {
        return Some(if edit.covered >= Edit::COVERED { Doubt::Covered } else { Doubt::NoReason });
    }
    is_doubted(&reason, &edit, findings.photo(member.photo)).then_some(Doubt::NoReason)
}

/// Both show the whole picture, and along one of the sides the one that stays has no more pixels: it was squeezed, or has a strip
/// more along an edge. `edit` is seen from it.
fn is_larger_one_way(edit: &Edit, [stays, goes]: [&Photo; 2]) -> bool {
    let [ours, mut theirs] = [stays, goes].map(|photo| [photo.metadata.width, photo.metadata.height]);
    if (edit.turn / 90.0).round() as i32 % 2 != 0 {
        theirs.reverse();
    }
    let is_as_long = |(ours, theirs): (u32, u32)| ours as f32 <= theirs as f32 * ONE_SIZE;
    edit.shown.min(edit.filled) >= Edit::WHOLE && ours.into_iter().zip(theirs).any(is_as_long)
}

/// One was turned by something else than quarter turns, or squeezed: its pixels were made, and count for nothing.
fn is_reshaped(edit: &Edit, [stays, goes]: [&Photo; 2]) -> bool {
    let scaling = |across: f64, down: f64| Transform([across, 0.0, 0.0, 0.0, down, 0.0, 0.0, 0.0, 1.0]);
    let [(width, height), goes] =
        [stays, goes].map(|photo| (photo.metadata.width.max(1), photo.metadata.height.max(1)));
    let between = scaling(1.0 / f64::from(width), 1.0 / f64::from(height))
        .then(&edit.placement.transform())
        .then(&scaling(f64::from(goes.0), f64::from(goes.1)));
    let centre = [f64::from(width) / 2.0, f64::from(height) / 2.0];
    edit.skew() > TURNED || between.stretch_at(centre) > STRETCHED
}

/// Whether the pixels speak against deciding by this reason that a photo goes. `edit` is seen from the one that stays.
fn is_doubted(reason: &Reason, edit: &Edit, photo: &Photo) -> bool {
    // Two pages may differ in a number that the proof is too coarse to see.
    let may_differ = edit.covered >= Edit::COVERED || (photo.metadata.low_texture && !edit.same_pixels);
    (may_differ && reason.because.is_slight()) || is_finer(edit, photo)
}

/// It shows a part of the picture in more detail: whether that or more of the picture is worth more, nobody can say.
fn is_finer(edit: &Edit, photo: &Photo) -> bool {
    edit.shown < Edit::WHOLE && edit.scale > FINER && photo.enlarged != Enlarged::Yes
}

#[cfg(test)]
mod tests;
