//! Properties of a HEIC file's items. Some phones and programs write "no property" among them, an index of 0, which the
//! standard allows (ISO/IEC 14496-12, 8.11.14) and the decoder refuses.

use std::borrow::Cow;

use super::extents::boxes;

/// The file without such properties; where there are none, as it is.
pub fn without_empty(file: &[u8]) -> Cow<'_, [u8]> {
    let body = |inside: &'_ [u8], kind: &[u8; 4]| -> Vec<(usize, usize)> {
        let found = boxes(inside).filter(|(found, _)| found == kind);
        found.map(|(_, body)| (body.as_ptr().addr() - file.as_ptr().addr(), body.len())).collect()
    };
    let part = |(from, length): (usize, usize)| &file[from..from + length];
    let metas = body(file, b"meta");
    let properties =
        metas.into_iter().filter_map(|meta| part(meta).get(4..)).flat_map(|meta| body(meta, b"iprp"));
    let associations: Vec<_> = properties.flat_map(|properties| body(part(properties), b"ipma")).collect();
    let mut mended = Cow::Borrowed(file);
    for place @ (from, _) in associations {
        if let Some(body) = mended_body(part(place)) {
            mended.to_mut()[from..from + body.len()].copy_from_slice(&body);
        }
    }
    mended
}

/// The body of an `ipma` box without indices of 0; what becomes free at its end is left as it was. `None` if nothing is to be
/// done, or if it is not whole.
fn mended_body(body: &[u8]) -> Option<Vec<u8>> {
    let (head, mut rest) = body.split_at_checked(8)?;
    let (of_item, of_index) = (if head[0] == 0 { 2 } else { 4 }, if head[3] & 1 == 1 { 2 } else { 1 });
    let count = u32::from_be_bytes(*head[4..].first_chunk()?);
    let (mut mended, mut has_empty) = (head.to_vec(), false);
    for _ in 0..count {
        let (item, after) = rest.split_at_checked(of_item)?;
        let (indices, after) = after.split_first()?;
        let (indices, after) = after.split_at_checked(usize::from(*indices) * of_index)?;
        // The uppermost bit says whether the property is essential.
        let is_empty = |index: &&[u8]| index[0] & 0x7F == 0 && index[1..].iter().all(|byte| *byte == 0);
        let kept: Vec<&[u8]> = indices.chunks(of_index).filter(|index| !is_empty(index)).collect();
        has_empty |= kept.len() * of_index < indices.len();
        mended.extend(item);
        mended.push(kept.len() as u8);
        mended.extend(kept.concat());
        rest = after;
    }
    has_empty.then_some(mended)
}

#[cfg(test)]
mod tests {
    use super::super::extents::boxed;
    use super::*;

    fn file(flags: u8, associations: &[u8]) -> Vec<u8> {
        let ipma = boxed(b"ipma", &[&[0, 0, 0, flags, 0, 0, 0, 2], associations]);
        let meta = boxed(b"meta", &[&[0; 4], &boxed(b"iprp", &[&boxed(b"ipco", &[&[0; 12]]), &ipma])]);
        [boxed(b"ftyp", &[b"heic"]), meta, boxed(b"mdat", &[b"pixels"])].concat()
    }

    #[test]
    fn indices_of_no_property_are_left_out() {
        let given = file(0, &[0, 1, 3, 0x81, 0, 2, 0, 2, 2, 0x80, 5]);
        let mended = without_empty(&given);
        assert_eq!(mended[..], file(0, &[0, 1, 2, 0x81, 2, 0, 2, 1, 5, 0x80, 5])[..]);
        let given = file(1, &[0, 1, 2, 0, 0, 0x80, 2, 0, 2, 1, 0, 1]);
        assert_eq!(without_empty(&given)[..], file(1, &[0, 1, 1, 0x80, 2, 0, 2, 1, 0, 1, 0, 1])[..]);
    }

    #[test]
    fn a_file_without_them_stays_as_it_is() {
        for given in [file(0, &[0, 1, 1, 0x81, 0, 2, 1, 2]), file(0, &[0, 1, 9, 0]), b"no boxes".to_vec()] {
            assert!(matches!(without_empty(&given), Cow::Borrowed(_)));
        }
    }
}
