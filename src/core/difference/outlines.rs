//! Lines around the areas that differ: marching squares (Lorensen and Cline 1987, in the plane) over cells of the picture.

use std::collections::BTreeMap;

use super::differs;
use super::laid::Laid;

/// Side of a cell in pixels.
const CELL_PX: usize = 4;
/// The line runs where this share of the neighbourhood differs.
const LEVEL: f32 = 0.22;
/// An area without a neighbourhood of which this share differs is noise.
const SURE: f32 = 0.45;

/// A closed line, in fractions of the photo's sides.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline(pub Vec<[f32; 2]>);

impl Outline {
    /// The spot lies inside.
    pub fn contains(&self, [x, y]: [f32; 2]) -> bool {
        let next = self.0.iter().cycle().skip(1);
        let crossings = self.0.iter().zip(next).filter(|(one, other)| {
            let crosses = (one[1] > y) != (other[1] > y);
            crosses && x < one[0] + (y - one[1]) / (other[1] - one[1]) * (other[0] - one[0])
        });
        crossings.count() % 2 == 1
    }
}

/// A field of cells with a ring of zeros around it, so that every line closes.
struct Cells {
    width: usize,
    height: usize,
    values: Vec<f32>,
}

impl Cells {
    fn at(&self, x: usize, y: usize) -> f32 {
        self.values[y * self.width + x]
    }
}

/// A side of a square between four cells: from this cell to the right, or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    x: usize,
    y: usize,
    down: bool,
}

/// Lines around all areas that differ.
pub fn around(amounts: &[u8], laid: &Laid) -> Vec<Outline> {
    let cells = blurred(&differing_shares(amounts, laid));
    let mut neighbours = segments(&cells);
    let mut outlines = Vec::new();
    while let Some((&start, _)) = neighbours.first_key_value() {
        let edges = walk(start, &mut neighbours);
        let line: Vec<[f32; 2]> = edges.iter().map(|edge| crossing(&cells, *edge)).collect();
        if is_sure(&cells, &edges, &line) {
            let to_fraction = |[x, y]: [f32; 2]| {
                // The ring shifts cells by one, and a cell's value stands for its middle.
                let pixels = |cell: f32| (cell - 0.5) * CELL_PX as f32;
                [pixels(x) / laid.width as f32, pixels(y) / laid.height as f32]
                    .map(|part| part.clamp(0.0, 1.0))
            };
            outlines.push(Outline(rounded(&line).into_iter().map(to_fraction).collect()));
        }
    }
    outlines
}

/// The share of each cell's pixels that differ.
fn differing_shares(amounts: &[u8], laid: &Laid) -> Cells {
    let (width, height) = (laid.width.div_ceil(CELL_PX) + 2, laid.height.div_ceil(CELL_PX) + 2);
    let mut values = vec![0.0; width * height];
    for (y, row) in amounts.chunks_exact(laid.width).enumerate() {
        for (x, _) in row.iter().enumerate().filter(|(_, amount)| differs(**amount)) {
            values[(y / CELL_PX + 1) * width + x / CELL_PX + 1] += 1.0 / (CELL_PX * CELL_PX) as f32;
        }
    }
    Cells { width, height, values }
}

/// Each cell with its eight neighbours; the ring stays zero.
fn blurred(cells: &Cells) -> Cells {
    let mut values = vec![0.0; cells.values.len()];
    for y in 1..cells.height - 1 {
        for x in 1..cells.width - 1 {
            let rows = [(y - 1, 1.0), (y, 2.0), (y + 1, 1.0)];
            let row = |y: usize| cells.at(x - 1, y) + 2.0 * cells.at(x, y) + cells.at(x + 1, y);
            values[y * cells.width + x] =
                rows.into_iter().map(|(y, weight)| weight * row(y)).sum::<f32>() / 16.0;
        }
    }
    Cells { values, ..*cells }
}

/// The two edges that each crossed edge is joined to by the line.
fn segments(cells: &Cells) -> BTreeMap<Edge, Vec<Edge>> {
    let mut neighbours: BTreeMap<Edge, Vec<Edge>> = BTreeMap::new();
    let mut join = |one: Edge, other: Edge| {
        neighbours.entry(one).or_default().push(other);
        neighbours.entry(other).or_default().push(one);
    };
    for y in 0..cells.height - 1 {
        for x in 0..cells.width - 1 {
            let corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)];
            let inside = corners.map(|(x, y)| cells.at(x, y) >= LEVEL);
            // Clockwise from the top; each between a corner and the next.
            let edges = [
                Edge { x, y, down: false },
                Edge { x: x + 1, y, down: true },
                Edge { x, y: y + 1, down: false },
                Edge { x, y, down: true },
            ];
            let crossed: Vec<usize> = (0..4).filter(|at| inside[*at] != inside[(at + 1) % 4]).collect();
            match crossed[..] {
                [one, other] => join(edges[one], edges[other]),
                [_, _, _, _] => {
                    // A saddle: the corners that are like its middle are joined.
                    let middle = corners.map(|(x, y)| cells.at(x, y)).iter().sum::<f32>() / 4.0 >= LEVEL;
                    let cut_off = usize::from(inside[0] == middle);
                    join(edges[(cut_off + 3) % 4], edges[cut_off]);
                    join(edges[(cut_off + 1) % 4], edges[(cut_off + 2) % 4]);
                }
                _ => {}
            }
        }
    }
    neighbours
}

/// Follows a line around and takes it out.
fn walk(start: Edge, neighbours: &mut BTreeMap<Edge, Vec<Edge>>) -> Vec<Edge> {
    let mut line = Vec::new();
    let mut at = start;
    while let Some(joined) = neighbours.remove(&at) {
        line.push(at);
        match joined.into_iter().find(|next| neighbours.contains_key(next)) {
            Some(next) => at = next,
            None => break,
        }
    }
    line
}

/// Where the line crosses an edge, in cells.
fn crossing(cells: &Cells, Edge { x, y, down }: Edge) -> [f32; 2] {
    let (here, there) = (cells.at(x, y), if down { cells.at(x, y + 1) } else { cells.at(x + 1, y) });
    let along = if here == there { 0.5 } else { ((LEVEL - here) / (there - here)).clamp(0.0, 1.0) };
    if down { [x as f32, y as f32 + along] } else { [x as f32 + along, y as f32] }
}

/// Some cell inside the line is sure to differ. A line around a hole is none.
fn is_sure(cells: &Cells, edges: &[Edge], line: &[[f32; 2]]) -> bool {
    let range = |of: fn(&Edge) -> usize| {
        let (least, most) = edges.iter().map(of).fold((usize::MAX, 0), |(a, b), at| (a.min(at), b.max(at)));
        least..=most + 1
    };
    let outline = Outline(line.to_vec());
    let (columns, rows) = (range(|edge| edge.x), range(|edge| edge.y));
    rows.flat_map(|y| columns.clone().map(move |x| (x, y))).any(|(x, y)| {
        x < cells.width
            && y < cells.height
            && cells.at(x, y) >= SURE
            && outline.contains([x as f32, y as f32])
    })
}

/// Corners cut off once (Chaikin 1974).
fn rounded(line: &[[f32; 2]]) -> Vec<[f32; 2]> {
    let next = line.iter().cycle().skip(1);
    let between = |one: &[f32; 2], other: &[f32; 2], part: f32| {
        [0, 1].map(|axis| one[axis] + (other[axis] - one[axis]) * part)
    };
    line.iter()
        .zip(next)
        .flat_map(|(one, other)| [between(one, other, 0.25), between(one, other, 0.75)])
        .collect()
}
