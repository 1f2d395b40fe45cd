//! Wishes, and the network on whatever adapter this machine has, software included.

#![expect(clippy::print_stderr, reason = "a test says what it could not try")]

use super::*;
use crate::features::drawn::scene;

#[test]
fn a_wish_is_a_word_in_any_case_and_nonsense_is_said() {
    assert_eq!(Wish::read(""), Ok(Wish::Fastest));
    assert_eq!(Wish::read("CPU"), Ok(Wish::Processor));
    assert_eq!(Wish::read("gpu"), Ok(Wish::Gpu));
    assert_eq!(Wish::read("Software"), Ok(Wish::Software));
    assert_eq!(Wish::read("WebGPU"), Ok(Wish::Provider("webgpu")));
    let said = Wish::read("vulcan").expect_err("no such device");
    assert_eq!(
        said,
        "LOOKALIKE_DEVICE is \"vulcan\": it may be cpu, gpu, software, cuda, directml, coreml, webgpu"
    );
    assert!(Wish::Software.is_certain() && !Wish::Fastest.is_certain() && !Wish::Processor.is_certain());
}

#[test]
fn software_is_used_only_where_it_is_asked_for() {
    let (hardware, refused) = adapters(Wish::Fastest);
    let (software, _) = adapters(Wish::Software);
    let names = |devices: &[Device]| devices.iter().map(|device| device.name.clone()).collect::<Vec<_>>();
    assert!(names(&hardware).iter().all(|name| !names(&software).contains(name)));
    for name in names(&software) {
        let said = refused.iter().find(|candidate| candidate.name == name).expect("said");
        assert!(!said.used && said.verdict.to_string().contains("LOOKALIKE_DEVICE=software"), "{said:?}");
    }
}

/// The shaders calculate as ONNX Runtime does (`every_shader_does_what_its_layer_says`; 3e-9 apart on these pictures); the
/// processor's whole numbers lie up to 1.6e-5 from both.
#[test]
fn every_adapter_gives_the_embeddings_of_the_processor_at_any_batch() {
    let inputs: Vec<Input> = (0..64).map(|seed| Input::of(scene(seed, 320, 240))).collect();
    let mut processor = Network::on_cpu(&Backend::BuiltIn).expect("the built-in engine");
    let expected: Vec<Embedding> = inputs.iter().map(|input| processor.run(input).expect("run")).collect();
    let adapters = lookalike_gpu::adapters();
    if adapters.is_empty() {
        eprintln!("no adapter here (apt install mesa-vulkan-drivers): not tried");
    }
    let worst = |found: &[Embedding], expected: &[Embedding]| {
        let distances = found.iter().zip(expected).map(|(found, expected)| found.distance(expected));
        distances.max_by(f32::total_cmp).expect("some")
    };
    for adapter in adapters {
        let (mut run, most) = on_adapter(&adapter).expect("opened");
        let mut alone: Option<Vec<Embedding>> = None;
        for batch in [1, 4, 16, 32].into_iter().filter(|batch| *batch <= most) {
            let found = inputs.chunks(batch).map(|inputs| run(inputs).expect("run"));
            let found: Vec<Embedding> = found.flatten().collect();
            assert_eq!(found.len(), inputs.len());
            let alone = alone.get_or_insert_with(|| found.clone());
            let (from_alone, from_processor) = (worst(&found, alone), worst(&found, &expected));
            let name = adapter.name();
            eprintln!(
                "{name}, {batch} at once: {from_processor:.1e} from the processor, {from_alone:.1e} from one at a time"
            );
            assert!(from_alone <= 1e-6 && from_processor <= 3e-5);
        }
    }
}
