//! What lies in the device's memory, and how much of it: all weights in one buffer, the pictures of numbers in a few that
//! share, and the shape of every step for the shaders.

use anyhow::{Context, ensure};
use lookalike_kernels::network::{Kind, Layer, Layout, Plan};

/// Pictures that are run at once, at most.
pub const LARGEST_BATCH: usize = 32;

/// Bytes of the device's memory that are taken, at most.
pub const MOST_MEMORY: u64 = 256 << 20;

/// Bytes from one shape to the next: uniform bindings begin at multiples of this on every device.
pub const SHAPE_STRIDE: usize = 256;

/// Channels are stored four to a vector.
const QUAD: usize = 4;

/// The shaders' own [`Layer`]: `Shape` in `network.wgsl`, word for word.
#[repr(C)]
#[derive(Debug, Clone, Copy, Default, bytemuck::Pod, bytemuck::Zeroable)]
pub struct Shape {
    pub in_width: u32,
    pub in_height: u32,
    pub in_channels: u32,
    pub out_width: u32,
    pub out_height: u32,
    pub out_channels: u32,
    pub side: u32,
    pub stride: u32,
    pub top: u32,
    pub left: u32,
    pub weights: u32,
    pub bias: u32,
    pub rows: u32,
    pub adds: u32,
    pub low: f32,
    pub high: f32,
    pub scale: f32,
    pub zero: f32,
}

/// Sizes of the buffers, in bytes, for a number of pictures at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sizes {
    /// Pictures at once.
    pub batch: usize,
    /// One picture.
    pub picture: usize,
    /// All pictures.
    pub input: u64,
    /// The pictures of numbers, by the plan's slot; 0: it is not used.
    pub slots: Vec<u64>,
    /// What is pooled, and the embeddings.
    pub pooled: u64,
    /// See `pooled`.
    pub output: u64,
    /// All weights.
    pub weights: u64,
}

/// The most that a device allows, in bytes.
#[derive(Debug, Clone, Copy)]
pub struct Allowed {
    /// For one buffer.
    pub buffer: u64,
    /// For all of them.
    pub all: u64,
}

impl Sizes {
    /// For as many pictures at once as are `allowed`, [`LARGEST_BATCH`] at most; an error if that is none.
    pub fn within(plan: &Plan, weights: u64, allowed: Allowed) -> anyhow::Result<Self> {
        let halves = std::iter::successors(Some(LARGEST_BATCH), |batch| Some(batch / 2))
            .take_while(|batch| *batch > 0);
        let sizes = halves.map(|batch| Self::of(plan, weights, batch));
        let mut least = None;
        for sizes in sizes {
            if sizes.largest() <= allowed.buffer && sizes.all() <= allowed.all {
                return Ok(sizes);
            }
            least = Some(sizes);
        }
        let least = least.context("no number of pictures is allowed")?;
        let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
        anyhow::bail!(
            "it allows {:.1} MiB in one piece, and the network needs {:.1}",
            mib(allowed.buffer.min(allowed.all)),
            mib(if least.largest() > allowed.buffer { least.largest() } else { least.all() })
        )
    }

    fn of(plan: &Plan, weights: u64, batch: usize) -> Self {
        let bytes = |numbers: usize| (numbers * batch * size_of::<f32>()) as u64;
        let numbers = |layout: &Layout| layout.pixels() * layout.channels;
        let mut slots = vec![0; plan.slots.iter().max().map_or(0, |last| last + 1)];
        for (layout, slot) in plan.layouts.iter().zip(&plan.slots).skip(1) {
            slots[*slot] = bytes(numbers(layout)).max(slots[*slot]);
        }
        let picture = plan.layouts.first().map_or(0, numbers);
        Self {
            batch,
            picture,
            input: (picture * batch).next_multiple_of(size_of::<u32>()) as u64,
            slots,
            pooled: bytes(plan.projection.inputs),
            output: bytes(plan.projection.outputs()),
            weights,
        }
    }

    /// The largest buffer.
    pub fn largest(&self) -> u64 {
        let all = self.slots.iter().chain([&self.input, &self.pooled, &self.output, &self.weights]);
        all.copied().max().unwrap_or_default()
    }

    /// All buffers together; the embeddings lie in one more, from which the processor reads them.
    pub fn all(&self) -> u64 {
        self.slots.iter().sum::<u64>() + self.input + self.pooled + 2 * self.output + self.weights
    }
}

/// All weights as the shaders read them, and the shape of each step: the plan's, the pooling, the projection.
#[derive(Debug)]
pub struct Packed {
    /// Weights by place, then input, then output, each layer's followed by its bias.
    pub weights: Vec<f32>,
    /// One for each dispatch; `rows` for one picture.
    pub shapes: Vec<Shape>,
}

impl Packed {
    /// Packs a plan; an error if the shaders cannot run it.
    pub fn new(plan: &Plan) -> anyhow::Result<Self> {
        let mut packed = Self { weights: Vec::new(), shapes: Vec::new() };
        for (at, step) in plan.steps.iter().enumerate() {
            let (from, to) = (plan.layouts[step.from], plan.layouts[at + 1]);
            let mut shape = packed.layer(&step.layer, from, to).with_context(|| format!("layer {at}"))?;
            (shape.scale, shape.zero) = (plan.scale, plan.zero);
            shape.adds = u32::from(step.residual.is_some());
            ensure!(
                (step.layer.kind == Kind::Stem) == (step.from == 0),
                "layer {at} does not read what it should"
            );
            packed.shapes.push(shape);
        }
        let last = *plan.layouts.last().context("the network has no layer")?;
        let one = Layout { height: 1, width: 1, channels: last.channels, border: [0; 4] };
        packed.shapes.push(shape(last, one));
        let embedding = Layout { channels: plan.projection.outputs(), ..one };
        let projection = packed.layer(&plan.projection, one, embedding).context("the projection")?;
        packed.shapes.push(projection);
        Ok(packed)
    }

    fn layer(&mut self, layer: &Layer, from: Layout, to: Layout) -> anyhow::Result<Shape> {
        let mut shape = shape(from, to);
        let reads_bytes = layer.kind == Kind::Stem;
        let fits = |channels: usize| channels.is_multiple_of(QUAD);
        ensure!(
            fits(layer.outputs()),
            "it makes {} channels, which is no multiple of {QUAD}",
            layer.outputs()
        );
        ensure!(
            reads_bytes || fits(from.channels),
            "it reads {} channels, which is no multiple of {QUAD}",
            from.channels
        );
        if reads_bytes {
            shape.in_channels = from.channels as u32;
        }
        shape.weights = (self.weights.len() / QUAD) as u32;
        for place in 0..layer.area() {
            for input in 0..layer.inputs {
                self.weights.extend((0..layer.outputs()).map(|output| layer.weight(output, input, place)));
            }
        }
        shape.bias = (self.weights.len() / QUAD) as u32;
        self.weights.extend(&layer.bias);
        (shape.side, shape.stride) = (layer.side as u32, layer.stride as u32);
        // A shader may take infinity for what it likes.
        (shape.low, shape.high) = (layer.clip.low.max(f32::MIN), layer.clip.high.min(f32::MAX));
        Ok(shape)
    }
}

/// A shape without its weights.
fn shape(from: Layout, to: Layout) -> Shape {
    Shape {
        in_width: from.width as u32,
        in_height: from.height as u32,
        in_channels: (from.channels / QUAD) as u32,
        out_width: to.width as u32,
        out_height: to.height as u32,
        out_channels: (to.channels / QUAD) as u32,
        top: from.border[0] as u32,
        left: from.border[1] as u32,
        rows: to.pixels() as u32,
        ..Shape::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> Plan {
        let model = include_bytes!("../../models/lookalike.onnx");
        Plan::read(model, 160).expect("the bundled network")
    }

    #[test]
    fn fewer_pictures_are_run_where_less_memory_is_allowed() {
        let plan = plan();
        let weights = size_of_val(Packed::new(&plan).expect("packed").weights.as_slice()) as u64;
        let batch = |buffer: u64, all: u64| {
            Sizes::within(&plan, weights, Allowed { buffer, all }).map(|sizes| sizes.batch)
        };
        assert_eq!(batch(128 << 20, MOST_MEMORY).expect("enough"), LARGEST_BATCH);
        let small =
            Sizes::within(&plan, weights, Allowed { buffer: 128 << 20, all: 64 << 20 }).expect("enough");
        assert!(small.batch < LARGEST_BATCH && small.all() <= 64 << 20, "{small:?}");
        let error = batch(8 << 20, MOST_MEMORY).expect_err("the weights alone are larger");
        assert_eq!(error.to_string(), "it allows 8.0 MiB in one piece, and the network needs 14.0");
        assert!(batch(128 << 20, 15 << 20).is_err());
    }

    #[test]
    fn a_network_that_the_shaders_cannot_run_is_refused() {
        let mut plan = plan();
        let odd = Layer::new(
            Kind::Pointwise,
            plan.projection.inputs,
            [1, 1],
            vec![0.0; plan.projection.inputs * 3],
            vec![0.0; 3],
        );
        plan.projection = odd.expect("a layer");
        let error = Packed::new(&plan).expect_err("three outputs");
        assert_eq!(format!("{error:#}"), "the projection: it makes 3 channels, which is no multiple of 4");
        plan.layouts.truncate(1);
        plan.steps.clear();
        assert!(Packed::new(&plan).is_err());
        assert!(Layer::new(Kind::Pointwise, 4, [1, 1], vec![0.0; 3], vec![0.0; 1]).is_err());
    }
}
