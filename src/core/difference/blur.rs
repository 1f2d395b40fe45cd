//! The one blur: it takes off the finest noise of compression, and brings two pictures to one softness step by step.

/// Makes each number of a plane, which has rows of `width`, a quarter, a half and a quarter of three neighbours, both ways;
/// beyond the edge lies what lies on it.
pub fn blur(plane: &mut [f32], width: usize) {
    let Some(first) = plane.get(..width) else { return };
    let (mut above, mut here) = (first.to_vec(), first.to_vec());
    // A row with one more number at each end.
    let mut wide = vec![0.0; width + 2];
    let mut rows = plane.chunks_exact_mut(width).peekable();
    while let Some(row) = rows.next() {
        here.copy_from_slice(row);
        let below = rows.peek().map_or(&here[..], |below| below);
        for (((to, above), here), below) in wide[1..].iter_mut().zip(&above).zip(&here).zip(below) {
            *to = 0.25 * above + 0.5 * here + 0.25 * below;
        }
        (wide[0], wide[width + 1]) = (wide[1], wide[width]);
        for ((to, before), (own, after)) in row.iter_mut().zip(&wide).zip(wide[1..].iter().zip(&wide[2..])) {
            *to = 0.25 * before + 0.5 * own + 0.25 * after;
        }
        std::mem::swap(&mut above, &mut here);
    }
}
