//! Lookalike's network on a graphics processor: Vulkan, Metal and Direct3D 12, through `wgpu`. It runs the same
//! [`Plan`](lookalike_kernels::network::Plan) as the processor does, in single precision, many pictures at once. Knows
//! pixels and numbers, and nothing of photos or files.
//!
//! Every fault of a driver is an error in words. Some make `wgpu` panic: whoever calls must expect that.

mod memory;
mod network;

use wgpu::{Backend, Backends, DeviceType};

pub use memory::{LARGEST_BATCH, MOST_MEMORY};
pub use network::Network;

/// Parts of the names of adapters that compute on the processor, if they do not say so themselves.
const SOFTWARE: [&str; 4] = ["llvmpipe", "swiftshader", "microsoft basic render", "warp"];

/// What could run the network.
#[derive(Debug, Clone)]
pub struct Adapter {
    adapter: wgpu::Adapter,
    info: wgpu::AdapterInfo,
}

/// All adapters, those with memory of their own first and software last. Loads the drivers of the system, which may take a
/// second and may wake a graphics processor that sleeps.
pub fn adapters() -> Vec<Adapter> {
    let mut description = wgpu::InstanceDescriptor::new_without_display_handle();
    description.backends = Backends::VULKAN | Backends::METAL | Backends::DX12;
    description.flags = wgpu::InstanceFlags::empty();
    let instance = wgpu::Instance::new(description);
    let found = pollster::block_on(instance.enumerate_adapters(Backends::all()));
    let mut adapters: Vec<Adapter> =
        found.into_iter().map(|adapter| Adapter { info: adapter.get_info(), adapter }).collect();
    adapters.sort_by_key(Adapter::rank);
    adapters
}

impl Adapter {
    /// "NVIDIA GeForce RTX 4060, Vulkan".
    pub fn name(&self) -> String {
        let backend = match self.info.backend {
            Backend::Dx12 => "Direct3D 12",
            Backend::Metal => "Metal",
            Backend::Vulkan => "Vulkan",
            other => other.to_str(),
        };
        format!("{}, {backend}", self.info.name.trim())
    }

    /// The driver and its version, as it names them itself; may be empty.
    pub fn driver(&self) -> String {
        format!("{} {}", self.info.driver, self.info.driver_info).trim().to_owned()
    }

    /// It computes on the processor.
    pub fn is_software(&self) -> bool {
        let name = self.info.name.to_lowercase();
        self.info.device_type == DeviceType::Cpu || SOFTWARE.iter().any(|software| name.contains(software))
    }

    /// The order in which they are tried; of one device Vulkan comes before Direct3D.
    fn rank(&self) -> (bool, u8, bool) {
        let by_type = match self.info.device_type {
            DeviceType::DiscreteGpu => 0,
            DeviceType::IntegratedGpu => 1,
            _ => 2,
        };
        (self.is_software(), by_type, self.info.backend == Backend::Dx12)
    }
}
