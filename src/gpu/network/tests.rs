//! The network on whatever adapter this machine has, software included; without one these tests say so and pass.

#![expect(clippy::print_stderr, reason = "a test says what it could not try")]

use super::*;
use lookalike_kernels::network::{BuiltIn, Layer, Layout, Packed as OnProcessor, Step};

static MODEL: &[u8] = include_bytes!("../../../models/lookalike.onnx");
const SIDE: usize = 160;

/// Every adapter of this machine.
fn adapters() -> Vec<Adapter> {
    let adapters = crate::adapters();
    if adapters.is_empty() {
        eprintln!("no adapter here (apt install mesa-vulkan-drivers): not tried");
    }
    adapters
}

fn plan() -> Plan {
    Plan::read(MODEL, SIDE).expect("the bundled network")
}

/// Coloured waves, other ones for each seed.
fn picture(seed: usize) -> Vec<u8> {
    let byte = |at: usize| {
        let (x, y, phase) = (at / 3 % SIDE, at / 3 / SIDE, (1 + seed) * (1 + at % 3));
        let wave = (x as f32 * 0.013 * phase as f32).sin() + (y as f32 * 0.02 + phase as f32).cos();
        (127.0 + 60.0 * wave) as u8
    };
    (0..SIDE * SIDE * 3).map(byte).collect()
}

fn refs(pictures: &[Vec<u8>]) -> Vec<&[u8]> {
    pictures.iter().map(Vec::as_slice).collect()
}

/// 1 less the cosine.
fn distance(a: &[f32], b: &[f32]) -> f64 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>();
    1.0 - dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

#[test]
fn a_batch_gives_what_the_processor_gives_one_by_one() {
    let plan = plan();
    let mut processor = BuiltIn::new(Arc::new(OnProcessor::new(&plan)));
    let pictures: Vec<Vec<u8>> = (0..5).map(picture).collect();
    let expected: Vec<Vec<f32>> = pictures.iter().map(|picture| processor.run(picture)).collect();
    for adapter in adapters() {
        let mut network = Network::open(&adapter, &plan).expect("opened");
        assert!(network.memory() <= MOST_MEMORY);
        // Fewer after more: what the batch before left behind must not be seen.
        for count in [5, 1, 3] {
            let found = network.run(&refs(&pictures[..count])).expect("run");
            assert_eq!(found.len(), count);
            for (found, expected) in found.iter().zip(&expected) {
                assert!(
                    distance(found, expected) < 1e-5,
                    "{}: {}",
                    adapter.name(),
                    distance(found, expected)
                );
            }
        }
    }
}

/// The processor's engine rounds to whole numbers of 16 bits, which moves embeddings by more than all else here.
#[test]
fn a_picture_is_embedded_as_in_plain_floats() {
    let (plan, picture) = (plan(), picture(2));
    let adapters = adapters();
    let expected = if adapters.is_empty() { Vec::new() } else { by_hand(&plan, &picture) };
    for adapter in adapters {
        let mut network = Network::open(&adapter, &plan).expect("opened");
        let found = network.run(&[&picture]).expect("run");
        let distance = distance(&found[0], &expected);
        eprintln!("{}: {distance:.1e} from plain floats", adapter.name());
        assert!(distance < 1e-6, "{distance}");
    }
}

/// One layer of each kind with odd sizes, an addition, and fewer outputs than a tile has, computed by hand.
#[test]
fn every_shader_does_what_its_layer_says() {
    let number = |at: usize| (at * 7_919 % 2_003) as f32 / 2_003.0 - 0.4;
    let numbers = |count: usize, from: usize| (from..from + count).map(number).collect::<Vec<f32>>();
    let layout = |side: usize, channels: usize, border: [usize; 4]| Layout {
        height: side,
        width: side,
        channels,
        border,
    };
    let layer = |kind, inputs, square: [usize; 2], outputs: usize| {
        let weights = numbers(outputs * inputs * square[0] * square[0], outputs);
        Layer::new(kind, inputs, square, weights, numbers(outputs, 3)).expect("a layer")
    };
    let step = |layer, from, residual| Step { layer, from, residual };
    let plan = Plan {
        steps: vec![
            step(layer(Kind::Stem, 3, [3, 2], 16), 0, None),
            step(layer(Kind::Depthwise, 1, [5, 1], 16), 1, None),
            step(layer(Kind::Pointwise, 16, [1, 1], 16), 2, Some(1)),
        ],
        layouts: vec![
            layout(9, 3, [1, 0, 1, 2]),
            layout(5, 16, [2, 2, 2, 2]),
            layout(5, 16, [0; 4]),
            layout(5, 16, [0; 4]),
        ],
        slots: vec![0, 1, 2, 0],
        scale: 0.01,
        zero: 100.0,
        projection: layer(Kind::Pointwise, 16, [1, 1], 4),
    };
    let picture: Vec<u8> = (0..9 * 9 * 3).map(|at| (at * 31 % 256) as u8).collect();
    let expected = by_hand(&plan, &picture);
    for adapter in adapters() {
        let allowed = Allowed { buffer: 1 << 20, all: 4 << 20 };
        let mut network = Network::open_within(&adapter, &plan, allowed).expect("opened");
        let found = network.run(&[&picture, &picture]).expect("run");
        for found in found.iter().flatten().zip(expected.iter().cycle()) {
            assert!(
                (found.0 - found.1).abs() < 1e-3 * (1.0 + found.1.abs()),
                "{}: {found:?}",
                adapter.name()
            );
        }
    }
}

/// The plan in plain loops.
fn by_hand(plan: &Plan, picture: &[u8]) -> Vec<f32> {
    let bytes = picture.iter().map(|byte| (f32::from(*byte) - plan.zero) * plan.scale);
    let mut pictures: Vec<Vec<f32>> = vec![bytes.collect()];
    for (at, step) in plan.steps.iter().enumerate() {
        let (layer, from, to) = (&step.layer, plan.layouts[step.from], plan.layouts[at + 1]);
        let read = |row: usize, column: usize, channel: usize| {
            let inside =
                |at: usize, border: usize, length: usize| at.checked_sub(border).filter(|at| *at < length);
            let place =
                inside(row, from.border[0], from.height).zip(inside(column, from.border[1], from.width));
            place.map_or(0.0, |(y, x)| pictures[step.from][(y * from.width + x) * from.channels + channel])
        };
        let one = |at: usize| {
            let (output, pixel) = (at % to.channels, at / to.channels);
            let mut sum = layer.bias[output];
            for (place, input) in
                (0..layer.area()).flat_map(|place| (0..layer.inputs).map(move |input| (place, input)))
            {
                let row = pixel / to.width * layer.stride + place / layer.side;
                let column = pixel % to.width * layer.stride + place % layer.side;
                let channel = if layer.kind == Kind::Depthwise { output } else { input };
                sum += layer.weight(output, input, place) * read(row, column, channel);
            }
            sum.clamp(layer.clip.low, layer.clip.high)
                + step.residual.map_or(0.0, |added| pictures[added][at])
        };
        let made = (0..to.pixels() * to.channels).map(one).collect();
        pictures.push(made);
    }
    let last = pictures.last().expect("a picture");
    let channels = plan.projection.inputs;
    let pooled = |channel: usize| {
        let cubes: f32 = last.iter().skip(channel).step_by(channels).map(|value| value.powi(3)).sum();
        (cubes / (last.len() / channels) as f32).cbrt()
    };
    let output = |output: usize| {
        let products = (0..channels).map(|input| plan.projection.weight(output, input, 0) * pooled(input));
        plan.projection.bias[output] + products.sum::<f32>()
    };
    (0..plan.projection.outputs()).map(output).collect()
}

#[test]
fn a_device_that_is_lost_is_one_sentence() {
    let plan = plan();
    for adapter in adapters() {
        let mut network = Network::open(&adapter, &plan).expect("opened");
        network.lose_device();
        for _ in 0..2 {
            let error = network.run(&[&picture(1)]).expect_err("lost");
            assert!(error.to_string().contains("lost"), "{error:#}");
        }
    }
}

#[test]
fn a_picture_of_another_size_and_too_many_are_refused() {
    let plan = plan();
    for adapter in adapters() {
        let mut network = Network::open(&adapter, &plan).expect("opened");
        let error = network.run(&[&[0; 12]]).expect_err("too small");
        assert_eq!(error.to_string(), "a picture of 12 bytes, where the network takes 76800");
        let many = vec![picture(1); network.batch() + 1];
        let error = network.run(&refs(&many)).expect_err("too many");
        assert!(error.to_string().contains("pictures at once"), "{error}");
        assert_eq!(network.run(&[]).expect("nothing to do"), Vec::<Vec<f32>>::new());
        assert_eq!(network.run(&[&picture(1)]).expect("still of use").len(), 1);
    }
}
