//! The network on one device: its buffers, its dispatches, and the way of a batch through them.

use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, anyhow, bail, ensure};
use lookalike_kernels::network::{Kind, Plan};
use wgpu::util::DeviceExt;

use super::Adapter;
use super::memory::{Allowed, MOST_MEMORY, Packed, SHAPE_STRIDE, Shape, Sizes};

/// How long a batch may take. A driver resets a device that hangs after two to ten seconds.
const LONGEST_BATCH: Duration = Duration::from_secs(15);

/// The same where the processor plays the device: no driver resets it, and other work may hold the processor.
const LONGEST_SOFTWARE_BATCH: Duration = Duration::from_secs(300);

/// Quads of channels and columns that a workgroup of the convolutions makes; rows and quads of the pointwise layer.
const GROUP: u32 = 64;
const TILE_ROWS: u32 = 64;
const TILE_QUADS: u32 = 16;

/// The network on one device. Its buffers are made once, for [`Network::batch`] pictures.
pub struct Network {
    device: wgpu::Device,
    queue: wgpu::Queue,
    buffers: Buffers,
    dispatches: Vec<Dispatch>,
    sizes: Sizes,
    /// Numbers of an embedding.
    outputs: usize,
    /// The first error that the driver reported outside of a call.
    fault: Fault,
    /// How long a batch may take.
    longest: Duration,
}

/// The memory that all runs share.
struct Buffers {
    input: wgpu::Buffer,
    /// By the plan's slots.
    slots: Vec<wgpu::Buffer>,
    pooled: wgpu::Buffer,
    output: wgpu::Buffer,
    /// The copy of `output` that the processor reads.
    read: wgpu::Buffer,
}

impl Buffers {
    fn make(device: &wgpu::Device, sizes: &Sizes) -> Self {
        let buffer = |size: u64, usage: wgpu::BufferUsages| {
            // No binding may be empty.
            let size = size.max(16);
            device.create_buffer(&wgpu::BufferDescriptor {
                label: None,
                size,
                usage,
                mapped_at_creation: false,
            })
        };
        let storage = wgpu::BufferUsages::STORAGE;
        Self {
            input: buffer(sizes.input, storage | wgpu::BufferUsages::COPY_DST),
            slots: sizes.slots.iter().map(|size| buffer(*size, storage)).collect(),
            pooled: buffer(sizes.pooled, storage),
            output: buffer(sizes.output, storage | wgpu::BufferUsages::COPY_SRC),
            read: buffer(sizes.output, wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST),
        }
    }
}

type Fault = Arc<Mutex<Option<String>>>;

/// A shader with all that it reads and writes.
struct Dispatch {
    pipeline: wgpu::ComputePipeline,
    bindings: wgpu::BindGroup,
    shape: Shape,
    shader: Shader,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shader {
    Stem,
    Depthwise,
    Pointwise,
    Pool,
}

const SHADERS: [Shader; 4] = [Shader::Stem, Shader::Depthwise, Shader::Pointwise, Shader::Pool];

impl Network {
    /// Opens a device of the adapter and uploads the network. The error is one sentence.
    pub fn open(adapter: &Adapter, plan: &Plan) -> anyhow::Result<Self> {
        let allowed = adapter.adapter.limits();
        let buffer = allowed.max_buffer_size.min(allowed.max_storage_buffer_binding_size);
        Self::open_within(adapter, plan, Allowed { buffer, all: MOST_MEMORY })
    }

    /// The same within `allowed`.
    fn open_within(adapter: &Adapter, plan: &Plan, allowed: Allowed) -> anyhow::Result<Self> {
        let packed = Packed::new(plan)?;
        let weights = size_of_val(packed.weights.as_slice()) as u64;
        let sizes = Sizes::within(plan, weights, allowed)?;
        let (device, queue, fault) = open_device(adapter, &sizes)?;
        let buffers = Buffers::make(&device, &sizes);
        let constants = Constants::upload(&device, &packed, sizes.batch);
        let pipelines = Pipelines::compile(&device);
        let picture = |picture: usize| match picture {
            0 => &buffers.input,
            _ => &buffers.slots[plan.slots[picture]],
        };
        let steps = plan.steps.iter().enumerate().map(|(at, step)| {
            let shader = match step.layer.kind {
                Kind::Stem => Shader::Stem,
                Kind::Depthwise => Shader::Depthwise,
                Kind::Pointwise => Shader::Pointwise,
            };
            (shader, [picture(step.from), step.residual.map_or(&constants.weights, picture), picture(at + 1)])
        });
        // Every binding must be bound: where nothing is added, the weights stand in, which no shader writes.
        let tail = [
            (Shader::Pool, [picture(plan.steps.len()), &constants.weights, &buffers.pooled]),
            (Shader::Pointwise, [&buffers.pooled, &constants.weights, &buffers.output]),
        ];
        let dispatches = steps.chain(tail).zip(&packed.shapes).enumerate();
        let dispatches = dispatches.map(|(at, ((shader, bound), shape))| Dispatch {
            pipeline: pipelines.of(shader).clone(),
            bindings: constants.bind(&device, &pipelines.layout, at, bound),
            shape: *shape,
            shader,
        });
        let (dispatches, outputs) = (dispatches.collect(), plan.projection.outputs());
        let longest = if adapter.is_software() { LONGEST_SOFTWARE_BATCH } else { LONGEST_BATCH };
        let network = Self { device, queue, buffers, dispatches, sizes, outputs, fault, longest };
        network.check()?;
        Ok(network)
    }

    /// Pictures that are run at once, at most.
    pub fn batch(&self) -> usize {
        self.sizes.batch
    }

    /// Bytes of the device's memory that it takes.
    pub fn memory(&self) -> u64 {
        self.sizes.all()
    }

    /// Runs the network on all `pictures`: each as many rows of as many pixels as the plan was read for, RGB, one byte a
    /// channel. Returns each one's embedding, not brought to unit length. The error is one sentence; after one the device
    /// is of no use any more.
    pub fn run(&mut self, pictures: &[&[u8]]) -> anyhow::Result<Vec<Vec<f32>>> {
        let (count, length) = (pictures.len(), self.sizes.picture);
        ensure!(
            count <= self.sizes.batch,
            "{count} pictures at once, of {} that there is memory for",
            self.sizes.batch
        );
        if let Some(wrong) = pictures.iter().find(|picture| picture.len() != length) {
            bail!("a picture of {} bytes, where the network takes {length}", wrong.len());
        }
        if count == 0 {
            return Ok(Vec::new());
        }
        let mut bytes = pictures.concat();
        // The stem reads them four at a time.
        bytes.resize(bytes.len().next_multiple_of(size_of::<u32>()), 0);
        self.queue.write_buffer(&self.buffers.input, 0, &bytes);
        let mut encoder = self.device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
        let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor::default());
        for dispatch in &self.dispatches {
            pass.set_pipeline(&dispatch.pipeline);
            pass.set_bind_group(0, &dispatch.bindings, &[]);
            let [x, y, z] = dispatch.groups(count as u32);
            pass.dispatch_workgroups(x, y, z);
        }
        drop(pass);
        let bytes = self.sizes.output / self.sizes.batch as u64 * count as u64;
        encoder.copy_buffer_to_buffer(&self.buffers.output, 0, &self.buffers.read, 0, bytes);
        let submission = self.queue.submit([encoder.finish()]);
        self.read(submission, bytes)
    }

    /// Waits for the embeddings and takes them over.
    fn read(&self, submission: wgpu::SubmissionIndex, bytes: u64) -> anyhow::Result<Vec<Vec<f32>>> {
        let (tell, mapped) = sync_channel(1);
        self.buffers.read.map_async(wgpu::MapMode::Read, 0..bytes, move |outcome| {
            tell.send(outcome).ok();
        });
        self.check()?;
        let wait = wgpu::PollType::Wait { submission_index: Some(submission), timeout: Some(self.longest) };
        let waited = self.device.poll(wait);
        self.check()?;
        match waited {
            Ok(_) => {}
            Err(wgpu::PollError::Timeout) => bail!("the device does not answer"),
            // A submission to a lost device is dropped without an error.
            Err(wgpu::PollError::WrongSubmissionIndex(..)) => bail!("the device was lost"),
        }
        mapped.try_recv().context("the device gave no answer")?.context("its answer cannot be read")?;
        let range = self.buffers.read.get_mapped_range(0..bytes).context("its answer cannot be read")?;
        let numbers: Vec<f32> = bytemuck::pod_collect_to_vec(&range);
        drop(range);
        self.buffers.read.unmap();
        Ok(numbers.chunks_exact(self.outputs).map(<[f32]>::to_vec).collect())
    }

    /// Returns what the driver reported outside of a call.
    fn check(&self) -> anyhow::Result<()> {
        let said = self.fault.lock().unwrap_or_else(PoisonError::into_inner).take();
        said.map_or(Ok(()), |said| Err(anyhow!(said)))
    }

    /// Takes the device away, as a driver does that is updated or breaks down. For tests.
    pub fn lose_device(&self) {
        self.device.destroy();
    }
}

fn open_device(adapter: &Adapter, sizes: &Sizes) -> anyhow::Result<(wgpu::Device, wgpu::Queue, Fault)> {
    let required_limits = wgpu::Limits {
        max_buffer_size: sizes.largest(),
        max_storage_buffer_binding_size: sizes.largest(),
        ..wgpu::Limits::downlevel_defaults()
    };
    let description = wgpu::DeviceDescriptor {
        required_limits,
        // Large blocks would take memory that games need.
        memory_hints: wgpu::MemoryHints::MemoryUsage,
        ..wgpu::DeviceDescriptor::default()
    };
    let opened = pollster::block_on(adapter.adapter.request_device(&description));
    let (device, queue) = opened.map_err(|error| anyhow!("it cannot be opened: {error}"))?;
    let fault = Fault::default();
    // The first fault is the cause of those after it.
    let note = |fault: &Fault, said: String| {
        fault.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(said);
    };
    let (on_error, on_loss) = (Arc::clone(&fault), Arc::clone(&fault));
    device.on_uncaptured_error(Arc::new(move |error: wgpu::Error| match error {
        wgpu::Error::OutOfMemory { .. } => note(&on_error, "it has no memory left".to_owned()),
        other => note(&on_error, format!("its driver reports: {other}")),
    }));
    device.set_device_lost_callback(move |_, said| note(&on_loss, format!("the device was lost: {said}")));
    Ok((device, queue, fault))
}

impl Dispatch {
    /// Workgroups in each direction for `count` pictures.
    fn groups(&self, count: u32) -> [u32; 3] {
        let shape = &self.shape;
        match self.shader {
            Shader::Pool => [shape.in_channels.div_ceil(GROUP), 1, count],
            Shader::Pointwise => {
                [shape.out_channels.div_ceil(TILE_QUADS), (shape.rows * count).div_ceil(TILE_ROWS), 1]
            }
            Shader::Stem | Shader::Depthwise => {
                [(shape.out_width * shape.out_channels).div_ceil(GROUP), shape.out_height, count]
            }
        }
    }
}

/// The shaders, compiled, and what each of them is given.
struct Pipelines {
    layout: wgpu::BindGroupLayout,
    pipelines: [wgpu::ComputePipeline; 4],
}

impl Pipelines {
    fn compile(device: &wgpu::Device) -> Self {
        let module = device.create_shader_module(wgpu::include_wgsl!("network.wgsl"));
        let storage = |read_only| wgpu::BufferBindingType::Storage { read_only };
        let types =
            [wgpu::BufferBindingType::Uniform, storage(true), storage(true), storage(true), storage(false)];
        let entries: Vec<_> = types
            .into_iter()
            .zip(0..)
            .map(|(ty, binding)| wgpu::BindGroupLayoutEntry {
                binding,
                visibility: wgpu::ShaderStages::COMPUTE,
                ty: wgpu::BindingType::Buffer { ty, has_dynamic_offset: false, min_binding_size: None },
                count: None,
            })
            .collect();
        let layout = device
            .create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor { label: None, entries: &entries });
        let pipeline_layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: None,
            bind_group_layouts: &[Some(&layout)],
            immediate_size: 0,
        });
        let pipelines = SHADERS.map(|shader| {
            device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
                label: Some(shader.entry_point()),
                layout: Some(&pipeline_layout),
                module: &module,
                entry_point: Some(shader.entry_point()),
                compilation_options: wgpu::PipelineCompilationOptions::default(),
                cache: None,
            })
        });
        Self { layout, pipelines }
    }

    fn of(&self, shader: Shader) -> &wgpu::ComputePipeline {
        &self.pipelines[shader as usize]
    }
}

impl Shader {
    fn entry_point(self) -> &'static str {
        match self {
            Self::Stem => "stem",
            Self::Depthwise => "depthwise",
            Self::Pointwise => "pointwise",
            Self::Pool => "pool",
        }
    }
}

/// What never changes: all weights, and the shape of every dispatch.
struct Constants {
    weights: wgpu::Buffer,
    shapes: wgpu::Buffer,
}

impl Constants {
    fn upload(device: &wgpu::Device, packed: &Packed, batch: usize) -> Self {
        let mut shapes = vec![0; packed.shapes.len() * SHAPE_STRIDE];
        for (place, shape) in shapes.chunks_exact_mut(SHAPE_STRIDE).zip(&packed.shapes) {
            let shape = Shape { rows: shape.rows * batch as u32, ..*shape };
            place[..size_of::<Shape>()].copy_from_slice(bytemuck::bytes_of(&shape));
        }
        let upload = |contents: &[u8], usage: wgpu::BufferUsages| {
            device.create_buffer_init(&wgpu::util::BufferInitDescriptor { label: None, contents, usage })
        };
        Self {
            weights: upload(bytemuck::cast_slice(&packed.weights), wgpu::BufferUsages::STORAGE),
            shapes: upload(&shapes, wgpu::BufferUsages::UNIFORM),
        }
    }

    /// Binds what the dispatch `at` reads, adds and writes.
    fn bind(
        &self,
        device: &wgpu::Device,
        layout: &wgpu::BindGroupLayout,
        at: usize,
        [input, residual, output]: [&wgpu::Buffer; 3],
    ) -> wgpu::BindGroup {
        let shape = wgpu::BufferBinding {
            buffer: &self.shapes,
            offset: (at * SHAPE_STRIDE) as u64,
            size: wgpu::BufferSize::new(size_of::<Shape>() as u64),
        };
        let resources = [
            wgpu::BindingResource::Buffer(shape),
            self.weights.as_entire_binding(),
            input.as_entire_binding(),
            residual.as_entire_binding(),
            output.as_entire_binding(),
        ];
        let entries: Vec<_> = resources
            .into_iter()
            .zip(0..)
            .map(|(resource, binding)| wgpu::BindGroupEntry { binding, resource })
            .collect();
        device.create_bind_group(&wgpu::BindGroupDescriptor { label: None, layout, entries: &entries })
    }
}

#[cfg(test)]
mod tests;
