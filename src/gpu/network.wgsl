// The layers of the network. Numbers lie picture by picture, row by row, pixel by pixel, channels innermost, four channels
// (a quad) to a vector. Places that a square reaches beyond a picture count as zero and are not stored.

struct Shape {
    // Of the pictures that are read and made: pixels across and down, and channels of a pixel in quads; the channels
    // themselves for the bytes that the stem reads.
    in_width: u32,
    in_height: u32,
    in_channels: u32,
    out_width: u32,
    out_height: u32,
    out_channels: u32,
    // Pixels of the square, from one square to the next, and of its reach above and to the left of the first pixel.
    side: u32,
    stride: u32,
    top: u32,
    left: u32,
    // Where the weights and the bias begin, in quads.
    weights: u32,
    bias: u32,
    // Pixels of as many pictures as there is memory for.
    rows: u32,
    // 1: what lies at the same place of `residual` is added.
    adds: u32,
    // Results are held between these, before anything is added.
    low: f32,
    high: f32,
    // A byte less `zero`, times `scale`, is what the stem takes.
    scale: f32,
    zero: f32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> weights: array<vec4f>;
@group(0) @binding(2) var<storage, read> bytes: array<u32>;
@group(0) @binding(2) var<storage, read> input: array<vec4f>;
@group(0) @binding(3) var<storage, read> residual: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> output: array<vec4f>;

// A quad of results is clipped, added to and stored.
fn store(at: u32, result: vec4f) {
    var held = clamp(result, vec4f(shape.low), vec4f(shape.high));
    if shape.adds == 1u {
        held += residual[at];
    }
    output[at] = held;
}

// The pixel that a place of the square reads; negative where it reaches beyond the picture.
fn place(column: u32, row: u32, across: u32, down: u32) -> i32 {
    let x = i32(column * shape.stride + across) - i32(shape.left);
    let y = i32(row * shape.stride + down) - i32(shape.top);
    if x < 0 || y < 0 || x >= i32(shape.in_width) || y >= i32(shape.in_height) {
        return -1;
    }
    return y * i32(shape.in_width) + x;
}

fn number(byte: u32) -> f32 {
    let value = (bytes[byte / 4u] >> (byte % 4u * 8u)) & 255u;
    return (f32(value) - shape.zero) * shape.scale;
}

// The first convolution, of bytes. x: columns and quads of outputs; y: rows; z: pictures. Weights by place, channel, output.
@compute @workgroup_size(64)
fn stem(@builtin(global_invocation_id) id: vec3u) {
    let quad = id.x % shape.out_channels;
    let column = id.x / shape.out_channels;
    if column >= shape.out_width {
        return;
    }
    let picture = id.z * shape.in_width * shape.in_height;
    var sum = weights[shape.bias + quad];
    for (var down = 0u; down < shape.side; down++) {
        for (var across = 0u; across < shape.side; across++) {
            let pixel = place(column, id.y, across, down);
            if pixel < 0 {
                continue;
            }
            let byte = (picture + u32(pixel)) * shape.in_channels;
            let first = (down * shape.side + across) * shape.in_channels;
            for (var channel = 0u; channel < shape.in_channels; channel++) {
                let at = shape.weights + (first + channel) * shape.out_channels + quad;
                sum += number(byte + channel) * weights[at];
            }
        }
    }
    store(((id.z * shape.out_height + id.y) * shape.out_width + column) * shape.out_channels + quad, sum);
}

// The convolution of each channel with a square of its own. x, y, z as for the stem. Weights by place, channel.
@compute @workgroup_size(64)
fn depthwise(@builtin(global_invocation_id) id: vec3u) {
    let quad = id.x % shape.out_channels;
    let column = id.x / shape.out_channels;
    if column >= shape.out_width {
        return;
    }
    let picture = id.z * shape.in_width * shape.in_height;
    var sum = weights[shape.bias + quad];
    for (var down = 0u; down < shape.side; down++) {
        for (var across = 0u; across < shape.side; across++) {
            let pixel = place(column, id.y, across, down);
            if pixel < 0 {
                continue;
            }
            let weight = weights[shape.weights + (down * shape.side + across) * shape.out_channels + quad];
            sum += weight * input[(picture + u32(pixel)) * shape.in_channels + quad];
        }
    }
    store(((id.z * shape.out_height + id.y) * shape.out_width + column) * shape.out_channels + quad, sum);
}

// The 1 x 1 convolution: a product of the matrix of all pixels of all pictures (rows) and that of the weights (by input,
// output). A workgroup makes 64 rows by 16 quads of outputs, four rows by a quad a thread, from 16 inputs at a time that all
// of its threads share. Rows beyond the pictures that are run give what nobody reads.
const TILE_ROWS: u32 = 64u;
const TILE_QUADS: u32 = 16u;
const STEP_QUADS: u32 = 4u;

var<workgroup> shared_input: array<vec4f, 256>;
var<workgroup> shared_weights: array<vec4f, 256>;

@compute @workgroup_size(16, 16)
fn pointwise(
    @builtin(workgroup_id) tile: vec3u,
    @builtin(local_invocation_id) id: vec3u,
    @builtin(local_invocation_index) thread: u32,
) {
    let quad = tile.x * TILE_QUADS + id.x;
    let first_row = tile.y * TILE_ROWS;
    let row = first_row + id.y * 4u;
    // What this thread brings to each step.
    let own_row = first_row + thread / STEP_QUADS;
    let own_quad = tile.x * TILE_QUADS + thread % TILE_QUADS;
    // Not an array: not every driver keeps one in registers.
    var sum_0 = weights[shape.bias + min(quad, shape.out_channels - 1u)];
    var sum_1 = sum_0;
    var sum_2 = sum_0;
    var sum_3 = sum_0;
    for (var step = 0u; step < shape.in_channels; step += STEP_QUADS) {
        let input_quad = step + thread % STEP_QUADS;
        var value = vec4f();
        if own_row < shape.rows && input_quad < shape.in_channels {
            value = input[own_row * shape.in_channels + input_quad];
        }
        let input_number = step * 4u + thread / TILE_QUADS;
        var weight = vec4f();
        if own_quad < shape.out_channels && input_number < shape.in_channels * 4u {
            weight = weights[shape.weights + input_number * shape.out_channels + own_quad];
        }
        workgroupBarrier();
        shared_input[thread] = value;
        shared_weights[thread] = weight;
        workgroupBarrier();
        for (var at = 0u; at < STEP_QUADS; at++) {
            let first = at * 4u * TILE_QUADS + id.x;
            let factors = mat4x4f(
                shared_weights[first],
                shared_weights[first + TILE_QUADS],
                shared_weights[first + 2u * TILE_QUADS],
                shared_weights[first + 3u * TILE_QUADS],
            );
            let pixel = id.y * 4u * STEP_QUADS + at;
            sum_0 += factors * shared_input[pixel];
            sum_1 += factors * shared_input[pixel + STEP_QUADS];
            sum_2 += factors * shared_input[pixel + 2u * STEP_QUADS];
            sum_3 += factors * shared_input[pixel + 3u * STEP_QUADS];
        }
    }
    store_row(row, quad, sum_0);
    store_row(row + 1u, quad, sum_1);
    store_row(row + 2u, quad, sum_2);
    store_row(row + 3u, quad, sum_3);
}

fn store_row(row: u32, quad: u32, sum: vec4f) {
    if row < shape.rows && quad < shape.out_channels {
        store(row * shape.out_channels + quad, sum);
    }
}

// The cube root of each channel's mean cube over all pixels. x: quads of channels; z: pictures.
@compute @workgroup_size(64)
fn pool(@builtin(global_invocation_id) id: vec3u) {
    if id.x >= shape.in_channels {
        return;
    }
    let pixels = shape.in_width * shape.in_height;
    var sum = vec4f();
    for (var pixel = 0u; pixel < pixels; pixel++) {
        let value = input[(id.z * pixels + pixel) * shape.in_channels + id.x];
        sum += value * value * value;
    }
    let mean = sum / f32(pixels);
    // The power of a number that is not positive is not defined.
    let root = sign(mean) * pow(max(abs(mean), vec4f(1e-30)), vec4f(1.0 / 3.0));
    output[id.z * shape.in_channels + id.x] = root;
}
