//! The graph of the bundled network → the steps that compute it: clips and additions taken into the convolutions
//! before them, and a place in memory for every intermediate picture. Every engine packs the weights in its own way.

use std::collections::HashMap;

use anyhow::{Context, bail, ensure};

use super::layout::{Clip, Layout};
use super::onnx::{self, Constant, Node};
use crate::simd::LANES;

/// Which convolution a layer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Each pixel's numbers from the same pixel's numbers; the inputs are even in number.
    Pointwise,
    /// Each channel from the pixels of the same channel around it; the channels are a multiple of [`LANES`].
    Depthwise,
    /// Each output from all channels of the pixels around it.
    Stem,
}

/// A convolution with its bias, then held within `clip`.
#[derive(Debug)]
pub struct Layer {
    /// Which one.
    pub kind: Kind,
    /// Channels that an output is made of; 1 if `kind` is [`Kind::Depthwise`].
    pub inputs: usize,
    /// Pixels along a side of the square around each pixel.
    pub side: usize,
    /// Pixels from one square to the next, in both directions.
    pub stride: usize,
    /// By output, then input, then place of the square, row by row.
    weights: Vec<f32>,
    /// By output.
    pub bias: Vec<f32>,
    /// Applied to the results, before the residual is added.
    pub clip: Clip,
}

impl Layer {
    /// A layer that does not clip; fails where there are not as many weights as `kind`, inputs and biases ask for.
    pub fn new(
        kind: Kind,
        inputs: usize,
        [side, stride]: [usize; 2],
        weights: Vec<f32>,
        bias: Vec<f32>,
    ) -> anyhow::Result<Self> {
        let (wanted, found) = (bias.len() * inputs * side * side, weights.len());
        ensure!(wanted == found, "{found} weights, where {wanted} belong");
        Ok(Self { kind, inputs, side, stride, weights, bias, clip: Clip::NONE })
    }

    /// Channels of a pixel that it makes.
    pub fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// Places of the square.
    pub fn area(&self) -> usize {
        self.side * self.side
    }

    /// The weight of an input, at a place of the square, for an output; each less than its count.
    pub fn weight(&self, output: usize, input: usize, place: usize) -> f32 {
        self.weights[(output * self.inputs + input) * self.area() + place]
    }
}

/// One layer, from one picture of numbers to the next. Pictures are counted from the input, 0, on; each step makes one.
#[derive(Debug)]
pub struct Step {
    /// What is computed.
    pub layer: Layer,
    /// The picture that is read.
    pub from: usize,
    /// The picture that is added to the results.
    pub residual: Option<usize>,
}

/// The network as its file describes it.
#[derive(Debug)]
pub struct Plan {
    /// From the first convolution to the last.
    pub steps: Vec<Step>,
    /// How each picture lies.
    pub layouts: Vec<Layout>,
    /// In which piece of memory each picture lies; pictures that are not needed at one time may share one.
    pub slots: Vec<usize>,
    /// A pixel's byte less `zero`, times `scale`, is what the first convolution takes.
    pub scale: f32,
    /// See `scale`.
    pub zero: f32,
    /// From the pooled numbers to the embedding: pointwise, without bias or clip. What is pooled is the cube root of each
    /// channel's mean cube over the pixels of the last picture.
    pub projection: Layer,
}

/// The operations after the last convolution, which are always these: the mean of cubes and its cube root over all
/// pixels, the projection, and unit length.
const TAIL: [&str; 10] =
    ["Mul", "Mul", "GlobalAveragePool", "Flatten", "Pow", "MatMul", "ReduceSumSquare", "Add", "Sqrt", "Div"];

impl Plan {
    /// Reads an ONNX file whose input is a picture of `side` × `side` pixels, RGB.
    pub fn read(bytes: &[u8], side: usize) -> anyhow::Result<Self> {
        let graph = onnx::read(bytes)?;
        let input = Layout { height: side, width: side, channels: 3, border: [0; 4] };
        let mut builder = Builder {
            constants: graph.constants,
            pictures: HashMap::new(),
            layouts: vec![input],
            steps: Vec::new(),
            scale: 1.0,
            zero: 0.0,
        };
        let is_tail = |node: &Node| node.op_type == TAIL[0];
        let tail_at = graph.nodes.iter().position(is_tail).context("the graph does not pool")?;
        let (body, tail) = graph.nodes.split_at(tail_at);
        for node in body {
            builder.take(node).with_context(|| format!("{} {:?}", node.op_type, node.output))?;
        }
        let projection = builder.projection(tail)?;
        let Builder { steps, layouts, scale, zero, .. } = builder;
        let slots = slots(&steps);
        Ok(Self { steps, layouts, slots, scale, zero, projection })
    }
}

struct Builder {
    constants: HashMap<String, Constant>,
    /// Which picture each value of the graph is.
    pictures: HashMap<String, usize>,
    layouts: Vec<Layout>,
    steps: Vec<Step>,
    scale: f32,
    zero: f32,
}

impl Builder {
    fn take(&mut self, node: &Node) -> anyhow::Result<()> {
        let output = node.output.first().context("it gives nothing")?.clone();
        let picture = match node.op_type.as_str() {
            "Cast" => {
                let constant = self.constant(node, 0)?.clone();
                self.constants.insert(output, constant);
                return Ok(());
            }
            "DequantizeLinear" => {
                (self.scale, self.zero) = (self.number(node, 1)?, self.number(node, 2)?);
                0
            }
            "Transpose" => self.picture(node, 0)?,
            "Conv" => self.convolution(node)?,
            "Clip" => {
                let clip = Clip { low: self.number(node, 1)?, high: self.number(node, 2)? };
                self.newest(node)?.clip = clip;
                self.steps.len()
            }
            "Add" => {
                let (one, other) = (self.picture(node, 0)?, self.picture(node, 1)?);
                let newest = self.steps.len();
                ensure!(one.max(other) == newest && one != other, "it adds what was not just computed");
                let same = self.layouts[one] == self.layouts[other];
                let step = self.steps.last_mut().context("it comes before any layer")?;
                ensure!(same && step.residual.is_none(), "it adds what lies in another way");
                step.residual = Some(one.min(other));
                newest
            }
            other => bail!("the operation {other} is not known"),
        };
        self.pictures.insert(output, picture);
        Ok(())
    }

    /// Adds a step; returns the picture it makes.
    fn convolution(&mut self, node: &Node) -> anyhow::Result<usize> {
        let from = self.picture(node, 0)?;
        let (weights, bias) = (self.constant(node, 1)?.clone(), self.constant(node, 2)?.values.clone());
        let [stride, stride_across] = node.ints("strides")?;
        let &[outputs, inputs, side, side_across] = weights.shape.as_slice() else {
            bail!("its weights have another shape")
        };
        let before = self.layouts[from];
        let groups = node.int("group", 1) as usize;
        ensure!(side == side_across && stride == stride_across && stride > 0, "its square is none");
        ensure!(before.border == [0; 4], "what it reads is needed with a border too");
        ensure!(inputs * groups == before.channels && bias.len() == outputs, "its channels do not fit");
        let border = node.ints("pads")?;
        let kind = if side == 1 && stride == 1 && groups == 1 && border == [0; 4] && inputs.is_multiple_of(2)
        {
            Kind::Pointwise
        } else if groups == outputs && inputs == 1 && outputs.is_multiple_of(LANES) {
            Kind::Depthwise
        } else if groups == 1 {
            Kind::Stem
        } else {
            bail!("it is neither a pointwise, a depthwise nor a plain convolution")
        };
        let layer = Layer::new(kind, inputs, [side, stride], weights.values, bias)?;
        if border != [0; 4] {
            let used = self.steps.iter().any(|step| step.from == from || step.residual == Some(from));
            let residual = from > 0 && self.steps[from - 1].residual.is_some();
            ensure!(!used && !residual, "what it reads is needed without a border too");
            self.layouts[from].border = border;
        }
        let along = |length: usize, pads: usize| Some((length + pads).checked_sub(side)? / stride + 1);
        let height = along(before.height, border[0] + border[2]).context("its square is too large")?;
        let width = along(before.width, border[1] + border[3]).context("its square is too large")?;
        self.layouts.push(Layout { height, width, channels: outputs, border: [0; 4] });
        self.steps.push(Step { layer, from, residual: None });
        Ok(self.steps.len())
    }

    /// The step that has just been added, if it makes what `node` takes and nothing is done to that yet.
    fn newest(&mut self, node: &Node) -> anyhow::Result<&mut Layer> {
        let taken = self.picture(node, 0)?;
        ensure!(taken == self.steps.len(), "it changes what was not just computed");
        let step = self.steps.last_mut().context("it comes before any layer")?;
        ensure!(step.residual.is_none(), "it comes after an addition");
        Ok(&mut step.layer)
    }

    /// Checks the operations after the last convolution and reads the projection among them.
    fn projection(&self, tail: &[Node]) -> anyhow::Result<Layer> {
        let is_constant = |node: &&Node| node.op_type != "Cast";
        let operations: Vec<&Node> = tail.iter().filter(is_constant).collect();
        let names: Vec<&str> = operations.iter().map(|node| node.op_type.as_str()).collect();
        ensure!(names == TAIL, "the graph does not end as it should: {names:?}");
        let root = self.number(operations[4], 1)?;
        ensure!((root - 1.0 / 3.0).abs() < 1e-4, "the mean of cubes is not followed by a cube root");
        let name = operations[5].input.get(1).context("the projection has no weights")?;
        let cast = tail.iter().find(|node| node.output.first() == Some(name));
        let name = cast.and_then(|node| node.input.first()).unwrap_or(name);
        let weights = self.constants.get(name).context("the projection is no constant")?;
        let &[inputs, outputs] = weights.shape.as_slice() else { bail!("the projection is no matrix") };
        let pooled = self.layouts.last().context("there is no layer")?.channels;
        ensure!(inputs == pooled, "the projection takes {inputs} numbers, of {pooled}");
        let by_output = (0..inputs * outputs).map(|at| weights.values[at % inputs * outputs + at / inputs]);
        Layer::new(Kind::Pointwise, inputs, [1, 1], by_output.collect(), vec![0.0; outputs])
    }

    fn picture(&self, node: &Node, at: usize) -> anyhow::Result<usize> {
        let name = node.input.get(at).context("it takes too little")?;
        self.pictures.get(name).copied().with_context(|| format!("{name} is not computed before it"))
    }

    fn constant(&self, node: &Node, at: usize) -> anyhow::Result<&Constant> {
        let name = node.input.get(at).context("it takes too little")?;
        self.constants.get(name).with_context(|| format!("{name} is no constant"))
    }

    fn number(&self, node: &Node, at: usize) -> anyhow::Result<f32> {
        self.constant(node, at)?.values.first().copied().context("a constant is empty")
    }
}

/// A piece of memory for each picture, the input first: one that no picture needs any more, else a new one.
fn slots(steps: &[Step]) -> Vec<usize> {
    let last_read = |picture: usize| {
        steps.iter().rposition(|step| step.from == picture || step.residual == Some(picture))
    };
    let mut slots = vec![0];
    let (mut free, mut count) = (Vec::new(), 1);
    for (at, step) in steps.iter().enumerate() {
        let slot = free.pop().unwrap_or_else(|| {
            count += 1;
            count - 1
        });
        slots.push(slot);
        for read in [Some(step.from), step.residual].into_iter().flatten() {
            if last_read(read) == Some(at) {
                free.push(slots[read]);
            }
        }
    }
    slots
}
