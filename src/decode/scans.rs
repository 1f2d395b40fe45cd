//! Of a progressive JPEG, the scans that matter at the size that is wanted. Its coefficients come in a dozen scans
//! over the whole picture. At an eighth of the size each block of luminance becomes one pixel, its mean, which the first of
//! them hold: all others would be decoded only to be thrown away. What is left out here shows in no pixel.

/// A component of the picture: luminance, or one of the two of colour.
#[derive(Debug, Clone, Copy)]
struct Component {
    id: u8,
    /// Samples across and down in the time of the fewest.
    sampling: [usize; 2],
}

/// A progressive JPEG without the scans whose coefficients do not show at so many eighths of its size; `None` if all of
/// them do, or if its markers lead nowhere.
pub fn that_matter(bytes: &[u8], eighths: u8) -> Option<Vec<u8>> {
    let mut kept = Vec::with_capacity(bytes.len() / 4);
    kept.extend(bytes.get(..2)?);
    let mut components = Vec::new();
    let mut at = 2;
    while let Some(marker) = next_marker(bytes, at) {
        let (kind, body) = (*bytes.get(marker + 1)?, marker + 2);
        if kind == 0xD9 {
            break;
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(body)?, *bytes.get(body + 1)?]));
        let segment = bytes.get(body + 2..body + length)?;
        let mut end = body + length;
        let mut matters = true;
        match kind {
            0xC2 => components = frame(segment)?,
            0xDA => {
                end = end_of_scan(bytes, end);
                matters = scan_matters(segment, &components, usize::from(eighths))?;
            }
            _ => {}
        }
        if matters {
            kept.extend(&bytes[marker..end]);
        }
        at = end;
    }
    kept.extend([0xFF, 0xD9]);
    (kept.len() < bytes.len() && !components.is_empty()).then_some(kept)
}

/// Where the next marker begins that has a segment or ends the picture.
fn next_marker(bytes: &[u8], from: usize) -> Option<usize> {
    let is_marker = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0x01 | 0xD0..=0xD8 | 0xFF);
    bytes.get(from..)?.windows(2).position(is_marker).map(|ahead| from + ahead)
}

/// Where the entropy-coded data that begins here ends.
fn end_of_scan(bytes: &[u8], from: usize) -> usize {
    next_marker(bytes, from).unwrap_or(bytes.len())
}

/// The components of a frame header.
fn frame(segment: &[u8]) -> Option<Vec<Component>> {
    let count = usize::from(*segment.get(5)?);
    let described = segment.get(6..6 + 3 * count)?.chunks_exact(3);
    let component = |part: &[u8]| Component {
        id: part[0],
        sampling: [part[1] >> 4, part[1] & 15].map(|samples| usize::from(samples).max(1)),
    };
    Some(described.map(component).collect())
}

/// Whether any coefficient of a scan shows: the means do always, the others where a block becomes more than one pixel.
fn scan_matters(segment: &[u8], components: &[Component], eighths: usize) -> Option<bool> {
    let count = usize::from(*segment.first()?);
    let mut selectors = segment.get(1..1 + 2 * count)?.chunks_exact(2);
    let holds_means = *segment.get(1 + 2 * count)? == 0;
    let most = |axis: usize| components.iter().map(|component| component.sampling[axis]).max().unwrap_or(1);
    let most = [most(0), most(1)];
    let shows = |selector: &[u8]| {
        let component = components.iter().find(|component| component.id == selector[0]);
        component.is_none_or(|component| block_side(*component, most, eighths) > 1)
    };
    Some(holds_means || selectors.any(shows))
}

/// Side of the block that a component's 8 x 8 coefficients become. libjpeg enlarges colour of half the resolution in
/// the transform and not afterwards, as long as there are coefficients for it (`jdmaster.c`).
fn block_side(component: Component, most: [usize; 2], eighths: usize) -> usize {
    let mut side = eighths;
    let fits = |side: usize| {
        (0..2).all(|axis| (most[axis] * eighths).is_multiple_of(component.sampling[axis] * side * 2))
    };
    while side < 8 && fits(side) {
        side *= 2;
    }
    side
}

#[cfg(test)]
mod tests {
    use super::*;
    use mozjpeg::{ColorSpace, Compress, Decompress};

    fn progressive(width: usize, height: usize) -> Vec<u8> {
        let mut jpeg = Compress::new(ColorSpace::JCS_RGB);
        jpeg.set_size(width, height);
        jpeg.set_quality(85.0);
        jpeg.set_progressive_mode();
        let pixels: Vec<u8> =
            (0..width * height * 3).map(|at| (at * at / 7 % 251 + at / 900 % 5) as u8).collect();
        let mut started = jpeg.start_compress(Vec::new()).expect("started");
        started.write_scanlines(&pixels).expect("written");
        started.finish().expect("encoded")
    }

    fn decoded(bytes: &[u8], eighths: u8) -> Vec<u8> {
        let mut jpeg = Decompress::new_mem(bytes).expect("a JPEG");
        jpeg.scale(eighths);
        jpeg.do_block_smoothing(false);
        jpeg.rgb().expect("started").read_scanlines().expect("decoded")
    }

    #[test]
    fn what_is_left_out_shows_in_no_pixel() {
        let whole = progressive(340, 260);
        let fewer = that_matter(&whole, 1).expect("some do not matter");
        assert!(fewer.len() * 4 < whole.len() * 3, "{} of {}", fewer.len(), whole.len());
        assert_eq!(decoded(&fewer, 1), decoded(&whole, 1));
        assert_eq!(that_matter(&whole, 2), None);
    }

    #[test]
    fn what_is_cut_short_or_no_picture_does_no_harm() {
        let whole = progressive(64, 64);
        for length in 0..whole.len() {
            // Whatever becomes of it, it is no panic and no longer than before.
            assert!(that_matter(&whole[..length], 1).is_none_or(|fewer| fewer.len() < length));
        }
        assert_eq!(that_matter(b"\xFF\xD8no markers at all", 1), None);
    }
}
